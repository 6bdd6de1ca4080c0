"""Parameters, MACs, statistics and memory, against counting one by one and published numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import gcd, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.formulas import cost, memory, norm, operations

few = st.integers(1, 4)
axes = st.lists(few, min_size=1, max_size=3).map(tuple)


@given(axes, few, few, few, axes)
def test_conv_counts_every_connection(
    k: tuple[int, ...], c_in: int, c_out: int, g: int, o: tuple[int, ...]
) -> None:
    c_in, c_out = c_in * g, c_out * g
    connections = [
        (a, b, tap)
        for a, b in product(range(c_in), range(c_out))
        if a // (c_in // g) == b // (c_out // g)
        for tap in product(*map(range, k))
    ]
    assert cost.conv_weights(k, c_in, c_out, g) == len(connections)
    assert cost.tconv_weights(k, c_in, c_out, g) == len(connections)
    assert cost.conv_macs(k, c_in, c_out, g, o) == len(connections) * prod(o)
    assert cost.tconv_macs(k, c_in, c_out, g, o) == len(connections) * prod(o)


@given(axes, few, few, axes)
def test_depthwise_is_a_convolution_with_a_group_for_each_channel(
    k: tuple[int, ...], c_in: int, m: int, o: tuple[int, ...]
) -> None:
    c_out = cost.depthwise_channels(c_in, m)
    assert cost.depthwise_weights(k, c_in, m) == cost.conv_weights(k, c_in, c_out, c_in)
    assert cost.depthwise_macs(k, c_in, m, o) == cost.conv_macs(k, c_in, c_out, c_in, o)


@given(axes, few, few, few, axes)
def test_separable_ratio_is_the_ratio_of_both_counts(
    k: tuple[int, ...], c_in: int, c_out: int, m: int, o: tuple[int, ...]
) -> None:
    expected = cost.separable_ratio(k, c_out, m)
    weights = cost.separable_weights(k, c_in, c_out, m)
    macs = cost.separable_macs(k, c_in, c_out, m, o)
    assert expected == Fraction(weights, cost.conv_weights(k, c_in, c_out, 1))
    assert expected == Fraction(macs, cost.conv_macs(k, c_in, c_out, 1, o))


@given(st.integers(1, 2**70), st.integers(1, 2**70), st.integers(1, 2**70))
def test_huge_products_are_exact(k: int, c_in: int, c_out: int) -> None:
    assert cost.conv_weights((k, k), c_in, c_out, 1) == k**2 * c_in * c_out


def test_spatially_separable_kernels_of_equal_channels_save_all_but_2_over_k() -> None:
    weights = cost.spatial_separable_weights((7, 7), 5, 5, 5)
    full = cost.conv_weights((7, 7), 5, 5, 1)
    assert Fraction(weights, full) == cost.spatial_separable_ratio(7) == Fraction(2, 7)


def test_the_worked_example_of_the_course() -> None:
    standard = cost.conv_macs((3, 3), 64, 128, 1, (56, 56))
    separable = cost.separable_macs((3, 3), 64, 128, 1, (56, 56))
    assert (standard, separable) == (231_211_008, 27_496_448)
    ratio = cost.separable_ratio_square(3, 128)
    assert ratio == Fraction(separable, standard) == Fraction(137, 1152)
    assert cost.conv_weights((3, 3), 64, 128, 1) == 73_728
    assert cost.conv_weights((3, 3), 16, 128, 1) == 18_432
    assert cost.separable_weights((3, 3), 16, 128, 1) == 2_192
    assert cost.flops(standard) == 462_422_016
    assert cost.flops_with_bias(standard, 128, (56, 56)) == 462_422_016 + 128 * 3136


@pytest.mark.parametrize(
    ("k", "c_in", "c_out", "g", "o", "params", "macs"),
    [
        ((11, 11), 3, 96, 1, (55, 55), 34_944, 105_415_200),
        ((5, 5), 96, 256, 2, (27, 27), 307_456, 223_948_800),
        ((3, 3), 256, 384, 1, (13, 13), 885_120, 149_520_384),
        ((3, 3), 384, 384, 2, (13, 13), 663_936, 112_140_288),
        ((3, 3), 384, 256, 2, (13, 13), 442_624, 74_760_192),
    ],
)
def test_alexnet(
    k: tuple[int, ...], c_in: int, c_out: int, g: int, o: tuple[int, ...], params: int, macs: int
) -> None:
    """BVLC Caffe's AlexNet, layer by layer."""
    assert cost.conv_weights(k, c_in, c_out, g) + cost.bias_count(c_out, 1) == params
    assert cost.conv_macs(k, c_in, c_out, g, o) == macs


