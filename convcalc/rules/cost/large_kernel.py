"""CC305: a large kernel that a stack of 3x3 kernels replaces for less."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from convcalc.errors import ConvcalcError
from convcalc.layers.make import make
from convcalc.network.graph import Node
from convcalc.network.rebuild import rebuilt
from convcalc.rules.rule import Cure, Firing, Rule
from convcalc.rules.subject import Subject

LEAST = Fraction(1, 20)
"""Share of the MACs from which it matters."""


def find(subject: Subject) -> Iterator[Firing]:
    """Plain convolutions of stride 1 with kernels of 5 and more, odd and alike on all axes, where
    the stack of 3x3 kernels with the same field costs less."""
    for node, sheet in subject.sliding:
        share = subject.share(node)
        if node.type != "conv" or node.layer is None or share is None or share < LEAST:
            continue
        kernel = node.layer.values["kernel"]
        k = kernel[0]
        plain = {window[2:] for window in sheet.windows} <= {(1, k // 2, k // 2, 1)}
        if set(kernel) == {k} and k % 2 and k >= 5 and plain and node.layer.values["groups"] == 1:
            yield from _found(subject, node, k, share)


def _found(subject: Subject, node: Node, kernel: int, share: Fraction) -> Iterator[Firing]:
    layer, axes = node.layer, len(node.shape.spatial)
    assert layer is not None
    given = {"kernel": 3, "padding": 1, "out": node.shape.channels, "bias": layer.values["bias"]}
    three = make("conv", given, axes)
    count = kernel // 2
    changes = {node.index: (three,) * count}
    try:
        after = rebuilt(subject.network, changes)
    except ConvcalcError:
        return
    new = [sheet.macs for other, sheet in after.layers if other.name.split(".")[0] == node.name]
    old = None if node.sheet is None else node.sheet.macs
    cost = sum(macs for macs in new if isinstance(macs, int))
    if isinstance(old, int) and cost < old:
        fields = {"kernel": (kernel,) * axes, "macs_share": share}
        yield Firing(node, fields, cures=lambda: iter((Cure({"count": count}, changes),)))


RULE = Rule(
    "CC305",
    "large-kernel",
    "note",
    find,
    "32x32x32: conv5p2@32 relu conv3p1@32 relu gap linear@10",
    "32x32x32: conv3p1@32 relu conv3p1@32 relu conv3p1@32 relu gap linear@10",
    "Szegedy et al. (2016), Rethinking the Inception Architecture, section 3.1",
)
