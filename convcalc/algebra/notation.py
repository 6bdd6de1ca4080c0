"""Writing an expression down: Unicode for people, ASCII for scripts, LaTeX for paper.

The three notations are three tables of operator spellings over one traversal. ASCII text is read
back by `convcalc.algebra.parse` as an equal expression.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from convcalc.algebra.arithmetic import Absolute, Dots, Root
from convcalc.algebra.decimals import cut, exact
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
from convcalc.record import NamedTuple

SUM, TERM, POWER, ATOM = range(4)  # how tightly a text binds


class Text(NamedTuple):
    """A written node: its text, how tightly it binds, and x if it reads as minus x in a sum."""

    text: str
    level: int
    negated: tuple[str, int] | None = None


_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_ASCII_LETTERS = {"μ": "mu", "σ²": "var", "ε": "eps", "γ": "gamma", "β": "beta"}
_LATEX_LETTERS = {
    "μ": r"\mu", "σ²": r"\sigma^2", "ε": r"\varepsilon", "γ": r"\gamma", "β": r"\beta",
}  # fmt: skip


class Notation(NamedTuple):
    """How each operation is spelt.

    by_hand: for numbers put in, as a teacher writes them: every sign is written, a negative number
    that is added stands in brackets, and a fraction is a decimal where that ends soon.
    """

    minus: str
    times: str
    juxtapose: bool
    divide: Callable[[Text, Text], str]
    fraction: Callable[[Text, Text], str]
    fraction_level: int
    floor: Callable[[str], str]
    ceiling: Callable[[str], str]
    call: Callable[[str, str], str]
    power: Callable[[str, Text], str]
    root: Callable[[Text, Text], Text]
    brackets: tuple[str, str]
    variable: Callable[[str], str]
    separator: str
    ellipsis: str
    dots: str
    about: str
    by_hand: bool = False


def _bracketed(part: Text, least: int) -> str:
    return f"({part.text})" if part.level < least else part.text


def _slash(simple: str, compound: str = "/", least: int = TERM) -> Callable[[Text, Text], str]:
    """A quotient on one line; a numerator that binds less tightly than `least` has brackets."""

    def fraction(top: Text, bottom: Text) -> str:
        sign = compound if top.level < ATOM or bottom.level < POWER else simple
        return f"{_bracketed(top, least)}{sign}{_bracketed(bottom, POWER)}"

    return fraction


def _latex_fraction(top: Text, bottom: Text) -> str:
    return rf"\frac{{{top.text}}}{{{bottom.text}}}"


def _unicode_power(base: str, exponent: Text) -> str:
    if exponent.text.isdigit():
        return base + exponent.text.translate(_SUPERSCRIPTS)
    return f"{base}^{_bracketed(exponent, ATOM)}"


def _unicode_root(value: Text, index: Text) -> Text:
    degree = "" if index.text == "2" else index.text.translate(_SUPERSCRIPTS)
    return Text(f"{degree}√{_bracketed(value, ATOM)}", POWER)


def _ascii_root(value: Text, index: Text) -> Text:
    return Text(f"{'sqrt' if index.text == '2' else 'root' + index.text}({value.text})", ATOM)


def _latex_root(value: Text, index: Text) -> Text:
    degree = "" if index.text == "2" else f"[{index.text}]"
    return Text(rf"\sqrt{degree}{{{value.text}}}", ATOM)


def _latex_variable(name: str) -> str:
    head, _, tail = name.partition("_")
    head = _LATEX_LETTERS.get(head) or (head if len(head) == 1 else rf"\mathrm{{{head}}}")
    if not tail:
        return head
    if tail.startswith("{"):  # r_{l−1}: an index that is counted with
        return f"{head}_{tail.replace('−', '-')}"
    tail = tail.replace("_", r"\_")
    return f"{head}_{tail}" if len(tail) == 1 else rf"{head}_{{\mathrm{{{tail}}}}}"


UNICODE = Notation(
    "−", "·", True, _slash(" / ", " / "), _slash("/", " / "), TERM,
    lambda a: f"⌊{a}⌋",
    lambda a: f"⌈{a}⌉",
    lambda name, args: f"{name}({args})",
    _unicode_power, _unicode_root,
    ("(", ")"), str, ",", "…", "…", "≈",
)  # fmt: skip
ASCII = Notation(
    "-", "*", False, _slash("/"), _slash("/"), TERM,
    lambda a: f"floor({a})",
    lambda a: f"ceil({a})",
    lambda name, args: f"{name}({args})",
    lambda base, exponent: f"{base}**{_bracketed(exponent, ATOM)}", _ascii_root,
    ("(", ")"), lambda name: _ASCII_LETTERS.get(name, name).replace("−", "-"),
    ",", "...", "...", "~",
)  # fmt: skip
LATEX = Notation(
    "-", r" \cdot ", True, _latex_fraction, _latex_fraction, POWER,
    lambda a: rf"\left\lfloor {a} \right\rfloor",
    lambda a: rf"\left\lceil {a} \right\rceil",
    lambda name, args: rf"\{name}\left({args}\right)",
    lambda base, exponent: f"{base}^{{{exponent.text}}}", _latex_root,
    (r"\left(", r"\right)"), _latex_variable, "{,}", r"\ldots", r"\cdots", r"\approx",
)  # fmt: skip
ASCII_IN_FULL, LATEX_IN_FULL = (notation._replace(ellipsis="") for notation in (ASCII, LATEX))
"""For scripts: floor(157/3) where people read floor(52.33...)."""
UNICODE_BY_HAND, ASCII_BY_HAND, LATEX_BY_HAND = (
    notation._replace(juxtapose=False, fraction=fraction, by_hand=True)
    for notation, fraction in (
        (UNICODE, _slash("/", least=POWER)),
        (ASCII, _slash("/", least=POWER)),
        (LATEX, _latex_fraction),
    )
)


def write(
    notation: Notation,
    value: Value,
    letters: Mapping[str, str] | None = None,
    grouping: bool = False,
) -> str:
    """The expression as text.

    Args:
        letters: spellings of variables (`{"i": "W"}` prints the W of the exam books for i).
        grouping: separate thousands in numbers.
    """
    return bottom_up(as_expr(value), _Writer(notation, letters or {}, grouping)).text


unicode_text = partial(write, UNICODE)
"""`⌊(i + 2p − k) / s⌋ + 1`."""
ascii_text = partial(write, ASCII)
"""`floor((i + 2*p - k)/s) + 1`."""
latex_text = partial(write, LATEX)
r"""`\left\lfloor \frac{i + 2p - k}{s} \right\rfloor + 1`."""


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
        elif self.notation.by_hand and "/" not in exact(size):
            text, level = exact(size), ATOM
        else:
            top = Text(self.digits(size.numerator), ATOM)
            bottom = Text(self.digits(size.denominator), ATOM)
            text, level = self.notation.fraction(top, bottom), self.notation.fraction_level
        if value < 0:
            return Text(self.notation.minus + text, SUM, (text, level))
        return Text(text, level)

    def sum(self, node: Expr, operands: list[Text]) -> Text:
        text = ""
        for arg, operand in zip(node.args, operands, strict=True):
            added = self.notation.by_hand and text and isinstance(arg, Num)
            body, level = operand[:2] if added else operand.negated or operand[:2]
            sign = self.notation.minus if operand.negated and not added else "+"
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
            if self.notation.by_hand and previous is None:
                needed = TERM  # 9/16·4
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
        return Text(self.notation.power(self.bracket(*base[:2], ATOM), exponent), POWER)

    def fraction(self, node: Expr, operands: list[Text]) -> Text:
        return Text(self.notation.fraction(*operands), self.notation.fraction_level)

    def inside(self, node: Expr, operand: Text) -> str:
        """A fraction below a floor or ceiling reads as a decimal: that is what gets rounded."""
        arg = node.args[0]
        if self.notation.ellipsis and isinstance(arg, Num) and isinstance(arg.value, Fraction):
            shown = cut(arg.value, ellipsis=self.notation.ellipsis)
            return shown.replace("-", self.notation.minus)
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
    FloorDiv: lambda w, node, args: Text(w.notation.floor(w.notation.divide(*args)), ATOM),
    CeilDiv: lambda w, node, args: Text(w.notation.ceiling(w.notation.divide(*args)), ATOM),
    Floor: lambda w, node, args: Text(w.notation.floor(w.inside(node, args[0])), ATOM),
    Ceiling: lambda w, node, args: Text(w.notation.ceiling(w.inside(node, args[0])), ATOM),
    Maximum: lambda w, node, args: Text(w.notation.call("max", w.listed(args)), ATOM),
    Minimum: lambda w, node, args: Text(w.notation.call("min", w.listed(args)), ATOM),
    Root: lambda w, node, args: w.notation.root(*args),
    Absolute: lambda w, node, args: Text(f"|{args[0].text}|", ATOM),
    Dots: lambda w, node, args: Text(w.notation.dots, ATOM),
}
