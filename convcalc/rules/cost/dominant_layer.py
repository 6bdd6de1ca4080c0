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
FEWEST = 5
"""Layers with weights, below which one of them naturally has most."""


def find(subject: Subject) -> Iterator[Firing]:
    """The layers with more than half of the parameters, or of the MACs."""
    weighted = [
        node for node, sheet in subject.network.layers if some(sheet.params) or some(sheet.macs)
    ]
    if sum(bool(node.sheet and some(node.sheet.macs)) for node in weighted) < FEWEST:
        return
    for of in ("params", "macs"):
        for node in weighted:
            share = subject.share(node, of)
            if share is not None and share > HALF:
                fields = {"share": share, "cost": getattr(node.sheet, of)}
                yield Firing(node, fields, f"_{of}", cures=partial(_cures, subject, node))


def _cures(subject: Subject, node: Node) -> Iterator[Cure]:
    """Of a linear layer on a whole map: the mean of each map in front of it."""
    if node.type != "linear" or node.shape.spatial:
        return
    while node.inputs:
        area = subject.source(node).spatial
        if several(area):
            if not node.shape.spatial and node.layer is not None:
                mean = make("gap", {}, len(area))
                yield Cure({}, {node.index: (mean, node.layer)})
            return
        node = subject.network.nodes[node.inputs[0]]


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
