"""Gridding, HDC, closing rates, checkerboards and effective fields, against counting."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from math import gcd

import pytest

from convcalc.inverse.schedules import first_gap
from convcalc.layers.base import Window
from convcalc.network.effective_field import window_variance
from convcalc.network.gridding import (
    GridGroup,
    Tap,
    closing_rates,
    dilated_groups,
    hdc,
    overlaps,
)
from convcalc.network.study import Study
from convcalc.network.taps import taps
from tests.network.nets import Chain


def group(rates: list[int], kernel: int = 3) -> GridGroup:
    return GridGroup(Fraction(1), tuple([Tap("conv", kernel, rate) for rate in rates]))


def touched(kernels: list[int], rates: tuple[int, ...]) -> set[int]:
    found = {0}
    for kernel, rate in zip(kernels, rates, strict=True):
        found = {position + tap * rate for position in found for tap in range(kernel)}
    return found


def test_known_groups() -> None:
    assert (group([6, 12, 18]).touched, group([6, 12, 18]).extent) == (13, 73)
    assert (group([2, 4, 8]).touched, group([2, 4, 8]).extent) == (15, 29)
    assert (group([2, 2, 2]).touched, group([2, 2, 2]).extent) == (7, 13)
    assert group([1, 1, 2, 4, 8, 16, 1]).extent == group([1, 1, 2, 4, 8, 16, 1]).touched == 67
    assert group([2, 2, 2]).common == 2


def test_hdc_as_published() -> None:
    assert hdc([1, 2, 5]) == 2
    assert hdc([1, 2, 9]) == 5
    assert hdc([2, 2, 2]) == 2
    assert hdc([1, 2, 5, 1, 2, 5]) == 5
    assert hdc([4]) is None


def test_hdc_is_exact_for_rates_that_do_not_fall_and_begin_with_one() -> None:
    for rates in product(range(1, 12), repeat=3):
        ordered = [1, *sorted(rates)]
        measure = hdc(ordered)
        assert measure is not None
        assert (measure <= 3) == (first_gap([(3, rate) for rate in ordered]) is None), ordered


@pytest.mark.parametrize("seed", range(200))
def test_closing_rates_leave_no_gap_and_keep_what_has_none(seed: int) -> None:
    rng = random.Random(seed)
    count = rng.randint(1, 5)
    kernels = [rng.randint(2, 5) for _ in range(count)]
    rates = tuple([rng.randint(1, 9) for _ in range(count)])
    layers = [Tap("conv", kernel, rate) for kernel, rate in zip(kernels, rates, strict=True)]
    closing = closing_rates(layers)
    reached = touched(kernels, closing.rates)
    assert reached == set(range(closing.extent))
    whole = touched(kernels, rates)
    assert len(whole) == GridGroup(Fraction(1), tuple(layers)).touched
    if whole == set(range(max(whole) + 1)):
        assert closing.rates == rates
    assert closing.extent <= max(whole) + 1


def test_closing_rates_keep_the_field_where_they_can() -> None:
    def closed(*rates: int) -> tuple[tuple[int, ...], int]:
        closing = closing_rates(group(list(rates)).taps)
        return closing.rates, closing.extent

    assert closed(2, 2, 2) == ((1, 2, 3), 13)
    assert closed(6, 12, 18) == ((1, 3, 9), 27)
    assert closed(1, 2, 9) == ((1, 3, 8), 25)


def test_groups_are_those_of_one_resolution() -> None:
    net = Chain(8, 64, 64)
    net.conv(8, 3, 1, 1)
    net.conv(8, 3, 1, 2, dilation=2)
    net.add("maxpool", kernel=2)
    net.conv(8, 3, 1, 4, dilation=4)
    net.add("relu")
    net.conv(8, 3, 1, 1)
    study = Study(net.finish())
    found = dilated_groups(study.path, 0)
    assert [(g.jump, [tap.rate for tap in g.taps]) for g in found] == [(1, [1, 2, 1]), (2, [4, 1])]


def test_contributions_of_transposed_convolutions() -> None:
    for k, s, d, p in product(range(1, 8), range(1, 6), range(1, 4), range(3)):
        net = Chain(1, 40)
        net.add("tconv", kernel=k, stride=s, dilation=d, padding=p, out=1)
        (found,) = overlaps(net.finish())
        window = Window("spread", k, s, p, p, d)
        for phase in range(s):
            assert found.counts[0][phase] == len(taps(window, 20 * s + phase))
        assert found.even == (gcd(d, s) == 1 and k % s == 0)


def test_the_article_on_checkerboards() -> None:
    net = Chain(1, 8, 8)
    net.add("tconv", kernel=3, stride=2, out=1)
    (found,) = overlaps(net.finish())
    assert found.counts == ((2, 1), (2, 1))
    assert found.range == (1, 4)


def test_variance_is_that_of_the_impulse_response() -> None:
    rng = random.Random(5)
    for _ in range(40):
        net = Chain(1, 400)
        response = {0: Fraction(1)}
        jump = 1
        for _ in range(rng.randint(1, 4)):
            k, s, d = rng.randint(1, 5), rng.randint(1, 2), rng.randint(1, 3)
            net.conv(1, k, s, rng.randint(0, 2), dilation=d)
            wider: dict[int, Fraction] = {}
            for position, weight in response.items():
                for tap in range(k):
                    at = position + tap * d * jump
                    wider[at] = wider.get(at, Fraction(0)) + weight / k
            response, jump = wider, jump * s
        mean = sum(position * weight for position, weight in response.items())
        variance = sum((position - mean) ** 2 * weight for position, weight in response.items())
        study = Study(net.finish())
        (spread,) = study.spreads[study.target.index]
        assert spread is not None
        assert spread.variance == variance
        assert spread.mean == 0


def test_equal_layers_spread_like_a_square_root() -> None:
    net = Chain(1, 64, 64)
    for _ in range(10):
        net.conv(1, 3, 1, 1)
    study = Study(net.finish())
    (spread, _) = study.spreads[study.target.index]
    assert spread is not None
    assert spread.variance == Fraction(10 * 8, 12)  # n (k^2 - 1)/12: sigma 2.582


def test_a_shortcut_narrows_what_matters() -> None:
    net = Chain(4, 32, 32)
    start = net.conv(4, 1)
    net.conv(4, 3, 1, 1)
    net.add("add", start, net.end)
    study = Study(net.finish())
    (spread, _) = study.spreads[study.target.index]
    assert spread is not None
    assert spread.variance == Fraction(2, 3) / 2


@pytest.mark.parametrize(
    ("window", "variance"),
    [
        (Window("nearest", 1, 2), Fraction(1, 16)),
        (Window("linear", 1, 2, Fraction(1, 2)), Fraction(3, 16)),
        (Window("spread", 4, 2, 1, 1), Fraction(15, 48)),
        (Window("bins", 12, 4), Fraction(8, 12)),
        (Window("slide", 3, 2, 1, 1, 2), Fraction(8, 3)),
    ],
)
def test_variance_of_one_window(window: Window, variance: Fraction) -> None:
    assert window_variance(window) == variance
