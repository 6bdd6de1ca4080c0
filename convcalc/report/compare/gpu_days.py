"""GPU-days of architecture searches: so many GPUs for so many days."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, NamedTuple

from convcalc.algebra.expr import Expr, Product, make
from convcalc.algebra.parse import parse_value
from convcalc.errors import Message, UsageError
from convcalc.layers.numbers import shown
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.compare.worked import arithmetic
from convcalc.report.document import Approximate, Named
from convcalc.report.fields import Field, table, word
from convcalc.report.values import neat


class _Run(NamedTuple):
    """A search: what it is called, its GPUs, its days."""

    key: str
    name: Message
    gpus: Any
    days: Any

    @property
    def total(self) -> Fraction:
        """GPU-days."""
        return Fraction(self.gpus * self.days)


KNOWN = (
    _Run("nas_rl", Message("compare.gpu.nas_rl"), 800, 28),
    _Run("nasnet", Message("compare.gpu.nasnet"), 500, 4),
    _Run("darts_second_order", Message("compare.gpu.darts2"), 1, 4),
    _Run("darts_first_order", Message("compare.gpu.darts1"), 1, Fraction(3, 2)),
)
"""Published searches: Zoph & Le (2017), Zoph et al. (2018), Liu et al. (2019)."""
PARALLEL = 1000
DAYS_A_YEAR = 365


def compare(case: Case) -> Comparison:
    """The runs that are given, or the published ones.

    Raises:
        UsageError: a run that is not GPUSxDAYS.
    """
    runs = [_read(word) for word in case.words] or list(KNOWN)
    first = runs[0].total
    fields = (
        word("method", lambda run: Named(run.key, run.name), "compare.column.search"),
        Field("gpus", lambda run: run.gpus, "compare.column.gpus"),
        Field("days", lambda run: run.days, "compare.column.days"),
        Field("gpu_days", lambda run: neat(run.total), "compare.column.gpu_days"),
        Field(
            "gpu_years", lambda run: Approximate(run.total / DAYS_A_YEAR, 4, False),
            "compare.column.gpu_years",
        ),
        Field("ratio", lambda run: neat(run.total / first), "compare.column.to_first"),
    )  # fmt: skip
    return Comparison(
        Message("compare.gpu.title"), table(fields, runs), _findings(runs, not case.words),
        [Message("compare.gpu.product"), Message("compare.gpu.ideal", years=DAYS_A_YEAR)],
        [neat(run.total) for run in runs], {}, {},
        work=lambda of: [
            arithmetic(run.name, "GPU_days", make(Product, run.gpus, run.days)) for run in runs
        ],
    )  # fmt: skip


def _findings(runs: list[_Run], published: bool) -> list[Message]:
    most = max(runs, key=lambda run: run.total)
    least = min(runs, key=lambda run: run.total)
    told = [
        Message(
            "compare.gpu.most", run=most.name, total=neat(most.total), gpus=PARALLEL,
            years=Approximate(most.total / DAYS_A_YEAR, 3, False),
            days=Approximate(most.total / PARALLEL, 4, False),
        )
    ]  # fmt: skip
    if least.total != most.total:
        times = Approximate(most.total / least.total, 4, False)
        told.append(Message("compare.gpu.apart", run=least.name, times=times))
    if published:
        one, other = runs[:2]
        told.append(
            Message("compare.gpu.mixed", gpus=one.gpus, days=other.days,
                    product=one.gpus * other.days, first=one.name, second=other.name)
        )  # fmt: skip
    return told


def _read(word: str) -> _Run:
    """GPUSxDAYS, with a name and an equals sign before it if wanted: `mine=8x2.5`.

    Raises:
        UsageError: it is not of this form, or one of the numbers is not positive.
    """
    name, equals, text = word.rpartition("=")
    parts = re.split(r"[xX×]", text)
    values = [parse_value(part) for part in parts] if len(parts) == 2 and all(parts) else []
    if not values or any(isinstance(value, Expr) or value <= 0 for value in values):
        raise UsageError(
            Message("compare.gpu.bad_run", word=shown(word)),
            Message("usage.for_example", example=TOPIC.example),
        )
    key = name if equals else text
    return _Run(key, Message("value.itself", value=key), *values)


TOPIC = Topic("gpu-days", compare, most=None, example="convcalc compare gpu-days 800x28 500x4")
