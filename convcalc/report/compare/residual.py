"""Residual blocks: basic and bottleneck, with and without a projection on the shortcut."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.layers.base import Param
from convcalc.report.compare.contest import contest, rounded, share
from convcalc.report.compare.methods import Branches, Method, Part, conv, named
from convcalc.report.compare.topic import OUT, Case, Comparison, Topic
from convcalc.report.document import Approximate
from convcalc.report.fields import Field


def compare(case: Case) -> Comparison:
    """Both blocks where the shapes agree, and where the block halves the map."""
    stride, out = case.values["stride"], case.values["out"] or 2 * case.channels
    settings = ((case.channels, 1), (out, stride))
    methods = [_block(case, kind, *how) for how in settings for kind in ("basic", "bottleneck")]
    title = Message("compare.residual.title", input=case.input, out=out, stride=stride)
    return contest(
        title, methods,
        ("params", Field("shortcut", _shortcut, "compare.column.shortcut"), "macs"), "params",
        _findings(*methods),
        [Message("compare.residual.bn" if case.values["bn"] else "compare.residual.no_bn"),
         Message("compare.residual.stride"), Message("compare.residual.add")], case,
    )  # fmt: skip


def _block(case: Case, kind: str, out: int, stride: int) -> Method:
    """A block; the shortcut is a 1 x 1 convolution where the identity does not fit."""
    norm: tuple[Part, ...] = (("bn", {}),) if case.values["bn"] else ()
    inner = max(out // case.values["reduction"], 1)
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
    return named(case, key, Branches("add", (path, shortcut)), *relu, inner=inner)


def _shortcut(one: Method) -> int:
    """Parameters of the layers on the shortcut: those that end in the addition's second input."""
    nodes = one.network.nodes
    (addition,) = [node for node in nodes if node.type == "add"]
    total, node = 0, nodes[addition.inputs[1]]
    while node.sheet is not None:
        total += node.sheet.params if isinstance(node.sheet.params, int) else 0
        node = nodes[node.inputs[0]]
    return total


def _findings(basic: Method, bottleneck: Method, _: Method, projected: Method) -> list[Message]:
    times, macs = (
        rounded(basic.count(cost), bottleneck.count(cost)) for cost in ("params", "macs")
    )
    told = [Message("compare.residual.narrow", times=times, macs=macs)]
    if params := _shortcut(projected):
        percent = Approximate(100 * share(params, projected.count("params")), 3, False)
        told.append(Message("compare.residual.projection", params=params, percent=percent))
    return told


TOPIC = Topic(
    "residual",
    compare,
    (
        OUT,
        Param("stride", "count", 2, minimum=1),
        Param("reduction", "count", 4, minimum=1),
        Param("bn", "flag", False),
    ),
    size="56@256",
    example="convcalc compare residual 56@256 --bn",
)
