"""Conditions are complete, for all dialects, types and parameters.

With a number in place of a symbol they hold exactly where the layer is not refused, and the facts
are then those of the number.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from convcalc.errors import ConvcalcError, Message
from convcalc.layers.base import Param, Shape, Sheet
from convcalc.layers.dialects import DIALECTS, dialect_named
from convcalc.layers.index import TYPES, resolve
from convcalc.layers.make import analyse
from convcalc.layers.numbers import read_integer
from convcalc.layers.read import CHANNELS, SIZE
from convcalc.layers.values import PADDING_WORDS
from convcalc.report.values import conditions
from tests.layers.test_symbols import numbers

NUMBERS = range(13)
NAME = "N"
SHORT, LONG = 3, 200
CHOSEN = (0, 1, 1, 2, 2, 3, 3, 4, 5, 6)
REFUSED = {
    "dialect.no_axis", "dialect.no_pads", "dialect.no_parameter", "dialect.pads_in_2d",
    "dialect.stride_of_dilated", "dialect.word_only", "flatten.no_axis", "softmax.other_axis",
}  # fmt: skip
"""What is refused as a symbol, though a number in its place may be allowed: a parameter that the
framework does not have, which axis is meant, and what decides between two operations."""

Given = dict[str, Any]


def drawn(draw: random.Random, param: Param, dims: int) -> Any:
    """A plain value of a parameter, some of them not allowed."""
    kind = param.kind
    if kind in ("axes", "sizes"):
        return [draw.choice(CHOSEN) for _ in range(dims)]
    if kind == "count":
        return draw.choice((1, 2, 3, 4, 6, 8))
    if kind == "padding" and draw.random() < 0.3:
        return draw.choice(PADDING_WORDS)
    if kind in ("padding", "pairs"):
        return [[draw.choice((0, 0, 1, 1, 2, 3)) for _ in "pq"] for _ in range(dims)]
    if kind == "shape":
        return [draw.choice((1, 2, 4, 8)) for _ in range(draw.randint(1, 3))] + [-1]
    if kind == "flag":
        return draw.random() < 0.5
    if kind == "choice":
        return draw.choice(param.choices)
    return draw.choice(("1/2", "2", "3/4", "1.5"))


def holes(value: Any) -> Iterator[tuple[Any, Any]]:
    """The value with a symbol for one of its integers, and with a place for a number there."""
    if type(value) is int and value >= 0:
        yield NAME, lambda n: n
    elif type(value) is list:
        for at, part in enumerate(value):
            for symbol, put in holes(part):
                yield (
                    [*value[:at], symbol, *value[at + 1 :]],
                    lambda n, at=at, put=put: [*value[:at], put(n), *value[at + 1 :]],
                )


def case(draw: random.Random, kind: str, dialect: str) -> tuple[int, list[Given], Given]:
    """Axes, inputs and parameters of a layer of this type, the dialect's own among them."""
    layer = resolve(kind)
    dims = draw.choice([n for n in layer.DIMS if n])
    axes = 2 if kind == "fold" else dims
    given = {
        param.name: drawn(draw, param, axes)
        for param in layer.PARAMS
        if param.name in ("kernel", "out", "factor", "output_size") or draw.random() < 0.5
    }
    for param in dialect_named(dialect).PARAMS.get(kind, ()):
        if draw.random() < 0.25:
            given[param.name] = drawn(draw, param, axes)
    shape = {
        "size": [draw.choice((1, 2, 3, 4, 5, 7, 9, 12)) for _ in range(dims)],
        "in": draw.choice((1, 2, 4, 6, 12, 36)),
    }
    return dims, [dict(shape) for _ in range(max(layer.INPUTS[0], 1))], given


def run(kind: str, dims: int, dialect: str, inputs: list[Given], given: Given) -> Sheet | str:
    """The sheet, or the code of the error."""
    try:
        shapes = tuple(
            Shape(read_integer(CHANNELS, x["in"]), tuple(read_integer(SIZE, i) for i in x["size"]))
            for x in inputs
        )
        return analyse(kind, shapes, given, dims, dialect)[1]
    except ConvcalcError as error:
        return error.code


def facts(sheet: Sheet, n: int) -> Any:
    """What the sheet states with the number in place of the symbol."""
    told = (
        sheet.output.spatial, sheet.output.channels, sheet.params, sheet.buffers, sheet.macs,
        sheet.padding, sheet.unused, sheet.effective_kernel,
    )  # fmt: skip
    return numbers(told, {NAME: n})


def holds(message: Message, n: int) -> bool:
    """Whether a condition, as it is said, holds for the number."""
    try:
        values = {name: numbers(value, {NAME: n}) for name, value in message.fields.items()}
    except ZeroDivisionError:
        return False
    rules = {
        "condition.at_least": lambda large, small: large >= small,
        "condition.at_most": lambda large, small: large <= small,
        "condition.equal": lambda left, right: left == right,
        "condition.divides": lambda value, divisor: divisor > 0 and value % divisor == 0,
        "condition.one_or": lambda value, other: value in (1, other),
    }
    return bool(rules[message.code](**values))


def disagreements(seed: int, kind: str, dialect: str) -> Iterator[str]:
    """What the symbol says and the number does not, or the other way round."""
    draw = random.Random(f"{seed} {kind} {dialect}")
    dims, inputs, given = case(draw, kind, dialect)
    first = inputs[0]
    tried = [(name, symbol, put, True) for name in first for symbol, put in holes(first[name])]
    tried += [(name, symbol, put, False) for name in given for symbol, put in holes(given[name])]
    for name, symbol, put, of_input in tried:

        def with_(value: Any, name: str = name, of_input: bool = of_input) -> Sheet | str:
            now = [{**first, name: value}, *inputs[1:]] if of_input else inputs
            return run(kind, dims, dialect, now, given if of_input else {**given, name: value})

        symbolic = with_(symbol)
        told = [] if isinstance(symbolic, str) else conditions(symbolic.conditions)
        assumed = not isinstance(symbolic, str) and any(
            condition.kind == "assumed" for condition in symbolic.conditions
        )
        if symbolic in REFUSED:
            continue
        for n in NUMBERS:
            if n == 0 and (kind, dialect, name) == ("reshape", "caffe", "shape"):
                continue  # there 0 is no size, but copies one
            plain = with_(put(n))
            said = not isinstance(symbolic, str) and all(holds(message, n) for message in told)
            where = f"{kind} {dialect} {dims} {inputs} {given} {name}={symbol} {n}: {plain} {told}"
            if said is isinstance(plain, str):
                yield f"{symbolic} {where}"
            elif said and not assumed:
                assert isinstance(symbolic, Sheet)
                assert isinstance(plain, Sheet)
                if facts(symbolic, n) != facts(plain, n):
                    yield f"{facts(symbolic, n)} {facts(plain, n)} {where}"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("kind", TYPES)
def test_conditions_hold_exactly_where_the_number_is_not_refused(kind: str, dialect: str) -> None:
    for seed in range(SHORT):
        assert not list(disagreements(seed, kind, dialect))


@pytest.mark.fuzz
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("kind", TYPES)
def test_conditions_at_length(kind: str, dialect: str) -> None:
    for seed in range(SHORT, LONG):
        assert not list(disagreements(seed, kind, dialect))
