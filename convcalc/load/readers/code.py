"""Python source as a tree, and the values in it: literals, and arithmetic that is read by us.

Nothing is ever run: a name is a symbol, and whatever else stands where a number should is an error.
"""

from __future__ import annotations

import ast
import warnings
from fractions import Fraction

from convcalc.algebra.grammar import MAX_DIGITS
from convcalc.annotations import TypeAlias
from convcalc.errors import Message
from convcalc.layers.numbers import shown
from convcalc.load.ast import Cells, Scalar, Value
from convcalc.load.expression import parse
from convcalc.load.place import Piece
from convcalc.load.readers.paste import Paste
from convcalc.network.graph import NetworkError, Place
from convcalc.record import NamedTuple

MOST_CHARACTERS = 400_000
"""Longer programs are not read: a tree of Python takes a hundred times the text."""

MOST_ENTRIES = 64


class Unread(NamedTuple):
    """An argument that is no value; the error is raised only where its value matters."""

    node: ast.expr
    error: NetworkError


Argument: TypeAlias = "Value | Unread"


class Code:
    """A program and where its parts stand."""

    def __init__(self, paste: Paste) -> None:
        self.paste = paste
        self.wrapped = 0

    def body(self) -> list[ast.stmt]:
        """The statements; a list without its brackets is read as the entries of one.

        Raises:
            NetworkError: it is no Python.
        """
        text = self.paste.text
        if len(text) > MOST_CHARACTERS:
            message = Message("source.too_long", limit=MOST_CHARACTERS)
            raise self.paste.error(0, 0, message)
        try:
            return tree_of(text)
        except SyntaxError as error:
            try:
                found = tree_of(f"[{text}\n]")
            except SyntaxError:
                raise self._refused(error) from None
            self.wrapped = 1
            return found
        except (ValueError, RecursionError, MemoryError) as error:
            raise self._refused(error) from None

    def _refused(self, error: Exception) -> NetworkError:
        line = min((getattr(error, "lineno", None) or 1) - 1, len(self.paste.lines) - 1)
        column = max((getattr(error, "offset", None) or 1) - 1, 0)
        reason = getattr(error, "msg", None) or str(error) or type(error).__name__
        message = Message("source.not_python", reason=reason)
        return self.paste.error(line, min(column, len(self.paste.lines[line])), message)

    def _at(self, node: ast.AST, end: str = "") -> tuple[int, int]:
        """Line and column of a node, or of its end, in the paste, from 0."""
        line = getattr(node, f"{end}lineno", 1) - 1
        offset = getattr(node, f"{end}col_offset", 0) - (self.wrapped if line == 0 else 0)
        if line >= len(self.paste.lines):
            return len(self.paste.lines) - 1, 0
        if self.paste.lines[line].isascii():
            return line, offset
        before = self.paste.lines[line].encode()[:offset]  # ast counts bytes
        return line, len(before.decode(errors="ignore"))

    def place(self, node: ast.AST) -> Place:
        """Where a node stands."""
        return self.paste.place(*self._at(node))

    def error(self, node: ast.AST, message: Message, *hints: Message) -> NetworkError:
        """The error that points at a node."""
        return self.paste.error(*self._at(node), message, *hints)

    def text(self, node: ast.AST) -> str:
        """A node as it stands there, in one line."""
        line, column = self._at(node)
        last, end = self._at(node, "end_")
        lines = self.paste.lines[line : last + 1]
        lines[-1] = lines[-1][:end]
        lines[0] = lines[0][column:]
        return " ".join(part.strip() for part in lines)

    def piece(self, node: ast.expr) -> Piece:
        """The text of a node for our own parser."""
        start = self.paste.offset(*self._at(node))
        whole = self.paste.whole.part(start, len(self.paste.whole.text))
        exact = whole.exact and node.end_lineno == node.lineno
        return whole._replace(text=self.text(node), exact=exact)

    def value(self, node: ast.expr) -> Value:
        """A literal, a tuple of such, or arithmetic in numbers and names.

        Raises:
            NetworkError: anything else.
        """
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, ast.Tuple | ast.List):
            return self._cells(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            inner = node.operand
            if isinstance(inner, ast.Constant) and isinstance(inner.value, int | float):
                number = self._constant(inner)
                assert isinstance(number, int | Fraction)
                return -number if isinstance(node.op, ast.USub) else number
        if _is_arithmetic(node):
            return parse(self.piece(node))
        raise self.no_value(node)

    def no_value(self, node: ast.AST) -> NetworkError:
        """The error for what is no value."""
        return self.error(node, Message("source.no_value", text=shown(self.text(node))))

    def _constant(self, node: ast.Constant) -> Scalar:
        value = node.value
        if value is None or isinstance(value, bool | str):
            return value
        if isinstance(value, int):
            if abs(value) >= 10**MAX_DIGITS:
                raise self.error(node, Message("expr.too_large", digits=MAX_DIGITS))
            return value
        if isinstance(value, float) and abs(value) < 1e300:
            number = Fraction(repr(value))
            return number.numerator if number.denominator == 1 else number
        raise self.no_value(node)

    def _cells(self, node: ast.Tuple | ast.List) -> Cells:
        cells: list[tuple[Scalar, ...]] = []
        if not 0 < len(node.elts) <= MOST_ENTRIES:
            raise self.no_value(node)
        for part in node.elts:
            value = self.value(part)
            if isinstance(value, Cells):
                flat = [scalar for cell in value.cells for scalar in cell]
                if len(flat) != len(value.cells) or len(flat) != 2:
                    raise self.no_value(part)
                cells.append((flat[0], flat[1]))
            else:
                assert not isinstance(value, tuple)
                cells.append((value,))
        return Cells(tuple(cells))


def tree_of(text: str) -> list[ast.stmt]:
    """The statements of a program.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: it is none, or none of a usual size.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text).body


OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow)


def _is_arithmetic(node: ast.expr) -> bool:
    """Whether only numbers, names and our operators stand in it."""
    waiting: list[ast.AST] = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.BinOp) and isinstance(part.op, OPERATORS):
            waiting += [part.left, part.right]
        elif isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.USub):
            waiting.append(part.operand)
        elif isinstance(part, ast.Name):
            if part.id.startswith("__"):
                return False
        elif not isinstance(part, ast.Constant) or not isinstance(part.value, int | float):
            return False
    return True


def path_of(node: ast.expr) -> tuple[str, ...]:
    """The parts of a dotted name: ("nn", "Conv2d"); () for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return (*reversed([*parts, node.id]),) if isinstance(node, ast.Name) else ()
