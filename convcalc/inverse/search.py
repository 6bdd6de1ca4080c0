"""All solutions of a problem: unknowns that do not meet are solved apart; of those that meet, one
is solved by its inequalities for every choice of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import gcd, isqrt, prod

from convcalc.algebra.expr import Expr, as_expr, evaluate, free_variables
from convcalc.algebra.interval import Interval
from convcalc.algebra.normal import normal
from convcalc.algebra.sets import (
    EMPTY,
    Integers,
    Run,
    count,
    gathered,
    intersection,
    members,
    whole,
)
from convcalc.annotations import TypeAlias
from convcalc.errors import Message, UsageError
from convcalc.inverse.invert import solve
from convcalc.inverse.linear import linear
from convcalc.inverse.monotone import NotSolvedError
from convcalc.inverse.problem import Constraint, Divides, Problem, Unknown, letters, put
from convcalc.inverse.usual import DEFAULTS, PIVOTS, evenness, rank
from convcalc.record import NamedTuple

MOST_COMBINATIONS = 5_000
MOST_ROWS = 50_000
MOST_EXPANDED = 64
MOST_DIVISOR = 10**14
"""The divisors of larger numbers are not looked for."""

Row: TypeAlias = "tuple[int | Run, ...]"
Known: TypeAlias = "Mapping[str, int]"


class Component(NamedTuple):
    """Unknowns that meet in some condition, and all their values.

    numbers: of a single unknown, out of those `allowed` whatever is wanted; rows: of several, the
    usual one first, where a long run of values of the one that is solved stays a run; total: how
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
            near = [n for _, n in zip(range(MOST_EXPANDED), members(self.numbers), strict=False)]
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


def find(problem: Problem) -> Found:
    """Every solution.

    Raises:
        UsageError: too many combinations to try, or an unknown without end that cannot be solved.
    """
    once = {(id(c.value), c.within, c.goal): c for c in map(_joined, problem.constraints)}
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
            bounded = _bounded(unknowns)
            assumed += [now for before, now in zip(unknowns, bounded, strict=True) if before != now]
            parts.append(_together(own._replace(unknowns=bounded)))
    return Found(tuple(parts), tuple(assumed))


def _joined(constraint: Constraint) -> Constraint:
    """The same where terms of several letters cancel, which may set some of them free."""
    several = len(letters(constraint)) > 1
    return constraint._replace(value=normal(constraint.value)) if several else constraint


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


def alone(
    problem: Problem, unknown: Unknown, known: Known, start: Integers | None = None
) -> Integers:
    """All values of one unknown, the others being known; out of those in `start`, if given.

    Raises:
        UsageError: it has no end and its inequality cannot be solved.
    """
    numbers: Integers = (unknown.domain,) if start is None else start
    try:
        for constraint in sorted(problem.constraints, key=lambda c: c.goal):
            value = put(constraint.value, known)
            if isinstance(value, Expr) and free_variables(value):
                numbers = _narrowed(numbers, value, constraint.within)
            elif not constraint.within.holds(evaluate(value)):
                return EMPTY
        for division in problem.divisions:
            top, bottom = put(division.value, known), put(division.divisor, known)
            numbers = _divided(numbers, as_expr(top), as_expr(bottom))
    except ZeroDivisionError:
        return EMPTY
    except NotSolvedError:
        raise UsageError(
            Message("solve.no_closed_form", name=unknown.name),
            Message("solve.give_range", example=f"--where {unknown.name}=1..100"),
        ) from None
    return numbers


def _narrowed(numbers: Integers, value: Expr, within: Interval) -> Integers:
    found: Integers = EMPTY
    for run in numbers:
        solved = solve(value, within, Run(run.low, run.high))
        found += intersection((run,), solved)
    return found


def _divided(numbers: Integers, top: Expr, bottom: Expr) -> Integers:
    """The numbers for which `bottom` divides `top`."""
    names = set(free_variables(top)) | set(free_variables(bottom))
    if not names:
        return numbers if evaluate(top) % evaluate(bottom) == 0 else EMPTY
    above, below = linear(top), linear(bottom)
    if above and below and below[0] == 0 and all(type(part) is int for part in (*above, *below)):
        slope, start, modulus = int(above[0]), int(above[1]), int(below[1])
        common = gcd(slope, modulus)
        if start % common:
            return EMPTY
        step = modulus // common
        first = -start // common * pow(slope // common, -1, step) % step if step > 1 else 0
        return intersection(numbers, whole(first, None, step))
    if above and above[0] == 0 and below == (1, 0) and 0 < above[1] <= MOST_DIVISOR:
        return intersection(numbers, gathered(_divisors(int(above[1]))))
    size = count(numbers)
    if size is None or size > MOST_ROWS:
        raise NotSolvedError
    (name,) = names
    return gathered(
        n
        for n in members(numbers)
        if (divisor := evaluate(bottom, {name: n})) and evaluate(top, {name: n}) % divisor == 0
    )


