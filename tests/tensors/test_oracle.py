"""Every recorded value of torch against ours: exactly, but for values with a root."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from convcalc.algebra.arithmetic import Surd
from convcalc.errors import ConvcalcError
from convcalc.tensors.read import read_array
from convcalc.tensors.work import WorkedTensor, work

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "values.jsonl"
TENSORS = ("data", "weight", "bias", "gamma", "beta", "mean", "var", "pooled_from")
ROOTS = ("lppool", "bn", "ln", "instancenorm", "gn")
CLOSE = 1e-9


def recorded() -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    with DATA.open(encoding="utf-8") as lines:
        next(lines)  # the header
        for number, line in enumerate(lines, 2):
            record = json.loads(line)
            yield number, record["case"], record["answer"]


def ours(case: dict[str, Any]) -> WorkedTensor:
    rest = dict(case)
    kind, dims, dialect = (rest.pop(name) for name in ("layer", "dims", "dialect"))
    arrays = {
        name: read_array(json.dumps(rest.pop(name)), name) for name in TENSORS if name in rest
    }
    numbers = {"eps": Fraction(rest.pop("eps"))} if "eps" in rest else {}
    switches = frozenset(["training"] if rest.pop("training", False) else [])
    return work(kind, arrays, rest, dims, dialect, numbers, switches)


def flat(value: Any) -> list[Any]:
    if isinstance(value, list) or (isinstance(value, tuple) and not isinstance(value, Surd)):
        return [number for part in value for number in flat(part)]
    return [value]


def shape(value: Any) -> list[int]:
    return [len(value), *shape(value[0])] if isinstance(value, list | tuple) else []


def difference(case: dict[str, Any], answer: dict[str, Any]) -> str | None:
    try:
        working = ours(case).working
    except ConvcalcError as error:
        return None if "refused" in answer else f"we refuse: {error}"
    if "refused" in answer:
        return f"torch refuses: {answer['message']}"
    found: dict[str, Any] = {"output": working.batch}
    if "indices" in answer:
        found["indices"] = working.facts["indices"]
    if "running_mean" in answer:
        running = working.facts["running"]["torch"]
        found |= {"running_mean": running["mean"], "running_var": running["variance"]}
    for name, wanted in answer.items():
        left, right = flat(wanted), flat(found[name])
        if len(left) != len(right):
            return f"{name}: torch has {len(left)} values, we {len(right)}"
        for theirs, mine in zip(left, right, strict=True):
            if not same(theirs, mine, case["layer"] in ROOTS):
                return f"{name}: torch {theirs}, we {mine}"
    if case["dims"] == 2 and shape(answer["output"])[-2:] != shape(working.batch)[2:4]:
        return f"shapes {shape(answer['output'])}, {shape(working.batch)}"
    return None


def same(theirs: Any, mine: Any, rounded: bool) -> bool:
    if rounded:
        value = float(mine.value if isinstance(mine, Surd) else mine)
        return abs(value - theirs) <= CLOSE * max(1, abs(theirs))
    return bool(Fraction(theirs) == mine)


def test_every_recorded_value_is_ours() -> None:
    count, wrong = 0, []
    for number, case, answer in recorded():
        count += 1
        told = difference(case, answer)
        if told is not None:
            wrong.append(f"values.jsonl:{number} {json.dumps(case)}\n    {told}")
    assert count >= 300
    assert not wrong, f"{len(wrong)} of {count} differ:\n" + "\n".join(wrong[:20])


@pytest.mark.live
def test_torch_still_answers_as_recorded() -> None:
    pytest.importorskip("torch")
    command = [sys.executable, "-m", "tests.oracles.record_values", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
