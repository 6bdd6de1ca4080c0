"""What an ONNX file says: graphs, nodes, attributes and the shapes of its weights.

Source: onnx.proto of ONNX 1.23 (the numbers of the fields); only those are read that are needed.
"""

from __future__ import annotations

from convcalc.load.readers.onnx.wire import DEEPEST, Span, Wire

Dim = int | str | None
"""A size, a symbol for one, or nothing."""

PACKED = {
    1: "f", 2: "B", 3: "b", 4: "H", 5: "h", 6: "i", 7: "q", 9: "?", 10: "e", 11: "d", 12: "I",
    13: "Q",
}  # fmt: skip
"""Types of elements whose values may be needed -> how `struct` calls them."""

FLOATING = frozenset((1, 10, 11, 16, 17, 18, 19, 20))
"""Types of numbers with a point: float, float16, double, bfloat16, float8."""

METADATA = ("pkg.torch.onnx.name_scopes", "pkg.onnxscript.rewriter.rule_name")

MOST_AXES = 64


class Stored:
    """A tensor of the file: its sizes, its type, and where its values are (nowhere, if outside)."""

    __slots__ = ("dims", "name", "outside", "type", "values")

    def __init__(self, wire: Wire, span: Span) -> None:
        self.name, self.type, self.outside = "", 0, False
        dims: list[int] = []
        self.values: list[tuple[int, int | Span]] = []
        for number, value in wire.fields(span):
            if number == 1:
                dims.extend(wire.integers(value))
            elif number == 2:
                self.type = wire.integer(value)
            elif number == 8:
                self.name = wire.text(value)
            elif number == 13 or (number == 14 and value == 1):
                self.outside = True
            elif number in (4, 5, 7, 9, 10, 11):
                self.values.append((number, value))
            if len(dims) > MOST_AXES:
                raise wire.damaged(span[0])
        if any(dim < 0 for dim in dims):
            raise wire.error("onnx.negative_size", tensor=self.name, shape=str(dims))
        self.dims = tuple(dims)


class Info:
    """A name with its type and shape, as inputs and outputs have them."""

    __slots__ = ("dims", "name", "type")

    def __init__(self, wire: Wire, span: Span) -> None:
        self.name, self.type = "", 0
        self.dims: tuple[Dim, ...] | None = None
        for number, value in wire.fields(span):
            if number == 1:
                self.name = wire.text(value)
            elif number == 2:
                for kind, inner in wire.fields(wire.span(value)):
                    if kind == 1:
                        self._tensor(wire, wire.span(inner))

    def _tensor(self, wire: Wire, span: Span) -> None:
        for number, value in wire.fields(span):
            if number == 1:
                self.type = wire.integer(value)
            elif number == 2:
                dims: list[Dim] = []
                for _, dim in wire.fields(wire.span(value)):
                    size: Dim = None
                    for kind, inner in wire.fields(wire.span(dim)):
                        if kind == 1:
                            size = wire.integer(inner)
                        elif kind == 2:
                            size = wire.text(inner)
                    dims.append(size)
                if len(dims) > MOST_AXES:
                    raise wire.damaged(span[0])
                self.dims = tuple(dims)


class OnnxNode:
    """One operation. `number` counts from 1 in the order of the file."""

    __slots__ = ("attributes", "domain", "inputs", "metadata", "name", "number", "op", "outputs")

    def __init__(self, op: str, inputs: list[str], outputs: list[str], number: int = 0) -> None:
        self.op, self.inputs, self.outputs, self.number = op, inputs, outputs, number
        self.name = self.domain = ""
        self.attributes: dict[str, object] = {}
        self.metadata: dict[str, str] = {}


class OnnxGraph:
    """Nodes in the order of the file; what is stored, what comes in and what goes out."""

    __slots__ = ("inputs", "known", "name", "nodes", "outputs", "stored")

    def __init__(self) -> None:
        self.name = ""
        self.nodes: list[OnnxNode] = []
        self.stored: dict[str, Stored] = {}
        self.inputs: list[Info] = []
        self.outputs: list[Info] = []
        self.known: dict[str, Info] = {}


class OnnxFile:
    """A whole file: `opset` are the versions by domain, "" being that of ONNX itself."""

    __slots__ = ("functions", "graph", "opset", "producer")

    def __init__(self) -> None:
        self.graph: OnnxGraph | None = None
        self.opset: dict[str, int] = {}
        self.producer = ""
        self.functions: set[tuple[str, str]] = set()


