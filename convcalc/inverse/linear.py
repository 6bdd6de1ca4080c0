"""Expressions that are a straight line in their only letter."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from convcalc.algebra.expr import (
    ExactDiv,
    Expr,
    Neg,
    Num,
    Number,
    Product,
    Ratio,
    Sum,
    Var,
    bottom_up,
)


def linear(value: Expr) -> tuple[Number, Number] | None:
    """(a, b) where the expression is a*x + b."""

    def visit(node: Expr, args: list[tuple[Number, Number] | None]) -> tuple[Number, Number] | None:
        if isinstance(node, Num):
            return 0, node.value
        if isinstance(node, Var):
            return 1, 0
        known = [arg for arg in args if arg is not None]
        if len(known) < len(args):
            return None
        if all(a == 0 for a, _ in known):
            try:
                return 0, node.compute([b for _, b in known])
            except ZeroDivisionError:
                return None
        if isinstance(node, Sum):
            return sum(a for a, _ in known), sum(b for _, b in known)
        if isinstance(node, Neg):
            return -known[0][0], -known[0][1]
        if isinstance(node, Product):
            moving = [pair for pair in known if pair[0] != 0]
            factor = prod(b for a, b in known if a == 0)
            return (moving[0][0] * factor, moving[0][1] * factor) if len(moving) == 1 else None
        if isinstance(node, Ratio | ExactDiv) and known[1][0] == 0 and known[1][1]:
            return Fraction(known[0][0]) / known[1][1], Fraction(known[0][1]) / known[1][1]
        return None

    return bottom_up(value, visit)
