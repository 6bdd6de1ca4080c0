"""Runs of integers against Python's own sets."""

from __future__ import annotations

import random

from convcalc.algebra.sets import (
    Run,
    contains,
    count,
    gathered,
    intersection,
    members,
    union,
    whole,
)

LAST = 60


def listed(numbers: tuple[Run, ...]) -> set[int]:
    return {n for n in range(-5, LAST) if contains(numbers, n)}


def drawn(rng: random.Random, step: bool) -> tuple[Run, ...]:
    low = rng.randint(0, 30)
    high = rng.choice((None, low + rng.randint(0, 40)))
    return whole(low, high, rng.choice((1, 2, 3, 4, 6)) if step else 1)


def test_intersections_and_unions() -> None:
    rng = random.Random(1)
    for _ in range(2000):
        a, b = drawn(rng, True), drawn(rng, True)
        assert listed(intersection(a, b)) == listed(a) & listed(b)
        c, d = drawn(rng, False), drawn(rng, False)
        assert listed(union(c, d)) == listed(c) | listed(d)


def test_huge_steps_meet_at_once() -> None:
    step, other = 2**89 - 1, 2**61 - 1
    (run,) = intersection(whole(5, None, step), whole(7, None, other))
    assert (run.low - 5) % step == (run.low - 7) % other == 0
    assert run.step == step * other


def test_counts_and_members() -> None:
    numbers = (Run(2, 8, 3), Run(11, 11))
    assert count(numbers) == 4
    assert list(members(numbers)) == [2, 5, 8, 11]
    assert count((Run(2, None),)) is None
    assert gathered([1, 2, 3, 7, 9, 10]) == (Run(1, 3), Run(7, 7), Run(9, 10))
    assert whole(5, 4) == ()
    assert whole(5, 9, 3) == (Run(5, 8, 3),)
