"""How near one can get where nothing gives exactly what is wanted."""

from __future__ import annotations

from convcalc.algebra.expr import Number, evaluate, free_variables
from convcalc.algebra.interval import Interval
from convcalc.algebra.sets import Integers, intersection
from convcalc.inverse.invert import solve
from convcalc.inverse.monotone import NotSolvedError
from convcalc.inverse.problem import Problem
from convcalc.inverse.search import Component


def nearest(problem: Problem, part: Component) -> list[tuple[int, Number]]:
    """The values of a single unknown next to each other between which the wanted value is jumped
    over, and what each gives; empty where that cannot be said."""
    goals = [
        c for c in problem.constraints if c.goal and set(free_variables(c.value)) == _names(part)
    ]
    if len(part.unknowns) != 1 or not goals or len({id(goal.value) for goal in goals}) > 1:
        return []
    value, within = goals[0].value, goals[0].within
    if within.low is None or within.low != within.high:
        return []
    domain = part.unknowns[0].domain
    try:
        below, above = (
            intersection(part.allowed, solve(value, side, domain))
            for side in (
                Interval(None, within.low, False, True),
                Interval(within.low, None, True, False),
            )
        )
    except NotSolvedError:
        return []
    pairs = [(abs(a - b), a, b) for a in _ends(below) for b in _ends(above)]
    found = list(min(pairs)[1:]) if pairs else (_ends(below) or _ends(above))[:1]
    (name,) = _names(part)
    return [(n, evaluate(value, {name: n})) for n in sorted(found)]


def _names(part: Component) -> set[str]:
    return {unknown.name for unknown in part.unknowns}


def _ends(numbers: Integers) -> list[int]:
    return [end for run in numbers for end in (run.low, run.high) if end is not None]
