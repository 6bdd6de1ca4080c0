"""A question turned round: unknown integers, and what must hold of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from convcalc.algebra.expr import Expr, Number, as_expr, evaluate, free_variables, substitute
from convcalc.algebra.fold import fold
from convcalc.algebra.interval import Interval
from convcalc.algebra.sets import Run
from convcalc.layers.demands import Condition

NOT_NEGATIVE, NOTHING = Interval(0, None), Interval(0, 0)


class Unknown(NamedTuple):
    """An unknown integer.

    role: the parameter that it stands for (kernel, stride, ...; size, in, count); domain: where it
    is looked for; bounded: whether the user said so.
    """

    name: str
    role: str
    domain: Run
    bounded: bool = False


class Constraint(NamedTuple):
    """A value that must lie within bounds; `goal` if it is what was asked for, on these axes."""

    value: Expr
    within: Interval
    goal: bool = False
    axes: tuple[int, ...] = ()


class Divides(NamedTuple):
    """`divisor` must divide `value` (and be no less than 1)."""

    value: Expr
    divisor: Expr


class Problem(NamedTuple):
    """Find the unknowns for which every constraint holds."""

    unknowns: tuple[Unknown, ...]
    constraints: tuple[Constraint, ...]
    divisions: tuple[Divides, ...] = ()


def constraints(conditions: Iterable[Condition]) -> Iterator[Constraint]:
    """What layers demand of their numbers, as far as it compares them."""
    for kind, large, small, *_ in conditions:
        if kind == "at_least":
            yield Constraint(as_expr(large) - small, NOT_NEGATIVE)
        elif kind == "equal":
            yield Constraint(as_expr(large) - small, NOTHING)
        elif kind == "one_or":
            yield Constraint((as_expr(large) - 1) * (as_expr(large) - small), NOTHING)


def letters(condition: Constraint | Divides) -> set[str]:
    """The unknowns that a condition speaks of."""
    names = set(free_variables(condition.value))
    return names | set(free_variables(condition[1])) if isinstance(condition, Divides) else names


def put(value: Expr, known: Mapping[str, int]) -> Expr | Number:
    """The value with numbers in place of the letters that are known."""
    if all(name in known for name in free_variables(value)):
        return evaluate(value, known)
    return fold(substitute(value, known))
