"""Standard, dilated and larger kernel: how far each sees, and what that costs."""

from __future__ import annotations

import math
from typing import Any

from convcalc.errors import Message
from convcalc.formulas.size import effective_kernel
from convcalc.layers.conv import DILATION, KERNEL
from convcalc.report.compare.contest import contest, rounded
from convcalc.report.compare.methods import Method, Part, conv, named
from convcalc.report.compare.topic import BIAS, MOST_STACKED, OUT, Case, Comparison, Topic, changed
from convcalc.report.document import Sizes, Table
from convcalc.report.fields import Field, table
from convcalc.report.values import uniform

LAYERS = 5
"""Rows of the table of growth."""


def compare(case: Case) -> Comparison:
    """One layer of each kind, and standard layers stacked until they see as far."""
    kernel, rate = case.values["kernel"], case.values["dilation"]
    wide = tuple([effective_kernel(k, d) for k, d in zip(kernel, rate, strict=True)])

    def layer(size: Any, **more: Any) -> Part:
        return conv(case.out, size, padding="same", **case.given("bias"), **more)

    def of_size(key: str, size: tuple[int, ...], *parts: Part, **fields: Any) -> Method:
        return named(case, key, *parts, height=size[0], width=size[1], **fields)

    methods = [
        of_size("standard", kernel, layer(kernel)),
        of_size("dilated", kernel, layer(kernel, dilation=rate), rate=uniform(Sizes(rate))),
        of_size("larger", wide, layer(wide)),
    ]
    stacked = _needed(kernel, wide)
    if stacked is not None and stacked > 1:
        methods.append(of_size("stacked", kernel, *[layer(kernel)] * stacked, layers=stacked))
    taps = Field(
        "taps", lambda one: sum(_taps(node.layer) for node, _ in one.network.layers),
        "compare.column.taps",
    )  # fmt: skip
    title = Message("compare.dilated.title", input=case.input, output=case.out)
    return contest(
        title, methods, ("receptive_field", taps, "params", "macs"), "params",
        _findings(*methods[:3]),
        [Message("compare.taps"), Message("compare.dilated.same"), case.biased],
        case, asides=(_growth(case),),
    )  # fmt: skip


def _taps(layer: Any) -> int:
    """Weights of a layer that join one input channel to one output channel."""
    return math.prod(layer.values["kernel"])


def _needed(kernel: tuple[int, ...], wide: tuple[int, ...]) -> int | None:
    """How many standard layers see as far as the dilated one, on the axis that needs most."""
    pairs = list(zip(kernel, wide, strict=True))
    if any(k < 2 and w > 1 for k, w in pairs):
        return None
    layers = max((-(-(w - 1) // (k - 1)) for k, w in pairs if k > 1), default=1)
    return layers if layers <= MOST_STACKED else None


def _findings(standard: Method, dilated: Method, larger: Method) -> list[Message]:
    read, area, told = _taps(dilated.layer), _taps(larger.layer), []
    params, more = dilated.count("params"), larger.count("params")
    if params < more:
        times = rounded(more, params)
        told.append(
            Message(
                "compare.dilated.cheaper", field=dilated.field, times=times, taps=read, area=area
            )
        )
    if dilated.field == standard.field:
        return [*told, Message("compare.dilated.nothing")]
    return [*told, Message("compare.dilated.grid", read=read, area=area)]


def _growth(case: Case) -> Table:
    """Receptive fields of standard layers, and of layers whose dilation doubles."""
    kernel = case.values["kernel"]

    def seen(layers: int, base: int) -> Any:
        parts = [conv(1, kernel, padding="same", dilation=base**n) for n in range(layers)]
        return named(case, "growth", *parts).field

    fields = (
        Field("layers", lambda layers: layers, "audit.column.layers"),
        Field("standard", lambda layers: seen(layers, 1), "separable.standard"),
        Field("doubling", lambda layers: seen(layers, 2), "compare.dilated.growth_doubling"),
    )
    return table(fields, range(1, LAYERS + 1), "compare.dilated.growth", aside=True)


TOPIC = Topic(
    "dilated",
    compare,
    (changed(KERNEL, 3), changed(DILATION, 2), OUT, BIAS),
    size="56@64",
    example="convcalc compare dilated 56@64 -k 3 -d 2",
)
