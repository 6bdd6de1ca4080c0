"""A large kernel as a stack of 3 x 3 ones, and as n x 1 followed by 1 x n."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.layers.base import Param
from convcalc.report.compare.contest import contest, percent_less, percent_more, share
from convcalc.report.compare.methods import Method, conv, named
from convcalc.report.compare.topic import BIAS, MOST_STACKED, OUT, Case, Comparison, Topic
from convcalc.report.fields import Field


def compare(case: Case) -> Comparison:
    """The kernel and what may replace it, all channels equal between the layers."""
    k, out, bias = case.values["kernel"], case.out, case.given("bias")
    methods = [named(case, "whole", conv(out, k, padding="same", **bias), k=k)]
    stacked = (k - 1) // 2
    if k % 2 and 1 < stacked <= MOST_STACKED:
        parts = [conv(out, 3, padding=1, **bias)] * stacked
        methods.append(named(case, "stacked", *parts, layers=stacked))
    shared = {"out": out, "kernel": k, "padding": "same", **bias}
    methods.append(named(case, "spatial", ("spatial_separable", shared), k=k))
    depth = {"whole": 1, "stacked": stacked, "spatial": 2}
    layers = Field("layers", lambda one: depth[one.key], "audit.column.layers")
    assumptions = [Message("compare.factor.channels", out=out), Message("compare.factor.same")]
    if not k % 2:
        assumptions.append(Message("compare.factor.even", k=k))
    elif stacked > MOST_STACKED:
        assumptions.append(Message("compare.factor.deep", layers=stacked, most=MOST_STACKED))
    title = Message("compare.factor.title", input=case.input, out=out, k=k)
    return contest(
        title, methods, (layers, "receptive_field", "params", "macs"), "params",
        [_finding(one, methods[0]) for one in methods[1:]], assumptions, case,
    )  # fmt: skip


def _finding(one: Method, whole: Method) -> Message:
    part, full = one.count("params"), whole.count("params")
    saves = part < full
    return Message(
        "compare.factor.saves" if saves else "compare.factor.costs",
        method=one.name, whole=whole.name, ratio=share(part, full),
        percent=(percent_less if saves else percent_more)(part, full),
    )  # fmt: skip


TOPIC = Topic(
    "factor",
    compare,
    (Param("kernel", "count", 5, minimum=2), OUT, BIAS),
    size="28@64",
    example="convcalc compare factor 28@64 -k 7",
)
