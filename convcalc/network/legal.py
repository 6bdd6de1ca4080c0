"""Which input sizes a network takes: read off the conditions of its symbolic form.

Conditions such as `floor((H + 1)/4) - 1 >= 5` grow with H, so the smallest size is found by
bisection; conditions that two sizes are equal (a skip that meets its upsampled path) hold for some
sizes only, and these repeat with the total stride.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from convcalc.algebra.expr import Size, as_expr, evaluate, free_variables
from convcalc.layers.base import Condition

__all__ = ["Legal", "legal_sizes", "smallest_sizes"]

MOST = 4096
"""Sizes up to this are looked at."""


class Legal(NamedTuple):
    """Sizes from `least` on: all those with remainder `rest` modulo `step` (1, 0: every one).

    `step` is None if the sizes follow no such rule, `least` None if there are none up to `MOST`.
    """

    least: int | None
    step: int | None
    rest: int


def smallest_sizes(
    conditions: Iterable[Condition],
) -> tuple[dict[str, int], list[Condition]]:
    """The smallest value of each letter that conditions on it alone allow, and the conditions that
    say more than this."""
    alone: dict[str, list[Condition]] = {}
    rest = []
    for condition in conditions:
        letters = _letters(condition)
        if condition.kind == "at_least" and len(letters) == 1:
            alone.setdefault(letters.pop(), []).append(condition)
        else:
            rest.append(condition)
    found: dict[str, int] = {}
    for letter, group in alone.items():
        least = max(_least(condition, letter) for condition in group)
        if least > MOST:
            rest += group
        elif least > 1:
            found[letter] = least
    return found, rest


def _letters(condition: Condition) -> set[str]:
    return set(free_variables(condition.large)) | set(free_variables(condition.small))


def _value(size: Size, letter: str, number: int) -> int:
    return int(evaluate(as_expr(size), {letter: number}))


def holds(condition: Condition, letter: str, number: int) -> bool:
    """Whether the condition, on this letter alone, holds for a number."""
    large, small = (_value(side, letter, number) for side in (condition.large, condition.small))
    if condition.kind == "at_least":
        return large >= small
    if condition.kind == "equal":
        return large == small
    return condition.kind != "divides" or large % small == 0


def _least(condition: Condition, letter: str) -> int:
    """The smallest number from which on a condition holds, if it holds for good once it does."""
    low, high = 0, 1
    while high <= MOST and not holds(condition, letter, high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if holds(condition, letter, middle):
            high = middle
        else:
            low = middle
    return high


def legal_sizes(conditions: Sequence[Condition], letter: str) -> Legal:
    """The sizes that all conditions on one letter allow."""
    own = [condition for condition in conditions if _letters(condition) == {letter}]
    bounds = [condition for condition in own if condition.kind == "at_least"]
    others = [condition for condition in own if condition.kind in ("equal", "divides")]
    least = max((_least(condition, letter) for condition in bounds), default=1)
    if least > MOST:
        return Legal(None, None, 0)
    if not others:
        return Legal(least, 1, 0)
    span = range(least, least + 1024)
    good = [n for n in span if all(holds(condition, letter, n) for condition in others)]
    if not good:
        return Legal(None, None, 0)
    steps = {after - before for before, after in pairwise(good)}
    if len(steps) != 1:
        return Legal(good[0], 1 if steps == {1} else None, 0)
    (step,) = steps
    return Legal(good[0], step, good[0] % step)
