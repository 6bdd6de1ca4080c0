"""Maps of counts in characters, below each other: the map where it has room, and a line along each
axis that differs."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.render.figures.scatter import legend
from convcalc.render.figures.windows import ASCII, INDENT, UNICODE
from convcalc.render.measure import pad, wrap
from convcalc.report.figures import HEAD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from convcalc.render.figures import Line
    from convcalc.render.wording import Wording
    from convcalc.report.figures import Heat, Panel

NEVER = {
    "written": "draw.legend.never_written",
    "paths": "draw.legend.gap_read",
    "marks": "draw.legend.gap_read",
}


def lines(figure: Heat, wording: Wording, width: int) -> list[Line]:
    """The picture without its title."""
    drawn: list[Line] = []
    for number, panel in enumerate(figure.panels):
        if number:
            drawn.append([])
        drawn += _panel(panel, figure.of, wording, width)
    if any(0 in axis for panel in figure.panels for axis in (*panel.along, *panel.rows)):
        signs = ASCII if wording.ascii else UNICODE
        drawn += [[], *legend(wording, width, [(signs["unread"], NEVER[figure.of], "unread")])]
    return drawn


def _panel(panel: Panel, of: str, wording: Wording, width: int) -> list[Line]:
    drawn: list[Line] = [
        [(INDENT + line, "title")] for line in wrap(wording.say(panel.title), width - 2)
    ]
    role = "finding" if panel.fault else "dim"
    drawn += [[(INDENT + line, role)] for line in wrap(wording.say(panel.verdict), width - 2)]
    cell = _cell(panel.rows, width)
    if cell:
        drawn += [[], *(_line(row, cell, 0, wording) for row in panel.rows)]
    for told, first, along, left_out in differing(panel, of, wording):
        drawn += [[], [(INDENT + told, "dim")], *_along(first, along, left_out, wording, width)]
    return drawn


def differing(
    panel: Panel, of: str, wording: Wording
) -> Iterator[tuple[str, int, tuple[int, ...], int]]:
    """The axes that differ, the last first: what is said of each, its first position, its counts,
    and how many of them are left out."""
    left_out = panel.left_out or (0,) * len(panel.along)
    axes = list(zip(panel.first, panel.along, left_out, strict=True))
    for number in reversed(range(len(axes))):
        if axes[number] in axes[:number]:
            continue
        told = Message(f"draw.along_{of}")
        if len(set(axes)) > 1:
            name = Message(f"draw.axis.{len(axes)}.{number}")
            told = Message(f"draw.along_axis_{of}", axes=name)
        yield wording.say(told), *axes[number]


def _cell(rows: Sequence[Sequence[int]], width: int) -> int | None:
    """Columns of a cell of the map; None where there is no room for it."""
    if not rows:
        return None
    digits = len(str(max(map(max, rows))))
    return next(
        (size for size in (3, 2) if digits < size and size * len(rows[0]) + 2 <= width), None
    )


def _line(counts: Sequence[int], cell: int, left_out: int, wording: Wording) -> Line:
    signs = ASCII if wording.ascii else UNICODE
    line: Line = [(INDENT, "")]
    for number, count in enumerate(counts):
        if left_out and number == HEAD:
            line.append((f" {signs['more']} ", "dim"))
        text, role = (str(count), "output") if count else (signs["unread"], "unread")
        line.append((pad(text, cell, right=True), role))
    return line


def _along(
    first: int, counts: Sequence[int], left_out: int, wording: Wording, width: int
) -> list[Line]:
    """The counts along an axis, on as many lines as they need, each with its first position."""
    cell = len(str(max(counts))) + 1
    ends = first, first + len(counts) + left_out
    gutter = max(len(wording.number(end)) for end in ends) + 4
    room = max((width - gutter - 3) // cell, 1)
    drawn: list[Line] = []
    parts = [(first, counts)]
    if left_out:
        parts = [(first, counts[:HEAD]), (first + HEAD + left_out, counts[HEAD:])]
    for number, (start, part) in enumerate(parts):
        if number:
            words = wording.say(Message("draw.positions_not_drawn", count=left_out))
            more = (ASCII if wording.ascii else UNICODE)["more"]
            drawn.append([(f"{INDENT}{more} {words}", "dim")])
        for at in range(0, len(part), room):
            label = pad(INDENT + wording.number(start + at), gutter)
            drawn.append([(label, "dim"), *_line(part[at : at + room], cell, 0, wording)[1:]])
    return drawn
