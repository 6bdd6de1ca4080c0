"""Worked answers: complete, every line true, the last one the number that the layer states."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.algebra.expr import Expr, Var, as_expr, evaluate
from convcalc.algebra.notation import unicode_text
from convcalc.errors import LayerError
from convcalc.formulas.cost import separable_ratio
from convcalc.layers.base import Record, Shape
from convcalc.layers.make import analyse
from convcalc.teach.derive import Worked, derive, work_out


def worked(kind: str, shape: Shape, *quantities: str, **given: Any) -> list[Worked]:
    _, sheet = analyse(kind, (shape,), given, record=True)
    assert isinstance(sheet, Record)
    return derive(sheet, quantities or None)


def lines(answer: Worked) -> list[str]:
    return [
        text
        for part in answer.parts
        for text in (
            *([] if part.statement is None else [unicode_text(part.statement)]),
            unicode_text(part.substituted, grouping=True),
            *(unicode_text(step.after, grouping=True) for step in part.steps),
        )
    ]


def test_the_question_of_the_exam():
    (size,) = worked("conv", Shape(None, (11, 11)), kernel=3, stride=2, padding=2)
    assert lines(size) == [
        "⌊(i + 2p − k) / s⌋ + 1",
        "⌊(11 + 2·2 − 3) / 2⌋ + 1",
        "⌊(11 + 4 − 3) / 2⌋ + 1",
        "⌊12 / 2⌋ + 1",
        "⌊6⌋ + 1",
        "7",
    ]
    assert size.answer == (7, 7)
    (part,) = size.parts
    assert part.axes == (0, 1)
    (check,) = part.checks
    assert check.code == "check.windows"
    assert dict(check.fields) == {"count": 7, "first": 10, "last": 12, "next": 14, "edge": 12}


def test_axes_that_differ_are_told_apart():
    (size,) = worked("conv", Shape(None, (224, 160)), "size", kernel=(7, 5), stride=2, padding=3)
    assert [part.axes for part in size.parts] == [(0,), (1,)]
    assert size.answer == (112, 81)


def test_parameters_add_up():
    (params,) = worked("conv", Shape(64, (56, 56)), "params", kernel=3, padding=1, out=128)
    assert [part.answer for part in params.parts] == [73_728, 128, 73_856]
    assert params.answer == 73_856
    (macs,) = worked("conv", Shape(64, (56, 56)), "macs", kernel=3, padding=1, out=128)
    assert macs.answer == 231_211_008
    (flops,) = worked("conv", Shape(64, (56, 56)), "flops", kernel=3, padding=1, out=128)
    assert flops.answer == 462_422_016


def test_the_separable_ratio():
    answer = work_out(separable_ratio, ((3, 3), 128, 1), "ratio")
    assert evaluate(answer.answer).limit_denominator(10**6) == evaluate(answer.substituted)
    assert "137/1,152" in unicode_text(answer.steps[-1].after, grouping=True)


def test_what_is_unknown_is_not_derived():
    assert [answer.quantity for answer in worked("conv", Shape(None, (8, 8)), kernel=3)] == ["size"]
    assert worked("conv", Shape(None, (8, 8)), "params", kernel=3) == []
    assert worked("relu", Shape(4, (8, 8)), "size") == []


def test_symbols_stay_and_are_simplified():
    h, c = Var("H"), Var("C")
    size, params, macs = worked(
        "conv", Shape(c, (h, h)), kernel=3, stride=2, padding=1, out=8, bias=False
    )
    assert unicode_text(size.parts[0].answer) == "⌊(H − 1) / 2⌋ + 1"
    assert unicode_text(params.answer) == "72C"
    assert unicode_text(macs.answer) == "72·C·(⌊(H − 1) / 2⌋ + 1)²"


@pytest.mark.parametrize(
    ("given", "remark"),
    [
        ({"kernel": 3, "padding": 1}, "remark.half"),
        ({"kernel": 3, "padding": 2}, "remark.full"),
        ({"kernel": 2, "stride": 3}, "remark.unread"),
    ],
)
def test_remarks(given, remark):
    (size,) = worked("conv", Shape(None, (9, 9)), "size", **given)
    assert [message.code for message in size.parts[0].remarks] == [remark]


small = st.integers(1, 12)


@given(
    kind=st.sampled_from(["conv", "tconv", "maxpool", "separable", "depthwise"]),
    size=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    kernel=st.tuples(small, small),
    stride=small,
    padding=st.integers(0, 6),
    dilation=st.integers(1, 3),
)
def test_every_line_has_the_value_of_the_answer(kind, size, kernel, stride, padding, dilation):
    given = {"kernel": kernel, "stride": stride, "padding": padding}
    given |= {} if kind == "maxpool" else {"dilation": dilation}
    given |= {"out": 6} if kind in ("conv", "tconv", "separable") else {}
    try:
        _, sheet = analyse(kind, (Shape(4, size),), given, record=True)
    except LayerError:
        return
    stated = {
        "size": sheet.output.spatial, "params": sheet.params, "macs": sheet.macs,
        "effective_kernel": sheet.effective_kernel,
    }  # fmt: skip
    for answer in derive(sheet):
        assert answer.answer == stated.get(answer.quantity, answer.answer)
        for part in answer.parts:
            values = [as_expr(part.substituted), *(step.after for step in part.steps)]
            assert {evaluate(value) for value in values} == {evaluate(as_expr(part.answer))}
            assert (
                part.steps or not isinstance(part.substituted, Expr) or part.substituted.args == ()
            )
        if answer.quantity in ("size", "macs"):
            assert all(part.checks for part in answer.parts if part.formula in CHECKED)


CHECKED = {"conv-output", "conv-macs", "depthwise-macs", "tconv-macs"}


@pytest.mark.parametrize("quantity", ["params", "macs", "flops"])
def test_a_flattened_map_is_counted_first(quantity):
    features, cost = worked("linear", Shape(512, (7, 7)), quantity, out=4096)
    assert lines(features) == ["c·i_h·i_w", "512·7·7", "25,088"]
    assert (features.parts[0].left, features.answer) == ("f_in", 25_088)
    assert (cost.quantity, len(cost.parts) > 0) == (quantity, True)
    assert [one.quantity for one in worked("linear", Shape(512, (7, 7)), out=4096)] == [
        "features",
        "params",
        "macs",
    ]
    assert [one.quantity for one in worked("linear", Shape(512, ()), out=10)] == ["params", "macs"]
