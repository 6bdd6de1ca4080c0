"""Parts of tensors, and elements under other axes."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Size
from convcalc.algebra.settle import settled
from convcalc.algebra.trace import exact_div, product
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.view import (
    OPEN,
    Axis,
    TensorView,
    equal,
    fresh,
    is_one,
    quotient,
    regrouped,
    sample_axes,
    size_of,
)


def transposed(to: Build, x: TensorView, order: Sequence[int]) -> TensorView:
    """The axes in another order."""
    return x.viewed([x.axes[at] for at in order], to.name)


def reshaped(to: Build, x: TensorView, sizes: Sequence[Size]) -> TensorView | None:
    """The elements under other axes; None if the batch cannot be told from them."""
    found = regrouped(x, sizes, to.batch)
    if found is not None:
        return found.viewed(found.axes, to.name)
    x = to.plain(x)
    rest = list(sizes[1:])
    first = sizes[0] if sizes else 1
    batch = (
        is_one(first) or equal(first, to.batch.size) or (isinstance(first, int) and first == OPEN)
    )
    if not batch or not rest:
        return None
    opened = [at for at, size in enumerate(rest) if isinstance(size, int) and size == OPEN]
    if opened:
        total = product(*[size_of(axis) for axis in sample_axes(x, to.batch)])
        known = product(*rest[: opened[0]], *rest[opened[0] + 1 :])
        whole = quotient(total, known)
        if whole is None and isinstance(total, int) and isinstance(known, int):
            whole = total // known  # with a remainder, which the layer refuses
        rest[opened[0]] = settled(exact_div(total, known)) if whole is None else whole
    excess = max(len(rest) - 4, 0)
    axes = fresh(rest)
    base = (tuple([atom for axis in axes[: excess + 1] for atom in axis]), *axes[excess + 1 :])
    node = to.step("reshape", {"shape": tuple(map(size_of, base))}, (x.node,))
    return TensorView(node, base, ((to.batch,), *axes))


def squeezed(x: TensorView, axes: Sequence[int]) -> TensorView:
    """The tensor without these axes."""
    return x.viewed([axis for at, axis in enumerate(x.axes) if at not in axes])


def unsqueezed(x: TensorView, axes: Sequence[int]) -> TensorView:
    """The tensor with axes of size 1 at these places of the result."""
    old = iter(x.axes)
    rank = len(x.axes) + len(axes)
    return x.viewed([() if at in axes else next(old) for at in range(rank)])


def flattened(to: Build, x: TensorView, first: int, last: int) -> TensorView:
    """The axes from one to another as one."""
    merged = tuple([atom for axis in x.axes[first : last + 1] for atom in axis])
    return x.viewed([*x.axes[:first], merged, *x.axes[last + 1 :]], to.name)


def part(to: Build, x: TensorView, at: int, start: Size, length: Size, step: int = 1) -> TensorView:
    """`length` positions of an axis, from `start`, every `step`-th."""
    axis = x.axes[at]
    size = size_of(axis)
    if equal(length, size) and step == 1:
        return x
    if axis == (to.batch,):
        return x
    place = _place(x, axis)
    if place is None:
        whole = _inside_channels(to, x, at, start, length) if step == 1 else None
        if whole is not None:
            return whole
        x = to.plain(x)
        place = _place(x, axis)
    new = fresh([length])[0]
    axes = [*x.axes[:at], new, *x.axes[at + 1 :]]
    if place is None or step < 1 or (place == 0 and step > 1):
        rf = 1 if place == 0 else None
        return to.opaque([x], tuple(axes), "slice", rf=rf)
    base = (*x.base[:place], new, *x.base[place + 1 :])
    if place == 0:
        node = to.step("slice", {"start": start, "out": length}, (x.node,))
        return TensorView(node, base, tuple(axes))
    span = settled((length - 1) * step + 1)
    end = settled(size - start - span)
    node = x.node
    dims = len(x.base) - 1
    if not (_is_zero(start) and _is_zero(end) and step > 1):
        cut = tuple([(start, end) if at + 1 == place else (0, 0) for at in range(dims)])
        node = to.step("crop", {"amount": cut}, (node,))
    if step > 1:  # every so many-th element: a window of one
        strides = tuple([step if at + 1 == place else 1 for at in range(dims)])
        node = to.step("maxpool", {"kernel": 1, "stride": strides}, (node,))
    return TensorView(node, base, tuple(axes))


def _place(x: TensorView, axis: Axis) -> int | None:
    """Which axis of the map it is."""
    return next((at for at, own in enumerate(x.base) if own and own == axis), None)


def _is_zero(size: Size) -> bool:
    return isinstance(size, int) and size == 0


def _inside_channels(
    to: Build, x: TensorView, at: int, start: Size, length: Size
) -> TensorView | None:
    """A part of an axis that is the first factor of the channels."""
    axis = x.axes[at]
    if not axis or x.base[0][: len(axis)] != axis:
        return None
    rest = x.base[0][len(axis) :]
    inner = size_of(rest)
    given = {"start": settled(product(start, inner)), "out": settled(product(length, inner))}
    node = to.step("slice", given, (x.node,))
    new = fresh([length])[0]
    return TensorView(node, ((*new, *rest), *x.base[1:]), (*x.axes[:at], new, *x.axes[at + 1 :]))


def stretched(to: Build, x: TensorView, sizes: Sequence[Size]) -> TensorView:
    """Axes of size 1 repeated to these sizes; others (and -1) stay as they are."""
    rank = max(len(sizes), len(x.axes))
    full = (*[OPEN] * (rank - len(sizes)), *sizes)
    x = x.viewed((*[()] * (rank - len(x.axes)), *x.axes))
    same = (OPEN, 1)
    grown = [
        at
        for at, (axis, size) in enumerate(zip(x.axes, full, strict=True))
        if not axis and not (isinstance(size, int) and size in same)
    ]
    if not grown:
        return x
    x = to.plain(x)
    axes = [fresh([full[at]])[0] if at in grown else axis for at, axis in enumerate(x.axes)]
    maps = x.axes[0] == (to.batch,) and len(x.base) == len(x.axes) - 1 > 1
    if not maps or grown[0] < 2:
        return to.opaque([x], tuple(axes), "expand")
    base = tuple(axes[1:])
    given = {"output_size": tuple(map(size_of, base[1:])), "mode": "nearest"}
    return TensorView(to.step("upsample", given, (x.node,)), base, tuple(axes))
