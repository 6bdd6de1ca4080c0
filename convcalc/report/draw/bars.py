"""What the parts of a network cost, and what several networks cost, as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from convcalc.errors import Message
from convcalc.network.graph import Node, spelt
from convcalc.network.measures import Measures
from convcalc.network.totals import GROUPINGS, added, group_by
from convcalc.report.figures import BarColumn, BarRow, Bars
from convcalc.report.values import neat

COSTS = ("macs", "params", "activations")
MOST_ROWS = 24
COSTLIEST = 20
"""Rows that are shown by themselves where there are too many."""


def costs(measures: Measures, by: str = "stage") -> Bars:
    """MACs, parameters and activations of each group of layers; of more than 24, the costliest 20
    (by MACs, then by parameters) and the others together."""
    network = measures.network
    key = GROUPINGS[by]
    last: dict[str, Node] = {key(node): node for node, _ in network.layers}
    rows = [
        BarRow(
            last[group.key].name if by == "layer" else group.key,
            None if by == "type" else spelt(last[group.key].shape),
            tuple([neat(getattr(group.totals, cost)) for cost in COSTS]),
        )
        for group in group_by(network, by)
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
