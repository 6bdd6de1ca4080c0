"""The sheet of a window: map, axis, formula, legend."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.render import Style
from convcalc.render.measure import ems
from convcalc.render.svg.card import BETWEEN, MARGIN, Card
from convcalc.render.svg.plan import Plan
from convcalc.render.svg.strip import Strip
from convcalc.render.wording import Wording
from convcalc.report.figures import Axis, Windows

NAME = "windows"
MOST_TOLD = 8
"""Windows that the description tells one by one."""


def drawn(figures: list[Windows], wording: Wording, style: Style) -> str:
    """The picture as SVG."""
    (figure,) = figures
    card = begun(figure, wording, style)
    plan = Plan.fitting(card, figure)
    legend = Legend(card, figure)
    if plan is not None:
        plan.draw(legend.used)
        card.y += BETWEEN
    groups: dict[Axis, list[int]] = {}
    for number, axis in enumerate(figure.axes):
        groups.setdefault(axis, []).append(number)
    for axis, numbers in reversed(groups.items()):
        heading = _heading(len(figure.axes), numbers, len(groups))
        Strip(card, figure, axis, plan).draw(heading, legend.used)
        card.y += BETWEEN - 8
    for axes, parts in figure.formulas:
        words = " = ".join(wording.value(part) for part in parts)
        if len(figure.formulas) > 1:
            named = [Message(f"draw.axis.{len(figure.axes)}.{number}") for number in axes]
            words = wording.say(Message("draw.of_axes", axes=named, formula=words))
        card.lines(words, 13)
    card.y += 4
    legend.draw()
    return card.finish()


def begun(figure: Windows, wording: Wording, style: Style) -> Card:
    """A card with title and parameters."""
    title = wording.say(figure.title)
    settings = " · ".join(map(wording.say, figure.settings))
    card = Card(NAME, title, _described(figure, wording, title, settings), wording, style)
    if settings:
        card.y -= 4
        card.lines(settings, 12.5, "soft")
    card.y += BETWEEN - 12
    return card


def _described(figure: Windows, wording: Wording, title: str, settings: str) -> str:
    """The answer in a sentence for each window, or in one for all."""
    told = [f"{title}: {settings}." if settings else f"{title}."]
    for axis in dict.fromkeys(reversed(figure.axes)):
        if axis.windows > MOST_TOLD:
            first, last = axis.taps(0), axis.taps(axis.windows - 1)
            ends = {"first": first[0], "last": last[-1], "count": axis.windows}
            told.append(wording.say(Message("draw.about.windows", **ends)))
        else:
            for number in range(axis.windows):
                taps = axis.taps(number)
                reach = {"number": number + 1, "first": taps[0], "last": taps[-1]}
                told.append(wording.say(Message("draw.about.window", **reach)))
    return " ".join(told)


def _heading(dims: int, numbers: list[int], groups: int) -> Message:
    if groups > 1:
        return Message("draw.along", axes=[Message(f"draw.axis.{dims}.{n}") for n in numbers])
    return Message(f"draw.alike.{dims}")


class Legend:
    """What the colours mean that occur."""

    def __init__(self, card: Card, figure: Windows) -> None:
        self.card = card
        self.figure = figure
        self.used: set[str] = set()

    def draw(self) -> None:
        """The legend, on as many lines as it needs."""
        card, x = self.card, float(MARGIN)
        for role, message in self._items():
            words = card.wording.say(message)
            wide = 20 + ems(words) * 11 * 1.08 + 16
            if x > MARGIN and x + wide - 16 > card.width - MARGIN:
                x = MARGIN
                card.y += 20
            self._swatch(role, x, card.y - 10)
            card.write(x + 20, card.y, words, "soft", 11)
            x += wide
        card.y += 18

    def _items(self) -> list[tuple[str, Message]]:
        last = 1
        for axis in self.figure.axes:
            last *= axis.windows
        found = [("input", Message("draw.input"))]
        border = self.figure.border
        if "padding" in self.used:
            found.append(("padding", Message(f"draw.legend.svg.{border}")))
        tap = "draw.legend.tap_first" if "plan" in self.used else "draw.legend.tap"
        found.append(("read", Message(tap)))
        if "last" in self.used:
            found.append(("last", Message("draw.legend.last", number=last)))
        if "gap" in self.used:
            found.append(("gap", Message("draw.legend.gap")))
        if "clipped" in self.used:
            found.append(("outside", Message("draw.legend.outside")))
        found.append(("output", Message("draw.legend.output")))
        if "unread" in self.used:
            found.append(("unread", Message("draw.legend.unread")))
        return found

    def _swatch(self, role: str, x: float, y: float) -> None:
        card = self.card
        if role == "gap":
            line = card.shapes("read", "line", stroke_width=2)
            card.add(line, "path", d=f"M{x:.2f} {y + 6:.2f}h13")
            return
        kind, more = "area", {}
        if role in ("last", "outside"):
            more = {"stroke_width": 1.6, "stroke_dasharray": "5 3" if role == "last" else "2 2"}
            role, kind = "read", "line"
        elif role == "padding":
            more = {"stroke_dasharray": "3 2"}
        group = card.shapes(role, kind, **more)
        card.add(group, "rect", x=x, y=y, width=12, height=12, rx=2)
        if role == "unread":
            hatched(card, [(x, y, 12, 12)], 5)


def hatched(card: Card, areas: list[tuple[float, float, float, float]], step: float = 8) -> None:
    """Diagonal lines over areas that nothing reads."""
    from convcalc.render.svg.element import hatch

    if areas:
        lines = card.shapes("unread", "line", stroke_width=0.8)
        card.add(lines, "path", d="".join(hatch(*area, step) for area in areas))
