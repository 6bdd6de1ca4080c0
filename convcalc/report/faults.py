"""What is wrong with networks, one by one: limits, findings, and what cannot be read."""

from __future__ import annotations

from convcalc.errors import ConvcalcError, Message
from convcalc.network.budget import Verdict
from convcalc.network.graph import NetworkError, Place
from convcalc.network.measures import LIMITED, Measures
from convcalc.record import NamedTuple
from convcalc.report.audit import budget_line
from convcalc.report.audit_summary import actual_value
from convcalc.report.findings import sentence
from convcalc.report.unknown import known_part
from convcalc.report.values import in_unit
from convcalc.rules.rule import Finding


class Fault(NamedTuple):
    """One thing that is wrong: its code, how grave it is, the network as the command line names it,
    the place in its file (None without one), and the layer if it is one."""

    code: str
    severity: str
    message: Message
    network: str
    place: Place | None = None
    layer: str = ""
    cure: Message | None = None


def of_error(network: str, error: ConvcalcError) -> Fault:
    """That a network cannot be read, or does not compute."""
    place = error.place if isinstance(error, NetworkError) else None
    if place is None and "line" in error.message.fields:
        fields = error.message.fields
        place = Place(str(fields["source"]), fields["line"], fields["column"])
    message = error.message
    if place is not None and isinstance(message.fields.get("reason"), Message):
        message = message.fields["reason"]  # the place need not be said twice
    layer = error.message.fields.get("layer")
    told = layer if isinstance(layer, str) else ""
    if told and message is not error.message:
        message = Message("rules.in_layer", layer=told, message=message)
    return Fault(error.code, "error", message, network, place, told)


def of_verdict(network: str, verdict: Verdict, file: str | None) -> Fault:
    """A limit that is not kept; it stands where most of the cost is, else at the beginning."""
    node = verdict.culprits[0][0] if verdict.culprits else None
    place = None if file is None else Place(file, 1, 1)
    if file is not None and node is not None and node.place is not None and node.place.line:
        place = node.place
    layer = "" if node is None else node.name
    code = f"budget.{verdict.limit.quantity}"
    return Fault(code, "error", budget_line(verdict), network, place, layer)


def of_finding(network: str, finding: Finding, file: str | None) -> Fault:
    """What a rule found."""
    place = finding.place if file is not None and finding.place and finding.place.line else None
    cure = None if finding.cure is None else sentence(finding.cure)
    return Fault(
        finding.rule.code, finding.rule.severity, sentence(finding.message), network,
        place, finding.node.name, cure,
    )  # fmt: skip


def kept_line(verdict: Verdict) -> Message:
    """One line about a limit that is kept."""
    limit = verdict.limit
    return Message(
        f"budget.line.kept_{limit.kind}",
        quantity=Message(f"quantity.{limit.quantity}"),
        limit=in_unit(LIMITED[limit.quantity], limit.value),
        actual=actual_value(verdict, verdict.actual),
    )


def totals_line(measures: Measures) -> Message:
    """One line with the totals of a network."""
    return Message(
        "audit.line.totals",
        params=known_part(measures, "params"),
        macs=known_part(measures, "macs"),
        memory=in_unit(LIMITED["peak_memory"], measures.peak_memory),
        field=measures.smallest_field(),
    )
