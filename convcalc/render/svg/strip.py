"""A row for each window along one axis, with how often each position is read below."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.render.figures.extract import extract
from convcalc.render.measure import ems
from convcalc.render.svg.card import MARGIN, Card, legible
from convcalc.render.svg.element import hatch
from convcalc.render.svg.plan import LARGEST, Plan, beside_strip, gutter
from convcalc.report.figures import Axis, Windows

ROW, BAR = 20, 16
GAP = 40
"""Pixels of an ellipsis."""
LEAST_CELL = 13
MOST_RUNS = 40
"""Stretches of equal counts that a row of bars tells."""
SHADES = 5

TAPS: dict[str, tuple[tuple[str, str], dict[str, str]]] = {
    "read": (("read", "area"), {}),
    "zero": (("zero", "area"), {"stroke_dasharray": "3 2"}),
    "outside": (("read", "line"), {"stroke_dasharray": "2 2"}),
}
"""What a window reads -> how it is painted, and its line."""


class Strip:
    """The windows along an axis, under the columns of a plan if there is one."""

    def __init__(self, card: Card, figure: Windows, axis: Axis, plan: Plan | None) -> None:
        self.card = card
        self.figure = figure
        self.axis = axis
        self.input = plan is None
        self.x = gutter(card, figure)
        room = card.width - self.x - beside_strip(card, figure)
        wanted = LARGEST if plan is None else plan.cell
        least = min(wanted, max(LEAST_CELL, (len(str(axis.most)) + 1) * 6.2))
        self.part = extract(axis, room, least, GAP)
        cells = sum(map(len, self.part.stretches))
        gaps = GAP * (len(self.part.stretches) - 1)
        self.cell: float = min(wanted, int((room - gaps) / max(cells, 1)))
        if self.part.scaled:
            self.cell = (room - gaps) / len(self.part.stretches)
        self.right = self.at(len(self.part.stretches) - 1, self.part.stretches[-1].stop)

    def at(self, place: int, position: int) -> float:
        """The left edge of a position in one of the stretches."""
        left = self.x
        for number, stretch in enumerate(self.part.stretches):
            wide = self.cell if self.part.scaled else len(stretch) * self.cell
            if number == place:
                share = (position - stretch.start) / len(stretch)
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
        self._counts()
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
        self._label(card.wording.word("draw.input"), card.y + BAR)
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
                group = card.shapes(role, stroke_width=0.8, **more)
                card.add(group, "rect", x=left, y=top, width=right - left, height=high)
                if not self.part.scaled and end - low > 1:
                    lines = "".join(
                        f"M{self.at(place, at):.2f} {top:.2f}v{high}" for at in range(low + 1, end)
                    )
                    card.add(group, "path", d=lines)
        self._ellipsis(top + high / 2 + 3)
        card.y += ROW + 10

    def _label(self, words: str, y: float) -> None:
        self.card.write(self.x - 10, y, words, "soft", 11, "end")

    def _ellipsis(self, y: float) -> None:
        if len(self.part.stretches) > 1:
            stretch = self.part.stretches[0]
            x = self.at(0, stretch.stop) + GAP / 2
            self.card.write(x, y, "⋯", "soft", 12, "middle")

    # windows

    def _row(self, number: int) -> None:
        card, axis = self.card, self.axis
        words = card.wording.say(Message("draw.window", number=number + 1))
        y = card.y
        self._label(words, y + 12)
        taps = axis.taps(number)
        rule = card.shapes("soft", "line", stroke_width=1)
        line = card.shapes("read", "line", stroke_width=1.6)
        for place, stretch in enumerate(self.part.stretches):
            left, right = self.at(place, stretch.start), self.at(place, stretch.stop)
            card.add(rule, "path", d=f"M{left:.2f} {y + 8:.2f}h{right - left:.2f}")
            if taps[-1] < stretch.start or taps[0] >= stretch.stop:
                continue
            if taps.step > 1:
                card.used.add("gap")
                a, b = self.at(place, taps[0]), self.at(place, taps[-1] + 1)
                card.add(line, "path", d=f"M{a:.2f} {y + 8:.2f}h{b - a:.2f}")
            if self.part.scaled:
                self._bar(place, taps, y)
            else:
                self._taps(place, stretch, taps, y)
        if not len(line):
            card.drawing.root.remove(line)
        self._output(number, y)
        card.y += ROW

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
                copied = figure.copied(axis, position)
                words = "0" if figure.border == "zero" else "" if copied is None else str(copied)
                size = legible(words, self.cell, 11) if words else None
                if size is not None:
                    x = self.at(place, position) + self.cell / 2
                    numerals.append((x, y + 8, words))
        for role, positions in found.items():
            if not positions:
                continue
            group = card.shapes(*TAPS[role][0], stroke_width=1, **TAPS[role][1])
            for position in positions:
                x = self.at(place, position) + 1
                card.add(group, "rect", x=x, y=y, width=self.cell - 2, height=BAR, rx=2)
        card.numbers("zero", 10, numerals)

    def _bar(self, place: int, taps: range, y: float) -> None:
        card = self.card
        left, right = self.at(place, taps[0]), max(self.at(place, taps[-1] + 1), 0)
        wide = max(right - left, 2)
        group = card.shapes("read", stroke_width=1)
        card.add(group, "rect", x=left, y=y, width=wide, height=BAR, rx=2)
        number = card.wording.number
        words = f"{number(taps[0])} … {number(taps[-1])}"
        if ems(words) * 10 + 6 <= wide:
            card.numbers("read", 10, [(left + wide / 2, y + 8, words)])

    def _output(self, number: int, y: float) -> None:
        """An arrow and the number of the output."""
        card = self.card
        words = card.wording.number(number + 1)
        line = card.shapes("soft", "mark", stroke_width=1)
        card.add(line, "path", d=f"M{self.right + 8:.2f} {y + 8:.2f}h11m-4 -3.5l4 3.5l-4 3.5")
        wide = max(24, ems(words) * 11 + 10)
        group = card.shapes("output", stroke_width=1)
        card.add(group, "rect", x=self.right + 24, y=y, width=wide, height=BAR, rx=2)
        card.numbers("output", 11, [(self.right + 24 + wide / 2, y + 8, words)], font_weight=600)

    def _left_out(self) -> None:
        card = self.card
        count = self.axis.windows - len(self.part.rows)
        words = card.wording.say(Message("draw.not_drawn", count=count))
        self._label("⋮", card.y + 12)
        card.write(self.x, card.y + 12, words, "soft", 11)
        card.y += ROW

    def _dropped(self) -> None:
        """The window that rounding up would give: a row of ghosts, if there is room for them."""
        card, axis = self.card, self.axis
        self._label(card.wording.say(Message("draw.window", number=axis.windows + 1)), card.y + 12)
        words = card.wording.say(Message("draw.dropped", count=axis.dropped))
        card.write(self.x, card.y + 12, words, "soft", 11)
        begin = axis.taps(axis.windows)[0]
        stretch = self.part.stretches[-1]
        if not self.part.scaled and begin in stretch:
            group = card.shapes("padding", "line", stroke_width=1, stroke_dasharray="2 2")
            left = self.at(len(self.part.stretches) - 1, begin)
            if left > self.x + ems(words) * 11 * 1.08 + 8:
                for number in range(3):
                    x = left + number * self.cell + 1
                    if x + self.cell < card.width - MARGIN:
                        wide = self.cell - 2
                        card.add(group, "rect", x=x, y=card.y, width=wide, height=BAR, rx=2)
        card.y += ROW

    # how often

    def _counts(self) -> None:
        card, axis = self.card, self.axis
        y = card.y
        self._label(card.wording.word("draw.times_read"), y + 14)
        runs = [run for place in range(len(self.part.stretches)) for run in self._runs(place)]
        if len(runs) > MOST_RUNS and self.part.scaled:
            words = card.wording.say(Message("draw.at_most", count=axis.most))
            card.write(self.x, y + 14, words, "soft", 11)
            card.y += ROW + 8
            return
        hatches = []
        for place, first, stop, times in runs:
            x, right = self.at(place, first), self.at(place, stop)
            if not times:
                card.used.add("unread")
                group = card.shapes("unread", stroke_width=0.8)
                card.add(group, "rect", x=x, y=y, width=right - x, height=ROW)
                hatches.append(hatch(x, y, right - x, ROW, 7))
            else:
                inside = 0 <= first < axis.size
                dashes = {} if inside else {"stroke_dasharray": "3 2"}
                group = card.shapes(f"times{self._shade(times)}", stroke_width=0.8, **dashes)
                card.add(group, "rect", x=x, y=y, width=right - x, height=ROW)
            words = card.wording.number(times)
            size = legible(words, right - x, 11)
            if size is not None:
                role = f"times{self._shade(times)}" if times else "unread"
                weight = {} if times else {"font_weight": 600}
                card.numbers(role, round(size, 1), [((x + right) / 2, y + 10, words)], **weight)
        if hatches:
            lines = card.shapes("unread", "line", stroke_width=0.8)
            card.add(lines, "path", d="".join(hatches))
            plates = card.shapes("unread", "flat")
            for place, first, stop, times in runs:
                middle = (self.at(place, first) + self.at(place, stop)) / 2
                if not times and self.at(place, stop) - self.at(place, first) >= LEAST_CELL:
                    card.add(plates, "rect", x=middle - 5, y=y + 4, width=10, height=12)
        self._ellipsis(y + 13)
        card.y += ROW + 8

    def _shade(self, times: int) -> int:
        most = self.axis.most
        return times if most <= SHADES else 1 + (times - 1) * (SHADES - 1) // (most - 1)

    def _runs(self, place: int) -> list[tuple[int, int, int, int]]:
        """Stretches of positions with the same count: cells, or to scale."""
        axis, stretch = self.axis, self.part.stretches[place]
        stop = min(stretch.stop, axis.padded)
        if not self.part.scaled:
            return [(place, at, at + 1, axis.times(at)) for at in range(stretch.start, stop)]
        found: list[tuple[int, int, int, int]] = []
        at = stretch.start
        while at < stop and len(found) <= MOST_RUNS:
            end = min(axis.steady(at), stop)
            if found and found[-1][3] == axis.times(at):
                found[-1] = (place, found[-1][1], end, found[-1][3])
            else:
                found.append((place, at, end, axis.times(at)))
            at = end
        return found

    def _remarks(self) -> None:
        """What is left over, under a bracket, and what is clipped."""
        card, axis = self.card, self.axis
        pixels, padding = axis.left
        if pixels or padding:
            place = len(self.part.stretches) - 1
            left = self.at(place, max(axis.reached, 0 if pixels else axis.size))
            right = self.at(place, axis.size if pixels else axis.padded)
            line = card.shapes("soft", "mark", stroke_width=1)
            card.add(line, "path", d=f"M{left:.2f} {card.y - 5:.2f}v5H{right:.2f}v-5")
            code, count = ("draw.left_over", pixels) if pixels else ("draw.padding_left", padding)
            words = card.wording.say(Message(code, count=count))
            role, weight = ("ground", 600) if pixels else ("soft", 400)
            card.y += 14
            if right - ems(words) * 11 * 1.08 > MARGIN:
                card.write(right, card.y, words, role, 11, "end", font_weight=weight)
            else:
                card.write(MARGIN, card.y, words, role, 11, font_weight=weight)
            card.y += 4
        clipped = axis.clipped(axis.windows - 1)
        if clipped:
            kernel = len(axis.taps(axis.windows - 1))
            fields = {"number": axis.windows, "count": clipped, "kernel": kernel}
            card.y += 10
            card.lines(card.wording.say(Message("draw.clipped", **fields)), 11, "soft")
            card.y -= 4
