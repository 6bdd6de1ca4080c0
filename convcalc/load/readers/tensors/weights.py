"""Learnt numbers: which layer has them, and that each is counted once.

`roots` are the stored tensors that a constant was made of, by name, with their numbers of elements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import product
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.join import sample_sizes, scaled, shifted
from convcalc.load.readers.tensors.move import stretched
from convcalc.load.readers.tensors.view import Axis, TensorView, equal, fresh

Roots = Mapping[str, int]


def shared(
    to: Build, made: TensorView, kind: str, weight: Roots, bias: Roots | None = None
) -> TensorView:
    """A layer that was just made, which uses the weights of an earlier one if that has the same; a
    bias of its own then stands behind it."""
    if not weight:
        return made
    step = to.steps[made.node]
    step.bias = tuple(sorted(bias or {}))
    first = to.weights.setdefault((kind, *sorted(weight)), made.node)
    if first == made.node:
        to.counted.update(weight)
        to.counted.update(step.bias)
        return made
    step.share = first
    if not bias or step.bias == to.steps[first].bias:
        return made
    return _beside(to, made, "bias", uncounted(to, bias))


def further(to: Build, made: TensorView, roots: Roots, count: Size) -> TensorView:
    """The layer, and learnt numbers that its `count` weights are made of beside themselves, such as
    the gains of weight standardisation. A root of as many numbers is the weight in another shape.
    """
    gains = {name: n for name, n in roots.items() if not equal(n, count)}
    if not gains or len(gains) == len(roots):
        return made
    new = uncounted(to, gains)
    return _beside(to, made, "weight", new) if new else made


def _beside(to: Build, made: TensorView, what: str, count: int) -> TensorView:
    name, to.name = to.name, f"{to.name}.{what}"
    made = to.opaque([made], None, what, count, 0, 1)
    to.name = name
    return made


def uncounted(to: Build, roots: Roots) -> int:
    """How many of these numbers no layer has; from now on this one has them."""
    new = {name: count for name, count in roots.items() if name not in to.counted}
    to.counted.update(new)
    return sum(new.values())


def with_constant(
    to: Build, x: TensorView, shape: Sequence[Size], roots: Roots, type: str, what: str, alone: bool
) -> TensorView:
    """A tensor and a constant: a sum ("add"), a product ("mul") or another operation. Without
    roots nothing is learnt; `alone`: nothing else reads the tensor."""
    if not roots or type not in ("add", "mul"):
        return to.unary(stretched(to, x, shape), "elementwise", {"what": what})
    count: Size = 1
    for size in shape:
        count = count * size
    plain = len(roots) == 1 and all(equal(own, count) for own in roots.values())
    if type == "add" and alone and plain:
        absorbed = _absorbed(to, x, shape, tuple(roots))
        if absorbed is not None:
            return absorbed
    if not plain or type == "add":
        return to.opaque([stretched(to, x, shape)], None, what, uncounted(to, roots), 0, 1)
    made = scaled(to, x, shape, what)
    return shared(to, made, "scale", roots) if to.told else made


def _absorbed(
    to: Build, x: TensorView, shape: Sequence[Size], bias: tuple[str, ...]
) -> TensorView | None:
    """The layer before with this bias; None if it cannot have it, or has weights of another layer
    with another one."""
    first = to.steps[x.node].share
    if first is not None and to.steps[to.moved.get(first, first)].bias != bias:
        return None
    made = shifted(to, x, shape)
    if made is not None:
        to.counted.update(bias)
        to.steps[made.node].bias = bias
    return made


def einsum(
    to: Build,
    equation: str,
    operands: Sequence[TensorView | tuple[Sequence[Size], Roots]],
    what: str,
) -> TensorView | None:
    """A sum over products of tensors and constants (sizes and roots): as many MACs as all letters
    have positions together. None if the equation has dots, or other letters than the operands."""
    terms, arrow, result = equation.replace(" ", "").partition("->")
    letters = terms.split(",")
    if not arrow or "." in equation or len(letters) != len(operands):
        return None
    axes: dict[str, Axis] = {}
    params = 0
    for term, operand in zip(letters, operands, strict=True):
        if isinstance(operand, TensorView):
            own = operand.axes
        else:
            own = fresh(operand[0])
            params += uncounted(to, operand[1])
        if len(term) != len(own):
            return None
        for letter, axis in zip(term, own, strict=True):
            axes[letter] = axes.get(letter) or axis
    macs = product(*sample_sizes(to, list(axes.values()))) if len(letters) > 1 else 0
    tensors = [operand for operand in operands if isinstance(operand, TensorView)]
    out = tuple([axes.get(letter, ()) for letter in result])
    return to.opaque(tensors, out, what, params, macs)
