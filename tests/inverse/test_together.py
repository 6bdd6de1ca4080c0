"""Several unknowns at once: counts and order against trying every combination."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convcalc.algebra.expr import (
    CeilDiv,
    Expr,
    FloorDiv,
    Maximum,
    Minimum,
    Neg,
    Product,
    Ratio,
    Sum,
    Var,
    as_expr,
    evaluate,
    make,
)
from convcalc.algebra.interval import Interval
from convcalc.algebra.sets import Run, members
from convcalc.errors import UsageError
from convcalc.inverse import elimination, together
from convcalc.inverse.goal import read_goal
from convcalc.inverse.layer import layer_problem
from convcalc.inverse.monotone import NotSolvedError
from convcalc.inverse.open import open_bounds
from convcalc.inverse.problem import Constraint, Divides, Problem, Unknown, letters
from convcalc.layers.base import Shape
from tests.growth import work

K, S, P, X = map(Var, "KSPX")
NAMES = ("K", "S", "P", "X")
DIVISORS = (as_expr(2), K + 1, S + 1, 2 * S + K + 1, X + P + 1)
"""Positive, as conditions of layers demand of what divides."""


@st.composite
def trees(draw: st.DrawFn, depth: int) -> Expr:
    """Expressions in the four letters, with what formulas of sizes are made of."""
    return draw(_trees(depth))


@cache
def _trees(depth: int) -> st.SearchStrategy[Expr]:
    leaf = st.sampled_from([K, S, P, X, X]) | st.integers(-2, 4).map(lambda n: make(Sum, n, 0))
    if depth == 0:
        return leaf
    inner = trees(depth - 1)
    pair = st.sampled_from([Sum, Sum, Product, Maximum, Minimum])
    quotient = st.sampled_from([FloorDiv, CeilDiv, Ratio])
    return (
        leaf
        | st.builds(make, pair, inner, inner)
        | st.builds(make, quotient, inner, st.sampled_from(DIVISORS))
        | st.builds(lambda a: make(Neg, a), inner)
        | st.builds(lambda a, b, c: make(Sum, a, b, c), inner, inner, inner)
    )


def within() -> st.SearchStrategy[Interval]:
    side = st.none() | st.integers(-4, 9)
    return st.builds(Interval, side, side, st.booleans(), st.booleans()).filter(
        lambda within: (within.low, within.high) != (None, None)
    )


def holds(condition: Constraint | Divides, known: dict[str, int]) -> bool:
    if isinstance(condition, Divides):
        return evaluate(condition.value, known) % evaluate(condition.divisor, known) == 0
    return condition.within.holds(evaluate(condition.value, known))


CONDITIONS = st.lists(
    (
        st.builds(Constraint, trees(3), within())
        | st.builds(Divides, trees(0), st.sampled_from(DIVISORS))
    ).filter(letters),
    min_size=1,
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(CONDITIONS, st.tuples(*[st.integers(0, 3)] * 4), st.booleans(), st.integers(1, 9))
def test_every_solution_is_counted_and_listed_in_order(
    conditions: list[Constraint | Divides], lows: tuple[int, ...], few: bool, top: int
) -> None:
    roles = ("kernel", "stride", "padding", "size")
    unknowns = tuple(
        Unknown(name, role, Run(low, low + 2))
        for name, role, low in zip(NAMES, roles, lows, strict=True)
    )
    problem = Problem(
        unknowns,
        tuple(c for c in conditions if isinstance(c, Constraint)),
        tuple(c for c in conditions if isinstance(c, Divides)),
    )
    right = [
        numbers
        for numbers in product(*[range(low, low + 3) for low in lows])
        if all(holds(c, dict(zip(NAMES, numbers, strict=True))) for c in conditions)
    ]
    right.sort(key=lambda row: together._order(unknowns, row))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(together, "FEW", 0 if few else 1_000)
        patch.setattr(elimination, "CHUNK", 5)
        rows, total = together.together(problem)
        first, _ = together.together(problem, top)
    assert total == len(right)
    assert list(rows) == right
    assert list(first) == right[:top]


@settings(max_examples=300, deadline=None)
@given(trees(3), within(), st.tuples(*[st.integers(0, 4)] * 3))
def test_open_bounds(value: Expr, bounds: Interval, others: tuple[int, ...]) -> None:
    try:
        found = open_bounds([Constraint(value, bounds)], "X", NAMES[:3], (0, 12))
    except NotSolvedError:
        assume(False)
    ends = found(*others)
    assume(ends is not None)
    known = dict(zip(NAMES, others, strict=False))
    right = [n for n in range(13) if holds(Constraint(value, bounds), {**known, "X": n})]
    assert list(range(ends[0], ends[1] + 1) if ends[0] <= ends[1] else []) == right


def layer(kind: str, size: Any, given: dict[str, str], want: int, domains: dict[str, Run]) -> Any:
    shape = Shape(None, (size, size))
    return layer_problem(kind, (shape,), given, 2, None, read_goal("size", str(want)), domains)[1]


LARGE = {"H": Run(1, 256), "K": Run(1, 31), "S": Run(1, 8), "P": Run(0, 15), "D": Run(1, 26)}
GIVEN = {"kernel": "K", "stride": "S", "padding": "P", "dilation": "D"}


def test_a_large_space_is_counted_without_a_visit_to_each_point() -> None:
    problem = layer("conv", Var("H"), GIVEN, 7, LARGE)
    right = 0
    for k, s, p, d in product(*[members((LARGE[name],)) for name in "KSPD"]):
        first = d * (k - 1) + 1 - 2 * p + 6 * s
        right += max(0, min(256, first + s - 1) - max(1, first) + 1)

    def task() -> None:
        rows, total = together.together(problem, 3)
        assert total == right
        assert rows[0] == (9, 3, 1, 0, 1)

    assert work(task) < 300_000  # for 26,406,912 settings


def test_work_is_bounded() -> None:
    endless = {name: Run(1, 9_999) for name in "HKSPD"}
    with pytest.raises(UsageError, match=r"solve\.too_many"):
        together.together(layer("conv", Var("H"), GIVEN, 7, endless))
