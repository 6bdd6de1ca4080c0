"""Trees: traced from formulas, interned, evaluated exactly."""

from __future__ import annotations

import gc
import pickle
from fractions import Fraction

import pytest
from hypothesis import given

from convcalc.algebra import expr as module
from convcalc.algebra.expr import (
    Expr,
    Var,
    as_expr,
    evaluate,
    free_variables,
    postorder,
    same,
    substitute,
)
from convcalc.algebra.notation import ascii_text
from convcalc.algebra.trace import ceil_div, exact_div, maximum, minimum, power, product, ratio
from convcalc.formulas.size import conv_output
from convcalc.formulas.transposed import tconv_output
from tests.algebra.strategies import environments, trees

i, k, s, p, q, d, a = map(Var, "ikspqda")


@pytest.mark.parametrize(
    ("traced", "numbers", "value"),
    [
        (lambda v: v[0] // v[1], (7, 2), 3),
        (lambda v: -v[0] // v[1], (7, 2), -4),
        (lambda v: 5 - v[0] * v[1], (7, 2), -9),
        (lambda v: 20 // v[0] + 3 * v[1], (7, 2), 8),
        (lambda v: ceil_div(v[0], v[1]), (7, 2), 4),
        (lambda v: exact_div(v[0], v[1]), (8, 2), 4),
        (lambda v: ratio(v[0], v[1]), (8, 12), Fraction(2, 3)),
        (lambda v: maximum(v[0], v[1]), (8, 12), 12),
        (lambda v: minimum(v[0], v[1]), (8, 12), 8),
        (lambda v: power(v[0], 3) + v[1], (2, 1), 9),
        (lambda v: product(v[0], v[1], v[1]), (2, 3), 18),
    ],
)
def test_numbers_and_letters_agree(traced, numbers, value):
    assert traced(numbers) == value
    tree = traced((Var("x1"), Var("x2")))
    assert isinstance(tree, Expr)
    assert evaluate(tree, {"x1": numbers[0], "x2": numbers[1]}) == value


@given(environments)
def test_a_formula_traced_and_evaluated_is_the_formula_called(env):
    names = ("i", "k", "s", "H", "C_in", "i")
    numbers = [env[name] for name in names]
    letters = [Var(name) for name in names]
    assert evaluate(conv_output(*letters), env) == conv_output(*numbers)
    assert evaluate(tconv_output(*letters, 3), env) == tconv_output(*numbers, 3)


@given(trees, environments)
def test_substituting_numbers_is_evaluating(tree, env):
    assert evaluate(substitute(tree, env)) == evaluate(tree, env)


def test_substitution_is_simultaneous():
    assert ascii_text(substitute(i - k, {"i": k, "k": i})) == "k - i"


def test_equal_trees_are_one_object():
    assert same(i + 2 * p, Var("i") + 2 * Var("p"))
    assert not same(i + 2 * p, 2 * p + i)


def test_comparisons_and_truth_are_refused():
    with pytest.raises(TypeError, match="same"):
        _ = i == k
    with pytest.raises(TypeError, match="condition"):
        bool(i)


@pytest.mark.parametrize("value", [1.5, True, "3", None])
def test_only_exact_numbers_become_nodes(value):
    with pytest.raises(TypeError):
        as_expr(value)


@given(trees)
def test_pickling_gives_the_same_node(tree):
    assert pickle.loads(pickle.dumps(tree)) is tree


def test_the_pool_does_not_keep_trees_alive():
    def build() -> None:
        for n in range(1_000):
            conv_output(Var(f"leak_{n}"), 3, 2, 1, 1, 1)

    gc.collect()
    before = len(module._POOL)
    build()
    gc.collect()
    assert len(module._POOL) <= before + 10


def test_a_shared_tree_is_visited_once():
    tree = as_expr(i)
    for _ in range(200):
        tree = tree + tree  # 2**200 leaves if it were written out
    assert len(list(postorder(tree))) <= 401
    assert evaluate(tree, {"i": 1}) == 2**200


def test_a_deep_tree_needs_no_recursion():
    tree = as_expr(i)
    for _ in range(20_000):
        tree = -tree
    assert evaluate(tree, {"i": 5}) == 5


def test_free_variables_in_order():
    assert free_variables((k + i) // s + k) == ("k", "i", "s")
    assert free_variables(3) == ()


def test_an_inexact_division_is_refused():
    with pytest.raises(ValueError, match="does not divide"):
        exact_div(7, 2)
