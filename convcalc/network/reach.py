"""Exactly which input positions a unit depends on: sets of positions pushed back layer by layer.

A set of a map is a union of products, one set of positions an axis; a chain of layers keeps a
single product, paths that meet add theirs. The result is the support of the gradient of the unit
(all channels at its position) if no weight is zero and maxima count as averages.
Sources: Araujo et al. (2019), Computing Receptive Fields of Convolutional Neural Networks.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from convcalc.algebra.expr import Expr
from convcalc.annotations import TypeAlias
from convcalc.errors import LayerError, Message
from convcalc.layers.base import IDENTITY, UNKNOWN
from convcalc.network.field import NoField, Reach, ReceptiveField
from convcalc.network.graph import INPUT, Network, Node, stretched
from convcalc.network.position_sets import (
    EMPTY,
    Positions,
    clip,
    contains,
    filled,
    folded,
    read_by,
    union,
)
from convcalc.record import NamedTuple

Product: TypeAlias = "tuple[Positions, ...]"

FEW = 24
"""Products beyond which a union of them is made disjoint."""


class Touched(NamedTuple):
    """The positions of one input that a unit depends on: the union of these products. `beside`
    names the layers behind which it depends on everything, left out here."""

    products: tuple[Product, ...]
    beside: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many positions there are."""
        return _size(self.products)

    def along(self, axis: int) -> Positions:
        """The positions on one axis that occur."""
        found = EMPTY
        for product in self.products:
            found = union(found, product[axis])
        return found


def pushed_back(
    network: Network,
    fields: Sequence[ReceptiveField],
    target: Node,
    unit: Sequence[int],
    *,
    clipped: bool = True,
    local: bool = True,
) -> dict[int, Touched]:
    """The positions that `unit` of `target` touches, for each input of the network it depends on.

    Args:
        fields: the receptive field of every node.
        unit: a position of the target, one number an axis.
        clipped: whether positions outside of a map, which are padding, end there.
        local: leave out paths that see everything, as long as one is left that does not.

    Raises:
        LayerError: positions cannot be followed through a layer.
        UsageError: there are too many to be listed.
    """
    waiting: dict[int, list[Product]] = {
        target.index: [tuple([Positions(position, 1) for position in unit])]
    }
    beside: dict[str, None] = {}
    found: dict[int, list[Product]] = {}
    for index in range(target.index, -1, -1):
        products = waiting.pop(index, None)
        if products is None:
            continue
        node = network.nodes[index]
        if node.sheet is None:
            found[index] = products
            continue
        sources, left_out = followed(network, fields, node, local)
        for name in left_out:
            beside[name] = None
        if local and only_statistics(node):
            beside[node.name] = None
        for source in sources:
            waiting.setdefault(source.index, [])
            for product in products:
                read = _through(node, source, product, clipped, local)
                if all(axis.length for axis in read):
                    _add(waiting[source.index], read)
    names = tuple(beside)
    return {
        index: Touched(tuple(found[index]), names) for index in network.inputs if index in found
    }


def seen_from(network: Network, start: Node) -> Network:
    """What lies behind `start`, as a network of its own whose input is the output of `start`."""
    places = {start.index: 0}
    nodes = [Node(0, start.name, INPUT, None, (), start.shape, None, start.place, "", "")]
    for node in network.nodes[start.index + 1 :]:
        sources = tuple([places[source] for source in node.inputs if source in places])
        if not sources:
            continue
        places[node.index] = len(nodes)
        nodes.append(
            Node(len(nodes), node.name, node.type, node.layer, sources, node.shape, node.sheet,
                 node.place, node.stage, node.block)
        )  # fmt: skip
    outputs = tuple([places[index] for index in network.outputs if index in places])
    return Network(
        network.name, network.dialect, nodes, (0,), outputs or (len(nodes) - 1,), {}, {}, {}
    )


def followed(
    network: Network, fields: Sequence[ReceptiveField], node: Node, local: bool
) -> tuple[list[Node], list[str]]:
    """The inputs of a layer that are followed, and the names of those that see everything."""
    sources = [network.nodes[source] for source in dict.fromkeys(node.inputs)]
    if not local or len(sources) == 1:
        return sources, []
    near = [node for node in sources if _has_local_axis(fields[node.index])]
    if not near:
        return sources, []
    return near, [node.name for node in sources if node not in near]


