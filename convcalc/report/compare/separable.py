"""Standard convolution and its cheaper relatives, the bottleneck among them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from convcalc.errors import Message
from convcalc.formulas.saving import channels_for_saving
from convcalc.layers.base import Param
from convcalc.layers.conv import KERNEL, PADDING, STRIDE
from convcalc.network.graph import spelt
from convcalc.report.compare.contest import contest, rounded
from convcalc.report.compare.methods import Method, Part, conv, method
from convcalc.report.compare.options import BIAS, changed
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.rivals import relatives
from convcalc.report.values import sizes

REDUCTION = 4
"""Of the bottleneck, unless the user says otherwise."""


def compare(case: Case) -> Comparison:
    """The same input and output by every method."""
    v = case.values
    kernel, out = v["kernel"], v["out"]
    inner = max(out // v["reduction"], 1)
    bias = {"bias": v["bias"]}

    def named(key: str, *parts: Part, **fields: Any) -> Method:
        return method(key, Message(f"compare.separable.{key}", **fields), case.shape, *parts)

    def relative(key: str, name: Message, type_name: str, given: Mapping[str, Any]) -> Method:
        return method(key, name, case.shape, (type_name, given))

    methods = relatives(case.channels, v, 2, relative)
    groups = [one.layer.values["groups"] for one in methods if one.key == "grouped"]
    middle = conv(inner, kernel, stride=v["stride"], padding=v["padding"], **bias)
    bottleneck = named("bottleneck", conv(inner, **bias), middle, conv(out, **bias), inner=inner)
    methods.insert(len(methods) - (methods[-1].key == "spatially_separable"), bottleneck)
    methods.append(named("pointwise", conv(out, stride=v["stride"], **bias)))
    title = Message(
        "compare.separable.title", input=spelt(case.shape), out=out, kernel=sizes(kernel)
    )
    return contest(
        case, title, methods, ("params", "macs", "receptive_field"), "macs",
        _findings(methods, kernel, out), _assumptions(case, methods),
        data={"groups": groups[0] if groups else None},
    )  # fmt: skip


def _assumptions(case: Case, methods: list[Method]) -> list[Message]:
    told = []
    if any(one.key == "spatially_separable" for one in methods):
        height, width = case.values["kernel"]
        told.append(Message("compare.separable.between", height=height, width=width))
    told.append(Message("compare.bias" if case.values["bias"] else "compare.no_bias"))
    return [*told, Message("compare.macs_not_flops")]


def _findings(methods: list[Method], kernel: tuple[int, ...], out: int) -> list[Message]:
    standard, separable = methods[:2]
    limit = math.prod(kernel)
    saves = separable.count("macs") < standard.count("macs")
    code = "compare.separable.saving" if saves else "compare.separable.nothing"
    times = rounded(standard.count("macs"), separable.count("macs"))
    told = [Message(code, times=times, out=out, limit=limit)]
    wanted = limit - 1
    least = channels_for_saving(limit, 1, wanted) if wanted > 1 else None
    if least is not None:
        told.append(
            Message("compare.separable.least", times=wanted, least=least, kernel=sizes(kernel))
        )
    same_field = [one for one in methods if one.field == standard.field]
    cheapest = min(same_field, key=lambda one: one.count("macs"))
    told.append(
        Message(
            "compare.separable.cheapest",
            method=cheapest.name,
            macs=cheapest.count("macs"),
        )
    )
    return told


TOPIC = Topic(
    "separable",
    compare,
    (
        changed(KERNEL, 3),
        STRIDE,
        changed(PADDING, 1),
        Param("out", "count", 128, minimum=1),
        Param("groups", "count", None, minimum=1),
        Param("reduction", "count", REDUCTION, minimum=1),
        BIAS,
    ),
    size="56@64",
    example="convcalc compare separable 56@64 -k 3 -o 128",
)
