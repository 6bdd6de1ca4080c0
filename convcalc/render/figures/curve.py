"""A number at each layer in characters: a bar for each, several layers sharing one where there are
many (the largest is shown)."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.render.figures.amounts import amount, curve_caption
from convcalc.render.figures.profile import UPWARD
from convcalc.render.measure import cells, pad, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.render.figures import Line
    from convcalc.render.wording import Wording
    from convcalc.report.figures import Curve

HEIGHT = 8
WIDEST = 3
INDENT = "  "


def lines(figure: Curve, wording: Wording, width: int) -> list[Line]:
    """The curve without its title."""
    values = [value for _, value in figure.points]
    most = max(*values, figure.limit or 0, 1)
    top = amount(most, figure.kind == "memory", wording)
    label = cells(top) + len(INDENT) + 1
    room = width - label
    step = -(-len(values) // room)
    bars = [max(values[at : at + step]) for at in range(0, len(values), step)]
    wide = min(WIDEST, room // len(bars))
    scale = HEIGHT * 8 / most
    heights = [max(round(value * scale), int(value > 0)) for value in bars]
    limit = None if figure.limit is None else min(int(figure.limit * scale / 8), HEIGHT - 1)
    drawn: list[Line] = [[]]
    for row in range(HEIGHT - 1, -1, -1):
        left = top if row == HEIGHT - 1 else "0" if row == 0 else ""
        line: Line = [(INDENT + pad(left, label - 3, right=True) + " ", "dim")]
        for value, height in zip(bars, heights, strict=True):
            sign = _sign(height, row, wording.ascii)
            if sign == " " and row == limit:
                line.append(("-" * wide if wording.ascii else "╌" * wide, "dim"))
            else:
                peak = figure.kind == "memory" and value == most
                line.append((sign * wide, "read" if peak else "input"))
        if row == limit:
            words = wording.say(Message("draw.input_line", size=figure.limit))
            used = label + len(bars) * wide
            line.append((" " + words if used + cells(words) < width else "", "dim"))
        drawn.append(line)
    return [
        *drawn,
        *_stages(figure, wording, label, wide / step),
        [],
        *[[(INDENT + line, "dim")] for line in wrap(curve_caption(figure, wording), width - 2)],
    ]


def _sign(height: int, row: int, ascii: bool) -> str:
    """One cell of a bar of so many eighths; the lowest shows all that is not zero."""
    eighths = height - row * 8
    if ascii:
        return "#" if eighths >= (4 if row else 1) else " "
    return UPWARD[min(max(eighths, 0), 8)]


def _stages(figure: Curve, wording: Wording, label: int, scale: float) -> list[Line]:
    text = ""
    for band in figure.bands:
        start, room = round(band.start * scale), int((band.stop - band.start) * scale) - 1
        name = wording.text(band.name)
        if cells(name) <= room and cells(text) <= start:
            text += " " * (start - cells(text)) + name
    return [[(" " * label + text, "dim")]] if text.strip() else []
