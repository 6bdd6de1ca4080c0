"""Protocol buffers' text format: fields in order, each with the place where it stands.

Source: protobuf.dev, Text Format Language Specification. What a field may be is not known here: a
value is a text or a message, and a field that stands twice has two.
"""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.errors import Message
from convcalc.layers.numbers import shown
from convcalc.load.place import Source
from convcalc.load.tree import MAX_DEPTH
from convcalc.network.graph import NetworkError, Place
from convcalc.pattern import pattern

GAP = pattern(r"(?:[\s,;]+|#[^\n]*)*")
NAME = pattern(r"[A-Za-z_]\w*")
WORD = pattern(r"-?[ \t]*[\w.][\w.+-]*")
STRING = pattern(r'"(?:[^"\\\n]+|\\.)*"|\'(?:[^\'\\\n]+|\\.)*\'')
ESCAPE = pattern(r"\\(.)")
CLOSING = {"{": "}", "<": ">"}
MOST_VALUES = 200_000
"""Ten times what the largest networks have."""

WHOLE = pattern(r"-?\d{1,12}\Z")
TRUE, FALSE = ("true", "True", "t", "1"), ("false", "False", "f", "0")


class FieldValue:
    """A number, a word or a string, as a text."""

    __slots__ = ("start", "text")

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start


class Fields:
    """A message: the values of each field, in order."""

    __slots__ = ("source", "start", "values")

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.values: dict[str, list[FieldValue | Fields]] = {}

    @property
    def place(self) -> Place:
        return self.source.place(self.start)

    def error(self, message: Message, *hints: Message) -> NetworkError:
        return self.source.error(self.start, message, *hints)

    def scalars(self, name: str) -> list[FieldValue]:
        """The values of a field that holds no messages."""
        found = []
        for value in self.values.get(name, ()):
            if isinstance(value, Fields):
                raise value.error(Message("prototext.not_message", field=name))
            found.append(value)
        return found

    def messages(self, name: str) -> list[Fields]:
        """The values of a field that holds messages."""
        found = []
        for value in self.values.get(name, ()):
            if isinstance(value, FieldValue):
                message = Message("prototext.no_message", field=name, value=shown(value.text))
                raise self.source.error(value.start, message)
            found.append(value)
        return found

    def texts(self, name: str) -> list[str]:
        return [value.text for value in self.scalars(name)]

    def text(self, name: str, default: str = "") -> str:
        """The last value holds, as everywhere in protocol buffers."""
        return (self.texts(name) or [default])[-1]

    def ints(self, name: str) -> list[int]:
        """Whole numbers.

        Raises:
            NetworkError: one is none.
        """
        found = []
        for value in self.scalars(name):
            if not WHOLE.match(value.text):
                message = Message("prototext.not_whole", field=name, value=shown(value.text))
                raise self.source.error(value.start, message)
            found.append(int(value.text))
        return found

    def int(self, name: str, default: int) -> int:
        return (self.ints(name) or [default])[-1]

    def flag(self, name: str, default: bool) -> bool:
        """Raises:
        NetworkError: neither true nor false.
        """
        for value in self.scalars(name)[-1:]:
            if value.text not in (*TRUE, *FALSE):
                message = Message("prototext.not_flag", field=name, value=shown(value.text))
                raise self.source.error(value.start, message)
            return value.text in TRUE
        return default


def parse(source: Source) -> Fields:
    """The message of a whole text.

    Raises:
        NetworkError: it is not of this format, or larger or deeper than a network may be.
    """
    return _Parser(source).message("", 0)


class _Parser:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.count = 0
        self.depth = 0
        self.skip()

    def error(self, code: str, **fields: object) -> NetworkError:
        return self.source.error(min(self.at, len(self.text)), Message(code, **fields))

    def skip(self) -> None:
        gap = GAP.match(self.text, self.at)
        assert gap is not None
        self.at = gap.end()

    def found(self) -> str:
        return shown(self.text[self.at : self.at + 20].split("\n")[0]) if self.rest() else ""

    def rest(self) -> bool:
        return self.at < len(self.text)

    def take(self, sign: str) -> bool:
        if self.text[self.at : self.at + 1] != sign:
            return False
        self.at += 1
        self.skip()
        return True

    def message(self, opening: str, start: int) -> Fields:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error("load.too_deep", limit=MAX_DEPTH)
        fields = Fields(self.source, start)
        while not (opening and self.take(CLOSING[opening])):
            if not self.rest():
                if opening:
                    raise self.source.error(start, Message("prototext.open", sign=opening))
                break
            name = NAME.match(self.text, self.at)
            if name is None:
                raise self.error("prototext.field", found=self.found())
            begin, self.at = self.at, name.end()
            self.skip()
            colon = self.take(":")
            if not colon and self.text[self.at : self.at + 1] not in CLOSING:
                raise self.error("prototext.colon", field=shown(name.group()), found=self.found())
            fields.values.setdefault(name.group(), []).extend(self.values(begin))
        self.depth -= 1
        return fields

    def values(self, begin: int) -> Iterator[FieldValue | Fields]:
        """What stands behind the name of a field: one value, or several in brackets."""
        if not self.take("["):
            yield self.value(begin)
            return
        while not self.take("]"):
            yield self.value(self.at)

    def counted(self) -> None:
        self.count += 1
        if self.count > MOST_VALUES:
            raise self.error("load.too_many_values", limit=MOST_VALUES)

    def value(self, begin: int) -> FieldValue | Fields:
        self.counted()
        sign = self.text[self.at : self.at + 1]
        if sign in CLOSING and sign:
            self.take(sign)
            return self.message(sign, begin)
        start = self.at
        if sign in "\"'" and sign:
            parts = []
            while string := STRING.match(self.text, self.at):
                parts.append(ESCAPE.sub(r"\1", string.group()[1:-1]))
                self.at = string.end()
                self.skip()
                self.counted()
            if not parts:
                raise self.error("prototext.string")
            return FieldValue("".join(parts), start)
        word = WORD.match(self.text, self.at)
        if word is None:
            raise self.error("prototext.value", found=self.found())
        self.at = word.end()
        self.skip()
        return FieldValue(word.group(), start)
