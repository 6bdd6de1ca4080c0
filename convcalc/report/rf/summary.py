"""The field of the layer that is spoken of: its numbers, phases, and how much of it matters."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from convcalc.algebra.arithmetic import approximate, root_of
from convcalc.algebra.decimals import percent
from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.network.field import NoField, Reach
from convcalc.network.names import few
from convcalc.network.study import Study
from convcalc.report.document import Approximate, Note, Range, Sizes, Table
from convcalc.report.fields import ABSENT, Entry, Field, table
from convcalc.report.network_values import alike, by_axis, field_value, jump_value, local_field
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


def target_entries(study: Study) -> list[Entry]:
    """The numbers of the target."""
    field, node = study.field, study.target
    nothing, local = reads_nothing(field), field.local is not None
    centre = centre_value(study, node)
    beyond = Message("rf.padding_means", padding=brief(alike(padding_value(field))))
    start, jump = Message("report.start"), Message("report.jump")
    found = study.extremes[node.index] if field.local else None
    return [
        Entry("layer", node.name, "audit.column.name"),
        Entry(
            "receptive_field", alike(field_value(field)), "report.receptive_field",
            _of_input(study), local_field(field),
        ),
        Entry(
            "jump", by_axis(jump_value(field)), jump if local else None,
            ("report.jump_means",),
        ),
        Entry(
            "start", brief(alike(first_value(field))), start if local and not nothing else None,
            (beyond,), first_value(field),
        ),
        Entry("padding", padding_value(field)),
        Entry("centre", by_axis(centre), None if centre is None else "rf.centre"),
        Entry("growth", growth_value(study, node)),
        Entry("smallest_path", None if found is None else list(found.smallest)),
        Entry("largest_path", None if found is None else list(found.largest)),
        *(_paths(study) if local else ()),
        Entry("global", field.everything),
        Entry("period", study.period),
        Entry("phases", _phases(study)),
        _effective(study),
    ]  # fmt: skip


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
            share = percent(Fraction(seen, size))
            told.append(Message("rf.narrower", share=share, size=size))
        else:
            told.append(Message("rf.wider", size=alike(sizes(known))))
    if study.period > 1:
        told.append(Message("rf.by_phase", period=study.period))
    return told


def _paths(study: Study) -> list[Entry]:
    found = study.extremes[study.target.index]
    pairs = [
        None if low is None or high is None else low if low == high else Range(low, high)
        for low, high in zip(found.smallest, found.largest, strict=True)
    ]
    if not any(isinstance(pair, Range) for pair in pairs):
        return []
    shown = alike(Sizes(pairs))
    return [Entry("path_fields", shown, "rf.path_fields", data=ABSENT)]


def _variances(study: Study) -> list[Fraction] | None:
    """The variance of the influence on each axis; None where there is no influence."""
    if reads_nothing(study.field):
        return None
    spread = study.spreads[study.target.index]
    found = [one.variance for one in spread if one is not None]
    return found if found and len(found) == len(spread) else None


def _effective(study: Study) -> Entry:
    """The effective field beside the theoretical one."""
    variances, local = _variances(study), study.field.local
    if variances is None or local is None:
        return Entry("effective", None)
    exact = {
        "variance": variances,
        "sigma": [root_of(variance) for variance in variances],
        "share": [
            root_of(min(BREADTH**2 * variance / axis.size**2, Fraction(1)))
            for variance, axis in zip(variances, local, strict=True)
        ],
    }
    deviations = [approximate(variance) for variance in variances]
    shares = [BREADTH * sigma / axis.size for sigma, axis in zip(deviations, local, strict=True)]
    sigma = alike(Sizes([Approximate(sigma, 4) for sigma in deviations]))
    width = alike(Sizes([Approximate(BREADTH * sigma, 3, sign=False) for sigma in deviations]))
    note = Message("rf.effective_all", width=width)
    if max(shares) < 1:
        note = Message("rf.effective_means", width=width, share=percent(max(shares)))
    label = Message("rf.sigma") if any(variances) else None
    return Entry("effective", sigma, label, (note,), exact)


def _phases(study: Study) -> list[list[dict[str, Any]]] | None:
    """On each axis, what the outputs of one period see."""
    local = study.field.local
    if local is None or study.period == 1:
        return None
    return [[_phase(axis, phase) for phase in range(axis.period)] for axis in local]


def _phase(axis: Reach, phase: int) -> dict[str, Any]:
    left, right = axis.region(phase)
    size, first, last = max(right - left + 1, 0), None, None
    if size and not isinstance(axis.origin, Expr):
        first, last = left + axis.origin, right + axis.origin
    return {"phase": phase, "first": first, "last": last, "size": size}


def phase_table(study: Study) -> Table | None:
    """What the outputs of one period see, where they differ; nothing for very long periods."""
    phases = _phases(study)
    if phases is None:
        return None
    axis = max(phases, key=len)
    groups = [(size, list(group)) for size, group in groupby(axis, key=itemgetter("size"))]
    if not 1 < len(groups) <= MOST_ROWS:
        return None
    fields = (
        Field("phase", lambda row: _numbers(row[1]), "rf.column.phase"),
        Field("receptive_field", lambda row: row[0], "audit.column.receptive_field"),
    )
    title = Message("rf.phases", layer=study.target.name, period=len(axis))
    return table(fields, groups, title, aside=True)


def _numbers(phases: list[dict[str, Any]]) -> Any:
    first, last = phases[0]["phase"], phases[-1]["phase"]
    return first if first == last else Message("rf.interval", first=first, last=last)


def summary_notes(study: Study) -> list[Note]:
    """What has to be known beside the numbers."""
    reasons = [axis.reason for axis in study.field.axes if isinstance(axis, NoField)]
    told = [Note(reason, "warning") for reason in reasons[:1]]
    if study.field.everything and study.field.local is not None:
        nodes = study.network.nodes[: study.target.index + 1]
        names = [
            node.name
            for node in nodes
            if node.sheet and any(window.scattered for window in node.sheet.windows)
        ]
        told.append(Note(Message("rf.sees_everything_too", layers=few(names))))
    elif field_value(study.field) is WHOLE:
        told.append(Note(Message("rf.sees_everything")))
    return told
