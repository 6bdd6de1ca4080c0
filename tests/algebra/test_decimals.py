"""Numbers in digits: in full, rounded, cut; what is read back is what was written, or near it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.algebra.decimals import ended, exact, in_thousands, percent, rounded

numbers = st.builds(Fraction, st.integers(-(10**9), 10**9), st.integers(1, 10**6))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(15, 4), "3.75"), (Fraction(39, 16), "39/16"), (Fraction(-1, 3), "-1/3"),
        (Fraction(1, 10**5), "0.00001"), (7, "7"), (-2, "-2"), (0, "0"),
    ],
)  # fmt: skip
def test_exact(value: Fraction, text: str) -> None:
    assert exact(value) == text


@given(numbers)
def test_what_is_written_in_full_is_the_number(value: Fraction) -> None:
    assert Fraction(exact(value)) == value
    text = ended(value)
    assert text is None or Fraction(text) == value
    assert (text is None) is bool(10**40 % value.denominator)


@given(numbers, st.integers(1, 10))
def test_rounding_is_off_by_half_a_digit_at_most(value: Fraction, digits: int) -> None:
    near = Fraction(rounded(value, digits))
    assert abs(near - value) <= abs(value) * 5 / Fraction(10) ** digits


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(1, 8), "12.5"),
        (Fraction(1, 16), "6.3"),
        (1, "100.0"),
        (0, "0.0"),
        (Fraction(1, 3000), "<0.1"),
        (Fraction(1, 2000), "0.1"),
        (Fraction(9999, 10000), ">99.9"),
    ],
)
def test_percent(share: Fraction, text: str) -> None:
    assert percent(share) == text


def test_units() -> None:
    units = (("G", 10**9), ("M", 10**6))
    assert in_thousands(25_557_032, units) == "25.56 M"
    assert in_thousands(-2 * 10**12, units) == "-2,000 G"
    assert in_thousands(999_999, units) is None
