"""What `audit` says about several networks: one row each, with ratios to the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from convcalc.algebra.sets import Integers
from convcalc.errors import Message
from convcalc.network.budget import Verdict
from convcalc.network.conventions import count
from convcalc.network.graph import spelt
from convcalc.network.measures import Measures
from convcalc.report.audit import answer
from convcalc.report.audit_data import audit_data
from convcalc.report.audit_table import View
from convcalc.report.document import Approximate, Bytes, Column, Count, Document, Note, Table
from convcalc.report.input_sizes import legal_value, sizes_data
from convcalc.report.misfit import misfits
from convcalc.report.network_values import alike, field_value

__all__ = ["Compared", "comparison_document"]

Compared = tuple[str, Measures, "Mapping[str, Integers]", Sequence[Verdict]]
"""Name as typed, figures, legal input sizes by letter, what became of limits."""


def comparison_document(
    networks: Sequence[Compared], view: View, of: str | None = None
) -> Document:
    """The networks side by side.

    Raises:
        UsageError: `of` is no quantity of a network.
    """
    columns: list[Column] = [
        Column("network", Message("audits.column.network"), numeric=False),
        Column("input", Message("audits.column.input"), numeric=False),
    ]
    for key in ("params", "macs"):
        counted = key == "macs" and view.counting != "macs"
        label = Message("audit.column.count", convention=view.counting)
        key = "count" if counted else key
        columns.append(Column(key, label if counted else Message(f"audits.column.{key}")))
        columns.append(Column(f"{key}_ratio", Message("audits.column.ratio")))
    columns += [
        Column("peak_memory", Message("audits.column.peak_memory")),
        Column("peak_memory_ratio", Message("audits.column.ratio")),
        Column("receptive_field", Message("audits.column.receptive_field")),
        Column("inputs", Message("audits.column.inputs"), numeric=False),
    ]
    first = networks[0][1]
    rows = tuple([_row(network, first, view) for network in networks])
    return Document(
        "audits",
        Message("audits.title"),
        {"audits": [_data(network, view) for network in networks]},
        [answer(measures, view, of) for _, measures, _, _ in networks],
        [
            Table(None, tuple(columns), rows),
            Note(Message("audits.ratios")),
            *[Note(message, "alert") for message in _misfits(networks)],
        ],
    )


def _misfits(networks: Sequence[Compared]) -> list[Message]:
    return misfits((name, measures.network.misfit) for name, measures, _, _ in networks)


def _figure(measures: Measures, key: str, view: View) -> Any:
    """A total; operations as the chosen convention counts them."""
    if key == "macs" and view.counting != "macs":
        return count(measures.network, view.convention)
    return measures[key]


def _row(network: Compared, first: Measures, view: View) -> tuple[Any, ...]:
    name, measures, legal, _ = network
    nodes = measures.network.nodes
    cells: list[Any] = [name, [spelt(nodes[index].shape) for index in measures.network.inputs]]
    for key in ("params", "macs", "peak_memory"):
        value = _figure(measures, key, view)
        unit = Bytes if key == "peak_memory" else Count
        shown = None if value is None else unit(value)
        cells += [shown, _ratio(value, _figure(first, key, view))]
    local = measures.local
    cells.append(None if local is None else alike(field_value(local[1])))
    cells.append(legal_value(legal))
    return tuple(cells)


def _ratio(value: Any, first: Any) -> Any:
    if not isinstance(value, int) or not isinstance(first, int) or not first:
        return None
    return Approximate(Fraction(value, first), 3, False)


def _data(network: Compared, view: View) -> dict[str, Any]:
    name, measures, legal, verdicts = network
    data = audit_data(measures, view, verdicts)
    data["argument"] = name
    data["legal_inputs"] = {name: sizes_data(sizes) for name, sizes in legal.items()}
    return data
