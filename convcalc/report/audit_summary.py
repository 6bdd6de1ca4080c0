"""The six lines below an audit: totals, receptive field, peak memory, limits, findings."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.network.budget import Verdict
from convcalc.network.measures import LIMITED, Measures
from convcalc.network.totals import added
from convcalc.report.audit_rows import View
from convcalc.report.audit_totals import counted, peak_note
from convcalc.report.document import AtLeast, Bytes, Fact, Facts
from convcalc.report.fields import facts_of
from convcalc.report.network_values import by_axis, field_value, placed
from convcalc.report.unknown import known_part
from convcalc.report.values import in_unit, neat

SHOWN = 3
"""Limits that are kept and named."""
SMALLEST_UNIT = 1000
"""Bytes that have another unit."""


def summary(
    measures: Measures, view: View, verdicts: Sequence[Verdict], found: Sequence[Fact] = ()
) -> Facts:
    """What matters of a network, one line each.

    Args:
        found: the lines of the rules.
    """
    return Facts(
        None,
        (
            *_costs(measures, view), *_field(measures), *_peak(measures), *limit_facts(verdicts),
            *found,
        ),
        aside=True,
    )  # fmt: skip


def _costs(measures: Measures, view: View) -> list[Fact]:
    params, macs, flops = (known_part(measures, key) for key in ("params", "macs", "flops"))
    if params is None and macs is None:
        needed = Message("audit.need_channels" if not measures.network.known else "value.unknown")
        return [Fact("params", Message("audit.costs"), None, (needed,), "skip")]
    weights = measures.figure("weight_memory")
    stored = () if weights is None else (_stored(measures, weights),)
    others = added(measures.totals.operations.values())
    if isinstance(macs, int) and macs == 0 and others is not None:
        twice: tuple[Message, ...] = (Message("audit.other_operations", count=neat(others)),)
    else:
        twice = () if flops is None else (Message("audit.in_flops", count=flops),)
    return [
        Fact("params", Message("report.params"), params, (*stored, *_most(measures, "params"))),
        Fact("macs", Message("report.macs"), macs, (*twice, *_most(measures, "macs"))),
        *facts_of(counted(measures, view)),
    ]


def _most(measures: Measures, quantity: str) -> list[Message]:
    """The layer that costs most of several."""
    costs = [(getattr(sheet, quantity), node) for node, sheet in measures.network.layers]
    known = [(cost, node) for cost, node in costs if isinstance(cost, int) and cost]
    if len(known) < 2 or any(isinstance(cost, Expr) for cost, _ in costs):
        return []
    _, node = max(known, key=lambda one: one[0])
    return [Message("audit.most_in", layer=node.name)]


def _stored(measures: Measures, weights: Any) -> Message:
    """How much memory the weights take, in MB and MiB where these differ."""
    if not isinstance(weights, int) or weights < SMALLEST_UNIT:
        return Message("audit.in_format", bytes=Bytes(weights), format=measures.dtype)
    sizes = {"bytes": Bytes(weights), "binary": Bytes(weights, True)}
    return Message("audit.stored_in", **sizes, format=measures.dtype)


def _field(measures: Measures) -> list[Fact]:
    if measures.local is None:
        return []
    node, field = measures.local
    notes = [Message("audit.field_at", layer=placed(node))]
    size, given = measures.smallest_field(), smallest_input(measures)
    if size is not None and given is not None:
        code = "narrow" if size < given else "wide"
        notes.append(Message(f"audit.field_{code}", input=given))
    if field.everything:
        notes.append(Message("audit.sees_everything_too"))
    label, seen = Message("report.receptive_field"), by_axis(field_value(field))
    return [Fact("receptive_field", label, seen, tuple(notes))]


def smallest_input(measures: Measures) -> int | None:
    """The input on the axis where it is smallest; None if an axis is a symbol."""
    spatial = measures.network.nodes[measures.network.inputs[0]].shape.spatial
    known = [size for size in spatial if isinstance(size, int)]
    return min(known) if known and len(known) == len(spatial) else None


def _peak(measures: Measures) -> list[Fact]:
    found = measures.peak
    if found is None:
        return []
    size, notes = Bytes(neat(measures.bytes_of(found))), (peak_note(measures, found),)
    return [Fact("peak_memory", Message("audit.peak"), size, notes)]


def limit_facts(verdicts: Sequence[Verdict]) -> list[Fact]:
    """What became of each limit: those that are not kept one by one, the others together. What a
    file merely expects is told only where it is not so."""
    told = [one for one in verdicts if one.limit.demanded or not one.kept]
    kept = [one for one in told if one.kept]
    facts = [_limit_fact(one) for one in told if not one.kept]
    if kept:
        names = [_limit(one, "budget.judged_of") for one in kept[:SHOWN]]
        rest = [Message("audit.more_limits", count=len(kept) - SHOWN)] if kept[SHOWN:] else []
        value = Message("budget.kept", count=len(kept))
        facts.append(Fact("budget", Message("audit.limits"), value, (*names, *rest), "good"))
    return facts


def _limit_fact(verdict: Verdict) -> Fact:
    limit = verdict.limit
    if verdict.kept is None:
        value = Message("budget.open")
    elif verdict.excess is None:
        value = Message("budget.missed")
    else:
        value = Message(f"budget.missed_{limit.kind}", excess=actual_value(verdict, verdict.excess))
    tone = "open" if verdict.kept is None else "bad"
    label = Message("audit.limit", quantity=Message(f"quantity.{limit.quantity}"))
    notes = [_limit(verdict, "budget.judged")]
    why = because(verdict)
    notes += [] if why is None else [why]
    return Fact(f"budget.{limit.quantity}", label, value, tuple(notes), tone)


def because(verdict: Verdict, figures: bool = False) -> Message | None:
    """The layers that decide about a limit, and how; `figures`: with the cost of each."""
    known = LIMITED[verdict.limit.quantity]
    layers = [node.name if figures else placed(node) for node, _ in verdict.culprits]
    if not layers:
        return None
    if known is None or not known.adds:
        return Message(f"budget.at.{verdict.limit.quantity}", layer=layers[0])
    if verdict.culprits[0][1] is None:
        return Message("budget.untold", layers=layers)
    costs = [
        Message("budget.culprit", layer=node.name, cost=in_unit(known, cost))
        for node, cost in verdict.culprits
    ]
    return Message("budget.most", layers=costs if figures else layers)


def _limit(verdict: Verdict, code: str) -> Message:
    limit = verdict.limit
    value = in_unit(LIMITED[limit.quantity], limit.value)
    return Message(
        code,
        quantity=Message(f"quantity.{limit.quantity}"),
        actual=actual_value(verdict, verdict.actual),
        allowed=Message(f"budget.{limit.kind}", value=value),
    )


def actual_value(verdict: Verdict, value: Any) -> Any:
    """A figure of the network in its unit, as a lower bound where it is one."""
    told = in_unit(LIMITED[verdict.limit.quantity], value)
    return AtLeast(told) if verdict.least else told
