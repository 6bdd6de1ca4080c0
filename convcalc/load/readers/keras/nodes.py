"""Nodes for the calls of Keras' layers: their shapes, their names, and weights that are shared."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.load.ast import Name, Value
from convcalc.load.readers.keras.config import Dims, LayerConfig, ModelText, is_shape
from convcalc.load.readers.traced import Known, TracedGraph, listed
from convcalc.network.bounds import most_layers, raising
from convcalc.pattern import pattern

MOST_CALLS = 4
"""Calls for each layer that a network may have: models, inputs, layers that do nothing."""

FIRST = pattern(r'"data_format"\s*:\s*"channels_first"')


class Nodes:
    """What stands for a layer in the graph; `told` is the shape that the file says of the result,
    `path` the models that the layer is in."""

    def __init__(self, text: ModelText, graph: TracedGraph) -> None:
        self.graph = graph
        self.first = bool(FIRST.search(text.source.text))
        self.owners: dict[str, str] = {}
        self.path = ""
        self.told: Any = None
        self.count = 0

    def ours(self, dims: Dims) -> list[int | None]:
        """A shape of the file without its batch, the channels in front."""
        sizes = list(dims[1:])
        return sizes if self.first or len(sizes) < 2 else [sizes[-1], *sizes[:-1]]

    def axis(self, value: int, rank: int) -> int:
        """An axis of a tensor of that many axes: 0 for the batch, 1 for the channels, then on."""
        at = value % rank if -rank <= value < rank else 0
        if self.first or rank < 3 or not at:
            return at
        return 1 if at == rank - 1 else at + 1

    def axes(self, layer: LayerConfig, shape: Known, key: str = "axis") -> list[int]:
        """The axes that a layer names, ours."""
        rank = 2 + len(shape.spatial)
        return sorted({self.axis(value, rank) for value in layer.numbers(key, -1)})

    @staticmethod
    def theirs(axes: Sequence[int], shape: Known) -> Value:
        """Axes of ours as the dialect counts them, the channels last."""
        return listed([1 + len(shape.spatial) if axis == 1 else axis - 1 for axis in axes])

    def over_channels(self, layer: LayerConfig, handle: int) -> bool:
        """Whether a layer goes over the channels of a tensor."""
        shape = self.graph.shape(handle)
        return shape is None or self.axes(layer, shape) == [1]

    def input(self, layer: LayerConfig, shape: Any = None) -> int:
        """An input of the network, with the shape that the file says."""
        dims = shape or next(
            (layer.get(key) for key in ("batch_shape", "batch_input_shape") if layer.get(key)), None
        )
        if dims is None and layer.get("shape"):
            dims = [None, *layer.entries("shape")]
        if dims is not None and (not is_shape(dims) or not 2 <= len(dims) <= 5):
            raise layer.wrong("batch_shape")
        sizes = None if dims is None else self.ours(dims)
        name = layer.name if layer.kind == "InputLayer" else "input"
        if sizes is None or None in sizes:
            self.graph.note(Message("read.no_size", name=name))
        return self.graph.input(name, sizes, layer.place)

    def same_shape(self, layer: LayerConfig, handle: int, shape: Any, name: str = "") -> None:
        """Demand that a tensor has the shape that the file says it has.

        Raises:
            NetworkError: it has not.
        """
        known = self.graph.shape(handle)
        if known is None or not is_shape(shape) or len(shape) < 2:
            return
        file = self.ours(shape)
        mine = [known.channels, *known.spatial]
        both = zip(file, mine, strict=False)
        if len(file) != len(mine) or any(a != b for a, b in both if None not in (a, b)):
            tensor = name or self.graph.name_of(handle)
            raise layer.error("keras.shape", tensor=tensor, file=spelt(file), ours=spelt(mine))

    def counted(self, layer: LayerConfig, more: int = 0) -> None:
        """Demand that there are not too many calls, each of which may stand for many; `more` is
        what is to come.

        Raises:
            NetworkError: there are.
        """
        self.count += 1
        if self.count + more > MOST_CALLS * most_layers():
            error = layer.error("load.too_many_layers", limit=most_layers())
            error.hints = (raising(),)
            raise error

    def add(
        self, layer: LayerConfig, type: str, given: dict[str, Value], inputs: Sequence[int],
        part: str = "",
    ) -> int:  # fmt: skip
        """A node; the weights of a layer that is called again are those of its first call."""
        name = f"{self.path}{layer.name}" + (f"/{part}" if part else "")
        if name in self.owners:
            given = {**given, "share": Name((self.owners[name],), layer.place)}
        made = self.graph.add(name, type, given, inputs, layer.place)
        if self.graph.stores(made):
            self.owners.setdefault(name, self.graph.name_of(made))
        return made

    def opaque(
        self, layer: LayerConfig, inputs: list[int], sizes: Sequence[int | None] | None,
        given: dict[str, Value],
    ) -> int:  # fmt: skip
        """An operation that makes a tensor of these sizes, channels in front."""
        shape: dict[str, Value] = {}
        if sizes is not None and sizes[0] is not None:
            shape["out"] = sizes[0]
        if sizes is not None and None not in sizes[1:]:
            spatial = [size for size in sizes[1:] if size is not None]
            before = self.graph.shape(inputs[0])
            if before is None or before.spatial != tuple(spatial):
                shape["size"] = listed(spatial) if spatial else "flat"
        if given.get("macs") or shape.get("size", "flat") != "flat":
            self.graph.note(Message("read.fixed", what=given["what"]))
        return self.add(layer, "opaque", {**shape, **given}, inputs)

    def unknown(self, layer: LayerConfig, inputs: list[int], what: str = "") -> int:
        """An operation that is not understood; its shape is known where the file says it."""
        what = what or layer.kind.split(">")[-1]
        if not is_shape(self.told) or len(self.told) < 2:
            return self.graph.unknown(f"{self.path}{layer.name}", what, inputs, layer.place)
        return self.opaque(layer, inputs, self.ours(self.told), {"what": what})

    def moved(self, layer: LayerConfig, inputs: list[int], what: str = "") -> int:
        """An operation that only moves elements, by the shape that the file says of its result."""
        if not is_shape(self.told) or len(self.told) < 2:
            return self.unknown(layer, inputs, what)
        sizes = self.ours(self.told)
        before = self.graph.shape(inputs[0])
        free: dict[str, Value] = {"params": 0, "macs": 0, "what": what or layer.kind}
        if before is not None and list(before.spatial) == sizes[1:]:
            free["rf"] = 1
        return self.opaque(layer, inputs, sizes, free)

    def more(self, layer: LayerConfig, first: int, number: int, told: Any) -> int:
        """Another result of a layer than its first one: a state, a piece."""
        self.told = told or ([None, layer.get("units")] if layer.get("units") else None)
        other = copy(layer)
        other.name = f"{layer.name}/{number}"
        return self.moved(other, [first])


def spelt(sizes: Sequence[int | None]) -> str:
    """A shape in words: `64x112x112`, `?` for what is open."""
    return "x".join("?" if size is None else str(size) for size in sizes)
