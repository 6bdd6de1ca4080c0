"""Values of networks as values of documents: shapes, receptive fields, shares."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.layers.base import Layer, Shape
from convcalc.network.field import Axis, NoField, Reach, ReceptiveField
from convcalc.network.graph import Network, Node
from convcalc.report.document import Alike, Approximate, Bar, Named, Pairs, Range, Sizes
from convcalc.report.values import WHOLE, neat, settings, sizes, uniform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.load.canonical import Canonical

WINDOW = ("kernel", "stride", "padding", "dilation", "groups")
"""The parameters of windows, as columns of their own."""


@lru_cache(maxsize=1)
def _canonical(network: Network) -> Canonical:
    from convcalc.load.canonical import Canonical

    return Canonical(network)


def notation(network: Network, node: Node) -> str:
    """What a layer is, in one cell that can be pasted: `conv3/2p1g32@64`."""
    return _canonical(network).cell(node)


@lru_cache(maxsize=4096)
def parameters(layer: Layer) -> dict[str, Any]:
    """The parameters of a layer as JSON has them; equal layers of a network are one object."""
    return settings(layer)


def window_value(layer: Layer, key: str) -> Any:
    """A parameter of a layer's windows as a cell: one number where all axes agree, nothing where
    the layer has none."""
    value = parameters(layer).get(key)
    if value is None:
        return ""
    if not isinstance(value, Sizes | Pairs):
        return value
    one = uniform(value)
    return by_axis(value) if isinstance(value, Sizes) or one is value else Named(value, one)


def placed(node: Node) -> Any:
    """The name of a layer with its stage, under which a folded table has it."""
    if node.stage in ("", node.name):
        return node.name
    return Message("audit.layer_in", name=node.name, stage=node.stage)


def channels_first(shape: Shape) -> list[Any]:
    """A shape as JSON has it: [3, 224, 224]."""
    return [neat(shape.channels), *map(neat, shape.spatial)]


def shapes_data(network: Network, places: Sequence[int]) -> Any:
    """The shapes of some tensors as JSON has them; of a single one, its own."""
    found = [channels_first(network.nodes[index].shape) for index in places]
    return found[0] if len(found) == 1 else found


def field_value(field: ReceptiveField) -> Any:
    """Receptive field by axis: a number, a Range where it depends on the position; WHOLE where
    nothing local is left, None where it is unknown."""
    local = field.local
    if local is not None:
        return Sizes([span(axis) for axis in local])
    if any(isinstance(axis, NoField) for axis in field.axes):
        return None
    spans = [span(axis) if isinstance(axis, Reach) else WHOLE for axis in field.axes]
    return WHOLE if all(one is WHOLE for one in spans) else Sizes(spans)


def span(axis: Axis) -> Any:
    """How far the outputs see along one axis: a number, or a Range; None where it is unknown."""
    if not isinstance(axis, Reach):
        return None
    size, smallest = axis.size, axis.smallest
    return size if smallest == size else Range(smallest, size)


@lru_cache(512)  # layers in a row share their field
def local_field(field: ReceptiveField) -> list[Any] | None:
    """Receptive field by axis as JSON has it: None where nothing local is left."""
    seen = field_value(field)
    return None if seen is WHOLE or seen is None else list(seen)


@lru_cache(512)
def jump_value(field: ReceptiveField) -> Any:
    """Input positions from one output to the next, by axis; None where there is no such thing."""
    local = field.local
    if local is None:
        return None
    return sizes([axis.shift if axis.period == 1 else axis.jump for axis in local])


@lru_cache(512)
def start_value(field: ReceptiveField) -> Any:
    """First input position that output 0 reads, by axis; None where there is no such thing."""
    local = field.local
    return None if local is None else sizes([axis.start for axis in local])


def alike(value: Any) -> Any:
    """The one value of all axes, if they agree."""
    return Alike(value).one if isinstance(value, Sizes) else value


def by_axis(value: Any) -> Any:
    """The same for people; JSON has every axis."""
    return Alike(value) if isinstance(value, Sizes) else value


def ratio(value: Any, base: Any, digits: int = 4) -> Any:
    """One total over another, for people rounded; nothing unless both are numbers."""
    if not isinstance(value, int) or not isinstance(base, int) or not base:
        return None
    return Approximate(Fraction(value, base), digits, False)


def share(part: Any, whole: Any) -> Any:
    """A part of a total as a bar; nothing if it cannot be said."""
    if part is None or isinstance(part, Expr) or not isinstance(whole, int) or not whole:
        return Named(None, "")
    return Bar(Fraction(part, whole))
