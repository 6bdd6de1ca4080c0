"""How much CPU time each work takes, as a multiple of bare Python: the machine's speed cancels out.

    python -m tests.benchmarks.bench_speed [ROUNDS]    writes the tables of docs/speed.md anew
    pytest -s tests/benchmarks/bench_speed.py          compares with the most that each may take

CPU time of finished processes, each in a pair with what it is compared to, pairs of all works in
turn, so that a busy machine shifts all alike; the median of the pairs' ratios.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shlex
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "speed.md"
BARE = [sys.executable, "-c", "pass"]
SCRIPT = "import sys; from convcalc.cli.main import main; sys.exit(main())"
"""What the installed command consists of."""
ECHO = "import json, sys\nfor line in open(sys.argv[1]):\n    print(json.dumps(json.loads(line)))\n"
FORMULA = "def own(i, k, s, p, q, d):\n return (i + p + q - d * (k - 1) - 1) // s + 1\n"
CALLED = "for i in range(4_000_000):\n f(i, 3, 2, 1, 1, 1)\n"
ROUNDS, LINES = 7, 100_000
CASES = [
    {"layer": "conv", "size": [56, 56], "kernel": 3, "padding": 1, "in": 64, "out": 128},
    {"layer": "conv", "size": 224, "kernel": 7, "stride": 2, "padding": 3, "in": 3, "out": 64},
    {"layer": "maxpool", "size": 112, "kernel": 3, "stride": 2, "padding": 1, "in": 64},
    {"layer": "tconv", "size": [16, 16], "kernel": 4, "stride": 2, "padding": 1, "in": 8, "out": 4},
    {"layer": "depthwise", "size": 56, "kernel": 3, "padding": "same", "in": 64},
    {"layer": "bn", "size": 56, "in": 64},
]
LETTERS = {"layer": "conv", "size": "H", "kernel": 3, "stride": 2, "padding": 1, "in": 3, "out": 8}


class Work(NamedTuple):
    """One row. words: of the command, or a file of cases for `batch`, or Python to run; limit: most
    times what it is compared with; before: the same of version 0.1.0; more: environment."""

    label: str
    words: str
    limit: float
    before: str
    more: Mapping[str, str] = {}


def tab(line: str, word: int) -> dict[str, str]:
    """The environment in which bash asks for completions."""
    return {"_CONVCALC_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(word)}


def same(words: str, limit: float, before: str) -> Work:
    """A command line that stands for itself."""
    return Work(f"`{words}`", words, limit, before)


NEW = "(not there)"
MANY = {"CONVCALC_MAX_LAYERS": "100001"}
ONE = "conv 11 -k 3 -s 2 -p 2"
TABLES: dict[str, list[Work]] = {
    "one call": [
        same(f"{ONE} -q", 3.3, "6.5"),
        same(f"{ONE}", 5.0, "6.2"),
        same(f"{ONE} --format table", 7.0, "9.5"),
        same(f"{ONE} --json", 5.0, "6.6"),
        same(f"{ONE} --steps", 8.0, "7.6"),
        same("conv H -k 3 -s 2 -p 1 -q", 6.0, "6.7"),
        same(f"check 7 {ONE}", 7.0, "8.3"),
        same("--help", 6.0, "6.3"),
        same(f"draw {ONE} --format svg", 9.0, NEW),
        Work("Tab: the name of a command", "", 3.0, "11.6", tab("convcalc se", 1)),
        Work("Tab: a dialect", "", 3.0, "6.0", tab("convcalc conv 3 --dialect ", 4)),
        Work("Tab: a network of the zoo", "", 9.0, NEW, tab("convcalc audit res", 2)),
    ],
    "networks": [
        same("rf vgg16 -q", 8.0, "10.4"),
        same("audit resnet18 -q", 9.0, "11.0"),
        same("audit resnet152 -q", 10.0, "13.5"),
        same("audit resnet152 --json", 14.0, "15.0"),
        same("audit resnet152 --format table", 16.0, "27"),
        Work("`audit` of 100,000 convolutions `-q`",
             "audit '16x32x32: 100000*(conv3p1@16)' -q", 220, "590", MANY),
        Work("a table of 10,000 rows",
             "audit '16x32x32: 10000*(conv3p1@16)' --top 10000 --format table", 200, "340", MANY),
    ],
    "searches": [
        same(f"solve {ONE.replace('-p 2', '-p P')} --want 7", 9.0, "9.4"),
        same("solve conv 1..256 -k 1..31 -s 1..8 -p 0..31 -d 1..52 --want 7", 35, "(refused)"),
        Work("`design`, the example of [the other way round](solve.md)",
             "design --input 32x32@3 --out 8x8@256 --min-rf 63 --blocks conv3,conv5,dw3 "
             "--channels 16..256", 60, NEW),
    ],
    "many lines, beside a loop that reads and writes the same JSON": [
        Work("convolutions, all numbers different", "distinct", 1.6, "3.8"),
        Work("six layers in turn, one of them a transposed convolution", "mixed", 4.0, "5.3"),
        Work("the same line with letters again and again", "letters", 4.0, "190"),
    ],
    "in Python, beside a function of one's own": [
        Work("`conv_output(...)`", FORMULA, 1.5, "1.1"),
    ],
}  # fmt: skip


def case(kind: str, number: int) -> Mapping[str, Any]:
    """A line of a file of cases."""
    if kind == "distinct":
        return {**CASES[0], "size": [56 + number % 977, 56 + number % 499], "out": 1 + number}
    return LETTERS if kind == "letters" else {**CASES[number % len(CASES)], "id": number}


def seconds(command: list[str], more: Mapping[str, str], cache: Path) -> tuple[float, float]:
    """CPU time and peak memory in MB of one call, byte code kept in `cache` as an installation
    keeps it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(cache), **more}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], command, environment, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    assert status == 0, command
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def commands(work: Work, folder: Path) -> tuple[list[str], list[str]]:
    """What a work is compared with, and its own command."""
    python = [sys.executable, "-c"]
    if work.words == FORMULA:
        formula = "from convcalc.formulas.size import conv_output as f\n"
        return [*python, f"{FORMULA}f = own\n{CALLED}"], [*python, formula + CALLED]
    if work.words in ("distinct", "mixed", "letters"):
        file = folder / f"{work.words}.jsonl"
        if not file.exists():
            lines = [json.dumps(case(work.words, number)) + "\n" for number in range(LINES)]
            file.write_text("".join(lines))
        return [*python, ECHO, str(file)], [*python, SCRIPT, "batch", str(file)]
    return BARE, [*python, SCRIPT, *shlex.split(work.words)]


