"""Values as scripts read them: no grouping, no words of any language, nothing rounded."""

from __future__ import annotations

from typing import Any

from convcalc.algebra.expr import Expr
from convcalc.report.document import (
    Approximate,
    Bar,
    Bytes,
    Count,
    Lettered,
    Named,
    Pairs,
    Range,
    Reciprocal,
    Sizes,
    Tensor,
)

__all__ = ["bare", "quiet"]


def bare(value: Any, ascii: bool = False, unknown: str = "unknown") -> str:
    """One value on one line; `unknown` is what stands for a value that is not known."""

    def text(part: Any) -> str:
        return bare(part, ascii, unknown)

    if value is None:
        return unknown
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Expr):
        from convcalc.algebra.notation import ascii_text, unicode_text

        return ascii_text(value) if ascii else unicode_text(value)
    if isinstance(value, Lettered):
        return text(value.expression)
    if isinstance(value, Named):
        return value.key
    if isinstance(value, Approximate | Bar | Reciprocal):
        return str(value.value)
    if isinstance(value, Bytes | Count):
        return text(value.count)
    if isinstance(value, Range):
        return f"{text(value.low)}..{text(value.high)}"
    if isinstance(value, Tensor):
        sizes = text(Sizes(value.spatial))
        return sizes if value.channels is None else f"{sizes}@{text(value.channels)}"
    if isinstance(value, Pairs):
        return _by_axis([f"{text(begin)}:{text(end)}" for begin, end in value])
    if isinstance(value, Sizes):
        return _by_axis([text(size) for size in value])
    if isinstance(value, list | tuple):
        return " ".join(map(text, value))
    return str(value).replace("\t", " ").replace("\n", " ")


def _by_axis(texts: list[str]) -> str:
    """`7x5`; expressions keep their distance: `H x floor((W - 1)/2) + 1`."""
    return ("x" if all(text.replace(":", "").isalnum() for text in texts) else " x ").join(texts)


def quiet(value: Any, ascii: bool = False) -> str:
    """The bare answer: one number where all axes agree."""
    if isinstance(value, Sizes | Pairs) and value:
        texts = {bare(type(value)((part,)), ascii) for part in value}
        if len(texts) == 1:
            return texts.pop()
    return bare(value, ascii)
