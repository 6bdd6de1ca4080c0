"""CC104: outputs whose windows lie on padding alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import prod

from convcalc.layers.base import Sheet
from convcalc.layers.padding import Explicit
from convcalc.network.graph import Node
from convcalc.rules.reading import met
from convcalc.rules.rule import Cure, Firing, Rule, changed
from convcalc.rules.subject import Subject


def find(subject: Subject) -> Iterator[Firing]:
    """Convolutions and poolings some of whose outputs meet nothing of the map."""
    for node, sheet in subject.sliding:
        if node.layer is None or "kernel" not in node.layer.values or not sheet.padding:
            continue
        axes = met(subject, node, sheet)
        if axes is not None and any(axis.empty for axis in axes):
            outputs = node.shape.spatial
            full = [out - axis.empty for out, axis in zip(outputs, axes, strict=True)]
            fields = {
                "empty": prod(outputs) - prod(full), "outputs": prod(outputs),
                "size": outputs, "full": tuple(full),
            }  # fmt: skip
            yield Firing(node, fields, cures=partial(_cures, node, sheet))


def _cures(node: Node, sheet: Sheet) -> Iterator[Cure]:
    """No more padding than each window can reach across."""
    assert node.layer is not None
    pads = []
    for window, pair in zip(sheet.windows, sheet.padding or (), strict=True):
        most = window.dilation * (window.kernel - 1)
        pads.append(tuple([min(pad, most) for pad in pair]))
    yield Cure(
        {"padding": pads}, {node.index: (changed(node.layer, padding=Explicit(tuple(pads))),)}
    )


RULE = Rule(
    "CC104",
    "only-padding",
    "warning",
    find,
    "3x8x8: conv3p1@8 relu conv1p1@16 relu gap linear@10",
    "3x8x8: conv3p1@8 relu conv1@16 relu gap linear@10",
    "Dumoulin & Visin (2016), section 2.2",
)
