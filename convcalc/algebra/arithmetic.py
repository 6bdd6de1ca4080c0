"""Arithmetic by hand: exact numbers and their roots, and the trees that a teacher writes down.

Nothing is simplified: `plus([times(1, 2), 3])` is the tree of 1·2 + 3, a letter in it a `Var`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial
from math import isqrt

from convcalc.algebra.expr import (
    Expr,
    Power,
    Product,
    Ratio,
    Sum,
    Value,
    as_expr,
    make,
    tidy,
)
from convcalc.annotations import Any, TypeAlias
from convcalc.record import NamedTuple

Exact: TypeAlias = "int | Fraction"

LONGEST = 24
"""Terms of a sum or a maximum that are all written out."""
BEFORE, AFTER = 8, 2
"""Terms written before and after the dots of a longer one."""
PRECISION = 10**40
"""A root is worked out to so many parts of one."""


class Root(Expr):
    """The root of the first operand; the second is its degree. Only written, never computed."""

    __slots__ = ()


class Absolute(Expr):
    """|a|. Only written, too."""

    __slots__ = ()


class Dots(Expr):
    """The operands that are left out of a long sum."""

    __slots__ = ()


class Surd(NamedTuple):
    """An irrational value: how it is written exactly, and a fraction far closer than is shown."""

    expression: Expr
    value: Fraction

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Surd) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


Number: TypeAlias = "int | Fraction | Surd"

times = partial(make, Product)
over = partial(make, Ratio)
power = partial(make, Power)


def shortened(cls: type[Expr], terms: Sequence[Any]) -> Any:
    """The operation on all terms, with dots in the middle if they are many; a single term alone."""
    if len(terms) > LONGEST:
        terms = (*terms[:BEFORE], make(Dots), *terms[-AFTER:])
    return make(cls, *terms) if len(terms) > 1 else terms[0]


def plus(terms: Iterable[Any]) -> Any:
    """A sum; of a single term that term, of none 0."""
    return shortened(Sum, tuple(terms) or (0,))


def minus(left: Value, right: Value) -> Expr:
    """A difference."""
    return as_expr(left) - right


def root(value: Any, index: int = 2) -> Expr:
    """A root."""
    return make(Root, value, index)


def root_of(value: Exact, index: int = 2) -> Number:
    """The root of a number that is not negative: exact where it is rational."""
    top, bottom = whole_root(value.numerator, index), whole_root(value.denominator, index)
    if top**index == value.numerator and bottom**index == value.denominator:
        return tidy(Fraction(top, bottom))
    return Surd(root(value, index), approximate(value, index))


def approximate(value: Exact, index: int = 2) -> Fraction:
    """The root of a number that is not negative, with a relative error below 10^-20."""
    scale = PRECISION * max(1, value.denominator // max(value.numerator, 1))
    scaled = value.numerator * scale**index // value.denominator
    return Fraction(whole_root(scaled, index), scale)


def inverse_root(top: Exact, radicand: Exact, factor: Exact, shift: Exact, work: Any) -> Number:
    """factor · top / √radicand + shift; `work` is how it is written if that is irrational."""
    below = root_of(radicand)
    scaled = factor * top
    if isinstance(below, Surd) and scaled:
        return Surd(work, Fraction(scaled) / below.value + shift)
    if isinstance(below, Surd):
        return tidy(shift)
    return tidy(Fraction(scaled) / below + shift)


def whole_root(value: int, index: int) -> int:
    """The integer part of a root."""
    if index == 1:
        return value
    if index == 2:
        return isqrt(value)
    low, high = 0, 1 << (value.bit_length() // index + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**index <= value else (low, middle - 1)
    return low
