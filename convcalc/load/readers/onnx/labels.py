"""What nodes are called: by the modules of the network where the exporter says them."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.load.readers.onnx.model import OnnxNode
from convcalc.pattern import pattern

SCOPES = "pkg.torch.onnx.name_scopes"
QUOTED = pattern(r"'([^']*)'")


def labels(nodes: Sequence[OnnxNode]) -> dict[int, str]:
    """The name of each node, by its number: `layer1.0.conv1` for what stands in that module alone,
    `layer1.0.add` for what stands beside other modules."""
    paths = {node.number: _path(node) for node in nodes}
    containers = {""}
    for path in paths.values():
        parts = (path or "").split(".")
        containers.update(".".join(parts[:end]) for end in range(1, len(parts)))
    return {node.number: _label(node, paths[node.number], containers) for node in nodes}


def _label(node: OnnxNode, path: str | None, containers: set[str]) -> str:
    if path is None:
        return node.name or f"{node.op.lower()}"
    if path in containers:
        return f"{path}.{node.op.lower()}".lstrip(".")
    return path


def _path(node: OnnxNode) -> str | None:
    """The path of the module that a node belongs to; None if nothing says it."""
    scopes = node.metadata.get(SCOPES)
    if scopes is not None:
        found = QUOTED.findall(scopes)
        return found[-2] if len(found) > 1 else ""
    if not node.name.startswith("/"):
        return None
    path = ""
    for part in node.name.split("/")[1:-1]:
        last = path.rpartition(".")[2]
        if last and part.startswith(f"{last}."):
            path = path[: len(path) - len(last)] + part
        else:
            path = f"{path}.{part}" if path else part
    return path
