"""Quasi-affine functions and the sets that their inequalities leave, against trying every size."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convcalc.algebra.expr import Expr, Size, Var, evaluate
from convcalc.algebra.sets import Run, contains
from convcalc.algebra.trace import ceil_div, exact_div, maximum, minimum
from convcalc.inverse.quasi_affine import NotQuasiAffine, Quasi, QuasiTable
from convcalc.inverse.remainders import EVERY, Classes, never_negative, zero

H = Var("H")
SMALL = st.integers(-9, 9)
DIVISORS = st.integers(2, 5)
MOST = 150


def larger(children: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    return st.one_of(
        st.builds(lambda x, a, b: (x + a) // b, children, SMALL, DIVISORS),
        st.builds(lambda x, b: ceil_div(x, b), children, DIVISORS),
        st.builds(lambda x, a, b: x * a + b, children, SMALL, SMALL),
        st.builds(lambda x, y: x - y, children, children),
        st.builds(lambda x, y: maximum(x, y), children, children),
        st.builds(lambda x, y: minimum(x, y), children, children),
    )


SIZES = st.recursive(st.just(H), larger, max_leaves=5)


def function(size: Size) -> Quasi:
    return QuasiTable("H", {})[size]


@settings(max_examples=150, deadline=None)
@given(SIZES)
def test_values(size: Expr) -> None:
    found = function(size)
    for n in (*range(40), found.start + 2 * found.period, 1_000_003):
        assert found.at(n) == evaluate(size, {"H": n})


@settings(max_examples=150, deadline=None)
@given(SIZES, SIZES)
def test_inequalities_and_their_runs(left: Expr, right: Expr) -> None:
    both = never_negative(function(left)) & never_negative(function(right))
    runs = both.runs
    for n in range(1, MOST):
        true = evaluate(left, {"H": n}) >= 0 and evaluate(right, {"H": n}) >= 0
        assert (n in both) == contains(runs, n) == true
    assert not contains(runs, 0)


@settings(max_examples=150, deadline=None)
@given(SIZES)
def test_equations(size: Expr) -> None:
    runs = zero(function(size)).runs
    for n in range(1, MOST):
        assert contains(runs, n) == (evaluate(size, {"H": n}) == 0)


@settings(max_examples=100, deadline=None)
@given(SIZES, SIZES)
def test_either_of_two(left: Expr, right: Expr) -> None:
    try:
        either = zero(function(left)) | zero(function(right))
    except NotQuasiAffine:  # it ends too far away
        return
    for n in range(1, MOST):
        true = evaluate(left, {"H": n}) == 0 or evaluate(right, {"H": n}) == 0
        assert (n in either) == contains(either.runs, n) == true


@pytest.mark.parametrize(
    ("classes", "runs"),
    [
        (EVERY, (Run(1, None),)),
        (zero(function(H - H // 16 * 16)), (Run(16, None, 16),)),
        (never_negative(function(H // 4 - 5)), (Run(20, None),)),
        (never_negative(function(10**9 - H // 4)), (Run(1, 4 * 10**9 + 3),)),
        (zero(function(H // 4 - 5)), (Run(20, 23),)),
        (zero(function(2 * H - 5)), ()),
        (zero(function((H + 4) // 8 * 0)), (Run(1, None),)),
    ],
)
def test_runs_are_few(classes: Classes, runs: tuple[Run, ...]) -> None:
    assert classes.runs == runs


def test_a_long_set_stays_short() -> None:
    even = zero(function(H - H // 2 * 2)) & never_negative(function(10**12 - H))
    assert even.runs == (Run(2, 10**12, 2),)


@pytest.mark.parametrize(
    ("size", "period"),
    [
        (H * H, None),
        (exact_div(H, H), None),
        (Var("K") + H, None),
        ((H // 211 + (H + 1) // 223) // 3, 211 * 223),
    ],
)
def test_refusals(size: Size, period: int | None) -> None:
    with pytest.raises(NotQuasiAffine) as caught:
        function(size)
    assert caught.value.period == period


def test_other_letters_have_values() -> None:
    found = QuasiTable("H", {"W": 7})[(H // 2) * (Var("W") // 2)]
    assert [found.at(n) for n in range(6)] == [0, 0, 3, 3, 6, 6]
