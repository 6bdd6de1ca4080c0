"""What a layer costs, as facts: parameters, MACs, FLOPs, the operations apart, memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from convcalc.algebra.expr import Expr
from convcalc.errors import Message
from convcalc.layers.base import Part, Shape, Sheet
from convcalc.report.document import Bytes, Fact
from convcalc.report.values import neat

BYTES = 4
"""Of one number in fp32."""


def cost_facts(sheet: Sheet) -> list[Fact]:
    """Everything about the cost of a layer; what is unknown stays unknown."""
    macs = neat(sheet.macs) if sheet.known else None
    facts = [Fact("params", Message("report.params"), neat(sheet.params), _parts(sheet.parts))]
    buffers = neat(sheet.buffers)
    if isinstance(buffers, Expr) or buffers:
        facts.append(Fact("buffers", Message("report.buffers"), buffers, (_RUNNING,)))
    others = _operations(sheet)
    facts += mac_facts(macs, flops(sheet), bool(others), apart="report.twice_macs_apart")
    facts += others
    total = memory(sheet)
    if isinstance(total, int):
        facts.append(Fact("memory", Message("report.memory"), Bytes(total), (_fp32(sheet),)))
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


def _fp32(sheet: Sheet) -> Message:
    if neat(sheet.params) == 0 and neat(sheet.buffers) == 0:
        return Message("report.fp32_output")
    return Message(
        "report.fp32",
        weights=Bytes(_times_bytes(sheet.params, sheet.buffers)),
        output=Bytes(_times_bytes(_elements(sheet.output))),
    )


def flops(sheet: Sheet) -> Any:
    """Floating-point operations of the MACs: two each."""
    from convcalc.formulas.cost import flops as formula

    return neat(formula(sheet.macs)) if sheet.known else None


def memory(sheet: Sheet) -> Any:
    """Bytes in fp32 of all stored numbers and of the output; None if unknown."""
    if sheet.params is None or sheet.output.channels is None:
        return None
    return _times_bytes(sheet.params, sheet.buffers, _elements(sheet.output))


def _elements(shape: Shape) -> Any:
    from convcalc.formulas.cost import features

    assert shape.channels is not None
    return features(shape.channels, shape.spatial)


def _times_bytes(*counts: Any) -> Any:
    total: Any = 0
    for count in counts:
        total = total + count
    return neat(total * BYTES)
