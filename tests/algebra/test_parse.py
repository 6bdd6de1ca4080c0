"""What users type: read, or refused with the place and the reason; nothing runs, nothing hangs."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.algebra.expr import CeilDiv, Ceiling, Floor, FloorDiv, evaluate
from convcalc.algebra.groups import digit_groups
from convcalc.algebra.notation import ascii_text
from convcalc.algebra.parse import parse_expression, parse_grid, parse_value
from convcalc.errors import ConvcalcError, InputError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("224", 224),
        ("２２４", 224),
        ("1_000", 1000),
        ("2*3+4", 10),
        ("2+3*4", 14),
        ("(2+3)*4", 20),
        ("7//2", 3),
        ("-7//2", -4),
        ("8/2", 4),
        ("2**3", 8),
        ("2^3^1", 8),
        ("-2^2", -4),
        ("10−4", 6),
        ("floor(7/2)", 3),
        ("ceil(7/2)", 4),
        ("min(4, 3)", 3),
        ("max(1,2,3)", 3),
        ("2·3", 6),
    ],
)
def test_numbers(text, value):
    assert parse_expression(text) == value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("H", "H"),
        ("2*H + 1", "2*H + 1"),
        ("floor((H - 1)/2) + 1", "floor((H - 1)/2) + 1"),
        ("ceil(H/32)", "ceil(H/32)"),
        ("H//2", "floor(H/2)"),
        ("max(H, 3)", "max(H, 3)"),
        ("C_in", "C_in"),
        ("K²".replace("²", "^2"), "K**2"),
        ("幅+1", "幅 + 1"),
    ],
)
def test_symbols(text, shown):
    assert ascii_text(parse_expression(text)) == shown


def test_decimals_are_exact():
    assert parse_value("2.3") == Fraction(23, 10)
    assert parse_value("0.1 + 0.2") == Fraction(3, 10)


@pytest.mark.parametrize(
    ("text", "cells", "at"),
    [
        ("224", ["224"], None),
        ("224x160", ["224", "160"], None),
        ("56X56@64", ["56", "56"], "64"),
        ("H×W@C", ["H", "W"], "C"),
        ("1:2x0:1", ["1:2", "0:1"], None),
        ("1:2", ["1:2"], None),
        ("16,24,24", ["16", "24", "24"], None),
        ("max(3,4)xH", ["4", "H"], None),
    ],
)
def test_grids(text, cells, at):
    grid = parse_grid(text)
    assert [":".join(map(ascii_text, cell)) for cell in grid.cells] == cells
    assert (None if grid.at is None else ascii_text(grid.at)) == at


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "expr.empty", 0),
        ("  ", "expr.empty", 2),
        ("2H", "expr.missing_sign", 1),
        ("3²", "expr.superscript", 1),
        ("H x x W", "expr.unexpected", 4),
        ("(3", "expr.unclosed", 0),
        ("5//0", "expr.division_by_zero", 1),
        ("7/2", "expr.not_whole", 0),
        ("1..3", "expr.range", 1),
        ("9**9**9", "expr.too_large", 1),
        ("9" * 41, "expr.too_large", 0),
        ("9**64", "expr.too_large", 1),
        ("2^140", "expr.too_large", 1),
        ("(1/2)^140", "expr.too_large", 5),
        ("H^65", "expr.exponent", 1),
        ("2^(0 - 1)", "expr.exponent", 1),
        ('__import__("os")', "expr.character", 11),
        ("__import__(os)", "expr.unknown_function", 0),
        ("max", "expr.needs_arguments", 0),
        ("floor(1, 2)", "expr.one_argument", 0),
        ("2*", "expr.ends_early", 2),
        ("a" * 41, "expr.long_name", 0),
        ("(" * 60 + "1" + ")" * 60, "expr.too_deep", 50),
        ("-" * 60 + "1", "expr.too_deep", 50),
        ("2^" * 60 + "1", "expr.too_deep", None),
        ("1" * 1001, "expr.too_long", None),
        ("H!", "expr.character", 1),
        ("1e5", "expr.amount", 0),
        ("２＊（", "expr.ends_early", 3),
    ],
)
def test_refusals(text, code, position):
    with pytest.raises(InputError) as caught:
        parse_grid(text)
    assert caught.value.code == code
    if position is not None:
        assert caught.value.position == position


@given(st.text(max_size=60) | st.text(alphabet="()0123456789Hx*/^-+:@,. max", max_size=60))
def test_any_text_is_read_or_refused(text):
    place: int | None = 0
    try:
        assert parse_grid(text).cells
    except InputError as error:
        place = error.position
    assert place is None or 0 <= place <= len(text)


def test_symbols_evaluate():
    tree = parse_value("floor((H - 1)/2) + max(W, 3)*2**2")
    assert evaluate(tree, {"H": 224, "W": 5}) == 131


@pytest.mark.parametrize(
    ("text", "value"),
    [("2^70", 2**70), ("2^132", 2**132), ("1^(10^39)", 1), ("(0-1)^(10^39)", 1), ("0^99", 0)],
)
def test_powers_are_bounded_by_their_digits(text, value):
    assert parse_value(text) == value


@pytest.mark.parametrize(("text", "told"), [("5.5", "5.5"), ("11/2", Fraction(11, 2))])
def test_a_decimal_is_refused_as_it_was_written(text, told):
    with pytest.raises(InputError) as caught:
        parse_expression(text)
    assert caught.value.code == "expr.not_whole"
    assert caught.value.message.fields["value"] == told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("floor(H)", Floor), ("ceil(H)", Ceiling), ("floor(H/2)", FloorDiv), ("ceil(H/2)", CeilDiv),
        ("floor(H + 1)", Floor),
    ],
)  # fmt: skip
def test_rounding_is_read_as_what_it_is(text, kind):
    read = parse_expression(text)
    assert type(read) is kind
    assert ascii_text(read) == text


def test_a_leading_zero_is_led_on_where_it_stands_alone():
    for text, leads in (("007", [{"text": "7"}]), ("000", [{"text": "0"}]), ("007 + 1", [])):
        with pytest.raises(ConvcalcError) as caught:
            parse_expression(text)
        assert caught.value.code == "expr.leading_zero"
        assert [hint.fields for hint in caught.value.hints] == leads


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1,000", ("1000", None)), ("1,024", ("1024", None)),
        ("3,224,224", ("3224224", "3x224x224")),
        ("64,3,224,224", (None, "64x3x224x224")), ("3,224,24", (None, "3x224x24")),
        ("[1,000]", None), ("12", None), ("1,0000", None),
    ],
)  # fmt: skip
def test_both_readings_of_commas_before_three_digits(text, readings):
    assert digit_groups(text) == readings


@pytest.mark.parametrize("read", [parse_expression, parse_value, parse_grid])
def test_commas_before_three_digits_are_refused_with_what_they_may_mean(read):
    with pytest.raises(InputError) as caught:
        read("3,224,224")
    texts = [hint.fields["text"] for hint in caught.value.hints]
    assert texts == (["3224224", "3x224x224"] if read is parse_grid else ["3224224"])
