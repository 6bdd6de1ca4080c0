"""Conditions of symbolic answers, and command lines in which a symbol or an axis once crashed."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Cli

UNFOLDED = "3x9x9: unfold3 conv3/2"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("pool 11 -k K -p 4 -s 1", ["K ≥ 8", "K ≤ 19"]),
        ("pool 11 -k 3 -s 2 -p P", ["P ≤ 1"]),
        ("tconv 11 -k 3 -s S -p 1 -a A", ["S ≥ A + 1"]),
        ("conv 11 -k 3 -s S -d D --dialect keras", ["D ≤ 5", "min(S, D) ≤ 1", "S ≥ 1", "D ≥ 1"]),
    ],
)
def test_rules_of_dialects_are_conditions(cli: Cli, line: str, expected: list[str]) -> None:
    assert json.loads(cli(f"{line} --json").out)["conditions"] == expected


def test_conditions_in_every_format_and_language(cli: Cli) -> None:
    line = "conv 11 -k 3 -s S -d D --dialect keras"
    assert "min(S, D) <= 1" in cli(f"{line} --ascii").out
    assert r"$\min\left(S, D\right)$ \ensuremath{\le} 1" in cli(f"{line} --format latex").out
    assert "min(S, D) ≤ 1" in cli(f"{line} --lang ja").out
    assert "min(S, D) ≤ 1" in cli(f"{line} --format markdown").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("layer", "lppool", "1000", "--kernel", "3", "padding=G"), "dialect.no_parameter"),
        (("layer", "pointwise", "@5", "-o", "P", "-g", "H", "--dims", "1"), "layer.axes"),
        (("layer", "unfold", "@12", "kernel=N", "--dims", "2"), "layer.axes"),
        (("pool", "3", "-k", "K", "-p", "4", "-s", "1", "-d", "3"), "condition.never"),
        (("tconv", "1@3", "--kernel", "32xd", "-s", "kx16", "--padding", "227"), "tconv.no_output"),
        (("check", "5", "rf", UNFOLDED), "check.no_number"),
        (("check", "-1", "rf", "3x9x9: concat[ linear@10 ] identity"), "check.no_number"),
        (("solve", "pool", "7x224", "-k", "max(7, K)xN", "-s", "s", "--at-least", "q"),
         "solve.letter_of_goal"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(cli: Cli, words: tuple[str, ...], code: str) -> None:
    result = cli(*words, "--json")
    assert result.code == 2
    assert json.loads(result.err)["error"]["code"] == code


def test_letters_on_which_a_field_does_not_depend(cli: Cli) -> None:
    assert cli("solve", "rf", "conv(K)/(S)", "--want", "31", "-q").out == "31\n"


def test_a_count_may_be_0_where_the_user_says_so(cli: Cli) -> None:
    line = "(A)*( conv3 ) (C)*( maxpool2/2 )"
    found = cli("solve", "rf", line, "--want", "63", "--where", "A=1..40", "--where", "C=0..3")
    assert "31\t0\t63\t1" in found.out
    least = cli("solve", "rf", "(A-5)*( conv3 )", "--at-most", "1", "--where", "A=0..9", "--json")
    assert json.loads(least.out)["parts"][0]["values"] == [{"min": 5, "max": 5, "step": 1}]
