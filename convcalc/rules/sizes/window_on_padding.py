"""CC102: windows that lie mostly on padding, and weights that meet nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from math import prod

from convcalc.layers.base import Sheet
from convcalc.layers.padding import Explicit
from convcalc.network.graph import Node
from convcalc.rules.reading import Met, met
from convcalc.rules.rule import Cure, Firing, Rule, changed
from convcalc.rules.subject import Subject, some

HALF = Fraction(1, 2)


def find(subject: Subject) -> Iterator[Firing]:
    """Convolutions of whose products more than half are with padding, or of whose weights some
    meet nothing else."""
    for node, sheet in subject.sliding:
        if not some(sheet.macs) or not sheet.padding:
            continue
        axes = met(subject, node, sheet)
        if axes is None:
            continue
        if any(not axis.products for axis in axes):
            continue
        real = prod([Fraction(axis.products, axis.all) for axis in axes])
        alive = tuple([len(axis.taps) for axis in axes])
        kernel = tuple([window.kernel for window in sheet.windows])
        if real < HALF or alive != kernel:
            yield Firing(
                node,
                {"padded_share": 1 - real, "alive": alive, "kernel": kernel,
                 "size": subject.source(node).spatial},
                "" if alive == kernel else "_dead",
                cures=partial(_cures, node, sheet, axes),
            )  # fmt: skip


def _cures(node: Node, sheet: Sheet, axes: tuple[Met, ...]) -> Iterator[Cure]:
    """The kernel without its dead weights, the padding smaller by as much."""
    if node.layer is None:
        return
    pads, kernel = [], tuple([len(axis.taps) for axis in axes])
    for axis, window, (begin, end) in zip(axes, sheet.windows, sheet.padding or (), strict=True):
        before, after = axis.taps[0], window.kernel - 1 - axis.taps[-1]
        pads.append((begin - before * window.dilation, end - after * window.dilation))
    if kernel == tuple([window.kernel for window in sheet.windows]):
        return
    if any(pad < 0 for pair in pads for pad in pair):
        return
    layer = changed(node.layer, kernel=kernel, padding=Explicit(tuple(pads)))
    yield Cure({"alive": kernel, "padding": pads}, {node.index: (layer,)})


RULE = Rule(
    "CC102",
    "window-on-padding",
    "warning",
    find,
    "8x2x2: conv3p1@8 relu conv5p2@8 relu gap linear@10",
    "8x8x8: conv3p1@8 relu conv5p2@8 relu gap linear@10",
    "Chen et al. (2017), Rethinking Atrous Convolution, section 3.3",
)
