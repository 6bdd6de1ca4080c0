"""Every special form equals its general formula wherever its conditions hold."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.algebra.expr import Var, same, substitute
from convcalc.algebra.normal import equal
from convcalc.formulas.catalogue import AXIS_NAMES, AllEqual, Formula, Lesson, match, parameters
from convcalc.formulas.index import FORMULAS
from convcalc.formulas.size import conv_output
from convcalc.teach.lessons import tell

PAIRS = [(formula, lesson) for formula in FORMULAS.values() for lesson in formula.lessons]
IDS = [lesson.name for _, lesson in PAIRS]


def arguments(formula: Formula, lesson: Lesson, axes: int, letter: Any) -> tuple[Any, ...]:
    """Arguments of the general formula that fulfil the lesson's pattern; `letter` makes values."""
    values: list[Any] = []
    for name, per_axis in parameters(formula.load()).items():
        pattern = lesson.given.get(name, name)
        if isinstance(pattern, AllEqual):
            count = pattern.axes or axes
            part = letter(pattern.value) if isinstance(pattern.value, str) else pattern.value
            values.append((part,) * count)
        elif isinstance(pattern, int):
            values.append(pattern)
        elif per_axis:
            values.append(tuple(letter(pattern + mark) for mark in AXIS_NAMES[axes]))
        else:
            values.append(letter(pattern))
    return tuple(values)


@pytest.mark.parametrize(("formula", "lesson"), PAIRS, ids=IDS)
def test_a_form_has_the_same_normal_form(formula, lesson):
    general = formula.load()
    matched = 0
    for axes in (2, 3):
        given = arguments(formula, lesson, axes, Var)
        bound = match(lesson, general, given)
        if bound is not None:
            assert equal(lesson.load()(**bound), general(*given))
            matched += 1
    assert matched


@pytest.mark.parametrize(
    ("arguments", "form"),
    [
        ((5, 3, 1, 0, 0, 1), "conv-1"),
        ((224, 3, 1, 1, 1, 1), "conv-2"),
        ((5, 3, 2, 0, 0, 1), "conv-5"),
        ((11, 3, 2, 2, 2, 1), "conv-6"),
        ((11, 3, 2, 2, 1, 1), "conv-asymmetric"),
        ((11, 3, 2, 2, 2, 2), "conv-effective"),
        ((11, 3, 2, 2, 1, 2), "conv-output"),
        ((Var("H"), Var("K"), 2, 1, 1, 1), "conv-6"),
        ((Var("H"), Var("K"), 2, Var("P"), Var("P"), 1), "conv-6"),
        ((Var("H"), Var("K"), 2, Var("P"), Var("Q"), 1), "conv-asymmetric"),
    ],
)
def test_the_form_a_teacher_would_choose(arguments, form):
    told = tell(conv_output, arguments)
    assert told.form == form
    assert told.formula == "conv-output"
    assert equal(substitute(told.expression, told.letters), conv_output(*arguments)) or (
        all(isinstance(value, int) for value in arguments)
    )


def test_a_users_letter_may_be_called_like_one_of_the_formula():
    told = tell(conv_output, (Var("k"), Var("i"), 1, 0, 0, 1))
    assert same(substitute(told.expression, told.letters), Var("k") - Var("i") + 1)
