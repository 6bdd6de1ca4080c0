"""The cheat sheet: one page, and every line of it works."""

from __future__ import annotations

import pytest

from convcalc.render.measure import cells
from convcalc.report.cheatsheet import LINES
from tests.cli.conftest import Cli
from tests.docs.examples import run


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_one_page(lang: str, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = cli("cheatsheet", "--format", "table", "--lang", lang).out.rstrip().splitlines()
    assert len(page) == len(LINES) + 4 <= 36
    assert max(map(cells, page)) <= 80


@pytest.mark.parametrize("typed", LINES)
def test_every_line_works(typed: str, tmp_path: object) -> None:
    """The example of a line uses what the line says, and is answered."""
    example = LINES[typed].example
    out = run(example, tmp_path, apart=False)  # type: ignore[arg-type]
    assert out
    assert "(exit code" not in out
    assert "error" not in out
