"""The catalogue of formulas: complete, readable in letters, and true of every lesson."""

from __future__ import annotations

import re
from importlib import import_module
from inspect import isfunction
from pkgutil import iter_modules
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import convcalc.formulas
from convcalc.algebra.expr import Var, evaluate
from convcalc.algebra.notation import unicode_text
from convcalc.formulas.catalogue import (
    AXIS_NAMES,
    AllEqual,
    Formula,
    Lesson,
    match,
    parameters,
    variables,
)
from convcalc.formulas.index import CONDITIONAL, FORMULAS, formula_of
from convcalc.text import LANGUAGES, codes

LESSONS = [(formula, lesson) for formula in FORMULAS.values() for lesson in formula.lessons]
NOT_IN_LETTERS = {
    ("saving", "channels_for_saving"),  # solved for a number, with two answers
    ("size", "adaptive_reads"),  # a greatest common divisor
    ("resample", "binary_scaled_output"),  # rounds binary fractions
    ("resample", "single_scaled_output"),
    ("resample", "concat_channels"),  # as many letters as inputs
    ("resample", "reshape_rest"),
    ("sequence", "pyramid_features"),
    ("norm", "normalise_additions"),  # how an operation is counted
    ("norm", "normalise_multiplications"),
    ("norm", "normalise_divisions"),
    ("operations", "channel_pairs"),
    ("operations", "elementwise"),
    ("operations", "merging"),
    ("operations", "taken_together"),
    ("field", "field_growth"),  # told layer by layer, with letters of their own
    ("field", "field_jump"),
    ("scaling", "compound_growth"),  # rounds constants
    ("scaling", "make_divisible"),
    ("scaling", "round_repeats"),
}


def test_every_function_is_listed() -> None:
    functions = {
        (room.name, function)
        for room in iter_modules(convcalc.formulas.__path__)
        if room.name not in ("catalogue", "index")
        for function, value in vars(import_module(f"convcalc.formulas.{room.name}")).items()
        if isfunction(value) and value.__module__.endswith(room.name) and function[0] != "_"
    }
    listed = {(formula.module, formula.function) for formula in FORMULAS.values()}
    listed |= {(lesson.module, lesson.function) for _, lesson in LESSONS}
    assert listed | NOT_IN_LETTERS == functions
    assert not listed & NOT_IN_LETTERS


def test_names_are_unique_and_conditions_belong_to_a_formula() -> None:
    names = [*FORMULAS, *(lesson.name for _, lesson in LESSONS)]
    assert len(names) == len(set(names))
    assert set(FORMULAS) >= CONDITIONAL


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=lambda formula: formula.name)
def test_a_formula_can_be_written_found_and_told(formula: Formula) -> None:
    function = formula.load()
    assert formula_of(function) is formula
    assert function.__doc__
    assert "Source:" in function.__doc__ or formula.source.code == "source.definition"
    for axes in (1, 2, 3):
        if formula.name.startswith("spatial-separable") and axes != 2:
            continue
        assert unicode_text(function(*variables(function, axes)))
    wanted = {f"formula.{formula.name}.title", formula.source.code}
    wanted |= {f"letter.{letter}" for letter in parameters(function)}
    if formula.condition is not None:
        wanted.add(formula.condition.code)
    for lang in LANGUAGES:
        assert wanted <= codes(lang)


def test_a_place_in_a_source_is_that_of_the_docstring() -> None:
    patterns = {
        "source.dv": ("relationship", r"relationships? [\d, and]*\b{}\b"),
        "source.equation": ("number", r"equations? [\d, and]*\b{}\b"),
        "source.section": ("number", r"sections? [\d., and]*\b{}\b"),
    }
    told = 0
    for entry in (*FORMULAS.values(), *(lesson for _, lesson in LESSONS)):
        if entry.source.code in patterns:
            field, pattern = patterns[entry.source.code]
            place = re.escape(str(entry.source.fields[field]))
            text = " ".join((entry.load().__doc__ or "").split())
            assert re.search(pattern.format(place), text), entry.name
            told += 1
    assert told > 30


def test_what_leaves_parts_out_is_marked() -> None:
    short = {lesson.name for _, lesson in LESSONS if lesson.short}
    assert short == {"conv-1", "conv-2", "conv-5", "tconv-12"}


@pytest.mark.parametrize(("formula", "lesson"), LESSONS, ids=lambda entry: entry.name)
@given(data=st.data())
@settings(max_examples=25)
def test_a_lesson_equals_its_formula(formula: Formula, lesson: Lesson, data: st.DataObject) -> None:
    function = formula.load()
    arguments, letters = _arguments(function, lesson, data)
    found = match(lesson, function, arguments)
    wanted = parameters(lesson.load()).keys() - lesson.derived.keys()
    assert {name: value for name, value in found.items() if name in wanted} == {
        name: letters[name] for name in wanted
    }
    try:
        expected = function(*arguments)
    except ValueError:  # the groups do not divide the channels
        assume(False)
    assert lesson.load()(**found) == expected


