"""What the work on a tiny tensor consists of, as data: pictures and lines, no words.

A `Grid` is one map, rows of exact numbers; a series is a map of one row. A picture shows grids with
signs between them; lines say how each value comes about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from convcalc.algebra.arithmetic import Number
from convcalc.errors import Message

Grid: TypeAlias = "tuple[tuple[Number, ...], ...]"
Sample: TypeAlias = "tuple[Grid, ...]"

ALL = 25
"""Output values that are all explained."""
FIRST = 6
"""Output values that are explained where there are more."""


class Picture(NamedTuple):
    """Grids, single numbers and signs (⊛ ∗ + = → ...) side by side."""

    title: Message | None
    parts: tuple[Any, ...]


class Line(NamedTuple):
    """One line: what it is about, then expressions and values, each equal to the one before."""

    label: Message
    parts: tuple[Any, ...]
    note: Message | None = None


class Lines(NamedTuple):
    """Lines of one kind; `hidden` more are left out because they go the same way."""

    title: Message
    lines: tuple[Line, ...]
    hidden: int = 0


class Working(NamedTuple):
    """A worked forward pass.

    batch: the output, one sample or several; pictures: the short answer; steps: the long one;
    facts: further named results, key -> value; coverage: how often each position is used, and
    whether it is the input (or, False, the output) that is counted.
    """

    batch: tuple[Sample, ...]
    pictures: tuple[Picture, ...]
    steps: tuple[Any, ...]
    facts: dict[str, Any] = {}  # noqa: RUF012 - never changed
    coverage: Grid | None = None
    coverage_of_input: bool = True


Cells: TypeAlias = "tuple[int, int, int]"
"""Channel, row and column of a value, counted from 0."""


def every_cell(maps: Sequence[Grid]) -> Iterator[Cells]:
    """The places of all values, map by map, row by row."""
    for channel, grid in enumerate(maps):
        for row, values in enumerate(grid):
            for column in range(len(values)):
                yield channel, row, column


def grid_of(height: int, width: int, value: Callable[[int, int], Any]) -> Grid:
    """A grid of that size, filled by row and column."""
    return tuple(tuple(value(row, column) for column in range(width)) for row in range(height))


def maps_by(size: tuple[int, int], count: int, value: Callable[[Cells], Any]) -> Sample:
    """So many maps of that size, filled cell by cell."""
    return tuple(
        grid_of(*size, lambda row, column, n=number: value((n, row, column)))  # type: ignore[misc]
        for number in range(count)
    )


def arrows(before: Sample, after: Sample) -> tuple[Picture, ...]:
    """Each map and what it becomes."""
    return tuple(
        Picture(
            Message("value.channel", number=number) if len(before) > 1 else None,
            (grid, "→", result),
        )
        for number, (grid, result) in enumerate(zip(before, after, strict=True), 1)
    )


def joined(sign: str, groups: Iterable[Sequence[Any]]) -> tuple[Any, ...]:
    """The parts of a picture, the sign between the groups."""
    parts = [part for group in groups for part in (sign, *group)]
    return tuple(parts[1:])


def place(maps: Sequence[Grid], cell: Cells, where: str = "at") -> Message:
    """The words for a place: no row where there is only one, no channel where there is one.

    `where`: "at" for a label, "in" within a sentence.
    """
    channel, row, column = cell
    grid = maps[0]
    code = "row_column" if len(grid) > 1 else "position"
    if len(grid) == len(grid[0]) == 1:
        code = "channel" if len(maps) > 1 else "only"
    elif len(maps) > 1:
        code = "channel_" + code
    return Message(f"value.{where}.{code}", channel=channel + 1, row=row + 1, column=column + 1)


def cell_lines(
    title: Message,
    maps: Sequence[Grid],
    parts: Callable[[Cells], tuple[Any, ...]] = lambda cell: (),
    note: Callable[[Cells], Message | None] = lambda cell: None,
) -> Lines:
    """One line for each value, or for the first few if they are many.

    `parts` gives what stands before the value itself, `note` the remark after it.
    """
    places = list(every_cell(maps))
    shown = places if len(places) <= ALL else places[:FIRST]
    lines = []
    for cell in shown:
        channel, row, column = cell
        value = maps[channel][row][column]
        lines.append(Line(place(maps, cell), (*parts(cell), value), note(cell)))
    return Lines(title, tuple(lines), len(places) - len(shown))
