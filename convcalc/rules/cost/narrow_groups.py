"""CC303: groups of fewer than 8 channels."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.rules.rule import Firing, Rule
from convcalc.rules.subject import Subject, several

STEP = 8


def find(subject: Subject) -> Iterator[Firing]:
    """Grouped convolutions whose groups have more than one channel, as those of depthwise ones,
    but fewer than 8."""
    for node, _ in subject.network.layers:
        groups = None if node.layer is None else node.layer.values.get("groups")
        channels = subject.source(node).channels if node.inputs else None
        if not isinstance(groups, int) or not isinstance(channels, int) or groups == 1:
            continue
        width = channels // groups
        if 1 < width < STEP and several(node.shape.spatial):
            yield Firing(node, {"groups": groups, "channels": channels, "width": width})


RULE = Rule(
    "CC303",
    "narrow-groups",
    "note",
    find,
    "32x32x32: conv3p1g8@32 relu gap linear@10",
    "32x32x32: conv3p1g4@32 relu gap linear@10",
    "Radosavovic et al. (2020), Designing Network Design Spaces, section 4",
)
