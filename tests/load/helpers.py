"""What the tests of this room share: networks from texts, and what makes two of them the same."""

from __future__ import annotations

from typing import Any

from convcalc.load.load import document_of_text, load_document
from convcalc.network.graph import Network


def read(text: str, extension: str = ".yaml", **options: Any) -> Network:
    """The network of a file with this content."""
    return load_document(document_of_text(text, "net" + extension, extension), **options)


def layers(network: Network) -> list[tuple[str, dict[str, Any]]]:
    """Type and values of each layer."""
    return [
        (node.type, {key: plain(value) for key, value in node.layer.values.items()})
        for node in network.nodes
        if node.layer is not None
    ]


def types(network: Network) -> list[str]:
    """The types of all layers, in one word each."""
    return [node.type for node in network.nodes if node.layer is not None]


def plain(value: Any) -> Any:
    """A value of a layer that can be compared."""
    slots = getattr(type(value), "__slots__", None)
    if isinstance(slots, tuple) and not isinstance(value, tuple):
        return (type(value).__name__, [plain(getattr(value, name)) for name in slots])
    return value


def fingerprint(network: Network) -> tuple[Any, ...]:
    """What must be the same if two networks are: layers, how they hang together, names."""
    nodes = [
        (node.type, node.inputs, repr(node.shape), node.stage, node.block) for node in network.nodes
    ]
    values = [str(value) for value in layers(network)]
    rest = (network.outputs, dict(network.knobs), dict(network.expect), dict(network.budget))
    return nodes, values, rest, network.dialect, network.name


def meaning(network: Network) -> tuple[Any, ...]:
    """The same without names and the order of the nodes: each node as the tree that leads to it."""
    trees: list[int] = []
    for node in network.nodes:
        values = "" if node.layer is None else str(sorted(layers_of(node)))
        inputs = tuple([trees[index] for index in node.inputs])
        trees.append(hash((node.type, values, repr(node.shape), inputs)))
    return sorted(trees), [trees[index] for index in network.outputs]


def layers_of(node: Any) -> list[tuple[str, str]]:
    """The values of a node's layer as text."""
    return [(key, str(plain(value))) for key, value in node.layer.values.items()]


def params(network: Network) -> int:
    """Learnable parameters in total."""
    return sum(sheet.params or 0 for _, sheet in network.layers)


def buffers(network: Network) -> int:
    """Stored numbers in total."""
    return sum(sheet.buffers for _, sheet in network.layers)


def macs(network: Network) -> int:
    """Multiply-accumulates in total."""
    return sum(sheet.macs for _, sheet in network.layers)
