"""The methods of a comparison: each is a small network, so that sizes, cost and receptive fields
come from the layers themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from convcalc.errors import LayerError, Message
from convcalc.layers.base import Layer, Shape
from convcalc.layers.quantities import QUANTITIES
from convcalc.network.builder import Builder
from convcalc.network.graph import Network, NetworkError, elements, spelt
from convcalc.network.measures import Measures
from convcalc.report.compare.topic import Case
from convcalc.report.network_values import alike, field_value
from convcalc.report.values import figure, neat, sizes

Part: TypeAlias = "tuple[str, Mapping[str, Any]] | Branches"
"""A layer (its type and parameters), or several paths that are merged."""


class Branches(NamedTuple):
    """Paths from the same tensor, each a chain of parts (empty: the identity), merged by `kind`."""

    kind: str
    paths: tuple[tuple[Part, ...], ...]


class Method:
    """One of the things compared: its key, its name, its network and the figures of that."""

    def __init__(self, key: str, name: Message, network: Network) -> None:
        self.key = key
        self.name = name
        self.network = network
        self.measures = Measures(network)

    @property
    def layer(self) -> Layer:
        """Its first layer."""
        layer = self.network.nodes[1].layer
        assert layer is not None
        return layer

    @property
    def macs(self) -> int:
        """MACs of all of it."""
        return self.count("macs")

    @cached_property
    def output(self) -> Shape:
        """The shape of the only output."""
        return self.network.nodes[self.network.outputs[0]].shape

    @cached_property
    def field(self) -> Any:
        """The receptive field of the output; one number where the axes agree."""
        return alike(field_value(self.measures.fields[self.network.outputs[0]]))

    def count(self, quantity: str) -> int:
        """A total of the network: a declared quantity, operations or elements.

        Raises:
            LayerError: it is not known, because the channels are not.
        """
        value: Any
        if quantity == "operations":
            kinds = self.measures.totals.operations.values()
            value = None if None in kinds else sum(kind for kind in kinds if isinstance(kind, int))
        elif quantity == "elements":
            value = elements(self.output)
        else:
            value = neat(self.measures.figure(quantity))
        if not isinstance(value, int):
            raise LayerError(Message("compare.unknown", method=self.name))
        return value

    def answer(self, quantity: str) -> Any:
        """A quantity as a value of a document."""
        if quantity == "rf":
            return self.field
        if quantity == "output":
            return spelt(self.output)
        if quantity == "size":
            return sizes(self.output.spatial)
        if QUANTITIES[quantity].by_axis:
            return alike(figure(self.measures.figure(quantity)))
        return self.count(quantity)


def method(key: str, name: Message, shape: Shape, *parts: Part) -> Method:
    """The method that applies these parts, one after the other, to an input.

    Raises:
        LayerError: one of the layers does not fit; the error names the method.
    """
    builder = Builder(key)
    node = builder.input(shape)
    try:
        node = _add(builder, node, parts)
        network = builder.finish()
    except NetworkError as error:
        reason = error.reason or error.message
        raise LayerError(
            Message("compare.refused", method=name, reason=reason), *error.hints
        ) from error
    return Method(key, name, network)


def _add(builder: Builder, node: int, parts: Sequence[Part]) -> int:
    for part in parts:
        if isinstance(part, Branches):
            ends = [_add(builder, node, path) for path in part.paths]
            node = builder.merge(part.kind, ends)
        else:
            type_name, given = part
            node = builder.add(type_name, given, (node,))
    return node


def named(case: Case, key: str, *parts: Part, **fields: Any) -> Method:
    """The method of a topic whose name is `compare.TOPIC.KEY`."""
    name = Message(f"compare.{case.topic}.{key}", **fields)
    return method(key, name, case.shape, *parts)


def conv(out: int, kernel: Any = 1, **given: Any) -> Part:
    """A convolution to `out` channels, without bias unless asked for."""
    return "conv", {"bias": False, **given, "out": out, "kernel": kernel}
