"""`check`: verdicts, slips, exit codes, in every format and both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from convcalc.teach import question
from convcalc.teach.edits import EDITS
from convcalc.text import codes
from tests.cli.conftest import Cli, told

EXAM = "conv 11 -k 3 -s 2 -p 2"


def checked(cli: Cli, line: str) -> tuple[int, dict[str, object]]:
    result = cli(*line.split(" "), "--json")
    assert result.err == ""
    return result.code, json.loads(result.out)


def test_right(cli: Cli) -> None:
    code, document = checked(cli, f"check 7 {EXAM}")
    assert code == 0
    assert document == {
        "convcalc": 1, "kind": "check", "quantity": "size", "answer": 7, "expected": [7, 7],
        "correct": True, "slips": [],
    }  # fmt: skip


def test_wrong(cli: Cli) -> None:
    code, document = checked(cli, f"check 6 {EXAM}")
    assert (code, document["correct"]) == (1, False)
    assert document["slips"] == [
        {"code": "plus_one_forgotten", "step": "add", "expr": "6", "possible": False,
         "message": "the + 1 was forgotten"},
        {"code": "padding_once", "step": "formula", "expr": "floor((i + p - k)/s) + 1",
         "possible": False, "message": "the padding was counted once, but it lies on both sides"},
    ]  # fmt: skip


def test_several(cli: Cli) -> None:
    code, document = checked(cli, f"check 6 13 5 7 {EXAM}")
    assert (code, document["kind"]) == (1, "checks")
    checks = document["checks"]
    assert isinstance(checks, list)
    assert [[slip["code"] for slip in one["slips"]] for one in checks] == [
        ["plus_one_forgotten", "padding_once"], ["stride_ignored"], ["padding_ignored"], [],
    ]  # fmt: skip
    assert [one["correct"] for one in checks] == [False, False, False, True]


RIGHT = [
    "check 7x7 conv 11 -k 3 -s 2 -p 2",
    "check ７ deconv 4 -k 1 -s 2",
    "check 32 tconv 16 -k 4 -s 2 -p 1",
    "check 56 pool 112 -k 3 -s 2 --ceil",
    "check 5 kernel 3 -d 2",
    "check 1/8.4 0.119 137/1152 separable 56@64 -k 3 -p 1 -o 128",
    "check 231,211,008 0.23G conv 56@64 -k 3 -p 1 -o 128 --no-bias --of macs",
    "check 8768 separable 56@64 -k 3 -p 1 -o 128 --of params",
    "check 102764544 layer linear 7x7@512 out=4096 --of params",
    "check 128 layer bn 56@64 --of params",
    "check 512 layer gap 7x7@512 --of channels",
    "check floor((H-1)/2)+1 conv H -k 3 -s 2 -p 1",
    "check 3 conv 11 -k 3 --of rf",
    "check --lang ja 7 conv 11 -k 3 -s 2 -p 2",
]


@pytest.mark.parametrize("line", RIGHT)
def test_right_answers(cli: Cli, line: str) -> None:
    result = cli(line)
    assert (result.code, result.err) == (0, "")
    assert "false" not in result.out


@pytest.mark.parametrize("answer", ["0.1", "0.0", ".1", "10%", "1e-1"])
def test_one_digit_is_not_a_rounded_number(cli: Cli, answer: str) -> None:
    code, document = checked(cli, f"check {answer} separable 56@64 -k 3 -p 1 -o 128")
    assert (code, document["correct"], document["slips"]) == (1, False, [])


def test_all_spellings_of_a_number_lead_to_the_same_slips(cli: Cli) -> None:
    line = "conv 56@64 -k 3 -p 1 -o 128 --no-bias --of macs"
    for answer, slips in (("460M 0.46G 4.6e8", ["flops_for_macs"]), ("500M 0.5G 5e8", [])):
        _, document = checked(cli, f"check {answer} {line}")
        checks = document["checks"]
        assert isinstance(checks, list)
        assert [[slip["code"] for slip in one["slips"]] for one in checks] == [slips] * 3


def test_matrices(cli: Cli) -> None:
    pool = ("value", "maxpool", "--data", "1 3 2 4; 5 6 1 2; 7 8 3 5; 4 2 6 7", "-k", "2")
    assert cli("check", "6 4; 8 7", *pool).code == 0
    assert cli("check", "3 4; 8 7", *pool).code == 1


def test_matrices_of_irrational_numbers(cli: Cli) -> None:
    pool = ("value", "lppool", "--data", "1 -2 3 4; 5 6 7 8", "-k", "2")
    assert cli("check", "8.12 11.75", *pool).code == 0
    assert cli("check", "8 12", *pool).code == 1
    norm = ("value", "bn", "--data", "1 2; 3 4", "--eps", "0")
    assert cli("check", "-1.342 -0.447; 0.447 1.342", *norm).code == 0
    assert cli("check", "-1.342 -0.447; 0.447 1.4", *norm).code == 1


def test_chains(cli: Cli) -> None:
    chain = ("rf", "conv3 conv3/2 maxpool2/2 conv3/1d2")
    assert cli("check", "23", *chain).code == 0
    result = cli("check", "15", "10", *chain)
    assert (result.code, result.err) == (1, "")
    assert "dilation_ignored" in result.out
    assert "stride_ignored" in result.out


REFUSALS = [
    ("check", "usage.missing_argument"),
    ("check 7", "usage.missing_argument"),
    ("check conv 11 -k 3", "usage.missing_argument"),
    ("check 7 conv", "usage.missing_argument"),
    ("check 7 layers", "check.not_this"),
    ("check -k 3 7 conv 11", "check.command_first"),
    ("check seven! conv 11 -k 3", "check.unreadable"),
    ("check 7x7x7 conv 11 -k 3", "check.no_channels"),
    ("check 7x7 conv 11@3 -k 3 -o 8 --of params", "check.parts"),
    ("check 7 layer gap 7@512 --of rf", "check.no_number"),
    ("check 7 conv 11 -k 3 --of macs", "report.unknown_quantity"),
    ("check 7 conv 5 -k 7", "size.kernel_exceeds_input"),
    ("check 7 conv 11 --kernal 3", "usage.unknown_option"),
]


@pytest.mark.parametrize(("line", "code"), REFUSALS)
def test_refusals(cli: Cli, line: str, code: str) -> None:
    result = cli(f"{line} --json")
    assert (result.code, result.out) == (2, "")
    assert json.loads(result.err)["error"]["code"] == code
    for language in ("en", "ja"):
        assert told(cli(f"{line} --lang {language}"), code)


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("kind", ["table", "plain", "json", "csv", "markdown", "latex"])
@pytest.mark.parametrize(
    "line",
    [
        f"7 6 9 10 49 7x6 {EXAM}",
        "1 8 8.4 separable 56@64 -k 3 -p 1 -o 128",
        "73728 73792 1 conv 56@64 -k 3 -o 128 --of params",
        "(H-1)//2 conv H -k 3 -s 2 -p 1",
    ],
)
def test_every_format(cli: Cli, line: str, kind: str, lang: str) -> None:
    result = cli(f"check {line} --format {kind} --lang {lang}")
    assert (result.code, result.err) == (1, "")
    assert "slip." not in result.out
    assert "check." not in result.out
    again = cli(f"check {line} --format {kind} --lang {lang} --steps")
    assert (again.code, again.err) == (1, "")


def test_the_slip_stands_beside_the_right_line(cli: Cli) -> None:
    page = cli(*f"check 13 {EXAM}".split(), terminal=True).out
    assert "= ⌊(11 + 2·2 − 3) / 1⌋ + 1" in page
    assert "right would be ⌊(11 + 2·2 − 3) / 2⌋ + 1" in page


def test_a_wrong_answer_nothing_explains_gets_the_right_derivation(cli: Cli) -> None:
    page = cli(*f"check 1000 {EXAM}".split(), terminal=True).out
    assert "= ⌊12 / 2⌋ + 1" in page
    assert "Dumoulin & Visin" in page


def test_plain_is_one_table(cli: Cli) -> None:
    assert cli(f"check 6 7 {EXAM}").out.splitlines() == [
        "answer\tcorrect\tslip", "6\tfalse\tplus_one_forgotten", "6\tfalse\tpadding_once",
        "7\ttrue\t",
    ]  # fmt: skip


def test_no_slip_of_other_formulas_is_read_into_a_letter(cli: Cli) -> None:
    """r is the factor of an upscaling here, not a factor of the resolution."""
    for wrong in (32, 64):
        code, document = checked(
            cli, f"check {wrong} layer pixel_shuffle 16x16@64 --factor 2 --of channels"
        )
        assert (code, document["correct"], document["slips"]) == (1, False, [])


def test_quiet_and_exit_zero(cli: Cli) -> None:
    assert cli(f"check 6 7 {EXAM} -q").out == "false true\n"
    assert cli(f"check 6 {EXAM} --exit-zero").code == 0


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_slip_has_words(lang: str) -> None:
    source = Path(question.__file__).read_text(encoding="utf-8")
    together = set(re.findall(r'yield "(\w+)"', source))
    assert {"bias_forgotten", "macs_for_params"} <= together
    known = codes(lang)
    assert {f"slip.{code}" for code in {code for code, _ in EDITS} | together} - known == set()
