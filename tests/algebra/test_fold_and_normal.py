"""Simplification keeps the value; the normal form decides equality."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from convcalc.algebra.bridge import from_sympy, to_sympy
from convcalc.algebra.expr import FloorDiv, Power, Product, Ratio, Var, as_expr, evaluate, make
from convcalc.algebra.fold import fold
from convcalc.algebra.normal import equal, normal
from convcalc.algebra.notation import ascii_text
from convcalc.algebra.settle import settled
from convcalc.algebra.trace import ceil_div, exact_div, maximum, power, product, ratio
from convcalc.formulas.size import conv_output, same_padding_total
from tests.algebra.strategies import affine, environments, trees

H, W, C, K, M, i, k, s, p, d = map(Var, ("H", "W", "C", "K", "M", "i", "k", "s", "p", "d"))


@given(trees, environments)
def test_folding_keeps_the_value(tree, env):
    assert evaluate(fold(tree), env) == evaluate(tree, env)


@given(trees, environments)
def test_the_normal_form_keeps_the_value(tree, env):
    assert evaluate(normal(tree), env) == evaluate(tree, env)


@pytest.mark.parametrize(
    "tree", [(3 * (H // 2) + 1) // 4, (H // 2 * (K // 3)) // 4, (power(H // 2, 2) + 1) // 4]
)
def test_no_more_than_a_floor_alone_merges_with_the_next(tree):
    for size in range(1, 40):
        numbers = {"H": size, "K": 7}
        assert evaluate(normal(tree), numbers) == evaluate(tree, numbers)


@given(trees)
def test_the_normal_form_is_stable(tree):
    assert equal(normal(tree), tree)


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 6), st.integers(-5, 5)), max_size=6))
def test_nested_floors_merge_into_one(steps):
    merged = normal(affine(H, steps))
    assert ascii_text(merged).count("floor") + ascii_text(merged).count("ceil") <= 1
    for size in range(-40, 300, 7):
        assert evaluate(merged, {"H": size}) == evaluate(affine(H, steps), {"H": size})


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 6), st.integers(-5, 5)), max_size=4))
def test_sympy_has_the_same_value(steps):
    tree = H
    for a, b, c in steps:
        tree = ratio(a * tree * tree - c, b) + power(tree, 2)
    symbolic = to_sympy(tree)
    for size in (1, 7, 32, 224):
        value = evaluate(tree, {"H": size})
        assert symbolic.subs(dict.fromkeys(symbolic.free_symbols, size)) == value
        assert evaluate(from_sympy(symbolic), {"H": size}) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (conv_output(H, 3, 2, 1, 1, 1), "floor((H - 1)/2) + 1"),
        (conv_output(H, 3, 1, 1, 1, 1), "H"),
        ((H - 1) * 2 + 2, "2*H"),
        (conv_output(2 * H, 3, 2, 0, 0, 1), "H - 1"),
        (conv_output(2 * H, 3, 4, 0, 0, 1), "floor((2*H - 3)/4) + 1"),
        (ceil_div(4 * H + 6 * W - 3, 2), "2*H + 3*W - 1"),
        (conv_output(make(Ratio, H, 2), 3, 1, 0, 0, 1), "floor(H/2 - 3) + 1"),
        (ceil_div(make(Ratio, H, 2), 1), "ceil(H/2)"),
        (product(product(K, K), C, M), "K**2*C*M"),
        (product(product(3, 3), 64, M, product(H, W)), "576*M*H*W"),
        (H - H, "0"),
        (exact_div(C, C), "1"),
        ((4 * H + 2) // 2, "2*H + 1"),
        (maximum(H + 3, H + 5), "H + 5"),
        (-(K - H), "H - K"),
        (same_padding_total(H, 3, 1, 1), "2"),
        (make(FloorDiv, 7, 2), "3"),
        (make(Ratio, 7, 0), "7/0"),  # has no value, and stays
        (make(FloorDiv, 4 * H, 0), "floor(4*H/0)"),
        (make(Power, 2, -1), "2**(-1)"),
        (make(Power, 2, 3), "8"),
        (product(-H, H), "-H**2"),
        (make(Product, 0, H), "0"),
        (make(Product, make(Power, H, 2), H, -3), "-3*H**3"),
        (5, "5"),
    ],
)
def test_folded(value, text):
    assert ascii_text(as_expr(fold(value))) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (conv_output(H, 3, 2, 1, 1, 1), "ceil(H/2)"),
        (conv_output(conv_output(H, 7, 2, 3, 3, 1), 3, 2, 1, 1, 1), "ceil(H/4)"),
        ((2 * H + 6) // 4, "ceil(H/2) + 1"),
        ((H + 2) // 4 + 3, "floor((H + 2)/4) + 3"),
        (make(Ratio, 9 * C + C * M, 9 * C * M), "1/9 + 1/M"),
        (-(-H // 2), "ceil(H/2)"),
        (make(Power, H, 0), "1"),
        (make(Power, H, H - H), "1"),
        (make(Ratio, H + K, H + K), "1"),
        (make(Ratio, 3 * H, 2 * K), "3*H/(2*K)"),
        ((6 * H * K + C) // (2 * H), "3*K + floor(C/(2*H))"),
        ((6 * H * K) // (2 * H), "3*K"),
        ((make(Ratio, C, K) + 5) // 2, "floor((1 + C/K)/2) + 2"),
        ((4 * H + 2) // 6, "H - floor((H + 1)/3)"),
    ],
)
def test_normalised(value, text):
    assert ascii_text(normal(value)) == text


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (ceil_div(i - k + 1, s), (i - k) // s + 1),
        ((i + 2 * p - k - (k - 1) * (d - 1)) // s + 1, conv_output(i, k, s, p, p, d)),
        (ceil_div(H, 2), (H + 1) // 2),
        ((H - 1) // 2 + 1, ceil_div(H, 2)),
        (((H + 3) // 4 + 5) // 6, (H + 23) // 24),
        (ceil_div(ceil_div(H, 4), 8), ceil_div(H, 32)),
        (3, 3),
    ],
)
def test_equal(left, right):
    assert equal(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (H // 2, ceil_div(H, 2)),
        (i + 2 * p, i + p),
        ((i // s) * s, i),
        (as_expr(3), as_expr(4)),
        (3, 4),
    ],
)  # fmt: skip
def test_different(left, right):
    assert not equal(left, right)


def test_sympys_remainders_and_powers():
    letter = sympy.Symbol("H", integer=True, positive=True)
    for value, text in (
        (sympy.Mod(letter, 3), "H - 3*floor(H/3)"),
        (letter**-2, "1/H**2"),
        (1 / letter, "1/H"),
        (letter**3, "H**3"),
        (sympy.floor(letter / 2), "floor(H/2)"),
        (sympy.Max(letter, 3), "max(3, H)"),
    ):
        assert ascii_text(from_sympy(value)) == text


def test_settled_sizes_are_plain_integers_where_they_are_ones():
    for value, expected in ((5, 5), (as_expr(3), 3), (H - H, 0)):
        assert type(settled(value)) is int
        assert settled(value) == expected
    assert ascii_text(settled(as_expr(Fraction(1, 2)))) == "1/2"
    assert settled((H + 1) // 2) is settled(ceil_div(H, 2))
