"""An ONNX file as one of our documents: each node evaluated in turn, to a constant or a tensor."""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Callable, Sequence

from convcalc.algebra.expr import Size
from convcalc.errors import Message
from convcalc.load.ast import NetworkDocument
from convcalc.load.place import Source
from convcalc.load.readers.onnx.dense import DENSE
from convcalc.load.readers.onnx.elements import ELEMENTS
from convcalc.load.readers.onnx.fold import fold
from convcalc.load.readers.onnx.inputs import SizeLetters, data_inputs, input_view
from convcalc.load.readers.onnx.labels import labels
from convcalc.load.readers.onnx.layout import LAYOUT
from convcalc.load.readers.onnx.model import (
    FLOATING,
    Info,
    OnnxFile,
    OnnxGraph,
    OnnxNode,
    Stored,
    read_model,
)
from convcalc.load.readers.onnx.normal import NORMAL
from convcalc.load.readers.onnx.notes import notes
from convcalc.load.readers.onnx.operation import Operand, Operation
from convcalc.load.readers.onnx.patterns import find_patterns
from convcalc.load.readers.onnx.values import SIZE, Constant, stored
from convcalc.load.readers.onnx.windows import WINDOWS
from convcalc.load.readers.onnx.wire import Wire
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.view import Axis, TensorView, fresh
from convcalc.network.graph import Place
from convcalc.visible import visible

OLDEST = 7
DOMAINS = ("", "com.microsoft")
MOST_BODIES = 16
"""Bodies of If in one another."""

MISUSE = (
    ArithmeticError, AssertionError, AttributeError, LookupError, StopIteration, TypeError,
    ValueError,
)  # fmt: skip
"""What an operator raises whose operands or attributes are not those that it is defined for."""

SIZED = ("Pad", "Resize", "Upsample", "Slice", "Expand")
"""Operators whose numbers, if worked out from sizes, are those of our layers."""

Operator = Callable[[Build, Operation], "list[TensorView] | None"]
OPERATORS: dict[str, Operator] = {**WINDOWS, **DENSE, **NORMAL, **ELEMENTS, **LAYOUT}


class Walk:
    """One pass over the nodes of a file."""

    def __init__(self, wire: Wire, model: OnnxFile, graph: OnnxGraph, to: Build) -> None:
        self.wire, self.source, self.to = wire, to.source, to
        self.opset = model.opset.get("", 0)
        self.known: dict[str, TensorView | Constant] = {}
        self.declared = {**graph.known, **{info.name: info for info in graph.outputs}}
        self.uses: Counter[str] = Counter()

    def run(self, graph: OnnxGraph, depth: int = 0) -> None:
        """Evaluate all nodes of a graph that its outputs need.

        Raises:
            NetworkError: a node that cannot be evaluated.
        """
        names = labels(graph.nodes)
        needed = self.needed(graph)
        for node in graph.nodes:
            self.uses.update(node.inputs)
        for node in graph.nodes:
            if not any(name in needed and name not in graph.stored for name in node.outputs):
                continue
            if depth == 0:
                self.to.place = Place(self.source.name, node.number, 1)
                self.to.name = visible(names[node.number])
            self.node(node, depth)

    def needed(self, graph: OnnxGraph) -> set[str]:
        """The names that the outputs are made of."""
        needed = {info.name for info in graph.outputs}
        for node in reversed(graph.nodes):
            if any(name in needed for name in node.outputs):
                needed.update(node.inputs)
                for body in node.attributes.values():
                    if isinstance(body, OnnxGraph):
                        needed.update(self.needed(body))
        return needed

    def node(self, node: OnnxNode, depth: int) -> None:
        place = self.to.place
        assert place is not None
        call = Operation(node, [], self.opset, self.wire, self.source, place)
        call.inputs = [self.operand(call, name) for name in node.inputs]
        call.alone = bool(node.inputs) and self.uses[node.inputs[0]] == 1
        if node.op == "Add" and len(node.inputs) == 2 and isinstance(call.inputs[0], Constant):
            call.alone = self.uses[node.inputs[1]] == 1
        if node.op == "If":
            self.branch(call, depth)
            return
        try:
            made = self.evaluated(call)
        except MISUSE as error:
            raise call.error("onnx.misused", count=len(node.inputs)) from error
        for name, result in zip(node.outputs, made, strict=False):
            if name:
                self.known[name] = result

    def operand(self, call: Operation, name: str) -> Operand:
        if not name:
            return None
        found = self.known.get(name)
        if found is None:
            raise call.error("onnx.undefined", name=name)
        return found

    def evaluated(self, call: Operation) -> Sequence[TensorView | Constant]:
        """What a node makes."""
        op, inputs = call.node.op, call.inputs
        if op in ("Shape", "Size") and call.node.domain == "" and inputs and inputs[0] is not None:
            return [_shape(call, inputs[0].shape)]
        if not any(isinstance(operand, TensorView) for operand in inputs):
            found = fold(call)
            if found is None:
                raise call.error("onnx.not_folded")
            return found
        if call.node.domain in DOMAINS and op in OPERATORS:
            made = OPERATORS[op](self.to, call)
            if made is not None:
                if call.sized and op in SIZED:
                    self.to.sized.add(self.to.name)
                return made
        return [self.unknown(call)] * len(call.node.outputs)

    def unknown(self, call: Operation) -> TensorView:
        """An operation that is not known, of unknown cost; its shape is that which the file says,
        else that of its first tensor, which is told."""
        tensors = [one for one in call.inputs if isinstance(one, TensorView)]
        info = self.declared.get(call.node.outputs[0])
        axes = None if info is None else self.axes_of(info, tensors[0])
        if axes is None:
            self.to.notes.append(
                Message("onnx.note.same_shape", op=call.node.op, step=self.to.name)
            )
        what = call.node.op if not call.node.domain else f"{call.node.domain}.{call.node.op}"
        return self.to.opaque(tensors, axes, visible(what), None, None)

    def axes_of(self, info: Info, x: TensorView) -> tuple[Axis, ...] | None:
        """The axes of a tensor whose shape the file says in numbers, the batch first."""
        if not info.dims or not all(isinstance(dim, int) and dim > 0 for dim in info.dims[1:]):
            return None
        sizes = [dim for dim in info.dims[1:] if isinstance(dim, int)]
        return ((self.to.batch,), *fresh(sizes))

    def branch(self, call: Operation, depth: int) -> None:
        """An If with a condition that is known: the body that it takes, which sees all names."""
        condition = call.input(0)
        items = condition.items if isinstance(condition, Constant) else None
        if not items or items[0] is None:
            raise call.error("onnx.condition")
        body = call.attribute("then_branch" if items[0] else "else_branch")
        if not isinstance(body, OnnxGraph) or depth >= MOST_BODIES:
            raise call.error("onnx.attribute", name="then_branch")
        self.store(body)
        self.run(body, depth + 1)
        for name, info in zip(call.node.outputs, body.outputs, strict=False):
            self.known[name] = self.known[info.name]

    def store(self, graph: OnnxGraph) -> None:
        """Make the stored tensors of a graph known."""
        for name, tensor in graph.stored.items():
            self.known[name] = stored(self.wire, tensor, learnt=True)


