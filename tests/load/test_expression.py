"""Arithmetic and conditions of network files: exact, bounded, and with places."""

# ruff: noqa: E501  (tables: one case a line)

from __future__ import annotations

from fractions import Fraction

import pytest

from convcalc.algebra.expr import Var
from convcalc.algebra.notation import ascii_text
from convcalc.load.expression import Expression, parse
from convcalc.load.place import Piece, Source
from convcalc.network.graph import NetworkError


def value(text, **names):
    found = parse(Piece(Source("net.yaml", "knob: " + text), text, 6))
    return found.value(names) if isinstance(found, Expression) else found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 + 0.2", Fraction(3, 10)), ("7//2", 3), ("7/2", Fraction(7, 2)), ("6/2", 3), ("2**10", 1024),
        ("-7//2", -4), ("1_000", 1000), ("round(2.5)", 3), ("round(1.4)", 1), ("ceil(1.2*3)", 4),
        ("floor(7/2)", 3), ("min(3, 1, 2)", 1), ("max(3, 1/2)", 3), ("1 < 2", True), ("not 1 < 2", False),
        ("2 >= 2 and 1 != 2", True), ("0 or 1", True), ("true", True), ("'a' == \"a\"", True), ("1 == 'a'", False),
        ("true == 1", True), ("(1 == 1) + 1", 2), ("0 and 1/0", False), ("１＋２", 3), ("3 ≥ 2", True), ("2×3", 6),
    ],
)  # fmt: skip
def test_values(text, expected):
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("32*0.35", 16),
        ("24*0.35", 8),
        ("96*0.35", 32),
        ("32*1.4", 48),
        ("16*0.75", 16),
        ("320*1.3", 416),
        ("8.8", 8),
        ("8.9", 16),
    ],
)
def test_make_divisible_is_that_of_mobilenet(number, expected):
    assert value(f"make_divisible({number}, 8)") == expected


def test_make_divisible_never_loses_a_tenth():
    for tenths in range(1, 2000, 7):
        found = value(f"make_divisible({tenths / 10}, 8)")
        assert found % 8 == 0
        assert found >= max(8, Fraction(9 * tenths, 100))
    assert value("make_divisible(3, 8, 4)") == 4


def test_names_may_contain_an_x():
    assert value("expand*x + max_x", expand=6, x=2, max_x=1) == 13


def test_conditions_stop_early():
    assert value("r > 0 and 8//r > 2", r=0) is False


def test_symbols():
    assert ascii_text(value("4*cin", cin=Var("C"))) == "4*C"
    assert value("cin == 2*w", cin=Var("C") * 2, w=Var("C")) is True
    assert ascii_text(value("max(cin//4, 8)", cin=Var("C"))) == "max(floor(C/4), 8)"


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("1 + w", "load.unknown_name", 11), ("8//n", "expr.division_by_zero", 8), ("8*word", "load.not_number", 8),
        ("word and 1", "load.not_condition", 12), ("cin > 3", "load.undecidable", 11),
        ("round(cin)", "load.undecidable", 7), ("none + 1", "load.channels_unknown", 7), ("2**n*0 + 2**word", "load.not_number", 17),
        ("make_divisible(3, n)", "expr.division_by_zero", 7), ("2**(0 - 1)", "expr.exponent", 8), ("word < 'a'", "load.not_number", 12),
        ("1 < 2 < 3", "load.chained_comparison", 13), ("floor(1, 2)", "expr.one_argument", 7), ("sin(1)", "expr.unknown_function", 7),
        ("'a", "expr.character", 7), ("and", "expr.unexpected", 7), ("", "expr.empty", 7),
    ],
)  # fmt: skip
def test_mistakes(text, code, column):
    with pytest.raises(NetworkError) as caught:
        value(text, n=0, word="big", cin=Var("C"), none=None)
    assert (caught.value.code, caught.value.place.column) == (code, column)
