"""The Inception module, with 1 x 1 reductions and without."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.layers.base import Param
from convcalc.report.compare.contest import contest, percent_less
from convcalc.report.compare.methods import Branches, Part, conv, named
from convcalc.report.compare.topic import BIAS, Case, Comparison, Topic
from convcalc.report.document import Table
from convcalc.report.fields import Field, table, word

POOL: Part = ("maxpool", {"kernel": 3, "stride": 1, "padding": 1})
SIZES = {"conv1": 64, "reduce3": 96, "conv3": 128, "reduce5": 16, "conv5": 32, "projection": 32}
"""Channels of the layers, as in the first module of GoogLeNet."""


def compare(case: Case) -> Comparison:
    """The naive module and the reduced one, with the same 1 x 1, 3 x 3 and 5 x 5 filters."""
    naive, reduced = (
        named(case, key, Branches("concat", tuple(_paths(case, number == 1).values())))
        for number, key in enumerate(("naive", "reduced"))
    )
    before, after = naive.count("macs"), reduced.count("macs")
    saved = Message("compare.inception.costs")
    if after < before:
        saved = Message("compare.inception.saves", percent=percent_less(after, before))
    grows = Message(
        "compare.inception.grows", input=case.channels,
        naive=naive.answer("channels"), reduced=reduced.answer("channels"),
    )  # fmt: skip
    return contest(
        Message("compare.inception.title", input=case.input),
        [naive, reduced], ("output", "params", "macs"), "macs", [saved, grows],
        [Message("compare.inception.passes"), case.biased], case, asides=(_by_branch(case),),
    )  # fmt: skip


def _paths(case: Case, reduced: bool) -> dict[str, tuple[Part, ...]]:
    """The four paths of the module by name; the input passes through pooling without a
    projection in the naive one."""
    v, bias = case.values, case.given("bias")

    def filters(size: int) -> tuple[Part, ...]:
        wide = conv(v[f"conv{size}"], size, padding=size // 2, **bias)
        return (conv(v[f"reduce{size}"], **bias), wide) if reduced else (wide,)

    return {
        "conv1": (conv(v["conv1"], **bias),),
        "conv3": filters(3),
        "conv5": filters(5),
        "pool": (POOL, conv(v["projection"], **bias)) if reduced else (POOL,),
    }


def _by_branch(case: Case) -> Table:
    """MACs of each path, in both modules."""

    def macs(name: str, reduced: bool) -> int:
        return named(case, name, *_paths(case, reduced)[name]).macs

    names = ("conv1", "conv3", "conv5", "pool")
    fields = (
        word("path", lambda name: Message(f"compare.inception.{name}"), "compare.column.path"),
        Field("naive", lambda name: macs(name, False), "compare.inception.naive"),
        Field("reduced", lambda name: macs(name, True), "compare.inception.reduced_macs"),
    )
    totals = [sum(macs(name, reduced) for name in names) for reduced in (False, True)]
    total = (Message("report.total"), *totals)
    return table(fields, names, "compare.inception.by_path", total=total, aside=True)


TOPIC = Topic(
    "inception",
    compare,
    (*[Param(name, "count", usual, minimum=1) for name, usual in SIZES.items()], BIAS),
    size="28@192",
    example="convcalc compare inception 28@192",
)
