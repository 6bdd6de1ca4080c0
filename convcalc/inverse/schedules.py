"""Dilation schedules that leave no gaps: which rates a stack of stride-1 layers may take.

Sorted rates r1 <= r2 <= ... touch every position of their field exactly if r1 = 1 and each rate is
at most one more than what the smaller ones reach: r(m+1) <= (k - 1)(r1 + ... + rm) + 1. The order
of the layers does not matter, since the touched set is a Minkowski sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice, pairwise
from typing import NamedTuple

MOST_COUNTED = 100_000


class Schedules(NamedTuple):
    """Schedules of so many layers with one field, the most evenly growing first; `total` is
    how many there are, or at least how many where `complete` is false."""

    layers: int
    field: int
    shown: tuple[tuple[int, ...], ...]
    total: int
    complete: bool


def first_gap(taps: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """The first rate, in ascending order, that leaves a gap, and the largest that would not.

    Args:
        taps: kernel and dilation of each layer.
    """
    reach = 0
    for kernel, rate in sorted(taps, key=lambda tap: tap[1]):
        if kernel > 1 and rate > reach + 1:
            return rate, reach + 1
        reach += (kernel - 1) * rate
    return None


def fewest_layers(kernel: int, field: int) -> int:
    """Fewest layers of a gap-free schedule: k layers of rates 1, k, k^2 ... reach k^n."""
    layers, reach = 0, 1
    while reach < field:
        reach *= kernel
        layers += 1
    return layers


def schedules(kernel: int, layers: int, field: int, most: int) -> Schedules:
    """Gap-free schedules, those first whose rates grow most evenly: 1, 2, 4, 8.

    Args:
        most: how many of them to list.

    The rates of a field R add up to (R - 1)/(k - 1).
    """
    total, rest = divmod(field - 1, kernel - 1)
    if rest:
        return Schedules(layers, field, (), 0, True)
    found = list(islice(_rates(kernel, layers, total, ()), MOST_COUNTED + 1))
    complete = len(found) <= MOST_COUNTED
    found = sorted(found[:MOST_COUNTED], key=_unevenness)
    return Schedules(layers, field, tuple(found[:most]), len(found), complete)


def _unevenness(rates: tuple[int, ...]) -> list[Fraction]:
    """The steps from one rate to the next as factors, the largest first."""
    return sorted((Fraction(b, a) for a, b in pairwise(rates)), reverse=True)


def _rates(
    kernel: int, left: int, total: int, before: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    """Non-decreasing rates that add up to `total` and leave no gap after those before.

    A rate is large enough if the largest ones after it can still make up the total: with r, n more
    layers add at most r*k^n + (reach + 1)(k^n - 1)/(k - 1).
    """
    if left == 0:
        if total == 0:
            yield before
        return
    reach = (kernel - 1) * sum(before)
    power: int = kernel ** (left - 1)
    others = (reach + 1) * ((power - 1) // (kernel - 1))
    least = max(before[-1] if before else 1, -((others - total) // power))
    for rate in range(least, min(reach + 1, total // left) + 1):
        yield from _rates(kernel, left - 1, total - rate, (*before, rate))
