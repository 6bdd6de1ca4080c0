"""CC401: a transposed convolution whose windows overlap unevenly, the kernel being no multiple of
the stride."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from convcalc.layers.padding import Explicit
from convcalc.network.graph import Node
from convcalc.network.gridding import Overlap, overlaps
from convcalc.rules.rule import Cure, Firing, Rule, changed
from convcalc.rules.subject import Subject


def found(subject: Subject, empty: bool) -> Iterator[Firing]:
    """Transposed convolutions that paint unevenly, with outputs that get nothing or without."""
    for overlap in overlaps(subject.network):
        fewest, most = overlap.range
        if overlap.even or overlap.node.type != "tconv" or (fewest == 0) is not empty:
            continue
        layer = overlap.node.layer
        assert layer is not None
        fields = {name: layer.values[name] for name in ("kernel", "stride")}
        yield Firing(
            overlap.node,
            {**fields, "fewest": fewest, "most": most},
            cures=partial(_cures, overlap),
        )


def find(subject: Subject) -> Iterator[Firing]:
    """Those that reach every output."""
    return found(subject, empty=False)


def _cures(overlap: Overlap) -> Iterator[Cure]:
    """The next larger multiple of the stride as kernel, the margins smaller by as much; or the
    next smaller one."""
    node: Node = overlap.node
    layer, sheet = node.layer, node.sheet
    assert layer is not None
    assert sheet is not None
    for up in (True, False):
        kernel, pads, added = [], [], []
        for window in sheet.windows:
            k, s = window.kernel, window.stride
            wanted = -(-k // s) * s if up else k // s * s
            p, more = window.begin, (wanted - k) * window.dilation
            end = window.end + more  # of the end, padding counts as more, output padding as less
            begin = p + min(max(end - p, 0), 1) * (more > 1)
            end -= begin - p
            kernel.append(wanted)
            pads.append((begin, max(end, 0)))
            added.append(max(-end, 0))
        if any(k < 1 for k in kernel) or any(begin < 0 for begin, _ in pads):
            continue
        values = {
            "kernel": tuple(kernel), "padding": Explicit(tuple(pads)),
            "output_padding": tuple(added), "output_size": None,
        }  # fmt: skip
        fields = {"kernel": tuple(kernel), "padding": pads, "output_padding": tuple(added)}
        yield Cure(fields, {node.index: (changed(layer, **values),)})


RULE = Rule(
    "CC401",
    "uneven-overlap",
    "warning",
    find,
    "8x7x7: tconv3/2p1a1@4",
    "8x7x7: tconv4/2p1@4",
    "Odena, Dumoulin & Olah (2016), Deconvolution and Checkerboard Artifacts",
)
