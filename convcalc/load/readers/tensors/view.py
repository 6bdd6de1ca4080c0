"""Tensors of frameworks as views of our maps: axes made of factors that can be split and moved.

A framework's tensor has a batch and axes in any order; ours are channels and spatial axes of one
sample. A `TensorView` names the node that makes the map, and says of which factors (atoms) each
axis of the map consists (`base`), and of which each axis of the framework's tensor (`axes`); the
operation that made the view is its `label`. Reshaping and transposing only change `axes`: nothing
is built until a layer needs the tensor as it stands, and most layers do not. An axis of size 1 has
no factors. The idea is that of einops.
"""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Expr, Product, Size, same
from convcalc.algebra.settle import settled
from convcalc.algebra.trace import product
from convcalc.annotations import TypeAlias

OPEN = -1
"""The size that is worked out from the others."""


class Atom:
    """A factor of an axis; two of the same size are two."""

    __slots__ = ("size",)

    def __init__(self, size: Size) -> None:
        self.size = size


Axis: TypeAlias = "tuple[Atom, ...]"
Axes: TypeAlias = "tuple[Axis, ...]"


class TensorView:
    """A tensor as a framework sees it, of the map that `node` makes."""

    __slots__ = ("axes", "base", "label", "node")

    def __init__(self, node: int, base: Axes, axes: Axes, label: str = "") -> None:
        self.node = node
        self.base = base
        self.axes = axes
        self.label = label

    @property
    def shape(self) -> tuple[Size, ...]:
        """Sizes of the framework's axes, the batch among them."""
        return tuple(map(size_of, self.axes))

    def on(self, node: int) -> TensorView:
        """The same view of another map of the same shape."""
        return TensorView(node, self.base, self.axes)

    def viewed(self, axes: Sequence[Axis], label: str = "") -> TensorView:
        """Another view of the same map, made by the operation `label`."""
        return TensorView(self.node, self.base, tuple(axes), label or self.label)


def size_of(axis: Axis) -> Size:
    """The number of positions on an axis."""
    sizes = [atom.size for atom in axis]
    return sizes[0] if len(sizes) == 1 else product(*sizes) if sizes else 1


def fresh(shape: Sequence[Size]) -> Axes:
    """New factors, one for each axis of a map that is not of size 1."""
    return tuple([() if is_one(size) else (Atom(size),) for size in shape])


def is_one(size: Size) -> bool:
    return isinstance(size, int) and size == 1


def equal(left: Size, right: Size) -> bool:
    """Whether two sizes are known to be equal."""
    if isinstance(left, int) and isinstance(right, int):
        return left == right
    return same(left, right) or same(settled(left), settled(right))


def quotient(size: Size, part: Size) -> Size | None:
    """size / part if that is known to be whole."""
    if isinstance(size, int) and isinstance(part, int):
        return size // part if part and size % part == 0 else None
    if equal(size, part):
        return 1
    if isinstance(size, Product):
        factors: list[Size] = list(size.args)
        for other in part.args if isinstance(part, Product) else (part,):
            found = next((at for at, one in enumerate(factors) if equal(one, other)), None)
            if found is None:
                return None
            del factors[found]
        return settled(product(*factors)) if factors else 1
    return None


def regrouped(tensor: TensorView, sizes: Sequence[Size], batch: Atom) -> TensorView | None:
    """The tensor under other sizes, of which one may be open; None if they cut across its factors.

    A batch that is not a number is taken for 1 where a file, made for a single sample, says so.
    """
    queue = in_order(tensor.axes)
    split: dict[Atom, tuple[Atom, Atom]] = {}
    at = next((at for at, n in enumerate(sizes) if isinstance(n, int) and n == OPEN), len(sizes))
    front = _taken(queue, sizes[:at], split, batch, forward=True)
    back = None if front is None else _taken(queue, sizes[at + 1 :], split, batch, forward=False)
    if front is None or back is None or (at == len(sizes) and queue):
        return None
    axes = [*front, *([tuple(queue)] if at < len(sizes) else []), *back]

    def parts(atom: Atom) -> list[Atom]:
        if atom not in split:
            return [atom]
        return [part for half in split[atom] for part in parts(half)]

    def cut(axis: Axis) -> Axis:
        return tuple([part for atom in axis for part in parts(atom)]) if split else axis

    return TensorView(tensor.node, tuple(map(cut, tensor.base)), tuple(map(cut, axes)))


def _taken(
    queue: list[Atom],
    sizes: Sequence[Size],
    split: dict[Atom, tuple[Atom, Atom]],
    batch: Atom,
    forward: bool,
) -> list[Axis] | None:
    """The axes of these sizes, made of what stands first (or last) in the queue, which they leave;
    None if they cannot be made."""
    end = 0 if forward else -1
    axes: list[Axis] = []
    single = is_one(batch.size) or isinstance(batch.size, Expr)
    for size in sizes if forward else reversed(sizes):
        axis: list[Atom] = []
        alone = single and (is_one(size) or is_one(batch.size))
        if forward and alone and queue and queue[0] is batch:
            axis.append(queue.pop(0))
        rest: Size = size
        while not is_one(rest):
            if not queue:
                return None
            atom = queue[end]
            left = quotient(rest, atom.size)
            if left is not None:
                axis.append(queue.pop(end))
                rest = left
                continue
            other = quotient(atom.size, rest)
            if other is None or atom is batch:
                return None
            mine, beyond = Atom(rest), Atom(other)
            split[atom] = (mine, beyond) if forward else (beyond, mine)
            queue[end] = beyond
            axis.append(mine)
            rest = 1
        axes.append(tuple(axis if forward else reversed(axis)))
    return axes if forward else axes[::-1]


def arrangement(tensor: TensorView, batch: Atom) -> tuple[int | None, ...] | None:
    """For each axis of the framework's tensor which axis of the map it is, in whole: -1 for the
    batch, None for one of size 1; None if some axis is no whole one."""
    places = {axis: at for at, axis in enumerate(tensor.base) if axis}
    places[(batch,)] = -1
    found = [places.get(axis) if axis else None for axis in tensor.axes]
    if any(place is None for place, axis in zip(found, tensor.axes, strict=True) if axis):
        return None
    return tuple(found)


def without(axis: Axis, batch: Atom) -> Axis:
    """An axis without the batch."""
    return tuple([atom for atom in axis if atom is not batch]) if batch in axis else axis


def sample_axes(tensor: TensorView, batch: Atom) -> list[Axis]:
    """The axes of one sample: that of the batch alone is left out."""
    return [without(axis, batch) for axis in tensor.axes if axis != (batch,)]


def in_order(axes: Sequence[Axis]) -> list[Atom]:
    """All factors, as the elements are numbered."""
    return [atom for axis in axes for atom in axis]
