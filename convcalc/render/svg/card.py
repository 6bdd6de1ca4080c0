"""A card: title, parameters, blocks below each other, and a frame that is closed last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from convcalc.annotations import Any
from convcalc.render import Style
from convcalc.render.measure import NARROW, NO_BREAK, ems, wrap
from convcalc.render.palette import PALETTE, recoloured
from convcalc.render.svg.element import Drawing, number
from convcalc.render.wording import Wording

MARGIN = 20
BETWEEN = 26
"""Pixels between blocks."""
BOLD = 1.1
"""How much wider bold text is, by estimate."""
LEAST = 8.4
"""The smallest size of what is written."""


class Card:
    """One picture; `y` is where the next block may begin, `used` what a legend has to tell. Texts
    are laid over all shapes."""

    def __init__(self, name: str, title: str, about: str, wording: Wording, style: Style) -> None:
        palette = recoloured(style.colours) if style.colours else PALETTE
        self.name = name
        self.width: int = style.width or 0
        self.used: set[str] = set()
        self.wording = wording
        named = title.replace(NO_BREAK, " ")
        self.drawing = Drawing(self.width, name, named, about, wording.lang, style.theme, palette)
        self.frame = self.drawing.group("ground")
        self.many: dict[tuple[Any, ...], list[tuple[float, float, str]]] = {}
        self.written: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
        self.y = 30.0
        self.lines(title, 17, font_weight=650)
        self.y += 3

    def lines(self, words: str, size: float, role: str = "ground", **attributes: Any) -> None:
        """Write text from the margin, broken where it would leave the card."""
        room = (self.width - 2 * MARGIN) / (BOLD if "font_weight" in attributes else 1)
        for line in folded(words, size, room):
            self.write(MARGIN, self.y, line, role, size, **attributes)
            self.y += round(size * 1.4)

    def write(self, *place: Any, **attributes: Any) -> None:
        """Write a text, as `Drawing.text` does, over whatever is drawn."""
        self.written.append((place, attributes))

    def shapes(self, role: str, kind: str = "area", **attributes: Any) -> Any:
        """A group painted as a role."""
        return self.drawing.group(role, kind, **attributes)

    @contextmanager
    def within(self, **attributes: Any) -> Iterator[None]:
        """Shapes made meanwhile stand in a group of their own."""
        outside = self.drawing.root
        self.drawing.root = self.drawing.add(outside, "g", **attributes)
        yield
        self.drawing.root = outside

    def add(self, parent: Any, tag: str, **attributes: Any) -> Any:
        """An element."""
        return self.drawing.add(parent, tag, **attributes)

    def numbers(
        self, role: str, size: float, placed: list[tuple[float, float, str]], **more: Any
    ) -> None:
        """Short texts of one role, each centred at its place."""
        if placed:
            self.many.setdefault((role, size, *more.items()), []).extend(placed)

    def finish(self) -> str:
        """The file, once everything is drawn."""
        drawing = self.drawing
        for (role, size, *more), placed in self.many.items():
            group = drawing.group(role, "text", **dict(more), font_size=size, text_anchor="middle")
            for x, y, words in placed:
                drawing.add(group, "text", x=x, y=y + 0.36 * size).text = words
        for place, attributes in self.written:
            drawing.text(*place, **attributes)
        height = round(self.y)
        inside = {"x": 0.5, "y": 0.5, "width": self.width - 1, "height": height - 1, "rx": 8}
        drawing.add(self.frame, "rect", **inside)
        return drawing.finish(height)


def folded(words: str, size: float, room: float) -> list[str]:
    """Lines of a text that are not wider than the room, by estimate."""
    most = max(int(room / (size * NARROW)), 1)
    return [
        line[at : at + most] for line in wrap(words, most) for at in range(0, len(line) or 1, most)
    ]


def grid(x: float, y: float, columns: int, rows: int, cell: float) -> str:
    """The path of the lines between cells."""
    down = [f"M{number(x + n * cell)} {number(y)}v{number(rows * cell)}" for n in range(1, columns)]
    across = [
        f"M{number(x)} {number(y + n * cell)}h{number(columns * cell)}" for n in range(1, rows)
    ]
    return "".join(down + across)


def legible(words: str, room: float, size: float, bold: bool = False) -> float | None:
    """The size at which a text fits into a width, at most the given one; None if too small."""
    fitting = min(size, (room - 2) / max(ems(words) * (BOLD if bold else 1), 0.01))
    return fitting if fitting >= LEAST else None
