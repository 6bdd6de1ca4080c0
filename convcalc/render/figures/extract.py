"""Which part of an axis is drawn where not all of it has room."""

from __future__ import annotations

from convcalc.network.taps import length
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Rows(Protocol):
        """Windows, or other rows, along an axis: how many, where they stand, and the positions of
        each."""

        @property
        def windows(self) -> int: ...
        @property
        def start(self) -> int: ...
        @property
        def stop(self) -> int: ...
        def taps(self, number: int) -> range: ...


MOST_ROWS = 8
"""Windows that are all drawn; of more, the first and the last ones."""
ENDS = ((3, 2), (2, 2), (2, 1), (1, 1))
"""Windows drawn at the beginning and at the end, in the order in which this is tried."""


class Extract(NamedTuple):
    """What is drawn of an axis.

    rows: the windows; first: how many of them stand before those left out; stretches: one or two
    stretches of positions; scaled: drawn as bars to scale, as there is no room for cells.
    """

    rows: tuple[int, ...]
    first: int
    stretches: tuple[range, ...]
    scaled: bool = False


def extract(axis: Rows, room: float, cell: float, gap: float) -> Extract:
    """What is drawn of an axis: widths of the room, of a cell, and of an ellipsis."""
    whole = range(axis.start, axis.stop)
    rows, first = _rows(axis)
    if length(whole) * cell <= room:
        return Extract(rows, first, (whole,))
    for before, after in ENDS:
        ends = _ends(axis, before, after)
        if ends is not None and sum(map(length, ends)) * cell + gap <= room:
            return Extract(_numbers(axis, before, after), before, ends)
    ends = _ends(axis, *ENDS[0]) if axis.windows > sum(ENDS[0]) else None
    return Extract(rows, first, (whole,) if ends is None else ends, scaled=True)


def _rows(axis: Rows) -> tuple[tuple[int, ...], int]:
    if axis.windows <= MOST_ROWS:
        return tuple(range(axis.windows)), axis.windows
    return _numbers(axis, *ENDS[0]), ENDS[0][0]


def _numbers(axis: Rows, before: int, after: int) -> tuple[int, ...]:
    return (*range(before), *range(axis.windows - after, axis.windows))


def _ends(axis: Rows, before: int, after: int) -> tuple[range, range] | None:
    """The stretches that these windows at both ends read; None where they meet."""
    if before + after > axis.windows:
        return None
    left = range(axis.start, axis.taps(before - 1)[-1] + 1)
    right = range(axis.taps(axis.windows - after)[0], axis.stop)
    return (left, right) if left.stop < right.start else None
