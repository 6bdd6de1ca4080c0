"""Worked answers of single layers: sources, words, checks and the last line."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.algebra.expr import Var, as_expr
from convcalc.algebra.notation import unicode_text
from convcalc.algebra.reduce import reduce_steps
from convcalc.algebra.trace import ratio
from convcalc.layers.base import Record, Shape
from convcalc.layers.make import analyse
from convcalc.teach.checks import check_total
from convcalc.teach.derive import Derivation, Worked, derive
from tests.cli.conftest import run


def worked(
    kind: str, shape: Shape, *quantities: str, dialect: str = "torch", **given: Any
) -> list[Worked]:
    _, sheet = analyse(kind, (shape,), given, None, dialect, record=True)
    assert isinstance(sheet, Record)
    return derive(sheet, quantities or None)


def parts(answers: list[Worked]) -> dict[str, Derivation]:
    return {part.formula: part for answer in answers for part in answer.parts}


PLACES = [
    ("linear", Shape(512, ()), {"out": 10}, "linear-bias", "Linear", {"f_out"}),
    (
        "tconv",
        Shape(3, (5, 5)),
        {"kernel": 3, "out": 4},
        "tconv-bias",
        "ConvTranspose2d",
        {"c_out"},
    ),
    ("se", Shape(64, (5, 5)), {}, "linear-bias", "Linear", {"f_out"}),
    ("conv", Shape(3, (5, 5)), {"kernel": 3, "out": 4}, "bias", "Conv2d", {"c_out"}),
]


@pytest.mark.parametrize(("kind", "shape", "given", "formula", "page", "letters"), PLACES)
def test_biases_name_their_own_layer(kind, shape, given, formula, page, letters):
    part = parts(worked(kind, shape, "params", **given))[formula]
    assert part.source is not None
    assert part.source.fields["page"] == page
    assert {one.letter for one in part.given} == letters
    assert part.left == "biases"


@pytest.mark.parametrize(("kind", "lefts"), [("bn", ["scales", "shifts"]), ("prelu", ["slopes"])])
def test_parameters_of_one_formula_are_told_apart(kind, lefts):
    (params,) = worked(kind, Shape(4, (5, 5)), "params")
    assert [part.left for part in params.parts if part.formula] == lefts


def test_square_kernels_of_a_local_layer_are_powers():
    params, macs = worked("local", Shape(2, (5, 5)), "params", "macs", kernel=3, out=4)
    weights = parts([params])["local-weights"]
    assert weights.statement is not None
    assert unicode_text(weights.statement) == "(o_h·o_w)·k²·c_in·c_out"
    assert [part.formula for part in macs.parts] == ["local-macs"]
    assert macs.answer == 648


CHECKED = [
    ("linear", Shape(512, ()), {"out": 10}, "params", "linear-weights"),
    ("linear", Shape(512, ()), {"out": 10}, "macs", "linear-macs"),
    ("local", Shape(2, (5, 5)), {"kernel": 3, "out": 4}, "params", "local-weights"),
    ("local", Shape(2, (5, 5)), {"kernel": 3, "out": 4}, "macs", "local-macs"),
    ("pad", Shape(None, (5, 5)), {"padding": 1}, "size", "pad-output"),
    ("crop", Shape(None, (5, 5)), {"amount": 1}, "size", "crop-output"),
    ("unpool", Shape(None, (5, 5)), {"kernel": 2}, "size", "unpool-output"),
    ("maxpool", Shape(None, (112, 112)), {"kernel": 3, "stride": 2, "ceil": True}, "size",
     "ceil-pool-output-plain"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "shape", "given", "quantity", "formula"), CHECKED)
def test_answers_have_a_check(kind, shape, given, quantity, formula):
    (answer,) = worked(kind, shape, quantity, **given)
    assert parts([answer])[formula].checks


def test_totals_have_a_check():
    (params,) = worked("conv", Shape(64, (56, 56)), "params", kernel=3, padding=1, out=128)
    (check,) = params.parts[-1].checks
    assert check.code == "check.factor"
    assert check.fields["factor"] == 128
    assert unicode_text(check.fields["terms"]) == "128·(576 + 1)"
    (check,) = check_total([2, 3, 4], 9)
    assert (check.code, check.fields["rest"]) == ("check.take_away", 5)
    assert check_total([as_expr(Var("C")), 3], 4) == ()
    assert check_total([2, 3], 6) == check_total([2, 4], 7) == ()


def test_one_gap():
    assert "2 taps and 1 gap of 2" in run("kernel", "2", "-d", "3", "--steps").out


def test_the_answer_is_the_last_line():
    h, k, s, p = map(Var, "HKSP")
    (size,) = worked("tconv", Shape(None, (h, h)), "size", kernel=k, stride=s, padding=p)
    assert unicode_text(size.answer[0]) == unicode_text(size.parts[0].answer)
    assert unicode_text(size.answer[0]) == unicode_text(size.parts[0].substituted)


@pytest.mark.parametrize(
    ("top", "bottom", "after"), [(274, 1152, "137/576"), (6, 3, "2"), (137, 1152, None)]
)
def test_fractions_are_reduced(top, bottom, after):
    found = reduce_steps(as_expr(ratio(as_expr(top), as_expr(bottom))))
    assert [(step.kind, unicode_text(step.after)) for step in found] == (
        [] if after is None else [("reduce", after)]
    )


@pytest.mark.parametrize(
    ("dialect", "padding", "formula", "given"),
    [
        ("keras", "valid", "tconv-keras-output", {"i": 5, "k": 2, "s": 3}),
        ("keras", "same", "tconv-same-output", {"i": 5, "s": 3}),
        ("onnx", "same", "tconv-same-output", {"i": 5, "s": 3}),
    ],
)
def test_a_transposed_size_is_told_as_its_dialect_states_it(dialect, padding, formula, given):
    (size,) = worked(
        "tconv", Shape(None, (5, 5)), "size", dialect=dialect, kernel=2, stride=3, padding=padding
    )
    (part,) = size.parts
    assert part.formula == formula
    assert {one.letter: one.value for one in part.given} == given
    assert part.checks
    assert size.answer == (15, 15)


def test_an_output_size_asked_for_derives_the_output_padding():
    padding, size = worked("tconv", Shape(None, (3, 3)), "size", kernel=3, stride=3, output_size=11)
    assert (padding.quantity, padding.answer) == ("output_padding", (2, 2))
    assert padding.parts[0].statement is not None
    assert unicode_text(padding.parts[0].statement) == "o − (s(i − 1) + k)"
    assert size.answer == (11, 11)


def test_what_a_crop_cuts_is_not_called_padding():
    out = run("layer", "crop", "5", "amount=1", "--steps").out
    assert "cut p = 1 before" in out.replace("\u00a0", " ")
    assert "padding" not in out


def test_no_parameters_is_the_answer_0():
    for arguments in (["pool", "5x5@3", "-k", "2"], ["layer", "relu", "5x5@3"]):
        result = run(*arguments, "--steps", "--of", "params")
        assert result.code == 0
        assert "has no parameters: 0" in result.out
    assert (
        "0 です" in run("pool", "5@3", "-k", "2", "--steps", "--of", "params", "--lang", "ja").out
    )


def test_a_quantity_without_a_formula_is_refused_in_words():
    result = run("pool", "5x5@3", "-k", "2", "--steps", "--of", "rf")
    assert result.code == 2
    assert "no formula to work through for this quantity: receptive field" in result.err


def test_json_writes_fractions_exactly():
    out = run("conv", "224", "-k", "7", "-s", "3", "--steps", "--json").out
    assert '"floor(217/3) + 1"' in out
    assert "..." not in out
    assert "\\\\ldots" not in out


SEPARABLE = ["separable", "56x56@64", "-k", "3", "-p", "1", "-o", "128", "--steps"]


@pytest.mark.parametrize(
    ("of", "last", "absent"),
    [
        ("params", "8,768 parameters", "ratio"),
        ("macs", "27,496,448 MACs", "ratio"),
        ("flops", "54,992,896 FLOPs", "ratio of"),
        ("size", "56 × 56", "MACs"),
    ],
)
def test_separable_works_out_the_quantity_asked_for(of, last, absent):
    out = run(*SEPARABLE, "--of", of).out.replace("\u00a0", " ")
    answers = [line for line in out.splitlines() if line.strip().startswith("Answer")]
    assert answers[-1].endswith(last)
    assert absent not in out


def test_separable_with_biases_claims_no_ratio_of_parameters():
    out = run(*SEPARABLE, "--of", "params", "--bias").out
    assert "ratio" not in out
    assert "8,960 parameters" in out


def test_separable_names_its_methods_and_checks_its_ratio():
    out = run(*SEPARABLE, "--multiplier", "2").out.replace("\u00a0", " ")
    assert out.startswith("Standard: MACs of a convolution")
    assert "Depthwise separable: Total MACs" in out
    assert "= 137/576\n" in out
    assert "54,992,896 / 231,211,008 = 137/576" in out


def test_separable_without_channels_still_gives_its_ratio():
    out = run("separable", "56", "-k", "3", "-o", "128", "--steps").out
    assert "137/1,152" in out
    assert "dividing" not in out


def test_separable_has_no_formula_for_its_channels():
    result = run(*SEPARABLE, "--of", "channels")
    assert result.code == 2
    assert "output channels" in result.err
