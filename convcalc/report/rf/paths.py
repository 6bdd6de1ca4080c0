"""Where paths meet, and how maps are cropped to lie on each other."""

from __future__ import annotations

from typing import Any

from convcalc.errors import Message
from convcalc.network.alignment import Meeting, Path
from convcalc.network.field import Axis, Reach
from convcalc.network.study import Study
from convcalc.report.document import Column, Node, Note, Range, Sizes, Table
from convcalc.report.network_values import alike
from convcalc.report.values import neat

__all__ = ["crop_data", "crop_table", "meeting_data", "meeting_nodes"]

MOST_MEETINGS = 4
"""Meetings of misaligned paths that people are shown."""
MOST_LAYERS = 6


def meeting_nodes(study: Study) -> list[Node]:
    """That all paths line up, or the table of those that do not."""
    found = study.meetings
    if not found:
        return []
    amiss = [meeting for meeting in found if meeting.verdict in ("jumps", "centres")]
    open_ones = [meeting for meeting in found if meeting.verdict == "unknown"]
    nodes: list[Node] = []
    if amiss:
        nodes.append(_misaligned(study, amiss[:MOST_MEETINGS]))
        layers = len({meeting.node.name for meeting in amiss})
        nodes.append(Note(Message("rf.misaligned", count=layers, all=_places(found)), "warning"))
    if open_ones:
        nodes.append(Note(Message("rf.alignment_unknown", layer=open_ones[0].node.name), "warning"))
    elif not amiss:
        causal = any(meeting.verdict == "causal" for meeting in found)
        code = "rf.causal" if causal else "rf.aligned"
        nodes.append(Note(Message(code, count=_places(found))))
    return nodes


def _places(found: list[Meeting]) -> int:
    return len({meeting.node.index for meeting in found})


def _misaligned(study: Study, found: list[Meeting]) -> Table:
    columns = (
        Column("layer", Message("rf.column.meets"), numeric=False),
        Column("path", Message("rf.column.path"), numeric=False),
        Column("receptive_field", Message("rf.column.receptive_field")),
        Column("jump", Message("rf.column.jump")),
        Column("start", Message("rf.column.start")),
        Column("centre", Message("rf.column.centre")),
    )
    rows: list[tuple[Any, ...]] = []
    for meeting in found:
        name: Any = meeting.node.name
        dims = len(study.fields[meeting.node.index].axes)
        if dims > 1 and _differ(study, meeting):
            name = Message("rf.on_axis", layer=name, axis=_axis_name(dims, meeting.axis))
        for number, path in enumerate(meeting.paths):
            rows.append(("" if number else name, _layers(path), *_numbers(path)))
        rows.append(
            ("", Message("rf.together"), _extent(meeting.union), *_place(meeting.union), "")
        )
    return Table(Message("rf.misaligned_title"), columns, tuple(rows), aside=True)


def _differ(study: Study, meeting: Meeting) -> bool:
    axes = study.fields[meeting.node.index].axes
    return any(axis is not axes[0] for axis in axes)


def _axis_name(dims: int, axis: int) -> Message:
    from convcalc.report.steps import AXIS_NAMES

    return Message(f"axis.{AXIS_NAMES[dims][axis]}")


def _layers(path: Path) -> Any:
    if not path.layers:
        return Message("rf.direct")
    if len(path.layers) <= MOST_LAYERS:
        return list(path.layers)
    return [*path.layers[:2], "…", *path.layers[-2:]]


def _numbers(path: Path) -> tuple[Any, ...]:
    centre = None if path.centre is None else neat(path.centre.offset)
    return (_extent(path.field), *_place(path.field), centre)


def _extent(axis: Axis) -> Any:
    if not isinstance(axis, Reach):
        return None
    return axis.size if axis.smallest == axis.size else Range(axis.smallest, axis.size)


def _place(axis: Axis) -> tuple[Any, Any]:
    if not isinstance(axis, Reach):
        return None, None
    return neat(axis.jump), neat(axis.start)


def meeting_data(study: Study) -> list[dict[str, Any]]:
    """Every place where paths meet, the paths themselves where they are not aligned."""
    return [
        {
            "layer": meeting.node.name,
            "axis": meeting.axis,
            "verdict": meeting.verdict,
            "paths": [
                {
                    "end": path.end.name,
                    "layers": list(path.layers),
                    **dict(zip(("receptive_field", "jump", "start", "centre"), _numbers(path),
                               strict=True)),
                }
                for path in meeting.paths
            ],
            "receptive_field": _extent(meeting.union),
        }
        for meeting in study.meetings
    ]  # fmt: skip


def crop_table(study: Study) -> Table | None:
    """Every crop with the offset that lines up centres."""
    if not study.crops:
        return None
    columns = (
        Column("layer", Message("rf.column.name"), numeric=False),
        Column("onto", Message("rf.column.onto"), numeric=False),
        Column("offset", Message("rf.column.offset")),
        Column("wanted", Message("rf.column.wanted")),
        Column("verdict", Message("rf.column.verdict"), numeric=False),
    )
    rows = []
    for crop in study.crops:
        onto = Message("rf.the_input") if crop.reference is None else crop.reference.name
        possible = None not in crop.wanted
        verdict = "fits" if crop.fits else "off" if possible else "never"
        wanted = alike(Sizes(map(neat, crop.wanted))) if possible else ""
        cells = (crop.node.name, onto, alike(Sizes(crop.offset)), wanted)
        rows.append((*cells, Message(f"rf.crop_{verdict}")))
    return Table(Message("rf.crops"), columns, tuple(rows), aside=True)


def crop_data(study: Study) -> list[dict[str, Any]]:
    """The crops as JSON has them."""
    return [
        {
            "layer": crop.node.name,
            "onto": None if crop.reference is None else crop.reference.name,
            "offset": list(crop.offset),
            "wanted": [neat(offset) for offset in crop.wanted],
            "fits": crop.fits,
        }
        for crop in study.crops
    ]
