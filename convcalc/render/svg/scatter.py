"""The sheet of a transposed convolution: map, axis, formula, legend."""

from __future__ import annotations

from math import prod
from zlib import crc32

from convcalc.errors import Message
from convcalc.render import Style
from convcalc.render.figures.lanes import Lanes
from convcalc.render.svg.canvas import Canvas, Stretched
from convcalc.render.svg.card import BETWEEN, Card
from convcalc.render.svg.lane_strip import LaneStrip
from convcalc.render.svg.windows import formulas, heading, legend
from convcalc.render.wording import Wording
from convcalc.report.figures import Scatter, alike

NAME = "scatter"
MOST_TOLD = 8
"""Rows that the description tells one by one."""


def drawn(figures: list[Scatter], wording: Wording, style: Style) -> str:
    """The picture as SVG."""
    (figure,) = figures
    title = wording.say(figure.title)
    settings = " · ".join(map(wording.say, figure.settings))
    about = " ".join([f"{title}: {settings}.", *_described(figure, wording)])
    card = Card(f"{NAME}{crc32(repr(figure).encode()):x}", title, about, wording, style)
    card.y -= 4
    card.lines(settings, 12.5, "soft")
    card.lines(wording.say(figure.means), 12, "soft")
    card.y += BETWEEN - 10
    plan = (Canvas if figure.view == "scatter" else Stretched).fitting(card, figure)
    if plan is not None:
        plan.draw()
        card.y += BETWEEN
    groups = alike(figure.axes)
    for axis, numbers in groups:
        told = heading(len(figure.axes), numbers, len(groups))
        LaneStrip(card, figure, Lanes(axis, figure.view), plan).draw(told)
        card.y += BETWEEN - 8
    formulas(card, figure.formulas, len(figure.axes))
    legend(card, _legend(card, figure))
    return card.finish()


def _described(figure: Scatter, wording: Wording) -> list[str]:
    """A sentence for each row, or for the first and the last."""
    told = []
    for axis in dict.fromkeys(reversed(figure.axes)):
        lanes = Lanes(axis, figure.view)
        rows = range(lanes.windows) if lanes.windows <= MOST_TOLD else (0, lanes.windows - 1)
        for number in rows:
            taps = lanes.taps(number)
            if lanes.writes:
                fields = {"number": number + 1, "first": taps[0], "last": taps[-1]}
                told.append(wording.say(Message("draw.about.written", **fields)))
            else:
                fields = {"number": number + 1, "count": axis.times(number)}
                told.append(wording.say(Message("draw.about.window_zeros", **fields)))
    return told


LEGEND = (
    ("input", "input", "draw.input"),
    ("inserted", "inserted", "draw.legend.inserted"),
    ("cropped", "padding", "draw.legend.cropped"),
    ("padding", "padding", "draw.legend.padded_zero"),
    ("read", "read", "draw.legend.written"),
    ("first", "read", "draw.legend.written_first"),
    ("met", "read", "draw.legend.met"),
    ("zero", "zero", "draw.legend.met_zero"),
    ("last", "last", "draw.legend.last_input"),
    ("last_window", "last", "draw.legend.last"),
    ("gap", "gap", "draw.legend.gap"),
    ("times2", "times2", "draw.legend.times"),
    ("output", "output", "draw.legend.output"),
    ("unread", "unread", "draw.legend.never_written"),
)
"""What may occur, the role that it is painted in, and what is said of it."""


def _legend(card: Card, figure: Scatter) -> list[tuple[str, Message]]:
    if "first" in card.used:
        card.used.discard("read")
    last = prod(axis.outputs for axis in figure.axes)
    return [(role, Message(code, number=last)) for one, role, code in LEGEND if one in card.used]
