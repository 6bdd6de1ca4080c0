"""What `zoo` says: the networks that come with convcalc, or one of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from convcalc.algebra.decimals import cut
from convcalc.errors import Message, UsageError
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.network.graph import spelt
from convcalc.network.measures import Measures
from convcalc.report.document import Count, Document, Fact, Named, Node, Note, Suggestion
from convcalc.report.fields import Entry, Field, groups_of, listing, record, word
from convcalc.report.network_values import alike, field_value
from convcalc.report.values import WHOLE, neat
from convcalc.zoo import NAMES, ZooEntry, entry, find


def about(name: str) -> Message:
    """What a network is, in a few words."""
    return Message(f"zoo.about.{name}")


ENTRY = (
    word("name", lambda one: one.name, "report.name"),
    word("summary", lambda one: about(one.name), "zoo.column.summary"),
    Field(
        "year", lambda one: Named(one.family.year, Message("zoo.year", year=str(one.family.year))),
        "zoo.column.year", rank=2,
    ),
    Field("paper", lambda one: one.family.paper),
    Field("file", lambda one: f"{one.file}.yaml"),
    Field("settings", lambda one: one.knobs),
    Field("params", lambda one: Count(one.variant.params), "audits.column.params"),
    Field("buffers", lambda one: one.variant.buffers),
    Field("macs", lambda one: Count(one.variant.macs), "audit.column.macs"),
    Field(
        "receptive_field", lambda one: WHOLE if one.variant.field is None else one.variant.field,
        "audit.column.receptive_field", lambda one: one.variant.field, rank=1,
    ),
)  # fmt: skip
"""What the index has of a network."""
COLUMNS = ("name", "params", "macs", "receptive_field", "year", "summary")


def zoo_document() -> Document:
    """Every network of the zoo with its totals, as the index has them."""
    title = Message("zoo.title", count=len(NAMES))
    return listing("zoo", title, "networks", ENTRY, {name: entry(name) for name in NAMES}, COLUMNS)


def entry_named(name: str) -> ZooEntry:
    """The entry of that name.

    Raises:
        UsageError: there is none; the hint has the nearest name.
    """
    named = find(name)
    if named is not None:
        return entry(named)
    hints = did_you_mean(name, NAMES)
    raise UsageError(Message("zoo.unknown", name=shown(name)), *hints, Message("zoo.hint.list"))


def zoo_entry_document(one: ZooEntry, measures: Measures) -> Document:
    """One network of the zoo: where it comes from, its totals, its settings."""
    network, family, local = measures.network, one.family, measures.local
    seen = None if local is None else alike(field_value(local[1]))
    told = [
        Entry("summary", about(one.name), "zoo.column.summary", group="source"),
        Entry("paper", family.paper, "zoo.paper", group="source"),
        Entry("year", str(family.year), "zoo.column.year", group="source"),
        Entry("file", one.path, "zoo.file", group="source"),
        Entry("input", _shapes(measures, network.inputs), "report.input", group="figures"),
        Entry("output", _shapes(measures, network.outputs), "value.output", group="figures"),
        Entry("layers", measures["layers"], "audit.column.layers", group="figures"),
        Entry("params", neat(measures.totals.params), "report.params", group="figures"),
        Entry("buffers", neat(measures.totals.buffers), "report.buffers", group="figures"),
        Entry("macs", neat(measures.totals.macs), "report.macs", group="figures"),
        Entry("receptive_field", seen, "report.receptive_field", group="figures"),
    ]
    knobs = {name: _knob(value) for name, value in network.knobs.items()}
    settings = [Message("zoo.setting", name=name, value=value) for name, value in knobs.items()]
    facts = [Fact(f"settings.{name}", settings[0], value) for name, value in knobs.items()]
    title = Message("value.itself", value=one.name)
    data = record(ENTRY, one) | {"settings": dict(network.knobs)}
    nodes: list[Node] = [*groups_of("zoo.group", ("source", "figures"), told)]
    if settings:
        nodes.append(Note(Message("zoo.settings", settings=settings), facts=tuple(facts)))
    nodes.append(Suggestion(f"convcalc audit {one.name} --by stage"))
    return Document("zoo_entry", title, data, one.name, nodes)


def _shapes(measures: Measures, nodes: tuple[int, ...]) -> list[str]:
    return [spelt(measures.network.nodes[index].shape) for index in nodes]


def _knob(value: Any) -> Any:
    """A setting as it may be typed after --set."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return Named(value, cut(value, 6, 6) if isinstance(value, Fraction) else str(value))
