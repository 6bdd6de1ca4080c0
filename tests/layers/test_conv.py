"""Convolutions and blocks of them: sizes, cost by stage, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.errors import LayerError
from convcalc.layers.padding import Same
from tests.layers.building import facts


def parts(sheet: Any) -> dict[tuple[str, str], int]:
    return {(part.stage, part.kind): part.count for part in sheet.parts}


@pytest.mark.parametrize(
    ("spatial", "channels", "given", "size", "params", "macs"),
    [
        ((11, 11), None, {"kernel": 3, "stride": 2, "padding": 2}, (7, 7), None, None),
        ((227, 227), 3, {"kernel": 11, "stride": 4, "out": 96}, (55, 55), 34_944, 105_415_200),
        (
            (27, 27),
            96,
            {"kernel": 5, "padding": 2, "groups": 2, "out": 256},
            (27, 27),
            307_456,
            223_948_800,
        ),
        (
            (224, 224),
            3,
            {"kernel": 7, "stride": 2, "padding": 3, "out": 64, "bias": False},
            (112, 112),
            9_408,
            118_013_952,
        ),
        ((16,), 4, {"kernel": 3, "dilation": 4, "out": 8}, (8,), 104, 768),
        ((8, 8, 8), 1, {"kernel": 3, "padding": 1, "out": 2}, (8, 8, 8), 56, 27_648),
    ],
)
def test_conv(
    spatial: tuple[int, ...],
    channels: int | None,
    given: dict[str, Any],
    size: tuple[int, ...],
    params: int | None,
    macs: int | None,
) -> None:
    sheet = facts("conv", spatial, channels, **given)
    assert sheet.output.spatial == size
    assert sheet.output.channels == given.get("out")
    assert sheet.params == params
    assert sheet.known is (params is not None)
    if macs is not None:
        assert sheet.macs == macs
        bias = given.get("bias", True)
        positions = macs // (params - bias * given["out"]) if params else 0
        assert sheet.operations == ({"additions": given["out"] * positions} if bias else {})


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "effective", "pads", "unused"),
    [
        (11, 3, 2, 2, 3, (2, 2), 0),
        (12, 3, 2, 2, 3, (2, 2), 1),
        (10, 2, 5, 0, 2, (0, 0), 3),
        (224, 7, 2, Same(), 7, (2, 3), 0),
        (224, 7, 2, Same(lower=True), 7, (3, 2), 0),
        (10, 1, 2, Same(), 1, (0, 0), 1),
        (9, 3, 1, [[0, 2]], 3, (0, 2), 0),
    ],
)
def test_what_the_windows_use(
    size: int, kernel: int, stride: int, padding: Any, effective: int, pads: Any, unused: int
) -> None:
    sheet = facts("conv", (size,), 1, kernel=kernel, stride=stride, padding=padding, out=1)
    assert sheet.effective_kernel == (effective,)
    assert sheet.padding == (pads,)
    assert sheet.unused == (unused,)
    (window,) = sheet.windows
    assert (window.begin, window.end) == pads


@given(st.integers(1, 40), st.integers(1, 6), st.integers(1, 6), st.booleans())
def test_same_gives_the_pads_that_make_the_size(i: int, k: int, s: int, lower: bool) -> None:
    same = facts("conv", (i,), 1, kernel=k, stride=s, padding=Same(lower), out=1)
    assert same.padding is not None
    explicit = facts("conv", (i,), 1, kernel=k, stride=s, padding=[same.padding[0]], out=1)
    ((p, q),) = same.padding
    assert p - q in ((0, 1) if lower else (0, -1))
    assert explicit.output.spatial == same.output.spatial == (-(-i // s),)
    assert explicit.unused == same.unused


@pytest.mark.parametrize(("out", "known"), [(None, False), (8, True)])
def test_unknown_output_channels(out: int | None, known: bool) -> None:
    sheet = facts("conv", (8, 8), 4, kernel=3, out=out)
    assert (sheet.known, sheet.params is not None) == (known, known)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kernel": 9, "out": 4}, "size.kernel_exceeds_input"),
        ({"kernel": 3, "dilation": 4, "out": 4}, "size.kernel_exceeds_input"),
        ({"kernel": 3, "groups": 3, "out": 3}, "conv.in_channels_not_divisible"),
        ({"kernel": 3, "groups": 2, "out": 3}, "conv.out_channels_not_divisible"),
    ],
)
def test_refusals(given: dict[str, Any], code: str) -> None:
    with pytest.raises(LayerError) as caught:
        facts("conv", (8, 8), 4, **given)
    assert caught.value.code == code
    assert caught.value.hints


def test_known_channels_are_checked_even_if_the_others_are_not_given() -> None:
    with pytest.raises(LayerError, match="out_channels"):
        facts("conv", (8, 8), None, kernel=3, groups=3, out=64)


def test_depthwise() -> None:
    sheet = facts("depthwise", (112, 112), 32, kernel=3, padding=1, multiplier=2, bias=False)
    assert sheet.output.channels == 64
    assert (sheet.params, sheet.macs) == (9 * 64, 9 * 64 * 112**2)
    unknown = facts("depthwise", (112, 112), None, kernel=3)
    assert (unknown.output.channels, unknown.params) == (None, None)


def test_pointwise() -> None:
    sheet = facts("pointwise", (56, 56), 64, out=128, stride=2)
    assert sheet.output.spatial == (28, 28)
    assert (sheet.params, sheet.macs) == (64 * 128 + 128, 64 * 128 * 28**2)


def test_separable_tells_its_stages_apart() -> None:
    sheet = facts("separable", (56, 56), 64, kernel=3, padding=1, out=128)
    assert parts(sheet) == {("depthwise", "weight"): 576, ("pointwise", "weight"): 8192}
    assert (sheet.params, sheet.macs) == (8768, 27_496_448)
    assert sheet.stage == ""
    both = facts("separable", (56, 56), 64, kernel=3, padding=1, out=128, bias=True, multiplier=2)
    assert parts(both) == {
        ("depthwise", "weight"): 1152,
        ("depthwise", "bias"): 128,
        ("pointwise", "weight"): 16_384,
        ("pointwise", "bias"): 128,
    }


def test_separable_bias_of_one_stage_only() -> None:
    sheet = facts("separable", (8, 8), 4, kernel=3, out=8, bias=True, depthwise_bias=False)
    assert ("depthwise", "bias") not in parts(sheet)
    assert parts(sheet)["pointwise", "bias"] == 8


def test_spatial_separable_costs_its_intermediate_map() -> None:
    sheet = facts("spatial_separable", (31, 11), 4, kernel=3, stride=4, padding=2, out=1)
    assert sheet.output.spatial == (9, 4)
    assert parts(sheet) == {("vertical", "weight"): 12, ("horizontal", "weight"): 3}
    assert sheet.macs == 9 * 11 * 12 + 9 * 4 * 3
    wide = facts("spatial_separable", (31, 11), 4, kernel=[3, 5], mid=6, out=2)
    assert parts(wide) == {("vertical", "weight"): 72, ("horizontal", "weight"): 60}


def test_squeeze_excite() -> None:
    sheet = facts("se", (7, 7), 64)
    assert (sheet.params, sheet.macs) == (2 * 64 * 4 + 4 + 64, 2 * 64 * 4)
    assert sheet.operations == {
        "additions": 64 * 48 + 4 + 64 + 64,
        "divisions": 64 + 64,
        "comparisons": 4,
        "exponentials": 64,
        "multiplications": 64 * 49,
    }
    assert facts("se", (7, 7), 64, hidden=10, bias=False).params == 2 * 640
    with pytest.raises(LayerError, match=r"se\.no_hidden"):
        facts("se", (7, 7), 8)
    with pytest.raises(LayerError, match=r"se\.reduction_too_small"):
        facts("se", (7, 7), 8, reduction=0)


def test_local_and_linear() -> None:
    local = facts("local", (10, 10), 3, kernel=3, out=8)
    assert local.params == 64 * (27 * 8 + 8)
    assert local.macs == 64 * 27 * 8
    linear = facts("linear", (6, 6), 256, out=4096)
    assert (linear.params, linear.macs) == (37_752_832, 37_748_736)
    assert linear.output.spatial == ()
    assert linear.operations == {"additions": 4096}
    vector = facts("linear", (), 4096, out=1000)
    assert vector.params == 4_097_000
    assert {window.kind for window in (*vector.windows, *linear.windows)} == {"whole"}
    assert facts("linear", (6, 6), None, out=10).params is None
