"""What `explain CODE` says of the likeliest errors: its examples fail and work as it says."""

from __future__ import annotations

import shlex

import pytest

from convcalc.errors import ConvcalcError
from convcalc.report.explain import is_error
from convcalc.report.glossary import CURES
from convcalc.text import LANGUAGES, catalogue
from tests.cli.conftest import Cli


@pytest.fixture
def code_of(cli: Cli, monkeypatch: pytest.MonkeyPatch):
    """The exit code of a command line, and the code of its error."""
    seen: list[str] = []

    def leads(error: ConvcalcError, arguments: object) -> tuple[object, ...]:
        seen.append(error.code)
        return error.hints

    monkeypatch.setattr("convcalc.cli.leads.leads", leads)

    def run(line: str) -> tuple[int, str | None]:
        seen.clear()
        return cli(*shlex.split(line)).code, (seen or [None])[0]

    return run


@pytest.mark.parametrize("code", CURES)
def test_the_example_fails_and_the_cure_works(code_of, code: str) -> None:
    fails, works = CURES[code]
    left, found = code_of(fails)
    assert (left in (1, 2), found) == (True, code)
    assert code_of(works) == (0, None)


def test_sixty_of_the_likeliest() -> None:
    assert len(CURES) >= 60


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_of_them_have_words_and_no_others(lang: str) -> None:
    words = catalogue(lang)
    assert all(is_error(code, catalogue("en")) for code in CURES)
    explained = {code for code in words if code.startswith("explain.") and code.endswith(".cure")}
    assert explained == {f"explain.{code}.cure" for code in CURES} | {"explain.label.cure"}
    assert all(f"explain.{code}" in words for code in CURES)


@pytest.mark.parametrize("format", ["plain", "json", "markdown", "latex", "csv", "table"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_explained_in_every_format(cli: Cli, lang: str, format: str) -> None:
    said = cli("explain", "conv.in_channels_not_divisible", "--format", format, "--lang", lang)
    assert said.code == 0
    if format in ("plain", "table", "markdown"):
        assert "$ convcalc conv 56@64 -k 3 -o 64 -g 3" in said.out
        assert "$ convcalc conv 56@64 -k 3 -o 64 -g 4" in said.out
