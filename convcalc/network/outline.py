"""The stages and blocks of a network as a tree; equal blocks in a row are one part of it.

Every part has its layers in it, of all copies where it stands for several, so that whatever is
added up over the parts of one level adds up to the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from convcalc.annotations import Any
from convcalc.network.graph import Network, Node
from convcalc.record import NamedTuple


class Portion(NamedTuple):
    """A stage, a block or a layer.

    name: within what it is a part of: `stage1`, `bottleneck#2`, `conv4`; of several the first.
    nodes: its layers, copy by copy; parts: what it consists of, nothing for a layer;
    copies: how many equal ones it stands for, in a row within what it is a part of.
    """

    name: str
    nodes: tuple[Node, ...]
    parts: tuple[Portion, ...] = ()
    copies: int = 1

    @property
    def kind(self) -> str:
        """The block that it is a use of."""
        return self.name.partition("#")[0]


def outline(network: Network) -> tuple[Portion, ...]:
    """The parts of a network, in order.

    A block that is all there is of another is not told beside it, nor one of a single layer.
    """
    return _parts([node for node, _ in network.layers], 0)


def walk(parts: Sequence[Portion], level: int = 1) -> Iterator[tuple[int, Portion]]:
    """Every part with its level, from 1, each before what it consists of."""
    for part in parts:
        yield level, part
        yield from walk(part.parts, level + 1)


def stages(network: Network) -> list[str]:
    """For each node, the stage that it stands in: its own, or where one stage holds the whole
    network, the part of that; "" where there is none."""
    paths = [_path(node) for node, _ in network.layers]
    shared = 0
    while paths and all(path[shared:] and path[shared] == paths[0][shared] for path in paths):
        shared += 1
    return [path[shared] if len(path) > shared else "" for path in map(_path, network.nodes)]


def _path(node: Node) -> list[str]:
    return (node.block or node.stage).split("/") if node.block or node.stage else []


def _parts(nodes: Sequence[Node], level: int) -> tuple[Portion, ...]:
    def key(node: Node) -> str:
        path = _path(node)
        return path[level] if level < len(path) else ""

    found: list[Portion] = []
    for name, run in groupby(nodes, key=key):
        inside = tuple(run)
        if not name:
            found += [Portion(node.name, (node,)) for node in inside]
            continue
        parts = _parts(inside, level + 1)
        while len(parts) == 1 and parts[0].parts and parts[0].copies == 1:
            parts = parts[0].parts
        found.append(parts[0] if len(inside) == 1 else Portion(name, inside, parts))
    return _repeated(found)


def _repeated(parts: Sequence[Portion]) -> tuple[Portion, ...]:
    """The same with equal blocks in a row as one."""
    runs: list[list[Portion]] = []
    for part in parts:
        if part.parts and runs and _content(runs[-1][-1]) == _content(part):
            runs[-1].append(part)
        else:
            runs.append([part])
    return tuple([_joined(run)._replace(copies=len(run)) for run in runs])


def _content(part: Portion) -> tuple[Any, ...]:
    """What two parts have alike that say the same: equal layers of a network are one object."""
    if part.parts:
        return part.kind, part.copies, *[_content(one) for one in part.parts]
    return tuple([id(one) for node in part.nodes for one in (node.layer, node.shape, node.sheet)])


def _joined(copies: Sequence[Portion]) -> Portion:
    """Equal parts as one that has the layers of all of them."""
    nodes = tuple([node for copy in copies for node in copy.nodes])
    parts = [_joined(alike) for alike in zip(*(copy.parts for copy in copies), strict=True)]
    return copies[0]._replace(nodes=nodes, parts=tuple(parts))
