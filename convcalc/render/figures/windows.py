"""Windows in characters: the padded input with the first window, the output, and a row for each
window along an axis, with how often each position is read.

    window 1    0 ██ ██  ·  ·  ·  ·  → 1
    window 2    ·  · ██ ██ ██  ·  ·  → 2
    times read  1  1  2  1  2  1  1
"""

from __future__ import annotations

from math import prod

from convcalc.errors import Message
from convcalc.network.taps import length
from convcalc.render.figures.extract import Extract, extract
from convcalc.render.figures.plan import MOST_PLANNED, plan
from convcalc.render.measure import cells, pad, wrap
from convcalc.report.figures import Axis, Windows, alike

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from convcalc.render.figures import Line
    from convcalc.render.wording import Wording

UNICODE = {
    "tap": "█", "gap": "─", "outside": "░", "unread": "╱", "other": "·", "to": "→", "more": "⋯",
    "rows": "⋮", "point": " · ", "range": " … ",
}  # fmt: skip
ASCII = {
    "tap": "#", "gap": "-", "outside": ":", "unread": "/", "other": ".", "to": "->", "more": "~",
    "rows": ":", "point": ", ", "range": " ... ",
}  # fmt: skip
GAP = 3
"""Columns of an ellipsis."""
INDENT = "  "


def lines(figure: Windows, wording: Wording, width: int) -> list[Line]:
    """The picture without its title."""
    page = Page(figure, wording, width)
    settings = page.signs["point"].join(map(wording.say, figure.settings))
    drawn: list[Line] = [
        [(INDENT + line, "dim")] for line in wrap(settings, width - 2) if figure.settings
    ]
    mapped = plan(page)
    for block in (mapped, *page.axes(bool(mapped)), page.legend()):
        if block:
            drawn += [[], *block]
    return drawn


def axes_named(dims: int, numbers: Sequence[int]) -> Message:
    """What axes are called: one, or two that are alike."""
    names = [Message(f"draw.axis.{dims}.{number}") for number in numbers]
    return names[0] if len(names) == 1 else Message("draw.two", first=names[0], second=names[1])


