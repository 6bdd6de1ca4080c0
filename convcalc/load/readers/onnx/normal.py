"""Normalisation, softmax and reductions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from convcalc.annotations import Any
from convcalc.load.readers.onnx.operation import Operation
from convcalc.load.readers.tensors.along import layer_norm, reduced, softmax
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.view import TensorView, is_one, size_of
from convcalc.load.readers.tensors.weights import affine, normalised, uncounted

Made = list[TensorView]


def batch_norm(to: Build, call: Operation) -> Made:
    made = _by_channel(to, call, "bn", {})
    return [made, *[made] * (len(call.node.outputs) - 1)]


def _by_channel(to: Build, call: Operation, type: str, given: dict[str, Any]) -> TensorView:
    """A layer that has a scale and a shift for each position of axis 1, which are as many."""
    x, scale, shift = call.tensor(0), call.constant(1), call.constant(2)
    assert scale is not None
    channels = size_of(x.axes[1]) if len(x.axes) > 1 else 1
    if isinstance(channels, int) and isinstance(scale.count, int) and scale.count != channels:
        raise call.misfit("onnx.channels", wanted=scale.count, channels=channels)
    anywhere = type == "bn" and len(x.axes) > 1 and x.axes[1] == x.base[0]

    def make(scales: bool, shifts: bool) -> TensorView:
        plain = {**given, **affine(type, scales, shifts)}
        return to.unary(x, type, plain) if anywhere else to.layer(x, type, plain)

    shifted = None if shift is None else shift.learnt
    return normalised(to, make, type, scale.learnt, shifted, call.node.inputs[3:])


def instance_norm(to: Build, call: Operation) -> Made:
    return [_by_channel(to, call, "instancenorm", {})]


def group_norm(to: Build, call: Operation) -> Made:
    """Of opset 21 on scale and shift are of the channels, before of the groups."""
    x, groups = call.tensor(0), call.whole("num_groups", 1)
    scale = call.constant(1)
    if scale is not None and size_of(x.axes[1]) == scale.count:
        return [_by_channel(to, call, "gn", {"groups": groups})]
    made = to.layer(x, "gn", {"groups": groups, "affine": False})
    return [to.opaque([made], None, "GroupNormalization", 2 * groups, 0, 1)]


def over_last(to: Build, call: Operation) -> Made:
    x = call.tensor(0)
    first = call.axis(call.whole("axis", -1), len(x.axes))
    scale = call.constant(1)
    if call.node.op == "RMSNormalization":
        params = uncounted(to, scale.learnt) if scale else 0
        return [to.opaque([x], None, call.node.op, params, 0, 1)]
    made = _over(to, call, x, range(first, len(x.axes)))
    return [made, *[made] * (len(call.node.outputs) - 1)]


def _over(to: Build, call: Operation, x: TensorView, axes: Sequence[int]) -> TensorView:
    scale, shift = (
        None if one is None else one.learnt for one in (call.constant(1), call.constant(2))
    )
    return normalised(to, lambda a, b: layer_norm(to, x, axes, a, b), "ln", scale, shift)


def layer_normalised(to: Build, call: Operation) -> Made:
    """Layer normalisation, as found again by the patterns: over any axes."""
    x = call.tensor(0)
    return [_over(to, call, x, call.axes(len(x.axes), 3) or (len(x.axes) - 1,))]


def grouped(to: Build, call: Operation) -> Made:
    """Group normalisation, as found again by the patterns."""
    return [_by_channel(to, call, "gn", {"groups": call.whole("num_groups", 1)})]


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
    "LayerNormalization": over_last,
    "RMSNormalization": over_last,
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
