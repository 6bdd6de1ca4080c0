"""One layer turned round: its own conditions, and a wanted value of what it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from convcalc.algebra.expr import (
    Expr,
    Var,
    as_expr,
)
from convcalc.algebra.sets import Run
from convcalc.annotations import Any
from convcalc.errors import ConvcalcError
from convcalc.inverse.goal import Goal, further
from convcalc.inverse.problem import Divides, Problem, constraints, put, unknowns_in
from convcalc.layers.base import Layer, Record, Shape, Sheet
from convcalc.layers.demands import symbols
from convcalc.layers.make import analyse, meanings
from convcalc.layers.padding import Explicit
from convcalc.layers.quantities import OF_LAYERS, absent, numbers
from convcalc.record import NamedTuple


class AskedLayer(NamedTuple):
    """A layer as it was asked about, unknowns in it as letters; `also` is wanted of it besides."""

    type: str
    inputs: tuple[Shape, ...]
    given: Mapping[str, Any]
    dims: int
    dialect: str | None
    layer: Layer
    record: Record
    also: tuple[Goal, ...] = ()


def layer_problem(
    kind: str,
    inputs: tuple[Shape, ...],
    given: Mapping[str, Any],
    dims: int,
    dialect: str | None,
    goal: Goal,
    domains: Mapping[str, Run],
) -> tuple[AskedLayer, Problem]:
    """The layer with letters for the unknowns, and what must hold of them.

    Args:
        domains: bounds that the user gave, by name, of unknowns or of quantities.

    Raises:
        UsageError: nothing is unknown, or the layer does not have the quantity.
        ConvcalcError: no such layer, whatever the unknowns.
    """
    layer, record = analyse(kind, inputs, given, dims, dialect, record=True)
    assert isinstance(record, Record)
    case = AskedLayer(kind, inputs, given, dims, dialect, layer, record)
    sizes = inputs[0].spatial if goal.quantity == "size" else ()
    wanted = goal.constraints(_values(case, goal.quantity), sizes)
    unknowns = unknowns_in(_parts(case), domains, _least(case), 0)
    case = case._replace(also=further(domains, {unknown.name for unknown in unknowns}))
    besides = [
        constraint._replace(goal=False)
        for one in case.also
        for constraint in one.constraints(_values(case, one.quantity))
    ]
    conditions = (*constraints(case.record.conditions), *besides, *wanted)
    return case, Problem(unknowns, conditions, tuple(_divisions(case)))


def _values(case: AskedLayer, quantity: str) -> tuple[Any, ...]:
    """What the layer states of a quantity, for each axis.

    Raises:
        UsageError: it does not have it.
    """
    values = numbers(case.record, quantity)
    if values is None:
        known = [one.key for one in OF_LAYERS if numbers(case.record, one.key) is not None]
        raise absent(case.layer, case.record, quantity, known)
    return values


# Where letters stand


def _parts(case: AskedLayer) -> Iterator[tuple[str, Expr]]:
    """Every symbolic number that the user gave, and the role it plays."""
    for shape in case.inputs:
        yield from (("size", size) for size in shape.spatial if isinstance(size, Expr))
        if isinstance(shape.channels, Expr):
            yield "in", shape.channels
    named = {_own_name(case, key) for key in case.given}
    for param in case.layer.PARAMS:
        if param.name in named:
            yield from ((param.name, value) for value in symbols(case.layer.values.get(param.name)))


def _own_name(case: AskedLayer, key: str) -> str:
    """Our name of the parameter that a key means."""
    param = meanings(case.type).get(key)
    return key if param is None else param.name


def _least(case: AskedLayer) -> dict[str, int]:
    """The smallest value of each letter that a condition bounds on its own."""
    least: dict[str, int] = {}
    for kind, large, small, *_ in case.record.conditions:
        if kind == "at_least" and isinstance(large, Var) and isinstance(small, int):
            least[large.name] = max(least.get(large.name, 0), small)
    return least


# What must hold


def _divisions(case: AskedLayer) -> Iterator[Divides]:
    for condition in case.record.conditions:
        if condition.kind == "divides":
            yield Divides(as_expr(condition.large), as_expr(condition.small))


# A solution, as numbers


def concrete(case: AskedLayer, known: Mapping[str, int]) -> Sheet | None:
    """What the layer states with numbers for all letters; None if it then refuses."""
    inputs = tuple(
        Shape(
            None if shape.channels is None else _number(shape.channels, known),
            tuple(_number(size, known) for size in shape.spatial),
        )
        for shape in case.inputs
    )
    given = {}
    for key, value in case.given.items():
        name = _own_name(case, key)
        read = case.layer.values.get(name)
        if any(True for _ in symbols(read)):
            given[name] = _plain(read, known)
        else:
            given[key] = value
    try:
        _, sheet = analyse(case.type, inputs, given, case.dims, case.dialect)
    except ConvcalcError:
        return None
    return sheet


def _plain(value: Any, known: Mapping[str, int]) -> Any:
    if isinstance(value, Explicit):
        return _plain(value.pairs, known)
    if isinstance(value, tuple):
        return [_plain(part, known) for part in value]
    return _number(value, known)


def _number(value: Any, known: Mapping[str, int]) -> Any:
    return put(value, known) if isinstance(value, Expr) else value
