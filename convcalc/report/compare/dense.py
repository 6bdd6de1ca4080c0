"""Convolution, locally connected and fully connected layer: what sharing weights saves."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.layers.base import Param
from convcalc.layers.conv import KERNEL, PADDING, STRIDE
from convcalc.network.graph import elements, spelt
from convcalc.report.compare.contest import contest, rounded, share
from convcalc.report.compare.methods import named
from convcalc.report.compare.topic import BIAS, Case, Comparison, Topic, changed


def compare(case: Case) -> Comparison:
    """The three layers for the same output map, and a single fully connected output."""
    window, bias = case.given("kernel", "stride", "padding", "out", "bias"), case.given("bias")
    conv = named(case, "conv", ("conv", window))
    local = named(case, "local", ("local", window))
    positions = conv.count("elements")
    dense = named(case, "dense", ("linear", {"out": positions, **bias}))
    single = named(case, "dense_unit", ("linear", {"out": 1, **bias}))
    weights, all_weights = conv.count("params"), dense.count("params")
    times = rounded(local.count("params"), weights)
    findings = [
        Message("compare.dense.shared", positions=share(positions, case.out), times=times),
        Message(
            "compare.dense.times", times=rounded(all_weights, weights), params=all_weights,
            unit=elements(case.shape), units=positions,
        ),
    ]  # fmt: skip
    title = Message("compare.dense.title", input=case.input, output=spelt(conv.output))
    return contest(
        title, [conv, local, dense, single], ("output", "params", "macs"), "params",
        findings, [case.biased], case,
    )  # fmt: skip


TOPIC = Topic(
    "dense",
    compare,
    (changed(KERNEL, 3), STRIDE, PADDING, Param("out", "count", 1, minimum=1), BIAS),
    size="100@1",
    example="convcalc compare dense 100@1 -k 3",
)
