"""A small network worked out on paper: layer by layer what comes out and what it costs, one line a
quantity, then the sums."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Sum, Value, Var, make
from convcalc.algebra.fold import fold
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Record
from convcalc.layers.make import work_out
from convcalc.network.graph import Network, Node, spelt
from convcalc.network.names import layer_named
from convcalc.report.document import Document, Lettered, Note, StepLine, Steps
from convcalc.report.document import Node as Part
from convcalc.report.steps import derivation_data, steps_document
from convcalc.report.values import neat, title
from convcalc.teach.derive import LEFT, Derivation, Worked, derive

MOST_LAYERS = 24
"""Layers with something to work out that one page shows."""
SUMMED = ("params", "macs")


def audit_steps(
    network: Network, document: Document, name: str | None = None, whole: bool = False
) -> Document:
    """`document` with its tables replaced by the work on every layer, or in full on that of a name.

    whole: formulas as they are taught, with 0 and 1 put in.

    Raises:
        UsageError: too many layers for one page, or none of that name.
    """
    if name is not None:
        node = layer_named(network, name)
        worked = derive(_record(network, node), None, whole)
        if not worked:
            raise UsageError(Message("steps.nothing", layer=Message(f"layer.{node.type}")))
        return steps_document(worked, document, len(node.shape.spatial))
    layers = [(node, derive(_record(network, node), None, whole)) for node, _ in network.layers]
    told = [(node, worked) for node, worked in layers if worked]
    if len(told) > MOST_LAYERS:
        raise UsageError(
            Message("audit.steps_too_many", count=len(told), limit=MOST_LAYERS),
            Message("audit.steps_choose", option=f"--layer {told[0][0].name}"),
        )
    nodes: list[Part] = [
        Steps(_title(network, node), tuple(_lines(worked))) for node, worked in told
    ]
    nodes += _sums(told)
    quiet = [node.name for node, worked in layers if not worked]
    nodes += [Note(Message("audit.steps_left_out", layers=quiet))] if quiet else []
    data = [
        {"layer": node.name, **derivation_data(part)}
        for node, worked in told
        for one in worked
        for part in one.parts
    ]
    return document.told({**document.data, "derivations": data}, nodes)


def _record(network: Network, node: Node) -> Record:
    """What a layer states, with the formula of each number."""
    assert node.layer is not None
    inputs = tuple([network.nodes[index].shape for index in node.inputs])
    record = work_out(node.layer, inputs, len(inputs[0].spatial), record=True)
    assert isinstance(record, Record)
    return record


def _title(network: Network, node: Node) -> Message:
    assert node.layer is not None
    inputs = [spelt(network.nodes[index].shape) for index in node.inputs]
    return Message("audit.steps_layer", name=node.name, layer=title(node.layer), input=inputs,
                   output=spelt(node.shape))  # fmt: skip


def _lines(worked: Sequence[Worked]) -> list[StepLine]:
    lines = []
    for one in worked:
        parts = [part for part in one.parts if part.formula]
        if len(parts) > 1 and one.quantity in SUMMED:
            lines.append(_sum(one.quantity, [part.substituted for part in parts]))
        else:
            lines += [StepLine(_label(one.quantity), words=_told(part)) for part in parts]
    return lines


def _label(quantity: str) -> Message:
    between = quantity in ("features", "padding", "output_padding")
    return Message(f"audit.steps_of.{quantity}" if between else f"quantity.{quantity}")


def _told(part: Derivation) -> Message:
    """Formula, numbers and value on one line; a letter before them where there is one."""
    assert part.statement is not None
    fields = {"formula": Lettered(part.statement), "numbers": part.substituted}
    if part.quantity in SUMMED:
        return Message("audit.steps_count", value=neat(part.answer), **fields)
    left = Lettered(Var(LEFT[part.quantity]))
    return Message("audit.steps_line", left=left, value=neat(part.answer), **fields)


def _sum(quantity: str, numbers: Sequence[Value]) -> StepLine:
    total = make(Sum, *numbers)
    words = Message("audit.steps_sum", numbers=total, value=neat(fold(total)))
    return StepLine(_label(quantity), words=words)


def _sums(told: Sequence[tuple[Node, list[Worked]]]) -> list[Part]:
    """What all layers cost together."""
    lines = []
    for quantity in SUMMED:
        costs = [one.answer for _, worked in told for one in worked if one.quantity == quantity]
        lines += [_sum(quantity, costs)] if len(costs) > 1 else []
    return [Steps(Message("audit.steps_together"), tuple(lines))] if lines else []
