"""A graph that knows shapes while it is read, where a file leaves something to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convcalc.annotations import Any
from convcalc.errors import ConvcalcError, Message
from convcalc.layers.base import Shape
from convcalc.load.arguments import evaluate
from convcalc.load.ast import Cells, Name, NetworkDocument, Value
from convcalc.load.place import Source
from convcalc.load.readers.graph import Graph, Size
from convcalc.network.bounds import most_layers, raising
from convcalc.network.builder import Builder
from convcalc.network.graph import NetworkError, Place
from convcalc.network.sharing import stores
from convcalc.record import NamedTuple

STAND_IN = 512
"""A size that the file does not tell; channels do not depend on it."""


USUAL = {"stride": 1, "padding": 0, "dilation": 1, "groups": 1, "bias": True}
WINDOWED = ("conv", "tconv", "local", "linear")
"""Types in which these values say nothing, in every dialect."""


LONGEST_NAME = 1000
MOST_INPUTS = 20
"""Tensors that a layer may read on average."""


class Known(NamedTuple):
    """The shape of a tensor in numbers; None while its channels are unknown."""

    channels: int | None
    spatial: tuple[int, ...]


class TracedGraph(Graph):
    """A graph that works out the shape of each tensor at the input of the file; a layer that does
    not fit there makes a tensor of unknown shape, and is refused when the network is built."""

    def __init__(self, source: Source, name: str, dialect: str | None = None) -> None:
        super().__init__(source, name, dialect)
        self._builder = Builder(dialect=dialect)
        self._built: list[int | None] = []
        self._reads: set[int] = set()
        self.refused: NetworkError | None = None
        """The first layer that does not fit at the input of the file."""
        self._limit = most_layers()
        self._connections = 0
        self.sized = True
        """Whether the file says the size of every input."""

    def input(
        self, name: str, shape: Sequence[Size | None] | None, place: Place | None = None
    ) -> int:
        handle = super().input(name, shape, place)
        channels, *spatial = shape or (None, None, None)
        sizes = tuple([size if isinstance(size, int) else STAND_IN for size in spatial])
        self.sized = self.sized and all(isinstance(size, int) for size in spatial)
        known = channels if isinstance(channels, int) else None
        self._built.append(self._builder.input(Shape(known, sizes)))
        return handle

    def add(
        self,
        name: str,
        type: str,
        given: Mapping[str, Value] | None = None,
        inputs: Sequence[int] = (),
        place: Place | None = None,
    ) -> int:
        self._connections += len(inputs)
        if len(self._built) >= self._limit or self._connections > MOST_INPUTS * self._limit:
            message = Message("load.too_many_layers", limit=self._limit)
            raise self.source.error_at(place or self.source.place(0), message, raising())
        if len(name) > LONGEST_NAME:
            message = Message("read.long_name", limit=LONGEST_NAME)
            raise self.source.error_at(place or self.source.place(0), message)
        said = {key: value for key, value in (given or {}).items() if not _usual(type, key, value)}
        handle = super().add(name, type, said, inputs, place)
        self._reads.update(inputs)
        nodes = [node for node in (self._built[index] for index in inputs) if node is not None]
        node = None
        if len(nodes) == len(inputs):
            try:
                node = self._builder.add(type, self._plain(said), nodes, name, place)
            except ConvcalcError as error:
                if isinstance(error, NetworkError) and self.sized:
                    self.refused = self.refused or self.source.pointed(error)
        self._built.append(node)
        return handle

    def shape(self, handle: int) -> Known | None:
        """The shape of a tensor, its sizes those of stand-ins where the file tells no input."""
        node = self._built[handle]
        if node is None:
            return None
        shape = self._builder.shape(node)
        spatial = tuple([size for size in shape.spatial if isinstance(size, int)])
        return Known(shape.channels if isinstance(shape.channels, int) else None, spatial)

    def channels(self, handle: int) -> int | None:
        """The channels of a tensor, if they are known."""
        shape = self.shape(handle)
        return None if shape is None else shape.channels

    def unknown(self, name: str, what: str, inputs: Sequence[int], place: Place) -> int:
        """An operation that is not understood, whose output nothing is known of."""
        self.note(Message("read.unknown", what=what))
        return self.add(name, "opaque", {"what": what}, inputs, place)

    def is_read(self, handle: int) -> bool:
        """Whether some layer has read a tensor so far."""
        return handle in self._reads

    def stores(self, handle: int) -> bool:
        """Whether the layer that makes a tensor has weights or stored numbers."""
        node = self._built[handle]
        return node is not None and stores(self._builder.node(node))

    def costs(self) -> tuple[int, int, int] | None:
        """Parameters, buffers and MACs of all layers so far; None if one of them is unknown."""
        total = [0, 0, 0]
        for node in self._built[len(self._inputs) :]:
            sheet = None if node is None else self._builder.node(node).sheet
            counts = () if sheet is None else (sheet.params, sheet.buffers, sheet.macs)
            known = [count for count in counts if isinstance(count, int)]
            if len(known) < len(total):
                return None
            total = [one + other for one, other in zip(total, known, strict=True)]
        return total[0], total[1], total[2]

    def unread(self) -> list[int]:
        """The tensors that no layer has read so far."""
        inputs = range(len(self._inputs), len(self._built))
        return [handle for handle in inputs if not self.is_read(handle)]

    def document(self, outputs: Sequence[int] = ()) -> NetworkDocument:
        """The document; its outputs are those given, and whatever nothing reads.

        Raises:
            NetworkError: there is no layer.
        """
        if len(self._built) == len(self._inputs):
            raise self.source.error(0, Message("network.empty"))
        return super().document(list(dict.fromkeys((*outputs, *self.unread()))))

    def _plain(self, given: Mapping[str, Value]) -> dict[str, Any]:
        """Parameters as the builder takes them; the size of another step in place of its name."""
        plain = {
            key: evaluate(value, {}) for key, value in given.items() if not isinstance(value, Name)
        }
        like = given.get("like")
        if isinstance(like, Name):
            handles = {name: handle for handle, name in self._names.items()}
            other = self.shape(handles[like.parts[0]])
            plain.pop("offset", None)
            plain["output_size"] = other and other.spatial
        return plain


def _usual(type_name: str, key: str, value: Value) -> bool:
    usual = USUAL.get(key) if type_name in WINDOWED else None
    return usual is not None and type(value) is type(usual) and value == usual


def axes(sizes: Sequence[int]) -> Value:
    """A number for each axis, or the one that all have."""
    return sizes[0] if len(set(sizes)) == 1 else listed(sizes)


def listed(sizes: Sequence[int]) -> Value:
    """Numbers that stay as many as they are: shapes."""
    return Cells(tuple([(size,) for size in sizes]))
