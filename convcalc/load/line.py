"""A built network in one line of notation, where brackets can say how its layers hang together."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.algebra.expr import Var
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Shape
from convcalc.layers.dialects import DEFAULT
from convcalc.layers.index import look_up
from convcalc.load.axes import input_of
from convcalc.load.document import document_of_line
from convcalc.load.expand import Written
from convcalc.load.spell import spell_layer, spell_merge
from convcalc.load.words import MERGES, SINGLE
from convcalc.network.builder import LETTERS
from convcalc.network.graph import Network, NetworkError, Node, spelt

DIMENSIONAL = {
    "conv": "Conv{}d", "tconv": "ConvTranspose{}d", "maxpool": "MaxPool{}d",
    "avgpool": "AvgPool{}d", "bn": "BatchNorm{}d",
}  # fmt: skip
"""Type -> what torch calls it, {} being its number of axes."""


def write_line(network: Network, written: Mapping[int, Written]) -> str:
    """The network in one line, with the shape of its input.

    Raises:
        UsageError: no line can say it: several inputs or outputs, another dialect, or a tensor that
            is read again further away than brackets reach, or no layer can say how many axes.
    """
    if len(network.inputs) != 1:
        raise _impossible("load.line.inputs")
    if len(network.outputs) != 1:
        raise _impossible("load.line.outputs")
    if network.dialect is not None and any(
        (look_up(name).dialect or DEFAULT) != network.dialect for name, _ in written.values()
    ):
        raise _impossible("load.line.dialect", dialect=network.dialect)
    for named in (None, _nameable(network)):
        line = _Line(network, written, named)
        text = line.chain(network.inputs[0], network.outputs[0])
        if line.count < len(network.nodes) - 1:
            twice = next(node for node in network.nodes if node.index not in line.seen)
            raise _impossible("load.line.shared", layer=twice.name)
        text = _prefix(network) + text
        if _has_input_of(text, network):
            return text
    raise _impossible("load.line.axes")


def _prefix(network: Network) -> str:
    """The shape of the input before the layers, if it has one."""
    shape = network.nodes[network.inputs[0]].shape
    nothing = Shape(None, tuple(map(Var, LETTERS.get(len(shape.spatial), ()))))
    return "" if spelt(shape) == spelt(nothing) else f"{spelt(shape).replace(' ', '')}: "


def _has_input_of(text: str, network: Network) -> bool:
    """Whether a line is read with the input that the network has."""
    wanted = network.nodes[network.inputs[0]].shape
    document = document_of_line(text)
    try:
        shape, axes = input_of(document, document.inputs[0], None, {})
    except NetworkError:
        return False
    if shape is None:
        return axes == len(wanted.spatial)
    return spelt(shape) == spelt(wanted)


def _nameable(network: Network) -> int | None:
    """The first layer that has a name of torch's with its number of axes in it."""
    return next(
        (
            node.index
            for node in network.nodes
            if node.type in DIMENSIONAL and network.nodes[node.inputs[0]].shape.spatial
        ),
        None,
    )


def _impossible(code: str, **fields: object) -> UsageError:
    return UsageError(Message("load.not_one_line", reason=Message(code, **fields)))


class _Line:
    """Writes the part of a network between two nodes, each layer once; `named` is the layer whose
    name says the number of axes."""

    def __init__(
        self, network: Network, written: Mapping[int, Written], named: int | None = None
    ) -> None:
        self.nodes = network.nodes
        self.named = named
        self.written = written
        self.start = dominators(network)
        self.seen: set[int] = {network.inputs[0]}
        self.count = 0

    def chain(self, start: int, end: int) -> str:
        """The layers from the output of `start` to that of `end`."""
        parts: list[str] = []
        at = end
        while at != start:
            node = self.nodes[at]
            if at in self.seen or at < start:
                raise _impossible("load.line.shared", layer=node.name)
            self.seen.add(at)
            self.count += 1
            if node.shares is not None:
                raise _impossible("load.line.weights", layer=node.name)
            if node.type in MERGES and not (node.type in SINGLE and len(node.inputs) == 1):
                at = self.start[at]
                if at < start:
                    raise _impossible("load.line.shared", layer=self.nodes[at].name)
                parts.append(self.merge(node, at))
            else:
                parts.append(self.layer(node))
                at = node.inputs[0]
        return " ".join(reversed(parts))

    def layer(self, node: Node) -> str:
        name, given = self.written[node.index]
        if node.index == self.named:
            axes = len(self.nodes[node.inputs[0]].shape.spatial)
            name = DIMENSIONAL[node.type].format(axes)
        return spell_layer(name, given)

    def merge(self, node: Node, start: int) -> str:
        paths = [self.chain(start, end) for end in node.inputs]
        inner = "|".join(f" {path} " if path else " " for path in paths)
        return f"{spell_merge(*self.written[node.index])}[{inner}]"


def dominators(network: Network) -> list[int]:
    """For each node the last one that all paths to it go through."""
    last = [0] * len(network.nodes)
    for node in network.nodes:
        if not node.inputs:
            continue
        common = node.inputs[0]
        for other in node.inputs[1:]:
            while common != other:
                if common > other:
                    common = last[common]
                else:
                    other = last[other]
        last[node.index] = common
    return last
