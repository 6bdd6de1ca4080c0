"""The curriculum page: all 399 items, each with a command that runs or a page that exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import run

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "curriculum.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| S(\d+) \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)
COMMANDS = sorted({command for *_, answer in ROWS for command in re.findall(r"`([^`]+)`", answer)})
LINKS = sorted({link for *_, answer in ROWS for link in re.findall(r"\]\(([^)]+)\)", answer)})
UNCOMPUTED = ("history, not computable", "measured, not computable", "not arithmetic")


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_all_items_are_there_once_and_in_order() -> None:
    assert sorted(int(number) for number, *_ in ROWS) == list(range(1, 400))
    assert len(ROWS) == 399


@pytest.mark.parametrize(("number", "item", "answer"), ROWS)
def test_every_item_has_an_answer(number: str, item: str, answer: str) -> None:
    assert "`convcalc " in answer or "](" in answer or answer.startswith(UNCOMPUTED)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs(command: str) -> None:
    program, *words = shlex.split(command)
    assert program == "convcalc"
    result = run(*words)
    assert result.code == (1 if words[0] == "check" else 0), result.err
    assert result.out


@pytest.mark.parametrize("link", LINKS)
def test_every_page_and_place_exists(link: str) -> None:
    name, _, anchor = link.partition("#")
    assert (DOCS / name).is_file()
    assert not anchor or anchor in anchors(DOCS / name)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_term_is_explained_in_both_languages(lang: str) -> None:
    for command in COMMANDS:
        words = shlex.split(command)[1:]
        if words[0] == "explain":
            result = run(*words, "--lang", lang)
            assert result.code == 0, words
            japanese = any("ぁ" <= character <= "ヶ" for character in result.out)
            assert japanese == (lang == "ja"), words
