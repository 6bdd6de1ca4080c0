"""Upsampling, pixel shuffles, im2col: sizes, windows and operations."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.algebra.expr import Var, evaluate
from convcalc.errors import LayerError
from convcalc.layers.base import Shape, Window
from tests.layers.building import build, facts, recorded

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("spatial", "given", "size"),
    [
        ((50, 100), {"scale": "2.3"}, (114, 229)),
        ((10, 10), {"scale": ["2.3", "0.5"]}, (23, 5)),
        ((7,), {"output_size": 14}, (14,)),
        ((7, 7, 7), {"scale": 2, "mode": "trilinear"}, (14, 14, 14)),
        ((16, 16), {"output_size": [5, 40], "mode": "area"}, (5, 40)),
    ],
)
def test_upsample_sizes(spatial: Any, given: dict[str, Any], size: Any) -> None:
    assert facts("upsample", spatial, 3, **given).output.spatial == size


@pytest.mark.parametrize(
    ("i", "given", "window"),
    [
        (7, {"scale": 2}, Window("nearest", 1, 2)),
        (7, {"output_size": 10}, Window("nearest", 1, Fraction(10, 7))),
        (7, {"scale": 2, "mode": "nearest-exact"}, Window("nearest", 1, 2, HALF)),
        (7, {"scale": 2, "mode": "linear"}, Window("linear", 1, 2, HALF)),
        (7, {"output_size": 13, "mode": "linear", "align_corners": True}, Window("linear", 1, 2)),
        (7, {"output_size": 1, "mode": "linear", "align_corners": True}, Window("linear")),
        (1, {"output_size": 9, "mode": "linear", "align_corners": True}, Window("nearest", 1, 9)),
        (7, {"output_size": 3, "mode": "area"}, Window("bins", 7, 3)),
    ],
)
def test_upsample_windows(i: int, given: dict[str, Any], window: Window) -> None:
    assert facts("upsample", (i,), 3, **given).windows == (window,)


@given(st.integers(1, 12), st.integers(1, 12), st.sampled_from(["nearest", "nearest-exact"]))
def test_nearest_windows_read_the_source(i: int, o: int, mode: str) -> None:
    from convcalc.formulas.resample import nearest_exact_source, nearest_source

    source = nearest_source if mode == "nearest" else nearest_exact_source
    (window,) = facts("upsample", (i,), 1, output_size=o, mode=mode).windows
    for u in range(o):
        assert (u + window.begin) // window.stride == source(u, i, o)


@pytest.mark.parametrize(
    ("mode", "operations"),
    [
        ("nearest", {}),
        ("bilinear", {"multiplications": 4 * 300, "additions": 3 * 300}),
        ("bicubic", {"multiplications": 16 * 300, "additions": 15 * 300}),
        ("area", {"additions": (4 + 10 - 2) ** 2 * 3 - 300, "divisions": 300}),
    ],
)
def test_upsample_operations(mode: str, operations: dict[str, int]) -> None:
    assert facts("upsample", (4, 4), 3, output_size=10, mode=mode).operations == operations


def test_a_symbolic_scale_is_exact_and_says_so() -> None:
    h = Var("H")
    sheet = facts("upsample", (h,), 3, scale="2.3")
    (size,) = sheet.output.spatial
    assert evaluate(size, {"H": 50}) == 115
    assert [(c.kind, c.code) for c in sheet.conditions if c.kind == "assumed"] == [
        ("assumed", "upsample.exact_scale")
    ]
    dyadic = facts("upsample", (h,), 3, scale="2.25")
    assert all(condition.kind != "assumed" for condition in dyadic.conditions)


def test_sizes_told_by_a_formula_only_if_it_gives_them() -> None:
    exact = recorded("upsample", Shape(3, (10,)), scale="2.3")
    binary = recorded("upsample", Shape(3, (50,)), scale="2.3")
    assert [use.formula.__name__ for use in exact.uses if use.quantity == "size"] == [
        "scaled_output"
    ]
    assert [use.formula.__name__ for use in binary.uses if use.quantity == "size"] == [
        "binary_scaled_output"
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "upsample.scale_or_size"),
        ({"scale": 2, "output_size": 4}, "upsample.scale_or_size"),
        ({"scale": "0.1"}, "upsample.no_output"),
        ({"scale": 0}, "upsample.scale_not_positive"),
        ({"scale": -1}, "upsample.scale_not_positive"),
        ({"scale": 2, "mode": "linear"}, "upsample.mode_axes"),
        ({"scale": 2, "align_corners": True}, "upsample.align_corners_mode"),
    ],
)
def test_upsample_refusals(given: dict[str, Any], code: str) -> None:
    with pytest.raises(LayerError) as caught:
        facts("upsample", (4, 4), 3, **given)
    assert caught.value.code == code


def test_pixel_shuffles() -> None:
    shuffle = facts("pixel_shuffle", (8, 9), 48, factor=4)
    assert (shuffle.output.channels, shuffle.output.spatial) == (3, (32, 36))
    unshuffle = facts("pixel_unshuffle", (32, 36), 3, factor=4)
    assert (unshuffle.output.channels, unshuffle.output.spatial) == (48, (8, 9))
    assert unshuffle.windows[0].extent() == (4, 4)
    for kind, spatial, channels in (
        ("pixel_shuffle", (8, 9), 47),
        ("pixel_unshuffle", (32, 35), 3),
    ):
        with pytest.raises(LayerError, match="not_divisible") as caught:
            facts(kind, spatial, channels, factor=4)
        assert caught.value.hints


@given(
    st.tuples(st.integers(1, 7), st.integers(1, 7)),
    st.tuples(st.integers(1, 3), st.integers(1, 3)),
    st.integers(1, 3),
    st.integers(0, 2),
    st.integers(1, 4),
)
def test_unfold_lists_every_window_and_fold_takes_it_back(
    spatial: tuple[int, int], kernel: tuple[int, int], stride: int, padding: int, c: int
) -> None:
    given = {"kernel": list(kernel), "stride": stride, "padding": padding}
    starts = [
        [u for u in range(-padding, i + padding, stride) if u + k <= i + padding]
        for i, k in zip(spatial, kernel, strict=True)
    ]
    columns = len(list(product(*starts)))
    if not columns:
        with pytest.raises(LayerError, match=r"size\.kernel_exceeds_input"):
            facts("unfold", spatial, c, **given)
        return
    sheet = facts("unfold", spatial, c, **given)
    rows = c * kernel[0] * kernel[1]
    assert (sheet.output.channels, sheet.output.spatial) == (rows, (columns,))
    fold = build("fold", 2, output_size=list(spatial), **given)
    back = fold.sheet(sheet.output)
    assert (back.output.channels, back.output.spatial) == (c, spatial)
    assert back.operations == {"additions": rows * columns}
    with pytest.raises(LayerError, match=r"fold\.wrong_columns"):
        fold.sheet(Shape(rows, (columns + 1,)))
    if rows > c:
        with pytest.raises(LayerError, match=r"fold\.channels_not_divisible"):
            fold.sheet(Shape(rows + 1, (columns,)))


def test_unknown_channels_stay_unknown() -> None:
    for kind, params in (
        ("pixel_shuffle", {"factor": 2}),
        ("pixel_unshuffle", {"factor": 2}),
        ("unfold", {"kernel": 3}),
        ("upsample", {"scale": 2}),
    ):
        sheet = facts(kind, (8, 8), None, **params)
        assert sheet.output.channels is None
        assert sheet.params == 0
