"""A line that was written is read again: it must be the same network, and what it cannot hold is
named."""

from __future__ import annotations

from convcalc.algebra.expr import Size
from convcalc.algebra.normal import equal
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.load.document import document_of_line
from convcalc.load.load import load_document
from convcalc.network.diff import settings_of
from convcalc.network.graph import Network, Node, spelt

NAMED = 4
"""Names that are listed; of more, an ellipsis."""


def left_out(text: str, network: Network) -> Message | None:
    """What the network has and a line has no place for; None if that is nothing.

    Raises:
        UsageError: the line is no network, or another one.
    """
    try:
        again = load_document(document_of_line(text))
    except ConvcalcError as error:
        raise _impossible("load.line.unreadable", reason=error.message) from None
    if len(again.nodes) != len(network.nodes):
        raise _impossible("load.line.other", layer=network.nodes[-1].name)
    for node, twin in zip(network.nodes, again.nodes, strict=True):
        if not _alike(node, twin):
            layers = sorted(one.type for one in again.nodes)
            moved = layers == sorted(one.type for one in network.nodes)
            raise _impossible("load.line.order" if moved else "load.line.other", layer=node.name)
    parts = []
    names = [a.name for a, b in zip(network.nodes, again.nodes, strict=True) if a.name != b.name]
    if names:
        shown = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
        parts.append(Message("load.left_out.names", names=shown))
    if any(node.stage for node in network.nodes):
        parts.append(Message("load.left_out.steps"))
    parts += [
        Message(f"load.left_out.{key}")
        for key, promises in (("expect", network.expect), ("budget", network.budget))
        if promises
    ]
    return Message("load.left_out", parts=parts) if parts else None


def _impossible(code: str, **fields: object) -> UsageError:
    return UsageError(Message("load.not_one_line", reason=Message(code, **fields)))


def _alike(node: Node, twin: Node) -> bool:
    """Whether two nodes are the same layer, at the same place of the graph."""
    return (
        (node.type, node.inputs, spelt(node.shape), settings_of(node.layer))
        == (twin.type, twin.inputs, spelt(twin.shape), settings_of(twin.layer))
    ) and (
        node.sheet is None
        or twin.sheet is None
        or (_same(node.sheet.params, twin.sheet.params) and _same(node.sheet.macs, twin.sheet.macs))
    )


def _same(one: Size | None, other: Size | None) -> bool:
    return one is other or (one is not None and other is not None and equal(one, other))
