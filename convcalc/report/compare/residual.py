"""Residual blocks: basic and bottleneck, with and without a projection on the shortcut."""

from __future__ import annotations

from typing import Any

from convcalc.errors import Message
from convcalc.layers.base import Param
from convcalc.network.graph import spelt
from convcalc.report.compare.contest import contest, rounded, share
from convcalc.report.compare.methods import Branches, Method, Part, conv, method
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.document import Approximate
from convcalc.report.fields import Field


def compare(case: Case) -> Comparison:
    """Both blocks where the shapes agree, and where the block halves the map."""
    c, stride = case.channels, case.count("stride")
    out = case.values["out"] or 2 * c
    methods = [
        _block(case, "basic", c, 1),
        _block(case, "bottleneck", c, 1),
        _block(case, "basic", out, stride),
        _block(case, "bottleneck", out, stride),
    ]
    shortcuts = [_shortcut_params(one) for one in methods]
    shortcut = Field("shortcut", _shortcut_params, "compare.column.shortcut")
    title = Message("compare.residual.title", input=spelt(case.shape), out=out, stride=stride)
    return contest(
        case, title, methods, ("params", shortcut, "macs"), "params",
        _findings(methods, shortcuts),
        [Message("compare.residual.bn" if case.values["bn"] else "compare.residual.no_bn"),
         Message("compare.residual.stride"), Message("compare.residual.add")],
    )  # fmt: skip


def _block(case: Case, kind: str, out: int, stride: int) -> Method:
    """A block; the shortcut is a 1 x 1 convolution where the identity does not fit."""
    norm: tuple[Part, ...] = (("bn", {}),) if case.values["bn"] else ()
    inner = max(out // case.count("reduction"), 1)
    projected = stride != 1 or out != case.channels

    def layer(width: int, kernel: int, step: int = 1) -> tuple[Part, ...]:
        return (conv(width, kernel, stride=step, padding=kernel // 2), *norm)

    relu: tuple[Part, ...] = (("relu", {}),)
    if kind == "basic":
        path = (*layer(out, 3, stride), *relu, *layer(out, 3))
    else:
        path = (*layer(inner, 1), *relu, *layer(inner, 3, stride), *relu, *layer(out, 1))
    shortcut = layer(out, 1, stride) if projected else ()
    key = f"{kind}_projected" if projected else kind
    name = Message(f"compare.residual.{key}", inner=inner)
    return method(key, name, case.shape, Branches("add", (path, shortcut)), *relu)


def _shortcut_params(one: Method) -> int:
    """Parameters of the layers on the shortcut: those that end in the addition's second input."""
    nodes = one.network.nodes
    (addition,) = [node for node in nodes if node.type == "add"]
    total, index = 0, addition.inputs[1]
    while nodes[index].sheet is not None:
        sheet = nodes[index].sheet
        params = None if sheet is None else sheet.params
        total += params if isinstance(params, int) else 0
        index = nodes[index].inputs[0]
    return total


def _findings(methods: list[Method], shortcuts: list[int]) -> list[Message]:
    basic, bottleneck, _, projected = methods
    told: list[Message] = [
        Message(
            "compare.residual.narrow",
            times=rounded(basic.count("params"), bottleneck.count("params")),
            macs=rounded(basic.count("macs"), bottleneck.count("macs")),
        )
    ]
    if shortcuts[3]:
        percent: Any = Approximate(100 * share(shortcuts[3], projected.count("params")), 3, False)
        told.append(Message("compare.residual.projection", params=shortcuts[3], percent=percent))
    return told


TOPIC = Topic(
    "residual",
    compare,
    (
        Param("out", "count", None, minimum=1),
        Param("stride", "count", 2, minimum=1),
        Param("reduction", "count", 4, minimum=1),
        Param("bn", "flag", False),
    ),
    size="56@256",
    example="convcalc compare residual 56@256 --bn",
)