def test_squeeze_excite_is_2_c_squared_over_r() -> None:
    assert cost.squeeze_excite_params(64, 4, 1) == 2 * 64**2 // 16 + 4 + 64
    assert cost.squeeze_excite_params(64, 4, 0) == 2 * 64**2 // 16


def test_statistics_of_normalisations() -> None:
    """Batch 32, 64 channels, 56 x 56, 8 groups: every value is in exactly one statistic."""
    n, c, i, g = 32, 64, (56, 56), 8
    everything = n * c * prod(i)
    assert norm.batch_norm_values(n, i) == 100_352
    assert norm.per_channel(c) * norm.batch_norm_values(n, i) == everything
    assert n * norm.layer_norm_values(c, i) == everything
    assert norm.layer_norm_channel_statistics(n, i) * c == everything
    assert norm.instance_norm_statistics(n, c) * norm.instance_norm_values(i) == everything
    assert norm.group_norm_statistics(n, g) * norm.group_norm_values(c, g, i) == everything
    assert norm.group_norm_values(c, 1, i) == norm.layer_norm_values(c, i)
    assert norm.group_norm_values(c, c, i) == norm.instance_norm_values(i)


@given(st.integers(2, 6), st.integers(1, 5))
def test_operations_of_statistics_count_every_step(length: int, sets: int) -> None:
    """Mean, variance and normalisation of `sets` sets, one operation after the other."""
    additions = multiplications = divisions = 0
    for _ in range(sets):
        additions += length - 1  # sum
        divisions += 1  # mean
        additions += length  # deviations
        multiplications += length  # squares
        additions += length - 1  # their sum
        divisions += 1  # variance
        additions += 1  # epsilon
        divisions += 1  # reciprocal of the root
        multiplications += length  # normalised
    values = length * sets
    assert norm.normalise_additions(values, sets) == additions
    assert norm.normalise_multiplications(values) == multiplications
    assert norm.normalise_divisions(sets) == divisions


def test_memory() -> None:
    assert memory.storage_bytes(3, 4) == 2  # packed: 12 bits
    assert memory.storage_bytes(138_357_544, 32) == 553_430_176
    assert memory.activation_bytes(64, (56, 56), 32) == 64 * 3136 * 4
    assert memory.im2col_elements((3, 3), 64, (56, 56)) == 9 * 64 * 3136
    intensity = memory.arithmetic_intensity(231_211_008, 64 * 3136, 128 * 3136, 73_728, 32)
    assert round(intensity) == 171


@given(few, axes, axes)
def test_joining_values_takes_one_operation_fewer(
    c: int, k: tuple[int, ...], o: tuple[int, ...]
) -> None:
    windows = c * prod(o)
    assert operations.pool_joins(c, k, o) == sum(prod(k) - 1 for _ in range(windows))
    assert operations.taken_together(c, prod(k) * prod(o), o) == operations.pool_joins(c, k, o)
    assert operations.elementwise(c, o, 3) == 3 * windows
    assert operations.merging(c, o, 3) == 2 * windows
    assert operations.channel_pairs(c, o) == (c - 1) * prod(o)


@given(st.integers(1, 30), st.integers(1, 30))
def test_grouped_ratio(c: int, g: int) -> None:
    g = gcd(c, g)
    whole = cost.conv_weights((3, 3), c, c, 1)
    assert Fraction(cost.conv_weights((3, 3), c, c, g), whole) == cost.grouped_ratio(g)
