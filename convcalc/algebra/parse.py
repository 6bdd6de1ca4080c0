"""Reading what a user typed: numbers, symbols and arithmetic, and nothing else.

A small recursive-descent parser with bounds on everything, so that no text can run code, hang or
eat memory. Full-width characters are read (NFKC); every error knows its place in the text as it
was typed.

    expression = term (("+" | "-") term)*
    term       = factor (("*" | "/" | "//") factor)*
    factor     = ("-" | "+") factor | atom (("^" | "**") factor)?
    atom       = number | symbol | "(" expression ")" | function "(" expression ("," ...)* ")"
    function   = "floor" | "ceil" | "min" | "max"
    grid       = cell (("x" | "X" | "×" | ",") cell)* ("@" expression)?
    cell       = expression (":" expression)?

`/` is exact, `//` rounds down. No symbol contains an x, because x separates axes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple, TypeVar

from convcalc.algebra.expr import (
    CeilDiv,
    Ceiling,
    Expr,
    Floor,
    FloorDiv,
    Maximum,
    Minimum,
    Power,
    Ratio,
    Size,
    Value,
    Var,
    make,
)
from convcalc.errors import InputError, Message

__all__ = ["MAX_DIGITS", "Grid", "parse_expression", "parse_grid", "parse_value"]

MAX_LENGTH = 1_000
MAX_DIGITS = 40
MAX_VALUE = 10**MAX_DIGITS
MAX_DEPTH = 50
MAX_EXPONENT = 64
MAX_NAME = 40
FUNCTIONS = ("floor", "ceil", "min", "max")
OPERATORS = ("**", "//", "..", "+", "-", "*", "/", "^", "(", ")", ":", "@", ",")

_SPELLINGS = {
    **dict.fromkeys("−–", "-"),
    **dict.fromkeys("·⋅∗", "*"),
    **dict.fromkeys("×✕X", "x"),
    "÷": "/",
}
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ"

T = TypeVar("T")


class Grid(NamedTuple):
    """A text such as `1:2x0:1@64`: one cell for each axis, each of one value or of two."""

    cells: tuple[tuple[Size, ...], ...]
    at: Size | None


class _Token(NamedTuple):
    kind: str  # number, name, operator, end
    text: str
    position: int


def parse_expression(text: str) -> Size:
    """An integer, or an expression in symbols that stand for integers.

    Raises:
        InputError: the text is not such an expression; it carries the place of the fault.
    """
    return _Parser(text).whole(_Parser.size)


def parse_value(text: str) -> Value:
    """The same, but an exact decimal or fraction is a value too."""
    return _Parser(text).whole(_Parser.expression)


def parse_grid(text: str) -> Grid:
    """Values for several axes, `begin:end` pairs among them, and what stands after `@`.

    Raises:
        InputError: the text is not such a list; it carries the place of the fault.
    """
    return _Parser(text).whole(_Parser.grid)


def _tokens(text: str) -> list[_Token]:
    if len(text) > MAX_LENGTH:
        fields = {"length": len(text), "limit": MAX_LENGTH}
        raise InputError(Message("expr.too_long", **fields))
    plain: list[tuple[str, int]] = []
    for position, character in enumerate(text):
        if character in _SUPERSCRIPTS:
            raise _error("expr.superscript", text, position, character=character)
        spelling = _SPELLINGS.get(character) or unicodedata.normalize("NFKC", character)
        plain.extend((_SPELLINGS.get(part, part), position) for part in spelling)
    return list(_scan("".join(part for part, _ in plain), [place for _, place in plain], text))


def _scan(plain: str, places: list[int], text: str) -> list[_Token]:
    tokens: list[_Token] = []
    start = 0
    while start < len(plain):
        character, place = plain[start], places[start]
        if character.isspace():
            start += 1
            continue
        kind, end = _token_end(plain, start)
        if not kind:
            raise _error("expr.character", text, place, character=character)
        tokens.append(_Token(kind, plain[start:end], place))
        start = end
    tokens.append(_Token("end", "", len(text)))
    return tokens


def _token_end(plain: str, start: int) -> tuple[str, int]:
    """Kind and end of the token at `start`; an empty kind where none begins."""
    if plain[start] in "0123456789":
        end = start
        while end < len(plain) and plain[end] in "0123456789_":
            end += 1
        if end + 1 < len(plain) and plain[end] == "." and plain[end + 1] in "0123456789":
            end += 1
            while end < len(plain) and plain[end] in "0123456789":
                end += 1
        return "number", end
    if plain.startswith("max", start) and not _in_name(plain, start + 3):
        return "name", start + 3
    if plain[start] == "x":
        return "operator", start + 1
    end = start
    while _in_name(plain, end):
        end += 1
    if end > start:
        return "name", end
    for operator in OPERATORS:
        if plain.startswith(operator, start):
            return "operator", start + len(operator)
    return "", start


def _in_name(plain: str, index: int) -> bool:
    if index >= len(plain):
        return False
    character = plain[index]
    return character != "x" and (character == "_" or character.isalnum())


def _error(code: str, text: str, position: int, *hints: Message, **fields: object) -> InputError:
    return InputError(Message(code, **fields), *hints, text=text, position=position)


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.index]

    def error(
        self, code: str, *hints: Message, at: _Token | None = None, **fields: object
    ) -> InputError:
        return _error(code, self.text, (at or self.token).position, *hints, **fields)

    def accept(self, *operators: str) -> _Token | None:
        token = self.token
        if token.kind == "operator" and token.text in operators:
            self.index += 1
            return token
        return None

    def whole(self, rule: Callable[[_Parser], T]) -> T:
        if self.token.kind == "end":
            raise self.error("expr.empty")
        result = rule(self)
        token = self.token
        if token.kind == "end":
            return result
        before = self.tokens[self.index - 1]
        if token.text == "..":
            raise self.error("expr.range")
        if before.kind in ("number", "name") and token.kind in ("number", "name"):
            hint = Message("expr.write", text=f"{before.text}*{token.text}")
            raise self.error("expr.missing_sign", hint, found=token.text)
        raise self.error("expr.unexpected", found=token.text)

    def size(self) -> Size:
        return self.integer(self.expression, self.token)

    def integer(self, rule: Callable[[], Value], start: _Token) -> Size:
        value = rule()
        if isinstance(value, Fraction):
            raise self.error("expr.not_whole", at=start, value=value)
        return value

    def grid(self) -> Grid:
        cells = [self.cell()]
        while self.accept("x", ","):
            cells.append(self.cell())
        at = self.size() if self.accept("@") else None
        return Grid(tuple(cells), at)

    def cell(self) -> tuple[Size, ...]:
        first = self.size()
        return (first, self.size()) if self.accept(":") else (first,)

    def expression(self) -> Value:
        return self.deeper(self.sum)

    def deeper(self, rule: Callable[[], Value]) -> Value:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error("expr.too_deep", limit=MAX_DEPTH)
        value = rule()
        self.depth -= 1
        return value

    def sum(self) -> Value:
        value = self.term()
        while operator := self.accept("+", "-"):
            right = self.term()
            value = self.bounded(value + right if operator.text == "+" else value - right, operator)
        return value

    def term(self) -> Value:
        value = self.factor()
        while operator := self.accept("*", "/", "//"):
            right = self.factor()
            if operator.text == "*":
                value = self.bounded(value * right, operator)
            else:
                value = self.divided(value, right, operator)
        return value

    def divided(self, top: Value, bottom: Value, operator: _Token) -> Value:
        if not isinstance(bottom, Expr) and bottom == 0:
            raise self.error("expr.division_by_zero", at=operator)
        symbolic = isinstance(top, Expr) or isinstance(bottom, Expr)
        if operator.text == "//":
            return make(FloorDiv, top, bottom) if symbolic else _floor_quotient(top, bottom)
        return make(Ratio, top, bottom) if symbolic else _quotient(top, bottom)

    def factor(self) -> Value:
        minus = self.accept("-", "+")
        if minus:
            value = self.deeper(self.factor)
            return -value if minus.text == "-" else value
        base = self.atom()
        operator = self.accept("**", "^")
        if not operator:
            return base
        exponent = self.deeper(self.factor)
        if not isinstance(exponent, int) or not 0 <= exponent <= MAX_EXPONENT:
            raise self.error("expr.exponent", at=operator, exponent=exponent, limit=MAX_EXPONENT)
        if isinstance(base, Expr):
            return make(Power, base, exponent)
        return self.bounded(base**exponent, operator)

    def bounded(self, value: Value, at: _Token) -> Value:
        if (
            not isinstance(value, Expr)
            and max(abs(value.numerator), value.denominator) >= MAX_VALUE
        ):
            raise self.error("expr.too_large", at=at, digits=MAX_DIGITS)
        return value

    def atom(self) -> Value:
        token = self.token
        if token.kind == "number":
            self.index += 1
            return self.number(token)
        if token.kind == "name":
            self.index += 1
            if self.accept("("):
                return self.call(token)
            if token.text in FUNCTIONS:
                raise self.error("expr.needs_arguments", at=token, function=token.text)
            if len(token.text) > MAX_NAME:
                raise self.error("expr.long_name", at=token, limit=MAX_NAME)
            return Var(token.text)
        if self.accept("("):
            value = self.expression()
            self.close(token)
            return value
        if token.kind == "end":
            raise self.error("expr.ends_early")
        raise self.error("expr.unexpected", found=token.text)

    def close(self, opening: _Token) -> None:
        if not self.accept(")"):
            if self.token.kind == "end":
                raise self.error("expr.unclosed", at=opening)
            raise self.error("expr.unexpected", found=self.token.text)

    def number(self, token: _Token) -> Value:
        text = token.text.replace("_", "")
        if len(text) > MAX_DIGITS:
            raise self.error("expr.too_large", at=token, digits=MAX_DIGITS)
        return _quotient(Fraction(text), 1)

    def call(self, name: _Token) -> Value:
        if name.text not in FUNCTIONS:
            raise self.error(
                "expr.unknown_function", at=name, function=name.text, allowed=", ".join(FUNCTIONS)
            )
        args = [self.expression()]
        while self.accept(","):
            args.append(self.expression())
        self.close(name)
        if name.text in ("floor", "ceil"):
            if len(args) != 1:
                raise self.error("expr.one_argument", at=name, function=name.text, given=len(args))
            return _rounded(name.text, args[0])
        if any(isinstance(arg, Expr) for arg in args):
            return make(Maximum if name.text == "max" else Minimum, *args)
        numbers = [arg for arg in args if not isinstance(arg, Expr)]
        return max(numbers) if name.text == "max" else min(numbers)


def _quotient(top: Value, bottom: Value) -> int | Fraction:
    assert not isinstance(top, Expr)
    assert not isinstance(bottom, Expr)
    value = Fraction(top) / bottom
    return value.numerator if value.denominator == 1 else value


def _floor_quotient(top: Value, bottom: Value) -> int:
    assert not isinstance(top, Expr)
    assert not isinstance(bottom, Expr)
    return top // bottom


def _rounded(name: str, arg: Value) -> Value:
    if not isinstance(arg, Expr):
        return arg // 1 if name == "floor" else -(-arg // 1)
    if isinstance(arg, Ratio):
        return make(FloorDiv if name == "floor" else CeilDiv, *arg.args)
    return make(Floor if name == "floor" else Ceiling, arg)
