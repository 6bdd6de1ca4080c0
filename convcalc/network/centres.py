"""Where the centre of an output lies on the input: an affine map for every layer and axis.

A convolution reads around s*u - p + (k_e - 1)/2, a transposed convolution around
(u + p - (k_e - 1)/2)/s. Composed, these give the offset of every crop that brings an enlarged map
back onto the input. Where a layer reads unevenly, the map is that of its mean over one period.
Source: BVLC/caffe, coord_map.py; Long, Shelhamer, Darrell (2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from convcalc.algebra.expr import Expr
from convcalc.annotations import TypeAlias
from convcalc.layers.base import IDENTITY, Window
from convcalc.network.field import Reach, ReceptiveField
from convcalc.network.graph import Network, Node
from convcalc.record import NamedTuple

HALF = Fraction(1, 2)


class Centre(NamedTuple):
    """The centre of output u on the input: scale*u + offset."""

    scale: Fraction
    offset: Fraction


Centres: TypeAlias = "tuple[Centre | None, ...]"
"""One an axis; None where an output has no place, or where a symbol decides it."""

HERE = Centre(Fraction(1), Fraction(0))


def centres(network: Network, fields: Sequence[ReceptiveField]) -> list[Centres]:
    """The map of every node. Where paths meet, that of the path with the largest field."""
    found: list[Centres] = []
    inside: dict[int, Centre | None] = {}
    for node in network.nodes:
        if node.sheet is None:
            found.append((HERE,) * len(node.shape.spatial))
            continue
        before = found[leading(node, fields)]
        windows = node.sheet.windows
        if node.traits.STATISTICS or all(window is IDENTITY for window in windows):
            found.append(before)
        elif len(windows) != len(before) or len(windows) != len(node.shape.spatial):
            found.append((None,) * len(node.shape.spatial))
        else:
            for window in windows:
                if id(window) not in inside:
                    inside[id(window)] = _within(window)
            steps = [inside[id(window)] for window in windows]
            found.append(tuple(map(_composed, before, steps)))
    return found


def leading(node: Node, fields: Sequence[ReceptiveField]) -> int:
    """The input of a layer on the path with the largest field."""
    if len(node.inputs) == 1:
        return node.inputs[0]
    return max(node.inputs, key=lambda source: _extent(fields[source]))


def _extent(field: ReceptiveField) -> tuple[int, int]:
    local = [axis.size for axis in field.axes if isinstance(axis, Reach)]
    return len(local), sum(local)


def _composed(before: Centre | None, step: Centre | None) -> Centre | None:
    if before is None or step is None:
        return None
    scale = before.scale
    return Centre(scale * step.scale, scale * step.offset + before.offset)


def _within(window: Window) -> Centre | None:
    """The centre of an output on the input of its layer."""
    kind, begin, stride = window.kind, window.begin, window.stride
    if kind == "whole" or any(isinstance(part, Expr) for part in window[1:]):
        return None
    reach = Fraction(window.dilation * (window.kernel - 1), 2)
    if kind == "slide":
        return Centre(Fraction(stride), reach - begin)
    if kind == "spread":
        return Centre(Fraction(1, stride), (begin - reach) / stride)
    if kind == "bins":
        scale = Fraction(window.kernel, stride)
        return Centre(scale, (scale - 1) / 2)
    scale = 1 / Fraction(stride)
    if kind != "nearest":
        return Centre(scale, begin * scale - begin)
    # floor((u + begin)*scale) lies, on average, this much below what is rounded
    odd = begin and scale.numerator % 2
    below = HALF if odd else Fraction(scale.denominator - 1, 2 * scale.denominator)
    return Centre(scale, begin * scale - below)


class JudgedCrop(NamedTuple):
    """A crop, and the one that lines up centres with `reference` (None: the input).

    `wanted` has one offset an axis, None where no crop can do it: the scales differ, or the
    cropped map would begin outside.
    """

    node: Node
    reference: Node | None
    offset: tuple[int, ...]
    wanted: tuple[Fraction | None, ...]

    @property
    def fits(self) -> bool:
        """Whether the crop is the one that lines up."""
        return self.offset == self.wanted


def crops(network: Network, found: Sequence[Centres]) -> list[JudgedCrop]:
    """Every crop of the network with a fixed offset, against what its result is put beside."""
    readers = network.consumers()
    cut = []
    for node, sheet in network.layers:
        if not node.traits.CUTS or any(isinstance(window.begin, Expr) for window in sheet.windows):
            continue
        reference = _beside(network, readers, node)
        offset = tuple([-window.begin for window in sheet.windows])
        here = found[node.inputs[0]]
        there = found[reference.index] if reference else (HERE,) * len(here)
        cut.append(JudgedCrop(node, reference, offset, tuple(map(_offset, here, there))))
    return cut


def _beside(network: Network, readers: Sequence[Sequence[int]], node: Node) -> Node | None:
    """The map that a node is merged with first; None if there is none before the output."""
    at = node
    while readers[at.index]:
        reader = network.nodes[readers[at.index][0]]
        others = [source for source in reader.inputs if source != at.index]
        if others:
            return network.nodes[others[0]]
        at = reader
    return None


def _offset(here: Centre | None, there: Centre | None) -> Fraction | None:
    """The output of `here` whose centre is that of output 0 of `there`."""
    if here is None or there is None or here.scale != there.scale:
        return None
    offset = (there.offset - here.offset) / here.scale
    return offset if offset >= 0 and offset.denominator == 1 else None
