"""How fast and how lean `batch` is, beside a loop that only reads and writes the same JSON.

pytest -s tests/benchmarks/bench_batch.py
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

LINES = 100_000
LIMIT = 4.0
"""Times the bare loop: it stands for 60,000 lines a second where the loop does 240,000."""
LEAK = 20 * 1024
"""kB that ten times as many lines may take more."""

ROOT = Path(__file__).parents[2]
ECHO = "import json, sys\nfor line in sys.stdin:\n    print(json.dumps(json.loads(line)))\n"
CASES = [
    {"layer": "conv", "size": [56, 56], "kernel": 3, "padding": 1, "in": 64, "out": 128},
    {"layer": "conv", "size": 224, "kernel": 7, "stride": 2, "padding": 3, "in": 3, "out": 64},
    {"layer": "maxpool", "size": 112, "kernel": 3, "stride": 2, "padding": 1, "in": 64},
    {"layer": "tconv", "size": [16, 16], "kernel": 4, "stride": 2, "padding": 1, "in": 8, "out": 4},
    {"layer": "depthwise", "size": 56, "kernel": 3, "padding": "same", "in": 64},
    {"layer": "bn", "size": 56, "in": 64},
]


def seconds(command: list[str], file: Path) -> float:
    begin = time.perf_counter()
    with file.open("rb") as stdin:
        subprocess.run(
            command,
            check=True,
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    return time.perf_counter() - begin


def write(file: Path, count: int) -> None:
    with file.open("w") as out:
        for number in range(count):
            case = {**CASES[number % len(CASES)], "id": number}
            out.write(json.dumps(case) + "\n")


def test_batch(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    write(file, LINES)
    call = min(seconds([sys.executable, "-m", "convcalc", "batch"], file) for _ in range(3))
    bare = min(seconds([sys.executable, "-c", ECHO], file) for _ in range(3))
    print(f"\n{LINES / call:,.0f} lines a second, {call / bare:.2f} times the bare loop")
    assert call / bare <= LIMIT


def test_memory(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    peaks = []
    for count in (LINES // 10, LINES):
        write(file, count)
        peaks.append(peak([sys.executable, "-m", "convcalc", "batch"], file))
    print(f"\npeak {peaks[0]:,} kB for {LINES // 10:,} lines, {peaks[1]:,} kB for {LINES:,}")
    assert peaks[1] - peaks[0] <= LEAK


def peak(command: list[str], file: Path) -> int:
    """Peak memory of a process in kB."""
    with file.open("rb") as stdin:
        process = subprocess.Popen(
            command,
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    assert isinstance(usage, resource.struct_rusage)
    return usage.ru_maxrss
