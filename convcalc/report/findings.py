"""What rules find, as people and scripts read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from os.path import isfile
from typing import Any

from convcalc.errors import Message
from convcalc.report.document import Approximate, Bytes, Fact, Note, Pairs, Sizes
from convcalc.report.network_values import placed
from convcalc.report.values import neat
from convcalc.rules.lint import Lint
from convcalc.rules.rule import Finding

GRAVEST = 2
"""Findings that a summary names."""
DIGITS = 3


def sentence(message: Message) -> Message:
    """A message of a rule with its numbers as values of a document."""
    fields = {name: _told(name, value) for name, value in message.fields.items()}
    return Message(message.code, **fields)


def _told(name: str, value: Any) -> Any:
    if isinstance(value, Message):
        return sentence(value)
    if isinstance(value, Fraction) and name.endswith("share"):
        return Approximate(100 * value, DIGITS, sign=False)
    if isinstance(value, Fraction):
        return neat(value)
    if name == "bytes":
        return Bytes(value)
    if isinstance(value, list | tuple) and value and isinstance(value[0], tuple):
        return Pairs(value)
    return Sizes(value) if isinstance(value, tuple) else value


def told(finding: Finding) -> Message:
    """A finding in one line: how grave it is, its code and line, what it is, and the cure."""
    rule, place = finding.rule, finding.place
    code: Any = rule.code
    if place is not None and place.line and isfile(place.source):
        code = Message("rules.at_line", rule=rule.code, line=place.outermost.line)
    fields = {"severity": Message(f"rule.severity.{rule.severity}"), "rule": code}
    message = sentence(finding.message)
    if finding.cure is None:
        return Message("rules.line", **fields, message=message)
    return Message("rules.line_cured", **fields, message=message, cure=sentence(finding.cure))


def finding_facts(lint: Lint) -> list[Fact]:
    """The line of a summary: how many findings there are, and the gravest."""
    findings = lint.findings
    if (not findings and not lint.asked) or lint.measures.network.symbolic:
        return []
    label = Message("rules.label.findings")
    if lint.asked:  # the page has them all
        return [Fact("findings", label, len(findings), untold(lint))]
    named = [
        Message("rules.short", rule=one.rule.code, name=one.rule.name, layer=placed(one.node))
        for one in findings[:GRAVEST]
    ]
    return [Fact("findings", label, len(findings), (*named, *untold(lint), Message("rules.all")))]


def untold(lint: Lint) -> tuple[Message, ...]:
    """How many findings are not told, and why."""
    return tuple([Message(f"rules.by_{why}", count=n) for why, n in lint.untold.items()])


def finding_notes(lint: Lint) -> list[Note]:
    """Every finding, on a page."""
    notes = [
        Note(told(one), "note" if one.rule.severity == "note" else "warning")
        for one in lint.findings
    ]
    code = "rules.symbols" if lint.measures.network.symbolic else "rules.none"
    return notes or [Note(Message(code, count=len(lint.rules)))]


def named_notes(lints: Iterable[Lint]) -> list[Note]:
    """The findings of several networks, each with its name."""
    return [
        Note(Message("audit.of_network", name=lint.name, message=note.message), note.level)
        for lint in lints
        if lint.findings
        for note in finding_notes(lint)
    ]


def finding_records(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The findings as JSON has them; a share is a fraction of 1."""
    return [
        {
            "code": one.rule.code,
            "rule": one.rule.name,
            "severity": one.rule.severity,
            "message": sentence(one.message),
            "layer": one.node.name,
            "layers": list(one.layers),
            "file": one.place.source if one.place and one.place.line else None,
            "line": one.place.line if one.place and one.place.line else None,
            "column": one.place.column if one.place and one.place.line else None,
            "numbers": {name: _plain(value) for name, value in one.numbers.items()},
            "cure": None if one.cure is None else sentence(one.cure),
        }
        for one in findings
    ]


def _plain(value: Any) -> Any:
    return list(map(_plain, value)) if isinstance(value, tuple | list) else value
