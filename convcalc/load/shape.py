"""The shape of a network's input: `3x224x224`, or a SIZE such as `224x224@3`.

A shape never decides against the network how many axes that has: one number more than its channels
and its axes is a batch, and refused as such.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from convcalc.algebra.expr import Expr, Size, Value, Var, free_variables, same, substitute
from convcalc.algebra.fold import fold
from convcalc.algebra.parse import parse_expression, parse_grid
from convcalc.algebra.symbols import declaring
from convcalc.annotations import Any
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.layers.base import Shape
from convcalc.layers.numbers import shown
from convcalc.layers.order import is_few, is_named
from convcalc.load.place import Piece
from convcalc.load.refused import Refused
from convcalc.network.graph import NetworkError
from convcalc.record import NamedTuple

LONG = 16
"""No map is so much wider than it is high, if it is no more than a few rows high."""


class Axes(NamedTuple):
    """A number of spatial axes (None: nothing says it), and what says it."""

    dims: int | None
    why: Message | None = None


UNDECIDED = Axes(None)


class Numbers(NamedTuple):
    """The numbers of a shape as written, and what stands after its `@`."""

    sizes: tuple[Size, ...]
    channels: Size | None


def read_shape(
    piece: Piece, knobs: Mapping[str, Any], axes: Axes, own: Shape | None = None
) -> Shape:
    """The shape in a piece, for a network of these axes; knobs may stand in it.

    One number more than axes is channels first. Sizes alone keep the channels of the network's
    `own` input.

    Raises:
        NetworkError: not a shape, or one that can be read in two ways.
    """
    try:
        sizes, channels = numbers = _numbers(piece, knobs)
    except NetworkError as error:
        error.hints = _readable(error.hints, piece, lambda one: read_shape(one, knobs, axes, own))
        raise
    kept = own.channels if own is not None else None
    refused = Refused(piece, sizes, channels, kept)
    count = axes.dims if axes.dims is not None else _axes_of(numbers)
    if not sizes:
        return Shape(channels, ())
    if count is None:
        raise refused.undecided()
    if len(sizes) == 1:
        return Shape(kept if channels is None else channels, sizes * count)
    if len(sizes) == count:
        if channels is None and _could_hold_channels(sizes, kept):
            raise refused.map_or_channels(count, axes.why)
        return Shape(kept if channels is None else channels, sizes)
    if channels is not None or len(sizes) != count + 1:
        raise refused.unfit(count, axes.why)
    if _could_be_last(sizes, kept):
        raise refused.both_ways()
    return Shape(sizes[0], sizes[1:])


def _readable(
    hints: tuple[Message, ...], piece: Piece, read: Callable[[Piece], object]
) -> tuple[Message, ...]:
    """The hints without those whose text is no shape of this network."""
    found = []
    for hint in hints:
        text = hint.fields.get("text")
        with suppress(NetworkError):
            if text is not None:
                read(Piece(piece.source, str(text), piece.start, exact=False))
            found.append(hint)
    return tuple(found)


def axes_written(piece: Piece, knobs: Mapping[str, Any]) -> int | None:
    """The axes that a shape has as it is written; None where it could have others."""
    try:
        return _axes_of(_numbers(piece, knobs))
    except ConvcalcError:
        return None


def _axes_of(numbers: Numbers) -> int | None:
    """The axes of a shape that nothing else says: those after its channels, or all before an @."""
    sizes, channels = numbers
    count = len(sizes)
    if channels is not None:
        return count if count == 2 or (count == 3 and not same(sizes[0], 1)) else None
    if count == 2:
        letters = all(isinstance(size, Var) and not is_named(size) for size in sizes)
        return 2 if letters or same(*sizes) else None
    return 2 if count == 3 and not _is_sequence(sizes) else None


def _is_sequence(sizes: tuple[Size, ...]) -> bool:
    """Whether three numbers may be a batch, channels and a length: 8x1x16000, NxCxL."""
    _, second, third = sizes
    long = isinstance(third, int) and isinstance(second, int) and third > LONG * second
    return (is_few(second) and long) or is_named(second)


def _could_hold_channels(sizes: tuple[Size, ...], own: Size | None) -> bool:
    """Whether a number among as many as axes looks like channels: 3x224 for a map."""
    if all(same(size, sizes[0]) for size in sizes):
        return False
    ends = (sizes[0], sizes[1:]), (sizes[-1], sizes[:-1])
    return any(
        (own is not None and same(end, own))
        or is_named(end)
        or (is_few(end) and not any(map(is_few, rest)))
        for end, rest in ends
    )


def _could_be_last(sizes: tuple[Size, ...], own: Size | None) -> bool:
    """Whether the last number looks like channels: 224x224x3, 56x56x64."""
    first, last = sizes[0], sizes[-1]
    for looks in (lambda size: own is not None and same(size, own), is_named):
        if looks(first) or looks(last):
            return looks(last) and not looks(first)
    if is_few(last) and not any(map(is_few, sizes[:-1])):
        return True
    alike = len(sizes) > 2 and all(same(size, first) for size in sizes[:-1])
    return alike and not same(first, last)


def _numbers(piece: Piece, knobs: Mapping[str, Any]) -> Numbers:
    """The numbers of a shape, with the knobs in them replaced by their values.

    Raises:
        NetworkError: it is none.
    """
    text = piece.text.strip()
    offset = len(piece.text) - len(piece.text.lstrip())
    try:
        with declaring(knobs):
            if text.startswith("@"):
                return Numbers((), _known(piece, parse_expression(text[1:]), knobs))
            grid = parse_grid(text)
        if any(len(cell) != 1 for cell in grid.cells):
            raise UsageError(Message("size.pair", text=shown(text)))
    except ConvcalcError as error:
        raise piece.within(error, offset) from None
    channels = None if grid.at is None else _known(piece, grid.at, knobs)
    return Numbers(tuple([_known(piece, cell[0], knobs) for cell in grid.cells]), channels)


def _known(piece: Piece, size: Size, knobs: Mapping[str, Any]) -> Size:
    """The size with the knobs in it replaced by their values."""
    result: Value = size
    if isinstance(size, Expr):
        values = {name: knobs[name] for name in free_variables(size) if name in knobs}
        for value in values.values():
            if isinstance(value, bool | str):
                raise piece.error(0, Message("load.not_number", value=value))
        result = fold(substitute(size, values)) if values else size
        if isinstance(result, Expr) and free_variables(result):
            return result
    if not isinstance(result, int) or result < 1:
        raise piece.error(0, Message("load.bad_size", value=result))
    return result
