"""What is wrong with networks, one by one: limits, findings, and what cannot be read."""

from __future__ import annotations

import os
from collections.abc import Sequence

from convcalc.annotations import Any
from convcalc.errors import ConvcalcError, Message
from convcalc.load.names import STANDARD_INPUT
from convcalc.network.budget import Verdict
from convcalc.network.graph import NetworkError, Place
from convcalc.network.measures import LIMITED, Measures
from convcalc.record import NamedTuple
from convcalc.report.audit import budget_line
from convcalc.report.audit_summary import actual_value
from convcalc.report.document import Document
from convcalc.report.findings import sentence
from convcalc.report.network_values import by_axis, field_value
from convcalc.report.unknown import known_part
from convcalc.report.values import in_unit
from convcalc.rules.rule import Finding, Rule

HINTS = 2
"""Hints of an error that stand behind it on the same line."""


class Fault(NamedTuple):
    """One thing that is wrong: its code, how grave it is, the network as the command line names it,
    the place in its file (None without one), the layer if it is one; `fails`: it makes the answer
    "no"; `rule` and `key` (what it is, wherever it stands) of a finding."""

    code: str
    severity: str
    message: Message
    network: str
    place: Place | None = None
    layer: str = ""
    cure: Message | None = None
    fails: bool = True
    rule: Rule | None = None
    key: str = ""

    @property
    def of_rule(self) -> bool:
        """Whether a rule found it."""
        return self.rule is not None

    @property
    def of_limit(self) -> bool:
        """Whether it is a limit that is not kept."""
        return self.code.startswith("budget.")

    @property
    def filed(self) -> Place | None:
        """Its place in a file that others can open, which standard input is not."""
        return None if self.place is None or self.place.source == STANDARD_INPUT else self.place


class Inspected(NamedTuple):
    """A network of a command line with all that is wrong with it; without `measures` it could not
    be read. `rules`: those it was held to; `code`: the exit code that it calls for."""

    network: str
    measures: Measures | None
    verdicts: Sequence[Verdict]
    rules: Sequence[Rule]
    faults: Sequence[Fault]
    code: int


class Inspection(Document):
    """What is wrong with networks, for the formats that continuous integration reads; `rules`:
    those that were in force."""

    __slots__ = ("code", "networks", "rules")

    def __init__(self, networks: Sequence[Inspected], rules: Sequence[Rule]) -> None:
        code = max([one.code for one in networks], default=0)
        super().__init__("inspection", Message("rules.inspection"), {}, code, [])
        self.networks = networks
        self.rules = rules
        self.code = code

    @property
    def faults(self) -> list[Fault]:
        """All that is wrong."""
        return [fault for one in self.networks for fault in one.faults]


def of_error(network: str, error: ConvcalcError) -> Fault:
    """That a network cannot be read, or does not compute."""
    place = error.place if isinstance(error, NetworkError) else None
    message, layer = error.message, error.message.fields.get("layer")
    named = layer if isinstance(layer, str) else ""
    reason = message.fields.get("reason")
    if place is not None and isinstance(reason, Message):  # the place need not be said twice
        message = Message("rules.in_layer", layer=named, message=reason) if named else reason
    for hint in error.hints[:HINTS]:
        message = Message("rules.hinted", message=message, hint=hint)
    return Fault(error.code, "error", message, network, _in_file(place, network), named)


def _in_file(place: Place | None, file: str | None) -> Place | None:
    """A place in a file, with a line."""
    if place is None or file is None:
        return None
    if place.source != STANDARD_INPUT and not os.path.isfile(place.source):  # of an option
        return Place(file, 1, 1)
    return place if place.line else Place(place.source, 1, 1)


def of_verdict(network: str, verdict: Verdict, file: str | None) -> Fault:
    """A limit that is not kept; it stands at the layer that decides, or where the file uses the
    network of that, else at the beginning."""
    node = verdict.culprits[0][0] if verdict.culprits else None
    place = None if file is None else Place(file, 1, 1)
    if node is not None and node.place is not None and node.place.line:
        place = _in_file(node.place.outermost, file)
    code = f"budget.{verdict.limit.quantity}"
    layer = "" if node is None else node.name
    return Fault(code, "error", budget_line(verdict), network, place, layer)


def of_message(network: str, message: Message, fails: bool, file: str | None) -> Fault:
    """What is open about a network."""
    place = None if file is None or fails else Place(file, 1, 1)
    severity = "error" if fails else "note"
    return Fault(message.code, severity, message, network, place, fails=fails)


def of_finding(network: str, finding: Finding, file: str | None, fails: bool) -> Fault:
    """What a rule found."""
    from convcalc.rules.baseline import fingerprint

    rule, cure = finding.rule, finding.cure
    return Fault(
        rule.code, rule.severity, sentence(finding.message), network,
        _in_file(finding.place, file), finding.node.name,
        None if cure is None else sentence(cure), fails, rule, fingerprint(finding),
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
        field=None if measures.local is None else by_axis(field_value(measures.local[1])),
    )


def totals_data(measures: Measures) -> dict[str, Any]:
    """The same for scripts; what is unknown is None."""
    return {
        "params": measures.totals.params,
        "macs": measures.totals.macs,
        "peak_memory": measures.peak_memory,
        "receptive_field": measures.smallest_field(),
    }
