"""The padded input with windows on it, the kernel, an arrow, and the output."""

from __future__ import annotations

from itertools import groupby, pairwise

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.network.taps import length
from convcalc.render.measure import ems
from convcalc.render.svg.card import BOLD, MARGIN, Card, folded, grid, legible
from convcalc.render.svg.element import hatch, number
from convcalc.render.svg.kernel import kernel_arrow
from convcalc.report.document import Sizes
from convcalc.report.figures import Windows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

MOST_PLANNED = 20
"""Cells on an axis of a map that is drawn as a map."""
GUTTER = 92
BETWEEN_MAPS = 78
LARGEST, SMALLEST = 34, 14
"""Pixels of a cell."""
ZEROS_FROM = 19
MOST_DISCS = 36
DISC = 9
MOST_NUMBERED = 100
"""Cells of an output that are all numbered; of more, the first and the last."""


def gutter(card: Card, figure: Windows) -> float:
    """Where maps and strips begin: right of the widest label."""
    labels = [card.wording.word("draw.times_read")]
    for axis in figure.axes:
        number = Message("draw.window", number=axis.windows + axis.dropped)
        labels.append(card.wording.say(number))
    return max(GUTTER, MARGIN + 12 + max(map(ems, labels)) * 11)


def beside_strip(card: Card, figure: Windows) -> float:
    """Room right of a strip, for the arrow and the number of the output."""
    widest = max(ems(card.wording.number(axis.windows)) for axis in figure.axes)
    return 34 + max(24, widest * 11 + 12) + MARGIN


