"""Convolution, locally connected and fully connected layer: what sharing weights saves."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.layers.base import Param
from convcalc.layers.conv import KERNEL, PADDING, STRIDE
from convcalc.network.graph import elements, spelt
from convcalc.report.compare.contest import contest, rounded, share
from convcalc.report.compare.methods import Method, method
from convcalc.report.compare.options import changed
from convcalc.report.compare.topic import Case, Comparison, Topic


def compare(case: Case) -> Comparison:
    """The three layers for the same output map, and a single fully connected output."""
    v = case.values
    bias = {"bias": v["bias"]}
    window = {"kernel": v["kernel"], "stride": v["stride"], "padding": v["padding"], **bias}
    conv = method(
        "conv", Message("compare.dense.conv"), case.shape, ("conv", {**window, "out": v["out"]})
    )
    local = method(
        "local", Message("compare.dense.local"), case.shape, ("local", {**window, "out": v["out"]})
    )
    units = conv.count("elements")
    dense = method(
        "dense", Message("compare.dense.dense"), case.shape, ("linear", {"out": units, **bias})
    )
    single = method(
        "dense_unit", Message("compare.dense.unit"), case.shape, ("linear", {"out": 1, **bias})
    )
    title = Message("compare.dense.title", input=spelt(case.shape), output=spelt(conv.output))
    return contest(
        case, title, [conv, local, dense, single], ("output", "params", "macs"), "params",
        _findings(case, conv, local, dense), [Message(_bias(case))],
    )  # fmt: skip


def _bias(case: Case) -> str:
    return "compare.bias" if case.values["bias"] else "compare.no_bias"


def _findings(case: Case, conv: Method, local: Method, dense: Method) -> list[Message]:
    inputs, weights = elements(case.shape), conv.count("params")
    return [
        Message(
            "compare.dense.shared",
            positions=share(conv.count("elements"), case.values["out"]),
            times=rounded(local.count("params"), weights),
        ),
        Message(
            "compare.dense.times",
            times=rounded(dense.count("params"), weights),
            params=dense.count("params"),
            unit=inputs,
            units=conv.count("elements"),
        ),
    ]


TOPIC = Topic(
    "dense",
    compare,
    (
        changed(KERNEL, 3),
        STRIDE,
        PADDING,
        Param("out", "count", 1, minimum=1),
        Param("bias", "flag", False),
    ),
    size="100@1",
    example="convcalc compare dense 100@1 -k 3",
)
