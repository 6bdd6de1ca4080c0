"""Unknowns that belong together without any rounding: one as a formula of the others, by SymPy."""

from __future__ import annotations

from convcalc.algebra.expr import (
    CeilDiv,
    Ceiling,
    Expr,
    Floor,
    FloorDiv,
    Maximum,
    Minimum,
    free_variables,
    postorder,
)
from convcalc.algebra.normal import normal
from convcalc.inverse.problem import Problem
from convcalc.inverse.search import Component

ROUNDING = (FloorDiv, CeilDiv, Floor, Ceiling, Maximum, Minimum)


def relations(problem: Problem, part: Component) -> list[tuple[str, Expr]]:
    """Each unknown of a part as an expression in the others: K = 2P + 1.

    Only where a single equation holds them together and nothing in it is rounded; empty otherwise.
    """
    names = {unknown.name for unknown in part.unknowns}
    goals = {
        c.value: c for c in problem.constraints if c.goal and set(free_variables(c.value)) & names
    }
    if len(names) < 2 or len(goals) != 1:
        return []
    (goal,) = goals.values()
    within = goal.within
    if within.low is None or within.low != within.high:
        return []
    difference = normal(goal.value - within.low)
    if any(isinstance(node, ROUNDING) for node in postorder(difference)):
        return []
    from convcalc.algebra.bridge import solve_for

    found = []
    for unknown in part.unknowns:
        if unknown.name not in free_variables(difference):
            continue
        try:
            solutions = solve_for(unknown.name, difference, 0)
        except (ValueError, NotImplementedError):
            continue
        if len(solutions) == 1:
            found.append((unknown.name, solutions[0]))
    return found
