"""Standard convolution and its cheaper relatives, the bottleneck among them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from convcalc.errors import Message
from convcalc.formulas.saving import channels_for_saving
from convcalc.layers.base import Param
from convcalc.layers.conv import KERNEL, PADDING, STRIDE
from convcalc.report.compare.contest import contest, rounded
from convcalc.report.compare.methods import Method, conv, method, named
from convcalc.report.compare.topic import BIAS, Case, Comparison, Topic, changed
from convcalc.report.rivals import relatives
from convcalc.report.values import sizes

REDUCTION = 4
"""Of the bottleneck, unless the user says otherwise."""


def compare(case: Case) -> Comparison:
    """The same input and output by every method."""
    v, out, bias = case.values, case.out, case.given("bias")
    inner = max(out // v["reduction"], 1)

    def relative(key: str, name: Message, type_name: str, given: Mapping[str, Any]) -> Method:
        return method(key, name, case.shape, (type_name, given))

    methods = relatives(case.channels, v, 2, relative)
    groups = [one.layer.values["groups"] for one in methods if one.key == "grouped"]
    spatial = methods[-1].key == "spatially_separable"
    middle = conv(inner, **case.given("kernel", "stride", "padding", "bias"))
    bottleneck = named(
        case, "bottleneck", conv(inner, **bias), middle, conv(out, **bias), inner=inner
    )
    methods.insert(len(methods) - spatial, bottleneck)
    methods.append(named(case, "pointwise", conv(out, stride=v["stride"], **bias)))
    kernel, assumptions = sizes(v["kernel"]), [case.biased, Message("compare.macs_not_flops")]
    if spatial:
        height, width = kernel
        assumptions.insert(0, Message("compare.separable.between", height=height, width=width))
    return contest(
        Message("compare.separable.title", input=case.input, out=out, kernel=kernel),
        methods, ("params", "macs", "receptive_field"), "macs", _findings(methods, kernel, out),
        assumptions, case, data={"groups": groups[0] if groups else None},
    )  # fmt: skip


def _findings(methods: list[Method], kernel: tuple[int, ...], out: int) -> list[Message]:
    standard, separable = methods[:2]
    limit = math.prod(kernel)
    saves = separable.macs < standard.macs
    code = "compare.separable.saving" if saves else "compare.separable.nothing"
    told = [Message(code, times=rounded(standard.macs, separable.macs), out=out, limit=limit)]
    wanted = limit - 1
    least = channels_for_saving(limit, 1, wanted) if wanted > 1 else None
    if least is not None:
        told.append(Message("compare.separable.least", times=wanted, least=least, kernel=kernel))
    same_field = [one for one in methods if one.field == standard.field]
    cheapest = min(same_field, key=lambda one: one.macs)
    name, macs = cheapest.name, cheapest.macs
    return [*told, Message("compare.separable.cheapest", method=name, macs=macs)]


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
