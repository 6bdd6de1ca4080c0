"""The functions of network files: exact, on numbers and, where that has a meaning, on symbols."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from convcalc.algebra.expr import CeilDiv, Ceiling, Expr, Floor, FloorDiv, Ratio, make
from convcalc.algebra.trace import maximum, minimum
from convcalc.annotations import Any
from convcalc.formulas.scaling import make_divisible

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


SYMBOLIC = ("floor", "ceil", "min", "max")
"""The functions that a symbol may enter."""

CALCULATE: dict[str, Callable[..., Any]] = {
    "floor": _floor,
    "ceil": _ceil,
    "round": _round,
    "min": _smallest,
    "max": _largest,
    "make_divisible": make_divisible,
}
