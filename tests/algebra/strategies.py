"""Random expressions for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from convcalc.algebra.expr import (
    CeilDiv,
    Expr,
    FloorDiv,
    Maximum,
    Minimum,
    Neg,
    Power,
    Product,
    Ratio,
    Sum,
    Value,
    Var,
    as_expr,
    make,
)

NAMES = ("i", "k", "s", "H", "C_in")
sizes = st.integers(1, 60) | st.integers(1, 2**70)
environments = st.fixed_dictionaries(dict.fromkeys(NAMES, sizes))
letters = st.sampled_from(NAMES).map(Var)
constants = st.integers(-40, 40).map(as_expr)
divisors = st.integers(1, 12).map(as_expr) | letters


def _operations(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(inner, min_size=2, max_size=4)
    return st.one_of(
        several.map(lambda args: make(Sum, *args)),
        several.map(lambda args: make(Product, *args)),
        several.map(lambda args: make(Maximum, *args)),
        several.map(lambda args: make(Minimum, *args)),
        inner.map(lambda arg: make(Neg, arg)),
        st.tuples(inner, divisors).map(lambda pair: make(FloorDiv, *pair)),
        st.tuples(inner, divisors).map(lambda pair: make(CeilDiv, *pair)),
        st.tuples(letters, st.integers(0, 3)).map(lambda pair: make(Power, *pair)),
    )


integral_trees = st.recursive(letters | constants, _operations, max_leaves=12)
fraction_trees = st.tuples(integral_trees, integral_trees, divisors).map(
    lambda parts: make(Sum, make(Ratio, parts[0], parts[2]), parts[1])
)
trees = integral_trees | fraction_trees


def affine(letter: Value, steps: list[tuple[int, int, int]]) -> Expr:
    """A stack of floors, as a chain of layers makes it: x -> floor((x + a)/b) + c."""
    value = as_expr(letter)
    for a, b, c in steps:
        value = (value + a) // b + c
    return value


__all__ = ["NAMES", "affine", "environments", "fraction_trees", "integral_trees", "trees"]
