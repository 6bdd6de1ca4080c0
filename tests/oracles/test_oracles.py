"""Every recorded answer of the frameworks against ours: sizes, counts and refusals.

`names` are the answers of torch to its own classes and arguments, `keras_names` and `onnx_names`
those of Keras and ONNX; `tf` those of TensorFlow's operations.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from convcalc.errors import ConvcalcError
from convcalc.layers.make import analyse
from convcalc.layers.read import read_shape_of_case

DATA = Path(__file__).resolve().parents[1] / "data"
ORACLES = ("torch", "onnx", "keras", "names", "keras_names", "onnx_names", "tf", "types")
LIBRARY = {
    "names": "torch", "keras_names": "keras", "onnx_names": "onnx", "tf": "tensorflow",
    "types": "torch",
}  # fmt: skip
SHOWN = 20


def recorded(oracle: str) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Line number, case and answer of every record of a recording."""
    with (DATA / f"{oracle}.jsonl").open(encoding="utf-8") as lines:
        next(lines)  # the header
        for number, line in enumerate(lines, 2):
            record = json.loads(line)
            yield number, record["case"], record["answer"]


def ours(case: dict[str, Any]) -> dict[str, Any]:
    """What convcalc says about a case, in the words of the recording."""
    rest = dict(case)
    kind, dialect = rest.pop("layer"), rest.pop("dialect", None)
    try:
        inputs, dims = read_shape_of_case(rest)
        if "size_" in rest:  # an argument of torch, where `size` is the input's
            rest["size"] = rest.pop("size_")
        _, sheet = analyse(kind, inputs, rest, dims, dialect)
    except ConvcalcError as error:
        return {"refused": True, "message": str(error)}
    return {
        "size": list(sheet.output.spatial),
        "channels": sheet.output.channels,
        "params": sheet.params,
        "buffers": sheet.buffers,
        "macs": sheet.macs,
    }


def difference(case: dict[str, Any], theirs: dict[str, Any]) -> str | None:
    """What we say otherwise than the oracle, or None.

    Whether an empty tensor is legal is a matter of taste: such answers prove nothing.
    """
    if theirs.get("empty"):
        return None
    mine = ours(case)
    if "refused" in theirs or "refused" in mine:
        if "refused" in theirs and "refused" in mine:
            return None
        return f"oracle {theirs}, we {mine}"
    wrong = {
        key: (value, mine[key])
        for key, value in theirs.items()
        if key in mine and mine[key] != value
    }
    return f"(oracle, ours) {wrong}" if wrong else None


@pytest.mark.parametrize("oracle", ORACLES)
def test_every_recorded_answer_is_ours(oracle: str) -> None:
    count, wrong = 0, []
    for number, case, answer in recorded(oracle):
        count += 1
        told = difference(case, answer)
        if told is not None:
            wrong.append(f"{oracle}.jsonl:{number} {json.dumps(case)}\n    {told}")
    assert count > 1_000
    assert not wrong, f"{len(wrong)} of {count} differ:\n" + "\n".join(wrong[:SHOWN])


@pytest.mark.live
@pytest.mark.parametrize("oracle", ORACLES)
def test_the_library_still_answers_as_recorded(oracle: str) -> None:
    if find_spec(LIBRARY.get(oracle, oracle)) is None:
        pytest.skip(f"{oracle} is not installed")
    command = [sys.executable, "-m", f"tests.oracles.record_{oracle}", "--check"]
    done = subprocess.run(command, cwd=DATA.parents[1], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
