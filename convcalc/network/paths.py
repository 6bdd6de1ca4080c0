"""How many paths lead from one output back to each position of every layer it depends on.

A path takes one tap of every window on its way, and one branch wherever paths meet: the numbers are
the gradient of the output if all weights are one and maxima are sums. They are followed on
one axis by itself, or on several together.
Source: Luo et al. (2016), Understanding the effective receptive field, section 2.1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from convcalc.algebra.expr import Expr
from convcalc.errors import LayerError, Message, UsageError
from convcalc.layers.base import IDENTITY, UNKNOWN, Window
from convcalc.network.field import ReceptiveField
from convcalc.network.graph import Network, Node, stretched
from convcalc.network.position_sets import Positions, clip, folded, read_by
from convcalc.network.reach import all_of, followed, only_statistics

Counts: TypeAlias = "dict[tuple[int, ...], int]"
"""Position on the axes that are followed -> paths that lead to it, at least one."""

MOST_STEPS = 1 << 19
"""Taps that are walked."""


def path_counts(
    network: Network,
    fields: Sequence[ReceptiveField],
    target: Node,
    unit: Sequence[int],
    axes: Sequence[int],
    *,
    clipped: bool = True,
    dilations: Mapping[tuple[int, int], int] | None = None,
) -> dict[int, Counts]:
    """The paths from `unit` of `target` to the positions of every node that it depends on.

    Args:
        fields: the receptive field of every node.
        unit: a position of the target, one number an axis.
        axes: those that are followed.
        clipped: whether positions outside of a map, which are padding, end there.
        dilations: index of a node and an axis -> the dilation that it would have.

    Raises:
        LayerError: positions cannot be followed through a layer.
        UsageError: there are too many to be walked.
    """
    walk = _Walk(tuple(axes), len(unit), clipped, dilations or {})
    found: dict[int, Counts] = {target.index: {tuple([unit[axis] for axis in axes]): 1}}
    for index in range(target.index, -1, -1):
        node = network.nodes[index]
        if index not in found or node.sheet is None:
            continue
        near, _ = followed(network, fields, node, True)
        for source in [network.nodes[one] for one in node.inputs]:
            if source not in near:
                continue
            into = found.setdefault(source.index, {})
            for position, count in walk.through(node, source, found[index]).items():
                into[position] = into.get(position, 0) + count
    return found


class _Walk:
    """Counts pushed back through one layer after another, within one bound."""

    def __init__(
        self,
        axes: tuple[int, ...],
        dims: int,
        clipped: bool,
        dilations: Mapping[tuple[int, int], int],
    ) -> None:
        self.axes = axes
        self.dims = dims
        self.clipped = clipped
        self.dilations = dilations
        self.left = MOST_STEPS

    def through(self, node: Node, source: Node, counts: Counts) -> Counts:
        """The counts on an input of the layer.

        Raises:
            LayerError: positions cannot be followed.
            UsageError: there are too many.
        """
        assert node.sheet is not None
        windows = node.sheet.windows
        if only_statistics(node):
            return counts
        if all(window is IDENTITY for window in windows):
            if node.traits.BROADCASTS:
                wide = stretched(source.shape, node.shape)
                for place, axis in enumerate(self.axes):
                    if wide[axis]:
                        counts = self.along(
                            place, counts, dict.fromkeys(_places(place, counts), (0,))
                        )
            return counts
        if len(windows) != self.dims:
            raise LayerError(Message("field.rearranged", layer=node.name, kind=node.type))
        for place, axis in enumerate(self.axes):
            reads = {at: self.reads(node, source, axis, at) for at in _places(place, counts)}
            counts = self.along(place, counts, reads)
        return counts

    def along(self, place: int, counts: Counts, reads: Mapping[int, Sequence[int]]) -> Counts:
        """The counts with one of their places replaced by what it reads."""
        self.take(sum(len(reads[position[place]]) for position in counts))
        found: Counts = {}
        for position, count in counts.items():
            before, behind = position[:place], position[place + 1 :]
            for at in reads[position[place]]:
                other = (*before, at, *behind)
                found[other] = found.get(other, 0) + count
        return found

    def reads(self, node: Node, source: Node, axis: int, output: int) -> list[int]:
        """The positions that one output of a layer reads on an axis; one that a border copies as
        often as it is copied."""
        assert node.sheet is not None
        window, size = node.sheet.windows[axis], source.shape.spatial[axis]
        if window is UNKNOWN:
            raise LayerError(Message("field.unknown", layer=node.name, kind=node.type))
        if window.scattered:
            return self.listed(all_of(node, size))
        if any(isinstance(part, Expr) for part in window[1:]):
            raise LayerError(Message("rf.by_size_only", layer=node.name))
        window = self.spread(node, axis, window)
        known = size if self.clipped and isinstance(size, int) else None
        read = read_by(Positions(output, 1), window, known)
        if known is None:
            return self.listed(read)
        border = node.traits.BORDER
        mode = node.layer.values.get(border) if border and node.layer else None
        if mode in (None, "zero"):
            return self.listed(clip(read, 0, known - 1))
        ends = window.begin, window.end
        return [folded(Positions(at, 1), known, str(mode), *ends).first for at in self.listed(read)]

    def spread(self, node: Node, axis: int, window: Window) -> Window:
        """The window with the dilation that is asked for, around the same place."""
        rate = self.dilations.get((node.index, axis), window.dilation)
        begin = window.begin + (rate - window.dilation) * (window.kernel - 1) // 2
        return window._replace(dilation=rate, begin=begin)

    def listed(self, read: Positions) -> list[int]:
        """The positions, if they are not too many."""
        self.take(read.size)
        return list(read.each())

    def take(self, steps: int) -> None:
        """Count steps.

        Raises:
            UsageError: there are too many.
        """
        self.left -= steps
        if self.left < 0:
            raise UsageError(Message("rf.too_many_paths", limit=MOST_STEPS))


def _places(place: int, counts: Counts) -> set[int]:
    return {position[place] for position in counts}
