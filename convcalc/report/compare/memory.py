"""What the weights of a network weigh in fp32, fp16, int8 and int4."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import Expr
from convcalc.algebra.parse import parse_value
from convcalc.errors import LayerError, Message, UsageError
from convcalc.formulas.memory import storage_bytes
from convcalc.layers.numbers import shown
from convcalc.load.load import load
from convcalc.network.measures import Measures
from convcalc.network.memory import BITS
from convcalc.report.compare.contest import percent_less, share
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.compare.worked import formula_steps
from convcalc.report.document import Approximate, Bytes, Column, Named
from convcalc.report.values import neat

__all__ = ["TOPIC"]

USUAL = "mobilenet_v1"
FORMATS = ("fp32", "fp16", "int8", "int4")
MEBI = 2**20
SUFFIXES = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "B": 10**9}


def compare(case: Case) -> Comparison:
    """The weights of each network (or of so many parameters) in every number format."""
    counted = [(word, _params(word)) for word in case.words or (USUAL,)]
    rows: list[tuple[Any, ...]] = []
    answer: list[int] = []
    ratios: list[Any] = []
    for word, params in counted:
        full = storage_bytes(params, BITS[FORMATS[0]])
        for name in FORMATS:
            size = storage_bytes(params, BITS[name])
            answer.append(size)
            ratios.append(share(size, full))
            mebi = Approximate(Fraction(size, MEBI), 4, False)
            label = Named(name, Message("value.itself", value=name))
            rows.append((label, word, params, BITS[name], Bytes(size), mebi, ratios[-1]))
    columns = (
        Column("method", Message("compare.column.format"), numeric=False),
        Column("network", Message("compare.column.network"), numeric=False),
        Column("params", Message("compare.column.params")),
        Column("bits", Message("compare.column.bits")),
        Column("bytes", Message("compare.column.bytes")),
        Column("mebibytes", Message("compare.column.mebibytes"), aside=True),
        Column("ratio", Message("compare.column.ratio_bytes")),
    )
    first = counted[0][1]
    whole, small = storage_bytes(first, BITS["fp32"]), storage_bytes(first, BITS["int8"])
    finding = Message(
        "compare.memory.saves",
        network=counted[0][0],
        before=Bytes(whole),
        after=Bytes(small),
        ratio=share(small, whole),
        percent=percent_less(small, whole),
    )
    return Comparison(
        Message("compare.memory.title"),
        columns,
        tuple(rows),
        [finding],
        [Message("compare.memory.weights"), Message("compare.memory.scales"),
         Message("compare.memory.units")],
        answer, {"memory": answer, "ratio": ratios, "params": [params for _, params in counted]},
        {},
        work=lambda of: [
            formula_steps(Message("value.itself", value=f"{word}, {name}"), storage_bytes,
                          (params, BITS[name]), "bytes")
            for word, params in counted
            for name in FORMATS
        ],
    )  # fmt: skip


def _params(word: str) -> int:
    """Learnable parameters that a word stands for: a number such as 25.6M, or a network.

    Raises:
        ConvcalcError: neither, or the network's channels are not known.
    """
    if word[:1].isdigit() and ":" not in word:
        number, times = word, 1
        if word[-1] in SUFFIXES:
            number, times = word[:-1], SUFFIXES[word[-1]]
        value = parse_value(number)
        if isinstance(value, Expr) or (value * times).denominator != 1 or value <= 0:
            raise UsageError(Message("compare.memory.not_a_number", word=shown(word)))
        whole: int = neat(Fraction(value * times))
        return whole
    params = Measures(load(word)).totals.params
    if not isinstance(params, int):
        raise LayerError(Message("compare.unknown", method=word))
    return params


TOPIC = Topic("memory", compare, most=None, example="convcalc compare memory resnet50 mobilenet_v1")
