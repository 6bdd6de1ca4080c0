"""Slips: each kind on a case of its own, and what must hold for every slip of every question."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convcalc.algebra.expr import Expr, Var, evaluate
from convcalc.algebra.normal import equal
from convcalc.algebra.notation import ascii_text
from convcalc.errors import LayerError
from convcalc.layers.base import Record, Shape
from convcalc.layers.make import analyse
from convcalc.teach.edits import COMMON, EDITS
from convcalc.teach.field import chain_question, field_question
from convcalc.teach.fork import forks
from convcalc.teach.question import Question, question_of, ratio_question
from convcalc.teach.slips import MOST_PAIRS, every_slip, find_slips


def asked(
    kind: str,
    size: Any,
    of: str,
    channels: int | None = None,
    dialect: str = "torch",
    **given: Any,
) -> Question:
    spatial = size if isinstance(size, tuple) else (size, size)
    _, sheet = analyse(kind, (Shape(channels, spatial),), given, len(spatial), dialect, record=True)
    assert isinstance(sheet, Record)
    question = question_of(sheet, of)
    assert question is not None
    return question


def codes(question: Question, *answer: Any) -> list[str]:
    """The slips that lead to an answer, given as one number or one for each axis."""

    def is_answer(values: Any) -> bool:
        if len(answer) == 1:
            return all(equal(value, answer[0]) for value in values)
        return len(answer) == len(values) and all(map(equal, values, answer))

    return ["+".join(slip.codes) for slip in find_slips(question, is_answer)]


EXAM = asked("conv", 11, "size", kernel=3, stride=2, padding=2)
DILATED = asked("conv", 20, "size", kernel=3, stride=1, padding=1, dilation=3)
COST = {"kernel": 3, "padding": 1, "out": 128}
SEPARABLE = {"kernel": 3, "padding": 1, "out": 128, "bias": False}

SINGLE = [
    (EXAM, 6, ["plus_one_forgotten", "padding_once"]),
    (EXAM, 13, ["stride_ignored"]),
    (EXAM, 5, ["padding_ignored"]),
    (EXAM, 8, ["plus_one_doubled"]),
    (EXAM, 3, ["padding_subtracted"]),
    (EXAM, 4, ["padding_subtracted_once"]),
    (asked("tconv", 4, "size", kernel=3, stride=2, padding=1), 11, ["padding_added"]),
    (asked("tconv", 4, "size", kernel=3, stride=2, padding=1), 10, ["padding_added_once"]),
    (EXAM, 19, ["transposed_for_forward"]),
    (asked("conv", 12, "size", kernel=3, stride=2, padding=2), 8,
     ["ceil_for_floor", "plus_one_doubled"]),
    (asked("maxpool", 112, "size", kernel=3, stride=2, ceil=True), 55,
     ["plus_one_forgotten", "floor_for_ceil"]),
    (asked("maxpool", 10, "size", kernel=4, ceil=True), 2,
     ["plus_one_forgotten", "floor_for_ceil"]),
    (asked("maxpool", 10, "size", kernel=4, ceil=True), 7, ["stride_ignored"]),
    (DILATED, 20, ["dilation_ignored"]),
    (asked("conv", 9, "effective_kernel", kernel=3, dilation=2), 3, ["dilation_ignored"]),
    (asked("conv", 9, "effective_kernel", kernel=3, dilation=2), 4, ["plus_one_forgotten"]),
    (asked("conv", 9, "effective_kernel", kernel=3, dilation=2), 7, ["minus_one_forgotten"]),
    (asked("conv", 99, "effective_kernel", kernel=3, dilation=5), 15, ["kernel_times_dilation"]),
    (asked("conv", 9, "rf", kernel=3, dilation=2), 3, ["dilation_ignored"]),
    (asked("tconv", 16, "size", kernel=4, stride=2, padding=1), 8, ["forward_for_transposed"]),
    (asked("tconv", 16, "size", kernel=3, stride=2, padding=1, output_padding=1), 31,
     ["plus_one_forgotten", "output_padding_ignored"]),
    (asked("tconv", 16, "size", kernel=2, stride=3), 50, ["minus_one_forgotten"]),
    (asked("conv", 224, "size", dialect="keras", kernel=3, stride=2, padding="same"), 111,
     ["valid_for_same"]),
    (asked("conv", 225, "size", dialect="keras", kernel=5, stride=2, padding="same"), 112,
     ["floor_for_ceil"]),
    (asked("conv", 15, "size", kernel=5), 15, ["same_for_valid"]),
    (asked("conv", 10, "size", kernel=3, padding="1:2"), 9,
     ["padding_once", "transposed_for_forward"]),
    (asked("conv", 56, "params", 64, **COST), 73_728, ["bias_forgotten"]),
    (asked("conv", 56, "params", 64, bias=False, **COST), 73_856, ["bias_added"]),
    (asked("conv", 56, "params", 64, **COST), 73_792, ["channels_swapped"]),
    (asked("conv", 56, "params", 64, **COST), 577, ["output_channels_forgotten"]),
    (asked("conv", 56, "params", 64, **COST), 1_280, ["depthwise_for_standard"]),
    (asked("conv", 56, "params", 64, **COST), 24_704, ["kernel_on_one_axis"]),
    (asked("conv", 56, "params", 64, **COST), 231_211_008, ["macs_for_params"]),
    (asked("conv", 56, "params", 64, groups=4, **COST), 73_856, ["groups_ignored"]),
    (asked("conv", (30, 20), "params", 8, kernel=(3, 5), out=4, bias=False), 96,
     ["kernel_on_one_axis"]),
    (asked("depthwise", 56, "params", 64, kernel=3, bias=False), 36_864,
     ["standard_for_depthwise"]),
    (asked("depthwise", 56, "params", 64, kernel=3, bias=False, multiplier=2), 576,
     ["multiplier_ignored"]),
    (asked("conv", 56, "macs", 64, **COST), 462_422_016, ["flops_for_macs"]),
    (asked("conv", 56, "flops", 64, **COST), 231_211_008, ["macs_for_flops"]),
    (asked("conv", 56, "macs", 64, **COST), 73_728, ["params_for_macs"]),
    (asked("conv", 56, "macs", 64, **COST), 4_128_768, ["map_on_one_axis"]),
    (asked("conv", 56, "macs", 64, stride=2, **COST), 231_211_008, ["input_for_output"]),
    (asked("tconv", 8, "macs", 4, kernel=2, stride=2, out=2), 8_192, ["output_for_input"]),
    (asked("separable", 56, "macs", 64, **SEPARABLE), 231_211_008, ["standard_for_separable"]),
    (asked("separable", 56, "macs", 64, **SEPARABLE), 1_806_336, ["only_depthwise"]),
    (asked("separable", 56, "params", 64, **SEPARABLE), 8_192, ["only_pointwise"]),
    (asked("separable", 56, "params", 64, **SEPARABLE), 8_960, ["bias_added"]),
    (asked("bn", 56, "params", 64), 256, ["statistics_counted"]),
    (asked("bn", 56, "params", 64), 64, ["scale_only"]),
    (EXAM, 49, ["axes_multiplied"]),
    (field_question((3, 3, 3), (2, 1, 1), (1, 1, 1)), 7, ["stride_ignored"]),
    (field_question((3, 3, 3), (1, 1, 1), (1, 2, 4)), 7, ["dilation_ignored"]),
    (field_question((3, 3), (1, 1), (1, 1)), 4, ["plus_one_forgotten"]),
    (field_question((3, 3), (1, 1), (1, 1)), 7, ["minus_one_forgotten"]),
    (field_question((3, 3, 5), (1, 1, 1), (1, 1, 1)), 11, ["kernels_added"]),
    (field_question((5, 3), (1, 1), (1, 1)), 15, ["kernels_multiplied"]),
    (field_question((5, 3, 3), (2, 2, 1), (1, 1, 1)), 25, ["own_stride_counted"]),
    (field_question((5, 3, 3), (2, 2, 1), (1, 2, 1)), 33, ["own_stride_counted"]),
    (asked("conv", 24, "size", kernel=5, stride=3), Fraction(22, 3), ["not_rounded"]),
    (asked("maxpool", 11, "size", kernel=2, stride=2, ceil=True), Fraction(11, 2),
     ["not_rounded"]),
    (asked("conv", 50, "size", kernel=5, padding=4, dilation=3), 44,
     ["kernel_times_dilation"]),
    (asked("tconv", 10, "size", kernel=3, stride=2, padding=3, dilation=3), 21,
     ["kernel_times_dilation", "minus_one_forgotten"]),
    (asked("conv", 56, "params", 64, **COST), 73_729, ["single_bias"]),
    (asked("separable", 56, "params", 64, kernel=3, out=128, bias=True), 8_770, ["single_bias"]),
    (asked("linear", 5, "params", 32, out=6), 198, ["pooled_for_flattened"]),
    (asked("linear", 5, "macs", 32, out=6), 192, ["pooled_for_flattened"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer", "wanted"), SINGLE)
def test_single_slips(question: Question, answer: int, wanted: list[str]) -> None:
    assert [code for code in codes(question, answer) if "+" not in code] == wanted


def test_ratio() -> None:
    question = ratio_question((3, 3), 64, 128, 1)
    (right,) = question.values
    assert not isinstance(right, Expr)
    assert codes(question, 1 / right) == ["inverted"]
    assert codes(question, Fraction(1, 9)) == ["only_pointwise"]
    assert codes(question, Fraction(1, 128)) == ["only_depthwise"]
    assert codes(question, Fraction(1, 64) + Fraction(1, 9)) == ["channels_swapped"]
    assert codes(question, 1 - right) == ["complement"]


def test_axes() -> None:
    question = asked("conv", (224, 160), "size", kernel=3, stride=2, padding=1)
    assert codes(question, 112, 80) == []
    assert codes(question, 80, 112) == ["axes_swapped"]
    assert codes(question, 8_960) == ["axes_multiplied"]
    assert codes(question, 223, 159)[0] == "plus_one_forgotten+stride_ignored"


def test_a_slip_on_one_axis_only() -> None:
    slips = find_slips(EXAM, lambda values: values == (7, 13))
    assert [(slip.codes, slip.axes) for slip in slips] == [(("stride_ignored",), (1,))]


def test_pairs_only_without_a_single_slip() -> None:
    assert codes(EXAM, 9) == ["padding_ignored+stride_ignored"]
    assert codes(EXAM, 12) == ["plus_one_forgotten+stride_ignored"]
    assert codes(EXAM, 1_000) == []
    for answer in range(1, 40):
        found = [code for code in codes(EXAM, answer) if "+" in code]
        assert len(found) <= MOST_PAIRS
        assert all(part in COMMON for code in found for part in code.split("+"))


def test_what_hardly_anybody_does_is_told_last_and_never_as_certain() -> None:
    """Padding subtracted and counted once leads to 10, and so do two likely slips."""
    slips = find_slips(
        asked("conv", 23, "size", kernel=3, stride=2, padding=2), lambda values: values == (10, 10)
    )
    assert [slip.codes for slip in slips] == [
        ("plus_one_forgotten", "padding_ignored"),
        ("padding_subtracted_once",),
    ]
    assert all(slip.possible for slip in slips)
    (alone,) = find_slips(EXAM, lambda values: values == (8, 8))
    assert (alone.codes, alone.possible) == (("plus_one_doubled",), True)


def test_forgotten_biases_go_together_with_a_slip_in_the_weights() -> None:
    question = asked("conv", 56, "params", 64, **COST)
    assert codes(question, 24_576) == ["bias_forgotten+kernel_on_one_axis"]
    assert codes(question, 576) == ["bias_forgotten+output_channels_forgotten"]


def test_symbols() -> None:
    question = asked("conv", Var("H"), "size", kernel=3, stride=2, padding=1)
    assert codes(question, (Var("H") - 1) // 2)[0] == "plus_one_forgotten"
    assert codes(question, Var("H")) == ["stride_ignored"]


def test_a_chain_that_upsamples_has_no_formula() -> None:
    _, sheet = analyse("tconv", (Shape(None, (8, 8)),), {"kernel": 2}, 2)
    assert chain_question([sheet.windows]) is None


def test_every_common_slip_is_a_slip() -> None:
    assert set(COMMON) <= {code for code, _ in EDITS}


QUESTIONS = st.one_of(
    st.builds(
        lambda i, k, s, p, d, kind: (kind, i, "size", None,
                                     {"kernel": k, "stride": s, "padding": p, "dilation": d}),
        st.integers(1, 60), st.integers(1, 7), st.integers(1, 4), st.integers(0, 4),
        st.integers(1, 3), st.sampled_from(("conv", "tconv")),
    ),
    st.builds(
        lambda i, k, s, c, o, of, kind, bias: (kind, i, of, c,
                                               {"kernel": k, "stride": s, "out": o, "bias": bias}),
        st.integers(8, 40), st.integers(1, 5), st.integers(1, 3), st.integers(1, 9),
        st.integers(1, 9), st.sampled_from(("params", "macs", "flops")),
        st.sampled_from(("conv", "tconv", "separable")), st.booleans(),
    ),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(QUESTIONS)
def test_every_slip_leads_to_its_value_and_away_from_the_right_one(case: Any) -> None:
    kind, size, of, channels, parameters = case
    try:
        question = asked(kind, size, of, channels, **parameters)
    except LayerError:
        return
    right = question.values
    for slip in every_slip(question):
        assert slip.value != right
        if question.axes:
            found = (
                [slip]
                if slip.codes[0].startswith("axes_")
                else find_slips(question, lambda values, wanted=slip.value: values == wanted)
            )
            assert slip.codes in [other.codes for other in found]
        told = forks(question, slip)
        last = told[-1].after[-1].expression if told else None
        if last is not None:
            assert evaluate(last) == slip.value[-1], ascii_text(last)
        for fork in told:
            assert fork.after[0].expression is not fork.instead.expression


def test_a_single_bias_is_no_slip_where_there_is_one() -> None:
    """Of two convolutions only the one with several output channels has it, told with a change."""
    question = asked("separable", 8, "params", 1, kernel=1, out=2, bias=True)
    (slip,) = [slip for slip in every_slip(question) if slip.codes == ("single_bias",)]
    assert [change.right.stage for change in slip.changes] == ["pointwise"]
