"""JSON Lines: one object for each fault, and behind those of a network one that sums it up."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.render import Style
from convcalc.render.json import value_line
from convcalc.report.document import Document
from convcalc.report.faults import Fault, Inspected, Inspection, totals_data


def jsonl_lines(document: Document, style: Style) -> Iterator[str]:
    """The lines, network by network."""
    assert isinstance(document, Inspection)
    for network in document.networks:
        for fault in network.faults:
            yield value_line(_fault(fault), style.lang)
        yield value_line(_verdict(network), style.lang)


def _fault(fault: Fault) -> dict[str, object]:
    place = fault.place
    return {
        "convcalc": 1,
        "kind": "fault",
        "network": fault.network,
        "code": fault.code,
        "severity": fault.severity,
        "message": fault.message,
        "cure": fault.cure,
        "layer": fault.layer or None,
        "file": place and place.source,
        "line": place and place.line,
        "column": place and place.column,
        "fails": fault.fails,
    }


def _verdict(network: Inspected) -> dict[str, object]:
    return {
        "convcalc": 1,
        "kind": "verdict",
        "network": network.network,
        "totals": None if network.measures is None else totals_data(network.measures),
        "limits": [
            {"quantity": one.limit.quantity, "limit": one.limit.value, "kind": one.limit.kind,
             "kept": one.kept}
            for one in network.verdicts
        ],
        "faults": len(network.faults),
        "exit_code": network.code,
    }  # fmt: skip
