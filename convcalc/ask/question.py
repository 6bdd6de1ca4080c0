"""What a question gives and what it asks for; contradictions are refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from convcalc.errors import Message, UsageError

SPATIAL = ("input", "kernel", "stride", "padding", "dilation", "output", "output_padding")
GENERAL = ("conv", "standard")
SPECIAL = ("tconv", "depthwise", "pointwise", "separable", "local", "pixel_shuffle")
"""Layers that are also called convolutions."""
POOLS = ("pool", "maxpool", "avgpool")


@dataclass
class ReadQuestion:
    """The givens by name (a tuple, one entry an axis, or a word of padding), the layers that are
    named, what is asked for, and switches such as `bias`; `assumed` says which unnamed number
    could only be one given, and the like; `unknown` is the given that the question asks for."""

    given: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[Any]] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    flags: dict[str, str] = field(default_factory=dict)
    assumed: list[Message] = field(default_factory=list)
    unknown: str | None = None

    @property
    def kind(self) -> str:
        """The one layer that the question is about, `conv` if none is named.

        Raises:
            UsageError: two different layers.
        """
        kinds = list(dict.fromkeys(self.kinds))
        if "separable" in kinds:
            kinds = [kind for kind in kinds if kind not in ("depthwise", "pointwise")]
        if "depthwise" in kinds and "pointwise" in kinds:
            kinds = ["separable", *(k for k in kinds if k not in ("depthwise", "pointwise"))]
        if any(kind in kinds for kind in ("tconv", "pixel_shuffle", "unpool")):
            kinds = [kind for kind in kinds if kind != "upsample"]
        if "linear" in kinds:
            kinds = [kind for kind in kinds if kind not in ("gap", "flatten")]
        if any(kind in kinds for kind in ("maxpool", "avgpool", "gap", "unpool")):
            kinds = [kind for kind in kinds if kind != "pool"]
        special = any(kind in SPECIAL for kind in kinds)
        if special or set(kinds) <= set(GENERAL):
            kinds = [kind for kind in kinds if kind not in GENERAL] if special else kinds[:1]
        kinds = [kind for kind in kinds if kind != "standard" or len(kinds) == 1]
        if len(kinds) > 1:
            first, second = (Message(f"ask.kind.{kind}") for kind in kinds[:2])
            raise UsageError(
                Message("ask.two_layers", first=first, second=second),
                Message("ask.one_at_a_time"),
            )
        return kinds[0] if kinds and kinds[0] != "standard" else "conv"

    def put(self, name: str, value: Any) -> None:
        """Take a given; the same twice is fine.

        Raises:
            UsageError: it was given before, and differently.
        """
        before = self.given.get(name)
        if before is None or _equal(before, value):
            if before is None or len(value) > len(before):
                self.given[name] = value
        else:
            raise contradiction(name, before, value)


def _equal(first: Any, second: Any) -> bool:
    """3 and 3x3 say the same."""
    if isinstance(first, str) or isinstance(second, str):
        return bool(first == second)
    width = max(len(first), len(second))
    return _wide(first, width) == _wide(second, width)


def _wide(value: tuple[int, ...], width: int) -> tuple[int, ...]:
    return value * width if len(value) == 1 else value


def name_of(name: str) -> Message:
    """The words for a given."""
    return Message(f"ask.name.{name}")


def quoted(words: Iterable[str]) -> list[Message]:
    """Words of the question, each once."""
    return [Message("ask.quoted", word=word.strip()) for word in dict.fromkeys(words)]


def spelt(value: Any) -> str:
    """A given as one writes it: 3x5, same."""
    return value if isinstance(value, str) else "x".join(map(str, value))


def contradiction(name: str, first: Any, second: Any) -> UsageError:
    """Two values for one given."""
    return UsageError(
        Message("ask.contradiction", name=name_of(name), first=spelt(first), second=spelt(second))
    )


"""Words that may stand alone: `the input`, `a filter`; what is missing is found out later."""
