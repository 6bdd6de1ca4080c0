"""Sets of integers as runs: what an inequality leaves of the values of an unknown.

A run may have no end, and may take every n-th number only, as a condition of divisibility does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import gcd, lcm

from convcalc.annotations import TypeAlias
from convcalc.record import NamedTuple


class Run(NamedTuple):
    """low, low + step, ... up to high, which it contains (None: without end)."""

    low: int
    high: int | None
    step: int = 1

    @property
    def size(self) -> int | None:
        """How many numbers; None for a run without end."""
        return None if self.high is None else (self.high - self.low) // self.step + 1


Integers: TypeAlias = "tuple[Run, ...]"
"""Runs in ascending order, without overlap."""

EMPTY: Integers = ()


def whole(low: int, high: int | None, step: int = 1) -> Integers:
    """The run from `low` to `high`, its end moved onto its last number."""
    if high is None:
        return (Run(low, None, step),)
    if high < low:
        return EMPTY
    last = high - (high - low) % step
    return (Run(low, last, 1 if last == low else step),)


def intersection(left: Integers, right: Integers) -> Integers:
    """The numbers that are in both."""
    met = [run for a in left for b in right for run in _both(a, b)]
    return tuple(sorted(met, key=lambda run: run.low))


def _both(a: Run, b: Run) -> Integers:
    low = max(a.low, b.low)
    ends = [run.high for run in (a, b) if run.high is not None]
    high = min(ends, default=None)
    step, common = lcm(a.step, b.step), gcd(a.step, b.step)
    turns, rest = divmod(b.low - a.low, common)
    if rest:
        return EMPTY
    inverse = pow(a.step // common, -1, b.step // common)
    first = a.low + turns * inverse % (b.step // common) * a.step
    first += -(-(low - first) // step) * step
    return whole(first, high, step) if high is None or first <= high else EMPTY


def union(left: Integers, right: Integers) -> Integers:
    """The numbers that are in one of them at least; for runs that take every number."""
    joined: list[Run] = []
    for run in sorted((*left, *right), key=lambda run: run.low):
        before = joined[-1] if joined else None
        if before is None or (before.high is not None and before.high + 1 < run.low):
            joined.append(run)
        elif before.high is not None and (run.high is None or run.high > before.high):
            joined[-1] = Run(before.low, run.high)
    return tuple(joined)


def count(numbers: Integers) -> int | None:
    """How many numbers; None if there is no end to them."""
    sizes = [run.size for run in numbers]
    return None if None in sizes else sum(size for size in sizes if size is not None)


def members(numbers: Integers) -> Iterator[int]:
    """Every number, in ascending order."""
    for run in numbers:
        number = run.low
        while run.high is None or number <= run.high:
            yield number
            number += run.step


def contains(numbers: Integers, number: int) -> bool:
    """Whether the number is one of them."""
    return any(
        run.low <= number
        and (run.high is None or number <= run.high)
        and (number - run.low) % run.step == 0
        for run in numbers
    )


def gathered(numbers: Iterable[int]) -> Integers:
    """Numbers in ascending order as runs of neighbours."""
    runs: list[Run] = []
    for number in numbers:
        if runs and runs[-1].high == number - 1:
            runs[-1] = Run(runs[-1].low, number)
        else:
            runs.append(Run(number, number))
    return tuple(runs)
