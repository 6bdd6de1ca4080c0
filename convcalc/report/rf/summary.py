"""The field of the layer that is spoken of: its numbers, phases, and how much of it matters."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Any

from convcalc.algebra.arithmetic import approximate, root_of
from convcalc.algebra.expr import Expr
from convcalc.errors import Message
from convcalc.network.field import NoField, Reach
from convcalc.network.study import Study
from convcalc.report.document import Approximate, Column, Fact, Facts, Range, Sizes, Table
from convcalc.report.network_values import alike, field_value, jump_value
from convcalc.report.rf.layers import (
    brief,
    centre_value,
    first_value,
    growth_value,
    padding_value,
    reads_nothing,
)
from convcalc.report.values import WHOLE, sizes

MOST_ROWS = 32
"""Runs of phases that are listed."""
BREADTH = 4
"""Standard deviations that hold 95 % of a normal distribution, two to each side."""


def summary(study: Study) -> list[Facts]:
    """The numbers of the target."""
    field = study.field
    facts = [
        Fact("layer", Message("rf.layer"), study.target.name),
        Fact(
            "receptive_field",
            Message("report.receptive_field"),
            alike(field_value(field)),
            tuple(_of_input(study)),
        ),
    ]
    if field.local is not None:
        means = (Message("report.jump_means"),)
        facts.append(Fact("jump", Message("report.jump"), alike(jump_value(field)), means))
        if not reads_nothing(field):
            beyond = Message("rf.padding_means", padding=brief(alike(padding_value(field))))
            start = brief(alike(first_value(field)))
            facts.append(Fact("start", Message("rf.start"), start, (beyond,)))
        centre = centre_value(study, study.target)
        if centre is not None:
            facts.append(Fact("centre", Message("rf.centre"), alike(centre)))
        facts += _paths(study)
        facts += _effective(study)
    return [Facts(None, tuple(facts), aside=True)]


def _of_input(study: Study) -> list[Message]:
    """How much of the input that is, and on what else the outputs depend."""
    told = []
    if reads_nothing(study.field):
        return [Message("rf.reads_nothing")]
    field, shape = study.field, study.network.nodes[study.network.inputs[0]].shape
    known = [size for size in shape.spatial if isinstance(size, int)]
    if field.local is not None and len(known) == len(shape.spatial) == len(field.local):
        narrow = [
            (axis.size, size) for axis, size in zip(field.local, known, strict=True)
            if axis.size < size
        ]  # fmt: skip
        if narrow:
            seen, size = min(narrow, key=lambda pair: Fraction(pair[0], pair[1]))
            share = _percent(Fraction(seen, size))
            told.append(Message("rf.narrower", share=share, size=size))
        else:
            told.append(Message("rf.wider", size=alike(sizes(known))))
    if study.period > 1:
        told.append(Message("rf.by_phase", period=study.period))
    return told


def _percent(share: Fraction) -> str:
    tenths = round(share * 1000)
    return f"{tenths // 10}.{tenths % 10}"


def _paths(study: Study) -> list[Fact]:
    found = study.extremes[study.target.index]
    pairs = [
        None if low is None or high is None else low if low == high else Range(low, high)
        for low, high in zip(found.smallest, found.largest, strict=True)
    ]
    if not any(isinstance(pair, Range) for pair in pairs):
        return []
    return [Fact("path_fields", Message("rf.path_fields"), alike(Sizes(pairs)))]


def _variances(study: Study) -> list[Fraction] | None:
    """The variance of the influence on each axis; None where there is no influence."""
    if reads_nothing(study.field):
        return None
    spread = study.spreads[study.target.index]
    found = [one.variance for one in spread if one is not None]
    return found if found and len(found) == len(spread) else None


def _effective(study: Study) -> list[Fact]:
    """The effective field beside the theoretical one."""
    variances, local = _variances(study), study.field.local
    if variances is None or local is None or not any(variances):
        return []
    deviations = [approximate(variance) for variance in variances]
    shares = [BREADTH * sigma / axis.size for sigma, axis in zip(deviations, local, strict=True)]
    shown = Sizes([Approximate(sigma, 4) for sigma in deviations])
    widths = Sizes([Approximate(BREADTH * sigma, 3, sign=False) for sigma in deviations])
    if max(shares) < 1:
        note = Message("rf.effective_means", width=alike(widths), share=_percent(max(shares)))
    else:
        note = Message("rf.effective_all", width=alike(widths))
    return [Fact("sigma", Message("rf.sigma"), alike(shown), (note,))]


def summary_data(study: Study) -> dict[str, Any]:
    """The target as JSON has it."""
    field = study.field
    seen = field_value(field)
    found = study.extremes[study.target.index] if field.local else None
    variances = _variances(study) if field.local else None
    data: dict[str, Any] = {
        "layer": study.target.name,
        "receptive_field": None if seen is WHOLE or seen is None else list(seen),
        "jump": jump_value(field),
        "start": first_value(field),
        "padding": padding_value(field),
        "centre": centre_value(study, study.target),
        "growth": growth_value(study, study.target),
        "smallest_path": None if found is None else list(found.smallest),
        "largest_path": None if found is None else list(found.largest),
        "global": field.everything,
        "period": study.period,
        "phases": _phases(study),
        "effective": None,
    }
    if variances is not None and field.local is not None:
        data["effective"] = {
            "variance": variances,
            "sigma": [root_of(variance) for variance in variances],
            "share": [
                root_of(min(BREADTH**2 * variance / axis.size**2, Fraction(1)))
                for variance, axis in zip(variances, field.local, strict=True)
            ],
        }
    return data


def _phases(study: Study) -> list[list[dict[str, Any]]] | None:
    """On each axis, what the outputs of one period see."""
    local = study.field.local
    if local is None or study.period == 1:
        return None
    return [[_phase(axis, phase) for phase in range(axis.period)] for axis in local]


def _phase(axis: Reach, phase: int) -> dict[str, Any]:
    left, right = axis.region(phase)
    if left > right or isinstance(axis.origin, Expr):
        return {"phase": phase, "first": None, "last": None, "size": max(right - left + 1, 0)}
    return {
        "phase": phase,
        "first": left + axis.origin,
        "last": right + axis.origin,
        "size": right - left + 1,
    }


def phase_table(study: Study) -> Table | None:
    """What the outputs of one period see, where they differ; nothing for very long periods."""
    phases = _phases(study)
    if phases is None:
        return None
    axis = max(phases, key=len)
    if len({phase["size"] for phase in axis}) == 1:
        return None
    rows = []
    for size, group in groupby(axis, key=itemgetter("size")):
        numbers = [phase["phase"] for phase in group]
        rows.append((Message("rf.interval", first=numbers[0], last=numbers[-1])
                     if len(numbers) > 1 else numbers[0], size))  # fmt: skip
    if len(rows) > MOST_ROWS:
        return None
    columns = (
        Column("phase", Message("rf.column.phase")),
        Column("receptive_field", Message("rf.column.receptive_field")),
    )
    title = Message("rf.phases", layer=study.target.name, period=len(axis))
    return Table(title, columns, tuple(rows), aside=True)


def summary_notes(study: Study) -> list[tuple[Message, str]]:
    """What has to be known beside the numbers, and how grave it is."""
    told = []
    for axis in study.field.axes:
        if isinstance(axis, NoField):
            told.append((axis.reason, "warning"))
            break
    if study.field.everything and study.field.local is not None:
        names = _whole_layers(study)
        told.append((Message("rf.sees_everything_too", layers=names), "note"))
    elif field_value(study.field) is WHOLE:
        told.append((Message("rf.sees_everything"), "note"))
    return told


def _whole_layers(study: Study) -> list[str]:
    """The first layers that see everything on the way to the target."""
    names = []
    for node in study.network.nodes[: study.target.index + 1]:
        if node.sheet and any(window.scattered for window in node.sheet.windows):
            names.append(node.name)
    return names if len(names) <= 3 else [*names[:3], "…"]
