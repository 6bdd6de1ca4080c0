"""Standard, dilated and larger kernel: how far each sees, and what that costs."""

from __future__ import annotations

from typing import Any

from convcalc.errors import Message
from convcalc.formulas.size import effective_kernel
from convcalc.layers.base import Shape
from convcalc.layers.conv import DILATION, KERNEL
from convcalc.network.graph import spelt
from convcalc.report.compare.contest import contest, rounded
from convcalc.report.compare.methods import Method, Part, conv, method
from convcalc.report.compare.options import BIAS, MOST_STACKED, OUT, changed
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.document import Sizes, Table
from convcalc.report.fields import Field, table
from convcalc.report.values import uniform

LAYERS = 5
"""Rows of the table of growth."""


def compare(case: Case) -> Comparison:
    """One layer of each kind, and standard layers stacked until they see as far."""
    kernel, rate = case.values["kernel"], case.values["dilation"]
    out = case.values["out"] or case.channels
    wide = tuple([effective_kernel(k, d) for k, d in zip(kernel, rate, strict=True)])

    def layer(size: Any, channels: int = out, **more: Any) -> Part:
        return conv(channels, size, padding="same", bias=case.values["bias"], **more)

    def named(key: str, size: tuple[int, ...], *parts: Part, **fields: Any) -> Method:
        height, width = size
        name = Message(f"compare.dilated.{key}", height=height, width=width, **fields)
        return method(key, name, case.shape, *parts)

    methods = [
        named("standard", kernel, layer(kernel)),
        named("dilated", kernel, layer(kernel, dilation=rate), rate=uniform(Sizes(rate))),
        named("larger", wide, layer(wide)),
    ]
    stacked = _needed(kernel, wide)
    if stacked is not None and stacked > 1:
        parts = [layer(kernel) for _ in range(stacked)]
        methods.append(named("stacked", kernel, *parts, layers=stacked))
    taps = Field("taps", _all_taps, "compare.column.taps")
    title = Message("compare.dilated.title", input=spelt(case.shape), output=out)
    return contest(
        case, title, methods, ("receptive_field", taps, "params", "macs"), "params",
        _findings(methods),
        [Message("compare.taps"), Message("compare.dilated.same"),
         Message("compare.bias" if case.values["bias"] else "compare.no_bias")],
        asides=(_growth(case.shape, kernel),),
    )  # fmt: skip


def _all_taps(one: Method) -> int:
    return sum(_taps(node.layer) for node, _ in one.network.layers)


def _taps(layer: Any) -> int:
    """Weights of a layer that join one input channel to one output channel."""
    taps = 1
    for size in layer.values["kernel"]:
        taps *= size
    return taps


def _needed(kernel: tuple[int, ...], wide: tuple[int, ...]) -> int | None:
    """How many standard layers see as far as the dilated one, on the axis that needs most."""
    if any(k < 2 and w > 1 for k, w in zip(kernel, wide, strict=True)):
        return None
    layers = max(
        (-(-(w - 1) // (k - 1)) for k, w in zip(kernel, wide, strict=True) if k > 1), default=1
    )
    return layers if layers <= MOST_STACKED else None


def _findings(methods: list[Method]) -> list[Message]:
    standard, dilated, larger = methods[:3]
    told = []
    if dilated.count("params") < larger.count("params"):
        told.append(
            Message(
                "compare.dilated.cheaper",
                field=dilated.field,
                times=rounded(larger.count("params"), dilated.count("params")),
                taps=_taps(dilated.layer),
                area=_taps(larger.layer),
            )
        )
    if dilated.field == standard.field:
        told.append(Message("compare.dilated.nothing"))
    else:
        told.append(
            Message(
                "compare.dilated.grid",
                read=_taps(dilated.layer),
                area=_taps(larger.layer),
            )
        )
    return told


def _growth(shape: Shape, kernel: tuple[int, ...]) -> Table:
    """Receptive fields of standard layers, and of layers whose dilation doubles."""

    def seen(layers: int, base: int) -> Any:
        parts = [conv(1, kernel, padding="same", dilation=base**n) for n in range(layers)]
        return method("growth", Message("compare.dilated.growth"), shape, *parts).field

    fields = (
        Field("layers", lambda layers: layers, "compare.column.layers"),
        Field("standard", lambda layers: seen(layers, 1), "compare.dilated.growth_standard"),
        Field("doubling", lambda layers: seen(layers, 2), "compare.dilated.growth_doubling"),
    )
    return table(fields, range(1, LAYERS + 1), Message("compare.dilated.growth"), aside=True)


TOPIC = Topic(
    "dilated",
    compare,
    (changed(KERNEL, 3), changed(DILATION, 2), OUT, BIAS),
    size="56@64",
    example="convcalc compare dilated 56@64 -k 3 -d 2",
)
