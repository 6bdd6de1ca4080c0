"""Arithmetic and conditions of network files, in knobs and block parameters.

The grammar is that of `algebra.grammar` with names that may contain an x, and

    condition  = conjunction ("or" conjunction)*
    conjunction= denial ("and" denial)*
    denial     = "not" denial | comparison
    comparison = sum (("==" | "!=" | "<" | "<=" | ">" | ">=") sum)?

Numbers are exact and bounded; `round` rounds halves up; `make_divisible(x, d)` is MobileNet's:
the multiple of d nearest to x, at least d, and never less than nine tenths of x.
"""

from __future__ import annotations

import operator as operators
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction

from convcalc.algebra.expr import Expr, FloorDiv, Power, Ratio, make
from convcalc.algebra.grammar import (
    MAX_DIGITS,
    MAX_EXPONENT,
    MAX_VALUE,
    SPELLINGS,
    Grammar,
    Token,
    exact,
)
from convcalc.algebra.parse import refuse_groups
from convcalc.algebra.settle import settled
from convcalc.algebra.symbols import meant_by
from convcalc.annotations import Any, ClassVar, TypeAlias
from convcalc.errors import InputError, Message
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.load.functions import CALCULATE, SYMBOLIC
from convcalc.load.place import Piece

Environment: TypeAlias = "Mapping[str, Any]"
Run: TypeAlias = "Callable[[Environment], Any]"

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operators.eq, "!=": operators.ne, "<": operators.lt, "<=": operators.le,
    ">": operators.gt, ">=": operators.ge,
}  # fmt: skip


class Expression:
    """A parsed expression: `value` works it out for given names."""

    __slots__ = ("_run", "names", "piece")

    def __init__(self, piece: Piece, run: Run, names: tuple[str, ...]) -> None:
        self.piece = piece
        self._run = run
        self.names = names

    def value(self, environment: Environment) -> Any:
        """An int, Fraction, Expr, bool, word, or whatever a single name stands for.

        Raises:
            NetworkError: an unknown name, a division by zero, a word where a number is needed ...
        """
        try:
            return self._run(environment)
        except InputError as error:
            if error.text is None:
                raise
            raise self.piece.within(error) from None

    def __repr__(self) -> str:
        return f"Expression({self.piece.text!r})"


def parse(piece: Piece) -> int | Fraction | str | bool | Expression:
    """The expression in a piece; its value at once if no name is in it.

    Raises:
        NetworkError: it is none.
    """
    try:
        refuse_groups(piece.text, axes=False)
        parser = _Parser(piece.text)
        run = parser.whole(parser.expression)
    except InputError as error:
        raise piece.within(error) from None
    expression = Expression(piece, run, tuple(dict.fromkeys(parser.names)))
    if parser.names:
        return expression
    value: int | Fraction | str | bool = expression.value({})
    return value


