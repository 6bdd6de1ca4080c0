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

LONGEST = 12
"""Layers in a row that are looked for again behind them."""
FEWEST = 3
"""Times that they must come to be told once."""


class Portion(NamedTuple):
    """A stage, a block or a layer.

    name: within what it is a part of: `stage1`, `bottleneck#2`, `conv4`; of several the first.
    nodes: its layers, copy by copy; parts: what it consists of, nothing for a layer;
    copies: how many equal ones it stands for, in a row within what it is a part of;
    types: those of its layers, where it is no block but layers that come again and again.
    """

    name: str
    nodes: tuple[Node, ...]
    parts: tuple[Portion, ...] = ()
    copies: int = 1
    types: str = ""

    @property
    def kind(self) -> str:
        """The block that it is a use of."""
        return self.types or self.name.partition("#")[0]


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
    return _repeated(_again_and_again(found))


def _again_and_again(parts: Sequence[Portion]) -> list[Portion]:
    """The same with layers that come in the same order several times in a row as one part."""
    keys = [None if part.parts else _content(part) for part in parts]
    found: list[Portion] = []
    at = 0
    while at < len(parts):
        period, times = max(
            ((period, _times(keys, at, period)) for period in range(1, LONGEST + 1)),
            key=lambda pair: (pair[0] * pair[1] if pair[1] >= FEWEST else 0, -pair[0]),
        )
        if times < FEWEST or period * times < 2 * FEWEST:
            found.append(parts[at])
            at += 1
            continue
        skipped = _to_weights(parts, keys, at, period, times)
        found += parts[at : at + skipped]
        at += skipped
        rows = [parts[start : start + period] for start in range(at, at + period * times, period)]
        ends = rows[0][0].name, rows[-1][-1].name
        copies = [
            Portion("..".join(ends), tuple([one.nodes[0] for one in row]), tuple(row))
            for row in rows
        ]
        types = "+".join([one.nodes[0].type for one in rows[0]])
        found.append(_joined(copies)._replace(copies=times, types=types))
        at += period * times
    return found


def _to_weights(
    parts: Sequence[Portion], keys: Sequence[Any], at: int, period: int, times: int
) -> int:
    """How many layers to pass so that what comes again begins with weights, as often still."""
    for skipped in range(period):
        sheet = parts[at + skipped].nodes[0].sheet
        if sheet is not None and any(part.kind == "weight" for part in sheet.parts):
            return skipped if _times(keys, at + skipped, period) == times else 0
    return 0


def _times(keys: Sequence[Any], at: int, period: int) -> int:
    """How often the layers that begin there come in a row."""
    row = keys[at : at + period]
    if len(row) < period or None in row:
        return 0
    times = 1
    while keys[at + times * period : at + (times + 1) * period] == row:
        times += 1
    return times


def _repeated(parts: Sequence[Portion]) -> tuple[Portion, ...]:
    """The same with equal blocks in a row as one."""
    runs: list[list[Portion]] = []
    for part in parts:
        if part.parts and runs and _content(runs[-1][-1]) == _content(part):
            runs[-1].append(part)
        else:
            runs.append([part])
    return tuple(
        [run[0] if len(run) == 1 else _joined(run)._replace(copies=len(run)) for run in runs]
    )


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
