"""One layer of a question, and how givens are named, compared and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from convcalc.ask.segment import Lexeme
from convcalc.errors import Message, UsageError

POOLS = ("pool", "maxpool", "avgpool")
KERNELLESS = (
    "gap", "gmp", "flatten", "linear", "bn", "gn", "ln", "in", "relu", "upsample", "pixel_shuffle",
)  # fmt: skip
CONVS = ("conv", "standard", "dilated", "grouped")
_ALIKE = (
    *[{*CONVS, other} for other in ("depthwise", "tconv", "pointwise", "separable", "local")],
    *[{*CONVS, other} for other in ("im2col", "pad", "pixel_shuffle")],
    *[{"pool", other} for other in ("maxpool", "avgpool", "unpool", "gap", "pad")],
    *[{"upsample", other} for other in ("tconv", "pixel_shuffle", "unpool")],
    {"maxpool", "unpool"}, {"depthwise", "pointwise", "separable"},
)  # fmt: skip
"""Names that one layer may have at the same time."""


@dataclass
class SaidLayer:
    """One layer of the question: the names it has and its own numbers."""

    kinds: list[str] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)
    tokens: list[Lexeme] = field(default_factory=list)
    start: int = 0

    @property
    def first(self) -> int:
        """Where the first word of the layer stands."""
        return min([self.start, *[token.start for token in self.tokens]])

    @property
    def kind(self) -> str:
        kinds = list(dict.fromkeys(self.kinds))
        if {"depthwise", "pointwise"} <= set(kinds):
            return "separable"
        special = [k for k in kinds if k not in CONVS]
        if len(special) > 1:
            special = [k for k in special if k not in ("pool", "upsample")] or special
        if len(special) > 1 and "separable" in special:
            return "separable"
        return special[0] if special else "conv"


def family(kind: str) -> str:
    """The word under which a question speaks of a layer again: `the convolution`."""
    return "conv" if kind in CONVS else "pool" if kind in POOLS else kind


def one_layer(window: SaidLayer, kind: str) -> bool:
    """Whether a layer may also have this name."""
    kinds = {*window.kinds, kind}
    return (
        len(kinds) == 1
        or kinds <= set(CONVS)
        or any(kinds <= alike for alike in _ALIKE)
        or not window.kinds
    )


def same_value(first: Any, second: Any) -> bool:
    """3 and 3x3 say the same."""
    if isinstance(first, list) or isinstance(second, list):
        return bool(first == second)
    width = max(len(first), len(second))
    return bool(_wide(first, width) == _wide(second, width))


def _wide(value: Any, width: int) -> Any:
    return value * width if len(value) == 1 else value


def name_of(name: str) -> Message:
    """The words for a given."""
    return Message(f"ask.name.{name}")


def quoted(words: Iterable[str]) -> list[Message]:
    return [Message("ask.quoted", word=word.strip()) for word in words]


def spelt(value: Any) -> str:
    """A given as one writes it: 3x5, same."""
    if isinstance(value, list):
        return ", ".join(spelt(part) for part in value)
    return value if isinstance(value, str) else "x".join(map(str, value))


def contradiction(name: str, first: Any, second: Any) -> UsageError:
    """Two values for one given."""
    return UsageError(
        Message("ask.contradiction", name=name_of(name), first=spelt(first), second=spelt(second))
    )
