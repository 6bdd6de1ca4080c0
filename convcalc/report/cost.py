"""What a layer costs: parameters, MACs, FLOPs, the operations apart, memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.layers.base import Part, Sheet
from convcalc.layers.quantities import BYTES
from convcalc.report.document import Bytes
from convcalc.report.fields import ABSENT, Entry
from convcalc.report.values import neat, of_layer


def cost_entries(sheet: Sheet) -> list[Entry]:
    """Everything about the cost of a layer; what is unknown stays unknown."""
    macs, flops = of_layer(sheet, "macs"), of_layer(sheet, "flops")
    buffers, total = neat(sheet.buffers), of_layer(sheet, "memory")
    has_buffers, counted = isinstance(buffers, Expr) or buffers, isinstance(total, int)
    others = {name: neat(n) for name, n in sheet.operations.items()} if sheet.known else None
    known = {name: count for name, count in (others or {}).items() if count is not None}
    told = operation_entries(known, "cost")
    return [
        Entry("params", neat(sheet.params), "report.params", _parts(sheet.parts), group="cost"),
        Entry("buffers", buffers, "report.buffers" if has_buffers else None,
              ("report.running_statistics",), of_layer(sheet, "buffers"), "cost"),
        *mac_entries(macs, flops, bool(told), "cost", "report.twice_macs_apart"),
        *told,
        Entry("operations", others),
        Entry("memory", Bytes(total), "report.memory" if counted else None,
              (_fp32(sheet, total),) if counted else (), total, "cost"),
    ]  # fmt: skip


def mac_entries(
    macs: Any, flops: Any, others: bool, group: str, apart: str = "report.twice_macs"
) -> list[Entry]:
    """MACs and the FLOPs in them. Where only `others` are done, FLOPs of 0 would read as free."""
    only = others and isinstance(macs, int) and macs == 0
    none = (Message("report.no_macs"),) if only else ()
    twice = () if macs is None else (Message(apart if others else "report.twice_macs"),)
    return [
        Entry("macs", macs, "report.macs", none, group=group),
        Entry("flops", flops, None if only else "report.flops", twice, group=group),
    ]


def operation_entries(counts: Mapping[str, Any], group: str) -> list[Entry]:
    """What is no MAC, each kind apart."""
    return [
        Entry(f"operations.{name}", count, Message(f"operation.{name}"), (), ABSENT, group)
        for name, count in counts.items()
        if not isinstance(count, int) or count
    ]


def _parts(parts: Sequence[Part]) -> tuple[Message, ...]:
    """What the parameters are made of, stage by stage."""
    stages: dict[str, list[Message]] = {}
    for part in parts:
        count = neat(part.count)
        if isinstance(count, Expr) or count:
            words = Message(f"part.{part.kind}", count=count)
            stages.setdefault(part.stage, []).append(words)
    return tuple(
        _of_stage(stage, Message("report.sum", terms=terms)) for stage, terms in stages.items()
    )


def _of_stage(stage: str, part: Message) -> Message:
    if not stage:
        return part
    return Message("report.of_stage", stage=Message(f"stage.{stage}"), part=part)


def _fp32(sheet: Sheet, total: int) -> Message:
    if neat(sheet.params) == 0 and neat(sheet.buffers) == 0:
        return Message("report.fp32_output")
    output = of_layer(sheet, "activations") * BYTES
    return Message("report.fp32", weights=Bytes(total - output), output=Bytes(output))
