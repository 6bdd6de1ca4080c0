"""What `audit --reconcile` says: why counters print different numbers for one network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from convcalc.algebra.expr import Size
from convcalc.errors import Message
from convcalc.network.conventions import CONVENTIONS, Convention, TermCount, count_terms
from convcalc.network.graph import Network
from convcalc.network.totals import added, totals
from convcalc.report.document import Column, Document, Node, Note, Table
from convcalc.report.values import neat


def reconcile_document(network: Network) -> Document:
    """Each convention term by term, and the way from one published number to the next."""
    counted = {name: count_terms(network, convention) for name, convention in CONVENTIONS.items()}
    path = _path(
        {name: {term.key: term.value for term in terms} for name, terms in counted.items()}
    )
    sums = {name: neat(added(term.value for term in found)) for name, found in counted.items()}
    nodes: list[Node] = [_way(path), _terms(counted, sums), _totals(sums)]
    nodes += _wrong(network, counted)
    data: dict[str, Any] = {
        "network": network.name,
        "conventions": [
            {
                "name": name,
                "source": CONVENTIONS[name].source,
                "total": sums[name],
                "terms": {term.key: neat(term.value) for term in found},
                "counts_transposed_by_output": CONVENTIONS[name].by_output,
            }
            for name, found in counted.items()
        ],
    }
    title = Message("reconcile.title", name=network.name or Message("report.network"))
    return Document("reconcile", title, data, [sums[name] for name in CONVENTIONS], nodes)


def _way(path: Sequence[tuple[Message, Size | None, Size | None]]) -> Table:
    return Table(
        Message("reconcile.path"),
        (
            Column("term", Message("reconcile.column.term"), numeric=False),
            Column("count", Message("reconcile.column.count")),
            Column("total", Message("reconcile.column.total")),
        ),
        tuple([(words, neat(count), neat(total)) for words, count, total in path]),
        aside=True,
    )


def _terms(counted: Mapping[str, Sequence[TermCount]], sums: Mapping[str, Any]) -> Table:
    terms = [
        (name, Message(f"audit.term.{term.key}"), neat(term.value), sums[name])
        for name, found in counted.items()
        for term in found
        if len(found) > 1 and (not isinstance(term.value, int) or term.value)
    ]
    return Table(
        Message("reconcile.terms"),
        (
            Column("convention", Message("reconcile.column.convention"), numeric=False),
            Column("words", Message("reconcile.column.term"), numeric=False, aside=True),
            Column("count", Message("reconcile.column.count")),
            Column("total", Message("reconcile.column.total")),
        ),
        tuple(terms),
        aside=True,
    )


def _totals(sums: Mapping[str, Any]) -> Table:
    return Table(
        Message("reconcile.totals"),
        (
            Column("convention", Message("reconcile.column.convention"), numeric=False),
            Column("total", Message("reconcile.column.total")),
            Column("source", Message("reconcile.column.source"), numeric=False),
        ),
        tuple([(name, sums[name], CONVENTIONS[name].source) for name in CONVENTIONS]),
    )


def _path(
    counts: dict[str, dict[str, Size | None]],
) -> list[tuple[Message, Size | None, Size | None]]:
    """From the papers' number by way of fvcore's and thop's to FlopCounterMode's: what each step
    adds, and the number it leads to."""
    macs, fvcore, thop = counts["macs"]["macs"], counts["fvcore"], counts["thop"]
    steps = [
        (Message("reconcile.macs"), macs, macs),
        (Message("reconcile.norm2"), fvcore["norm"], added((macs, fvcore["norm"]))),
        (Message("reconcile.pool"), fvcore["pool"], added((macs, fvcore["norm"], fvcore["pool"]))),
    ]
    more = (thop["norm"], thop["pool"], _minus(fvcore["norm"]), _minus(fvcore["pool"]))
    steps.append(
        (Message("reconcile.norm4"), added(more), added((macs, thop["norm"], thop["pool"])))
    )
    twice = counts["torch"]["macs"]
    steps.append((Message("reconcile.twice"), macs, twice))
    return steps


def _minus(value: Size | None) -> Size | None:
    return None if value is None else -value


def _wrong(network: Network, counted: dict[str, Any]) -> list[Node]:
    """That some counters take transposed convolutions by their outputs, if there are any."""
    if not any(node.type == "tconv" for node, _ in network.layers):
        return []
    names: list[Convention] = [c for c in CONVENTIONS.values() if c.by_output]
    wrong = counted[names[0].name][0].value
    message = Message(
        "reconcile.by_output",
        conventions=", ".join(convention.name for convention in names),
        wrong=neat(wrong),
        right=neat(totals(network).macs),
    )
    return [Note(message, "warning")]
