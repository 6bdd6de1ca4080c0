"""What is said beside the values of an unknown: how near one can get where nothing gives exactly
what is wanted, and which formula joins several without any rounding, by SymPy."""

from __future__ import annotations

from convcalc.algebra.expr import (
    CeilDiv,
    Ceiling,
    Expr,
    Floor,
    FloorDiv,
    Maximum,
    Minimum,
    Number,
    evaluate,
    free_variables,
    postorder,
)
from convcalc.algebra.interval import Interval
from convcalc.algebra.normal import normal
from convcalc.algebra.sets import Integers
from convcalc.inverse.alone import narrowed
from convcalc.inverse.monotone import NotSolvedError
from convcalc.inverse.problem import Problem, cancelled
from convcalc.inverse.search import Component

ROUNDING = (FloorDiv, CeilDiv, Floor, Ceiling, Maximum, Minimum)


def _wanted(problem: Problem, part: Component) -> tuple[Expr, Number] | None:
    """The only value that is wanted of the unknowns of a part, and the number that it should be."""
    names = {unknown.name for unknown in part.unknowns}
    goals = {
        c.value: c.within
        for c in map(cancelled, problem.constraints)
        if c.goal and names.intersection(free_variables(c.value))
    }
    if len(goals) != 1:
        return None
    ((value, within),) = goals.items()
    return None if within.low is None or within.low != within.high else (value, within.low)


def nearest(problem: Problem, part: Component) -> list[tuple[int, Number]]:
    """The values of a single unknown next to each other between which the wanted value is jumped
    over, and what each gives; empty where that cannot be said."""
    wanted = _wanted(problem, part)
    if wanted is None or len(part.unknowns) != 1:
        return []
    value, number = wanted
    (unknown,) = part.unknowns
    try:
        below, above = (
            narrowed(part.allowed, value, side)
            for side in (Interval(None, number, False, True), Interval(number, None, True, False))
        )
    except NotSolvedError:
        return []
    pairs = [(abs(a - b), a, b) for a in _ends(below) for b in _ends(above)]
    found = list(min(pairs)[1:]) if pairs else (_ends(below) or _ends(above))[:1]
    return [(n, evaluate(value, {unknown.name: n})) for n in sorted(found)]


def _ends(numbers: Integers) -> list[int]:
    return [end for run in numbers for end in (run.low, run.high) if end is not None]


def relations(problem: Problem, part: Component) -> list[tuple[str, Expr]]:
    """Each unknown of a part as an expression in the others: K = 2P + 1.

    Only where a single equation holds them together and nothing in it is rounded; empty otherwise.
    """
    wanted = _wanted(problem, part)
    if wanted is None or len(part.unknowns) < 2:
        return []
    value, number = wanted
    difference = normal(value - number)
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
