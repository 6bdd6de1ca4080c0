"""CC107: weights that fit a single input size."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.errors import ConvcalcError
from convcalc.layers.base import Shape
from convcalc.layers.make import make
from convcalc.network.graph import Node
from convcalc.network.rebuild import rebuilt
from convcalc.network.weights import other_weights
from convcalc.rules.rule import Cure, Firing, Rule
from convcalc.rules.subject import Subject, several


def find(subject: Subject) -> Iterator[Firing]:
    """Layers that have other weights at an input twice as large, behind windows that slide."""
    shape, nodes = subject.input, subject.network.nodes
    if shape is None or not subject.sliding or not any(_flattens(subject, n) for n in nodes):
        return
    try:
        larger = rebuilt(
            subject.network, None, Shape(shape.channels, tuple([2 * n for n in shape.spatial]))
        )
    except ConvcalcError:
        return
    layers = other_weights(larger, subject.network)
    if layers:
        first = subject.network.nodes[layers[0].node.index]
        others = tuple([subject.network.nodes[one.node.index] for one in layers[1:]])
        fields = {"input": shape.spatial, "features": layers[0].own}
        yield Firing(first, fields, f"_{layers[0].what}", others, lambda: _cures(subject, first))


def _flattens(subject: Subject, node: Node) -> bool:
    """Whether a layer takes a map of several elements as a vector, or has weights for each."""
    if node.layer is None or node.type == "local":
        return node.layer is not None
    area = subject.source(node).spatial
    return not node.shape.spatial and several(area)


def _cures(subject: Subject, node: Node) -> Iterator[Cure]:
    """The mean of each map before it is flattened."""
    while node.inputs and not _flattens(subject, node):
        node = subject.network.nodes[node.inputs[0]]
    if node.layer is not None and node.type != "local":
        mean = make("gap", {}, len(subject.source(node).spatial))
        yield Cure({"at": node.name}, {node.index: (mean, node.layer)})


RULE = Rule(
    "CC107",
    "one-input-only",
    "note",
    find,
    "3x32x32: conv3p1@8 relu maxpool2/2 flatten linear@10",
    "3x32x32: conv3p1@8 relu maxpool2/2 gap linear@10",
    "Lin et al. (2014), Network In Network, section 3.2",
)
