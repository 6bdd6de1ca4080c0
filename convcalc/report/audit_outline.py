"""The outline of an audit: stages, blocks and layers with the figures of what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.network.graph import Node
from convcalc.network.measures import Measures
from convcalc.network.names import layers_named
from convcalc.network.outline import Portion, outline, walk
from convcalc.network.totals import Group, added, sums
from convcalc.report.audit_rows import AuditRow, View
from convcalc.report.audit_table import GROUP_COLUMNS, LAYER_COLUMNS
from convcalc.report.document import Named, OutlineLine
from convcalc.report.values import neat

OF_ENDS = ("input", "output", "memory", "receptive_field", "jump", "start")
"""Columns that tell of a part what they tell of its first layer, or else of its last."""
OF_PARTS = frozenset((*GROUP_COLUMNS, *OF_ENDS, "notation"))
"""Columns that tell anything of a part."""


def outline_of(
    measures: Measures, view: View, keys: Sequence[str], counted: Mapping[int, Any], whole: Any
) -> tuple[OutlineLine, ...]:
    """The lines of the outline; none for a network without stages and blocks, or one layer of it.

    Args:
        counted: what a convention counts of each layer, empty for MACs; whole: of the network.
    """
    parts = outline(measures.network)
    if view.layer is not None:
        parts = (_named(parts, layers_named(measures.network, view.layer), view.layer),)
    if all(not part.parts for part in parts):
        return ()
    lines = []
    for level, part in walk(parts):
        row = _row(part, measures, counted, whole)
        lines.append(OutlineLine(level, tuple([_cell(part, key, row) for key in keys])))
    return tuple(lines)


def _named(parts: Sequence[Portion], nodes: Sequence[Node], name: str) -> Portion:
    """The part that these layers are, or else they under their name."""
    for _, part in walk(parts):
        if part.parts and part.nodes == tuple(nodes):
            return part
    layers = tuple([Portion(node.name, (node,)) for node in nodes])
    return Portion(name, tuple(nodes), layers) if len(nodes) > 1 else layers[0]


def cut(lines: Sequence[OutlineLine], depth: int) -> tuple[tuple[Any, ...], ...]:
    """The rows that an outline down to that level does not split up."""
    below = [line.level for line in lines[1:]] + [0]
    return tuple(
        [
            line.cells
            for line, next_level in zip(lines, below, strict=True)
            if line.level == depth or (line.level < depth and next_level <= line.level)
        ]
    )


def _row(part: Portion, measures: Measures, counted: Mapping[int, Any], whole: Any) -> AuditRow:
    """A part as a row of groups."""
    layers = [(node, node.sheet) for node in part.nodes if node.sheet is not None]
    group = Group(
        part.name, part.nodes[0], part.nodes[-1], len(layers), sums(measures.network, layers)
    )
    cost = added(counted[node.index] for node in part.nodes) if counted else group.totals.macs
    return AuditRow(group, measures, neat(cost), whole=whole)


def _cell(part: Portion, key: str, row: AuditRow) -> Any:
    if key == "name":
        return _name(part)
    if key == "notation" and part.parts:
        return Message("audit.layers_in", count=len(part.nodes))
    if key in GROUP_COLUMNS:
        return GROUP_COLUMNS[key].value(row)
    if part.parts and key not in OF_ENDS:
        return ""
    node = part.nodes[0 if key == "input" else -1]
    return LAYER_COLUMNS[key].value(AuditRow(node, row.measures, None, node.sheet))


def _name(part: Portion) -> Any:
    """People read it below what it is a part of, with how often it stands there, where its figures
    are sums; scripts read where it is: `stage1/unit#2-3`."""
    if not part.parts:
        many = Message("audit.copies", copies=len(part.nodes), name=part.name)
        return part.name if len(part.nodes) == 1 else Named(part.name, many)
    words = Message("audit.copies", copies=part.copies, name=part.kind)
    if part.types:
        return Named(part.name, words)
    first = part.nodes[0]
    before, name, _ = (first.block or first.stage).partition(part.name)
    if part.copies == 1:
        return Named(before + name, part.name)
    number = int(name.partition("#")[2]) + part.copies - 1
    return Named(f"{before}{name}-{number}", words)
