"""How often each position of an axis is read: numbers on a ramp of five shades."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.errors import Message
from convcalc.record import NamedTuple
from convcalc.render.palette import shade_of
from convcalc.render.svg.card import legible
from convcalc.render.svg.element import hatch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.render.svg.strip import Strip

ROW = 20
LEAST_CELL = 13
"""Pixels of a cell that has a number."""
MOST_RUNS = 40
"""Stretches of equal counts that a row of bars tells."""


class AlikeCounts(NamedTuple):
    """Positions of one stretch, the `place`-th, that are read equally often."""

    place: int
    first: int
    stop: int
    times: int


def counts(strip: Strip) -> None:
    """The row, at the card's next line."""
    card, y = strip.card, strip.card.y
    strip.label(card.wording.word("draw.times_read"), y + 14)
    runs = runs_of(strip)
    if runs is None:
        words = card.wording.say(Message("draw.at_most", count=strip.axis.most))
        card.write(strip.x, y + 14, words, "soft", 11)
    else:
        _draw(strip, runs, y)
        strip.ellipsis(y + 13)
    card.y += ROW + 8


def _draw(strip: Strip, runs: list[AlikeCounts], y: float) -> None:
    card, axis = strip.card, strip.axis
    hatches, plates = [], []
    for run in runs:
        x, right = strip.at(run.place, run.first), strip.at(run.place, run.stop)
        shade = f"times{shade_of(run.times, axis.most)}"
        dashes = {} if 0 <= run.first < axis.size else {"stroke_dasharray": "3 2"}
        role = shade if run.times else "padding" if dashes else "unread"
        group = strip.group(role, stroke_width=0.8, **dashes)
        card.add(group, "rect", x=x, y=y, width=right - x, height=ROW)
        words = card.wording.number(run.times)
        size = legible(words, right - x, 11)
        middle = (x + right) / 2
        if not run.times and dashes:  # padding: that it is not read loses nothing
            if right - x >= LEAST_CELL:
                card.numbers("unread", 11, [(middle, y + 10, words)])
        elif not run.times:
            card.used.add("unread")
            hatches.append(hatch(x, y, right - x, ROW, 7))
            if right - x >= LEAST_CELL:
                plates.append(middle)
                card.numbers("unread", 11, [(middle, y + 10, words)], font_weight=600)
        elif size is not None:
            card.numbers(shade, round(size, 1), [(middle, y + 10, words)])
    if hatches:
        lines = strip.group("unread", "line", stroke_width=0.8)
        card.add(lines, "path", d="".join(hatches))
        group = strip.group("unread", "flat")
        for middle in plates:
            card.add(group, "rect", x=middle - 5, y=y + 4, width=10, height=12)


def runs_of(strip: Strip) -> list[AlikeCounts] | None:
    """The runs: cells, or to scale; None where there are too many to be told."""
    found: list[AlikeCounts] = []
    for number, run in enumerate(_every(strip)):
        if strip.part.scaled and number > 4 * MOST_RUNS:
            return None
        last = found[-1] if found else None
        edges = 0, strip.axis.size
        if not strip.part.scaled or last is None or run.first in edges or run.place != last.place:
            found.append(run)
        elif run.times == last.times:
            found[-1] = last._replace(stop=run.stop)
        else:
            found.append(run)
    return None if strip.part.scaled and len(found) > MOST_RUNS else found


def _every(strip: Strip) -> Iterator[AlikeCounts]:
    axis = strip.axis
    for place, stretch in enumerate(strip.part.stretches):
        at, stop = stretch.start, min(stretch.stop, axis.padded)
        while at < stop:
            edge = 0 if at < 0 else axis.size if at < axis.size else stop
            end = min(axis.steady(at), stop, edge) if strip.part.scaled else at + 1
            yield AlikeCounts(place, at, end, axis.times(at))
            at = end
