"""Costs as bars in characters: a block for each cost, a row for each part.

stem    ███████▋                        118,013,952    6.5 %
stage1  ██████████████████████████████  462,422,016   25.5 %
"""

from __future__ import annotations

from convcalc.render.figures.amounts import amount, share
from convcalc.render.measure import cells, pad

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.render.figures import Line
    from convcalc.render.wording import Wording
    from convcalc.report.figures import Bars

EIGHTHS = " ▏▎▍▌▋▊▉█"
NAME = 24
"""Cells of a name at most."""
LONGEST = 30
"""Cells of the longest bar."""


def lines(figure: Bars, wording: Wording, width: int) -> list[Line]:
    """The bars without their title."""
    names = [shortened(wording.value(row.name), NAME, wording.ascii) for row in figure.rows]
    label = max(map(cells, names)) + 4
    drawn: list[Line] = []
    for at, column in enumerate(figure.columns):
        values = [row.values[at] for row in figure.rows]
        told = [
            amount(value, True, wording) if column.bytes else wording.value(value)
            for value in values
        ]
        shares = [share(value, column.whole) for value in values]
        wide = max(map(cells, told))
        most = figure.most(at)
        room = min(LONGEST, width - label - wide - 2 - max(map(cells, shares)) - 2)
        drawn += [[], [("  " + wording.say(column.label), "dim")]]
        for name, value, text, part in zip(names, values, told, shares, strict=True):
            known = value if isinstance(value, int) else 0
            bar = bar_of(known, most, max(room, 1), wording.ascii)
            drawn.append(
                [
                    (pad("  " + name, label), ""),
                    (pad(bar, max(room, 1)), "read" if known == most else "input"),
                    ("  " + pad(text, wide, right=True), ""),
                    ("  " + pad(part, max(map(cells, shares)), right=True) if part else "", "dim"),
                ]
            )
    return drawn


def bar_of(value: int, most: int, room: int, ascii: bool) -> str:
    """A bar to the scale of the largest value; something of each that is not zero."""
    if not value or not most:
        return ""
    eighths = max(round(value * room * 8 / most), 1)
    if ascii:
        return "#" * max(round(eighths / 8), 1)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (EIGHTHS[rest] if rest else "")


def shortened(words: str, room: int, ascii: bool) -> str:
    """A name, cut with an ellipsis where it takes more cells."""
    dots = "..." if ascii else "…"
    if cells(words) <= room:
        return words
    while words and cells(words) + len(dots) > room:
        words = words[:-1]
    return words + dots
