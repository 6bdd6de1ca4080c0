"""Documents as a page of HTML: one file that stands alone, without scripts or requests.

The words and numbers are made here, what they look like is `page.html` beside this file, a template
of jinja2, which escapes all that it is given but figures: these are SVG, escaped by their writer
and coloured by the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined

from convcalc.annotations import Any
from convcalc.render import Style
from convcalc.render.figures.amounts import amount, caption, described, share
from convcalc.render.palette import PALETTE, Palette, recoloured
from convcalc.render.svg.element import FAMILIES, KINDS, Drawing, number
from convcalc.render.svg.network import WRITERS
from convcalc.render.wording import Wording
from convcalc.report.document import (
    Bar,
    Column,
    Document,
    Facts,
    Node,
    Note,
    OutlineLine,
    Paragraph,
    Suggestion,
    Table,
)
from convcalc.report.figures import Bars, Curve, Profile

WIDE, NARROW = 640, 420
"""Pixels of a chart alone on its line, and of one of two."""
MARKS = ("✓", "!")
"""Labels of a paragraph that says how it stands: it is shown below the title."""
LEVELS = {"note": "note", "hint": "tip", "warning": "warning", "alert": "warning"}
"""Levels of notes, and the word that each has."""
ROLES = ("ground", "soft", "input", "read", "output", "pale", "finding")


def html_lines(document: Document, style: Style) -> Iterator[str]:
    """The page.

    Raises:
        UsageError: colours that cannot be used.
    """
    page = _Page(document, style)
    source = files("convcalc.render.html").joinpath("page.html").read_text("utf-8")
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    text = environment.from_string(source).render(
        lang=style.lang,
        title=page.wording.say(document.title),
        word=lambda code: page.wording.word(f"page.{code}"),
        blocks=page.blocks,
        theme=style.theme,
        family=FAMILIES[style.lang],
        light=_variables(page.palette, 0),
        dark=_variables(page.palette, 1),
        classes=page.classes,
    )
    yield text.encode("ascii", "xmlcharrefreplace").decode() if style.ascii else text


def _variables(palette: Palette, theme: int) -> list[tuple[str, str]]:
    """The colours of a theme as properties of a style sheet."""
    return [
        (f"--{role}" + (f"-{part}" if part != "fill" else ""), colour)
        for role in ROLES
        for part, colour in palette[role][theme]._asdict().items()
    ]


class _Page:
    """What the template gets: blocks of words, each with the kind that says how it looks."""

    def __init__(self, document: Document, style: Style) -> None:
        self.palette = recoloured(style.colours) if style.colours else PALETTE
        self.wording = Wording(style.lang, letters=style.letters)
        self.painted: dict[str, tuple[str, str]] = {}
        self.figures = 0
        self.blocks = [
            block
            for kind, nodes in groupby(document.nodes, key=type)
            for block in self.made(kind, list(nodes))
        ]

    @property
    def classes(self) -> list[tuple[str, str, str]]:
        """The classes of the figures, and the properties that fill them and draw their lines."""
        found = []
        for name, (role, kind) in sorted(self.painted.items()):
            fill, stroke = (_variable(role, part) for part in KINDS[kind])
            found.append((name, fill, stroke))
        return found

    def made(self, kind: type, nodes: list[Any]) -> Iterator[dict[str, Any]]:
        """Neighbours of one kind, together or one by one."""
        if kind is Note:
            notes = [
                {"level": LEVELS[node.level], "text": self.wording.say(node.message)}
                for node in nodes
            ]
            yield {"kind": "notes", "notes": notes}
        elif kind is Curve:
            yield {"kind": "curves", "figures": [self.figure(node, NARROW) for node in nodes]}
        else:
            yield from map(self.block, nodes)

    def block(self, node: Node) -> dict[str, Any]:
        """One node."""
        say = self.wording.say
        if isinstance(node, Paragraph):
            label = None if node.label is None else say(node.label)
            if label in MARKS:
                return {"kind": "status", "mark": label, "text": say(node.message)}
            return {"kind": "paragraph", "heading": label, "text": say(node.message)}
        if isinstance(node, Suggestion):
            return {"kind": "command", "text": self.wording.text(node.line)}
        if isinstance(node, Facts):
            return self.facts(node)
        if isinstance(node, Table):
            return self.table(node)
        if isinstance(node, Bars):
            return self.bars(node)
        assert isinstance(node, Profile)
        return {"kind": "figure", **self.figure(node, WIDE)}

    def facts(self, facts: Facts) -> dict[str, Any]:
        """Named values: cards, or a list where they have a heading."""
        found = [
            {
                "label": self.wording.say(fact.label),
                "value": self.wording.value(fact.value),
                "notes": [self.wording.say(note) for note in fact.notes],
                "tone": fact.tone,
            }
            for fact in facts.facts
        ]
        if facts.title is None:
            return {"kind": "cards", "facts": found}
        return {"kind": "facts", "title": self.wording.say(facts.title), "facts": found}

    def figure(self, figure: Profile | Curve, width: int) -> dict[str, Any]:
        """A figure as SVG, its heading and what it means."""
        self.figures += 1
        title, told = self.wording.say(figure.title), caption(figure, self.wording)
        name = f"figure{self.figures}"
        about = described(figure, self.wording)
        drawing = Drawing(width, name, title, about, self.wording.lang, "page")
        height = WRITERS[type(figure)](drawing, figure, self.wording, 12)
        self.painted |= drawing.classes
        svg = drawing.finish(height + 2)
        return {"title": title, "svg": svg, "caption": told, "width": width}

    def bars(self, bars: Bars) -> dict[str, Any]:
        """Bars as a table, whose text keeps its size on a narrow screen."""
        most = [bars.most(at) for at in range(len(bars.columns))]
        rows = [
            {
                "name": self.wording.value(row.name),
                "about": None if row.about is None else self.wording.value(row.about),
                "cells": [
                    {
                        "text": amount(value, column.bytes, self.wording),
                        "share": share(value, column.whole),
                        "part": _percent(value, top) if isinstance(value, int) else None,
                        "most": type(value) is int and 0 < value == top,
                    }
                    for value, column, top in zip(row.values, bars.columns, most, strict=True)
                ],
            }
            for row in bars.rows
        ]
        return {
            "kind": "bars",
            "title": self.wording.say(bars.title),
            "head": self.wording.say(bars.head),
            "columns": [self.wording.say(column.label) for column in bars.columns],
            "rows": rows,
        }

    def table(self, table: Table) -> dict[str, Any]:
        """A table: a body for each part of the outline, or a single one."""
        lines = table.outline or [OutlineLine(1, row) for row in table.rows]
        levels = [line.level for line in lines]
        heads = [level < after for level, after in zip(levels, [*levels[1:], 1], strict=True)]
        most = max(
            (cell.value for line, head in zip(lines, heads, strict=True) if not head
             for cell in line.cells if isinstance(cell, Bar)),
            default=0,
        )  # fmt: skip
        bodies: list[dict[str, Any]] = []
        for line, head in zip(lines, heads, strict=True):
            cells = self.cells(line.cells, table.columns, 0 if head else most)
            if head:
                bodies.append({"head": cells, "rows": []})
            elif line.level == 1 and (not bodies or bodies[-1]["head"]):
                bodies.append({"head": None, "rows": [cells]})
            else:
                bodies[-1]["rows"].append(cells)
        numeric = [cell["numeric"] for cell in bodies[0]["rows"][0]] if bodies else []
        return {
            "kind": "table",
            "title": None if table.title is None else self.wording.say(table.title),
            "columns": [
                {"label": self.wording.say(column.label), "numeric": right}
                for column, right in zip(table.columns, numeric, strict=True)
            ],
            "bodies": bodies,
            "total": None if table.total is None else self.cells(table.total, table.columns, 0),
        }

    def cells(
        self, row: Sequence[Any], columns: Sequence[Column], most: Fraction | int
    ) -> list[dict[str, Any]]:
        """The cells of a row; a share has a bar, held against the largest one."""
        found = []
        for value, column in zip(row, columns, strict=True):
            part, text, largest = None, self.wording.value(value), False
            if isinstance(value, Bar):
                top, bottom = value.value.numerator, value.value.denominator
                text = share(top, bottom) if top else ""
                if most and top:
                    part = _percent(value.value, most)
                    largest = value.value == most
            numeric = column.numeric or isinstance(value, Bar)
            zero = type(value) is int and not value
            found.append(
                {"text": text, "part": part, "numeric": numeric, "zero": zero, "most": largest}
            )
        return found


def _variable(role: str, part: str) -> str:
    """The property of a colour; `none` where nothing is painted."""
    if not part:
        return "none"
    return f"var(--{role})" if part == "fill" else f"var(--{role}-{part})"


def _percent(value: int | Fraction, most: int | Fraction) -> str:
    """The length of a bar: something of each value that is not zero."""
    return number(max(100 * float(value / most), 0.8)) if value and most else "0"
