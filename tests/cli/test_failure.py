"""How errors look: the caret, the hints, and what a crash says."""

from __future__ import annotations

import json

import pytest

from convcalc.cli.failure import caret
from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("text", "position", "below"),
    [
        ("5+", 2, "  ^"),
        ("1..3", 1, " ^"),
        ("２２＄", 2, "    ^"),
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


def test_the_place_of_a_mistake(cli: Cli) -> None:
    lines = cli("conv 5+ -k 3").err.splitlines()
    assert lines[1:3] == ["    5+", "      ^"]
    assert json.loads(cli("conv 5+ -k 3 --json").err)["error"]["position"] == 2


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
