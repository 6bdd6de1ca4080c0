"""Input sizes at which a sum repeats a map of a single element along an axis.

With letters for sizes the maps of a sum are taken to be equal. Sizes grow with the input, so that a
map has one element at few inputs only: each of them is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from convcalc.algebra.expr import Expr, Size
from convcalc.algebra.sets import Integers, Run, contains
from convcalc.inverse.inputs import LetterSizes, Wanted
from convcalc.inverse.legal import conditions_of
from convcalc.inverse.quasi_affine import NotQuasiAffine, QuasiTable, TooCostlyError
from convcalc.inverse.remainders import zero
from convcalc.load.variable import Variable
from convcalc.network.graph import Network
from convcalc.network.weights import other_weights

TRIED = 300
"""Inputs that are tried at most."""


def with_repeated(
    variable: Variable,
    found: Sequence[LetterSizes],
    *,
    fit: bool = False,
    wanted: Wanted | None = None,
) -> list[LetterSizes]:
    """The same sizes, and those that fulfil what was asked by repeating single elements."""
    axes = [one.axes for one in found]
    if variable.symbolic is None or axes != [(axis,) for axis in range(len(variable.letters))]:
        return list(found)
    single = [single_elements(variable.symbolic, x.letter, x.computes.sizes) for x in found]
    if not any(single):
        return list(found)
    usual = [one.sizes[0].low if one.sizes else None for one in found]
    ways = [
        sizes if size is None else [size, *sizes] for sizes, size in zip(single, usual, strict=True)
    ]
    computing: list[set[int]] = [set() for _ in found]
    fulfilling: list[set[int]] = [set() for _ in found]
    for sizes in sorted(product(*ways), key=lambda sizes: (len(set(sizes)), sizes))[:TRIED]:
        network = None
        if any(size in more for size, more in zip(sizes, single, strict=True)):
            network, _ = variable.at(sizes)
        if network is None or (variable.own is not None and other_weights(network, variable.own)):
            continue
        does = fulfils(network, fit, wanted)
        for axis, size in enumerate(sizes):
            if size in single[axis]:
                computing[axis].add(size)
                if does:
                    fulfilling[axis].add(size)
    return [
        one._replace(repeating=runs(all), repeated=runs(some))
        for one, all, some in zip(found, computing, fulfilling, strict=True)
    ]


def runs(numbers: Iterable[int]) -> Integers:
    """Each number by itself."""
    return tuple([Run(number, number) for number in sorted(numbers)])


def single_elements(network: Network, letter: str, sizes: Integers) -> list[int]:
    """The values of a letter besides these `sizes` at which a map of a sum has a single element."""
    table = QuasiTable(letter, {})
    found: set[int] = set()
    for demand in conditions_of(network):
        kind, *sides = demand.condition[:3]
        if kind != "equal" or not demand.node.traits.BROADCASTS:
            continue
        for size in sides:
            if isinstance(size, Expr) and demand.letters == {letter}:
                try:
                    single = zero(table[size - 1]).runs
                except (NotQuasiAffine, TooCostlyError):
                    continue
                found.update(
                    n for run in single if run.high is not None
                    for n in range(run.low, run.high + 1, run.step)[:TRIED]
                )  # fmt: skip
    return sorted(n for n in found if not contains(sizes, n))


def fulfils(network: Network, fit: bool, wanted: Wanted | None) -> bool:
    """Whether the network at some input does what was asked of it."""
    if fit and any(rest != 0 for _, sheet in network.layers for rest in sheet.unused or ()):
        return False
    if wanted is None:
        return True
    input = network.nodes[network.inputs[0]].shape.spatial
    sizes = network.nodes[wanted.node.index].shape.spatial
    return all(
        _between(size, own, *bounds)
        for size, own, bounds in zip(sizes, input, wanted.bounds, strict=True)
    )


def small_inputs(variable: Variable) -> Iterator[tuple[int, Network]]:
    """The square inputs of a network with paths that never meet otherwise, each with the network.

    Sizes grow with the input: once both paths have two elements or more, larger inputs do not meet.
    """
    reason = variable.impossible
    if reason is None or reason.code != "combine.sizes_differ":
        return
    for size in range(1, TRIED):
        network, error = variable.at((size,) * len(variable.letters))
        if network is not None:
            yield size, network
        elif error is not None and error.reason is not None and error.code == reason.code:
            shapes = (str(error.reason.fields[key]) for key in ("first", "other"))
            if all(n > 1 for shape in shapes for n in map(int, re.findall(r"\d+(?=[x@])", shape))):
                return


def _between(size: Size, own: Size, low: Size | None, high: Size | None) -> bool:
    """Whether a size lies between bounds, of which letters stand for the `own` size of the axis."""
    least, most = (own if isinstance(bound, Expr) else bound for bound in (low, high))
    assert not isinstance(size, Expr)
    above = least is None or (not isinstance(least, Expr) and least <= size)
    return above and (most is None or (not isinstance(most, Expr) and size <= most))