def pairs(work: Work, folder: Path, rounds: int) -> Iterator[tuple[float, float, float]]:
    """Seconds of what it is compared with, its own, and its memory."""
    beside, own = commands(work, folder)
    for command in (beside, own):
        seconds(command, work.more, folder)
    for _ in range(rounds):
        yield seconds(beside, work.more, folder)[0], *seconds(own, work.more, folder)


def median(found: list[tuple[float, float, float]]) -> float:
    """Of the ratios of pairs."""
    return statistics.median(own / beside for beside, own, _ in found)


@pytest.mark.parametrize("work", [work for works in TABLES.values() for work in works], ids=str)
def test_speed(work: Work, tmp_path: Path) -> None:
    ratio = median(list(pairs(work, tmp_path, ROUNDS)))
    print(f"\n{work.label}: {ratio:.2f} times, at most {work.limit}")
    assert ratio <= work.limit


def measured(rounds: int) -> dict[str, list[tuple[float, float, float]]]:
    """The pairs of every work by its label, one of each in turn."""
    works = [work for works in TABLES.values() for work in works]
    found: dict[str, list[tuple[float, float, float]]] = {work.label: [] for work in works}
    with tempfile.TemporaryDirectory() as folder:
        turns = [(work.label, pairs(work, Path(folder), rounds)) for work in works]
        for number in range(rounds):
            for label, turn in turns:
                found[label].append(next(turn))
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return found


def rows(name: str, found: Mapping[str, list[tuple[float, float, float]]]) -> Iterator[str]:
    """The lines of one table."""
    lines = name.startswith("many")
    for cells in ([name, "0.1.0", "now", "lines a second" if lines else "CPU time"], ["---"] * 4):
        yield f"| {' | '.join(cells)} |"
    here = 1.4 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # a child begins there
    for work in TABLES[name]:
        own = [pair[1:] for pair in found[work.label]]
        time, memory = (statistics.median(column) for column in zip(*own, strict=True))
        ratio = median(found[work.label])
        took = f"{1000 * time:.0f} ms" if time < 1 else f"{time:.1f} s"
        took += f", {memory:.0f} MB" if memory > here else ""
        last = f"{round(LINES / time, -3):,.0f}" if lines else took
        digits = 0 if ratio >= 20 else 1
        yield f"| {work.label} | {work.before} | {ratio:.{digits}f} | {last} |"


def rewritten(page: str, table: Callable[[str], Iterator[str]]) -> str:
    """The page with every table of `TABLES` as it is now."""
    for name in TABLES:
        old = re.compile(rf"^\| {re.escape(name)} \|.*\n(?:\|.*\n)*", re.MULTILINE)
        assert old.search(page), name
        page = old.sub(lambda _, name=name: "".join(f"{row}\n" for row in table(name)), page)
    return page


if __name__ == "__main__":
    found = measured(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    PAGE.write_text(rewritten(PAGE.read_text(), lambda name: rows(name, found)))
