"""What one output sees, level by level, as a figure: how many paths lead to each unit."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Expr, free_variables
from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.layers.base import IDENTITY
from convcalc.network.centres import HERE
from convcalc.network.descent import (
    Widening,
    extents_of,
    folded_steps,
    input_of,
    reads_one,
    steps_of,
)
from convcalc.network.field import NoField, Reach
from convcalc.network.paths import Counts
from convcalc.network.study import Study
from convcalc.network.taps import taps
from convcalc.report.document import Document
from convcalc.report.figures import ROWS_BEFORE, Cone
from convcalc.report.geometry import Tier, Tower
from convcalc.report.network_values import field_value, span
from convcalc.report.rf.layers import reads_nothing
from convcalc.report.rf.unit import at_unit
from convcalc.report.values import neat

WIDEST, SHADED = 64, 128
"""Pixels of the input up to which units have numbers, and shades."""
MOST_LEVELS, MOST_ROWS, TAIL = 12, 20, 6
"""Layers that are drawn one by one; rows that are drawn at all, and how many of them last."""
MOST_LINES = 400
MOST_PHASES = 3


def cone_figure(study: Study, unit: tuple[int, ...] | None = None) -> Cone:
    """The levels between an output of the target and the input.

    Args:
        unit: a position of the target; None for one in the middle, or for one of each phase.

    Raises:
        UsageError: the unit lies outside of the map, or a letter decides what is read.
        LayerError: positions cannot be followed through a layer.
    """
    title = Message("draw.cone", layer=study.target.name)
    found = None if unit is None else at_unit(study, unit)
    reason = no_field(study)
    if reason is not None:
        return Cone(title, (), "bars", (reason,))
    middle = _middle(study) if found is None else found
    sized = all(isinstance(size, int) for size in study.target.shape.spatial)
    asked = _axes(study, middle, sized or found is not None)
    notes: list[Message] = []
    if found is None:
        phases = _phases(study, middle)
        if phases is not None:
            title = Message("draw.cone_phases", layer=study.target.name)
            asked, notes = phases
    return _cone(study, title, asked, notes)


def no_field(study: Study) -> Message | None:
    """Why there is no local field that could be drawn."""
    reasons = [axis.reason for axis in study.field.axes if isinstance(axis, NoField)]
    if reasons:
        return reasons[0]
    if study.field.local is None:
        return Message("rf.sees_everything")
    if reads_nothing(study.field) and study.period == 1:
        return Message("rf.reads_nothing")
    for reach in study.field.local:
        if isinstance(reach.origin, Expr):
            raise UsageError(Message("draw.letter", name=min(free_variables(reach.origin))))
    return None


Asked = tuple[int, int, "Message | None"]
"""An axis, a position of the target on it, and what the tower is called."""


def _middle(study: Study) -> tuple[int, ...]:
    """The first phase in the middle of the map; where its size is unknown, the first output that
    reads no padding."""
    found = []
    for size, axis in zip(study.target.shape.spatial, study.field.local or (), strict=True):
        assert isinstance(axis.origin, int)
        if isinstance(size, int):
            found.append(size // 2 // axis.period * axis.period)
        else:
            turns = max(-(axis.origin + axis.lefts[0]), 0)
            found.append(-(-turns // axis.shift) * axis.period if axis.shift else 0)
    return tuple(found)


def _axes(study: Study, unit: tuple[int, ...], named: bool) -> list[Asked]:
    """The axes that differ, with their names if there are several; which unit it is if `named`."""
    sizes = input_of(study).shape.spatial
    known = [size if isinstance(size, int) else None for size in sizes]
    seen = list(zip(map(id, study.field.axes), unit, known, strict=False))
    first = [axis for axis, one in enumerate(seen) if one not in seen[:axis]]
    if len(first) == 1:
        return [(0, unit[0], Message("draw.unit", unit=unit[0]) if named else None)]
    names = [Message(f"draw.axis.{len(unit)}.{axis}") for axis in first]
    return [
        (axis, unit[axis], Message("draw.along_of_unit", axes=name, unit=unit[axis]))
        for axis, name in zip(first, names, strict=True)
    ]


def _phases(study: Study, unit: tuple[int, ...]) -> tuple[list[Asked], list[Message]] | None:
    """An output of each size of field, if neighbours differ, and that others are left out."""
    axes = study.field.local or ()
    number = max(range(len(axes)), key=lambda axis: axes[axis].period)
    axis, size = axes[number], study.target.shape.spatial[number]
    by_length: dict[int, int] = {}
    for phase in range(axis.period):
        position = unit[number] + phase
        if not isinstance(size, int) or position < size:
            by_length.setdefault(_length(axis, position), position)
    if len(by_length) < 2:
        return None
    lengths = sorted(by_length, reverse=True)
    shown = [*lengths[: MOST_PHASES - 1], lengths[-1]] if len(lengths) > MOST_PHASES else lengths
    notes = [Message("draw.phases_left_out", count=len(lengths) - len(shown))]
    return [
        (number, by_length[one], Message("draw.phase", unit=by_length[one], field=one))
        for one in sorted(shown, key=by_length.__getitem__)
    ], notes[: len(lengths) - len(shown)]


def _length(axis: Reach, position: int) -> int:
    left, right = axis.region(position)
    return max(right - left + 1, 0)


def _cone(study: Study, title: Message, asked: Sequence[Asked], notes: list[Message]) -> Cone:
    """The towers, all in the form for which the widest has room."""
    steps = [steps_of(study, axis) for axis, _, _ in asked]
    if any(len(one) > MOST_LEVELS for one in steps):
        steps = [folded_steps(one) for one in steps]
    extents = [
        extents_of(study, found, axis, position)
        for found, (axis, position, _) in zip(steps, asked, strict=True)
    ]
    spans = [_length(study.field.local[axis], at) for axis, at, _ in asked if study.field.local]
    rows = max(map(len, steps))
    wide = max([*spans, *(last - first + 1 for one in extents for first, last in one[-1:])])
    form = "bars" if rows > MOST_LEVELS or wide > SHADED else "shades" if wide > WIDEST else "cells"
    towers = [
        _tower(study, found, one, form, *which)
        for found, one, which in zip(steps, extents, asked, strict=True)
    ]
    if sum(len(pairs) for tower in towers for pairs in tower.links) > MOST_LINES:
        towers = [tower._replace(links=((),) * len(tower.links)) for tower in towers]
    left_out = 0
    if rows + 1 > MOST_ROWS:
        left_out = rows + 1 - ROWS_BEFORE - TAIL
        towers = [_shortened(tower) for tower in towers]
    points = sum(reads_one(node) for node in study.path)
    if points:
        notes = [*notes, Message("draw.points_left_out", count=points)]
    size = input_of(study).shape.spatial
    if any(not isinstance(size[axis], int) for axis, _, _ in asked) and any(
        level.first < 0 for tower in towers for level in tower.levels
    ):
        notes = [*notes, Message("draw.no_borders")]
    return Cone(title, tuple(towers), form, tuple(notes), left_out)


def _shortened(tower: Tower) -> Tower:
    """The first and the last levels."""
    levels = (*tower.levels[:ROWS_BEFORE], *tower.levels[-TAIL:])
    return tower._replace(levels=levels, links=((),) * (len(levels) - 1))


def _tower(
    study: Study,
    steps: Sequence[Widening],
    extents: Sequence[tuple[int, int]],
    form: str,
    axis: int,
    position: int,
    label: Message | None,
) -> Tower:
    unit = [0] * len(study.target.shape.spatial)
    unit[axis] = position
    counts = {} if form == "bars" else study.paths(tuple(unit), (axis,))
    top = [Widening(study.target, IDENTITY)] if not steps else []
    levels = [
        _level(study, step, axis, counts.get(step.node.index), extent)
        for step, extent in zip((*top, *steps), extents, strict=False)
    ]
    source = input_of(study)
    if len(extents) > len(levels):
        step = Widening(source, IDENTITY)
        levels.append(_level(study, step, axis, counts.get(source.index), extents[-1]))
    links: list[tuple[tuple[int, int], ...]] = [()] * (len(levels) - 1)
    if form == "cells":
        for number, step in enumerate(steps[: len(levels) - 1]):
            if step.repeats == 1:
                links[number] = _links(step, levels[number], levels[number + 1])
    told = _told(study, axis, position, counts.get(source.index))
    return Tower(label, axis, position, told, tuple(levels), tuple(links))


def _level(
    study: Study, step: Widening, axis: int, counts: Counts | None, extent: tuple[int, int]
) -> Tier:
    node, window = step.node, step.window
    reach = study.fields[node.index].axes[axis]
    place = study.centres[node.index][axis] or HERE
    size = node.shape.spatial[axis]
    letters = [("k", window.kernel), ("s", window.stride), ("d", window.dilation)]
    told = window.kind in ("slide", "spread") and window is not IDENTITY
    first, last = extent
    if counts:
        places = [at for (at,) in counts]
        first, last = min(first, *places), max(last, *places)
    return Tier(
        node.name,
        tuple([pair for pair in letters if pair[0] == "k" or pair[1] != 1]) if told else (),
        step.repeats,
        place.scale,
        place.offset,
        first,
        last,
        tuple([counts.get((at,), 0) for at in range(first, last + 1)]) if counts else (),
        size if isinstance(size, int) else None,
        span(reach),
        neat(reach.jump) if isinstance(reach, Reach) else None,
    )


def _links(step: Widening, upper: Tier, lower: Tier) -> tuple[tuple[int, int], ...]:
    """Which unit reads which."""
    return tuple(
        (unit, read + step.below)
        for unit, count in enumerate(upper.counts, upper.first)
        if count
        for read in taps(step.window, unit)
        if lower.first <= read + step.below <= lower.last
        and lower.counts[read + step.below - lower.first]
    )


def _told(study: Study, axis: int, position: int, counts: Counts | None) -> tuple[Message, ...]:
    """How much of the field is read, and how much of it lies outside of the input."""
    reach = study.field.axes[axis]
    assert isinstance(reach, Reach)
    left, right = reach.region(position)
    field = max(right - left + 1, 0)
    size = input_of(study).shape.spatial[axis]
    inside = field
    if isinstance(size, int) and isinstance(reach.origin, int):
        first, last = max(left + reach.origin, 0), min(right + reach.origin, size - 1)
        inside = max(last - first + 1, 0)
    told = [Message("draw.field_size", field=field) if field else Message("draw.reads_none")]
    if counts is not None and field:
        gaps = inside - len(counts)
        code = "draw.field_gaps" if gaps > 0 else "draw.field_read"
        told = [Message(code, field=field, read=len(counts), inside=inside, gaps=gaps)]
    if inside < field:
        told.append(Message("draw.field_outside", count=field - inside))
    return tuple(told)


def cone_document(study: Study, unit: tuple[int, ...] | None = None) -> Document:
    """The picture of what an output sees.

    Raises:
        UsageError, LayerError: as `cone_figure`.
    """
    figure = cone_figure(study, unit)
    data = {"network": study.network.name, "layer": study.target.name, **cone_data(figure)}
    return Document("drawing", figure.title, data, field_value(study.field), [figure])


def cone_data(figure: Cone) -> dict[str, Any]:
    """The geometry as data: levels from the output down, units counted from 0."""
    return {
        "figure": "cone",
        "form": figure.form,
        "towers": [
            {
                "axis": tower.axis,
                "unit": tower.unit,
                "levels": [_level_data(level) for level in tower.levels],
                "links": [[list(pair) for pair in pairs] for pairs in tower.links],
            }
            for tower in figure.towers
        ],
        "left_out": figure.left_out,
        "notes": list(figure.notes),
    }


def _level_data(level: Tier) -> dict[str, Any]:
    return {
        "name": level.name,
        "window": dict(level.window),
        "repeats": level.repeats,
        "first": level.first,
        "last": level.last,
        "counts": list(level.counts) or None,
        "centre": neat(level.offset + level.first * level.scale),
        "jump": neat(level.jump),
        "receptive_field": level.field,
    }
