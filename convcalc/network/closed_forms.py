"""Costs of a layer as closed forms that can be read: a number times sizes, each in normal form."""

from __future__ import annotations

from math import prod

from convcalc.algebra.expr import Expr, Neg, Num, Power, Product, Size, Sum, make
from convcalc.algebra.settle import settled
from convcalc.layers.base import Sheet

Term = tuple[int, tuple[Expr, ...]]


def tidy(value: Size) -> Size:
    """The value as one product, each factor in normal form, where it is one; else the normal form.

    `9*(floor((ceil(H/2) - 1)/2) + 1)*(W - 2)` becomes `9*ceil(H/4)*(W - 2)`.
    """
    if isinstance(value, int):
        return value
    terms = _terms(value, 1)
    if terms is None:
        return settled(value)
    joined: dict[tuple[Expr, ...], int] = {}
    for number, factors in terms:
        joined[factors] = joined.get(factors, 0) + number
    joined = {factors: number for factors, number in joined.items() if number}
    if len(joined) > 1:
        return settled(value)
    for factors, number in joined.items():
        return _product(number, factors)
    return 0


def _terms(value: Expr, sign: int) -> list[Term] | None:
    """The value as a sum of products; None where it is something else."""
    if isinstance(value, Neg):
        return _terms(value.args[0], -sign)
    if isinstance(value, Sum):
        found: list[Term] = []
        for arg in value.args:
            terms = _terms(arg, sign)
            if terms is None:
                return None
            found += terms
        return found
    numbers = [sign]
    factors: list[Expr] = []
    for factor in _factors(value):
        size = settled(factor)
        if isinstance(size, int):
            numbers.append(size)
        elif isinstance(size, Product) and isinstance(size.args[0], Num):
            if not isinstance(size.args[0].value, int):
                return None
            numbers.append(size.args[0].value)
            factors += size.args[1:]
        elif isinstance(size, Num):
            return None
        else:
            factors.append(size)
    return [(prod(numbers), tuple(factors))]


def _factors(value: Expr) -> list[Expr]:
    if isinstance(value, Product):
        return [factor for arg in value.args for factor in _factors(arg)]
    return [value]


def _product(number: int, factors: tuple[Expr, ...]) -> Size:
    powers: dict[Expr, int] = {}
    for factor in factors:
        powers[factor] = powers.get(factor, 0) + 1
    parts = [base if count == 1 else make(Power, base, count) for base, count in powers.items()]
    if not parts:
        return number
    if number != 1:
        return make(Product, number, *parts)
    return parts[0] if len(parts) == 1 else make(Product, *parts)


def tidy_sheet(sheet: Sheet) -> None:
    """The costs on a sheet as readable closed forms."""
    sheet.parts = [part._replace(count=tidy(part.count)) for part in sheet.parts]
    sheet.macs, sheet.buffers = tidy_or_none(sheet.macs), tidy(sheet.buffers)
    sheet.operations = {name: tidy_or_none(count) for name, count in sheet.operations.items()}


def tidy_or_none(count: Size | None) -> Size | None:
    """The same of a cost that may be unknown."""
    return None if count is None else tidy(count)
