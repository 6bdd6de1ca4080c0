"""How lean `batch` is: what more lines take.

pytest -s tests/benchmarks/bench_batch.py
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.bench_speed import LINES, ROOT, case

LEAK = 20 * 1024
"""kB that ten times as many lines may take more."""


def write(file: Path, count: int) -> None:
    with file.open("w") as out:
        for number in range(count):
            out.write(json.dumps(case("mixed", number)) + "\n")


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
