"""Drawing by lot, the same for ever: a small generator of our own, since that of the standard
library may change from one version of Python to the next."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.annotations import TypeVar

T = TypeVar("T")
_MASK = (1 << 64) - 1


class Lot:
    """SplitMix64. Source: Steele, Lea & Flood (2014), Fast splittable pseudorandom number
    generators, figure 17."""

    def __init__(self, seed: int) -> None:
        self.state = seed & _MASK

    def next(self) -> int:
        """The next 64 bits."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & _MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return z ^ (z >> 31)

    def below(self, limit: int) -> int:
        """A number from 0 to limit - 1, all equally likely."""
        most = (1 << 64) - (1 << 64) % limit
        value = self.next()
        while value >= most:
            value = self.next()
        return value % limit

    def between(self, low: int, high: int) -> int:
        """A number from low to high, both included."""
        return low + self.below(high - low + 1)

    def choose(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order (Fisher-Yates)."""
        mixed = list(items)
        for place in range(len(mixed) - 1, 0, -1):
            other = self.below(place + 1)
            mixed[place], mixed[other] = mixed[other], mixed[place]
        return mixed