def _shape(call: Operation, shape: Sequence[Size]) -> Constant:
    roots = {SIZE: 0}
    if call.node.op == "Size":
        return Constant((), [Constant(tuple(shape)).count], roots=roots)
    start, end = call.whole("start", 0), call.whole("end", len(shape))
    taken = list(shape)[start:end]
    return Constant((len(taken),), taken, roots=roots)


def read(wire: Wire, name: str) -> NetworkDocument:
    """The network in an ONNX file.

    Raises:
        UsageError: it is none, or damaged.
        NetworkError: a node that cannot be evaluated.
    """
    model = read_model(wire)
    graph = model.graph
    if graph is None or not graph.nodes:
        raise wire.error("onnx.no_graph")
    if not graph.outputs:
        raise wire.error("onnx.no_output")
    opset = model.opset.get("", 0)
    if opset < OLDEST:
        raise wire.error("onnx.opset", opset=opset, oldest=OLDEST)
    _weights_in_nodes(graph)
    source = Source(name, _listing(graph))
    source.place(0)  # so that errors show the line of their node
    find_patterns(graph, wire)
    stem = os.path.splitext(os.path.basename(name))[0].strip("<>")
    inputs, weights = data_inputs(graph)
    letters = SizeLetters()
    batch = letters.batch(wire, inputs)
    to = Build(source, stem, "onnx", batch)
    walk = Walk(wire, model, graph, to)
    walk.store(graph)
    for info in weights:
        shape = tuple([dim if isinstance(dim, int) else 1 for dim in info.dims or ()])
        count = Constant(shape).count
        walk.known[info.name] = Constant(
            shape, None, False, {info.name: count} if isinstance(count, int) else {}
        )
    for info in inputs:
        walk.known[info.name] = input_view(wire, graph, info, letters, to)
    walk.run(graph)
    outputs = [walk.known[info.name] for info in graph.outputs if info.name in walk.known]
    tensors = [tensor for tensor in outputs if isinstance(tensor, TensorView)]
    if not tensors:
        raise wire.error("onnx.no_output")
    to.notes += notes(graph)
    _agree(graph, walk, to)
    return to.document(tensors)


def _weights_in_nodes(graph: OnnxGraph) -> None:
    """Where a file stores no weights, the tensors of its Constant nodes are these."""
    if any(tensor.type in FLOATING and tensor.dims for tensor in graph.stored.values()):
        return
    for node in graph.nodes:
        value = node.attributes.get("value") if node.op == "Constant" else None
        if isinstance(value, Stored) and value.type in FLOATING and math.prod(value.dims) > 1:
            value.name = node.outputs[0]
            graph.stored[value.name] = value


def _agree(graph: OnnxGraph, walk: Walk, to: Build) -> None:
    """Say where the file itself gives an output another shape, in numbers."""
    for info in graph.outputs:
        made = walk.known.get(info.name)
        if made is None or info.dims is None or not isinstance(made, TensorView):
            continue
        shape = made.shape
        differ = len(shape) != len(info.dims) or any(
            isinstance(dim, int) and dim > 0 and isinstance(size, int) and dim != size
            for dim, size in zip(info.dims[1:], shape[1:], strict=False)
        )
        if differ:
            said = "x".join(map(str, info.dims))
            found = "x".join(str(size) if isinstance(size, int) else "?" for size in shape)
            message = Message(
                "onnx.note.other_shape", name=visible(info.name), said=said, found=found
            )
            to.notes.append(message)


def _listing(graph: OnnxGraph) -> str:
    """The nodes as lines of a text, to show where an error is."""
    lines = [
        f"{node.op} {node.name}: {', '.join(node.inputs)} -> {', '.join(node.outputs)}"
        for node in graph.nodes
    ]
    return "\n".join(visible(line.replace("\n", " ")) for line in lines)
