"""What the oracle recorders share: quotas, the recording file and its command line.

A recording is a JSON-lines file. Its first line is a header object, every other line is
``{"case": {a batch object}, "answer": {...}}``. Files are written atomically, and the same library
versions, seed and count give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Case = dict[str, Any]
Answer = dict[str, Any]
Draw = Callable[[random.Random], Case]

DATA = Path(__file__).resolve().parents[1] / "data"
MESSAGE_LENGTH = 100
REFUSED_SHARE = 0.23
ATTEMPTS_PER_CASE = 30


@dataclass(frozen=True)
class Record:
    """One case and what the oracle answered."""

    case: Case
    answer: Answer

    @property
    def refused(self) -> bool:
        """Whether the oracle called the case illegal."""
        return "refused" in self.answer


@dataclass(frozen=True)
class Recording:
    """All records of one oracle; ``extra`` goes into the header."""

    oracle: str
    version: str
    seed: int
    records: Sequence[Record]
    extra: Mapping[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """The content of the recording file."""
        header = {
            "oracle": self.oracle,
            "version": self.version,
            "seed": self.seed,
            "cases": len(self.records),
            **self.extra,
        }
        lines = [header, *({"case": r.case, "answer": r.answer} for r in self.records)]
        return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)


def refusal(message: object) -> Answer:
    """The answer for an illegal case, with the first line of the oracle's message."""
    first = (str(message).strip().splitlines() or [""])[0]
    return {"refused": True, "message": first[:MESSAGE_LENGTH]}


def collect(
    quotas: Mapping[str, int],
    draws: Mapping[str, Draw],
    answer: Callable[[Case], Answer | None],
    dialect: str | None,
    seed: int,
) -> list[Record]:
    """Draw distinct cases of a dialect until each type has its quota of legal and refused ones.

    Without a dialect the cases name none: the names of their layers do. Each type has its own
    random stream, so that a new type leaves the others as they were. An answer of None drops the
    case. A type that runs out of new cases ends below its quota.
    """
    records: list[Record] = []
    for name, quota in quotas.items():
        rng = random.Random(f"{seed}/{name}")
        wanted = {True: round(quota * REFUSED_SHARE)}
        wanted[False] = quota - wanted[True]
        seen: set[str] = set()
        for _ in range(quota * ATTEMPTS_PER_CASE):
            if not any(wanted.values()):
                break
            case = {**draws[name](rng), **({"dialect": dialect} if dialect else {})}
            key = json.dumps(case)
            if key in seen:
                continue
            seen.add(key)
            given = answer(case)
            if given is None:
                continue
            record = Record(case, given)
            if wanted[record.refused]:
                wanted[record.refused] -= 1
                records.append(record)
    return records


def once(cases: Iterable[Case], answer: Callable[[Case], Answer | None]) -> list[Record]:
    """A record of each of these cases, as far as it has an answer."""
    asked = ((case, answer(case)) for case in cases)
    return [Record(case, given) for case, given in asked if given is not None]


def share(count: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Split ``count`` cases over the types in proportion to their weights (rounded up)."""
    total = sum(weights.values())
    return {name: -(-count * weight // total) for name, weight in weights.items()}


def write(path: Path, text: str) -> None:
    """Replace the file in one step."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def summary(records: Iterable[Record]) -> str:
    """One line for each layer type: its name, its cases, and how many were refused."""
    cases: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for record in records:
        cases[record.case["layer"]] += 1
        refused[record.case["layer"]] += record.refused
    lines = [f"{name}\t{cases[name]}\t{refused[name]}" for name in sorted(cases)]
    return "\n".join([*lines, f"total\t{cases.total()}\t{refused.total()}"])


def first_difference(recorded: str, fresh: str) -> str | None:
    """The first line in which two recordings differ, or None."""
    old, new = recorded.splitlines(), fresh.splitlines()
    for number, (left, right) in enumerate(zip(old, new, strict=False), 1):
        if left != right:
            return f"line {number}:\n- {left}\n+ {right}"
    if len(old) != len(new):
        return f"{len(old)} lines recorded, {len(new)} now"
    return None


def main(name: str, record: Callable[[int], Recording], count: int) -> int:
    """The command line of a recorder: write the recording, or compare with it (``--check``)."""
    parser = argparse.ArgumentParser(description=f"Record the {name} oracle.")
    parser.add_argument("--check", action="store_true", help="compare with the file, write nothing")
    parser.add_argument("--count", type=int, default=count, help="cases to draw (%(default)s)")
    options = parser.parse_args()
    path = DATA / f"{name}.jsonl"
    recording = record(options.count)
    sys.stderr.write(summary(recording.records) + "\n")
    if not options.check:
        write(path, recording.text())
        return 0
    difference = first_difference(path.read_text(encoding="utf-8"), recording.text())
    if difference is not None:
        sys.stderr.write(f"{path.name} differs, {difference}\n")
        return 1
    return 0
