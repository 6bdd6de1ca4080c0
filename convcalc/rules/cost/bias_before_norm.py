"""CC301: a bias that the normalisation behind it takes away again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from convcalc.layers.base import Layer
from convcalc.network.graph import Node
from convcalc.rules.rule import Cure, Firing, Rule, changed
from convcalc.rules.subject import Subject

BY_CHANNEL = ("bn", "instancenorm")
"""Normalisations that take the mean of each channel."""
BIASED = ("conv", "depthwise", "pointwise", "separable", "tconv", "linear", "deform_conv")


def find(subject: Subject) -> Iterator[Firing]:
    """Convolutions and linear layers with a bias that only a normalisation by channel reads."""
    for node, sheet in subject.network.layers:
        layer = node.layer
        if layer is None or node.type not in BIASED or layer.values.get("bias") is not True:
            continue
        readers = [subject.network.nodes[index] for index in subject.readers[node.index]]
        if len(readers) != 1 or subject.is_output(node) or readers[0].type not in BY_CHANNEL:
            continue
        biases = [part.count for part in sheet.parts if part.kind == "bias"]
        if biases and isinstance(biases[-1], int) and sheet.known:
            yield Firing(
                node,
                {"norm": readers[0].name, "params": biases[-1]},
                cures=partial(_cures, node, layer),
            )


def _cures(node: Node, layer: Layer) -> Iterator[Cure]:
    yield Cure({}, {node.index: (changed(layer, bias=False),)})


RULE = Rule(
    "CC301",
    "bias-before-norm",
    "warning",
    find,
    "3x32x32: conv3p1@8 bn relu gap linear@10",
    "3x32x32: conv3p1@8b0 bn relu gap linear@10",
    "Ioffe & Szegedy (2015), Batch Normalization, section 3.2",
)
