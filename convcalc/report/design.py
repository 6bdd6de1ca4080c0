"""What `design` says: the cheapest stacks that do what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.inverse.design import CostedStack, Space
from convcalc.inverse.networks import load
from convcalc.network.graph import spelt
from convcalc.network.measures import Measures
from convcalc.record import NamedTuple
from convcalc.report.document import Count, Document, Fact, Facts, Node, Note
from convcalc.report.fields import Field, records, table, word
from convcalc.report.values import NONE


class Design(NamedTuple):
    """A stack as a network in one line, and its measures there."""

    line: str
    depth: int
    measures: Measures


FIELDS = (
    Field("params", lambda one: Count(one.measures["params"]), "audits.column.params"),
    Field("macs", lambda one: Count(one.measures["macs"]), "audit.column.macs"),
    Field("receptive_field", lambda one: _field(one.measures), "audit.column.receptive_field"),
    Field("layers", lambda one: one.depth, "design.column.layers"),
    word("network", lambda one: one.line, "design.column.network"),
)


def _field(measures: Measures) -> Any:
    sizes = measures.rf
    return sizes if sizes is None or len(set(sizes)) > 1 else sizes[0]


def line_of(space: Space, stack: CostedStack) -> str:
    """A stack as a network in one line, equal layers in a row told once."""
    parts = []
    for layer, run in groupby(stack.layers):
        count = len(list(run))
        parts.append(layer if count == 1 else f"{count}*({layer})")
    return f"{spelt(space.input)}: {' '.join(parts)}"


def designed(space: Space, stack: CostedStack) -> Design:
    """The network of a stack, audited.

    Raises:
        RuntimeError: it does not cost what the search says.
    """
    line = line_of(space, stack)
    measures = Measures(load(line, dims=len(space.sizes)))
    if (measures["params"], measures["macs"]) != stack[:2]:
        raise RuntimeError(f"{line} does not cost {stack.params} and {stack.macs}")
    return Design(line, len(stack.layers), measures)


def design_document(
    space: Space,
    front: Sequence[CostedStack],
    top: int,
    by: str,
    missed: Message | None,
    depth: int,
) -> Document:
    """The first `top` stacks of the front in the order of `by`; `missed` says why there is none;
    `depth`: the layers up to which everything was searched."""
    ordered = sorted(front, key=lambda one: one.macs) if by == "macs" else list(front)
    found = [designed(space, stack) for stack in ordered[:top]]
    least, most = space.depths
    data = {
        "input": spelt(space.input),
        "dims": len(space.sizes),
        "blocks": [block.text for block in space.blocks],
        "channels": list(space.channels),
        "depth": [least, depth],
        "complete": depth == most,
        "stacks": space._replace(depths=(least, depth)).stacks,
        "minimise": by,
        "front": len(front),
        "designs": records(FIELDS, found),
    }
    blocks = [f"{one.text}@…" if one.free else one.text for one in space.blocks]
    facts = (
        Fact("blocks", Message("design.blocks"), blocks),
        Fact("channels", Message("design.channels"), list(space.channels)),
        Fact(
            "stacks", Message("design.stacks"), data["stacks"],
            (Message("design.covered", least=least, most=depth),),
        ),
        Fact("front", Message("design.front"), len(front), (Message("design.front_note"),)),
    )  # fmt: skip
    nodes: list[Node] = []
    if found:
        nodes = [table(FIELDS, found), Facts(None, facts, aside=True)]
    else:
        nodes = [Facts(None, facts, aside=True), Note(missed or Message("design.none"), "alert")]
    if depth < most:
        nodes.append(Note(Message("design.stopped", depth=depth), "alert"))
    title = Message("design.title", input=spelt(space.input), output=_output(space))
    return Document("design", title, data, found[0].line if found else NONE, nodes)


def _output(space: Space) -> str:
    sizes = "x".join(map(str, space.out))
    return sizes if space.out_channels is None else f"{sizes}@{space.out_channels}"
