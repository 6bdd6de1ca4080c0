"""A slip that names what was counted gives the number of just that, counted here by hand."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from convcalc.layers.base import Record, Shape
from convcalc.layers.make import analyse
from convcalc.teach.question import Question, question_of, ratio_question
from convcalc.teach.slips import every_slip

SIZES = st.tuples(st.integers(7, 12), st.integers(7, 12))
KERNELS = st.tuples(st.integers(1, 5), st.integers(1, 5))
FEW = st.integers(1, 4)


def asked(kind: str, size: tuple[int, ...], channels: int, of: str, **given: Any) -> Question:
    _, sheet = analyse(kind, (Shape(channels, size),), given, record=True)
    assert isinstance(sheet, Record)
    question = question_of(sheet, of)
    assert question is not None
    return question


def check(question: Question, named: dict[str, set[Any]]) -> None:
    """Demand that each slip of these codes gives one of its numbers, and is found if it should."""
    right = question.values[0]
    found: dict[str, set[Any]] = {}
    for slip in every_slip(question):
        found.setdefault(slip.codes[0], set()).add(slip.value[0])
    told = set().union(*found.values())
    for code, numbers in named.items():
        assert found.get(code, set()) <= numbers, (code, found[code], numbers)
        assert {number for number in numbers if number != right} <= told, (code, numbers)


@settings(max_examples=60, deadline=None)
@given(SIZES, KERNELS, FEW, FEW, st.integers(1, 3))
def test_of_a_convolution(
    size: tuple[int, int], kernel: tuple[int, int], c_in: int, c_out: int, g: int
) -> None:
    c_in, c_out = c_in * g, c_out * g
    given = {"kernel": list(kernel), "out": c_out, "groups": g, "padding": 1}
    o = prod(i + 2 - k + 1 for i, k in zip(size, kernel, strict=True))
    weights = prod(kernel) * (c_in // g) * c_out
    one_axis = {weights // kernel[axis] for axis in (0, 1)}
    check(
        asked("conv", size, c_in, "params", **given),
        {
            "bias_forgotten": {weights},
            "macs_for_params": {weights * o},
            "groups_ignored": {weights * g + c_out},
            "output_channels_forgotten": {weights // c_out + 1},
            "kernel_on_one_axis": {count + c_out for count in one_axis},
            "depthwise_for_standard": {prod(kernel) * c_out + c_out},
        },
    )
    height, width = (i + 2 - k + 1 for i, k in zip(size, kernel, strict=True))
    check(
        asked("conv", size, c_in, "macs", **given),
        {
            "params_for_macs": {weights},
            "flops_for_macs": {2 * weights * o},
            "groups_ignored": {weights * g * o},
            "output_channels_forgotten": {weights // c_out * o},
            "kernel_on_one_axis": {count * o for count in one_axis},
            "map_on_one_axis": {weights * height, weights * width},
            "input_for_output": {weights * prod(size)},
            "depthwise_for_standard": {prod(kernel) * c_out * o},
        },
    )


@settings(max_examples=60, deadline=None)
@given(SIZES, KERNELS, FEW, FEW, st.integers(1, 3), st.booleans())
def test_of_the_parts_of_a_separable_one(
    size: tuple[int, int], kernel: tuple[int, int], c_in: int, c_out: int, m: int, bias: bool
) -> None:
    given = {"kernel": list(kernel), "out": c_out, "multiplier": m, "bias": bias, "padding": 1}
    o = prod(i + 2 - k + 1 for i, k in zip(size, kernel, strict=True))
    depthwise, pointwise = prod(kernel) * c_in * m, c_in * m * c_out
    standard = prod(kernel) * c_in * c_out
    first, second = (c_in * m, c_out) if bias else (0, 0)
    check(
        asked("separable", size, c_in, "params", **given),
        {
            "only_depthwise": {depthwise + first},
            "only_pointwise": {pointwise + second},
            "standard_for_separable": {standard},
            "standard_for_depthwise": {depthwise * c_in + first + pointwise + second},
            "output_channels_forgotten": {
                depthwise + first + pointwise // c_out + (1 if bias else 0)
            },
        },
    )
    check(
        asked("separable", size, c_in, "macs", **given),
        {
            "only_depthwise": {depthwise * o},
            "only_pointwise": {pointwise * o},
            "standard_for_separable": {standard * o},
            "standard_for_depthwise": {(depthwise * c_in + pointwise) * o},
            "params_for_macs": {depthwise + pointwise},
        },
    )
    check(
        ratio_question(kernel, c_in, c_out, m),
        {
            "only_depthwise": {Fraction(depthwise, standard)},
            "only_pointwise": {Fraction(pointwise, standard)},
            "inverted": {Fraction(standard, depthwise + pointwise)},
        },
    )


@settings(max_examples=40, deadline=None)
@given(SIZES, KERNELS, FEW, FEW)
def test_of_a_transposed_convolution(
    size: tuple[int, int], kernel: tuple[int, int], c_in: int, c_out: int
) -> None:
    given = {"kernel": list(kernel), "out": c_out, "stride": 2}
    o = prod((i - 1) * 2 + k for i, k in zip(size, kernel, strict=True))
    weights = prod(kernel) * c_in * c_out
    check(
        asked("tconv", size, c_in, "macs", **given),
        {
            "params_for_macs": {weights},
            "output_for_input": {weights * o},
            "output_channels_forgotten": {weights // c_out * prod(size)},
            "map_on_one_axis": {weights * size[0], weights * size[1]},
        },
    )


@settings(max_examples=20, deadline=None)
@given(SIZES, st.integers(2, 9))
def test_of_a_normalisation(size: tuple[int, int], channels: int) -> None:
    check(
        asked("bn", size, channels, "params"),
        {"scale_only": {channels}, "statistics_counted": {4 * channels}},
    )


@settings(max_examples=20, deadline=None)
@given(KERNELS, st.integers(2, 9), st.integers(1, 3))
def test_of_a_depthwise_one(kernel: tuple[int, int], c_in: int, m: int) -> None:
    weights = prod(kernel) * c_in * m
    check(
        asked("depthwise", (9, 9), c_in, "params", kernel=list(kernel), multiplier=m),
        {
            "output_channels_forgotten": set(),
            "bias_forgotten": {weights},
            "standard_for_depthwise": {weights * c_in + c_in * m},
        },
    )
