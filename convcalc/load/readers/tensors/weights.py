"""Learnt numbers: which layer has them, and that each is counted once.

`roots` are the stored tensors that a constant was made of, by name, with their numbers of elements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import product
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.join import covered, sample_sizes, shifted
from convcalc.load.readers.tensors.move import stretched
from convcalc.load.readers.tensors.view import Axis, TensorView, equal, fresh

Roots = Mapping[str, int]

WRITTEN = "\0"
"""What the name begins with of a root that is a constant of the program, which is never learnt."""


def weighted(
    to: Build,
    make: Callable[[bool], TensorView],
    kind: str,
    weight: Roots,
    count: Size,
    bias: Roots | None = None,
) -> TensorView:
    """The layer that `make` makes, with a bias or without, of `count` weights and this bias.

    It shares the weights of an earlier layer if it has the same. A bias that another layer has is
    left to that, a further one stands behind it; so do learnt numbers of which its weights are made
    beside themselves, such as the gains of weight standardisation. (A root of as many numbers is
    the weight in another shape.)
    """
    own = {
        name: n for name, n in weight.items() if equal(n, count) and not name.startswith(WRITTEN)
    }
    if weight and not own:  # constants, or cut out of larger ones, or stretched from smaller ones
        made = to.unlearnt(make(bias is not None))
        return _with_beside(to, made, bias or {}, weight)
    key = (kind, *sorted(weight))
    first = to.weights.get(key) if weight else None
    if first is not None:
        owner = to.steps[to.moved.get(first, first)]
        made = make(bias is not None and bool(owner.given.get("bias", kind != "scale")))
        to.steps[made.node].share = first
        beside = bias or {}
    else:
        keeps = bias is not None and not _all_counted(to, bias)
        made = make(keeps)
        beside = {}
        if _all_counted(to, own):
            made, beside = to.unlearnt(made), bias or {}
        elif weight:
            to.weights[key] = made.node
        to.counted.update(own)
        if keeps and not beside:
            to.counted.update(bias or {})
            to.steps[made.node].bias = tuple(sorted(bias or {}))
    gains = {name: n for name, n in weight.items() if name not in own}
    return _with_beside(to, made, beside, gains)


def _with_beside(to: Build, made: TensorView, bias: Roots, gains: Roots) -> TensorView:
    for what, numbers in (("bias", uncounted(to, bias)), ("weight", uncounted(to, gains))):
        if numbers:
            made = _beside(to, made, what, numbers)
    return made


def _all_counted(to: Build, roots: Roots) -> bool:
    return bool(roots) and to.counted.issuperset(roots)


def normalised(
    to: Build,
    make: Callable[[bool, bool], TensorView],
    kind: str,
    scale: Roots | None,
    shift: Roots | None,
    stored: Sequence[str] = (),
) -> TensorView:
    """The layer that `make` makes, with a scale and a shift or without, of these (None: it has
    none). It shares both, and statistics of these names, with an earlier layer that has the same;
    a vector that another layer has is left to that."""
    every = {**(scale or {}), **(shift or {})}
    key = (kind, *sorted(every), *stored)
    first = to.weights.get(key) if every else None
    if first is not None:
        made = make(scale is not None, shift is not None)
        to.steps[made.node].share = first
        return made
    scales = scale is not None and not _all_counted(to, scale)
    shifts = shift is not None and not _all_counted(to, shift)
    made = make(scales, shifts and scales)
    if every and (scales, shifts) == (scale is not None, shift is not None) and scales:
        to.weights[key] = made.node
    to.counted.update(scale or {})
    alone = uncounted(to, shift or {}) if shifts and not scales else 0
    to.counted.update(shift or {})
    return _beside(to, made, "bias", alone) if alone else made


def affine(type: str, scales: bool, shifts: bool) -> dict[str, bool]:
    """What a normalisation of this type is given that has a scale, or a shift as well."""
    given = {} if scales and type != "instancenorm" else {"affine": scales}
    return given if shifts or not scales else {**given, "bias": False}


def _beside(to: Build, made: TensorView, what: str, count: int) -> TensorView:
    name, to.name = to.name, f"{to.name}.{what}"
    made = to.opaque([made], None, what, count, 0, 1)
    to.name = name
    return made


def uncounted(to: Build, roots: Roots) -> int:
    """How many of these numbers no layer has; from now on this one has them."""
    new = {
        name: count
        for name, count in roots.items()
        if name not in to.counted and not name.startswith(WRITTEN)
    }
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
    over = covered(x, shape) if plain and type == "mul" else None
    if over is None:
        return to.opaque([stretched(to, x, shape)], None, what, uncounted(to, roots), 0, 1)
    given = {"bias": False, "over": over}
    return weighted(to, lambda _: to.unary(x, "scale", given), "scale", roots, count)


def _absorbed(
    to: Build, x: TensorView, shape: Sequence[Size], bias: tuple[str, ...]
) -> TensorView | None:
    """The layer before with this bias; None if it cannot have it, or has weights of another layer
    with another one."""
    first = to.steps[x.node].share
    if first is None:
        if _all_counted(to, dict.fromkeys(bias, 0)):
            return None
    elif to.steps[to.moved.get(first, first)].bias != bias:
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
