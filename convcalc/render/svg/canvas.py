"""The maps of a transposed convolution: numbered input pixels and the canvas that they write, or
the stretched input with a window on it."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.render.figures.lanes import Lanes
from convcalc.render.measure import ems
from convcalc.render.palette import shade_of
from convcalc.render.svg.areas import Areas
from convcalc.render.svg.card import MARGIN, Card, folded, grid, legible
from convcalc.render.svg.kernel import kernel_arrow
from convcalc.render.svg.plan import BETWEEN_MAPS, GUTTER, LARGEST, MOST_PLANNED
from convcalc.report.document import Sizes
from convcalc.report.figures import Scatter

SMALLEST = 12
"""Pixels of a cell."""
UNDER_ARROW = 36
"""Pixels below the middle that the words of the kernel take."""


class Canvas:
    """The input at the left, and what it writes at the right: how often each output is written."""

    def __init__(self, card: Card, figure: Scatter, lanes: tuple[Lanes, Lanes], cell: int) -> None:
        self.card = card
        self.spread = figure
        self.rows, self.columns = lanes
        self.cell = cell
        self.x = self.left(card, lanes[1], cell)
        self.y = card.y

    @staticmethod
    def left(card: Card, columns: Lanes, cell: int) -> float:
        """Where the positions begin."""
        return max(GUTTER + 20.0, MARGIN + columns.axis.size * cell + BETWEEN_MAPS)

    @classmethod
    def fitting(cls, card: Card, figure: Scatter) -> Canvas | None:
        """The plan where the card has room for one."""
        if len(figure.axes) != 2:
            return None
        rows, columns = (Lanes(axis, figure.view) for axis in figure.axes)
        cells = columns.stop - columns.start
        if max(cells, rows.stop - rows.start, rows.axis.size, rows.axis.outputs) > MOST_PLANNED:
            return None
        for cell in range(LARGEST, SMALLEST - 1, -1):
            right = cls.left(card, columns, cell) + cells * cell + cls.after(columns, cell)
            if right <= card.width - MARGIN:
                return cls(card, figure, (rows, columns), cell)
        return None

    @staticmethod
    def after(columns: Lanes, cell: int) -> float:
        """Pixels right of the positions."""
        return 0

    def at(self, row: int, column: int) -> tuple[float, float]:
        """The corner of a cell."""
        left = self.x + (column - self.columns.start) * self.cell
        return left, self.y + (row - self.rows.start) * self.cell

    def _outline(self, row: int, column: int, line: dict[str, object]) -> None:
        rows, columns = self.rows.taps(row), self.columns.taps(column)
        x, y = self.at(rows[0], columns[0])
        right, bottom = self.at(rows[-1] + 1, columns[-1] + 1)
        group = self.card.shapes("read", "line", **line)
        self.card.add(group, "rect", x=x, y=y, width=right - x, height=bottom - y, rx=2)

    def draw(self) -> None:
        """Everything, from the card's next line on."""
        rows, columns, cell = self.rows, self.columns, self.cell
        high = rows.stop - rows.start
        top = self.card.y + 6
        self.y = top + max((rows.axis.size - high) * cell / 2, 0)
        self._titled(Message("draw.output_sizes", sizes=self.sizes(True)), self.at(0, 0)[0], self.y)
        self._canvas()
        left = max(MARGIN, self.x - BETWEEN_MAPS - columns.axis.size * cell)
        self._pixels(left, self.y + (high - rows.axis.size) * cell / 2)
        self.arrow(self.x - BETWEEN_MAPS + 14, self.y + high * cell / 2)
        middle = self.y + high * cell / 2
        bottom = self.y + max(high, (high + rows.axis.size) / 2) * cell
        self.card.y = max(bottom, middle + UNDER_ARROW)

    def sizes(self, outputs: bool) -> Sizes:
        """Sizes of the output, or of the input."""
        axes = self.spread.axes
        return Sizes(axis.outputs if outputs else axis.size for axis in axes)

    def _titled(self, message: Message, x: float, y: float) -> None:
        card, words = self.card, self.card.wording.say(message)
        x = min(x, card.width - MARGIN - ems(words) * 12)
        card.write(x, y - 9, words, "ground", 12, font_weight=600)

    def arrow(self, x: float, y: float) -> None:
        """The kernel, an arrow, its name and size."""
        taps = self.rows.taps(0), self.columns.taps(0)
        kernel_arrow(self.card, taps, Sizes(map(len, taps)), x, y)

    def _canvas(self) -> None:
        card, rows, columns, cell = self.card, self.rows, self.columns, self.cell
        high, wide = rows.stop - rows.start, columns.stop - columns.start
        outputs = rows.axis.outputs, columns.axis.outputs
        if (high, wide) != outputs:
            card.used.add("cropped")
            group = card.shapes("padding", stroke_width=0.8, stroke_dasharray="3 2")
            card.add(group, "rect", x=self.x, y=self.y, width=wide * cell, height=high * cell)
            card.add(group, "path", d=grid(self.x, self.y, wide, high, cell))
        counts = [[rows.axis.times(y) * columns.axis.times(x) for x in range(outputs[1])]
                  for y in range(outputs[0])]  # fmt: skip
        most = max(map(max, counts))
        cells = Areas(card)
        for y, row in enumerate(counts):
            for x, count in enumerate(row):
                role = f"times{shade_of(count, most)}" if count else "unread"
                card.used |= {"times2"} if count else {"unread"}
                cells.put(role, *self.at(y, x), cell, cell, str(count) if count else "")
        cells.draw("flat", weight=400)
        left, top = self.at(0, 0)
        edge = card.shapes("output", "line", stroke_width=0.8)
        if outputs != (1, 1):
            card.add(edge, "path", d=grid(left, top, outputs[1], outputs[0], cell))
        sizes = {"width": outputs[1] * cell, "height": outputs[0] * cell}
        card.add(edge, "rect", x=left, y=top, **sizes, stroke_width=1.6)
        self._outline(0, 0, {"stroke_width": 2.2})
        card.used.add("first")
        if rows.windows * columns.windows > 1:
            card.used.add("last")
            last = rows.windows - 1, columns.windows - 1
            self._outline(*last, {"stroke_width": 1.6, "stroke_dasharray": "5 3"})

    def _pixels(self, x: float, y: float) -> None:
        """The numbered input, its first pixel read."""
        card, cell = self.card, self.cell
        rows, columns = self.rows.axis.size, self.columns.axis.size
        card.used.add("input")
        self._titled(Message("draw.input_sizes", sizes=self.sizes(False)), x, y)
        cells = Areas(card, stroke_width=1)
        for n in range(rows * columns):
            place = x + n % columns * cell, y + n // columns * cell
            cells.put("input" if n else "read", *place, cell, cell, str(n + 1))
        cells.draw()


