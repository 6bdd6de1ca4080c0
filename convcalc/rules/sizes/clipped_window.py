"""CC106: a pooling that rounds up, whose last window hangs over the end of the map."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.layers.base import Sheet
from convcalc.network.graph import Node
from convcalc.network.taps import taps
from convcalc.rules.rule import Cure, Firing, Rule
from convcalc.rules.subject import Subject


def find(subject: Subject) -> Iterator[Firing]:
    """Poolings whose last window lies partly behind the padded map; one finding for all."""
    found = [
        (node, over)
        for node, sheet in subject.sliding
        if node.layer is not None
        and "ceil" in node.layer.values
        and any(over := _over(subject, node, sheet))
    ]
    if found:
        node, over = found[0]
        assert node.sheet is not None
        kernel = tuple([window.kernel for window in node.sheet.windows])
        fields = {
            "kernel": kernel,
            "size": subject.source(node).spatial,
            "over": over,
            "count": len(found),
        }
        others = tuple([other for other, _ in found[1:]])
        yield Firing(node, fields, "", others, lambda: _cures(subject, node, over))


def _over(subject: Subject, node: Node, sheet: Sheet) -> tuple[int, ...]:
    """By how much the last window hangs over the end of each padded axis."""
    ends = []
    sizes = zip(sheet.windows, subject.source(node).spatial, node.shape.spatial, strict=True)
    for window, size, out in sizes:
        assert isinstance(size, int)
        assert isinstance(out, int)
        ends.append(max(taps(window, out - 1)[-1] - (size + window.end - 1), 0))
    return tuple(ends)


def _cures(subject: Subject, node: Node, over: tuple[int, ...]) -> Iterator[Cure]:
    """Inputs at which the last window ends with the map."""
    jumps = subject.jumps(subject.network.nodes[node.inputs[0]])
    assert node.sheet is not None
    if jumps is not None:
        strides = [window.stride for window in node.sheet.windows]
        more = tuple([n * jump for n, jump in zip(over, jumps, strict=True)])
        less = [(n - s) % s * j for n, s, j in zip(over, strides, jumps, strict=True)]
        for shape in subject.resized(more, tuple([-n for n in less])):
            yield Cure({}, input=shape)


RULE = Rule(
    "CC106",
    "clipped-window",
    "note",
    find,
    "3x32x32: conv3p1@8 relu maxpool3/2c1 gap linear@10",
    "3x33x33: conv3p1@8 relu maxpool3/2c1 gap linear@10",
    "torch.nn.MaxPool2d (ceil_mode); Caffe, pooling_layer.cpp",
)
