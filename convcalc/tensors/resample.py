"""Values moved or interpolated by hand: nearest, linear, area, pixel shuffle, padding."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from convcalc.algebra.arithmetic import Exact, minus, over, plus, times
from convcalc.algebra.decimals import exact
from convcalc.algebra.expr import tidy
from convcalc.errors import LayerError, Message
from convcalc.layers.base import Window
from convcalc.tensors.page import (
    Cells,
    Line,
    Lines,
    Picture,
    Working,
    arrows,
    cell_lines,
    joined,
    maps_by,
    place,
)
from convcalc.tensors.pool import pooled
from convcalc.tensors.reach import source, taps, used_inputs
from convcalc.tensors.request import Request

AXIS_NAMES = ("row", "column")
HALF = Fraction(1, 2)

Weights = list[tuple[int, Exact]]


def resampled(request: Request) -> Working:
    """Interpolation to the size that is asked for.

    Raises:
        LayerError: bicubic, which is not worked by hand.
    """
    mode = request.setting("mode")
    if mode == "area":
        return pooled(request, "avg")
    if mode == "bicubic":
        raise LayerError(Message("value.no_bicubic"))
    sample = request.sample
    request.bounded(4)
    weights = [
        [_weights(w, i, u) for u in range(o)]
        for w, i, o in zip(request.windows, request.size, request.output, strict=True)
    ]

    def terms(cell: Cells) -> list[tuple[Exact, Exact]]:
        number, row, column = cell
        return [
            (tidy(a * b), sample[number][r][c])  # type: ignore[misc]
            for r, a in weights[0][row]
            for c, b in weights[1][column]
        ]

    maps = maps_by(
        request.output,
        len(sample),
        lambda cell: tidy(sum(weight * value for weight, value in terms(cell))),
    )

    def work(cell: Cells) -> tuple[Any, ...]:
        found = terms(cell)
        if len(found) == 1:
            return ()
        return (plus(times(weight, value) for weight, value in found),)

    pictures = arrows(sample, maps)
    lines = [_coordinates(request, axis) for axis in _axes(request)]
    coverage = used_inputs(request.reads(), request.size)
    cells = cell_lines(Message("value.lines.interpolated"), maps, work)
    return Working((maps,), pictures, (*pictures, *lines, cells), coverage=coverage)


def _axes(request: Request) -> tuple[int, ...]:
    """The axes that are worked out: one if there is one only, or if both are alike."""
    if request.dims == 1:
        return (1,)
    alike = request.windows[0] == request.windows[1] and request.size[0] == request.size[1]
    return (0,) if alike else (0, 1)


def _weights(window: Window, size: int, u: int) -> Weights:
    """The input positions that output u takes, and how much of each."""
    if window.kind != "linear":
        ((_, n),) = taps(window, size, u + 1)[u]
        return [(n, 1)]
    where = min(max(source(window, u), 0), size - 1)
    first = int(where // 1)
    rest = tidy(where - first)
    return [(first, tidy(1 - rest)), (first + 1, rest)] if rest else [(first, 1)]


def _coordinates(request: Request, axis: int) -> Lines:
    """The source coordinate of every row or column."""
    window, size, output = request.windows[axis], request.size[axis], request.output[axis]
    alike = request.dims == 2 and len(_axes(request)) == 1
    title = Message("value.lines.coordinates.both" if alike
                    else f"value.lines.coordinates.{AXIS_NAMES[axis]}")  # fmt: skip
    lines = []
    shown = min(output, 8)
    for u in range(shown):
        lines.append(Line(Message("value.at.index", index=u), *_coordinate(window, size, u)))
    return Lines(title, tuple(lines), output - shown)


def _coordinate(window: Window, size: int, u: int) -> tuple[tuple[Any, ...], Message]:
    scale = tidy(Fraction(window.stride))
    if window.kind == "linear":
        place_of = source(window, u)
        read: Any = _moved(u, window.begin, scale)
        work = minus(read, HALF) if window.begin else read
        where = min(max(place_of, 0), size - 1)
        found = _weights(window, size, u)
        if len(found) == 1:
            code = "value.clamped" if where != place_of else "value.takes"
            return (work, place_of), Message(code, index=found[0][0])
        (first, a), (second, b) = found
        fields = {"first": first, "second": second, "a": exact(a), "b": exact(b)}
        return (work, place_of), Message("value.between", **fields)
    ((first, _),) = _weights(window, size, u)
    place_of = tidy((u + Fraction(window.begin)) / Fraction(window.stride))
    return (_moved(u, window.begin, scale), place_of), Message("value.takes", index=first)


def _moved(u: int, begin: Any, scale: Exact) -> Any:
    """(u + begin) / scale, as it is written."""
    top: Any = plus([u, begin]) if begin else u
    if scale == 1:
        return top
    if isinstance(scale, Fraction):
        return times(top, tidy(1 / scale))
    return over(top, scale)


def shuffled(request: Request) -> Working:
    """Pixel shuffle: output (r·h + a, r·w + b) of map c is input (h, w) of map c·r² + a·r + b, or
    of (a·r + b)·C + c where the mode is dcr."""
    sample = request.sample
    factor = request.setting("factor")
    maps = len(sample) // factor**2
    request.bounded(1)
    depth_first = request.setting("mode") == "dcr"

    def origin(cell: Cells) -> Cells:
        number, row, column = cell
        spot = row % factor * factor + column % factor
        channel = spot * maps + number if depth_first else number * factor**2 + spot
        return channel, row // factor, column // factor

    return _moved_maps(request, maps, origin)


def unshuffled(request: Request) -> Working:
    """The inverse of pixel shuffle."""
    sample = request.sample
    factor = request.setting("factor")
    request.bounded(1)
    depth_first = request.setting("mode") == "dcr"

    def origin(cell: Cells) -> Cells:
        number, row, column = cell
        if depth_first:
            spot, channel = divmod(number, len(sample))
        else:
            channel, spot = divmod(number, factor**2)
        return channel, row * factor + spot // factor, column * factor + spot % factor

    return _moved_maps(request, len(sample) * factor**2, origin)


def _moved_maps(request: Request, count: int, origin: Any) -> Working:
    sample = request.sample

    def value(cell: Cells) -> Any:
        n, r, c = origin(cell)
        return sample[n][r][c]

    def note(cell: Cells) -> Message:
        return Message("value.comes_from", place=place(sample, origin(cell), "in"))

    maps = maps_by(request.output, count, value)
    parts = (*joined(",", zip(sample)), "→", *joined(",", zip(maps)))
    picture = Picture(None, parts)
    return Working(
        (maps,), (picture,), (picture, cell_lines(Message("value.lines.moves"), maps, note=note))
    )


def padded_layer(request: Request) -> Working:
    """Padding as a layer: zeros, the mirrored inside, the edge, or the other side."""
    sample = request.sample
    mode = request.setting("mode")
    request.bounded(1)
    rows, columns = request.padding
    height, width = request.size

    def value(cell: Cells) -> Any:
        number, row, column = cell
        r, c = _inside(row, height, mode, *rows), _inside(column, width, mode, *columns)
        return 0 if r is None or c is None else sample[number][r][c]

    maps = maps_by(request.output, len(sample), value)
    pictures = arrows(sample, maps)
    return Working((maps,), pictures, pictures)


def _inside(output: int, size: int, mode: str, begin: int, end: int) -> int | None:
    """The position of the input that fills one of the output; None for a zero."""
    position = output - begin
    if 0 <= position < size:
        return position
    if mode == "zero":
        return None
    if mode == "replicate":
        return 0 if position < 0 else size - 1
    if mode == "circular":
        start = max(-begin, 0)  # negative amounts are cut away first
        return start + (position - start) % (size - start - max(-end, 0))
    period = 2 * (size - 1)
    position %= period
    return position if position < size else period - position
