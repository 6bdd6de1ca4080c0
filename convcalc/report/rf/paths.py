"""Where paths meet, and how maps are cropped to lie on each other."""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.network.alignment import Meeting, Path
from convcalc.network.centres import JudgedCrop
from convcalc.network.field import Axis, Reach
from convcalc.network.study import Study
from convcalc.record import NamedTuple
from convcalc.report.document import Alike, Named, Node, Note, Table
from convcalc.report.fields import Field, Get, people, records, table, word
from convcalc.report.network_values import span
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
    rows: list[_Met] = []
    for meeting in found:
        name: Any = meeting.node.name
        axes = study.fields[meeting.node.index].axes
        if any(axis is not axes[0] for axis in axes):
            from convcalc.report.steps import axis_words

            (axis,) = axis_words([meeting.axis], len(axes))
            name = Message("rf.on_axis", layer=name, axis=axis)
        rows += [_Met(path.field, path, "" if n else name) for n, path in enumerate(meeting.paths)]
        rows.append(_Met(meeting.union))
    return table(MET, rows, "rf.misaligned_title", aside=True)


class _Met(NamedTuple):
    """A path that ends where others do, or (without a path) all of them together."""

    field: Axis
    path: Path | None = None
    meets: Any = ""

    @property
    def layers(self) -> Any:
        """The layers on the path, those in the middle left out of many."""
        if self.path is None:
            return Message("rf.together")
        layers = self.path.layers
        if not layers:
            return Message("rf.direct")
        return list(layers) if len(layers) <= MOST_LAYERS else [*layers[:2], "…", *layers[-2:]]

    @property
    def centre(self) -> Any:
        """The centre of output 0."""
        if self.path is None:
            return ""
        return None if self.path.centre is None else neat(self.path.centre.offset)


def _reach(value: Get) -> Get:
    return lambda met: neat(value(met.field)) if isinstance(met.field, Reach) else None


MET = (
    word("layer", lambda met: met.meets, "rf.column.meets", people),
    word("path", lambda met: met.layers, "rf.column.path", people),
    word("end", lambda met: met.path.end.name),
    Field("layers", lambda met: list(met.path.layers)),
    Field("receptive_field", lambda met: span(met.field), "audit.column.receptive_field"),
    Field("jump", _reach(lambda axis: axis.jump), "report.jump"),
    Field("start", _reach(lambda axis: axis.start), "report.start"),
    Field("centre", lambda met: met.centre, "rf.column.centre"),
)
"""What is said of a path; of all together, what people read."""


def meeting_data(study: Study) -> list[dict[str, Any]]:
    """Every place where paths meet, the paths themselves where they are not aligned."""
    return [
        {
            "layer": meeting.node.name,
            "axis": meeting.axis,
            "verdict": meeting.verdict,
            "paths": records(MET, [_Met(path.field, path) for path in meeting.paths]),
            "receptive_field": span(meeting.union),
        }
        for meeting in study.meetings
    ]


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
    word("layer", lambda crop: crop.node.name, "audit.column.name"),
    word("onto", _onto, "rf.column.onto"),
    Field("offset", lambda crop: Alike(crop.offset), "rf.column.offset"),
    Field("wanted", _wanted, "rf.column.wanted"),
    Field("fits", lambda crop: crop.fits),
    word("verdict", _verdict, "rf.column.verdict", people),
)
"""A crop with the offset that lines up centres."""
