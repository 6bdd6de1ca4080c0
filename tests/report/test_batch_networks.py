"""The layers of published networks, one by one through `batch`: their totals are known exactly."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import pytest

from convcalc.report.batch import Batch

Line = dict[str, Any]


class Totals(NamedTuple):
    """What all layers of a network add up to."""

    params: int
    buffers: int
    macs: int


def run(size: int, layers: Iterable[Line]) -> tuple[Totals, list[list[int]]]:
    """Feed each layer the output of the one before; the totals, and every spatial size."""
    batch = Batch(lambda message: message.code)
    shape: Line = {"size": [size, size], "in": 3}
    totals, sizes = Totals(0, 0, 0), []
    for layer in layers:
        result = json.loads(batch.answer(json.dumps({**shape, **layer}).encode()))
        assert "error" not in result, result
        shape = {"size": result["size"], "in": result["channels"]}
        sizes.append(result["size"])
        steps = (result[name] for name in Totals._fields)
        totals = Totals(*(total + step for total, step in zip(totals, steps, strict=True)))
    return totals, sizes


def conv(out: int, kernel: int, **more: Any) -> Line:
    """A convolution."""
    return {"layer": "conv", "out": out, "kernel": kernel, **more}


def head(*widths: int) -> list[Line]:
    """Fully connected layers."""
    return [{"layer": "linear", "out": width} for width in widths]


POOL = {"layer": "maxpool", "kernel": 3, "stride": 2}
LRN = {"layer": "lrn"}
RELU = {"layer": "relu"}


def alexnet(groups: int) -> list[Line]:
    """BVLC AlexNet (bvlc_alexnet/deploy.prototxt); one tower with groups = 1."""
    return [
        conv(96, 11, stride=4),
        RELU,
        LRN,
        POOL,
        conv(256, 5, padding=2, groups=groups),
        RELU,
        LRN,
        POOL,
        conv(384, 3, padding=1),
        conv(384, 3, padding=1, groups=groups),
        conv(256, 3, padding=1, groups=groups),
        POOL,
        *head(4096, 4096, 1000),
    ]


@pytest.mark.parametrize(
    ("groups", "params", "macs"),
    [(2, 60_965_224, 724_406_816), (1, 62_378_344, 1_135_256_096)],
)
def test_alexnet(groups: int, params: int, macs: int) -> None:
    totals, sizes = run(227, alexnet(groups))
    assert totals == Totals(params, 0, macs)
    assert [size[0] for size in sizes if size][::3] == [55, 27, 27, 13]


def vgg(*depths: int) -> list[Line]:
    """Simonyan & Zisserman (2015), table 1: blocks of 3 x 3 convolutions, each with a pool."""
    layers: list[Line] = []
    for out, depth in zip((64, 128, 256, 512, 512), depths, strict=True):
        layers += [conv(out, 3, padding=1), RELU] * depth
        layers.append({"layer": "maxpool", "kernel": 2})
    return [*layers, *head(4096, 4096, 1000)]


@pytest.mark.parametrize(
    ("depths", "params", "macs"),
    [
        ((1, 1, 2, 2, 2), 132_863_336, 7_609_090_048),
        ((2, 2, 2, 2, 2), 133_047_848, 11_308_466_176),
        ((2, 2, 3, 3, 3), 138_357_544, 15_470_264_320),
        ((2, 2, 4, 4, 4), 143_667_240, 19_632_062_464),
    ],
)
def test_vgg(depths: tuple[int, ...], params: int, macs: int) -> None:
    totals, sizes = run(224, vgg(*depths))
    assert totals == Totals(params, 0, macs)
    assert [7, 7] in sizes


MOBILE = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2),
          (1024, 1))  # fmt: skip


def mobilenet(width: int) -> list[Line]:
    """MobileNetV1 (Howard et al. 2017, table 1) with SAME padding; `width` in quarters."""
    same: Line = {"padding": "same", "bias": False, "dialect": "keras"}
    norm: Line = {"layer": "bn"}
    layers: list[Line] = [conv(8 * width, 3, stride=2, **same), norm, RELU]
    for out, stride in MOBILE:
        layers += [
            {"layer": "depthwise", "kernel": 3, "stride": stride, **same},
            norm,
            RELU,
            {"layer": "pointwise", "out": out * width // 4, "bias": False},
            norm,
            RELU,
        ]
    return [*layers, {"layer": "gap"}, *head(1000)]


@pytest.mark.parametrize(
    ("size", "width", "params", "macs"),
    [
        (224, 4, 4_231_976, 568_740_352),
        (224, 3, 2_585_560, 325_400_448),
        (224, 2, 1_331_592, 149_497_088),
        (224, 1, 470_072, 41_030_272),
        (192, 4, 4_231_976, 418_121_728),
        (160, 4, 4_231_976, 290_675_200),
        (128, 4, 4_231_976, 186_400_768),
    ],
)
def test_mobilenet_v1(size: int, width: int, params: int, macs: int) -> None:
    totals, _ = run(size, mobilenet(width))
    assert totals == Totals(params, 21_888 * width // 4, macs)
