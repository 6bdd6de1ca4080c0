"""CC304: a single layer that has more than half of all parameters or MACs."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from convcalc.layers.make import make
from convcalc.network.graph import Node
from convcalc.rules.rule import Cure, Firing, Rule
from convcalc.rules.subject import Subject, several, some

HALF = Fraction(1, 2)
FEWEST = 8
"""Layers with MACs, below which one of them naturally has most."""
FEWEST_FLATTENED = 5
"""The same where that is a dense layer on a whole map."""


def find(subject: Subject) -> Iterator[Firing]:
    """The layers with more than half of the parameters, or of the MACs."""
    weighted = [
        node for node, sheet in subject.network.layers if some(sheet.params) or some(sheet.macs)
    ]
    count = sum(bool(node.sheet and some(node.sheet.macs)) for node in weighted)
    if count < FEWEST_FLATTENED:
        return
    for of in ("params", "macs"):
        for node in weighted:
            share = subject.share(node, of)
            if share is None or share <= HALF:
                continue
            if count >= FEWEST or _flattening(subject, node) is not None:
                fields = {"share": share, "cost": getattr(node.sheet, of)}
                yield Firing(node, fields, f"_{of}", cures=partial(_cures, subject, node))


def _flattening(subject: Subject, node: Node) -> Node | None:
    """What makes a vector of a whole map, on which the linear layer `node` lies; None if it does
    not."""
    if node.type != "linear" or node.shape.spatial:
        return None
    while node.inputs:
        if several(subject.source(node).spatial):
            return None if node.shape.spatial else node
        node = subject.network.nodes[node.inputs[0]]
    return None


def _cures(subject: Subject, node: Node) -> Iterator[Cure]:
    """Of a linear layer on a whole map: the mean of each map in front of it."""
    found = _flattening(subject, node)
    if found is not None and found.layer is not None:
        mean = make("gap", {}, len(subject.source(found).spatial))
        yield Cure({}, {found.index: (mean, found.layer)})


RULE = Rule(
    "CC304",
    "dominant-layer",
    "note",
    find,
    "3x32x32: conv3p1@16 relu conv3p1@16 relu maxpool2/2 conv3p1@32 relu conv3p1@32 relu "
    "maxpool2/2 flatten linear@64 relu linear@10",
    "3x32x32: conv3p1@16 relu conv3p1@16 relu maxpool2/2 conv3p1@32 relu conv3p1@32 relu "
    "maxpool2/2 gap linear@64 relu linear@10",
    "Lin et al. (2014), Network In Network, section 3.2",
)
