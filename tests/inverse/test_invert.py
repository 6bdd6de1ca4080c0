"""Inequalities of random expressions, solved, against trying every number."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from convcalc.algebra.expr import (
    CeilDiv,
    Expr,
    FloorDiv,
    Maximum,
    Minimum,
    Power,
    Ratio,
    Var,
    as_expr,
    evaluate,
    make,
)
from convcalc.algebra.interval import Interval
from convcalc.algebra.sets import Run, contains
from convcalc.inverse.invert import Bound, solve
from convcalc.inverse.monotone import NotSolvedError

X = Var("n")


def drawn(rng: random.Random, depth: int) -> Expr:
    """A random expression in n whose divisors are positive."""
    if depth == 0:
        return X if rng.random() < 0.7 else as_expr(rng.randint(-6, 9))
    a, b = drawn(rng, depth - 1), drawn(rng, rng.randint(0, depth - 1))
    number = rng.randint(1, 5)
    return rng.choice(
        (
            a + rng.randint(-9, 9), a - b, a + b, -a, a * rng.choice((-3, -1, 2, 5)),
            make(FloorDiv, a, number), make(CeilDiv, a, number), make(Ratio, a, number),
            make(FloorDiv, rng.randint(1, 60), X + rng.randint(0, 3)),
            make(CeilDiv, rng.randint(1, 60), X + rng.randint(0, 3)),
            make(Ratio, rng.randint(1, 60), X * X), make(Maximum, a, b), make(Minimum, a, b),
            make(Power, X + number, rng.randint(1, 3)), make(Power, number + 1, X),
        )
    )  # fmt: skip


def bounds(rng: random.Random) -> Interval:
    low, high = sorted((rng.randint(-20, 40), rng.randint(-20, 40)))
    kind = rng.randint(0, 3)
    return Interval(
        None if kind == 0 else low,
        None if kind == 1 else low if kind == 2 else high,
        kind != 2 and rng.random() < 0.3,
        kind != 2 and rng.random() < 0.3,
    )


@pytest.mark.parametrize("seed", range(40))
def test_every_number(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(40):
        value, within = drawn(rng, rng.randint(1, 3)), bounds(rng)
        if not any(node is X for node in _leaves(value)):
            continue
        domain = Run(1, rng.choice((12, 30)))
        trace: list[Bound] = []
        found = solve(value, within, domain, trace)
        for number in range(32):
            wanted = domain.low <= number <= (domain.high or 0) and within.holds(
                evaluate(value, {"n": number})
            )
            assert contains(found, number) == wanted, (value, within, number, found)


def _leaves(value: Expr) -> list[Expr]:
    return [value] if not value.args else [leaf for arg in value.args for leaf in _leaves(arg)]


BIG = 2**70


@pytest.mark.parametrize(
    ("value", "within", "low", "high"),
    [
        ((X - 3) // 2 + 1, Interval(BIG, BIG), 2 * BIG + 1, 2 * BIG + 2),
        (make(FloorDiv, BIG, X) + 1, Interval(BIG // 7 + 1, BIG // 7 + 1), 7, 7),
        (X * X * 9, Interval(None, BIG), 1, 11453246122),
        (make(Power, 3, X) - 1, Interval(BIG, None), 45, None),
        (make(Ratio, 1, X) + Fraction(1, 9) * as_expr(1), Interval(None, Fraction(1, 8)), 72, None),
        (-X + BIG, Interval(0, None), 1, BIG),
    ],
)
def test_large_numbers(value: Expr, within: Interval, low: int, high: int | None) -> None:
    assert solve(value, within, Run(1, None)) == (Run(low, high),)


def test_the_lines_of_a_derivation() -> None:
    trace: list[Bound] = []
    value = make(FloorDiv, 2 * X + 8, 2) + 1
    assert solve(value, Interval(7, 7), Run(0, None), trace) == (Run(2, 2),)
    told = [(bound.kind, bound.within.low, bound.within.high) for bound in trace]
    assert told == [
        ("start", 7, 7), ("subtract", 6, 6), ("unround", 6, 7), ("multiply", 12, 14),
        ("subtract", 4, 6), ("divide", 2, 3), ("whole", 2, 2),
    ]  # fmt: skip


def test_what_cannot_be_solved_without_end() -> None:
    value = make(FloorDiv, X * X, 3) - make(FloorDiv, X * X * X, 7)
    with pytest.raises(NotSolvedError):
        solve(value, Interval(0, 0), Run(1, None))
