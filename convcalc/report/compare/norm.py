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
)
from convcalc.layers.base import Param, Shape
from convcalc.layers.make import analyse
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.compare.worked import formula_steps
from convcalc.report.document import Named, Node
from convcalc.report.fields import Field, table, word

GROUPS = 32
"""Of group normalization, as its paper proposes."""
SETS = (instance_norm_statistics, group_norm_statistics, layer_norm_channel_statistics)


class _Norm(NamedTuple):
    """One normalization: its statistics, the values in each, and its layer on the case. `worked`
    are the formulas of sets and values with their arguments."""

    key: str
    name: Message
    sets: int
    values: int
    sheet: Any
    worked: tuple[tuple[Any, tuple[Any, ...]], ...]


def _itself(count: int) -> int:
    """A number that needs no formula."""
    return count


def compare(case: Case) -> Comparison:
    """All of them for one batch."""
    n, c, i = case.values["batch_size"], case.channels, case.spatial
    groups = case.values["groups"] or math.gcd(GROUPS, c)
    if c % groups:
        raise LayerError(Message("gn.channels_not_divisible", channels=c, groups=groups))

    def norm(key: str, sets: Any, values: Any, layer: str, **given: Any) -> _Norm:
        """The layer has gamma and beta where it usually has them."""
        name = Message(f"compare.norm.{key}", groups=groups)
        _, sheet = analyse(layer, (Shape(c, i),), given)
        worked = tuple([part for part in (sets, values) if part[0] is not _itself])
        (of_sets, first), (of_values, second) = sets, values
        return _Norm(key, name, of_sets(*first), of_values(*second), sheet, worked)

    norms = (
        norm("bn", (_itself, (c,)), (batch_norm_values, (n, i)), "bn"),
        norm("ln", (_itself, (n,)), (layer_norm_values, (c, i)), "ln"),
        norm("ln_channels", (layer_norm_channel_statistics, (n, i)), (_itself, (c,)), "ln",
             over="channels"),
        norm("in", (instance_norm_statistics, (n, c)), (instance_norm_values, (i,)),
             "instancenorm"),
        norm("gn", (group_norm_statistics, (n, groups)), (group_norm_values, (c, groups, i)),
             "gn", groups=groups),
    )  # fmt: skip
    sheets = [one.sheet for one in norms]
    return Comparison(
        Message("compare.norm.title", n=n, input=case.input),
        table(FIELDS, norms), _findings(norms[0], n, groups, c, i),
        [Message("compare.norm.statistic"), Message("compare.norm.affine")],
        [one.values for one in norms],
        {"params": lambda: [sheet.params for sheet in sheets],
         "memory": lambda: [4 * (sheet.params + sheet.buffers) for sheet in sheets]},
        {"input": case.input, "batch_size": n, "groups": groups}, work=lambda of: _worked(norms),
    )  # fmt: skip


FIELDS = (
    word("method", lambda one: Named(one.key, one.name), "compare.column.normalization"),
    word(
        "shared", lambda one: Message(f"compare.norm.{one.key}_shared"), "compare.column.shared",
        aside=True,
    ),
    Field("statistics", lambda one: one.sets, "compare.column.statistics"),
    Field("values", lambda one: one.values, "compare.column.values"),
    Field("params", lambda one: one.sheet.params, "report.params"),
    Field("buffers", lambda one: one.sheet.buffers, "report.buffers"),
)  # fmt: skip


def _findings(batch: _Norm, n: int, groups: int, c: int, i: tuple[int, ...]) -> list[Message]:
    told = [Message("compare.norm.bn_sets", sets=batch.sets, values=batch.values)]
    if n > 1:
        told.append(Message("compare.norm.small_batch", values=batch_norm_values(1, i), n=n))
    if groups == 1:
        told.append(Message("compare.norm.gn_is_ln"))
    if groups == c:
        told.append(Message("compare.norm.gn_is_in"))
    return told


def _worked(norms: tuple[_Norm, ...]) -> list[Node]:
    return [
        formula_steps(one.name, function, arguments, "sets" if function in SETS else "values")
        for one in norms
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
    (Param("batch_size", "count", 32, minimum=1), Param("groups", "count", None, minimum=1)),
    size="56@64",
    example="convcalc compare norm 32x64x56x56",
    prepare=read_batch,
)
