"""What the parts of a network cost, and what several networks cost, as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from convcalc.errors import Message
from convcalc.layers.base import Sheet
from convcalc.network.graph import Node, spelt
from convcalc.network.measures import Measures
from convcalc.network.outline import stages
from convcalc.network.totals import GROUPINGS, added, sums
from convcalc.report.figures import BarColumn, BarRow, Bars
from convcalc.report.values import neat

COSTS = ("macs", "params", "activations")
MOST_ROWS = 24
COSTLIEST = 20
"""Rows that are shown by themselves where there are too many."""


def costs(measures: Measures, by: str = "stage") -> Bars:
    """MACs, parameters and activations of each group of layers, of each layer where it has no
    stages; of more than 24, the costliest 20 (by MACs, then by parameters) and the others
    together."""
    network = measures.network
    names = stages(network)
    if by in ("stage", "block") and not any(names):
        by = "layer"
    groups: dict[str, list[tuple[Node, Sheet]]] = {}
    for node, sheet in network.layers:
        stage = names[node.index] or node.name
        groups.setdefault(stage if by == "stage" else GROUPINGS[by](node), []).append((node, sheet))
    rows = [
        BarRow(
            inside[-1][0].name if by == "layer" else key,
            None if by == "type" else spelt(inside[-1][0].shape),
            tuple([neat(getattr(found, cost)) for cost in COSTS]),
        )
        for key, inside in groups.items()
        for found in (sums(network, inside),)
    ]
    others = 0
    if len(rows) > MOST_ROWS:
        costliest = set(sorted(range(len(rows)), key=lambda at: _cost(rows[at]))[:COSTLIEST])
        rest = [row for at, row in enumerate(rows) if at not in costliest]
        rows = [row for at, row in enumerate(rows) if at in costliest]
        others = len(rest)
        summed = [neat(added(values)) for values in zip(*[row.values for row in rest], strict=True)]
        rows.append(BarRow(Message("draw.others", count=others), None, tuple(summed)))
    columns = [
        BarColumn(cost, Message(f"audit.column.{cost}"), whole=_whole(getattr(sums, cost)))
        for sums in (measures.totals,)
        for cost in COSTS
    ]
    head = Message(f"audit.column.{'name' if by == 'layer' else by}")
    return Bars(Message(f"draw.costs.{by}"), head, tuple(columns), tuple(rows), others)


def _cost(row: BarRow) -> tuple[int, int]:
    """Costliest first; what is unknown stands in front."""
    macs, params, _ = row.values
    known = [-value if isinstance(value, int) else -(10**30) for value in (macs, params)]
    return known[0], known[1]


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and value else None


def rivals(networks: Sequence[tuple[str, Measures]]) -> Bars:
    """Several networks, a row each."""
    rows = []
    for name, measures in networks:
        nodes = measures.network.nodes
        totals = {cost: getattr(measures.totals, cost) for cost in COSTS}
        about = [spelt(nodes[index].shape) for index in measures.network.inputs]
        rows.append((name, {**totals, "peak_memory": measures.peak_memory}, about))
    return _totals(rows)


def of_totals(networks: Sequence[tuple[Any, Mapping[str, Any]]]) -> Bars:
    """Networks of which the totals are known, a row each."""
    return _totals([(name, totals, None) for name, totals in networks])


def _totals(networks: Sequence[tuple[Any, Mapping[str, Any], Any]]) -> Bars:
    columns = (
        *[BarColumn(cost, Message(f"audit.column.{cost}")) for cost in COSTS],
        BarColumn("peak_memory", Message("audit.peak"), bytes=True),
    )
    rows = [
        BarRow(name, about, tuple([neat(totals.get(column.key)) for column in columns]))
        for name, totals, about in networks
    ]
    return Bars(Message("draw.networks"), Message("report.network"), columns, tuple(rows))
