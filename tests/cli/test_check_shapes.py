"""Answers that give the whole shape: every spelling of the right one, the wrong part of another."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Cli

MAP = "conv 11@3 -k 3 -s 2 -p 2 -o 64"  # 7x7 with 64 channels
WIDE = "conv 12x10@3 -k 3 -p 1 -s 2 -o 8"  # 6x5
SEQUENCE = "conv 100@3 --dims 1 -k 3 -o 64"
VOLUME = "conv 8@3 --dims 3 -k 3 -o 64"
POOLED = "layer gap 7@512"
VECTOR = "layer linear 7@64 out=10"


def checked(cli: Cli, answer: str, question: str) -> tuple[int, dict[str, object]]:
    code, out, err = cli("check", answer, *question.split(), "--json")
    assert err == ""
    return code, json.loads(out)


@pytest.mark.parametrize(
    ("answer", "question", "order"),
    [
        ("7x7x64", MAP, "channels_last"),
        ("(7, 7, 64)", MAP, "channels_last"),
        ("[7, 7, 64]", MAP, "channels_last"),
        ("7×7×64", MAP, "channels_last"),
        ("7 7 64", MAP, "channels_last"),
        ("7x7@64", MAP, "channels_last"),
        ("7@64", MAP, "channels_last"),
        ("(None, 7, 7, 64)", MAP, "channels_last"),
        ("1x7x7x64", MAP, "channels_last"),
        ("64x7x7", MAP, "channels_first"),
        ("(64, 7, 7)", MAP, "channels_first"),
        ("1x64x7x7", MAP, "channels_first"),
        ("[-1, 64, 7, 7]", MAP, "channels_first"),
        ("torch.Size([1, 64, 7, 7])", MAP, "channels_first"),
        ("6x5x8", WIDE, "channels_last"),
        ("8x6x5", WIDE, "channels_first"),
        ("98x64", SEQUENCE, "channels_last"),
        ("64x98", SEQUENCE, "channels_first"),
        ("6x6x6x64", VOLUME, "channels_last"),
        ("1x64x6x6x6", VOLUME, "channels_first"),
        ("64,112,112", "conv 224@3 -k 3 -s 2 -p 1 -o 64", "channels_first"),
        ("64x64x64", "conv 64@3 -k 3 -p 1 -o 64", "channels_last"),
        ("512", POOLED, "channels_last"),
        ("1x1x512", POOLED, "channels_last"),
        ("512x1x1", POOLED, "channels_first"),
        ("(1, 10)", VECTOR, "channels_last"),
        ("10x1x1", VECTOR, "channels_first"),
        ("H x W x M", "conv HxW@3 -k 3 -p 1 -o M", "channels_last"),
    ],
)
def test_right(cli: Cli, answer: str, question: str, order: str) -> None:
    code, document = checked(cli, answer, question)
    assert (code, document["correct"], document["order"]) == (0, True, order)


@pytest.mark.parametrize(
    ("answer", "question"),
    [("7x7", MAP), ("(7, 7)", MAP), ("112,112", "conv 224 -k 3 -s 2 -p 1"), ("1x1", POOLED),
     ("1,024", "conv 1024 -k 1"), ("10", VECTOR)],
)  # fmt: skip
def test_a_size_alone(cli: Cli, answer: str, question: str) -> None:
    code, document = checked(cli, answer, question)
    assert (code, document["correct"]) == (0, True)
    assert "order" not in document


@pytest.mark.parametrize(
    ("answer", "question", "slips"),
    [
        ("6x6x64", MAP, ["plus_one_forgotten", "padding_once"]),
        ("64x6x6", MAP, ["plus_one_forgotten", "padding_once"]),
        ("(1, 64, 13, 13)", MAP, ["stride_ignored"]),
        ("7x7x3", MAP, ["input_channels_for_output"]),
        ("3x7x7", MAP, ["input_channels_for_output"]),
        ("7x7@32", MAP, ["channels_wrong"]),
        ("6x6x3", MAP, ["plus_one_forgotten", "padding_once", "input_channels_for_output"]),
        ("5x6x8", WIDE, ["axes_swapped"]),
        ("1x1x9", VECTOR, ["channels_wrong"]),
        ("7", POOLED, []),
    ],
)
def test_the_wrong_part(cli: Cli, answer: str, question: str, slips: list[str]) -> None:
    code, document = checked(cli, answer, question)
    found = document["slips"]
    assert isinstance(found, list)
    assert (code, [slip["code"] for slip in found]) == (1, slips)


@pytest.mark.parametrize(
    ("answer", "question", "code"),
    [
        ("2x64x7x7", MAP, "check.parts"),
        ("7x7x64", "conv 11 -k 3 -s 2 -p 2", "check.no_channels"),
        ("7x7x64", "rf conv7", "check.parts"),
        ("K", MAP, "check.foreign_name"),
        ("7x7xM", MAP, "check.foreign_name"),
        ("7x7@M", MAP, "check.foreign_name"),
        ("(i - 1)/2", "conv H -k 3 -s 2 -p 1", "check.foreign_name"),
        ("seven", MAP, "check.unreadable"),
        ("7x7xseven", MAP, "check.unreadable"),
        ("⑦", MAP, "check.unreadable"),
    ],
)
def test_refused(cli: Cli, answer: str, question: str, code: str) -> None:
    result = cli("check", answer, *question.split(), "--json")
    assert (result.code, result.out) == (2, "")
    assert json.loads(result.err)["error"]["code"] == code


def test_letters_of_the_question(cli: Cli) -> None:
    words = ["check", "H", "conv", "HxW", "-k", "K", "-p", "1", "-q"]
    assert cli(*words).code == 1
    result = cli("check", "i", *words[2:])
    assert "letters of the question: H, K, W" in result.err


def test_a_matrix_as_a_list(cli: Cli) -> None:
    question = ["value", "conv", "--data", "1 2 3; 4 5 6; 7 8 9", "--weight", "1 0; 0 1"]
    assert cli("check", "[[6, 8], [12, 14]]", *question).code == 0
    assert cli("check", "[[6, 8], [12, 15]]", *question).code == 1
