r"""LaTeX: a complete document that compiles as it stands.

English compiles with pdflatex, lualatex and xelatex; Japanese with lualatex (luatexja), xelatex
(xeCJK), uplatex and platex. Worked answers are `align*` environments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from string import Formatter
from typing import TYPE_CHECKING, Any

from convcalc.algebra.decimals import percent
from convcalc.algebra.expr import Expr
from convcalc.algebra.notation import LATEX_BY_HAND, latex_text
from convcalc.errors import Message
from convcalc.render.measure import cells
from convcalc.render.wording import Wording, shown
from convcalc.report.document import (
    Document,
    Equation,
    Facts,
    Lettered,
    Matrix,
    NewPage,
    Note,
    Paragraph,
    Sizes,
    StepLine,
    Steps,
    Suggestion,
    Table,
)

if TYPE_CHECKING:
    from convcalc.render import Style

PREAMBLE = r"""\documentclass[11pt,a4paper]{article}
\usepackage{amsmath,amssymb,array,longtable}
\usepackage[margin=25mm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.6em}
\renewcommand{\arraystretch}{1.2}"""
FONTS = {
    "en": r"\usepackage[T1]{fontenc}",
    "ja": r"""\usepackage{iftex}
\ifLuaTeX\usepackage{luatexja}\fi
\ifXeTeX\usepackage{xeCJK}\fi""",
}
LINE = 78
"""Characters that fit on a line; a wider table gets columns that break their text."""
PAGE = 30
"""Rows of a table that is kept on one page."""

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}", "`": r"\textasciigrave{}",
    "×": r"\ensuremath{\times}", "·": r"\ensuremath{\cdot}", "−": r"\ensuremath{-}",
    "≈": r"\ensuremath{\approx}", "≥": r"\ensuremath{\ge}", "≤": r"\ensuremath{\le}",
    "→": r"\ensuremath{\rightarrow}", "…": r"\ldots{}", "⌊": r"\ensuremath{\lfloor}",
    "⌋": r"\ensuremath{\rfloor}", "⌈": r"\ensuremath{\lceil}", "⌉": r"\ensuremath{\rceil}",
    "²": r"\textsuperscript{2}", "³": r"\textsuperscript{3}", "ⁿ": r"\textsuperscript{n}",
    "✓": r"\ensuremath{\surd}", "√": r"\ensuremath{\surd}", "Σ": r"\ensuremath{\Sigma}",
    "σ": r"\ensuremath{\sigma}", "γ": r"\ensuremath{\gamma}", "β": r"\ensuremath{\beta}",
    "α": r"\ensuremath{\alpha}", "φ": r"\ensuremath{\varphi}", "ε": r"\ensuremath{\varepsilon}",
    "\u00a0": "~", "μ": r"\ensuremath{\mu}", "ρ": r"\ensuremath{\rho}", "≠": r"\ensuremath{\ne}",
}  # fmt: skip
_ESCAPES = str.maketrans(_SPECIAL)


def escape(text: str) -> str:
    """Text with every special character spelt so that LaTeX prints it."""
    return text.translate(_ESCAPES)


class LatexWording(Wording):
    """Words for LaTeX: text is escaped once, expressions are set as mathematics."""

    def say(self, message: Message) -> str:
        fields = {name: self.value(value) for name, value in message.fields.items()}
        text = ""
        for literal, name, _, conversion in Formatter().parse(self.template(message)):
            text += escape(literal)
            if name is not None:
                text += f"`{fields[name]}'" if conversion == "r" else fields[name]
        return text

    def text(self, value: str) -> str:
        return escape(shown(value))

    def number(self, value: int) -> str:
        text = super().number(value)
        return text.replace("−", r"\ensuremath{-}")

    def fraction(self, value: Fraction) -> str:
        return f"${self.mathematics(value)}$"

    def expression(self, value: Expr) -> str:
        return f"${self.mathematics(value)}$"

    def lettered(self, value: Lettered) -> str:
        return f"${self.mathematics(value)}$"

    def sizes(self, value: Any) -> str:
        if not value:
            return super().sizes(value)
        return r" \ensuremath{\times} ".join(map(self.value, value))

    def pairs(self, value: Any) -> str:
        return super().pairs(value).replace(self.times, r" \ensuremath{\times} ")

    def approximate(self, value: Any) -> str:
        return escape(super().approximate(value))

    def bar(self, value: Any) -> str:
        return escape(f"{percent(value.value)} %")

    def reciprocal(self, value: Any) -> str:
        return escape(super().reciprocal(value))

    def chain(self, value: Any) -> str:
        from convcalc.render.arithmetic import chained

        return f"${chained(value, LATEX_BY_HAND)}$"

    def mathematics(self, value: Any) -> str:
        """A value inside mathematics."""
        if isinstance(value, Lettered):
            return latex_text(value.expression, self.letters, self.grouping)
        if isinstance(value, Expr | int | Fraction):
            return latex_text(value, grouping=self.grouping)
        return rf"\text{{{self.value(value)}}}"


def formula(answer: Any, style: Style) -> str | None:
    """A bare formula in LaTeX, ready to be pasted between dollars; None if it is something else."""
    if isinstance(answer, Sizes) and len({id(part) for part in answer}) == 1:
        (answer, *_) = answer
    if isinstance(answer, Expr | Lettered):
        return LatexWording(style.lang, letters=style.letters).mathematics(answer)
    return None


def latex_lines(document: Document, style: Style) -> Iterator[str]:
    """The document, line by line."""
    wording = LatexWording(style.lang, letters=style.letters)
    yield PREAMBLE
    yield FONTS[style.lang]
    yield r"\begin{document}"
    yield rf"\section*{{{wording.say(document.title)}}}"
    for node in document.nodes:
        yield ""
        if isinstance(node, Facts):
            yield from _facts(node, wording)
        elif isinstance(node, Table):
            yield from _table(node, wording)
        elif isinstance(node, Steps):
            yield from _steps(node, wording)
        elif isinstance(node, Note):
            yield wording.say(node.message)
        elif isinstance(node, Paragraph):
            label = rf"\textbf{{{wording.say(node.label)}}}\quad " if node.label else ""
            yield label + wording.say(node.message)
            yield from _items(node, wording)
        elif isinstance(node, Suggestion):
            yield rf"\texttt{{\$ {wording.text(node.line)}}}"
        elif isinstance(node, Equation):
            yield from _equation(node, wording)
        elif isinstance(node, NewPage):
            yield r"\newpage"
    yield ""
    yield r"\end{document}"


def _items(paragraph: Paragraph, wording: LatexWording) -> Iterator[str]:
    """The list below a paragraph, each item a line of its own."""
    for mark, item in paragraph.items:
        yield rf"\\\hspace*{{1.5em}}\makebox[1.5em][l]{{{escape(mark)}}}{wording.say(item)}"


def _facts(facts: Facts, wording: LatexWording) -> Iterator[str]:
    if facts.title is not None:
        yield rf"\subsection*{{{wording.say(facts.title)}}}"
    yield r"\begin{tabular}{@{}l>{\raggedright\arraybackslash}p{0.34\linewidth}"
    yield r"  >{\raggedright\arraybackslash}p{0.36\linewidth}@{}}"
    yield r"\hline"
    for fact in facts.facts:
        notes = "; ".join(wording.say(note) for note in fact.notes)
        yield rf"{wording.say(fact.label)} & {wording.value(fact.value)} & {notes} \\"
    yield r"\hline"
    yield r"\end{tabular}"


def _table(table: Table, wording: LatexWording) -> Iterator[str]:
    if table.title is not None:
        yield rf"\subsection*{{{wording.say(table.title)}}}"
    widths = _widths(table, wording)
    broken = sum(widths) > LINE or len(table.rows) > PAGE
    kind = "longtable" if broken else "tabular"
    columns = _fixed(widths) if broken else _natural(table)
    if broken:
        yield r"{\small"
    yield rf"\begin{{{kind}}}{'[l]' if broken else ''}{{@{{}}{columns}@{{}}}}"
    yield r"\hline"
    yield " & ".join(wording.say(column.label) for column in table.columns) + r" \\"
    yield r"\hline\endhead" if broken else r"\hline"
    for number, row in enumerate(table.rows):
        yield _row(row, wording, bold=number == table.highlight)
    if table.total is not None:
        yield r"\hline"
        yield _row(table.total, wording, bold=True)
    yield r"\hline"
    yield rf"\end{{{kind}}}"
    if broken:
        yield "}"


def _widths(table: Table, wording: LatexWording) -> list[int]:
    """Characters of the widest text in each column."""
    measure = Wording(wording.lang)
    widths = [cells(measure.say(column.label)) for column in table.columns]
    for row in table.rows:
        texts = map(measure.value, row)
        widths = [max(width, cells(text)) for width, text in zip(widths, texts, strict=True)]
    return widths


def _natural(table: Table) -> str:
    """Columns as wide as their text."""
    return "".join("r" if column.numeric else "l" for column in table.columns)


def _fixed(widths: Sequence[int]) -> str:
    """Columns that break their text; their widths are fixed, so that one run of LaTeX is enough."""
    widths = [min(width, LINE // 2) for width in widths]
    share = 0.94 / sum(widths)
    return "".join(
        rf">{{\raggedright\arraybackslash}}p{{{width * share:.3f}\linewidth}}" for width in widths
    )


def _row(row: Sequence[Any], wording: LatexWording, bold: bool) -> str:
    texts = [wording.value(cell) for cell in row]
    return " & ".join(rf"\textbf{{{text}}}" if bold and text else text for text in texts) + r" \\"


def _steps(steps: Steps, wording: LatexWording) -> Iterator[str]:
    """Sentences as paragraphs, the equations between them as one aligned block."""
    yield rf"\subsection*{{{wording.say(steps.title)}}}"
    equations: list[StepLine] = []
    for line in steps.lines:
        if line.words is None:
            equations.append(line)
            continue
        yield from _aligned(equations, wording)
        equations = []
        yield ""
        note = f" ({wording.say(line.note)})" if line.note else ""
        yield rf"\textbf{{{wording.say(line.label)}}}\quad {wording.value(line.words)}{note}"
    yield from _aligned(equations, wording)


WIDE = 8
"""Columns of a matrix beyond which it is set small."""


def _equation(equation: Equation, wording: LatexWording) -> Iterator[str]:
    """Matrices in one line of mathematics, which may break at its signs."""
    from convcalc.render.arithmetic import matrix_lines

    if equation.title is not None:
        yield rf"\textbf{{{wording.say(equation.title)}}}"
        yield ""
    yield r"\begin{flushleft}"
    if any(isinstance(part, Matrix) and len(part.rows[0]) > WIDE for part in equation.parts):
        yield r"\footnotesize\setlength{\arraycolsep}{2pt}"
    yield r"\setcounter{MaxMatrixCols}{64}$\displaystyle"
    yield from matrix_lines(equation.parts, wording.say)
    yield "$"
    yield r"\end{flushleft}"


def _aligned(lines: Sequence[StepLine], wording: LatexWording) -> Iterator[str]:
    if not lines:
        return
    yield r"\begin{align*}"
    for number, line in enumerate(lines):
        left = "" if line.left is None else wording.mathematics(line.left)
        said = wording.say(line.label)
        if line.note:
            said += wording.word("report.remark_after") + wording.say(line.note)
        end = "" if number == len(lines) - 1 else r" \\"
        remark = rf"\parbox[t]{{0.42\linewidth}}{{\raggedright\small {said}}}"
        yield rf"  {left} &= {wording.mathematics(line.expression)} && {remark}{end}"
    yield r"\end{align*}"
