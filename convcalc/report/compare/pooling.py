"""Ways to make a map smaller: maximum, average, a strided convolution, global average pooling."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.layers.conv import KERNEL, PADDING, STRIDE
from convcalc.network.graph import elements, spelt
from convcalc.report.compare.contest import contest
from convcalc.report.compare.methods import Method, conv, method
from convcalc.report.compare.options import BIAS, changed
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.document import Sizes
from convcalc.report.values import sizes


def compare(case: Case) -> Comparison:
    """The same window for all but the global pooling."""
    v = case.values
    window = {"kernel": v["kernel"], "stride": v["stride"], "padding": v["padding"]}
    strided = {**window, "bias": v["bias"]}
    methods = [
        method("max_pooling", Message("compare.pooling.max"), case.shape, ("maxpool", window)),
        method("average_pooling", Message("compare.pooling.average"), case.shape,
               ("avgpool", window)),
        method("strided_conv", Message("compare.pooling.strided"), case.shape,
               conv(case.channels, **strided)),
        method("global_average_pooling", Message("compare.pooling.gap"), case.shape, ("gap", {})),
    ]  # fmt: skip
    title = Message("compare.pooling.title", input=spelt(case.shape), kernel=sizes(v["kernel"]))
    columns = ("output", "receptive_field", "params", "macs", "operations")
    return contest(
        case, title, methods, columns, "params", _findings(case, methods),
        [Message("compare.pooling.operations"), Message("compare.pooling.channels")],
        ratios=False,
    )  # fmt: skip


def _findings(case: Case, methods: list[Method]) -> list[Message]:
    pool, _, strided, gap = methods
    return [
        Message(
            "compare.pooling.price",
            output=spelt(strided.output),
            params=strided.count("params"),
            macs=strided.count("macs"),
        ),
        Message(
            "compare.pooling.kept",
            input=elements(case.shape),
            pooled=pool.count("elements"),
            whole=gap.count("elements"),
            map=Sizes(case.spatial),
        ),
    ]


TOPIC = Topic(
    "pooling",
    compare,
    (changed(KERNEL, 2), changed(STRIDE, 2), PADDING, BIAS),
    size="56@64",
    example="convcalc compare pooling 56@64 -k 3 -s 2 -p 1",
)
