"""Networks are built here, one layer at a time; each shape is known at once.

Whoever reads a notation or a file calls `Builder.add` for each layer in order and may ask for the
shape of anything built so far. Real networks repeat themselves, so facts are worked out once for
each (layer, input shapes) and shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from convcalc.algebra.expr import Expr, Size, Var
from convcalc.annotations import Any
from convcalc.errors import ConvcalcError, Message
from convcalc.layers.base import Layer, Shape, Sheet
from convcalc.layers.index import look_up, resolve
from convcalc.layers.make import make, work_out
from convcalc.network.bounds import Room, most_layers, raising
from convcalc.network.graph import INPUT, Network, NetworkError, Node, Place

LETTERS = {1: ("L",), 2: ("H", "W"), 3: ("T", "H", "W")}
"""Symbols for the sizes of an input whose shape is not given."""

Facts = tuple[str, Layer, Sheet, Shape]


class Builder:
    """Collects the layers of one network.

    `add` returns the index of the new node, which later layers take as their input.
    """

    def __init__(
        self, name: str = "", dialect: str | None = None, limit: int | None = None
    ) -> None:
        self.name = name
        self.dialect = dialect
        self.limit = most_layers() if limit is None else limit
        self._room = Room(self.limit)
        self._nodes: list[Node] = []
        self._inputs: list[int] = []
        self._numbers: dict[str, int] = {}
        self._reserved: frozenset[str] = frozenset()
        self._shapes: dict[tuple[Any, ...], Shape] = {}
        self._facts: dict[tuple[Any, ...], Facts] = {}

    def __len__(self) -> int:
        return len(self._nodes)

    def reserve(self, names: Iterable[str]) -> None:
        """Names that will be given to layers, which therefore no other layer gets by itself."""
        self._reserved = frozenset(names)

    def shape(self, index: int) -> Shape:
        """The shape of a node built before."""
        return self._nodes[index].shape

    def input(
        self,
        shape: Shape | None = None,
        place: Place | None = None,
        name: str | None = None,
        dims: int = 2,
    ) -> int:
        """A new input; without a shape its sizes are symbols and its channels unknown."""
        if shape is None:
            shape = Shape(None, tuple(map(Var, LETTERS[dims])))
        self._inputs.append(len(self._nodes))
        name = name or (INPUT if len(self._inputs) == 1 else f"{INPUT}{len(self._inputs)}")
        return self._append(name, INPUT, None, (), self._intern(shape), None, place, "", "")

    def add(
        self,
        type_name: str,
        given: Mapping[str, Any],
        inputs: Sequence[int],
        name: str | None = None,
        place: Place | None = None,
        stage: str = "",
        block: str = "",
    ) -> int:
        """A layer of this type on these nodes; its facts are worked out now.

        Raises:
            NetworkError: no such layer, or it does not fit its inputs; or the network is too large.
        """
        if len(self._nodes) - len(self._inputs) >= self.limit:
            message = Message("network.too_many_layers", limit=self.limit)
            raise NetworkError(message, raising(), place=place, exit_code=2)
        shapes = tuple([self._nodes[index].shape for index in inputs])
        key = (
            self.dialect,
            type_name,
            tuple([(key, type(value), value) for key, value in given.items()]),
            tuple(map(id, shapes)),
        )
        try:
            facts = self._facts.get(key)
        except TypeError:  # a list among the values: worked out anew each time
            facts = self._work_out(type_name, given, shapes, name, place)
        else:
            if facts is None:
                facts = self._work_out(type_name, given, shapes, name, place)
                self._facts[key] = facts
        kind, layer, sheet, shape = facts
        if name is None:
            name = self._next_name(kind)
        return self._append(name, kind, layer, tuple(inputs), shape, sheet, place, stage, block)

    def put(self, layer: Layer, inputs: Sequence[int], like: Node, name: str | None = None) -> int:
        """A layer that is made already, where `like` stands in another network.

        Raises:
            NetworkError: it does not fit its inputs; or the network is too large.
        """
        shapes = tuple([self._nodes[index].shape for index in inputs])
        key = (id(layer), *map(id, shapes))
        facts = self._facts.get(key)
        if facts is None:
            facts = self._facts[key] = self._fitted(layer, shapes, like.name, like.place)
        kind, layer, sheet, shape = facts
        return self._append(
            name or like.name, kind, layer, tuple(inputs), shape, sheet, like.place, like.stage,
            like.block,
        )  # fmt: skip

    def merge(
        self,
        kind: str,
        inputs: Sequence[int],
        name: str | None = None,
        place: Place | None = None,
        stage: str = "",
        block: str = "",
    ) -> int:
        """The sum ("add"), concatenation ("concat") or product ("mul") of several nodes.

        Raises:
            NetworkError: their shapes do not go together.
        """
        return self.add(kind, {}, inputs, name, place, stage, block)

    def node(self, index: int) -> Node:
        """A node built before."""
        return self._nodes[index]

    def finish(
        self,
        outputs: Sequence[int] = (),
        expect: Mapping[str, Any] | None = None,
        budget: Mapping[str, Any] | None = None,
        knobs: Mapping[str, Any] | None = None,
        notes: tuple[Message, ...] = (),
        told: bool = True,
    ) -> Network:
        """The network; without `outputs`, its last node is the output.

        Raises:
            NetworkError: there is no layer, or the result of one is never used.
        """
        if len(self._nodes) == len(self._inputs):
            raise NetworkError(Message("network.empty"), exit_code=2)
        network = Network(
            self.name,
            self.dialect,
            self._nodes,
            tuple(self._inputs),
            tuple(dict.fromkeys(outputs)) or (len(self._nodes) - 1,),
            knobs or {},
            expect or {},
            budget or {},
        )
        network.notes, network.told = notes, told
        _nothing_unused(network)
        return network

    def _append(
        self,
        name: str,
        kind: str,
        layer: Layer | None,
        inputs: tuple[int, ...],
        shape: Shape,
        sheet: Sheet | None,
        place: Place | None,
        stage: str,
        block: str,
    ) -> int:
        index = len(self._nodes)
        self._nodes.append(
            Node(index, name, kind, layer, inputs, shape, sheet, place, stage, block)
        )
        return index

    def _next_name(self, kind: str) -> str:
        number, name = self._free_name(kind)
        self._numbers[kind] = number
        return name

    def _free_name(self, kind: str) -> tuple[int, str]:
        """The number and the name that the next layer of this type gets."""
        joint = "_" if kind[-1].isdecimal() else ""
        number = self._numbers.get(kind, 0) + 1
        while f"{kind}{joint}{number}" in self._reserved:
            number += 1
        return number, f"{kind}{joint}{number}"

    def _intern(self, shape: Shape) -> Shape:
        """The one shape object of the builder that has these sizes."""
        key = (shape.channels, *shape.spatial)
        return self._shapes.setdefault(key, shape)

    def _work_out(
        self,
        type_name: str,
        given: Mapping[str, Any],
        shapes: tuple[Shape, ...],
        name: str | None,
        place: Place | None,
    ) -> Facts:
        kind = type_name
        try:
            kind = look_up(type_name).type
            seen = _seen(resolve(type_name), shapes)
            layer = make(type_name, given, len(seen[0].spatial) if seen else 2, self.dialect)
        except ConvcalcError as error:
            label = name or self._free_name(kind)[1]
            raise NetworkError.around(error, label, kind, shapes, place, exit_code=2) from error
        return self._fitted(layer, shapes, name, place)

    def _fitted(
        self, layer: Layer, shapes: tuple[Shape, ...], name: str | None, place: Place | None
    ) -> Facts:
        """What is known of a layer on maps of these shapes.

        Raises:
            NetworkError: it does not fit them.
        """
        seen, exit_code = _seen(type(layer), shapes), 1
        try:
            sheet = work_out(layer, seen, len(seen[0].spatial) if seen else 2)
            exit_code = 2
            shape = self._settle(sheet, seen)
        except ConvcalcError as error:
            hints = _merge_hints(error.message, seen)
            label = name or self._free_name(layer.TYPE)[1]
            raise NetworkError.around(
                error, label, layer.TYPE, shapes, place, hints, exit_code
            ) from error
        return layer.TYPE, layer, sheet, self._intern(shape)

    def _settle(self, sheet: Sheet, seen: tuple[Shape, ...]) -> Shape:
        """The shape that a layer makes, in normal form; its costs as closed forms.

        Raises:
            LayerError: its numbers are too large, or its letters take too much work.
        """
        from convcalc.algebra.settle import settled

        output = sheet.output
        channels = None if output.channels is None else settled(output.channels)
        shape = Shape(channels, tuple([settled(size) for size in output.spatial]))
        self._room.take((channels, *shape.spatial))
        if any(isinstance(n, Expr) for x in (*seen, output) for n in (x.channels, *x.spatial)):
            from convcalc.network.closed_forms import tidy_sheet

            tidy_sheet(sheet)
        return shape


def _seen(kind: type[Layer], shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """The shapes as a layer of that type takes them."""
    return _gates_as_maps(shapes) if kind.GATES else shapes


def _gates_as_maps(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """For a product of maps and vectors, each vector as maps of a single element."""
    dims = max((len(shape.spatial) for shape in shapes), default=0)
    return tuple(
        [shape if shape.spatial else Shape(shape.channels, (1,) * dims) for shape in shapes]
    )


def _nothing_unused(network: Network) -> None:
    """Demand that every result is used or is an output.

    Raises:
        NetworkError: one is not.
    """
    used = {source for node in network.nodes for source in node.inputs}
    used.update(network.outputs)
    for node in network.nodes:
        if node.index not in used:
            code = "network.unused_input" if node.sheet is None else "network.unused"
            fields: dict[str, Any] = {"layer": node.name, "kind": node.type}
            if node.place is not None:
                fields.update(node.place.fields())
                code += "_at"
            raise NetworkError(
                Message(code, **fields),
                Message("network.hint.outputs", layer=node.name),
                place=node.place,
                exit_code=2,
            )


def _merge_hints(reason: Message, shapes: Sequence[Shape]) -> list[Message]:
    """Hints for a refused sum, product or concatenation of integer sizes; none otherwise."""
    if reason.code == "combine.channels_differ":
        counts = [c for c in (shape.channels for shape in shapes) if isinstance(c, int)]
        if len(counts) < len(shapes):
            return []
        wanted = max(counts)
        return [Message("network.hint.project", channels=wanted, line=f"conv1@{wanted}b0")]
    if reason.code == "combine.sizes_differ":
        sizes = [_integers(shape.spatial) for shape in shapes]
        known = [size for size in sizes if size is not None]
        return [_fit(max(known), min(known))] if len(known) == len(sizes) else []
    return []


def _integers(spatial: tuple[Size, ...]) -> tuple[int, ...] | None:
    whole = tuple([size for size in spatial if isinstance(size, int)])
    return whole if len(whole) == len(spatial) else None


def _fit(large: tuple[int, ...], small: tuple[int, ...]) -> Message:
    """A stride on one path if that explains all axes, else a crop."""
    strides = {_stride(a, b) for a, b in zip(large, small, strict=True)}
    stride = strides.pop() if len(strides) == 1 else None
    if stride is not None and stride > 1:
        return Message("network.hint.stride", stride=stride)
    return Message("network.hint.crop")


def _stride(large: int, small: int) -> int | None:
    """The stride that takes one size to the other, rounding up; not to what a single pixel is left
    of, be it pooled or an input that is far too small."""
    stride = (large + small // 2) // small
    return stride if small > 1 and stride and -(-large // stride) == small else None
