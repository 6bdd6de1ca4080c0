"""Reading answers as people write them, and what each stands for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convcalc.algebra.expr import Var
from convcalc.errors import InputError, UsageError
from convcalc.teach.answers import read_answer

RATIO = Fraction(137, 1152)
MATCHING = [
    ("7", (7, 7)), ("7x7", (7, 7)), ("7 × 7", (7, 7)), ("７×７", (7, 7)), ("7,5", (7, 5)),
    (" 7 ", (7,)), ("= 7", (7,)), ("約7", (7,)), ("7個", (7,)), ("7 pixels", (7,)),
    ("231,211,008", (231_211_008,)), ("２３１，２１１，００８", (231_211_008,)),
    ("231M", (231_211_008,)), ("0.23G", (231_211_008,)), ("0.57G", (568_740_352,)),
    ("2.3億", (231_211_008,)), ("23121万", (231_211_008,)), ("2.3e8", (231_211_008,)),
    ("0.119", (RATIO,)), ("0.12", (RATIO,)), ("0.118924", (RATIO,)), ("11.9%", (RATIO,)),
    ("1/8.4", (RATIO,)), ("1/8.41", (RATIO,)), ("8.4分の1", (RATIO,)), ("137/1152", (RATIO,)),
    ("0.1", (Fraction(1, 10),)), ("0.10", (Fraction(101, 1000),)), ("0.0", (0,)),
    ("230M", (231_211_008,)), ("0.23G", (234_000_000,)), ("230M", (234_000_000,)),
    ("2.3e8", (234_000_000,)), ("0.20G", (203_000_000,)), ("2.0e8", (203_000_000,)),
    *[(text, (200_000_000,)) for text in ("200M", "0.2G", "2e8", "2億", "0.20G", "20e7")],
    (".5", (Fraction(1, 2),)), ("-3", (-3,)), ("−3", (-3,)), ("6*1+1", (7,)),
]  # fmt: skip
OTHERS = [
    ("7", (7, 5)), ("7x5", (5, 7)), ("0.118", (RATIO,)), ("1/8", (RATIO,)), ("1/8.5", (RATIO,)),
    ("0.58G", (568_740_352,)), ("231,211,009", (231_211_008,)), ("7.2", (7,)), ("7x7x7", (7, 7)),
    ("0.1", (RATIO,)), (".1", (RATIO,)), ("10%", (RATIO,)), ("0.10", (RATIO,)), ("1e-1", (RATIO,)),
    ("0.0", (RATIO,)), ("0.00", (Fraction(1, 250),)), ("0%", (RATIO,)), ("12.", (Fraction(49, 4),)),
    *[(text, (231_211_008,)) for text in ("200M", "0.2G", "2e8", "2億", "20e7", "0.20G")],
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), MATCHING)
def test_means(text: str, values: tuple[int | Fraction, ...]) -> None:
    assert read_answer(text).matches(values)


@pytest.mark.parametrize(("text", "values"), OTHERS)
def test_does_not_mean(text: str, values: tuple[int | Fraction, ...]) -> None:
    assert not read_answer(text).matches(values)


def test_expressions() -> None:
    height = Var("H")
    assert read_answer("floor((H - 1)/2) + 1").matches([(height + 1) // 2])
    assert read_answer("(H+1)//2").matches([(height + 1) // 2, (height + 1) // 2])
    assert not read_answer("H/2").matches([(height + 1) // 2])
    assert not read_answer("7").matches([height])


def test_matrices() -> None:
    for text in ("6 4; 8 7", "6,4;8,7", "6 4\n8 7", "[6 4; 8 7]", "６ ４；８ ７"):
        assert read_answer(text).is_matrix(((6, 4), (8, 7))), text
    assert not read_answer("6 4; 8 8").is_matrix(((6, 4), (8, 7)))
    assert not read_answer("6 4 8 7").is_matrix(((6, 4), (8, 7)))
    assert read_answer("3.75 2.25; 5.25 5.25").is_matrix(
        ((Fraction(15, 4), Fraction(9, 4)), (Fraction(21, 4), Fraction(21, 4)))
    )
    with pytest.raises(UsageError):
        read_answer("6 4; 8 7").matches((6,))


@pytest.mark.parametrize(
    "text", ["", "x", "7x", "seven!", "1:2", "1/0", "9" * 41, "9" * 2_000, "1e99", "H +"]
)
def test_unreadable(text: str) -> None:
    with pytest.raises(InputError):
        read_answer(text)
