"""Markdown as GitHub reads it: pipe tables, worked answers as an aligned block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from convcalc.render.figures import plain_figure
from convcalc.render.layout import derivation
from convcalc.render.plain import WIDTH
from convcalc.render.wording import Wording
from convcalc.report.document import (
    Document,
    Equation,
    Facts,
    NewPage,
    Note,
    Paragraph,
    Steps,
    Suggestion,
    Table,
)

if TYPE_CHECKING:
    from convcalc.render import Style

_SPECIAL = str.maketrans({character: "\\" + character for character in "\\`*_{}[]<>|~&$"})
_MARKS = {"note": "NOTE", "hint": "TIP", "warning": "WARNING", "alert": "WARNING"}


def markdown_lines(document: Document, style: Style) -> Iterator[str]:
    """The document, line by line."""
    wording = Wording(style.lang, style.ascii, style.letters)
    yield f"## {_escape(wording.say(document.title))}"
    for node in document.nodes:
        yield ""
        if isinstance(node, Facts):
            yield from _facts(node, wording)
        elif isinstance(node, Table):
            yield from _table(node, wording)
        elif isinstance(node, Steps):
            yield from _steps(node, wording, style.width or WIDTH)
        elif isinstance(node, Note):
            yield f"> [!{_MARKS[node.level]}]"
            yield f"> {_escape(wording.say(node.message))}"
        elif isinstance(node, Paragraph):
            if node.label not in (None, document.title):
                yield f"**{_escape(wording.say(node.label))}**"
                yield ""
            yield _escape(wording.say(node.message))
            yield from [""] * bool(node.items)
            for mark, item in node.items:
                yield f"- {mark}. {_escape(wording.say(item))}"
        elif isinstance(node, Suggestion):
            yield from ("```console", f"$ {wording.text(node.line)}", "```")
        elif isinstance(node, Equation):
            yield from _equation(node, wording, style.width or WIDTH)
        elif isinstance(node, NewPage):
            yield "---"
        else:
            titled = node.title is document.title
            yield from ("```text", *plain_figure(node, wording, WIDTH, title=not titled), "```")


def _facts(facts: Facts, wording: Wording) -> Iterator[str]:
    title = "" if facts.title is None else _escape(wording.say(facts.title))
    yield _row([title, "", ""])
    yield "| --- | ---: | --- |"
    for fact in facts.facts:
        notes = [wording.say(note) for note in fact.notes]
        cells = [wording.say(fact.label), wording.value(fact.value), "; ".join(notes)]
        yield _row([_escape(cell) for cell in cells])


def _table(table: Table, wording: Wording) -> Iterator[str]:
    if table.title is not None:
        yield f"### {_escape(wording.say(table.title))}"
        yield ""
    yield _row([_escape(wording.say(column.label)) for column in table.columns])
    yield "|" + "|".join(" ---: " if column.numeric else " --- " for column in table.columns) + "|"
    for number, row in enumerate(table.rows):
        yield _row(_cells(row, wording, bold=number == table.highlight))
    if table.total is not None:
        yield _row(_cells(table.total, wording, bold=True))


def _cells(row: Sequence[Any], wording: Wording, bold: bool) -> list[str]:
    texts = [_escape(wording.value(cell)) for cell in row]
    return [f"**{text}**" if bold and text else text for text in texts]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _steps(steps: Steps, wording: Wording, width: int) -> Iterator[str]:
    yield f"### {_escape(wording.say(steps.title))}"
    yield ""
    yield "```text"
    for line in derivation(steps, wording, width):
        yield "".join(text for text, _ in line).rstrip()[2:]
    yield "```"


def _equation(equation: Equation, wording: Wording, width: int) -> Iterator[str]:
    from convcalc.render.picture import picture

    if equation.title is not None:
        yield f"**{_escape(wording.say(equation.title))}**"
        yield ""
    yield from ("```text", *picture(equation, wording, width), "```")


def _escape(text: str) -> str:
    return text.translate(_SPECIAL)
