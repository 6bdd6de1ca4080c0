"""What a unit touches, against the gradients that torch computed: every recorded graph."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from convcalc.layers.base import Shape
from convcalc.network.builder import Builder
from convcalc.network.field import fields
from convcalc.network.graph import Network
from convcalc.network.reach import pushed_back

DATA = Path(__file__).resolve().parents[1] / "data" / "fields.jsonl"


def recorded() -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Line number, graph and answer of every record."""
    with DATA.open(encoding="utf-8") as lines:
        next(lines)  # the header
        for number, line in enumerate(lines, 2):
            record = json.loads(line)
            yield number, record["case"], record["answer"]


def built(case: dict[str, Any]) -> Network:
    """The graph of a case."""
    builder = Builder("graph")
    given = case["input"]
    builder.input(Shape(given["in"], tuple(given["size"])))
    for node in case["nodes"]:
        values = {key: value for key, value in node.items() if key not in ("layer", "from")}
        if node["layer"] in ("conv", "tconv"):
            values["out"] = given["in"]
        builder.add(node["layer"], values, node["from"])
    return builder.finish()


def ours(network: Network, unit: list[int]) -> dict[str, Any]:
    """What convcalc says about one unit, in the words of the recording."""
    target = network.nodes[-1]
    reached = pushed_back(network, fields(network), target, unit, local=False)[0]
    if not reached.size:
        return {"touched": 0}
    axes = [reached.along(axis) for axis in range(len(unit))]
    return {
        "touched": reached.size,
        "first": [axis.first for axis in axes],
        "last": [axis.last for axis in axes],
    }


def test_every_recorded_unit_touches_what_we_say() -> None:
    graphs, units, merges, holes, wrong = 0, 0, 0, 0, []
    for number, case, answer in recorded():
        network = built(case)
        assert list(network.nodes[-1].shape.spatial) == answer["size"], number
        graphs += 1
        merges += any(len(node.inputs) > 1 for node in network.nodes)
        for unit, theirs in zip(case["units"], answer["units"], strict=True):
            units += 1
            mine = ours(network, unit)
            if mine != theirs:
                wrong.append(f"fields.jsonl:{number} unit {unit}: torch {theirs}, we {mine}")
            box = 1
            for first, last in zip(mine.get("first", ()), mine.get("last", ()), strict=True):
                box *= last - first + 1
            holes += mine["touched"] < box
    assert not wrong, f"{len(wrong)} of {units} differ:\n" + "\n".join(wrong[:20])
    assert graphs >= 300
    assert units > 1_000
    assert merges > 60
    assert holes > 100


def test_the_field_is_the_span_of_what_is_touched_without_borders() -> None:
    compared = 0
    for number, case, _ in recorded():
        network = built(case)
        found = fields(network)
        local = found[-1].local
        if local is None:
            continue
        for unit in case["units"]:
            regions = []
            for axis, position in zip(local, unit, strict=True):
                assert isinstance(axis.origin, int)
                left, right = axis.region(position)
                regions.append((left + axis.origin, right + axis.origin))
            free = pushed_back(network, found, network.nodes[-1], unit, clipped=False)[0]
            if not free.size:
                assert any(left > right for left, right in regions), number
                continue
            axes = [free.along(axis) for axis in range(len(unit))]
            assert regions == [(axis.first, axis.last) for axis in axes], (number, unit)
            compared += 1
    assert compared > 1_000


@pytest.mark.live
def test_torch_still_answers_as_recorded() -> None:
    pytest.importorskip("torch")
    command = [sys.executable, "-m", "tests.oracles.record_fields", "--check"]
    done = subprocess.run(command, cwd=DATA.parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
