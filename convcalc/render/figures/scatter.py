"""Transposed convolutions in characters: a row for each input pixel with what it writes, or one for
each output with what its window reads of the stretched input.

    input 1        ░░ ██ ██ ██  ·  ·  ·  ·
    input 2         ·  · ██ ██ ██ ██  ·  ·
    times written  ░░  1  2  2  2  2  1 ░░
"""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.render.figures.extract import Extract, extract
from convcalc.render.figures.lanes import Lanes
from convcalc.render.figures.plan import MOST_PLANNED
from convcalc.render.figures.windows import ASCII, INDENT, UNICODE
from convcalc.render.measure import cells, pad, wrap
from convcalc.report.figures import alike

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from convcalc.render.figures import Line
    from convcalc.render.wording import Wording
    from convcalc.report.figures import Scatter
    from convcalc.report.geometry import SpreadAxis

GAP = 3
"""Columns of an ellipsis."""


def lines(figure: Scatter, wording: Wording, width: int) -> list[Line]:
    """The picture without its title."""
    page = _Page(figure, wording, width)
    settings = page.signs["point"].join(map(wording.say, figure.settings))
    means = wording.say(figure.means)
    drawn: list[Line] = [
        [(INDENT + line, "dim")] for text in (settings, means) for line in wrap(text, width - 2)
    ]
    for block in (page.plan(), *page.axes(), page.legend()):
        if block:
            drawn += [[], *block]
    return drawn


