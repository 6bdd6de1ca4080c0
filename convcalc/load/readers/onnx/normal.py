"""Normalisation, softmax and reductions."""

from __future__ import annotations

from collections.abc import Callable

from convcalc.load.readers.onnx.operation import Operation
from convcalc.load.readers.tensors.along import layer_norm, reduced, softmax
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.view import TensorView, is_one, size_of

Made = list[TensorView]


def batch_norm(to: Build, call: Operation) -> Made:
    x = call.tensor(0)
    made = _by_channel(to, call, x, "bn")
    return [made, *[made] * (len(call.node.outputs) - 1)]


def _by_channel(to: Build, call: Operation, x: TensorView, type: str) -> TensorView:
    """A layer that has numbers for each position of axis 1, which are as many."""
    scale = call.constant(1)
    assert scale is not None
    channels = size_of(x.axes[1]) if len(x.axes) > 1 else 1
    if isinstance(channels, int) and isinstance(scale.count, int) and scale.count != channels:
        raise call.error("onnx.channels", wanted=scale.count, channels=channels)
    if x.axes[1] == x.base[0] and type == "bn":
        return to.unary(x, "bn")
    return to.layer(x, type, {} if type == "bn" else {"affine": True})


def instance_norm(to: Build, call: Operation) -> Made:
    return [_by_channel(to, call, call.tensor(0), "instancenorm")]


def group_norm(to: Build, call: Operation) -> Made:
    """Of opset 21 on scale and shift are of the channels, before of the groups."""
    x, groups = call.tensor(0), call.whole("num_groups", 1)
    scale = call.constant(1)
    if scale is not None and size_of(x.axes[1]) == scale.count:
        return [to.layer(x, "gn", {"groups": groups})]
    made = to.layer(x, "gn", {"groups": groups, "affine": False})
    return [to.opaque([made], None, "GroupNormalization", 2 * groups, 0, 1)]


def normalised(to: Build, call: Operation) -> Made:
    x = call.tensor(0)
    first = call.axis(call.whole("axis", -1), len(x.axes))
    scale, shift = call.constant(1), call.constant(2)
    if call.node.op == "RMSNormalization":
        return [to.opaque([x], None, call.node.op, scale.count if scale else 0, 0, 1)]
    scaled = scale is not None and bool(scale.roots or not scale.whole)
    made = layer_norm(to, x, range(first, len(x.axes)), scaled, shift is not None)
    return [made, *[made] * (len(call.node.outputs) - 1)]


def layer_normalised(to: Build, call: Operation) -> Made:
    """Layer normalisation, as found again by the patterns: over any axes."""
    x = call.tensor(0)
    axes = call.axes(len(x.axes), 3) or (len(x.axes) - 1,)
    return [layer_norm(to, x, axes, True, True)]


def grouped(to: Build, call: Operation) -> Made:
    """Group normalisation, as found again by the patterns."""
    groups = call.whole("num_groups", 1)
    return [to.layer(call.tensor(0), "gn", {"groups": groups})]


def whole(to: Build, call: Operation) -> Made:
    """A normalisation that learns nothing."""
    return [to.opaque([call.tensor(0)], None, call.node.op, 0, 0, "global")]


def lrn(to: Build, call: Operation) -> Made:
    return [to.layer(call.tensor(0), "lrn", {"window": call.whole("size", 5)})]


def by_softmax(to: Build, call: Operation) -> Made:
    """Below opset 13 everything from the axis on is one axis."""
    x = call.tensor(0)
    old = call.opset < 13
    at = call.axis(call.whole("axis", 1 if old else -1), len(x.axes))
    if old and any(not is_one(size_of(axis)) for axis in x.axes[at + 1 :]):
        return [to.opaque([x], None, call.node.op, 0, 0, "global")]
    return [softmax(to, x, at, call.node.op)]


def reduction(kind: str) -> Callable[[Build, Operation], Made]:
    def run(to: Build, call: Operation) -> Made:
        x = call.tensor(0)
        axes = call.axes(len(x.axes), 1)
        if axes is None:
            if call.whole("noop_with_empty_axes", 0):
                return [x]
            axes = tuple(range(len(x.axes)))
        return [reduced(to, x, axes, kind, bool(call.whole("keepdims", 1)))]

    return run


def chosen(to: Build, call: Operation) -> Made:
    """ArgMax and ArgMin: the position instead of the value."""
    x = call.tensor(0)
    at = call.axis(call.whole("axis", 0), len(x.axes))
    return [reduced(to, x, (at,), call.node.op, bool(call.whole("keepdims", 1)))]


REDUCTIONS = ("Sum", "Min", "Prod", "L1", "L2", "LogSum", "LogSumExp", "SumSquare")

NORMAL: dict[str, Callable[[Build, Operation], Made | None]] = {
    "BatchNormalization": batch_norm,
    "InstanceNormalization": instance_norm,
    "GroupNormalization": group_norm,
    "LayerNormalization": normalised,
    "RMSNormalization": normalised,
    "LayerNorm": layer_normalised,
    "GroupNorm": grouped,
    **dict.fromkeys(("MeanVarianceNormalization", "LpNormalization", "CumSum"), whole),
    "LRN": lrn,
    **dict.fromkeys(("Softmax", "LogSoftmax", "Hardmax"), by_softmax),
    "ReduceMean": reduction("mean"),
    "ReduceMax": reduction("max"),
    **{f"Reduce{kind}": reduction(f"Reduce{kind}") for kind in REDUCTIONS},
    **dict.fromkeys(("ArgMax", "ArgMin"), chosen),
}
