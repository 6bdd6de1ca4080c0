"""`convcalc audit` from the command line: files, budgets, exit codes, several networks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

FILE = """\
convcalc: 1
name: tiny
input: 3x32x32
set: {width: 8}
layers:
  - stem: conv3p1@(width) bn relu
  - body: 2*( add[ conv3p1@(width) bn | ] relu )
  - head: gap linear@10
"""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "tiny.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_file(cli: Cli, tiny: Path) -> None:
    result = cli("audit", str(tiny), "--by", "stage")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[0] == "name\tlayers\tparams\tmacs\tactivations\treceptive_field"
    assert [line.split("\t")[0] for line in result.out.splitlines()[1:]] == ["stem", "body", "head"]


def test_settings_and_input(cli: Cli, tiny: Path) -> None:
    wide = cli("audit", str(tiny), "--set", "width=16", "--input", "3x64x64", "-q").out
    attached = cli("audit", f"{tiny}:width=16,input=64x64@3", "-q").out
    assert wide == attached != cli("audit", str(tiny), "-q").out


def test_standard_input(cli: Cli) -> None:
    result = cli("audit", "-", "-q", "--of", "params", stdin=FILE.encode())
    assert (result.code, result.out) == (0, "1530\n")


def test_a_line_in_the_error_is_that_of_the_file(cli: Cli, tiny: Path) -> None:
    tiny.write_text(FILE.replace("linear@10", "conv3@10"), encoding="utf-8")
    result = cli("audit", str(tiny))
    assert result.code == 1
    assert f"{tiny}:8:" in result.err
    assert "1x1@8" in result.err


def test_budgets(cli: Cli, tiny: Path) -> None:
    result = cli("audit", str(tiny), "--max-params", "1k", "--max-macs", "10M", "--min-rf", "9",
                 "--expect-output", "11", "-q")  # fmt: skip
    assert result.code == 1
    lines = result.err.splitlines()
    assert len(lines) == 3
    assert "1,530 exceeds 1,000 by 530; most in" in lines[0]
    assert "receptive field: 7 falls short of 9 by 2" in lines[1]
    assert "@10 instead of @11" in lines[2]
    assert cli("audit", str(tiny), "--max-params", "1k", "--exit-zero", "-q").code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--min-rf 188", 0), ("--min-rf 204", 1), ("--expect-output 388x388", 0),
        ("--expect-output 2x388x388", 0), ("--expect-output 388x388@2", 0),
        ("--expect-output 388x388@3", 1), ("--expect-output 2", 1), ("--expect-output foo", 2),
    ],
)  # fmt: skip
def test_limits_of_a_map(cli: Cli, words: str, code: int) -> None:
    assert cli(*f"audit unet -q {words}".split()).code == code


def test_an_empty_output_is_a_mistake(cli: Cli) -> None:
    assert cli("audit", "unet", "-q", "--expect-output", "").code == 2


def test_a_map_is_no_vector(cli: Cli) -> None:
    result = cli("audit", "3x8x8: conv3@1000", "--expect-output", "1000", "-q")
    assert result.code == 1
    assert "6x6@1000 instead of @1000" in result.err


@pytest.mark.parametrize(
    ("of", "answer"), [("params", "11689512 21797672"), ("rf", "435x435 899x899")]
)
def test_several_networks_answer_the_quantity_asked_for(cli: Cli, of: str, answer: str) -> None:
    assert cli("audit", "resnet18", "resnet34", "-q", "--of", of).out == f"{answer}\n"


def test_several_networks_without_such_a_quantity(cli: Cli) -> None:
    assert cli("audit", "resnet18", "resnet34", "-q", "--of", "ratio").code == 2


def test_the_dialect_of_a_file_is_overridden(cli: Cli, tiny: Path) -> None:
    text = (
        "convcalc: 1\ninput: 3x7x7\nlayers:\n  - conv3p1@4\n  - maxpool2\nexpect: {output: 4x3x3}\n"
    )
    tiny.write_text(text, encoding="utf-8")
    for words, stdin in (((str(tiny),), b""), (("-",), text.encode())):
        own = json.loads(cli("audit", *words, "--json", stdin=stdin).out)
        other = cli("audit", *words, "--json", "--dialect", "onnx", stdin=stdin)
        data = json.loads(other.out)
        assert (own["dialect"], own["output"]) == ("torch", [4, 3, 3])
        assert (other.code, data["dialect"], data["output"]) == (0, "onnx", [4, 6, 6])


def test_a_dialect_that_cannot_say_a_network_is_refused(cli: Cli) -> None:
    result = cli("audit", "resnet18", "--dialect", "keras")
    assert result.code == 2
    assert "keras has no padding in numbers" in result.err


def test_a_budget_in_the_file_and_its_override(cli: Cli, tiny: Path) -> None:
    tiny.write_text(FILE + "budget: {params: 1k, receptive_field: {min: 7}}\n", encoding="utf-8")
    assert cli("audit", str(tiny)).code == 1
    assert cli("audit", str(tiny), "--max-params", "2k").code == 0


def test_a_budget_of_the_project(cli: Cli, tiny: Path) -> None:
    project = tiny.with_name("pyproject.toml")
    project.write_text("[tool.convcalc.budget]\nparams = '1k'\n", encoding="utf-8")
    assert cli("audit", str(tiny)).code == 1
    project.write_text("[tool.convcalc.budget]\nparms = 5\n", encoding="utf-8")
    result = cli("audit", str(tiny))
    assert result.code == 2
    assert "params" in result.err
    project.write_text("[tool.convcalc.budget\n", encoding="utf-8")
    assert cli("audit", str(tiny)).code == 2
    project.write_text("[tool.convcalc]\nbudget = 5\n", encoding="utf-8")
    assert cli("audit", str(tiny)).code == 2


@pytest.mark.parametrize(
    "text",
    [
        "[tool.'convcalc'.budget]\nparams = '1k'\n",
        "[ tool . convcalc . budget ]\nparams = 1000\n",
        "[tool]\nconvcalc.budget.params = '1k'\n",
        "tool = {convcalc = {budget = {params = 1000}}}\n",
        "[tool.convcalc]\n[tool.convcalc.budget]\nparams = {max = '1k'}\n",
    ],
)  # fmt: skip
def test_a_budget_of_the_project_in_any_spelling(cli: Cli, tiny: Path, text: str) -> None:
    tiny.with_name("pyproject.toml").write_text(text, encoding="utf-8")
    assert cli("audit", str(tiny), "-q").code == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"[tool.convcalc.budgets]\nparams = '1k'\n", "did you mean budget"),
        (b"[tool.convcalc]\nparams = '1k'\n", "have no “params”"),
        (b"[tool]\nconvcalc = 5\n", "is not a table"),
        (b"# caf\xe9\n[tool.convcalc.budget]\nparams = '1k'\n", "UTF-8"),
        (b"[tool.convcalc.budget]\nparams = " + b"9" * 5000, "is not TOML"),
    ],
)  # fmt: skip
def test_a_project_that_cannot_be_read(cli: Cli, tiny: Path, text: bytes, told: str) -> None:
    tiny.with_name("pyproject.toml").write_bytes(text)
    result = cli("audit", str(tiny), "-q")
    assert result.code == 2
    assert told in result.err


@pytest.mark.parametrize(
    "text",
    [
        b"caf\xe9",
        b"[",
        b"name = convcalc\n",
        b"[project]\ndependencies = ['convcalc']\n",
        b"tool = 'convcalc'",
    ],
)
def test_a_project_without_limits(cli: Cli, tiny: Path, text: bytes) -> None:
    tiny.with_name("pyproject.toml").write_bytes(text)
    assert cli("audit", str(tiny), "-q").code == 0


def test_expectations_hold_only_at_the_settings_of_the_file(cli: Cli, tiny: Path) -> None:
    tiny.write_text(FILE + "expect: {params: 1530, output: 10}\n", encoding="utf-8")
    assert cli("audit", str(tiny)).code == 0
    assert cli("audit", str(tiny), "--set", "width=16").code == 0
    tiny.write_text(FILE + "expect: {params: 1531}\n", encoding="utf-8")
    result = cli("audit", str(tiny))
    assert result.code == 1
    assert "1,530 instead of 1,531" in result.err
    assert cli("audit", str(tiny), "--input", "3x40x40").code == 0


def test_unknown_channels_cannot_keep_a_budget(cli: Cli) -> None:
    result = cli("audit", "conv3 conv3", "--max-params", "5M")
    assert result.code == 1
    assert "cannot be decided" in result.err
    assert cli("audit", "conv3 conv3").code == 0
    assert cli("audit", "conv3 conv3", "--strict").code == 1


def test_receptive_field_without_a_shape(cli: Cli) -> None:
    words = ("audit", "conv3 conv3/2 maxpool2/2 conv3/1d2", "--of", "rf", "-q")
    assert cli(*words).out == "23\n"


def test_several_networks(cli: Cli) -> None:
    result = cli("audit", "resnet50", "mobilenet_v2", "unet")
    header, *rows = result.out.splitlines()
    assert header.split("\t")[:4] == ["network", "input", "params", "params_ratio"]
    assert [row.split("\t")[0] for row in rows] == ["resnet50", "mobilenet_v2", "unet"]
    assert rows[2].split("\t")[-1] == "188.."
    data = json.loads(cli("audit", "resnet50", "unet", "--json").out)
    assert data["kind"] == "audits"
    assert [audit["network"] for audit in data["audits"]] == ["resnet50", "unet"]


def test_several_networks_by_another_count(cli: Cli) -> None:
    result = cli("audit", "resnet50", "resnet18", "--count", "torch")
    header, first, _ = result.out.splitlines()
    assert header.split("\t")[4] == "count"
    assert first.split("\t")[4] == "8178368512"
    assert cli("audit", "resnet50", "resnet18", "--by", "type").code == 2


def test_the_highest_exit_code_wins(cli: Cli) -> None:
    result = cli("audit", "resnet50", "squeezenet1_1", "--max-params", "5M")
    assert result.code == 1
    assert result.err.startswith("convcalc: resnet50: ")
    told = result.err.splitlines()
    assert ["exceeds" in line for line in told] == [True, False, False]
    assert told[1].startswith("convcalc: squeezenet1_1: parameters: 1,235,496 within 5,000,000")


def test_reconcile(cli: Cli) -> None:
    out = cli("audit", "resnet50", "--reconcile").out
    totals = dict(line.split("\t")[:2] for line in out.splitlines()[1:])
    assert totals["torchvision"] == "4089184256"
    assert totals["torch"] == "8178368512"
    assert totals["thop"] == "4133742592"


@pytest.mark.parametrize(
    "words",
    [
        ("--by", "colour"), ("--count", "deepspeed"), ("--top", "0"), ("--top", "x"),
        ("--columns", "nmae"), ("--max-params", "5MB"), ("--max-peak-memory", "5M"),
        ("--set", "width"), ("--batch-size", "-1"), ("--of", "ratio"),
    ],
)  # fmt: skip
def test_mistakes_are_explained(cli: Cli, words: tuple[str, str]) -> None:
    result = cli("audit", "resnet18", *words)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("convcalc: error: ")
    assert "failed" not in result.err


def test_batch_size_scales_memory_only(cli: Cli) -> None:
    one, eight = (
        json.loads(cli("audit", "resnet18", "--json", "--batch-size", size).out)["totals"]
        for size in ("1", "8")
    )
    assert eight["peak_memory"] == 8 * one["peak_memory"]
    assert eight["macs"] == one["macs"]


def test_aliases_and_languages(cli: Cli) -> None:
    assert cli("summary", "resnet18", "-q").out == cli("audit", "resnet18", "-q").out
    japanese = cli("audit", "resnet18", "--lang", "ja", "--format", "markdown").out
    assert "パラメータ数" in japanese


def test_a_network_with_an_unknown_part_beside_others(cli: Cli) -> None:
    line = "3x32x32: conv3p1@16 opaque(what=foo) conv3@4"
    done = cli("audit", line, "resnet18", "--format", "plain")
    assert done.out.splitlines()[1].split("\t")[2] == ">= 1028"
    assert "foo × 1 (opaque1)" in done.err
    assert cli("audit", line, "resnet18", "--strict").code == 1


def test_an_unknown_cost_is_told_everywhere(cli: Cli) -> None:
    line = "3x32x32: conv3p1@16 opaque(what=foo) conv3@4"
    quiet = cli("audit", line, "-q", "--of", "params")
    assert (quiet.code, quiet.out) == (0, ">= 1028\n")
    assert "lower bounds" in quiet.err
    strict = cli("audit", line, "-q", "--strict")
    assert (strict.code, strict.out) == (1, ">= 960768\n")
    data = json.loads(cli("audit", line, "--json").out)
    assert data["complete"] is False
    assert data["totals"]["params"] is None
    assert data["totals"]["lower_bounds"] == {"params": 1028, "macs": 960768, "flops": 1921536}
    assert data["unknown"] == [
        {"what": "foo", "count": 1, "layers": [{"name": "opaque1", "line": 1}]}
    ]
    assert [layer["receptive_field"] for layer in data["layers"]] == [[3, 3], None, None]
