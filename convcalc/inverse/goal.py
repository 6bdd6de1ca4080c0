"""What is wanted of which quantity: `--want 7`, `--want same`, `--at-most 600M`."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from fractions import Fraction

from convcalc.algebra.expr import Expr, Size, Value, as_expr, tidy
from convcalc.algebra.interval import Interval
from convcalc.algebra.parse import parse_grid, parse_value
from convcalc.algebra.sets import Run
from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.inverse.problem import Constraint
from convcalc.layers.numbers import shown
from convcalc.layers.quantities import QUANTITIES
from convcalc.pattern import pattern
from convcalc.record import NamedTuple

AMOUNT = pattern(r"\s*(\d[\d,_]*(?:\.\d+)?)\s*([kKmMgGtT]?)\s*\Z")
THOUSANDS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


class Goal(NamedTuple):
    """Bounds of a quantity, for each axis or for all alike.

    kind: want (low is high), same (as the input), at_least, at_most, between.
    """

    quantity: str
    kind: str
    low: tuple[Value, ...] | None = None
    high: tuple[Value, ...] | None = None

    @property
    def one_sided(self) -> bool:
        """Whether the tightest value is what matters."""
        return self.kind in ("at_least", "at_most")

    @property
    def target(self) -> Any:
        """What is wanted, as it was read; a single value where all axes share it."""
        values = self.low if self.low is not None else self.high
        if values is None:
            return None
        return values[0] if len(values) == 1 else values

    def constraints(
        self, values: Sequence[Value], inputs: Sequence[Size] = ()
    ) -> tuple[Constraint, ...]:
        """The goal for the values of the quantity, one for each axis.

        Raises:
            UsageError: it names more or fewer axes, or nothing can be the same as the input.
        """
        count = len(values)
        lows, highs = self._spread(self.low, count), self._spread(self.high, count)
        if self.kind == "same":
            if len(inputs) != count:
                raise UsageError(Message("solve.same_of_size"))
            lows = highs = list(inputs)
        axes = [(axis,) if QUANTITIES[self.quantity].by_axis else () for axis in range(count)]
        return tuple(map(_constraint, map(as_expr, values), lows, highs, axes))

    def _spread(self, side: tuple[Value, ...] | None, count: int) -> Sequence[Value | None]:
        if side is None:
            return [None] * count
        if len(side) not in (1, count):
            raise UsageError(Message("solve.wrong_axes", given=len(side), dims=count))
        return list(side) if len(side) == count else list(side) * count


def _constraint(
    value: Expr, low: Value | None, high: Value | None, axes: tuple[int, ...]
) -> Constraint:
    """With a symbol among the bounds, the difference is what is bounded."""
    moving = next((side for side in (low, high) if isinstance(side, Expr)), None)
    if moving is None:
        assert not isinstance(low, Expr)
        assert not isinstance(high, Expr)
        return Constraint(value, Interval(low, high), True, axes)
    zero = (None if low is None else 0, None if high is None else 0)
    return Constraint(value - moving, Interval(*zero), True, axes)


def further(domains: Mapping[str, Run], names: Container[str]) -> tuple[Goal, ...]:
    """What is wanted besides: bounds of quantities (`--where rf=31..`), where no unknown is called
    so."""
    found = []
    for name, (low, high, _) in domains.items():
        if name in QUANTITIES and name not in names:
            kind = "want" if low == high else "at_least" if high is None else "between"
            kind = "at_most" if kind == "between" and low == 0 else kind
            ends = None if kind == "at_most" else (low,), None if high is None else (high,)
            found.append(Goal(name, kind, *ends))
    return tuple(found)


def read_goal(
    quantity: str, want: str | None, at_least: str | None = None, at_most: str | None = None
) -> Goal:
    """The goal that the options state.

    Raises:
        UsageError: none is given, or `--want` together with a bound.
        InputError: a value that is none.
    """
    if want is not None and (at_least is not None or at_most is not None):
        raise UsageError(Message("solve.want_or_bound"))
    if want is not None:
        if want.strip().lower() == "same":
            return Goal(quantity, "same")
        values = _values(quantity, want, "--want")
        return Goal(quantity, "want", values, values)
    low = None if at_least is None else _values(quantity, at_least, "--at-least")
    high = None if at_most is None else _values(quantity, at_most, "--at-most")
    if low is None and high is None:
        raise UsageError(Message("solve.no_goal"), Message("solve.no_goal_hint"))
    if low is not None and high is not None:
        return Goal(quantity, "between", low, high)
    return Goal(quantity, "at_least" if high is None else "at_most", low, high)


def _values(quantity: str, text: str, option: str) -> tuple[Value, ...]:
    if QUANTITIES[quantity].by_axis:
        grid = parse_grid(text)
        if grid.at is not None or any(len(cell) != 1 for cell in grid.cells):
            raise UsageError(Message("solve.not_a_goal", option=option, value=shown(text)))
        return tuple(cell[0] for cell in grid.cells)
    amount = AMOUNT.match(text)
    if amount is not None:
        number = Fraction(re.sub("[,_]", "", amount[1])) * THOUSANDS[amount[2].lower()]
        return (tidy(number),)
    return (parse_value(text),)
