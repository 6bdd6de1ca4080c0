"""Widths and line breaks, East Asian text included."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.render.measure import cells, pad, unbreakable, wrap
from convcalc.text import catalogue


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("出力", 4), ("⌊x⌋ × 2", 7), ("ｶﾅ", 2), ("e\u0301", 1), ("ＡＢ", 4)],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_pad_counts_cells() -> None:
    assert pad("出力", 6) == "出力  "
    assert pad("7", 3, right=True) == "  7"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("出力サイズ", 4, ["出力", "サイ", "ズ"]),
        ("値です。次", 6, ["値で", "す。次"]),
        ("p\u00a0=\u00a02 q", 5, ["p = 2", "q"]),
        ("averylongword x", 4, ["averylongword", "x"]),
        ("大きさ（3）", 8, ["大きさ", "（3）"]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(st.text(alphabet="ab 出力。、（）3×", max_size=60), st.integers(6, 40))
def test_wrap_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert cells(line) <= max(width, unbreakable(line))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("畳み込みの間隔を画素数で示す", 16, ["畳み込みの間隔を", "画素数で示す"]),
        ("深さ方向畳み込みの重み", 18, ["深さ方向畳み込みの", "重み"]),
        ("隣り合う出力の間隔（入力の画素数）", 20, ["隣り合う出力の間隔", "（入力の画素数）"]),
        ("ストライドは 3 層で変わる", 16, ["ストライドは", "3 層で変わる"]),
        ("グローバルアベレージプーリング", 10, ["グローバル", "アベレージ", "プーリング"]),
    ],
)
def test_phrases_of_japanese_stay_whole_where_they_fit(
    text: str, width: int, lines: list[str]
) -> None:
    assert wrap(text, width) == lines


def test_no_term_of_the_catalogue_is_cut_within_a_word() -> None:
    word = re.compile("[一-龯ァ-ヶー]{2}")
    for text in catalogue("ja").values():
        lines = wrap(text, 60)
        for above, below in pairwise(lines):
            assert not word.fullmatch(above[-1] + below[0]), (above, below)
