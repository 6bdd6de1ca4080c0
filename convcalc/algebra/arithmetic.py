"""Arithmetic written out for one output value: `1·1 + 2·0 + 3·1`, as a tree of exact numbers.

Nothing is simplified: the tree is what a teacher writes. A leaf is an int, a Fraction, or a str (a
letter such as μ).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import isqrt
from typing import Any, NamedTuple, TypeAlias

Exact: TypeAlias = "int | Fraction"

LONGEST = 24
"""Terms of a sum or a maximum that are all written out."""
BEFORE, AFTER = 8, 2
"""Terms written before and after the dots of a longer one."""
PRECISION = 10**40
"""A root is worked out to so many parts of one."""


class Arithmetic(NamedTuple):
    """One operation: sum, difference, product, quotient, power, root, maximum, minus, absolute,
    more (the dots)."""

    kind: str
    args: tuple[Any, ...]


class Surd(NamedTuple):
    """An irrational value: how it is written exactly, and a fraction far closer than is shown."""

    expression: Arithmetic
    value: Fraction


Number: TypeAlias = "int | Fraction | Surd"

MORE = Arithmetic("more", ())


def tidy(value: Exact) -> Exact:
    """The value, an int if it is whole."""
    return value.numerator if value.denominator == 1 else value


def shortened(terms: Sequence[Any]) -> tuple[Any, ...]:
    """The terms, with dots in the middle if they are many."""
    if len(terms) <= LONGEST:
        return tuple(terms)
    return (*terms[:BEFORE], MORE, *terms[-AFTER:])


def plus(terms: Iterable[Any]) -> Any:
    """A sum; of a single term that term, of none 0."""
    args = shortened(tuple(terms))
    return Arithmetic("sum", args) if len(args) > 1 else args[0] if args else 0


def times(*factors: Any) -> Arithmetic:
    """A product."""
    return Arithmetic("product", factors)


def minus(left: Any, right: Any) -> Arithmetic:
    """A difference."""
    return Arithmetic("difference", (left, right))


def over(top: Any, bottom: Any) -> Arithmetic:
    """A quotient."""
    return Arithmetic("quotient", (top, bottom))


def figure(value: Exact) -> Arithmetic:
    """A number that stands among words, so that it is written like those of the work: 0.75."""
    return Arithmetic("sum", (value,))


def power(base: Any, exponent: int) -> Arithmetic:
    """A power."""
    return Arithmetic("power", (base, exponent))


def root(value: Any, index: int = 2) -> Arithmetic:
    """A root."""
    return Arithmetic("root", (value, index))


def root_of(value: Exact, index: int = 2) -> Number:
    """The root of a number that is not negative: exact where it is rational."""
    top, bottom = _whole_root(value.numerator, index), _whole_root(value.denominator, index)
    if top**index == value.numerator and bottom**index == value.denominator:
        return tidy(Fraction(top, bottom))
    return Surd(root(value, index), approximate(value, index))


def approximate(value: Exact, index: int = 2) -> Fraction:
    """The root of a number that is not negative, with a relative error below 10^-20."""
    scale = PRECISION * max(1, value.denominator // max(value.numerator, 1))
    scaled = value.numerator * scale**index // value.denominator
    return Fraction(_whole_root(scaled, index), scale)


def inverse_root(top: Exact, radicand: Exact, factor: Exact, shift: Exact, work: Any) -> Number:
    """factor · top / √radicand + shift; `work` is how it is written if that is irrational."""
    below = root_of(radicand)
    scaled = factor * top
    if isinstance(below, Surd) and scaled:
        return Surd(work, Fraction(scaled) / below.value + shift)
    if isinstance(below, Surd):
        return tidy(shift)
    return tidy(Fraction(scaled) / below + shift)


def _whole_root(value: int, index: int) -> int:
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
