"""Written-out arithmetic and exact numbers as text: `1·1 + (−2)·3`, `(1 − 2.5)/√1.25`.

How an operation is spelt is a table for each notation; how tightly it binds is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from convcalc.errors import Message
from convcalc.report.document import Arithmetic, Chain, Maps, Matrix, Surd

SUM, PRODUCT, POWER, ATOM = range(4)
PLACES = 3
"""Decimal places up to which a fraction is always shown as a decimal."""
DIGITS = 6
"""Significant digits of an irrational value."""
BARE_DIGITS = 10
"""The same, for scripts."""


class Spelling(NamedTuple):
    """How one notation spells numbers and operations."""

    name: str
    minus: str
    times: str
    dots: str


UNICODE = Spelling("unicode", "−", "·", "…")
ASCII = Spelling("ascii", "-", "*", "...")
LATEX = Spelling("latex", "-", r" \cdot ", r"\cdots")


def decimal(value: int | Fraction) -> str | None:
    """A number as a decimal that ends; None if it does not."""
    top, bottom = abs(value.numerator), value.denominator
    places = 0
    while bottom % 10 == 0:
        bottom, places = bottom // 10, places + 1
    for prime, partner in ((2, 5), (5, 2)):
        while bottom % prime == 0:
            bottom, top, places = bottom // prime, top * partner, places + 1
    if bottom != 1:
        return None
    digits = str(top).rjust(places + 1, "0")
    text = digits if not places else f"{digits[:-places]}.{digits[-places:]}"
    return "-" + text if value < 0 else text


def exact_text(value: int | Fraction, minus: str = "-") -> str:
    """A number in full: a decimal of few places, else a fraction: 3.75, 39/16, 1/3, 0.00001."""
    fraction = str(value)
    text = fraction
    if value.denominator != 1:
        shown = decimal(value)
        if shown is not None and (
            len(shown.partition(".")[2]) <= PLACES or len(shown) < len(fraction)
        ):
            text = shown
    return text.replace("-", minus)


def rounded(value: Fraction, digits: int = DIGITS, minus: str = "-") -> str:
    """A number rounded half up to so many significant digits, without grouping."""
    if not value:
        return "0"
    size = abs(value)
    places = digits
    while size * 10**places >= 10**digits:
        places -= 1
    while size * 10**places < 10 ** (digits - 1):
        places += 1
    places = max(places, 0)
    whole, rest = divmod(int(size * 10**places * 2 + 1) // 2, 10**places)
    tail = f"{rest:0{places}d}".rstrip("0") if places else ""
    text = f"{whole}.{tail}" if tail else str(whole)
    return minus + text if value < 0 else text


def written(node: Any, notation: Spelling) -> str:
    """A tree of arithmetic in a notation."""
    return _Writer(notation).text(node)


class _Writer:
    def __init__(self, notation: Spelling) -> None:
        self.notation = notation

    def text(self, node: Any) -> str:
        return self.write(node)[0]

    def write(self, node: Any) -> tuple[str, int]:
        """The text of a node and how tightly it binds."""
        if isinstance(node, Surd):
            return self.write(node.expression)
        if isinstance(node, Arithmetic):
            written: tuple[str, int] = getattr(self, "_" + node.kind)(*node.args)
            return written
        if isinstance(node, str):
            return self.letter(node), ATOM
        return self.number(node)

    def letter(self, name: str) -> str:
        if self.notation is UNICODE:
            return name
        return (_LATEX_LETTERS if self.notation is LATEX else _ASCII_LETTERS).get(name, name)

    def number(self, value: int | Fraction) -> tuple[str, int]:
        text = exact_text(value, self.notation.minus)
        if "/" in text and self.notation is LATEX:
            top, _, bottom = text.lstrip("-").partition("/")
            text = ("-" if value < 0 else "") + rf"\frac{{{top}}}{{{bottom}}}"
            return text, SUM if value < 0 else ATOM
        if value < 0:
            return text, SUM
        return text, PRODUCT if "/" in text else ATOM

    def within(self, node: Any, at_least: int) -> str:
        """A node as a part of another, in brackets if it binds less tightly."""
        text, binds = self.write(node)
        if binds >= at_least:
            return text
        if self.notation is LATEX:
            return rf"\left({text}\right)"
        return f"({text})"

    def _sum(self, *terms: Any) -> tuple[str, int]:
        first, *rest = terms
        shown = [self.within(first, SUM), *(self.within(term, PRODUCT) for term in rest)]
        return " + ".join(shown), SUM

    def _difference(self, left: Any, right: Any) -> tuple[str, int]:
        shown = self.within(left, SUM), self.within(right, PRODUCT)
        return f" {self.notation.minus} ".join(shown), SUM

    def _product(self, *factors: Any) -> tuple[str, int]:
        first, *rest = factors
        shown = [self.within(first, PRODUCT), *(self.within(part, POWER) for part in rest)]
        return self.notation.times.join(shown), PRODUCT

    def _quotient(self, top: Any, bottom: Any) -> tuple[str, int]:
        if self.notation is LATEX:
            return rf"\frac{{{self.text(top)}}}{{{self.text(bottom)}}}", ATOM
        return f"{self.within(top, POWER)}/{self.within(bottom, POWER)}", PRODUCT

    def _power(self, base: Any, exponent: int) -> tuple[str, int]:
        inner = self.within(base, ATOM)
        if self.notation is UNICODE:
            return inner + str(exponent).translate(_RAISED), POWER
        raised = f"{{{exponent}}}" if self.notation is LATEX else str(exponent)
        return f"{inner}^{raised}", POWER

    def _root(self, value: Any, index: int) -> tuple[str, int]:
        if self.notation is LATEX:
            degree = "" if index == 2 else f"[{index}]"
            return rf"\sqrt{degree}{{{self.text(value)}}}", ATOM
        if self.notation is ASCII:
            inside = self.text(value)
            return (f"sqrt({inside})" if index == 2 else f"root{index}({inside})"), ATOM
        degree = "" if index == 2 else str(index).translate(_RAISED)
        return f"{degree}√{self.within(value, ATOM)}", POWER

    def _maximum(self, *values: Any) -> tuple[str, int]:
        name = r"\max" if self.notation is LATEX else "max"
        return f"{name}({', '.join(map(self.text, values))})", ATOM

    def _absolute(self, value: Any) -> tuple[str, int]:
        return f"|{self.text(value)}|", ATOM

    def _more(self) -> tuple[str, int]:
        return self.notation.dots, ATOM


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ASCII_LETTERS = {"μ": "mu", "σ²": "var", "ε": "eps", "γ": "gamma", "β": "beta"}
_LATEX_LETTERS = {
    "μ": r"\mu", "σ²": r"\sigma^2", "ε": r"\varepsilon", "γ": r"\gamma", "β": r"\beta",
}  # fmt: skip


def chained(chain: Chain, notation: Spelling) -> str:
    """`1·1 + 2·0 = 1`; a part like the one before is left out, an irrational value is rounded."""
    text = last = ""
    for part in chain.parts:
        if isinstance(part, Surd):
            shown, sign = rounded(part.value, minus=notation.minus), _ABOUT[notation.name]
        else:
            shown, sign = written(part, notation), "="
        if shown != last:
            text = f"{text} {sign} {shown}" if text else shown
        last = shown
    return text + _as_decimal(chain.parts[-1], notation)


def _as_decimal(value: Any, notation: Spelling) -> str:
    """The decimal beside a fraction that stands at the end: ` = 2.4375`, ` ≈ 0.333333`."""
    if not isinstance(value, Fraction) or "/" not in exact_text(value):
        return ""
    full = decimal(value)
    if full is not None and len(full) <= 2 * DIGITS:
        return f" = {full.replace('-', notation.minus)}"
    return f" {_ABOUT[notation.name]} {rounded(value, minus=notation.minus)}"


_ABOUT = {"unicode": "≈", "ascii": "~", "latex": r"\approx"}


def bare_maps(value: Matrix | Maps) -> str:
    """`1 2; 3 4 | 5 6; 7 8`: what can be read again."""
    if isinstance(value, Matrix):
        return "; ".join(" ".join(map(_bare_entry, row)) for row in value.rows)
    groups = any(isinstance(part, Maps) for part in value.parts)
    return (" || " if groups else " | ").join(map(bare_maps, value.parts))


def bare_value(value: Any) -> str:
    """A matrix, an irrational number or a line of arithmetic for scripts."""
    if isinstance(value, Matrix | Maps):
        return bare_maps(value)
    if isinstance(value, Surd):
        return rounded(value.value, BARE_DIGITS)
    return chained(value, ASCII) if isinstance(value, Chain) else written(value, ASCII)


def _bare_entry(value: Any) -> str:
    return bare_value(value) if isinstance(value, Surd) else exact_text(value)


def for_json(value: Any) -> Any:
    """An irrational number with its decimal, arithmetic as text in two notations."""
    if isinstance(value, Chain):
        return chained(value, ASCII)
    said = {"expr": written(value, ASCII), "latex": written(value, LATEX)}
    if isinstance(value, Surd):
        said["decimal"] = rounded(value.value, BARE_DIGITS)
    return said


_LATEX_SIGNS = {
    "⊛": r"\circledast", "⊛ᵀ": r"\circledast^{\mathsf{T}}", "∗": r"\ast", "→": r"\longrightarrow",
    "≈": r"\approx", "·": r"\cdot", "−": "-", "…": r"\cdots", ",": ",\\quad",
}  # fmt: skip


def matrix_lines(parts: Sequence[Any], say: Callable[[Message], str]) -> Iterator[str]:
    """The parts of an equation in LaTeX."""
    for part in parts:
        if isinstance(part, Matrix):
            yield r"  \begin{bmatrix}"
            for number, row in enumerate(part.rows, 1):
                end = r" \\" if number < len(part.rows) else ""
                yield "    " + " & ".join(map(_latex_entry, row)) + end
            yield r"  \end{bmatrix}"
        elif isinstance(part, Message):
            yield rf"  \text{{{say(part)}}}"
        elif isinstance(part, str):
            yield "  " + _LATEX_SIGNS.get(part, part)
        else:
            yield "  " + _latex_entry(part)


def _latex_entry(value: Any) -> str:
    return rounded(value.value) if isinstance(value, Surd) else written(value, LATEX)
