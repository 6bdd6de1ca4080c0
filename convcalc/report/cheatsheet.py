"""The cheat sheet: what can be typed, on one page, from the table beside this file."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.record import NamedTuple
from convcalc.report.document import Document
from convcalc.report.fields import listing, word
from convcalc.report.glossary import text_rows


class SheetLine(NamedTuple):
    """A line of the sheet; `part` stands at the first line of a part, `room` at each."""

    part: str
    room: str
    typed: str
    code: str
    example: str


def _lines() -> dict[str, SheetLine]:
    found, room, part = {}, "", ""
    for typed, cells in text_rows("cheatsheet.txt", " => ").items():
        if not cells:
            room = part = typed
            continue
        code, example = cells
        found[typed] = SheetLine(part, room, typed, code, example)
        part = ""
    return found


LINES = _lines()

SHEET = (
    word("part", lambda line: Message(f"cheat.part.{line.room}") if line.part else "",
         "cheat.column.part", data=lambda line: line.room),
    word("typed", lambda line: line.typed, "cheat.column.typed"),
    word("meaning", lambda line: Message(f"cheat.{line.code}"), "cheat.column.meaning"),
    word("example", lambda line: line.example),
)  # fmt: skip


def cheatsheet_document() -> Document:
    """All of it."""
    return listing("cheatsheet", Message("cheat.title"), "lines", SHEET, LINES)
