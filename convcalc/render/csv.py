"""CSV (RFC 4180): facts as `name,value`, tables as they are; an unknown value is an empty cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from convcalc.errors import Message
from convcalc.render.bare import bare
from convcalc.render.wording import Wording
from convcalc.report.document import Document, Facts, Paragraph, Steps, Table

if TYPE_CHECKING:
    from convcalc.render import Style

FORMULA = tuple("=+-@＝＋－＠")
"""First characters of what spreadsheets run."""
HARMLESS = re.compile(r"[-+]?[\d.,]+(?:[eE/][-+]?\d+)?\Z|@\w+\Z")


def csv_lines(document: Document, style: Style) -> Iterator[str]:
    """The document, record by record."""
    wording = Wording(style.lang, style.ascii, style.letters)
    headed: tuple[str, ...] = ()
    for node in document.nodes:
        header, rows = _records(node, wording)
        if header and header != headed and style.header:
            yield _record(header, style)
        headed = header or headed
        for row in rows:
            yield _record(row, style, isinstance(node, Table))


def _records(node: Any, wording: Wording) -> tuple[tuple[str, ...], Sequence[tuple[Any, ...]]]:
    facts = getattr(node, "facts", None)
    if facts and not (isinstance(node, Facts) and node.aside):
        return ("name", "value"), [(fact.key, fact.value) for fact in facts]
    if isinstance(node, Table) and not node.aside:
        return node.for_scripts()
    if isinstance(node, Steps):
        rows = [
            (
                wording.say(node.title),
                wording.say(line.label),
                line.left or "",
                line.expression if line.words is None else wording.value(line.words),
                wording.say(line.note) if line.note else "",
            )
            for line in node.lines
        ]
        return ("derivation", "step", "left", "expression", "note"), rows
    if isinstance(node, Paragraph):
        label = wording.say(node.label) if node.label else ""
        items = [(mark, wording.say(item)) for mark, item in node.items]
        return ("part", "text"), [(label, wording.say(node.message)), *items]
    return (), []


def _guarded(cell: Any, text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front, which it hides.

    Numbers, formulas of ours and shapes (`@10`) stay as they are: nothing in them can be run.
    """
    if isinstance(cell, str | Message | list | tuple) and text[:1] in FORMULA:
        return text if HARMLESS.match(text) else f"'{text}"
    return text


def _record(cells: tuple[Any, ...], style: Style, table: bool = False) -> str:
    line = io.StringIO()
    texts = [bare(cell, style.ascii, "", style.lang, style.letters, table) for cell in cells]
    csv.writer(line, lineterminator="").writerow(map(_guarded, cells, texts))
    return line.getvalue()
