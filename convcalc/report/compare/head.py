"""Classifier heads: a fully connected layer on all values, or global average pooling first."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.layers.base import Param, Shape
from convcalc.network.graph import spelt
from convcalc.report.compare.contest import contest, rounded
from convcalc.report.compare.methods import Method, conv, method
from convcalc.report.compare.options import BIAS
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.document import Sizes


def compare(case: Case) -> Comparison:
    """The heads for the same map and the same classes."""
    methods = _heads(case, case.shape)
    twice = _heads(case, Shape(case.channels, tuple([2 * size for size in case.spatial])))
    flat, pooled = methods[0], methods[-2]
    return contest(
        case,
        Message("compare.head.title", input=spelt(case.shape), classes=case.count("out")),
        methods, ("params", "macs", "operations"), "params",
        [
            Message("compare.head.fewer" if flat.count("params") > pooled.count("params")
                    else "compare.head.nothing", times=rounded(flat.count("params"),
                    pooled.count("params")), map=Sizes(case.spatial)),
            Message("compare.head.size", size=Sizes(twice[0].network.nodes[0].shape.spatial),
                    flat=twice[0].count("params"), pooled=twice[-2].count("params")),
        ],
        [Message("compare.bias" if case.values["bias"] else "compare.no_bias"),
         Message("compare.head.operations")],
    )  # fmt: skip


def _heads(case: Case, shape: Shape) -> list[Method]:
    out, hidden = case.count("out"), case.values["hidden"]
    bias = {"bias": case.values["bias"]}
    dense = ("linear", {"out": out, **bias})
    heads = [method("dense", Message("compare.head.dense"), shape, ("flatten", {}), dense)]
    if hidden is not None:
        inner = ("linear", {"out": hidden, **bias})
        name = Message("compare.head.hidden", hidden=hidden)
        heads.append(method("dense_hidden", name, shape, ("flatten", {}), inner, inner, dense))
    heads += [
        method("gap_dense", Message("compare.head.gap"), shape, ("gap", {}), dense),
        method("conv_gap", Message("compare.head.conv"), shape, conv(out, **bias), ("gap", {})),
    ]
    return heads


TOPIC = Topic(
    "head",
    compare,
    (
        Param("out", "count", 1000, minimum=1),
        Param("hidden", "count", None, minimum=1),
        BIAS,
    ),
    size="7@512",
    example="convcalc compare head 7@512 -o 1000 --hidden 4096",
)