def _divisors(value: int) -> list[int]:
    small = [d for d in range(1, isqrt(value) + 1) if value % d == 0]
    return small + [value // d for d in reversed(small) if d * d != value]


# Several unknowns at once


def _bounded(unknowns: tuple[Unknown, ...]) -> tuple[Unknown, ...]:
    """All but one of the unknowns with a last value; where nobody gave one, the usual one.

    Raises:
        UsageError: there is no usual one.
    """
    free = sorted(
        (unknown for unknown in unknowns if unknown.domain.high is None),
        key=lambda unknown: PIVOTS.index(unknown.role) if unknown.role in PIVOTS else -1,
    )
    limited = {}
    for unknown in free[1:]:
        high = DEFAULTS.get(unknown.role)
        if high is None:
            raise UsageError(
                Message("solve.unbounded", names=[unknown.name for unknown in free]),
                Message("solve.give_range", example=f"--where {unknown.name}=1..100"),
            )
        low = unknown.domain.low
        limited[unknown.name] = unknown._replace(domain=Run(low, max(low, high)))
    return tuple(limited.get(unknown.name, unknown) for unknown in unknowns)


def pivot(unknowns: Sequence[Unknown]) -> Unknown:
    """The unknown that is solved; all others are tried: the one with the longest domain."""

    def length(unknown: Unknown) -> tuple[float, int]:
        size = unknown.domain.size
        place = PIVOTS.index(unknown.role) if unknown.role in PIVOTS else -1
        return (float("inf") if size is None else min(size, 10**9)), -place

    return max(unknowns, key=length)


def _together(problem: Problem) -> Component:
    unknowns = problem.unknowns
    solved = pivot(unknowns)
    others = [unknown for unknown in unknowns if unknown is not solved]
    combinations = prod(unknown.domain.size or 0 for unknown in others)
    if combinations > MOST_COMBINATIONS:
        raise UsageError(
            Message("solve.too_many", count=combinations, limit=MOST_COMBINATIONS),
            Message("solve.narrow"),
        )
    rows: list[Row] = []
    total: int | None = 0
    joint = [c for c in problem.constraints if len(letters(c)) > 1]
    own = [c for c in joint if solved.name not in letters(c)]
    rest = problem._replace(constraints=tuple(c for c in joint if solved.name in letters(c)))
    start = alone(_only(problem, solved), solved, {})
    tried = [_tried(problem, unknown) for unknown in others] if start else [[]]
    for values in product(*tried):
        known = {unknown.name: value for unknown, value in zip(others, values, strict=True)}
        if not all(_holds(constraint, known) for constraint in own):
            continue
        for run in alone(rest, solved, known, start):
            size = run.size
            total = None if total is None or size is None else total + size
            rows += _rows(unknowns, solved, known, run, len(rows))
    rows.sort(key=lambda row: _order(unknowns, row))
    return Component(unknowns, EMPTY, tuple(rows), total)


def _only(problem: Problem, unknown: Unknown) -> Problem:
    """What speaks of this unknown alone."""
    return Problem(
        (unknown,),
        tuple(c for c in problem.constraints if letters(c) == {unknown.name}),
        tuple(c for c in problem.divisions if letters(c) == {unknown.name}),
    )


def _tried(problem: Problem, unknown: Unknown) -> list[int]:
    """The values of an unknown that what speaks of it alone allows."""
    own = _only(problem, unknown).constraints
    values = members((unknown.domain,))
    return [n for n in values if all(_holds(c, {unknown.name: n}) for c in own)]


def _holds(constraint: Constraint, known: Known) -> bool:
    try:
        return constraint.within.holds(evaluate(constraint.value, known))
    except ZeroDivisionError:
        return False


def _rows(
    unknowns: Sequence[Unknown], solved: Unknown, known: Known, run: Run, so_far: int
) -> Iterator[Row]:
    size = run.size
    short = size is not None and (size == 1 or (size <= MOST_EXPANDED and so_far < MOST_ROWS))
    for value in members((run,)) if short else [run]:
        yield tuple(value if unknown is solved else known[unknown.name] for unknown in unknowns)


def _order(unknowns: Sequence[Unknown], row: Row) -> tuple[tuple[int, ...], ...]:
    """Usual values first, the roles in the order in which people choose them; paddings that are as
    alike as can be first."""
    ranked = []
    paddings = []
    for unknown, value in zip(unknowns, row, strict=True):
        place = list(DEFAULTS).index(unknown.role) if unknown.role in DEFAULTS else len(DEFAULTS)
        number = value.low if isinstance(value, Run) else value
        if unknown.role == "padding":
            paddings.append(number)
            continue
        ranked.append((place, *rank(unknown.role, number)))
    if paddings:
        ranked.append((list(DEFAULTS).index("padding"), *evenness(paddings)))
    return tuple(sorted(ranked))
