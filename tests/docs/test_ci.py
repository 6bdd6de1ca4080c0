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
                if key in ("run", "entry") and value.startswith("convcalc")
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
