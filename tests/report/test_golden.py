"""Whole pages as people see them, at fixed widths.

After a wanted change: `CONVCALC_UPDATE_GOLDEN=1 pytest tests/report/test_golden.py`, then read the
difference.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from convcalc.render import Style, emit
from convcalc.render.measure import cells
from tests.report.documents import DOCUMENTS

GOLDEN = Path(__file__).parents[1] / "golden"
PAGES = [
    (name, lang, form)
    for name in ("conv", "costs", "symbols", "worked", "worked_axes", "separable",
                 "separable_worked", "kernel", "formula", "layer_type", "term")
    for lang in ("en", "ja")
    for form in ("table", "plain", "markdown")
    if form == "table" or (name in ("costs", "worked", "separable") and lang == "en")
]  # fmt: skip
WIDTH = 80


@pytest.mark.parametrize(("name", "lang", "form"), PAGES)
def test_page(name: str, lang: str, form: str) -> None:
    stream = io.StringIO()
    emit(DOCUMENTS[name](), Style(form, lang, width=WIDTH, colour=False), stream)
    page = "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"
    path = GOLDEN / f"{name}.{lang}.{form}.txt"
    if os.environ.get("CONVCALC_UPDATE_GOLDEN"):
        path.write_text(page, "utf-8")
    assert page == path.read_text("utf-8")
    if form == "table":
        assert max(map(cells, page.splitlines())) <= WIDTH, "nothing is wider than the terminal"
