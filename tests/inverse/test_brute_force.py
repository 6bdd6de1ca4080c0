"""Every set of solutions is what trying each number gives: random layers, one and two unknowns."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import pytest

from convcalc.algebra.sets import Run, contains
from convcalc.errors import ConvcalcError
from convcalc.inverse.goal import Goal, read_goal
from convcalc.inverse.layer import layer_problem
from convcalc.inverse.search import Found, find
from convcalc.layers.base import Shape
from convcalc.layers.make import analyse
from convcalc.layers.quantities import OF_LAYERS, QUANTITIES
from convcalc.layers.quantities import numbers as measured
from convcalc.layers.read import read_size

LAST = 24
COSTS = [
    known.key for known in OF_LAYERS if known.key not in ("size", "channels", "jump")
]  # fmt: skip
ROLES = {
    "conv": ("size", "kernel", "stride", "padding", "dilation"),
    "maxpool": ("size", "kernel", "stride", "padding", "dilation", "ceil"),
    "tconv": ("size", "kernel", "stride", "padding", "dilation", "output_padding"),
}
SHORT = {"size": "H", "kernel": "K", "stride": "S", "padding": "P", "dilation": "D",
         "output_padding": "A", "out": "M", "in": "C", "groups": "G"}  # fmt: skip


def drawn(kind: str, rng: random.Random) -> dict[str, Any]:
    """Parameters of a layer, as text; `size` among them."""
    values: dict[str, Any] = {
        "size": rng.randint(1, LAST), "kernel": rng.randint(1, 6), "stride": rng.randint(1, 4),
        "padding": rng.randint(0, 4), "dilation": rng.randint(1, 3),
        "output_padding": rng.randint(0, 2), "ceil": rng.random() < 0.5,
    }  # fmt: skip
    return {
        name: values[name] if name == "ceil" else str(values[name])
        for name in ("size", *ROLES[kind])
    }


def gives(kind: str, given: dict[str, Any], goal: Goal, dialect: str) -> bool:
    """Whether the layer with these numbers does what is wanted."""
    rest = {name: value for name, value in given.items() if name not in ("size", "in")}
    try:
        shape = read_size(given["size"], 2)
        channels = int(given["in"]) if "in" in given else None
        if channels is not None and channels < 1:
            return False
        shape = Shape(channels, shape.spatial)
        _, sheet = analyse(kind, (shape,), rest, 2, dialect)
    except ConvcalcError:
        return False
    values = measured(sheet, goal.quantity)
    assert values is not None
    return all(
        constraint.within.holds(value)  # type: ignore[arg-type]
        for constraint, value in zip(goal.constraints(values, shape.spatial), values, strict=True)
    )


def solved(kind: str, given: dict[str, Any], goal: Goal, dialect: str, last: int) -> Found | None:
    """What `solve` finds; None where the layer is refused whatever the unknowns are."""
    rest = {name: value for name, value in given.items() if name not in ("size", "in")}
    shape = read_size(given["size"], 2)
    if "in" in given:
        shape = Shape(read_size(given["in"], 2).spatial[0], shape.spatial)
    domains = {letter: Run(0, last) for letter in SHORT.values()}
    try:
        _, problem = layer_problem(kind, (shape,), rest, 2, dialect, goal, domains)
    except ConvcalcError:
        return None
    return find(problem)


def goal_of(rng: random.Random, quantity: str = "size", most: int = 14) -> Goal:
    value, other = sorted((rng.randint(1, most), rng.randint(1, most)))
    kind = rng.choice(("want", "want", "same", "at_least", "at_most", "between"))
    if kind == "same" and quantity == "size":
        return read_goal(quantity, "same")
    if kind in ("want", "same"):
        return read_goal(quantity, str(value))
    low = str(value) if kind != "at_most" else None
    return read_goal(quantity, None, low, str(other) if kind != "at_least" else None)


def compare(kind: str, given: dict[str, Any], unknown: tuple[str, ...], goal: Goal,
            dialect: str, last: int) -> None:  # fmt: skip
    asked = {name: SHORT[name] if name in unknown else value for name, value in given.items()}
    found = solved(kind, asked, goal, dialect, last)
    names = [SHORT[name] for name in unknown]
    for numbers in product(range(last + 1), repeat=len(unknown)):
        case = given | {name: str(n) for name, n in zip(unknown, numbers, strict=True)}
        wanted = gives(kind, case, goal, dialect)
        known = dict(zip(names, numbers, strict=True))
        got = found is not None and all(_has(part, known) for part in found.parts)
        assert got == wanted, (kind, asked, goal, dialect, known, found)


def _has(part: Any, known: dict[str, int]) -> bool:
    values = [known[unknown.name] for unknown in part.unknowns]
    if len(values) == 1:
        return contains(part.numbers, values[0])
    return any(
        all(
            contains((cell,), value) if isinstance(cell, Run) else cell == value
            for cell, value in zip(row, values, strict=True)
        )
        for row in part.rows
    )


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("kind", list(ROLES))
def test_one_unknown_of_a_size(kind: str, seed: int) -> None:
    rng = random.Random(f"{kind} {seed}")
    given = drawn(kind, rng)
    for name in ROLES[kind]:
        if name == "ceil":
            continue
        compare(kind, given, (name,), goal_of(rng), "torch", LAST)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("kind", list(ROLES))
def test_two_unknowns_of_a_size(kind: str, seed: int) -> None:
    rng = random.Random(f"two {kind} {seed}")
    given = drawn(kind, rng)
    first, second = rng.sample([name for name in ROLES[kind] if name != "ceil"], 2)
    compare(kind, given, (first, second), goal_of(rng), "torch", 9)


REFUSED = {("keras", "padding"), ("caffe", "dilation"), ("caffe", "output_padding")}
"""What a framework does not have, whatever its value."""


@pytest.mark.parametrize("dialect", ["onnx", "keras", "caffe"])
@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("kind", list(ROLES))
def test_other_dialects(kind: str, seed: int, dialect: str) -> None:
    rng = random.Random(f"{dialect} {kind} {seed}")
    given = drawn(kind, rng)
    try:
        analyse(kind, (read_size("40", 2),), {n: v for n, v in given.items() if n != "size"}, 2,
                dialect)  # fmt: skip
    except ConvcalcError:
        return  # a dialect without these parameters
    for name in ROLES[kind]:
        if name != "ceil" and (dialect, name) not in REFUSED:
            compare(kind, given, (name,), goal_of(rng), dialect, 12)


@pytest.mark.parametrize("seed", range(40))
def test_costs(seed: int) -> None:
    rng = random.Random(f"costs {seed}")
    given = drawn("conv", rng) | {
        "in": str(rng.choice((4, 6, 12))), "out": str(rng.choice((4, 8, 12))),
        "groups": str(rng.choice((1, 2, 4))), "bias": rng.random() < 0.5,
    }  # fmt: skip
    quantity = rng.choice(COSTS)
    most = 20 if QUANTITIES[quantity].by_axis else 3000
    for name in ("out", "in", "groups", "kernel", "size", "padding"):
        goal = goal_of(rng, quantity, most)
        if QUANTITIES[quantity].by_axis and name != "kernel":
            continue
        if quantity == "params" and name in ("size", "padding"):
            continue
        compare("conv", given, (name,), goal, "torch", LAST)


def test_a_wanted_cost_is_found_again() -> None:
    rng = random.Random("again")
    for _ in range(60):
        given = drawn("conv", rng) | {"in": "6", "out": "8", "dilation": "1", "size": "20"}
        rest = {name: value for name, value in given.items() if name not in ("size", "in")}
        _, sheet = analyse("conv", (Shape(6, (20, 20)),), rest, 2)
        for name in ("out", "in", "kernel", "size", "stride"):
            goal = read_goal("macs", str(sheet.macs))
            compare("conv", given, (name,), goal, "torch", LAST)
