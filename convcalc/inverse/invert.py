"""Inequalities solved for one unknown integer, from the outside of an expression to the inside.

floor(x/s) = t means t*s <= x < (t + 1)*s: each operation around the unknown is undone on its
bounds, exactly and for numbers of any size. What was undone is noted, since it is the derivation.
Where the unknown stands in several places that do not join, a value that only grows (or only
falls) is bisected, and anything else is evaluated number by number if its domain is finite.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod

from convcalc.algebra.arithmetic import whole_root
from convcalc.algebra.expr import (
    CeilDiv,
    ExactDiv,
    Expr,
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
    as_expr,
    evaluate,
    free_variables,
    joined,
    make,
    tidy,
)
from convcalc.algebra.fold import fold
from convcalc.algebra.interval import Interval
from convcalc.algebra.sets import EMPTY, Integers, Run, intersection, union, whole
from convcalc.annotations import TypeAlias
from convcalc.inverse.linear import linear
from convcalc.inverse.monotone import NotSolvedError, bisected, by_residues, constant, grows, tried
from convcalc.record import NamedTuple


class Bound(NamedTuple):
    """One line of the derivation: after the operation `kind` was undone, `value` lies within."""

    kind: str
    value: Expr
    within: Interval


Trace: TypeAlias = "list[Bound] | None"


def solve(value: Expr, within: Interval, domain: Run, trace: Trace = None) -> Integers:
    """The integers of a domain for which an expression in a single letter lies within bounds.

    Args:
        domain: from 0 or more on.
        trace: where the lines of the derivation are collected.

    Raises:
        NotSolvedError: it cannot be solved, only tried, and the domain is too large for that.
    """
    if trace is not None:
        trace.append(Bound("start", value, within))
    mark = 0 if trace is None else len(trace)
    for attempt in (_undo, _undo_normal):
        try:
            return attempt(value, within, domain, trace)
        except NotSolvedError:
            if trace is not None:
                del trace[mark:]
    for other in (by_residues, bisected):
        try:
            return other(value, within, domain)
        except NotSolvedError:
            continue
    return tried(value, within, domain)


def _undo_normal(value: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    from convcalc.algebra.normal import normal

    simple = normal(value)
    if simple is value:
        raise NotSolvedError
    _note(trace, "simplify", simple, within)
    return _undo(simple, within, domain, trace)


def _note(trace: Trace, kind: str, value: Expr, within: Interval) -> None:
    if trace is not None:
        trace.append(Bound(kind, value, within))


# Undoing one operation


def _undo(value: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    if within.low is None and within.high is None and trace is None:
        return whole(domain.low, domain.high)
    found = linear(value)
    if found is not None:
        return _affine(value, found, within, domain, trace)
    rule = _RULES.get(type(value))
    if rule is None:
        raise NotSolvedError
    return rule(value, within, domain, trace)


def _affine(
    value: Expr, line: tuple[Number, Number], within: Interval, domain: Run, trace: Trace
) -> Integers:
    a, b = line
    if a == 0:
        return (domain,) if within.holds(b) else EMPTY
    letter = Var(free_variables(value)[0])
    if b != 0:
        within = within.shifted(-b)
        _note(trace, "subtract" if b > 0 else "add", as_expr(fold(a * letter)), within)
    if a != 1:
        within = within.scaled(1 / Fraction(a))
        _note(trace, "divide" if a > 0 else "turn", letter, within)
    found = within.integers(domain)
    rounded = Interval(within.first, within.last)
    if rounded != within or (a != 1 and within.open_high):
        _note(trace, "whole", letter, rounded)
    return found


def _sum(value: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    moving = [term for term in value.args if free_variables(term)]
    fixed = sum(evaluate(term) for term in value.args if not free_variables(term))
    if len(moving) > 1:
        joined = _joined(moving)
        if fixed:
            joined = joined + fixed
        _note(trace, "simplify", joined, within)
        return _undo(joined, within, domain, trace)
    within = within.shifted(-fixed)
    if fixed:
        _note(trace, "subtract" if fixed > 0 else "add", moving[0], within)
    return _undo(moving[0], within, domain, trace)


def _joined(terms: list[Expr]) -> Expr:
    """One rounded quotient and whole multiples of the unknown: these move into the quotient.

    Raises:
        NotSolvedError: the terms are something else.
    """
    lines = [term for term in terms if linear(term) is not None]
    others = [term for term in terms if linear(term) is None]
    if len(others) != 1:
        raise NotSolvedError
    (other,) = others
    if isinstance(other, Neg):
        return -_joined([other.args[0], *(-term for term in lines)])
    multiple = linear(joined(Sum, lines))
    divisor = constant(other.args[1]) if isinstance(other, FloorDiv | CeilDiv) else None
    whole_multiple = multiple is not None and all(type(part) is int for part in multiple)
    if not whole_multiple or type(divisor) is not int or divisor <= 0:
        raise NotSolvedError
    top = fold(other.args[0] + divisor * make(Sum, *lines))
    return make(type(other), top, divisor)


def _negated(value: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    turned = within.scaled(-1)
    _note(trace, "turn", value.args[0], turned)
    return _undo(value.args[0], turned, domain, trace)


def _product(value: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    moving = [factor for factor in value.args if free_variables(factor)]
    fixed = prod(evaluate(factor) for factor in value.args if not free_variables(factor))
    if len(moving) != 1 or not fixed:
        raise NotSolvedError
    within = within.scaled(1 / Fraction(fixed))
    _note(trace, "divide" if fixed > 0 else "turn", moving[0], within)
    return _undo(moving[0], within, domain, trace)


def _floor(value: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    """floor(n/d) = t means t <= n/d < t + 1."""
    top, bottom = value.args
    first, last = within.first, within.last
    between = Interval(first, None if last is None else last + 1, False, last is not None)
    divisor = constant(bottom)
    if divisor is not None and divisor > 0:
        if divisor != 1:
            _note(trace, "unround", make(Ratio, top, bottom), between)
        within = between.scaled(divisor)
        _note(trace, "multiply", top, within)
        return _undo(top, within, domain, trace)
    dividend = constant(top)
    if dividend is None or divisor is not None or dividend <= 0 or domain.low < 1:
        raise NotSolvedError
    _note(trace, "unround", make(Ratio, top, bottom), between)
    return _below(dividend, bottom, between, domain, trace)


def _ceiling(value: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    """ceil(n/d) = t means t - 1 < n/d <= t."""
    top, bottom = value.args
    first, last = within.first, within.last
    between = Interval(None if first is None else first - 1, last, first is not None, False)
    divisor = constant(bottom)
    if divisor is not None and divisor > 0:
        _note(trace, "unround_up", make(Ratio, top, bottom), between)
        within = between.scaled(divisor)
        _note(trace, "multiply", top, within)
        return _undo(top, within, domain, trace)
    dividend = constant(top)
    if dividend is None or divisor is not None or dividend <= 0 or domain.low < 1:
        raise NotSolvedError
    _note(trace, "unround_up", make(Ratio, top, bottom), between)
    return _below(dividend, bottom, between, domain, trace)


def _below(dividend: Number, bottom: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    """n/x within bounds, for n > 0 and a divisor x > 0: the bounds of x are n over them."""
    low, high = within.low, within.high
    if high is not None and high <= 0:
        return EMPTY
    above = None if high is None else tidy(Fraction(dividend) / high)
    least = None if low is None or low <= 0 else tidy(Fraction(dividend) / low)
    turned = Interval(above, least, within.open_high, within.open_low)
    _note(trace, "swap", bottom, turned)
    return _undo(bottom, turned, domain, trace)


def _ratio(value: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    top, bottom = value.args
    divisor = constant(bottom)
    if divisor:
        scaled = within.scaled(divisor)
        _note(trace, "multiply", top, scaled)
        return _undo(top, scaled, domain, trace)
    dividend = constant(top)
    if dividend is None or divisor is not None or dividend <= 0 or domain.low < 1:
        raise NotSolvedError
    return _below(dividend, bottom, within, domain, trace)


def _power(value: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    base, exponent = value.args
    power = constant(exponent)
    if isinstance(power, int) and power > 0 and grows(base, domain):
        high = within.last
        if high is not None and high < 0:
            return EMPTY
        roots = Interval(
            None if within.first is None else _root(max(within.first, 0), power, up=True),
            None if high is None else _root(high, power, up=False),
        )
        _note(trace, "root", base, roots)
        return _undo(base, roots, domain, trace)
    number = constant(base)
    if isinstance(number, int) and number > 1 and grows(exponent, domain):
        return _exponent(number, exponent, within, domain, trace)
    raise NotSolvedError


def _exponent(base: int, exponent: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    """b^x within bounds: the logarithms of the bounds, in whole numbers."""
    low, high = within.first, within.last
    if high is not None and high < 1:
        return EMPTY
    logarithms = Interval(
        None if low is None else _logarithm(max(low, 1), base, up=True),
        None if high is None else _logarithm(high, base, up=False),
    )
    _note(trace, "logarithm", exponent, logarithms)
    return _undo(exponent, logarithms, domain, trace)


def _extreme(value: Expr, within: Interval, domain: Run, trace: Trace) -> Integers:
    """max(a, b) is within bounds where both are below the upper and one is above the lower."""
    largest = isinstance(value, Maximum)
    every = Interval(None, within.high, False, within.open_high)
    some = Interval(within.low, None, within.open_low, False)
    if not largest:
        every, some = some, every
    found, any_of = whole(domain.low, domain.high), EMPTY
    for arg in value.args:
        found = intersection(found, _undo(arg, every, domain, None))
        any_of = union(any_of, _undo(arg, some, domain, None))
    return intersection(found, any_of)


_RULES: dict[type[Expr], Callable[[Expr, Interval, Run, Trace], Integers]] = {
    Sum: _sum,
    Neg: _negated,
    Product: _product,
    FloorDiv: _floor,
    CeilDiv: _ceiling,
    Ratio: _ratio,
    ExactDiv: _ratio,
    Power: _power,
    Maximum: _extreme,
    Minimum: _extreme,
}


def _logarithm(value: int, base: int, *, up: bool) -> int:
    """The largest n with base**n <= value, or the smallest with base**n >= value."""
    power, n = 1, 0
    while power * base <= value:
        power *= base
        n += 1
    return n + 1 if up and power < value else n


def _root(value: int, power: int, *, up: bool) -> int:
    """The largest r with r**power <= value, or the smallest with r**power >= value."""
    root = whole_root(value, power)
    return root + 1 if up and root**power < value else root
