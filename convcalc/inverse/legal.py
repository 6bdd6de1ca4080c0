"""Which input sizes a network takes, derived from its form with a letter for each input size.

Every layer demands something of the sizes that reach it: that a kernel fits, that paths which meet
have the same size, that the weights stay those of the network. As all sizes are quasi-affine (see
`inverse.quasi_affine`), each demand is a linear inequality or equation for every remainder of the
input size, and the sizes that fulfil all of them are found without trying any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from convcalc.algebra.expr import Expr, Maximum, Size, free_variables
from convcalc.algebra.sets import Integers
from convcalc.algebra.settle import settled
from convcalc.inverse.quasi_affine import NotQuasiAffine, QuasiTable, TooCostlyError
from convcalc.inverse.remainders import EVERY, Classes, never_negative, zero
from convcalc.layers.base import Sheet
from convcalc.layers.demands import Condition
from convcalc.network.closed_forms import tidy
from convcalc.network.graph import Network, Node
from convcalc.network.weights import weights_of
from convcalc.record import NamedTuple

EFFORT = 250_000
"""Entries of tables that are made for one letter; demands beyond them are left open."""


class Demand(NamedTuple):
    """What a layer demands.

    The code of the condition is the error that it would be, or: weights, exact, lossless, goal.
    """

    node: Node
    condition: Condition

    @property
    def letters(self) -> set[str]:
        """The letters that it depends on."""
        _, large, small, *_ = self.condition
        return {*free_variables(large), *free_variables(small)}


class Narrowing(NamedTuple):
    """A demand that takes sizes away: those that it allows alone, and those left after it."""

    demand: Demand
    allowed: Classes
    after: Classes

    @property
    def alone(self) -> Integers:
        """The sizes that it allows alone."""
        return self.allowed.runs

    @property
    def left(self) -> Integers:
        """The sizes left after it."""
        return self.after.runs


class SizesOfLetter:
    """The sizes that a letter may stand for.

    `steps` are the demands that took sizes away, in the order of the layers; `open` those that
    could not be decided, with the period that was too long (None: no period).
    """

    def __init__(
        self,
        letter: str,
        classes: Classes,
        steps: tuple[Narrowing, ...],
        open: tuple[tuple[Demand, int | None], ...],
    ) -> None:
        self.letter = letter
        self.classes = classes
        self.steps = steps
        self.open = open

    @property
    def sizes(self) -> Integers:
        """The sizes."""
        return self.classes.runs

    @cached_property
    def decisive(self) -> tuple[Narrowing, ...]:
        """The steps without those that the others imply, later ones rather kept."""
        behind = [EVERY]
        for step in reversed(self.steps):
            behind.append(step.allowed & behind[-1])
        kept: list[Narrowing] = []
        before = EVERY
        for step in self.steps:
            behind.pop()
            if not (before & behind[-1]).same(self.classes):
                kept.append(step)
                before = before & step.allowed
        return tuple(kept)


def conditions_of(network: Network) -> Iterator[Demand]:
    """What the layers demand in order to compute at all."""
    for node, sheet in network.layers:
        for condition in sheet.conditions:
            if condition.kind != "assumed":
                large, small = settled(condition.large), settled(condition.small)
                yield Demand(node, condition._replace(large=large, small=small))


def weights(network: Network, own: Network) -> Iterator[Demand]:
    """That each layer has as many weights as at the network's own input size.

    A linear layer after a flatten keeps the number of its input features, a layer with weights of
    its own at every position their number.
    """
    for node, what, here, needed in weights_of(network, own):
        if isinstance(here, Expr) and isinstance(needed, int):
            large = tidy(here)
            if isinstance(large, Expr):
                yield _demand(node, "equal", large, needed, what)


def _demand(node: Node, kind: str, large: Size, small: Size, why: str) -> Demand:
    return Demand(node, Condition(kind, large, small, why, {}))


def exact(network: Network) -> Iterator[Demand]:
    """That the windows of every layer reach the end of its padded input, nothing left over."""
    for node, sheet in network.layers:
        for axis, rest in enumerate(sheet.unused or ()):
            if isinstance(rest, int):
                if rest:
                    yield _demand(node, "equal", rest, 0, "exact")
                continue
            room = _room(network, node, sheet, axis)
            if room is None:
                yield _demand(node, "equal", settled(rest), 0, "exact")
            else:
                yield _demand(node, "divides", *room, "exact")


def _room(network: Network, node: Node, sheet: Sheet, axis: int) -> tuple[Size, int] | None:
    """How far the windows may travel, and the stride, where these say it all."""
    window = sheet.windows[axis]
    rest = None if sheet.unused is None else sheet.unused[axis]
    numbers = (window.kernel, window.stride, window.begin, window.end, window.dilation)
    if window.kind != "slide" or not all(isinstance(n, int) for n in numbers):
        return None
    if isinstance(rest, Maximum):  # rounded up: nothing is left over
        return None
    size = network.nodes[node.inputs[0]].shape.spatial[axis]
    span = window.dilation * (window.kernel - 1) + 1
    return settled(size + window.begin + window.end - span), window.stride


def lossless(network: Network) -> Iterator[Demand]:
    """That what no window reaches is padding, and no element of the map itself."""
    for node, sheet in network.layers:
        for rest, (_, end) in zip(sheet.unused or (), sheet.padding or (), strict=False):
            if isinstance(rest, Expr) or isinstance(end, Expr) or rest > end:
                yield _demand(node, "at_least", settled(end), settled(rest), "lossless")


def goal(node: Node, axis: int, low: Size | None, high: Size | None) -> Iterator[Demand]:
    """That the size of a node on an axis lies between these."""
    size = node.shape.spatial[axis]
    if low is not None and low is high:
        yield _demand(node, "equal", size, low, "goal")
        return
    if low is not None:
        yield _demand(node, "at_least", size, low, "goal")
    if high is not None:
        yield _demand(node, "at_least", high, size, "goal")


def _decided(
    demands: Iterable[Demand], letter: str, known: Mapping[str, int]
) -> tuple[list[tuple[Demand, Classes]], list[tuple[Demand, int | None]]]:
    """The sizes that each demand on a letter allows alone, equal demands once, at the values
    `known` of other letters; and the demands that cannot be decided."""
    table = QuasiTable(letter, known, EFFORT)
    decided: list[tuple[Demand, Classes]] = []
    left_open: list[tuple[Demand, int | None]] = []
    seen = set()
    for demand in demands:
        key = demand.condition[:3]
        if key in seen or not (letter in demand.letters or not demand.letters):
            continue
        seen.add(key)
        try:
            allowed = _allowed(demand, table)
            table.spend(allowed.start + 4 * allowed.period)  # it is met with the others, too
            decided.append((demand, allowed))
        except NotQuasiAffine as reason:
            left_open.append((demand, reason.period))
        except TooCostlyError:
            left_open.append((demand, None))
    return decided, left_open


def _allowed(demand: Demand, table: QuasiTable) -> Classes:
    kind, large, small = demand.condition[:3]
    if kind == "divides":
        return zero(table[large - large // small * small])
    difference = table[large - small]
    if kind == "one_or":
        return zero(table[large - 1]) | zero(difference)
    return zero(difference) if kind == "equal" else never_negative(difference)


def sizes_of(
    demands: Sequence[Demand], letter: str, known: Mapping[str, int] | None = None
) -> SizesOfLetter:
    """The sizes that all demands on a letter allow, at the values `known` of other letters."""
    ordered = sorted(demands, key=lambda demand: demand.node.index)
    decided, left_open = _decided(ordered, letter, known or {})
    left = EVERY
    steps: list[Narrowing] = []
    for demand, allowed in decided:
        try:
            after = left & allowed
        except NotQuasiAffine as reason:
            left_open.append((demand, reason.period))
            continue
        if not after.same(left):
            steps.append(Narrowing(demand, allowed, after))
            left = after
    return SizesOfLetter(letter, left, tuple(steps), tuple(left_open))


def sizes_within(
    demands: Iterable[Demand], letter: str, known: Mapping[str, int], effort: int
) -> Integers | None:
    """The sizes alone; None if something cannot be decided, or only with more `effort`."""
    table = QuasiTable(letter, known, effort)
    left = EVERY
    seen = set()
    try:
        for demand in demands:
            key = demand.condition[:3]
            if key not in seen and (letter in demand.letters or not demand.letters):
                seen.add(key)
                left = left & _allowed(demand, table)
                table.spend(left.start + left.period)
    except (NotQuasiAffine, TooCostlyError):
        return None
    return left.runs
