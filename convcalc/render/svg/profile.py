"""The shape of a network in SVG: sizes above a line, channels below it, skips as arcs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import log2

from convcalc.errors import Message
from convcalc.record import NamedTuple
from convcalc.render.measure import ems
from convcalc.render.svg.element import Drawing, number
from convcalc.render.wording import Wording
from convcalc.report.document import Alike
from convcalc.report.figures import Profile, ProfileColumn

STEP = 9
"""Pixels of a doubling, fewer where there are many doublings."""
TALLEST = 84
BASE = 4.4
"""Height of a size or a number of channels of one."""
SIZE = 11
SMALL = 10
ARC = 16
WIDEST = 64
"""Pixels of a column at most."""


class _Place(NamedTuple):
    """Where the columns stand: left edges, distance, the line, heights above and below it."""

    lefts: list[float]
    pitch: float
    line: float
    ups: list[float]
    downs: list[float]


def draw_profile(drawing: Drawing, profile: Profile, wording: Wording, top: float) -> float:
    """Draw the shape of a network below `top`; where it ends."""
    words = [wording.say(Message(f"draw.profile_{what}")) for what in ("size", "channels")]
    side = max(ems(word) for word in words) * SIZE * 1.08 + 8
    room = drawing.right - drawing.left - side
    columns = profile.columns
    pitch = min(room / len(columns), WIDEST)
    room = pitch * len(columns)
    ups = _heights([column.side for column in columns])
    downs = _heights([column.channels for column in columns])
    rises = [_rise(ups[skip.start : skip.end + 1]) for skip in profile.skips]
    line = top + max([0.8 * rise for rise in rises] + ups) + 4
    lefts = [drawing.left + at * pitch for at in range(len(columns))]
    place = _Place(lefts, pitch, line, ups, downs)
    wide = pitch - min(2, pitch * 0.15)
    for role, heights, start in (("input", ups, -1.0), ("pale", downs, 1.0)):
        group = drawing.group(role, stroke_width=0.8)
        for left, height in zip(lefts, heights, strict=True):
            y = line + (start if start > 0 else start - height)
            drawing.add(group, "rect", x=left, y=y, width=wide, height=height)
    _arcs(drawing, profile, rises, place)
    axis = drawing.group("soft", "mark", stroke_width=1)
    drawing.add(axis, "path", d=f"M{drawing.left} {number(line)}H{number(drawing.left + room)}")
    for word, y in zip(words, (line - 8, line + 16), strict=True):
        drawing.text(drawing.left + room + 8, y, word, "soft", SIZE)
    _sizes(drawing, profile, wording, place)
    _channels(drawing, profile, wording, place)
    y = line + max(downs) + 24
    if any(column.stage for column in columns):
        _braces(drawing, profile, wording, place, y)
        y += 22
    return y


def _heights(values: Sequence[float]) -> list[float]:
    doublings = [log2(max(value, 1)) for value in values]
    step = min(STEP, TALLEST / max(*doublings, 1))
    return [BASE + step * doubling for doubling in doublings]


def _rise(ups: Sequence[float]) -> float:
    """Height of the control points of an arc above the line: it clears what it spans."""
    return max(ups) + ARC + min(2 * len(ups), 44)


def _arcs(drawing: Drawing, profile: Profile, rises: Sequence[float], place: _Place) -> None:
    for plain in (True, False):
        dashes = {} if plain else {"stroke_dasharray": "3 2"}
        paths = []
        for skip, rise in zip(profile.skips, rises, strict=True):
            if skip.plain == plain:
                ends = (skip.start, skip.end)
                x, x2 = (number(place.lefts[at] + place.pitch / 2) for at in ends)
                y, y2 = (number(place.line - 2 - place.ups[at]) for at in ends)
                top = number(place.line - rise)
                paths.append(f"M{x} {y}C{x} {top} {x2} {top} {x2} {y2}")
        if paths:
            group = drawing.group("soft", "mark", stroke_width=1.1, **dashes)
            drawing.add(group, "path", d="".join(paths))


def _sizes(drawing: Drawing, profile: Profile, wording: Wording, place: _Place) -> None:
    """Each size where it changes: in its column, above it where that is too low."""
    ups, line = place.ups, place.line
    arched = {at for skip in profile.skips for at in range(skip.start, skip.end + 1)}
    before: tuple[int, ...] | None = None
    for at, column in enumerate(profile.columns):
        if column.size and column.size != before:
            words, x = wording.value(Alike(column.size)), place.lefts[at]
            under = _span(place, at, ems(words) * SMALL + 6)
            if ups[at] > 17 and under and min(ups[under.start : under.stop]) >= ups[at]:
                y, offset = line - ups[at] + 12, 3
            elif under and max(ups[under.start : under.stop]) <= ups[at] and at not in arched:
                y, offset = line - ups[at] - 5, 0
            else:
                continue
            if drawing.clear(x + offset, y, words, SMALL):
                drawing.text(x + offset, y, words, "input", SMALL, font_weight=600)
        before = column.size


def _channels(drawing: Drawing, profile: Profile, wording: Wording, place: _Place) -> None:
    """Each number of channels below its column where it changes; where numbers come again, only at
    the beginning of their stage."""
    for at in _told(profile.columns):
        words = wording.value(profile.columns[at].channels)
        y = place.line + place.downs[at] + 13
        wide = ems(words) * SIZE + 4
        starts = [(place.lefts[at] + 1, "start", _span(place, at, wide))]
        right = place.lefts[at] + place.pitch - 1
        starts.append((right, "end", _span(place, at, wide, -1)))
        for x, anchor, under in starts:
            if (
                under
                and max(place.downs[under.start : under.stop]) <= place.downs[at]
                and drawing.clear(x, y, words, SIZE, anchor)
            ):
                drawing.text(x, y, words, size=SIZE, anchor=anchor, font_weight=600)
                break


def _told(columns: Sequence[ProfileColumn]) -> Iterator[int]:
    """The columns whose channels are worth saying."""
    start = 0
    for _, run in groupby(columns, key=lambda column: column.stage or column.size):
        channels = [column.channels for column in run]
        changed = [0] + [at + 1 for at, (a, b) in enumerate(pairwise(channels)) if a != b]
        again = len({channels[at] for at in changed}) < len(changed)
        for at in changed[:1] if again else changed:
            if start + at == 0 or columns[start + at - 1].channels != channels[at]:
                yield start + at
        start += len(channels)


def _span(place: _Place, at: int, wide: float, way: int = 1) -> range | None:
    """The columns that a text of so many pixels covers, from `at` on or back; None where it would
    leave the picture."""
    count = int(wide / place.pitch) + 1
    first, last = (at, at + count) if way > 0 else (at + 1 - count, at + 1)
    return range(first, last) if first >= 0 and last <= len(place.lefts) else None


def _braces(drawing: Drawing, profile: Profile, wording: Wording, place: _Place, y: float) -> None:
    paths = []
    start = 0
    for stage, run in groupby(profile.columns, key=lambda column: column.stage):
        count = len(list(run))
        left = place.lefts[start] + min(1, place.pitch / 8)
        right = place.lefts[start] + count * place.pitch - min(3, place.pitch / 4)
        if stage:
            paths.append(f"M{number(left)} {number(y)}v4H{number(right)}v-4")
            name = wording.text(stage)
            if ems(name) * SIZE <= right - left:
                drawing.text((left + right) / 2, y + 17, name, "soft", SIZE, "middle")
        start += count
    group = drawing.group("soft", "mark", stroke_width=1)
    drawing.add(group, "path", d="".join(paths))
