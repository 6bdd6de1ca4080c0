"""Coverage: which positions of the field are touched at all, gridding and what would close it, and
how evenly transposed convolutions paint."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any

from convcalc.errors import Message
from convcalc.inverse.schedules import first_gap
from convcalc.network.field import Reach
from convcalc.network.gridding import Group, closing_rates, dilated_groups, hdc
from convcalc.network.positions import Positions, runs
from convcalc.network.reach import Touched
from convcalc.network.study import Study
from convcalc.report.document import Approximate, Bar, Column, Fact, Facts, Node, Note, Sizes, Table
from convcalc.report.network_values import alike
from convcalc.report.rf.unit import at_unit
from convcalc.report.values import neat

__all__ = ["coverage_part", "overlap_data", "overlap_table"]

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
    gaps = [_gaps(axis) for axis in axes]
    groups = _groups(study, dims)
    data = {
        "unit": list(unit),
        "size": extents,
        "pixels": whole,
        "touched": touched.size,
        "density": density,
        "gap_free": density == 1,
        "axes": [
            {"touched": axis.size, "holes": count, "widest_hole": widest}
            for axis, (count, widest) in zip(axes, gaps, strict=True)
        ],
        "groups": [_group_data(group) for group in groups],
    }
    nodes: list[Node] = [_facts(study, data, axes, touched)]
    if groups:
        nodes.append(_group_table(groups))
        nodes.append(Note(Message("rf.exact_and_hdc")))
    return nodes, {"coverage": data}


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


def _gaps(axis: Positions) -> tuple[int, int]:
    """How many holes there are on an axis, and how wide the widest is."""
    stretches = runs(axis)
    widths = [after[0] - before[1] - 1 for before, after in pairwise(stretches)]
    return len(widths), max(widths, default=0)


def _facts(study: Study, data: dict[str, Any], axes: list[Positions], touched: Touched) -> Facts:
    aside: tuple[Message, ...] = (Message("rf.borders_aside"),)
    if study.period > 1:
        aside += (Message("rf.coverage_unit", unit=",".join(map(str, data["unit"]))),)
    notes = (Message("rf.of_pixels", size=Sizes(data["size"]), count=data["pixels"]),)
    facts = [
        Fact("coverage.layer", Message("rf.coverage_of"), study.target.name, aside),
        Fact("coverage.touched", Message("rf.touched"), data["touched"], notes),
        Fact("coverage.density", Message("rf.density"), Bar(data["density"])),
        Fact(
            "coverage.holes",
            Message("rf.holes"),
            alike(Sizes([axis["holes"] for axis in data["axes"]])),
            () if data["gap_free"] else (_widest(data),),
        ),
    ]  # fmt: skip
    first = axes[0]
    if not data["gap_free"] and first.length <= PATTERN and len(touched.products) == 1:
        drawn = "".join("#" if first.mask >> n & 1 else "." for n in range(first.length))
        facts.append(Fact("coverage.pattern", Message("rf.pattern"), drawn))
    return Facts(None, tuple(facts))


def _widest(data: dict[str, Any]) -> Message:
    return Message("rf.widest", count=max(axis["widest_hole"] for axis in data["axes"]))


def _groups(study: Study, dims: int) -> list[Group]:
    """The groups of dilated layers, those of further axes only where they differ."""
    found: list[Group] = []
    for axis in range(dims):
        found += [group for group in dilated_groups(study.path, axis) if group not in found]
    return found


def _group_data(group: Group) -> dict[str, Any]:
    gap = first_gap([(tap.kernel, tap.rate) for tap in group.taps])
    closing = closing_rates(group.taps)
    measure = _hdc(group)
    return {
        "jump": neat(group.jump),
        "layers": [
            {"name": tap.layer, "kernel": tap.kernel, "dilation": tap.rate} for tap in group.taps
        ],
        "size": group.extent,
        "touched": group.touched,
        "gap_free": gap is None,
        "first_gap": None if gap is None else {"dilation": gap[0], "at_most": gap[1]},
        "hdc": None if measure is None else {"m2": measure, "holds": _hdc_holds(group)},
        "common_factor": group.common,
        "closing": {"dilations": list(closing.rates), "size": closing.extent},
    }


def _hdc(group: Group) -> int | None:
    """M2, which is defined for one kernel in all layers."""
    if len({tap.kernel for tap in group.taps}) > 1:
        return None
    return hdc([tap.rate for tap in group.taps])


def _hdc_holds(group: Group) -> bool:
    measure = _hdc(group)
    return measure is not None and measure <= group.taps[0].kernel


def _group_table(groups: list[Group]) -> Table:
    keys = ("jump", "rates", "touched_of", "gap", "hdc", "closing")
    columns = tuple([Column(key, Message(f"rf.column.{key}"), key == "jump") for key in keys])
    return Table(
        Message("rf.groups"), columns, tuple([_group_row(group) for group in groups]), aside=True
    )


def _group_row(group: Group) -> tuple[Any, ...]:
    gap = first_gap([(tap.kernel, tap.rate) for tap in group.taps])
    measure = _hdc(group)
    told: Any = ""
    if measure is not None:
        code = "rf.hdc_holds" if _hdc_holds(group) else "rf.hdc_fails"
        told = Message(code, measure=measure, kernel=group.taps[0].kernel)
    closing = closing_rates(group.taps)
    if gap is None:
        verdict, better = Message("rf.no_gap"), Message("value.none")
    else:
        verdict = Message("rf.gap", rate=gap[0], most=gap[1])
        better = Message("rf.closing", rates=list(closing.rates), extent=closing.extent)
    seen = Message("rf.touched_of", touched=group.touched, extent=group.extent)
    return neat(group.jump), [tap.rate for tap in group.taps], seen, verdict, told, better


def overlap_table(study: Study) -> Table:
    """How many kernel elements meet in the outputs of each transposed convolution."""
    columns = tuple(
        [
            Column(key, Message(f"rf.column.{key}"), numeric=False)
            for key in ("name", "counts", "evenness", "verdict")
        ]
    )
    rows = []
    for overlap in study.overlaps:
        low, high = overlap.range
        counts: Any = [list(axis) for axis in dict.fromkeys(overlap.counts)]
        verdict = Message("rf.even" if overlap.even else "rf.empty" if not low else "rf.uneven")
        rows.append((overlap.node.name, _counts(counts), _ratio(low, high), verdict))
    return Table(Message("rf.checkerboard"), columns, tuple(rows), aside=True)


def _counts(axes: list[list[int]]) -> Any:
    """Counts of one period; the rest of a long one is left out."""
    shown = [" ".join(map(str, axis if len(axis) <= 8 else [*axis[:7], "…"])) for axis in axes]
    return " × ".join(shown)


def _ratio(low: int, high: int) -> Any:
    if low == high:
        return str(low)
    if not low:
        return f"{low} : {high}"
    return Message("rf.ratio", low=low, high=high, ratio=Approximate(Fraction(high, low), 3))


def overlap_data(study: Study) -> list[dict[str, Any]]:
    """The transposed convolutions as JSON has them."""
    return [
        {
            "layer": overlap.node.name,
            "counts": [list(axis) for axis in overlap.counts],
            "fewest": overlap.range[0],
            "most": overlap.range[1],
            "even": overlap.even,
        }
        for overlap in study.overlaps
    ]
