"""Poolings worked by hand: maximum, average, power average, global, adaptive, and unpooling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from convcalc.algebra.arithmetic import (
    Absolute,
    Exact,
    Number,
    over,
    plus,
    power,
    root,
    root_of,
    shortened,
)
from convcalc.algebra.expr import Expr, Maximum, make, tidy
from convcalc.errors import LayerError, Message, UsageError
from convcalc.tensors.page import (
    Cells,
    Grid,
    Picture,
    Working,
    arrows,
    cell_lines,
    maps_by,
    place,
)
from convcalc.tensors.reach import used_inputs
from convcalc.tensors.request import Request, maps_of

MOST_NORM = 16

Found = list[tuple[int, int]]
"""Rows and columns that a window covers, padding among them."""


def pooled(request: Request, rule: str) -> Working:
    """A pooling by `rule`: max, avg or lp."""
    sample = request.sample
    request.bounded(_largest(request))
    height, width = request.size
    rows, columns = request.taps()

    def window(cell: Cells) -> Found:
        _, row, column = cell
        return [(r, c) for _, r in rows[row] for _, c in columns[column]]

    def inside(cell: Cells) -> Found:
        return [(r, c) for r, c in window(cell) if 0 <= r < height and 0 <= c < width]

    work, value = _RULES[rule](request, sample, window, inside)
    down, across = map(range, request.output)
    for cell in product(range(len(sample)), down, across):
        if not inside(cell) and (rule == "max" or not window(cell)):
            raise LayerError(Message("value.empty_window", row=cell[1] + 1, column=cell[2] + 1))
    maps = maps_by(request.output, len(sample), value)
    pictures = arrows(sample, maps)
    lines = cell_lines(Message(f"value.lines.{rule}"), maps, work)
    facts = {"indices": _indices(request, sample, inside)} if rule == "max" else {}
    coverage = used_inputs(request.reads(), request.size)
    return Working((maps,), pictures, (*pictures, lines), facts, coverage)


def _largest(request: Request) -> int:
    """The most values that a window covers."""
    most = 1
    for window, size in zip(request.windows, request.size, strict=True):
        most *= window.kernel if window.kind == "slide" else size
    return most


Work = Callable[[Cells], tuple[Any, ...]]
Rule = tuple[Work, Callable[[Cells], Number]]


def _max(request: Request, sample: Any, window: Any, inside: Any) -> Rule:
    def values(cell: Cells) -> list[Exact]:
        return [sample[cell[0]][r][c] for r, c in inside(cell)]

    return (
        lambda cell: (shortened(Maximum, values(cell)),),
        lambda cell: max(values(cell)),
    )


def _avg(request: Request, sample: Any, window: Any, inside: Any) -> Rule:
    limits = [i + end for i, (_, end) in zip(request.size, request.padding, strict=True)]
    layer = request.layer
    include = layer is not None and layer.values.get("count_include_pad", False)

    def terms(cell: Cells) -> list[Exact]:
        return [sample[cell[0]][r][c] for r, c in inside(cell)]

    def divisor(cell: Cells) -> int:
        if not include:
            return len(inside(cell))
        return sum(r < limits[0] and c < limits[1] for r, c in window(cell))

    def work(cell: Cells) -> tuple[Any, ...]:
        total, count = plus(terms(cell)), divisor(cell)
        if count < 2:
            return (total,)
        summed = tidy(sum(terms(cell)))
        short = over(summed, count)
        return (over(total, count), short) if isinstance(total, Expr) else (short,)

    def value(cell: Cells) -> Exact:
        count = divisor(cell)
        return tidy(Fraction(sum(terms(cell)), count)) if count else 0

    return work, value


def _lp(request: Request, sample: Any, window: Any, inside: Any) -> Rule:
    norm = request.setting("norm")
    if norm > MOST_NORM:
        raise LayerError(Message("value.norm", given=norm, most=MOST_NORM))

    def values(cell: Cells) -> list[Exact]:
        return [sample[cell[0]][r][c] for r, c in inside(cell)]

    def total(cell: Cells) -> Exact:
        return tidy(sum(abs(x) ** norm for x in values(cell)))

    def term(x: Exact) -> Any:
        base = x if norm % 2 == 0 or x >= 0 else make(Absolute, x)
        return base if norm == 1 else power(base, norm)

    def work(cell: Cells) -> tuple[Any, ...]:
        summed = plus([term(x) for x in values(cell)])
        if norm == 1:
            return (summed,)
        return root(summed, norm), root(total(cell), norm)

    return work, lambda cell: root_of(total(cell), norm)


_RULES: dict[str, Callable[[Request, Any, Any, Any], Rule]] = {
    "max": _max,
    "avg": _avg,
    "lp": _lp,
}


def _indices(request: Request, sample: Any, inside: Callable[[Cells], Found]) -> tuple[Grid, ...]:
    """Where each maximum stands, counted row by row from 0; of equal ones the first."""
    width = request.size[1]

    def index(cell: Cells) -> int:
        grid = sample[cell[0]]
        row, column = max(inside(cell), key=lambda spot: grid[spot[0]][spot[1]])  # the first
        return row * width + column

    return maps_by(request.output, len(sample), index)


def unpooled(request: Request) -> Working:
    """Max-unpooling: every value goes back to the place its index names; the rest is 0.

    Raises:
        UsageError: there are no indices, or they do not fit.
    """
    sample = request.sample
    given = request.arrays.get("indices")
    if given is None:
        raise UsageError(Message("value.needs_indices"), Message("value.needs_indices_hint"))
    request.bounded(1)
    indices = maps_of(given, request.dims, "indices")
    shape = (len(sample), *request.size)
    if (len(indices), len(indices[0]), len(indices[0][0])) != shape:
        raise UsageError(
            Message("value.indices_shape", given=_shape(indices), wanted=_shape(sample))
        )
    height, width = request.output
    maps = []
    for grid, where in zip(sample, indices, strict=True):
        canvas: list[list[Number]] = [[0] * width for _ in range(height)]
        for row, numbers in enumerate(where):
            for column, index in enumerate(numbers):
                if not isinstance(index, int) or not 0 <= index < height * width:
                    raise UsageError(
                        Message("value.index_range", index=index, last=height * width - 1)
                    )
                canvas[index // width][index % width] = grid[row][column]
        maps.append(tuple(map(tuple, canvas)))
    picture_parts = [
        Picture(Message("value.with_indices"), (grid, ",", where, "→", result))
        for grid, where, result in zip(sample, indices, maps, strict=True)
    ]
    lines = _moves(sample, indices, tuple(maps), width)
    return Working((tuple(maps),), tuple(picture_parts), (*picture_parts, lines))


def _moves(sample: Any, indices: Any, maps: tuple[Grid, ...], width: int) -> Any:
    """For each value of the input, where it goes."""

    def note(cell: Cells) -> Message:
        n, r, c = cell
        index = indices[n][r][c]
        target = place(maps, (n, index // width, index % width), "in")
        quotient = Message("value.index_split", index=index, width=width,
                           row=index // width, column=index % width)  # fmt: skip
        goes_to = Message("value.goes_to", place=target)
        return Message("value.two_sentences", first=quotient, second=goes_to)

    return cell_lines(Message("value.lines.moves"), sample, note=note)


def _shape(maps: Sequence[Grid]) -> str:
    size = f"{len(maps[0])}x{len(maps[0][0])}"
    return size if len(maps) == 1 else f"{size}@{len(maps)}"
