"""The input region of one unit: exact, clipped and not, touched pixels and padding."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod
from typing import Any

from convcalc.algebra.expr import Expr
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.network.field import Reach
from convcalc.network.graph import Node as Layer
from convcalc.network.names import few
from convcalc.network.reach import Touched
from convcalc.network.study import Study
from convcalc.report.document import Approximate, Facts, Named, Node, Note, Sizes
from convcalc.report.fields import ABSENT, Entry, data_of, facts_of
from convcalc.report.values import NONE

MOST_LISTED = 4096
"""Pixels of an axis whose paths are listed."""

Region = tuple[tuple[int, int], ...]


def at_unit(study: Study, unit: tuple[int, ...]) -> tuple[int, ...]:
    """The unit with one position an axis.

    Raises:
        UsageError: the map has other axes, or is too small.
    """
    spatial = study.target.shape.spatial
    if len(unit) == 1:
        unit = unit * len(spatial)
    if len(unit) != len(spatial):
        raise UsageError(
            Message("rf.unit_axes", unit=_spelt(unit), layer=study.target.name, axes=len(spatial))
        )
    places = zip(unit, spatial, strict=True)
    if any(isinstance(size, int) and position >= size for position, size in places):
        fields = {"unit": _spelt(unit), "layer": study.target.name, "size": Sizes(spatial)}
        raise UsageError(Message("rf.unit_outside", **fields))
    return unit


def _spelt(unit: tuple[int, ...]) -> str:
    return ",".join(map(str, unit))


def unit_part(study: Study, given: tuple[int, ...]) -> tuple[list[Node], Mapping[str, Any]]:
    """Facts about one unit, and the same for JSON: one entry an input of the network."""
    unit = at_unit(study, given)
    touched = study.touched(unit)
    everything = study.touched(unit, local=False)
    nodes: list[Node] = []
    found: list[dict[str, Any]] = []
    for index, reached in touched.items():
        source = study.network.nodes[index]
        told = _entries(study, source, unit, reached, everything[index], len(touched) > 1)
        found.append(data_of(told))
        nodes.append(Facts(None, facts_of(told, "unit.")))
        if everything[index].size > reached.size:
            layers, count = few(reached.beside), everything[index].size
            nodes.append(Note(Message("rf.unit_beside", layers=layers, count=count)))
    if not found:
        nodes.append(Note(Message("rf.unit_sees_nothing", unit=_spelt(unit)), "warning"))
        found = [{"unit": list(unit), "region": None, "clipped": None}]
    first = {**found[0], "inputs": found} if len(found) > 1 else found[0]
    return nodes, {"unit": first}


def _entries(
    study: Study,
    source: Layer,
    unit: tuple[int, ...],
    reached: Touched,
    everything: Touched,
    named: bool,
) -> list[Entry]:
    """What is said of the unit on one input, which is `named` where there are several."""
    region = _region(study, unit, reached)
    clipped = _clipped(region, source.shape.spatial)
    lengths = _lengths(region)
    whole = prod(lengths)
    inside = whole if clipped is None else prod(_lengths(clipped))
    field = _listed(region) if whole else None
    cut = _listed(clipped) if clipped is not None and inside else None
    known = clipped is not None
    outside = whole - inside if known else None
    title = Message("rf.unit_of", layer=study.target.name)
    if named:
        title = Message("rf.unit_of_on", layer=study.target.name, input=source.name)
    covered = Message("rf.pixels", size=Sizes(lengths), count=whole)
    within = Message("rf.pixels_inside", count=inside)
    axes = range(len(source.shape.spatial) if reached.products else 0)
    spans = [reached.along(axis) for axis in axes]
    return [
        Entry("input", source.name),
        Entry("position", _spelt(unit), title, data=ABSENT),
        Entry("unit", list(unit)),
        Entry("region", _intervals(field), "rf.region", (covered,), field),
        Entry(
            "clipped", _intervals(cut), "rf.clipped" if known else None, (within,), cut
        ),
        Entry("size", lengths),
        Entry("pixels", whole),
        Entry("inside", inside if known else None),
        Entry(
            "in_padding", outside, "rf.in_padding" if known else None,
            [_share(outside, max(whole, 1))] if outside else (),
        ),
        Entry(
            "touched", reached.size, "rf.touched",
            [_share(reached.size, inside)] if reached.size < inside else (),
        ),
        Entry("touched_region", [[span.first, span.last] for span in spans]),
        Entry("global", bool(reached.beside) or study.field.local is None),
        Entry("touched_by_all_paths", everything.size),
        Entry("paths", _paths(study, source, unit)),
    ]  # fmt: skip


def _paths(study: Study, source: Layer, unit: tuple[int, ...]) -> list[dict[str, Any]] | None:
    """How many paths lead to the pixels of each axis, from the first that is reached to the last;
    None where the unit has no local field, or where there are too many to be listed."""
    if study.field.local is None:
        return None
    found = []
    for axis in range(len(unit)):
        try:
            counts = study.paths(unit, (axis,)).get(source.index, {})
        except ConvcalcError:
            return None
        places = [at for (at,) in counts]
        first, last = min(places, default=0), max(places, default=-1)
        if last - first >= MOST_LISTED:
            return None
        listed = [counts.get((at,), 0) for at in range(first, last + 1)]
        found.append({"first": first if listed else None, "counts": listed})
    return found


def _share(part: int, whole: int) -> Message:
    return Message("rf.share", share=Approximate(Fraction(100 * part, whole), 3))


def _listed(region: Region) -> list[list[int]]:
    return [list(pair) for pair in region]


def _lengths(region: Region) -> list[int]:
    return [max(last - first + 1, 0) for first, last in region]


def _region(study: Study, unit: tuple[int, ...], reached: Touched) -> Region:
    """The field of the unit, padding included; where there is no single one, what is touched."""
    found = []
    for number, axis in enumerate(study.field.axes):
        position = unit[number] if number < len(unit) else 0
        if isinstance(axis, Reach) and not isinstance(axis.origin, Expr):
            left, right = axis.region(position)
            found.append((left + axis.origin, right + axis.origin))
        else:
            along = reached.along(number)
            found.append((along.first, along.last))
    return tuple(found)


def _clipped(region: Region, sizes: tuple[Any, ...]) -> Region | None:
    """The part of a region that lies on the map; None while its size is a symbol."""
    if len(sizes) != len(region) or any(not isinstance(size, int) for size in sizes):
        return None
    return tuple(
        [(max(first, 0), min(last, size - 1))
         for (first, last), size in zip(region, sizes, strict=True)]
    )  # fmt: skip


def _intervals(region: list[list[int]] | None) -> Any:
    """`30 … 224` an axis, once if all axes agree; scripts read `30:224x30:224`, or `none`."""
    if region is None:
        return NONE
    words = [Message("rf.interval", first=first, last=last) for first, last in region]
    shown: Any = Sizes(words)
    if len(words) > 1 and all(pair == region[0] for pair in region):
        shown = Message("rf.each_axis", interval=words[0])
    key = "x".join(f"{first}:{last}" for first, last in region)
    return Named(key, shown)
