"""Normalisation worked by hand: mean, variance, root, each value, moving averages.

The variance that normalises is divided by the number of values (biased); the moving variance of
PyTorch takes the one divided by one less. Source: Ioffe & Szegedy (2015), algorithm 1;
torch.nn.BatchNorm2d; keras.layers.BatchNormalization.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from convcalc.algebra.arithmetic import (
    Exact,
    Number,
    inverse_root,
    minus,
    over,
    plus,
    power,
    root,
    root_of,
    times,
)
from convcalc.algebra.decimals import exact
from convcalc.algebra.expr import Var, tidy
from convcalc.errors import LayerError, Message, UsageError
from convcalc.layers.dialects import DIALECTS, dialect_named
from convcalc.layers.dialects.common import Running
from convcalc.tensors.page import ALL, FIRST, Line, Lines, Picture, Sample, Working, place
from convcalc.tensors.request import Request, vector

MU, SIGMA2, EPSILON, GAMMA, BETA = map(Var, ("μ", "σ²", "ε", "γ", "β"))

Spot = tuple[int, int, int, int]
"""Sample, channel, row and column of a value."""


class Statistics(NamedTuple):
    """The mean and the (biased) variance of one set of values."""

    mean: Exact
    variance: Exact
    values: tuple[Exact, ...]


def normalised(request: Request) -> Working:
    """A normalisation of any kind: bn, ln, instancenorm, gn."""
    request.bounded(1)
    stored = _uses_stored(request)
    sets = _sets(request)
    statistics = _given(request) if stored else [_statistics(request, spots) for spots in sets]
    if request.kind == "bn" and not stored and len(sets[0]) == 1:
        raise LayerError(Message("instancenorm.single_value"))
    eps = request.numbers["eps"]
    gamma, beta = (_affine(request, name, number) for name, number in (("gamma", 1), ("beta", 0)))
    steps: list[Any] = []
    output: dict[Spot, Number] = {}
    for number, (spots, found) in enumerate(zip(sets, statistics, strict=True)):
        title = _title(request, number, len(sets))
        if stored:
            steps.append(Lines(title, (*_stored_lines(found), *_root_lines(found, eps))))
        else:
            steps.append(Lines(title, (*_statistic_lines(found), *_root_lines(found, eps))))
        for spot in spots:
            output[spot] = _value(request, spot, found, eps, gamma[spot], beta[spot])
        steps.append(_value_lines(request, spots, found, eps, gamma, beta, output))
    batch = tuple(
        tuple(
            tuple(
                tuple(output[n, c, row, column] for column in range(request.size[1]))
                for row in range(request.size[0])
            )
            for c in range(len(sample))
        )
        for n, sample in enumerate(request.batch)
    )
    pictures = _pictures(request, batch)
    facts: dict[str, Any] = {
        "mean": tuple(found.mean for found in statistics),
        "variance": tuple(found.variance for found in statistics),
    }
    if request.kind == "bn" and not stored:
        updates, running = _running(request, statistics)
        steps += updates
        facts["running"] = running
    return Working(batch, pictures, (*pictures, *steps), facts)


def _uses_stored(request: Request) -> bool:
    """Whether stored statistics normalise: they are given, and this is no training step."""
    given = "mean" in request.arrays or "var" in request.arrays
    return request.kind == "bn" and given and "training" not in request.switches


def _sets(request: Request) -> list[list[Spot]]:
    """Which values share their statistics."""
    batch, (height, width) = request.batch, request.size
    channels = len(batch[0])
    per_position = request.kind == "ln" and request.setting("over") == "channels"
    groups = request.setting("groups") if request.kind == "gn" else 1
    sets: dict[tuple[int, ...], list[Spot]] = {}
    for n in range(len(batch)):
        for c in range(channels):
            for row in range(height):
                for column in range(width):
                    key: tuple[int, ...] = {
                        "bn": (c,),
                        "instancenorm": (n, c),
                        "ln": (n, row, column) if per_position else (n,),
                        "gn": (n, c * groups // channels),
                    }[request.kind]
                    sets.setdefault(key, []).append((n, c, row, column))
    return [sets[key] for key in sorted(sets)]


def _title(request: Request, number: int, count: int) -> Message:
    """Which set of values this is."""
    if count == 1:
        return Message("value.set.all")
    if request.kind == "bn":
        return Message("value.set.channel", number=number + 1)
    return Message("value.set.number", number=number + 1, count=count)


def _statistics(request: Request, spots: list[Spot]) -> Statistics:
    values: Any = tuple(request.batch[n][c][row][column] for n, c, row, column in spots)
    mean = tidy(Fraction(sum(values), len(values)))
    variance = tidy(Fraction(sum((x - mean) ** 2 for x in values), len(values)))
    return Statistics(mean, variance, values)


def _given(request: Request) -> list[Statistics]:
    """The stored statistics of every channel."""
    channels = len(request.batch[0])
    means = request.vector("mean", channels, 0)
    variances = request.vector("var", channels, 1)
    for variance in variances:
        not_negative(variance)
    return [Statistics(m, v, ()) for m, v in zip(means, variances, strict=True)]


def not_negative(variance: Exact) -> None:
    """Refuse a negative variance.

    Raises:
        LayerError: it is negative.
    """
    if variance < 0:
        raise LayerError(Message("value.negative_variance", given=variance))


def _affine(request: Request, name: str, default: int) -> dict[Spot, Exact]:
    """Scale or shift of every value: one a channel, for ln over everything one a value."""
    (height, width), channels = request.size, len(request.batch[0])
    places = [(c, r, k) for c in range(channels) for r in range(height) for k in range(width)]
    array = request.arrays.get(name)
    if array is None:
        by_place: list[Exact] = [default] * len(places)
    elif request.kind == "ln" and request.setting("over") == "all":
        by_place = vector(array, name, len(places))
    else:
        by_channel = vector(array, name, channels)
        by_place = [by_channel[c] for c, _, _ in places]
    return {
        (n, *spot): number
        for n in range(len(request.batch))
        for spot, number in zip(places, by_place, strict=True)
    }


def _value(
    request: Request, spot: Spot, found: Statistics, eps: Exact, gamma: Exact, beta: Exact
) -> Number:
    n, c, row, column = spot
    x: Any = request.batch[n][c][row][column]
    radicand = tidy(found.variance + eps)
    if not radicand:
        raise LayerError(Message("value.no_spread"), Message("value.no_spread_hint"))
    work = _normal(tidy(x - found.mean), root(radicand), gamma, beta)
    return inverse_root(tidy(x - found.mean), radicand, gamma, beta, work)


def _normal(top: Any, bottom: Any, gamma: Exact, beta: Exact) -> Any:
    """γ · (x − μ)/√(σ² + ε) + β, without a scale of 1 and a shift of 0."""
    work: Any = over(top, bottom)
    if gamma != 1:
        work = times(gamma, work)
    return plus([work, beta]) if beta else work


def _stored_lines(found: Statistics) -> tuple[Line, ...]:
    return (
        Line(Message("value.stored_mean"), (MU, found.mean)),
        Line(Message("value.stored_variance"), (SIGMA2, found.variance)),
    )


def _statistic_lines(found: Statistics) -> tuple[Line, ...]:
    count = len(found.values)
    squares = [power(minus(x, found.mean) if found.mean else x, 2) for x in found.values]
    total = tidy(sum((x - found.mean) ** 2 for x in found.values))
    return (
        Line(
            Message("value.mean"),
            (MU, over(plus(found.values), count), over(tidy(sum(found.values)), count), found.mean),
        ),
        Line(
            Message("value.variance"),
            (SIGMA2, over(plus(squares), count), over(total, count), found.variance),
            Message("value.biased"),
        ),
    )


def _root_lines(found: Statistics, eps: Exact) -> tuple[Line, ...]:
    radicand = tidy(found.variance + eps)
    letters = root(plus([SIGMA2, EPSILON]) if eps else SIGMA2)
    parts: list[Any] = [letters]
    if eps:
        parts.append(root(plus([found.variance, eps])))
    parts += [root(radicand), root_of(radicand)]
    return (Line(Message("value.deviation"), tuple(parts)),)


def _value_lines(
    request: Request, spots: list[Spot], found: Statistics, eps: Exact,
    gamma: dict[Spot, Exact], beta: dict[Spot, Exact], output: dict[Spot, Number],
) -> Lines:  # fmt: skip
    """How the values of one set come about."""
    below = root_of(tidy(found.variance + eps))
    bottom = below if isinstance(below, int | Fraction) else below.expression
    shown = spots if len(spots) <= ALL else spots[:FIRST]
    lines = []
    for spot in shown:
        n, c, row, column = spot
        x: Any = request.batch[n][c][row][column]
        top = minus(x, found.mean) if found.mean else x
        parts = (_normal(top, bottom, gamma[spot], beta[spot]), output[spot])
        lines.append(Line(_spot(request, spot), parts))
    affine = any(gamma[spot] != 1 or beta[spot] for spot in spots)
    title = Message("value.lines.affine" if affine else "value.lines.normalised")
    return Lines(title, tuple(lines), len(spots) - len(shown))


def _spot(request: Request, spot: Spot) -> Message:
    n, *cell = spot
    where = place(request.batch[0], (cell[0], cell[1], cell[2]))
    if len(request.batch) == 1:
        return where
    return Message("value.at.sample", sample=n + 1, place=where)


def _pictures(request: Request, batch: tuple[Sample, ...]) -> tuple[Picture, ...]:
    pictures = []
    for n, (sample, result) in enumerate(zip(request.batch, batch, strict=True)):
        for c, (grid, after) in enumerate(zip(sample, result, strict=True)):
            title = None
            if len(batch) > 1:
                title = Message("value.sample_channel", sample=n + 1, number=c + 1)
            elif len(sample) > 1:
                title = Message("value.channel", number=c + 1)
            pictures.append(Picture(title, (grid, "→", after)))
    return tuple(pictures)


def _running(
    request: Request, statistics: list[Statistics]
) -> tuple[list[Lines], dict[str, dict[str, Any]]]:
    """The moving averages after this batch, in both conventions of the momentum."""
    channels = len(statistics)
    means = request.vector("mean", channels, 0)
    variances = request.vector("var", channels, 1)
    count = len(statistics[0].values)
    steps, after = [], {}
    for name in DIALECTS:
        rule = dialect_named(name).RUNNING
        if rule is None:
            continue
        momentum = request.numbers.get("momentum", Fraction(rule.momentum))
        if not 0 <= momentum <= 1:
            raise UsageError(Message("value.momentum", given=momentum))
        new = momentum if rule.of_new else tidy(1 - momentum)
        lines = []
        result: dict[str, Any] = {"momentum": momentum, "mean": [], "variance": []}
        for c, found in enumerate(statistics):
            variance = found.variance
            if rule.unbiased:
                variance = tidy(Fraction(variance * count, count - 1))
            pairs = (("mean", means[c], found.mean), ("variance", variances[c], variance))
            for what, old, fresh in pairs:
                value = tidy((1 - new) * old + new * fresh)
                result[what].append(value)
                lines.append(_update(rule, what, (c, channels), (old, fresh), momentum, value))
        if rule.unbiased:
            lines.insert(0, _unbiased(statistics[0], count))
        steps.append(
            Lines(Message(f"value.running.{name}", momentum=exact(momentum)), tuple(lines))
        )
        after[name] = {key: tuple(v) if isinstance(v, list) else v for key, v in result.items()}
    return steps, after


def _unbiased(found: Statistics, count: int) -> Line:
    fresh = tidy(Fraction(found.variance * count, count - 1))
    work = over(times(count, found.variance), minus(count, 1))
    return Line(Message("value.unbiased"), (work, fresh), Message("value.unbiased_means"))


def _update(
    rule: Running, what: str, channel: tuple[int, int], pair: tuple[Exact, Exact], momentum: Exact,
    value: Exact,
) -> Line:  # fmt: skip
    old, fresh = pair
    rest: Any = minus(1, momentum)
    terms = [times(rest, old), times(momentum, fresh)]
    if not rule.of_new:
        terms = [times(momentum, old), times(rest, fresh)]
    number, count = channel
    code = f"value.new_{what}" + ("_of" if count > 1 else "")
    return Line(Message(code, number=number + 1), (plus(terms), value))
