"""Sizes on one axis, against windows that are put down one by one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convcalc.formulas import size, transposed

small = st.integers(1, 30)
kernels = st.integers(1, 7)
strides = st.integers(1, 6)
pads = st.integers(0, 5)
rates = st.integers(1, 4)
huge = st.integers(1, 2**70)


def taps(u: int, k: int, s: int, p: int, d: int) -> list[int]:
    """Positions that window u covers, counted from the first pixel."""
    return [u * s - p + t * d for t in range(k)]


@given(small, kernels, strides, pads, pads, rates)
def test_conv_output_counts_the_windows_that_fit(
    i: int, k: int, s: int, p: int, q: int, d: int
) -> None:
    fitting = [u for u in range(100) if taps(u, k, s, p, d)[-1] < i + q]
    expected = len(fitting)
    assume(expected)
    assert size.conv_output(i, k, s, p, q, d) == expected


@given(small, kernels, strides, pads, pads, rates)
def test_ceil_pool_output_counts_the_windows_that_begin_inside(
    i: int, k: int, s: int, p: int, q: int, d: int
) -> None:
    span = d * (k - 1) + 1
    assume(i + p + q + s > span)
    count = 1  # one more as long as the last one does not reach the end, and starts before it
    while taps(count - 1, k, s, p, d)[-1] < i + q - 1 and count * s - p < i:
        count += 1
    assert size.ceil_pool_output(i, k, s, p, q, d) == count
    if span >= s + q:
        assert size.ceil_pool_output_plain(i, k, s, p, q, d) == count


@given(small, kernels, strides, rates)
def test_same_padding_is_the_least_that_gives_the_same_output(
    i: int, k: int, s: int, d: int
) -> None:
    o = size.same_output(i, s)
    total = size.same_padding_total(i, k, s, d)
    assert o == len(range(0, i, s))
    assert d * (k - 1) + 1 <= i + total
    if total:
        assert size.conv_output(i, k, s, 0, total, d) == o
        assert (i + total - 1 - d * (k - 1) - 1) // s + 1 < o
    else:
        assert size.conv_output(i, k, s, 0, 0, d) >= o


@given(huge, huge, huge, huge, huge, huge)
def test_conv_output_of_huge_integers_is_exact(
    i: int, k: int, s: int, p: int, q: int, d: int
) -> None:
    span = size.effective_kernel(k, d)
    i += span
    o = size.conv_output(i, k, s, p, q, d)
    assert (o - 1) * s + span <= i + p + q < o * s + span


@given(small, kernels, strides, pads, pads, rates)
def test_tconv_output_lists_the_inputs_that_a_convolution_merges(
    i: int, k: int, s: int, p: int, q: int, d: int
) -> None:
    span = size.effective_kernel(k, d)
    merged = [n for n in range(1, 300) if n + p + q >= span]
    merged = [n for n in merged if size.conv_output(n, k, s, p, q, d) == i]
    reached = [transposed.tconv_output(i, k, s, p, q, d, a) for a in range(s)]
    assert merged == [n for n in reached if n >= 1]


@given(huge, kernels, strides, pads, pads, rates)
def test_output_padding_restores_the_size(i: int, k: int, s: int, p: int, q: int, d: int) -> None:
    i += size.effective_kernel(k, d)
    o = size.conv_output(i, k, s, p, q, d)
    a = transposed.restoring_output_padding(i, k, s, p, q, d)
    assert 0 <= a < s
    assert transposed.tconv_output(o, k, s, p, q, d, a) == i
    assert transposed.tconv_round_trip(i, k, s, p, q, d) == i - a


@given(small, kernels, strides, pads, rates)
def test_the_equivalent_direct_convolution_has_the_same_size(
    i: int, k: int, s: int, p: int, d: int
) -> None:
    stretched = transposed.stretched_input(i, s)
    assert stretched == i + (i - 1) * (s - 1)
    before = transposed.equivalent_padding(k, p, d)
    direct = stretched + 2 * before - size.effective_kernel(k, d) + 1
    assert transposed.tconv_output(i, k, s, p, p, d, 0) == direct


@given(small, st.integers(1, 40))
def test_adaptive_reads_adds_up_the_windows(i: int, o: int) -> None:
    lengths = [-(-(j + 1) * i // o) - j * i // o for j in range(o)]
    assert size.adaptive_reads(i, o) == sum(lengths)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((11, 3, 2, 2, 2, 1), 7),
        ((224, 3, 1, 1, 1, 1), 224),
        ((227, 11, 4, 0, 0, 1), 55),
        ((32, 5, 1, 0, 0, 1), 28),
        ((224, 7, 2, 2, 3, 1), 112),
        ((7, 3, 1, 2, 2, 2), 7),
    ],
)
def test_known_convolutions(values: tuple[int, ...], expected: int) -> None:
    assert size.conv_output(*values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((16, 4, 2, 1, 1, 1, 0), 32),
        ((7, 2, 2, 0, 0, 1, 0), 14),
        ((7, 3, 2, 1, 1, 1, 1), 14),
        ((16, 63, 32, 0, 0, 1, 0), 543),
    ],
)
def test_known_transposed_convolutions(values: tuple[int, ...], expected: int) -> None:
    assert transposed.tconv_output(*values) == expected


@pytest.mark.parametrize(
    ("i", "k", "s", "p", "q"), [(224, 7, 2, 2, 3), (224, 11, 4, 3, 4), (11, 3, 2, 1, 1)]
)
def test_known_same_paddings(i: int, k: int, s: int, p: int, q: int) -> None:
    assert size.same_padding_total(i, k, s, 1) == p + q
