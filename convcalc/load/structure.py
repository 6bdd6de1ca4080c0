"""A built network as items of a file: brackets where paths close, named steps where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from convcalc.layers.base import Shape
from convcalc.load.ast import (
    Chain,
    From,
    Item,
    LayerUse,
    Merge,
    Name,
    NamedChain,
    NamedInput,
)
from convcalc.load.canonical import Canonical
from convcalc.load.expand import Written
from convcalc.load.line import dominators
from convcalc.load.place import Piece, Source
from convcalc.load.rename import legal_names
from convcalc.load.scope import PARTS
from convcalc.load.shape import UNDECIDED, read_shape
from convcalc.network.graph import Network, NetworkError, Node, Place, spelt

NOWHERE = Place("", 0, 0)


class Placed(NamedTuple):
    """The items that one layer gives, and the layers in them."""

    layer: int
    items: list[Item]
    members: list[int]


class Structure:
    """Writes the layers of a network as items; steps keep the names that they had, made legal."""

    def __init__(self, network: Network, written: Mapping[int, Written]) -> None:
        self.network = network
        self.written = written
        self.nodes = network.nodes
        self.canonical = Canonical(network)
        self.readers = network.consumers()
        self.start = dominators(network)
        self.referred: set[int] = set()
        self.stages: dict[int, str] = {}
        self.here = ""
        single = len(network.inputs) == 1
        names = ["input" if single else self.nodes[index].name for index in network.inputs]
        layers = [node for node in self.nodes if node.sheet is not None]
        legal = legal_names([*names, *dict.fromkeys(node.name for node in layers)])
        self.legal = {node.index: legal[node.name] for node in layers}
        self.legal.update(zip(network.inputs, (legal[name] for name in names), strict=True))

    def inputs(self) -> tuple[NamedInput, ...]:
        """The inputs; a single one needs no name."""
        single = len(self.network.inputs) == 1
        found = []
        for index in self.network.inputs:
            text, dims = _written(self.nodes[index].shape)
            piece = None if text is None else Piece(Source("", text), text, 0, exact=False)
            found.append(NamedInput(None if single else self.legal[index], piece, dims))
        return tuple(found)

    def items(self) -> Chain:
        """The items of the network."""
        layers = [node.index for node in self.nodes if node.sheet is not None]
        first, last = self.network.inputs[0], self.network.outputs[-1]
        if len(self.network.outputs) > 1:
            self.referred.update(self.network.outputs)
        self.find_stages(self.level(layers, first))  # finds, too, what has to have a name
        groups = self.level(layers, first)
        items = self.staged(groups)
        if groups and groups[-1].layer != last:
            self.here = ""
            items = (*items, self.source(last))
            items = (*self.staged(self.level(layers, first)), items[-1])
        return items

    def outputs(self) -> tuple[Name, ...]:
        """The outputs by their names, if there are several."""
        self.here = ""
        many = len(self.network.outputs) > 1
        return tuple(map(self.name_of, self.network.outputs)) if many else ()

    def level(self, layers: Sequence[int], last: int) -> list[Placed]:
        """The items for these layers, layer by layer; `last` is where the chain stands before."""
        inside = set(layers)
        closed: dict[int, list[list[int]]] = {}
        hidden: set[int] = set()
        for index in reversed(layers):
            if index in hidden or len(self.nodes[index].inputs) < 2:
                continue
            paths = self.paths(index, inside)
            if paths is not None:
                closed[index] = paths
                hidden.update(one for path in paths for one in path)
        found: list[Placed] = []
        outermost = len(layers) == len(self.legal) - len(self.network.inputs)
        for index in layers:
            if index in hidden:
                continue
            if outermost:
                self.here = self.stages.get(index, "")
            node, paths = self.nodes[index], closed.get(index)
            items: list[Item] = []
            begins = self.start[index] if paths is not None else None
            if begins is None and len(node.inputs) == 1:
                begins = node.inputs[0]
            if begins is not None and begins != last:
                items.append(self.source(begins))
            item = self.item(node, paths, last)
            if index in self.referred:
                item = NamedChain(self.legal[index], (item,), NOWHERE)
            items.append(item)
            members = [index, *(one for path in paths or () for one in path)]
            found.append(Placed(index, items, members))
            last = index
        return found

    def paths(self, index: int, inside: set[int]) -> list[list[int]] | None:
        """The layers of each path that this layer joins, if all of them lead from one tensor here,
        and nowhere else."""
        begins = self.start[index]
        found: list[list[int]] = []
        taken: set[int] = set()
        for end in self.nodes[index].inputs:
            path: set[int] = set()
            waiting = [end] if end != begins else []
            while waiting:
                at = waiting.pop()
                if at in path:
                    continue
                if at not in inside or at < begins or at in taken:
                    return None
                path.add(at)
                waiting += [one for one in self.nodes[at].inputs if one != begins]
            found.append(sorted(path))
            taken |= path
        for at in taken:
            if at in self.network.outputs or any(
                reader not in taken and reader != index for reader in self.readers[at]
            ):
                return None
        return found

    def item(self, node: Node, paths: list[list[int]] | None, last: int) -> Item:
        kind, given = self.canonical.spelling(node, *self.written[node.index])
        values = tuple(given.items())
        if node.shares is not None:
            values = (*values, ("share", self.name_of(node.shares.index)))
        if len(node.inputs) == 1:
            return LayerUse(kind, values, NOWHERE)
        if paths is None:
            sources = [() if one == last else (self.source(one),) for one in node.inputs]
            return Merge(kind, tuple(sources), NOWHERE, values)
        begins = self.start[node.index]
        chains = [
            tuple([item for group in self.level(path, begins) for item in group.items])
            for path in paths
        ]
        return Merge(kind, tuple(chains), NOWHERE, values)

    def source(self, index: int) -> From:
        return From(self.name_of(index), NOWHERE)

    def name_of(self, index: int) -> Name:
        """How a step is named from here: with the stage that it stands in, if that is another."""
        if self.nodes[index].sheet is not None:
            self.referred.add(index)
        stage = self.stages.get(index, "")
        own = self.legal[index]
        return Name((stage, own) if stage not in ("", self.here) else (own,), NOWHERE)

    # Stages

    def find_stages(self, groups: Sequence[Placed]) -> None:
        """Which layers belong to a stage: several in a row whose names begin alike."""
        stages = self.first_parts([member for group in groups for member in group.members])
        runs: list[tuple[str, list[int]]] = []
        for group in groups:
            stage = stages[group.layer]
            if not runs or runs[-1][0] != stage:
                runs.append((stage, []))
            runs[-1][1].extend(group.members)
        once = Counter(stage for stage, _ in runs)
        kept = [(stage, run) for stage, run in runs if stage and once[stage] == 1 and len(run) > 1]
        taken = set(self.legal.values())
        names = legal_names([*taken, *(f"{stage}/" for stage, _ in kept)])
        for stage, run in kept:
            self.stages.update(dict.fromkeys(run, names[f"{stage}/"]))

    def first_parts(self, layers: Sequence[int]) -> dict[int, str]:
        """The first part of the name of each layer that not all of them begin with; "" of a name
        that has no more parts."""
        parts = {layer: PARTS.split(self.nodes[layer].name.strip("./")) for layer in layers}
        depth = 0
        shortest = min(map(len, parts.values()), default=1) - 1
        while depth < shortest and len({part[depth] for part in parts.values()}) == 1:
            depth += 1
        return {
            layer: part[depth] if len(part) > depth + 1 else "" for layer, part in parts.items()
        }

    def staged(self, groups: Sequence[Placed]) -> Chain:
        """The items, those of a stage below its name."""
        found: list[Item] = []
        for stage, run in groupby(groups, lambda group: self.stages.get(group.layer, "")):
            items = tuple([item for group in run for item in group.items])
            found += [NamedChain(stage, items, NOWHERE)] if stage else items
        return tuple(found)


def _written(shape: Shape) -> tuple[str | None, int | None]:
    """A shape as a file writes it, channels first where that is read so; and the number of its
    sizes where they have to stand in a list."""
    if shape.channels is None:
        return None, None
    text = spelt(shape)
    first = "x".join(spelt(Shape(size, ())).strip("@") for size in (shape.channels, *shape.spatial))
    for spelling in (first, text) if shape.spatial else (text,):
        piece = Piece(Source("", spelling), spelling, 0, exact=False)
        try:
            if spelt(read_shape(piece, {}, UNDECIDED)) == text:
                return spelling, None
        except NetworkError:
            continue
    return text, len(shape.spatial) or None
