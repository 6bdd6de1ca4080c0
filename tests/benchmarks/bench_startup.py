"""How long one call takes, as a multiple of bare Python: the machine's speed cancels out.

pytest -s tests/benchmarks/bench_startup.py

CPU time of finished processes, in pairs with `python -c pass`; a busy machine shifts both alike.
The figures of docs/speed.md are those printed here.
"""

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path

import pytest

PAIRS = 20
ROOT = Path(__file__).parents[2]
BARE = [sys.executable, "-c", "pass"]
SCRIPT = "import sys; from convcalc.cli.main import main; sys.exit(main())"
"""What the installed command consists of."""


def tab(line: str, word: int) -> dict[str, str]:
    """The environment in which bash asks for completions."""
    return {"_CONVCALC_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(word)}


WORKS: list[tuple[str, dict[str, str], float]] = [
    ("conv 11 -k 3 -s 2 -p 2 -q", {}, 3.3),
    ("conv 11 -k3 -s2 -p2 -q", {}, 3.3),
    ("conv 11 -k 3 -s 2 -p 2", {}, 4.0),
    ("conv 11 -k 3 -s 2 -p 2 --json", {}, 5.0),
    ("conv 11 -k 3 -s 2 -p 2 --steps", {}, 6.0),
    ("draw conv 11 -k 3 -s 2 -p 2 --format svg", {}, 9.0),
    ("draw conv 5 -k 3 -s 2 -p 1 --format table", {}, 9.0),
    ("conv H -k 3 -s 2 -p 1 -q", {}, 5.0),
    ("check 7 conv 11 -k 3 -s 2 -p 2", {}, 6.0),
    ("--help", {}, 6.0),
    ("<Tab> of a command's name", tab("convcalc se", 1), 4.0),
    ("<Tab> of a dialect", tab("convcalc conv 3 --dialect ", 4), 4.0),
    ("<Tab> of a network", tab("convcalc audit res", 2), 9.0),
]  # fmt: skip
"""Command line, environment, most times bare Python."""


def seconds(command: list[str], more: dict[str, str], cache: Path) -> float:
    """CPU time of one call, byte code kept in `cache` as an installation keeps it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(cache), **more}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], command, environment, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    assert status == 0
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize(("line", "more", "limit"), WORKS)
def test_startup(line: str, more: dict[str, str], limit: float, tmp_path: Path) -> None:
    call = [sys.executable, "-c", SCRIPT, *([] if more else line.split())]
    for command in (BARE, call):
        seconds(command, more, tmp_path)
    pairs = [(seconds(BARE, more, tmp_path), seconds(call, more, tmp_path)) for _ in range(PAIRS)]
    ratio = statistics.median(call / bare for bare, call in pairs)
    print(f"\n{line}: {ratio:.2f} times bare Python")
    assert ratio <= limit