class Plan:
    """A map of two axes; `cell` pixels a cell, the output beside the input or below it."""

    def __init__(
        self, card: Card, figure: Windows, cell: int, below: bool, x: float, y: float
    ) -> None:
        self.card = card
        self.figure = figure
        self.axes = self.rows, self.columns = figure.axes
        self.cell = cell
        self.below = below
        self.x = x
        self.y = y

    @classmethod
    def fitting(cls, card: Card, figure: Windows) -> Plan | None:
        """The plan where the card has room for one."""
        if len(figure.axes) != 2:
            return None
        rows, columns = figure.axes
        if max(length(rows.planned), length(columns.planned)) > MOST_PLANNED:
            return None
        x = gutter(card, figure)
        across = len(columns.planned)
        strip = (card.width - x - beside_strip(card, figure)) // (columns.stop - columns.start)
        room = card.width - x - BETWEEN_MAPS - 24
        cell = int(min(LARGEST, strip, room // (across + columns.windows)))
        below = cell < SMALLEST
        if below:
            cell = int(min(LARGEST, strip, (card.width - x - 24) // max(across, columns.windows)))
        return cls(card, figure, cell, below, x, card.y) if cell >= SMALLEST else None

    def at(self, row: int, column: int) -> tuple[float, float]:
        """The corner of a cell."""
        left = self.x + (column - self.columns.start) * self.cell
        return left, self.y + (row - self.rows.start) * self.cell

    def draw(self) -> None:
        """Everything, from the card's next line on."""
        self.begin()
        self.input()
        self.windows()
        self.zeros(self.discs(), self.split(0, 0)[1])
        self.end()

    def end(self) -> tuple[float, float]:
        """The kernel, the arrow, and the output, whose corner is told."""
        card, cell = self.card, self.cell
        high, wide = len(self.rows.planned) * cell, len(self.columns.planned) * cell
        tall = self.rows.windows * cell
        bottom = self.y + max(self.rows.stop - self.rows.start, len(self.rows.planned)) * cell
        if self.below:
            self._arrow(self.x, bottom + 24, down=True)
            x, y = self.x, bottom + 102
        else:
            self._arrow(self.x + wide + 14, self.y + high / 2, down=False)
            x, y = self.x + wide + BETWEEN_MAPS, self.y + (high - tall) / 2
        self._output(x, y)
        card.y = max(bottom, y + tall, self.y + high / 2 + 22)
        return x, y

    def begin(self) -> None:
        """What the input is; room for the output's title above, if that is taller."""
        card = self.card
        wide = len(self.columns.planned) * self.cell
        sizes = Sizes(axis.size for axis in self.figure.axes)
        padded = Sizes(axis.padded - axis.start for axis in self.figure.axes)
        if padded == sizes:
            words = [card.wording.say(Message("draw.input_sizes", sizes=sizes))]
        else:
            told = card.wording.for_wrapping().say(
                Message("draw.input_sizes_padded", sizes=sizes, padded=padded)
            )
            words = folded(told, 12 * BOLD, max(wide + BETWEEN_MAPS - 8, 150))
        rise = (self.rows.windows - len(self.rows.planned)) * self.cell / 2
        if not self.below and rise > 0:
            card.y += rise
        for line in words:
            card.write(self.x, card.y, line, "ground", 12, font_weight=600)
            card.y += 16
        card.y -= 6
        self.y = card.y

    def input(self) -> None:
        """Padding, pixels over it, and hatches where no window reads."""
        card, cell, rows, columns = self.card, self.cell, self.rows, self.columns
        if any(axis.start < 0 or axis.padded > axis.size for axis in (rows, columns)):
            self.card.used.add("padding")
            group = card.shapes("padding", stroke_dasharray="3 2", stroke_width=0.8)
            self._map(group, rows.start, columns.start, rows.padded, columns.padded)
        group = card.shapes("input", stroke_width=0.8)
        self._map(group, 0, 0, rows.size, columns.size, lines=False)
        unread = list(self._unread())
        if unread:
            card.used.add("unread")
            group = card.shapes("unread", "flat")
            for x, y, wide, high in unread:
                card.add(group, "rect", x=x, y=y, width=wide, height=high)
            lines = card.shapes("unread", "line", stroke_width=0.8)
            card.add(lines, "path", d="".join(hatch(*area, max(cell / 4, 5)) for area in unread))
        left, top = self.at(0, 0)
        group = card.shapes("input", "line", stroke_width=0.8)
        if rows.size * columns.size > 1:
            card.add(group, "path", d=grid(left, top, columns.size, rows.size, cell))
        wide, high = columns.size * cell, rows.size * cell
        card.add(group, "rect", x=left, y=top, width=wide, height=high, stroke_width=1.4)

    def _unread(self) -> Iterator[tuple[float, float, float, float]]:
        """Areas of pixels that no window reads: whole rows, and stretches of the others."""
        rows, columns = self.rows, self.columns
        for read, lines in groupby(range(rows.size), key=lambda y: rows.times(y) > 0):
            ys = list(lines)
            for found, places in groupby(range(columns.size), key=lambda x: columns.times(x) > 0):
                xs = list(places)
                if not (read and found):
                    left, top = self.at(ys[0], xs[0])
                    yield left, top, len(xs) * self.cell, len(ys) * self.cell

    def _map(
        self, group: object, top: int, left: int, bottom: int, right: int, lines: bool = True
    ) -> None:
        x, y = self.at(top, left)
        rows, columns, cell = bottom - top, right - left, self.cell
        self.card.add(group, "rect", x=x, y=y, width=columns * cell, height=rows * cell)
        if lines and rows * columns > 1:
            self.card.add(group, "path", d=grid(x, y, columns, rows, cell))

    def windows(self) -> None:
        """The first window with what it reads, and the outline of the last one."""
        self.read(0, 0)
        self.outline(0, 0, stroke_width=2.2)
        self.card.used.add("plan")
        if self.rows.windows * self.columns.windows > 1:
            self.card.used.add("last")
            last = self.rows.windows - 1, self.columns.windows - 1
            self.outline(*last, stroke_width=1.6, stroke_dasharray="5 3")

    def read(self, row: int, column: int) -> None:
        """The cells that a window reads."""
        taps = self.rows.taps(row), self.columns.taps(column)
        sizes = self.rows.size, self.columns.size
        real = [[at for at in one if 0 <= at < size] for one, size in zip(taps, sizes, strict=True)]
        if len(real[0]) * len(real[1]) < len(taps[0]) * len(taps[1]):
            self.cells("zero", *taps, stroke_dasharray="3 2", stroke_width=0.8)
        if all(real):
            self.cells("read", *real, stroke_width=1)

    def cells(self, role: str, rows: Sequence[int], columns: Sequence[int], **line: Any) -> None:
        """Cells of one class: a block and its grid, or squares where a dilation leaves gaps."""
        group, cell = self.card.shapes(role, **line), self.cell
        high, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
        x, y = self.at(rows[0], columns[0])
        if (high, wide) != (len(rows), len(columns)):
            corners = [self.at(row, column) for row in rows for column in columns]
            squares = [f"M{number(a)} {number(b)}h{cell}v{cell}h-{cell}z" for a, b in corners]
            self.card.add(group, "path", d="".join(squares))
            return
        self.card.add(group, "rect", x=x, y=y, width=wide * cell, height=high * cell)
        if high * wide > 1:
            self.card.add(group, "path", d=grid(x, y, wide, high, cell))

    def split(self, row: int, column: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The cells that a window reads: pixels, and what lies outside the input."""
        real: list[tuple[int, int]] = []
        other: list[tuple[int, int]] = []
        for y in self.rows.taps(row):
            for x in self.columns.taps(column):
                inside = 0 <= y < self.rows.size and 0 <= x < self.columns.size
                (real if inside else other).append((y, x))
        return real, other

    def outline(self, row: int, column: int, **line: Any) -> None:
        """All that a window covers."""
        rows, columns = self.rows.taps(row), self.columns.taps(column)
        x, y = self.at(rows[0], columns[0])
        right, bottom = self.at(rows[-1] + 1, columns[-1] + 1)
        group = self.card.shapes("read", "line", **line)
        self.card.add(group, "rect", x=x, y=y, width=right - x, height=bottom - y, rx=2)

    def middle(self, row: int, column: int) -> tuple[float, float]:
        """The middle of a window."""
        rows, columns = self.rows.taps(row), self.columns.taps(column)
        left, top = self.at(rows[0], columns[0])
        right, bottom = self.at(rows[-1] + 1, columns[-1] + 1)
        return (left + right) / 2, (top + bottom) / 2

    def discs(self) -> list[tuple[float, float]]:
        """A numbered disc in the middle of each window: the output, laid on the input."""
        rows, columns = self.rows.windows, self.columns.windows
        if rows * columns > MOST_DISCS:
            return []
        ends = [
            [(one := axis.taps(n))[0] + one[-1] for n in range(axis.windows)] for axis in self.axes
        ]
        steps = [(right - left) / 2 for one in ends for left, right in pairwise(one)]
        radius = min([DISC, *((step * self.cell - 2) / 2 for step in steps)])
        if radius < 6:
            return []
        places = [self.middle(row, column) for row in range(rows) for column in range(columns)]
        group = self.card.shapes("output", stroke_width=1)
        for x, y in places:
            self.card.add(group, "circle", cx=x, cy=y, r=radius)
        size = 10 if radius >= 8 else 8.4
        numbers = [(x, y, str(number + 1)) for number, (x, y) in enumerate(places)]
        self.card.numbers("output", size, numbers, font_weight=600)
        return places

    def zeros(
        self, discs: list[tuple[float, float]], read: Collection[tuple[int, int]] | None
    ) -> None:
        """A `0` in every cell of the padding that counts as one, once, and not under a disc; `read`
        are those of a window, None if it moves over all."""
        if self.figure.border != "zero" or self.cell < ZEROS_FROM:
            return
        found: dict[str, list[tuple[float, float, str]]] = {"padding": [], "zero": []}
        for y in range(self.rows.start, self.rows.padded):
            for x in range(self.columns.start, self.columns.padded):
                if 0 <= y < self.rows.size and 0 <= x < self.columns.size:
                    continue
                left, top = self.at(y, x)
                place = left + self.cell / 2, top + self.cell / 2
                if all(abs(place[0] - a) + abs(place[1] - b) > DISC + 5 for a, b in discs):
                    found["zero" if read is None or (y, x) in read else "padding"].append(
                        (*place, "0")
                    )
        for role, placed in found.items():
            self.card.numbers(role, 11, placed)

    def _arrow(self, x: float, y: float, down: bool) -> None:
        lengths = [{length(axis.taps(n)) for n in range(axis.windows)} for axis in self.axes]
        alike = all(len(found) == 1 for found in lengths)
        sizes = Sizes(min(found) for found in lengths) if alike else None
        taps = self.rows.taps(0), self.columns.taps(0)
        kernel_arrow(self.card, taps, sizes, x, y, down, self.figure.kernel)

    def _output(self, x: float, y: float) -> None:
        """The output with the numbers of its windows."""
        card, cell = self.card, self.cell
        rows, columns = self.rows.windows, self.columns.windows
        told = card.wording.say(Message("draw.output_sizes", sizes=Sizes((rows, columns))))
        edge = x + ems(told) * 12
        if edge > card.width - MARGIN:
            card.write(card.width - MARGIN, y - 10, told, "ground", 12, "end", font_weight=600)
        else:
            card.write(x, y - 10, told, "ground", 12, font_weight=600)
        output_map(card, x, y, rows, columns, cell)
        count = rows * columns
        shown = range(count) if count <= MOST_NUMBERED else (0, count - 1)
        size = legible(str(count), cell, 12, bold=True)
        if size is not None:
            numbers = [
                (x + (n % columns + 0.5) * cell, y + (n // columns + 0.5) * cell, str(n + 1))
                for n in shown
            ]
            card.numbers("output", round(size, 1), numbers, font_weight=600)


def output_map(
    card: Card, x: float, y: float, rows: int, columns: int, cell: float, empty: bool = False
) -> None:
    """The cells of an output, filled or empty."""
    group = card.shapes("pale" if empty else "output", "line" if empty else "area", stroke_width=1)
    card.add(group, "rect", x=x, y=y, width=columns * cell, height=rows * cell)
    if rows * columns > 1:
        card.add(group, "path", d=grid(x, y, columns, rows, cell))