class _Parser(Grammar[Run]):
    OPERATORS: ClassVar[tuple[str, ...]] = (
        "**", "//", "..", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ",",
    )  # fmt: skip
    FUNCTIONS: ClassVar[tuple[str, ...]] = tuple(CALCULATE)
    SINGLE: ClassVar[tuple[str, ...]] = ("floor", "ceil", "round")
    X_SEPARATES = False
    QUOTES = "\"'"

    SPELLINGS: ClassVar[dict[str, str]] = SPELLINGS | {"×": "*", "≥": ">=", "≤": "<=", "≠": "!="}

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.names: list[str] = []

    # Conditions

    def expression(self) -> Run:
        return self.deeper(self.disjunction)

    def accept_word(self, word: str) -> Token | None:
        token = self.token
        if token.kind == "name" and token.text == word:
            self.index += 1
            return token
        return None

    def disjunction(self) -> Run:
        left = self.conjunction()
        while operator := self.accept_word("or"):
            left = self.logical(left, self.conjunction(), operator)
        return left

    def conjunction(self) -> Run:
        left = self.denial()
        while operator := self.accept_word("and"):
            left = self.logical(left, self.denial(), operator)
        return left

    def denial(self) -> Run:
        operator = self.accept_word("not")
        if not operator:
            return self.comparison()
        inner = self.deeper(self.denial)
        return lambda names: not self.truth(inner(names), operator)

    def comparison(self) -> Run:
        left = self.sum()
        operator = self.accept(*COMPARISONS)
        if not operator:
            return left
        right = self.sum()
        if self.token.text in COMPARISONS:
            raise self.error("load.chained_comparison")
        return lambda names: self.compare(left(names), right(names), operator)

    def logical(self, left: Run, right: Run, operator: Token) -> Run:
        ends = operator.text == "or"

        def run(names: Environment) -> bool:
            if self.truth(left(names), operator) is ends:
                return ends
            return self.truth(right(names), operator)

        return run

    def truth(self, value: Any, at: Token) -> bool:
        if isinstance(value, bool | int | Fraction):
            return bool(value)
        raise self.error("load.not_condition", at=at, value=spelt(value))

    def compare(self, left: Any, right: Any, operator: Token) -> bool:
        compare = COMPARISONS[operator.text]
        if isinstance(left, str) and isinstance(right, str):
            if operator.text in ("==", "!="):
                return compare(left, right)
            raise self.error("load.not_number", at=operator, value=left)
        if isinstance(left, str) or isinstance(right, str):
            if operator.text in ("==", "!="):
                return operator.text == "!="
            self.numeric(left, operator)
            self.numeric(right, operator)
        left, right = self.numeric(left, operator), self.numeric(right, operator)
        if isinstance(left, Expr) or isinstance(right, Expr):
            left, right = settled(left - right), 0
            if isinstance(left, Expr):
                raise self.error("load.undecidable", at=operator, value=left)
        return compare(left, right)

    # Meaning of arithmetic

    def number(self, value: int | Fraction, token: Token) -> Run:
        return lambda names: value

    def word(self, token: Token) -> Run:
        text = token.text
        return lambda names: text

    def symbol(self, token: Token) -> Run:
        name = token.text
        if name in ("true", "false"):
            return lambda names: name == "true"
        if name in ("and", "or", "not"):
            raise self.error("expr.unexpected", at=token, found=name)
        self.names.append(name)

        def run(names: Environment) -> Any:
            try:
                value = names[name]
            except KeyError:
                raise self.unknown(name, names, token) from None
            if value is None:
                raise self.error("load.channels_unknown", at=token, name=name)
            return value

        return run

    def unknown(self, name: str, names: Environment, token: Token) -> InputError:
        hints = instead_of(name, names)
        return self.error("load.unknown_name", *hints, at=token, name=name)

    def numeric(self, value: Any, at: Token) -> Any:
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, int | Fraction | Expr):
            return value
        raise self.error("load.not_number", at=at, value=spelt(value))

    def bounded(self, value: Any, at: Token) -> Any:
        if isinstance(value, Fraction):
            value = exact(value)
        if isinstance(value, Expr):
            return value
        if max(abs(value.numerator), value.denominator) >= MAX_VALUE:
            raise self.error("expr.too_large", at=at, digits=MAX_DIGITS)
        return value

    def negative(self, value: Run, operator: Token) -> Run:
        return lambda names: -self.numeric(value(names), operator)

    def binary(self, left: Run, right: Run, operator: Token) -> Run:
        calculate: Callable[[Any, Any, Token], Any] = {
            "+": lambda a, b, at: a + b,
            "-": lambda a, b, at: a - b,
            "*": lambda a, b, at: a * b,
        }.get(operator.text) or (self.divided if operator.text in ("/", "//") else self.raised)

        def run(names: Environment) -> Any:
            a = self.numeric(left(names), operator)
            b = self.numeric(right(names), operator)
            return self.bounded(calculate(a, b, operator), operator)

        return run

    def divided(self, top: Any, bottom: Any, at: Token) -> Any:
        rounds = at.text == "//"
        if not isinstance(bottom, Expr) and bottom == 0:
            raise self.error("expr.division_by_zero", at=at)
        if isinstance(top, Expr) or isinstance(bottom, Expr):
            return make(FloorDiv if rounds else Ratio, top, bottom)
        return top // bottom if rounds else Fraction(top) / bottom

    def raised(self, base: Any, exponent: Any, at: Token) -> Any:
        if not isinstance(exponent, int) or not 0 <= exponent <= MAX_EXPONENT:
            raise self.error("expr.exponent", at=at, exponent=exponent, limit=MAX_EXPONENT)
        return make(Power, base, exponent) if isinstance(base, Expr) else base**exponent

    def function(self, name: Token, args: list[Run]) -> Run:
        if name.text == "make_divisible" and len(args) not in (2, 3):
            raise self.error("load.make_divisible", at=name, given=len(args))
        calculate = CALCULATE[name.text]

        def run(names: Environment) -> Any:
            values = [self.numeric(arg(names), name) for arg in args]
            if any(isinstance(value, Expr) for value in values) and name.text not in SYMBOLIC:
                raise self.error("load.undecidable", at=name, value=values[0])
            if name.text == "make_divisible" and values[1] <= 0:
                raise self.error("expr.division_by_zero", at=name)
            return self.bounded(calculate(*values), name)

        return run


def spelt(value: Any) -> Any:
    """A value as an error names it."""
    return shown(value) if not isinstance(value, Fraction) else value


def instead_of(name: str, known: Collection[str], words: Sequence[str] = ()) -> list[Message]:
    """What to write in place of a name that is unknown: a near one, the number that it spells, or
    any of those known."""
    hints = did_you_mean(name, (*known, *words))
    meant = meant_by(name)
    if meant is not None and meant.isdecimal():
        hints.append(Message("expr.write", text=meant))
    if known:
        hints.append(Message("load.names", allowed=", ".join((*sorted(known), *words))))
    return hints
