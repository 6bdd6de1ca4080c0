"""What an output sees: a row for each level, units as wide as their jump and where they look."""

from __future__ import annotations

from math import ceil, floor
from zlib import crc32

from convcalc.errors import Message
from convcalc.render import Style
from convcalc.render.figures.cone import clipped, label
from convcalc.render.measure import NARROW, ems
from convcalc.render.palette import shade_of
from convcalc.render.svg.areas import Areas
from convcalc.render.svg.card import BETWEEN, MARGIN, Card, folded, legible
from convcalc.render.svg.windows import swatch
from convcalc.render.wording import Wording
from convcalc.report.figures import ROWS_BEFORE, Cone
from convcalc.report.geometry import Tier, Tower

NAME = "cone"
ROW = 20
PITCH = {"cells": 54, "shades": 34, "bars": 28}
"""From one level to the next."""
LONGEST = 28
"""Letters of the name of a layer."""
MOST_BESIDE = 40
"""Pixels of the input that towers side by side have in all."""
LARGEST = 34
MOST_NUMBERS = 400
"""Units that have numbers in them."""
MOST_LEGEND = 40
"""Pixels of a number in the ramp of the legend."""
MOST_TOLD = 12
"""Levels that the description tells."""


def drawn(figures: list[Cone], wording: Wording, style: Style) -> str:
    """The picture as SVG."""
    (figure,) = figures
    title = wording.say(figure.title)
    card = Card(
        f"{NAME}{crc32(repr(figure).encode()):x}",
        title,
        " ".join(_described(figure, wording, title)),
        wording,
        style,
    )
    card.y -= 4
    page = _Page(card, figure)
    if not page.side_by_side():
        for tower in figure.towers:
            page.alone(tower)
    page.legend()
    for note in figure.notes:
        card.lines(wording.say(note), 11, "soft")
    card.y += 4
    return card.finish()


def _described(figure: Cone, wording: Wording, title: str) -> list[str]:
    told = [f"{title}."]
    for tower in figure.towers:
        heads = [] if tower.title is None else [tower.title]
        told += [f"{wording.say(message)}." for message in (*heads, *tower.told)]
    if len(figure.towers) == 1:
        for level in figure.towers[0].levels[:MOST_TOLD]:
            fields = {"name": label(level, wording), "first": level.first, "last": level.last}
            told.append(wording.say(Message("draw.about.level", **fields, field=level.field)))
    return told + [f"{wording.say(note)}" for note in figure.notes]


