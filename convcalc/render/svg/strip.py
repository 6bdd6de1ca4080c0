"""A row for each window along one axis, with how often each position is read below."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.network.taps import length
from convcalc.render.figures.extract import extract
from convcalc.render.measure import ems
from convcalc.render.svg.card import MARGIN, Card, folded, legible
from convcalc.render.svg.counts import LEAST_CELL, ROW, counts, runs_of
from convcalc.render.svg.element import hatch
from convcalc.render.svg.element import number as px
from convcalc.render.svg.plan import LARGEST, Plan, beside_strip, gutter
from convcalc.report.figures import Axis, Windows

BAR = 16
GAP = 40
"""Pixels of an ellipsis."""

TAPS: dict[str, tuple[tuple[str, str], dict[str, str]]] = {
    "read": (("read", "area"), {}),
    "zero": (("zero", "area"), {"stroke_dasharray": "3 2"}),
    "outside": (("read", "line"), {"stroke_dasharray": "2 2"}),
}
"""What a window reads -> how it is painted, and its line."""


class Strip:
    """The windows along an axis, under the columns of a plan if there is one; in the numbers of all
    windows they are `step` apart."""

    step = 1

    def __init__(
        self, card: Card, figure: Windows, axis: Axis, plan: Plan | None, step: int = 1
    ) -> None:
        self.card = card
        self.step = step
        self.figure = figure
        self.axis = axis
        self.input = plan is None
        self.groups: dict[tuple[Any, ...], Any] = {}
        self.x = gutter(card, figure)
        room = card.width - self.x - beside_strip(card, figure)
        wanted = LARGEST if plan is None else plan.cell
        least = min(wanted, max(LEAST_CELL, (len(str(axis.most)) + 1) * 6.2))
        self.part = extract(axis, room, least, GAP)
        cells = sum(map(length, self.part.stretches))
        gaps = GAP * (len(self.part.stretches) - 1)
        self.cell: float = min(wanted, int((room - gaps) / max(cells, 1)))
        if self.part.scaled:
            self.cell = (room - gaps) / len(self.part.stretches)
        self.right = self.at(len(self.part.stretches) - 1, self.part.stretches[-1].stop)

    def group(self, role: str, kind: str = "area", **line: Any) -> Any:
        """The group of a class: one for the whole strip, painted in the order of first use."""
        key = (role, kind, *line.items())
        if key not in self.groups:
            self.groups[key] = self.card.shapes(role, kind, **line)
        return self.groups[key]

    def at(self, place: int, position: int) -> float:
        """The left edge of a position in one of the stretches."""
        left = self.x
        for number, stretch in enumerate(self.part.stretches):
            wide = self.cell if self.part.scaled else length(stretch) * self.cell
            if number == place:
                share = (position - stretch.start) / length(stretch)
                return left + min(max(share, 0.0), 1.0) * wide
            left += wide + GAP
        return left

    def draw(self, heading: Message) -> None:
        """Everything, from the card's next line on."""
        card, axis = self.card, self.axis
        card.lines(card.wording.say(heading), 12, font_weight=600)
        self._ticks()
        if self.input:
            self._input()
        for place, number in enumerate(self.part.rows):
            if place == self.part.first and axis.windows > len(self.part.rows):
                self._left_out()
            self._row(number)
        if axis.dropped:
            self._dropped()
        card.y += 4
        counts(self)
        self._remarks()

    # what stands above

    def _ticks(self) -> None:
        card, size = self.card, 10
        ends: list[tuple[float, float]] = []
        y = card.y
        number = card.wording.number
        for mark in self._marks():
            for place, stretch in enumerate(self.part.stretches):
                if mark not in stretch:
                    continue
                words = number(mark)
                if self.part.scaled:
                    x = self.at(place, mark + (mark > 0))
                    anchor = "end" if mark else "start"
                else:
                    x, anchor = self.at(place, mark) + self.cell / 2, "middle"
                half = ems(words) * size * {"middle": 0.5}.get(anchor, 1.0)
                left = x - (half if anchor != "start" else 0)
                right = x + (half if anchor != "end" else 0)
                if all(right + 3 < a or left - 3 > b for a, b in ends) and right < card.width - 8:
                    ends.append((left, right))
                    card.write(x, y, words, "soft", size, anchor)
        card.y += 6

    def _marks(self) -> list[int]:
        axis = self.axis
        first = [0, axis.size - 1]
        if self.part.scaled:
            return first
        every = [position for stretch in self.part.stretches for position in stretch]
        wide = max(ems(self.card.wording.number(position)) for position in every)
        return [*first, *(every if wide * 10 + 3 <= self.cell else filter(axis.starts, every))]

    def _input(self) -> None:
        """The padded input as a row."""
        axis, card = self.axis, self.card
        self.label(card.wording.word("draw.input"), card.y + BAR)
        top, high = card.y + 2, BAR + 4
        for place, stretch in enumerate(self.part.stretches):
            for role, first, stop, more in (
                ("padding", axis.start, 0, {"stroke_dasharray": "3 2"}),
                ("padding", axis.size, axis.padded, {"stroke_dasharray": "3 2"}),
                ("input", 0, axis.size, {}),
            ):
                low, end = max(first, stretch.start), min(stop, stretch.stop)
                if low >= end:
                    continue
                card.used.add(role)
                left, right = self.at(place, low), self.at(place, end)
                group = self.group(role, stroke_width=0.8, **more)
                card.add(group, "rect", x=left, y=top, width=right - left, height=high)
                if not self.part.scaled and end - low > 1:
                    lines = "".join(
                        f"M{px(self.at(place, at))} {px(top)}v{high}" for at in range(low + 1, end)
                    )
                    card.add(group, "path", d=lines)
        for run in runs_of(self) or ():
            if not run.times and 0 <= run.first < axis.size:
                left, right = self.at(run.place, run.first), self.at(run.place, run.stop)
                group = self.group("unread", stroke_width=0.8)
                card.add(group, "rect", x=left, y=top, width=right - left, height=high)
                lines = self.group("unread", "line", stroke_width=0.8)
                card.add(lines, "path", d=hatch(left, top, right - left, high, 7))
        self.ellipsis(top + high / 2 + 3)
        card.y += ROW + 10

    def label(self, words: str, y: float) -> None:
        """What stands left of a row."""
        self.card.write(self.x - 10, y, words, "soft", 11, "end")

    def ellipsis(self, y: float) -> None:
        """Between the stretches."""
        if len(self.part.stretches) > 1:
            stretch = self.part.stretches[0]
            x = self.at(0, stretch.stop) + GAP / 2
            self.card.write(x, y, "⋯", "soft", 12, "middle")

    # windows

    def _row(self, number: int) -> None:
        card, axis = self.card, self.axis
        words = card.wording.say(Message("draw.window", number=number * self.step + 1))
        y = card.y
        self.label(words, y + 12)
        taps = axis.taps(number)
        for place, stretch in self.track(taps, y):
            if self.part.scaled:
                self._bar(place, taps, y)
            else:
                self._taps(place, stretch, taps, y)
        self._output(number, y)
        card.y += ROW

    def track(self, taps: range, y: float) -> Iterator[tuple[int, range]]:
        """The line of a row and, if there are gaps, that between the taps; each stretch, by its
        place, that taps may lie in."""
        rule = self.group("soft", "line", stroke_width=1)
        for place, stretch in enumerate(self.part.stretches):
            self._level(rule, self.at(place, stretch.start), self.at(place, stretch.stop), y)
            if taps[-1] < stretch.start or taps[0] >= stretch.stop:
                continue
            if taps.step > 1:
                self.card.used.add("gap")
                line = self.group("read", "line", stroke_width=1.6)
                self._level(line, self.at(place, taps[0]), self.at(place, taps[-1] + 1), y)
            yield place, stretch

    def _level(self, group: Any, left: float, right: float, y: float) -> None:
        self.card.add(group, "path", d=f"M{px(left)} {px(y + 8)}h{px(right - left)}")

    def _taps(self, place: int, stretch: range, taps: range, y: float) -> None:
        card, axis, figure = self.card, self.axis, self.figure
        found: dict[str, list[int]] = {"zero": [], "outside": [], "read": []}
        numerals = []
        for position in taps:
            if position not in stretch:
                continue
            role = "read" if 0 <= position < axis.size else "zero"
            if position >= axis.padded:
                role = "outside"
                card.used.add("outside")
            found[role].append(position)
            if role == "zero":
                card.used.add("zero")
                copied = figure.copied(axis, position)
                words = "0" if figure.border == "zero" else "" if copied is None else str(copied)
                if words and legible(words, self.cell, 10) == 10:
                    x = self.at(place, position) + self.cell / 2
                    numerals.append((x, y + 8, words))
        for role, positions in found.items():
            if not positions:
                continue
            group = self.group(*TAPS[role][0], stroke_width=1, **TAPS[role][1])
            for position in positions:
                x = self.at(place, position) + 1
                card.add(group, "rect", x=x, y=y, width=self.cell - 2, height=BAR, rx=2)
        card.numbers("zero", 10, numerals)

    def _bar(self, place: int, taps: range, y: float) -> None:
        card = self.card
        left, right = self.at(place, taps[0]), max(self.at(place, taps[-1] + 1), 0)
        wide = max(right - left, 2)
        group = self.group("read", stroke_width=1)
        card.add(group, "rect", x=left, y=y, width=wide, height=BAR, rx=2)
        number = card.wording.number
        words = f"{number(taps[0])} … {number(taps[-1])}"
        if ems(words) * 10 + 6 <= wide:
            card.numbers("read", 10, [(left + wide / 2, y + 8, words)])

    def _output(self, number: int, y: float) -> None:
        """An arrow and the number of the output."""
        card = self.card
        words = card.wording.number(number * self.step + 1)
        line = self.group("soft", "mark", stroke_width=1)
        card.add(line, "path", d=f"M{px(self.right + 8)} {px(y + 8)}h11m-4 -3.5l4 3.5l-4 3.5")
        wide = max(24, ems(words) * 11 + 10)
        group = self.group("output", stroke_width=1)
        card.add(group, "rect", x=self.right + 24, y=y, width=wide, height=BAR, rx=2)
        card.numbers("output", 11, [(self.right + 24 + wide / 2, y + 8, words)], font_weight=600)

    def _left_out(self) -> None:
        card = self.card
        count = self.axis.windows - len(self.part.rows)
        words = card.wording.say(Message("draw.not_drawn", count=count))
        self.label("⋮", card.y + 12)
        for line in folded(words, 11, card.width - MARGIN - self.x):
            card.write(self.x, card.y + 12, line, "soft", 11)
            card.y += ROW - 4
        card.y += 4

    def _dropped(self) -> None:
        """The window that rounding up would give: a row of ghosts, if there is room for them."""
        card, axis = self.card, self.axis
        number = axis.windows * self.step + 1
        self.label(card.wording.say(Message("draw.window", number=number)), card.y + 12)
        words = card.wording.say(Message("draw.dropped", count=axis.dropped))
        first, *rest = folded(words, 11, card.width - MARGIN - self.x)
        card.write(self.x, card.y + 12, first, "soft", 11)
        begin = axis.taps(axis.windows)[0]
        stretch = self.part.stretches[-1]
        if not self.part.scaled and begin in stretch:
            group = self.group("padding", "line", stroke_width=1, stroke_dasharray="2 2")
            left = self.at(len(self.part.stretches) - 1, begin)
            if left > self.x + ems(words) * 11 * 1.08 + 8:
                for place in range(3):
                    x = left + place * self.cell + 1
                    if x + self.cell < card.width - MARGIN:
                        wide = self.cell - 2
                        card.add(group, "rect", x=x, y=card.y, width=wide, height=BAR, rx=2)
        for line in rest:
            card.y += 14
            card.write(self.x, card.y + 12, line, "soft", 11)
        card.y += ROW

    def _remarks(self) -> None:
        """What is left over, under a bracket, and what is clipped."""
        card, axis = self.card, self.axis
        pixels, padding = axis.left
        if pixels or padding:
            place = len(self.part.stretches) - 1
            left = self.at(place, max(axis.reached, 0 if pixels else axis.size))
            right = self.at(place, axis.size if pixels else axis.padded)
            line = self.group("soft", "mark", stroke_width=1)
            card.add(line, "path", d=f"M{px(left)} {px(card.y - 5)}v5H{px(right)}v-5")
            code, count = ("draw.left_over", pixels) if pixels else ("draw.padding_left", padding)
            words = card.wording.say(Message(code, count=count))
            role, weight = ("ground", 600) if pixels else ("soft", 400)
            card.y += 14
            if right - ems(words) * 11 * 1.08 > MARGIN:
                card.write(right, card.y, words, role, 11, "end", font_weight=weight)
            else:
                card.write(MARGIN, card.y, words, role, 11, font_weight=weight)
            card.y += 4
        if not self.part.scaled and axis.gaps:
            card.y += 10
            words = card.wording.word("draw.gaps_unread")
            card.lines(words, 11, "ground", font_weight=600)
            card.y -= 4
        clipped = axis.clipped(axis.windows - 1)
        if clipped:
            kernel = length(axis.taps(axis.windows - 1))
            fields = {"number": axis.windows, "count": clipped, "kernel": kernel}
            card.y += 10
            card.lines(card.wording.say(Message("draw.clipped", **fields)), 11, "soft")
            card.y -= 4
