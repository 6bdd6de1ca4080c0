"""The shape of a network in characters: sizes above the line, channels below, skips as arcs.

        ╭────────╮  ╭╌╌╌╌╌╌╮
224  112  56
███▄▄▄
██████▄▄▄▄▄▄▄▄▄▄
"""

from __future__ import annotations

from itertools import groupby
from math import log2

from convcalc.render.figures.amounts import profile_caption
from convcalc.render.measure import cells, wrap
from convcalc.report.document import Alike

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.render.figures import Line
    from convcalc.render.wording import Wording
    from convcalc.report.figures import Profile

INDENT = "  "
SIDE = 11
"""Cells at the right, for what the rows mean."""
WIDEST = 4
"""Cells of a column at most."""
UP, DOWN = 5, 5
"""Lines above and below the line."""
ARCS = 5
"""Lines of arcs."""
UPWARD = " ▁▂▃▄▅▆▇█"


def lines(figure: Profile, wording: Wording, width: int) -> list[Line]:
    """The shape without its title."""
    room = width - len(INDENT) - SIDE
    profile = figure.at_most(room)
    columns = profile.columns
    wide = min(WIDEST, room // len(columns))
    ups = _heights([column.side for column in columns], UP * 8)
    downs = _heights([column.channels for column in columns], DOWN * 2)
    arcs, hidden = _arcs(profile, wide, wording.ascii)
    sizes = [
        (at, wording.value(Alike(column.size)))
        for at, column in enumerate(columns)
        if column.size and (not at or columns[at - 1].size != column.size)
    ]
    channels = [
        (at, wording.value(column.channels))
        for at, column in enumerate(columns)
        if not at or columns[at - 1].channels != column.channels
    ]
    stages = []
    at = 0
    for stage, run in groupby(columns, key=lambda column: column.stage):
        count = len(list(run))
        name = wording.text(stage)
        stages.append((at, name if cells(name) < count * wide else ""))
        at += count
    drawn: list[Line] = [[], *[[(INDENT + line, "dim")] for line in arcs]]
    drawn.append([(INDENT + _labels(sizes, wide, room), "input")])
    for row in range(UP, 0, -1):
        cellsof = [_above(up - (row - 1) * 8, wording.ascii) for up in ups]
        side = wording.word("draw.profile_size") if row == 1 else ""
        drawn.append(_row(cellsof, wide, "input", side))
    for row in range(DOWN):
        cellsof = [_below(down - row * 2, wording.ascii) for down in downs]
        side = wording.word("draw.profile_channels") if row == 0 else ""
        drawn.append(_row(cellsof, wide, "output", side))
    drawn.append([(INDENT + _labels(channels, wide, room), "output")])
    if any(words for _, words in stages):
        drawn.append([(INDENT + _labels(stages, wide, room), "dim")])
    text = profile_caption(profile._replace(hidden=profile.hidden + hidden), wording)
    return [*drawn, [], *[[(INDENT + line, "dim")] for line in wrap(text, width - len(INDENT))]]


def _heights(values: Sequence[float], most: int) -> list[int]:
    doublings = [log2(max(value, 1)) for value in values]
    return [1 + round((most - 1) * one / max(*doublings, 1)) for one in doublings]


def _above(eighths: int, ascii: bool) -> str:
    if ascii:
        return "#" if eighths >= 4 else " "
    return UPWARD[min(max(eighths, 0), 8)]


def _below(halves: int, ascii: bool) -> str:
    if ascii:
        return "#" if halves >= 1 else " "
    return " ▀█"[min(max(halves, 0), 2)]


def _row(signs: Sequence[str], wide: int, role: str, side: str) -> Line:
    """A line of the bars, with gaps between columns that are wide enough."""
    gap = " " if wide > 2 else ""
    text = "".join(sign * (wide - len(gap)) + gap for sign in signs)
    return [(INDENT, ""), (text, role), ("  " + side if side else "", "dim")]


def _labels(labels: Sequence[tuple[int, str]], wide: int, room: int) -> str:
    """Words at their columns, those that have room."""
    text = ""
    for at, words in labels:
        start = at * wide
        free = not text or cells(text) < start
        if words and free and start + cells(words) <= room:
            text += " " * (start - cells(text)) + words
    return text


def _arcs(profile: Profile, wide: int, ascii: bool) -> tuple[list[str], int]:
    """Lines of arcs, short ones below, and how many have no line."""
    plain, through = ("-", "-") if ascii else ("─", "╌")
    rows: list[list[str]] = []
    hidden = 0
    for skip in sorted(profile.skips, key=lambda one: one.end - one.start):
        start, end = (at * wide + (wide - 1) // 2 for at in (skip.start, skip.end))
        taken = [row for row in rows if set(row[start + 1 : end]) <= {" "}]
        if not taken and len(rows) == ARCS:
            hidden += 1
            continue
        if not taken:
            rows.append([" "] * (len(profile.columns) * wide))
        row = taken[0] if taken else rows[-1]
        row[start + 1 : end] = (plain if skip.plain else through) * (end - start - 1)
        if ascii and not skip.plain:
            row[start + 2 : end : 2] = " " * len(row[start + 2 : end : 2])
        for place, sign in ((start, "╭"), (end, "╮")):
            row[place] = "." if ascii else sign if row[place] == " " else "┬"
    return ["".join(row).rstrip() for row in reversed(rows)], hidden
