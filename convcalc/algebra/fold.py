"""Light simplification: constants computed, like terms joined, the author's shape kept.

`floor((H + 1 + 1 - 2 - 1)/2) + 1` becomes `floor((H - 1)/2) + 1`, and `(H - 1)*2 + 2` becomes
`2*H`. Out of a floor moves only what leaves no symbol inside: `floor((2*H - 3)/2)` is `H - 2`. For
equality of shapes that differ, see `normal`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

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
    Number,
    Power,
    Product,
    Ratio,
    Size,
    Sum,
    Value,
    as_expr,
    bottom_up,
    joined,
    make,
)


def fold(value: Value) -> int | Fraction | Expr:
    """The folded expression; a plain number if nothing symbolic is left."""
    if not isinstance(value, Expr):
        return value
    node = bottom_up(value, _fold_node)
    return node.value if isinstance(node, Num) else node


def fold_size(value: Size) -> Size:
    """`fold` of a value that stands for an integer."""
    result = fold(value)
    return as_expr(result) if isinstance(result, Fraction) else result


def _fold_node(node: Expr, args: list[Expr]) -> Expr:
    if not args:
        return node
    if isinstance(node, Sum | Neg):
        return _from_terms(_terms(node.rebuild(args)))
    if isinstance(node, Product):
        return _fold_product(args)
    numbers = [arg.value for arg in args if isinstance(arg, Num)]
    if len(numbers) == len(args) and _computable(node, numbers):
        return as_expr(node.compute(numbers))
    if isinstance(node, Maximum | Minimum):
        return _fold_extreme(type(node), args)
    if isinstance(node, Power):
        return args[0] if numbers == [1] else node.rebuild(args)
    if isinstance(node, Floor | Ceiling):
        return _fold_rounding(node, args[0])
    return _fold_quotient(node, *args)


def _computable(node: Expr, numbers: Sequence[Number]) -> bool:
    if isinstance(node, FloorDiv | CeilDiv | ExactDiv | Ratio):
        return numbers[1] != 0
    return not (isinstance(node, Power) and numbers[1] < 0)


def _terms(node: Expr, factor: Number = 1) -> list[tuple[Number, Expr | None]]:
    """The node as coefficient and term, flattened; None is the constant term."""
    if isinstance(node, Num):
        return [(factor * node.value, None)]
    if isinstance(node, Neg):
        return _terms(node.args[0], -factor)
    if isinstance(node, Sum):
        return [term for arg in node.args for term in _terms(arg, factor)]
    if isinstance(node, Product) and isinstance(node.args[0], Num):
        rest = node.args[1:]
        body = rest[0] if len(rest) == 1 else make(Product, *rest)
        if isinstance(body, Sum):
            return _terms(body, factor * node.args[0].value)
        return [(factor * node.args[0].value, body)]
    return [(factor, node)]


def _from_terms(terms: Iterable[tuple[Number, Expr | None]]) -> Expr:
    collected: dict[Expr | None, Number] = {}
    for coefficient, body in terms:
        collected[body] = collected.get(body, 0) + coefficient
    constant = collected.pop(None, 0)
    parts: list[Expr] = []
    for body, coefficient in collected.items():
        if coefficient and body is not None:
            size = coefficient if coefficient > 0 else -coefficient
            scaled = body if size == 1 else _scaled(size, body)
            parts.append(scaled if coefficient > 0 else make(Neg, scaled))
    if constant:
        parts.append(as_expr(constant) if constant > 0 or not parts else make(Neg, -constant))
    if len(parts) > 1 and isinstance(parts[0], Neg):
        parts.sort(key=lambda part: isinstance(part, Neg))  # stable: positive terms come first
    return joined(Sum, parts)


def _scaled(coefficient: Number, body: Expr) -> Expr:
    return make(Product, coefficient, *(body.args if isinstance(body, Product) else (body,)))


def _fold_product(args: Sequence[Expr]) -> Expr:
    coefficient: Number = 1
    powers: dict[Expr, int] = {}
    for factor in _factors(args):
        if isinstance(factor, Num):
            coefficient *= factor.value
        elif isinstance(factor, Neg):
            coefficient = -coefficient
            powers[factor.args[0]] = powers.get(factor.args[0], 0) + 1
        elif isinstance(factor, Power) and isinstance(factor.args[1], Num):
            exponent = int(factor.args[1].value)
            powers[factor.args[0]] = powers.get(factor.args[0], 0) + exponent
        else:
            powers[factor] = powers.get(factor, 0) + 1
    if not coefficient:
        return as_expr(0)
    parts = [base if count == 1 else make(Power, base, count) for base, count in powers.items()]
    body = joined(Product, parts, 1)
    if isinstance(body, Num):
        return as_expr(coefficient)
    return _from_terms(_terms(body, coefficient)) if coefficient != 1 else body


def _factors(args: Iterable[Expr]) -> list[Expr]:
    flat: list[Expr] = []
    for arg in args:
        flat.extend(_factors(arg.args) if isinstance(arg, Product) else (arg,))
    return flat


def _fold_extreme(cls: type[Expr], args: Sequence[Expr]) -> Expr:
    """Arguments that differ by a constant: the smaller (or larger) of the two is dropped."""
    kept: list[Expr] = []
    for arg in args:
        for index, other in enumerate(kept):
            difference = _from_terms([*_terms(arg), *_terms(other, -1)])
            if isinstance(difference, Num):
                if (difference.value > 0) is (cls is Maximum):
                    kept[index] = arg
                break
        else:
            kept.append(arg)
    return joined(cls, kept)


def _fold_rounding(node: Expr, arg: Expr) -> Expr:
    if isinstance(arg, Ratio):
        cls = FloorDiv if isinstance(node, Floor) else CeilDiv
        return _fold_quotient(make(cls, *arg.args), *arg.args)
    return node.rebuild([arg])


def _fold_quotient(node: Expr, top: Expr, bottom: Expr) -> Expr:
    if isinstance(bottom, Num):
        divisor = bottom.value
        if divisor == 1 and (not isinstance(node, FloorDiv | CeilDiv) or _integral(top)):
            return top
        if divisor == 1:
            return _fold_rounding(make(Floor if isinstance(node, FloorDiv) else Ceiling, top), top)
        terms = _terms(top)
        if divisor and _integral(top):
            quotients = [(Fraction(coefficient) / divisor, body) for coefficient, body in terms]
            if isinstance(node, FloorDiv | CeilDiv):
                quotients = _rounded_constant(quotients, up=isinstance(node, CeilDiv))
            if all(quotient.denominator == 1 for quotient, _ in quotients):
                return _from_terms((int(quotient), body) for quotient, body in quotients)
    elif top is bottom:
        return as_expr(1)
    if isinstance(top, Num) and top.value == 0:
        return top
    return node.rebuild([top, bottom])


def _rounded_constant(
    quotients: Sequence[tuple[Fraction, Expr | None]], up: bool
) -> list[tuple[Fraction, Expr | None]]:
    """The same sum with its constant rounded, which rounds the sum if all else in it is whole."""
    constant = sum((quotient for quotient, body in quotients if body is None), Fraction(0))
    rounded = Fraction(math.ceil(constant) if up else math.floor(constant))
    return [(rounded, None), *((q, body) for q, body in quotients if body is not None)]


def _integral(node: Expr) -> bool:
    """Whether the tree certainly has integer values: no fraction below it."""

    waiting, seen = [node], {node}
    while waiting:
        part = waiting.pop()
        below: Sequence[Expr] = part.args
        if isinstance(part, Floor | Ceiling | FloorDiv | CeilDiv):
            continue  # whatever is below
        if isinstance(part, Ratio) or (isinstance(part, Num) and not isinstance(part.value, int)):
            return False
        if isinstance(part, Power):
            base, exponent = part.args
            if not isinstance(exponent, Num) or exponent.value < 0:
                return False
            below = (base,)
        waiting += [arg for arg in below if arg not in seen]
        seen.update(below)
    return True
