"""Operations on constants of the file: shapes worked out, weights turned into other weights."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

from convcalc.algebra.expr import Expr
from convcalc.algebra.settle import settled
from convcalc.annotations import Any
from convcalc.layers.base import Shape
from convcalc.layers.make import analyse
from convcalc.load.readers.onnx.moves import MOVES
from convcalc.load.readers.onnx.operation import Operation
from convcalc.load.readers.onnx.values import (
    BINARY,
    COMPARE,
    MOST,
    Constant,
    ceil,
    divide,
    elementwise,
    exact,
    floor,
    larger,
    small,
    smaller,
    tidy,
    truncated,
)
from convcalc.load.readers.onnx.windows import weight_sizes, window
from convcalc.load.readers.tensors.weights import WRITTEN

Folded = list["Constant"]


def fold(call: Operation) -> list[Constant] | None:
    """What a node makes of constants; None if this is not known."""
    operands = [operand for operand in call.inputs if isinstance(operand, Constant)]
    op = call.node.op
    if op in BINARY or op in COMPARE or op in ("Div", "Mod"):
        return _one(_arithmetic(op, operands))
    if op in UNARY:
        return [_mapped(UNARY[op], operands[0])]
    if op in KEEPING.split() and operands:
        roots = {name: n for operand in operands[:2] for name, n in operand.roots.items()}
        return [Constant(operands[0].shape, None, False, roots)]
    function = FOLDS.get(op)
    return None if function is None else function(call, operands)


def _one(found: Constant | None) -> list[Constant] | None:
    return None if found is None else [found]


def _arithmetic(op: str, operands: Sequence[Constant]) -> Constant | None:
    whole = all(operand.whole for operand in operands)
    if op in COMPARE:
        return elementwise(COMPARE[op], *operands, whole=True)
    if op == "Div":
        return elementwise(lambda a, b: divide(a, b, whole), *operands, whole=whole)
    if op == "Mod":
        return elementwise(_modulo, *operands, whole=whole)
    result = operands[0]
    for other in operands[1:]:
        found = elementwise(BINARY[op], result, other, whole=whole)
        if found is None:
            return None
        result = found
    return _tidied(result)


def _tidied(constant: Constant) -> Constant:
    if constant.whole and constant.items is not None:
        return constant.like(constant.shape, [tidy(item) for item in constant.items])
    return constant


def _modulo(a: Any, b: Any) -> Any:
    if isinstance(a, Expr) or isinstance(b, Expr):
        return settled(a - b * divide(a, b, True))
    return a % b if b else None


def _mapped(function: Callable[[Any], Any], operand: Constant) -> Constant:
    items = operand.items
    if items is not None:
        items = tuple([None if item is None else function(item) for item in items])
    return operand.like(operand.shape, items)


def _root(a: Any) -> Any:
    return None if isinstance(a, Expr) or a < 0 else exact(math.sqrt(a))


UNARY: dict[str, Callable[[Any], Any]] = {
    "Floor": floor,
    "Ceil": ceil,
    "Neg": lambda a: tidy(-a),
    "Abs": lambda a: a if isinstance(a, Expr) else abs(a),
    "Sqrt": _root,
    "Reciprocal": lambda a: divide(1, a, False),
    "Not": lambda a: not a,
    "Identity": lambda a: a,
    "Dropout": lambda a: a,
    "Round": lambda a: None if isinstance(a, Expr) else round(a),
}

KEEPING = """
BatchNormalization InstanceNormalization Erf Exp Log Sigmoid Tanh Relu Softplus Softmax Sin Cos Sign
LayerNormalization DequantizeLinear QuantizeLinear CumSum LpNormalization ScatterND ScatterElements
"""
"""Operations that keep the shape of what they are given, with weights at most: values are lost."""


def _constant(call: Operation, operands: Sequence[Constant]) -> list[Constant] | None:
    value = call.stored("value")
    if value is not None:
        if not value.whole and isinstance(value.count, int):
            value.roots = {f"{WRITTEN}{call.node.outputs[0]}": value.count}
        return [value]
    for name, given in call.node.attributes.items():
        if name in ("value_int", "value_float"):
            return [Constant((), [exact(given)], name == "value_int")]
        if name in ("value_ints", "value_floats") and isinstance(given, tuple):
            return [Constant((len(given),), map_exact(given), name == "value_ints")]
    return None


def map_exact(values: Sequence[Any]) -> list[Any]:
    return [exact(value) for value in values]


def _cast(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    (operand,) = operands[:1]
    whole = call.attribute("to", 7) not in (1, 10, 11, 16)
    if call.node.op == "CastLike":
        whole = operands[1].whole
    made = _mapped(truncated if whole else (lambda a: a), operand)
    return [Constant(made.shape, made.items, whole, made.roots)]


def _conv(call: Operation, operands: Sequence[Constant]) -> list[Constant] | None:
    """Constants convolved: their shape, at a cost that no sample pays."""
    data, weight = operands[:2]
    kernel = weight_sizes(call, 1, 3)[2:]
    channels, *spatial = data.shape[1:]
    shape = Shape(channels, tuple(spatial))
    given = {**window(call, kernel), "out": weight.shape[0], "groups": call.whole("group", 1)}
    _, sheet = analyse("conv", (shape,), given, None, "onnx")
    roots = {name: n for operand in operands for name, n in operand.roots.items()}
    return [Constant((data.shape[0], weight.shape[0], *sheet.output.spatial), None, False, roots)]


def _clip(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    result = operands[0]
    for name, index, join in (("min", 1, larger), ("max", 2, smaller)):
        limit = call.values(name, index)
        if limit is not None:
            result = _mapped(partial(join, limit[0]), result)
    return [result]


def _where(call: Operation, operands: Sequence[Constant]) -> list[Constant] | None:
    def choose(condition: Any, a: Any, b: Any) -> Any:
        return a if condition else b

    return _one(elementwise(choose, *operands[:3], whole=operands[1].whole))


def _range(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    start, limit, step = (call.known(at)[0] for at in range(3))
    if any(isinstance(value, Expr) for value in (start, limit, step)):
        return [Constant((divide(limit - start, step, True),), None, operands[0].whole)]
    count = max(math.ceil((limit - start) / step), 0) if step else 0
    items = [start + at * step for at in range(count)] if count <= MOST else None
    return [Constant((count,), items, operands[0].whole)]


def _filled(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    shape = call.sizes("shape", 0) or ()
    value = call.stored("value")
    item = value.items[0] if value is not None and value.items else 0
    known = small(shape)
    items = None if known is None else [item] * math.prod(known)
    return [Constant(shape, items, value is not None and value.whole)]


def _reduce(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    data = operands[0]
    rank = len(data.shape)
    axes = call.axes(rank, 1) or tuple(range(rank))
    keep = call.whole("keepdims", 1)
    shape = [1 if at in axes else size for at, size in enumerate(data.shape)]
    left = tuple(shape if keep else [n for at, n in enumerate(shape) if at not in axes])
    joins: dict[str, Callable[[Any, Any], Any]] = {
        "ReduceProd": lambda a, b: a * b, "ReduceSum": lambda a, b: a + b,
        "ReduceMax": larger, "ReduceMin": smaller,
    }  # fmt: skip
    join = joins.get(call.node.op)
    if (
        join is None
        or data.items is None
        or len(axes) < rank
        or None in data.items
        or not data.items
    ):
        return [data.like(left, None)]
    total = data.items[0]
    for item in data.items[1:]:
        total = join(total, item)
    return [data.like(left, [tidy(total)])]


def _matmul(call: Operation, operands: Sequence[Constant]) -> list[Constant] | None:
    a, b = operands[:2]
    if len(a.shape) < 2 or len(b.shape) < 2:
        return None
    roots = {**a.roots, **b.roots}
    return [Constant((*a.shape[:-1], b.shape[-1]), None, False, roots)]


FOLDS: dict[str, Callable[[Operation, Sequence[Constant]], list[Constant] | None]] = {
    **MOVES,
    "Constant": _constant,
    "Cast": _cast,
    "CastLike": _cast,
    "Clip": _clip,
    "Conv": _conv,
    "Where": _where,
    "Range": _range,
    "ConstantOfShape": _filled,
    **dict.fromkeys(
        ("ReduceProd", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceMean", "ReduceL2"), _reduce
    ),
    "MatMul": _matmul,
}
