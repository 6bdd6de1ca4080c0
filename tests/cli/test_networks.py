"""`diff`, `zoo` and `scale` from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from convcalc.zoo import NAMES
from tests.cli.conftest import Cli


def test_diff_of_two_settings(cli: Cli) -> None:
    result = cli("diff", "resnet50", "resnet50:version=1")
    assert result.code == 0
    assert "conv12\tconv\t56x56@128 -> 28x28@128\tstride 1 -> 2\t0\t-77070336" in result.out
    same = cli("diff", "resnet50", "--set", "version=1", "--json")
    data = json.loads(same.out)
    assert data["totals"]["macs"]["difference"] == -231_211_008
    assert data["counts"] == {"same": 162, "changed": 12, "added": 0, "removed": 0}


def test_diff_for_scripts(cli: Cli) -> None:
    """One table with one header; one total as a bare number."""
    header, *rows = cli("diff resnet18 resnet34").out.splitlines()
    assert header == "change\tlayer\ttype\toutput\twhat\tparams\tmacs"
    assert len(rows) == int(cli("diff resnet18 resnet34 -q").out) == 56
    macs = int(cli("diff resnet18 resnet34 -q --of macs").out)
    assert macs == sum(int(row.split("\t")[-1]) for row in rows) == 3_663_761_408 - 1_814_073_344
    assert cli("diff resnet18 resnet34 -q --of rf").out == "464\n"
    assert cli("diff resnet18 resnet34 -q --of size").code == 2
    assert cli("diff resnet18 resnet18").out == ""


def test_diff_for_people(cli: Cli) -> None:
    """The totals, then the stages with what came in each; a level more has the blocks."""
    page = cli("diff resnet18 resnet34 --format table --depth 1").out
    assert re.search(r"^\+ +stage1/unit#3 +7 added +\+73,984 +\+231,211,008$", page, re.M)
    assert re.search(r"^\+ +stage2 +14 added +\+590,848 +\+462,422,016$", page, re.M)
    assert page.index("receptive field") < page.index("stage1")
    assert len(page.splitlines()) < 24
    deeper = cli("diff resnet18 resnet34 --format table --depth 2").out
    assert re.search(r"^\+ +unit#4 +7 added", deeper, re.M)
    assert len(cli("diff resnet18 resnet34 --format table").out.splitlines()) > 80


def test_diff_exit_codes(cli: Cli) -> None:
    assert cli("diff", "resnet18", "resnet18", "--exit-code").code == 0
    assert cli("diff", "resnet18", "resnet34", "--exit-code").code == 1
    worse = cli("diff", "resnet18", "resnet34", "--fail-if-worse", "params,macs")
    assert worse.code == 1
    assert worse.err.count("got worse") == 2
    assert cli("diff", "resnet34", "resnet18", "--fail-if-worse", "params,macs").code == 0
    assert cli("diff", "resnet34", "resnet18", "--fail-if-worse", "parms").code == 2
    assert cli("diff", "resnet34").code == 2


def test_diff_against_an_earlier_report(cli: Cli, tmp_path: Path) -> None:
    report = tmp_path / "before.json"
    report.write_text(cli("audit", "mobilenet_v1", "--json").out, encoding="utf-8")
    assert cli("diff", str(report), "mobilenet_v1", "--exit-code").code == 0
    result = cli("diff", str(report), "mobilenet_v1:middle=4", "--exit-code")
    assert result.code == 1
    assert result.out.count("removed") == 6
    report.write_text('{"kind": "audits"}', encoding="utf-8")
    assert cli("diff", str(report), "mobilenet_v1").code == 2
    report.write_text('{"kind": "audit"', encoding="utf-8")
    assert cli("diff", str(report), "mobilenet_v1").code == 2


@pytest.mark.parametrize("text", ["", ",", " , "])
def test_diff_that_guards_nothing(cli: Cli, text: str) -> None:
    result = cli("diff", "resnet18", "resnet34", "--fail-if-worse", text)
    assert (result.code, result.out) == (2, "")
    assert "params, buffers" in result.err


def test_diff_guards_what_follows_from_the_totals(cli: Cli) -> None:
    words = ("--fail-if-worse", "rf,flops,weight_memory", "-q")
    assert cli("diff", "resnet18", "resnet18", *words).code == 0
    result = cli("diff", "resnet34", "resnet18", *words)
    assert (result.code, len(result.err.splitlines())) == (1, 1)
    assert "receptive field got worse: 899 became 435" in result.err
    assert len(cli("diff", "resnet18", "resnet34", *words).err.splitlines()) == 2


@pytest.mark.parametrize(
    ("one", "other", "code", "told"),
    [
        ("conv3@4", "conv3@4", 1, "cannot be decided"),
        ("3x8x8: conv3@4", "conv3@4", 1, "cannot be decided"),
        ("HxH@3: conv3@4", "HxH@3: conv3@4", 0, ""),
        ("HxH@3: conv3@4", "HxH@3: conv3@8", 1, "cannot be decided"),
        ("HxH@3: conv3@4", "WxW@3: conv3@4", 1, "cannot be decided"),
    ],
)  # fmt: skip
def test_diff_of_what_cannot_be_decided(
    cli: Cli, one: str, other: str, code: int, told: str
) -> None:
    result = cli("diff", one, other, "--fail-if-worse", "macs", "-q")
    assert result.code == code
    assert told in result.err
    assert "got worse:" not in result.err


def test_diff_for_a_batch(cli: Cli, tmp_path: Path) -> None:
    def memory(*words: str) -> list[int]:
        total = json.loads(cli("diff", *words, "--json").out)["totals"]["peak_memory"]
        return [total["before"], total["after"]]

    one, eight = tmp_path / "one.json", tmp_path / "eight.json"
    for path, size in ((one, "1"), (eight, "8")):
        path.write_text(cli("audit", "resnet18", "--batch-size", size, "--json").out, "utf-8")
    (least, _) = memory("resnet18", "resnet18")
    assert memory("resnet18", "resnet18", "--batch-size", "8") == [8 * least] * 2
    assert memory(str(eight), "resnet18") == memory("resnet18", str(eight)) == [8 * least] * 2
    assert memory("resnet18", "--set", "classes=10", "--batch-size", "8") == [8 * least] * 2
    for words in ((str(one), str(eight)), (str(eight), "resnet18", "--batch-size", "1")):
        result = cli("diff", *words)
        assert result.code == 2
        assert "a batch of 8" in result.err


def test_diff_shows_all_layers_if_asked(cli: Cli) -> None:
    assert cli("diff", "lenet5", "lenet5", "--all").out.count("same\t") > 5


def test_zoo(cli: Cli) -> None:
    header, *rows = cli("zoo").out.splitlines()
    assert header == "name\tparams\tmacs\treceptive_field\tyear\tsummary"
    assert [row.split("\t")[0] for row in rows] == list(NAMES)
    out = dict(line.split("\t") for line in cli("zoo", "resnet50").out.splitlines()[:-2] if line)
    assert out["params"] == "25557032"
    assert out["settings.version"] == "3/2"
    unknown = cli("zoo", "resnet51")
    assert unknown.code == 2
    assert "resnet50" in unknown.err


def test_scale_by_multipliers(cli: Cli) -> None:
    header, *rows = (line.split("\t") for line in cli("scale", "mobilenet_v1").out.splitlines())
    assert header == ["width", "resolution", "params", "macs", "ratio", "rule"]
    macs = {(row[0], row[1]): int(row[3]) for row in rows}
    assert macs["0.75", "224"] == 325_400_448
    assert macs["0.5", "224"] == 149_497_088
    assert macs["0.25", "224"] == 41_030_272
    assert macs["1", "192"] == 418_121_728
    one = cli("scale", "mobilenet_v1", "--width", "0.5", "--resolution", "160", "-q")
    assert one.out == "76524800\n"


def test_compound_scaling(cli: Cli) -> None:
    data = json.loads(cli("scale", "efficientnet", "--json").out)
    assert data["growth"] == "192027/100000"
    assert [one["resolution"] for one in data["powers"]] == [
        224, 258, 296, 341, 392, 451, 518, 596,
    ]  # fmt: skip
    assert [one["params"] for one in data["released"]] == [
        5_288_548, 7_794_184, 9_109_994, 12_233_232, 19_341_616, 30_389_784, 43_040_704, 66_347_960,
    ]  # fmt: skip
    assert data["powers"][0]["macs"] == data["released"][0]["macs"]


def test_roundings_of_efficientnet(cli: Cli) -> None:
    result = cli("scale", "efficientnet_b0", "--phi", "3")
    assert "32 · 1.331 = 42.592 → ⌊(42.592 + 4) / 8⌋ · 8 = 40" in result.out
    assert "⌈4 · 1.728⌉ = ⌈6.912⌉ = 7" in result.out
    data = json.loads(cli("scale", "efficientnet_b3", "--json").out)
    assert data["params"] == 12_233_232
    assert list(data["channels"].values()) == [40, 24, 32, 48, 96, 136, 232, 384, 1536]
    up = cli("scale", "efficientnet", "--width", "0.7")
    assert "16 · 0.7 = 11.2 → ⌊(11.2 + 4) / 8⌋ · 8 = 8, below 0.9 · 11.2 = 10.08" in up.out


@pytest.mark.parametrize(
    "words",
    [
        ("resnet50",), ("mobilenet_v1", "--phi", "2"), ("efficientnet", "--phi", "-1"),
        ("efficientnet", "--phi", "1", "--width", "2"), ("mobilenet_v1", "--width", "0"),
        ("mobilenet_v1", "--width", "1e9"), ("mobilenet_v1", "--width", "x"), ("nonet",),
        ("mobilenet_v1", "--resolution", "0"),
    ],
)  # fmt: skip
def test_what_cannot_be_scaled(cli: Cli, words: tuple[str, ...]) -> None:
    result = cli("scale", *words)
    assert result.code == 2
    assert "failed" not in result.err


def test_a_broken_phi_is_a_decimal(cli: Cli) -> None:
    assert "1.2^2.5 = 1.57744…" in cli("scale", "efficientnet", "--phi", "2.5").out


@pytest.mark.parametrize("word", ["yaml", "yml", "toml", "json"])
def test_convert_to_standard_output_and_back(cli: Cli, word: str) -> None:
    text = cli("convert", "resnet18", word).out
    assert cli("audit", "-", "-q", stdin=text.encode()).out == "1814073344\n"


def test_convert_to_a_file_and_to_a_line(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "half.toml"
    assert cli("convert", "mobilenet_v1:width=0.5", str(path)).code == 0
    assert cli("audit", str(path), "-q").out == "149497088\n"
    line = cli("convert", "lenet5_modern", "line").out.strip()
    assert cli("audit", line, "-q").out == "416520\n"
    assert cli("convert", "resnet18", str(tmp_path / "net.txt")).code == 2
    assert cli("convert", "resnet18").code == 2


def test_schema(cli: Cli, tmp_path: Path) -> None:
    result = cli("schema")
    assert json.loads(result.out)["title"] == "convcalc network"
    path = tmp_path / "schema.json"
    assert cli("schema", "--output-file", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == result.out


def test_a_comment_says_what_differs_most(cli: Cli) -> None:
    """Layers of equal MACs are told apart by their parameters; without MACs by these alone."""
    deeper = "MACs differ most in conv35, conv36, conv22."
    assert deeper in cli("diff", "resnet18", "resnet34", "--format", "markdown").out
    table = cli("diff", "3x8x8: bn", "3x8x8: bn ln", "--format", "markdown").out
    assert "parameters differ most in ln1." in table
    japanese = ("--format", "markdown", "--lang", "ja")
    assert "回数の差が大きい層：conv35" in cli("diff", "resnet18", "resnet34", *japanese).out
    same = cli("diff", "resnet18", "resnet18", "--format", "markdown").out
    assert "most" not in same


def test_what_is_not_the_same_is_not_once_it(cli: Cli) -> None:
    wide = ("512x99x99: conv3@512 conv1@1", "512x99x99: conv3@512 conv1@2")
    ratios = {
        row.split()[0]: row.split()[-1]
        for row in cli("diff", *wide, "--format", "table").out.splitlines()
        if row.startswith(("parameters", "receptive"))
    }
    assert ratios == {"parameters": "1.0002", "receptive": "1"}
