"""The width multiplier of a network for a budget: the largest that still keeps it.

Channels are whole numbers, rounded from the multiplier, so the cost is a staircase: it is worked
out on the network itself, at multiples of a step, by bisection (a wider network never costs less).
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from convcalc.algebra.expr import Expr, Number
from convcalc.algebra.notation import decimal
from convcalc.errors import Message, UsageError
from convcalc.inverse.goal import Goal
from convcalc.inverse.networks import nearest_named
from convcalc.load.ast import NetworkDocument
from convcalc.load.load import load_document

KNOB = "width"
WIDEST = 4
QUANTITIES = ("macs", "params", "flops")


class WidthRow(NamedTuple):
    """What a network costs at one width."""

    width: Fraction
    macs: int
    params: int

    def cost(self, quantity: str) -> int:
        """The quantity that a budget limits."""
        if quantity == "params":
            return self.params
        return 2 * self.macs if quantity == "flops" else self.macs


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
    if goal.kind != "at_most" or goal.quantity not in QUANTITIES:
        raise UsageError(Message("solve.width_goal"))
    budget = _limit(goal)
    known: dict[int, WidthRow] = {}

    def row(number: int) -> WidthRow:
        if number not in known:
            width = number * step
            wide = {**settings, KNOB: decimal(width)}
            with nearest_named(document, wide, input, dims):
                network = load_document(document, wide, input, dims)
            macs: object = sum((sheet.macs for _, sheet in network.layers), start=0)
            params: object = sum((sheet.params or 0 for _, sheet in network.layers), start=0)
            if isinstance(macs, Expr) or isinstance(params, Expr) or not network.complete:
                raise UsageError(Message("solve.width_unknown", network=name))
            assert isinstance(macs, int)
            assert isinstance(params, int)
            known[number] = WidthRow(width, macs, params)
        return known[number]

    low, high = 0, int(WIDEST / step)
    if row(high).cost(goal.quantity) <= budget:
        return Width(name, step, row(high).width, (row(high),), 0)
    while high - low > 1:
        middle = (low + high) // 2
        if row(middle).cost(goal.quantity) <= budget:
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
