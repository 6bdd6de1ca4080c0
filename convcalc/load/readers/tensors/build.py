"""From operations on tensors to the steps of one of our networks.

Readers say which operation is on which tensors; each step is worked out at once, so that its shape
is known, and those that nothing needs in the end are left out of the document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convcalc.algebra.expr import Expr, Size
from convcalc.algebra.trace import product
from convcalc.annotations import Any, TypeAlias
from convcalc.errors import Message
from convcalc.layers.base import Shape
from convcalc.layers.make import analyse
from convcalc.load.ast import Cells, Name, NetworkDocument, Value
from convcalc.load.expression import parse
from convcalc.load.place import Piece, Source
from convcalc.load.readers.graph import Graph
from convcalc.load.readers.tensors.turn import turned
from convcalc.load.readers.tensors.view import (
    Atom,
    Axes,
    Axis,
    TensorView,
    fresh,
    is_one,
    sample_axes,
    size_of,
    without,
)
from convcalc.network.builder import Builder
from convcalc.network.graph import Place

MOST_AXES = 4
"""Channels and three spatial axes: what one of our maps has at most."""

ADAPTIVE = ("adaptive_avgpool", "adaptive_maxpool")
"""Layers whose output is of one size whatever comes in."""

Given: TypeAlias = "Mapping[str, Any]"


class BuiltLayer:
    """A layer: what it was given, and the nodes that it reads. `share`: the step whose weights it
    uses; `bias`: the names of its bias, if it has one."""

    __slots__ = ("bias", "given", "inputs", "name", "place", "share", "type")

    def __init__(
        self, name: str, type: str, given: Given, inputs: Sequence[int], place: Place | None
    ) -> None:
        self.name, self.type, self.given, self.inputs = name, type, given, inputs
        self.place = place
        self.share: int | None = None
        self.bias: tuple[str, ...] = ()


class Build:
    """Steps in order. `name` and `place` are those of the operation at hand; `batch` is the axis
    that our maps do not have. `weights` are the steps that first had certain weights, `moved`
    those that another one took the place of, `counted` the names of all learnt numbers that some
    step has, `sized` steps with numbers that were worked out from the size of the input."""

    def __init__(self, source: Source, name: str, dialect: str | None, batch: Size) -> None:
        self.source = source
        self.batch = Atom(batch)
        self.builder = Builder(name, dialect)
        self.dialect = dialect
        self.steps: list[BuiltLayer] = []
        self.shapes: dict[int, Sequence[Size | str | None]] = {}
        self.weights: dict[tuple[str, ...], int] = {}
        self.moved: dict[int, int] = {}
        self.counted: set[str] = set()
        self.sized: set[str] = set()
        self.notes: list[Message] = []
        self.name = ""
        self.place: Place | None = None

    # What comes in and goes out

    def input(self, name: str, sizes: Sequence[Size], spelt: Sequence[Size | str | None]) -> int:
        """An input of channels and spatial sizes, and how they are written."""
        node = self.builder.input(Shape(sizes[0], tuple(sizes[1:])), self.place, name)
        self.steps.append(BuiltLayer(name, "input", {}, (), self.place))
        self.shapes[node] = spelt
        return node

    def document(self, outputs: Sequence[TensorView]) -> NetworkDocument:
        """The document of all steps that the outputs need."""
        ends = [self.plain(tensor).node for tensor in outputs]
        ends = [self.step("identity", {}, (end,)) if end in self.shapes else end for end in ends]
        needed = set(ends)
        for node in range(len(self.steps) - 1, -1, -1):
            if node in needed:
                needed.update(self.steps[node].inputs)
                if (first := self._first(node)) is not None:
                    needed.add(first)
        graph = Graph(self.source, self.builder.name, self.dialect)
        handles: dict[int, int] = {}
        for node, step in enumerate(self.steps):
            if node not in needed:
                continue
            if node in self.shapes:
                handles[node] = graph.input(step.name, self.shapes[node], step.place)
                continue
            type, given, first = step.type, dict(step.given), self._first(node)
            if first is None and step.share is not None:
                type, given = "opaque", self._costs(node)
            written = {key: self._written(value) for key, value in given.items()}
            if first is not None:
                place = step.place or self.source.place(0)
                written["share"] = Name((graph.name_of(handles[first]),), place)
            inputs = [handles[at] for at in step.inputs]
            handles[node] = graph.add(step.name, type, written, inputs, step.place)
        fixed = [self.steps[node].name for node in sorted(needed) if self._is_fixed(node)]
        if fixed and not any(
            isinstance(size, str) for sizes in self.shapes.values() for size in sizes
        ):
            graph.note(Message("read.fixed", what=fixed[0]))
        for note in self.notes:
            graph.note(note)
        return graph.document([handles[node] for node in dict.fromkeys(ends)])

    def _is_fixed(self, node: int) -> bool:
        """Whether a step has numbers that hold at this size of the input only."""
        step = self.steps[node]
        if step.name in self.sized or step.type == "crop" or "output_size" in step.given:
            return step.type not in ADAPTIVE
        if step.type == "reshape":
            return any(not is_one(size) for size in step.given["shape"][1:])
        size = step.given.get("size", "flat")
        wide = size != "flat" and not all(map(is_one, size))
        return step.type == "opaque" and (wide or step.given.get("macs", 0) != 0)

    def _first(self, node: int) -> int | None:
        """The step whose weights a step uses, if ours can say so: both have a bias, or neither."""
        share = self.steps[node].share
        if share is None:
            return None
        share = self.moved.get(share, share)
        has = [self.steps[at].given.get("bias") for at in (share, node)]
        return share if has[0] == has[1] else None

    def _costs(self, node: int) -> dict[str, Any]:
        """What an opaque layer is given that does what a step does, with weights of others."""
        step = self.steps[node]
        inputs = tuple([self.builder.shape(at) for at in step.inputs])
        _, sheet = analyse(step.type, inputs, step.given, None, self.dialect)
        sizes = self.sizes(node)
        size = tuple(sizes[1:]) or "flat"
        return {"what": step.type, "out": sizes[0], "size": size, "params": 0, "macs": sheet.macs}

    def _written(self, value: Any) -> Value:
        """A value as documents have them."""
        if isinstance(value, tuple):
            cells = [part if isinstance(part, tuple) else (part,) for part in value]
            return Cells(tuple([tuple(map(self._scalar, cell)) for cell in cells]))
        scalar: Value = self._scalar(value)
        return scalar

    def _scalar(self, value: Any) -> Any:
        if not isinstance(value, Expr):
            return value
        from convcalc.algebra.notation import ascii_text

        return parse(Piece(self.source, ascii_text(value), 0, exact=False))

    # Steps

    def step(self, type: str, given: Given, nodes: Sequence[int], name: str = "") -> int:
        """A layer on these nodes; its node."""
        name = name or self.name
        node = self.builder.add(type, given, nodes, name, self.place)
        self.steps.append(BuiltLayer(name, type, dict(given), tuple(nodes), self.place))
        return node

    def sizes(self, node: int) -> tuple[Size, ...]:
        """Channels and spatial sizes of a node."""
        shape = self.builder.shape(node)
        assert shape.channels is not None, "inputs of readers have channels"
        return (shape.channels, *shape.spatial)

    def plain(self, x: TensorView) -> TensorView:
        """The same tensor on a map whose axes are those of the tensor, but for the batch; of more
        axes than a map can have the first ones are one."""
        base = self._map(sample_axes(x, self.batch))
        if base == x.base:
            return x
        type, given = turned(x.base, base)
        label = x.label or f"{self.name}.{type}"
        return TensorView(self.step(type, given, (x.node,), label), base, x.axes)

    def unary(self, x: TensorView, type: str, given: Given | None = None) -> TensorView:
        """A layer that does the same to each element, whatever axis it is on."""
        return x.on(self.step(type, given or {}, (x.node,)))

    def layer(self, x: TensorView, type: str, given: Given) -> TensorView:
        """A layer that tells channels (axis 1) from spatial axes (those behind)."""
        x = self.plain(x)
        if x.axes[0] == (self.batch,) and len(x.base) == len(x.axes) - 1:
            node = self.step(type, given, (x.node,))
            base = fresh(self.sizes(node))
            return TensorView(node, base, ((self.batch,), *base))
        return self._several(x, type, given)

    def _several(self, x: TensorView, type: str, given: Given) -> TensorView:
        """The same layer on several maps of one sample, such as the frames of a film."""
        first, *rest = x.axes
        count = size_of(without(first, self.batch))
        channels, *spatial = map(size_of, rest)
        shape = Shape(channels, tuple(spatial))
        _, sheet = analyse(type, (shape,), given, None, self.dialect)
        output = sheet.output
        assert output.channels is not None
        assert sheet.params is not None
        assert sheet.macs is not None
        axes = (first, *fresh((output.channels, *output.spatial)))
        return self.opaque([x], axes, type, sheet.params, product(sheet.macs, count))

    def unlearnt(self, made: TensorView) -> TensorView:
        """A layer that was just made, with constants for its weights."""
        node, step = made.node, self.steps[made.node]
        return made.on(self.step("opaque", self._costs(node), step.inputs))

    def opaque(
        self,
        xs: Sequence[TensorView],
        axes: Axes | None,
        what: str,
        params: Size | None = 0,
        macs: Size | None = 0,
        rf: int | str | None = None,
        base: Axes | None = None,
    ) -> TensorView:
        """Any operation, of these costs (None: unknown). It gives a tensor of these `axes`, on a
        map of axes `base` (else those of the tensor); without `axes` one like the first."""
        costs = {"params": params, "macs": macs, "rf": rf}
        given: dict[str, Any] = {"what": what}
        given.update((key, value) for key, value in costs.items() if value is not None)
        nodes = [x.node for x in xs]
        if axes is None:
            return xs[0].on(self.step("opaque", given, nodes))
        base = base or self._map(sample_axes(TensorView(0, (), axes), self.batch))
        sizes = [size_of(axis) for axis in base]
        given["out"] = sizes[0]
        given["size"] = tuple(sizes[1:]) or "flat"
        return TensorView(self.step("opaque", given, nodes), base, axes)

    @staticmethod
    def _map(axes: Sequence[Axis]) -> Axes:
        """These axes as those of a map: one at least, and the first ones as one if they are more
        than a map can have."""
        excess = max(len(axes) - MOST_AXES, 0)
        first = tuple([atom for axis in axes[: excess + 1] for atom in axis])
        return (first, *axes[excess + 1 :])
