"""What is a symbol, what is a word, and which characters are no numbers."""

from __future__ import annotations

import pytest

from convcalc.algebra.expr import Var, same
from convcalc.algebra.parse import parse_expression, parse_grid
from convcalc.algebra.symbols import declaring, is_label, is_symbol, plain_text
from convcalc.errors import InputError

SYMBOLS = (
    "H", "W", "K", "k", "s", "λ", "Ω", "H1", "o12", "k_h", "C_in", "C_out", "H_out", "k_eff", "n_2",
    "H_in_in", "幅",
)  # fmt: skip
WORDS = (
    "three", "half", "json", "SAME_UPPER", "None", "rgb", "depthwise", "auto", "true", "True", "HW",
    "Cin", "kernel", "nan", "inf", "三", "Ⅳ", "H123", "same", "valid", "K_channels",
)  # fmt: skip


def refusal(text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        parse_grid(text)
    return caught.value


def written(error: InputError) -> list[str]:
    """What the hints say to write."""
    return [hint.fields["text"] for hint in error.hints if hint.code == "expr.write"]


@pytest.mark.parametrize("name", SYMBOLS)
def test_symbols(name: str) -> None:
    assert is_symbol(name)
    assert same(parse_expression(name), Var(name))


@pytest.mark.parametrize("word", WORDS)
def test_words(word: str) -> None:
    error = refusal(word)
    assert (error.code, error.message.fields["word"]) == ("expr.word", word)
    assert error.position == 0


@pytest.mark.parametrize(
    ("text", "word", "hint"),
    [
        ("three", "three", "3"),
        ("six", "six", "6"),
        ("Twelve", "Twelve", "12"),
        ("3xfive", "five", "5"),
        ("Hxseven", "seven", "7"),
        ("28@Cin", "Cin", "C_in"),
        ("28@cout", "cout", "c_out"),
        ("kh", "kh", "k_h"),
        ("HW", "HW", "H*W"),
        ("三", "三", "3"),
        ("sizexsize", "sizexsize", None),
        ("box", "box", None),
    ],
)
def test_what_a_word_stands_for(text: str, word: str, hint: str | None) -> None:
    error = refusal(text)
    assert error.message.fields["word"] == word
    assert written(error) == ([] if hint is None else [hint])
    if hint is not None:
        parse_expression(hint)


def test_declared_names_are_symbols_for_a_while() -> None:
    with declaring(["width", "kernel"]):
        with declaring(["depth"]):
            assert same(parse_expression("width + depth"), Var("width") + Var("depth"))
        assert refusal("depth").code == "expr.word"
    assert refusal("width").code == "expr.word"


@pytest.mark.parametrize("character", "①⑩㉑❶➀⓪⑴⒈½¼㋀㍘㊀₂")
def test_labels(character: str) -> None:
    assert is_label(character)
    assert plain_text(character) == character
    for text in (character, f"{character}28", f"28{character}", f"2*{character}"):
        assert refusal(text).code == "expr.label"


@pytest.mark.parametrize(("text", "hint"), [("①", "1"), ("⒈", "1"), ("½", "1/2"), ("①28", None)])
def test_the_number_of_a_label(text: str, hint: str | None) -> None:
    assert written(refusal(text)) == ([] if hint is None else [hint])


@pytest.mark.parametrize(
    ("text", "plain"), [("２８", "28"), ("𝟐𝟖", "28"), ("H₁", "H1"), ("Ｈ", "H")]
)
def test_other_widths_are_read(text: str, plain: str) -> None:
    assert plain_text(text) == plain
    assert same(parse_expression(text), parse_expression(plain))


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("1e3", ["1000"]),
        ("1E3", ["1000"]),
        ("1.5e2", ["150"]),
        ("1e+3", ["1000"]),
        ("1e-3", []),
        ("2k", ["2000", "2*k"]),
        ("3M", ["3000000", "3*M"]),
        ("1.5K", ["1500", "1.5*K"]),
        ("2kx3", ["2000", "2*k"]),
        ("28@1e3", ["1000"]),
        ("224px", ["224"]),
        ("224 px", ["224"]),
    ],
)
def test_amounts(text: str, hints: list[str]) -> None:
    error = refusal(text)
    assert error.code == "expr.amount"
    assert written(error) == hints


@pytest.mark.parametrize(("text", "hints"), [("2H", ["2*H"]), ("3stride", []), ("3 5", [])])
def test_a_missing_sign(text: str, hints: list[str]) -> None:
    error = refusal(text)
    assert error.code == "expr.missing_sign"
    assert written(error) == hints
