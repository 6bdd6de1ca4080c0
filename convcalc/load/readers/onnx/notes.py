"""What must be said of a file beside its numbers."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.load.readers.onnx.inputs import SLOTS
from convcalc.load.readers.onnx.model import OnnxGraph
from convcalc.pattern import pattern

RULE = "pkg.onnxscript.rewriter.rule_name"
FUSED = pattern(r"onnx::Conv(Transpose)?_\d+\Z")
"""What torch's exporter calls the weights that it worked out itself."""


def notes(graph: OnnxGraph) -> list[Message]:
    """Batch normalisation that the exporter folded into the layers before it."""
    said = sum("BatchNorm" in node.metadata.get(RULE, "") for node in graph.nodes)
    by_name = sum(
        node.op in ("Conv", "ConvTranspose")
        and len(node.inputs) > 2
        and FUSED.match(node.inputs[1]) is not None
        for node in graph.nodes
    )
    count = said or by_name
    found = [Message("onnx.note.folded", count=count)] if count else []
    merged = _merged(graph)
    if merged:
        numbers = sum((uses - 1) * size for uses, size in merged)
        found.append(Message("onnx.note.merged", count=len(merged), numbers=numbers))
    return found


def _merged(graph: OnnxGraph) -> list[tuple[int, int]]:
    """How often each stored vector that several layers have is used, and its length; not those of
    layers that share their weight as well."""
    uses: dict[str, set[str]] = {}
    for node in graph.nodes:
        slots = SLOTS.get(node.op, ())
        owner = node.inputs[1] if slots and len(node.inputs) > 1 else ""
        matrix = owner in graph.stored and len(graph.stored[owner].dims) > 1
        for at in slots:
            name = node.inputs[at] if at < len(node.inputs) else ""
            tensor = graph.stored.get(name)
            counted = node.op != "BatchNormalization" or at < 3
            if tensor is not None and len(tensor.dims) == 1 and counted:
                uses.setdefault(name, set()).add(owner if matrix else f"#{node.number}")
    return [
        (len(layers), graph.stored[name].dims[0])
        for name, layers in uses.items()
        if len(layers) > 1
    ]
