"""CC110: a normalisation over a single value, which it makes a constant."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from convcalc.network.graph import Node
from convcalc.rules.rule import Firing, Rule
from convcalc.rules.subject import Subject


def find(subject: Subject) -> Iterator[Firing]:
    """Normalisations that take mean and variance of one value at a time."""
    for node, _ in subject.network.layers:
        if _values(node) == 1:
            yield Firing(node, {"channels": node.shape.channels, "size": node.shape.spatial})


def _values(node: Node) -> int | None:
    """How many values a normalisation of a single sample takes together; None for other layers."""
    if node.layer is None or not node.traits.STATISTICS or node.type == "bn":
        return None
    channels, sizes, values = node.shape.channels, node.shape.spatial, node.layer.values
    if not isinstance(channels, int) or not all(isinstance(size, int) for size in sizes):
        return None
    area = prod(size for size in sizes if isinstance(size, int))
    if node.type == "gn":
        groups = values["groups"]
        return channels // groups * area if isinstance(groups, int) else None
    if node.type == "instancenorm":
        return None if values["track_running_stats"] else area
    return channels if values.get("over") == "channels" else channels * area


RULE = Rule(
    "CC110",
    "single-value-norm",
    "error",
    find,
    "3x8x8: conv3p1@8 relu gap gn8 linear@10",
    "3x8x8: conv3p1@8 relu gap gn2 linear@10",
    "Wu & He (2018), Group Normalization, section 3.1",
)
