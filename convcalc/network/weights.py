"""The weights of a network that is read at another input size than its own: do they still fit?

A linear layer behind a flatten has a weight for each feature, a layer with weights of its own at
every position one for each: at another size they are other layers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from convcalc.algebra.expr import Size
from convcalc.algebra.sets import Integers
from convcalc.layers.base import Shape
from convcalc.network.graph import Network, Node, elements
from convcalc.record import NamedTuple


class Weights(NamedTuple):
    """What a layer with weights takes `here`, and in the network at its `own` size.

    what: "features" of a linear layer behind a flatten, "weights" of any other.
    """

    node: Node
    what: str
    here: Size
    own: Size


class Misfit(NamedTuple):
    """That some layers have other weights at this input than at the network's `own` one.

    legal: the sizes that keep all weights, by letter; None where that cannot be said.
    """

    own: Shape
    layers: tuple[Weights, ...]
    legal: Mapping[str, Integers] | None


def weights_of(network: Network, own: Network) -> Iterator[Weights]:
    """Every layer with weights, beside itself in the same network at its own input size."""
    for (node, sheet), (twin, known) in zip(network.layers, own.layers, strict=True):
        if sheet.params is None or known.params is None:
            continue
        if node.traits.FEATURES and not node.shape.spatial:
            here = elements(network.nodes[node.inputs[0]].shape)
            there = elements(own.nodes[twin.inputs[0]].shape)
            if here is not None and there is not None:
                yield Weights(node, "features", here, there)
        else:
            yield Weights(node, "weights", sheet.params, known.params)


def other_weights(network: Network, own: Network) -> tuple[Weights, ...]:
    """The layers whose weights are not those of the network at its own size."""
    if [node.type for node, _ in network.layers] != [node.type for node, _ in own.layers]:
        return ()
    return tuple([found for found in weights_of(network, own) if not _equal(found.here, found.own)])


def _equal(here: Size, own: Size) -> bool:
    if isinstance(here, int) and isinstance(own, int):
        return here == own
    from convcalc.algebra.normal import equal

    return equal(here, own)
