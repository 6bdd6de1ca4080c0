"""Which pixels of a field are read, as a figure: how many paths lead to each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from convcalc.algebra.decimals import percent
from convcalc.errors import Message, UsageError
from convcalc.inverse.schedules import first_gap
from convcalc.network.gridding import GridGroup, closing_rates, dilated_groups
from convcalc.network.paths import Counts
from convcalc.network.study import Study
from convcalc.report.document import Document, Sizes
from convcalc.report.draw.cone import cone_document, no_field
from convcalc.report.draw.scatter import heat_data
from convcalc.report.figures import HEAD, Heat, Panel
from convcalc.report.rf.unit import at_unit
from convcalc.report.values import uniform

LISTED, MAPPED = 128, 64
"""Pixels of an axis that are listed, and up to which a map is drawn as one."""
TAIL = 8

Rates = dict[tuple[int, int], int]
"""Index of a node and axis -> its dilation."""


def coverage_document(study: Study, unit: tuple[int, ...] | None = None) -> Document:
    """The picture of the field of one output, borders aside, and of one without gaps beside it.

    Raises:
        UsageError: the unit lies outside of the map, or there are too many paths.
        LayerError: positions cannot be followed through a layer.
    """
    if no_field(study) is not None:
        return cone_document(study, unit)
    place = at_unit(study, unit or (0,))
    groups = {axis: dilated_groups(study.path, axis) for axis in range(len(place))}
    title, of = Message("draw.coverage", layer=study.target.name), "paths"
    try:
        panels = [_panel(study, place, _told(groups[0]), {})]
    except UsageError as error:
        if error.code != "rf.too_many_paths":
            raise
        panels, of = [_marked(study, place)], "marks"
    closed: Rates = {}
    rates: list[int] = []
    for axis, found in groups.items():
        for group in found:
            told, closing = _closed(study, group, axis)
            closed.update(closing)
            rates += told if axis == 0 else []
    if closed and panels[0].fault and of == "paths":
        panels.append(_panel(study, place, rates, closed))
    figure = Heat(title, (), tuple(panels), of)
    data = {"network": study.network.name, "layer": study.target.name, **heat_data(figure)}
    return Document("drawing", title, data, [panel.fault for panel in panels], [figure])


def _told(groups: list[GridGroup]) -> list[int]:
    return [tap.rate for group in groups for tap in group.taps]


def _closed(study: Study, group: GridGroup, axis: int) -> tuple[list[int], Rates]:
    """The rates of a group, those without gaps if it has some."""
    if first_gap([(tap.kernel, tap.rate) for tap in group.taps]) is None:
        return _told([group]), {}
    places = {node.name: node.index for node in study.path}
    closing = closing_rates(group.taps).rates
    pairs = zip(group.taps, closing, strict=True)
    return list(closing), {(places[tap.layer], axis): rate for tap, rate in pairs}


def _panel(study: Study, unit: tuple[int, ...], rates: list[int], closed: Rates) -> Panel:
    """The counts of the field of a unit, with other dilations if any are given."""
    dims = len(unit)
    found = [
        _counted(study.paths(unit, (axis,), clipped=False, dilations=closed), study)
        for axis in range(dims)
    ]
    along = [_dense({at: count for (at,), count in one.items()}) for one in found]
    first = tuple([min(at for (at,) in one) for one in found])
    sizes = [len(axis) for axis in along]
    rows: tuple[tuple[int, ...], ...] = ()
    read, whole = sum(map(bool, along[0])), sizes[0]
    if dims == 2 and max(sizes) <= MAPPED:
        both = _counted(study.paths(unit, (0, 1), clipped=False, dilations=closed), study)
        rows = tuple(
            [tuple([both.get((first[0] + y, first[1] + x), 0) for x in range(sizes[1])])
             for y in range(sizes[0])]
        )  # fmt: skip
        read, whole = len(both), sizes[0] * sizes[1]
    code = "draw.coverage.rates" if any(rate > 1 for rate in rates) else "draw.coverage.field"
    title = Message(code, rates=rates, field=uniform(Sizes(sizes)))
    share = percent(Fraction(read, whole))
    verdict = Message(
        "draw.coverage.read" if rows else "draw.coverage.read_along",
        read=read, whole=whole, share=share,
    )  # fmt: skip
    short = [_ends(axis) for axis in along]
    left_out = tuple([len(axis) - len(one) for axis, one in zip(along, short, strict=True)])
    return Panel(title, verdict, read < whole, first, tuple(short), rows, left_out)


def _marked(study: Study, unit: tuple[int, ...]) -> Panel:
    """Which positions of each axis are read, 1 or 0, where there are too many paths to count."""
    touched = next(iter(study.touched(unit, clipped=False).values()))
    axes = [touched.along(axis) for axis in range(len(unit))]
    marks = []
    for axis in axes:
        places: Sequence[int] = range(axis.length)
        if axis.length > LISTED:
            places = (*places[:HEAD], *places[-TAIL:])
        marks.append(tuple([axis.mask >> place & 1 for place in places]))
    read, whole = axes[0].size, axes[0].length
    share = percent(Fraction(read, whole))
    return Panel(
        Message("draw.coverage.field", field=uniform(Sizes(axis.length for axis in axes))),
        Message("draw.coverage.read_along", read=read, whole=whole, share=share),
        read < whole,
        tuple([axis.first for axis in axes]),
        tuple(marks),
        left_out=tuple([a.length - len(one) for a, one in zip(axes, marks, strict=True)]),
    )


def _counted(found: dict[int, Counts], study: Study) -> Counts:
    """The counts on the first input that is reached."""
    return next(found[index] for index in study.network.inputs if index in found)


def _dense(counts: Mapping[int, int]) -> tuple[int, ...]:
    return tuple([counts.get(at, 0) for at in range(min(counts), max(counts) + 1)])


def _ends(axis: tuple[int, ...]) -> tuple[int, ...]:
    """The counts of an axis, of a long one those at both ends."""
    return axis if len(axis) <= LISTED else (*axis[:HEAD], *axis[-TAIL:])
