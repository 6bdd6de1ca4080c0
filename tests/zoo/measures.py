"""What the tests of the zoo read off a network; each network is loaded once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from math import prod

from convcalc.inverse.networks import load
from convcalc.network.field import ReceptiveField, fields
from convcalc.network.graph import Network, Node, spelt
from convcalc.network.totals import Group, group_by, totals

CONVOLUTIONS = ("conv", "depthwise", "linear")


@cache
def network(text: str) -> Network:
    """The network of an argument as the command line takes it."""
    return load(text)


@cache
def receptive_fields(text: str) -> list[ReceptiveField]:
    """The field of each node."""
    return fields(network(text))


@cache
def stages(text: str) -> dict[str, Group]:
    """The named steps of a network and what they cost."""
    return {group.key: group for group in group_by(network(text), "stage")}


def nodes(text: str, stage: str) -> list[Node]:
    """The layers of a named step."""
    return [node for node in network(text).nodes if node.stage == stage]


def output(text: str, stage: str) -> str:
    """The shape behind a named step."""
    return spelt(nodes(text, stage)[-1].shape)


def sizes(text: str, *types: str) -> list[int]:
    """The first spatial size behind each layer of these types."""
    return [node.shape.spatial[0] for node in network(text).nodes if node.type in types]


def channels_first(node: Node) -> str:
    """A shape as files promise it: `1000`, `2x388x388`."""
    return "x".join(map(str, (node.shape.channels, *node.shape.spatial)))


def measure(text: str, what: str) -> float:
    """A quantity of a network, by the words of the table of published numbers."""
    name, _, of = what.partition(" of ")
    if not of:
        return WHOLE[what](text)
    return PARTS[name](text, of)


def _sum(parts: Iterator[int | None]) -> int:
    found = list(parts)
    assert None not in found
    return sum(part for part in found if part is not None)


def _connections(text: str, stage: str) -> int:
    """Uses of a weight or bias, as LeCun et al. count them: a subsampling unit adds up its window
    before its only weight."""
    found = 0
    for node in nodes(text, stage):
        assert node.sheet is not None
        outputs = prod((node.shape.channels, *node.shape.spatial))
        if node.type == "avgpool":
            found += 4 * outputs
        elif node.type == "depthwise":
            found += outputs
        elif node.type in CONVOLUTIONS:
            found += node.sheet.macs + outputs
    return found


def _kind(node: Node, kind: str) -> bool:
    if kind == "first":
        return node.name == "conv1"
    if kind == "pointwise":
        return node.type == "conv" and node.name != "conv1"
    return node.type == kind


def _share(text: str, of: str) -> float:
    """The part of all that one kind of layer has, of MACs or of weights without biases."""
    quantity, _, kind = of.partition(" in ")

    def amount(node: Node) -> int:
        assert node.sheet is not None
        if quantity == "macs":
            return node.sheet.macs
        return sum(part.count for part in node.sheet.parts if part.kind == "weight")

    layers = [node for node, _ in network(text).layers]
    return sum(amount(n) for n in layers if _kind(n, kind)) / sum(map(amount, layers))


def _units(text: str, of: str) -> int:
    """Outputs of convolutions: of one, or of all."""
    found = 0
    for node in network(text).nodes:
        if node.type == "conv" and of in ("convolutions", node.stage):
            found += prod((node.shape.channels, *node.shape.spatial))
    return found


def _kilobytes(text: str, of: str) -> float:
    """Memory of the map of this shape, at two bytes an element."""
    for node in network(text).nodes:
        if spelt(node.shape) == of:
            return 2 * prod((node.shape.channels, *node.shape.spatial)) / 1000
    raise AssertionError(f"{text} has no map {of}")


def _macs_without_linear(text: str) -> int:
    return _sum(node.sheet.macs for node, _ in network(text).layers if node.type != "linear")


def _connections_in_all(text: str) -> int:
    """With the 840 of the ten output units of LeNet-5, which have fixed weights."""
    return _sum(iter(_connections(text, stage) for stage in stages(text))) + 84 * 10


WHOLE: dict[str, Callable[[str], float]] = {
    "params": lambda text: totals(network(text)).params,
    "macs": lambda text: totals(network(text)).macs,
    "macs without linear": _macs_without_linear,
    "connections": _connections_in_all,
}
PARTS: dict[str, Callable[[str, str], float]] = {
    "params": lambda text, stage: stages(text)[stage].totals.params,
    "macs": lambda text, stage: stages(text)[stage].totals.macs,
    "channels": lambda text, stage: nodes(text, stage)[-1].shape.channels,
    "input": lambda text, stage: (
        network(text).nodes[nodes(text, stage)[0].inputs[0]].shape.spatial[0]
    ),
    "count": lambda text, kind: sum(node.type == kind for node in network(text).nodes),
    "connections": _connections,
    "share": _share,
    "units": _units,
    "kilobytes": _kilobytes,
}
