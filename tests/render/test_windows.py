"""Windows in characters."""

from __future__ import annotations

import re

import pytest

from convcalc.render.figures import MOST_CELLS, plain_figure
from convcalc.render.measure import cells
from convcalc.render.wording import Wording
from tests.cli.conftest import run
from tests.drawings import windows

SHEET = """\
Convolution 5 × 5 → 3 × 3
  kernel 3 × 3 · stride 2 · padding 1

            input, with padding 7 × 7   output
            [0  0  0] 0  0  0  0
            [0  ·  ·] ·  ·  ·  0
            [0  ·  ·] ·  ·  ·  0        1  2  3
             0  ·  ·  ·  ·  ·  0    →   4  5  6
             0  ·  ·  ·  ·  ·  0        7  8  9
             0  ·  ·  ·  ·  ·  0
             0  0  0  0  0  0  0

             −1  0  1  2  3  4  5
  window 1    0 ██ ██  ·  ·  ·  ·  → 1
  window 2    ·  · ██ ██ ██  ·  ·  → 2
  window 3    ·  ·  ·  · ██ ██  0  → 3
  times read  1  1  2  1  2  1  1

  ██ read by the window   0 padding
"""


def picture(line: str, *more: str) -> str:
    result = run("draw", *line.split(), *more)
    assert result.code == 0, result.err
    return result.out


def rows(text: str) -> dict[str, str]:
    """The rows of an axis by their labels."""
    found = (re.match(r"  (window [\d,]+|times read) +(.*)", line) for line in text.splitlines())
    return {one[1]: one[2] for one in found if one}


def test_a_sheet() -> None:
    text = picture("conv 5 -k 3 -s 2 -p 1")
    assert text == SHEET
    read = [row.split("→")[0] for label, row in rows(text).items() if label != "times read"]
    assert sum(row.count("██") + row.count("0") for row in read) == 3 * 3
    assert sum(map(int, rows(text)["times read"].split())) == 3 * 3


def test_dilation_strides_beyond_the_kernel_and_the_remainder() -> None:
    assert rows(picture("conv 7 -k 3 -d 2"))["window 1"] == "██ ── ██ ── ██  ·  ·  → 1"
    text = picture("conv 7 -k 2 -s 3")
    assert rows(text)["times read"] == "1  1  ╱  1  1  ╱  ╱"
    assert "2 left over at the end, never read" in text
    plan = [
        line
        for line in text.splitlines()
        if "╱" in line and "left" not in line and "read" not in line
    ]
    assert sum(line.count("╱") for line in plan) == 7 * 7 - 4 * 4


def test_ceil_mode_clips_and_drops() -> None:
    text = picture("pool 5 -k 2 -s 2 --ceil")
    assert rows(text)["window 3"].startswith("·  ·  ·  · ██ ░░")
    assert "window 3 is clipped: 1 of 2 cells lies outside" in text
    text = picture("pool 9 -k 4 -s 4 -p 2 --ceil")
    assert rows(text)["window 4"] == "dropped: would start past the last pixel"
    assert "1 of the padding not reached" in text
    assert "never the maximum" in text


def test_same_is_seen_to_be_uneven() -> None:
    text = picture("conv 6 -k 3 -s 2 -p same --dialect tf")
    assert "padding SAME: 0 before, 1 after" in text
    assert rows(text)["window 3"] == "·  ·  ·  · ██ ██  0  → 3"


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ("padding_mode=reflect", "2  1 ██ ██  ·"),
        ("padding_mode=replicate", "0  0 ██ ██  ·"),
        ("padding_mode=circular", "4  5 ██ ██  ·"),
    ],
)
def test_copied_borders_name_the_pixel(given: str, row: str) -> None:
    text = picture("layer conv 6 --dims 1 -k 4 -p 2", given)
    assert rows(text)["window 1"].startswith(row)


def test_a_mean_says_what_it_leaves_out() -> None:
    assert "not counted" in picture("pool 7 -k 3 -p 1 --type avg --no-count-include-pad")
    assert "not counted" not in picture("pool 7 -k 3 -p 1 --type avg")


def test_unequal_axes_are_drawn_each() -> None:
    text = picture("conv 4x7 -k 3x5 -s 1x2 -p 1x2")
    assert text.index("Along the columns") < text.index("Along the rows")
    text = picture("conv 4x7x7 --dims 3 -k 3")
    assert text.index("Along the rows and columns") < text.index("Along the depth")


def test_what_is_left_out_is_counted() -> None:
    text = picture("conv 224 -k 11 -s 4 --dims 1")
    assert "51 windows not drawn" in text
    assert list(rows(text)) == ["window 1", "window 2", "window 54", "times read"]
    assert "1 left over at the end, never read" in text
    text = picture("conv 16000 -k 400 -s 160 --dims 1")
    assert "160 … 559" in text
    assert "93 windows not drawn" in text
    assert "at most 3" in text


def test_thousands_are_separated_but_in_ascii() -> None:
    line = "conv 16000 -k 400 -s 160 --dims 1"
    assert "15,520 … 15,919" in picture(line)
    assert "15520 ... 15919" in picture(line, "--ascii")


@pytest.mark.parametrize("seed", range(100, 160))
def test_any_layer_fits_the_page(seed: int) -> None:
    figure = windows(seed)
    for lang in ("en", "ja"):
        lines = plain_figure(figure, Wording(lang), 200)
        assert max(map(cells, lines)) <= MOST_CELLS
        if max(axis.stop for axis in figure.axes) < 60:
            assert max(map(cells, plain_figure(figure, Wording(lang), 50))) <= 50
    narrow = plain_figure(figure, Wording("en"), MOST_CELLS)
    spelt = plain_figure(figure, Wording("en", ascii=True), MOST_CELLS)
    assert all(line.isascii() for line in spelt)
    assert max(map(cells, spelt)) <= MOST_CELLS
    drawn = "\n".join(narrow)
    if max(axis.padded for axis in figure.axes) < 1000:
        windows_drawn = [set(rows("\n".join(text))) for text in (narrow, spelt)]
        assert windows_drawn[0] == windows_drawn[1], drawn
