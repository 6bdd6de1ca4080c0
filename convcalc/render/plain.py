"""For scripts and pipes: `name<TAB>value`, tables with one header line, prose as it stands.

Names are the keys of the JSON document and are never translated; numbers are bare. Remarks are for
people at a terminal and are left out, but for the facts in them; a worked answer is printed in
columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from convcalc.annotations import Any
from convcalc.render.bare import bare
from convcalc.render.figures import is_figure
from convcalc.report.document import (
    Document,
    Equation,
    Fact,
    Facts,
    Note,
    Paragraph,
    Steps,
    Suggestion,
    Table,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.render import Style

WIDTH = 100
"""Cells of a worked answer where no terminal says how wide it is."""


TITLED = ("rule",)
"""Kinds of documents whose title says what no node of theirs does."""


def plain_lines(document: Document, style: Style) -> Iterator[str]:
    """The document, line by line."""
    prose = document.kind in TITLED
    if prose:
        yield from _prose(Paragraph(document.title), style)
    for node in document.nodes:
        if isinstance(node, Facts) and not node.aside:
            yield from _facts(node.facts, style)
        elif isinstance(node, Table) and not node.aside:
            yield from _table(node, style)
        elif isinstance(node, Note) or (isinstance(node, Equation) and node.facts is not None):
            yield from _facts(node.facts or (), style)
        elif isinstance(node, Steps | Paragraph | Suggestion | Equation) or is_figure(node):
            if prose:
                yield ""
            prose = True
            yield from _prose(node, style)


def _facts(facts: Sequence[Fact], style: Style) -> Iterator[str]:
    for fact in facts:
        yield f"{fact.key}\t{_bare(fact.value, style)}"


def _bare(value: Any, style: Style, cell: bool = False) -> str:
    return bare(value, style.ascii, lang=style.lang, letters=style.letters, cell=cell)


def _table(table: Table, style: Style) -> Iterator[str]:
    keys, rows = table.for_scripts()
    if style.header:
        yield "\t".join(keys)
    for row in rows:
        yield "\t".join([_bare(value, style, True) for value in row])


def _prose(node: Any, style: Style) -> Iterator[str]:
    from convcalc.render.figures import plain_figure
    from convcalc.render.layout import derivation
    from convcalc.render.measure import wrap
    from convcalc.render.wording import Wording

    wording = Wording(style.lang, style.ascii, style.letters)
    width = style.width or WIDTH
    if isinstance(node, Suggestion):
        yield f"$ {wording.text(node.line)}"
    elif is_figure(node):
        yield from plain_figure(node, wording, width)
    elif isinstance(node, Equation):
        from convcalc.render.picture import picture

        if node.title is not None:
            yield from wrap(wording.say(node.title), width)
            yield ""
        yield from (("  " + line).rstrip() for line in picture(node, wording, width - 2))
    elif isinstance(node, Paragraph):
        if node.label is not None:
            yield wording.say(node.label)
        yield from wrap(wording.say(node.message), width)
        for mark, item in node.items:
            first, *rest = wrap(wording.say(item), width - 5)
            yield f"  {mark}  {first}"
            yield from ("     " + line for line in rest)
    else:
        yield wording.say(node.title)
        yield ""
        for line in derivation(node, wording, width):
            yield "".join(text for text, _ in line).rstrip()
