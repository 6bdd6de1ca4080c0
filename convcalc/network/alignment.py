"""Where paths meet: whether they look at the same place, and the smallest and largest field of one
path alone.

Paths are aligned if their jumps and the centres of their fields agree; otherwise the field of what
they make together is the union of theirs.
Source: Araujo et al. (2019), Computing Receptive Fields of Convolutional Neural Networks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import lcm

from convcalc.layers.base import IDENTITY
from convcalc.network.centres import Centre, Centres, leading
from convcalc.network.field import MOST_PHASES, Axis, Reach, ReceptiveField, through
from convcalc.network.graph import Network, Node
from convcalc.record import NamedTuple


class Path(NamedTuple):
    """One of the paths that meet: the node at its end, the layers it does not share with the
    others (without those that leave the field as it is), its field and its centre."""

    end: Node
    layers: tuple[str, ...]
    field: Axis
    centre: Centre | None


class Meeting(NamedTuple):
    """Paths that meet in a layer, on one axis. verdict: "aligned"; "causal" if none of them looks
    ahead, so that their fields end at the same place; "jumps" or "centres" differ; "unknown" where
    a symbol decides. `paths` is empty unless something is amiss."""

    node: Node
    axis: int
    verdict: str
    paths: tuple[Path, ...]
    union: Axis


class Extremes(NamedTuple):
    """The smallest and the largest field that a single path has, on each axis; None where paths
    cannot be compared."""

    smallest: tuple[int | None, ...]
    largest: tuple[int | None, ...]


def meetings(
    network: Network, fields: Sequence[ReceptiveField], centres: Sequence[Centres]
) -> list[Meeting]:
    """Every layer where paths with local fields meet, once for each axis that is judged otherwise
    than the one before."""
    found = []
    for node in network.nodes:
        sources = [source for source in dict.fromkeys(node.inputs) if fields[source].local]
        if len(sources) < 2:
            continue
        told: list[str] = []
        for axis in range(len(fields[node.index].axes)):
            places = [centres[source][axis] for source in sources]
            verdict = _verdict(places)
            if verdict == "centres" and _causal([fields[source].axes[axis] for source in sources]):
                verdict = "causal"
            if verdict in told:
                continue
            told.append(verdict)
            paths: tuple[Path, ...] = ()
            if verdict not in ("aligned", "causal"):
                paths = _paths(network, fields, sources, axis, places)
            found.append(Meeting(node, axis, verdict, paths, fields[node.index].axes[axis]))
    return found


def _verdict(places: Sequence[Centre | None]) -> str:
    known = [place for place in places if place is not None]
    if len(known) < len(places):
        return "unknown"
    if any(place.scale != known[0].scale for place in known):
        return "jumps"
    return "aligned" if all(place == known[0] for place in known) else "centres"


def _causal(axes: Sequence[Axis]) -> bool:
    """Whether output 0 reads nothing behind position 0 on any of the paths, and that on all."""
    return all(
        isinstance(axis, Reach)
        and axis.period == 1
        and isinstance(axis.origin, int)
        and axis.origin + axis.rights[0] == 0
        for axis in axes
    )


def _paths(
    network: Network,
    fields: Sequence[ReceptiveField],
    sources: Sequence[int],
    axis: int,
    places: Sequence[Centre | None],
) -> tuple[Path, ...]:
    chains = [[source, *_back(network, fields, source)] for source in sources]
    shared = [
        {index for other in chains if other is not chain for index in other} for chain in chains
    ]
    paths = []
    for source, place, chain, others in zip(sources, places, chains, shared, strict=True):
        own = []
        for index in chain:
            if index in others:
                break
            if _moves(network.nodes[index]):
                own.append(network.nodes[index].name)
        node = network.nodes[source]
        paths.append(Path(node, tuple(reversed(own)), fields[source].axes[axis], place))
    return tuple(paths)


def _back(network: Network, fields: Sequence[ReceptiveField], index: int) -> list[int]:
    """The nodes before one on its path with the largest field, the input of the network last."""
    found = []
    while network.nodes[index].inputs:
        index = leading(network.nodes[index], fields)
        found.append(index)
    return found


def _moves(node: Node) -> bool:
    return node.sheet is not None and any(w is not IDENTITY for w in node.sheet.windows)


def main_path(network: Network, fields: Sequence[ReceptiveField], node: Node) -> list[Node]:
    """The layers up to `node` on the path with the largest field, in order."""
    chain = [node.index, *_back(network, fields, node.index)]
    nodes = [network.nodes[index] for index in reversed(chain)]
    return [one for one in nodes if one.sheet is not None]


def extremes(network: Network) -> list[Extremes]:
    """For every node, the fields of its single paths with the smallest and the largest field."""
    found = [_chosen(network, pick) for pick in (_smallest, _largest)]
    return [Extremes(_sizes(small), _sizes(large)) for small, large in zip(*found, strict=True)]


def smallest_paths(network: Network) -> list[tuple[Axis | None, ...]]:
    """For every node, the field of its single path that sees least; None where paths cannot be
    compared."""
    return _chosen(network, _smallest)


def _sizes(axes: tuple[Axis | None, ...]) -> tuple[int | None, ...]:
    return tuple([axis.size if isinstance(axis, Reach) else None for axis in axes])


Pick = Callable[[Sequence[Reach]], "Reach | None"]


def _chosen(network: Network, pick: Pick) -> list[tuple[Axis | None, ...]]:
    """The field of every node along one path, chosen on each axis where paths meet."""
    found: list[tuple[Axis | None, ...]] = []
    for node in network.nodes:
        dims = len(node.shape.spatial)
        if node.sheet is None:
            found.append((Reach(1, 1, 0, (0,), (0,)),) * dims)
            continue
        sources = [found[source] for source in node.inputs]
        before = sources[0] if len(sources) == 1 else _picked(sources, pick)
        known = tuple([axis for axis in before if axis is not None])
        if len(known) < len(before):
            found.append((None,) * dims)
        else:
            after = through(ReceptiveField(known, False), node).axes
            found.append(after if after is not known else before)
    return found


def _picked(sources: Sequence[tuple[Axis | None, ...]], pick: Pick) -> tuple[Axis | None, ...]:
    if all(axes is sources[0] for axes in sources):
        return sources[0]
    chosen: list[Axis | None] = []
    for number in range(max(map(len, sources))):
        axes = [source[number] for source in sources if number < len(source)]
        local = [axis for axis in axes if isinstance(axis, Reach)]
        if any(axis is None for axis in axes) or not local:
            chosen.append(axes[0])
        else:
            chosen.append(pick(local))
    return tuple(chosen)


def _smallest(paths: Sequence[Reach]) -> Reach | None:
    return _extreme(paths, lambda one, other: _within(one, other))


def _largest(paths: Sequence[Reach]) -> Reach | None:
    return _extreme(paths, lambda one, other: _within(other, one))


def _extreme(paths: Sequence[Reach], before: Callable[[Reach, Reach], bool]) -> Reach | None:
    """The path that comes before all others, if they can be compared.

    It comes before the best of a knock-out, too, so that of many paths few are compared with all.
    """
    best = paths[0]
    for other in paths[1:]:
        if not before(best, other):
            best = other
    for one in paths:
        if (one is best or before(one, best)) and all(
            one is other or before(one, other) for other in paths
        ):
            return one
    return None


def _within(one: Reach, other: Reach) -> bool:
    """Whether a path sees no more than another: by size where all outputs see equally much, since
    the layers behind add the same to both; else by what each output sees."""
    if one.jump != other.jump:
        return False
    if one.period == other.period == 1:
        return one.size <= other.size
    if not isinstance(one.origin, int) or not isinstance(other.origin, int):
        return False
    period = lcm(one.period, other.period)
    if period > MOST_PHASES:
        return False
    for output in range(period):
        left, right = one.region(output)
        low, high = other.region(output)
        if left <= right and not (
            low + other.origin <= left + one.origin and right + one.origin <= high + other.origin
        ):
            return False
    return True
