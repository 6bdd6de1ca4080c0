"""`convcalc value`: every format, both languages, files and standard input, help and errors."""

from __future__ import annotations

import csv
import io
import json
import string
from pathlib import Path

import pytest

from convcalc.cli.value import value_options
from convcalc.tensors.work import KINDS
from convcalc.text import catalogue
from tests.cli.conftest import Cli

RISING = "1 2 3 4 5; 2 3 4 5 6; 3 4 5 6 7; 4 5 6 7 8; 5 6 7 8 9"
CROSS = "1 0 1; 0 1 0; 1 0 1"
MAP = "1 3 2 4; 5 6 1 2; 7 8 3 5; 4 2 6 7"
CONV = ("value", "conv", "--data", RISING, "--weight", CROSS)

QUIET = [
    (CONV, "15 20 25; 20 25 30; 25 30 35"),
    (("value", "maxpool", "--data", MAP, "-k", "2"), "6 4; 8 7"),
    (("value", "avgpool", "--data", MAP, "-k", "2"), "3.75 2.25; 5.25 5.25"),
    (("value", "gap", "--data", MAP), "4.125"),
    (("value", "gap", "--data", "2 3 1 4; 1 2 5 3; 4 1 2 1; 3 2 3 2"), "39/16"),
    (("forward", "conv", "--data", "-1 0", "-w", "-1"), "1 0"),
    (("value", "Conv1d", "--data", "[1, 2, 3]", "-w", "[1, 1]"), "3 5"),
    (("value", "conv", "--data", "1 2; 3 4", "-w", "1 || 2", "--bias", "0 1"),
     "1 2; 3 4 | 3 5; 7 9"),
    (("value", "conv", "--data", "1 2; 3 4", "-w", "1 0; 0 0", "--flip"), "4"),
    (("value", "avgpool", "--data", "1 2; 3 4", "-k", "2", "-s", "1", "-p", "1",
      "--no-count-include-pad", "-q"), "1 1.5 2; 2 2.5 3; 3 3.5 4"),
    (("value", "bn", "--data", "1 2; 3 4"),
     "-1.34163542 -0.4472118067; 0.4472118067 1.34163542"),
    (("value", "bn", "--data", "1 3", "--eps", "0", "--gamma", "1/3"), "-1/3 1/3"),
    (("value", "bn", "--data", "1 3", "--eps", "１e-3", "-q"), "-0.9995003747 0.9995003747"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "answer"), QUIET)
def test_quiet(cli: Cli, words: tuple[str, ...], answer: str) -> None:
    assert cli(*words, "-q") == (0, f"{answer}\n", "")


def test_plain(cli: Cli) -> None:
    out = cli(*CONV, "--coverage").out
    assert out.splitlines() == [
        "output\t15 20 25; 20 25 30; 25 30 35",
        "size\t3x3",
        "coverage\t1 2 3 2 1; 2 4 6 4 2; 3 6 9 6 3; 2 4 6 4 2; 1 2 3 2 1",
    ]


def test_table(cli: Cli) -> None:
    assert cli(*CONV, "--format", "table").out == (
        "Convolution: kernel 3 × 3\n"
        "\n"
        "  ⎡ 1 2 3 4 5 ⎤\n"
        "  ⎢ 2 3 4 5 6 ⎥     ⎡ 1 0 1 ⎤     ⎡ 15 20 25 ⎤\n"
        "  ⎢ 3 4 5 6 7 ⎥  ⊛  ⎢ 0 1 0 ⎥  =  ⎢ 20 25 30 ⎥\n"
        "  ⎢ 4 5 6 7 8 ⎥     ⎣ 1 0 1 ⎦     ⎣ 25 30 35 ⎦\n"
        "  ⎣ 5 6 7 8 9 ⎦\n"
    )


def test_ascii(cli: Cli) -> None:
    words = ("value", "bn", "--data", "1 2; 3 4", "--steps", "--ascii", "--format", "table")
    result = cli(*words, encoding="ascii")
    assert result.out.isascii()
    assert "sqrt(var + eps) = sqrt(1.25 + 0.00001) = sqrt(1.25001) ~ 1.11804" in result.out
    drawn = cli("value", "conv", "--data", "1 2", "-w", "3", "--ascii", "--format", "table").out
    assert "[ 1 2 ]  (*)  [ 3 ]  =  [ 3 6 ]" in drawn


