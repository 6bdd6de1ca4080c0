"""CC308: layers that move many bytes for few operations."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from convcalc.network.memory import intensity
from convcalc.rules.rule import Firing, Rule
from convcalc.rules.subject import Subject

LOW = 10
"""FLOPs for each byte below which memory, not arithmetic, takes the time on usual machines."""
HALF = Fraction(1, 2)


def find(subject: Subject) -> Iterator[Firing]:
    """The layers with weights below that, if they move more than half of the bytes that such
    layers move."""
    slow, moved, all_moved, macs = [], Fraction(0), Fraction(0), 0
    batch = subject.measures.batch
    for node, sheet in subject.network.layers:
        value = intensity(subject.network, node, batch=batch)
        if value is None or not isinstance(sheet.macs, int) or not isinstance(batch, int):
            continue
        moves = 2 * sheet.macs * batch / value
        all_moved += moves
        if value < LOW:
            slow.append((moves, node))
            moved, macs = moved + moves, macs + sheet.macs
    whole = subject.measures.totals.macs
    if slow and moved > HALF * all_moved and isinstance(whole, int):
        first = max(slow, key=lambda pair: pair[0])[1]
        others = tuple([node for _, node in slow if node is not first])
        fields = {
            "count": len(slow), "bytes_share": moved / all_moved,
            "macs_share": Fraction(macs, whole),
        }  # fmt: skip
        yield Firing(first, fields, "", others)


RULE = Rule(
    "CC308",
    "low-intensity",
    "note",
    find,
    "32x56x56: 3*( depthwise3p1 relu conv1@32 relu ) gap linear@10",
    "64x56x56: 3*( conv3p1@64 relu ) gap linear@10",
    "Williams et al. (2009), Roofline",
    standard=False,
)
