"""Tiny tensors as people write them: `1 2; 3 4`, fractions, decimals, `|` between channels, JSON.

    text  = maps (";" or a line break between rows, "," or space between numbers)
    "1 2; 3 4"              a map                 "1 2 3"       a series
    "1 2; 3 4 | 5 6; 7 8"   two channels          "... || ..."  two samples, or two filters

Full-width characters are read. Every error knows its place in the text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from convcalc.algebra.arithmetic import Exact
from convcalc.algebra.expr import tidy
from convcalc.algebra.groups import digit_groups
from convcalc.algebra.symbols import is_label, plain_text
from convcalc.errors import InputError, Message

SPACED = re.compile(r"\d\s+[-+\d]")
"""Numbers that a space separates."""

MOST_SIDE = 64
"""Rows and columns of a map."""
MOST_CHANNELS = 64
MOST_DIGITS = 20
LIMIT = 10**MOST_DIGITS
LONGEST_NUMBER = 2 * MOST_DIGITS + 4
MOST_LENGTH = 1_000_000
MOST_DEPTH = 4

NUMBER = re.compile(
    r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2}(?!\d))?(?:/[+-]?\d+)?", re.ASCII
)
SPELLINGS = {**dict.fromkeys("−–", "-"), **dict.fromkeys("、，", ","), "⁄": "/", "∕": "/"}
SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")


class Array(NamedTuple):
    """A tensor as it was written: nested tuples of exact numbers and the length of every level.

    `dims` is the number of its last levels that are spatial, where the writing says so (text: a
    series has 1, a map 2); None for JSON.
    """

    entries: tuple[Any, ...]
    shape: tuple[int, ...]
    dims: int | None

    def flat(self) -> list[Exact]:
        """All numbers in order."""
        values: list[Any] = list(self.entries)
        for _ in self.shape[1:]:
            values = [number for level in values for number in level]
        return values


def read_array(text: str, name: str) -> Array:
    """A tensor from its text; `name` is what errors call it.

    Raises:
        InputError: something in it is no number, its rows differ in length, or it is too large.
    """
    if len(text) > MOST_LENGTH:
        raise InputError(Message("value.text_too_long", name=name, limit=MOST_LENGTH))
    if not text.strip():
        raise InputError(Message("value.empty", name=name))
    opening = text.lstrip()
    if opening.startswith("[") and ";" not in text:
        array = _Json(text, name).array()
    else:
        array = _Text(text, name).array()
    _bounded(array, name)
    return array


def _bounded(array: Array, name: str) -> None:
    spatial = array.dims or min(len(array.shape), 2)
    outer, sizes = array.shape[:-spatial], array.shape[-spatial:]
    if max(sizes) > MOST_SIDE:
        rows, columns = (1, *sizes)[-2:]
        fields = {"name": name, "rows": rows, "columns": columns, "most": MOST_SIDE}
        raise InputError(Message("value.too_large", **fields))
    for count in outer:
        if count > MOST_CHANNELS:
            raise InputError(
                Message("value.too_many_maps", name=name, given=count, most=MOST_CHANNELS)
            )


def read_number(text: str, name: str) -> Exact:
    """One number whose form is right.

    Raises:
        InputError: it has too many digits, or divides by zero.
    """
    top, _, bottom = text.partition("/")
    if bottom and not int(bottom):
        raise InputError(Message("value.zero_division", name=name, text=text))
    value = Fraction(top) / int(bottom or 1) if len(text) <= LONGEST_NUMBER else Fraction(LIMIT)
    if max(abs(value.numerator), value.denominator) >= LIMIT:
        raise InputError(Message("value.long_number", name=name, digits=MOST_DIGITS))
    return tidy(value)


class _Text:
    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        plain = []
        for position, character in enumerate(text):
            plain.append(self._plain(character, position))
        self.plain = "".join(plain)

    def _plain(self, character: str, position: int) -> str:
        """The one character that this one is read as, so that places stay the same."""
        if character in SPELLINGS:
            return SPELLINGS[character]
        read = unicodedata.normalize("NFKC", character)
        if character in SUPERSCRIPTS or len(read) != 1 or is_label(character):
            raise self.fault(character, position)
        return SPELLINGS.get(read, read)

    def array(self) -> Array:
        plain = self.plain
        begin, end = 0, len(plain)
        stripped = plain.strip()
        if stripped.startswith("[") and stripped.endswith("]"):
            begin, end = plain.index("[") + 1, plain.rindex("]")
        groups = [
            [self._rows(*maps) for maps in self._split(*span, r"\|")]
            for span in self._split(begin, end, r"\|\|")
        ]
        self._agree(groups)
        flat = all(len(rows) == 1 for maps in groups for rows in maps)
        entries: Any = tuple(
            [tuple([rows[0] if flat else tuple(rows) for rows in maps]) for maps in groups]
        )
        rows = groups[0][0]
        shape = (len(groups), len(groups[0]), *(() if flat else (len(rows),)), len(rows[0]))
        while len(shape) > (1 if flat else 2) and shape[0] == 1:
            entries, shape = entries[0], shape[1:]
        return Array(entries, shape, 1 if flat else 2)

    def _split(self, begin: int, end: int, signs: str) -> list[tuple[int, int]]:
        """What stands between the signs, as spans."""
        cuts = [found.span() for found in re.compile(signs).finditer(self.plain, begin, end)]
        starts, ends = [begin, *(last for _, last in cuts)], [*(first for first, _ in cuts), end]
        return list(zip(starts, ends, strict=True))

    def _rows(self, begin: int, end: int) -> list[tuple[Exact, ...]]:
        rows: list[tuple[Exact, ...]] = []
        for first, last in self._split(begin, end, r"[;\n\r]"):
            row = self._row(first, last)
            if not row:
                continue
            if rows and len(row) != len(rows[0]):
                start = first + len(self.plain[first:last]) - len(self.plain[first:last].lstrip())
                fields = {
                    "name": self.name, "row": len(rows) + 1, "given": len(row),
                    "first": len(rows[0]), "line": self.plain.count("\n", 0, start) + 1,
                }  # fmt: skip
                code = "value.ragged_line" if "\n" in self.plain.strip() else "value.ragged"
                raise self.at(Message(code, **fields), start)
            rows.append(row)
        if not rows:
            raise self.at(Message("value.empty_map", name=self.name), min(begin, len(self.text)))
        return rows

    def _refuse_groups(self, begin: int, end: int) -> None:
        """Demand that no comma of a row could group digits: 1,024, or 1,234 beside spaces."""
        text = self.plain[begin:end]
        found = digit_groups(text) if "," in text else None
        if found is None or (found.axes is not None and not SPACED.search(text)):
            return
        message = Message("value.digit_groups", name=self.name, text=text.strip())
        hints = [] if found.number is None else [Message("expr.write", text=found.number)]
        raise InputError(message, *hints, text=self.text, position=begin)

    def _row(self, begin: int, end: int) -> tuple[Exact, ...]:
        self._refuse_groups(begin, end)
        numbers = []
        position = begin
        comma = True  # whether a comma may not stand here
        while position < end:
            character = self.plain[position]
            if character == "," and not comma:
                comma = True
                position += 1
            elif character.isspace():
                position += 1
            else:
                match = NUMBER.match(self.plain, position, end)
                after = match.end() if match else position
                follows = self.plain[after] if after < end else " "
                if not match or not (follows.isspace() or follows == ","):
                    raise self.fault(self._word(position, end), position)
                numbers.append(self._number(match.group(), position))
                comma = False
                position = after
        return tuple(numbers)

    def _word(self, position: int, end: int) -> str:
        word = re.match(r"[^\s,]*", self.text[position:end])
        return (word.group() if word else "") or self.text[position]

    def _number(self, text: str, position: int) -> Exact:
        try:
            return read_number(text, self.name)
        except InputError as error:
            raise self.at(error.message, position) from None

    def _agree(self, groups: list[list[list[tuple[Exact, ...]]]]) -> None:
        first = groups[0][0]
        for maps in groups:
            if len(maps) != len(groups[0]):
                fields = {"name": self.name, "given": len(maps), "first": len(groups[0])}
                raise InputError(Message("value.groups_differ", **fields))
            for number, rows in enumerate(maps):
                if (len(rows), len(rows[0])) != (len(first), len(first[0])):
                    raise InputError(
                        Message(
                            "value.maps_differ", name=self.name, number=number + 1,
                            rows=len(rows), columns=len(rows[0]), first_rows=len(first),
                            first_columns=len(first[0]),
                        )
                    )  # fmt: skip

    def fault(self, word: str, position: int) -> InputError:
        shown = word if len(word) <= 20 else word[:19] + "…"
        return self.at(Message("value.not_a_number", name=self.name, text=shown), position)

    def at(self, message: Message, position: int) -> InputError:
        return _located(self.text, message, position)


class _Json:
    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name

    def array(self) -> Array:
        if self._deepest() > MOST_DEPTH:
            raise InputError(Message("value.too_deep", name=self.name, most=MOST_DEPTH))
        refuse: Callable[[str], Any] = self._constant
        try:
            value = json.loads(self.text, parse_float=str, parse_int=str, parse_constant=refuse)
        except json.JSONDecodeError as error:
            raise self._text_fault(error) from None
        shape: list[int] = []
        level = value
        while isinstance(level, list):
            if not level:
                raise InputError(Message("value.empty_map", name=self.name))
            shape.append(len(level))
            level = level[0]
        return Array(self._entries(value, shape, ()), tuple(shape), None)

    def _deepest(self) -> int:
        depth = deepest = 0
        for character in self.text:
            depth += (character == "[") - (character == "]")
            deepest = max(deepest, depth)
        return deepest

    def _constant(self, word: str) -> Any:
        raise InputError(Message("value.not_a_number", name=self.name, text=word))

    def _text_fault(self, error: json.JSONDecodeError) -> InputError:
        position = min(error.pos, max(len(self.text) - 1, 0))
        message = Message("value.not_json", name=self.name, line=error.lineno, column=error.colno)
        return _located(self.text, message, position)

    def _entries(self, value: Any, shape: list[int], path: tuple[int, ...]) -> Any:
        if len(path) == len(shape):
            return self._number(value, path)
        if not isinstance(value, list) or len(value) != shape[len(path)]:
            raise InputError(
                Message(
                    "value.ragged_json", path=self._path(path),
                    given=len(value) if isinstance(value, list) else 1, first=shape[len(path)],
                )
            )  # fmt: skip
        return tuple(self._entries(part, shape, (*path, at)) for at, part in enumerate(value))

    def _number(self, value: Any, path: tuple[int, ...]) -> Exact:
        if isinstance(value, str):
            text = plain_text(value.strip())
            if NUMBER.fullmatch(text):
                return read_number(text, self.name)
        shown = json.dumps(value, ensure_ascii=False)[:20]
        raise InputError(Message("value.not_a_number_at", text=shown, path=self._path(path)))

    def _path(self, path: tuple[int, ...]) -> str:
        """`weight[0][2]`."""
        return self.name + "".join(f"[{index}]" for index in path)


def _located(text: str, message: Message, position: int) -> InputError:
    """The error with the line in which it stands."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start:] if end < 0 else text[start:end]
    return InputError(message, text=line, position=position - start)