def _has_local_axis(field: ReceptiveField) -> bool:
    return any(isinstance(axis, Reach | NoField) for axis in field.axes)


def _whole(node: Node) -> bool:
    assert node.sheet is not None
    windows = node.sheet.windows
    return bool(windows) and all(window.scattered for window in windows)


def only_statistics(node: Node) -> bool:
    """Whether a layer sees the whole map, but only to scale and shift it."""
    return node.traits.STATISTICS and _whole(node)


def _through(node: Node, source: Node, product: Product, clipped: bool, local: bool) -> Product:
    """What the outputs of a product read of one input of the layer.

    Raises:
        LayerError: positions cannot be followed.
    """
    assert node.sheet is not None
    windows, sizes = node.sheet.windows, source.shape.spatial
    if local and only_statistics(node):
        return product
    if all(window is IDENTITY for window in windows):
        if not node.traits.BROADCASTS:
            return product
        wide = stretched(source.shape, node.shape)
        return tuple(
            [Positions(0, 1) if one else axis for one, axis in zip(wide, product, strict=False)]
        )
    if _whole(node):
        return tuple([all_of(node, size) for size in sizes])
    if len(windows) != len(product):
        raise LayerError(Message("field.rearranged", layer=node.name, kind=node.type))
    if any(window is UNKNOWN for window in windows):
        raise LayerError(Message("field.unknown", layer=node.name, kind=node.type))
    border = node.traits.BORDER
    mode = node.layer.values.get(border) if border and node.layer else None
    read = []
    for window, size, axis in zip(windows, sizes, product, strict=True):
        if window.kind == "whole":
            read.append(all_of(node, size))
            continue
        if any(isinstance(part, Expr) for part in window[1:]):
            raise LayerError(Message("rf.by_size_only", layer=node.name))
        known = size if clipped and isinstance(size, int) else None
        inside = read_by(axis, window, known)
        if known is not None:
            repeats = mode not in (None, "zero")
            if repeats:
                inside = folded(inside, known, str(mode), window.begin, window.end)
            else:
                inside = clip(inside, 0, known - 1)
        read.append(inside)
    return tuple(read)


def all_of(node: Node, size: object) -> Positions:
    """Every position of a map of that size.

    Raises:
        LayerError: its size is a symbol.
    """
    if not isinstance(size, int):
        raise LayerError(Message("rf.whole_of_unknown", layer=node.name))
    return filled(0, size - 1)


def _add(products: list[Product], new: Product) -> None:
    """Add a product to a union, dropping what is contained in another."""
    while True:
        for number, old in enumerate(products):
            if all(map(contains, old, new)):
                return
            joined = _joined(old, new)
            if joined is not None:
                del products[number]
                new = joined
                break
        else:
            break
    products.append(new)
    if len(products) > FEW:
        products[:] = _disjoint(products)


def _joined(one: Product, other: Product) -> Product | None:
    """The union as a product: one contains the other, or they differ on a single axis."""
    if all(map(contains, other, one)):
        return other
    differ = [axis for axis, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(differ) > 1:
        return None
    axis = differ[0]
    return (*one[:axis], union(one[axis], other[axis]), *one[axis + 1 :])


def _size(products: Sequence[Product]) -> int:
    if len(products) == 1:
        return prod(axis.size for axis in products[0])
    if not products:
        return 0
    return sum(prod(axis.size for axis in product) for product in _disjoint(products))


def _disjoint(products: Sequence[Product]) -> list[Product]:
    """The same union as products that do not overlap, and no more than need be: positions of the
    first axis that lead to the same set of the others stand together."""
    if len(products[0]) == 1:
        found = EMPTY
        for (axis,) in products:
            found = union(found, axis)
        return [(found,)]
    by_rest: dict[tuple[Product, ...], Positions] = {}
    known: dict[tuple[int, ...], tuple[Product, ...]] = {}
    whole = EMPTY
    for product in products:
        whole = union(whole, product[0])
    members = [set(product[0].each()) for product in products]
    for position in whole.each():
        key = tuple([number for number, member in enumerate(members) if position in member])
        if key not in known:
            rests: list[Product] = []
            for number in key:
                _add(rests, products[number][1:])
            known[key] = tuple(sorted(_disjoint(rests), key=repr))
        rest = known[key]
        by_rest[rest] = union(by_rest.get(rest, EMPTY), Positions(position, 1))
    return [(rows, *rest) for rests, rows in by_rest.items() for rest in rests]
