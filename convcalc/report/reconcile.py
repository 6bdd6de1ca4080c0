"""What `audit --reconcile` says: why counters print different numbers for one network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from convcalc.algebra.expr import Size
from convcalc.errors import Message
from convcalc.network.conventions import CONVENTIONS, Convention, TermCount, count_terms
from convcalc.network.graph import Network
from convcalc.network.totals import added, totals
from convcalc.report.document import Document, Node, Note
from convcalc.report.fields import Field, people, records, table, word
from convcalc.report.values import neat


class Counted(NamedTuple):
    """A network by one convention."""

    by: Convention
    terms: Sequence[TermCount]

    @property
    def total(self) -> Any:
        """All terms together."""
        return neat(added(term.value for term in self.terms))


CONVENTION = (
    word("convention", lambda one: one.by.name, "reconcile.column.convention", people),
    word("name", lambda one: one.by.name),
    word("source", lambda one: one.by.source, "formulas.source"),
    Field("total", lambda one: one.total, "report.total"),
    Field("terms", lambda one: {term.key: neat(term.value) for term in one.terms}),
    Field("counts_transposed_by_output", lambda one: one.by.by_output),
)
TERM = (
    word("convention", lambda row: row[0].by.name, "reconcile.column.convention"),
    word(
        "words", lambda row: Message(f"audit.term.{row[1].key}"), "reconcile.column.term",
        aside=True,
    ),
    Field("count", lambda row: neat(row[1].value), "reconcile.column.count"),
    Field("total", lambda row: row[0].total, "report.total"),
)  # fmt: skip
"""A term of a convention of several."""
STEP = (
    word("term", lambda step: Message(f"reconcile.{step[0]}"), "reconcile.column.term"),
    Field("count", lambda step: neat(step[1]), "reconcile.column.count"),
    Field("total", lambda step: neat(step[2]), "report.total"),
)
"""What a step on the way adds, and the number that it leads to."""


def reconcile_document(network: Network) -> Document:
    """Each convention term by term, and the way from one published number to the next."""
    counted = [Counted(one, count_terms(network, one)) for one in CONVENTIONS.values()]
    by_name = {one.by.name: {term.key: term.value for term in one.terms} for one in counted}
    terms = [
        (one, term)
        for one in counted
        for term in one.terms
        if len(one.terms) > 1 and (not isinstance(term.value, int) or term.value)
    ]
    keys = ("convention", "total", "source")
    nodes: list[Node] = [
        table(STEP, _path(by_name), "reconcile.path", aside=True),
        table(TERM, terms, "reconcile.terms", aside=True),
        table(CONVENTION, counted, "reconcile.totals", keys),
    ]
    data = {"network": network.name, "conventions": records(CONVENTION, counted)}
    title = Message("reconcile.title", name=network.name or Message("report.network"))
    answer = [one.total for one in counted]
    return Document("reconcile", title, data, answer, [*nodes, *_wrong(network, counted)])


def _path(
    counts: Mapping[str, Mapping[str, Size | None]],
) -> list[tuple[str, Size | None, Size | None]]:
    """From the papers' number by way of fvcore's and thop's to FlopCounterMode's."""
    macs, fvcore, thop = counts["macs"]["macs"], counts["fvcore"], counts["thop"]
    less = [None if value is None else -value for value in (fvcore["norm"], fvcore["pool"])]
    return [
        ("macs", macs, macs),
        ("norm2", fvcore["norm"], added((macs, fvcore["norm"]))),
        ("pool", fvcore["pool"], added((macs, fvcore["norm"], fvcore["pool"]))),
        ("norm4", added((thop["norm"], thop["pool"], *less)),
         added((macs, thop["norm"], thop["pool"]))),
        ("twice", macs, counts["torch"]["macs"]),
    ]  # fmt: skip


def _wrong(network: Network, counted: Sequence[Counted]) -> list[Node]:
    """That some counters take transposed convolutions by their outputs, if there are any."""
    if not any(node.type == "tconv" for node, _ in network.layers):
        return []
    found = [one for one in counted if one.by.by_output]
    names, right = ", ".join(one.by.name for one in found), neat(totals(network).macs)
    wrong = neat(found[0].terms[0].value)
    message = Message("reconcile.by_output", conventions=names, wrong=wrong, right=right)
    return [Note(message, "warning")]
