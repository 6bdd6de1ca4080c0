"""CC203: dilated layers that leave holes in what they see together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from convcalc.errors import ConvcalcError
from convcalc.inverse.schedules import first_gap
from convcalc.layers.padding import Explicit
from convcalc.network.field import fields
from convcalc.network.graph import Node
from convcalc.network.gridding import GridGroup, closing_rates, dilated_groups
from convcalc.network.position_sets import gaps
from convcalc.network.reach import pushed_back, seen_from
from convcalc.rules.rule import Cure, Firing, Rule, changed
from convcalc.rules.subject import Subject


def find(subject: Subject) -> Iterator[Firing]:
    """Groups of layers at one resolution that do not touch every position of their field, on any
    path."""
    if not any(window.dilation != 1 for _, sheet in subject.sliding for window in sheet.windows):
        return
    named = {node.name: node for node in subject.study.path}
    for group in dilated_groups(subject.study.path, 0):
        gap = first_gap([(tap.kernel, tap.rate) for tap in group.taps])
        dilated = [named[tap.layer] for tap in group.taps if tap.rate > 1]
        if gap is None or len(dilated) < 2:
            continue
        last = named[group.taps[-1].layer]
        holes, widest = _holes(subject, named[group.taps[0].layer], last)
        if holes:
            told = {
                "rates": [tap.rate for tap in group.taps], "rate": gap[0], "most": gap[1],
                "field": group.extent, "touched": group.touched, "widest": widest,
            }  # fmt: skip
            yield Firing(
                dilated[0], told, others=tuple(dilated[1:]),
                cures=partial(_cures, group, named),
            )  # fmt: skip


def _holes(subject: Subject, first: Node, last: Node) -> tuple[int, int]:
    """How many holes the layers leave on all paths between two of them, and the widest."""
    behind = seen_from(subject.network, subject.network.nodes[first.inputs[0]])
    target = next(node for node in behind.nodes if node.name == last.name)
    middle = (0,) * len(target.shape.spatial)
    try:
        touched = pushed_back(behind, fields(behind), target, middle, clipped=False)
        return gaps(touched[0].along(0)) if 0 in touched else (0, 0)
    except ConvcalcError:
        return 0, 0


def _cures(group: GridGroup, named: dict[str, Node]) -> Iterator[Cure]:
    """The nearest rates that touch everything, padded so that no size changes."""
    closing = closing_rates(group.taps)
    changes = {}
    for tap, rate in zip(group.taps, closing.rates, strict=True):
        node = named[tap.layer]
        layer, sheet = node.layer, node.sheet
        if rate == tap.rate or layer is None or sheet is None:
            continue
        if any(window.kernel != tap.kernel for window in sheet.windows):
            return
        more = (rate - tap.rate) * (tap.kernel - 1)
        pads = [(w.begin + more // 2, w.end + more - more // 2) for w in sheet.windows]
        if any(pad < 0 for pair in pads for pad in pair):
            return
        rates = (rate,) * len(pads)
        changes[node.index] = (changed(layer, dilation=rates, padding=Explicit(tuple(pads))),)
    yield Cure({"rates": list(closing.rates), "field": closing.extent}, changes)


RULE = Rule(
    "CC203",
    "gridding",
    "warning",
    find,
    "8x64x64: 3*( conv3/1p2d2@8 relu )",
    "8x64x64: conv3p1@8 relu conv3/1p2d2@8 relu conv3/1p3d3@8 relu",
    "Wang et al. (2018), Understanding Convolution for Semantic Segmentation",
)
