"""What stands in worked answers beside words: lines of arithmetic, irrational numbers, matrices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from convcalc.algebra.arithmetic import Surd
from convcalc.algebra.decimals import BARE_DIGITS, DIGITS, ended, exact, rounded
from convcalc.algebra.notation import ASCII_BY_HAND, LATEX_BY_HAND, Notation, write
from convcalc.errors import Message
from convcalc.report.document import Chain, Maps, Matrix


def chained(chain: Chain, notation: Notation) -> str:
    """`1·1 + 2·0 = 1`; a part like the one before is left out, an irrational value is rounded."""
    text = last = ""
    for part in chain.parts:
        sign = notation.about if isinstance(part, Surd) else "="
        shown = entry(part, notation)
        if shown != last:
            text = f"{text} {sign} {shown}" if text else shown
        last = shown
    return text + _as_decimal(chain.parts[-1], notation)


def entry(value: Any, notation: Notation) -> str:
    """A number or a tree; an irrational number is rounded."""
    if isinstance(value, Surd):
        return rounded(value.value).replace("-", notation.minus)
    return write(notation, value)


def _as_decimal(value: Any, notation: Notation) -> str:
    """The decimal beside a fraction that stands at the end: ` = 2.4375`, ` ≈ 0.333333`."""
    if not isinstance(value, Fraction) or "/" not in exact(value):
        return ""
    full = ended(value)
    if full is not None and len(full) <= 2 * DIGITS:
        return f" = {full}".replace("-", notation.minus)
    return f" {notation.about} {rounded(value)}".replace("-", notation.minus)


def bare_maps(value: Matrix | Maps) -> str:
    """`1 2; 3 4 | 5 6; 7 8`: what can be read again."""
    if isinstance(value, Matrix):
        return "; ".join(" ".join(map(_bare_entry, row)) for row in value.rows)
    groups = any(isinstance(part, Maps) for part in value.parts)
    return (" || " if groups else " | ").join(map(bare_maps, value.parts))


def _bare_entry(value: Any) -> str:
    return rounded(value.value, BARE_DIGITS) if isinstance(value, Surd) else exact(value)


def bare_value(value: Any) -> str:
    """A matrix, an irrational number or a line of arithmetic for scripts."""
    if isinstance(value, Chain):
        return chained(value, ASCII_BY_HAND)
    return bare_maps(value) if isinstance(value, Matrix | Maps) else _bare_entry(value)


def for_json(value: Surd | Chain) -> Any:
    """An irrational number with its decimal, a line of arithmetic as text."""
    if isinstance(value, Chain):
        return chained(value, ASCII_BY_HAND)
    return {
        "expr": write(ASCII_BY_HAND, value.expression),
        "latex": write(LATEX_BY_HAND, value.expression),
        "decimal": rounded(value.value, BARE_DIGITS),
    }


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
                yield "    " + " & ".join(entry(value, LATEX_BY_HAND) for value in row) + end
            yield r"  \end{bmatrix}"
        elif isinstance(part, Message):
            yield rf"  \text{{{say(part)}}}"
        elif isinstance(part, str):
            yield "  " + _LATEX_SIGNS.get(part, part)
        else:
            yield "  " + entry(part, LATEX_BY_HAND)
