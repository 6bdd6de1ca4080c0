"""What `zoo` says: the networks that come with convcalc, or one of them."""

from __future__ import annotations

from typing import Any

from convcalc.errors import Message, UsageError
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.network.graph import spelt
from convcalc.network.measures import Measures
from convcalc.report.document import Column, Command, Count, Document, Fact, Facts, Named, Table
from convcalc.report.network_values import alike, field_value
from convcalc.report.values import WHOLE, neat
from convcalc.zoo import NAMES, Entry, entry

__all__ = ["entry_named", "zoo_document", "zoo_entry_document"]


def zoo_document() -> Document:
    """Every network of the zoo with its totals, as the index has them."""
    entries = [entry(name) for name in NAMES]
    columns = (
        Column("name", Message("zoo.column.name"), numeric=False),
        Column("params", Message("audits.column.params")),
        Column("macs", Message("audits.column.macs")),
        Column("receptive_field", Message("audits.column.receptive_field")),
        Column("year", Message("zoo.column.year")),
        Column("summary", Message("zoo.column.summary"), numeric=False),
    )
    rows = tuple(
        [
            (
                one.name,
                Count(one.variant.params),
                Count(one.variant.macs),
                WHOLE if one.variant.field is None else one.variant.field,
                Named(str(one.family.year), Message("zoo.year", year=str(one.family.year))),
                one.variant.summary,
            )
            for one in entries
        ]
    )
    return Document(
        "zoo",
        Message("zoo.title", count=len(entries)),
        {"networks": [_index_data(one) for one in entries]},
        [one.name for one in entries],
        [Table(None, columns, rows)],
    )


def _index_data(one: Entry) -> dict[str, Any]:
    variant = one.variant
    return {
        "name": one.name,
        "summary": variant.summary,
        "year": one.family.year,
        "paper": one.family.paper,
        "file": f"{one.file}.yaml",
        "settings": one.knobs,
        "params": variant.params,
        "buffers": variant.buffers,
        "macs": variant.macs,
        "receptive_field": variant.field,
    }


def entry_named(name: str) -> Entry:
    """The entry of that name.

    Raises:
        UsageError: there is none; the hint has the nearest name.
    """
    if name in NAMES:
        return entry(name)
    hints = did_you_mean(name, NAMES)
    raise UsageError(Message("zoo.unknown", name=shown(name)), *hints, Message("zoo.hint.list"))


def zoo_entry_document(one: Entry, measures: Measures) -> Document:
    """One network of the zoo: where it comes from, its totals, its settings."""
    network, variant = measures.network, one.variant
    source = (
        Fact("summary", Message("zoo.summary"), variant.summary),
        Fact("paper", Message("zoo.paper"), one.family.paper),
        Fact("year", Message("zoo.column.year"), str(one.family.year)),
        Fact("file", Message("zoo.file"), str(one.path)),
    )
    local = measures.local
    figures = (
        Fact("input", Message("report.input"), _shapes(measures, network.inputs)),
        Fact("output", Message("audit.column.output"), _shapes(measures, network.outputs)),
        Fact("layers", Message("audit.column.layers"), measures["layers"]),
        Fact("params", Message("report.params"), neat(measures.totals.params)),
        Fact("buffers", Message("report.buffers"), neat(measures.totals.buffers)),
        Fact("macs", Message("report.macs"), neat(measures.totals.macs)),
        Fact(
            "receptive_field",
            Message("report.receptive_field"),
            None if local is None else alike(field_value(local[1])),
        ),
    )
    knobs = tuple(
        [Fact(f"settings.{name}", Message("zoo.knob", name=name), _knob(value))
         for name, value in network.knobs.items()]
    )  # fmt: skip
    data = _index_data(one)
    data["settings"] = dict(network.knobs)
    nodes: list[Any] = [
        Facts(Message("zoo.group.source"), source),
        Facts(Message("zoo.group.figures"), figures),
    ]
    if knobs:
        nodes.append(Facts(Message("zoo.group.settings"), knobs))
    nodes.append(Command(f"convcalc audit {one.name} --by stage"))
    return Document("zoo_entry", Message("zoo.entry_title", name=one.name), data, one.name, nodes)


def _shapes(measures: Measures, nodes: tuple[int, ...]) -> list[str]:
    return [spelt(measures.network.nodes[index].shape) for index in nodes]


def _knob(value: Any) -> Any:
    """A setting as it may be typed after --set."""
    return ("true" if value else "false") if isinstance(value, bool) else neat(value)