def _arguments(
    function: Any, lesson: Lesson, data: st.DataObject
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Arguments of the formula that fit the pattern of the lesson, and the lesson's letters."""
    size = st.integers(1, 9) | st.integers(1, 2**70)
    axes, groups = data.draw(st.integers(2, 3)), data.draw(st.integers(1, 9))
    letters: dict[str, Any] = {}

    def drawn(letter: str) -> int:
        """Any size, but groups divide the channels."""
        if letter == "g":
            return groups
        return data.draw(size) * (groups if letter[0] == "c" else 1)

    arguments: list[Any] = []
    for name, per_axis in parameters(function).items():
        pattern = lesson.given.get(name, name)
        count = axes
        if isinstance(pattern, AllEqual):
            count = pattern.axes or axes
            if pattern.count is not None:
                letters[pattern.count] = count
            pattern = pattern.value
            value = (
                pattern if isinstance(pattern, int) else letters.setdefault(pattern, drawn(pattern))
            )
            arguments.append((value,) * count)
        elif isinstance(pattern, int):
            arguments.append(pattern)
        else:
            several = tuple(drawn(pattern) for _ in range(axes))
            arguments.append(letters.setdefault(pattern, several if per_axis else drawn(pattern)))
    return tuple(arguments), letters


def test_no_lesson_applies_to_other_arguments() -> None:
    conv = FORMULAS["conv-output"]
    by_name = {lesson.name: lesson for lesson in conv.lessons}
    function = conv.load()
    assert match(by_name["conv-1"], function, (11, 3, 2, 0, 0, 1)) is None
    assert match(by_name["conv-6"], function, (11, 3, 2, 1, 2, 1)) is None
    size, pad = Var("H"), Var("P")
    assert match(by_name["conv-6"], function, (size, 3, 2, pad, pad, 1)) == {
        "i": size, "k": 3, "s": 2, "p": pad
    }  # fmt: skip
    assert match(by_name["conv-6"], function, (size, 3, 2, pad, size, 1)) is None
    with pytest.raises(ValueError, match="argument"):
        match(by_name["conv-6"], function, (11, 3))
    weights = FORMULAS["conv-weights"]
    by_name = {lesson.name: lesson for lesson in weights.lessons}
    isotropic = by_name["conv-weights-isotropic"]
    assert match(isotropic, weights.load(), ((3, 5), 4, 8, 1)) is None
    assert match(isotropic, weights.load(), ((3,), 4, 8, 1)) is None  # k^1 is no lesson
    assert match(isotropic, weights.load(), ((3, 3), 4, 8, 2)) is None


def areas(i: tuple[int, ...], o: tuple[int, ...]) -> None:
    """Stands for a formula of two sizes."""


@pytest.mark.parametrize(
    ("i", "o", "applies"),
    [
        ((3, 4), (3, 4), True),
        ((3, Var("W")), (3, Var("W")), True),
        ((3, 4), (3, 5), False),
        ((3, 4), (3, 4, 5), False),
        ((3, 4), 3, False),
        (3, (3, 4), False),
        ((3, Var("W")), (3, Var("H")), False),
    ],
)
def test_a_letter_bound_twice_is_the_same_both_times(i: Any, o: Any, applies: bool) -> None:
    source = FORMULAS["conv-output"].source
    lesson = Lesson("same", "norm", "instance_norm_values", source, {"o": "i"})
    assert match(lesson, areas, (i, o)) == ({"i": i} if applies else None)


def test_patterns_of_every_axis() -> None:
    letters = variables(FORMULAS["conv-weights"].load())
    assert [str(letter) for letter in letters[0]] == ["k_h", "k_w"]
    source = FORMULAS["conv-output"].source
    for axes, counts in ((None, (1, 2, 3)), (2, (2,))):
        lesson = Lesson(
            "ones", "norm", "per_channel", source, {"i": AllEqual(1, None, axes), "o": "c"}
        )
        for count in (1, 2, 3):
            found = match(lesson, areas, ((1,) * count, 7))
            assert found == ({"c": 7} if count in counts else None)
    letter = Lesson("square", "norm", "per_channel", source, {"i": AllEqual("c"), "o": "n"})
    assert [match(letter, areas, ((5,) * n, 7)) for n in (1, 2, 3)] == [None, {"c": 5}, {"c": 5}]


VALUES = {
    "i": 14, "o": 9, "k": 5, "s": 3, "p": 2, "q": 1, "d": 2, "a": 1, "c": 96, "c_in": 720,
    "c_mid": 11, "c_out": 96, "f_in": 7, "f_out": 13, "g": 2, "b": 1, "m": 4, "h": 6, "r": 2,
    "n": 32, "u": 23, "v": 10, "x": 4, "macs": 17, "numbers": 5, "bits": 12, "e_in": 19,
    "e_out": 23, "e_w": 29, "gates": 4, "times": 2, "sets": 2, "t": 8, "t_kv": 5, "e": 12,
    "e_kv": 10, "d_q": 12, "d_kv": 6,
}  # fmt: skip
PAIRS = {"i": (14, 10), "o": (9, 8), "k": (5, 3)}
"""Values of the letters that leave no remainder where the formulas allow none."""


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=lambda formula: formula.name)
def test_the_tree_has_the_value_of_the_function(formula: Formula) -> None:
    function = formula.load()
    letters = parameters(function)
    arguments = [PAIRS[name] if per_axis else VALUES[name] for name, per_axis in letters.items()]
    numbers = VALUES | {
        name + mark: value
        for name, pair in PAIRS.items()
        for mark, value in zip(AXIS_NAMES[2], pair, strict=True)
    }
    assert evaluate(function(*variables(function, 2)), numbers) == function(*arguments)
