"""CC101: rows or columns at the end of a map that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from convcalc.rules.reading import ReadMap, readings
from convcalc.rules.rule import Cure, Firing, Rule
from convcalc.rules.subject import Subject


def find(subject: Subject) -> Iterator[Firing]:
    """Maps whose last positions no window reaches."""
    for reading in readings(subject):
        if any(reading.ends):
            fields = {
                "source": reading.source.name,
                "unread": reading.ends,
                "size": reading.sizes,
                "read": tuple([n - m for n, m in zip(reading.sizes, reading.ends, strict=True)]),
            }
            yield Firing(reading.reader, fields, cures=partial(_cures, subject, reading))


def _cures(subject: Subject, reading: ReadMap) -> Iterator[Cure]:
    """Inputs that are smaller by what is left over, or larger by what is missing to a stride."""
    assert reading.reader.sheet is not None
    jumps = subject.jumps(reading.source)
    strides = [window.stride for window in reading.reader.sheet.windows]
    if jumps is not None:
        less = tuple([-end * jump for end, jump in zip(reading.ends, jumps, strict=True)])
        more = tuple(
            [(s - end) % s * j for s, end, j in zip(strides, reading.ends, jumps, strict=True)]
        )
        for shape in subject.resized(less, more):
            yield Cure({}, input=shape)


RULE = Rule(
    "CC101",
    "unread-end",
    "warning",
    find,
    "3x32x32: conv3p1@8 relu conv3/2@16 relu gap linear@10",
    "3x33x33: conv3p1@8 relu conv3/2@16 relu gap linear@10",
    "Dumoulin & Visin (2016), section 2.4",
)
