"""The set-ups for CI on `docs/ci.md` do what they promise, as far as they run without a server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.examples import ROOT, run

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
MODEL = "convcalc: 1\ninput: 3x224x224\nlayers: conv3/2p1@{width} relu gap linear@10\n"


def commands() -> list[str]:
    """Every `convcalc` command of the workflow and of the hook."""
    found: list[str] = []

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            found.extend(
                value
                for key, value in node.items()
                if key in ("run", "entry") and value.startswith("convcalc audit")
            )
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL):
        collect(yaml.safe_load(block))
    return found


@pytest.mark.parametrize("command", commands())
def test_a_set_up_passes_small_networks_and_stops_large_ones(command: str, tmp_path: Path):
    model = tmp_path / "model.yaml"
    model.write_text(MODEL.format(width=16), encoding="utf-8")
    assert "exit code" not in run(command, tmp_path)
    model.write_text(MODEL.format(width=500_000), encoding="utf-8")
    assert run(command, tmp_path).endswith("(exit code 1)")


def test_limits_in_pyproject(tmp_path: Path):
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "pyproject.toml").write_text(block, encoding="utf-8")
    assert "exit code" not in run("convcalc audit mobilenet_v2 -q", tmp_path)
    assert run("convcalc audit resnet50 -q", tmp_path).endswith("(exit code 1)")


def test_there_is_a_workflow_and_a_hook():
    assert len(commands()) == 2


def test_the_hook_of_this_repository(tmp_path: Path):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert f"id: {hook['id']}" in PAGE
    assert hook["entry"].startswith("convcalc audit ")
    good, biased = tmp_path / "good.yaml", tmp_path / "biased.yaml"
    good.write_text(MODEL.format(width=16), encoding="utf-8")
    biased.write_text(MODEL.format(width=16).replace("relu", "bn relu"), encoding="utf-8")
    assert "exit code" not in run(f"{hook['entry']} good.yaml", tmp_path)
    told = run(f"{hook['entry']} --max-params 5M good.yaml biased.yaml", tmp_path)
    assert "biased.yaml:3:9: CC301 " in told
    assert told.endswith("(exit code 1)")


def test_settings_on_the_page_of_rules_are_settings(tmp_path: Path):
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "convcalc.toml").write_text(block, encoding="utf-8")
    (tmp_path / "known.json").write_text('{"kind": "baseline", "networks": {}}', encoding="utf-8")
    assert "exit code" not in run('convcalc audit "3x8x8: conv3@8" -q', tmp_path)


def test_a_comment_has_ten_lines_and_names_what_changed(tmp_path: Path):
    told = run("convcalc diff resnet18 resnet34 --format markdown", tmp_path)
    assert len(told.splitlines()) <= 10
    assert "| parameters | 11,689,512 | 21,797,672 | +10,108,160 |" in told
    full = run("convcalc diff resnet18 resnet34 --format markdown --all", tmp_path)
    assert len(full.splitlines()) > 100
