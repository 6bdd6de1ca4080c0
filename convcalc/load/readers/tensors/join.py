"""Several tensors into one, and tensors with constants of the file."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import product
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.view import (
    Axes,
    Axis,
    TensorView,
    arrangement,
    equal,
    fresh,
    is_one,
    size_of,
)

SHIFTED = ("conv", "linear", "tconv", "scale")
"""Layers that may take a bias which stands behind them."""


def lined_up(to: Build, xs: Sequence[TensorView]) -> tuple[list[TensorView], tuple[int, ...]]:
    """The tensors with as many axes each, on maps whose axes are arranged alike; and how they are:
    for each axis that of the map, -1 for the batch."""
    rank = max(len(x.axes) for x in xs)
    raised = [x.viewed((*[()] * (rank - len(x.axes)), *x.axes)) for x in xs]
    order = _common([arrangement(x, to.batch) for x in raised], rank)
    if order is not None:
        maps = [_on_map(to, x, order) for x in raised]
        return maps, order
    plains = [to.plain(x) for x in raised]
    first = plains[0].axes
    at = next((at for at, axis in enumerate(first) if axis == (to.batch,)), None)
    places = iter(range(rank))
    order = tuple([-1 if number == at else next(places) for number in range(rank)])
    return plains, order


def _common(found: Sequence[tuple[int | None, ...] | None], rank: int) -> tuple[int, ...] | None:
    """The arrangement that all of these have; None if they contradict each other."""
    order: list[int | None] = [None] * rank
    for one in found:
        if one is None:
            return None
        for axis, place in enumerate(one):
            if place is None:
                continue
            if order[axis] not in (None, place):
                return None
            order[axis] = place
    left = [place for place in (-1, *range(rank - 1)) if place not in order]
    if any(place is not None and place >= rank - 1 for place in order):
        return None
    if len({place for place in order if place is not None}) < rank - order.count(None):
        return None
    filled = iter(left)
    return tuple([next(filled) if place is None else place for place in order])


def _on_map(to: Build, x: TensorView, order: tuple[int, ...]) -> TensorView:
    """The tensor on a map that has an axis for each of its own, be it of size 1."""
    wanted: list[Axis] = [()] * (len(order) - 1)
    for axis, place in zip(x.axes, order, strict=True):
        if place >= 0:
            wanted[place] = axis
    if tuple(wanted) == x.base or (len(x.base) == 1 and wanted[0] == x.base[0]):
        return x
    axes = ((to.batch,), *wanted)
    return TensorView(to.plain(x.viewed(axes)).node, tuple(wanted), x.axes)


def joined(to: Build, xs: Sequence[TensorView], type: str, what: str) -> TensorView:
    """A sum or a product of tensors (or what counts as one), which are stretched to each other."""
    if len(xs) == 1:
        return xs[0]
    maps, order = lined_up(to, xs)
    rank = len(order)
    axes = tuple([_largest([x.axes[at] for x in maps]) for at in range(rank)])
    if rank - (-1 in order) > 4 or not all(_fits(x.axes, axes) for x in maps):
        if any(_contradicts(x.axes, axes) for x in maps):
            to.step(type, {}, [x.node for x in maps])  # it says what does not fit
        return to.opaque(maps, axes, what)
    if type == "add" and any(len(x.base) < rank - 1 for x in maps):
        maps = [_as_map(to, x, order) for x in maps]
    node = to.step(type, {}, [x.node for x in maps])
    base: list[Axis] = [()] * (rank - (-1 in order))
    for axis, place in zip(axes, order, strict=True):
        if place >= 0:
            base[place] = axis
    return TensorView(node, tuple(base), axes)


def _as_map(to: Build, x: TensorView, order: tuple[int, ...]) -> TensorView:
    """A vector as a map of single elements."""
    if len(x.base) == len(order) - 1:
        return x
    shape = (size_of(x.base[0]), *[1] * (len(order) - 2))
    node = to.step("reshape", {"shape": shape}, (x.node,), f"{to.name}.reshape")
    return TensorView(node, (x.base[0], *[()] * (len(order) - 2)), x.axes)


def _largest(axes: Sequence[Axis]) -> Axis:
    return next((axis for axis in axes if axis), ())


def _fits(axes: Axes, whole: Axes) -> bool:
    """Whether every axis is that of the whole, or of size 1."""
    return all(
        not axis or equal(size_of(axis), size_of(other))
        for axis, other in zip(axes, whole, strict=True)
    )


def _contradicts(axes: Axes, whole: Axes) -> bool:
    """Whether an axis can be no axis of the whole: both are numbers, others, and not 1."""
    sizes = [(size_of(axis), size_of(other)) for axis, other in zip(axes, whole, strict=True)]
    return any(
        isinstance(one, int) and isinstance(other, int) and one != other and 1 not in (one, other)
        for one, other in sizes
    )


def concatenated(
    to: Build, xs: Sequence[TensorView], at: int, extra: Size = 0, params: Size = 0
) -> TensorView:
    """Tensors one after the other along an axis; with `extra` positions of constants."""
    maps, order = lined_up(to, xs)
    length: Size = extra
    for x in maps:
        length = length + size_of(x.axes[at])
    axes: list[Axis] = [_largest([x.axes[axis] for x in maps]) for axis in range(len(order))]
    axes[at] = fresh([length])[0]
    place = order[at]
    base: list[Axis] = [()] * len(maps[0].base)
    for axis, where in zip(axes, order, strict=True):
        if 0 <= where < len(base):
            base[where] = axis
    whole = len(base) == len(order) - (-1 in order)
    if place != 0 or not is_zero(extra) or not whole:
        return to.opaque(maps, tuple(axes), "concat", params, base=tuple(base) if whole else None)
    node = to.step("concat", {}, [x.node for x in maps])
    return TensorView(node, tuple(base), tuple(axes))


def is_zero(size: Size) -> bool:
    return isinstance(size, int) and size == 0


def multiplied(to: Build, x: TensorView, y: TensorView, what: str = "matmul") -> TensorView:
    """The matrix product of two tensors, over the last axis of the first."""
    rank = max(len(x.axes), len(y.axes))
    a = (*[()] * (rank - len(x.axes)), *x.axes)
    b = (*[()] * (rank - len(y.axes)), *y.axes)
    lead = [one or other for one, other in zip(a[:-2], b[:-2], strict=True)]
    axes = [*lead, a[-2], b[-1]]
    axes = [axis if to.batch in axis else fresh([size_of(axis)])[0] for axis in axes]
    macs = product(*sample_sizes(to, axes), size_of(a[-1]))
    return to.opaque([x, y], tuple(axes), what, macs=macs, base=rows_and_features(to, axes))


def rows_and_features(to: Build, axes: Sequence[Axis]) -> Axes | None:
    """A map of a matrix product: its last axis, and those before the last two, are channels, as the
    heads of attention are; None if there is none."""
    inside = [axis for axis in axes if axis != (to.batch,)]
    if len(inside) < 2 or any(to.batch in axis for axis in inside):
        return None
    *heads, rows, features = inside
    return (tuple([atom for axis in (*heads, features) for atom in axis]), rows)


def sample_sizes(to: Build, axes: Sequence[Axis]) -> list[Size]:
    """The size of each axis in one sample."""
    return [size_of(tuple([atom for atom in axis if atom is not to.batch])) for axis in axes]


def covered(x: TensorView, shape: Sequence[Size]) -> str | None:
    """Over what of a map a constant of this shape goes: "channels", "elements" or "one"; None if
    it stretches the map, or goes over other axes."""
    if len(shape) > len(x.axes):
        return None
    axes = x.axes[len(x.axes) - len(shape) :]
    if not all(is_one(n) or equal(n, size_of(axis)) for axis, n in zip(axes, shape, strict=True)):
        return None
    atoms = [atom for axis, n in zip(axes, shape, strict=True) if not is_one(n) for atom in axis]
    if not atoms:
        return "one"
    if tuple(atoms) == x.base[0]:
        return "channels"
    every = sorted(id(atom) for axis in x.base for atom in axis)
    return "elements" if sorted(map(id, atoms)) == every else None


def shifted(to: Build, x: TensorView, shape: Sequence[Size]) -> TensorView | None:
    """The layer before with learnt numbers of this shape as its bias; None if it cannot have them.

    Nothing else may read what the layer makes.
    """
    step = to.steps[x.node]
    if step.type not in SHIFTED or step.given.get("bias", True):
        return None
    count = product(*shape) if shape else 1
    covered = [
        axis for axis, size in zip(x.axes[-len(shape) :], shape, strict=False) if not is_one(size)
    ]
    of_last = step.type == "linear" and step.given.get("over") == "last"
    wanted = x.base[-1] if of_last else x.base[0]
    if step.type == "scale" and step.given["over"] != "channels":
        return None
    if covered != [wanted] or not equal(count, size_of(wanted)):
        return None
    changed = {**step.given, "bias": True}
    node = to.builder.add(step.type, changed, step.inputs, step.name, step.place)
    to.steps.append(type(step)(step.name, step.type, changed, step.inputs, step.place))
    to.steps[node].share = step.share
    to.moved[x.node] = node
    return x.on(node)
