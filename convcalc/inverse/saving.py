"""The ratio of the depthwise separable convolution turned round."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from convcalc.algebra.expr import Expr, Size, Value, as_expr, tidy
from convcalc.algebra.sets import Run
from convcalc.errors import Message, UsageError
from convcalc.formulas.cost import separable_ratio
from convcalc.inverse.goal import Goal
from convcalc.inverse.problem import Problem, constraints, letters, unknowns_in
from convcalc.layers.base import Layer
from convcalc.layers.conditions import still_open
from convcalc.record import NamedTuple


class Saving(NamedTuple):
    """The ratio as a formula in the unknowns, and what it is made of."""

    ratio: Value
    kernel: tuple[Size, ...]
    out: Size
    multiplier: Size

    @property
    def limit(self) -> int | Fraction | None:
        """The factor that no number of output channels reaches; None with symbols."""
        elements: Size = 1
        for size in self.kernel:
            elements = elements * size
        if isinstance(elements, Expr) or isinstance(self.multiplier, Expr):
            return None
        return tidy(Fraction(elements, self.multiplier))


def saving_goal(goal: Goal) -> Goal:
    """What is wanted is saving at least so much: 1/8, or 8 times, is a ratio of at most 1/8."""
    if goal.kind != "want":
        return goal
    value = goal.target
    if isinstance(value, Expr) or value <= 0:
        raise UsageError(Message("solve.bad_ratio", value=value))
    share = Fraction(value) if value < 1 else 1 / Fraction(value)
    return Goal("ratio", "at_most", None, (tidy(share),))


def saving_problem(layer: Layer, goal: Goal, domains: Mapping[str, Run]) -> tuple[Saving, Problem]:
    """m(1/M + 1/K^2) of a separable convolution, with letters for the unknowns, and its bound.

    Raises:
        UsageError: the output channels are not given, or nothing is unknown.
    """
    values = layer.values
    kernel, out, multiplier = values["kernel"], values["out"], values["multiplier"]
    if out is None:
        raise UsageError(Message("separable.needs_out"), Message("separable.needs_out_hint"))
    ratio = separable_ratio(kernel, out, multiplier)
    roles = {"kernel": kernel, "out": (out,), "multiplier": (multiplier,)}
    unknowns = unknowns_in([(role, size) for role in roles for size in roles[role]], domains)
    open_ones = still_open(layer.demands.conditions) if layer.demands else []
    names = {unknown.name for unknown in unknowns}
    demands = [c for c in constraints(open_ones) if letters(c) <= names]
    problem = Problem(unknowns, (*demands, *goal.constraints((as_expr(ratio),))))
    return Saving(ratio, kernel, out, multiplier), problem
