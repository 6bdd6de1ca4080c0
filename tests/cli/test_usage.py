"""Mistakes in the command line: one clear line, the nearest word, in the language asked for."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Cli

MISTAKES = [
    # arguments, words of the English message
    ("conf 11", "conf|write convcalc conv 11 -k 3"),
    ("CONV 11", "CONV|conv"),
    ("frobnicate", "frobnicate|--help"),
    ("11 -k 3", "11|convcalc conv 11 -k 3"),
    ("conv", "SIZE|convcalc conv 11"),
    ("conv 11 12 -k 3", "12|too many"),
    ("conv 11 --kernal 3", "--kernal|write convcalc conv 11 --kernel 3"),
    ("--kernel 3 conv 11", "--kernel"),
    ("conv 11 -z 3", "-z"),
    ("conv 11 -k", "-k needs a value"),
    ("conv 11 -k -s 2", "-k needs a value|-s"),
    ("--lang", "--lang needs a value"),
    ("conv 11 -k 3 --of", "--of needs a value"),
    ("conv 11 -k 3 --no-bias=1", "--no-bias takes no value"),
    ("conv -5 -k 3", "-5|at least 1"),
    ("conv -5x3 -k 3", "-5x3|at least 1"),
    ("layer", "TYPE"),
    ("layer conv", "SIZE"),
    ("layer cnv 11", "cnv|did you mean conv"),
    ("layer -k 3 conv 11", "-k"),
    ("layer conv 11 kernle=3", "kernle|kernel"),
    ("layer conv 11 kernel=3 kernel=5", "kernel|twice"),
    ("batch a b", "too many"),
    ("batch --format csv", "csv|json"),
    ("batch --dialect tourch", "tourch|did you mean torch"),
]


@pytest.mark.parametrize(("arguments", "words"), MISTAKES)
def test_in_english(cli: Cli, arguments: str, words: str) -> None:
    result = cli(arguments)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("convcalc: error: ")
    for word in words.split("|"):
        assert word in result.err


@pytest.mark.parametrize("arguments", [arguments for arguments, _ in MISTAKES])
def test_in_japanese(cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: str) -> None:
    monkeypatch.setenv("CONVCALC_LANG", "ja")
    result = cli(arguments)
    assert result.code == 2
    assert result.err.startswith("convcalc: エラー：")
    english = {"there", "is", "the", "no", "needs", "option", "argument", "such", "missing"}
    assert not english & set(result.err.lower().split())


@pytest.mark.parametrize(
    "arguments",
    [line for line, _ in MISTAKES if "--format" not in line and line != "--lang"],
)
def test_as_json(cli: Cli, arguments: str) -> None:
    result = cli(f"--json {arguments}")
    assert result.code == 2
    said = json.loads(result.err)
    assert (said["convcalc"], said["kind"]) == (1, "error")
    assert said["error"]["code"]
    assert said["error"]["message"]
    assert result.err.count("\n") == 1


def test_json_is_english_unless_asked(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVCALC_LANG", "ja")
    assert "there is no command" in cli("--json conf").err
    assert "コマンド" in cli("--json conf --lang ja").err


def test_nothing_at_all_shows_the_help(cli: Cli) -> None:
    result = cli("")
    assert (result.code, result.out) == (2, "")
    assert "conv" in result.err


def test_two_quantities_are_refused(cli: Cli) -> None:
    result = cli("conv 56@64 -k 3 -o 8 -q --of params --of macs --json")
    assert (result.code, json.loads(result.err)["error"]["code"]) == (2, "usage.given_twice")
    assert cli("conv 56@64 -k 3 -o 8 -q --of params --of params").out == "4616\n"
