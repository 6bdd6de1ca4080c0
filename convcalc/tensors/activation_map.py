"""Class activation maps worked by hand: the weighted sum of the last maps, and its mean.

CAM(i, j) = sum over k of w_k f_k(i, j); its mean over all positions is the score (logit) of the
class without bias, because the mean of a sum is the sum of the means. Source: Zhou et al. (2016),
"Learning deep features for discriminative localization".
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from convcalc.algebra.arithmetic import Exact, over, plus, times
from convcalc.algebra.expr import tidy
from convcalc.errors import Message, UsageError
from convcalc.tensors.page import (
    Cells,
    Grid,
    Line,
    Lines,
    Picture,
    Working,
    cell_lines,
    maps_by,
)
from convcalc.tensors.request import Request


def activation_maps(request: Request) -> Working:
    """One map for each class; `weight` has a row for each class, with one number a channel.

    Raises:
        UsageError: a row has another number of weights.
    """
    sample: Any = request.sample
    weights = class_weights(request, len(sample))
    request.bounded(len(sample) * len(weights))
    bias = request.vector("bias", len(weights), 0)
    maps = maps_by(
        request.output,
        len(weights),
        lambda cell: tidy(
            sum(
                w * grid[cell[1]][cell[2]] for w, grid in zip(weights[cell[0]], sample, strict=True)
            )
        ),
    )
    pictures = [
        Picture(
            Message("value.class", number=number + 1) if len(weights) > 1 else None,
            (*_terms(row, sample), "=", cam),
        )
        for number, (row, cam) in enumerate(zip(weights, maps, strict=True))
    ]

    def work(cell: Cells) -> tuple[Any, ...]:
        number, r, c = cell
        return (plus(times(w, f[r][c]) for w, f in zip(weights[number], sample, strict=True)),)

    means = [_mean(grid) for grid in sample]
    logits = [
        tidy(sum((w * m for w, m in zip(row, means, strict=True)), start=b))
        for row, b in zip(weights, bias, strict=True)
    ]
    steps = [
        *pictures,
        cell_lines(Message("value.lines.cam"), maps, work),
        Lines(Message("value.lines.gap"), tuple(_gap_line(n, g) for n, g in enumerate(sample))),
        Lines(
            Message("value.lines.logit"),
            tuple(
                line
                for number in range(len(weights))
                for line in _logit_lines(number, weights, means, maps, bias)
            ),
        ),
    ]
    facts = {"logit": tuple(logits), "gap": tuple(means)}
    return Working((maps,), tuple(pictures), tuple(steps), facts)


def class_weights(request: Request, channels: int) -> tuple[tuple[Exact, ...], ...]:
    """The weights, one row for each class.

    Raises:
        UsageError: a row has another number of weights than there are inputs.
    """
    array = request.arrays["weight"]
    values = array.flat()
    rows: tuple[Any, ...] = (tuple(values),)
    if len(array.shape) == 2:
        rows = array.entries
    elif len(array.shape) == 1 and channels == 1:
        rows = tuple((value,) for value in values)
    for row in rows:
        if len(row) != channels:
            raise UsageError(Message("value.weights_a_row", given=len(row), wanted=channels))
    return rows


def _mean(grid: Any) -> Exact:
    values = [value for row in grid for value in row]
    return tidy(Fraction(sum(values), len(values)))


def _terms(row: tuple[Exact, ...], sample: Any) -> tuple[Any, ...]:
    parts: list[Any] = []
    for w, grid in zip(row, sample, strict=True):
        sign = ("−" if w < 0 else "+",) if parts else ()
        parts += [*sign, abs(w) if parts else w, "·", grid]
    return tuple(parts)


def _gap_line(number: int, grid: Grid) -> Line:
    values: list[Any] = [value for row in grid for value in row]
    total = tidy(sum(values))
    return Line(
        Message("value.channel", number=number + 1),
        (over(plus(values), len(values)), over(total, len(values)), _mean(grid)),
    )


def _logit_lines(
    number: int, weights: Any, means: list[Exact], maps: tuple[Grid, ...], bias: list[Exact]
) -> list[Line]:
    row, cam = weights[number], maps[number]
    terms: list[Any] = [times(w, m) for w, m in zip(row, means, strict=True)]
    logit = tidy(sum(w * m for w, m in zip(row, means, strict=True)))
    values: list[Any] = [value for line in cam for value in line]
    code = "value.of_class" if len(weights) > 1 else "value.of_the_class"
    lines = [
        Line(Message(code, number=number + 1), (plus(terms), logit)),
        Line(Message("value.mean_of_cam"), (over(plus(values), len(values)), _mean(cam))),
    ]
    if bias[number]:
        lines.append(
            Line(Message("value.with_bias"), (plus([logit, bias[number]]), logit + bias[number]))
        )
    return lines
