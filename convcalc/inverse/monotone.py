"""Where an unknown stands in several places that do not join.

With whole divisors only, the value is quasi-affine: a straight line on each remainder, and solved
there; a value that only grows, or only falls, is bisected; any other is evaluated number by number,
if its domain is finite.
"""

from __future__ import annotations

from collections.abc import Callable
from math import lcm

from convcalc.algebra.expr import (
    CeilDiv,
    Ceiling,
    ExactDiv,
    Expr,
    Floor,
    FloorDiv,
    Maximum,
    Minimum,
    Neg,
    Number,
    Power,
    Product,
    Ratio,
    Sum,
    Var,
    bottom_up,
    evaluate,
    free_variables,
)
from convcalc.algebra.interval import Interval
from convcalc.algebra.sets import EMPTY, Integers, Run, gathered, intersection, whole
from convcalc.inverse.quasi_affine import NotQuasiAffine, QuasiTable, scaled
from convcalc.inverse.remainders import between

FURTHEST = 1 << 256
"""A value that has not passed its bound here never will."""
MOST_EVALUATIONS = 100_000


class NotSolvedError(Exception):
    """The unknown stands where its inequality cannot be solved, and its domain has no end."""


def constant(node: Expr) -> Number | None:
    """The value of an expression without the unknown."""
    return None if free_variables(node) else evaluate(node)


def grows(value: Expr, domain: Run) -> bool:
    """Whether the value never falls with the unknown, and is never negative."""
    return _direction(value, domain) == 1 and evaluate(value, _at(value, domain.low)) >= 0


def _at(value: Expr, number: int) -> dict[str, Number]:
    return dict.fromkeys(free_variables(value), number)


def _direction(value: Expr, domain: Run) -> int | None:
    """1 if the value never falls with the unknown, -1 if it never grows, 0 if it does not move;
    None where that cannot be told from its form."""
    low = domain.low

    def visit(node: Expr, args: list[int | None]) -> int | None:
        if isinstance(node, Var):
            return 1
        if all(arg == 0 for arg in args):
            return 0
        if isinstance(node, Neg):
            return None if args[0] is None else -args[0]
        moving = {arg for arg in args if arg != 0}
        (way,) = moving if len(moving) == 1 else (None,)
        if way is None:
            quotient = isinstance(node, FloorDiv | CeilDiv | Ratio | ExactDiv)
            if quotient and args == [1, -1] and _positive(node.args, low):
                return 1
            return None
        if isinstance(node, Sum | Maximum | Minimum | Floor | Ceiling):
            return way
        if isinstance(node, Product | Power):
            return way if way == 1 and _positive(node.args, low) else None
        if args[1] == 0:
            divisor = constant(node.args[1])
            return way if divisor is not None and divisor > 0 else None
        if args[0] == 0 and way == 1 and _positive(node.args, low):
            return -1
        return None

    return bottom_up(value, visit)


def _positive(nodes: tuple[Expr, ...], low: int) -> bool:
    """Whether growing values are not negative, and divisors positive, from the first number on."""
    try:
        return all(evaluate(node, _at(node, low)) >= 0 for node in nodes)
    except ZeroDivisionError:
        return False


def by_residues(value: Expr, within: Interval, domain: Run) -> Integers:
    """The numbers for which a value lies within bounds, remainder by remainder.

    Raises:
        NotSolvedError: it does not repeat its growth, or only after too many numbers.
    """
    (name,) = set(free_variables(value))
    try:
        table = QuasiTable(name, {})[value]
        parts = lcm(*{n.denominator for n in (*table.values, *table.gains)})
        bounds = within.scaled(parts)  # of whole numbers, which have no open ends
        found = between(scaled(table, parts), bounds.first, bounds.last)
    except NotQuasiAffine:
        raise NotSolvedError from None
    return intersection(found.runs, (domain,))


def bisected(value: Expr, within: Interval, domain: Run) -> Integers:
    """The numbers for which a value that only grows, or only falls, lies within bounds.

    Raises:
        NotSolvedError: that it does cannot be told from its form.
    """
    way = _direction(value, domain)
    if way is None or way == 0:
        raise NotSolvedError
    if way == -1:
        value, within = -value, within.scaled(-1)
    (name,) = set(free_variables(value))

    def passes(number: int, last: bool) -> bool:
        """Whether the value is at the lower bound or above it, or (`last`) beyond the upper."""
        found = evaluate(value, {name: number})
        if last:
            return not Interval(None, within.high, False, within.open_high).holds(found)
        return Interval(within.low, None, within.open_low).holds(found)

    first = domain.low if within.low is None else _first(lambda n: passes(n, False), domain)
    if first is None:
        return EMPTY
    if within.high is None:
        return whole(first, domain.high)
    beyond = _first(lambda n: passes(n, True), domain)
    last = domain.high if beyond is None else beyond - 1
    return whole(first, last) if last is None or last >= first else EMPTY


def _first(holds: Callable[[int], bool], domain: Run) -> int | None:
    """The first number for which a condition holds that holds for good once it does."""
    low, step = domain.low, 1
    if holds(low):
        return low
    end = FURTHEST if domain.high is None else domain.high
    high = low
    while not holds(high):
        if high >= end:
            return None
        low, high, step = high, min(high + step, end), 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def tried(value: Expr, within: Interval, domain: Run) -> Integers:
    """The numbers of a finite domain, evaluated one by one.

    Raises:
        NotSolvedError: the domain is too large for that.
    """
    if domain.high is None or domain.high - domain.low >= MOST_EVALUATIONS:
        raise NotSolvedError
    (name,) = set(free_variables(value))
    return gathered(
        number
        for number in range(domain.low, domain.high + 1)
        if _defined(value, name, number, within)
    )


def _defined(value: Expr, name: str, number: int, within: Interval) -> bool:
    try:
        return within.holds(evaluate(value, {name: number}))
    except ZeroDivisionError:
        return False
