"""CC204: paths that meet, but look at different places."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from convcalc.network.alignment import Meeting
from convcalc.rules.rule import Cure, Firing, Rule
from convcalc.rules.subject import Subject, same_padded


def find(subject: Subject) -> Iterator[Firing]:
    """The meeting whose paths are farthest apart, in elements of its own map, with all others where
    centres differ; and each where jumps differ."""
    if all(len(node.inputs) < 2 for node in subject.network.nodes):
        return
    amiss = [one for one in subject.study.meetings if one.verdict in ("jumps", "centres")]
    for verdict in ("jumps", "centres"):
        found = {one.node.index: one for one in amiss if one.verdict == verdict}
        if found:
            worst = max(found.values(), key=_elements)
            others = tuple([one.node for one in found.values() if one is not worst])
            yield Firing(
                worst.node, {**_told(worst), "count": len(found)}, f"_{verdict}", others,
                lambda: _cures(subject),
            )  # fmt: skip


def _elements(meeting: Meeting) -> Fraction:
    """How far paths are apart, in elements of the map that they make."""
    told = _told(meeting)
    return told["apart"] / abs(told["jump"])


def _told(meeting: Meeting) -> dict[str, Fraction]:
    places = [path.centre for path in meeting.paths if path.centre is not None]
    offsets = [place.offset for place in places]
    scales = sorted({place.scale for place in places})
    return {"apart": max(offsets) - min(offsets), "jump": scales[0], "other": scales[-1]}


def _cures(subject: Subject) -> Iterator[Cure]:
    """Where padding depends on the input, one pixel more or less on each axis."""
    if subject.input is not None and any(same_padded(node) for node in subject.network.nodes):
        dims = len(subject.input.spatial)
        for shape in subject.resized((1,) * dims, (-1,) * dims):
            yield Cure({}, input=shape)


RULE = Rule(
    "CC204",
    "misaligned",
    "note",
    find,
    "8x32x32: add[ conv3/2p1@16 | avgpool2/2 conv1@16 ] relu",
    "8x32x32: add[ conv3/2p1@16 | conv1/2@16 ] relu",
    "Araujo et al. (2019), Computing Receptive Fields of Convolutional Neural Networks",
)
