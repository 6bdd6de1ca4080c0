"""The width multiplier of a network for a budget: the largest that still keeps it.

Channels are whole numbers, rounded from the multiplier, so the cost is a staircase: it is worked
out on the network itself, at multiples of a step, by bisection (a wider network never costs less).
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from convcalc.algebra.decimals import cut
from convcalc.algebra.expr import Expr, Number
from convcalc.errors import Message, UsageError
from convcalc.inverse.goal import Goal
from convcalc.inverse.networks import nearest_named
from convcalc.layers.quantities import QUANTITIES
from convcalc.load.ast import NetworkDocument
from convcalc.load.load import load_document
from convcalc.network.measures import Measures

KNOB = "width"
WIDEST = 4
BUDGETS = tuple([key for key, known in QUANTITIES.items() if known.adds])
"""Quantities of which a wider network never has less."""


class WidthRow(NamedTuple):
    """What a network costs at one width; `cost` is what the budget limits."""

    width: Fraction
    macs: int
    params: int
    cost: int


class Width(NamedTuple):
    """The largest width within the budget (None: none is); rows around it, at `place` its own."""

    name: str
    step: Fraction
    best: Fraction | None
    rows: tuple[WidthRow, ...]
    place: int | None


def widest(
    document: NetworkDocument,
    name: str,
    goal: Goal,
    step: Fraction,
    settings: dict[str, str],
    input: str | None,
    dims: int | None = None,
) -> Width:
    """The largest multiple of `step` at which the network keeps an upper bound.

    Raises:
        UsageError: the network has no knob of that name, or the goal is no upper bound.
        NetworkError: the network does not fit together.
    """
    if KNOB not in document.knobs:
        raise UsageError(Message("solve.no_width_knob", network=name))
    if goal.kind != "at_most" or goal.quantity not in BUDGETS:
        raise UsageError(Message("solve.width_goal"))
    budget = _limit(goal)
    known: dict[int, WidthRow] = {}

    def row(number: int) -> WidthRow:
        if number not in known:
            width = number * step
            wide = {**settings, KNOB: cut(width)}
            with nearest_named(document, wide, input, dims):
                network = load_document(document, wide, input, dims)
            measures = Measures(network)
            costs = [measures.figure(key) for key in ("macs", "params", goal.quantity)]
            if not all(isinstance(cost, int) for cost in costs):
                raise UsageError(Message("solve.width_unknown", network=name))
            known[number] = WidthRow(width, *costs)
        return known[number]

    low, high = 0, int(WIDEST / step)
    if row(high).cost <= budget:
        return Width(name, step, row(high).width, (row(high),), 0)
    while high - low > 1:
        middle = (low + high) // 2
        if row(middle).cost <= budget:
            low = middle
        else:
            high = middle
    shown = [number for number in (low - 1, low, low + 1) if number > 0]
    rows = tuple(row(number) for number in shown)
    if low == 0:
        return Width(name, step, None, rows, None)
    return Width(name, step, low * step, rows, shown.index(low))


def _limit(goal: Goal) -> Number:
    target = goal.target
    if isinstance(target, Expr):
        raise UsageError(Message("solve.width_goal"))
    limit: Number = target
    return limit
