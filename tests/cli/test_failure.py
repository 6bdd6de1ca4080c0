"""How errors look: the caret, the hints, and what a crash says."""

from __future__ import annotations

import json

import pytest

from convcalc.cli.failure import caret
from convcalc.render.measure import cells
from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("text", "position", "below"),
    [
        ("5+", 2, "  ^"),
        ("1..3", 1, " ^^^"),
        ("conv3s2p1 relu", 5, "     ^^^^"),
        ("relu [conv3]", 5, "     ^"),
        ("conv3@64->relu", 8, "        ^^^^^^"),
        ("２２＄", 2, "    ^^"),
        ("a\tb", 2, "  ^"),
        ("", 0, "^"),
    ],
)
def test_caret(text: str, position: int, below: str) -> None:
    assert caret(text, position)[1] == below


def test_caret_in_a_long_text() -> None:
    text = "1+" * 200 + "$" + "+1" * 200
    quoted, below = caret(text, 400)
    assert len(quoted) < 80
    assert quoted[below.index("^")] == "$"
    wide, below = caret("畳" * 100 + "！" + "層" * 100, 100, 30)
    assert cells(wide) <= 34
    assert wide[(below.index("^") - 2) // 2 + 2] == "！"


@pytest.mark.parametrize(
    ("line", "quoted", "below"),
    [
        ("conv 5+ -k 3", "convcalc conv 5+ -k 3", "                ^"),
        ("conv 224 -k 3.5", "convcalc conv 224 -k 3.5", "                     ^^^"),
        ("conv 3.5 -k 3.5", "3.5", "^^^"),  # which of them nobody knows here
    ],
)
def test_the_place_of_a_mistake(cli: Cli, line: str, quoted: str, below: str) -> None:
    lines = cli(line).err.splitlines()
    assert lines[1:3] == [f"    {quoted}", f"    {below}"]


def test_the_position_in_json_is_that_in_the_value(cli: Cli) -> None:
    assert json.loads(cli("conv 5+ -k 3 --json").err)["error"]["position"] == 2


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("width", ["40", "60", "80"])
def test_lines_end_at_words_on_a_terminal(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, width: str, lang: str
) -> None:
    """What is typed stays whole, whatever fits; a pipe gets one line each."""
    network = "3x64x64: " + "conv3p1 " * 20 + "conv3s2p1 relu"
    words = ("audit", network, "--lang", lang)
    monkeypatch.setenv("COLUMNS", width)
    monkeypatch.setenv("NO_COLOR", "1")
    lines = cli(*words, terminal=True).err.splitlines()
    typed = [line for line in lines if "conv3/2p1" in line]
    assert len(typed) == 1  # the line to type
    assert max(cells(line) for line in lines if line not in typed) <= int(width)
    where = next(number for number, line in enumerate(lines) if set(line) == {" ", "^"})
    start = lines[where].index("^")
    assert lines[where - 1][start:].startswith("s2p1")
    assert len(cli(*words).err.splitlines()) == 4
    missed = ("audit", "resnet18", "--max-params", "1M", "-q", "--lang", lang)
    told = cli(*missed, terminal=True).err.splitlines()
    assert max(map(cells, told)) <= int(width) < cells(cli(*missed).err)


def test_a_crash_is_one_line_that_asks_for_a_report(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError("somewhere\nelse")

    monkeypatch.setattr("convcalc.cli.one_layer.analyse", crash)
    result = cli("conv 11 -k 3")
    assert result.code == 2
    assert "ZeroDivisionError: somewhere" in result.err
    assert "report" in result.err
    assert "Traceback" not in result.err
    monkeypatch.setenv("CONVCALC_DEBUG", "1")
    assert "Traceback" in cli("conv 11 -k 3").err


def test_colour_on_a_terminal_only(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in cli("conf").err
    assert "\x1b[" in cli("conf", "11", terminal=True).err
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in cli("conf").err
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in cli("conf", "11", terminal=True).err


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    "command", ["conv 11 -k 3", "conv H -k 3", "conf", "--help", "conv 5+ -k 3"]
)
def test_an_encoding_without_our_signs(cli: Cli, command: str, language: str) -> None:
    result = cli(*command.split(), "--lang", language, encoding="ascii")
    assert result.code in (0, 2)
    assert "\\u" not in result.out + result.err
