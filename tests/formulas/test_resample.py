"""Resampling and rearranging: sizes, channels and source positions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.formulas import resample

small = st.integers(1, 60)


@pytest.mark.parametrize(
    ("i", "scale", "expected"),
    [
        (50, "2.3", 114),
        (100, "2.3", 229),
        (100, "0.29", 28),
        (100, "0.57", 56),
        (100, "1.15", 114),
        (10, "2.3", 23),
        (50, "0.7", 35),
        (7, "2", 14),
        (2**53, "2.3", int(Fraction(2.3) * 2**53)),
        (2**53 + 1, "1", 2**53 + 1),  # no double
    ],
)
def test_scaled_sizes_follow_binary_floating_point(i: int, scale: str, expected: int) -> None:
    assert resample.binary_scaled_output(i, Fraction(scale)) == expected


@given(st.integers(1, 2**40), st.integers(1, 2**10), st.integers(0, 8))
def test_scales_that_a_double_holds_are_exact(i: int, u: int, power: int) -> None:
    scale = Fraction(u, 2**power)
    exact = resample.scaled_output(i, scale.numerator, scale.denominator)
    assert resample.binary_scaled_output(i, scale) == exact == i * u // 2**power


@pytest.mark.parametrize(("i", "scale"), [(10**400, Fraction(3, 2)), (3, Fraction(10**400))])
def test_what_no_double_holds_is_exact(i: int, scale: Fraction) -> None:
    assert resample.binary_scaled_output(i, scale) == i * scale


@pytest.mark.parametrize(
    ("i", "scale", "expected"),
    [
        (706, Fraction(224, 706), 223),
        (10, Fraction(1, 2), 5),
        (2**24 + 1, Fraction(1), 2**24),  # 24 binary digits
        (10**40, Fraction(1, 2), 10**40 // 2),  # beyond the range
    ],
)
def test_scales_of_single_precision(i: int, scale: Fraction, expected: int) -> None:
    assert resample.single_scaled_output(i, scale) == expected


@given(small, small)
def test_nearest_sources_stay_inside_and_rise(i: int, o: int) -> None:
    for source in (resample.nearest_source, resample.nearest_exact_source):
        read = [source(x, i, o) for x in range(o)]
        assert read == sorted(read)
        assert read[0] >= 0
        assert read[-1] < i


@given(small, st.integers(2, 60))
def test_linear_sources_are_symmetric(i: int, o: int) -> None:
    for source in (resample.half_pixel_source, resample.align_corners_source):
        for x in range(o):
            assert source(x, i, o) + source(o - 1 - x, i, o) == i - 1
    assert resample.align_corners_source(0, i, o) == 0
    assert resample.align_corners_source(o - 1, i, o) == i - 1


@given(small, small, st.integers(1, 5))
def test_shuffles_undo_each_other(i: int, c: int, r: int) -> None:
    assert resample.unshuffle_output(resample.shuffle_output(i, r), r) == i
    assert resample.shuffle_channels(resample.unshuffle_channels(c, r), r) == c
    before = resample.unshuffle_channels(c, r) * i * i
    assert c * resample.shuffle_output(i, r) ** 2 == before


def test_columns_and_rows_of_im2col() -> None:
    assert resample.unfold_columns((10, 21)) == 210
    assert resample.unfold_channels((3, 3), 4) == 36
    assert resample.fold_channels((3, 3), 36) == 4
    assert resample.concat_channels((64, 128, 32, 32)) == 256
    assert resample.reshape_rest(10, (7, 7, 12), (7, 12, 7)) == 10
