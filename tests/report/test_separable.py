"""The comparison of a convolution with its cheaper relatives."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.algebra.normal import equal
from convcalc.errors import UsageError
from convcalc.formulas.saving import channels_for_saving
from convcalc.render import Style, emit
from convcalc.report.document import Document, Note, Steps, Table
from tests.report.documents import separable


def methods(document: Document) -> dict[str, dict[str, Any]]:
    return {row["method"]: row for row in document.data["methods"]}


def notes(document: Document) -> dict[str, Any]:
    found = [node.message for node in document.nodes if isinstance(node, Note)]
    return {message.code: message.fields for message in found}


def test_the_published_example() -> None:
    document = separable("56@64", kernel=3, padding=1, out=128, saving=8)
    rows = methods(document)
    assert rows["standard"]["macs"] == 231_211_008
    assert rows["depthwise_separable"]["macs"] == 27_496_448
    assert document.answer == Fraction(137, 1152) == Fraction(27_496_448, 231_211_008)
    assert notes(document)["separable.saving_from"]["least"] == 72
    assert rows["grouped"]["parameters"]["groups"] == 8


def test_the_lecture_example() -> None:
    rows = methods(separable("224@32", kernel=3, padding=1, out=64))
    assert rows["standard"]["params"] == 18_432
    assert rows["depthwise_separable"]["params"] == 288 + 2_048 == 2_336


def test_ratios_are_those_of_the_macs_and_stages_add_up() -> None:
    document = separable("57x31@24", kernel="3x5", stride=2, out=36, groups=4)
    rows = methods(document)
    for row in rows.values():
        assert Fraction(row["macs"], rows["standard"]["macs"]) == row["ratio"]
    assert rows["grouped"]["ratio"] == Fraction(1, 4)
    stages = [node for node in document.nodes if isinstance(node, Table) and node.total]
    (table,) = stages
    assert table.total is not None
    assert sum(row[1] for row in table.rows) == table.total[1]
    assert sum(row[2] for row in table.rows) == table.total[2]


def test_never_reached() -> None:
    assert "separable.never" in notes(separable("56@64", kernel=3, padding=1, out=128, saving=9))


def test_saves_nothing() -> None:
    assert "separable.saves_nothing" in notes(separable("8@8", kernel=3, out=1))


def test_without_input_channels_the_ratio_is_still_known() -> None:
    document = separable("56", kernel=3, padding=1, out=128)
    assert document.answer == Fraction(137, 1152)
    assert methods(document)["standard"]["macs"] is None
    assert "separable.give_channels" in notes(document)


def test_output_channels_are_needed() -> None:
    with pytest.raises(UsageError) as caught:
        separable("56@64", kernel=3)
    assert caught.value.code == "separable.needs_out"


def test_symbols() -> None:
    document = separable("HxW@C", kernel="K", out="M")
    stream = io.StringIO()
    emit(document, Style(quiet=True), stream)
    assert stream.getvalue() == "1/M + 1/K²\n"


@pytest.mark.parametrize(
    "given_options",
    [
        {"kernel": 3, "out": 128},
        {"kernel": "3x5", "out": 48},
        {"kernel": 5, "out": 7, "multiplier": 2},
        {"kernel": "K", "out": "M"},
    ],
)
def test_worked_ratio_is_equal_on_every_line(given_options: dict[str, Any]) -> None:
    document = separable("56@64", worked=True, **given_options)
    *_, steps = [node for node in document.nodes if isinstance(node, Steps)]
    lines = [line.expression for line in steps.lines if line.words is None]
    in_letters, cancelled, *numbers = lines
    assert equal(in_letters.expression, cancelled.expression)
    for line in numbers:
        assert equal(line, document.answer)


@given(st.integers(1, 60), st.integers(1, 3), st.fractions(min_value=1, max_value=60))
def test_channels_for_saving_is_the_smallest(elements: int, m: int, saving: Fraction) -> None:
    least = channels_for_saving(elements, m, saving)

    def reaches(channels: int) -> bool:
        return m * (Fraction(1, channels) + Fraction(1, elements)) <= 1 / saving

    if least is None:
        assert not reaches(10**9)
    else:
        assert reaches(least)
        assert least == 1 or not reaches(least - 1)
