"""CC201: a verdict on the whole input from elements that see only a part of it."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.layers.make import make
from convcalc.network.graph import Node
from convcalc.rules.rule import Cure, Firing, Rule
from convcalc.rules.subject import Subject, several, some

MOST = 4
"""So many more convolutions are a cure."""


def find(subject: Subject) -> Iterator[Firing]:
    """The layer whose receptive field is quoted for the network, if that is smaller than the input,
    a single verdict is drawn from its map, and no weights join the places of that."""
    local, shape = subject.measures.local, subject.input
    output = subject.network.nodes[subject.network.outputs[0]].shape.spatial
    if local is None or shape is None or not shape.spatial or several(output):
        return
    if _joined(subject, local[0]):
        return
    node, field = local
    sizes = [axis.size for axis in field.local or ()]
    if (
        not field.everything
        and len(sizes) == len(shape.spatial)
        and any(
            isinstance(n, int) and size < n for size, n in zip(sizes, shape.spatial, strict=True)
        )
    ):
        fields = {"field": tuple(sizes), "input": shape.spatial}
        yield Firing(node, fields, cures=lambda: _cures(subject, node, sizes))


def _joined(subject: Subject, node: Node) -> bool:
    """Whether weights behind a layer join different places of the map."""
    for later in subject.network.nodes[node.index + 1 :]:
        if later.sheet is not None and some(later.sheet.macs):
            area = subject.source(later).spatial
            if several(area) and not later.shape.spatial:
                return True
            if any(window.scattered for window in later.sheet.windows) and later.shape.spatial:
                return True
        if later.type in ("flatten", "reshape", "unfold") and several(
            subject.source(later).spatial
        ):
            return True
    return False


def _cures(subject: Subject, node: Node, sizes: list[int]) -> Iterator[Cure]:
    """As many 3x3 convolutions more behind it as the field is too small for."""
    jumps, shape = subject.jumps(node), subject.input
    if jumps is None or shape is None or node.layer is None or node.shape.channels is None:
        return
    missing = [
        -(-(n - size) // (2 * jump))
        for n, size, jump in zip(shape.spatial, sizes, jumps, strict=True)
        if isinstance(n, int)
    ]
    count = max(missing)
    if count <= MOST:
        given = {"kernel": 3, "padding": 1, "out": node.shape.channels}
        layer = make("conv", given, len(jumps))
        yield Cure({"count": count}, {node.index: (node.layer, *[layer] * count)})


RULE = Rule(
    "CC201",
    "field-below-input",
    "note",
    find,
    "3x32x32: conv3p1@8 relu maxpool2/2 conv3p1@16 relu gap linear@10",
    "3x8x8: conv3p1@8 relu maxpool2/2 conv3p1@16 relu gap linear@10",
    "Araujo et al. (2019), Computing Receptive Fields of Convolutional Neural Networks",
)
