"""Bounds on a value, exact, with or without their ends."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from convcalc.algebra.expr import Number, tidy
from convcalc.algebra.sets import EMPTY, Integers, Run, whole
from convcalc.record import NamedTuple


class Interval(NamedTuple):
    """low <= value <= high; a bound that is `open` is not reached, None is no bound."""

    low: Number | None
    high: Number | None
    open_low: bool = False
    open_high: bool = False

    def shifted(self, amount: Number) -> Interval:
        """Bounds of value + amount."""
        low = None if self.low is None else tidy(self.low + amount)
        high = None if self.high is None else tidy(self.high + amount)
        return self._replace(low=low, high=high)

    def scaled(self, factor: Number) -> Interval:
        """Bounds of value * factor, a factor other than 0."""
        low = None if self.low is None else tidy(Fraction(self.low) * factor)
        high = None if self.high is None else tidy(Fraction(self.high) * factor)
        if factor < 0:
            return Interval(high, low, self.open_high, self.open_low)
        return self._replace(low=low, high=high)

    @property
    def first(self) -> int | None:
        """The smallest integer within."""
        if self.low is None:
            return None
        return floor(self.low) + 1 if self.open_low else ceil(self.low)

    @property
    def last(self) -> int | None:
        """The largest integer within."""
        if self.high is None:
            return None
        return ceil(self.high) - 1 if self.open_high else floor(self.high)

    def integers(self, domain: Run) -> Integers:
        """The integers within, of those of a run."""
        first = domain.low if self.first is None else max(domain.low, self.first)
        ends = [end for end in (self.last, domain.high) if end is not None]
        last = min(ends, default=None)
        return EMPTY if last is not None and last < first else whole(first, last)

    def holds(self, value: Number) -> bool:
        """Whether the value is within."""
        low, high = self.low, self.high
        above = low is None or value > low or (value == low and not self.open_low)
        below = high is None or value < high or (value == high and not self.open_high)
        return above and below
