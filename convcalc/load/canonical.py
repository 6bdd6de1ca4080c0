"""The shortest way to write a layer in our own notation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.layers.base import REQUIRED
from convcalc.layers.dialects import DEFAULT
from convcalc.layers.dialects.classes import constructor
from convcalc.layers.index import look_up
from convcalc.layers.make import make, meanings
from convcalc.layers.padding import Explicit, Same
from convcalc.layers.read import CHANNEL_KEYS
from convcalc.load.layer import accepts
from convcalc.load.spell import spell_layer
from convcalc.network.diff import settings_of
from convcalc.network.graph import Network, Node

WHOLE = ("extent", "shape")
"""Kinds of parameters whose numbers are not one for each axis of the input."""

Settings = tuple[tuple[str, str], ...]
Spelling = tuple[str, Mapping[str, Any]]
"""Type of a layer, and its parameters."""


class Canonical:
    """Spells the layers of one network; equal ones once."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.known: dict[tuple[Any, ...], Spelling] = {}
        self.cells: dict[int, str] = {}
        self.flat = False
        self.dialect = network.dialect

    def cell(self, node: Node) -> str:
        """What the layer of a node is, as the notation says it: in the dialect of the network, else
        in the one that the layer's name chose."""
        layer = node.layer
        if layer is None or not node.inputs:
            return node.type
        key = id(layer)
        if key not in self.cells:
            self.dialect = self.network.dialect or layer.origin.dialect or None
            axes = len(self.network.nodes[node.inputs[0]].shape.spatial)
            self.flat = _is_flat(self.network, node)
            given = {
                one.name: _typed(value)
                for one in sorted(layer.PARAMS, key=lambda one: one.name != layer.FIRST)
                if (value := layer.values.get(one.name)) is not None
            }
            wanted = essential(self.network, node)
            kind, told = self.shortest(layer.TYPE, given, axes, wanted) or (layer.TYPE, given)
            self.cells[key] = spell_layer(kind, told)
            self.dialect = self.network.dialect
        return self.cells[key]

    def spelling(self, node: Node, name: str, given: Mapping[str, Any]) -> Spelling:
        """Our own type with the parameters that say something, if that is the same layer; else the
        layer as it was written."""
        axes = len(self.network.nodes[node.inputs[0]].shape.spatial)
        self.flat = _is_flat(self.network, node)
        key = (name, axes, self.flat, *[(key, repr(value)) for key, value in given.items()])
        found = self.known.get(key)
        if found is None:
            wanted = essential(self.network, node)
            found = self.known[key] = self.shortest(name, given, axes, wanted) or (name, given)
        return found

    def shortest(
        self, name: str, given: Mapping[str, Any], axes: int, wanted: Settings
    ) -> Spelling | None:
        kind = look_up(name).type
        kinds = accepts(kind)
        known = meanings(name)
        ours: dict[str, Any] = {}
        for key, value in given.items():
            param = known.get(key)
            if param is not None and key not in CHANNEL_KEYS and value is not None:
                ours[param.name] = value
        named = constructor(self.dialect or look_up(name).dialect or DEFAULT, name)
        if named is not None:  # what the class sets by being that class
            for key, value in named.fixed.items():
                if key in known and value is not REQUIRED:
                    ours.setdefault(key, value)
        if self.made(kind, ours, axes) != wanted:
            return None
        for key in list(ours):
            fewer = {other: value for other, value in ours.items() if other != key}
            if self.made(kind, fewer, axes) == wanted:
                ours = fewer
        for key, value in ours.items():
            single = _single(value) if kinds.get(key) not in WHOLE else None
            if single is not None and self.made(kind, {**ours, key: single}, axes) == wanted:
                ours[key] = single
        return kind, ours

    def made(self, kind: str, given: Mapping[str, Any], axes: int) -> Settings | None:
        """The settings of the layer that this makes; None if it makes none."""
        try:
            layer = make(kind, given, axes, self.dialect)
        except ConvcalcError:
            return None
        return _without_over(settings_of(layer)) if self.flat else settings_of(layer)


def essential(network: Network, node: Node) -> Settings:
    """The settings of a layer, but for the axis of a linear one where there is only one number."""
    settings = settings_of(node.layer)
    return _without_over(settings) if _is_flat(network, node) else settings


def _is_flat(network: Network, node: Node) -> bool:
    """Whether a layer is a linear one on a vector, or on maps of a single element."""
    sizes = network.nodes[node.inputs[0]].shape.spatial if node.inputs else ()
    return node.type == "linear" and all(isinstance(size, int) and size == 1 for size in sizes)


def _without_over(settings: Settings) -> Settings:
    return tuple([pair for pair in settings if pair != ("over", "all")])


def _typed(value: Any) -> Any:
    """A parameter of a layer as it could have been given."""
    if isinstance(value, Same):
        return "same-lower" if value.lower else "same"
    if not isinstance(value, Explicit):
        return value
    return tuple([pair[0] if repr(pair[0]) == repr(pair[1]) else pair for pair in value.pairs])


def _single(value: Any) -> Any:
    """The one value that stands for equal values on all axes."""
    if not isinstance(value, tuple) or len(set(map(repr, value))) != 1:
        return None
    part = value[0]
    if isinstance(part, tuple):
        return part[0] if len(set(map(repr, part))) == 1 else None
    return part
