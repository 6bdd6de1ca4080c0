"""How families are scaled: roundings of widths and repeats, and the growth of their cost."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convcalc.formulas.scaling import compound_growth, make_divisible, round_repeats


@pytest.mark.parametrize(
    ("v", "d", "least", "expected"),
    [
        (32, 8, None, 32),
        (35, 8, None, 32),  # no less than nine tenths: 32 >= 31.5
        (36, 8, None, 40),  # halves up
        (19, 8, None, 24),  # 16 would be less than nine tenths of 19
        (Fraction(16 * 10, 9), 8, None, 16),  # nine tenths exactly
        (3, 8, None, 8),  # never below the divisor
        (3, 8, 16, 16),
        (33, 8, 16, 32),
        (Fraction(96, 10), 8, None, 16),  # EfficientNet's halves of narrow stages
    ],
)
def test_make_divisible(v: int | Fraction, d: int, least: int | None, expected: int) -> None:
    assert make_divisible(v, d, least) == expected


def test_repeats_are_rounded_up() -> None:
    assert [round_repeats(Fraction(n, 5)) for n in (5, 6, 10, 11)] == [1, 2, 2, 3]


def test_compound_growth() -> None:
    assert compound_growth(Fraction(2), Fraction(3), Fraction(5)) == 2 * 9 * 25
