"""Padding, cropping, flattening, reshaping, shuffling and merging."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convcalc.algebra.expr import Var
from convcalc.errors import LayerError
from convcalc.layers.base import Shape
from tests.layers.building import build, facts

small = st.integers(1, 9)


@given(small, st.integers(-9, 9), st.integers(-9, 9))
def test_pad_against_a_list(i: int, p: int, q: int) -> None:
    kept = list(range(i))[max(-p, 0) : i + min(q, 0)]
    assume(i + min(p, 0) + min(q, 0) > 0)
    padded = [None] * p + kept + [None] * q
    assert facts("pad", (i,), 1, padding=[[p, q]]).output.spatial == (len(padded),)


@pytest.mark.parametrize(
    ("mode", "i", "padding", "code"),
    [
        ("reflect", 3, 2, None),
        ("reflect", 3, 3, "pad.reflect_exceeds_input"),
        ("circular", 3, 3, None),
        ("circular", 3, 4, "pad.circular_exceeds_input"),
        ("replicate", 3, 40, None),
        ("replicate", 3, [[-1, 0]], None),
        ("replicate", 3, [[-7, 5]], None),
        ("replicate", 3, [[-7, 4]], "pad.nothing_left"),
        ("reflect", 3, [[-4, 2]], None),
        ("reflect", 3, [[-4, 3]], "pad.reflect_exceeds_input"),
        ("reflect", 3, [[-1, -2]], "pad.nothing_left"),
        ("circular", 3, [[-1, 2]], None),
        ("circular", 3, [[-1, 3]], "pad.circular_exceeds_input"),
        ("circular", 3, [[-4, 3]], "pad.circular_exceeds_input"),
        ("zero", 3, [[-2, 0]], None),
        ("zero", 3, [[-2, -1]], "pad.nothing_left"),
    ],
)
def test_pad_modes(mode: str, i: int, padding: Any, code: str | None) -> None:
    if code is None:
        facts("pad", (i,), 1, padding=padding, mode=mode)
        return
    with pytest.raises(LayerError) as caught:
        facts("pad", (i,), 1, padding=padding, mode=mode)
    assert caught.value.code == code


@given(small, st.integers(0, 9), st.integers(0, 9))
def test_crop_by_an_amount(i: int, p: int, q: int) -> None:
    left = list(range(i))[p : max(i - q, 0)]
    if not left:
        with pytest.raises(LayerError, match=r"crop\.nothing_left"):
            facts("crop", (i,), 1, amount=[[p, q]])
        return
    sheet = facts("crop", (i,), 1, amount=[[p, q]])
    assert sheet.output.spatial == (len(left),)
    (window,) = sheet.windows
    assert [u * window.stride - window.begin for u in range(len(left))] == left


@given(small, small)
def test_crop_to_a_size_keeps_the_centre(i: int, o: int) -> None:
    if o > i:
        with pytest.raises(LayerError, match=r"crop\.larger_than_input"):
            facts("crop", (i,), 1, output_size=o)
        return
    sheet = facts("crop", (i,), 1, output_size=o)
    (window,) = sheet.windows
    before, after = -window.begin, -window.end
    assert sheet.output.spatial == (o,)
    assert before + o + after == i
    assert after - before in (0, 1)


def test_crop_needs_one_of_its_parameters() -> None:
    neither: dict[str, int] = {}
    for params in (neither, {"amount": 1, "output_size": 3}):
        with pytest.raises(LayerError, match=r"crop\.amount_or_size"):
            facts("crop", (8,), 1, **params)
    assert facts("crop", (8, 8), 1, output_size=[None, 4]).output.spatial == (8, 4)


def test_flatten() -> None:
    sheet = facts("flatten", (6, 6), 256)
    assert (sheet.output.channels, sheet.output.spatial) == (9216, ())
    assert [window.extent() for window in sheet.windows] == [(1, 1)] * 2
    assert facts("flatten", (), 10).output.channels == 10
    assert facts("flatten", (6, 6), None).output.channels is None


@pytest.mark.parametrize(
    ("spatial", "channels", "shape", "expected"),
    [
        ((7, 4, 12), 10, [8, 210, 2], (8, (210, 2))),
        ((7, 7, 12), 10, [-1, 7, 12, 7], (10, (7, 12, 7))),
        ((), 16, [1, 8, 2, 1], (1, (8, 2, 1))),
        ((6,), 18, [2, -1, 54], (2, (1, 54))),
        ((4, 4), None, [-1, 4, 4], (None, (4, 4))),
        ((4, 4), None, [8, 4, 4], (8, (4, 4))),
    ],
)
def test_reshape(spatial: Any, channels: Any, shape: Any, expected: Any) -> None:
    output = facts("reshape", spatial, channels, shape=shape).output
    assert (output.channels, output.spatial) == expected


@pytest.mark.parametrize(
    ("channels", "shape", "code"),
    [
        (22, [11, 88, 4], "reshape.other_total"),
        (22, [-1, 3], "reshape.not_divisible"),
        (22, [-1, -1], "reshape.open_axes"),
        (22, [-2, 4], "reshape.not_a_size"),
        (22, [0, 4], "reshape.not_a_size"),
        (None, [4, -1], "reshape.channels_needed"),
    ],
)
def test_reshape_refusals(channels: int | None, shape: list[int], code: str) -> None:
    layer = build("reshape", 2, shape=[1])
    layer.values["shape"] = tuple(shape)
    with pytest.raises(LayerError) as caught:
        layer.sheet(Shape(channels, (4, 4)))
    assert caught.value.code == code


def test_channel_shuffle() -> None:
    assert facts("channel_shuffle", (8,), 12, groups=3).output.channels == 12
    with pytest.raises(LayerError) as caught:
        facts("channel_shuffle", (8,), 12, groups=5)
    (hint,) = caught.value.hints
    assert hint.fields["allowed"] == "1, 2, 3, 4, 6, 12"


# Several inputs


def merged(kind: str, *shapes: tuple[Any, Any]) -> Any:
    return build(kind).sheet(*[Shape(channels, spatial) for channels, spatial in shapes])


def test_add_and_concat() -> None:
    added = merged("add", (64, (8, 8)), (64, (8, 8)), (None, (8, 8)))
    assert (added.output.channels, added.output.spatial) == (64, (8, 8))
    assert added.operations == {"additions": 2 * 64 * 64}
    joined = merged("concat", (64, (8, 8)), (128, (8, 8)), (32, (8, 8)))
    assert joined.output.channels == 224
    assert merged("concat", (64, (8, 8)), (None, (8, 8))).output.channels is None


@pytest.mark.parametrize("gate", [(64, (1, 1)), (64, ())])
def test_mul_scales_whole_maps(gate: Any) -> None:
    for shapes in (((64, (8, 8)), gate), (gate, (64, (8, 8)))):
        sheet = merged("mul", *shapes)
        assert (sheet.output.channels, sheet.output.spatial) == (64, (8, 8))
        assert sheet.operations == {"multiplications": 4096}


@pytest.mark.parametrize("kind", ["add", "mul", "maximum"])
@pytest.mark.parametrize(
    ("shapes", "joint"),
    [
        (((64, (8, 6)), (64, (1, 1))), (64, (8, 6))),
        (((1, (8, 6)), (64, (8, 6))), (64, (8, 6))),
        (((64, (8, 1)), (64, (1, 6))), (64, (8, 6))),
        (((64, (1, 1)), (1, (8, 1)), (1, (1, 6))), (64, (8, 6))),
        (((1, (1,)), (1, (1,))), (1, (1,))),
    ],
)
def test_axes_of_a_single_element_are_repeated(kind: str, shapes: Any, joint: Any) -> None:
    for order in (shapes, tuple(reversed(shapes))):
        sheet = merged(kind, *order)
        assert (sheet.output.channels, sheet.output.spatial) == joint
        elements = joint[0] * math.prod(joint[1])
        assert sum(sheet.operations.values()) == elements * (len(shapes) - 1)


@pytest.mark.parametrize(("first", "other", "added"), [(8, 3, 3), (3, 8, 3), (8, 8, 8)])
def test_a_partial_sum_adds_as_many_channels_as_there_are(
    first: int, other: int, added: int
) -> None:
    sheet = merged("partial_add", (first, (4, 5)), (other, (4, 5)))
    assert sheet.output.channels == first
    assert sheet.operations == {"additions": added * 20}


@pytest.mark.parametrize(
    ("kind", "first", "other", "code"),
    [
        ("add", (64, (8, 8)), (64, (8, 7)), "combine.sizes_differ"),
        ("add", (64, (8, 8)), (64, (1, 4)), "combine.sizes_differ"),
        ("maximum", (64, (8, 8)), (2, (1, 8)), "combine.channels_differ"),
        ("partial_add", (64, (8, 8)), (64, (4, 4)), "combine.sizes_differ"),
        ("add", (64, (8, 8)), (32, (8, 8)), "combine.channels_differ"),
        ("add", (64, (8, 8)), (64, ()), "combine.axes_differ"),
        ("mul", (64, (8, 8)), (32, (1, 1)), "combine.channels_differ"),
        ("mul", (64, (8, 8)), (64, (8, 2)), "combine.sizes_differ"),
        ("mul", (64, (8, 8)), (64, (8,)), "combine.axes_differ"),
        ("concat", (64, (8, 8)), (64, (7, 8)), "combine.sizes_differ"),
    ],
)
def test_inputs_that_do_not_fit(kind: str, first: Any, other: Any, code: str) -> None:
    with pytest.raises(LayerError) as caught:
        merged(kind, first, other)
    assert caught.value.code == code
    assert caught.value.message.fields["first"] == "8x8@64"


def test_symbols_that_must_agree_become_conditions() -> None:
    h, w = Var("H"), Var("W")
    assert not merged("add", (8, (h,)), (8, (h,))).conditions
    (condition,) = merged("add", (8, (h,)), (8, (w,))).conditions
    assert (condition.kind, condition.code) == ("equal", "combine.sizes_differ")
    assert condition.fields["other"] == "W@8"
