"""The only door to SymPy: equations solved for a letter, and expressions handed both ways by the
Python package. Imported lazily.

Expressions are translated node by node, in both directions; no text is ever parsed by SymPy.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

from convcalc.algebra.expr import (
    CeilDiv,
    Ceiling,
    ExactDiv,
    Expr,
    Floor,
    FloorDiv,
    Maximum,
    Minimum,
    Neg,
    Num,
    Power,
    Product,
    Ratio,
    Sum,
    Value,
    Var,
    as_expr,
    bottom_up,
    make,
)
from convcalc.algebra.normal import normal

_TO_SYMPY: dict[type[Expr], Callable[..., Any]] = {
    Sum: sympy.Add,
    Neg: operator.neg,
    Product: sympy.Mul,
    Power: sympy.Pow,
    ExactDiv: operator.truediv,
    Ratio: operator.truediv,
    FloorDiv: lambda large, small: sympy.floor(large / small),
    CeilDiv: lambda large, small: sympy.ceiling(large / small),
    Floor: sympy.floor,
    Ceiling: sympy.ceiling,
    Maximum: sympy.Max,
    Minimum: sympy.Min,
}
_FROM_SYMPY: dict[Any, type[Expr]] = {
    sympy.floor: Floor,
    sympy.ceiling: Ceiling,
    sympy.Max: Maximum,
    sympy.Min: Minimum,
}


def _symbol(name: str) -> Any:
    return sympy.Symbol(name, integer=True, positive=True)


def to_sympy(value: Value) -> Any:
    """The expression as a SymPy object; every letter a positive integer symbol."""

    def visit(node: Expr, args: list[Any]) -> Any:
        if isinstance(node, Num):
            return sympy.Rational(node.value.numerator, node.value.denominator)
        if isinstance(node, Var):
            return _symbol(node.name)
        return _TO_SYMPY[type(node)](*args)

    return bottom_up(as_expr(value), visit)


def from_sympy(value: Any) -> Expr:
    """The expression a SymPy object stands for.

    Raises:
        ValueError: it holds something that has no node here (a root, a float ...).
    """
    if value.is_Rational:
        return as_expr(Fraction(int(value.p), int(value.q)))
    if value.is_Symbol:
        return Var(value.name)
    args = [from_sympy(arg) for arg in value.args]
    if value.is_Add:
        return make(Sum, *args)
    if value.is_Mul:
        top, bottom = sympy.fraction(value)
        if bottom == 1:
            return make(Product, *args)
        return make(Ratio, from_sympy(top), from_sympy(bottom))
    if value.is_Pow and value.exp.is_Integer:
        base = args[0]
        if value.exp > 0:
            return make(Power, base, int(value.exp))
        return make(Ratio, 1, base if value.exp == -1 else make(Power, base, -int(value.exp)))
    if value.func in _FROM_SYMPY:
        return make(_FROM_SYMPY[value.func], *args)
    if isinstance(value, sympy.Mod):
        return args[0] - args[1] * make(FloorDiv, *args)
    raise ValueError(f"no expression for {value}")


def solve_for(name: str, left: Value, right: Value) -> list[Expr]:
    """Every expression that, put for the letter, makes both sides equal.

    For sides that are rational in the letter; rounding is not solved here.

    Raises:
        ValueError: a solution has no exact rational form.
    """
    unknown = sympy.Symbol(name)
    equation = (to_sympy(left) - to_sympy(right)).xreplace({_symbol(name): unknown})
    solutions = sympy.solve(equation, unknown, rational=True)
    return [normal(from_sympy(solution)) for solution in solutions]
