"""A panel for each window, in reading order: the map once, and what the window reads on it."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.render.svg.card import MARGIN, Card, legible
from convcalc.render.svg.plan import Plan, output_map
from convcalc.report.figures import Windows

MOST_PANELS = 25
CELLS = range(14, 5, -1)
"""Pixels of a cell, in the order in which they are tried."""
ARROW, BETWEEN = 36, 26


def panels(card: Card, figure: Windows) -> None:
    """The panels, from the card's next line on."""
    rows, columns = figure.axes
    across, down = len(columns.planned), max(len(rows.planned), rows.windows)
    over = columns.stop - columns.planned.stop

    def wide(cell: int) -> int:
        return (across + over + columns.windows) * cell + ARROW + BETWEEN

    room = card.width - 2 * MARGIN + BETWEEN
    wanted = min(columns.windows, 3)
    cell = next((size for size in CELLS if room // wide(size) >= wanted), CELLS[-1])
    each = max(min(room // wide(cell), columns.windows), 1)
    shown, left_out = _shown(rows.windows, columns.windows)
    name, top = f"{card.name}-m", card.y + 8
    high = (down + max(rows.stop - rows.planned.stop, 0)) * cell
    for place, number in enumerate(shown):
        if place and not place % each:
            card.y += high + 34
        if left_out and place == len(shown) // 2:
            card.y += (high + 34) * bool(place % each)
            words = Message("draw.not_drawn", count=left_out)
            card.write(MARGIN, card.y, card.wording.say(words), "soft", 11)
            card.y += 24
        x = MARGIN + (place % each) * wide(cell)
        label = Message("draw.window", number=number + 1)
        card.write(x, card.y, card.wording.say(label), "soft", 11)
        plan = Plan(card, figure, cell, False, x, card.y + 8)
        if place:
            card.add(card.drawing.root, "use", href=f"#{name}", x=x - MARGIN, y=plan.y - top)
        else:
            with card.within(id=name):
                plan.input()
        _window(card, plan, number, x + (across + over) * cell)
    card.y += high + 26


def _shown(rows: int, columns: int) -> tuple[list[int], int]:
    """The windows drawn, and how many are not: of too many, the first and the last row."""
    count = rows * columns
    if count <= MOST_PANELS:
        return list(range(count)), 0
    half = min(columns, MOST_PANELS // 2)
    return [*range(half), *range(count - half, count)], count - 2 * half


def _window(card: Card, plan: Plan, number: int, x: float) -> None:
    """What a window reads, and the output with its cell filled."""
    row, column = divmod(number, plan.columns.windows)
    plan.read(row, column)
    plan.outline(row, column, stroke_width=2.2)
    high = len(plan.rows.planned) * plan.cell
    line = card.shapes("soft", "mark", stroke_width=1.2)
    card.add(line, "path", d=f"M{x + 8} {plan.y + high / 2}h18m-5 -4l5 4l-5 4")
    rows, columns, cell = plan.rows.windows, plan.columns.windows, plan.cell
    left, top = x + ARROW, max(plan.y + (high - rows * cell) / 2, plan.y)
    output_map(card, left, top, rows, columns, cell, empty=True)
    group = card.shapes("output", stroke_width=1)
    left, top = left + column * cell, top + row * cell
    card.add(group, "rect", x=left, y=top, width=cell, height=cell)
    size = legible(str(number + 1), cell, 9.5, bold=True)
    if size is not None:
        middle = (left + cell / 2, top + cell / 2, str(number + 1))
        card.numbers("output", round(size, 1), [middle], font_weight=600)
