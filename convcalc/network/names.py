"""Layers by their names, and by those of the stages and blocks that they are in."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.errors import Message, UsageError
from convcalc.network.graph import Network, Node

FEW = 3
"""Names of a list that are shown."""


def layer_named(network: Network, name: str) -> Node:
    """The layer of that name, or the last one of the stage or block of that name.

    Raises:
        UsageError: there is none; the hint has the nearest name, or those that there are.
    """
    return layers_named(network, name)[-1]


def layers_named(network: Network, name: str) -> list[Node]:
    """The layer of that name, or all of the stage or block of that name: `stage3`,
    `stage1/unit#2`, `layer3.0` of `layer3.0.conv1`.

    Raises:
        UsageError: there is none; the hint has the nearest name, or those that there are.
    """
    name = name.strip()
    within = name + "/", name + "."
    exact = [node for node in network.nodes if node.name == name]
    found = exact[:1] or [
        node
        for node in network.nodes
        for places in ((node.stage, node.block, node.name),)
        if name and (name in places or any(place.startswith(within) for place in places))
    ]
    if found:
        return found
    from convcalc.layers.numbers import shown

    raise UsageError(Message("rf.no_layer", name=shown(name)), *_there(network, name))


def _there(network: Network, name: str) -> list[Message]:
    """What may be meant by a name that no layer has, or else which stages or layers there are."""
    from convcalc.layers.meant import did_you_mean

    parts = [f"/{node.block}/".partition(f"/{name}/") for node in network.nodes if name]
    inner = list(dict.fromkeys([f"{before[1:]}/{name}" for before, sign, _ in parts if sign]))
    if inner:
        return [Message("hint.did_you_mean_one", words=inner)]
    names = [node.name for node in network.nodes if node.sheet is not None]
    stages = list(dict.fromkeys([node.stage for node in network.nodes if node.stage]))
    there = Message("rf.stages_there" if stages else "rf.layers_there", names=stages or few(names))
    return did_you_mean(name, (*names, *stages)) or [there]


def few(names: Sequence[str]) -> list[str]:
    """The first names of a list that may be long."""
    return list(names) if len(names) <= FEW else [*names[:FEW], "…"]
