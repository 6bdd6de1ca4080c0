"""One unknown, the others being known: its values, by inequalities and by divisibility."""

from __future__ import annotations

from math import gcd, isqrt

from convcalc.algebra.expr import Expr, as_expr, evaluate, free_variables
from convcalc.algebra.interval import Interval
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
from convcalc.errors import Message, UsageError
from convcalc.inverse.invert import solve
from convcalc.inverse.linear import linear
from convcalc.inverse.monotone import NotSolvedError
from convcalc.inverse.problem import Known, Problem, Unknown, letters, put

MOST_DIVIDED = 50_000
"""Numbers that are divided one by one."""
MOST_DIVISOR = 10**14
"""The divisors of larger numbers are not looked for."""


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
                numbers = narrowed(numbers, value, constraint.within)
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


def narrowed(numbers: Integers, value: Expr, within: Interval) -> Integers:
    """Those of the numbers for which the value lies within bounds.

    Raises:
        NotSolvedError: they have no end, and the inequality cannot be solved.
    """
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
    if size is None or size > MOST_DIVIDED:
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


def only(problem: Problem, unknown: Unknown) -> Problem:
    """What speaks of this unknown alone."""
    return Problem(
        (unknown,),
        tuple(c for c in problem.constraints if letters(c) == {unknown.name}),
        tuple(c for c in problem.divisions if letters(c) == {unknown.name}),
    )
