"""Matrix products, recurrent layers, attention."""

from __future__ import annotations

from collections.abc import Callable

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import product
from convcalc.load.readers.onnx.operation import Operation
from convcalc.load.readers.onnx.values import Constant
from convcalc.load.readers.onnx.windows import weight_sizes, with_weight
from convcalc.load.readers.tensors.along import linear
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.join import joined, multiplied, rows_and_features, sample_sizes
from convcalc.load.readers.tensors.move import transposed
from convcalc.load.readers.tensors.view import Axis, TensorView, fresh, is_one, size_of
from convcalc.load.readers.tensors.weights import uncounted

Made = list[TensorView]


def gemm(to: Build, call: Operation) -> Made:
    x, y, c = call.input(0), call.input(1), call.input(2)
    if isinstance(x, TensorView) and call.whole("transA", 0):
        x = transposed(to, x, (1, 0))
    turned = call.whole("transB", 0)
    if isinstance(x, TensorView) and isinstance(y, Constant):
        rows, columns = weight_sizes(call, 1, 2)[:2]
        features, out = (columns, rows) if turned else (rows, columns)
        bias = isinstance(c, Constant) and (not is_one(c.count) or out == 1)
        features_in(call, x, features)
        data = x
        result = with_weight(to, call, "linear", y, lambda b: linear(to, data, out, b), bias)
    elif isinstance(x, TensorView) and isinstance(y, TensorView):
        result = multiplied(to, x, transposed(to, y, (1, 0)) if turned else y, "Gemm")
    else:
        return [_from_left(to, call, call.tensor(1))]
    return [joined(to, [result, c], "add", "Gemm") if isinstance(c, TensorView) else result]


def features_in(call: Operation, x: TensorView, wanted: Size, axis: int = -1) -> None:
    """Demand the features that a weight, or the other factor, is made for.

    Raises:
        NetworkError: other ones come in.
    """
    features = size_of(x.axes[axis]) if len(x.axes) >= -axis else 1
    if isinstance(features, int) and isinstance(wanted, int) and features != wanted:
        raise call.misfit("onnx.features", wanted=wanted, features=features)


def matmul(to: Build, call: Operation) -> Made:
    x, y = call.input(0), call.input(1)
    if isinstance(x, TensorView) and isinstance(y, TensorView):
        if len(y.axes) > 1:
            features_in(call, x, size_of(y.axes[-2]))
        return [multiplied(to, x, y, "MatMul")]
    if isinstance(x, TensorView) and isinstance(y, Constant):
        if len(y.shape) != 2:
            return [_stacked(to, call, x, y)]
        features, out = weight_sizes(call, 1, 2)
        features_in(call, x, features)
        return [with_weight(to, call, "linear", y, lambda b: linear(to, x, out, b))]
    return [_from_left(to, call, call.tensor(1))]


def _from_left(to: Build, call: Operation, x: TensorView) -> TensorView:
    """Constants times a tensor: the axis before the last is gone."""
    weight = call.constant(0)
    assert weight is not None
    rows: Size = weight.shape[-2] if len(weight.shape) > 1 else 1
    features_in(call, x, weight.shape[-1], -2)
    axes = (*x.axes[:-2], fresh([rows])[0], x.axes[-1])
    inner = size_of(x.axes[-2]) if len(x.axes) > 1 else 1
    macs = product(*sample_sizes(to, axes), inner)
    return to.opaque([x], axes, call.node.op, uncounted(to, weight.learnt), macs)


def _stacked(to: Build, call: Operation, x: TensorView, weight: Constant) -> TensorView:
    """A tensor times several matrices of constants."""
    features_in(call, x, weight.shape[-2] if len(weight.shape) > 1 else weight.shape[0])
    if len(weight.shape) < 2:
        axes = x.axes[:-1]
    else:
        lead = len(weight.shape) - 2
        old = (*[()] * (lead - len(x.axes) + 2), *x.axes[:-2])
        sizes = (*[1] * (len(old) - lead), *weight.shape[:-2])
        new = [axis or fresh([size])[0] for axis, size in zip(old, sizes, strict=True)]
        axes = (*new, x.axes[-2], fresh([weight.shape[-1]])[0])
    macs = product(*sample_sizes(to, axes), size_of(x.axes[-1]))
    return to.opaque([x], axes, call.node.op, uncounted(to, weight.learnt), macs)


def recurrent(type: str) -> Callable[[Build, Operation], Made | None]:
    """X [steps, batch, features] -> Y [steps, directions, batch, hidden], and the last states."""

    def run(to: Build, call: Operation) -> Made | None:
        x = call.tensor(0)
        if call.whole("layout", 0):
            return None
        directions, _, features = weight_sizes(call, 1, 3)
        hidden = weight_sizes(call, 2, 3)[2]
        features_in(call, x, features)
        steps, batch, _ = x.axes
        x = to.plain(x.viewed((batch, x.axes[2], steps)))
        given = {"hidden": hidden, "bias": call.input(3) is not None}
        if directions == 2:
            given["bidirectional"] = True
        node = to.step(type, given, (x.node,))
        both, width = fresh([directions])[0], fresh([hidden])[0]
        base = ((*both, *width), steps)
        y = TensorView(node, base, (steps, both, batch, width))
        last = to.opaque([y], (both, batch, width), "last state", rf="global")
        return [y, last, last]

    return run


def attention(to: Build, call: Operation) -> Made | None:
    """The operator of opset 23: softmax(Q K^T) V, of heads on the last axis or on one of their own.

    MACs: one for each query, key and feature of the keys, and of the values.
    """
    query, key, value = (call.tensor(at) for at in range(3))
    if len(query.axes) not in (3, 4):
        return None
    queries, keys = size_of(query.axes[-2]), size_of(key.axes[-2])
    heads = call.whole("q_num_heads", 0) if len(query.axes) == 3 else size_of(query.axes[1])
    shared_heads = call.whole("kv_num_heads", 0) if len(query.axes) == 3 else size_of(key.axes[1])
    width, depth = size_of(query.axes[-1]), size_of(value.axes[-1])
    each: Size
    axes: tuple[Axis, ...]
    if len(query.axes) == 3:
        if not heads or not shared_heads or not isinstance(depth, int):
            return None
        each = depth // shared_heads * heads
        axes = (query.axes[0], query.axes[1], fresh([each])[0])
        macs = product(queries, keys, width + each)
    else:
        axes = (*query.axes[:3], value.axes[3])
        macs = product(heads, queries, keys, width + depth)
    base = rows_and_features(to, axes)
    made = to.opaque([query, key, value], axes, "Attention", macs=macs, rf="global", base=base)
    return [made, *[made] * (len(call.node.outputs) - 1)]


DENSE: dict[str, Callable[[Build, Operation], Made | None]] = {
    "Gemm": gemm,
    "MatMul": matmul,
    "LSTM": recurrent("lstm"),
    "GRU": recurrent("gru"),
    "RNN": recurrent("rnn"),
    "Attention": attention,
}
