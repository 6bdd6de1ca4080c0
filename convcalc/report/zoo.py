"""What `zoo` says: the networks that come with convcalc, or one of them."""

from __future__ import annotations

from typing import Any

from convcalc.errors import Message, UsageError
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.network.graph import spelt
from convcalc.network.measures import Measures
from convcalc.report.document import Count, Document, Fact, Facts, Named, Suggestion
from convcalc.report.fields import Field, listing, record, word
from convcalc.report.network_values import alike, field_value
from convcalc.report.values import WHOLE, neat
from convcalc.zoo import NAMES, ZooEntry, entry

ENTRY = (
    word("name", lambda one: one.name, "report.name"),
    word("summary", lambda one: one.variant.summary, "zoo.column.summary"),
    Field("year", lambda one: _year(one.family.year), "zoo.column.year"),
    Field("paper", lambda one: one.family.paper),
    Field("file", lambda one: f"{one.file}.yaml"),
    Field("settings", lambda one: one.knobs),
    Field("params", lambda one: Count(one.variant.params), "audits.column.params"),
    Field("buffers", lambda one: one.variant.buffers),
    Field("macs", lambda one: Count(one.variant.macs), "audit.column.macs"),
    Field(
        "receptive_field", lambda one: WHOLE if one.variant.field is None else one.variant.field,
        "audit.column.receptive_field", lambda one: one.variant.field,
    ),
)  # fmt: skip
"""What the index has of a network."""
COLUMNS = ("name", "params", "macs", "receptive_field", "year", "summary")


def _year(year: int) -> Named:
    return Named(year, Message("zoo.year", year=str(year)))


def zoo_document() -> Document:
    """Every network of the zoo with its totals, as the index has them."""
    title = Message("zoo.title", count=len(NAMES))
    return listing("zoo", title, "networks", ENTRY, {name: entry(name) for name in NAMES}, COLUMNS)


def entry_named(name: str) -> ZooEntry:
    """The entry of that name.

    Raises:
        UsageError: there is none; the hint has the nearest name.
    """
    if name in NAMES:
        return entry(name)
    hints = did_you_mean(name, NAMES)
    raise UsageError(Message("zoo.unknown", name=shown(name)), *hints, Message("zoo.hint.list"))


def zoo_entry_document(one: ZooEntry, measures: Measures) -> Document:
    """One network of the zoo: where it comes from, its totals, its settings."""
    network, variant = measures.network, one.variant
    source = (
        Fact("summary", Message("zoo.column.summary"), variant.summary),
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
    data = record(ENTRY, one) | {"settings": dict(network.knobs)}
    nodes: list[Any] = [
        Facts(Message("formulas.source"), source),
        Facts(Message("zoo.group.figures"), figures),
    ]
    if knobs:
        nodes.append(Facts(Message("zoo.group.settings"), knobs))
    nodes.append(Suggestion(f"convcalc audit {one.name} --by stage"))
    return Document("zoo_entry", Message("zoo.entry_title", name=one.name), data, one.name, nodes)


def _shapes(measures: Measures, nodes: tuple[int, ...]) -> list[str]:
    return [spelt(measures.network.nodes[index].shape) for index in nodes]


def _knob(value: Any) -> Any:
    """A setting as it may be typed after --set."""
    return ("true" if value else "false") if isinstance(value, bool) else neat(value)
