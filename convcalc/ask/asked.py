"""One command line as the answer to a question, and the parts that all of them share."""

from __future__ import annotations

from typing import NamedTuple

from convcalc.ask.question import ReadQuestion, name_of
from convcalc.ask.shape import Input
from convcalc.errors import Message, UsageError

COUNTED = ("params", "macs", "flops", "memory")
WEIGHTED = ("conv", "tconv", "depthwise", "pointwise", "separable", "linear", "local")
SILENT = ("gap", "flatten")
"""Layers without a formula to work through."""
LONELY = ("memory", "rf", "jump")
"""Quantities without a formula to work through."""


class Understood(NamedTuple):
    """One command line, its words, and what the question left open."""

    words: tuple[str, ...]
    assumed: tuple[Message, ...]


def missing(*names: str) -> UsageError:
    """Givens without which there is no answer."""
    return UsageError(
        Message("ask.missing", names=[name_of(name) for name in names], count=len(names)),
        Message("ask.example"),
    )


def need(question: ReadQuestion, *names: str) -> None:
    absent = [name for name in names if name not in question.given]
    if absent:
        raise missing(*absent)


def bias(question: ReadQuestion, kind: str, target: str) -> Understood:
    """Biases are not counted unless the question, or a framework's own default, says so."""
    if target not in ("params", "memory") or kind not in WEIGHTED:
        return Understood((), ())
    said = question.flags.get("bias")
    if said:
        return Understood(("--bias" if said == "yes" else "--no-bias",), ())
    if "framework" in question.flags:
        return Understood((), ())
    return Understood(("--no-bias",), (Message("ask.assumed.bias"),))


def tail(kind: str, shape: Input, target: str) -> list[str]:
    words: list[str] = []
    if shape.dims != 2 and kind not in ("linear", "flatten"):
        words += ["--dims", str(shape.dims)]
    known = shape.channels is not None
    if target != "size" or known:
        words += ["--of", target]
    if target not in LONELY and kind not in SILENT:
        words.append("--steps")
    return words
