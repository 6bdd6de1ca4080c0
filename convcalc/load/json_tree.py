"""JSON files as trees, with the place of every value."""

from __future__ import annotations

from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from convcalc.errors import Message
from convcalc.load.place import Piece, Source
from convcalc.load.tree import MAX_DEPTH, MAX_VALUES, List, Map, Scalar, Tree
from convcalc.network.graph import NetworkError
from convcalc.pattern import pattern

SURROGATE = pattern("[\ud800-\udfff]")
SPACE = pattern(r"[ \t\r\n]*")
PLAIN = pattern(r"(?a)-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])|true\b|false\b|null\b")


def read_json(source: Source) -> Tree:
    """The value of a JSON text.

    Raises:
        NetworkError: not JSON, or more values or levels than a network file may have.
    """
    reader = _Reader(source)
    value = reader.value()
    reader.skip()
    if reader.at < len(source.text):
        raise reader.error("load.json_more")
    return value


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.depth = 0
        self.values = 0

    def error(self, code: str, **fields: object) -> NetworkError:
        return self.source.error(min(self.at, len(self.text)), Message(code, **fields))

    def skip(self) -> None:
        space = SPACE.match(self.text, self.at)
        assert space is not None
        self.at = space.end()

    def expect(self, character: str) -> None:
        self.skip()
        if self.text[self.at : self.at + 1] != character:
            raise self.error("load.json_expected", wanted=character)
        self.at += 1

    def value(self) -> Tree:
        self.skip()
        self.values += 1
        if self.values > MAX_VALUES:
            raise self.error("load.too_many_values", limit=MAX_VALUES)
        character = self.text[self.at : self.at + 1]
        if character == '"':
            return self.string()
        if character in ("[", "{") and character:
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise self.error("load.too_deep", limit=MAX_DEPTH)
            found = self.list() if character == "[" else self.map()
            self.depth -= 1
            return found
        plain = PLAIN.match(self.text, self.at)
        if not plain:
            raise self.error("load.json_value")
        start, self.at = self.at, plain.end()
        return Scalar(Piece(self.source, plain.group(), start))

    def string(self) -> Scalar:
        start = self.at + 1
        try:
            value, self.at = scanstring(self.text, start, True)
        except JSONDecodeError as error:
            self.at = error.pos
            raise self.error("load.json_string") from None
        if not value.isascii() and SURROGATE.search(value):
            self.at = start
            raise self.error("load.json_string")
        exact = self.text[start : self.at - 1] == value
        return Scalar(Piece(self.source, value, start, exact), quoted=True)

    def more(self, end: str) -> bool:
        """After an entry: whether another follows."""
        self.skip()
        if self.text[self.at : self.at + 1] == end:
            self.at += 1
            return False
        self.expect(",")
        return True

    def empty(self, end: str) -> bool:
        self.at += 1
        self.skip()
        if self.text[self.at : self.at + 1] != end:
            return False
        self.at += 1
        return True

    def list(self) -> List:
        found = List(Piece(self.source, "", self.at), [])
        if self.empty("]"):
            return found
        found.items.append(self.value())
        while self.more("]"):
            found.items.append(self.value())
        return found

    def map(self) -> Map:
        found = Map(Piece(self.source, "", self.at))
        if self.empty("}"):
            return found
        while True:
            self.skip()
            if self.text[self.at : self.at + 1] != '"':
                raise self.error("load.json_expected", wanted='"')
            key = self.string()
            self.expect(":")
            found.add(key, self.value())
            if not self.more("}"):
                return found
