"""The kernel as a small object above an arrow, between two maps."""

from __future__ import annotations

from convcalc.render.svg.card import Card, grid
from convcalc.report.document import Sizes


def kernel_arrow(
    card: Card,
    taps: tuple[range, range],
    sizes: Sizes | None,
    x: float,
    y: float,
    down: bool = False,
    kernel: bool = True,
) -> None:
    """The kernel as a small object, an arrow, its name, and its sizes if they are given."""
    name = card.wording.word("draw.kernel" if kernel else "draw.moving_window")
    spans = [one[-1] + 1 - one[0] for one in taps]
    small = min(10.0, 50 / max(spans))
    high, wide = spans[0] * small, spans[1] * small
    left = x + (0 if down else (50 - wide) / 2)
    _kernel(card, taps, left, y if down else y - 14 - high, small)
    told = "" if sizes is None else card.wording.value(sizes)
    line = card.shapes("soft", "mark", stroke_width=1.6)
    if down:
        card.add(line, "path", d=f"M{x + 70:.2f} {y:.2f}v46m-5 -6l5 6l5 -6")
        card.write(x + 84, y + 20, f"{name} {told}".rstrip(), "soft", 11)
        return
    card.add(line, "path", d=f"M{x:.2f} {y:.2f}h50m-6 -5l6 5l-6 5")
    card.write(x + 25, y + 17, name, "soft", 11, "middle")
    if told:
        card.write(x + 25, y + 31, told, "soft", 11, "middle")


def _kernel(card: Card, taps: tuple[range, range], x: float, y: float, small: float) -> None:
    rows, columns = taps
    if rows.step > 1 or columns.step > 1:
        frame = card.shapes("read", "line", stroke_width=0.8)
        wide, high = (columns[-1] - columns[0] + 1) * small, (rows[-1] - rows[0] + 1) * small
        card.add(frame, "rect", x=x, y=y, width=wide, height=high)
    group = card.shapes("read", stroke_width=0.8)
    if rows.step == columns.step == 1:
        wide, high = len(columns) * small, len(rows) * small
        card.add(group, "rect", x=x, y=y, width=wide, height=high)
        if len(rows) * len(columns) > 1 and small >= 3:
            card.add(group, "path", d=grid(x, y, len(columns), len(rows), small))
        return
    for row in rows:
        for column in columns:
            place = {"x": x + (column - columns[0]) * small, "y": y + (row - rows[0]) * small}
            card.add(group, "rect", **place, width=small, height=small)
