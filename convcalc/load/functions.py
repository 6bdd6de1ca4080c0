"""The functions of network files: exact, on numbers and, where that has a meaning, on symbols."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import CeilDiv, Ceiling, Expr, Floor, FloorDiv, Ratio, make
from convcalc.algebra.trace import maximum, minimum

__all__ = ["CALCULATE", "SYMBOLIC"]

HALF = Fraction(1, 2)


def _floor(value: Any) -> Any:
    if not isinstance(value, Expr):
        return value // 1
    return make(FloorDiv, *value.args) if isinstance(value, Ratio) else make(Floor, value)


def _ceil(value: Any) -> Any:
    if not isinstance(value, Expr):
        return -(-value // 1)
    return make(CeilDiv, *value.args) if isinstance(value, Ratio) else make(Ceiling, value)


def _round(value: Any) -> int:
    return int((value + HALF) // 1)


def _smallest(first: Any, *others: Any) -> Any:
    for other in others:
        plain = not isinstance(first, Expr) and not isinstance(other, Expr)
        first = min(first, other) if plain else minimum(first, other)
    return first


def _largest(first: Any, *others: Any) -> Any:
    for other in others:
        plain = not isinstance(first, Expr) and not isinstance(other, Expr)
        first = max(first, other) if plain else maximum(first, other)
    return first


def _make_divisible(value: Any, divisor: Any, least: Any = None) -> Any:
    """Source: `_make_divisible` of the MobileNet code (tensorflow/models, slim)."""
    result = (value + Fraction(divisor) / 2) // divisor * divisor
    result = max(divisor if least is None else least, result)
    return result + divisor if 10 * result < 9 * value else result


SYMBOLIC = ("floor", "ceil", "min", "max")
"""The functions that a symbol may enter."""

CALCULATE: dict[str, Callable[..., Any]] = {
    "floor": _floor,
    "ceil": _ceil,
    "round": _round,
    "min": _smallest,
    "max": _largest,
    "make_divisible": _make_divisible,
}
