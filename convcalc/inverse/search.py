"""All solutions of a problem: unknowns that do not meet are solved apart; of those that meet, one
is solved by its inequalities for every choice of the others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import prod

from convcalc.algebra.expr import evaluate
from convcalc.algebra.sets import EMPTY, Integers, Run, count, members
from convcalc.errors import UsageError
from convcalc.inverse.alone import alone
from convcalc.inverse.problem import Constraint, Divides, Problem, Unknown, cancelled, letters
from convcalc.inverse.together import MOST_EXPANDED, Row, bounded, together
from convcalc.inverse.usual import rank
from convcalc.record import NamedTuple


class Component(NamedTuple):
    """Unknowns that meet in some condition, and all their values.

    numbers: of a single unknown, out of those `allowed` whatever is wanted; rows: of several, the
    usual ones first, where a long run of values of the one that is solved stays a run; total: how
    many solutions (None: without end).
    """

    unknowns: tuple[Unknown, ...]
    numbers: Integers
    rows: tuple[Row, ...]
    total: int | None
    allowed: Integers = EMPTY

    @property
    def usual(self) -> dict[str, int]:
        """The first solution."""
        if len(self.unknowns) == 1:
            (unknown,) = self.unknowns
            near = list(islice(members(self.numbers), MOST_EXPANDED))
            return {unknown.name: min(near, key=lambda n: rank(unknown.role, n))}
        return {
            unknown.name: value.low if isinstance(value, Run) else value
            for unknown, value in zip(self.unknowns, self.rows[0], strict=True)
        }


class Found(NamedTuple):
    """The parts of an answer; `assumed` are the ranges in which nothing but a default put bounds
    to an unknown."""

    parts: tuple[Component, ...]
    assumed: tuple[Unknown, ...]

    @property
    def total(self) -> int | None:
        """How many solutions; None if there is no end to them."""
        totals = [part.total for part in self.parts]
        if 0 in totals:
            return 0
        return None if None in totals else prod(total for total in totals if total is not None)


def find(problem: Problem, top: int | None = None) -> Found:
    """Every solution; of unknowns that meet, the number of them and the first `top`.

    Raises:
        UsageError: too many combinations, or an unknown without end that cannot be solved.
    """
    once = {(id(c.value), c.within, c.goal): c for c in map(cancelled, problem.constraints)}
    problem = problem._replace(constraints=tuple(once.values()))  # equal axes say the same
    for constraint in problem.constraints:
        if not letters(constraint) and not constraint.within.holds(evaluate(constraint.value)):
            none = tuple(Component((unknown,), EMPTY, (), 0) for unknown in problem.unknowns)
            return Found(none, ())
    parts, assumed = [], []
    for unknowns in groups(problem):
        names = {unknown.name for unknown in unknowns}
        own = Problem(
            unknowns,
            tuple(c for c in problem.constraints if letters(c) & names),
            tuple(c for c in problem.divisions if letters(c) & names),
        )
        if len(unknowns) == 1:
            numbers = alone(own, unknowns[0], {})
            parts.append(
                Component(unknowns, numbers, (), count(numbers), _allowed(own, unknowns[0]))
            )
        else:
            limited = bounded(unknowns)
            assumed += [now for before, now in zip(unknowns, limited, strict=True) if before != now]
            rows, total = together(own._replace(unknowns=limited), top)
            parts.append(Component(limited, EMPTY, rows, total))
    return Found(tuple(parts), tuple(assumed))


def _allowed(problem: Problem, unknown: Unknown) -> Integers:
    """The values that nothing but the goal excludes; none if that cannot be said."""
    free = problem._replace(constraints=tuple(c for c in problem.constraints if not c.goal))
    try:
        return alone(free, unknown, {})
    except UsageError:
        return EMPTY


def groups(problem: Problem) -> Iterator[tuple[Unknown, ...]]:
    """Unknowns that meet in a condition, directly or through others."""
    sets = [{unknown.name} for unknown in problem.unknowns]
    conditions: list[Constraint | Divides] = [*problem.constraints, *problem.divisions]
    for names in map(letters, conditions):
        met = [group for group in sets if group & names]
        if len(met) > 1:
            sets = [group for group in sets if group not in met] + [set().union(*met)]
    seen: set[str] = set()
    for unknown in problem.unknowns:
        if unknown.name not in seen:
            (group,) = (group for group in sets if unknown.name in group)
            seen |= group
            yield tuple(other for other in problem.unknowns if other.name in group)
