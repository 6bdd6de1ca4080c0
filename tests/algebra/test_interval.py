"""Bounds with and without their ends, against every number near them."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from convcalc.algebra.interval import Interval
from convcalc.algebra.sets import Run, contains

ENDS = (None, Fraction(-3, 2), 0, 2, Fraction(5, 2))
NEAR = [Fraction(n, 2) for n in range(-16, 17)]
EVERY = [
    Interval(low, high, open_low, open_high)
    for low, high in product(ENDS, repeat=2)
    for open_low, open_high in product((False, True), repeat=2)
]


def inside(one: Interval, value: Fraction) -> bool:
    if one.low is not None and (value < one.low or (one.open_low and value == one.low)):
        return False
    return one.high is None or value < one.high or (value == one.high and not one.open_high)


def test_what_is_within() -> None:
    for one in EVERY:
        for value in NEAR:
            assert one.holds(value) == inside(one, value)
            assert one.shifted(Fraction(3, 2)).holds(value + Fraction(3, 2)) == inside(one, value)
            for factor in (2, Fraction(-1, 2)):
                assert one.scaled(factor).holds(value * factor) == inside(one, value)


def test_integers_within() -> None:
    for one in EVERY:
        numbers = [n for n in range(-8, 9) if inside(one, Fraction(n))]
        if one.low is not None and numbers:
            assert one.first == numbers[0]
        if one.high is not None and numbers:
            assert one.last == numbers[-1]
        assert (one.first is None) == (one.low is None)
        assert (one.last is None) == (one.high is None)
        for low, high in ((0, None), (-1, 1), (2, 2), (0, 5)):
            found = one.integers(Run(low, high))
            for n in range(-8, 9):
                wanted = n in numbers and n >= low and (high is None or n <= high)
                assert contains(found, n) == wanted, (one, low, high, n)
