"""Which input positions each output position reads, on one axis: the windows of a layer, listed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from convcalc.algebra.arithmetic import Exact
from convcalc.algebra.expr import tidy
from convcalc.layers.base import Window
from convcalc.tensors.page import Grid, grid_of

Taps = list[list[tuple[int, int]]]
"""For each output position: the taps, each with the input position it reads. A position outside of
the input is padding."""


def taps(window: Window, size: int, output: int) -> Taps:
    """The taps of a window that slides, spreads, bins or sees everything."""
    if window.kind == "slide":
        return [
            [(t, u * window.stride - window.begin + t * window.dilation)
             for t in range(window.kernel)]
            for u in range(output)
        ]  # fmt: skip
    if window.kind == "spread":
        return [_spread(window, size, u) for u in range(output)]
    if window.kind == "bins":
        bounds = [(u * size // output, -(-(u + 1) * size // output)) for u in range(output)]
        return [list(enumerate(range(first, last))) for first, last in bounds]
    if window.kind == "nearest":
        return [[(0, _nearest(window, size, u))] for u in range(output)]
    return [list(enumerate(range(size)))]


def _spread(window: Window, size: int, u: int) -> list[tuple[int, int]]:
    """The inputs n that put something on output u, each with its tap t."""
    found = []
    for n in range(size):
        t, rest = divmod(u + window.begin - n * window.stride, window.dilation)
        if not rest and 0 <= t < window.kernel:
            found.append((t, n))
    return found


def _nearest(window: Window, size: int, u: int) -> int:
    return min(int((u + window.begin) / Fraction(window.stride) // 1), size - 1)


def source(window: Window, u: int) -> Exact:
    """The coordinate that output u of a linear or cubic resampling reads, before clamping."""
    return tidy((u + Fraction(window.begin)) / Fraction(window.stride) - window.begin)


def reads(window: Window, size: int, output: int) -> list[list[int]]:
    """The positions inside of the input that each output reads."""
    if window.kind == "linear":
        both = []
        for u in range(output):
            place = min(max(source(window, u), 0), size - 1)
            first = int(place // 1)
            both.append([first, first + 1] if place > first else [first])
        return both
    return [[n for _, n in row if 0 <= n < size] for row in taps(window, size, output)]


def used_inputs(
    read: tuple[Sequence[list[int]], Sequence[list[int]]], shape: tuple[int, int]
) -> Grid:
    """How many outputs read each input position."""
    down, across = (
        [sum(n in places for places in axis) for n in range(size)]
        for axis, size in zip(read, shape, strict=True)
    )
    return grid_of(shape[0], shape[1], lambda row, column: down[row] * across[column])


def used_outputs(rows: Sequence[list[int]], columns: Sequence[list[int]]) -> Grid:
    """How many input positions put something on each output position."""
    return grid_of(
        len(rows), len(columns), lambda row, column: len(rows[row]) * len(columns[column])
    )


def at(grid: Grid, row: int, column: int) -> Exact:
    """The value at a place; 0 outside, where the padding lies."""
    if 0 <= row < len(grid) and 0 <= column < len(grid[0]):
        value = grid[row][column]
        assert isinstance(value, int | Fraction)
        return value
    return 0


def padded(grid: Grid, pairs: Sequence[tuple[int, int]]) -> Grid:
    """The grid with zeros around it; a negative amount cuts."""
    (top, bottom), (left, right) = pairs
    return grid_of(
        len(grid) + top + bottom,
        len(grid[0]) + left + right,
        lambda row, column: at(grid, row - top, column - left),
    )
