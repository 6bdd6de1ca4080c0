"""The inputs of a file: which of them are weights, and how their axes are ours."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Size, Var
from convcalc.algebra.symbols import is_symbol
from convcalc.load.readers.onnx.model import Dim, Info, OnnxGraph, OnnxNode
from convcalc.load.readers.onnx.wire import Wire
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.view import TensorView, fresh
from convcalc.network.builder import LETTERS

SLOTS = {
    "Conv": (1, 2), "ConvTranspose": (1, 2), "Gemm": (1, 2), "BatchNormalization": (1, 2, 3, 4),
    "PRelu": (1,), "LayerNormalization": (1, 2), "InstanceNormalization": (1, 2),
}  # fmt: skip
"""Operators -> the operands that are weights."""


def data_inputs(graph: OnnxGraph) -> tuple[list[Info], list[Info]]:
    """The inputs that carry data, and those that are weights without values."""
    read: dict[str, list[tuple[str, int]]] = {}
    for node in graph.nodes:
        for at, name in enumerate(node.inputs):
            read.setdefault(name, []).append((node.op, at))
    data: list[Info] = []
    weights: list[Info] = []
    for info in graph.inputs:
        if info.name in graph.stored:
            continue
        slots = read.get(info.name, [])
        is_weight = bool(slots) and all(at in SLOTS.get(op, ()) for op, at in slots)
        (weights if is_weight and info.dims else data).append(info)
    return data, weights


class SizeLetters:
    """Symbols for sizes that are not numbers: a name of the file that can be one, or a usual
    letter."""

    def __init__(self) -> None:
        self._of_name: dict[str, str] = {}

    def batch(self, wire: Wire, inputs: Sequence[Info]) -> Size:
        """The size of the batch.

        Raises:
            UsageError: there is no input, or one without a shape.
        """
        if not inputs:
            raise wire.error("onnx.no_input")
        for info in inputs:
            if info.dims is None:
                raise wire.error("onnx.no_shape", name=info.name)
        dims = next((info.dims for info in inputs if info.dims and len(info.dims) > 1), None)
        first = dims[0] if dims else None
        return first if isinstance(first, int) and first > 0 else Var("batch")

    def size(self, dim: Dim, usual: str) -> tuple[Size, str | int]:
        """A size, and how it is written."""
        if isinstance(dim, int) and dim > 0:
            return dim, dim
        name = dim if isinstance(dim, str) and dim else None
        if name is not None and name in self._of_name:
            letter = self._of_name[name]
        else:
            letter = name if name is not None and is_symbol(name) and "x" not in name else usual
            taken = set(self._of_name.values())
            number = 1
            while letter in taken:
                number += 1
                letter = f"{usual}{number}"
            self._of_name[name or f"\0{letter}"] = letter
        return Var(letter), letter


def input_view(
    wire: Wire, graph: OnnxGraph, info: Info, letters: SizeLetters, to: Build
) -> TensorView:
    """The tensor of an input, on a map of ours: its second axis are the channels, or its last one
    where the network moves that to the front before anything else."""
    assert info.dims is not None
    dims = list(info.dims)
    if len(dims) < 2:
        sizes = [dim if isinstance(dim, int) and dim > 0 else 1 for dim in dims] or [1]
        node = to.input(info.name, sizes, sizes)
        base = fresh(sizes)
        return TensorView(node, base, base if dims else ())
    if len(dims) > 5:
        raise wire.error("onnx.input_rank", name=info.name, rank=len(dims))
    last = len(dims) > 2 and _channels_last(graph, info.name)
    rest = dims[1:]
    channels = rest.pop(-1 if last else 0)
    if not isinstance(channels, int) or channels < 1:
        channels = _wanted(graph, info.name) or channels
    pairs = [letters.size(channels, "C")]
    usual = LETTERS.get(len(rest), ("H",) * len(rest))
    pairs += [letters.size(dim, letter) for dim, letter in zip(rest, usual, strict=True)]
    node = to.input(info.name, [size for size, _ in pairs], [text for _, text in pairs])
    base = fresh([size for size, _ in pairs])
    axes = (*base[1:], base[0]) if last else base
    return TensorView(node, base, ((to.batch,), *axes))


def _readers(graph: OnnxGraph, name: str) -> list[OnnxNode]:
    return [node for node in graph.nodes if name in node.inputs]


def _channels_last(graph: OnnxGraph, name: str) -> bool:
    """Whether a tensor is turned to channels first before any layer reads it."""
    for _ in range(32):
        readers = [node for node in _readers(graph, name) if node.op != "Shape"]
        if len(readers) != 1 or not readers[0].outputs:
            return False
        node = readers[0]
        if node.op == "Transpose":
            order = node.attributes.get("perm")
            rank = len(order) if isinstance(order, tuple) else 0
            return rank > 2 and order == (0, rank - 1, *range(1, rank - 1))
        if node.op not in ("Add", "Sub", "Mul", "Div", "Cast", "Identity", "Pad", "Clip", "Relu"):
            return False
        name = node.outputs[0]
    return False


def _wanted(graph: OnnxGraph, name: str) -> int | None:
    """The channels that the first convolution wants."""
    for node in _readers(graph, name):
        weight = graph.stored.get(node.inputs[1]) if len(node.inputs) > 1 else None
        if node.op == "Conv" and weight is not None and len(weight.dims) > 2:
            groups = node.attributes.get("group", 1)
            return weight.dims[1] * (groups if isinstance(groups, int) else 1)
    return None
