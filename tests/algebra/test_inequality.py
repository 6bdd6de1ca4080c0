"""What a condition says of its letters, against every small value of them."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from convcalc.algebra.expr import Expr, Maximum, Minimum, Ratio, Var, as_expr, evaluate, make
from convcalc.algebra.inequality import (
    UNKNOWN,
    Bounds,
    Extent,
    bound,
    clauses,
    extent,
    learnt,
    whole,
)
from convcalc.algebra.normal import polynomial
from convcalc.algebra.polynomial import Poly
from convcalc.algebra.trace import ceil_div, maximum, minimum

K, S, P = map(Var, "KSP")
LETTERS = (K, S, P)
LAST = 6


def at(poly: Poly, values: dict[str, int]) -> Fraction:
    total = Fraction(0)
    for monomial, value in poly.terms.items():
        for atom, exponent in monomial:
            value *= Fraction(evaluate(atom, values)) ** exponent
        total += value
    return total


def drawn(rng: random.Random, depth: int = 3) -> Expr | int:
    """An expression that is an integer for all integers from 1 on."""
    if not depth or rng.random() < 0.2:
        return rng.choice((*LETTERS, rng.randint(-4, 4)))
    one, other = (drawn(rng, depth - 1) for _ in "ab")
    kind = rng.randrange(6)
    if kind == 0:
        return one + other
    if kind == 1:
        return one - rng.randint(1, 3) * other
    if kind == 2:
        return one // rng.choice((2, 3, S)) if isinstance(one, Expr) else one
    if kind == 3:
        return rng.choice((1, 2, -1)) * one * rng.choice(LETTERS)
    return (maximum if kind == 4 else minimum)(one, other)


def within(bounds: Bounds) -> list[dict[str, int]]:
    ranges = [
        range(int(limits.low or 0), int(LAST if limits.high is None else limits.high) + 1)
        for limits in (bounds[letter.name] for letter in LETTERS)
    ]
    return [dict(zip("KSP", values, strict=True)) for values in product(*ranges)]


@pytest.mark.parametrize("seed", range(120))
def test_any_condition_holds_exactly_where_its_clauses_do(seed: int) -> None:
    rng = random.Random(seed)
    bounds = Bounds(
        {letter.name: Extent(rng.choice((1, 1, 2)), rng.choice((None, 3, 5))) for letter in LETTERS}
    )
    poly = polynomial(as_expr(drawn(rng)))
    low, high = extent(poly, bounds)
    parts = clauses(poly, bounds)
    plain = learnt([poly, polynomial(K - 1), polynomial(S - 1), polynomial(P - 1)])
    for values in within(bounds):
        value = at(poly, values)
        assert low is None or low <= value
        assert high is None or value <= high
        assert (value >= 0) == all(at(part, values) >= 0 for part in parts), (poly.terms, values)
        for name, limits in plain.items() if value >= 0 else ():
            assert limits.low is None or limits.low <= values[name]
            assert limits.high is None or values[name] <= limits.high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (K - 3, (-2, 2)),
        (2 * K - S, (1, 9)),
        (K * S, (1, 5)),
        (K * P, (1, None)),
        (K * (S - 2), (-9, 3)),
        (P // K, (0, None)),
        (K // P, (0, 5)),
        ((K - 9) // S, (-8, -4)),
        ((K - 9) // P, (-8, -1)),
        ((P + 4) // K, (1, None)),
        ((K - 3) // (P - 1), UNKNOWN),
        (maximum(K, P), (1, None)),
        (minimum(K, P), (1, 5)),
        (maximum(K, 3), (3, 5)),
        (minimum(K - P, 3), (None, 3)),
        (maximum(K - P, -2), (-2, 4)),
        (make(Ratio, K, S), UNKNOWN),
        (ceil_div(K, 2), (1, 3)),
    ],
)
def test_extents(text: Expr, expected: tuple[int | None, int | None]) -> None:
    bounds = Bounds({"K": Extent(1, 5), "S": Extent(1, 1), "P": Extent(1, None)})
    assert extent(polynomial(text), bounds) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (K // 2 - 4, [K - 8]),
        (4 - K // 2, [9 - K]),
        (K // S - 4, [K - 4 * S]),
        (maximum(S, 1) - P - 1, [S - P - 1]),
        (minimum(K, P) - 3, [K - 3, P - 3]),
        (5 - maximum(K, P), [5 - K, 5 - P]),
        (maximum(K, K - 3) - 4, [K - 4]),
        (maximum(P - 5 - K, S) - 2, [maximum(P - 5 - K, S) - 2]),  # either may be the larger
        (maximum(-1 - K, S - 2), [S - 2]),  # the other is never reached
        (maximum(-K, S - 2), [maximum(-K, S - 2)]),  # the other is, for K = 0
        (S - 1, []),
        (K - S, [K - S]),
    ],
)
def test_what_is_left_of_a_condition(condition: Expr, expected: list[Expr]) -> None:
    found = clauses(polynomial(condition), Bounds({"S": Extent(1, None)}))
    assert len(found) == len(expected)
    for part, wanted in zip(found, expected, strict=True):
        assert part.same(polynomial(wanted))


def test_splits_end() -> None:
    nested: Expr | int = 9
    for step in range(8):
        nested = minimum(K + step * S, make(Minimum, nested, P * step - 3) - S)
    assert 1 < len(clauses(polynomial(nested), Bounds({}))) < 40
    one = polynomial(minimum(K, P) - 3)
    assert clauses(one, Bounds({}), 0) == [one]
    assert len(clauses(one, Bounds({}), 1)) == 2


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (K - 3, ("K", (3, None))),
        (2 * K - 7, ("K", (4, None))),
        (7 - 2 * K, ("K", (None, 3))),
        (8 - 2 * K, ("K", (None, 4))),
        (K - P, None),
        (K * K - 4, None),
        (K * P - 4, None),
        (K // 2 - 4, None),
    ],
)
def test_bounds_of_a_letter(condition: Expr, expected: tuple[str, Extent] | None) -> None:
    assert bound(polynomial(condition)) == expected


def test_bounds_follow_from_one_another() -> None:
    found = learnt([polynomial(part) for part in (maximum(S, K) - 9, 5 - K, K // 2 - 1)])
    assert found == {"S": (9, None), "K": (2, 5)}
    crossed = learnt([polynomial(part) for part in (K - 8, 6 - K)])
    assert crossed["K"] == (8, 6)
    single = learnt([polynomial(part) for part in (K - 6, 6 - K, P - 2)])
    assert single == {"K": (6, 6), "P": (2, None)}


def test_what_is_an_integer() -> None:
    assert whole(polynomial(K * S + 3))
    assert not whole(polynomial(make(Ratio, K, 2)))
    assert not whole(polynomial(make(Ratio, K, S)))
    assert make(Maximum, K, S) is maximum(K, S)
