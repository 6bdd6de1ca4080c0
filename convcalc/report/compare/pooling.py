"""Ways to make a map smaller: maximum, average, a strided convolution, global average pooling."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.layers.base import Shape
from convcalc.layers.conv import KERNEL, PADDING, STRIDE
from convcalc.network.graph import elements, spelt
from convcalc.report.compare.contest import contest
from convcalc.report.compare.methods import conv, named
from convcalc.report.compare.topic import BIAS, Case, Comparison, Topic, changed
from convcalc.report.values import sizes


def compare(case: Case) -> Comparison:
    """The same window for all but the global pooling."""
    window = case.given("kernel", "stride", "padding")
    pool = named(case, "max_pooling", ("maxpool", window))
    average = named(case, "average_pooling", ("avgpool", window))
    strided = named(case, "strided_conv", conv(case.channels, **window, **case.given("bias")))
    gap = named(case, "global_average_pooling", ("gap", {}))
    findings = [
        Message(
            "compare.pooling.price", output=spelt(strided.output),
            params=strided.count("params"), macs=strided.count("macs"),
        ),
        Message(
            "compare.pooling.kept", input=elements(case.shape), pooled=pool.count("elements"),
            whole=gap.count("elements"), map=spelt(Shape(None, case.spatial)),
        ),
    ]  # fmt: skip
    kernel = sizes(case.values["kernel"])
    return contest(
        Message("compare.pooling.title", input=case.input, kernel=kernel),
        [pool, average, strided, gap],
        ("output", "receptive_field", "params", "macs", "operations"), "params", findings,
        [Message("compare.pooling.operations"), Message("compare.pooling.channels")],
        case, ratios=False,
    )  # fmt: skip


TOPIC = Topic(
    "pooling",
    compare,
    (changed(KERNEL, 2), changed(STRIDE, 2), PADDING, BIAS),
    size="56@64",
    example="convcalc compare pooling 56@64 -k 3 -s 2 -p 1",
)