class Stretched(Canvas):
    """The stretched and padded input with the first window, and the numbered output."""

    @staticmethod
    def left(card: Card, columns: Lanes, cell: int) -> float:
        return GUTTER

    @staticmethod
    def after(columns: Lanes, cell: int) -> float:
        return BETWEEN_MAPS + columns.axis.outputs * max(min(cell, 26), SMALLEST) + 4

    def draw(self) -> None:
        card, rows, columns, cell = self.card, self.rows, self.columns, self.cell
        high, wide = rows.stop - rows.start, columns.stop - columns.start
        sizes = Sizes((high, wide))
        small = max(min(cell, 26), SMALLEST)
        told = card.wording.say(Message("draw.stretched", sizes=sizes))
        for line in folded(told, 12.5, card.width - self.x - MARGIN):
            card.write(self.x, card.y, line, "ground", 12, font_weight=600)
            card.y += 17
        rise = (rows.axis.outputs * small - high * cell) / 2
        self.y = card.y - 6 + (rise + 16 if rise > -16 else 0)
        self._stretched()
        middle = self.y + high * cell / 2
        self.arrow(self.x + wide * cell + 14, middle)
        self._outputs(self.x + wide * cell + BETWEEN_MAPS, middle, small)
        tall = rows.axis.outputs * small / 2
        card.y = max(self.y + high * cell, middle + tall, middle + UNDER_ARROW)

    def _stretched(self) -> None:
        card, rows, columns, cell = self.card, self.rows, self.columns, self.cell
        first = rows.taps(0), columns.taps(0)
        plain, zeros = Areas(card), Areas(card)
        dashed = Areas(card, stroke_dasharray="3 2")
        for y in range(rows.start, rows.stop):
            for x in range(columns.start, columns.stop):
                kinds = {rows.kind(y), columns.kind(x)}
                kind = next(one for one in ("padding", "inserted", "pixel") if one in kinds)
                taken = y in first[0] and x in first[1]
                role = {"pixel": "input"}.get(kind, kind)
                words = "0"
                if kind == "pixel":
                    row, column = rows.axis.pixel(y), columns.axis.pixel(x)
                    words = str((row or 0) * columns.axis.size + (column or 0) + 1)
                if taken:
                    role = "read" if kind == "pixel" else "zero"
                card.used.add("met" if role == "read" else role)
                cells = zeros if role == "inserted" else plain if kind == "pixel" else dashed
                cells.put(role, *self.at(y, x), cell, cell, words)
        for cells in (dashed, zeros):
            cells.draw(weight=400)
        plain.draw()
        self._outline(0, 0, {"stroke_width": 2.2})
        if rows.windows * columns.windows > 1:
            card.used.add("last_window")
            last = rows.windows - 1, columns.windows - 1
            self._outline(*last, {"stroke_width": 1.6, "stroke_dasharray": "5 3"})

    def _outputs(self, x: float, middle: float, cell: float) -> None:
        card = self.card
        rows, columns = self.rows.axis.outputs, self.columns.axis.outputs
        y = middle - rows * cell / 2
        told = card.wording.say(Message("draw.output_sizes", sizes=self.sizes(True)))
        card.write(x + columns * cell, y - 9, told, "ground", 12, "end", font_weight=600)
        cells = Areas(card, stroke_width=1)
        for n in range(rows * columns):
            place = x + n % columns * cell, y + n // columns * cell
            fits = legible(str(rows * columns), cell, 11) is not None
            cells.put("output", *place, cell, cell, str(n + 1) if fits else "")
        cells.draw()
