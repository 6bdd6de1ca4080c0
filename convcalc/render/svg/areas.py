"""Areas of a map or a row, gathered by role: a role is one path; and what stands in them."""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.render.svg.card import Card, legible
from convcalc.render.svg.element import hatch, number


class Areas:
    """Rectangles that are drawn together, and their numbers above everything."""

    def __init__(self, card: Card, **line: Any) -> None:
        self.card = card
        self.line = {"stroke_width": 0.8, **line}
        self.paths: dict[str, list[str]] = {}
        self.texts: dict[tuple[str, float], list[tuple[float, float, str]]] = {}
        self.holes: list[tuple[float, float, float, float]] = []

    def put(self, role: str, x: float, y: float, wide: float, high: float, words: str = "") -> None:
        """A cell of a role, with a number in it if that is legible there."""
        a, b, w, h = map(number, (x, y, wide, high))
        self.paths.setdefault(role, []).append(f"M{a} {b}h{w}v{h}h-{w}z")
        if role == "unread":
            self.holes.append((x, y, wide, high))
        size = legible(words, wide, 11, bold=True) if words and high >= 10 else None
        if size is not None:
            key = role, round(size, 1)
            self.texts.setdefault(key, []).append((x + wide / 2, y + high / 2, words))

    def draw(self, kind: str = "area", weight: int = 600) -> None:
        """One path a role, hatches over what nothing reads, and the numbers."""
        card = self.card
        if self.holes:
            self._paint("unread", kind)
            lines = card.shapes("unread", "line", stroke_width=0.8)
            step = 5 if min(hole[2] for hole in self.holes) >= 8 else 4
            card.add(lines, "path", d="".join(hatch(*hole, step) for hole in self.holes))
        for role in list(self.paths):
            self._paint(role, kind)
        for (role, size), placed in self.texts.items():
            card.numbers(role, size, placed, font_weight=weight)

    def _paint(self, role: str, kind: str) -> None:
        group = self.card.shapes(role, kind, **self.line)
        self.card.add(group, "path", d="".join(self.paths.pop(role)))
