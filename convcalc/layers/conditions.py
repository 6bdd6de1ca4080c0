"""Conditions of a symbolic answer that the normal form can decide are no conditions any more."""

from __future__ import annotations

from collections.abc import Iterable

from convcalc.algebra.expr import Expr, Size
from convcalc.algebra.settle import settled
from convcalc.layers.demands import Condition, refusal

__all__ = ["still_open"]


def still_open(conditions: Iterable[Condition]) -> list[Condition]:
    """Those that hold for some values of the symbols only.

    Raises:
        LayerError: one can never hold.
    """
    left = []
    for condition in conditions:
        holds = _decided(condition)
        if holds is None:
            left.append(condition)
        elif not holds:
            raise refusal(condition.code, condition.fields)
    return left


def _decided(condition: Condition) -> bool | None:
    """Whether it holds, whatever the symbols are; None if that depends on them."""
    if condition.kind not in ("at_least", "equal"):
        return None
    difference = settled(_minus(condition.large, condition.small))
    if isinstance(difference, Expr):
        return None
    return difference >= 0 if condition.kind == "at_least" else difference == 0


def _minus(large: Size, small: Size) -> Size:
    return large - small
