"""Values of parameters as the notation and files write them.

value = word | "null" | name | cells | expression | "[" value ("," value)* "]"
cells = cell ("x" cell)*
cell  = part (":" part)?
part  = number | "(" expression ")"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from convcalc.algebra.grammar import MAX_DIGITS, exact
from convcalc.errors import Message
from convcalc.load.ast import Cells, Name, Scalar, Value
from convcalc.load.expression import Expression, parse
from convcalc.load.place import Piece
from convcalc.network.graph import NetworkError
from convcalc.pattern import pattern

NAME = pattern(r"[^\W\d]\w*")
DOTTED = pattern(r"\s*([^\W\d]\w*(?:\.[^\W\d]\w*)+)\s*\Z")
NUMBER = pattern(r"\d+(?:\.\d+)?")
LEADING_ZERO = pattern(r"0\d")
SIGNED = pattern(r"\s*-\s*\d+(?:\.\d+)?\s*\Z")
BARE = pattern(r"\s*([^\W\d]\w*(?:-\w+)*)\s*\Z")
OPENING = {"(": ")", "[": "]", "{": "}"}
QUOTES = frozenset("\"'")
CLOSING = frozenset(OPENING.values())


def closing(piece: Piece, start: int) -> int:
    """Where the bracket at `start` is closed.

    Raises:
        NetworkError: nowhere, or by one of another kind.
    """
    stack: list[str] = []
    text = piece.text
    quote = ""
    for index in range(start, len(text)):
        character = text[index]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in OPENING:
            stack.append(OPENING[character])
        elif character in CLOSING:
            if character != stack[-1]:
                raise piece.error(index, Message("load.unexpected", found=character))
            stack.pop()
            if not stack:
                return index
    raise unclosed(piece, start)


def unclosed(piece: Piece, start: int) -> NetworkError:
    """The error for a bracket that nothing closes."""
    hints = [Message("load.hint.flow")] if piece.flow else []
    return piece.error(start, Message("load.unclosed", bracket=piece.text[start]), *hints)


def split(piece: Piece, start: int, end: int) -> Iterator[Piece]:
    """The parts between the commas of `piece.text[start:end]` that stand outside of brackets."""
    begin, index, text = start, start, piece.text
    while index < end:
        character = text[index]
        if character in OPENING:
            index = closing(piece, index)
        elif character in "\"'":
            index = max(text.find(character, index + 1, end), index)
        elif character == ",":
            yield piece.part(begin, index)
            begin = index + 1
        index += 1
    if text[begin:end].strip() or begin > start:
        yield piece.part(begin, end)


def read_cells(piece: Piece, start: int, pairs: bool) -> tuple[Scalar | Cells, int] | None:
    """Cells at `start` and where they end; None if no number or bracket stands there."""
    cells: list[tuple[Scalar, ...]] = []
    text, at = piece.text, start
    while True:
        found = _part(piece, at)
        if found is None:
            break
        cell: tuple[Scalar, ...] = (found[0],)
        end = found[1]
        if pairs and text[end : end + 1] == ":" and (second := _part(piece, end + 1)):
            cell, end = (found[0], second[0]), second[1]
        cells.append(cell)
        at = end
        if text[end : end + 1] not in ("x", "X", "×"):
            return (cells[0][0] if len(cells) == len(cells[0]) == 1 else Cells(tuple(cells))), end
        at = end + 1
    return None


def _part(piece: Piece, start: int) -> tuple[Scalar, int] | None:
    text = piece.text
    number = NUMBER.match(text, start)
    if number:
        if number.end() - start > MAX_DIGITS:
            raise piece.error(start, Message("expr.too_large", digits=MAX_DIGITS))
        if LEADING_ZERO.match(number.group()):
            raise piece.error(start, Message("expr.leading_zero", number=number.group()))
        return exact(Fraction(number.group())), number.end()
    if text[start : start + 1] == "(":
        end = closing(piece, start)
        return parse(piece.part(start + 1, end)), end + 1
    return None


def read_value(piece: Piece, words: tuple[str, ...] = ()) -> Value:
    """The value of a parameter; `words` are the bare words that it may be.

    Raises:
        NetworkError: it is none.
    """
    text = piece.text.strip()
    if text in ("null", "~", "none", "None", ""):
        return None
    if text in ("true", "false", "True", "False"):
        return text.lower() == "true"
    if words and text[:1] in QUOTES and text[-1:] == text[:1]:
        text = text[1:-1]
    if text.lower().replace("_", "-") in words:
        return text.lower().replace("_", "-")
    if (text.startswith("[") and text.endswith("]")) or _is_tuple(piece):
        return _list(piece)
    cells = _whole_cells(piece)
    if cells is not None:
        return cells
    if words and (bare := BARE.match(piece.text)) and "-" in bare.group(1):
        return bare.group(1)
    return parse(piece)


def _is_tuple(piece: Piece) -> bool:
    """Whether the piece is Python's `(3, 3)`: brackets around more than one expression."""
    text = piece.text.rstrip()
    start = len(text) - len(text.lstrip())
    if text[start : start + 1] != "(" or closing(piece, start) != len(text) - 1:
        return False
    return len(list(split(piece, start + 1, len(text) - 1))) > 1 or text[:-1].rstrip()[-1:] == ","


