"""CC103: positions between windows that nothing reads, the stride being longer than the kernel."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from math import prod

from convcalc.layers.make import make
from convcalc.rules.reading import ReadMap, readings
from convcalc.rules.rule import Cure, Firing, Rule, changed
from convcalc.rules.subject import Subject


def find(subject: Subject) -> Iterator[Firing]:
    """Maps of which some positions lie between the windows of all their readers."""
    for reading in readings(subject):
        if any(reading.between):
            assert reading.reader.sheet is not None
            windows = reading.reader.sheet.windows
            read = prod([axis.size for axis in reading.axes])
            yield Firing(
                reading.reader,
                {
                    "source": reading.source.name,
                    "stride": tuple([window.stride for window in windows]),
                    "kernel": reading.reader.sheet.effective_kernel,
                    "unread_share": 1 - Fraction(read, prod(reading.sizes)),
                },
                cures=partial(_cures, subject, reading),
            )


def _cures(subject: Subject, reading: ReadMap) -> Iterator[Cure]:
    """The mean of each stride by stride positions, and then the layer without its stride."""
    node = reading.reader
    assert node.layer is not None
    assert node.sheet is not None
    strides = [window.stride for window in node.sheet.windows]
    if (
        any(window.kernel != 1 for window in node.sheet.windows)
        or "stride" not in node.layer.values
    ):
        return
    for ceil in (False, True):
        pool = make("avgpool", {"kernel": strides, "stride": strides, "ceil": ceil}, len(strides))
        plain = changed(node.layer, stride=(1,) * len(strides))
        yield Cure({"pool": tuple(strides)}, {node.index: (pool, plain)})


RULE = Rule(
    "CC103",
    "skipped-positions",
    "warning",
    find,
    "3x32x32: conv3p1@8 relu conv1/2@16 relu gap linear@10",
    "3x32x32: conv3p1@8 relu conv3/2p1@16 relu gap linear@10",
    "He et al. (2019), Bag of Tricks for Image Classification, section 4.2 (ResNet-D)",
)
