"""The sheet of a window: map, axis, formula, legend."""

from __future__ import annotations

from math import prod
from zlib import crc32

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.render import Style
from convcalc.render.figures.windows import axes_named
from convcalc.render.measure import NO_BREAK, ems
from convcalc.render.svg.card import BETWEEN, MARGIN, Card, folded
from convcalc.render.svg.element import hatch, number
from convcalc.render.svg.plan import MOST_PLANNED, Plan
from convcalc.render.svg.strip import Strip
from convcalc.render.wording import Wording
from convcalc.report.figures import Windows, alike

MOST_TOLD = 8
"""Windows that the description tells one by one."""


def drawn(figures: list[Windows], wording: Wording, style: Style) -> str:
    """The picture as SVG."""
    (figure,) = figures
    card = _begun(figure, wording, style)
    plan = Plan.fitting(card, figure)
    if figure.view == "windows" and plan is not None:
        from convcalc.render.svg.panels import panels

        panels(card, figure)
        return card.finish()
    if figure.view == "animate" and plan is not None:
        from convcalc.render.svg.walk import walk

        walk(card, plan)
        card.y += MARGIN
        return card.finish()
    if figure.view != "sheet":
        card.lines(wording.say(Message("draw.too_large", most=MOST_PLANNED)), 11, "soft")
        card.y += 6
    _sheet(card, figure, plan)
    return card.finish()


def _begun(figure: Windows, wording: Wording, style: Style) -> Card:
    """A card with title and parameters; its name tells it from others in one page."""
    unbroken = wording.for_wrapping()
    title = unbroken.say(figure.title)
    settings = " · ".join(map(unbroken.say, figure.settings))
    name = f"w{crc32(repr((figure.axes, figure.border, figure.view)).encode()):x}"
    about = _described(figure, wording, title, settings)
    card = Card(name, title, about.replace(NO_BREAK, " "), wording, style)
    if settings:
        card.y -= 4
        card.lines(settings, 12.5, "soft")
    card.y += BETWEEN - 12
    return card


def _sheet(card: Card, figure: Windows, plan: Plan | None) -> None:
    """Map, axes, formulas, legend."""
    if plan is not None:
        plan.draw()
        card.y += BETWEEN
    groups = alike(figure.axes)
    for axis, numbers in groups:
        told = heading(len(figure.axes), numbers, len(groups))
        behind = figure.axes[numbers[-1] + 1 :] if plan is not None and len(groups) > 1 else ()
        Strip(card, figure, axis, plan, prod(one.windows for one in behind)).draw(told)
        card.y += BETWEEN - 8
    formulas(card, figure.formulas, len(figure.axes))
    legend(card, _meanings(card, figure))


def formulas(
    card: Card, equal: tuple[tuple[tuple[int, ...], tuple[Any, ...]], ...], dims: int
) -> None:
    """A line for each formula."""
    wording = card.wording
    for axes, parts in equal:
        told = [wording.value(part) for part in parts]
        if 0 < len(axes) < dims:
            named = axes_named(dims, axes)
            told[0] = wording.say(Message("draw.of_axes", axes=named, formula=told[0]))
        if max(map(ems, told)) * 13 < card.width - 3 * MARGIN:  # broken at equals signs only
            told = [part.replace(" ", NO_BREAK) for part in told]
        whole = " = ".join(told)
        if len(told) > 3 and ems(whole) * 13 * 1.08 > card.width - 2 * MARGIN:
            card.lines(" = ".join(told[:2]), 13)
            whole = "= " + " = ".join(told[2:])
        card.lines(whole, 13)
    card.y += 4


def _described(figure: Windows, wording: Wording, title: str, settings: str) -> str:
    """The answer in a sentence for each window, or in one for all."""
    told = [f"{title}: {settings}." if settings else f"{title}."]
    if figure.view == "animate":
        told.append(wording.word("draw.about.walk"))
    groups = alike(figure.axes)
    for axis, numbers in groups:
        if len(groups) > 1:
            along = Message("draw.along", axes=axes_named(len(figure.axes), numbers))
            told.append(f"{wording.say(along)}:")
        if axis.windows > MOST_TOLD:
            first, last = axis.taps(0), axis.taps(axis.windows - 1)
            ends = {"first": first[0], "last": last[-1], "count": axis.windows}
            told.append(wording.say(Message("draw.about.windows", **ends)))
        else:
            for number in range(axis.windows):
                taps = axis.taps(number)
                reach = {"number": number + 1, "first": taps[0], "last": taps[-1]}
                code = "draw.about.window" if taps.step == 1 else "draw.about.window_spaced"
                told.append(wording.say(Message(code, **reach, step=taps.step)))
    return " ".join(told)


def heading(dims: int, numbers: list[int], groups: int) -> Message:
    if groups > 1:
        return Message("draw.along", axes=axes_named(dims, numbers))
    return Message(f"draw.alike.{dims}")


def legend(card: Card, items: list[tuple[str, Message]]) -> None:
    """What the colours of roles mean, on as many lines as it needs."""
    x = float(MARGIN)
    for role, message in items:
        words, *rest = folded(card.wording.say(message), 11, card.width - 2 * MARGIN - 20)
        wide = 20 + ems(words) * 11 * 1.08 + 16
        if x > MARGIN and x + wide - 16 > card.width - MARGIN:
            x = MARGIN
            card.y += 20
        swatch(card, role, x, card.y - 10)
        card.write(x + 20, card.y, words, "soft", 11)
        for line in rest:
            card.y += 14
            card.write(x + 20, card.y, line, "soft", 11)
        x += wide
    card.y += 18


def _meanings(card: Card, figure: Windows) -> list[tuple[str, Message]]:
    last = prod(axis.windows for axis in figure.axes)
    discs = "plan" in card.used
    tap = "draw.legend.tap_first" if discs else "draw.legend.tap"
    found = {
        "input": Message("draw.input"),
        "padding": Message(f"draw.legend.svg.{figure.border}"),
        "read": Message(tap),
        "zero": Message("draw.legend.in_padding"),
        "last": Message("draw.legend.last", number=last),
        "gap": Message("draw.legend.gap"),
        "outside": Message("draw.legend.outside"),
        "output": Message("draw.legend.output_middle" if discs else "draw.legend.output"),
        "unread": Message("draw.legend.unread"),
    }
    always = {"input", "read", "output"}
    return [(role, words) for role, words in found.items() if role in card.used | always]


SWATCHES: dict[str, tuple[tuple[str, str], dict[str, Any]]] = {
    "last": (("read", "line"), {"stroke_width": 1.6, "stroke_dasharray": "5 3"}),
    "outside": (("read", "line"), {"stroke_width": 1, "stroke_dasharray": "2 2"}),
    "padding": (("padding", "area"), {"stroke_dasharray": "3 2"}),
    "zero": (("zero", "area"), {"stroke_dasharray": "3 2"}),
}
"""How what is not painted as its own role looks in the legend."""


def swatch(card: Card, role: str, x: float, y: float) -> None:
    """A small piece of what is painted as a role."""
    if role == "gap":
        line = card.shapes("read", "line", stroke_width=2)
        card.add(line, "path", d=f"M{number(x)} {number(y + 6)}h13")
        return
    painted, more = SWATCHES.get(role, ((role, "area"), {}))
    group = card.shapes(*painted, **more)
    card.add(group, "rect", x=x, y=y, width=12, height=12, rx=2)
    if role == "unread":
        lines = card.shapes("unread", "line", stroke_width=0.8)
        card.add(lines, "path", d=hatch(x, y, 12, 12, 5))
