"""What exporters write as several nodes, found again as the one operation that it was.

A pattern is an operator with the patterns of its operands: a letter stands for any tensor (the same
one wherever it occurs), a number for a constant of one element, `_` for anything, `*name` for a
constant that is kept. Operands that a pattern does not name are not looked at.
"""

from __future__ import annotations

from collections import Counter

from convcalc.annotations import Any, TypeAlias
from convcalc.load.readers.onnx.model import OnnxGraph, OnnxNode, Stored
from convcalc.load.readers.onnx.values import scalar, stored
from convcalc.load.readers.onnx.wire import Wire

Pattern: TypeAlias = "Any"
Found = tuple[dict[str, str], list[OnnxNode]]
CLOSE = 1e-3
COMMUTE = ("Add", "Mul")

_SIX = ("Clip", ("Add", "x", 3.0))
_ERF = ("Erf", ("Div", "x", 1.41421356))
_ERF2 = ("Erf", ("Mul", "x", 0.70710678))
_CUBE = ("Mul", ("Add", "x", ("Mul", ("Pow", "x", 3.0), 0.044715)), 0.79788456)
_AWAY = ("Sub", "x", ("ReduceMean", "x"))
_UNIT = ("Div", _AWAY, ("Sqrt", ("Add", ("ReduceMean", ("Pow", _AWAY, 2.0)), "_")))
_UNIT2 = ("Div", _AWAY, ("Sqrt", ("Add", ("ReduceMean", ("Mul", _AWAY, _AWAY)), "_")))
_GROUPS = ("Reshape", ("InstanceNormalization", ("Reshape", "x", "_"), "*groups", "_"), "_")


def _gelus(inner: Pattern) -> list[Pattern]:
    one = ("Add", inner, 1.0)
    return [
        ("Mul", ("Mul", "x", one), 0.5),
        ("Mul", ("Mul", "x", 0.5), one),
        ("Mul", "x", ("Mul", one, 0.5)),
    ]


PATTERNS: tuple[tuple[str, Pattern], ...] = (
    ("Silu", ("Mul", "x", ("Sigmoid", "x"))),
    ("HardSwish", ("Mul", "x", ("HardSigmoid", "x"))),
    ("HardSwish", ("Div", ("Mul", "x", _SIX), 6.0)),
    ("HardSwish", ("Mul", ("Mul", "x", _SIX), 0.16666667)),
    ("HardSwish", ("Mul", "x", ("Div", _SIX, 6.0))),
    ("HardSwish", ("Mul", "x", ("Mul", _SIX, 0.16666667))),
    ("HardSigmoid", ("Div", _SIX, 6.0)),
    ("HardSigmoid", ("Mul", _SIX, 0.16666667)),
    ("Mish", ("Mul", "x", ("Tanh", ("Softplus", "x")))),
    *[("Gelu", found) for inner in (_ERF, _ERF2, ("Tanh", _CUBE)) for found in _gelus(inner)],
    ("LayerNorm", ("Add", ("Mul", _UNIT, "*scale"), "*shift")),
    ("LayerNorm", ("Add", ("Mul", _UNIT2, "*scale"), "*shift")),
    ("GroupNorm", ("Add", ("Mul", _GROUPS, "*scale"), "*shift")),
)


