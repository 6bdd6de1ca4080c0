"""The window walks: CSS keyframes, one for each direction, so that the file grows with the sum of
the output's sides. Without its style the file shows the first window, and so do print and readers
who want no motion.
"""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.render.svg.card import Card
from convcalc.render.svg.element import number
from convcalc.render.svg.plan import Plan

MOST_WALKED = 64
"""Windows; of more, only the first and the last row are walked."""
WHOLE, SLOWEST, FASTEST = 20, 1, 0.4
"""Seconds of the whole walk, and of a window."""
STANDING = 0.68
"""The part of its time that a window stands still."""


def walk(card: Card, plan: Plan) -> None:
    """The map with a window that moves, and a ring that moves over the output."""
    rows, columns, cell = plan.rows, plan.columns, plan.cell
    shown = range(rows.windows)
    if rows.windows * columns.windows > MOST_WALKED:
        shown = range(0, rows.windows, max(rows.windows - 1, 1))
    total = len(shown) * columns.windows
    pace = min(SLOWEST, max(FASTEST, WHOLE / total))
    plan.begin()
    plan.input()
    with card.within(**{"class": f"{card.name}-y"}), card.within(**{"class": f"{card.name}-x"}):
        plan.cells("read", rows.taps(0), columns.taps(0), stroke_width=1, fill_opacity=0.72)
        plan.outline(0, 0, stroke_width=2.4)
    plan.zeros(plan.discs(), None)
    left, top = plan.end()
    with card.within(**{"class": f"{card.name}-v"}), card.within(**{"class": f"{card.name}-u"}):
        for role, thick in (("ground", 6), ("read", 3.5)):
            group = card.shapes(role, "halo", stroke_width=thick)
            card.add(group, "rect", x=left, y=top, width=cell, height=cell, rx=2)
    starts = [columns.taps(step)[0] - columns.taps(0)[0] for step in range(columns.windows)]
    downs = [rows.taps(step)[0] - rows.taps(0)[0] for step in shown]
    moves: tuple[tuple[str, str, Sequence[int]], ...] = (
        ("x", "{}px,0", starts),
        ("y", "0,{}px", downs),
        ("u", "{}px,0", range(columns.windows)),
        ("v", "0,{}px", shown),
    )
    motion = ""
    for name, shift, places in moves:
        steps = columns.windows if shift.startswith("0") else 1
        stops = [place * cell for place in places]
        motion += _frames(f"{card.name}-{name}", shift, stops, steps, len(stops) * steps * pace)
    names = ",".join(f".{card.name}-{name}" for name, *_ in moves)
    still = f"@media print,(prefers-reduced-motion:reduce){{{names}{{animation:none}}}}"
    card.drawing.motion = motion + still


def _frames(name: str, shift: str, stops: list[int], steps: int, seconds: float) -> str:
    """Keyframes that stand at each stop, for `steps` windows each, and go on to the next one."""
    frames = []
    for place, stop in enumerate(stops):
        begin, end = place / len(stops), (place + 1 - (1 - STANDING) / steps) / len(stops)
        at = shift.format(number(stop))
        frames.append(f"{number(begin * 100)}%,{number(end * 100)}%{{transform:translate({at})}}")
    frames.append(f"100%{{transform:translate({shift.format(0)})}}")
    motion = f".{name}{{animation:{name} {number(seconds)}s ease-in-out infinite}}"
    return f"@keyframes {name}{{{''.join(frames)}}}{motion}"
