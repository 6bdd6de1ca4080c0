"""Whole pictures as people see them in 80 columns, each with what must be true of its numbers.

After a wanted change: `CONVCALC_UPDATE_GOLDEN=1 pytest` with this file, then read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from convcalc.inverse.networks import load
from convcalc.network.study import Study
from convcalc.report.document import Document
from convcalc.report.draw.cone import cone_document
from convcalc.report.draw.heat import coverage_document
from tests.render.pictures import written
from tests.report.draw.test_cone import LINE
from tests.report.draw.test_scatter import picture

GOLDEN = Path(__file__).parents[2] / "golden" / "pictures"
SETTINGS = {"kernel": 4, "stride": 2, "padding": 1}

PICTURES: dict[str, Callable[[], Document]] = {
    "scatter": lambda: picture(3, "scatter", **SETTINGS),
    "zeros": lambda: picture(3, "zeros", **SETTINGS),
    "overlap": lambda: picture(5, "overlap", kernel=3, stride=2, padding=1),
    "cone": lambda: cone_document(Study(load(LINE))),
    "phases": lambda: cone_document(Study(load("conv3p1 conv3/2p1 tconv3/2"))),
    "bars": lambda: cone_document(Study(load("resnet18"))),
    "gridding": lambda: coverage_document(Study(load("3*( conv3/1d2 )"))),
}


def page(name: str, lang: str, ascii: bool = False) -> list[str]:
    text = written(PICTURES[name](), "table", lang=lang, width=80, ascii=ascii, colour=False)
    return [line.rstrip() for line in text.splitlines()]


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize(("lang", "ascii"), [("en", False), ("en", True), ("ja", False)])
def test_a_picture(name: str, lang: str, ascii: bool) -> None:
    text = "\n".join(page(name, lang, ascii)) + "\n"
    path = GOLDEN / f"{name}.{'ascii' if ascii else lang}.txt"
    if os.environ.get("CONVCALC_UPDATE_GOLDEN"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def cells_of(line: str, start: int) -> list[str]:
    return [line[at : at + 3].strip() for at in range(start, len(line), 3)]


def test_times_written_are_the_blocks_above() -> None:
    lines = page("scatter", "en")
    rows = [cells_of(line, 16) for line in lines if line.startswith("  input ")]
    (counts,) = (cells_of(line, 16) for line in lines if line.startswith("  times written"))
    blocks = [sum(row[at] == "██" for row in rows) for at in range(len(counts))]
    assert [int(count) for count in counts if count != "░░"] == [n for n in blocks if n]


def test_inputs_met_are_the_numbers_before_them() -> None:
    lines = [line for line in page("zeros", "en") if line.startswith("  window ")]
    for line in lines:
        row, _, met = line.partition("→")
        read = [int(cell) for cell in row.split()[2:] if cell.isdigit() and cell != "0"]
        assert f"meets {len(read)} input" in met


def test_a_level_is_what_the_one_above_reads() -> None:
    lines = [line for line in page("cone", "en") if " k" in line[:16] or line.startswith("  input")]
    totals = []
    for line in lines:
        body = line[16:64].replace("[", " ").replace("]", " ").replace("╱", " ")
        totals.append(sum(map(int, body.split())))
    assert totals == [1, 3, 6, 18, 54]  # conv3, maxpool2, conv3, conv3


def test_a_map_is_the_product_of_the_line_below_it() -> None:
    for name in ("overlap", "gridding"):
        lines = page(name, "en")
        rows = [line.split() for line in lines if line.startswith("    ")]
        (first, *_) = (line.split()[1:] for line in lines if line.startswith("  0 "))
        along = [0 if cell == "╱" else int(cell) for cell in first]
        for y, row in enumerate(rows[: len(along)]):
            told = [0 if cell == "╱" else int(cell) for cell in row]
            assert told == [along[y] * count for count in along]
