"""What a notebook shows of a document: HTML of its tables, MathJax of its derivations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import Any

from convcalc.render.latex import LatexWording
from convcalc.render.wording import Wording
from convcalc.report.document import Document, Facts, Note, Paragraph, Steps, Table

INDEXED = re.compile(r"([^\W_])_([A-Za-z\d]+)")
ALIGNED = ("left", "right")
LONG = 30
"""Rows of a table that is shown in a window of its own."""


def html(document: Document, lang: str, letters: str) -> str:
    """The document as HTML without styles of its own, so that the notebook's hold.

    What is no table and no sentence (drawings of matrices, derivations) is left to `str`.
    """
    wording = Wording(lang, letters=letters)

    def say(told: Any) -> str:
        return escape(wording.say(told))

    def cells(tag: str, texts: Iterable[Any], right: Sequence[bool]) -> str:
        pairs = zip(texts, right, strict=True)
        inside = [
            f'<{tag} style="text-align: {ALIGNED[side]}">{escape(text)}</{tag}>'
            for text, side in pairs
        ]
        return f"<tr>{''.join(inside)}</tr>"

    parts = [f"<p><b>{say(document.title)}</b></p>"]
    for node in document.nodes:
        if isinstance(node, Facts):
            rows = [
                cells(
                    "td",
                    (
                        wording.say(fact.label),
                        wording.value(fact.value),
                        "; ".join(map(wording.say, fact.notes)),
                    ),
                    (False, True, False),
                )
                for fact in node.facts
            ]
            parts.append(f"<table><tbody>{''.join(rows)}</tbody></table>")
        elif isinstance(node, Table):
            right = [column.numeric for column in node.columns]
            head = cells("th", [wording.say(column.label) for column in node.columns], right)
            rows = [cells("td", map(wording.value, row), right) for row in node.rows]
            if node.total is not None:
                rows.append(cells("th", map(wording.value, node.total), right))
            caption = "" if node.title is None else f"<caption>{say(node.title)}</caption>"
            body = f"<thead>{head}</thead><tbody>{''.join(rows)}</tbody>"
            room = ' style="max-height: 40em; overflow: auto"' if len(rows) > LONG else ""
            parts.append(f"<div{room}><table>{caption}{body}</table></div>")
        elif isinstance(node, Note | Paragraph):
            parts.append(f"<p>{say(node.message)}</p>")
    return "\n".join(parts)


def mathematics(derivations: Iterable[Steps], lang: str, letters: str) -> str:
    """Derivations as MathJax reads them: one aligned block for each."""
    wording, plain = LatexWording(lang, letters=letters), Wording(lang, letters=letters)

    def words(told: str) -> str:
        return rf"\text{{{INDEXED.sub(_indexed, told.translate(_UNSET))}}}"

    blocks = []
    for steps in derivations:
        lines = [words(plain.say(steps.title))]
        for worked, group in groupby(steps.lines, key=lambda line: line.words is None):
            rows = []
            for line in group:
                label = words(plain.say(line.label))
                note = "" if line.note is None else rf"\quad {words(plain.say(line.note))}"
                if worked:
                    left = "" if line.left is None else wording.mathematics(line.left)
                    right = wording.mathematics(line.expression)
                    rows.append(rf"{left} &= {right} &&\quad {label}{note}")
                else:
                    rows.append(rf"{label}\quad {words(plain.value(line.words))}{note}")
            block = " \\\\\n".join(rows)
            lines.append(rf"\begin{{aligned}}{block}\end{{aligned}}" if worked else block)
        blocks.append("$$\\begin{array}{l}\n" + " \\\\\n".join(lines) + "\n\\end{array}$$")
    return "\n".join(blocks)


def _indexed(letter: re.Match[str]) -> str:
    return rf"${letter[1]}_{{{letter[2]}}}$"


_UNSET = str.maketrans(
    {"\\": "", "{": "(", "}": ")", "$": "", "&": "and", "%": "％", "#": "＃", "\u00a0": " "}
)
"""Signs that mean something inside of a text of MathJax or KaTeX."""
