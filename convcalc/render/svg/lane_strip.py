"""A row for each input pixel, or each output, of a transposed convolution along one axis."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.render.figures.extract import extract
from convcalc.render.figures.lanes import Lanes
from convcalc.render.measure import ems
from convcalc.render.palette import shade_of
from convcalc.render.svg.areas import Areas
from convcalc.render.svg.canvas import Canvas
from convcalc.render.svg.card import MARGIN, Card
from convcalc.render.svg.counts import LEAST_CELL, ROW
from convcalc.render.svg.plan import GUTTER, LARGEST
from convcalc.render.svg.strip import BAR, GAP, Strip
from convcalc.report.figures import Scatter


class LaneStrip(Strip):
    """The rows of one view, under the columns of a plan if there is one."""

    axis: Lanes  # type: ignore[assignment]  # rows of another kind, seen alike

    def __init__(self, card: Card, figure: Scatter, lanes: Lanes, plan: Canvas | None) -> None:
        self.card = card
        self.axis = lanes
        self.groups = {}
        self.row = "draw.input_number" if lanes.writes else "draw.window"
        labels = [Message(self.row, number=lanes.windows)]
        labels.append(Message("draw.times_written" if lanes.writes else "draw.input"))
        widest = max(ems(card.wording.say(label)) for label in labels) * 11
        self.x = plan.x if plan else max(GUTTER, MARGIN + 12 + widest)
        self.beside = 0.0
        if not lanes.writes:
            met = card.wording.word("draw.real_met")
            self.beside = 34 + max(24, ems(card.wording.number(lanes.windows)) * 11 + 12)
            self.beside += max(ems(met) * 11, 24)
        room = card.width - self.x - self.beside - MARGIN
        wanted = LARGEST if plan is None else plan.cell
        least = min(wanted, LEAST_CELL)
        self.part = extract(lanes, room, least, GAP)
        cells = sum(one.stop - one.start for one in self.part.stretches)
        gaps = GAP * (len(self.part.stretches) - 1)
        self.cell: float = min(wanted, int((room - gaps) / max(cells, 1)))
        if self.part.scaled:
            self.cell = (room - gaps) / len(self.part.stretches)
        self.right = self.at(len(self.part.stretches) - 1, self.part.stretches[-1].stop)

    def draw(self, heading: Message) -> None:
        """Everything, from the card's next line on."""
        card, lanes = self.card, self.axis
        card.lines(card.wording.say(heading), 12, font_weight=600)
        if lanes.writes:
            self._ticks()
        else:
            self._stretched()
        for place, number in enumerate(self.part.rows):
            if place == self.part.first and lanes.windows > len(self.part.rows):
                self._left_out()
            self._row(number)
        card.y += 4
        if lanes.writes and not self.part.scaled:
            self._counts()

    def _left_out(self) -> None:
        card, code = self.card, "draw.inputs_not_drawn" if self.axis.writes else "draw.not_drawn"
        words = card.wording.say(Message(code, count=self.axis.windows - len(self.part.rows)))
        x = min(self.x, card.width - MARGIN - ems(words) * 11)
        if x == self.x:
            self.label("⋮", card.y + 12)
        card.write(x, card.y + 12, words, "soft", 11)
        card.y += ROW

    def _stretched(self) -> None:
        """The stretched input as a row, or the positions where there is no room for one."""
        card, lanes = self.card, self.axis
        told = card.wording.word("draw.real_met")
        card.write(self.right + self.beside - ems(told) * 5.5, card.y, told, "soft", 11, "middle")
        if self.part.scaled:
            card.y += 6
            return
        self.label(card.wording.word("draw.input"), card.y + BAR + 2)
        plain, zeros = Areas(card), Areas(card)
        dashed = Areas(card, stroke_dasharray="3 2")
        for place, stretch in enumerate(self.part.stretches):
            for position in stretch:
                kind = lanes.kind(position)
                role, pixel = {"pixel": "input"}.get(kind, kind), lanes.axis.pixel(position)
                card.used.add(role)
                words = "0" if pixel is None else str(pixel + 1)
                cells = {"padding": dashed, "inserted": zeros}.get(kind, plain)
                cells.put(role, self.at(place, position), card.y + 5, self.cell, BAR, words)
        for cells in (dashed, zeros):
            cells.draw(weight=400)
        plain.draw()
        self.ellipsis(card.y + 17)
        card.y += ROW + 10

    def _row(self, number: int) -> None:
        card, lanes = self.card, self.axis
        y, taps = card.y, lanes.taps(number)
        self.label(card.wording.say(Message(self.row, number=number + 1)), y + 12)
        for place, stretch in self.track(taps, y):
            if self.part.scaled:
                card.used.add("read" if lanes.writes else "met")
                self._bar(place, taps, y)
            else:
                self._lane(place, stretch, taps)
        if not lanes.writes:
            card.used.add("output")
            self._output(number, y)
            words = card.wording.number(lanes.axis.times(number))
            told = card.wording.word("draw.real_met")
            middle = self.right + self.beside - ems(told) * 5.5
            card.write(middle, y + 12, words, "ground", 11, "middle", font_weight=600)
        card.y += ROW

    def _lane(self, place: int, stretch: range, taps: range) -> None:
        card, lanes = self.card, self.axis
        plain, dashed = Areas(card, stroke_width=1), Areas(card, stroke_dasharray="3 2")
        for position in taps:
            if position not in stretch:
                continue
            kind = lanes.kind(position)
            real = kind in ("output", "pixel")
            words = ""
            if not lanes.writes:
                pixel = lanes.axis.pixel(position)
                words = "0" if pixel is None else str(pixel + 1)
                card.used.add("met" if real else "zero")
            elif real:
                card.used.add("read")
            else:
                card.used.add("cropped")
            x = self.at(place, position) + 1
            cells = plain if real else dashed
            cells.put("read" if real else "zero", x, card.y, self.cell - 2, BAR, words)
        dashed.draw(weight=400)
        plain.draw()

    def _counts(self) -> None:
        card, axis = self.card, self.axis.axis
        self.label(card.wording.word("draw.times_written"), card.y + 14)
        places = [(n, at) for n, stretch in enumerate(self.part.stretches) for at in stretch]
        most = max(axis.times(at) for _, at in places if 0 <= at < axis.outputs)
        plain, dashed = Areas(card), Areas(card, stroke_dasharray="3 2")
        for place, at in places:
            box = self.at(place, at), card.y, self.cell, ROW
            if not 0 <= at < axis.outputs:
                dashed.put("padding", *box)
                continue
            times = axis.times(at)
            card.used |= set() if times else {"unread"}
            plain.put(
                f"times{shade_of(times, most)}" if times else "unread", *box, str(times or "")
            )
        dashed.draw()
        plain.draw()
        self.ellipsis(card.y + 13)
        card.y += ROW + 8
