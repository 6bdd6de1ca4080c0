"""The input region of one unit: exact, clipped and not, touched pixels and padding."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod
from typing import Any

from convcalc.algebra.expr import Expr
from convcalc.errors import Message, UsageError
from convcalc.network.field import Reach
from convcalc.network.graph import Node as Layer
from convcalc.network.reach import Touched
from convcalc.network.study import Study
from convcalc.report.document import Approximate, Fact, Facts, Named, Node, Note, Sizes

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
    for position, size in zip(unit, spatial, strict=True):
        if isinstance(size, int) and position >= size:
            raise UsageError(
                Message(
                    "rf.unit_outside", unit=_spelt(unit), layer=study.target.name,
                    size=Sizes(spatial),
                )
            )  # fmt: skip
    return unit


def _spelt(unit: tuple[int, ...]) -> str:
    return ",".join(map(str, unit))


def unit_part(study: Study, given: tuple[int, ...]) -> tuple[list[Node], Mapping[str, Any]]:
    """Facts about one unit, and the same for JSON: one entry an input of the network."""
    unit = at_unit(study, given)
    touched = study.touched(unit)
    everything = study.touched(unit, local=False)
    nodes: list[Node] = []
    found = []
    for index, reached in touched.items():
        source = study.network.nodes[index]
        data = _data(study, source, unit, reached)
        data["touched_by_all_paths"] = everything[index].size
        found.append(data)
        nodes.append(_facts(study, source, unit, data, len(touched) > 1))
        if everything[index].size > reached.size:
            nodes.append(
                Note(Message("rf.unit_beside", layers=_few(reached.beside),
                             count=everything[index].size))
            )  # fmt: skip
    if not found:
        nodes.append(Note(Message("rf.unit_sees_nothing", unit=_spelt(unit)), "warning"))
        found = [{"unit": list(unit), "region": None, "clipped": None}]
    first = {**found[0], "inputs": found} if len(found) > 1 else found[0]
    return nodes, {"unit": first}


def _few(names: tuple[str, ...]) -> list[str]:
    return list(names) if len(names) <= 3 else [*names[:3], "…"]


def _data(study: Study, source: Layer, unit: tuple[int, ...], reached: Touched) -> dict[str, Any]:
    sizes = source.shape.spatial
    region = _region(study, unit, reached)
    clipped = _clipped(region, sizes)
    whole = prod(_lengths(region))
    inside = None if clipped is None else prod(_lengths(clipped))
    axes = [reached.along(axis) for axis in range(len(sizes))] if reached.products else []
    return {
        "input": source.name,
        "unit": list(unit),
        "region": [list(pair) for pair in region] if whole else None,
        "clipped": [list(pair) for pair in clipped] if clipped is not None and inside else None,
        "size": _lengths(region),
        "pixels": whole,
        "inside": inside,
        "in_padding": None if inside is None else whole - inside,
        "touched": reached.size,
        "touched_region": [[axis.first, axis.last] for axis in axes],
        "global": bool(reached.beside) or study.field.local is None,
    }


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


def _facts(
    study: Study, source: Layer, unit: tuple[int, ...], data: dict[str, Any], named: bool
) -> Facts:
    title = Message("rf.unit_of", layer=study.target.name)
    if named:
        title = Message("rf.unit_of_on", layer=study.target.name, input=source.name)
    covered = Message("rf.pixels", size=Sizes(data["size"]), count=data["pixels"])
    facts = [
        Fact("unit.position", title, _spelt(unit)),
        Fact("unit.region", Message("rf.region"), _intervals(data["region"]), (covered,)),
    ]
    if data["inside"] is not None:
        facts.append(
            Fact("unit.clipped", Message("rf.clipped"), _intervals(data["clipped"]),
                 (Message("rf.pixels_inside", count=data["inside"]),))
        )  # fmt: skip
        share = Approximate(Fraction(100 * data["in_padding"], max(data["pixels"], 1)), 3)
        notes = (Message("rf.share", share=share),) if data["in_padding"] else ()
        facts.append(Fact("unit.in_padding", Message("rf.in_padding"), data["in_padding"], notes))
    inside = data["inside"] if data["inside"] is not None else data["pixels"]
    notes = ()
    if data["touched"] < inside:
        share = Approximate(Fraction(100 * data["touched"], inside), 3)
        notes = (Message("rf.share", share=share),)
    facts.append(Fact("unit.touched", Message("rf.touched"), data["touched"], notes))
    return Facts(None, tuple(facts))


def _intervals(region: list[list[int]] | None) -> Any:
    """`30 … 224` an axis, once if all axes agree; scripts read `30:224x30:224`, or `none`."""
    if region is None:
        return Named("none", Message("value.none"))
    words = [Message("rf.interval", first=first, last=last) for first, last in region]
    alike_axes = all(pair == region[0] for pair in region)
    shown: Any = words[0] if alike_axes and len(words) > 1 else Sizes(words)
    if alike_axes and len(words) > 1:
        shown = Message("rf.each_axis", interval=words[0])
    key = "x".join(f"{first}:{last}" for first, last in region)
    return Named(key, shown)
