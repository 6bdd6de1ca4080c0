"""Values and messages as people read them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.algebra.decimals import rounded
from convcalc.algebra.expr import Var
from convcalc.errors import Message
from convcalc.render.bare import bare, quiet
from convcalc.render.wording import Wording, to_ascii
from convcalc.report.document import (
    Approximate,
    Bytes,
    Count,
    Lettered,
    Named,
    Pairs,
    Range,
    Reciprocal,
    Signed,
    Sizes,
    Tensor,
)

H, i, k = Var("H"), Var("i"), Var("k_h")
HALF = (H - 1) // 2 + 1

VALUES: list[tuple[Any, str, str, str]] = [
    # value, English, Japanese, plain
    (231211008, "231,211,008", "231,211,008", "231211008"),
    (-5, "−5", "−5", "-5"),
    (None, "unknown", "不明", "unknown"),
    (True, "yes", "あり", "true"),
    (Fraction(137, 1152), "137/1,152", "137/1,152", "137/1152"),
    (Fraction(4, 2), "2", "2", "2"),
    (Sizes((7, 7)), "7 × 7", "7 × 7", "7x7"),
    (Sizes((HALF,)), "⌊(H − 1) / 2⌋ + 1", "⌊(H − 1) / 2⌋ + 1", "⌊(H − 1) / 2⌋ + 1"),
    (Sizes((H, HALF)), "H × (⌊(H − 1) / 2⌋ + 1)", "H × (⌊(H − 1) / 2⌋ + 1)",
     "Hx(⌊(H − 1) / 2⌋ + 1)"),
    (Pairs(((0, 0), (0, 0))), "none", "なし", "0:0x0:0"),
    (Pairs(((2, 2), (2, 2))), "2 both sides", "両側に 2", "2:2x2:2"),
    (Pairs(((2, 2), (6, 6))), "2 × 6 both sides", "両側に 2 × 6", "2:2x6:6"),
    (Pairs(((1, 2), (1, 2))), "1 before, 2 after", "前に 1、後ろに 2", "1:2x1:2"),
    (Pairs(((1, 2), (0, 1))), "1:2 × 0:1", "1:2 × 0:1", "1:2x0:1"),
    (Tensor(64, (56, 56)), "56 × 56, 64 channels", "56 × 56、64 チャネル", "56x56@64"),
    (Tensor(1, (28, 28)), "28 × 28, 1 channel", "28 × 28、1 チャネル", "28x28@1"),
    (Tensor(None, (11, 11)), "11 × 11", "11 × 11", "11x11"),
    (Approximate(Fraction(137, 1152)), "≈ 0.118924", "≈ 0.118924", "137/1152"),
    (Reciprocal(Fraction(137, 1152)), "≈ 1/8.409", "≈ 1/8.409", "137/1152"),
    (Approximate(Fraction(100004, 10**5), 4, False), "1.00004", "1.00004", "25001/25000"),
    (Approximate(1 + Fraction(1, 10**30), 4, False), "≈ 1", "≈ 1", str(1 + Fraction(1, 10**30))),
    (Approximate(Fraction(1), 4, False), "1", "1", "1"),
    (Reciprocal(Fraction(99999, 10**5), 4, False), "0.99999", "0.99999", "99999/100000"),
    (Reciprocal(Fraction(1, 8)), "1/8", "1/8", "1/8"),
    (Range(1, 2), "1 to 2", "1～2", "1..2"),
    (Bytes(1901056), "1.901 MB", "1.901 MB", "1901056"),
    (Bytes(40), "40 bytes", "40 バイト", "40"),
    (Named("whole", Message("value.whole_map")), "the whole map", "特徴マップ全体", "whole"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "english", "japanese", "plain"), VALUES)
def test_values(value: Any, english: str, japanese: str, plain: str) -> None:
    assert Wording("en").value(value) == english
    assert Wording("ja").value(value) == japanese
    assert bare(value) == plain


def test_ascii_and_grouping() -> None:
    wording = Wording("en", ascii=True, grouping=False)
    assert wording.value(Sizes((1000, H // 2))) == "1000 x floor(H/2)"
    assert wording.value(Approximate(Fraction(1, 3))) == "~ 0.333333"
    assert wording.say(Message("report.twice_macs")) == "2 x MACs"
    assert to_ascii("k² ≥ 1 …") == "k^2 >= 1 ..."


def test_letters_respell_formulas_and_nothing_else() -> None:
    wording = Wording("en", letters="exam")
    assert wording.value(Lettered((i - k) // 2)) == "⌊(W − F_h) / 2⌋"
    assert wording.value((i - k) // 2) == "⌊(i − k_h) / 2⌋"


def test_messages_nest_and_know_one_from_many() -> None:
    nested = Message("report.setting", name=Message("param.kernel"), value=Sizes((3, 3)))
    title = Message("report.title", name=Message("layer.conv"), settings=[nested])
    assert Wording("en").say(title) == "Convolution: kernel 3 × 3"
    assert Wording("en").say(Message("part.bias", count=1)) == "1 bias"
    assert Wording("en").say(Message("part.bias", count=2)) == "2 biases"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Sizes((7, 7)), "7"),
        (Sizes((7, 5)), "7x5"),
        (Sizes((H, H)), "H"),
        (Pairs(((1, 2), (1, 2))), "1:2"),
        (Fraction(137, 1152), "137/1152"),
        (["conv", "linear"], "conv linear"),
        ("a\tb\nc", "a\\tb\\nc"),
    ],
)
def test_quiet_is_one_line(value: Any, text: str) -> None:
    assert quiet(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (Fraction(0), 6, "0"),
        (Fraction(137, 1152), 6, "0.118924"),
        (Fraction(1152, 137), 4, "8.409"),
        (Fraction(1, 8), 6, "0.125"),
        (Fraction(99999, 10000), 4, "10"),
        (Fraction(123456, 1), 3, "123,456"),
        (Fraction(-1, 3), 2, "-0.33"),
        (Fraction(1, 3000), 3, "0.000333"),
    ],
)
def test_significant(value: Fraction, digits: int, text: str) -> None:
    assert rounded(value, digits, grouping=True) == text


@given(st.fractions(min_value=0, max_value=10**6), st.integers(2, 8))
def test_significant_is_near(value: Fraction, digits: int) -> None:
    shown = Fraction(rounded(value, digits, grouping=True).replace(",", ""))
    assert abs(shown - value) <= max(value / 10 ** (digits - 1), Fraction(0))


def test_a_formula_with_a_sign_is_written_as_a_formula() -> None:
    for value in (Signed(27 * (H - 2)), Count(27 * (H - 2)), Bytes(27 * (H - 2))):
        assert "Product" not in bare(value) + Wording("en").value(value)
        assert bare(value) == bare(27 * (H - 2))
