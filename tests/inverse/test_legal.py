"""Input sizes that a network takes, against building it at every one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from convcalc.algebra.expr import Var
from convcalc.algebra.sets import Integers, Run, contains
from convcalc.errors import ConvcalcError
from convcalc.inverse.inputs import LetterSizes, Wanted, input_sizes, last_map, neighbours
from convcalc.inverse.quasi_affine import LIMIT
from convcalc.network.graph import Network
from tests.network.nets import Chain, alexnet, resnet50, unet, vgg16

Make = Callable[..., Network]


def same_unet(size: Any) -> Network:
    net = Chain(1, size, size)
    skips = []
    for level in range(3):
        net.conv(8 * 2**level, 3, 1, 1)
        skips.append(net.end)
        net.add("maxpool", kernel=2)
    for level in (2, 1, 0):
        up = net.add("tconv", kernel=2, stride=2, out=8 * 2**level)
        net.add("concat", skips[level], up)
    return net.finish()


def narrow(size: Any) -> Network:
    net = Chain(1, size, size)
    for _ in range(3):
        net.conv(4, 5, 2)
    return net.finish()


def rounded_up(size: Any) -> Network:
    net = Chain(1, size, size)
    net.conv(4, 3, 2, 1)
    net.add("maxpool", kernel=3, stride=2, ceil=True)
    net.add("upsample", scale=2)
    net.conv(4, 4, 3)
    return net.finish()


def square(make: Make) -> Make:
    return lambda size: make(size, size)


def answer(make: Make, own: int | None = None, **asked: Any) -> LetterSizes:
    network = make(Var("H"))
    twin = None if own is None else make(own)
    (found,) = input_sizes(network, twin, (("H",), ("H",)), {}, **asked)
    return found


@pytest.mark.parametrize(
    ("make", "own", "sizes", "exact"),
    [
        (same_unet, None, (Run(8, None, 8),), (Run(8, None, 8),)),
        (narrow, None, (Run(29, None),), (Run(29, None, 8),)),
        (square(resnet50), None, (Run(1, None),), (Run(1, None, 32),)),
        (unet, None, (Run(188, None),), (Run(188, None, 16),)),
    ],
)
def test_known_sizes(make: Make, own: int | None, sizes: Integers, exact: Integers) -> None:
    assert answer(make, own).sizes == sizes
    assert answer(make, own, fit=True).sizes == exact


@pytest.mark.parametrize("make", [same_unet, narrow, rounded_up])
@pytest.mark.parametrize("fit", [False, True])
def test_every_size_is_as_said(make: Make, fit: bool) -> None:
    found = answer(make, fit=fit)
    for size in range(1, 120):
        try:
            network = make(size)
        except ConvcalcError:
            fits = False
        else:
            left = [sheet.unused for _, sheet in network.layers if sheet.unused]
            fits = not fit or not any(any(rest) for rest in left)
        assert contains(found.sizes, size) == fits, size


@pytest.mark.parametrize(("low", "high"), [(5, 5), (4, 9), (None, 3), (7, None)])
def test_wanted_sizes(low: int | None, high: int | None) -> None:
    network = rounded_up(Var("H"))
    node = network.nodes[network.outputs[0]]
    wanted = Wanted(node, ((low, high),) * 2)
    (found,) = input_sizes(network, None, (("H",), ("H",)), {}, wanted=wanted)
    for size in range(1, 120):
        try:
            output = rounded_up(size).nodes[-1].shape.spatial[0]
        except ConvcalcError:
            output = None
        true = output is not None and (low or 0) <= output <= (high or 10**9)  # type: ignore[operator]
        assert contains(found.sizes, size) == true


@pytest.mark.parametrize(
    ("make", "own", "sizes", "free"),
    [(vgg16, 224, (Run(224, 255),), (Run(32, None),)), (alexnet, 227, (Run(227, 258),), None)],
)
def test_weights_are_kept(make: Make, own: int, sizes: Integers, free: Integers | None) -> None:
    network, twin = make(Var("H"), Var("W")), make(own, own)
    found = input_sizes(network, twin, (("H",), ("W",)), {"H": own, "W": own})
    assert [one.sizes for one in found] == [sizes, sizes]
    assert free is None or found[0].free == free
    assert [node.type for node in found[0].coupled] == ["linear"]


def test_axes_may_differ() -> None:
    net = Chain(1, Var("H"), Var("W"))
    net.conv(4, [3, 7], [1, 2])
    net.conv(4, 3)
    found = input_sizes(net.finish(), None, (("H",), ("W",)), {})
    assert [(one.letter, one.axes, one.sizes) for one in found] == [
        ("H", (0,), (Run(5, None),)),
        ("W", (1,), (Run(11, None),)),
    ]


def test_decisive_layers_say_everything() -> None:
    found = answer(unet, fit=True)
    assert [step.demand.condition.code for step in found.asked.decisive].count("exact") == 4
    assert len(found.asked.decisive) == 5
    assert found.asked.steps[-1].left == found.sizes


def test_too_long_a_period_is_said() -> None:
    net = Chain(1, Var("H"), Var("H"))
    for stride in (97, 101, 103):
        net.conv(1, 1, stride)
    net.add("upsample", scale=2)
    net.conv(1, 3, 3)
    (found,) = input_sizes(net.finish(), None, (("H",),), {}, fit=True)
    assert found.asked.open
    assert all(period is not None and period > LIMIT for _, period in found.asked.open)


def test_last_map() -> None:
    node = last_map(vgg16(Var("H"), Var("W")))
    assert node is not None
    assert node.type == "maxpool"


@pytest.mark.parametrize(
    ("size", "near"), [(200, (188, 204)), (204, (204, 204)), (3, (None, 188)), (300, (220, None))]
)
def test_neighbours(size: int, near: tuple[int | None, int | None]) -> None:
    assert neighbours((Run(188, 220, 16),), size) == near
