"""The Inception module, with 1 x 1 reductions and without."""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.layers.base import Param
from convcalc.network.graph import spelt
from convcalc.report.compare.contest import contest, percent_less
from convcalc.report.compare.methods import Branches, Method, Part, conv, method
from convcalc.report.compare.options import BIAS
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.document import Table
from convcalc.report.fields import Field, table, word

POOL: Part = ("maxpool", {"kernel": 3, "stride": 1, "padding": 1})


def compare(case: Case) -> Comparison:
    """The naive module and the reduced one, with the same 1 x 1, 3 x 3 and 5 x 5 filters."""
    naive = method("naive", Message("compare.inception.naive"), case.shape,
                   Branches("concat", tuple(_paths(case, False).values())))  # fmt: skip
    reduced = method("reduced", Message("compare.inception.reduced"), case.shape,
                     Branches("concat", tuple(_paths(case, True).values())))  # fmt: skip
    assumptions = [Message("compare.bias" if case.values["bias"] else "compare.no_bias")]
    return contest(
        case,
        Message("compare.inception.title", input=spelt(case.shape)),
        [naive, reduced], ("output", "params", "macs"), "macs",
        _findings(case, naive, reduced),
        [Message("compare.inception.passes"), *assumptions],
        asides=(_by_branch(case),),
    )  # fmt: skip


def _paths(case: Case, reduced: bool) -> dict[str, tuple[Part, ...]]:
    """The four paths of the module by name; the input passes through pooling without a
    projection in the naive one."""
    v, bias = case.values, {"bias": case.values["bias"]}

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
        parts = _paths(case, reduced)[name]
        return method(name, Message(f"compare.inception.{name}"), case.shape, *parts).macs

    names = ("conv1", "conv3", "conv5", "pool")
    fields = (
        word("path", lambda name: Message(f"compare.inception.{name}"), "compare.column.path"),
        Field("naive", lambda name: macs(name, False), "compare.inception.naive_macs"),
        Field("reduced", lambda name: macs(name, True), "compare.inception.reduced_macs"),
    )
    totals = [sum(macs(name, reduced) for name in names) for reduced in (False, True)]
    total = (Message("report.total"), *totals)
    return table(fields, names, Message("compare.inception.by_path"), total=total, aside=True)


def _findings(case: Case, naive: Method, reduced: Method) -> list[Message]:
    before, after = naive.count("macs"), reduced.count("macs")
    told = []
    if after < before:
        told.append(Message("compare.inception.saves", percent=percent_less(after, before)))
    else:
        told.append(Message("compare.inception.costs"))
    told.append(
        Message(
            "compare.inception.grows",
            input=case.channels,
            naive=naive.answer("channels"),
            reduced=reduced.answer("channels"),
        )
    )
    return told


def _option(name: str, default: int) -> Param:
    return Param(name, "count", default, minimum=1)


TOPIC = Topic(
    "inception",
    compare,
    (
        _option("conv1", 64),
        _option("reduce3", 96),
        _option("conv3", 128),
        _option("reduce5", 16),
        _option("conv5", 32),
        _option("projection", 32),
        BIAS,
    ),
    size="28@192",
    example="convcalc compare inception 28@192",
)
