"""Costs as bars in SVG: a row for each part of a network, a column for each cost."""

from __future__ import annotations

from typing import Any

from convcalc.render.figures.amounts import amount, share
from convcalc.render.measure import ems
from convcalc.render.svg.element import Drawing, fitted, number
from convcalc.render.wording import Wording
from convcalc.report.figures import Bars

GAP = 18
ROW = 33
BAR = 8
SIZE = 11
LEAST = 1.5
"""Pixels of the bar of a value that is not zero."""


def draw_bars(drawing: Drawing, bars: Bars, wording: Wording, top: float) -> float:
    """Draw the bars below `top`; where they end."""
    names = [wording.value(row.name) for row in bars.rows]
    heads = [wording.say(column.label) for column in bars.columns]
    abouts = ["" if row.about is None else wording.value(row.about) for row in bars.rows]
    widest = max(
        ems(wording.say(bars.head)) * SIZE,
        *[ems(name) * 12 for name in names],
        *[ems(about) * 10 for about in abouts],
    )
    cells = [_cells(bars, at, wording) for at in range(len(bars.columns))]
    need = max((ems(text) + ems(part)) * SIZE + 8 for column in cells for _, text, part in column)
    left, room = drawing.left, drawing.right - drawing.left
    count = len(bars.columns)
    label = min(widest * 1.08, max(room - count * (max(need, 60) + GAP), 90))
    wide = (room - label - count * GAP) / count
    starts = [left + label + GAP + at * (wide + GAP) for at in range(count)]
    drawing.text(left, top, wording.say(bars.head), "soft", SIZE)
    for start, head in zip(starts, heads, strict=True):
        drawing.text(start, top, fitted(head, SIZE, wide), "soft", SIZE)
    rule = f"M{left} {number(top + 6)}H{drawing.right}"
    drawing.add(drawing.group("soft", "line"), "path", d=rule)
    tracks, rest = drawing.group("soft", "flat"), drawing.group("input", "solid")
    largest = drawing.group("read", "flat")
    y = top + 29
    for at, (name, about) in enumerate(zip(names, abouts, strict=True)):
        drawing.text(left, y - 6, fitted(name, 12, label), size=12, font_weight=600)
        if about:
            drawing.text(left, y + 7, fitted(about, 10, label), "soft", 10)
        for start, column in zip(starts, cells, strict=True):
            part, text, percent = column[at]
            weight = 650 if part == 1 else 400
            drawing.text(start, y - 6, text, size=SIZE, font_weight=weight)
            if percent and wide >= need:
                drawing.text(start + wide, y - 6, percent, "soft", SIZE, "end")
            drawing.add(tracks, "rect", x=start, y=y, width=wide, height=BAR, rx=2)
            if part:
                long = max(float(part * wide), LEAST)
                group = largest if part == 1 else rest
                drawing.add(group, "rect", x=start, y=y, width=long, height=BAR, rx=2)
        y += ROW
    return y - 10


def _cells(bars: Bars, at: int, wording: Wording) -> list[tuple[Any, str, str]]:
    """Of each row in a column: its part of the longest bar, its value, its share."""
    most, column = bars.most(at), bars.columns[at]
    found = []
    for row in bars.rows:
        value = row.values[at]
        part = value / most if isinstance(value, int) and most else 0
        found.append((part, amount(value, column.bytes, wording), share(value, column.whole)))
    return found