class _Page:
    """One picture, all of it in one ramp."""

    def __init__(self, card: Card, figure: Cone) -> None:
        self.card = card
        self.figure = figure
        wording = card.wording
        levels = [level for tower in figure.towers for level in tower.levels]
        most = min(LONGEST, int((card.width * 0.45 - MARGIN - 14) / (11.5 * NARROW)))
        self.names = {id(level): clipped(label(level, wording), most) for level in levels}
        self.most = max((max(level.counts, default=1) for level in levels), default=1)
        self.x = MARGIN + max((ems(name) for name in self.names.values()), default=0) * 11.5 + 14
        self.used: set[str] = set()
        self.numbered = sum(len(level.counts) for level in levels) <= MOST_NUMBERS

    def side_by_side(self) -> bool:
        """Phases beside each other, on one scale; False where there is no room for that."""
        card, towers = self.card, self.figure.towers
        spans = [float(high - low) for low, high in (tower.span for tower in towers)]
        if self.figure.title.code != "draw.cone_phases" or sum(spans) > MOST_BESIDE:
            return False
        gap = 34
        room = card.width - self.x - MARGIN - gap * (len(towers) - 1)
        scale = min(LARGEST, room / sum(spans))
        heads = [card.wording.say(tower.title) for tower in towers if tower.title is not None]
        if any(
            ems(words) * 12 > span * scale + (gap - 8 if number < len(heads) - 1 else 0)
            for number, (words, span) in enumerate(zip(heads, spans, strict=True))
        ):
            return False
        top, x = card.y, self.x
        ends = []
        for number, (tower, span) in enumerate(zip(towers, spans, strict=True)):
            card.y = top + 12
            card.write(x, card.y, heads[number], "ground", 12, font_weight=600)
            card.y += 14
            self.tower(tower, x, scale, named=number == 0)
            ends.append(card.y)
            x += span * scale + gap
        card.y = max(ends)
        return True

    def alone(self, tower: Tower) -> None:
        """One tower over the width of the card, with field and jump at the right."""
        card, wording = self.card, self.card.wording
        if tower.title is not None:
            card.y += 8
            card.lines(wording.say(tower.title), 12, font_weight=600)
        for message in tower.told:
            card.lines(wording.say(message), 12.5, "soft")
        told = [f"{wording.value(one.field)} · {wording.value(one.jump)}" for one in tower.levels]
        head = wording.word("draw.column.both")
        beside = max(map(ems, [head, *told])) * 11 + 16
        card.y += 10
        card.write(card.width - MARGIN, card.y, head, "soft", 11, "end")
        card.y += 12
        top = card.y
        low, high = tower.span
        scale = min(LARGEST, (card.width - self.x - beside - MARGIN) / float(high - low))
        self.tower(tower, self.x, scale, named=True)
        pitch = PITCH[self.figure.form]
        for number, words in enumerate(told):
            y = top + self._line(number) * pitch + 14
            role = "ground" if number < len(told) - 1 else "soft"
            card.write(card.width - MARGIN, y, words, role, 11, "end")

    def _line(self, number: int) -> int:
        """The line of a level: one is kept free for those left out."""
        return number + bool(self.figure.left_out and number >= ROWS_BEFORE)

    def tower(self, tower: Tower, x: float, scale: float, named: bool) -> None:
        """The levels from the card's next line on."""
        card, figure = self.card, self.figure
        low, _ = tower.span
        pitch, top = PITCH[figure.form], card.y

        def at(level: Tier, unit: int) -> tuple[float, float]:
            left, right = level.place(unit)
            return x + float(left - low) * scale, x + float(right - low) * scale

        edges = [(at(level, level.first)[0], at(level, level.last)[1]) for level in tower.levels]
        tops = [top + self._line(number) * pitch for number in range(len(tower.levels))]
        self._ground(edges, tops)
        links = card.shapes("read", "line", stroke_width=0.7, opacity=0.55)
        for number, pairs in enumerate(tower.links):
            upper, lower = tower.levels[number], tower.levels[number + 1]
            lines = [
                f"M{sum(at(upper, one)) / 2:.1f} {tops[number] + ROW:.1f}"
                f"L{sum(at(lower, other)) / 2:.1f} {tops[number + 1]:.1f}"
                for one, other in pairs
            ]
            if lines:
                card.add(links, "path", d="".join(lines))
        if not len(links):
            card.drawing.root.remove(links)
        for number, level in enumerate(tower.levels):
            if figure.form == "cells":
                self._empty(level, tower, x, scale, tops[number])
            self._units(level, number, number == len(tower.levels) - 1, at, tops[number])
            if named:
                name = self.names[id(level)]
                card.write(self.x - 14, tops[number] + 14, name, "ground", 11, "end",
                           font_weight=600)  # fmt: skip
        if figure.left_out and named:
            words = card.wording.say(Message("draw.levels_left_out", count=figure.left_out))
            card.write(self.x - 14, top + ROWS_BEFORE * pitch + 14, "⋮", "soft", 11, "end")
            card.write(self.x, top + ROWS_BEFORE * pitch + 14, words, "soft", 11)
        card.y = tops[-1] + ROW
        if len(tower.levels) > 1:
            self._ticks(tower.levels[-1], at)
        card.y += BETWEEN - 4

    def _ground(self, edges: list[tuple[float, float]], tops: list[float]) -> None:
        """Soft ground inside the cone."""
        left = [
            f"{a:.1f} {y + h:.1f}" for (a, _), y in zip(edges, tops, strict=True) for h in (0, ROW)
        ]
        right = [
            f"{b:.1f} {y + h:.1f}" for (_, b), y in zip(edges, tops, strict=True) for h in (0, ROW)
        ]
        group = self.card.shapes("soft", "flat")
        self.card.add(group, "path", d="M" + "L".join([*left, *reversed(right)]) + "z")

    def _empty(self, level: Tier, tower: Tower, x: float, scale: float, y: float) -> None:
        """Outlines of the units beside those that are reached, as far as the cone is wide."""
        low, high = tower.span
        first = ceil((low - level.place(0)[0]) / level.scale)
        last = floor((high - level.place(0)[1]) / level.scale)
        if level.size is not None:
            first, last = max(first, 0), min(last, level.size - 1)
        first, last = min(first, level.first), max(last, level.last)
        if level.scale * scale < 3:
            return
        group = self.card.shapes("soft", "line", stroke_width=0.8)
        left = x + float(level.place(first)[0] - low) * scale
        wide = float(level.scale) * scale
        count = last - first + 1
        sides = "".join(f"M{left + n * wide:.1f} {y:.1f}v{ROW}" for n in range(count + 1))
        rails = "".join(f"M{left:.1f} {y + h:.1f}h{count * wide:.1f}" for h in (0, ROW))
        self.card.add(group, "path", d=sides + rails)

    def _units(self, level: Tier, line: int, bottom: bool, at: object, y: float) -> None:
        cells = Areas(self.card)
        place = at
        assert callable(place)
        if not level.counts:
            left, right = place(level, level.first)[0], place(level, level.last)[1]
            cells.put("read" if line else "output", left, y, max(right - left, 2), ROW)
            cells.draw()
            return
        run: tuple[str, float, float] | None = None
        numbered = self.figure.form == "cells"
        number = self.card.wording.number
        wide = place(level, level.first)[1] - place(level, level.first)[0]
        fits = self.numbered and all(
            legible(number(count), wide, 11, bold=True) for count in level.counts if count
        )
        for unit, count in enumerate(level.counts, level.first):
            left, right = place(level, unit)
            role = "output" if not line else f"times{shade_of(count, self.most)}" if count else ""
            if bottom and not count:
                role = "unread"
                self.used.add("unread")
            if numbered:
                if role:
                    words = number(count) if count and fits else ""
                    cells.put(role, left, y, right - left, ROW, words)
                continue
            if run and run[0] == role:
                run = role, run[1], right
                continue
            if run and run[0]:
                cells.put(run[0], run[1], y, run[2] - run[1], ROW)
            run = role, left, right
        if run and run[0]:
            cells.put(run[0], run[1], y, run[2] - run[1], ROW)
        cells.draw("area" if numbered else "flat")

    def _ticks(self, level: Tier, at: object) -> None:
        """Positions of pixels below them: all that have room, else the first and the last."""
        card, place = self.card, at
        assert callable(place)
        card.y += 13
        wide = place(level, level.first)[1] - place(level, level.first)[0]
        number = card.wording.number
        widest = max(ems(number(at)) for at in (level.first, level.last)) * 10 + 4
        step = next((each for each in (1, 5, 10) if each * wide > widest), None)
        if self.figure.form != "cells" or step is None:
            left, right = place(level, level.first)[0], place(level, level.last)[1]
            words = number(level.first), number(level.last)
            card.write(left, card.y, words[0], "soft", 10)
            if right - left > (ems(words[0]) + ems(words[1])) * 10 + 6:
                card.write(right, card.y, words[1], "soft", 10, "end")
            return
        for unit in range(level.first, level.last + 1):
            if not unit % step:
                left, right = place(level, unit)
                card.write((left + right) / 2, card.y, number(unit), "soft", 10, "middle")

    def legend(self) -> None:
        """The ramp, and what else occurs."""
        card, wording = self.card, self.card.wording
        if not self.figure.towers:
            return
        x = float(MARGIN)
        if self.figure.form == "bars":
            swatch(card, "read", x, card.y - 10)
            card.write(x + 20, card.y, wording.word("draw.legend.reach"), "soft", 11)
        else:
            counts = {
                count for tower in self.figure.towers for level in tower.levels
                for count in level.counts if count
            }  # fmt: skip
            steps = {shade_of(count, self.most): count for count in sorted(counts, reverse=True)}
            told = {step: wording.number(count) for step, count in steps.items()}
            short = max(map(ems, told.values())) * 11 <= MOST_LEGEND
            areas = Areas(card)
            for step in sorted(told):
                wide = max(20, ems(told[step]) * 11 + 8) if short else 20
                areas.put(f"times{step}", x, card.y - 12, wide, 15, told[step] if short else "")
                x += wide + 4
            areas.draw()
            x = self._meaning("draw.legend.paths" if short else "draw.legend.ramp", x + 4)
        if "unread" in self.used:
            words = wording.word("draw.legend.gap_read")
            if x + 20 + ems(words) * 11 > card.width - MARGIN:
                card.y += 20
                x = MARGIN
            swatch(card, "unread", x, card.y - 10)
            self._meaning("draw.legend.gap_read", x + 20)
        card.y += 20

    def _meaning(self, code: str, x: float) -> float:
        """Words of the legend, broken where they would leave the card; where the next may start."""
        card = self.card
        words = card.wording.word(code)
        if x + ems(words) * 11 > card.width - MARGIN and x > MARGIN + 20:
            card.y += 18
            x = MARGIN
        first, *rest = folded(words, 11, card.width - x - MARGIN)
        card.write(x, card.y, first, "soft", 11)
        for line in rest:
            card.y += 15
            card.write(x, card.y, line, "soft", 11)
        return x + ems(first) * 11 * 1.08 + 24
