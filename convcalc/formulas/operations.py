"""Operations that are not multiply-accumulates of weights, for a whole layer and one sample.

Letters: c channels, o output sizes, k window (one value an axis), t how many tensors or taps.
"""

from __future__ import annotations

from convcalc.algebra.expr import N
from convcalc.algebra.trace import product


def elementwise(c: N, o: tuple[N, ...], t: int) -> N:
    """t operations of one kind for each element."""
    return t * product(c, product(*o))


def pool_joins(c: N, k: tuple[N, ...], o: tuple[N, ...]) -> N:
    """Comparisons (or additions) that join the values of each window: one fewer than values."""
    return product(product(*k) - 1, c, product(*o))


def taken_together(c: N, reads: N, o: tuple[N, ...]) -> N:
    """Joins where windows differ in length: all values read, less one for each output."""
    return product(reads - product(*o), c)


def merging(c: N, o: tuple[N, ...], t: int) -> N:
    """Operations that merge t tensors element by element."""
    return (t - 1) * product(c, product(*o))


def channel_pairs(c: N, o: tuple[N, ...]) -> N:
    """Joins over the channels at every position: c - 1 each."""
    return product(c - 1, product(*o))
