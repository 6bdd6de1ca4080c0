"""The table of `audit`: one row a layer, block, stage or type, and the columns to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from convcalc.algebra.expr import Expr
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Sheet
from convcalc.network.conventions import CONVENTIONS, Convention, count
from convcalc.network.graph import Node, elements, spelt
from convcalc.network.measures import Measures
from convcalc.network.memory import intensity
from convcalc.network.totals import GROUPINGS, Group, added, group_by
from convcalc.report.document import Approximate, Bytes, Column, Table
from convcalc.report.network_values import (
    alike,
    channels_first,
    field_value,
    jump_value,
    share,
    start_value,
)
from convcalc.report.values import WHOLE, neat

__all__ = ["GROUP_COLUMNS", "LAYER_COLUMNS", "View", "audit_table", "columns_of",
           "group_data", "layer_data"]  # fmt: skip


class View(NamedTuple):
    """Which table is shown: grouping, its costliest rows only, columns, convention."""

    by: str = "layer"
    top: int | None = None
    columns: tuple[str, ...] = ()
    counting: str = "macs"

    @property
    def convention(self) -> Convention:
        """The convention that operations are counted by."""
        return CONVENTIONS[self.counting]


class Line(NamedTuple):
    """One layer as the columns see it."""

    measures: Measures
    node: Node
    sheet: Sheet
    view: View

    @property
    def macs(self) -> Any:
        """MACs, or the operations that the chosen convention counts."""
        if self.view.counting == "macs":
            return neat(self.sheet.macs) if self.sheet.known else None
        return neat(count(self.measures.network, self.view.convention, self.node))


def _inputs(line: Line) -> Any:
    nodes = line.measures.network.nodes
    return [spelt(nodes[source].shape) for source in line.node.inputs]


def _memory(line: Line) -> Any:
    size = elements(line.node.shape)
    return None if size is None else Bytes(neat(size * line.measures.batch * 4))


def _intensity(line: Line) -> Any:
    value = intensity(line.measures.network, line.node, batch=line.measures.batch)
    return None if value is None else Approximate(value, 3)


def _field(line: Line) -> Any:
    return line.measures.fields[line.node.index]


LAYER_COLUMNS: dict[str, tuple[bool, Callable[[Line], Any]]] = {
    "name": (False, lambda line: line.node.name),
    "type": (False, lambda line: line.node.type),
    "stage": (False, lambda line: line.node.stage),
    "block": (False, lambda line: line.node.block),
    "line": (True, lambda line: line.node.place.line if line.node.place else ""),
    "input": (False, _inputs),
    "output": (False, lambda line: spelt(line.node.shape)),
    "params": (True, lambda line: neat(line.sheet.params)),
    "buffers": (True, lambda line: neat(line.sheet.buffers) if line.sheet.known else None),
    "macs": (True, lambda line: line.macs),
    "flops": (True, lambda line: neat(line.sheet.macs * 2) if line.sheet.known else None),
    "operations": (
        True,
        lambda line: neat(added(line.sheet.operations.values())) if line.sheet.known else None,
    ),
    "activations": (True, lambda line: neat(elements(line.node.shape))),
    "memory": (True, _memory),
    "receptive_field": (True, lambda line: alike(field_value(_field(line)))),
    "jump": (True, lambda line: alike(jump_value(_field(line)))),
    "start": (True, lambda line: alike(start_value(_field(line)))),
    "intensity": (True, _intensity),
}
"""Column -> whether it is numeric, and its value for a layer."""

GROUP_COLUMNS: dict[str, tuple[bool, Callable[[Group, Any], Any]]] = {
    "name": (False, lambda group, macs: group.key),
    "layers": (True, lambda group, macs: group.layers),
    "params": (True, lambda group, macs: neat(group.totals.params)),
    "buffers": (True, lambda group, macs: neat(group.totals.buffers)),
    "macs": (True, lambda group, macs: macs),
    "flops": (True, lambda group, macs: neat(group.totals.flops)),
    "operations": (True, lambda group, macs: neat(added(group.totals.operations.values()))),
    "activations": (True, lambda group, macs: neat(group.totals.activations)),
}

DEFAULT_LAYER = ("name", "output", "params", "macs", "share", "receptive_field")
DEFAULT_GROUP = ("name", "layers", "params", "macs", "share", "activations")
SUMMED = ("layers", "params", "buffers", "macs", "flops", "operations", "activations")


def columns_of(view: View) -> tuple[str, ...]:
    """The keys of the columns that a view shows.

    Raises:
        UsageError: an unknown column or grouping.
    """
    if view.by not in GROUPINGS:
        raise UsageError(
            Message("audit.unknown_grouping", grouping=view.by, allowed=", ".join(GROUPINGS))
        )
    by_layer = view.by == "layer"
    keys = view.columns or (DEFAULT_LAYER if by_layer else DEFAULT_GROUP)
    known = tuple(LAYER_COLUMNS) if by_layer else tuple(GROUP_COLUMNS)
    for key in keys:
        if key != "share" and key not in known:
            from convcalc.layers.meant import unknown_word

            allowed = ", ".join((*known, "share"))
            raise unknown_word(key, known, "audit.unknown_column", column=key, allowed=allowed)
    return keys


def audit_table(measures: Measures, view: View) -> Table:
    """The rows that the view asks for, with a total below.

    Raises:
        UsageError: an unknown column or grouping.
    """
    keys, by_layer = columns_of(view), view.by == "layer"
    rows = _layer_rows(measures, view, keys) if by_layer else _group_rows(measures, view, keys)
    whole = added(row["macs"] for row in rows)
    rows = _costliest(rows, view, "macs")
    cells = tuple(
        [
            tuple([share(row["macs"], whole) if key == "share" else row[key] for key in keys])
            for row in rows
        ]
    )
    return Table(
        None if view.top is None else Message("audit.top", count=len(rows)),
        tuple([_column(key, view, by_layer) for key in keys]),
        cells,
        total=_total_row(measures, view, keys, whole),
    )


def _weight(macs: Any) -> int:
    return macs if isinstance(macs, int) else 0


def _column(key: str, view: View, by_layer: bool) -> Column:
    label = Message(f"audit.column.{key}")
    if key == "share":
        return Column(key, label, numeric=False, aside=True)
    if key == "macs" and view.counting != "macs":
        return Column("count", Message("audit.column.count", convention=view.counting))
    columns = LAYER_COLUMNS if by_layer else GROUP_COLUMNS
    return Column(key, label, columns[key][0])


def _layer_rows(measures: Measures, view: View, keys: Sequence[str]) -> list[dict[str, Any]]:
    wanted = dict.fromkeys((*keys, "macs"))
    wanted.pop("share", None)
    rows = []
    for node, sheet in measures.network.layers:
        line = Line(measures, node, sheet, view)
        rows.append({key: LAYER_COLUMNS[key][1](line) for key in wanted})
    return rows


def _group_rows(measures: Measures, view: View, keys: Sequence[str]) -> list[dict[str, Any]]:
    wanted = dict.fromkeys((*keys, "macs"))
    wanted.pop("share", None)
    counted: dict[str, list[Any]] = {}
    if view.counting != "macs":
        key_of = GROUPINGS[view.by]
        for node, _ in measures.network.layers:
            value = count(measures.network, view.convention, node)
            counted.setdefault(key_of(node), []).append(value)
    rows = []
    for group in group_by(measures.network, view.by):
        macs = neat(added(counted[group.key]) if counted else group.totals.macs)
        rows.append({key: GROUP_COLUMNS[key][1](group, macs) for key in wanted})
    return rows


def _total_row(measures: Measures, view: View, keys: Sequence[str], whole: Any) -> tuple[Any, ...]:
    cells: list[Any] = []
    for number, key in enumerate(keys):
        if number == 0:
            cells.append(Message("report.total"))
        elif key == "macs":
            cells.append(neat(whole))
        elif key == "operations":
            cells.append(neat(added(measures.totals.operations.values())))
        elif key in SUMMED:
            value = measures[key]
            cells.append(value if isinstance(value, str) else neat(value))
        else:
            cells.append("")
    return tuple(cells)


def layer_data(measures: Measures, view: View) -> list[dict[str, Any]]:
    """The layers as JSON has them: all, or the costliest if the view is of those."""
    nodes = measures.network.nodes
    rows = []
    for node, sheet in measures.network.layers:
        field = measures.fields[node.index]
        seen = field_value(field)
        inputs = [channels_first(nodes[source].shape) for source in node.inputs]
        row = {
            "name": node.name,
            "type": node.type,
            "stage": node.stage,
            "block": node.block,
            "from": [nodes[source].name for source in node.inputs],
            "input": inputs[0] if len(inputs) == 1 else inputs,
            "output": channels_first(node.shape),
            "params": neat(sheet.params),
            "buffers": neat(sheet.buffers) if sheet.known else None,
            "macs": neat(sheet.macs) if sheet.known else None,
            "operations": {name: neat(value) for name, value in sheet.operations.items()}
            if sheet.known
            else None,
            "activations": neat(elements(node.shape)),
            "receptive_field": None if seen is WHOLE or seen is None else list(seen),
            "jump": jump_value(field),
            "start": start_value(field),
            "global": field.everything,
            "intensity": _fraction(intensity(measures.network, node, batch=measures.batch)),
            "line": node.place.line if node.place else None,
        }
        if sheet.flattened is not None:
            row["flattened"] = neat(sheet.flattened)
        if view.counting != "macs":
            row["count"] = neat(count(measures.network, view.convention, node))
        rows.append(row)
    return _costliest(rows, view, "macs" if view.counting == "macs" else "count")


def group_data(measures: Measures, view: View) -> list[dict[str, Any]]:
    """The groups of the view as JSON has them."""
    rows = _group_rows(measures, view, tuple(GROUP_COLUMNS))
    if view.counting != "macs":
        sums = {group.key: group.totals.macs for group in group_by(measures.network, view.by)}
        rows = [{**row, "macs": neat(sums[row["name"]]), "count": row["macs"]} for row in rows]
        return _costliest(rows, view, "count")
    return _costliest(rows, view, "macs")


def _costliest(rows: list[dict[str, Any]], view: View, key: str) -> list[dict[str, Any]]:
    """The rows of the highest cost, as many as the view asks for; all in order without a number."""
    if view.top is None:
        return rows
    return sorted(rows, key=lambda row: -_weight(row[key]))[: view.top]


def _fraction(value: Any) -> Any:
    return neat(value) if value is not None and not isinstance(value, Expr) else None
