"""Constants of the file moved, cut and joined, as shape arithmetic does it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from convcalc.algebra.expr import Size
from convcalc.algebra.settle import settled
from convcalc.algebra.trace import exact_div, minimum, product
from convcalc.annotations import Any
from convcalc.load.readers.onnx.operation import Operation
from convcalc.load.readers.onnx.values import (
    Constant,
    expanded,
    integers,
    offsets,
    small,
    strides,
    tidy,
)
from convcalc.load.readers.tensors.view import OPEN, equal, is_one, quotient


def _gather(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    data, index = operands[:2]
    at = call.axis(call.whole("axis", 0), len(data.shape))
    shape = (*data.shape[:at], *index.shape, *data.shape[at + 1 :])
    known = integers(data.shape)
    if data.items is None or index.items is None or known is None or small(shape) is None:
        return [data.like(shape, None)]
    inner = math.prod(known[at + 1 :])
    found: list[Any] = []
    for outer in range(math.prod(known[:at])):
        for position in index.items:
            if not isinstance(position, int) or not -known[at] <= position < known[at]:
                raise call.error("onnx.no_position", position=position, size=known[at])
            start = (outer * known[at] + position % known[at]) * inner
            found += data.items[start : start + inner]
    return [data.like(shape, found)]


def _concat(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    first = operands[0]
    at = call.axis(call.whole("axis", 0), len(first.shape))
    length: Size = 0
    for operand in operands:
        if len(operand.shape) != len(first.shape):
            raise call.error("onnx.ranks_differ")
        length = length + operand.shape[at]
    shape = (*first.shape[:at], length, *first.shape[at + 1 :])
    roots = {name: n for operand in operands for name, n in operand.roots.items()}
    rows = [(operand.items, integers(operand.shape)) for operand in operands]
    if small(shape) is None or any(items is None or known is None for items, known in rows):
        return [Constant(shape, None, first.whole, roots)]
    found: list[Any] = []
    for outer in range(math.prod(integers(first.shape[:at]) or ())):
        for items, known in rows:
            assert items is not None
            assert known is not None
            inner = math.prod(known[at:])
            found += items[outer * inner : (outer + 1) * inner]
    return [Constant(shape, found, first.whole, roots)]


def span(size: Size, start: Any, end: Any, step: Any) -> tuple[Size, Size] | None:
    """First position and number of positions of a slice; None if they cannot be said."""
    if not isinstance(step, int) or step == 0:
        return None
    if isinstance(size, int) and isinstance(start, int) and isinstance(end, int):
        taken = range(*slice(start, end, step).indices(size))
        return (taken.start, len(taken)) if taken else (0, 0)
    if step != 1:
        whole = isinstance(start, int) and isinstance(end, int) and start == 0 and end > 1 << 31
        return (0, settled((size - 1) // step + 1)) if whole and step > 0 else None
    if isinstance(start, int) and start < 0:
        start = settled(size + start)
    if isinstance(end, int):
        if end < 0:
            end = settled(size + end)
        else:
            end = size if end > 1 << 31 else settled(minimum(size, end))
    elif not equal(end, size):
        end = settled(minimum(size, end))
    return start, settled(end - start)


def spans(call: Operation, shape: Sequence[Size]) -> list[tuple[Size, Size, int]]:
    """For each axis what a Slice takes of it: first position, number of positions, step."""
    starts, ends = call.values("starts", 1), call.values("ends", 2)
    if starts is None or ends is None:
        raise call.error("onnx.attribute", name="starts")
    axes = call.values("axes", 3) or tuple(range(len(starts)))
    steps = call.values("steps", 4) or (1,) * len(starts)
    taken: list[tuple[Size, Size, int]] = [(0, size, 1) for size in shape]
    for axis, start, end, step in zip(axes, starts, ends, steps, strict=False):
        at = call.axis(axis, len(shape))
        found = span(shape[at], start, end, step)
        if found is None:
            raise call.error("onnx.unknown_slice", axis=at)
        taken[at] = (*found, step)
    return taken


def _slice(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    data = operands[0]
    taken = spans(call, data.shape)
    shape = tuple([length for _, length, _ in taken])
    known, new = integers(data.shape), small(shape)
    if data.items is None or known is None or new is None:
        return [data.like(shape, None)]
    steps = strides(known)
    start = sum(first * step for (first, _, _), step in zip(taken, steps, strict=True))
    assert isinstance(start, int)
    jumps = [step * jump for step, (_, _, jump) in zip(steps, taken, strict=True)]
    return [data.like(shape, [data.items[at] for at in offsets(new, jumps, start)])]


def new_shape(call: Operation, old: Sequence[Size]) -> tuple[Size, ...]:
    """The sizes that a Reshape asks for, -1 among them."""
    asked = call.sizes("shape", 1)
    if asked is None:
        return ()
    if call.whole("allowzero", 0):
        return asked
    return tuple(
        [old[at] if is_zero(size) and at < len(old) else size for at, size in enumerate(asked)]
    )


def is_zero(size: Any) -> bool:
    return isinstance(size, int) and size == 0


def _reshape(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    data = operands[0]
    shape = list(new_shape(call, data.shape))
    for at, size in enumerate(shape):
        if isinstance(size, int) and size == OPEN:
            known = product(*shape[:at], *shape[at + 1 :]) if len(shape) > 1 else 1
            total = data.count
            if isinstance(known, int) and (
                known <= 0 or (isinstance(total, int) and total % known)
            ):
                raise call.error("onnx.reshape", shape=list(data.shape), wanted=list(shape))
            rest = quotient(total, known)
            shape[at] = settled(exact_div(total, known)) if rest is None else rest
    return [data.like(tuple(shape), data.items)]


def _transpose(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    data = operands[0]
    order = permutation(call, len(data.shape))
    shape = tuple([data.shape[at] for at in order])
    known, new = integers(data.shape), small(shape)
    if data.items is None or known is None or new is None:
        return [data.like(shape, None)]
    steps = strides(known)
    return [data.like(shape, [data.items[at] for at in offsets(new, [steps[at] for at in order])])]


def permutation(call: Operation, rank: int) -> tuple[int, ...]:
    """The order that a Transpose asks for.

    Raises:
        NetworkError: it is none of so many axes.
    """
    order = call.row("perm") or tuple(range(rank))[::-1]
    if sorted(order) != list(range(rank)):
        raise call.error("onnx.permutation", order=list(order), rank=rank)
    return order


def _squeeze(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    data = operands[0]
    axes = call.axes(len(data.shape), 1)
    if axes is None:
        axes = tuple([at for at, size in enumerate(data.shape) if is_one(size)])
    return [data.like(tuple([n for at, n in enumerate(data.shape) if at not in axes]), data.items)]


def _unsqueeze(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    data = operands[0]
    given = call.values("axes", 1) or ()
    axes = call.axes(len(data.shape) + len(given), 1) or ()
    old = iter(data.shape)
    rank = len(data.shape) + len(axes)
    shape = tuple([1 if at in axes else next(old) for at in range(rank)])
    return [data.like(shape, data.items)]


def _flatten(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    data = operands[0]
    at = call.whole("axis", 1)
    shape = (product(1, *data.shape[:at]), product(1, *data.shape[at:]))
    return [data.like(tuple(map(tidy, shape)), data.items)]


def _expand(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    data = operands[0]
    wanted = call.sizes("shape", 1) or ()
    rank = max(len(wanted), len(data.shape))
    old = (*[1] * (rank - len(data.shape)), *data.shape)
    new = (*[1] * (rank - len(wanted)), *wanted)
    shape = tuple([b if is_one(a) else a for a, b in zip(old, new, strict=True)])
    known = small(shape)
    return [data.like(shape, None if known is None else expanded(data, known))]


def pieces(call: Operation, size: Size, count: int) -> list[Size]:
    """The lengths that a Split gives."""
    given = call.sizes("split", 1)
    if given is not None:
        return list(given)
    count = call.whole("num_outputs", count)
    whole = quotient(size, count)
    if whole is not None:
        return [whole] * count
    if not isinstance(size, int) or count < 1:
        raise call.error("onnx.split", size=size, count=count)
    each = -(-size // count)
    return [*[each] * (count - 1), size - each * (count - 1)]


def _split(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    data = operands[0]
    at = call.axis(call.whole("axis", 0), len(data.shape))
    found: list[Constant] = []
    start: Size = 0
    for length in pieces(call, data.shape[at], len(call.node.outputs)):
        shape = (*data.shape[:at], length, *data.shape[at + 1 :])
        items = None
        row = data.items if len(data.shape) == 1 else None
        if row is not None and isinstance(start, int) and isinstance(length, int):
            items = row[start : start + length]
        found.append(data.like(shape, items))
        start = start + length
    return found


def _tile(call: Operation, operands: Sequence[Constant]) -> list[Constant]:
    data = operands[0]
    times = call.sizes("repeats", 1) or ()
    shape = tuple([tidy(a * b) for a, b in zip(data.shape, times, strict=False)])
    items = None
    if len(shape) == 1 and data.items is not None and small(shape) is not None:
        (count,) = times
        assert isinstance(count, int)
        items = data.items * count
    return [data.like(shape, items)]


MOVES: dict[str, Callable[[Operation, Sequence[Constant]], list[Constant]]] = {
    "Gather": _gather,
    "Concat": _concat,
    "Slice": _slice,
    "Reshape": _reshape,
    "Transpose": _transpose,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Flatten": _flatten,
    "Expand": _expand,
    "Split": _split,
    "Tile": _tile,
}
