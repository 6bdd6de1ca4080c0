"""Random primitives from which the recorders build their cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from tests.oracles.cases import Case, Draw

SPOILED = 0.3
KERNELS = (1, 2, 3, 3, 3, 4, 5, 7)


def chance(rng: Random, probability: float) -> bool:
    """True with the given probability."""
    return rng.random() < probability


def dims(rng: Random) -> int:
    """The number of spatial dimensions, mostly two."""
    return rng.choice((1, 2, 2, 2, 3))


def spatial(rng: Random, count: int, smallest: int = 1) -> list[int]:
    """A modest size with ``count`` axes, often square."""
    largest = {1: 90, 2: 36, 3: 12}[count]
    if chance(rng, 0.4):
        return [rng.randint(smallest, largest)] * count
    return [rng.randint(smallest, largest) for _ in range(count)]


def per_axis(rng: Random, count: int, draw: Callable[[], Any]) -> Any:
    """One value for all axes, or a list with one for each."""
    if chance(rng, 0.6):
        return draw()
    return [draw() for _ in range(count)]


def on_axis(value: Any, axis: int) -> Any:
    """The entry of a per-axis value that belongs to one axis."""
    return value[axis] if isinstance(value, list) else value


def axes(value: Any, count: int) -> list[Any]:
    """A per-axis value written out for every axis."""
    return [on_axis(value, axis) for axis in range(count)]


def optional(rng: Random, probability: float, **values: Any) -> Case:
    """The given parameters, each present with the given probability."""
    return {key: value for key, value in values.items() if chance(rng, probability)}


def spoil(rng: Random, case: Case, faults: Mapping[str, Sequence[Any]]) -> None:
    """Put one of the faulty values into one parameter, on a random axis where it has axes."""
    key = rng.choice(list(faults))
    fault = rng.choice(faults[key])
    old = case.get(key)
    if isinstance(old, list) and old and not isinstance(fault, list):
        axis = rng.randrange(len(old))
        pair = isinstance(old[axis], list)
        case[key] = [*old[:axis], [fault, old[axis][1]] if pair else fault, *old[axis + 1 :]]
    else:
        case[key] = fault


def start(layer: str, size: list[int], channels: int) -> Case:
    """The keys every case begins with."""
    return {"layer": layer, "size": size, "in": channels}


def finish(rng: Random, case: Case, faults: Mapping[str, Sequence[Any]] | None = None) -> Case:
    """Spoil the case now and then."""
    if faults and chance(rng, SPOILED):
        spoil(rng, case, faults)
    return case


def kernel(rng: Random, n: int) -> Any:
    """A kernel size, per axis or not."""
    return per_axis(rng, n, lambda: rng.choice(KERNELS))


def stride(rng: Random, n: int) -> Any:
    """A stride, per axis or not."""
    return per_axis(rng, n, lambda: rng.choice((1, 1, 2, 2, 3, 4)))


def padding(rng: Random, n: int) -> Any:
    """A symmetric padding, per axis or not."""
    return per_axis(rng, n, lambda: rng.choice((0, 1, 1, 2, 3)))


def dilation(rng: Random, n: int) -> Any:
    """A dilation, per axis or not."""
    return per_axis(rng, n, lambda: rng.choice((1, 2, 2, 3)))


def pairs(rng: Random, n: int, values: Sequence[int]) -> list[list[int]]:
    """A [begin, end] pair for each axis."""
    return [[rng.choice(values), rng.choice(values)] for _ in range(n)]


def is_pairs(value: Any) -> bool:
    """Whether a padding is given as [begin, end] pairs."""
    return isinstance(value, list) and isinstance(value[0], list)


def with_layer(draw: Any, layer: str) -> Draw:
    """A draw for one of the types that share a function."""
    return lambda rng: draw(rng, layer)
