"""The normal form: decides whether two formulas are equal, and merges nested floors.

An expression is written as a polynomial with rational coefficients over atoms (letters, floors,
extremes). Inside a floor, whole multiples of the divisor are pulled out, common factors divided
out, and floor((floor((x + a)/b) + c)/d) becomes floor((x + a + b*c)/(b*d)). Letters stand for
integers; divisors that are symbols are taken as positive, which a layer's conditions demand.
Sound, not complete: equal normal forms are equal, different ones may still be.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from convcalc.algebra.expr import (
    CeilDiv,
    Ceiling,
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
    joined,
    make,
)
from convcalc.algebra.polynomial import Monomial, Poly, multiply, order

MAX_TERMS = 500
"""A product that would expand to more terms stays a product: a bound on memory, not on truth."""


def normal(value: Value) -> Expr:
    """The normal form as an expression: `ceil(H/32)`, `floor((H + 3)/4) + 2`."""
    return _normal(as_expr(value))


@lru_cache(4096)  # networks repeat their sizes
def _normal(node: Expr) -> Expr:
    return bottom_up(expression(polynomial(node)), _with_ceilings)


def equal(left: Value, right: Value) -> bool:
    """Whether the two have the same normal form, and so the same value everywhere."""
    if isinstance(left, Expr) or isinstance(right, Expr):
        return polynomial(as_expr(left)).same(polynomial(as_expr(right)))
    return left == right


@lru_cache(4096)
def polynomial(root: Expr) -> Poly:
    """The normal form as a polynomial."""
    return bottom_up(root, _visit)


def _visit(node: Expr, args: list[Poly]) -> Poly:
    if isinstance(node, Num):
        return Poly.constant(node.value)
    if isinstance(node, Var):
        return Poly.atom(node)
    if isinstance(node, Sum):
        total = args[0]
        for arg in args[1:]:
            total = total + arg
        return total
    if isinstance(node, Neg):
        return args[0].scaled(-1)
    if isinstance(node, Product):
        return _product(args)
    if isinstance(node, Power):
        return _power(*args)
    if isinstance(node, Maximum | Minimum):
        return _extreme(type(node), args)
    if isinstance(node, FloorDiv | Floor):
        return _floor(args[0], args[1] if len(args) == 2 else Poly.constant(1))
    if isinstance(node, CeilDiv | Ceiling):
        bottom = args[1] if len(args) == 2 else Poly.constant(1)
        return _ceiling(args[0], bottom)
    return _quotient(*args)


def _product(factors: Sequence[Poly]) -> Poly:
    result = factors[0]
    for factor in factors[1:]:
        if len(result.terms) * len(factor.terms) > MAX_TERMS:
            result = Poly.atom(make(Product, expression(result), expression(factor)))
        else:
            result = result * factor
    return result


def _power(base: Poly, exponent: Poly) -> Poly:
    count = exponent.number
    if count is not None and count.denominator == 1 and 0 <= count <= 64:
        times = int(count)
        if math.comb(max(len(base.terms) + times - 1, times), times) <= MAX_TERMS:
            return _product([Poly.constant(1), *[base] * times])
    return Poly.atom(make(Power, expression(base), expression(exponent)))


def _quotient(top: Poly, bottom: Poly) -> Poly:
    divisor = bottom.number
    if divisor:
        return top.scaled(1 / divisor)
    if len(bottom.terms) == 1:
        ((monomial, value),) = bottom.terms.items()
        inverse = tuple((atom, -exponent) for atom, exponent in monomial)
        return top * Poly({inverse: 1 / value})
    if top.same(bottom) and bottom.terms:
        return Poly.constant(1)
    return top * Poly.atom(make(Ratio, 1, expression(bottom)))


def _extreme(cls: type[Expr], args: Sequence[Poly]) -> Poly:
    kept: list[Poly] = []
    for arg in [one for given in args for one in _choices(cls, given)]:
        for index, other in enumerate(kept):
            difference = (arg - other).number
            if difference is not None:
                if (difference > 0) is (cls is Maximum):
                    kept[index] = arg
                break
        else:
            kept.append(arg)
    if len(kept) == 1:
        return kept[0]
    return Poly.atom(make(cls, *sorted(map(expression, kept), key=order)))


def _choices(cls: type[Expr], arg: Poly) -> list[Poly]:
    """What an extreme inside another of its kind chooses from: max(max(a, b), c) = max(a, b, c)."""
    if len(arg.terms) == 1:
        ((monomial, value),) = arg.terms.items()
        if value == 1 and len(monomial) == 1 and monomial[0][1] == 1:
            node = monomial[0][0]
            if type(node) is cls:
                return [polynomial(part) for part in node.args]
    return [arg]


def _integral(monomial: Monomial) -> bool:
    return all(exponent > 0 and not isinstance(atom, Ratio) for atom, exponent in monomial)


def _ceiling(top: Poly, bottom: Poly) -> Poly:
    """ceil(a / b) = floor((a + b - 1) / b) for integers, -floor(-a / b) otherwise."""
    scale = math.lcm(
        *(value.denominator for value in (*top.terms.values(), *bottom.terms.values()))
    )
    if all(map(_integral, (*top.terms, *bottom.terms))):
        top, bottom = top.scaled(scale), bottom.scaled(scale)
        if bottom.number is None or bottom.number > 0:
            return _floor(top + bottom - Poly.constant(1), bottom)
    return _floor(top.scaled(-1), bottom).scaled(-1)


def _floor(top: Poly, bottom: Poly) -> Poly:
    divisor = bottom.number
    if divisor is None:
        return _floor_symbolic(top, bottom)
    if divisor == 0:
        return Poly.atom(make(FloorDiv, expression(top), 0))
    quotient = top.scaled(1 / divisor)
    scale = math.lcm(*(value.denominator for value in quotient.terms.values()))
    return _floor_integer(quotient.scaled(scale), scale)


def _floor_integer(top: Poly, divisor: int) -> Poly:
    """floor(top / divisor) for integer coefficients."""
    outside: dict[Monomial, Fraction] = {}
    inside: dict[Monomial, Fraction] = {}
    for monomial, value in top.terms.items():
        rest = _remainder(int(value), divisor, monomial)
        outside[monomial] = (value - rest) / divisor
        inside[monomial] = Fraction(rest)
    constant = int(inside.pop((), Fraction(0)))
    moving, whole = Poly(inside), Poly(outside)
    if not moving.terms:
        return whole
    if not all(map(_integral, moving.terms)):
        return whole + _floor_atom(moving, constant, divisor)
    if moving.terms[min(moving.terms, key=_monomial_order)] < 0:
        # floor(-x / b) = -ceil(x / b): one sign for each pair of opposite floors
        return whole - _floor_integer(Poly.constant(divisor - 1 - constant) - moving, divisor)
    common = math.gcd(divisor, *(int(value) for value in moving.terms.values()))
    moving, constant, divisor = (
        moving.scaled(Fraction(1, common)),
        constant // common,
        divisor // common,
    )
    if divisor == 1:
        return whole + moving + Poly.constant(constant)
    nested = _nested_floor(moving)
    if nested is not None:
        inner, factor = nested
        merged = inner + Poly.constant(factor * constant)
        return whole + _floor_integer(merged, factor * divisor)
    return whole + _floor_atom(moving, constant, divisor)


def _remainder(value: int, divisor: int, monomial: Monomial) -> int:
    """What stays inside: 0 ... b - 1 of the constant, of a coefficient the nearest to 0."""
    if not _integral(monomial):
        return value
    rest = value % divisor
    if monomial and (2 * rest > divisor or (2 * rest == divisor and value < 0)):
        rest -= divisor
    return rest


def _floor_atom(moving: Poly, constant: int, divisor: int) -> Poly:
    return Poly.atom(make(FloorDiv, expression(moving + Poly.constant(constant)), divisor))


def _nested_floor(moving: Poly) -> tuple[Poly, int] | None:
    """(x, b) where the polynomial is exactly floor(x / b) with a number b."""
    if len(moving.terms) != 1:
        return None
    ((monomial, value),) = moving.terms.items()
    if value != 1 or len(monomial) != 1 or monomial[0][1] != 1:
        return None
    atom = monomial[0][0]
    if isinstance(atom, FloorDiv) and isinstance(atom.args[1], Num) and atom.args[1].value:
        return polynomial(atom.args[0]), int(atom.args[1].value)
    return None


def _floor_symbolic(top: Poly, bottom: Poly) -> Poly:
    """Whole multiples of a single letter, or of a product of letters, leave the floor."""
    outside: dict[Monomial, Fraction] = {}
    inside = dict(top.terms)
    if len(bottom.terms) == 1:
        ((divisor, value),) = bottom.terms.items()
        inverse = tuple((atom, -exponent) for atom, exponent in divisor)
        for monomial, coefficient in top.terms.items():
            quotient = multiply(monomial, inverse)
            share = coefficient / value
            if share.denominator == 1 and _integral(quotient):
                outside[quotient] = share
                del inside[monomial]
    if not inside:
        return Poly(outside)
    return Poly(outside) + Poly.atom(make(FloorDiv, expression(Poly(inside)), expression(bottom)))


def expression(poly: Poly) -> Expr:
    """The polynomial as an expression, its first terms first."""
    ordered = sorted(
        poly.terms.items(),
        key=lambda term: (-sum(exponent for _, exponent in term[0]), _monomial_order(term[0])),
    )
    parts: list[Expr] = []
    for monomial, value in ordered:
        part = _monomial_expr(monomial, abs(value))
        parts.append(part if value > 0 else make(Neg, part))
    if not parts:
        return as_expr(0)
    parts.sort(key=lambda part: isinstance(part, Neg))
    return _sum(parts)


def _sum(parts: Sequence[Expr]) -> Expr:
    if len(parts) == 1:
        (only,) = parts
        if isinstance(only, Neg) and isinstance(only.args[0], Num):
            return as_expr(-only.args[0].value)
        return only
    return make(Sum, *parts)


def _monomial_order(monomial: Monomial) -> str:
    return "*".join(order(atom) for atom, _ in monomial)


def _monomial_expr(monomial: Monomial, value: Fraction) -> Expr:
    above: list[Expr] = [] if value.numerator == 1 and monomial else [as_expr(value.numerator)]
    below: list[Expr] = [as_expr(value.denominator)] if value.denominator != 1 else []
    for atom, exponent in monomial:
        side = above if exponent > 0 else below
        side.append(atom if abs(exponent) == 1 else make(Power, atom, abs(exponent)))
    top = joined(Product, above, 1)
    return make(Ratio, top, joined(Product, below)) if below else top


def _with_ceilings(node: Expr, args: list[Expr]) -> Expr:
    """floor((x + b - 1)/b) is written ceil(x/b)."""
    if isinstance(node, FloorDiv):
        top, bottom = args
        if isinstance(bottom, Num) and isinstance(top, Sum) and bottom.value > 1:
            *rest, last = top.args
            if isinstance(last, Num) and last.value == bottom.value - 1:
                return make(CeilDiv, _sum(rest), bottom)
    return node.rebuild(args) if args else node
