"""The rows of `audit`: layers or groups with what the columns are told of, and their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.network.conventions import CONVENTIONS, Convention, count
from convcalc.network.graph import Node, elements
from convcalc.network.measures import Measures
from convcalc.network.names import layers_named
from convcalc.network.totals import GROUPINGS, Group, added, group_by
from convcalc.record import NamedTuple
from convcalc.report.document import INSIDE, AtLeast, Bytes, Named, Range
from convcalc.report.fields import Get
from convcalc.report.values import neat

SEES_ALL = Named("whole", Message("rf.whole"))
INFINITE = float("inf")
WRAPPED = AtLeast, *INSIDE
"""Classes of values whose first field is what they are sorted by."""


class View(NamedTuple):
    """Which table is shown: grouping, its first rows only, columns, convention, down to which
    level of stages and blocks; whether every total is told; by which column its rows are sorted,
    and the layer or stage that it is of alone."""

    by: str = "layer"
    top: int | None = None
    columns: tuple[str, ...] = ()
    counting: str = "macs"
    depth: int | None = None
    details: bool = False
    sort: str = ""
    layer: str | None = None

    @property
    def convention(self) -> Convention:
        """The convention that operations are counted by."""
        return CONVENTIONS[self.counting]


class AuditRow(NamedTuple):
    """A layer with its sheet, or a group, as the columns see it.

    cost: its MACs, or what the chosen convention counts; whole: the cost of all rows."""

    of: Any
    measures: Measures
    cost: Any
    sheet: Any = None
    whole: Any = None

    @property
    def field(self) -> Any:
        """What the outputs of the layer see, or those of the last layer of a group."""
        node = self.of.last if isinstance(self.of, Group) else self.of
        return self.measures.fields[node.index]

    @property
    def inputs(self) -> list[Node]:
        """The layers before it."""
        return [self.measures.network.nodes[source] for source in self.of.inputs]

    @property
    def memory(self) -> Any:
        """The output in bytes."""
        size = elements(self.of.shape)
        return None if size is None else Bytes(neat(self.measures.in_bytes(size)))

    @property
    def alive(self) -> Any:
        """What is in memory while it runs, in bytes; nothing of a view, which is not run."""
        alive = self.measures.alive
        size = alive.get(self.of.index)
        return Bytes(neat(size)) if size is not None else "" if alive else None


def counted(measures: Measures, view: View) -> dict[int, Any]:
    """What the convention of the view counts of each layer; empty where MACs are meant."""
    if view.counting == "macs":
        return {}
    network = measures.network
    return {node.index: count(network, view.convention, node) for node, _ in network.layers}


def rows_of(measures: Measures, view: View, costs: Mapping[int, Any]) -> list[AuditRow]:
    """The layers or groups in order, each with the cost of all.

    Args:
        costs: what a convention counts of each layer, empty for MACs.
    """
    network = measures.network
    if view.by == "layer":
        rows = [
            AuditRow(node, measures, neat(cost) if costs or sheet.known else None, sheet)
            for node, sheet in network.layers
            for cost in (costs[node.index] if costs else sheet.macs,)
        ]
    else:
        key = GROUPINGS[view.by]
        members: dict[str, list[Any]] = {}
        for index, cost in costs.items():
            members.setdefault(key(network.nodes[index]), []).append(cost)
        rows = [
            AuditRow(
                group, measures, neat(added(members[group.key]) if costs else group.totals.macs)
            )
            for group in group_by(network, view.by)
        ]
    whole = added(row.cost for row in rows)
    return [row._replace(whole=whole) for row in rows]


def chosen(rows: Sequence[AuditRow], view: View, value: Get) -> list[AuditRow]:
    """The rows that the view shows: those of one layer or stage, the largest first, or so many.

    Args:
        value: of a row, which they are sorted by.

    Raises:
        UsageError: there is no such layer.
    """
    if view.layer is not None and rows:
        nodes = layers_named(rows[0].measures.network, view.layer)
        rows = [row for row in rows if row.of in nodes]
    if view.sort or view.top is not None:
        rows = sorted(rows, key=lambda row: _place(value(row)))
    return list(rows[: view.top])


def _place(value: Any) -> tuple[int, Any]:
    """Where a value stands: numbers from the largest down, then words, then what is unknown."""
    size = _size(value)
    if size is not None:
        return 0, -size
    return (1, value) if isinstance(value, str) and value else (2, 0)


def _size(value: Any) -> Any:
    """How large a value is, on the axis where it is largest; None where nobody knows."""
    if value is SEES_ALL:
        return INFINITE
    if type(value) in WRAPPED:
        return _size(value[0])
    if isinstance(value, Range):
        return _size(value.high)
    if isinstance(value, tuple):
        return max((size for size in map(_size, value) if size is not None), default=None)
    return value if isinstance(value, int | Fraction) else None
