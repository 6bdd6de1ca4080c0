"""The terminal: columns, worked answers, restrained colour: the answer is what stands out.

The only file that imports Rich. A cell is wrapped where it does not fit, never cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, zip_longest
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text

from convcalc.errors import Message
from convcalc.render import Style
from convcalc.render.figures import figure_lines, is_figure
from convcalc.render.layout import derivation
from convcalc.render.measure import cells, pad, unbreakable, wrap
from convcalc.render.palette import TERMINAL
from convcalc.render.picture import picture
from convcalc.render.tables import TableText
from convcalc.render.wording import Wording
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
from convcalc.report.figures import Figure

TITLE, ANSWER, REMARK = "bold", "bold cyan", "dim"
LEVELS = {"note": "dim", "hint": "green", "warning": "yellow", "alert": "bold yellow"}
MARKS = {"note": "•", "hint": "→", "warning": "!", "alert": "!"}
ASCII_MARKS = {"note": "-", "hint": "->", "warning": "!", "alert": "!"}
FIGURE = {"title": TITLE, "dim": "dim", **TERMINAL}
TONES = {"good": "green", "bad": "bold red", "open": "yellow"}
"""What a verdict means -> its colour, which repeats what its words say."""
ROLES = {
    "label": "", "expression": "", "words": "", "note": "dim", "answer": ANSWER,
    **TONES, "head": "bold", "rule": "dim", "cell": "", "group": "bold",
    "strong": "bold green", "total": "bold", "skip": "dim",
}  # fmt: skip
SOLVED = ("solve",)
"""Kinds of documents whose first fact is the answer."""
INDENT, GAP = "  ", 2
TITLE_LINES = 2
FAILED = 3
"""Limits that are not kept and stand at the top."""
LEAST_NOTE = 20
"""Cells beside a value below which its remark stands under it."""
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
    page = _Page(console, style)
    if style.height is not None:
        page.fold(document, style.height)
    page.document(document, style.height)


def _failed(document: Document) -> list[Fact]:
    """Limits that are not kept, or that cannot be decided, without who is to blame."""
    return [
        fact._replace(notes=fact.notes[:1])
        for node in document.nodes
        if isinstance(node, Facts)
        for fact in node.facts
        if fact.key.startswith("budget.") and fact.tone in ("bad", "open")
    ]


class _Page:
    """One document on one console; outlines are shown down to the level `depth`."""

    def __init__(self, console: Console, style: Style) -> None:
        self.console = console
        self.depth: int | None = None
        self.wording = Wording(style.lang, style.ascii, style.letters)
        self.ascii = style.ascii
        self.header = style.header
        self.width = console.width

    def fold(self, document: Document, height: int) -> None:
        """Choose how deep outlines are shown: as deep as the page fits on a screen."""
        levels = [
            line.level
            for node in document.nodes
            if isinstance(node, Table) and node.depth is None
            for line in node.outline
        ]
        if not levels:
            return
        self.depth = 1
        with self.console.capture() as capture:
            self.document(document)
        room = height - capture.get().count("\n") + levels.count(1)
        while self.depth < max(levels) and sum(n <= self.depth + 1 for n in levels) <= room:
            self.depth += 1

    def document(self, document: Document, height: int | None = None) -> None:
        """All of it; limits that are not kept come first as well where it is longer than a screen
        of `height` lines."""
        first = next(iter(document.nodes), None)
        titled = isinstance(first, Steps) or document.title in (
            getattr(first, "title", None),
            getattr(first, "label", None),
        )
        if not titled:
            self.lines(self.wording.say(document.title), TITLE, self.width)
            self.console.print()
        failed = [] if height is None else _failed(document)
        if height is None or not failed:
            self.body(document)
            return
        with self.console.capture() as capture:
            self.body(document)
        if capture.get().count("\n") + TITLE_LINES > height:
            self.facts([Facts(None, tuple(failed[:FAILED]))], "")
            if failed[FAILED:]:
                more = Message("audit.more_limits", count=len(failed) - FAILED)
                self.lines(self.wording.say(more), REMARK, self.width, INDENT)
            self.console.print()
        self.console.file.write(capture.get())

    def body(self, document: Document) -> None:
        """What stands below the title."""
        for number, (kind, group) in enumerate(groupby(document.nodes, key=type)):
            if number:
                self.console.print()
            nodes = list(group)
            if kind is Facts:
                groups = [node for node in nodes if isinstance(node, Facts)]
                solved = document.kind in SOLVED and not number
                self.facts(groups, groups[0].facts[0].key if solved else document.key)
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
            line = Text(f"  $ {self.wording.text(node.line)}", style="cyan")
            self.console.print(line, soft_wrap=True)  # in one piece, so that it can be copied
        elif isinstance(node, Equation):
            self.equation(node)
        elif is_figure(node):
            self.figure(node)

    def lines(self, text: str, style: str, width: int, first: str = "", rest: str = "") -> None:
        """Prose, broken by our own rules, which know Japanese."""
        for number, line in enumerate(wrap(text, width - cells(first))):
            start = rest if number else first
            self.console.print(Text(start + line, style=style), soft_wrap=True)

    def facts(self, groups: Sequence[Facts], answer: str) -> None:
        """Groups of named values in columns, a blank line between the groups; several unknown ones
        are one line."""
        unknown = [fact.label for group in groups for fact in group.facts if fact.value is None]
        shown = [
            [one for one in group.facts if one.value is not None or len(unknown) == 1]
            for group in groups
        ]
        if len(unknown) > 1:
            shown.append([Fact("", Message("value.unknown_ones"), unknown, tone="skip")])
        shown = [group for group in shown if group]
        facts = [fact for group in shown for fact in group]
        wording = self.wording.for_wrapping()
        labels = [wording.heading(fact.label) for fact in facts]
        values = [wording.value(fact.value) for fact in facts]
        between = wording.word("value.remarks")
        notes = [between.join(map(wording.say, fact.notes)) for fact in facts]
        room = self.width - len(INDENT)
        first = min(max(map(cells, labels)), room * 2 // 5)
        rest = room - first - GAP
        second = min(max(map(cells, values[: len(facts) - (len(unknown) > 1)] or values)), rest)
        if any(notes):
            second = min(second, max(*map(unbreakable, values), rest * 3 // 5))
        rows = iter(zip(facts, labels, values, notes, strict=True))
        for number, group in enumerate(shown):
            if number:
                self.console.print()
            for fact, label, value, note in (next(rows) for _ in group):
                wide = second if note or fact.tone != "skip" else rest
                blocks = [wrap(label, first), wrap(value, wide)]
                self.fact(fact, blocks, note, (first, second, rest - second - GAP), answer)

    def fact(
        self, fact: Fact, blocks: list[list[str]], note: str, widths: Sequence[int], answer: str
    ) -> None:
        """One of them; a remark that has no room beside it stands below."""
        first, second, third = widths
        tone = ROLES.get(fact.tone, ANSWER if fact.key == answer else "")
        beside = third >= min(LEAST_NOTE, cells(note))
        remarks = wrap(note, third) if beside else []
        for label, value, remark in zip_longest(*blocks, remarks, fillvalue=""):
            line = Text(INDENT + pad(label, first + GAP))
            style = tone or (REMARK if fact.value is None else "")
            line.append(pad(value, second + GAP), style=style)
            line.append(remark, style=REMARK)
            line.rstrip()
            self.console.print(line, soft_wrap=True)
        if note and not beside:
            start = INDENT + " " * (first + GAP)
            self.lines(note, REMARK, self.width, start, start)

    def table(self, table: Table) -> None:
        if table.title is not None:
            self.lines(self.wording.say(table.title), TITLE, self.width)
        drawn = TableText(table, self.wording, self.width, table.depth or self.depth)
        for line in drawn.lines(self.header):
            self.segments(line)
        for number, note in enumerate(drawn.remarks()):
            if not number:
                self.console.print()
            self.lines(self.wording.say(note), REMARK, self.width)

    def segments(self, line: Sequence[tuple[str, str]]) -> None:
        text = Text()
        for part, role in line:
            text.append(part, style=ROLES[role])
        text.rstrip()
        self.console.print(text, soft_wrap=True)

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
            self.wording.for_wrapping().say(note.message),
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
