"""Reading what a user typed: numbers, symbols and arithmetic, and nothing else.

The grammar of arithmetic is that of `algebra.grammar`; here it gets its meaning: integers and
fractions are computed, symbols become trees.

    grid = cell (("x" | "X" | "×" | ",") cell)* ("@" expression)?
    cell = expression (":" expression)?

No symbol contains an x, because x separates axes; what else a symbol is, `algebra.symbols` says. A
grid is not read where it could mean another one: `1,024` is a number or two, and `224*224` as a
size is a shape in the hand of who wrote it.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

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
from convcalc.algebra.grammar import (
    MAX_DIGITS,
    MAX_EXPONENT,
    MAX_VALUE,
    Grammar,
    Token,
    exact,
    power_is_short,
)
from convcalc.algebra.groups import digit_groups
from convcalc.algebra.symbols import is_symbol, no_symbol
from convcalc.errors import InputError, Message
from convcalc.pattern import pattern
from convcalc.record import NamedTuple

__all__ = [
    "MAX_DIGITS", "Grid", "parse_expression", "parse_grid", "parse_value", "refuse_groups",
]  # fmt: skip


_RUN = pattern(r"(?<!\w)[^\W\d]\w*")


class Grid(NamedTuple):
    """A text such as `1:2x0:1@64`: one cell for each axis, each of one value or of two."""

    cells: tuple[tuple[Size, ...], ...]
    at: Size | None


def parse_expression(text: str) -> Size:
    """An integer, or an expression in symbols that stand for integers.

    Raises:
        InputError: the text is not such an expression; it carries the place of the fault.
    """
    refuse_groups(text, axes=False)
    parser = _Parser(text)
    return parser.whole(parser.size)


def parse_value(text: str) -> Value:
    """The same, but an exact decimal or fraction is a value too."""
    refuse_groups(text, axes=False)
    parser = _Parser(text)
    return parser.whole(parser.expression)


def parse_grid(text: str, answer: bool = False) -> Grid:
    """Values for several axes, `begin:end` pairs among them, and what stands after `@`.

    An `answer` may be arithmetic, such as 3*3; a size or an option may not.

    Raises:
        InputError: the text is not such a list, or could be read as another one; it carries the
            place of the fault.
    """
    if not answer:
        refuse_groups(text)
    parser = _Parser(text)
    grid = parser.whole(parser.grid)
    if not answer:
        parser.refuse_products()
    return grid


def refuse_groups(text: str, axes: bool = True) -> None:
    """Demand that no comma could group the digits of a number.

    Raises:
        InputError: one could; the hints are both readings, or without `axes` the number alone.
    """
    found = digit_groups(text)
    if found is None:
        return
    hints = []
    if found.number is not None:
        hints.append(Message("expr.as_number", text=found.number))
    if axes and found.axes is not None:
        hints.append(Message("expr.as_axes", text=found.axes))
    code = "expr.digit_groups" if axes else "expr.comma_in_number"
    raise InputError(Message(code, text=text.strip()), *hints)


class _Parser(Grammar[Value]):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.bare: set[int] = set()
        """The tokens of values that are numbers, or products of numbers, and nothing else."""

    def size(self) -> Size:
        return self.integer(self.expression, self.token)

    def integer(self, rule: Callable[[], Value], start: Token) -> Size:
        first = self.index
        value = rule()
        if isinstance(value, Fraction):
            alone = self.index == first + 1
            raise self.error("expr.not_whole", at=start, value=start.text if alone else value)
        return value

    def grid(self) -> Grid:
        cells = [self.cell()]
        while self.accept("x", ","):
            cells.append(self.cell())
        at = self.size() if self.accept("@") else None
        return Grid(tuple(cells), at)

    def cell(self) -> tuple[Size, ...]:
        start = self.index
        first = self.size()
        if self.accept(":"):
            return (first, self.size())
        if all(
            token.kind == "number" or token.text == "*" for token in self.tokens[start : self.index]
        ):
            self.bare.update(range(start, self.index))
        return (first,)

    def refuse_products(self) -> None:
        """Demand that no value of the grid is a product of bare numbers.

        Raises:
            InputError: one is; the hint is what was probably meant.
        """
        signs = [index for index in sorted(self.bare) if self.tokens[index].text == "*"]
        if not signs:
            return
        words = ["x" if index in signs else token.text for index, token in enumerate(self.tokens)]
        axes = "".join(words)
        hint = Message("expr.as_axes", text=axes)
        raise self.error("expr.product", hint, at=self.tokens[signs[0]])

    # Meaning

    def number(self, value: int | Fraction, token: Token) -> Value:
        return value

    def symbol(self, token: Token) -> Value:
        if not is_symbol(token.text):
            raise self.word_refused(token)
        return Var(token.text)

    def may_be(self, name: str) -> bool:
        return is_symbol(name)

    def word_refused(self, token: Token) -> InputError:
        """The error for a word where a number is wanted; no x cuts it, as it cuts six."""
        word = token.text
        for run in _RUN.finditer(self.text):
            if run.start() <= token.position < run.end():
                parts = run.group().split("x")
                word = word if any(map(is_symbol, parts)) else run.group()
        return no_symbol(word, self.text, token.position)

    def negative(self, value: Value, operator: Token) -> Value:
        return -value

    def binary(self, left: Value, right: Value, operator: Token) -> Value:
        if operator.text == "+":
            return self.bounded(left + right, operator)
        if operator.text == "-":
            return self.bounded(left - right, operator)
        if operator.text == "*":
            return self.bounded(left * right, operator)
        if operator.text in ("/", "//"):
            return self.divided(left, right, operator)
        return self.raised(left, right, operator)

    def divided(self, top: Value, bottom: Value, operator: Token) -> Value:
        if not isinstance(bottom, Expr) and bottom == 0:
            raise self.error("expr.division_by_zero", at=operator)
        rounds = operator.text == "//"
        if isinstance(top, Expr) or isinstance(bottom, Expr):
            return make(FloorDiv if rounds else Ratio, top, bottom)
        return top // bottom if rounds else exact(Fraction(top) / bottom)

    def raised(self, base: Value, exponent: Value, operator: Token) -> Value:
        symbolic = isinstance(base, Expr)
        limit = MAX_EXPONENT if symbolic else MAX_VALUE
        if not isinstance(exponent, int) or not 0 <= exponent <= limit:
            raise self.error("expr.exponent", at=operator, exponent=exponent, limit=MAX_EXPONENT)
        if isinstance(base, Expr):
            return make(Power, base, exponent)
        if not power_is_short(base, exponent):
            raise self.error("expr.too_large", at=operator, digits=MAX_DIGITS)
        return self.bounded(base**exponent, operator)

    def bounded(self, value: Value, at: Token) -> Value:
        if (
            not isinstance(value, Expr)
            and max(abs(value.numerator), value.denominator) >= MAX_VALUE
        ):
            raise self.error("expr.too_large", at=at, digits=MAX_DIGITS)
        return value

    def function(self, name: Token, args: list[Value]) -> Value:
        if name.text in ("floor", "ceil"):
            return _rounded(name.text, args[0])
        if any(isinstance(arg, Expr) for arg in args):
            return make(Maximum if name.text == "max" else Minimum, *args)
        numbers = [arg for arg in args if not isinstance(arg, Expr)]
        return max(numbers) if name.text == "max" else min(numbers)


def _rounded(name: str, arg: Value) -> Value:
    if not isinstance(arg, Expr):
        return arg // 1 if name == "floor" else -(-arg // 1)
    if isinstance(arg, Ratio):
        return make(FloorDiv if name == "floor" else CeilDiv, *arg.args)
    return make(Floor if name == "floor" else Ceiling, arg)