def test_csv(cli: Cli) -> None:
    rows = list(csv.reader(io.StringIO(cli(*CONV, "--format", "csv").out)))
    assert rows == [
        ["name", "value"], ["output", "15 20 25; 20 25 30; 25 30 35"], ["size", "3x3"],
    ]  # fmt: skip
    steps = list(csv.reader(io.StringIO(cli(*CONV, "--format", "csv", "--steps").out)))
    assert steps[1][3].endswith("+ 5·1 = 15")


def test_json(cli: Cli) -> None:
    words = ("value", "avgpool", "--data", MAP, "-k", "2", "--coverage", "--json")
    answer = json.loads(cli(*words).out)
    assert list(answer)[:3] == ["convcalc", "kind", "layer"]
    assert (answer["kind"], answer["layer"]) == ("value", "avgpool")
    assert answer["output"] == [[["15/4", "9/4"], ["21/4", "21/4"]]]
    assert answer["input"][0][1] == [5, 6, 1, 2]
    assert answer["coverage"] == [[1] * 4] * 4
    assert answer["parameters"]["kernel"] == [2, 2]


def test_json_of_roots_steps_and_batches(cli: Cli) -> None:
    answer = json.loads(cli("value", "bn", "--data", "1 || 2", "--json", "--steps").out)
    value = answer["output"][0][0][0][0]
    assert value == {
        "expr": "(-0.5)/sqrt(0.25001)", "latex": r"\frac{-0.5}{\sqrt{0.25001}}",
        "decimal": "-0.9999800006",
    }  # fmt: skip
    assert answer["mean"] == ["3/2"]
    assert answer["running"]["keras"]["mean"] == ["3/200"]
    lines = answer["steps"][2]["lines"]
    assert lines[0]["expression"] == "mu = (1 + 2)/2 = 3/2 = 1.5"


def test_markdown(cli: Cli) -> None:
    out = cli(*CONV, "--format", "markdown", "--steps").out
    assert out.startswith("## Convolution: kernel 3 × 3\n")
    assert "```text\n⎡ 1 2 3 4 5 ⎤\n" in out
    assert out.count("```") % 2 == 0


def test_latex(cli: Cli) -> None:
    out = cli(*CONV, "--format", "latex", "--steps").out
    assert r"\circledast" in out
    assert "    15 & 20 & 25 \\\\\n    20 & 25 & 30 \\\\\n    25 & 30 & 35\n  \\end{bmatrix}" in out
    assert r"$1 \cdot 1 + 2 \cdot 0 + 3 \cdot 1" in out
    root = cli("value", "bn", "--data", "1 2", "--format", "latex", "--steps").out
    assert r"\frac{1 - 1.5}{\sqrt{0.25001}} \approx -0.99998" in root


