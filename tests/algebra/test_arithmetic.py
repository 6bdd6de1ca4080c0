"""Arithmetic by hand: what is written down, and roots that are exact or very near."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convcalc.algebra.arithmetic import (
    AFTER,
    BEFORE,
    LONGEST,
    Dots,
    Surd,
    approximate,
    inverse_root,
    minus,
    over,
    plus,
    root,
    root_of,
    times,
    whole_root,
)
from convcalc.algebra.expr import Product, Sum, Var, as_expr, make

K = Var("K")


def test_sums_are_written_as_they_are() -> None:
    assert plus([K, 2]) is make(Sum, K, 2)
    assert plus([K]) is K
    assert plus([]) == 0
    assert minus(K, 3) is K - 3
    assert minus(5, K) is as_expr(5) - K
    many = [K * n for n in range(2, LONGEST + 2)]
    assert plus(many) is make(Sum, *many)
    longer = [*many, K]
    written = plus(longer)
    assert written.args == (*longer[:BEFORE], make(Dots), *longer[-AFTER:])
    assert times(K, 2) is make(Product, K, 2)


def test_whole_roots() -> None:
    for index in (1, 2, 3, 5):
        for value in (*range(70), 10**30 - 1, 10**30, 3**60, 3**60 - 1):
            found = whole_root(value, index)
            assert found**index <= value < (found + 1) ** index


@pytest.mark.parametrize(
    ("value", "index", "expected"),
    [
        (9, 2, 3), (0, 2, 0), (Fraction(9, 4), 2, Fraction(3, 2)), (27, 3, 3), (7, 1, 7),
        (Fraction(1, 8), 3, Fraction(1, 2)),
    ],
)  # fmt: skip
def test_rational_roots_are_exact(value: Fraction, index: int, expected: Fraction) -> None:
    assert root_of(value, index) == expected


@pytest.mark.parametrize("value", [2, 8, Fraction(9, 2), Fraction(2, 9), Fraction(2, 10**60)])
@pytest.mark.parametrize("index", [2, 3])
def test_other_roots_are_near_and_say_so(value: Fraction, index: int) -> None:
    found = root_of(value, index)
    if index == 3 and value == 8:
        assert found == 2
        return
    assert isinstance(found, Surd)
    assert found.expression is root(value, index)
    assert found.value == approximate(value, index)
    assert abs(found.value**index / value - 1) < Fraction(1, 10**19)


def test_what_is_divided_by_a_root() -> None:
    work = over(1, K)
    assert inverse_root(3, 4, 5, Fraction(1, 2), work) == 8
    assert inverse_root(0, 2, 5, 7, work) == 7
    found = inverse_root(3, 2, 5, 7, work)
    assert isinstance(found, Surd)
    assert found.expression is work
    assert abs((found.value - 7) ** 2 - Fraction(225, 2)) < Fraction(1, 10**15)
