"""Where things stand: a text that was read, the pieces of it, and errors that point into it."""

from __future__ import annotations

from bisect import bisect_right

from convcalc.errors import ConvcalcError, InputError, Message
from convcalc.network.graph import NetworkError, Place
from convcalc.record import NamedTuple

ARGUMENT = "<argument>"
"""Name of the text that was given on the command line itself."""

INPUT = "--input"
"""Name of a shape given beside the network."""


class Source:
    """A whole text and its name: that of its file, or `ARGUMENT`."""

    __slots__ = ("_starts", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._starts: list[int] = []

    def place(self, offset: int) -> Place:
        """Line and column of a character, both from 1."""
        if not self._starts:
            self._starts = [0]
            at = self.text.find("\n")
            while at >= 0:
                self._starts.append(at + 1)
                at = self.text.find("\n", at + 1)
        line = bisect_right(self._starts, offset)
        return Place(self.name, line, offset - self._starts[line - 1] + 1)

    def offset(self, place: Place) -> int:
        """The character at a place of this text."""
        self.place(0)
        return self._starts[place.line - 1] + place.column - 1 if place.line else 0

    def line(self, number: int) -> str:
        """The text of a line."""
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else None].rstrip("\r")

    def error(self, offset: int, message: Message, *hints: Message) -> NetworkError:
        """The error that points at that character."""
        return self.error_at(self.place(offset), message, *hints)

    def error_at(self, place: Place, message: Message, *hints: Message) -> NetworkError:
        """The error that points at that place of this text."""
        shown = message
        if self.name != ARGUMENT:
            own = {**message.fields, **place.fields(), "reason": message}
            shown = Message("load.at", **own)
        text = self.line(place.line) if self._starts and place.line else None
        position = min(place.column - 1, len(text)) if text is not None else None
        return NetworkError(
            shown, *hints, reason=message, place=place, exit_code=2, text=text, position=position
        )

    def pointed(self, error: NetworkError) -> NetworkError:
        """An error about a layer of this text, now with the line it stands in."""
        place = error.place
        known = place is not None and place.line and place.source == self.name
        if place is not None and known and error.text is None:
            self.place(0)
            error.text = self.line(place.line)
            error.position = place.column - 1
        return error


class Piece(NamedTuple):
    """A part of a source that is read on its own.

    `text` is what it says; where `exact` holds, its characters are those of the source from
    `start`, otherwise (escapes, folded lines) only the start is known. `flow` tells that it stands
    unquoted between YAML's own brackets.
    """

    source: Source
    text: str
    start: int
    exact: bool = True
    flow: bool = False

    def place(self, offset: int = 0) -> Place:
        """Where a character of the piece stands."""
        return self.source.place(self.start + offset if self.exact else self.start)

    def part(self, start: int, end: int) -> Piece:
        """A part of this piece."""
        at = self.start + start if self.exact else self.start
        return Piece(self.source, self.text[start:end], at, self.exact, self.flow)

    def error(self, offset: int, message: Message, *hints: Message) -> NetworkError:
        """The error that points at a character of the piece."""
        return self.source.error_at(self.place(offset), message, *hints)

    def within(self, error: ConvcalcError, offset: int = 0) -> NetworkError:
        """An error of whoever read a part of this piece that starts at `offset`."""
        if isinstance(error, InputError) and error.position is not None:
            offset += error.position
        return self.error(offset, error.message, *error.hints)
