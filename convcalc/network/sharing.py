"""Layers with the weights of another one: parameters once, multiply-accumulates each time.

Siamese networks and detectors that run one head over several maps are made of them.
Sources: Bromley et al. (1993), Signature Verification; Lin et al. (2017), RetinaNet, section 4.
"""

from __future__ import annotations

from copy import copy

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.network.graph import NetworkError, Node


def stores(node: Node) -> bool:
    """Whether a layer has weights or stored statistics, its own or those of another."""
    sheet = node.sheet
    if sheet is None:
        return False
    kept = not isinstance(sheet.buffers, int) or sheet.buffers > 0
    return kept or bool(sheet.parts) or node.shares is not None or "params" in sheet.open


def share(node: Node, owner: Node) -> None:
    """Give a layer the weights of another one before it.

    Raises:
        NetworkError: one of them has none, or they are not of the same kind and shape.
    """
    for one in (node, owner):
        if not stores(one):
            message = Message("share.no_weights", layer=one.name, kind=one.type)
            raise NetworkError(message, place=node.place, exit_code=2)
    owner = owner.shares or owner
    if not _fits(node, owner):
        message = Message("share.differ", layer=node.name, other=owner.name)
        raise NetworkError(message, place=node.place)
    assert node.sheet is not None
    sheet = copy(node.sheet)
    sheet.shared, sheet.buffers = True, 0
    sheet.open = tuple([cost for cost in sheet.open if cost != "params"])
    node.sheet, node.shares = sheet, owner


def _fits(node: Node, owner: Node) -> bool:
    """Whether it is the same layer, with as many weights of each kind, channels and kernel; so it
    may be while the channels of one are unknown."""
    if not all(one.sheet is not None and one.sheet.known for one in (node, owner)):
        return node.type == owner.type
    shapes = [_weights(one) for one in (node, owner)]
    return len(shapes[0]) == len(shapes[1]) and all(map(_same, *shapes))


def _weights(node: Node) -> list[Any]:
    assert node.sheet is not None
    assert node.layer is not None
    kernel = node.layer.values.get("kernel")
    counts = [part.count for part in node.sheet.parts]
    kinds = [f"{part.stage}.{part.kind}" for part in node.sheet.parts]
    shape = kernel if isinstance(kernel, tuple) else ()
    values = node.layer.values
    out = 1 if values.get("over") == "one" else values.get("out") or node.shape.channels
    return [node.type, *kinds, *counts, out, *shape]


def _same(one: Any, other: Any) -> bool:
    if not isinstance(one, Expr) and not isinstance(other, Expr):
        return bool(one == other)
    if isinstance(one, str) or isinstance(other, str) or one is None or other is None:
        return False
    from convcalc.algebra.normal import equal

    return equal(one, other)
