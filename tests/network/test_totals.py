"""Totals of networks that are known to the last digit, and their groupings."""

from __future__ import annotations

import pytest

from convcalc.algebra.expr import Expr, Var, evaluate
from convcalc.network.graph import Network
from convcalc.network.measures import Measures
from convcalc.network.totals import GROUPINGS, group_by, totals
from tests.network.nets import Chain, alexnet, mobilenet_v1, resnet50, unet, vgg16, wavenet

KNOWN = [
    (vgg16, 138_357_544, 15_470_264_320, 0),
    (lambda: vgg16(bn=True), 138_365_992, 15_470_264_320, 8_448),
    (alexnet, 60_965_224, 724_406_816, 0),
    (resnet50, 25_557_032, 4_089_184_256, 53_120),
    (lambda: resnet50(version="1"), 25_557_032, 3_857_973_248, 53_120),
    (mobilenet_v1, 4_231_976, 568_740_352, 21_888),
    (unet, 31_030_658, 150_428_424_448, 0),
    (wavenet, 1_514_912, 11_870_208_000, 0),
]


@pytest.mark.parametrize(("make", "params", "macs", "buffers"), KNOWN)
def test_known_totals(make: object, params: int, macs: int, buffers: int) -> None:
    assert callable(make)
    found = totals(make())
    assert (found.params, found.macs, found.buffers) == (params, macs, buffers)
    assert found.flops == 2 * macs


def test_stages_of_resnet50() -> None:
    stages = {group.key: group.totals.macs for group in group_by(resnet50(), "stage")}
    assert stages == {
        "stem": 118_013_952,
        "stage1": 667_942_912,
        "stage2": 1_027_604_480,
        "stage3": 1_464_336_384,
        "stage4": 809_238_528,
        "head": 2_048_000,
    }


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_groups_add_up_to_the_total(grouping: str) -> None:
    network = resnet50()
    groups = group_by(network, grouping)
    whole = totals(network)
    for key in ("params", "buffers", "macs", "activations", "weighted_activations"):
        assert sum(getattr(group.totals, key) for group in groups) == getattr(whole, key)
    assert sum(group.layers for group in groups) == len(network.nodes) - 1
    for name, count in whole.operations.items():
        assert sum(group.totals.operations.get(name, 0) or 0 for group in groups) == count


def test_outputs_of_weighted_layers_are_those_of_other_counters() -> None:
    assert totals(resnet50()).weighted_activations == 11_114_984  # timm: 11.1 M
    net = Chain(32, 16, 16)
    net.add("se", reduction=4)
    net.add("separable", kernel=3, padding=1, out=64)
    net.add("spatial_separable", kernel=3, padding=1, out=16, mid=8)
    shapes = 8 + 32 + 32 * 256 + 64 * 256 + 8 * 256 + 16 * 256
    assert totals(net.finish()).weighted_activations == shapes


def test_symbolic_totals_agree_with_numbers() -> None:
    found = totals(resnet50(Var("H"), Var("W")))
    assert found.params == 25_557_032
    for height, width in ((224, 224), (192, 160), (33, 65)):
        numbers = totals(resnet50(height, width))
        for key in ("macs", "activations"):
            value = getattr(found, key)
            assert isinstance(value, Expr)
            assert evaluate(value, {"H": height, "W": width}) == getattr(numbers, key)


def test_one_unknown_part_makes_the_total_unknown() -> None:
    net = Chain(None, 32, 32)
    net.conv(16, 3)
    net.conv(16, 3)
    found = totals(net.finish())
    assert found.params is None
    assert found.macs is None
    assert found.flops is None


def output_of(network: Network) -> object:
    return Measures(network)["output"]


def test_measures_by_name() -> None:
    measures = Measures(vgg16(), batch=2)
    assert measures["output"] == "@1000"
    assert measures["receptive_field"] == 212
    assert measures["layers"] == 36
    assert measures["peak_memory"] == 2 * 4 * 2 * 64 * 224 * 224
    assert measures["weight_memory"] == 4 * 138_357_544
    with pytest.raises(KeyError):
        measures["beauty"]
