"""CC307: a peak of activation memory that few layers need."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from convcalc.rules.rule import Firing, Rule
from convcalc.rules.subject import Subject

FEW = Fraction(1, 10)
"""Share of the steps below which they are few."""


def find(subject: Subject) -> Iterator[Firing]:
    """The layer at the peak, if fewer than a tenth of the steps need more than half of it."""
    measures = subject.measures
    sizes = {index: size for index, size in measures.alive.items() if isinstance(size, int)}
    if measures.peak is None or not sizes or len(sizes) < len(measures.alive):
        return
    most = max(sizes.values())
    high = [subject.network.nodes[index] for index, size in sizes.items() if 2 * size > most]
    if len(high) < FEW * len(sizes):
        first = measures.peak.node
        fields = {"bytes": most, "count": len(high), "steps": len(sizes)}
        yield Firing(first, fields, "", tuple([node for node in high if node is not first]))


RULE = Rule(
    "CC307",
    "memory-peak",
    "note",
    find,
    "3x64x64: conv3p1@32 maxpool2/2 12*( conv3p1@16 relu ) gap linear@10",
    "3x64x64: 12*( conv3p1@16 relu ) gap linear@10",
    "Lin et al. (2021), MCUNetV2, section 3",
    standard=False,
)
