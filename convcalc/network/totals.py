"""What a network costs: parameters, operations and activations, in all and by group.

Everything is per sample. A total is None as soon as one of its parts is unknown, and a formula
where a part is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from convcalc.algebra.expr import Expr, Size, Sum, make
from convcalc.algebra.settle import settled
from convcalc.formulas.cost import flops
from convcalc.layers.base import Shape, Sheet
from convcalc.network.graph import Network, Node, elements
from convcalc.record import NamedTuple


class Totals(NamedTuple):
    """The sums over some layers; numbers, not bytes.

    `least` has what is known of the parameters and the MACs where some layers do not tell theirs.
    `activations` are the elements of all layer outputs; `weighted_activations` those of layers
    with multiply-accumulates alone, inner ones of composites included.
    """

    params: Size | None
    buffers: Size | None
    macs: Size | None
    operations: Mapping[str, Size | None]
    activations: Size | None
    weighted_activations: Size | None
    least: Mapping[str, Size]

    @property
    def flops(self) -> Size | None:
        """Two for each MAC."""
        return None if self.macs is None else settled(flops(self.macs))


class Group(NamedTuple):
    """Layers that belong together: how many, and their sums; the first and the last of them."""

    key: str
    first: Node
    last: Node
    layers: int
    totals: Totals


def added(values: Iterable[Size | None]) -> Size | None:
    """The sum, in normal form; None if a part is unknown."""
    total = 0
    counts: dict[Expr, int] = {}
    for value in values:
        if value is None:
            return None
        if isinstance(value, int):
            total += value
        else:
            counts[value] = counts.get(value, 0) + 1
    if not counts:
        return total
    terms = [count * expression for expression, count in counts.items()]
    return settled(make(Sum, total, *terms))


def totals(network: Network) -> Totals:
    """The sums over the whole network."""
    return sums(network, network.layers)


GROUPINGS: dict[str, Callable[[Node], str]] = {
    "layer": lambda node: str(node.index),
    "block": lambda node: node.block or node.stage or node.name,
    "stage": lambda node: node.stage or node.name,
    "type": lambda node: node.type,
}
"""What layers may be grouped by; a layer outside any stage or block stands for itself."""


def group_by(network: Network, grouping: str) -> list[Group]:
    """The groups in the order of their first layers."""
    key = GROUPINGS[grouping]
    members: dict[str, list[tuple[Node, Sheet]]] = {}
    for node, sheet in network.layers:
        members.setdefault(key(node), []).append((node, sheet))
    return [
        Group(name, found[0][0], found[-1][0], len(found), sums(network, found))
        for name, found in members.items()
    ]


def sums(network: Network, layers: Iterable[tuple[Node, Sheet]]) -> Totals:
    """The sums over some of its layers."""
    layers = list(layers)
    if not network.told:  # what a layer costs where it is called depends on the calls
        params = added(sheet.params for _, sheet in layers)
        buffers = added(sheet.buffers if sheet.known else None for _, sheet in layers)
        least = _least(sheet for _, sheet in layers).get("params")
        known = {} if least is None else {"params": least}
        return Totals(params, buffers, None, {}, None, None, known)
    operations: dict[str, list[Size | None]] = {}
    for _, sheet in layers:
        for name, count in sheet.operations.items():
            operations.setdefault(name, []).append(count if sheet.known else None)
    return Totals(
        params=added(sheet.params for _, sheet in layers),
        buffers=added(sheet.buffers if sheet.known else None for _, sheet in layers),
        macs=added(sheet.macs if sheet.known else None for _, sheet in layers),
        operations={name: added(counts) for name, counts in operations.items()},
        activations=added(elements(node.shape) for node, _ in layers),
        weighted_activations=added(
            elements(shape)
            for node, sheet in layers
            for shape in weighted_outputs(network, node, sheet)
        ),
        least=_least(sheet for _, sheet in layers),
    )


def _least(sheets: Iterable[Sheet]) -> dict[str, Size]:
    sheets = list(sheets)
    if not any(sheet.open for sheet in sheets) or not all(sheet.known for sheet in sheets):
        return {}
    costs = {
        "params": [sheet.params for sheet in sheets], "macs": [sheet.macs for sheet in sheets],
    }  # fmt: skip
    found = {
        key: added(value for value in values if value is not None)
        for key, values in costs.items()
        if any(value is None for value in values)
    }
    return {key: value for key, value in found.items() if value is not None}


def weighted_outputs(network: Network, node: Node, sheet: Sheet) -> tuple[Shape, ...]:
    """Output shapes of the convolutions and linear layers in a layer, in order."""
    if isinstance(sheet.macs, int) and sheet.macs == 0 and sheet.known:
        return ()
    assert node.layer is not None
    return node.layer.weighted(network.nodes[node.inputs[0]].shape, node.shape)
