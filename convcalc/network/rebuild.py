"""A network built again with some of it changed: what would be, worked out and not guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convcalc.layers.base import Layer, Shape
from convcalc.network.builder import Builder
from convcalc.network.graph import Network
from convcalc.network.sharing import share

Changes = Mapping[int, Sequence[Layer]]
"""Node -> the layers that stand in its place, one behind the other; none leaves it out."""


def rebuilt(
    network: Network, changes: Changes | None = None, input: Shape | None = None
) -> Network:
    """The network with other layers, or with another first input. Its layers are those that it has:
    what a file makes dependent on a size stays as it was read.

    Raises:
        NetworkError: some layer does not fit any more.
    """
    builder = Builder(network.name, network.dialect)
    places: dict[int, int] = {}
    for node in network.nodes:
        if node.layer is None:
            first = input is not None and node.index == network.inputs[0]
            places[node.index] = builder.input(
                input if first else node.shape, node.place, node.name
            )
            continue
        sources = [places[source] for source in node.inputs]
        layers = (node.layer,) if changes is None else changes.get(node.index, (node.layer,))
        for number, layer in enumerate(layers):
            last = number == len(layers) - 1
            sources = [builder.put(layer, sources, node, None if last else f"{node.name}.{number}")]
        places[node.index] = sources[0]
        if node.shares is not None and len(layers) == 1:
            share(builder.node(sources[0]), builder.node(places[node.shares.index]))
    outputs = [places[index] for index in network.outputs]
    return builder.finish(outputs, notes=network.notes, told=network.told)
