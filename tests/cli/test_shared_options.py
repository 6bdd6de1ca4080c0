"""The shared options: before or after the command, checked, and refused where they mean nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

CONV = "conv 11 -k 3 -s 2 -p 2"


@pytest.mark.parametrize(
    ("options", "out"),
    [
        ("-q", "7\n"),
        ("--quiet", "7\n"),
        ("-q --of effective_kernel", "3\n"),
        ("-q --of jump", "2\n"),
        ("-q --of rf", "3\n"),
        ("-q --of receptive_field", "3\n"),
        ("-q --lang ja", "7\n"),
        ("-q --ascii", "7\n"),
    ],
)
def test_before_and_after(cli: Cli, options: str, out: str) -> None:
    assert cli(f"{options} {CONV}") == (0, out, "")
    assert cli(f"{CONV} {options}") == (0, out, "")


def test_the_later_one_wins(cli: Cli) -> None:
    assert cli(f"--of jump {CONV} -q --of effective_kernel").out == "3\n"


@pytest.mark.parametrize(
    ("twice", "flag"),
    [
        ("conv 11 -k 3 -k 5", "-k"),
        ("conv 11 -k 3 --kernel-size 5", "--kernel-size"),
        ("conv 11 -k3 --kernel=5", "--kernel"),
        ("conv 11 -k 3 --bias --no-bias", "--no-bias"),
        ("conv 11 -k 3 --of size --of params", "--of"),
        ("audit resnet18 --input 64 --input 224", "--input"),
    ],
)
def test_an_option_has_one_value(cli: Cli, twice: str, flag: str) -> None:
    code, out, err = cli(twice)
    assert (code, out) == (2, "")
    assert (
        err
        == f"convcalc: error: {flag} is given twice, with different values [usage.given_twice]\n"
    )


def test_the_same_value_twice_is_one(cli: Cli) -> None:
    assert cli("conv 11 -k 3 --kernel-size 3 -q --quiet").out == "9\n"
    assert cli("audit resnext50_32x4d --set classes=10 --set groups=32 -q").code == 0


def test_attached_values(cli: Cli) -> None:
    assert cli("--of=jump conv 11 -k3 -s2 -p2 -q").out == "2\n"
    assert cli("conv 11 --kernel=3 --stride=2 --padding=2 -q").out == "7\n"


def test_json_is_short_for_a_format(cli: Cli) -> None:
    told = cli(f"{CONV} --json").out
    assert told == cli(f"{CONV} --format json").out
    assert told == cli(f"--json {CONV} --format json").out
    assert json.loads(told)["size"] == [7, 7]


def test_contradicting_formats(cli: Cli) -> None:
    assert cli(f"{CONV} --json --format csv").code == 2


def test_plain_off_a_terminal_and_a_table_on_one(cli: Cli) -> None:
    assert "size\t7x7\n" in cli(CONV).out
    assert "\t" not in cli(*CONV.split(), terminal=True).out


@pytest.mark.parametrize(
    ("option", "value", "meant"),
    [
        ("--of", "mac", "macs"),
        ("--format", "jsn", "json"),
        ("--letters", "exams", "exam"),
        ("--lang", "jp", "ja"),
        ("--dialect", "pytorch", "torch"),
        ("--dims", "4", ""),
    ],
)
def test_unknown_choice(cli: Cli, option: str, value: str, meant: str) -> None:
    result = cli(f"{CONV} {option} {value}")
    assert result.code == 2
    assert option in result.err
    assert value in result.err
    assert meant in result.err


def test_header_left_out(cli: Cli) -> None:
    shown = cli("separable 56@64 -k 3 -p 1 -o 128").out.splitlines()
    assert cli("separable 56@64 -k 3 -p 1 -o 128 --no-header").out.splitlines() == shown[1:]


def test_output_file(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "answer"
    assert cli(f"{CONV} -q --output-file {file}") == (0, "", "")
    assert file.read_text() == "7\n"
    assert cli(f"{CONV} -q --output-file -").out == "7\n"


def test_help_and_version_anywhere(cli: Cli) -> None:
    assert cli("--version") == cli("conv --version") == (0, cli("--version").out, "")
    assert cli("--help conv").out == cli("conv --help").out == cli("conv 11 -h -k 3").out


def test_exit_zero(cli: Cli) -> None:
    line = b'{"layer": "conv", "size": 3, "kernel": 5}\n'
    assert cli("batch", stdin=line).code == 1
    assert cli("batch --exit-zero", stdin=line).code == 0
    assert cli("--exit-zero batch", stdin=line).code == 0
    assert cli("conv 3 -k 5 --exit-zero").code == 2


@pytest.mark.parametrize("command", ["batch --steps", "batch --of macs", "batch -q"])
def test_refused_where_they_mean_nothing(cli: Cli, command: str) -> None:
    result = cli(command)
    assert result.code == 2
    assert result.out == ""


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("conv 11x9 -k 3 -s 2", [5, 4]),
        ("conv 11 -k 3 --of params -i 2 -o 4", 76),
        ("separable 56x56@64 -k 3 -p 1 -o 128", "137/1152"),
        ("conv H -k 3 --dims 1", [{"expr": "H - 2", "latex": "H - 2"}]),
        ("layer gap 7@512 --of rf", "whole"),
        ("kernel 3 -d 2", [5, 5]),
    ],
)
def test_the_bare_answer_as_json(cli: Cli, line: str, value: object) -> None:
    result = cli(f"{line} -q --json")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == value


def test_letters_of_a_formula(cli: Cli) -> None:
    dv, exam = (cli(f"formulas conv-output --letters {letters}").out for letters in ("dv", "exam"))
    assert "\nletters\ti input size; k kernel size; s stride; " in dv
    assert "\nletters\tW input size; F kernel size; S stride; " in exam
    assert cli("formulas conv-output --letters exam -q --ascii").out.startswith("floor((W + P + Q")


@pytest.mark.parametrize(
    ("saving", "row"), [("8", "saving_channels\t72\n"), ("20", "saving_channels\tnone\n")]
)
def test_a_wanted_saving_for_scripts(cli: Cli, saving: str, row: str) -> None:
    line = f"separable 56@64 -k 3 -p 1 -o 128 --saving {saving}"
    assert cli(line).out.endswith(row)
    assert cli(f"{line} --format csv").out.endswith("name,value\n" + row.replace("\t", ","))


def test_a_terminal_of_unknown_width(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    line = f"{CONV} --format table"
    monkeypatch.setenv("COLUMNS", "80")
    expected = cli(line).out
    monkeypatch.setenv("COLUMNS", "0")
    assert cli(line).out == expected


def test_conditions_end_the_work(cli: Cli) -> None:
    told = cli("conv HxW -k K -p 1 --steps --ascii").out
    assert told.endswith("\n  Valid for   H + 2 >= K, W + 2 >= K, K >= 1, H >= 1, W >= 1\n")
    assert told.count("Valid for") == 1
    assert "Valid for" not in cli(f"{CONV} --steps").out


def test_what_is_given_is_not_torn_apart(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    line = "conv 56@64 -k 3 -p 1 -o 128 --of macs --steps --format table"
    for width in range(50, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        assert "o_h × o_w = 56 × 56" in cli(line).out
        assert "o_h x o_w = 56 x 56" in cli(f"{line} --ascii").out
