"""What the weights of a network weigh in fp32, fp16, int8 and int4."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from convcalc.algebra.expr import Expr
from convcalc.algebra.parse import parse_value
from convcalc.errors import LayerError, Message, UsageError
from convcalc.formulas.memory import storage_bytes
from convcalc.inverse.networks import load
from convcalc.layers.numbers import shown
from convcalc.network.measures import Measures
from convcalc.network.memory import BITS
from convcalc.report.compare.contest import percent_less, share
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.compare.worked import formula_steps
from convcalc.report.document import Approximate, Bytes
from convcalc.report.fields import Field, table, word
from convcalc.report.values import neat

USUAL = "mobilenet_v1"
FORMATS = ("fp32", "fp16", "int8", "int4")
MEBI = 2**20
SUFFIXES = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "B": 10**9}


class _Stored(NamedTuple):
    """So many parameters of a network in a number format."""

    network: str
    params: int
    format: str

    @property
    def size(self) -> int:
        """Bytes."""
        return storage_bytes(self.params, BITS[self.format])

    @property
    def ratio(self) -> Any:
        """The part of what it takes in the first format."""
        return share(self.size, storage_bytes(self.params, BITS[FORMATS[0]]))


FIELDS = (
    word("method", lambda row: row.format, "compare.column.format"),
    word("network", lambda row: row.network, "report.network"),
    Field("params", lambda row: row.params, "report.params"),
    Field("bits", lambda row: BITS[row.format], "compare.column.bits"),
    Field("bytes", lambda row: Bytes(row.size), "audit.group.weights"),
    Field(
        "mebibytes", lambda row: Approximate(Fraction(row.size, MEBI), 4, False),
        "compare.column.mebibytes", aside=True,
    ),
    Field("ratio", lambda row: row.ratio, "separable.column.ratio"),
)  # fmt: skip


def compare(case: Case) -> Comparison:
    """The weights of each network (or of so many parameters) in every number format."""
    counted = [(word, _params(word)) for word in case.words or (USUAL,)]
    rows = [_Stored(word, params, name) for word, params in counted for name in FORMATS]
    answer = [row.size for row in rows]
    whole, small = (rows[FORMATS.index(name)] for name in ("fp32", "int8"))
    finding = Message(
        "compare.memory.saves", network=small.network, before=Bytes(whole.size),
        after=Bytes(small.size), ratio=small.ratio, percent=percent_less(small.size, whole.size),
    )  # fmt: skip
    return Comparison(
        Message("compare.memory.title"), table(FIELDS, rows), [finding],
        [Message("compare.memory.weights"), Message("compare.memory.scales"),
         Message("compare.memory.units")], answer,
        {"memory": lambda: answer, "ratio": lambda: [row.ratio for row in rows],
         "params": lambda: [params for _, params in counted]}, {},
        work=lambda of: [
            formula_steps(Message("value.itself", value=f"{row.network}, {row.format}"),
                          storage_bytes, (row.params, BITS[row.format]), "bytes")
            for row in rows
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
