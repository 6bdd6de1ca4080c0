"""Coverage: which positions of the field are touched at all, gridding and what would close it, and
how evenly transposed convolutions paint."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod
from typing import Any

from convcalc.errors import Message
from convcalc.inverse.schedules import first_gap
from convcalc.network.field import Reach
from convcalc.network.gridding import GridGroup, Overlap, closing_rates, dilated_groups, hdc
from convcalc.network.position_sets import Positions, gaps
from convcalc.network.reach import Touched
from convcalc.network.study import Study
from convcalc.report.document import Approximate, Bar, Facts, Named, Node, Note, Sizes
from convcalc.report.fields import (
    ABSENT,
    Entry,
    Field,
    data_of,
    facts_of,
    people,
    records,
    table,
    word,
)
from convcalc.report.network_values import alike
from convcalc.report.rf.unit import at_unit
from convcalc.report.values import neat

PATTERN = 40
"""Positions up to which the touched ones are drawn."""


def coverage_part(
    study: Study, given: tuple[int, ...] | None
) -> tuple[list[Node], Mapping[str, Any]]:
    """How much of the field of one unit is touched, borders aside."""
    dims = len(study.field.axes)
    unit = at_unit(study, (0,) if given is None else given)
    touched = next(iter(study.touched(unit, clipped=False).values()), Touched((), ()))
    axes = [touched.along(axis) for axis in range(dims)]
    extents = _extents(study, unit, axes)
    whole = prod(extents)
    density = Fraction(touched.size, whole) if whole else Fraction(1)
    found = [gaps(axis) for axis in axes]
    groups = _groups(study, dims)
    about = [Message("rf.borders_aside")]
    if study.period > 1:
        about.append(Message("rf.coverage_unit", unit=",".join(map(str, unit))))
    covered = (Message("rf.of_pixels", size=Sizes(extents), count=whole),)
    holes = alike(Sizes([count for count, _ in found]))
    widest = (Message("rf.widest", count=max(width for _, width in found)),) if density < 1 else ()
    told = [
        Entry("layer", study.target.name, "rf.coverage_of", about, ABSENT),
        Entry("unit", list(unit)),
        Entry("size", extents),
        Entry("pixels", whole),
        Entry("touched", touched.size, "rf.touched", covered),
        Entry("density", Bar(density), "rf.density", data=density),
        Entry("gap_free", density == 1),
        Entry("holes", holes, "rf.holes", widest, ABSENT),
        *_pattern(axes[0], density < 1 and len(touched.products) == 1),
        Entry(
            "axes",
            [{"touched": axis.size, "holes": count, "widest_hole": width}
             for axis, (count, width) in zip(axes, found, strict=True)],
        ),
        Entry("groups", records(GROUP, groups)),
    ]  # fmt: skip
    nodes: list[Node] = [Facts(None, facts_of(told, "coverage."))]
    if groups:
        nodes.append(table(GROUP, groups, "rf.groups", aside=True))
        nodes.append(Note(Message("rf.exact_and_hdc")))
    return nodes, {"coverage": data_of(told)}


def _pattern(axis: Positions, wanted: bool) -> list[Entry]:
    """The touched positions of an axis, drawn where they are few."""
    if not wanted or axis.length > PATTERN:
        return []
    drawn = "".join("#" if axis.mask >> n & 1 else "." for n in range(axis.length))
    return [Entry("pattern", drawn, "rf.pattern", data=ABSENT)]


def _extents(study: Study, unit: tuple[int, ...], axes: list[Positions]) -> list[int]:
    """Length of the field on each axis."""
    found = []
    for number, axis in enumerate(study.field.axes):
        if isinstance(axis, Reach):
            left, right = axis.region(unit[number])
            found.append(max(right - left + 1, 0))
        else:
            found.append(axes[number].length)
    return found


def _groups(study: Study, dims: int) -> list[GridGroup]:
    """The groups of dilated layers, those of further axes only where they differ."""
    found: list[GridGroup] = []
    for axis in range(dims):
        found += [group for group in dilated_groups(study.path, axis) if group not in found]
    return found


def _hdc(group: GridGroup) -> Any:
    """M2, which is defined for one kernel in all layers."""
    measure, kernel = hdc([tap.rate for tap in group.taps]), group.taps[0].kernel
    if measure is None or any(tap.kernel != kernel for tap in group.taps):
        return Named(None, "")
    holds = measure <= kernel
    words = Message("rf.hdc_holds" if holds else "rf.hdc_fails", measure=measure, kernel=kernel)
    return Named({"m2": measure, "holds": holds}, words)


def _gap(group: GridGroup) -> Any:
    gap = first_gap([(tap.kernel, tap.rate) for tap in group.taps])
    if gap is None:
        return Named(None, Message("rf.no_gap"))
    rate, most = gap
    return Named({"dilation": rate, "at_most": most}, Message("rf.gap", rate=rate, most=most))


def _closing(group: GridGroup) -> Any:
    closing = closing_rates(group.taps)
    words = Message("rf.closing", rates=list(closing.rates), extent=closing.extent)
    data = {"dilations": list(closing.rates), "size": closing.extent}
    return Named(data, Message("value.none") if _gap(group).key is None else words)


def _taps(group: GridGroup) -> Any:
    taps = [{"name": tap.layer, "kernel": tap.kernel, "dilation": tap.rate} for tap in group.taps]
    return Named(taps, [tap.rate for tap in group.taps])


GROUP = (
    Field("jump", lambda group: neat(group.jump), "report.jump"),
    word("layers", _taps, "solve.step.rates"),
    Field("size", lambda group: group.extent),
    Field("touched", lambda group: group.touched),
    word(
        "touched_of",
        lambda group: Message("rf.touched_of", touched=group.touched, extent=group.extent),
        "rf.column.touched_of", people,
    ),
    Field("gap_free", lambda group: _gap(group).key is None),
    word("first_gap", _gap, "rf.column.gap"),
    word("hdc", _hdc, "rf.column.hdc"),
    Field("common_factor", lambda group: group.common),
    word("closing", _closing, "rf.column.closing"),
)  # fmt: skip
"""A group of dilated layers: what it leaves out, and what would close it."""


def _counts(overlap: Overlap) -> Any:
    """Counts of one period; the rest of a long one is left out."""
    axes = [list(axis) for axis in dict.fromkeys(overlap.counts)]
    shown = [" ".join(map(str, axis if len(axis) <= 8 else [*axis[:7], "…"])) for axis in axes]
    return Named([list(axis) for axis in overlap.counts], " × ".join(shown))


def _ratio(low: int, high: int) -> Any:
    if low == high:
        return str(low)
    if not low:
        return f"{low} : {high}"
    return Message("rf.ratio", low=low, high=high, ratio=Approximate(Fraction(high, low), 3))


def _verdict(overlap: Overlap) -> Message:
    low, _ = overlap.range
    return Message("rf.even" if overlap.even else "rf.empty" if not low else "rf.uneven")


OVERLAP = (
    word("layer", lambda overlap: overlap.node.name, "audit.column.name"),
    word("counts", _counts, "rf.column.counts"),
    Field("fewest", lambda overlap: overlap.range[0]),
    Field("most", lambda overlap: overlap.range[1]),
    Field("even", lambda overlap: overlap.even),
    word("evenness", lambda overlap: _ratio(*overlap.range), "rf.column.evenness", people),
    word("verdict", _verdict, "rf.column.verdict", people),
)
"""How many kernel elements meet in the outputs of a transposed convolution."""
