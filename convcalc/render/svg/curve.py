"""A number at each layer in SVG, in steps: the receptive field, the memory while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from convcalc.algebra.decimals import rounded
from convcalc.errors import Message
from convcalc.record import NamedTuple
from convcalc.render.figures.amounts import amount
from convcalc.render.measure import ems
from convcalc.render.svg.element import Drawing, fitted, number
from convcalc.render.wording import BYTES, Wording
from convcalc.report.figures import Curve

HEIGHT = 192
HEADROOM = 22
SIZE = 11
TICK = 10.5
MOST_TICKS = 5
MOST_BANDS = 24
"""Stages that are told apart by shading."""
NAME = 150
"""Pixels that the name of a layer may take."""


class _Frame(NamedTuple):
    """Where points lie: left edge, distance of layers, the line of 0, pixels for each unit; the
    values themselves."""

    left: float
    pitch: float
    bottom: float
    scale: float
    values: tuple[int, ...]

    def x(self, at: int) -> float:
        return self.left + at * self.pitch

    def y(self, value: float) -> float:
        return self.bottom - value * self.scale

    def between(self, left: float, right: float) -> tuple[float, float]:
        """The highest and the lowest line of the values between two places."""
        first = max(int((left - self.left) / self.pitch), 0)
        last = max(int((right - self.left) / self.pitch) + 1, first + 1)
        values = self.values[first:last] or (0,)
        return self.y(max(values)), self.y(min(values))


def draw_curve(drawing: Drawing, curve: Curve, wording: Wording, top: float) -> float:
    """Draw the curve below `top`; where it ends."""
    values = tuple([value for _, value in curve.points])
    most = max(*values, curve.limit or 0, 1)
    unit, size = _unit(most) if curve.kind == "memory" else ("", 1)
    ticks = _ticks(Fraction(most, size))
    labels = [rounded(tick, grouping=wording.grouping) for tick in ticks]
    left = drawing.left + max(ems(label) for label in [*labels, unit]) * TICK + 8
    pitch = (drawing.right - 8 - left) / len(values)
    frame = _Frame(left, pitch, top + HEIGHT, (HEIGHT - HEADROOM) / most, values)
    right = frame.x(len(values))
    _bands(drawing, curve, wording, frame, top)
    heights = [frame.y(float(tick * size)) for tick in ticks]
    paths = "".join(f"M{number(left)} {number(y)}H{number(right)}" for y in heights)
    drawing.add(drawing.group("soft", "line", stroke_width=0.8), "path", d=paths)
    for y, label in zip(heights, labels, strict=True):
        drawing.text(left - 6, y + 4, label, "soft", TICK, "end")
    if unit:
        drawing.text(left - 6, top + 2, unit, "soft", TICK, "end")
    path = _steps(frame)
    if curve.kind == "memory":
        area = drawing.group("input", "flat")
        drawing.add(area, "path", d=f"{path}V{number(frame.bottom)}H{number(left)}z")
    drawing.add(drawing.group("input", "line", stroke_width=2.2), "path", d=path)
    if curve.kind == "memory":
        _peak(drawing, curve, wording, frame)
    else:
        _limit(drawing, curve, wording, frame)
    return frame.bottom + (18 if curve.bands else 4)


def _unit(most: int) -> tuple[str, int]:
    """The unit of bytes that the largest value is told in."""
    return next(((name, size) for name, size in BYTES if most >= size), ("B", 1))


def _ticks(most: Fraction) -> list[Fraction]:
    """Round numbers from 0 on, at most five steps up to the largest value."""
    step = Fraction(1)
    while step * 10 < most:
        step *= 10
    finest = [step * part for part in (Fraction(1, 5), Fraction(1, 2), 1, 2, 5)]
    chosen = next((one for one in finest if most / one <= MOST_TICKS), step * 10)
    return [chosen * at for at in range(int(most / chosen) + 1)]


def _steps(frame: _Frame) -> str:
    """The path of the values; what stays equal is one line."""
    parts: list[str] = []
    at = 0
    for value, run in groupby(frame.values):
        at += len(list(run))
        y, x = number(frame.y(value)), number(frame.x(at))
        parts.append(f"V{y}H{x}" if parts else f"M{number(frame.left)} {y}H{x}")
    return "".join(parts)


def _bands(drawing: Drawing, curve: Curve, wording: Wording, frame: _Frame, top: float) -> None:
    """Every other stage shaded, each named below where there is room."""
    group = drawing.group("soft", "flat")
    for place, band in enumerate(curve.bands):
        left, right = frame.x(band.start), frame.x(band.stop)
        if place % 2 and len(curve.bands) <= MOST_BANDS:
            height = frame.bottom - top
            drawing.add(group, "rect", x=left, y=top, width=right - left, height=height)
        name = wording.text(band.name)
        if ems(name) * TICK + 4 <= right - left:
            middle = (left + right) / 2
            drawing.text(middle, frame.bottom + 15, name, "soft", TICK, "middle")


def _peak(drawing: Drawing, curve: Curve, wording: Wording, frame: _Frame) -> None:
    """The largest value, where it is reached first by name."""
    assert curve.marked is not None
    name, most = curve.points[curve.marked]
    group = drawing.group("read", stroke_width=0.8)
    y, at = frame.y(most), 0
    for value, run in groupby(frame.values):
        start, at = at, at + len(list(run))
        if value == most:
            size = {"width": frame.x(at) - frame.x(start), "height": frame.bottom - y}
            drawing.add(group, "rect", x=frame.x(start), y=y, **size)
    told = Message("draw.peak", bytes=amount(most, True, wording), layer=fitted(name, SIZE, NAME))
    words = wording.say(told)
    first = frame.values.index(most)
    last = next((at for at in range(first, len(frame.values)) if frame.values[at] < most), at)
    _best(
        drawing, frame, words,
        [(frame.x(last) + 8, y + 9, "start"), (frame.x(first) - 8, y + 9, "end"),
         (frame.x(last), y - 6, "end"), (frame.left, y - 6, "start")],
    )  # fmt: skip


def _limit(drawing: Drawing, curve: Curve, wording: Wording, frame: _Frame) -> None:
    """The size of the input as a dashed line, where the field reaches it, and the field at last."""
    end, last = frame.x(len(frame.values)), frame.values[-1]
    drawing.text(
        end, frame.y(max(frame.values[-3:])) - 7, wording.value(last), size=SIZE, anchor="end",
        font_weight=600,
    )  # fmt: skip
    if curve.limit is None:
        return
    y = frame.y(curve.limit)
    line = drawing.group("soft", "mark", stroke_width=1.4, stroke_dasharray="6 4")
    drawing.add(line, "path", d=f"M{number(frame.left)} {number(y)}H{number(end)}")
    words = wording.say(Message("draw.input_line", size=curve.limit))
    _best(
        drawing, frame, words,
        [(frame.left + 6, y - 5, "start"), (end - 4, y - 5, "end"), (end - 4, y + 14, "end"),
         (frame.left + 6, y + 14, "start")],
        "soft",
    )  # fmt: skip
    if curve.marked is not None:
        name = fitted(wording.text(curve.points[curve.marked][0]), SIZE, NAME)
        x = frame.x(curve.marked)
        drawing.add(drawing.group("read", stroke_width=0.8), "circle", cx=x, cy=y, r=4)
        _best(
            drawing, frame, name,
            [(x + 8, y + 16, "start"), (x - 8, y - 8, "end"), (x - 8, y + 16, "end"),
             (x + 8, y - 8, "start")],
            "soft",
        )  # fmt: skip


def _best(
    drawing: Drawing,
    frame: _Frame,
    words: str,
    places: Sequence[tuple[float, float, str]],
    role: str = "ground",
) -> None:
    """Write where no other text is and the curve does not run; else where no other text is."""

    def free(x: float, y: float, anchor: str) -> bool:
        wide = ems(words) * SIZE
        left = x - wide if anchor == "end" else x
        high, low = frame.between(left - 2, left + wide + 2)
        return y + 3 < high or y - SIZE > low

    clear = [
        one
        for one in places
        if one[1] < frame.bottom and drawing.clear(*one[:2], words, SIZE, one[2])
    ]
    chosen = next((one for one in clear if free(*one)), next(iter(clear), None))
    if chosen is not None:
        x, y, anchor = chosen
        drawing.text(x, y, words, role, SIZE, anchor, font_weight=600)
