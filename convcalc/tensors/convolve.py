"""Convolutions worked by hand: standard, grouped, depthwise, pointwise, linear, transposed.

Frameworks compute the cross-correlation S(i, j) = sum of I(i + m, j + n) K(m, n); with the switch
`flip` the kernel is turned by 180 degrees first, which is the convolution of mathematics.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from convcalc.algebra.arithmetic import Exact, plus, times
from convcalc.algebra.expr import tidy
from convcalc.errors import Message
from convcalc.layers.base import Window
from convcalc.tensors.page import (
    Cells,
    Grid,
    Picture,
    Sample,
    Working,
    cell_lines,
    grid_of,
    joined,
    maps_by,
)
from convcalc.tensors.reach import at, padded, used_inputs, used_outputs
from convcalc.tensors.request import Request

Filters = tuple[tuple[Grid, ...], ...]
"""Kernels: for each filter (transposed: for each input channel) one an input (output) channel."""

MOST_STAMPS = 9
"""Scaled kernels of a transposed convolution that are all drawn."""

Pairs = list[tuple[Exact, Exact]]


def convolution(request: Request, filters: Filters) -> Working:
    """A convolution; `filters` are as they are typed."""
    sample, flip = request.sample, "flip" in request.switches
    used = tuple(tuple(map(turned, kernels)) for kernels in filters) if flip else filters
    request.bounded(len(used[0]) * len(used[0][0]) * len(used[0][0][0]))
    bias = request.vector("bias", len(used), 0)
    per_group = len(used[0])
    share = len(used) // (len(sample) // per_group)
    rows, columns = request.taps()

    def pairs(cell: Cells) -> Pairs:
        number, row, column = cell
        first = number // share * per_group
        return [
            (at(sample[first + channel], r, c), kernel[tr][tc])  # type: ignore[misc]
            for channel, kernel in enumerate(used[number])
            for tr, r in rows[row]
            for tc, c in columns[column]
        ]

    maps = maps_by(request.output, len(used), lambda cell: _total(pairs(cell), bias[cell[0]]))
    whole = tuple(padded(grid, request.padding) for grid in sample)
    sign = "∗" if flip else "⊛"
    pictures = []
    for number, kernels in enumerate(filters):
        first = number // share * per_group
        shown = [(whole[first + channel], kernel) for channel, kernel in enumerate(kernels)]
        title = Message("value.filter", number=number + 1) if len(filters) > 1 else None
        pictures.append(
            Picture(title, (*_terms(shown, sign), *_bias(bias[number]), "=", maps[number]))
        )
    steps: list[Any] = [*_padding_pictures(request, sample, whole)]
    if flip:
        pairs_of = zip(chain(*filters), chain(*used), strict=True)
        turning = joined(",", ((kernel, "→", other) for kernel, other in pairs_of))
        steps.append(Picture(Message("value.turned"), turning))
    steps += pictures
    steps.append(_lines(maps, pairs, bias))
    return Working(
        (maps,), tuple(pictures), tuple(steps),
        coverage=used_inputs(request.reads(), request.size),
    )  # fmt: skip


def dense(request: Request, weight: tuple[tuple[Exact, ...], ...]) -> Working:
    """A fully connected layer: every output is a weighted sum of all inputs."""
    values = [value for grid in request.sample for row in grid for value in row]
    bias = request.vector("bias", len(weight), 0)

    def pairs(cell: Cells) -> Pairs:
        return list(zip(values, weight[cell[2]], strict=True))  # type: ignore[arg-type]

    out = (tuple(_total(pairs((0, 0, j)), bias[j]) for j in range(len(weight))),)
    column = tuple((value,) for value in values)
    shift = ("+", tuple((b,) for b in bias)) if any(bias) else ()
    picture = Picture(None, (weight, "·", column, *shift, "=", tuple((y,) for y in out[0])))
    lines = cell_lines(
        Message("value.lines.sums"), (out,), lambda cell: (_sum(pairs(cell), bias[cell[2]]),)
    )
    return Working(((out,),), (picture,), (picture, lines))


def transposed(request: Request, filters: Filters) -> Working:
    """A transposed convolution, as scatter and as a convolution of the stretched input.

    `filters` has, for each input channel, one kernel for each output channel of its group.
    """
    sample = request.sample
    per_group = len(filters[0])
    groups = request.setting("groups")
    share = len(sample) // groups
    count = per_group * groups
    bias = request.vector("bias", count, 0)
    request.bounded(share * len(filters[0][0]) * len(filters[0][0][0]))
    rows, columns = request.taps()

    def sources(number: int) -> list[tuple[Grid, Grid]]:
        first = number // per_group * share
        return [
            (sample[channel], filters[channel][number % per_group])
            for channel in range(first, first + share)
        ]

    def pairs(cell: Cells) -> Pairs:
        number, row, column = cell
        return [
            (grid[r][c], kernel[tr][tc])  # type: ignore[misc]
            for grid, kernel in sources(number)
            for tr, r in rows[row]
            for tc, c in columns[column]
        ]

    maps = maps_by(request.output, count, lambda cell: _total(pairs(cell), bias[cell[0]]))
    pictures = []
    steps: list[Any] = []
    for number in range(count):
        title = Message("value.output_channel", number=number + 1) if count > 1 else None
        shift = _bias(bias[number])
        pictures.append(Picture(title, (*_terms(sources(number), "⊛ᵀ"), *shift, "=", maps[number])))
        steps += _scatter(request, sources(number), shift, maps[number])
        steps.append(_stretched(request, sources(number), shift, maps[number]))
    steps.append(_lines(maps, pairs, bias))
    return Working(
        (maps,), tuple(pictures), tuple(steps),
        coverage=used_outputs(*request.reads()), coverage_of_input=False,
    )  # fmt: skip


def turned(kernel: Grid) -> Grid:
    """The kernel turned by 180 degrees."""
    return tuple(row[::-1] for row in kernel[::-1])


def _scatter(
    request: Request, sources: list[tuple[Grid, Grid]], shift: tuple[Any, ...], output: Grid
) -> list[Picture]:
    """Each input value times the kernel, laid down a stride apart, added up, and cut."""
    windows = request.windows
    height, width = (
        (i - 1) * w.stride + w.dilation * (w.kernel - 1) + 1
        for w, i in zip(windows, request.size, strict=True)
    )
    stamps = [
        _stamp(grid[r][c], kernel, windows, (r, c), (height, width))  # type: ignore[arg-type]
        for grid, kernel in sources
        for r in range(len(grid))
        for c in range(len(grid[0]))
    ]
    canvas = grid_of(height, width, lambda r, c: tidy(sum(at(stamp, r, c) for stamp in stamps)))
    drawn = stamps if len(stamps) <= MOST_STAMPS else [*stamps[:2], "…", stamps[-1]]
    pictures = [Picture(Message("value.scatter"), (*joined("+", zip(drawn)), "=", canvas))]
    cuts = [(w.begin, w.end) for w in windows]
    if any(begin or end for begin, end in cuts):
        added = [(-begin, -end) for begin, end in cuts]
        widened = all(begin >= 0 and end >= 0 for begin, end in added)
        words = margins(added if widened else cuts, request.dims)
        title = Message("value.widened" if widened else "value.cut", margins=words)
        pictures.append(Picture(title, (canvas, *shift, "→", output)))
    return pictures


def margins(pairs: Sequence[tuple[int, int]], dims: int) -> Message:
    """The words for what is added or cut on the sides."""
    (top, bottom), (left, right) = pairs
    if dims == 1:
        top, bottom = left, right
    if top == bottom == left == right:
        words = Message("value.margins.each", amount=top)
    else:
        code = "value.margins.ends" if dims == 1 else "value.margins.sides"
        words = Message(code, top=top, bottom=bottom, left=left, right=right)
    negative = min(top, bottom, left, right) < 0
    return Message("value.margins.negative", margins=words) if negative else words


def _stamp(
    value: Exact, kernel: Grid, windows: tuple[Window, Window], cell: tuple[int, int],
    size: tuple[int, int],
) -> Grid:  # fmt: skip
    """One input value times the kernel, where it lies on the canvas."""
    (rows, columns), (row, column) = windows, cell

    def put(r: int, c: int) -> Exact:
        tr, left_r = divmod(r - row * rows.stride, rows.dilation)
        tc, left_c = divmod(c - column * columns.stride, columns.dilation)
        return 0 if left_r or left_c else tidy(value * at(kernel, tr, tc))

    return grid_of(*size, put)


def _stretched(
    request: Request, sources: list[tuple[Grid, Grid]], shift: tuple[Any, ...], output: Grid
) -> Picture:
    """The same as a convolution with stride 1: zeros between the inputs, the kernel turned."""
    rows, columns = request.windows
    around = [
        (w.dilation * (w.kernel - 1) - w.begin, w.dilation * (w.kernel - 1) - w.end)
        for w in request.windows
    ]
    terms = [
        (
            padded(_spaced(grid, rows.stride, columns.stride), around),
            _spaced(turned(kernel), rows.dilation, columns.dilation),
        )
        for grid, kernel in sources
    ]
    zeros = columns.stride - 1
    uneven = request.dims == 2 and rows.stride != columns.stride
    code = "value.stretched_uneven" if uneven else "value.stretched"
    title = Message(
        code if zeros or uneven else "value.not_stretched",
        zeros=zeros,
        rows=rows.stride - 1,
        margins=margins(around, request.dims),
    )
    return Picture(title, (*_terms(terms, "⊛"), *shift, "=", output))


def _spaced(grid: Grid, down: int, across: int) -> Grid:
    """The grid with zeros between its values, so that they lie so far apart."""

    def value(row: int, column: int) -> Any:
        return grid[row // down][column // across] if not (row % down or column % across) else 0

    return grid_of((len(grid) - 1) * down + 1, (len(grid[0]) - 1) * across + 1, value)


def _padding_pictures(request: Request, sample: Sample, whole: Sample) -> list[Picture]:
    """Each input map before and after padding, if there is any."""
    if not any(any(pair) for pair in request.padding):
        return []
    title = Message("value.padded", margins=margins(request.padding, request.dims))
    return [Picture(title, (grid, "→", wide)) for grid, wide in zip(sample, whole, strict=True)]


def _total(pairs: Pairs, bias: Exact) -> Exact:
    return tidy(sum((x * w for x, w in pairs), start=bias))


def _sum(pairs: Pairs, bias: Exact) -> Any:
    terms: list[Any] = [times(x, w) for x, w in pairs]
    return plus([*terms, bias] if bias else terms)


def _lines(maps: tuple[Grid, ...], pairs: Any, bias: list[Exact]) -> Any:
    return cell_lines(
        Message("value.lines.sums"), maps, lambda cell: (_sum(pairs(cell), bias[cell[0]]),)
    )


def _terms(shown: list[tuple[Grid, Grid]], sign: str) -> tuple[Any, ...]:
    return joined("+", ((grid, sign, kernel) for grid, kernel in shown))


def _bias(value: Exact) -> tuple[Any, ...]:
    return ("−" if value < 0 else "+", abs(value)) if value else ()
