"""Mistakes in what a file or a project demands, and where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

FILE = "name: t\ninput: 32x32@3\nlayers: [conv3@4]\n"


@pytest.mark.parametrize(
    ("text", "place", "caret"),
    [
        ("budget:\n  params: 5Q\n", "5:11", "              ^^"),
        ("budget:\n  paramz: 5\n", "5:3", "      ^^^^^^"),
        ("budget:\n  paramz: {min: 5}\n", "5:3", "      ^^^^^^"),
        ("budget:\n  params: {most: 5}\n", "5:12", "               ^^^^"),
        ("budget:\n  params: {max: 5Q}\n", "5:17", "                    ^^"),
        ("expect:\n  foo: 1\n", "5:3", "      ^^^"),
        ("expect:\n  macs: many\n", "5:9", "            ^^^^"),
    ],
)
def test_a_demand_that_cannot_be_read(
    cli: Cli, tmp_path: Path, text: str, place: str, caret: str
) -> None:
    file = tmp_path / "net.yaml"
    file.write_text(FILE + text, encoding="utf-8")
    result = cli("audit", str(file))
    assert result.code == 2
    assert f"net.yaml:{place}: " in result.err
    assert caret in result.err.splitlines()


@pytest.mark.parametrize("line", ["params = '5Q'", "paramz = 5"])
def test_a_demand_of_the_project_names_its_file(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    project = tmp_path / "pyproject.toml"
    project.write_text(f"[tool.convcalc.budget]\n{line}\n", encoding="utf-8")
    result = cli("audit", "3x32x32: conv3@4")
    assert result.code == 2
    assert str(project) in result.err


def test_json_of_the_costliest_layers_and_of_groups(cli: Cli, tmp_path: Path) -> None:
    whole = json.loads(cli("audit resnet18 --json").out)
    top = json.loads(cli("audit resnet18 --json --top 3").out)
    assert len(top["layers"]) == 3
    costs = sorted((layer["macs"] for layer in whole["layers"]), reverse=True)
    assert [layer["macs"] for layer in top["layers"]] == costs[:3]
    assert "groups" not in top
    stages = json.loads(cli("audit resnet18 --json --by stage").out)
    assert stages["layers"] == whole["layers"]
    assert sum(group["macs"] for group in stages["groups"]) == whole["totals"]["macs"]
    two = json.loads(cli("audit resnet18 --json --by stage --top 2 --count flops").out)
    assert len(two["groups"]) == 2
    assert all(group["count"] == 2 * group["macs"] for group in two["groups"])
    report = tmp_path / "report.json"
    report.write_text(json.dumps(top), encoding="utf-8")
    refused = cli("diff", "resnet18", str(report))
    assert refused.code == 2
    assert "--top" in refused.err
    report.write_text(json.dumps(two), encoding="utf-8")
    assert cli("diff", "resnet18", str(report)).code == 0


def test_names_are_described_by_their_command(cli: Cli) -> None:
    for command in ("scale", "zoo"):
        for lang in ("en", "ja"):
            text = cli(f"{command} --help --lang {lang}").out
            assert "conv-output" not in text
    assert "conv-output" in cli("formulas --help").out


def test_every_network_with_a_width_is_named(cli: Cli) -> None:
    result = cli("scale resnet50")
    for name in ("mobilenet_v1", "mobilenet_v2", "mobilenet_v3_large", "mnasnet"):
        assert f" {name}," in result.err or f" {name};" in result.err
    assert "aspp_block" not in result.err


def test_a_symbolic_difference(cli: Cli) -> None:
    for form in ("plain", "csv", "markdown", "table", "latex", "json"):
        result = cli("diff", "3xHxW: conv3@4", "3xHxW: conv3@5", "--format", form)
        assert "Product(" not in result.out
        assert "Sum(" not in result.out


def test_a_shape_in_a_sentence_keeps_its_sums_together(cli: Cli) -> None:
    result = cli("audit", "3xHxW: add[conv3@3 | conv3@4]")
    assert "the first ((H - 2)x(W - 2)@3)" in result.err
