"""Maps of counts beside each other, each with a row along an axis below it."""

from __future__ import annotations

from zlib import crc32

from convcalc.errors import Message
from convcalc.render import Style
from convcalc.render.figures.heat import NEVER, differing
from convcalc.render.measure import ems
from convcalc.render.palette import shade_of
from convcalc.render.svg.areas import Areas
from convcalc.render.svg.card import BETWEEN, MARGIN, Card, folded, grid
from convcalc.render.svg.windows import swatch
from convcalc.render.wording import Wording
from convcalc.report.figures import HEAD, Heat, Panel

NAME = "heat"
LARGEST, SMALLEST = 26, 4
ROW = 16
MOST_NUMBERS = 400
"""Cells of a map that have numbers in them."""
GAP = 30
"""Pixels between panels, and of an ellipsis."""


def drawn(figures: list[Heat], wording: Wording, style: Style) -> str:
    """The picture as SVG."""
    (figure,) = figures
    title = wording.say(figure.title)
    told = [f"{wording.say(one.title)}: {wording.say(one.verdict)}." for one in figure.panels]
    card = Card(
        f"{NAME}{crc32(repr(figure).encode()):x}",
        title,
        " ".join([f"{title}.", *told]),
        wording,
        style,
    )
    card.y += 4
    beside = all(panel.rows for panel in figure.panels)
    wide = card.width - 2 * MARGIN
    if beside:
        wide = (wide - GAP * (len(figure.panels) - 1)) // max(len(figure.panels), 2)
        longest = max(len(panel.rows[0]) for panel in figure.panels)
        cell = min(LARGEST, wide // longest)
        beside = cell >= SMALLEST
    if beside:
        _beside(card, figure, cell, wide)
    else:
        for panel in figure.panels:
            _heading(card, panel, MARGIN, card.width - 2 * MARGIN)
            _axes(card, figure, panel, MARGIN, None, card.width - 2 * MARGIN)
            card.y += BETWEEN - 10
    if any(0 in axis for panel in figure.panels for axis in panel.along):
        swatch(card, "unread", MARGIN, card.y - 4)
        card.write(MARGIN + 20, card.y + 6, wording.word(NEVER[figure.of]), "soft", 11)
        card.y += 22
    return card.finish()


def _beside(card: Card, figure: Heat, cell: int, wide: int) -> None:
    """The panels side by side; counts of written outputs share one scale."""
    top = card.y
    scales = [max(map(max, panel.rows)) for panel in figure.panels]
    if figure.of == "written":
        scales = [max(scales)] * len(scales)
    places = [MARGIN + number * (wide + GAP) for number in range(len(figure.panels))]
    heads = []
    for x, panel in zip(places, figure.panels, strict=True):
        card.y = top
        _heading(card, panel, x, wide)
        heads.append(card.y)
    ends = []
    for x, panel, most in zip(places, figure.panels, scales, strict=True):
        card.y = max(heads)
        _map(card, panel, figure.of, x, cell, most)
        card.y += len(panel.rows) * cell + 8
        _axes(card, figure, panel, x, cell, wide)
        ends.append(card.y)
    card.y = max(ends) + 6


def _heading(card: Card, panel: Panel, x: float, room: float) -> None:
    """What the panel shows, and the verdict."""
    role = "finding" if panel.fault else "soft"
    for message, size, colour, weight in (
        (panel.title, 12, "ground", 600),
        (panel.verdict, 11.5, role, 400),
    ):
        for line in folded(card.wording.say(message), size, room):
            card.write(x, card.y, line, colour, size, font_weight=weight)
            card.y += 17
    card.y -= 4


def _map(card: Card, panel: Panel, of: str, x: float, cell: int, most: int) -> None:
    """The counts as cells: equal shades that stand side by side are one."""
    y, cells = card.y, Areas(card)
    rows, columns = len(panel.rows), len(panel.rows[0])
    numbered = cell >= 14 and len(str(most)) * 6.5 < cell and rows * columns <= MOST_NUMBERS
    if any(0 in row for row in panel.rows):
        cells.put("unread", x, y, columns * cell, rows * cell)
    for line, row in enumerate(panel.rows):
        at = 0
        while at < columns:
            end = at + 1
            step = shade_of(row[at], most) if row[at] else 0
            while (
                not numbered
                and end < columns
                and row[end]
                and step
                and shade_of(row[end], most) == step
            ):
                end += 1
            if step:
                words = str(row[at]) if numbered else ""
                place = x + at * cell, y + line * cell, (end - at) * cell, cell
                cells.put(f"times{step}", *place, words)
            at = end
    cells.draw("flat", weight=400)
    edge = "output" if of == "written" else "read"
    group = card.shapes(edge, "line", stroke_width=0.6)
    if cell >= 6:
        card.add(group, "path", d=grid(x, y, columns, rows, cell), opacity=0.6)
    card.add(group, "rect", x=x, y=y, width=columns * cell, height=rows * cell, stroke_width=1.6)


def _axes(card: Card, figure: Heat, panel: Panel, x: float, cell: int | None, room: float) -> None:
    """A row along each axis that differs, and what it shows."""
    for words, first, along, left_out in differing(panel, figure.of, card.wording):
        gap = GAP if left_out else 0
        wide = cell or min(LARGEST, (room - gap) / len(along))
        most = max(along)
        cells = Areas(card)
        for number, count in enumerate(along):
            left = x + number * wide + (gap if left_out and number >= HEAD else 0)
            role = f"times{shade_of(count, most)}" if count else "unread"
            cells.put(role, left, card.y, wide, ROW, str(count) if count else "")
        cells.draw("area" if wide >= 8 else "flat")
        if left_out:
            card.write(x + HEAD * wide + gap / 2, card.y + 12, "⋯", "soft", 12, "middle")
            more = card.wording.say(Message("draw.positions_not_drawn", count=left_out))
            words = f"{words} · {more}"
        card.y += ROW + 13
        ends = card.wording.number(first), card.wording.number(first + len(along) + left_out - 1)
        if cell is None:
            right = x + len(along) * wide + gap
            card.write(x, card.y, ends[0], "soft", 10)
            if right - x > (ems(ends[0]) + ems(ends[1])) * 10 + 8:
                card.write(right, card.y, ends[1], "soft", 10, "end")
            card.y += 14
        for line in folded(words, 11, room):
            card.write(x, card.y, line, "soft", 11)
            card.y += 15
