"""Batch, layer, instance and group normalization: which values share a mean and a variance."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from convcalc.errors import LayerError, Message, UsageError
from convcalc.formulas.norm import (
    batch_norm_values,
    group_norm_statistics,
    group_norm_values,
    instance_norm_statistics,
    instance_norm_values,
    layer_norm_channel_statistics,
    layer_norm_values,
    per_channel,
)
from convcalc.layers.base import Param, Shape
from convcalc.layers.make import analyse
from convcalc.network.graph import spelt
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.compare.worked import formula_steps
from convcalc.report.document import Column, Named, Node

__all__ = ["TOPIC"]

GROUPS = 32
"""Of group normalization, as its paper proposes."""


SETS = (instance_norm_statistics, group_norm_statistics, layer_norm_channel_statistics)


class _Norm(NamedTuple):
    """One normalization: its statistics, the values in each, and its layer. `worked` are the
    formulas of sets and values with their arguments."""

    key: str
    sets: int
    values: int
    layer: str
    given: dict[str, Any]
    worked: tuple[tuple[Any, tuple[Any, ...]], ...]


def compare(case: Case) -> Comparison:
    """All of them for one batch."""
    n, c, i = case.count("batch_size"), case.channels, case.spatial
    groups = case.values["groups"] or math.gcd(GROUPS, c)
    if c % groups:
        raise LayerError(Message("gn.channels_not_divisible", channels=c, groups=groups))
    norms = (
        _norm("bn", (per_channel, (c,)), (batch_norm_values, (n, i)), "bn"),
        _Norm("ln", n, layer_norm_values(c, i), "ln", {}, ((layer_norm_values, (c, i)),)),
        _Norm("ln_channels", layer_norm_channel_statistics(n, i), c, "ln", {"over": "channels"},
              ((layer_norm_channel_statistics, (n, i)),)),
        _norm("in", (instance_norm_statistics, (n, c)), (instance_norm_values, (i,)),
              "instancenorm"),
        _norm("gn", (group_norm_statistics, (n, groups)), (group_norm_values, (c, groups, i)),
              "gn", groups=groups),
    )  # fmt: skip
    names = [Message(f"compare.norm.{one.key}", groups=groups) for one in norms]
    return Comparison(
        Message("compare.norm.title", n=n, input=spelt(case.shape)),
        _columns(),
        tuple([_row(one, name, case) for one, name in zip(norms, names, strict=True)]),
        _findings(norms, n, groups, c, i),
        [Message("compare.norm.statistic"), Message("compare.norm.affine")],
        [one.values for one in norms],
        {
            "params": [_numbers(one, case)[0] for one in norms],
            "memory": [4 * sum(_numbers(one, case)) for one in norms],
        },
        {"input": spelt(case.shape), "batch_size": n, "groups": groups},
        work=lambda of: _worked(norms, names),
    )


def _norm(key: str, sets: Any, values: Any, layer: str, **given: Any) -> _Norm:
    worked = tuple([part for part in (sets, values) if part[0] is not per_channel])
    (of_sets, first), (of_values, second) = sets, values
    return _Norm(key, of_sets(*first), of_values(*second), layer, given, worked)


def _columns() -> tuple[Column, ...]:
    return (
        Column("method", Message("compare.column.normalization"), numeric=False),
        Column("shared", Message("compare.column.shared"), numeric=False, aside=True),
        Column("statistics", Message("compare.column.statistics")),
        Column("values", Message("compare.column.values")),
        Column("params", Message("compare.column.params")),
        Column("buffers", Message("compare.column.buffers")),
    )


def _row(one: _Norm, name: Message, case: Case) -> tuple[Any, ...]:
    shared = Message(f"compare.norm.{one.key}_shared")
    return (Named(one.key, name), shared, one.sets, one.values, *_numbers(one, case))


def _numbers(one: _Norm, case: Case) -> tuple[int, int]:
    """Learnable and stored numbers of the layer, with gamma and beta where it usually has them."""
    _, sheet = analyse(one.layer, (Shape(case.channels, case.spatial),), one.given)
    params, buffers = sheet.params, sheet.buffers
    assert isinstance(params, int)
    assert isinstance(buffers, int)
    return params, buffers


def _findings(
    norms: tuple[_Norm, ...], n: int, groups: int, c: int, i: tuple[int, ...]
) -> list[Message]:
    batch = norms[0]
    told = [Message("compare.norm.bn_sets", sets=batch.sets, values=batch.values)]
    if n > 1:
        told.append(Message("compare.norm.small_batch", values=batch_norm_values(1, i), n=n))
    if groups == 1:
        told.append(Message("compare.norm.gn_is_ln"))
    if groups == c:
        told.append(Message("compare.norm.gn_is_in"))
    return told


def _worked(norms: tuple[_Norm, ...], names: list[Message]) -> list[Node]:
    return [
        formula_steps(name, function, arguments, "sets" if function in SETS else "values")
        for one, name in zip(norms, names, strict=True)
        for function, arguments in one.worked
    ]


def read_batch(words: tuple[str, ...], given: dict[str, Any]) -> tuple[str, ...]:
    """NxCxHxW, as frameworks print it, as a size and a batch.

    Raises:
        UsageError: the batch is given twice.
    """
    if not words or "@" in words[0]:
        return words
    parts = words[0].replace("×", "x").replace("X", "x").replace(",", "x").split("x")
    if len(parts) != 4:
        return words
    if given.setdefault("batch_size", parts[0]) != parts[0]:
        raise UsageError(Message("usage.given_twice", name="batch-size"))
    return (f"{parts[2]}x{parts[3]}@{parts[1]}", *words[1:])


TOPIC = Topic(
    "norm",
    compare,
    (
        Param("batch_size", "count", 32, minimum=1),
        Param("groups", "count", None, minimum=1),
    ),
    size="56@64",
    example="convcalc compare norm 32x64x56x56",
    prepare=read_batch,
)
