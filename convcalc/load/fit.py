"""How the input that a network is given fits the network that its document describes."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.algebra.sets import Integers
from convcalc.layers.base import Shape
from convcalc.load.ast import Document
from convcalc.load.load import knobs_of, load_document
from convcalc.load.shape import read_shape
from convcalc.load.variable import Variable, variable_of
from convcalc.network.graph import Network, NetworkError, spelt
from convcalc.network.inputs import input_sizes
from convcalc.network.weights import Misfit, other_weights

__all__ = ["misfit"]


def misfit(
    network: Network, document: Document, settings: Mapping[str, str], dims: int | None
) -> Misfit | None:
    """Which layers of `network`, read at another input size than that of its document, have other
    weights there; None if none has. Other channels are other weights on purpose.
    """
    own = _own_shape(network, document, settings, dims)
    if own is None:
        return None
    try:
        at_home = load_document(document, settings, spelt(own), len(own.spatial))
    except NetworkError:  # it computes here, and not at its own input: there are no own weights
        return None
    layers = other_weights(network, at_home)
    if not layers:
        return None
    return Misfit(own, layers, _legal(variable_of(document, settings, spelt(own), dims)))


def _own_shape(
    network: Network, document: Document, settings: Mapping[str, str], dims: int | None
) -> Shape | None:
    """The sizes of the document's own input, with the channels of this; None if they are the same,
    or if either is not known as numbers."""
    entry = document.inputs[0]
    if entry.shape is None:
        return None
    here = network.nodes[network.inputs[0]].shape
    own = read_shape(entry.shape, knobs_of(document, settings), entry.dims or dims)
    numbers = all(isinstance(size, int) for size in (*own.spatial, *here.spatial))
    if not numbers or len(own.spatial) != len(here.spatial) or own.spatial == here.spatial:
        return None
    return Shape(here.channels, own.spatial)


def _legal(found: Variable) -> Mapping[str, Integers] | None:
    """The input sizes that keep the weights, by letter; None where that cannot be said."""
    if found.symbolic is None:
        return None
    sizes = input_sizes(found.symbolic, found.own, found.letters, found.known)
    if any(one.asked.open for one in sizes):
        return None
    return {one.letter: one.sizes for one in sizes}