def _whole_cells(piece: Piece) -> Scalar | Cells | None:
    """The cells that fill the piece; a sign and `-` (keep this axis) are read too."""
    text = piece.text
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if SIGNED.match(text):
        return -exact(Fraction("".join(text.split())[1:]))
    if text[start:end].startswith("-") and "x" in text:
        parts = [(_signed(piece, part),) for part in text.strip().split("x")]
        return Cells(tuple(parts))
    found = read_cells(piece, start, pairs=True)
    return found[0] if found and found[1] == end else None


def _signed(piece: Piece, part: str) -> Scalar:
    if part.strip() == "-":
        return None
    number = re.fullmatch(r"\s*(-?)(\d{1,40})\s*", part)
    if not number:
        raise piece.error(0, Message("load.not_cells", text=piece.text.strip()))
    return int("".join(number.groups()))


def _list(piece: Piece) -> Cells:
    """`[3, 5]`, `[[1, 2], [0, 1]]`: one value an axis."""
    text = piece.text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip()) - 1
    cells: list[tuple[Scalar, ...]] = []
    for part in split(piece, start + 1, end):
        value = read_value(part)
        if isinstance(value, Cells):
            flat = [cell[0] for cell in value.cells if len(cell) == 1]
            whole = value.cells[0] if len(value.cells) == 1 else tuple(flat)
            if len(whole) != 2:
                raise part.error(0, Message("load.not_cells", text=part.text.strip()))
            cells.append((whole[0], whole[1]))
        elif isinstance(value, Name):
            raise part.error(0, Message("load.not_cells", text=part.text.strip()))
        else:
            cells.append((value,))
    if not cells:
        raise piece.error(0, Message("load.not_cells", text=piece.text.strip()))
    return Cells(tuple(cells))


def read_argument(piece: Piece) -> Value:
    """An argument of a block: a value, or the name of a step."""
    dotted = DOTTED.match(piece.text)
    return read_name(piece) if dotted else read_value(piece)


def read_name(piece: Piece) -> Name:
    """The name of a step, with dots between the names of its parts.

    Raises:
        NetworkError: it is none.
    """
    text = piece.text.strip()
    offset = len(piece.text) - len(piece.text.lstrip())
    parts = tuple(text.split("."))
    if not all(NAME.fullmatch(part) for part in parts):
        raise piece.error(offset, Message("load.not_a_name", name=text[:40]))
    return Name(parts, piece.place(offset))


def bare_name(value: Value) -> str | None:
    """The single name that an expression consists of, if it does."""
    if isinstance(value, Expression):
        text = value.piece.text.strip()
        if NAME.fullmatch(text):
            return text
    return None
