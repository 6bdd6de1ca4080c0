"""CC109: an adaptive pooling whose windows are not alike."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from convcalc.network.graph import Node
from convcalc.rules.rule import Cure, Firing, Rule
from convcalc.rules.subject import Subject


def find(subject: Subject) -> Iterator[Firing]:
    """Adaptive poolings whose output does not divide their input."""
    for node, sheet in subject.network.layers:
        bins = [window for window in sheet.windows if window.kind == "bins"]
        numbers = all(isinstance(n, int) for window in bins for n in window[1:3])
        if not bins or not numbers or all(window.kernel % window.stride == 0 for window in bins):
            continue
        spans = [window.extent() for window in bins]
        larger = any(window.stride > window.kernel for window in bins)
        fields = {
            "size": subject.source(node).spatial,
            "output": node.shape.spatial,
            "shortest": tuple([span[0] for span in spans if span is not None]),
            "longest": tuple([span[1] for span in spans if span is not None]),
        }
        yield Firing(
            node, fields, "_larger" if larger else "", cures=partial(_cures, subject, node)
        )


def _cures(subject: Subject, node: Node) -> Iterator[Cure]:
    """Inputs that lead to a multiple of the output, the nearest first."""
    assert node.sheet is not None
    jumps = subject.jumps(subject.network.nodes[node.inputs[0]])
    if jumps is None or len(jumps) != len(node.sheet.windows):
        return
    less, more = [], []
    for window, jump in zip(node.sheet.windows, jumps, strict=True):
        over = window.kernel % window.stride
        less.append(-over * jump)
        more.append((window.stride - over) % window.stride * jump)
    larger = any(window.stride > window.kernel for window in node.sheet.windows)
    for shape in subject.resized(*(([] if larger else [tuple(less)]) + [tuple(more)])):
        yield Cure({}, input=shape)


RULE = Rule(
    "CC109",
    "uneven-adaptive",
    "note",
    find,
    "3x40x40: conv3/2p1@8 relu adaptive_avgpool7 flatten linear@10",
    "3x56x56: conv3/2p1@8 relu adaptive_avgpool7 flatten linear@10",
    "torch.nn.AdaptiveAvgPool2d",
)
