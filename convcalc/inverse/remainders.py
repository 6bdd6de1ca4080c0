"""Sets of sizes that a linear condition on each remainder leaves: what inequalities between
quasi-affine functions are solved to."""

from __future__ import annotations

from math import lcm
from operator import itemgetter

from convcalc.algebra.expr import Number
from convcalc.algebra.sets import Integers, Run, gathered
from convcalc.inverse.quasi_affine import LIMIT, NotQuasiAffine, Quasi

Span = tuple[int, "int | None"]


class Classes:
    """Sizes below `start` one by one, from there on an interval for each remainder.

    `early[n]` says whether n belongs to the set. spans[i] is the first and the last member
    (None: there is no last) among start + i, start + i + period, ...; None if there is none.
    """

    __slots__ = ("_runs", "early", "spans")

    def __init__(self, early: tuple[bool, ...], spans: tuple[Span | None, ...]) -> None:
        self.early = early
        self.spans = spans
        self._runs: Integers | None = None

    @property
    def start(self) -> int:
        """The first size that `spans` speaks of."""
        return len(self.early)

    @property
    def period(self) -> int:
        """The number of remainders that are told apart."""
        return len(self.spans)

    def __contains__(self, n: object) -> bool:
        if not isinstance(n, int) or n < 0:
            return False
        if n < self.start:
            return self.early[n]
        span = self.spans[(n - self.start) % self.period]
        return span is not None and span[0] <= n and (span[1] is None or n <= span[1])

    def spread(self, start: int, period: int) -> Classes:
        """The same set, remainders told apart from `start` on, with a multiple of the period."""
        if start == self.start and period == self.period:
            return self
        if start + period > LIMIT:
            raise NotQuasiAffine(period)
        early = tuple([n in self for n in range(start)])
        spans: list[Span | None] = []
        for first in range(start, start + period):
            span = self.spans[(first - self.start) % self.period]
            low = None if span is None else first + -(-(max(span[0] - first, 0)) // period) * period
            if span is None or low is None or (span[1] is not None and low > span[1]):
                spans.append(None)
            else:
                high = span[1]
                spans.append((low, None if high is None else high - (high - low) % period))
        return Classes(early, tuple(spans))

    def __and__(self, other: Classes) -> Classes:
        """The sizes that are in both."""
        start, period = max(self.start, other.start), lcm(self.period, other.period)
        a, b = self.spread(start, period), other.spread(start, period)
        return Classes(
            tuple([x and y for x, y in zip(a.early, b.early, strict=True)]),
            tuple([_overlap(x, y) for x, y in zip(a.spans, b.spans, strict=True)]),
        )

    def __or__(self, other: Classes) -> Classes:
        """The sizes that are in one of them at least, one by one as far as any remainder ends."""
        ends = [span[1] for one in (self, other) for span in one.spans if span is not None]
        start = max(self.start, other.start, *[end + 1 for end in ends if end is not None], 0)
        period = lcm(self.period, other.period)
        a, b = self.spread(start, period), other.spread(start, period)
        return Classes(
            tuple([x or y for x, y in zip(a.early, b.early, strict=True)]),
            tuple([min(filter(None, pair), default=None, key=itemgetter(0))
                   for pair in zip(a.spans, b.spans, strict=True)]),
        )  # fmt: skip

    def same(self, other: Classes) -> bool:
        """Whether both are the same set."""
        start, period = max(self.start, other.start), lcm(self.period, other.period)
        a, b = self.spread(start, period), other.spread(start, period)
        return a.early == b.early and a.spans == b.spans

    @property
    def runs(self) -> Integers:
        """The sizes as few runs, in the order of their first members."""
        if self._runs is None:
            self._runs = self._as_runs()
        return self._runs

    def _as_runs(self) -> Integers:
        singles = [n for n, member in enumerate(self.early) if member]
        long: list[Run] = []
        for low, high in self._zones():
            if high is not None and high - low <= 2 * self.period:
                singles += [n for n in range(low, high) if n in self]
            else:
                long += self._pattern(low, high)
        return _merged(singles, long)

    def _zones(self) -> list[tuple[int, int | None]]:
        """Intervals [low, high) in which the remainders that belong to the set do not change."""
        ends = {self.start}
        for span in self.spans:
            if span is not None:
                ends.add(span[0])
                if span[1] is not None:
                    ends.add(span[1] + self.period)
        points = sorted(ends)
        return list(zip(points, [*points[1:], None], strict=True))

    def _pattern(self, low: int, high: int | None) -> list[Run]:
        """A zone of at least two periods as runs with the smallest step."""
        period = self.period
        inside = [low + i in self for i in range(period)]
        step = next(
            d for d in range(1, period + 1) if period % d == 0 and inside == inside[d:] + inside[:d]
        )
        runs = []
        for first in range(low, low + step):
            if inside[first - low]:
                last = None if high is None else first + (high - 1 - first) // step * step
                runs.append(Run(first, last, step))
        return runs


EVERY = Classes((False,), ((1, None),))
"""Every size from 1 on."""


def _overlap(a: Span | None, b: Span | None) -> Span | None:
    if a is None or b is None:
        return None
    low = max(a[0], b[0])
    high = b[1] if a[1] is None else a[1] if b[1] is None else min(a[1], b[1])
    return None if high is not None and low > high else (low, high)


def _merged(singles: list[int], long: list[Run]) -> Integers:
    """Runs grown by the single sizes that continue them; then the rest."""
    left = set(singles)
    grown = []
    for run in long:
        low, high = run.low, run.high
        while low - run.step in left:
            low -= run.step
            left.remove(low)
        while high is not None and high + run.step in left:
            high += run.step
            left.remove(high)
        grown.append(Run(low, high, run.step))
    return tuple(sorted((*grown, *_progressions(sorted(left)))))


def _progressions(numbers: list[int]) -> Integers:
    """Neighbours as runs; three or more of the rest that are equally far apart as well."""
    runs: list[Run] = []
    alone: list[int] = []
    for run in gathered(numbers):
        if run.high == run.low:
            alone.append(run.low)
        else:
            runs.append(run)
    at = 0
    while at < len(alone):
        count = 1
        if len(alone) - at > 2:
            step = alone[at + 1] - alone[at]
            while at + count < len(alone) and alone[at + count] - alone[at + count - 1] == step:
                count += 1
        taken = count if count > 2 else 1
        first, last = alone[at], alone[at + taken - 1]
        runs.append(Run(first, last, (last - first) // (taken - 1) if taken > 1 else 1))
        at += taken
    return tuple(runs)


def never_negative(f: Quasi) -> Classes:
    """The sizes with f(n) >= 0."""
    return between(f, 0, None, 1)


def zero(f: Quasi) -> Classes:
    """The sizes with f(n) = 0."""
    return between(f, 0, 0, 1)


def between(f: Quasi, low: Number | None, high: Number | None, first: int = 0) -> Classes:
    """The numbers n from `first` on with low <= f(n) <= high (None: no bound)."""
    f = f.spread(max(f.start, first), f.period)
    early = tuple([n >= first and _turns(v, 0, low, high) is not None
                   for n, v in enumerate(f.values[: f.start])])  # fmt: skip
    spans: list[Span | None] = []
    for n, (value, gain) in enumerate(zip(f.values[f.start :], f.gains, strict=True), f.start):
        found = _turns(value, gain, low, high)
        if found is not None:
            least, most = found
            found = n + least * f.period, None if most is None else n + most * f.period
        spans.append(found)
    return Classes(early, tuple(spans))


def _turns(value: Number, gain: Number, low: Number | None, high: Number | None) -> Span | None:
    """The first and the last t >= 0 with low <= value + t gain <= high."""
    if not gain:
        within = (low is None or value >= low) and (high is None or value <= high)
        return (0, None) if within else None
    if gain < 0:
        low, high = high, low
    least = 0 if low is None else max(0, int(-((value - low) // gain)))
    most = None if high is None else int((high - value) // gain)
    return None if most is not None and most < least else (least, most)
