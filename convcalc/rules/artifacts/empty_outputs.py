"""CC402: a transposed convolution that leaves outputs which no window reaches."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.rules.artifacts.uneven_overlap import found
from convcalc.rules.rule import Firing, Rule
from convcalc.rules.subject import Subject


def find(subject: Subject) -> Iterator[Firing]:
    """Those whose kernel is shorter than the stride."""
    return found(subject, empty=True)


RULE = Rule(
    "CC402",
    "empty-outputs",
    "error",
    find,
    "8x7x7: tconv2/3@4",
    "8x7x7: tconv3/3@4",
    "Dumoulin & Visin (2016), section 4.5",
)
