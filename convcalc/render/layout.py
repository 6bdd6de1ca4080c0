"""Worked answers in columns: labels, the equals signs below each other, remarks to the right.

    Formula     o = ⌊(i + 2p − k) / s⌋ + 1     Dumoulin & Visin (2016), relationship 6
    Substitute    = ⌊(11 + 2·2 − 3) / 2⌋ + 1

Used by the terminal, plain and Markdown; each line is a list of (text, role) so that a terminal may
colour the roles. A remark that does not fit beside its line is wrapped below it.
"""

from __future__ import annotations

from typing import TypeAlias

from convcalc.render.measure import cells, pad, wrap
from convcalc.render.wording import Wording
from convcalc.report.document import StepLine, Steps

Line: TypeAlias = "list[tuple[str, str]]"
"""Parts of a line: text and its role: label, expression, words, answer, note, or a tone."""

INDENT = "  "
GAP = 2


def derivation(steps: Steps, wording: Wording, width: int) -> list[Line]:
    """The lines of a worked answer, without its title, for a page of `width` cells."""
    labels = [wording.say(line.label) for line in steps.lines]
    lefts = [wording.value(line.left) if line.left is not None else "" for line in steps.lines]
    start = len(INDENT) + max(map(cells, labels), default=0) + GAP
    before = max(map(cells, lefts), default=0)
    room = max(width - start, 24)
    bodies = [
        _body(line, left, before, room, wording)
        for line, left in zip(steps.lines, lefts, strict=True)
    ]
    notes = [wording.say(line.note) if line.note else "" for line in steps.lines]
    column = _note_column(bodies, notes, room)
    lines: list[Line] = []
    calculated = False
    for line, label, body, note in zip(steps.lines, labels, bodies, notes, strict=True):
        if calculated and line.words is not None:
            lines.append([])
        calculated = line.words is None
        answer = line.label.code == "steps.answer"
        role = "expression" if calculated else "answer" if answer else "words"
        lines += _rows(label, body, note, (role, line.tone or "note"), start, column, room)
    return lines


def _body(line: StepLine, left: str, before: int, room: int, wording: Wording) -> list[str]:
    if line.words is not None:
        return wrap(wording.for_wrapping().value(line.words), room)
    sign = f"{pad(left, before, right=True)}{wording.equals}"
    rows = wrap(wording.value(line.expression), room - cells(sign))
    hanging = " " * cells(sign)
    return [(hanging if number else sign) + row for number, row in enumerate(rows)]


def _note_column(bodies: list[list[str]], notes: list[str], room: int) -> int:
    """Where remarks begin: right of the widest line, of those that leave room for theirs."""
    widths = [
        cells(body[-1])
        for body, note in zip(bodies, notes, strict=True)
        if note and cells(body[-1]) + GAP + cells(note) <= room
    ]
    return max(widths, default=0) + GAP


def _rows(
    label: str,
    body: list[str],
    note: str,
    roles: tuple[str, str],
    start: int,
    column: int,
    room: int,
) -> list[Line]:
    lines: list[Line] = []
    role, beside = roles
    for number, text in enumerate(body):
        head = INDENT + label if number == 0 else ""
        lines.append([(pad(head, start), "label"), (text, role)])
    if note:
        width = cells(body[-1])
        at = column if column >= width + GAP and column + cells(note) <= room else width + GAP
        if at + cells(note) <= room:
            lines[-1].append((" " * (at - width) + note, beside))
        else:
            indent = " " * (start + 2)
            lines += [[(indent + row, beside)] for row in wrap(note, room - 2)]
    return lines
