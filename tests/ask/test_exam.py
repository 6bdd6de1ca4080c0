"""Exam questions of every kind in both languages, with answers that were worked out by hand.

A refusal is expected where `refuse` lists words of which the message must name one.
"""

from __future__ import annotations

import json
import re
import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest

from tests.cli.conftest import run

DATA = Path(__file__).parents[1] / "data" / "exam.jsonl"
QUESTIONS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


def spelt(text: str) -> str:
    """An answer in one spelling: x between sides, no separators, 1/2 for .5."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("×", "x").replace("−", "-")
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    plain = re.sub(r"\s*x\s*(?=\d)", "x", plain)
    return re.sub(r"\d+\.\d+", lambda match: str(Fraction(match.group())), plain).strip()


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: case["text"][:60])
def test_a_question_is_answered_rightly_or_refused(case: dict) -> None:
    result = run("ask", case["text"], "-q")
    if "refuse" in case:
        assert result.code in (1, 2)
        english = run("ask", case["text"], "-q", "--lang", "en")
        said = (result.err + english.err).lower()
        assert any(word in said for word in case["refuse"]), said
        return
    assert result.err == ""
    given = [spelt(line) for line in result.out.splitlines()]
    assert given in [[spelt(part) for part in answer.split(" & ")] for answer in case["answers"]]


def test_every_kind_is_there_in_both_languages() -> None:
    kinds = {}
    for case in QUESTIONS:
        japanese = any("ぁ" <= sign <= "ー" for sign in case["text"])
        kinds.setdefault(case["kind"], set()).add(japanese)
    assert {kind for kind, languages in kinds.items() if len(languages) < 2} <= {
        "flops", "dims3", "norm", "im2col", "count", "trap", "groups",
    }  # fmt: skip
    assert len(QUESTIONS) > 130


def test_the_other_options_are_explained() -> None:
    result = run("ask", "Output size, input 36x36, kernel 4x4, stride 4? (a) 8x8 (b) 9x9 (c) 33x33")
    assert "b: 9x9" in result.out
    assert "the + 1 was forgotten" in result.out
    none = run("ask", "入力36×36、カーネル4×4、ストライド4の出力サイズは？ ア 8×8 イ 10×10", "-q")
    assert (none.code, none.out) == (1, "none\n")


def test_both_counts_are_told_where_biases_are_open() -> None:
    result = run("ask", "3x3 convolution, 16 input channels, 32 filters: number of parameters?")
    assert "4,608; with biases 4,640" in result.out
    chosen = run("ask", "3×3、入力8チャネル、8枚のパラメータ数は？ A. 576 B. 584 C. 72", "-q")
    assert (chosen.code, chosen.out) == (1, "A / B\n")


def test_the_language_of_the_question_is_that_of_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "答え" in run("ask", "入力サイズ11×11、カーネル3×3").out
    monkeypatch.setenv("CONVCALC_LANG", "ja")
    assert "Answer" in run("ask", "input 11x11, kernel 3x3").out
    assert "Answer" in run("ask", "入力サイズ11×11、カーネル3×3", "--lang", "en").out
    assert "解釈できません" in run("ask", "渦巻き状のカーネル3×3、入力11×11").err


def test_the_word_that_nothing_uses_is_named_and_marked() -> None:
    result = run("ask", "input 11x11, kernel 3x3, not stride 2")
    assert result.code == 2
    assert "“not”" in result.err
    quoted, caret = result.err.splitlines()[1:3]
    assert quoted[caret.index("^") :].startswith("not")
