"""The shape of a network's input: `3x224x224`, or a SIZE such as `224x224@3`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from convcalc.algebra.expr import Expr, Size, free_variables, substitute
from convcalc.algebra.fold import fold
from convcalc.algebra.parse import parse_grid
from convcalc.algebra.symbols import declaring
from convcalc.errors import ConvcalcError, Message
from convcalc.layers.base import Shape
from convcalc.layers.numbers import shown
from convcalc.layers.read import read_size
from convcalc.load.place import Piece
from convcalc.network.graph import NetworkError, spelt

__all__ = ["read_given", "read_shape"]

COLOURS = 4
"""So few channels come last in photographs: 224x224x3 is not 224 channels."""


def read_shape(piece: Piece, knobs: Mapping[str, Any], dims: int | None = None) -> Shape:
    """The shape in a piece; knobs may stand in it.

    Three or four numbers without `@` are channels first; 224x224x3 is refused. `dims` is the number
    of spatial axes where that is known.

    Raises:
        NetworkError: not a shape, or one that can be read both ways.
    """
    try:
        with declaring(knobs):
            shape = _channels_first(piece, knobs, dims)
            if shape is None:
                shape = read_size(piece.text, _axes(piece.text, dims))
    except NetworkError:
        raise
    except ConvcalcError as error:
        raise piece.within(error) from None
    channels = None if shape.channels is None else _known(piece, shape.channels, knobs)
    return Shape(channels, tuple([_known(piece, size, knobs) for size in shape.spatial]))


def read_given(
    piece: Piece, own: Piece | None, own_dims: int | None, knobs: Mapping[str, Any],
    dims: int | None = None,
) -> Shape:  # fmt: skip
    """The shape that takes the place of a network's `own` one, which it is read beside: a spatial
    size alone (320, 320x320) keeps its channels.

    Raises:
        NetworkError: one of them is no shape.
    """
    shape = read_shape(piece, knobs, dims)
    if own is None or "@" in piece.text:
        return shape
    before = read_shape(own, knobs, own_dims or dims)
    axes = len(before.spatial)
    if axes and len(shape.spatial) != axes:
        shape = read_shape(piece, knobs, axes)
    if shape.channels is None and len(shape.spatial) == axes:
        return Shape(before.channels, shape.spatial)
    return shape


def _axes(text: str, dims: int | None) -> int | None:
    """How many axes a SIZE with `@` names: all its numbers, since its channels are apart."""
    if text.lstrip().startswith("@"):
        return None
    count = len(parse_grid(text).cells)
    return count if count > 1 else dims


def _channels_first(piece: Piece, knobs: Mapping[str, Any], dims: int | None) -> Shape | None:
    text = piece.text
    if "@" in text:
        return None
    grid = parse_grid(text)
    parts = [cell[0] for cell in grid.cells if len(cell) == 1]
    count = len(parts)
    if count != len(grid.cells) or dims == count:
        return None
    if count not in (3, 4) and (count < 2 or dims != count - 1):
        return None
    known = [_known(piece, part, knobs) for part in parts]
    if dims is None and _could_be_last(known):
        ways = Shape(known[0], tuple(known[1:])), Shape(known[-1], tuple(known[:-1]))
        raise piece.error(
            0,
            Message("load.shape_both_ways", text=shown(text.strip())),
            Message("load.hint.shape_ways", first=spelt(ways[0]), last=spelt(ways[1])),
        )
    for part in known:
        if isinstance(part, int) and part < 1:
            raise piece.error(0, Message("load.bad_size", value=part))
    return Shape(known[0], tuple(known[1:]))


def _could_be_last(parts: list[Size]) -> bool:
    """Whether the last number looks like channels: 224x224x3, 56x56x64."""
    sizes = [part for part in parts if isinstance(part, int)]
    if len(sizes) < len(parts):
        return False
    first, second, last = sizes[0], sizes[1], sizes[-1]
    colours = last <= COLOURS < min(first, second)
    return colours or (len(parts) == 3 and first == second != last)


def _known(piece: Piece, size: Size, knobs: Mapping[str, Any]) -> Size:
    """The size with the knobs in it replaced by their values."""
    if not isinstance(size, Expr):
        return size
    names = [name for name in free_variables(size) if name in knobs]
    values = {}
    for name in names:
        value = knobs[name]
        if isinstance(value, bool | str):
            raise piece.error(0, Message("load.not_number", value=value))
        values[name] = value
    result = fold(substitute(size, values)) if values else size
    if isinstance(result, Expr) and free_variables(result):
        return result
    if not isinstance(result, int) or result < 1:
        raise piece.error(0, Message("load.bad_size", value=result))
    return result
