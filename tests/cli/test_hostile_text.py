"""Whatever comes from outside is shown: it never moves the cursor, hides or turns letters."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from convcalc.visible import UNSAFE, in_json, in_toml, visible
from tests.cli.conftest import Cli

HOSTILE = "a\x1b[31mb\x07\x7f\x9b2J\u202ec\u200b\u2066\ufeff"
SHOWN = r"a\x1b[31mb\x07\x7f\x9b2J\u202ec\u200b\u2066\ufeff"

NETWORK = """name: "a\\x1b[31mb\\x07\\x7f\\x9b2J\\u202ec\\u200b\\u2066\\ufeff"
input: 3x32x32
layers:
  - conv3p1@16
  - gap linear@10
budget: {params: 10}
"""
FORMATS = ("table", "plain", "csv", "json", "markdown", "latex")


def test_visible_and_back() -> None:
    assert visible(HOSTILE) == SHOWN
    assert visible("a\tb\n\u00a0\u3000日本語 é ⌊") == "a\\tb\\n\u00a0\u3000日本語 é ⌊"
    assert visible("\U000e0041\ud800") == "\\U000e0041\\ud800"
    assert json.loads(in_json(json.dumps(HOSTILE, ensure_ascii=False))) == HOSTILE
    assert json.loads(in_json(json.dumps("\U000e0041", ensure_ascii=False))) == "\U000e0041"
    assert in_toml('"\U000e0041\x7f"') == '"\\U000e0041\\u007f"'


def safe(text: str) -> bool:
    return not UNSAFE.search(text.replace("\n", "").replace("\t", ""))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "net.yaml"
    path.write_text(NETWORK, "utf-8")
    return str(path)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("command", ["audit", "rf"])
def test_names_in_a_file(cli: Cli, file: str, format: str, command: str) -> None:
    result = cli(command, file, "--format", format)
    assert result.code in (0, 1)
    assert result.out
    assert safe(result.out)
    assert safe(result.err)
    if format == "json" and command == "audit":
        assert json.loads(result.out)["network"] == HOSTILE


@pytest.mark.parametrize("format", FORMATS)
def test_names_side_by_side(cli: Cli, file: str, format: str) -> None:
    result = cli("audit", file, "alexnet", "--format", format)
    assert result.code in (0, 1)
    assert safe(result.out + result.err)


@pytest.mark.parametrize("target", ["yaml", "toml", "json"])
def test_written_files(cli: Cli, file: str, tmp_path, target: str) -> None:
    result = cli("convert", file, target)
    assert result.code == 0
    assert safe(result.out)
    path = tmp_path / f"again.{target}"
    path.write_text(result.out, "utf-8")
    assert json.loads(cli("audit", str(path), "--json").out)["network"] == HOSTILE


@pytest.mark.parametrize(
    "words",
    [
        (HOSTILE,), ("conv", HOSTILE), ("conv", "11", "-k", HOSTILE),
        ("conv", "11", f"--{HOSTILE}"),
        ("conv", "11", "12" + HOSTILE, "-k", "3"), ("layer", HOSTILE, "11"), ("layer", "conv", "11",
        f"kernel={HOSTILE}"), ("layer", "conv", "11", f"{HOSTILE}=3"), ("audit", HOSTILE),
        ("audit", f"./{HOSTILE}.yaml"), ("audit", f"3x8x8: conv3 {HOSTILE}"),
        ("audit", "alexnet", "--set", HOSTILE), ("audit", "alexnet", "--columns", HOSTILE),
        ("audit", "alexnet", "--max-params", HOSTILE), ("explain", HOSTILE), ("zoo", HOSTILE),
        ("rf", "alexnet", "--layer", HOSTILE), ("compare", HOSTILE), ("ask", HOSTILE),
        ("check", HOSTILE, "conv", "11", "-k", "3"), ("value", "conv", "--data", HOSTILE),
        ("conv", "11", "-k", "3", "--lang", HOSTILE), ("conv", "11", "-k", "3", "--of", HOSTILE),
        ("quiz", "--topic", HOSTILE), ("diff", "alexnet", HOSTILE), ("formulas", HOSTILE),
        ("batch", f"./{HOSTILE}"), ("conv", "11", "-k", "3", "--output-file", f"./{HOSTILE}/x"),
    ],
    ids=lambda words: " ".join(words).encode("unicode_escape").decode()[:40],
)  # fmt: skip
@pytest.mark.parametrize("extra", [(), ("--json",), ("--lang", "ja")])
def test_words_of_the_command_line(
    cli: Cli, words: tuple[str, ...], extra: tuple[str, ...]
) -> None:
    result = cli(*extra, *words)
    assert result.code in (1, 2)
    assert safe(result.out + result.err)
    if extra == ("--json",) and result.err.startswith("{"):
        assert json.loads(result.err)["error"]["message"]


@pytest.mark.parametrize(
    "text",
    [
        f"name: x\nlayers:\n  - conv3 {HOSTILE}\n",
        f"layers:\n  - {{'{HOSTILE}': 3}}\n",
        f"'{HOSTILE}': 3\n",
        'layers: ["a\\e[31m"]\n',
        '"a\\e[31m": 1\nlayers: [relu]\n',
        'layers: [relu]\noutputs: ["a\\u202e"]\n',
    ],
)
@pytest.mark.parametrize("extra", [(), ("--json",)])
def test_text_of_a_file(cli: Cli, tmp_path, text: str, extra: tuple[str, ...]) -> None:
    path = tmp_path / "net.yaml"
    path.write_text(text, "utf-8")
    result = cli("audit", str(path), *extra)
    assert result.code == 2
    assert safe(result.out + result.err)
    assert safe(cli("audit", "-", *extra, stdin=text.encode()).err)


@pytest.mark.parametrize(
    "line",
    [
        {"layer": HOSTILE, "size": 3}, {"layer": "relu", "size": 3, "id": HOSTILE},
        {"layer": "conv", "size": 3, HOSTILE: 1}, {"layer": "conv", "size": 9, "kernel": HOSTILE},
    ],
    ids=str,
)  # fmt: skip
def test_batch(cli: Cli, line: dict[str, object]) -> None:
    result = cli("batch", stdin=json.dumps(line).encode())
    assert safe(result.out + result.err)
    answer = json.loads(result.out)
    assert "id" not in line or answer["id"] == HOSTILE


def test_the_caret_stands_below_the_mistake(cli: Cli) -> None:
    _, quoted, below, *_ = cli("conv", "1\u202e+$", "-k", "3").err.splitlines()
    assert quoted == "    1\\u202e+$"
    assert quoted[below.index("^")] in "\\$"


@pytest.mark.parametrize("name", ["=HYPERLINK(A1).yaml", "+1+cmd.yaml", "@SUM(1).yaml", "＝1.yaml"])
def test_csv_runs_nothing_in_a_spreadsheet(
    cli: Cli, tmp_path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("input: 3x8x8\nlayers: [relu]\n", "utf-8")
    rows = list(csv.reader(io.StringIO(cli("audit", name, "alexnet", "--format", "csv").out)))
    cells = [cell for row in rows for cell in row]
    assert f"'{name}" in cells
    assert name not in cells


def test_csv_keeps_numbers_shapes_and_formulas(cli: Cli) -> None:
    out = cli("audit", "@64: linear@10", "--format", "csv", "--columns", "name,input,output").out
    assert re.search(r"@64,", out)
    assert "'" not in out
    assert "'" not in cli("conv", "H", "-k", "3", "--format", "csv").out


def test_markdown_and_latex_of_a_name(cli: Cli, tmp_path) -> None:
    path = tmp_path / "net.yaml"
    name = "a|b_c*[x](http://y) $z$ &lt; <b> \\input{/etc/passwd} # %"
    path.write_text(f"name: {json.dumps(name)}\ninput: 3x8x8\nlayers: [relu]\n", "utf-8")
    markdown = cli("audit", str(path), "--format", "markdown").out
    assert r"a\|b\_c\*\[x\](http://y) \$z\$ \&lt; \<b\> \\input\{/etc/passwd\}" in markdown
    latex = cli("audit", str(path), "--format", "latex").out
    assert r"\textbackslash{}input\{/etc/passwd\} \# \%" in latex
    assert r"\$z\$ \&lt;" in latex
