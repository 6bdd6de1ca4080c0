"""Operations on each element, and of tensors with tensors or constants."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from convcalc.annotations import Any
from convcalc.load.readers.onnx.operation import Operation
from convcalc.load.readers.onnx.values import Constant, broadcast, scalar
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.join import joined
from convcalc.load.readers.tensors.move import stretched
from convcalc.load.readers.tensors.view import TensorView, is_one
from convcalc.load.readers.tensors.weights import einsum, uncounted, weighted, with_constant
from convcalc.pattern import pattern

Made = list[TensorView]

UNARY: dict[str, str] = {
    "Relu": "relu", "LeakyRelu": "leaky_relu", "Elu": "elu", "Sigmoid": "sigmoid", "Tanh": "tanh",
    "HardSwish": "hardswish", "HardSigmoid": "hardsigmoid", "Softplus": "softplus", "Mish": "mish",
    "Selu": "selu", "Softsign": "softsign", "Celu": "celu", "Swish": "silu", "Silu": "silu",
    "ThresholdedRelu": "threshold",
}  # fmt: skip
"""Operators -> our activations."""

NAMED = """
Abs Acos Acosh Asin Asinh Atan Atanh BitShift Ceil Cos Cosh Erf Exp Floor IsInf IsNaN Log Neg Not
Reciprocal Round Shrink Sign Sin Sinh Sqrt Tan
"""
"""Operators on each element that have no layer of ours."""

NOTHING = """
Identity Dropout Cast CastLike DequantizeLinear QuantizeLinear DynamicQuantizeLinear Optional
OptionalGetElement
"""
"""Operators that change neither shapes nor anything that is counted."""

COMPARING = "Max Min Pow Mod Equal Greater GreaterOrEqual Less LessOrEqual And Or Xor BitwiseAnd"
"""Operators of two tensors that cost what a maximum does."""

LEARNT = pattern(r".*[._/](weight|bias|scale|gain|gamma|beta|alpha|slope)\Z")


def is_learnt(constant: Constant) -> bool:
    """Whether a constant is a parameter: stored, of several elements, or named as one."""
    return any(count > 1 or LEARNT.match(name) for name, count in constant.learnt.items())


def activation(to: Build, call: Operation) -> Made:
    return [to.unary(call.tensor(0), UNARY[call.node.op])]


def named(to: Build, call: Operation) -> Made:
    x = next(one for one in call.inputs if isinstance(one, TensorView))
    return [to.unary(x, "elementwise", {"what": call.node.op})]


def nothing(to: Build, call: Operation) -> Made:
    return [call.tensor(0)] * len(call.node.outputs)


def gelu(to: Build, call: Operation) -> Made:
    return [to.unary(call.tensor(0), "gelu")]


def clip(to: Build, call: Operation) -> Made:
    low, high = (_limit(call, name, index) for name, index in (("min", 1), ("max", 2)))
    type = {(0, 6): "relu6", (-1, 1): "hardtanh", (0, None): "relu"}.get((low, high))
    x = call.tensor(0)
    return [to.unary(x, type) if type else to.unary(x, "elementwise", {"what": "Clip"})]


def _limit(call: Operation, name: str, index: int) -> Any:
    given = call.input(index)
    if isinstance(given, Constant):
        return scalar(given)
    value = call.attribute(name)
    return None if value is None or abs(value) > 1e30 else Fraction(value)


def prelu(to: Build, call: Operation) -> Made:
    x, slope = call.tensor(0), call.constant(1)
    assert slope is not None
    count, roots = slope.count, slope.learnt
    if is_one(count):
        return [weighted(to, lambda _: to.unary(x, "prelu"), "prelu", roots, 1)]
    shape = (*[1] * (len(x.axes) - len(slope.shape)), *slope.shape)
    covered = [axis for axis, size in zip(x.axes, shape, strict=True) if not is_one(size)]
    if covered == [x.base[0]]:
        given = {"parameters": count}
        return [weighted(to, lambda _: to.unary(x, "prelu", given), "prelu", roots, count)]
    return [to.opaque([x], None, "PRelu", uncounted(to, roots), 0, 1)]


def binary(type: str) -> Callable[[Build, Operation], Made]:
    """An operation of two or more tensors, constants among them."""

    def run(to: Build, call: Operation) -> Made:
        tensors = [one for one in call.inputs if isinstance(one, TensorView)]
        result = joined(to, tensors, type, call.node.op)
        for one in call.inputs:
            if isinstance(one, Constant):
                result = _with_constant(to, call, result, one, type)
        return [result]

    return run


def _with_constant(
    to: Build, call: Operation, x: TensorView, other: Constant, type: str
) -> TensorView:
    shape = broadcast(x.shape, other.shape)
    if shape is None:
        raise call.misfit("onnx.not_broadcast", shape=list(x.shape), other=list(other.shape))
    roots = other.learnt if is_learnt(other) else {}
    return with_constant(to, x, other.shape, roots, type, call.node.op, call.alone)


def where(to: Build, call: Operation) -> Made:
    tensors = [one for one in call.inputs if isinstance(one, TensorView)]
    if len(tensors) == 1:
        shapes = [one.shape for one in call.inputs if isinstance(one, Constant)]
        x = tensors[0]
        for shape in shapes:
            x = stretched(to, x, shape)
        return [to.unary(x, "elementwise", {"what": "Where"})]
    return [joined(to, tensors, "maximum", "Where")]


def by_letters(to: Build, call: Operation) -> Made | None:
    operands = [
        one if isinstance(one, TensorView) else (one.shape, one.learnt)
        for one in call.inputs
        if one
    ]
    made = einsum(to, str(call.attribute("equation", "")), operands, "Einsum")
    return None if made is None else [made]


ELEMENTS: dict[str, Callable[[Build, Operation], Made | None]] = {
    **dict.fromkeys(UNARY, activation),
    **dict.fromkeys(NAMED.split(), named),
    **dict.fromkeys(NOTHING.split(), nothing),
    "Gelu": gelu,
    "Clip": clip,
    "PRelu": prelu,
    **dict.fromkeys(("Add", "Sub", "Sum", "Mean"), binary("add")),
    **dict.fromkeys(("Mul", "Div"), binary("mul")),
    **dict.fromkeys(COMPARING.split(), binary("maximum")),
    "Where": where,
    "Einsum": by_letters,
}
