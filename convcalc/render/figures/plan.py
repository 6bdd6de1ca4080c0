"""The padded input with the brackets of its first window, and the output beside it."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.network.taps import length
from convcalc.render.measure import cells, pad
from convcalc.report.document import Sizes
from convcalc.report.figures import Axis

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.render.figures import Line
    from convcalc.render.figures.windows import Page

MOST_PLANNED = 20
"""Padded cells on an axis of a map that is drawn as a map."""


def plan(page: Page) -> list[Line]:
    """The padded input with the first window, and the output."""
    if len(page.figure.axes) != 2:
        return []
    rows, columns = page.figure.axes
    high, wide = length(rows.planned), length(columns.planned)
    if max(high, wide) > MOST_PLANNED:
        return []
    digits = len(str(rows.windows * columns.windows)) + 2
    heading = cells(page.wording.word("draw.output")) + 1
    beside = 4 + cells(page.signs["to"]) + max(digits * columns.windows - 1, heading)
    room = page.width - page.gutter - beside
    cell = next((size for size in (3, 2) if size * wide + 1 <= room), None)
    if cell is None:
        return []
    return list(_lines(page, rows, columns, cell, digits))


def _lines(page: Page, rows: Axis, columns: Axis, cell: int, digits: int) -> Iterator[Line]:
    wide = cell * len(columns.planned) + 1
    wording = page.wording
    padded = Sizes(axis.padded - axis.start for axis in (rows, columns))
    bare = all(axis.start == 0 and axis.padded == axis.size for axis in (rows, columns))
    head = Message("draw.input") if bare else Message("draw.input_padded", sizes=padded)
    to = page.signs["to"]
    before = " " * page.gutter
    gap = 4 + cells(to)
    title = wording.say(head)
    output = " " + wording.word("draw.output")
    if cells(title) + 1 < wide + gap:
        yield [(before + pad(title, wide + gap) + output, "dim")]
    else:
        yield [(before + title, "dim")]
        yield [(before + " " * (wide + gap) + output, "dim")]
    total = max(len(rows.planned), rows.windows)
    above, top = (total - len(rows.planned)) // 2, (total - rows.windows) // 2
    middle = top + (rows.windows - 1) // 2
    for line in range(total):
        inside = 0 <= line - above < len(rows.planned)
        drawn: Line = [(before, "")]
        if inside:
            drawn += _row(page, rows, columns, rows.planned[line - above], cell)
        else:
            drawn.append((" " * wide, ""))
        number = line - top
        if 0 <= number < rows.windows:
            drawn.append((f"  {to}  " if line == middle else " " * gap, "dim"))
            first = number * columns.windows + 1
            numbers = [f"{first + n:{digits - 1}} " for n in range(columns.windows)]
            drawn.append(("".join(numbers), "output"))
        yield drawn


def _row(page: Page, rows: Axis, columns: Axis, y: int, cell: int) -> Line:
    """One row of the input, with the brackets of the first window."""
    taps = set(columns.taps(0)) if y in rows.taps(0) else set()
    line: Line = []
    for x in columns.planned:
        opening = x in taps and x - 1 not in taps
        closing = x - 1 in taps and x not in taps
        sign, role = _cell(page, rows, columns, y, x)
        edge = "[" if opening else "]" if closing and cell == 2 else " "
        line.append((edge, "read" if edge != " " else ""))
        line.append((sign, role))
        if cell == 3:
            ends = x in taps and x + 1 not in taps
            line.append(("]" if ends else " ", "read" if ends else ""))
    if cell == 2:
        ends = columns.planned[-1] in taps
        line.append(("]" if ends else " ", "read" if ends else ""))
    else:
        line.append((" ", ""))
    return line


def _cell(page: Page, rows: Axis, columns: Axis, y: int, x: int) -> tuple[str, str]:
    here = ((rows, y), (columns, x))
    if all(0 <= at < axis.size for axis, at in here):
        if all(axis.times(at) for axis, at in here):
            return page.signs["other"], "input"
        page.used.add("unread")
        return page.signs["unread"], "unread"
    if any(at >= axis.padded for axis, at in here):
        inside = all(at in axis.taps(0) for axis, at in here)
        return (page.signs["outside"] if inside else " "), "padding"
    if page.figure.border == "zero":
        page.used.add("zero")
        return "0", "padding"
    page.used.add("copied" if page.figure.border not in ("least", "uncounted") else "outside")
    return page.signs["outside"], "padding"
