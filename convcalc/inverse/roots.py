"""Roots and logarithms of whole numbers, in whole numbers."""

from __future__ import annotations


def logarithm(value: int, base: int, *, up: bool) -> int:
    """The largest n with base**n <= value, or the smallest with base**n >= value."""
    power, n = 1, 0
    while power * base <= value:
        power *= base
        n += 1
    return n + 1 if up and power < value else n


def root(value: int, power: int, *, up: bool) -> int:
    """The largest r with r**power <= value, or the smallest with r**power >= value."""
    low, high = 0, 1 << (value.bit_length() // power + 1)
    while high - low > 1:
        middle = (low + high) // 2
        if middle**power <= value:
            low = middle
        else:
            high = middle
    return low + 1 if up and low**power < value else low
