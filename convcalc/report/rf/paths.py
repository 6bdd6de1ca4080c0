"""Where paths meet, and how maps are cropped to lie on each other."""

from __future__ import annotations

from typing import Any

from convcalc.errors import Message
from convcalc.network.alignment import Meeting, Path
from convcalc.network.centres import JudgedCrop
from convcalc.network.field import Axis, Reach
from convcalc.network.study import Study
from convcalc.report.document import Alike, Column, Named, Node, Note, Range, Table
from convcalc.report.fields import Field, people, records, table, word
from convcalc.report.values import neat

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


def _wanted(crop: JudgedCrop) -> Any:
    wanted = list(map(neat, crop.wanted))
    return Named(wanted, "") if None in wanted else Alike(wanted)


def _onto(crop: JudgedCrop) -> Any:
    if crop.reference is None:
        return Named(None, Message("rf.the_input"))
    return crop.reference.name


def _verdict(crop: JudgedCrop) -> Message:
    verdict = "fits" if crop.fits else "never" if None in crop.wanted else "off"
    return Message(f"rf.crop_{verdict}")


CROP = (
    word("layer", lambda crop: crop.node.name, "rf.column.name"),
    word("onto", _onto, "rf.column.onto"),
    Field("offset", lambda crop: Alike(crop.offset), "rf.column.offset"),
    Field("wanted", _wanted, "rf.column.wanted"),
    Field("fits", lambda crop: crop.fits),
    word("verdict", _verdict, "rf.column.verdict", people),
)  # fmt: skip
"""A crop with the offset that lines up centres."""


def crop_table(study: Study) -> Table | None:
    """Every crop, if there are any."""
    return table(CROP, study.crops, Message("rf.crops"), aside=True) if study.crops else None


def crop_data(study: Study) -> list[dict[str, Any]]:
    """The crops as JSON has them."""
    return records(CROP, study.crops)
