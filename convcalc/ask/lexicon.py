"""The words of questions: patterns from `words/en.txt` and `words/ja.txt`, by first character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from convcalc.ask.endings import endings, english_forms

LANGUAGES = ("en", "ja")

NUMBERS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen", "twenty",
        )
    )
} | {"thirty two": 32, "sixty four": 64, "thirty": 30, "forty": 40, "fifty": 50,
     "a hundred": 100, "hundred": 100, "once": 1, "twice": 2, "thrice": 3}  # fmt: skip

KANJI: dict[str, int] = {
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "両": 2,
}  # fmt: skip
"""Read as numbers only before a counter (三層, 二つ)."""

LETTERS: dict[str, str] = {
    "w": "width_letter", "h": "height_letter", "i": "input", "n": "input", "w_in": "input",
    "l": "input", "l_in": "input", "h_in": "input", "x": "input", "k": "kernel", "f": "kernel",
    "s": "stride", "p": "padding", "d": "dilation", "r": "dilation", "c": "in", "c_in": "in",
    "d_in": "in", "m": "out", "c_out": "out", "d_out": "out", "g": "groups", "o": "output",
    "kernel_size": "kernel", "kernel_width": "kernel", "pool_size": "kernel", "strides": "stride",
    "in_channels": "in", "out_channels": "out", "filters": "out", "groups": "groups",
    "dilation_rate": "dilation", "op": "output_padding", "output_padding": "output_padding",
}  # fmt: skip
"""Letters before an equals sign, in the ways in which books use them."""


class Meaning(NamedTuple):
    """What a phrase stands for."""

    kind: str
    name: str


class _Piece(NamedTuple):
    """A part of a pattern: as a regular expression, what it may begin with, whether it may be
    empty, and how many characters it takes at most."""

    regex: str
    firsts: frozenset[str]
    empty: bool
    longest: int


class Phrase:
    """A pattern, compiled when a question first has one of its first characters."""

    __slots__ = ("_compiled", "entry", "regex")

    def __init__(self, entry: Meaning, regex: str) -> None:
        self.entry, self.regex = entry, regex
        self._compiled: re.Pattern[str] | None = None

    def length(self, text: str, place: int) -> int:
        """How many characters of the text it takes here; 0 for none."""
        if self._compiled is None:
            self._compiled = re.compile(self.regex)
        match = self._compiled.match(text, place)
        return match.end() - place if match else 0


@lru_cache(maxsize=1)
def lexicon() -> dict[str, list[Phrase]]:
    """The phrases of both languages by their first character."""
    found: dict[str, list[Phrase]] = {}
    for lang in LANGUAGES:
        for entry, pattern in phrases(lang):
            piece, _ = _choice(pattern, 0)
            phrase = Phrase(entry, piece.regex)
            for first in piece.firsts:
                found.setdefault(first, []).append(phrase)
    return found


def phrases(lang: str) -> Iterator[tuple[Meaning, str]]:
    """What the file of a language lists: entries, and a pattern of each."""
    text = (files("convcalc.ask") / "words" / f"{lang}.txt").read_text(encoding="utf-8")
    pieces: dict[str, str] = {}
    entry = Meaning("", "")
    for line in text.splitlines():
        if line.startswith("$"):
            name, _, pattern = line.partition(" = ")
            pieces[name] = pattern
        elif line.startswith(" "):
            for pattern in line.strip().split("; "):
                for name, piece in pieces.items():
                    pattern = pattern.replace(name, piece)
                if entry.kind == "verbs":
                    pattern = "|".join(map(english_forms, pattern.split()))
                yield (Meaning("fill", "") if entry.kind == "verbs" else entry), pattern
        elif line and not line.startswith("#"):
            kind, _, name = line.partition(":")
            entry = Meaning(kind, name)


def _choice(pattern: str, place: int) -> tuple[_Piece, int]:
    """The choices up to a closing bracket or the end."""
    choices: list[list[_Piece]] = [[]]
    while place < len(pattern) and pattern[place] != ")":
        sign, place = pattern[place], place + 1
        if sign == "|":
            choices.append([])
            continue
        if sign == "(":
            piece, place = _choice(pattern, place)
            place += 1
        elif sign == "{":
            end = pattern.index("}", place)
            piece, place = _any([_literal(text) for text in endings(pattern[place:end])]), end + 1
        else:
            if sign == "\\":
                sign, place = pattern[place], place + 1
            piece = _literal(sign)
        if pattern[place : place + 1] == "?":
            piece = piece._replace(regex=f"(?:{piece.regex})?", empty=True)
            place += 1
        choices[-1].append(piece)
    return _any([_row(pieces) for pieces in choices]), place


def _literal(text: str) -> _Piece:
    return _Piece(re.escape(text), frozenset(text[:1]), not text, len(text))


def _row(pieces: list[_Piece]) -> _Piece:
    firsts: frozenset[str] = frozenset()
    empty = True
    for piece in pieces:
        if empty:
            firsts |= piece.firsts
        empty = empty and piece.empty
    longest = sum(piece.longest for piece in pieces)
    return _Piece("".join(piece.regex for piece in pieces), firsts, empty, longest)


def _any(pieces: list[_Piece]) -> _Piece:
    """One of several; the longest is tried first."""
    if len(pieces) == 1:
        return pieces[0]
    ordered = sorted(pieces, key=lambda piece: -piece.longest)
    firsts = frozenset().union(*[piece.firsts for piece in pieces])
    joined = "|".join(piece.regex for piece in ordered)
    empty = any(piece.empty for piece in pieces)
    return _Piece(f"(?:{joined})", firsts, empty, ordered[0].longest)
