"""What an output sees in characters: a row for each level, units as wide as their jump and where
they look, with the number of paths in them.

    conv3     [  1   ]                   field  jump
    conv2     [1 ][1 ]                       5     2
    input     1 2 4 ╱ 1                      1     1
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, lcm

from convcalc.errors import Message
from convcalc.render.figures.scatter import legend
from convcalc.render.figures.windows import ASCII, INDENT, UNICODE
from convcalc.render.measure import cells, pad, wrap
from convcalc.report.figures import ROWS_BEFORE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.render.figures import Line
    from convcalc.render.wording import Wording
    from convcalc.report.figures import Cone
    from convcalc.report.geometry import Tier, Tower

INPUT = "input"
"""The name of an input that its network gives no other."""
RAMP, ASCII_RAMP = "░▒▓█", ".:*#"
"""Few paths to many."""
LONGEST = 24
"""Areas of the name of a layer."""
LEAST = 12
"""Areas that the picture is given at least."""


def lines(figure: Cone, wording: Wording, width: int) -> list[Line]:
    """The picture without its title."""
    page = _Page(figure, wording, width)
    drawn: list[Line] = []
    for tower in figure.towers:
        drawn += [*([[]] if drawn else []), *page.tower(tower)]
    drawn += page.legend()
    if figure.notes:
        drawn.append([])
    for note in figure.notes:
        drawn += [[(INDENT + line, "dim")] for line in wrap(wording.say(note), width - 2)]
    return drawn


class _Page:
    """One picture; `used` are the signs that occur."""

    def __init__(self, figure: Cone, wording: Wording, width: int) -> None:
        self.figure = figure
        self.wording = wording
        self.width = width
        self.signs = ASCII if wording.ascii else UNICODE
        self.used: set[str] = set()
        self.numbered = True
        levels = [level for tower in figure.towers for level in tower.levels]
        self.bottom = levels[-1].name if levels else ""
        self.most = max((max(level.counts, default=0) for level in levels), default=0)
        names = [cells(label(level, wording)) for level in levels]
        self.gutter = min(max(names, default=0), LONGEST) + 3
        self.heads = [wording.word("draw.column.field"), wording.word("draw.column.jump")]
        told = [[wording.value(level.field), wording.value(level.jump)] for level in levels]
        self.beside = [max(map(cells, column)) for column in zip(self.heads, *told, strict=True)]

    def tower(self, tower: Tower) -> list[Line]:
        """The levels of one output below each other."""
        wording, width = self.wording, self.width
        texts = [] if tower.title is None else [(tower.title, "title")]
        drawn: list[Line] = [
            [(INDENT + line, role)]
            for message, role in [*texts, *[(told, "dim") for told in tower.told]]
            for line in wrap(wording.say(message), width - 2)
        ]
        room = max(width - self.gutter - sum(self.beside) - 4, LEAST)
        low, high = tower.span
        columns = self._columns(tower, high - low, room)
        scale = Fraction(room) / (high - low) if columns is None else Fraction(columns)
        self.numbered = columns is not None
        heads = "".join(
            "  " + pad(text, size, right=True)
            for text, size in zip(self.heads, self.beside, strict=True)
        )
        drawn += [[], [(pad("", self.gutter + room) + heads, "dim")]]
        for number, level in enumerate(tower.levels):
            if self.figure.left_out and number == ROWS_BEFORE:
                words = wording.say(Message("draw.levels_left_out", count=self.figure.left_out))
                sign = pad(INDENT + self.signs["rows"], self.gutter)
                drawn.append([(sign, ""), (words, "dim")])
            name = pad(INDENT + clipped(label(level, wording), LONGEST), self.gutter)
            row = self._row(level, low, scale, room, first=number == 0)
            told = "".join(
                "  " + pad(wording.value(value), size, right=True)
                for value, size in zip((level.field, level.jump), self.beside, strict=True)
            )
            drawn.append([(name, ""), *row, (told, "dim")])
        if len(tower.levels) > 1:
            ticks = self._ticks(tower.levels[-1], low, scale)
            drawn.append([(" " * self.gutter, ""), (ticks, "dim")])
        return drawn

    def _columns(self, tower: Tower, span: Fraction, room: int) -> int | None:
        """Columns of a pixel with room for numbers; None where there is none."""
        parts = lcm(*[level.scale.denominator for level in tower.levels])
        fitting = (3, 2, 1) if self.most > 9 else (2, 1)
        cells_wanted = self.figure.form == "cells"
        return next(
            (one * parts for one in fitting if cells_wanted and one * parts * span <= room), None
        )

    def _row(self, level: Tier, low: Fraction, scale: Fraction, room: int, first: bool) -> Line:
        """The units of a level, each from column to column."""
        role = "output" if first else "read"
        if not self.numbered:
            return [(self._shades(level, low, scale, room), role)]
        line: Line = []
        column = 0
        for unit, count in enumerate(level.counts, level.first):
            start, stop = ((edge - low) * scale for edge in level.place(unit))
            begin, end = floor(start), min(floor(stop), room)
            text, colour = self._cell(level, count, end - begin)
            line += [(" " * (begin - column), ""), (text, role if first else colour)]
            column = end
        return [*line, (" " * (room - column), "")]

    def _shades(self, level: Tier, low: Fraction, scale: Fraction, room: int) -> str:
        """A level to scale, darker where more paths lead; full where they are not told."""
        drawn = [-1] * room
        for unit in range(level.first, level.last + 1) if level.counts else ():
            count = level.counts[unit - level.first]
            start, stop = ((edge - low) * scale for edge in level.place(unit))
            for column in range(floor(start), min(max(floor(stop), floor(start) + 1), room)):
                drawn[column] = max(drawn[column], count)
        if not level.counts:
            (start, _), (_, stop) = level.place(level.first), level.place(level.last)
            begin = min(floor((start - low) * scale), room - 1)
            end = max(min(round((stop - low) * scale), room), begin + 1)
            return pad(" " * begin + self.signs["tap"] * (end - begin), room)
        ramp = ASCII_RAMP if self.wording.ascii else RAMP
        most = self.most
        text = ""
        for count in drawn:
            if count > 0:
                text += ramp[(count * len(ramp) - 1) // most]
            else:
                hole = not count and level.name == self.bottom
                text += self.signs["unread"] if hole else " "
                self.used |= {"unread"} if hole else set()
        return text

    def _cell(self, level: Tier, count: int, wide: int) -> tuple[str, str]:
        if not count:
            if level.name != self.bottom:
                return " " * wide, ""
            self.used.add("unread")
            return pad(self.signs["unread"], wide, right=wide < 4), "unread"
        text = str(count)
        if wide < 4:
            fits = len(text) < wide or (wide == 1 and len(text) == 1)
            if not fits:
                self.used.add("many")
            return pad(text if fits else "+", wide, right=True), "read"
        inside = wide - 2
        if len(text) > inside:
            self.used.add("many")
            text = "+"
        left = (inside - len(text)) // 2
        return f"[{' ' * left}{text}{' ' * (inside - left - len(text))}]", "read"

    def _ticks(self, level: Tier, low: Fraction, scale: Fraction) -> str:
        """Positions of pixels below them: every fifth, or the first and the last."""
        places = [level.first, level.last]
        if self.numbered and scale * 5 >= 8:
            fives = [at for at in range(level.first, level.last + 1) if not at % 5]
            places = fives if len(fives) > 1 else sorted({*places, *fives})
        text = ""
        for at in places:
            start, stop = level.place(at)
            written = self.wording.number(at)
            begin = floor((stop - low) * scale) - len(written)
            if at == level.first:
                begin = max(floor((start - low) * scale), begin)
            if begin > len(text) - (not text):
                text = pad(text, begin) + written
        return text

    def legend(self) -> list[Line]:
        """What the signs mean that occur."""
        if not self.figure.towers:
            return []
        ramp = ASCII_RAMP if self.wording.ascii else RAMP
        form = self.figure.form
        if form == "cells" and not self.numbered:
            form = "shades"
        items = [
            ("[1]", "draw.legend.paths", "read")
            if form == "cells"
            else (self.signs["tap"], "draw.legend.reach", "read")
            if form == "bars"
            else (ramp, "draw.legend.ramp", "read")
        ]
        if "many" in self.used:
            items.append(("+", "draw.legend.more_paths", "read"))
        if "unread" in self.used:
            items.append((self.signs["unread"], "draw.legend.gap_read", "unread"))
        return [[], *legend(self.wording, self.width, items)]


def label(level: Tier, wording: Wording) -> str:
    """The name of a level, its window, and how many equal layers it stands for."""
    name = wording.word("draw.input") if level.name == INPUT else wording.text(level.name)
    window = " ".join(f"{letter}{wording.value(value)}" for letter, value in level.window)
    told = f"{name} {window}".strip()
    if level.repeats == 1:
        return told
    return wording.say(Message("draw.repeated", name=told, count=level.repeats))


def clipped(text: str, most: int) -> str:
    """The text, its end replaced where it is too long."""
    if cells(text) <= most:
        return text
    kept = ""
    for character in text:
        if cells(kept + character) >= most:
            break
        kept += character
    return kept + "~"
