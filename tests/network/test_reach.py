"""Exact touched sets: sets of positions, known units, the work of long chains."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from convcalc.errors import ConvcalcError, UsageError
from convcalc.layers.base import Shape, Window
from convcalc.network.builder import Builder
from convcalc.network.field import fields
from convcalc.network.graph import Network
from convcalc.network.position_sets import (
    EMPTY,
    Positions,
    clip,
    contains,
    filled,
    folded,
    gaps,
    read_by,
    union,
)
from convcalc.network.reach import Touched, pushed_back, seen_from
from tests.growth import work
from tests.network.nets import Chain, chain, resnet50, unet, vgg16


def made(positions: set[int]) -> Positions:
    found = EMPTY
    for position in positions:
        found = union(found, filled(position, position))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_sets_of_positions_behave_like_sets(seed: int) -> None:
    rng = random.Random(seed)
    one, other = ({rng.randint(-9, 30) for _ in range(rng.randint(0, 14))} for _ in range(2))
    first, second = made(one), made(other)
    assert set(first.each()) == one
    assert first.size == len(one)
    assert set(union(first, second).each()) == one | other
    assert set(clip(first, 0, 12).each()) == {n for n in one if 0 <= n <= 12}
    assert contains(first, second) == (other <= one)
    widths = [after - before - 1 for before, after in pairwise(sorted(one)) if after > before + 1]
    assert gaps(first) == (len(widths), max(widths, default=0))


@pytest.mark.parametrize("seed", range(120))
def test_windows_read_what_their_definition_says(seed: int) -> None:
    rng = random.Random(seed)
    outputs = {rng.randint(-5, 25) for _ in range(rng.randint(1, 9))}
    k, s, d, p = rng.randint(1, 5), rng.randint(1, 4), rng.randint(1, 3), rng.randint(-2, 4)
    sliding = {u * s - p + t * d for u in outputs for t in range(k)}
    assert set(read_by(made(outputs), Window("slide", k, s, p, 0, d), None).each()) == sliding
    taps = {t * d for t in range(k)}
    spread = {n for n in range(-60, 60) if any(u + p - n * s in taps for u in outputs)}
    assert set(read_by(made(outputs), Window("spread", k, s, p, 0, d), None).each()) == spread


def test_borders_that_repeat_the_map() -> None:
    outside = filled(-3, 6)
    assert set(folded(outside, 4, "replicate").each()) == {0, 1, 2, 3}
    assert set(folded(filled(-2, -1), 5, "reflect").each()) == {1, 2}
    assert set(folded(filled(5, 6), 5, "reflect").each()) == {2, 3}
    assert set(folded(filled(-2, -1), 5, "circular").each()) == {3, 4}
    assert set(folded(filled(3, 4), 3, "circular", -1, 2).each()) == {1, 2}
    assert set(folded(filled(-1, -1), 3, "circular", 1, -1).each()) == {1}
    assert set(folded(filled(7, 9), 5, "replicate").each()) == {4}


@pytest.mark.parametrize("mode", ["reflect", "replicate", "circular"])
@pytest.mark.parametrize("unit", [(0, 0), (7, 3), (5, 7)])
def test_a_convolution_copies_its_border_as_a_layer_of_padding_does(
    mode: str, unit: tuple[int, int]
) -> None:
    apart, within = Builder(), Builder()
    padded = apart.add("pad", {"padding": 2, "mode": mode}, (apart.input(Shape(3, (8, 8))),))
    apart.add("conv", {"kernel": 5, "out": 4}, (padded,))
    given = {"kernel": 5, "out": 4, "padding": 2, "padding_mode": mode}
    within.add("conv", given, (within.input(Shape(3, (8, 8))),))
    assert one_input(within.finish(), unit).size == one_input(apart.finish(), unit).size


def one_input(network: Network, unit: tuple[int, ...], **how: bool) -> Touched:
    return pushed_back(network, fields(network), network.nodes[-1], unit, **how)[0]


def test_a_chain_of_a_thousand_layers_takes_linear_work() -> None:
    def pushed(count: int) -> tuple[int, Touched]:
        net = Chain(4, 3001, 3001)
        for number in range(count):
            net.conv(4, 3, 1, 1 + number % 2, dilation=1 + number % 2)
        network = net.finish()
        found = fields(network)
        found_back: list[Touched] = []
        last = network.nodes[-1]
        lines = work(lambda: found_back.append(pushed_back(network, found, last, (1500, 0))[0]))
        return lines, found_back[0]

    few, _ = pushed(250)
    many, touched = pushed(1000)
    assert many < 4.5 * few
    assert touched.along(0) == filled(0, 3000)
    assert touched.along(1) == filled(0, 1500)


def test_holes_of_a_long_chain() -> None:
    net = Chain(4, 9001)
    for _ in range(1000):
        net.conv(4, 3, 1, 4, dilation=4)
    touched = one_input(net.finish(), (4500,), clipped=False)
    assert touched.size == 2001
    assert touched.along(0).length == 8001


def test_fields_too_long_to_list_need_no_list() -> None:
    net = Chain(1, 1)
    net.builder = type(net.builder)("test")
    net.end = net.builder.input(dims=1)
    for _ in range(40):
        net.conv(1, 3, 2)
    touched = one_input(net.finish(), (0,))
    assert touched.along(0) == filled(0, 2**41 - 2)
    net.conv(1, 3, 2, dilation=2)
    with pytest.raises(UsageError) as raised:
        one_input(net.finish(), (0,))
    assert raised.value.code == "rf.too_long"


def test_a_cross_is_no_rectangle() -> None:
    net = Chain(1, 9, 9)
    tall = net.conv(1, [3, 1], 1, [1, 0])
    net.end = 0
    wide = net.conv(1, [1, 3], 1, [0, 1])
    net.add("add", tall, wide)
    touched = one_input(net.finish(), (4, 4))
    assert touched.size == 5
    assert touched.along(0) == touched.along(1) == filled(3, 5)


def test_many_products_are_counted_once() -> None:
    net = Chain(1, 40, 40)
    ends = []
    for number in range(1, 16):
        net.end = 0
        ends.append(net.conv(1, [3, 1], 1, [number, 0], dilation=[number, 1]))
        net.end = 0
        ends.append(net.conv(1, [1, 3], 1, [0, number], dilation=[1, number]))
    net.add("add", *ends)
    net.conv(1, 3, 1, 1)
    touched = one_input(net.finish(), (20, 20))
    rows = {(20 + a + b, 20 + c) for a in range(-15, 16) for b in (-1, 0, 1) for c in (-1, 0, 1)}
    assert touched.size == len(rows | {(column, row) for row, column in rows})


def test_units_at_the_border_of_resnet50() -> None:
    network = resnet50()
    last = network.nodes[-3]
    found = fields(network)
    touched = pushed_back(network, found, last, (0, 3))[0]
    assert touched.along(0) == filled(0, 213)
    assert touched.along(1) == filled(0, 223)


def test_everything_behind_a_gate_is_left_out_unless_asked_for() -> None:
    net = Chain(16, 32, 32)
    net.conv(16, 3, 1, 1)
    net.add("se", reduction=4)
    network = net.finish()
    local = one_input(network, (5, 5))
    assert (local.size, local.beside) == (9, ("se1",))
    assert one_input(network, (5, 5), local=False).size == 32 * 32


def test_a_linear_layer_touches_what_can_be_reached() -> None:
    net = Chain(3, 32, 32)
    net.conv(8, 1, 2)
    net.add("linear", out=10)
    assert one_input(net.finish(), ()).size == 16 * 16


def test_unfolded_positions_cannot_be_followed() -> None:
    net = Chain(3, 8, 8)
    net.add("unfold", kernel=3)
    with pytest.raises(ConvcalcError) as raised:
        one_input(net.finish(), (0,))
    assert raised.value.code == "field.rearranged"


def test_fields_on_an_inner_layer() -> None:
    network = vgg16()
    pool = next(node for node in network.nodes if node.type == "maxpool")
    inner = seen_from(network, pool)
    assert inner.nodes[0].shape.spatial == (112, 112)
    last = [node for node in inner.nodes if node.type == "maxpool"][-1]
    local = fields(inner)[last.index].local
    assert local is not None
    assert (local[0].size, local[0].jump) == (104, 16)


def test_the_skip_of_a_unet_alone() -> None:
    network = unet()
    bottom = next(node for node in network.nodes if node.shape.spatial == (28, 28))
    inner = seen_from(network, bottom)
    local = fields(inner)[-1].local
    assert local is not None
    assert local[0].jump == local[0].shift / 16


def test_nothing_is_touched_between_the_taps() -> None:
    net = Chain(1, 8)
    net.add("tconv", kernel=1, stride=2, out=1)
    network = net.finish()
    assert one_input(network, (2,)).size == 1
    assert not one_input(network, (3,)).products


def test_bottlenecks_of_a_plain_chain() -> None:
    assert one_input(chain(3), (16, 16)).size == 49
