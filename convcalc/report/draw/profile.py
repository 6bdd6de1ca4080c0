"""The shape of a network: size and channels along its main path, and the paths beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from convcalc.annotations import TypeAlias
from convcalc.errors import Message
from convcalc.network.graph import Network, Node, elements, stretched
from convcalc.network.outline import stages
from convcalc.report.figures import Profile, ProfileColumn, Skip

MOST_COLUMNS = 120
MOST_SKIPS = 60
Fold: TypeAlias = Callable[[Node, str], object]
FOLDS: tuple[Fold, ...] = (
    lambda node, stage: node.block or node.name,
    lambda node, stage: stage or node.name,
    lambda node, stage: node.shape.channels,
)
"""What shares a column where there would be too many: a block, a stage, then equal channels."""


def profile(network: Network) -> Profile | None:
    """The shape of a network; None where a size or a number of channels is a letter or unknown, or
    where its layers are listed without how they are called."""
    path = main_path(network)
    known = [isinstance(elements(node.shape), int) for node in path]
    if not network.told or not all(known):
        return None
    runs = [[path[0]]]
    for node in path[1:]:
        if _starts(node, runs[-1][-1]):
            runs.append([node])
        else:
            runs[-1].append(node)
    sizes, names = [1] * len(runs), stages(network)
    for key in FOLDS:
        if len(runs) > MOST_COLUMNS:
            runs, sizes = _folded(runs, sizes, key, names)
    columns = tuple(
        [
            ProfileColumn(run[0].name, *_shape(run[-1]), names[run[0].index], size)
            for run, size in zip(runs, sizes, strict=True)
        ]
    )
    place = {node.index: at for at, run in enumerate(runs) for node in run}
    skips = sorted(set(_skips(network, path, place)), key=lambda skip: skip.start - skip.end)
    shown, hidden = tuple(sorted(skips[:MOST_SKIPS])), len(skips[MOST_SKIPS:])
    return Profile(Message("draw.shape"), columns, shown, hidden).at_most(MOST_COLUMNS)


def main_path(network: Network, end: Node | None = None) -> list[Node]:
    """The nodes from an input to an output, or to `end`, on the way with the most layers that have
    weights.

    What is stretched over a map (the gate of a squeeze-and-excitation) is not on it.
    """
    weight: list[int] = []
    before: list[int | None] = []
    for node in network.nodes:
        best = max(_sources(network, node), key=lambda source: weight[source], default=None)
        before.append(best)
        own = node.sheet is not None and bool(node.sheet.parts or node.shares)
        weight.append(own + (0 if best is None else weight[best]))
    ends = network.outputs if end is None else (end.index,)
    at: int | None = max(ends, key=lambda index: weight[index])
    path = []
    while at is not None:
        path.append(network.nodes[at])
        at = before[at]
    return path[::-1]


def _sources(network: Network, node: Node) -> list[int]:
    """What a node reads, but for what is stretched over the rest."""
    full = [
        source
        for source in node.inputs
        if not any(stretched(network.nodes[source].shape, node.shape))
    ]
    return full if len(node.inputs) > 1 and full else list(node.inputs)


def _starts(node: Node, before: Node) -> bool:
    """Whether a node begins a column."""
    assert node.sheet is not None
    weighted = any(part.kind == "weight" for part in node.sheet.parts) or node.shares is not None
    sizes, sizes_before = (one.shape.spatial for one in (node, before))
    vectors = all(size == 1 for size in (*sizes, *sizes_before) if isinstance(size, int))
    return weighted or (sizes != sizes_before and not vectors)


def _shape(node: Node) -> tuple[tuple[int, ...], int]:
    channels = node.shape.channels
    assert isinstance(channels, int)
    return tuple([size for size in node.shape.spatial if isinstance(size, int)]), channels


def _folded(
    runs: list[list[Node]], sizes: list[int], key: Fold, names: Sequence[str]
) -> tuple[list[list[Node]], list[int]]:
    """Neighbours of one size and the same key as one column."""
    joined: list[list[Node]] = [runs[0]]
    counts = [sizes[0]]
    for run, size in zip(runs[1:], sizes[1:], strict=True):
        before = joined[-1]
        first, other = (key(one[0], names[one[0].index]) for one in (before, run))
        if before[-1].shape.spatial == run[-1].shape.spatial and first == other:
            joined[-1] = joined[-1] + run
            counts[-1] += size
        else:
            joined.append(run)
            counts.append(size)
    return joined, counts


def _skips(network: Network, path: list[Node], place: dict[int, int]) -> Iterator[Skip]:
    """The paths beside the main one that come back to it in a later column."""
    for before, node in pairwise(path):
        for source in node.inputs:
            at, plain = source, True
            while at not in place and network.nodes[at].inputs:
                plain = plain and network.nodes[at].traits.MEMORY.startswith("view")
                at = network.nodes[at].inputs[0]
            if source != before.index and at in place and place[at] < place[node.index]:
                yield Skip(place[at], place[node.index], plain)
