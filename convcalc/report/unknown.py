"""What nobody says of a network: operations of unknown cost, and the lower bounds that are left."""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.network.graph import Network, Node
from convcalc.network.measures import Measures
from convcalc.report.document import AtLeast
from convcalc.report.values import figure, neat

TOLD = 3
"""Layers of one kind that are named; of more, their number."""


def known_part(measures: Measures, key: str) -> Any:
    """A quantity of a network; if only a part of it is known, at least so much."""
    value = measures.figure(key)
    least = measures.least(key) if value is None else None
    return figure(value) if least is None else AtLeast(neat(least))


def lower_bounds(measures: Measures) -> dict[str, Any]:
    """What is known of the totals that are unknown."""
    found = {key: known_part(measures, key) for key in ("params", "macs", "flops")}
    return {key: value.value for key, value in found.items() if isinstance(value, AtLeast)}


def unknown_data(network: Network) -> list[dict[str, Any]]:
    """The operations of unknown cost as JSON has them."""
    return [
        {
            "what": what,
            "count": len(nodes),
            "layers": [
                {"name": node.name, "line": (node.place and node.place.outermost.line) or None}
                for node in nodes
            ],
        }
        for what, nodes in _by_name(network).items()
    ]


def unknown_message(network: Network) -> Message | None:
    """Which operations have an unknown cost, how many there are of each, and where."""
    kinds = [_kind(what, nodes) for what, nodes in _by_name(network).items()]
    if not kinds:
        return None
    return Message("audit.unknown_operations", operations=kinds)


def _by_name(network: Network) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for node in network.unknown:
        assert node.layer is not None
        found.setdefault(node.layer.values.get("what") or node.type, []).append(node)
    return found


def _kind(what: str, nodes: list[Node]) -> Message:
    layers = [_place(node) for node in nodes[:TOLD]]
    if len(nodes) > TOLD:
        layers.append(Message("audit.more_layers", count=len(nodes) - TOLD))
    return Message("audit.unknown_kind", what=what, times=len(nodes), layers=layers)


def _place(node: Node) -> Message | str:
    place = node.place and node.place.outermost
    if place is None or not place.line or place.source.startswith("<"):
        return node.name
    return Message("audit.layer_at_line", layer=node.name, line=place.line)
