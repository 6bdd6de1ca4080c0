"""Record which inputs a unit depends on: ``python -m tests.oracles.record_fields``.

The input positions whose gradient is not zero, in double precision: every weight is a random number
between 1/2 and 3/2, so that nothing cancels, and a maximum is replaced by an average. A gradient
below a trillionth of the largest is rounding. A unit is all channels at one position; up to six
units of each graph are looked at: corners, the middle, and others at random.
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any

import torch
from torch import Tensor, nn

from tests.oracles.cases import Answer, Case, Record, Recording, main
from tests.oracles.graph_draw import CHANNELS, draw
from tests.oracles.torch_run import build

SEED = 20261
COUNT = 300
FEWEST = 2
LARGEST = 8000
SMALL = 1e-12
UNITS = 6


def module(node: dict[str, Any], shape: list[int], rng: torch.Generator) -> nn.Module:
    """The layer of a node on an input of this shape (channels first)."""
    channels, *size = shape
    case = {**node, "size": size, "in": channels}
    if node["layer"] in ("conv", "tconv"):
        case["out"] = CHANNELS
    if node["layer"] == "maxpool":
        case["layer"] = "avgpool"
    layer = build(case).double()
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.copy_(torch.rand(parameter.shape, generator=rng, dtype=torch.float64) + 0.5)
    return layer


def run(case: Case) -> tuple[Tensor, Tensor] | None:
    """The input and the last node of a graph, or None if it is not legal."""
    rng = torch.Generator().manual_seed(SEED)
    first = case["input"]
    given = torch.rand([1, first["in"], *first["size"]], generator=rng, dtype=torch.float64)
    given.requires_grad_()
    values = [given]
    for node in case["nodes"]:
        parts = [values[number] for number in node["from"]]
        try:
            if node["layer"] == "add":
                if any(part.shape != parts[0].shape for part in parts):
                    return None
                values.append(torch.stack(parts).sum(0))
            elif node["layer"] == "concat":
                values.append(torch.cat(parts, 1))
            else:
                values.append(module(node, list(parts[0].shape[1:]), rng)(parts[0]))
        except (RuntimeError, ValueError):
            return None
        if not 0 < values[-1].numel() <= LARGEST:
            return None
    return given, values[-1]


def units(size: list[int], rng: random.Random) -> list[list[int]]:
    """Positions to look at."""
    wanted = [[0] * len(size), [n - 1 for n in size], [n // 2 for n in size]]
    wanted += [[rng.randrange(n) for n in size] for _ in range(UNITS - 3)]
    return [list(unit) for unit in dict.fromkeys(map(tuple, wanted))]


def touched(given: Tensor, output: Tensor, unit: list[int]) -> Answer:
    """The positions of the input that a unit depends on: how many, the first and the last."""
    place = (0, slice(None), *unit)
    (gradient,) = torch.autograd.grad(output[place].sum(), given, retain_graph=True)
    strength = gradient[0].abs().sum(0)
    found = (strength > SMALL * strength.max()).nonzero()
    if not len(found):
        return {"touched": 0}
    return {
        "touched": len(found),
        "first": found.min(0).values.tolist(),
        "last": found.max(0).values.tolist(),
    }


def record(count: int) -> Recording:
    """Draw and run ``count`` graphs."""
    torch.set_num_threads(1)
    rng = random.Random(SEED)
    records: list[Record] = []
    seen: set[str] = set()
    while len(records) < count:
        case = draw(rng)
        key = json.dumps(case)
        if key in seen or len(case["nodes"]) < FEWEST:
            continue
        seen.add(key)
        done = run(case)
        if done is None:
            continue
        given, output = done
        size = list(output.shape[2:])
        case["units"] = units(size, rng)
        answers = [touched(given, output, unit) for unit in case["units"]]
        records.append(Record(case, {"size": size, "units": answers}))
    return Recording("torch", torch.__version__.partition("+")[0], SEED, records)


if __name__ == "__main__":
    sys.exit(main("fields", record, COUNT))