class Matcher:
    """Looks for the patterns in one graph."""

    def __init__(self, graph: OnnxGraph, wire: Wire) -> None:
        self.graph = graph
        self.wire = wire
        self.makers = {name: node for node in graph.nodes for name in node.outputs}
        self.uses = Counter(name for node in graph.nodes for name in node.inputs)
        self.uses.update(info.name for info in graph.outputs)

    def run(self) -> None:
        """Put one node in the place of each pattern found; what it was made of is left unread."""
        by_op: dict[str, list[tuple[str, Pattern]]] = {}
        for op, pattern in PATTERNS:
            by_op.setdefault(pattern[0], []).append((op, pattern))
        for index, node in enumerate(self.graph.nodes):
            for op, pattern in by_op.get(node.op, ()):
                found = self.found(node, pattern)
                if found is not None and (made := self.made(op, node, *found)) is not None:
                    self.graph.nodes[index] = made
                    break

    def found(
        self, node: OnnxNode, pattern: Pattern
    ) -> tuple[dict[str, str], list[OnnxNode]] | None:
        """What the letters of a pattern stand for, and its inner nodes, if it ends at the node."""
        names: dict[str, str] = {}
        inner: list[OnnxNode] = []
        if not self.matches(node, pattern, names, inner):
            return None
        read = Counter(name for one in (node, *inner) for name in one.inputs)
        if any(self.uses[one.outputs[0]] > read[one.outputs[0]] for one in inner):
            return None
        return names, inner

    def matches(
        self, node: OnnxNode, pattern: Pattern, names: dict[str, str], inner: list[OnnxNode]
    ) -> bool:
        op, *operands = pattern
        if node.op != op or node.domain or len(node.inputs) < len(operands):
            return False
        orders = [operands]
        if op in COMMUTE and len(operands) == 2:
            orders.append(operands[::-1])
        for order in orders:
            bound, seen = dict(names), list(inner)
            if all(
                self.stands(name, one, bound, seen)
                for name, one in zip(node.inputs, order, strict=False)
            ):
                names.update(bound)
                inner[:] = seen
                return True
        return False

    def stands(
        self, name: str, pattern: Pattern, names: dict[str, str], inner: list[OnnxNode]
    ) -> bool:
        """Whether a tensor can stand where the pattern is."""
        if isinstance(pattern, tuple):
            maker = self.makers.get(name)
            if maker is None or not self.matches(maker, pattern, names, inner):
                return False
            if maker not in inner:
                inner.append(maker)
            return True
        if isinstance(pattern, float):
            value = self.value(name)
            return value is not None and abs(value - pattern) <= CLOSE * abs(pattern)
        if pattern == "_":
            return True
        if pattern[0] == "*" and self.constant(name) is None and name not in self.graph.stored:
            return False
        return names.setdefault(pattern, name) == name

    def constant(self, name: str) -> Stored | None:
        """A tensor of the file, or that of a Constant node."""
        found = self.graph.stored.get(name)
        if (
            found is None
            and (maker := self.makers.get(name)) is not None
            and maker.op == "Constant"
        ):
            value = maker.attributes.get("value")
            return value if isinstance(value, Stored) else None
        return found

    def value(self, name: str) -> float | None:
        """The number in a constant of one element."""
        tensor = self.constant(name)
        if tensor is None:
            maker = self.makers.get(name)
            given = None if maker is None else maker.attributes.get("value_float")
            return given if isinstance(given, float) else None
        if any(dim != 1 for dim in tensor.dims):
            return None
        value = scalar(stored(self.wire, tensor, learnt=False))
        return None if value is None else float(value)

    def made(
        self, op: str, node: OnnxNode, names: dict[str, str], inner: list[OnnxNode]
    ) -> OnnxNode | None:
        """The node that stands for the pattern."""
        inputs = [names["x"], *[names[key] for key in ("*scale", "*shift") if key in names]]
        new = OnnxNode(op, inputs, node.outputs, node.number)
        new.name, new.metadata = node.name, node.metadata
        if op == "LayerNorm":
            means = [one for one in inner if one.op == "ReduceMean"]
            new.attributes["axes"] = means[0].attributes.get("axes", ())
            if len(means[0].inputs) > 1:
                new.inputs.append(means[0].inputs[1])
        elif op == "GroupNorm":
            groups = self.constant(names["*groups"])
            if groups is None or len(groups.dims) != 1:
                return None
            new.attributes["num_groups"] = groups.dims[0]
        return new


def find_patterns(graph: OnnxGraph, wire: Wire) -> None:
    """Put single operations back in the place of those that are written as several nodes."""
    Matcher(graph, wire).run()
