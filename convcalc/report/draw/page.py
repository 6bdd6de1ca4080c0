"""The audit of a network, of several, and the difference of two, as a page with figures."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.errors import Message
from convcalc.network.budget import Verdict
from convcalc.network.diff import NetworkRecord
from convcalc.network.measures import Measures
from convcalc.network.memory import BITS
from convcalc.network.outline import outline
from convcalc.report.audit_rows import View
from convcalc.report.audit_summary import limit_facts, summary
from convcalc.report.audit_table import audit_table
from convcalc.report.comparison import Compared
from convcalc.report.document import (
    Count,
    Document,
    Fact,
    Facts,
    Node,
    Note,
    OutlineLine,
    Paragraph,
    Suggestion,
    Table,
)
from convcalc.report.draw.bars import costs, of_totals, rivals
from convcalc.report.draw.curve import field_curve, memory_curve
from convcalc.report.draw.profile import profile
from convcalc.report.findings import named_notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.rules.lint import Lint

COLUMNS = (
    "name", "notation", "output", "params", "macs", "share", "receptive_field", "alive",
)  # fmt: skip
LIMITS = "audit.group.budget"
"""Heading of the limits in an audit in full."""


def audit_page(
    document: Document, measures: Measures, verdicts: Sequence[Verdict], by: str, command: str
) -> Document:
    """The page of one network.

    Args:
        document: its audit in full; by: the groups whose costs are shown; command: what makes the
            page again.
    """
    notes = [node for node in document.nodes if isinstance(node, Note)]
    facts = [node for node in document.nodes if isinstance(node, Facts)]
    limits = [_limits(node) for node in facts if node.title and node.title.code == LIMITS]
    totals = [node for node in facts if node.title and node.title.code != LIMITS]
    network = measures.network
    figures = costs(measures, by), profile(network), field_curve(measures), memory_curve(measures)
    return document.told(
        document.data,
        [
            _status(measures, verdicts), _cards(measures), *[one for one in limits if one.facts],
            *notes,
            *[figure for figure in figures if figure is not None],
            layers_table(measures), *totals, *_end(command, measures.dtype),
        ],
    )  # fmt: skip


def rivals_page(
    document: Document, networks: Sequence[Compared], lints: Sequence[Lint], command: str
) -> Document:
    """The page of several networks; `lints` is what rules say of them."""
    limits = [
        fact._replace(label=Message("audit.of_network", name=one.name, message=fact.label))
        for one in networks
        for fact in limit_facts(one.verdicts)
    ]
    judged = [Facts(Message(LIMITS), tuple(limits))] if limits else []
    findings, tables, remarks = _sorted(document)
    findings += named_notes(lints)
    bars = rivals([(one.name, one.measures) for one in networks])
    return document.told(
        document.data,
        [*judged, *findings, *tables, *remarks, bars, *_end(command, networks[0].measures.dtype)],
    )


def diff_page(
    document: Document, before: NetworkRecord, after: NetworkRecord, command: str
) -> Document:
    """The page of the difference of two networks: the totals first, then the layers."""
    findings, tables, remarks = _sorted(document)
    totals, *layers = tables
    totals = totals._replace(title=Message("diff.totals"))
    bars = of_totals(
        [(one.name or Message("report.network"), one.totals) for one in (before, after)]
    )
    layers = [table._replace(title=Message("page.layers"), outline=()) for table in layers]
    return document.told(
        document.data,
        [*remarks, *findings, totals, bars, *layers, *_end(command, next(iter(BITS)))],
    )


def _sorted(document: Document) -> tuple[list[Note], list[Table], list[Paragraph]]:
    """What is amiss, the tables, and what is said beside them."""
    notes = [node for node in document.nodes if isinstance(node, Note)]
    findings = [note for note in notes if note.level != "note"]
    remarks = [Paragraph(note.message) for note in notes if note.level == "note"]
    return findings, [node for node in document.nodes if isinstance(node, Table)], remarks


def _limits(facts: Facts) -> Facts:
    """Limits alone: what rules find is told one by one."""
    return facts._replace(facts=tuple([fact for fact in facts.facts if fact.key != "findings"]))


def _status(measures: Measures, verdicts: Sequence[Verdict]) -> Paragraph:
    """Whether all is known and kept."""
    complete = measures.network.complete
    kept = [verdict for verdict in verdicts if verdict.kept]
    if not complete:
        return Paragraph(Message("page.incomplete"), Message("page.mark_open"))
    if len(kept) < len(verdicts):
        broken = len(verdicts) - len(kept)
        return Paragraph(Message("page.broken", count=broken), Message("page.mark_open"))
    if kept:
        return Paragraph(Message("page.kept", count=len(kept)), Message("page.mark_good"))
    return Paragraph(Message("page.complete"), Message("page.mark_good"))


def _cards(measures: Measures) -> Facts:
    """What matters, in a few numbers."""
    facts = [
        fact._replace(value=Count(fact.value)) if isinstance(fact.value, int) else fact
        for fact in summary(measures, View(), ()).facts
    ]
    weighted = sum(1 for _, sheet in measures.network.layers if sheet.parts)
    note = Message("page.with_parameters", count=weighted)
    label = Message("audit.column.layers")
    return Facts(None, (*facts, Fact("layers", label, measures.layers, (note,))))


def layers_table(measures: Measures) -> Table:
    """Every layer, below the stage it belongs to with what the stage costs."""
    shown = audit_table(measures, View(columns=COLUMNS))
    indices = [node.index for node, _ in measures.network.layers]
    rows = dict(zip(indices, shown.rows, strict=True))
    parts, level = outline(measures.network), 1
    while len(parts) == 1 and parts[0].parts:
        parts, level = parts[0].parts, level + 1
    heads = [line.cells for line in shown.outline if line.level == level]
    lines: list[OutlineLine] = []
    if heads:
        for part, cells in zip(parts, heads, strict=True):
            if part.parts:
                lines.append(OutlineLine(1, cells))
            below = 2 if part.parts else 1
            lines += [OutlineLine(below, rows[node.index]) for node in part.nodes]
    return shown._replace(title=Message("page.every_layer"), outline=tuple(lines))


def _end(command: str, dtype: str) -> list[Node]:
    """What the numbers mean, memory being that of numbers in the format `dtype`."""
    meaning = Message("page.meaning", format=dtype)
    return [Paragraph(meaning, Message("page.numbers")), Suggestion(command)]
