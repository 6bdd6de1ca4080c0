"""Writing an expression down: Unicode for people, ASCII for scripts, LaTeX for paper.

The three notations are three tables of operator spellings over one traversal. ASCII text is read
back by `convcalc.algebra.parse` as an equal expression.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from convcalc.algebra.expr import (
    CeilDiv,
    Ceiling,
    ExactDiv,
    Expr,
    Floor,
    FloorDiv,
    Maximum,
    Minimum,
    Neg,
    Num,
    Number,
    Power,
    Product,
    Ratio,
    Sum,
    Value,
    Var,
    as_expr,
    bottom_up,
)

SUM, TERM, POWER, ATOM = range(4)  # how tightly a text binds


class Text(NamedTuple):
    """A written node: its text, how tightly it binds, and x if it reads as minus x in a sum."""

    text: str
    level: int
    negated: tuple[str, int] | None = None


_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


class Notation(NamedTuple):
    """How each operation is spelt."""

    name: str
    minus: str
    times: str
    juxtapose: bool
    divide: Callable[[str, str], str]
    fraction: Callable[[Text, Text], str]
    fraction_level: int
    floor: Callable[[str], str]
    ceiling: Callable[[str], str]
    call: Callable[[str, str], str]
    power: Callable[[str, str], str]
    brackets: tuple[str, str]
    variable: Callable[[str], str]
    separator: str
    ellipsis: str


def _plain_fraction(spaced: bool) -> Callable[[Text, Text], str]:
    def fraction(top: Text, bottom: Text) -> str:
        numerator = f"({top.text})" if top.level < TERM else top.text
        denominator = f"({bottom.text})" if bottom.level < POWER else bottom.text
        wide = spaced and (top.level < ATOM or bottom.level < POWER)
        return f"{numerator} / {denominator}" if wide else f"{numerator}/{denominator}"

    return fraction


def _latex_variable(name: str) -> str:
    head, _, tail = name.partition("_")
    head = head if len(head) == 1 else rf"\mathrm{{{head}}}"
    if not tail:
        return head
    tail = tail.replace("_", r"\_")
    return f"{head}_{tail}" if len(tail) == 1 else rf"{head}_{{\mathrm{{{tail}}}}}"


UNICODE = Notation(
    "unicode", "−", "·", True,
    lambda a, b: f"{a} / {b}",
    _plain_fraction(spaced=True), TERM,
    lambda a: f"⌊{a}⌋",
    lambda a: f"⌈{a}⌉",
    lambda name, args: f"{name}({args})",
    lambda base, exponent: (
        base + exponent.translate(_SUPERSCRIPTS) if exponent.isdigit() else f"{base}^{exponent}"
    ),
    ("(", ")"), str, ",", "…",
)  # fmt: skip
ASCII = Notation(
    "ascii", "-", "*", False,
    lambda a, b: f"{a}/{b}",
    _plain_fraction(spaced=False), TERM,
    lambda a: f"floor({a})",
    lambda a: f"ceil({a})",
    lambda name, args: f"{name}({args})",
    lambda base, exponent: f"{base}**{exponent}",
    ("(", ")"), str, ",", "...",
)  # fmt: skip
LATEX = Notation(
    "latex", "-", r" \cdot ", True,
    lambda a, b: rf"\frac{{{a}}}{{{b}}}",
    lambda top, bottom: rf"\frac{{{top.text}}}{{{bottom.text}}}", POWER,
    lambda a: rf"\left\lfloor {a} \right\rfloor",
    lambda a: rf"\left\lceil {a} \right\rceil",
    lambda name, args: rf"\{name}\left({args}\right)",
    lambda base, exponent: f"{base}^{{{exponent}}}",
    (r"\left(", r"\right)"), _latex_variable, "{,}", r"\ldots",
)  # fmt: skip


def decimal(value: Fraction, ellipsis: str = "…") -> str:
    """A fraction in decimals: in full if it ends within eight places, else two and an ellipsis."""
    sign, value = ("-", -value) if value < 0 else ("", value)
    scaled = value * 10**8
    if scaled.denominator == 1:
        whole, rest = divmod(int(scaled), 10**8)
        return f"{sign}{whole}.{rest:08d}".rstrip("0").rstrip(".")
    whole, rest = divmod(int(value * 100), 100)
    return f"{sign}{whole}.{rest:02d}{ellipsis}"


def write(
    value: Value,
    notation: Notation,
    letters: Mapping[str, str] | None = None,
    grouping: bool = False,
) -> str:
    """The expression as text.

    Args:
        letters: spellings of variables (`{"i": "W"}` prints the W of the exam books for i).
        grouping: separate thousands in numbers.
    """
    return bottom_up(as_expr(value), _Writer(notation, letters or {}, grouping)).text


def unicode_text(
    value: Value, letters: Mapping[str, str] | None = None, grouping: bool = False
) -> str:
    """`⌊(i + 2p − k) / s⌋ + 1`."""
    return write(value, UNICODE, letters, grouping)


def ascii_text(
    value: Value, letters: Mapping[str, str] | None = None, grouping: bool = False
) -> str:
    """`floor((i + 2*p - k)/s) + 1`."""
    return write(value, ASCII, letters, grouping)


def latex_text(
    value: Value, letters: Mapping[str, str] | None = None, grouping: bool = False
) -> str:
    r"""`\left\lfloor \frac{i + 2p - k}{s} \right\rfloor + 1`."""
    return write(value, LATEX, letters, grouping)


class _Writer:
    """The visitor that writes one node from its written operands."""

    def __init__(self, notation: Notation, letters: Mapping[str, str], grouping: bool) -> None:
        self.notation = notation
        self.letters = letters
        self.grouping = grouping

    def __call__(self, node: Expr, operands: list[Text]) -> Text:
        if isinstance(node, Num):
            return self._number(node.value)
        if isinstance(node, Var):
            return Text(self.notation.variable(self.letters.get(node.name, node.name)), ATOM)
        return _RULES[type(node)](self, node, operands)

    def bracket(self, text: str, level: int, needed: int) -> str:
        opening, closing = self.notation.brackets
        return text if level >= needed else f"{opening}{text}{closing}"

    def digits(self, value: int) -> str:
        text = f"{value:,}" if self.grouping else str(value)
        return text.replace(",", self.notation.separator)

    def _number(self, value: Number) -> Text:
        size = value if value >= 0 else -value
        if isinstance(size, int):
            text, level = self.digits(size), ATOM
        else:
            top = Text(self.digits(size.numerator), ATOM)
            bottom = Text(self.digits(size.denominator), ATOM)
            text, level = self.notation.fraction(top, bottom), self.notation.fraction_level
        if value < 0:
            return Text(self.notation.minus + text, SUM, (text, level))
        return Text(text, level)

    def sum(self, node: Expr, operands: list[Text]) -> Text:
        text = ""
        for operand in operands:
            body, level = operand.negated or operand[:2]
            sign = self.notation.minus if operand.negated else "+"
            body = self.bracket(body, level, TERM)
            if text:
                text += f" {sign} {body}"
            else:
                text = body if sign == "+" else sign + body
        return Text(text, SUM)

    def neg(self, node: Expr, operands: list[Text]) -> Text:
        (operand,) = operands
        text = self.notation.minus + self.bracket(operand.text, operand.level, TERM)
        return Text(text, SUM, (operand.text, operand.level))

    def product(self, node: Expr, operands: list[Text]) -> Text:
        text = ""
        previous: Expr | None = None
        for arg, operand in zip(node.args, operands, strict=True):
            needed = ATOM if isinstance(arg, Product) else POWER
            shown = self.bracket(operand.text, operand.level, needed)
            if previous is not None and not (
                len(operands) == 2 and self._side_by_side(previous, arg)
            ):
                text += self.notation.times
            text += shown
            previous = arg
        return Text(text, TERM)

    def _side_by_side(self, left: Expr, right: Expr) -> bool:
        """Whether a product of two is written without a sign: 2p, d(k - 1), (k - 1)(d - 1)."""
        if not self.notation.juxtapose:
            return False
        if isinstance(right, Sum):
            return not all(map(_numeric, right.args))
        name = self.letters.get(right.name, right.name) if isinstance(right, Var) else ""
        return isinstance(left, Num) and len(name) == 1

    def power(self, node: Expr, operands: list[Text]) -> Text:
        base, exponent = operands
        shown = exponent.text
        if self.notation is not LATEX:
            shown = self.bracket(shown, exponent.level, ATOM)
        return Text(self.notation.power(self.bracket(base.text, base.level, ATOM), shown), POWER)

    def quotient(self, operands: list[Text]) -> str:
        top, bottom = operands
        if self.notation is LATEX:
            return self.notation.divide(top.text, bottom.text)
        return self.notation.divide(
            self.bracket(top.text, top.level, TERM), self.bracket(bottom.text, bottom.level, POWER)
        )

    def fraction(self, node: Expr, operands: list[Text]) -> Text:
        return Text(self.notation.fraction(*operands), self.notation.fraction_level)

    def inside(self, node: Expr, operand: Text) -> str:
        """A fraction below a floor or ceiling reads as a decimal: that is what gets rounded."""
        arg = node.args[0]
        if isinstance(arg, Num) and isinstance(arg.value, Fraction):
            return decimal(arg.value, self.notation.ellipsis).replace("-", self.notation.minus)
        return operand.text

    def listed(self, operands: list[Text]) -> str:
        return ", ".join(operand.text for operand in operands)


def _numeric(node: Expr) -> bool:
    return isinstance(node.args[0] if isinstance(node, Neg) else node, Num)


_RULES: dict[type[Expr], Callable[[_Writer, Expr, list[Text]], Text]] = {
    Sum: _Writer.sum,
    Neg: _Writer.neg,
    Product: _Writer.product,
    Power: _Writer.power,
    ExactDiv: _Writer.fraction,
    Ratio: _Writer.fraction,
    FloorDiv: lambda w, node, args: Text(w.notation.floor(w.quotient(args)), ATOM),
    CeilDiv: lambda w, node, args: Text(w.notation.ceiling(w.quotient(args)), ATOM),
    Floor: lambda w, node, args: Text(w.notation.floor(w.inside(node, args[0])), ATOM),
    Ceiling: lambda w, node, args: Text(w.notation.ceiling(w.inside(node, args[0])), ATOM),
    Maximum: lambda w, node, args: Text(w.notation.call("max", w.listed(args)), ATOM),
    Minimum: lambda w, node, args: Text(w.notation.call("min", w.listed(args)), ATOM),
}
