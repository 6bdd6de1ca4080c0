"""How long one call takes, as a multiple of bare Python: the machine's speed cancels out.

pytest -s tests/benchmarks/bench_startup.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

LIMIT = 8.5
PAIRS = 20
ROOT = Path(__file__).parents[2]
BARE = [sys.executable, "-c", "pass"]
SCRIPT = "import sys; from convcalc.cli.main import main; sys.exit(main())"
"""What the installed command consists of."""
CALL = [sys.executable, "-c", SCRIPT, "conv", "11", "-k", "3", "-s", "2", "-p", "2", "-q"]


def seconds(command: list[str], cache: Path) -> float:
    """Wall time of one call, byte code kept in `cache` as an installation keeps it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - begin


def test_startup(tmp_path: Path) -> None:
    for command in (BARE, CALL):
        seconds(command, tmp_path)
    pairs = [(seconds(BARE, tmp_path), seconds(CALL, tmp_path)) for _ in range(PAIRS)]
    bare = statistics.median(pair[0] for pair in pairs)
    call = statistics.median(pair[1] for pair in pairs)
    print(f"\nbare {bare * 1000:.1f} ms, convcalc {call * 1000:.1f} ms: {call / bare:.2f} times")
    assert call / bare <= LIMIT
