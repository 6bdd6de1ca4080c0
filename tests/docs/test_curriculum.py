"""The curriculum page: all 399 items, each with a command that runs or a page that exists."""

from __future__ import annotations

import csv
import re
import shlex
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from tests.cli.conftest import Result, run

DOCS = Path(__file__).resolve().parents[2] / "docs"
DATA = Path(__file__).resolve().parents[1] / "data"
PAGE = (DOCS / "curriculum.md").read_text(encoding="utf-8")
ERRORS = (DOCS / "note-errors.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| S(\d+) \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)
COMMANDS = sorted(
    {command for *_, answer in ROWS for command in re.findall(r"`([^`]+)`", answer)}
    | set(re.findall(r"`(convcalc [^`]+)`", ERRORS))
)
PHRASES = list(
    csv.DictReader((DATA / "curriculum_phrases.csv").read_text(encoding="utf-8").splitlines())
)
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


@cache
def answered(command: str, lang: str) -> Result:
    """What a command of the page answers; several items have the same."""
    return run(*shlex.split(command)[1:], "--format", "table", "--lang", lang)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs(command: str) -> None:
    program, *words = shlex.split(command)
    assert program == "convcalc"
    result = answered(command, "en")
    assert result.code == (1 if words[0] == "check" else 0), result.err
    assert result.out


def plain(text: str) -> str:
    """Without spaces, and without regard to case and width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def section(link: str, lang: str) -> str:
    """What stands under the heading that a link leads to, on the page of this language."""
    name, _, anchor = link.partition("#")
    pages = [
        re.split(
            r"^#+ ", (DOCS / name.replace(".en.", f".{spoken}.")).read_text("utf-8"), flags=re.M
        )
        for spoken in ("en", lang)
    ]
    titles = [part.partition("\n")[0].lower().replace(" ", "-") for part in pages[0]]
    return pages[1][titles.index(anchor)]


def told(answer: str, lang: str) -> str:
    """All that the commands of a row print, and what stands where it leads to."""
    commands = re.findall(r"`(convcalc [^`]+)`", answer)
    links = [link for link in re.findall(r"\]\(([^)]+)\)", answer) if link.startswith("worked")]
    return "\n".join(
        [answered(command, lang).out for command in commands]
        + [section(link, lang) for link in links]
    )


def test_every_item_says_what_its_answer_contains() -> None:
    assert [row["item"] for row in PHRASES] == [f"S{number}" for number, *_ in ROWS]


@pytest.mark.parametrize(
    ("row", "answer"),
    list(zip(PHRASES, [row[2] for row in ROWS], strict=True)),
    ids=[f"S{row[0]}" for row in ROWS],
)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_answer_says_what_the_item_asks(lang: str, row: dict[str, str], answer: str) -> None:
    """All phrases ("; " between them) in one of their spellings ("|") are in what is printed.

    A phrase that begins with "=" is a whole line of it.
    """
    printed = told(answer, lang)
    lines = [plain(line) for line in printed.splitlines()]
    for phrase in row[lang].split("; "):
        if phrase.startswith("="):
            assert plain(phrase[1:]) in lines, phrase
        else:
            assert any(plain(word) in plain(printed) for word in phrase.split("|")), phrase


def test_the_errors_of_the_notes_are_there_in_order() -> None:
    rows = re.findall(r"^\| (\d+) \| (S[^|]+) \|", ERRORS, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 28))
    marked = {f"S{number}" for number, item, _ in ROWS if "the note errs" in item}
    named = {f"S{n}" for _, items in rows for n in re.findall(r"S(\d+)", items)}
    assert marked - {f"S{n}" for n in range(196, 204)} <= named


@pytest.mark.parametrize("link", LINKS)
def test_every_page_and_place_exists(link: str) -> None:
    name, _, anchor = link.partition("#")
    assert (DOCS / name).is_file()
    assert not anchor or anchor in anchors(DOCS / name)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_term_is_explained_in_both_languages(lang: str) -> None:
    for command in COMMANDS:
        if command.startswith("convcalc explain "):
            result = answered(command, lang)
            assert result.code == 0, command
            japanese = any("ぁ" <= character <= "ヶ" for character in result.out)
            assert japanese == (lang == "ja"), command
