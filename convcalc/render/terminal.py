"""The terminal: tables drawn by Rich, worked answers in columns, restrained colour.

The only file that imports Rich. A cell is wrapped where it does not fit, never cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Literal, TextIO

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from convcalc.render import Style
from convcalc.render.figures import figure_lines, is_figure
from convcalc.render.layout import derivation
from convcalc.render.measure import cells, pad, unbreakable, wrap
from convcalc.render.palette import TERMINAL
from convcalc.render.picture import picture
from convcalc.render.wording import Wording
from convcalc.report.document import (
    Column,
    Document,
    Equation,
    Facts,
    Note,
    Paragraph,
    Steps,
    Suggestion,
    Table,
)
from convcalc.report.figures import Figure

TITLE, LABEL, VALUE, REMARK, STRONG = "bold", "", "bold cyan", "dim", "bold green"
LEVELS = {"note": "dim", "hint": "green", "warning": "yellow", "alert": "yellow"}
MARKS = {"note": "•", "hint": "→", "warning": "!", "alert": "!"}
ASCII_MARKS = {"note": "-", "hint": "->", "warning": "!", "alert": "!"}
FIGURE = {"title": TITLE, "dim": "dim", **TERMINAL}
ROLES = {"label": "", "expression": "cyan", "words": "", "note": "dim"}
FRAME = box.Box("╭──╮\n│  │\n├──┤\n│  │\n├──┤\n├──┤\n│  │\n╰──╯\n")
"""Rounded corners, rules across, nothing between the columns."""
LONGEST = 24
"""Cells of a word that no column breaks; a number is never broken."""
QUANTITY = 16
"""Cells of a numeric value that stays on one line, its sign and unit with it."""
UNKNOWN_WIDTH = 80
"""Cells of a line where the terminal does not say."""
PROSE = 88
"""Cells beyond which a line of prose is hard to read."""


def print_document(document: Document, style: Style, stream: TextIO) -> None:
    """Print the document to a terminal (or to anything, if the format `table` is asked for)."""
    colour = style.colour
    console = Console(
        file=stream,
        width=style.width,
        highlight=False,
        markup=False,
        emoji=False,
        no_color=None if colour is None else not colour,
        force_terminal=colour if colour else None,
        legacy_windows=False,
    )
    if console.width < 1:  # COLUMNS=0: nobody knows how wide the terminal is
        console.width = UNKNOWN_WIDTH
    _Page(console, style).document(document)


class _Page:
    """One document on one console."""

    def __init__(self, console: Console, style: Style) -> None:
        self.console = console
        self.wording = Wording(style.lang, style.ascii, style.letters)
        self.ascii = style.ascii
        self.header = style.header
        self.width = console.width

    def document(self, document: Document) -> None:
        titled = isinstance(document.nodes[0], Steps) or is_figure(document.nodes[0])
        heading = not titled and not any(isinstance(node, Steps) for node in document.nodes)
        if heading:
            self.lines(self.wording.say(document.title), TITLE, self.width)
            self.console.print()
        for number, (kind, group) in enumerate(groupby(document.nodes, key=type)):
            if number:
                self.console.print()
            nodes = list(group)
            if kind is Facts:
                self.facts([node for node in nodes if isinstance(node, Facts)])
                continue
            for position, node in enumerate(nodes):
                if position and kind not in (Note, Suggestion):
                    self.console.print()
                self.node(node)

    def node(self, node: Any) -> None:
        if isinstance(node, Table):
            self.table(node)
        elif isinstance(node, Steps):
            self.steps(node)
        elif isinstance(node, Note):
            self.note(node)
        elif isinstance(node, Paragraph):
            self.paragraph(node)
        elif isinstance(node, Suggestion):
            self.console.print(Text(f"  $ {self.wording.text(node.line)}", style="cyan"))
        elif isinstance(node, Equation):
            self.equation(node)
        elif is_figure(node):
            self.figure(node)

    def lines(self, text: str, style: str, width: int, first: str = "", rest: str = "") -> None:
        """Prose, broken by our own rules, which know Japanese."""
        for number, line in enumerate(wrap(text, width - cells(first))):
            start = rest if number else first
            self.console.print(Text(start + line, style=style), soft_wrap=True)

    def facts(self, groups: Sequence[Facts]) -> None:
        """Groups of named values as one table, a rule between the groups."""
        facts = [fact for group in groups for fact in group.facts]
        remarks = any(fact.notes for fact in facts)
        table = RichTable(
            box=self.box(FRAME), show_header=False, border_style="dim", padding=(0, 1)
        )
        longest = self.width * 2 // 5
        label_width = min(max(cells(self.wording.say(fact.label)) for fact in facts), longest)
        values = [self.wording.value(fact.value) for fact in facts]
        room = self.width - label_width - (10 if remarks else 7)
        value_width = min(max(map(cells, values)), room * 3 // 5 if remarks else room)
        table.add_column(width=label_width, style=LABEL, overflow="fold")
        table.add_column(width=value_width, style=VALUE, overflow="fold")
        if remarks:
            table.add_column(style=REMARK, max_width=room - value_width, overflow="fold")
        texts = iter(values)
        for group in groups:
            for number, fact in enumerate(group.facts):
                last = number == len(group.facts) - 1
                row = [(self.wording.say(fact.label), label_width), (next(texts), value_width)]
                if remarks:
                    told = "; ".join([self.wording.say(note) for note in fact.notes])
                    row.append((told, room - value_width))
                table.add_row(*[_block(*cell) for cell in row], end_section=last)
        self.console.print(table)

    def table(self, table: Table) -> None:
        if table.title is not None:
            self.console.print(Text(self.wording.say(table.title), style=TITLE))
        drawn = RichTable(
            box=self.box(box.SIMPLE_HEAD),
            border_style="dim",
            header_style="bold",
            padding=(0, 1, 0, 0),
            show_edge=False,
            show_header=self.header,
            show_footer=table.total is not None,
            footer_style="bold",
        )
        rows = [[self.wording.value(cell) for cell in row] for row in table.rows]
        labels = [self.wording.say(column.label) for column in table.columns]
        total = [self.wording.value(cell) for cell in table.total or [""] * len(labels)]
        columns, texts = list(table.columns), [labels, total, *rows]
        widths = _fitted(columns, texts, self.width)
        while widths is None and any(column.spare for column in columns):
            aside = max(number for number, column in enumerate(columns) if column.spare)
            columns.pop(aside)
            texts = [[*row[:aside], *row[aside + 1 :]] for row in texts]
            widths = _fitted(columns, texts, self.width)
        labels, total, *rows = texts
        if widths is None:
            self.stacked(table, labels, rows, total)
            return
        for column, label, last, width in zip(columns, labels, total, widths, strict=True):
            justify: Literal["right", "left"] = "right" if column.numeric else "left"
            drawn.add_column(
                _block(label, width),
                _block(last, width),
                width=width,
                justify=justify,
                overflow="fold",
            )
        for number, row in enumerate(rows):
            style = STRONG if number == table.highlight else None
            drawn.add_row(*map(_block, row, widths), style=style)
        self.console.print(drawn)

    def stacked(
        self,
        table: Table,
        labels: Sequence[str],
        rows: Sequence[Sequence[str]],
        total: Sequence[str],
    ) -> None:
        """A table too wide for the page: each row a heading and lines of label and value."""
        start = max(map(cells, labels)) + 4
        blocks = [*rows, total] if table.total is not None else rows
        for number, (heading, *values) in enumerate(blocks):
            strong = number == table.highlight or number == len(rows)
            self.lines(heading, STRONG if number == table.highlight else TITLE, self.width)
            for label, value in zip(labels[1:], values, strict=True):
                if value:
                    first = pad(f"  {label}" if self.header else "", start)
                    style = STRONG if strong else LABEL
                    self.lines(value, style, self.width, first, " " * start)

    def steps(self, steps: Steps) -> None:
        self.console.print(Text(self.wording.say(steps.title), style=TITLE))
        self.console.print()
        for line in derivation(steps, self.wording, self.width):
            text = Text()
            for part, role in line:
                text.append(part, style=ROLES[role])
            self.console.print(text, soft_wrap=True)

    def equation(self, equation: Equation) -> None:
        if equation.title is not None:
            self.lines(self.wording.say(equation.title), TITLE, self.width)
            self.console.print()
        for line in picture(equation, self.wording, self.width - 2):
            text = Text(("  " + line).rstrip(), style=ROLES["expression"])
            self.console.print(text, soft_wrap=True)

    def figure(self, figure: Figure) -> None:
        for line in figure_lines(figure, self.wording, self.width):
            text = Text()
            for part, role in line:
                text.append(part, style=FIGURE.get(role, ""))
            text.rstrip()
            self.console.print(text, soft_wrap=True)

    def note(self, note: Note) -> None:
        mark = (ASCII_MARKS if self.ascii else MARKS)[note.level]
        first = f" {mark} "
        self.lines(
            self.wording.say(note.message),
            LEVELS[note.level],
            min(self.width, PROSE + 12),
            first,
            " " * cells(first),
        )

    def paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.label is not None:
            self.console.print(Text(self.wording.say(paragraph.label), style=TITLE))
        width = min(self.width, PROSE)
        self.lines(self.wording.say(paragraph.message), "", width)
        for mark, item in paragraph.items:
            first = f"  {mark}  "
            self.lines(self.wording.say(item), "", width, first, " " * cells(first))

    def box(self, wanted: box.Box) -> box.Box:
        return box.ASCII if self.ascii else wanted


def _block(text: str, width: int) -> str:
    """Text broken by our own rules, which know Japanese, into lines of one cell of a table."""
    return "\n".join(wrap(text, width))


def _fitted(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int
) -> list[int] | None:
    """Widths of the columns: as wide as their texts, the widest narrowed until all fit.

    Columns keep their longest word whole as long as others have room to give; where there is none,
    only words of unusual length are broken. None if that is not enough."""
    texts = list(zip(*rows, strict=True))
    widths = [max(map(cells, column)) for column in texts]
    words = list(map(_least, columns, texts))
    short = [
        word if column.numeric or column.aside else min(word, LONGEST)
        for column, word in zip(columns, words, strict=True)
    ]
    excess = sum(widths) + 2 * len(widths) - 1 - room
    for floors in (words, short):
        while excess > 0:
            able = [number for number, width in enumerate(widths) if width > floors[number]]
            if not able:
                break
            widths[max(able, key=widths.__getitem__)] -= 1
            excess -= 1
    return None if excess > 0 else widths


def _least(column: Column, texts: Sequence[str]) -> int:
    """Cells of the widest part of a column that stands on one line; a bar is one part."""
    label, *values = texts
    whole = QUANTITY if column.numeric else 2 * QUANTITY if column.aside else 0
    parts = [cells(text) if cells(text) <= whole else unbreakable(text) for text in values]
    return max(unbreakable(label), *parts)
