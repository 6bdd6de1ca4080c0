"""Tensors as people write them, and what is said about what cannot be read."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.errors import InputError
from convcalc.render.arithmetic import bare_maps
from convcalc.report.document import Matrix
from convcalc.tensors.read import read_array

HALF = Fraction(1, 2)

READ = [
    ("1 2; 3 4", (2, 2), [1, 2, 3, 4]),
    ("1,2;3,4", (2, 2), [1, 2, 3, 4]),
    ("1, 2\n3, 4\n", (2, 2), [1, 2, 3, 4]),
    ("[1 2; 3 4]", (2, 2), [1, 2, 3, 4]),
    ("１　２；３　−４", (2, 2), [1, 2, 3, -4]),
    ("1、2；3、4", (2, 2), [1, 2, 3, 4]),
    ("1 2 3", (3,), [1, 2, 3]),
    ("1/2 -0.5 +.25 2e2", (4,), [HALF, -HALF, Fraction(1, 4), 200]),
    ("0.1 0.2", (2,), [Fraction(1, 10), Fraction(1, 5)]),
    ("1 2; 3 4 | 5 6; 7 8", (2, 2, 2), [1, 2, 3, 4, 5, 6, 7, 8]),
    ("1 2 | 3 4", (2, 2), [1, 2, 3, 4]),
    ("1; 2 || 3; 4", (2, 1, 2, 1), [1, 2, 3, 4]),
    ("1 || 2", (2, 1, 1), [1, 2]),
    ("[1, 2.5]", (2,), [1, Fraction(5, 2)]),
    ('[["1/2", -1], [0, 1e1]]', (2, 2), [HALF, -1, 0, 10]),
    ("[[[[7]]]]", (1, 1, 1, 1), [7]),
]


@pytest.mark.parametrize(("text", "shape", "values"), READ)
def test_read(text: str, shape: tuple[int, ...], values: list[object]) -> None:
    array = read_array(text, "--data")
    assert (array.shape, array.flat()) == (shape, values)


def test_text_says_how_many_axes_it_has_and_json_does_not() -> None:
    texts = ["1 2", "1 | 2", "1; 2", "1; 2 | 3; 4", "[1, 2]", "[[1], [2]]"]
    assert [read_array(text, "x").dims for text in texts] == [1, 1, 2, 2, None, None]


REFUSED = [
    ("1 2; 3 x", "value.not_a_number", 7),
    ("1 2; 3 4x", "value.not_a_number", 7),
    ("1 2²", "value.not_a_number", 3),
    ("½", "value.not_a_number", 0),
    ("1 nan", "value.not_a_number", 2),
    ("1,,2", "value.not_a_number", 2),
    ("1 2; 3", "value.ragged", 5),
    ("1 2\n3\n", "value.ragged_line", 0),
    ("1/0", "value.zero_division", 0),
    ("1" * 21, "value.long_number", 0),
    ("1e99", "value.long_number", 0),
    ("1e-99", "value.long_number", 0),
    ("1 2 |", "value.empty_map", 5),
    ("1 2; 3 4 | 5 6", "value.maps_differ", None),
    ("1 | 2 || 3", "value.groups_differ", None),
    ("", "value.empty", None),
    (" \n", "value.empty", None),
    ("[1, 2", "value.not_json", 4),
    ("[[1], [2, 3]]", "value.ragged_json", None),
    ("[[1], 2]", "value.ragged_json", None),
    ("[1, true]", "value.not_a_number_at", None),
    ("[1, null]", "value.not_a_number_at", None),
    ('["x"]', "value.not_a_number_at", None),
    ("1,024 2; 3 4", "value.digit_groups", 0),
    ("1 2; 1,234 5", "value.digit_groups", 4),
    ("1,000", "value.digit_groups", 0),
    ("[NaN]", "value.not_a_number", None),
    ("[[]]", "value.empty_map", None),
    ("[[[[[1]]]]]", "value.too_deep", None),
    ("[" * 100_000, "value.too_deep", None),
    ("[" + "1" * 5000 + "]", "value.long_number", None),
    (" ".join(["1"] * 65), "value.too_large", None),
    ("|".join(["1"] * 65), "value.too_many_maps", None),
    ("1 " * 500_001, "value.text_too_long", None),
]


@pytest.mark.parametrize(("text", "code", "position"), REFUSED, ids=lambda part: str(part)[:20])
def test_refused(text: str, code: str, position: int | None) -> None:
    with pytest.raises(InputError) as caught:
        read_array(text, "--data")
    assert (caught.value.code, caught.value.position) == (code, position)


def test_the_line_of_a_fault_is_quoted() -> None:
    with pytest.raises(InputError) as caught:
        read_array("1 2\n3 oops\n5 6", "--data")
    assert (caught.value.text, caught.value.position) == ("3 oops", 2)
    with pytest.raises(InputError) as caught:
        read_array("1 2\n\n3 4 5", "--data")
    assert caught.value.message.fields["line"] == 3


@given(st.data(), st.integers(1, 4), st.integers(2, 4))
def test_what_is_printed_is_read_again(data: st.DataObject, height: int, width: int) -> None:
    number = st.fractions(-1000, 1000, max_denominator=50).map(
        lambda value: value.numerator if value.denominator == 1 else value
    )
    row = st.tuples(*[number] * width)
    rows = data.draw(st.tuples(*[row] * height))
    array = read_array(bare_maps(Matrix(rows)), "x")
    assert array.flat() == [value for row in rows for value in row]


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InputError):
        read_array(text, "--data")
