"""What rules find, as people and scripts read it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from convcalc.errors import Message
from convcalc.report.document import Approximate, Note, Pairs, Sizes
from convcalc.report.values import neat
from convcalc.rules.lint import Lint
from convcalc.rules.rule import Finding

GRAVEST = 2
"""Findings that a page tells unasked."""
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
    if isinstance(value, list | tuple) and value and isinstance(value[0], tuple):
        return Pairs(value)
    return Sizes(value) if isinstance(value, tuple) else value


def told(finding: Finding) -> Message:
    """A finding in one line: code, what it is, and the cure."""
    message = sentence(finding.message)
    code = finding.rule.code
    if finding.cure is None:
        return Message("rules.line", code=code, message=message)
    return Message("rules.line_cured", code=code, message=message, cure=sentence(finding.cure))


def finding_notes(lint: Lint) -> list[Note]:
    """The findings on a page: all if they were asked for, else the gravest and their number."""
    findings = lint.findings
    shown = findings if lint.asked else findings[:GRAVEST]
    notes = [
        Note(told(one), "note" if one.rule.severity == "note" else "warning") for one in shown
    ]
    if lint.asked and not findings:
        notes.append(Note(Message("rules.none", count=len(lint.rules))))
    if len(shown) < len(findings):
        notes.append(Note(Message("rules.more", count=len(findings) - len(shown))))
    return notes


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
