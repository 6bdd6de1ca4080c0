"""Classifier heads: a fully connected layer on all values, or global average pooling first."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.layers.base import Param, Shape
from convcalc.network.graph import spelt
from convcalc.report.compare.contest import contest, rounded
from convcalc.report.compare.methods import Method, Part, conv, named
from convcalc.report.compare.topic import BIAS, Case, Comparison, Topic


def compare(case: Case) -> Comparison:
    """The heads for the same map and the same classes."""
    methods = _heads(case)
    larger = tuple([2 * size for size in case.spatial])
    twice = _heads(case._replace(shape=Shape(case.channels, larger)))
    (flat, pooled), (flat_twice, pooled_twice) = (
        [heads[place].count("params") for place in (0, -2)] for heads in (methods, twice)
    )
    code = "compare.head.fewer" if flat > pooled else "compare.head.nothing"
    return contest(
        Message("compare.head.title", input=case.input, classes=case.out),
        methods, ("params", "macs", "operations"), "params",
        [Message(code, times=rounded(flat, pooled), map=spelt(Shape(None, case.spatial))),
         Message("compare.head.size", size=spelt(Shape(None, larger)), flat=flat_twice,
                 pooled=pooled_twice)],
        [case.biased, Message("compare.head.operations")], case,
    )  # fmt: skip


def _heads(case: Case) -> list[Method]:
    bias, hidden = case.given("bias"), case.values["hidden"]
    flatten: Part = ("flatten", {})
    dense = ("linear", {"out": case.out, **bias})
    heads = [named(case, "dense", flatten, dense)]
    if hidden is not None:
        inner = ("linear", {"out": hidden, **bias})
        heads.append(named(case, "dense_hidden", flatten, inner, inner, dense, hidden=hidden))
    return [
        *heads,
        named(case, "gap_dense", ("gap", {}), dense),
        named(case, "conv_gap", conv(case.out, **bias), ("gap", {})),
    ]


TOPIC = Topic(
    "head",
    compare,
    (Param("out", "count", 1000, minimum=1), Param("hidden", "count", None, minimum=1), BIAS),
    size="7@512",
    example="convcalc compare head 7@512 -o 1000 --hidden 4096",
)
