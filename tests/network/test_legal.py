"""Input sizes that a network takes, against trying every one."""

from __future__ import annotations

import pytest

from convcalc.algebra.expr import Var
from convcalc.errors import ConvcalcError
from convcalc.network.graph import Network
from convcalc.network.legal import Legal, legal_sizes, smallest_sizes
from tests.network.nets import Chain, resnet50, unet


def same_unet(size: object) -> Network:
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


def narrow(size: object) -> Network:
    net = Chain(1, size, size)
    for _ in range(3):
        net.conv(4, 5, 2)
    return net.finish()


@pytest.mark.parametrize(
    ("make", "legal"),
    [
        (same_unet, Legal(8, 8, 0)),
        (narrow, Legal(29, 1, 0)),
        (resnet50, Legal(1, 1, 0)),
        (unet, Legal(188, 1, 0)),
    ],
)
def test_legal_sizes(make: object, legal: Legal) -> None:
    assert callable(make)
    network = make(Var("H")) if make is not resnet50 else make(Var("H"), Var("H"))
    assert legal_sizes(network.conditions, "H") == legal


@pytest.mark.parametrize("make", [same_unet, narrow])
def test_every_size_is_as_said(make: object) -> None:
    assert callable(make)
    found = legal_sizes(make(Var("H")).conditions, "H")
    assert found.least is not None
    assert found.step is not None
    for size in range(1, 80):
        try:
            make(size)
            built = True
        except ConvcalcError:
            built = False
        assert built == (size >= found.least and size % found.step == found.rest)


def test_smallest_size_of_each_letter() -> None:
    net = Chain(1, Var("H"), Var("W"))
    net.conv(4, [3, 7], [1, 2])
    net.conv(4, 3)
    smallest, rest = smallest_sizes(net.finish().conditions)
    assert smallest == {"H": 5, "W": 11}
    assert rest == []
