"""Reading values of parameters, sizes and the inputs of a case."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.algebra.expr import Expr, Var, same
from convcalc.errors import ConvcalcError, InputError, LayerError, UsageError
from convcalc.layers.base import Param
from convcalc.layers.meant import nearest
from convcalc.layers.numbers import read_integer, shown
from convcalc.layers.padding import Explicit
from convcalc.layers.read import merge_channels, read_channels, read_shape_of_case, read_size
from convcalc.layers.values import READERS

K = Param("kernel", "axes", minimum=1)
P = Param("padding", "padding", 0, minimum=0)
MODE = Param("mode", "choice", "nearest", choices=("nearest", "nearest-exact", "bilinear"))


def read(kind: str, value: Any, dims: int = 2, minimum: int | None = 0) -> Any:
    """The value as the reader of that kind gives it."""
    return READERS[kind](Param("it", kind, minimum=minimum), value, dims)


def code(kind: str, value: Any, dims: int = 2, minimum: int | None = 0) -> str:
    """The code of the error that reading the value gives."""
    with pytest.raises(ConvcalcError) as caught:
        read(kind, value, dims, minimum)
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("count", 3, 3),
        ("count", "3", 3),
        ("count", "３", 3),
        ("count", "2*3+1", 7),
        ("count", 3.0, 3),
        ("count", Decimal("3.0"), 3),
        ("axes", 3, (3, 3)),
        ("axes", [3, 5], (3, 5)),
        ("axes", (3, 5), (3, 5)),
        ("axes", "3", (3, 3)),
        ("axes", "3x5", (3, 5)),
        ("axes", "3×5", (3, 5)),
        ("axes", "3,5", (3, 5)),
        ("axes", ["3", "2+3"], (3, 5)),
        ("sizes", 7, (7, 7)),
        ("sizes", [None, 7], (None, 7)),
        ("sizes", "-x7", (None, 7)),
        ("sizes", "7xkeep", (7, None)),
        ("pairs", 1, ((1, 1), (1, 1))),
        ("pairs", [1, 2], ((1, 1), (2, 2))),
        ("pairs", [[1, 2], [0, 1]], ((1, 2), (0, 1))),
        ("pairs", [[1, 2], 3], ((1, 2), (3, 3))),
        ("pairs", ["1:2", 3], ((1, 2), (3, 3))),
        ("pairs", "1:2x0:1", ((1, 2), (0, 1))),
        ("pairs", "1:2", ((1, 2), (1, 2))),
        ("pairs", "1x2", ((1, 1), (2, 2))),
        ("decimal", "0.1", Fraction(1, 10)),
        ("decimal", 0.1, Fraction(1, 10)),
        ("decimal", Decimal("0.1"), Fraction(1, 10)),
        ("decimal", 1, Fraction(1)),
        ("decimals", 2, (Fraction(2), Fraction(2))),
        ("decimals", "2.3", (Fraction(23, 10), Fraction(23, 10))),
        ("decimals", "2.3x1/3", (Fraction(23, 10), Fraction(1, 3))),
        ("decimals", [2.3, "1/2"], (Fraction(23, 10), Fraction(1, 2))),
        ("flag", True, True),
        ("flag", False, False),
        ("flag", "false", False),
        ("shape", [8, -1, 3], (8, -1, 3)),
        ("shape", -1, (-1,)),
        ("shape", "8x-1x3", (8, -1, 3)),
        ("shape", "[8, -1, 3]", (8, -1, 3)),
        ("padding", "same", "same"),
        ("padding", "SAME_LOWER", "same-lower"),
    ],
)
def test_values(kind: str, value: Any, expected: Any) -> None:
    assert read(kind, value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("count", True, "parameter.not_integer"),
        ("count", None, "parameter.not_integer"),
        ("count", 2.5, "parameter.not_integer"),
        ("count", float("nan"), "parameter.not_integer"),
        ("count", Decimal("-Infinity"), "parameter.not_integer"),
        ("count", Decimal("1e-400"), "parameter.not_integer"),
        ("count", [3], "parameter.not_integer"),
        ("count", {"a": 1}, "parameter.not_integer"),
        ("count", -1, "parameter.too_small"),
        ("count", "0 - 1", "parameter.too_small"),
        ("count", 10**41, "parameter.too_large"),
        pytest.param("count", 10**20_000, "parameter.too_large", id="20001 digits"),
        ("count", Decimal("1e400"), "parameter.too_large"),
        ("count", "9**9**9", "expr.too_large"),
        ("count", "1/2", "expr.not_whole"),
        ("count", '__import__("os")', "expr.character"),
        ("axes", [3], "parameter.wrong_length"),
        ("axes", [3, 3, 3], "parameter.wrong_length"),
        ("axes", "3x3x3", "parameter.wrong_length"),
        ("axes", [3, True], "parameter.not_integer"),
        ("axes", [3, [3]], "parameter.not_integer"),
        ("axes", "1:2", "parameter.pairs_refused"),
        ("axes", "3@5", "parameter.not_per_axis"),
        ("pairs", [[1, 2]], "parameter.wrong_length"),
        ("pairs", [[1, 2, 3], 0], "parameter.not_a_pair"),
        ("pairs", [[1], 0], "parameter.not_a_pair"),
        ("pairs", ["1x2", 0], "parameter.not_a_pair"),
        ("pairs", [[1, -2], 0], "parameter.too_small"),
        ("pairs", [[[1], 2], 0], "parameter.not_integer"),
        ("decimal", "two", "parameter.word"),
        ("decimal", "1..2", "expr.range"),
        ("decimal", True, "parameter.not_decimal"),
        ("decimal", float("inf"), "parameter.not_decimal"),
        ("decimal", Decimal("1e-400"), "parameter.not_decimal"),
        ("decimal", Decimal("1e400"), "parameter.too_large"),
        ("decimal", -0.5, "parameter.too_small"),
        ("decimals", [1, 2, 3], "parameter.wrong_length"),
        ("flag", 1, "parameter.not_flag"),
        ("flag", 0, "parameter.not_flag"),
        ("flag", "yes", "parameter.not_flag"),
        ("flag", None, "parameter.not_flag"),
        ("shape", [-1, -1], "parameter.two_open"),
        ("shape", [], "parameter.not_a_shape"),
        ("shape", [1] * 65, "parameter.not_a_shape"),
        ("shape", [-2, 3], "parameter.too_small"),
        ("padding", "sane", "parameter.not_a_choice"),
        ("padding", [1, 2, 3], "parameter.wrong_length"),
        ("choice", 3, "parameter.not_a_choice"),
    ],
)
def test_refusals(kind: str, value: Any, expected: str) -> None:
    assert code(kind, value) == expected


def test_negative_pairs_where_there_is_no_minimum() -> None:
    assert read("pairs", [-1, [0, -2]], minimum=None) == ((-1, -1), (0, -2))


def test_symbols_pass_as_expressions() -> None:
    h = Var("H")
    one, two = read("axes", ["H", h])
    assert same(one, h)
    assert two is h
    assert isinstance(read("count", "2*k+1"), Expr)
    begin, end = read("pairs", "P:0")[0]
    assert same(begin, Var("P"))
    assert end == 0


def test_padding_becomes_a_value() -> None:
    padding = READERS["padding"](P, [[1, 2], 0], 2)
    assert isinstance(padding, Explicit)
    assert padding.pairs == ((1, 2), (0, 0))


def test_an_unreadable_text_says_whose_value_it_is_and_where() -> None:
    with pytest.raises(InputError) as caught:
        READERS["axes"](K, "3x(", 2)
    assert caught.value.text == "3x("
    assert caught.value.position is not None
    assert caught.value.hints[-1].code == "parameter.within"
    assert caught.value.hints[-1].fields == {"name": "kernel"}


def test_a_choice_brings_the_nearest_word() -> None:
    assert READERS["choice"](MODE, "Nearest_Exact", 2) == "nearest-exact"
    with pytest.raises(LayerError) as caught:
        READERS["choice"](MODE, "bilinaer", 2)
    assert caught.value.message.fields["allowed"] == "nearest, nearest-exact, bilinear"
    assert caught.value.hints[0].fields == {"word": "bilinear"}


@given(st.integers(-(10**45), 10**45))
def test_integers_are_read_within_their_bounds(number: int) -> None:
    if 1 <= number <= 10**40:
        assert read_integer(K, number) == number == READERS["axes"](K, number, 1)[0]
    else:
        with pytest.raises(LayerError) as caught:
            READERS["axes"](K, number, 1)
        assert caught.value.code == ("parameter.too_small" if number < 1 else "parameter.too_large")


@given(st.decimals(-1000, 1000, places=6), st.sampled_from([str, float, Decimal]))
def test_decimals_stay_what_was_written(number: Decimal, form: Any) -> None:
    assert read("decimal", form(number), minimum=None) == Fraction(number)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.decimals(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=6,
)


@given(st.sampled_from(sorted(READERS)), anything, st.integers(0, 3))
def test_whatever_comes_is_read_or_refused(kind: str, value: Any, dims: int) -> None:
    codes = []
    try:
        read(kind, value, dims)
    except ConvcalcError as error:
        codes.append(error.code)
    assert all(code.startswith(("parameter.", "expr.")) for code in codes)


@given(anything)
def test_quotes_are_short(value: Any) -> None:
    assert len(str(shown(value))) <= 62


def test_quotes() -> None:
    assert shown(10**40) == 10**40
    assert shown(123456789 * 10**100) == "123456… (109 digits)"
    assert shown(-(10**5000)) == "-100000… (5001 digits)"
    assert shown(None) == "null"
    assert shown(True) == "true"
    assert shown([1, "a", {}]) == "[1, a, {}]"
    assert shown("x" * 70) == "x" * 59 + "…"


def test_nearest_ignores_long_words() -> None:
    assert nearest("strid", ["stride", "kernel"]) == ("stride",)
    assert nearest("s" * 100, ["stride"]) == ()


# Sizes


@pytest.mark.parametrize(
    ("text", "dims", "kernel_dims", "channels", "spatial"),
    [
        ("224", None, None, None, (224, 224)),
        ("224", 1, None, None, (224,)),
        ("224", 3, None, None, (224, 224, 224)),
        ("16", None, 3, None, (16, 16, 16)),
        ("16", None, 1, None, (16, 16)),
        ("224x160", None, None, None, (224, 160)),
        ("224 X 160", None, None, None, (224, 160)),
        ("224×160@3", None, None, 3, (224, 160)),
        ("56x56@64", None, None, 64, (56, 56)),
        ("16x224x224", 3, None, None, (16, 224, 224)),
        ("16x224x224@3", None, 3, 3, (16, 224, 224)),
        ("２２４", None, None, None, (224, 224)),
        ("2*3+1", None, None, None, (7, 7)),
        ("@512", None, None, 512, ()),
        ("56@2*32", None, None, 64, (56, 56)),
    ],
)
def test_sizes(
    text: str,
    dims: int | None,
    kernel_dims: int | None,
    channels: int | None,
    spatial: tuple[int, ...],
) -> None:
    shape = read_size(text, dims, kernel_dims)
    assert (shape.channels, shape.spatial) == (channels, spatial)


def test_symbolic_sizes() -> None:
    shape = read_size("HxW@C")
    assert isinstance(shape.channels, Expr)
    assert same(shape.channels, Var("C"))
    assert [same(*pair) for pair in zip(shape.spatial, (Var("H"), Var("W")), strict=True)]


@pytest.mark.parametrize(
    ("text", "dims", "expected"),
    [
        ("224x224x32", None, "size.three_numbers"),
        ("HxWxC", None, "size.three_numbers"),
        ("16x224x224@3", None, "size.three_numbers"),
        ("224x224", 3, "size.wrong_axes"),
        ("224x224", 1, "size.wrong_axes"),
        ("1x2x3x4", None, "size.too_many_axes"),
        ("1:2x3", None, "size.pair"),
        ("0", None, "parameter.too_small"),
        ("-5", None, "parameter.too_small"),
        ("56@0", None, "parameter.too_small"),
        ("56@64@3", None, "expr.unexpected"),
        ("", None, "expr.empty"),
        ("9**9**9", None, "expr.too_large"),
        ("@", None, "expr.empty"),
    ],
)
def test_refused_sizes(text: str, dims: int | None, expected: str) -> None:
    with pytest.raises(ConvcalcError) as caught:
        read_size(text, dims)
    assert caught.value.code == expected
    assert caught.value.exit_code == 2


def test_three_numbers_are_refused_with_both_readings() -> None:
    with pytest.raises(UsageError) as caught:
        read_size("224x224x32")
    channels, volume = caught.value.hints
    assert channels.fields == {"channels": 32, "text": "224x224@32"}
    assert volume.fields == {"text": "224x224x32 --dims 3"}


def test_channels_given_twice_must_agree() -> None:
    assert merge_channels(None, None) is None
    assert merge_channels(64, None) == merge_channels(None, 64) == merge_channels(64, 64) == 64
    c = Var("C")
    assert merge_channels(c, Var("C")) is c
    with pytest.raises(UsageError) as caught:
        merge_channels(64, 128)
    assert caught.value.message.fields == {"at": 64, "option": 128}
    assert read_channels("64") == 64
    with pytest.raises(LayerError):
        read_channels(0)


@pytest.mark.parametrize(
    ("case", "shapes", "dims"),
    [
        ({"size": [7, 8], "in": 3}, [(3, (7, 8))], 2),
        ({"size": 7}, [(None, (7, 7))], 2),
        ({"size": 7, "dims": 3}, [(None, (7, 7, 7))], 3),
        ({"size": [7], "dims": 1}, [(None, (7,))], 1),
        ({"size": [], "in": 10}, [(10, ())], 0),
        ({"size": "7x8@3"}, [(3, (7, 8))], 2),
        ({"size": "7x8@3", "in": 3}, [(3, (7, 8))], 2),
        ({"size": "7", "kernel": [1, 1, 1]}, [(None, (7, 7, 7))], 3),
        ({"size": "7", "kernel": "(1, 1, 1)"}, [(None, (7, 7, 7))], 3),
        ({"inputs": [{"size": [4, 4], "in": 1}, {"size": 4}]}, [(1, (4, 4)), (None, (4, 4))], 2),
    ],
)
def test_cases(case: dict[str, Any], shapes: list[Any], dims: int) -> None:
    kernel = case.get("kernel")
    read_shapes, read_dims = read_shape_of_case(case)
    assert [(shape.channels, shape.spatial) for shape in read_shapes] == shapes
    assert read_dims == dims
    assert case == ({} if kernel is None else {"kernel": kernel})


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({}, "case.no_size"),
        ({"size": None}, "case.no_size"),
        ({"size": True}, "parameter.not_integer"),
        ({"size": [7, True]}, "parameter.not_integer"),
        ({"size": [7, 0]}, "parameter.too_small"),
        ({"size": [1, 2, 3, 4]}, "case.too_many_axes"),
        ({"size": [7, 7], "dims": 3}, "case.axes"),
        ({"size": 7, "dims": 4}, "case.dims"),
        ({"size": 7, "dims": True}, "case.dims"),
        ({"size": {}}, "parameter.not_integer"),
        ({"size": [7], "in": 0}, "parameter.too_small"),
        ({"size": "7@3", "in": 4}, "size.channels_twice"),
        ({"size": [7], "inputs": []}, "case.size_and_inputs"),
        ({"inputs": []}, "case.no_inputs"),
        ({"inputs": 3}, "case.inputs"),
        ({"inputs": [3]}, "case.inputs"),
        ({"inputs": [{"size": 3, "kernel": 1}]}, "case.unknown_input_key"),
    ],
)
def test_refused_cases(case: dict[str, Any], expected: str) -> None:
    with pytest.raises(ConvcalcError) as caught:
        read_shape_of_case(case)
    assert caught.value.code == expected
