"""The rules as pages: all of them in a table, and one with its reasons and examples."""

from __future__ import annotations

from typing import Any

from convcalc.errors import Message
from convcalc.report.document import Document, Named, Node, Paragraph, Suggestion
from convcalc.report.fields import listing, word
from convcalc.rules.index import group_of, rules
from convcalc.rules.rule import Rule

RULE = (
    word("code", lambda rule: rule.code, "rules.column.code"),
    word("name", lambda rule: rule.name, "rules.column.name"),
    word(
        "severity",
        lambda rule: Named(rule.severity, Message(f"rule.severity.{rule.severity}")),
        "rules.column.severity",
    ),
    word(
        "group",
        lambda rule: Named(group_of(rule.code), Message(f"rule.group.{group_of(rule.code)}")),
        "rules.column.group",
    ),
    word(
        "standard",
        lambda rule: Named(
            rule.standard, Message(f"rules.{'standard' if rule.standard else 'asked'}")
        ),
        "rules.column.standard",
        data=lambda rule: rule.standard,
    ),
    word("summary", lambda rule: Message(rule.words), "rules.column.summary"),
)
"""What is said of each rule in the table."""


def rules_document() -> Document:
    """All rules."""
    return listing("rules", Message("rules.title"), "rules", RULE, rules())


def rule_document(rule: Rule) -> Document:
    """One rule: what it finds, why, how it is worked out, examples, when to leave it be."""
    title = Message("rules.title_of", rule=rule.code, name=rule.name, summary=Message(rule.words))
    force = Message("rules.force" if rule.standard else "rules.on_request")
    about = Message(
        "rules.about",
        severity=Message(f"rule.severity.{rule.severity}"),
        group=Message(f"rule.group.{group_of(rule.code)}"),
        force=force,
    )
    told = {part: Message(f"{rule.words}.{part}") for part in ("why", "how", "fine")}
    select = f"--rules --select {rule.code}"
    fires, holds = (f'convcalc audit "{line}" {select}' for line in (rule.fires, rule.holds))
    nodes: list[Node] = [
        Paragraph(about),
        Paragraph(told["why"], Message("rules.label.why")),
        Paragraph(told["how"], Message("rules.label.how")),
        Paragraph(Message("rules.label.fires")),
        Suggestion(fires),
        Paragraph(Message("rules.label.holds")),
        Suggestion(holds),
        Paragraph(told["fine"], Message("rules.label.fine")),
        Paragraph(Message("rules.let_pass", rule=rule.code), Message("rules.label.let_pass")),
        Paragraph(Message("rules.source", source=rule.source), Message("rules.label.source")),
    ]
    data: dict[str, Any] = {
        "code": rule.code, "name": rule.name, "severity": rule.severity,
        "group": group_of(rule.code), "standard": rule.standard, "summary": Message(rule.words),
        **told, "fires": fires, "holds": holds, "source": rule.source,
    }  # fmt: skip
    return Document("rule", title, data, Message(rule.words), nodes)
