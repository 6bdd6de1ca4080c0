"""Answers that give the shape with its channels: 7x7x64, (64, 7, 7), 7x7@64, 1x64x7x7, 512x1x1.

A size is asked for, and whoever writes the whole shape says it, too. Channels may stand last or
first; a sample of one (1, -1 or None) may stand in front of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from convcalc.algebra.expr import Size, Value
from convcalc.layers.base import Shape
from convcalc.record import NamedTuple
from convcalc.teach.answers import Answer, Reading
from convcalc.teach.question import Question
from convcalc.teach.slips import Slip, find_slips


class Whole(NamedTuple):
    """A size and channels read from an answer; `first`: the channels were written first."""

    size: tuple[Reading, ...]
    channels: Reading
    first: bool

    def fits(self, spatial: Sequence[Value]) -> bool:
        """Whether the size is this one."""
        return len(spatial) == len(self.size) and all(
            part.matches(size) for part, size in zip(self.size, spatial, strict=True)
        )


def wholes(answer: Answer, shape: Shape) -> list[Whole]:
    """Every way to read the answer as a shape with as many axes, channels last to begin with."""
    rows = [row for row in (answer.rows[0], answer.listed) if len(answer.rows) == 1 and row]
    found: list[Whole] = []
    for row in rows:
        found += _map(row, answer.channels, len(shape.spatial))
        if all(isinstance(size, int) and size == 1 for size in shape.spatial):
            found += _vector(row, shape)
    return found


def _map(row: tuple[Reading, ...], at: Reading | None, axes: int) -> Iterator[Whole]:
    if at is not None:
        if axes and len(row) in (1, axes):
            yield Whole(row * (axes // len(row)), at, False)
        return
    if len(row) == axes + 2 and row[0].matches(1):
        row = row[1:]
    if axes and len(row) == axes + 1:
        yield Whole(row[:-1], row[-1], False)
        yield Whole(row[1:], row[0], True)


def _vector(row: tuple[Reading, ...], shape: Shape) -> Iterator[Whole]:
    """512, (1, 512), 512x1x1: one number beside ones, for a vector or a map of one value."""
    large = [part for part in row if not part.matches(1)]
    if len(large) == 1 and (len(row) > 1 or shape.spatial):
        place = row.index(large[0])
        yield Whole((), large[0], place == 0 and len(row) > 1)


def first_right(ways: Sequence[Whole], shape: Shape) -> Whole | None:
    """The first way in which the answer is right."""
    for way in ways:
        if _size_fits(way, shape) and _channels_fit(way, shape):
            return way
    return None


def slips_of(
    ways: Sequence[Whole], shape: Shape, entering: Size | None, question: Question | None
) -> tuple[Slip, ...]:
    """What is wrong in the part that is, in the reading that leaves the most right."""
    told: list[tuple[bool, bool, tuple[Slip, ...]]] = []
    for way in ways:
        slips: list[Slip] = []
        fits = _size_fits(way, shape)
        if not fits and question is not None:
            slips += find_slips(question, way.fits)
        whole = _channels_fit(way, shape)
        if not whole:
            of_input = entering is not None and way.channels.matches(entering)
            code = "input_channels_for_output" if of_input else "channels_wrong"
            slips.append(Slip((code,), (), (), (), 1))
        told.append((not (fits or whole), not slips, tuple(slips)))
    return min(told, key=lambda one: one[:2])[2]


def _size_fits(way: Whole, shape: Shape) -> bool:
    return not way.size or way.fits(shape.spatial)


def _channels_fit(way: Whole, shape: Shape) -> bool:
    return shape.channels is not None and way.channels.matches(shape.channels)
