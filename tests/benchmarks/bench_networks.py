"""What memory an audit takes, how it grows with the length of a network, and the whole zoo.

pytest -s tests/benchmarks/bench_networks.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from convcalc.inverse.networks import load
from convcalc.network.measures import Measures
from convcalc.report.audit import audit_data
from convcalc.report.audit_rows import View
from convcalc.zoo import NAMES
from tests.benchmarks.bench_speed import BARE, SCRIPT, seconds

ROOT = Path(__file__).parents[2]
MOST_KB = 60 * 1024
PEAK = "; import re; peak = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]"
MEASURED = [
    sys.executable,
    "-c",
    f"{SCRIPT.replace('sys.exit(main())', 'main()')}{PEAK}; sys.stderr.write(peak)",
    *("audit", "resnet152", "--json"),
]
LINEAR = 20.0
"""Ten times as many layers: 10 if linear, 100 if quadratic; collecting garbage costs some more."""
ZOO = 700.0
"""Times bare Python, which stands for 5 seconds where that takes 7 milliseconds."""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_memory_of_an_audit() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(MEASURED, check=True, capture_output=True, env=environment)
    print(f"\naudit takes {int(done.stderr) / 1024:.1f} MB")
    assert int(done.stderr) <= MOST_KB


def audited(length: int) -> float:
    """Seconds to read, build and audit a chain of so many layers."""
    text = f"16x32x32: {length}*( conv3p1@16 )"
    begin = time.perf_counter()
    audit_data(Measures(load(text)), View())
    return time.perf_counter() - begin


@pytest.mark.parametrize("length", [10_000])
def test_long_chains_take_linear_time(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVCALC_MAX_LAYERS", str(10 * length))
    audited(1_000)
    short = min(audited(length) for _ in range(3))
    long = min(audited(10 * length) for _ in range(2))
    print(f"\n{length} layers {short:.3f} s, ten times as many {long / short:.1f} times as long")
    assert long / short <= LINEAR


def test_the_whole_zoo(tmp_path: Path) -> None:
    bare = statistics.median(seconds(BARE, {}, tmp_path)[0] for _ in range(10))
    begin = time.perf_counter()
    for name in NAMES:
        audit_data(Measures(load(name)), View())
    took = time.perf_counter() - begin
    print(f"\n{len(NAMES)} networks in {took:.2f} s: {took / bare:.0f} times bare Python")
    assert took / bare <= ZOO