def read_model(wire: Wire) -> OnnxFile:
    """The model in a file.

    Raises:
        UsageError: it is none, or damaged.
    """
    model = OnnxFile()
    for number, value in wire.fields((0, len(wire.data))):
        if number == 2:
            model.producer = wire.text(value)
        elif number == 7:
            model.graph = _graph(wire, wire.span(value), 1)
        elif number == 8:
            domain, version = "", 0
            for kind, inner in wire.fields(wire.span(value)):
                if kind == 1:
                    domain = wire.text(inner)
                elif kind == 2:
                    version = wire.integer(inner)
            model.opset["" if domain == "ai.onnx" else domain] = version
        elif number == 25:
            model.functions.add(_function(wire, wire.span(value)))
    return model


def _function(wire: Wire, span: Span) -> tuple[str, str]:
    """Domain and name of a function of the file."""
    name = domain = ""
    for number, value in wire.fields(span):
        if number == 1:
            name = wire.text(value)
        elif number == 10:
            domain = wire.text(value)
    return domain, name


def _graph(wire: Wire, span: Span, depth: int) -> OnnxGraph:
    if depth > DEEPEST:
        raise wire.error("onnx.too_deep", limit=DEEPEST)
    graph = OnnxGraph()
    for number, value in wire.fields(span):
        if number == 1:
            wire.node()
            graph.nodes.append(_node(wire, wire.span(value), len(graph.nodes) + 1, depth + 1))
        elif number == 2:
            graph.name = wire.text(value)
        elif number == 5:
            place = wire.span(value)
            stored = Stored(wire, place)
            graph.stored[stored.name] = stored
            wire.forget(place)
        elif number in (11, 12, 13):
            info = Info(wire, wire.span(value))
            if number == 13:
                graph.known[info.name] = info
            else:
                (graph.inputs if number == 11 else graph.outputs).append(info)
        elif number == 15:
            _sparse(wire, wire.span(value), graph)
    return graph


def _sparse(wire: Wire, span: Span, graph: OnnxGraph) -> None:
    """A tensor of which only the values that are not 0 are stored; its name is that of these."""
    dims: list[int] = []
    stored = None
    for number, value in wire.fields(span):
        if number == 1:
            stored = Stored(wire, wire.span(value))
        elif number == 3:
            dims.extend(wire.integers(value))
    if stored is not None:
        stored.dims, stored.outside = tuple(dims), True
        graph.stored[stored.name] = stored


def _node(wire: Wire, span: Span, count: int, depth: int) -> OnnxNode:
    node = OnnxNode("", [], [], count)
    for number, value in wire.fields(span):
        if number == 1:
            node.inputs.append(wire.text(value))
        elif number == 2:
            node.outputs.append(wire.text(value))
        elif number == 3:
            node.name = wire.text(value)
        elif number == 4:
            node.op = wire.text(value)
        elif number == 5:
            name, found = _attribute(wire, wire.span(value), depth + 1)
            node.attributes[name] = found
        elif number == 7:
            domain = wire.text(value)
            node.domain = "" if domain == "ai.onnx" else domain
        elif number == 9:
            key, text = _entry(wire, wire.span(value))
            if key in METADATA:
                node.metadata[key] = text
    return node


def _entry(wire: Wire, span: Span) -> tuple[str, str]:
    key = text = ""
    for number, value in wire.fields(span):
        if number == 1:
            key = wire.text(value)
            if key not in METADATA:
                break
        elif number == 2:
            text = wire.text(value)
    return key, text


def _attribute(wire: Wire, span: Span, depth: int) -> tuple[str, object]:
    """Name and value of an attribute: a number, a text, a tensor, a graph, or a list of such."""
    name = ""
    found: object = None
    row: list[object] = []
    for number, value in wire.fields(span):
        if number == 8:
            row.extend(wire.integers(value))
        elif number == 1:
            name = wire.text(value)
        elif number == 3:
            found = wire.integer(value)
        elif number == 2:
            found = next(iter(wire.floats(value)), None)
        elif number == 4:
            found = wire.text(value)
        elif number == 5:
            found = Stored(wire, wire.span(value))
        elif number == 6:
            found = _graph(wire, wire.span(value), depth + 1)
        elif number == 7:
            row.extend(wire.floats(value))
        elif number == 9:
            row.append(wire.text(value))
    return name, (found if found is not None else tuple(row))
