"""Functions of torch -> our layers: sums and products of tensors, attention, recurrent layers."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from convcalc.algebra.trace import product
from convcalc.load.readers.live.call import Fixed, Seen, Untranslated
from convcalc.load.readers.live.functions import Function, usual
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.join import (
    concatenated,
    joined,
    multiplied,
    rows_and_features,
    sample_sizes,
)
from convcalc.load.readers.tensors.move import unsqueezed
from convcalc.load.readers.tensors.view import Axis, TensorView, fresh, size_of
from convcalc.load.readers.tensors.weights import einsum, uncounted, with_constant

MAXIMUM = """maximum minimum pow __pow__ where eq ne gt ge lt le __eq__ __ne__ __gt__ __ge__ __lt__
__le__ logical_and logical_or remainder floor_divide __floordiv__ __mod__ fmod __and__ __or__
bitwise_and bitwise_or atan2 hypot"""
SUMS = "add sub rsub subtract __add__ __radd__ __sub__ __rsub__ __iadd__ __isub__"
PRODUCTS = """mul div multiply divide true_divide __mul__ __rmul__ __truediv__ __rtruediv__ __imul__
__itruediv__ __div__ __rdiv__"""


def binary(type: str) -> Function:
    """An operation of two operands: tensors, weights, numbers."""

    def run(to: Build, seen: Seen) -> TensorView:
        operands = [one for one in seen.translated([*seen.call.args]) if one is not None]
        tensors = [one for one in operands if isinstance(one, TensorView)]
        result = joined(to, tensors, type, seen.name)
        for one in operands:
            if isinstance(one, TensorView):
                continue
            shape, roots = (one.shape, one.roots) if isinstance(one, Fixed) else ((), {})
            result = with_constant(to, result, shape, roots, type, seen.name, False)
        return result

    return run


def added_product(to: Build, seen: Seen) -> TensorView:
    """addcmul: the first operand plus the product of the two others."""
    first, one, other = (
        seen.get(at, name) for at, name in enumerate(("input", "tensor1", "tensor2"))
    )
    tensors = [operand for operand in (one, other) if isinstance(operand, TensorView)]
    if not tensors:
        raise Untranslated
    made = joined(to, tensors, "mul", seen.name)
    for operand in (one, other):
        if isinstance(operand, Fixed):
            made = with_constant(to, made, operand.shape, operand.roots, "mul", seen.name, False)
    if isinstance(first, TensorView):
        return joined(to, [first, made], "add", seen.name)
    return with_constant(to, made, first.shape, first.roots, "add", seen.name, False)


def cat(to: Build, seen: Seen) -> TensorView:
    operands = seen.get(0, "tensors")
    dim = seen.raw(1, "dim", 0)
    tensors = [one for one in operands if isinstance(one, TensorView)]
    at = dim % len(tensors[0].axes)
    constants = [one for one in operands if isinstance(one, Fixed)]
    extra = sum(one.shape[at] for one in constants)
    learnt = sum(uncounted(to, one.roots) for one in constants)
    return concatenated(to, tensors, at, extra, learnt)


def stack(to: Build, seen: Seen) -> TensorView:
    operands = seen.get(0, "tensors")
    if not all(isinstance(one, TensorView) for one in operands):
        raise Untranslated
    at = seen.raw(1, "dim", 0) % (len(operands[0].axes) + 1)
    return concatenated(to, [unsqueezed(one, (at,)) for one in operands], at)


def matmul(to: Build, seen: Seen) -> TensorView:
    x, y = seen.get(0, "input"), seen.get(1, "other", seen.raw(1, "mat2"))
    if isinstance(x, TensorView) and isinstance(y, TensorView):
        return multiplied(to, x, y, seen.name)
    return _product(to, seen, x, y)


def _product(to: Build, seen: Seen, x: Any, y: Any) -> TensorView:
    """A tensor and weights: as many MACs as the output has positions, times what is summed over."""
    tensors = [one for one in (x, y) if isinstance(one, TensorView)]
    weights = [one for one in (x, y) if isinstance(one, Fixed)]
    if len(tensors) != 1 or len(weights) != 1:
        raise Untranslated
    lead = tensors[0].axes[:-2] if isinstance(x, Fixed) else tensors[0].axes[:-1]
    axes = _axes(to, lead, seen.shapes[0])
    inner = weights[0].shape[-1] if isinstance(x, Fixed) else size_of(tensors[0].axes[-1])
    macs = product(*sample_sizes(to, axes), inner)
    return to.opaque(tensors, tuple(axes), seen.name, uncounted(to, weights[0].roots), macs)


def _axes(to: Build, known: Sequence[Axis], shape: Sequence[int]) -> list[Axis]:
    """Axes of a result of this shape: the first ones as they came in, where they are as large."""
    same = [axis for axis, size in zip(known, shape, strict=False) if size_of(axis) == size]
    return [*same, *fresh(shape[len(same) :])]


def attention(to: Build, seen: Seen) -> TensorView:
    """softmax(Q K^T) V: a MAC for each query, key and feature of the keys, and of the values."""
    query, key, value = (seen.data(at, name) for at, name in enumerate(("query", "key", "value")))
    shape = seen.shapes[0]
    axes = _axes(to, query.axes[:-1], shape)
    keys, width = key.shape[-2], query.shape[-1]
    outside = product(*sample_sizes(to, axes)[:-1])
    macs = product(outside, keys, width + shape[-1])
    base = rows_and_features(to, axes)
    return to.opaque([query, key, value], tuple(axes), "attention", 0, macs, "global", base)


def multi_head(to: Build, seen: Seen) -> list[TensorView]:
    """multi_head_attention_forward: three projections, attention, one more projection.

    MACs: L E^2 and 2 S E^2 for the projections, 2 L S E for the products, L E^2 for the last one.
    """
    query, key = seen.data(0, "query"), seen.data(1, "key")
    size = seen.raw(3, "embed_dim_to_check")
    length, keys = (seen.call.args[at].shape[0] for at in (0, 1))
    roots = {
        name: n for one in seen.tensors() if isinstance(one, Fixed) for name, n in one.roots.items()
    }
    each = prod(sample_sizes(to, query.axes)) // (length * size) if length * size else 1
    macs = each * (2 * length * size**2 + 2 * keys * size**2 + 2 * length * keys * size)
    made = to.opaque([query, key], query.axes, "multi_head_attention", uncounted(to, roots), macs)
    weights = [
        to.opaque([made], tuple(fresh(shape)), "attention weights") for shape in seen.shapes[1:]
    ]
    return [made, *weights]


def by_letters(to: Build, seen: Seen) -> TensorView:
    operands = seen.translated(list(seen.call.args[1:]))
    operands = operands[0] if len(operands) == 1 and isinstance(operands[0], list) else operands
    known = [(one.shape, one.roots) if isinstance(one, Fixed) else one for one in operands]
    made = einsum(to, seen.raw(0, "equation"), known, "einsum")
    if made is None:
        raise Untranslated
    return made


def recurrent(type: str) -> Function:
    """lstm, gru, rnn of torch: one call for all layers and directions, whose last arguments are
    has_biases, num_layers, dropout, train, bidirectional, batch_first."""

    def run(to: Build, seen: Seen) -> list[TensorView]:
        x, *operands = seen.translated(list(seen.call.args))
        weights = [one for one in operands if isinstance(one, list) and isinstance(one[0], Fixed)]
        flags = seen.call.args[-6:]
        if not isinstance(x, TensorView) or not weights or len(x.axes) != 3:
            raise Untranslated
        bias, layers, _, _, both, batch_first = flags
        if len(weights[-1]) != layers * (2 if both else 1) * (4 if bias else 2):
            raise Untranslated  # projected states
        batch, steps = x.axes[:2] if batch_first else x.axes[1::-1]
        given = {
            "hidden": weights[-1][1].shape[-1],
            "layers": layers,
            "bidirectional": bool(both),
            "bias": bool(bias),
        }
        flat = to.plain(x.viewed((batch, x.axes[2], steps)))
        rest = usual(given, layers=1, bidirectional=False, bias=True)
        node = to.step(type, rest, (flat.node,))
        wide = fresh([to.sizes(node)[0]])[0]
        axes = (batch, steps, wide) if batch_first else (steps, batch, wide)
        y = TensorView(node, (wide, steps), axes)
        states = seen.shapes[1:]
        return [y, *[to.opaque([y], fresh(shape), "last state", rf="global") for shape in states]]

    return run


def embedding(to: Build, seen: Seen) -> TensorView:
    index, weight = seen.data(0, "input"), seen.fixed(1, "weight")
    if weight is None:
        raise Untranslated
    axes = (*index.axes, *fresh(weight.shape[1:]))
    return to.opaque([index], axes, "embedding", uncounted(to, weight.roots), 0)


JOINS: dict[str, Function] = {
    **dict.fromkeys(SUMS.split(), binary("add")),
    **dict.fromkeys(PRODUCTS.split(), binary("mul")),
    **dict.fromkeys(MAXIMUM.split(), binary("maximum")),
    "addcmul": added_product,
    **dict.fromkeys(("cat", "concat", "concatenate"), cat),
    "stack": stack,
    **dict.fromkeys(("matmul", "__matmul__", "bmm", "mm", "__rmatmul__"), matmul),
    "scaled_dot_product_attention": attention,
    "multi_head_attention_forward": multi_head,
    "einsum": by_letters,
    **{name: recurrent(name) for name in ("lstm", "gru")},
    **dict.fromkeys(("rnn_tanh", "rnn_relu"), recurrent("rnn")),
    "embedding": embedding,
}
