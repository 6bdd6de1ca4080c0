"""What a layer costs, as facts: parameters, MACs, FLOPs, the operations apart, memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from convcalc.algebra.expr import Expr
from convcalc.errors import Message
from convcalc.layers.base import Part, Sheet
from convcalc.layers.quantities import BYTES
from convcalc.report.document import Bytes, Fact
from convcalc.report.values import neat, of_layer


def cost_facts(sheet: Sheet) -> list[Fact]:
    """Everything about the cost of a layer; what is unknown stays unknown."""
    macs, flops = of_layer(sheet, "macs"), of_layer(sheet, "flops")
    facts = [Fact("params", Message("report.params"), neat(sheet.params), _parts(sheet.parts))]
    buffers = neat(sheet.buffers)
    if isinstance(buffers, Expr) or buffers:
        facts.append(Fact("buffers", Message("report.buffers"), buffers, (_RUNNING,)))
    others = _operations(sheet)
    facts += mac_facts(macs, flops, bool(others), apart="report.twice_macs_apart")
    facts += others
    total = of_layer(sheet, "memory")
    if isinstance(total, int):
        facts.append(Fact("memory", Message("report.memory"), Bytes(total), (_fp32(sheet, total),)))
    return facts


def mac_facts(macs: Any, flops: Any, others: bool, apart: str = "report.twice_macs") -> list[Fact]:
    """MACs and the FLOPs in them. Where only `others` are done, FLOPs of 0 would read as free."""
    if others and isinstance(macs, int) and macs == 0:
        return [Fact("macs", Message("report.macs"), macs, (Message("report.no_macs"),))]
    notes = () if macs is None else (Message(apart if others else "report.twice_macs"),)
    return [
        Fact("macs", Message("report.macs"), macs),
        Fact("flops", Message("report.flops"), flops, notes),
    ]


def _operations(sheet: Sheet) -> list[Fact]:
    """What is no MAC, each kind apart."""
    if not sheet.known:
        return []
    counts = {name: neat(count) for name, count in sheet.operations.items()}
    return [
        Fact(f"operations.{name}", Message(f"operation.{name}"), count)
        for name, count in counts.items()
        if isinstance(count, Expr) or count
    ]


_RUNNING = Message("report.running_statistics")


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
    return Message(
        "report.fp32",
        weights=Bytes(total - output),
        output=Bytes(output),
    )