class _Page:
    """One picture; `used` are the kinds of cells that occur, for the legend."""

    def __init__(self, figure: Scatter, wording: Wording, width: int) -> None:
        self.figure = figure
        self.wording = wording
        self.width = width
        self.signs = ASCII if wording.ascii else UNICODE
        self.used: set[str] = set()
        self.writes = figure.view == "scatter"
        self.row = "draw.input_number" if self.writes else "draw.window"
        most = max(Lanes(axis, figure.view).windows for axis in figure.axes)
        labels = [Message(self.row, number=most)]
        labels.append(Message("draw.times_written") if self.writes else Message("draw.input"))
        self.gutter = 3 + max(cells(wording.say(label)) for label in labels)

    def label(self, message: Message) -> tuple[str, str]:
        return pad(INDENT + self.wording.say(message), self.gutter), ""

    def plan(self) -> list[Line]:
        """The numbered input and, beside it, how often each output is written."""
        if len(self.figure.axes) != 2 or not self.writes:
            return []
        rows, columns = self.figure.axes
        if max(rows.outputs, columns.outputs, rows.size, columns.size) > MOST_PLANNED:
            return []
        most = [max(map(axis.times, range(axis.outputs))) for axis in (rows, columns)]
        inputs = [
            [str(y * columns.size + x + 1) for x in range(columns.size)] for y in range(rows.size)
        ]
        counts = [
            [self._count(rows.times(y) * columns.times(x)) for x in range(columns.outputs)]
            for y in range(rows.outputs)
        ]
        cell = len(str(rows.size * columns.size)) + 2, len(str(most[0] * most[1])) + 2
        wide = columns.size * cell[0], columns.outputs * cell[1]
        arrow = f"   {self.signs['to']}  "
        if 2 + sum(wide) + cells(arrow) > self.width:
            return []
        words = self.wording.word("draw.input"), self.wording.word("draw.times_written")
        first = max(wide[0], cells(words[0]) + 1)
        heading = pad(f"{INDENT} {words[0]}", 2 + first + cells(arrow)) + " " + words[1]
        drawn: list[Line] = [[(heading, "dim")]]
        high = max(len(inputs), len(counts))
        for line in range(high):
            left = self._cells(inputs, line - (high - len(inputs)) // 2, cell[0], first)
            right = self._cells(counts, line - (high - len(counts)) // 2, cell[1], wide[1])
            between = arrow if line == (high - 1) // 2 else " " * cells(arrow)
            drawn.append([(INDENT + left, "input"), (between, "dim"), (right, "output")])
        return drawn

    @staticmethod
    def _cells(rows: Sequence[Sequence[str]], line: int, cell: int, wide: int) -> str:
        if not 0 <= line < len(rows):
            return " " * wide
        return pad("".join(pad(text, cell, right=True) for text in rows[line]), wide)

    def _count(self, times: int) -> str:
        if not times:
            self.used.add("unread")
        return str(times) if times else self.signs["unread"]

    def axes(self) -> Iterator[list[Line]]:
        """A strip for each axis that differs from those before."""
        figure = self.figure
        groups = alike(figure.axes)
        for axis, numbers in groups:
            strip = self.strip(axis)
            if len(groups) > 1:
                names = [Message(f"draw.axis.{len(figure.axes)}.{number}") for number in numbers]
                heading = Message("draw.along", axes=names)
                strip.insert(0, [(INDENT + self.wording.say(heading), "title")])
            yield strip

    def strip(self, axis: SpreadAxis) -> list[Line]:
        """The rows along one axis, below each other."""
        lanes = Lanes(axis, self.figure.view)
        last = self._tail(axis, axis.outputs // 2)
        room = self.width - self.gutter - sum(cells(text) for text, _ in last) - 2 * bool(last)
        room -= (2 - cells(self.signs["to"])) * bool(last)  # as wide as in ASCII
        digits = len(str(axis.size)) if not self.writes else 1
        whole = lanes.stop - lanes.start
        cell = (
            3 if whole <= MOST_PLANNED and digits < 3 and whole * 3 <= room else max(2, digits + 1)
        )
        part = extract(lanes, room, cell, GAP)
        drawn: list[Line] = [] if part.scaled else [self._ticks(lanes, part, cell)]
        if not self.writes and not part.scaled:
            drawn.append([self.label(Message("draw.input")), *self._line(lanes, part, cell, None)])
        for place, number in enumerate(part.rows):
            if place == part.first and lanes.windows > len(part.rows):
                code = "draw.inputs_not_drawn" if self.writes else "draw.not_drawn"
                words = Message(code, count=lanes.windows - len(part.rows))
                sign = pad(INDENT + self.signs["rows"], self.gutter)
                drawn.append([(sign, ""), (" " + self.wording.say(words), "dim")])
            label = self.label(Message(self.row, number=number + 1))
            reach = self._range(lanes.taps(number)) if part.scaled else None
            line = [(" " + reach, "read")] if reach else self._line(lanes, part, cell, number)
            drawn.append([label, *line, *self._tail(axis, number)])
        if self.writes and not part.scaled:
            drawn.append(
                [self.label(Message("draw.times_written")), *self._counts(lanes, part, cell)]
            )
        return drawn

    def _range(self, taps: range) -> str:
        number = self.wording.number
        return number(taps[0]) + self.signs["range"] + number(taps[-1])

    def _tail(self, axis: SpreadAxis, number: int) -> Line:
        """The output, and how many inputs it meets."""
        if self.writes:
            return []
        to = f"  {self.signs['to']} {self.wording.number(number + 1)}"
        wide = len(self.wording.number(axis.outputs)) + cells(self.signs["to"]) + 4
        met = Message("draw.met", count=axis.times(number))
        return [(pad(to, wide), "output"), (self.wording.say(met), "dim")]

    def _ticks(self, lanes: Lanes, part: Extract, cell: int) -> Line:
        """Positions above their cells, where they have room."""
        text = ""
        for place, stretch in enumerate(part.stretches):
            text += " " * (GAP * bool(place))
            for position in stretch:
                end = len(text) + cell
                written = self.wording.number(position)
                free = text.rstrip()
                fits = end - len(written) > len(free) - (not free)
                text = (pad(free, end - len(written)) + written) if fits else pad(text, end)
        return [(" " * self.gutter, ""), (text.rstrip(), "dim")]

    def _line(self, lanes: Lanes, part: Extract, cell: int, number: int | None) -> Line:
        """The cells of one row; without a number those of the stretched input."""
        taps = range(0) if number is None else lanes.taps(number)
        line: Line = []
        for place, stretch in enumerate(part.stretches):
            if place:
                line.append((f" {self.signs['more']} ", "dim"))
            for position in stretch:
                text, role = self._cell(lanes, position, taps, number is None, min(cell - 1, 2))
                line.append((pad(text, cell, right=True), role))
        return line

    def _cell(
        self, lanes: Lanes, position: int, taps: range, bare: bool, wide: int
    ) -> tuple[str, str]:
        kind = lanes.kind(position)
        if bare or (position in taps and not self.writes):
            pixel = lanes.axis.pixel(position)
            role = {"pixel": "input", "inserted": "padding", "padding": "padding"}[kind]
            return "0" if pixel is None else str(pixel + 1), role if bare else "read"
        if position in taps:
            self.used.add("outside" if kind == "cropped" else "tap")
            return self.signs["outside" if kind == "cropped" else "tap"] * wide, "read"
        if taps and taps[0] < position < taps[-1]:
            self.used.add("gap")
            return self.signs["gap"] * wide, "read"
        return self.signs["other"], "padding" if kind in ("cropped", "padding") else "input"

    def _counts(self, lanes: Lanes, part: Extract, cell: int) -> Line:
        line: Line = []
        for place, stretch in enumerate(part.stretches):
            if place:
                line.append((f" {self.signs['more']} ", "dim"))
            for position in stretch:
                if lanes.kind(position) == "cropped":
                    line.append(
                        (pad(self.signs["outside"] * min(cell - 1, 2), cell, right=True), "dim")
                    )
                    continue
                text = self._count(lanes.axis.times(position))
                line.append(
                    (
                        pad(text, cell, right=True),
                        "unread" if text == self.signs["unread"] else "output",
                    )
                )
        return line

    def legend(self) -> list[Line]:
        """What the signs mean that occur."""
        twice = {name: self.signs[name] * 2 for name in ("tap", "gap", "outside")}
        items = [
            ("tap", twice["tap"], "draw.legend.written", "read"),
            ("gap", twice["gap"], "draw.legend.gap", "read"),
            ("outside", twice["outside"], "draw.legend.cropped", "dim"),
            ("unread", self.signs["unread"], "draw.legend.never_written", "unread"),
        ]
        return legend(
            self.wording, self.width, [item[1:] for item in items if item[0] in self.used]
        )


def legend(wording: Wording, width: int, items: Sequence[tuple[str, str, str]]) -> list[Line]:
    """Signs and what they mean, on as many lines as they need."""
    drawn: list[Line] = []
    used = width
    for sign, code, role in items:
        words = f" {wording.word(code)}"
        wide = cells(sign + words) + 3
        if used + wide > width - 2:
            drawn.append([(INDENT, "")])
            used = 0
        else:
            drawn[-1].append(("   ", ""))
        drawn[-1] += [(sign, role), (words, "")]
        used += wide
    return drawn
