"""Lines of standard error: on a terminal broken at the ends of words, elsewhere one line each."""

from __future__ import annotations

import os

from convcalc.render.measure import NO_BREAK, cells, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from convcalc.errors import Message
    from convcalc.render.wording import Wording

LEAST = 20
"""Cells below which lines are left to the terminal."""
HANGING = 4


def columns(stream: TextIO) -> int | None:
    """Cells of a line of a terminal; None where the stream is none, or nobody knows."""
    if not stream.isatty():
        return None
    told = os.environ.get("COLUMNS", "")
    try:
        width = int(told) if told.isdecimal() else os.get_terminal_size(stream.fileno()).columns
    except OSError:
        return None
    return width if width >= LEAST else None


def broken(text: str, width: int | None) -> str:
    """The text on lines of that width, those behind the first set in; what is wider than a line
    and has no break stays whole, so that it can be copied."""
    if width is None or cells(text) <= width:
        return text
    return ("\n" + " " * HANGING).join(wrap(text, width - HANGING))


def held(message: Message, wording: Wording) -> str:
    """What a message says, no break within what it quotes: that is typed, or copied, as it is."""
    said = wording.say(message)
    for value in _quoted(message):
        shown = wording.text(value)
        said = said.replace(shown, shown.replace(" ", NO_BREAK))
    return said


def _quoted(message: Message) -> list[str]:
    found: list[str] = []
    for value in message.fields.values():
        if isinstance(value, str) and ", " not in value:  # a list may be broken
            found.append(value)
        elif type(value) is type(message):
            found += _quoted(value)
    return found
