"""Questions about the input sizes of a network: which compute, fit exactly, give an output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from convcalc.algebra.expr import Expr, Size
from convcalc.algebra.sets import Integers, Run, contains
from convcalc.inverse.legal import (
    Demand,
    SizesOfLetter,
    conditions_of,
    exact,
    goal,
    lossless,
    sizes_of,
    weights,
)
from convcalc.network.graph import Network, Node

KEPT = ("features", "weights")


class Wanted(NamedTuple):
    """Bounds of the size of a node, one pair for each axis; `same`: the size of the input."""

    node: Node
    bounds: tuple[tuple[Size | None, Size | None], ...]


class LetterSizes(NamedTuple):
    """What is known about a letter of the input: the `axes` it stands on, and the sizes asked for.

    computes: those at which the network computes at all; free: those asked for if linear layers
    took any number of features (None: the same); lossless: those asked for if padding may be left
    over (None: the same, or not asked); coupled: layers whose demand depends on other axes too;
    repeating: further sizes at which it computes, as a sum repeats a map of a single element;
    repeated: those of them that were asked for.
    """

    letter: str
    axes: tuple[int, ...]
    asked: SizesOfLetter
    computes: SizesOfLetter
    free: Integers | None
    lossless: Integers | None
    coupled: tuple[Node, ...]
    repeating: Integers = ()
    repeated: Integers = ()

    @property
    def sizes(self) -> Integers:
        """The answer."""
        return tuple(sorted((*self.asked.sizes, *self.repeated)))


def input_sizes(
    network: Network,
    own: Network | None,
    letters: Sequence[Sequence[str]],
    known: Mapping[str, int],
    *,
    fit: bool = False,
    wanted: Wanted | None = None,
) -> list[LetterSizes]:
    """The sizes that each letter of the input may have, the others being `known`.

    `network` has letters for sizes, those of each axis in `letters`; `own` is the same network at
    its own input, whose weights are kept. `fit`: no layer may leave a row or column over.
    """
    needed = [*conditions_of(network), *(() if own is None else weights(network, own))]
    target: list[Demand] = []
    if wanted is not None:
        for axis, (low, high) in enumerate(wanted.bounds):
            target += goal(wanted.node, axis, low, high)
    more = [*target, *(exact(network) if fit else ())]
    kept = [demand for demand in needed if demand.condition.code in KEPT]
    rest = [demand for demand in needed if demand.condition.code not in KEPT]
    found = []
    for letter in dict.fromkeys(name for names in letters for name in names):
        others = {name: size for name, size in known.items() if name != letter}
        computes = sizes_of(needed, letter, others)
        asked = sizes_of([*needed, *more], letter, others) if more else computes
        free = sizes_of([*rest, *more], letter, others).sizes if kept else None
        loose = None
        if fit:
            loose = sizes_of([*needed, *target, *lossless(network)], letter, others).sizes
        axes = tuple(axis for axis, names in enumerate(letters) if letter in names)
        coupled = {
            step.demand.node.index: step.demand.node
            for step in asked.steps
            if len(step.demand.letters) > 1
        }
        found.append(
            LetterSizes(
                letter,
                axes,
                asked,
                computes,
                None if free == asked.sizes else free,
                None if loose == asked.sizes else loose,
                tuple(coupled.values()),
            )
        )
    return found


def legal_sizes(
    network: Network,
    own: Network | None,
    letters: Sequence[Sequence[str]],
    known: Mapping[str, int],
) -> dict[str, Integers]:
    """The sizes at which the network computes, by letter."""
    return {found.letter: found.sizes for found in input_sizes(network, own, letters, known)}


def last_map(network: Network) -> Node | None:
    """The last layer whose size depends on that of the input."""
    for node in reversed(network.nodes):
        if any(isinstance(size, Expr) for size in node.shape.spatial):
            return node
    return None


def neighbours(sizes: Integers, size: int) -> tuple[int | None, int | None]:
    """The nearest sizes below and above a size; itself twice if it is one of them."""
    if contains(sizes, size):
        return size, size
    below = [n for run in sizes for n in (_below(run, size),) if n is not None]
    above = [n for run in sizes for n in (_above(run, size),) if n is not None]
    return max(below, default=None), min(above, default=None)


def _below(run: Run, size: int) -> int | None:
    if size < run.low:
        return None
    last = size - (size - run.low) % run.step
    return last if run.high is None else min(last, run.high)


def _above(run: Run, size: int) -> int | None:
    first = max(run.low, size + (run.low - size) % run.step)
    return None if run.high is not None and first > run.high else first
