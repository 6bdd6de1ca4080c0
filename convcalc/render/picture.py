"""Matrices drawn side by side, with signs between them:

    1 2 3       1 0       6  8
    4 5 6   ⊛   0 1   =  12 14
    7 8 9

Used by the terminal, plain and Markdown. What is too wide for the page goes on below; a matrix that
is too large for it is shown by its first rows and columns.
"""

from __future__ import annotations

from typing import Any

from convcalc.algebra.notation import ASCII_BY_HAND, UNICODE_BY_HAND, Notation
from convcalc.errors import Message
from convcalc.render.arithmetic import entry
from convcalc.render.measure import cells, pad
from convcalc.render.wording import Wording
from convcalc.report.document import Equation, Matrix

GAP = "  "
MOST_ROWS = 24
SIGNS = {"⊛": "(*)", "⊛ᵀ": "(*)^T", "∗": "*", "→": "->", "−": "-", "·": "*", "≈": "~", "…": "..."}

Block = list[str]
"""Lines of the same width."""


def picture(equation: Equation, wording: Wording, width: int) -> list[str]:
    """The lines of an equation, without its title, for a page of `width` cells."""
    blocks = [_block(part, wording, width) for part in equation.parts]
    rows: list[list[Block]] = [[]]
    used = 0
    for block in blocks:
        wide = cells(block[0]) + len(GAP)
        if rows[-1] and used + wide > width:
            rows.append([])
            used = 0
        rows[-1].append(block)
        used += wide
    lines: list[str] = []
    for number, row in enumerate(rows):
        if number:
            lines.append("")
        lines += [line.rstrip() for line in _beside(row)]
    return lines


def _block(part: Any, wording: Wording, width: int) -> Block:
    notation = ASCII_BY_HAND if wording.ascii else UNICODE_BY_HAND
    if isinstance(part, Matrix):
        return _matrix(part, notation, width)
    if isinstance(part, Message):
        return [wording.say(part)]
    if isinstance(part, str):
        return [SIGNS.get(part, part) if wording.ascii else part]
    return [entry(part, notation)]


def _matrix(matrix: Matrix, notation: Notation, width: int) -> Block:
    """The numbers in columns, set right; with brackets, so that a matrix is seen as one."""
    rows = [[entry(value, notation) for value in row] for row in matrix.rows]
    hidden = len(rows) > MOST_ROWS
    if hidden:
        rows = rows[:MOST_ROWS]
    fitting = _fitting(rows, width)
    if fitting < len(rows[0]):
        rows = [[*row[:fitting], notation.dots] for row in rows]
    if hidden:
        rows.append([notation.dots] * len(rows[0]))
    wide = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]))]
    body = [
        " ".join(pad(text, size, right=True) for text, size in zip(row, wide, strict=True))
        for row in rows
    ]
    if notation is ASCII_BY_HAND:
        return [f"[ {line} ]" for line in body]
    return _bracketed(body)


def _bracketed(body: list[str]) -> Block:
    if len(body) == 1:
        return [f"[ {body[0]} ]"]
    last = len(body) - 1
    left = ["⎡" if n == 0 else "⎣" if n == last else "⎢" for n in range(len(body))]
    right = ["⎤" if n == 0 else "⎦" if n == last else "⎥" for n in range(len(body))]
    return [f"{a} {line} {b}" for a, line, b in zip(left, body, right, strict=True)]


def _fitting(rows: list[list[str]], width: int) -> int:
    """How many columns of a matrix fit on the page."""
    used = 8
    for column in range(len(rows[0])):
        used += max(cells(row[column]) for row in rows) + 1
        if used > width and column:
            return column
    return len(rows[0])


def _beside(blocks: list[Block]) -> list[str]:
    """Blocks side by side, their middles on one line."""
    height = max(map(len, blocks), default=0)
    columns = []
    for block in blocks:
        above = (height - len(block)) // 2
        blank = " " * cells(block[0])
        columns.append([blank] * above + block + [blank] * (height - above - len(block)))
    return [GAP.join(row) for row in zip(*columns, strict=True)]
