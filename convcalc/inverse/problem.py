"""A question turned round: unknown integers, and what must hold of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from convcalc.algebra.expr import Expr, Number, Value, as_expr, evaluate, free_variables, substitute
from convcalc.algebra.fold import fold
from convcalc.algebra.interval import Interval
from convcalc.algebra.normal import normal
from convcalc.algebra.sets import Run
from convcalc.annotations import TypeAlias
from convcalc.errors import Message, UsageError
from convcalc.layers.demands import Condition
from convcalc.record import NamedTuple

Known: TypeAlias = "Mapping[str, Number]"

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


def unknowns_in(
    parts: Iterable[tuple[str, Value]],
    domains: Mapping[str, Run],
    least: Mapping[str, int] | None = None,
    lowest: int = 1,
) -> tuple[Unknown, ...]:
    """The letters of numbers, in order, with the role of the first number that each stands in.

    Args:
        parts: role and number; domains: where the user wants letters looked for; least: what a
            letter cannot be below, `lowest` if it is not there.

    Raises:
        UsageError: there are no letters.
    """
    roles: dict[str, str] = {}
    for role, value in parts:
        for name in free_variables(value):
            roles.setdefault(name, role)
    if not roles:
        raise UsageError(Message("solve.nothing_unknown"), Message("solve.nothing_unknown_hint"))
    found = []
    for name, role in roles.items():
        low, asked = (least or {}).get(name, lowest), domains.get(name)
        domain = Run(low, None) if asked is None else Run(max(low, asked.low), asked.high)
        found.append(Unknown(name, role, domain, asked is not None))
    return tuple(found)


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


def cancelled(constraint: Constraint) -> Constraint:
    """The same where terms of several letters cancel, if that sets some of them free."""
    several = len(letters(constraint))
    if several < 2:
        return constraint
    joined = constraint._replace(value=normal(constraint.value))
    return joined if len(letters(joined)) < several else constraint


def put(value: Expr, known: Known) -> Expr | Number:
    """The value with numbers in place of the letters that are known."""
    if all(name in known for name in free_variables(value)):
        return evaluate(value, known)
    return fold(substitute(value, known))
