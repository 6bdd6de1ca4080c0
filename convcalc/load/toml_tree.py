"""TOML files as trees.

The standard parser says what a file holds but not where; places are found again by walking its
texts and keys in order of their appearance.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict, deque
from typing import Any

from convcalc.algebra.grammar import MAX_DIGITS
from convcalc.errors import Message
from convcalc.layers.numbers import shown
from convcalc.load.place import Piece, Source
from convcalc.load.tree import MAX_DEPTH, MAX_VALUES, List, Map, Scalar, Tree
from convcalc.network.graph import NetworkError
from convcalc.pattern import pattern

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # the same parser, before it came into Python

TOKEN = pattern(
    r"(?s)#[^\n]*"
    r'|"""(?P<long>(?:[^\\]|\\.)*?)"""'
    r"|'''(?P<raw_long>.*?)'''"
    r'|"(?P<text>(?:[^"\\\n]|\\.)*)"'
    r"|'(?P<raw>[^'\n]*)'"
    r"|(?P<bare>[\w+.:-]+)"
)
LONG = pattern(r"\d[\d_]{999,}")
POSITION = pattern(r"line (\d+), column (\d+)")


def read_toml(source: Source) -> Tree:
    """The table of a TOML text.

    Raises:
        NetworkError: not TOML, or more values or levels than a network file may have.
    """
    try:
        data = tomllib.loads(source.text, parse_float=_Number)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(source, str(error)) from None
    except RecursionError:
        message = Message("load.too_deep", limit=MAX_DEPTH)
        raise source.error(_too_deep(source.text), message) from None
    except ValueError:  # an integer of thousands of digits
        number = LONG.search(_without_texts(source.text))
        at = number.start() if number is not None else 0
        raise source.error(at, Message("expr.too_large", digits=MAX_DIGITS)) from None
    return _Places(source).tree(data, 0)


def _without_texts(text: str) -> str:
    """The text with blanks in place of comments and quoted texts."""

    def blank(token: re.Match[str]) -> str:
        return token.group() if token.lastgroup == "bare" else " " * len(token.group())

    return TOKEN.sub(blank, text)


def _too_deep(text: str) -> int:
    """Where the first bracket of too many stands."""
    depth = 0
    for at, character in enumerate(_without_texts(text)):
        if character in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return at
        elif character in "]}":
            depth -= 1
    return 0


class _Number(str):
    """A decimal, as it was written."""


def _not_toml(source: Source, text: str) -> NetworkError:
    position = POSITION.search(text)
    reason = text.split(" (at ")[0][:120]
    message = Message("load.not_toml", reason=reason)
    if position is None:
        return source.error(len(source.text), message)
    line, column = map(int, position.groups())
    lines = source.text.split("\n")
    return source.error(sum(len(text) + 1 for text in lines[: line - 1]) + column - 1, message)


class _Places:
    """Gives each value the next place where its text stands."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.values = 0
        self.found: dict[str, deque[tuple[int, bool]]] = defaultdict(deque)
        for token in TOKEN.finditer(source.text):
            kind = token.lastgroup
            if kind is None:
                continue
            text, start = token.group(kind), token.start(kind)
            if kind.endswith("long") and text.startswith("\n"):
                text, start = text[1:], start + 1
            if "\\" in text and kind in ("text", "long"):
                self.found[_unescaped(token.group())].append((start, False))
            else:
                self.found[text].append((start, True))
                if kind == "bare" and "." in text:
                    self._dotted(text, start)

    def _dotted(self, text: str, start: int) -> None:
        for part in text.split("."):
            self.found[part].append((start, True))
            start += len(part) + 1

    def piece(self, text: str) -> Piece:
        places = self.found.get(text)
        if not places:
            return Piece(self.source, text, 0, exact=False)
        start, exact = places.popleft()
        return Piece(self.source, text, start, exact)

    def tree(self, value: Any, depth: int) -> Tree:
        self.values += 1
        start = Piece(self.source, "", 0, exact=False)
        if depth > MAX_DEPTH:
            raise start.error(0, Message("load.too_deep", limit=MAX_DEPTH))
        if self.values > MAX_VALUES:
            raise start.error(0, Message("load.too_many_values", limit=MAX_VALUES))
        if isinstance(value, dict):
            return self.map(value, depth)
        if isinstance(value, list):
            items = [self.tree(item, depth + 1) for item in value]
            return List(items[0].piece._replace(text="") if items else start, items)
        if isinstance(value, bool):
            return Scalar(self.piece("true" if value else "false"))
        if isinstance(value, int):
            return Scalar(self.piece(_digits(value)))
        if isinstance(value, str):
            return Scalar(self.piece(str(value)), quoted=not isinstance(value, _Number))
        raise self.piece(str(value)).error(0, Message("load.toml_date", value=shown(str(value))))

    def map(self, value: dict[str, Any], depth: int) -> Map:
        found: Map | None = None
        for key, inner in value.items():
            name = Scalar(self.piece(key), quoted=True)
            if found is None:
                found = Map(name.piece._replace(text=""))
            found.add(name, self.tree(inner, depth + 1))
        return found or Map(Piece(self.source, "", 0, exact=False))


def _digits(value: int) -> str:
    return str(value) if abs(value) < 10**100 else "9" * 100


def _unescaped(literal: str) -> str:
    try:
        return str(tomllib.loads(f"text = {literal}")["text"])
    except tomllib.TOMLDecodeError:
        return literal