STEPS = [
    (CONV, ["1·1 + 2·0 + 3·1 + 2·0 + 3·1 + 4·0 + 3·1 + 4·0 + 5·1 = 15"]),
    (("value", "conv", "--data", "1 2; 3 4", "-w", "1", "-p", "1"), ["⎢ 0 1 2 0 ⎥"]),
    (("value", "conv", "--data", "1 2", "-w", "1 3", "--flip"), ["[ 1 3 ]  →  [ 3 1 ]", "∗"]),
    (("value", "tconv", "--data", "1 2", "-w", "1 3", "-s", "2"),
     ["[ 1 3 0 0 ]  +  [ 0 0 2 6 ]  =  [ 1 3 2 6 ]", "[ 0 1 0 2 0 ]  ⊛  [ 3 1 ]"]),
    (("value", "maxpool", "--data", MAP, "-k", "2"), ["max(1, 3, 5, 6) = 6"]),
    (("value", "avgpool", "--data", MAP, "-k", "2"), ["(1 + 3 + 5 + 6)/4 = 15/4 = 3.75"]),
    (("value", "gap", "--data", "1 1 2"), ["(1 + 1 + 2)/3 = 4/3 ≈ 1.33333"]),
    (("value", "lppool", "--data", "1 2", "-k", "2"), ["√(1² + 2²) = √5 ≈ 2.23607"]),
    (("value", "upsample", "--data", "0 4", "--scale", "2", "--mode", "linear"),
     ["(1 + 0.5)/2 − 0.5 = 0.25", "0.75·0 + 0.25·4 = 1"]),
    (("value", "bn", "--data", "1 3", "--eps", "0"),
     ["μ = (1 + 3)/2 = 4/2 = 2", "σ² = ((1 − 2)² + (3 − 2)²)/2 = 2/2 = 1", "(1 − 2)/1 = −1",
      "(1 − 0.1)·0 + 0.1·2 = 0.2", "0.99·0 + (1 − 0.99)·2 = 0.02"]),
    (("value", "cam", "--data", "1 3 | 2 2", "-w", "2 -1"),
     ["2·1 + (−1)·2 = 0", "2·2 + (−1)·2 = 2", "(0 + 4)/2 = 2"]),
    (("value", "bn_fold", "-w", "2", "--mean", "1", "--var", "3", "--gamma", "2", "--eps", "1"),
     ["s = γ/√(σ² + ε) = 2/√(3 + 1) = 1", "b"]),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(("words", "lines"), STEPS)
def test_steps(cli: Cli, words: tuple[str, ...], lines: list[str], language: str) -> None:
    result = cli(*words, "--steps", "--lang", language)
    assert (result.code, result.err) == (0, "")
    assert not [line for line in lines if line not in result.out]
    assert "value." not in result.out


def test_large_outputs_are_explained_by_their_first_values(cli: Cli) -> None:
    data = "; ".join(["1 " * 20] * 20)
    out = cli("value", "conv", "--data", data, "-w", "2", "--steps").out
    assert "and 394 more values in the same way" in out


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_help(cli: Cli, kind: str, language: str) -> None:
    result = cli("value", kind, "--help", "--lang", language)
    assert result.code == 0
    assert "cli." not in result.out
    known = catalogue(language)
    assert not [o.name for o in value_options(kind) if f"cli.option.{o.name}" not in known]


def test_every_code_has_the_same_fields_in_both_languages() -> None:
    english, japanese = catalogue("en"), catalogue("ja")
    mine = [code for code in english if code.startswith("value.")]
    assert mine

    def fields(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    assert not [code for code in mine if fields(english[code]) != fields(japanese[code])]


def test_files_and_standard_input(cli: Cli, tmp_path: Path) -> None:
    rows = tmp_path / "map.csv"
    rows.write_text("\ufeff1,2\n3,4\n", encoding="utf-8")
    assert cli("value", "gap", "--data", f"@{rows}", "-q").out == "2.5\n"
    assert cli("value", "gap", "--data", "-", "-q", stdin=b"[[1, 2], [3, 4]]").out == "2.5\n"
    both = cli("value", "conv", "--data", "-", "-w", "-", stdin=b"1")
    assert (both.code, "standard input" in both.err) == (2, True)
    assert cli("value", "gap", "--data", f"@{tmp_path}/none").code == 2
    rows.write_bytes(b"\xff\xfe")
    assert "UTF-8" in cli("value", "gap", "--data", f"@{rows}").err


REFUSED = [
    (("conv", "--data", "1 2; 3 x", "-w", "1"), "value.not_a_number"),
    (("conv", "--data", "1 2; 3", "-w", "1"), "value.ragged"),
    (("conv", "--data", "1 2; 3 4", "-w", CROSS), "size.kernel_exceeds_input"),
    (("conv", "--data", "1 2; 3 4"), "value.missing"),
    (("conv", "--data", "1 2; 3 4", "-w", "1", "-k", "3"), "usage.unknown_option"),
    (("-k", "3", "conv"), "usage.type_first"),
    (("relu", "--data", "1"), "value.unsupported"),
    (("ln", "--data", "1 2", "--coverage"), "value.no_coverage"),
    (("conv", "--data", "1 2", "-w", "1", "--of", "size"), "usage.unsuitable"),
    (("bn", "--data", "1 2", "--eps", "y"), "value.not_a_number"),
    (("bn", "--data", "1 2", "--eps", "1 2"), "value.wrong_count"),
    ((), "usage.missing_argument"),
]


@pytest.mark.parametrize(("words", "code"), REFUSED)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_refused(cli: Cli, words: tuple[str, ...], code: str, language: str) -> None:
    result = cli("value", *words, "--json", "--lang", language)
    assert (result.code, result.out) == (2, "")
    error = json.loads(result.err)["error"]
    assert error["code"] == code
    assert "value." not in error["message"]


def test_a_caret_points_at_the_fault(cli: Cli) -> None:
    assert cli("value", "gap", "--data", "1 2; 3 x").err == (
        "convcalc: error: “x” in --data is not a number [value.not_a_number]\n"
        "    1 2; 3 x\n           ^\n"
    )


@pytest.mark.parametrize(("norm", "told"), [("1", True), ("2", False), ("3", True)])
def test_where_the_p_norm_of_torch_differs(cli: Cli, norm: str, told: bool) -> None:
    line = ("value", "lppool", "--data", "1 -2; 2 1", "-k", "2", "--norm", norm)
    for lang, word in (("en", "PyTorch adds up x^p"), ("ja", "PyTorch は x^p の和")):
        page = cli(*line, "--format", "markdown", "--lang", lang)
        assert (page.code, word in page.out) == (0, told)