class Page:
    """One picture; `used` are the kinds of cells that occur, for the legend."""

    def __init__(self, figure: Windows, wording: Wording, width: int) -> None:
        self.figure = figure
        self.wording = wording
        self.width = width
        self.signs = ASCII if wording.ascii else UNICODE
        self.used: set[str] = set()
        self.step = 1
        labels = [Message("draw.times_read")]
        for axis in figure.axes:
            labels.append(Message("draw.window", number=axis.windows + axis.dropped))
        small = all(length(axis.planned) <= MOST_PLANNED for axis in figure.axes)
        if small and len(alike(figure.axes)) > 1:
            last = prod(axis.windows for axis in figure.axes)
            labels.append(Message("draw.window", number=last))
        self.gutter = 2 + max(cells(wording.say(label)) for label in labels)

    def label(self, code: str, **fields: object) -> tuple[str, str]:
        return pad(INDENT + self.wording.say(Message(code, **fields)), self.gutter), ""

    def kind(self, axis: Axis, position: int) -> str:
        """The kind of cell that a window reads there."""
        if 0 <= position < axis.size:
            return "tap"
        if position >= axis.padded or self.figure.border in ("least", "uncounted"):
            return "outside"
        return "zero" if self.figure.border == "zero" else "copy"

    def axes(self, mapped: bool) -> Iterator[list[Line]]:
        """A strip for each axis that differs from those before; with the numbers that its windows
        have on the map, if there is one."""
        figure = self.figure
        groups = alike(figure.axes)
        for axis, numbers in groups:
            behind = figure.axes[numbers[-1] + 1 :] if mapped and len(groups) > 1 else ()
            self.step = prod(one.windows for one in behind)
            strip = self.strip(axis)
            if len(groups) > 1:
                heading = Message("draw.along", axes=axes_named(len(figure.axes), numbers))
                strip.insert(0, [(INDENT + self.wording.say(heading), "title")])
            yield strip

    def strip(self, axis: Axis) -> list[Line]:
        """The windows along one axis, below each other."""
        count = axis.most
        if self.figure.border in ("reflect", "replicate", "circular") and axis.start < 0:
            count = max(count, min(axis.size, 99))
        last = self.wording.number(axis.windows * self.step)
        after = 3 + cells(self.signs["to"]) + len(last)
        room = self.width - self.gutter - after
        needed = len(str(count)) + 1
        whole = axis.stop - axis.start
        cell = 3 if whole <= MOST_PLANNED and needed <= 3 and whole * 3 <= room else max(2, needed)
        part = extract(axis, room, cell, GAP)
        drawn = [self._ticks(axis, part, cell)] if not part.scaled else []
        for place, number in enumerate(part.rows):
            if place == part.first and axis.windows > len(part.rows):
                drawn += self._left_out(axis, part)
            if part.scaled:
                drawn.append(self._bar(axis, part, number, room))
            else:
                drawn.append(self._row(axis, part, number, cell))
        if axis.dropped:
            drawn += self._dropped(axis)
        if part.scaled:
            most = self.wording.say(Message("draw.at_most", count=axis.most))
            drawn.append([self.label("draw.times_read"), (" " + most, "")])
        else:
            drawn.append(self._counts(axis, part, cell))
        return drawn + self._remarks(axis, part, cell)

    def _left_out(self, axis: Axis, part: Extract) -> list[Line]:
        words = Message("draw.not_drawn", count=axis.windows - len(part.rows))
        return self._sentence((pad(INDENT + self.signs["rows"], self.gutter), ""), words, " ")

    def _dropped(self, axis: Axis) -> list[Line]:
        label = self.label("draw.window", number=axis.windows * self.step + 1)
        return self._sentence(label, Message("draw.dropped", count=axis.dropped))

    def _sentence(self, label: tuple[str, str], message: Message, space: str = "") -> list[Line]:
        """A row that is no cells but words."""
        room = self.width - self.gutter - len(space)
        first, *rest = wrap(self.wording.say(message), room)
        hanging = " " * self.gutter + space
        return [[label, (space + first, "dim")], *([(hanging + line, "dim")] for line in rest)]

    def _ticks(self, axis: Axis, part: Extract, cell: int) -> Line:
        """Positions above their cells: all that have room, else windows' starts and both ends."""
        ends: dict[int, int] = {}
        column = 0
        for place, stretch in enumerate(part.stretches):
            column += GAP * bool(place)
            for position in stretch:
                column += cell
                ends[position] = column
        marks = [axis.size - 1, 0, *ends]
        if any(cells(self.wording.number(position)) >= cell for position in ends):
            marks = [*marks[:2], *filter(axis.starts, ends)]
        text = [" "] * column
        for position in marks:
            written = self.wording.number(position)
            end = ends.get(position, 0)
            begin = end - len(written)
            if begin >= 0 and not "".join(text[max(begin - 1, 0) : end + 1]).strip():
                text[begin:end] = written
        return [(" " * self.gutter, ""), ("".join(text).rstrip(), "dim")]

    def _row(self, axis: Axis, part: Extract, number: int, cell: int) -> Line:
        taps = axis.taps(number)
        line = [self.label("draw.window", number=number * self.step + 1)]
        for place, stretch in enumerate(part.stretches):
            if place:
                line.append((f" {self.signs['more']} ", "dim"))
            for position in stretch:
                text, role = self._cell(axis, position, taps, cell - 1)
                line.append((pad(text, cell, right=True), role))
        to = f"  {self.signs['to']} {self.wording.number(number * self.step + 1)}"
        return [*line, (to, "output")]

    def _cell(self, axis: Axis, position: int, taps: range, wide: int) -> tuple[str, str]:
        """A cell of a window's row; its sign fills two columns at most."""
        filled = min(wide, 2)
        if position in taps:
            kind = self.kind(axis, position)
            sign = "0" if kind == "zero" else str(self.figure.copied(axis, position))
            if kind == "copy" and len(sign) > wide:
                kind = "copied"
            self.used.add(kind)
            if kind in ("zero", "copy"):
                return sign, "read"
            return self.signs["tap" if kind == "tap" else "outside"] * filled, "read"
        if taps[0] < position < taps[-1]:
            self.used.add("gap")
            return self.signs["gap"] * filled, "read"
        return self.signs["other"], "input" if 0 <= position < axis.size else "padding"

    def _bar(self, axis: Axis, part: Extract, number: int, room: int) -> Line:
        """A window to scale, and the positions it reads in words."""
        self.used.add("tap")
        taps = axis.taps(number)
        reach = self._reach(axis, number)
        widest = max(len(self._reach(axis, row)) for row in part.rows)
        wide = max((room - widest - GAP * len(part.stretches)) // len(part.stretches), 4)
        line = [self.label("draw.window", number=number * self.step + 1), (" ", "")]
        for place, stretch in enumerate(part.stretches):
            if place:
                line.append((f" {self.signs['more']} ", "dim"))
            first = (max(taps[0], stretch.start) - stretch.start) * wide // length(stretch)
            stop = -(-(min(taps[-1] + 1, stretch.stop) - stretch.start) * wide // length(stretch))
            inside = max(stop - first, 0) if stop > 0 and first < wide else 0
            line.append((self.signs["other"] * (first if inside else wide), "input"))
            line.append((self.signs["tap"] * inside, "read"))
            line.append((self.signs["other"] * (wide - first - inside if inside else 0), "input"))
        to = f"  {self.signs['to']} {self.wording.number(number * self.step + 1)}"
        return [*line, (f"  {pad(reach, widest)}", ""), (to, "output")]

    def _reach(self, axis: Axis, number: int) -> str:
        """The first and the last position of a window."""
        taps = axis.taps(number)
        return self.signs["range"].join(map(self.wording.number, (taps[0], taps[-1])))

    def _counts(self, axis: Axis, part: Extract, cell: int) -> Line:
        line = [self.label("draw.times_read")]
        for place, stretch in enumerate(part.stretches):
            if place:
                line.append((f" {self.signs['more']} ", "dim"))
            for position in stretch:
                times = axis.times(position)
                text, role = str(times), ""
                if position >= axis.padded:
                    text = ""
                elif not times and 0 <= position < axis.size:
                    self.used.add("unread")
                    text, role = self.signs["unread"], "unread"
                line.append((pad(text, cell, right=True), role))
        return line

    def _remarks(self, axis: Axis, part: Extract, cell: int) -> list[Line]:
        """What is clipped, and what is left over."""
        told: list[tuple[Message, str]] = []
        clipped = axis.clipped(axis.windows - 1)
        if clipped:
            kernel = length(axis.taps(axis.windows - 1))
            fields = {"number": axis.windows, "count": clipped, "kernel": kernel}
            told.append((Message("draw.clipped", **fields), "dim"))
        pixels, padding = axis.left
        if pixels:
            told.append((Message("draw.left_over", count=pixels), "unread"))
        elif padding:
            told.append((Message("draw.padding_left", count=padding), "dim"))
        if not part.scaled and axis.gaps:
            told.append((Message("draw.gaps_unread"), "unread"))
        cells_drawn = 0 if part.scaled else sum(map(length, part.stretches)) * cell
        end = self.gutter + cells_drawn + GAP * (len(part.stretches) - 1)
        drawn: list[Line] = []
        for message, role in told:
            words = self.wording.say(message)
            if role == "unread":  # as the cells of which it speaks
                words = f"{self.signs['unread']} {words}"
            for line in wrap(words, self.width - self.gutter - 1):
                start = max(end - cells(line), self.gutter + 1)
                drawn.append([(" " * start + line, role)])
        return drawn

    def legend(self) -> list[Line]:
        """What the signs mean that occur."""
        border, signs = self.figure.border, self.signs
        outside = border if border in ("least", "uncounted") else "outside"
        copied = "0 1" if "copy" in self.used else signs["outside"] * 2
        items = [
            ({"tap"}, signs["tap"] * 2, "draw.legend.tap", "read"),
            ({"gap"}, signs["gap"] * 2, "draw.legend.gap", "read"),
            ({"zero"}, "0", "draw.legend.zero", "padding"),
            ({"copy", "copied"}, copied, f"draw.legend.{border}", "padding"),
            ({"outside"}, signs["outside"] * 2, f"draw.legend.{outside}", "padding"),
            ({"unread"}, signs["unread"], "draw.legend.unread", "unread"),
        ]
        drawn: list[Line] = [[]]
        used = 0
        for kinds, sign, code, role in items:
            if not kinds & (self.used | {"tap"}):
                continue
            words = f" {self.wording.word(code)}"
            wide = cells(sign + words) + 3
            if used and used + wide > self.width - 2:
                drawn.append([])
                used = 0
            hanging = " " * (cells(sign) + 3)
            first, *rest = wrap(words, self.width - cells(sign) - 2)
            drawn[-1] += [(INDENT if not used else "   ", ""), (sign, role), (first, "")]
            drawn += [[(hanging + line, "")] for line in rest]
            used = self.width if rest else used + wide
        return drawn
