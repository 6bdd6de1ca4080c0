"""Limits that a network must keep, and whether it does.

A limit is on one quantity: at most (`params: 5M`), at least (`receptive_field: {min: 224}`) or
exactly (`expect: {output: 1000}`). Where a quantity is unknown or a formula the limit is not kept:
a check in CI must not pass because nothing could be decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from convcalc.algebra.expr import Size
from convcalc.errors import Message, UsageError
from convcalc.layers.numbers import nearest
from convcalc.network.graph import Node, elements
from convcalc.network.measures import QUANTITIES, Measures

__all__ = ["Limit", "Verdict", "judge", "read_amount", "read_limit", "read_limits"]

BYTES = ("peak_memory", "weight_memory")
"""Quantities in bytes, of fp32."""

FEWEST = frozenset(("receptive_field",))
"""Quantities of which a bare number is the least allowed, not the most."""

THOUSANDS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "b": 10**9, "t": 10**12}
MEMORY = {
    "": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12,
    "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40,
}  # fmt: skip
CULPRITS = 3


class Limit(NamedTuple):
    """kind: "max", "min" or "equal"; `origin`: who demands it (option, file, project, expect)."""

    quantity: str
    kind: str
    value: int | str
    origin: str


class Verdict(NamedTuple):
    """Whether a limit is kept (None: it cannot be decided), by how much it is missed, and the
    layers that cost most."""

    limit: Limit
    actual: Size | str | None
    kept: bool | None
    excess: int | None
    culprits: tuple[tuple[Node, int], ...]


def read_amount(text: Any, quantity: str) -> int:
    """A number such as 5M, 4.1G or 231,211,008; of memory 20MiB or 1.5GB, with its unit.

    Raises:
        UsageError: not a number, a unit that does not fit, or no whole number.
    """
    if isinstance(text, int) and not isinstance(text, bool):
        return text
    memory = quantity in BYTES
    word = str(text).strip().replace(",", "").replace("_", "").replace(" ", "")
    digits = len(word) - len(word.lstrip("0123456789."))
    number, unit = word[:digits], word[digits:].lower()
    units = MEMORY if memory else THOUSANDS
    if unit in units and 0 < len(number) <= 40 and number.count(".") <= 1 and number != ".":
        amount = Fraction(number if number[-1] != "." else number + "0") * units[unit]
        if amount.denominator == 1:
            return amount.numerator
    hint = Message("budget.hint.memory" if memory else "budget.hint.count")
    raise UsageError(Message("budget.not_an_amount", quantity=quantity, value=str(text)), hint)


def read_limit(quantity: str, value: Any, origin: str, kind: str | None = None) -> Limit:
    """One limit; `kind` None: the natural one of the quantity.

    Raises:
        UsageError: no such quantity, or not an amount.
    """
    if quantity not in QUANTITIES:
        near = nearest(quantity, QUANTITIES)
        hints = [Message("hint.did_you_mean", word=near)] if near else []
        allowed = ", ".join(QUANTITIES)
        raise UsageError(
            Message("budget.unknown", quantity=quantity, allowed=allowed, origin=origin), *hints
        )
    if quantity == "output":
        return Limit(quantity, "equal", _output(value), origin)
    if kind is None:
        kind = "min" if quantity in FEWEST else "max"
    return Limit(quantity, kind, read_amount(value, quantity), origin)


def read_limits(given: Mapping[str, Any], origin: str) -> list[Limit]:
    """The limits of a mapping: `budget` of a file or of a project, or `expect` (all exact).

    Raises:
        UsageError: an unknown quantity or bound, or not an amount.
    """
    limits = []
    for quantity, value in given.items():
        if isinstance(value, Mapping):
            for kind, bound in value.items():
                if kind not in ("min", "max"):
                    raise UsageError(
                        Message("budget.unknown_bound", quantity=quantity, bound=str(kind))
                    )
                limits.append(read_limit(quantity, bound, origin, kind))
        else:
            kind = "equal" if origin == "expect" else None
            limits.append(read_limit(quantity, value, origin, kind))
    return limits


def _output(value: Any) -> str:
    """An output as it is spelt: `@1000`, `388x388@2`; channels first is turned round."""
    word = str(value).replace(" ", "").replace("×", "x").replace("X", "x")
    if word.isdigit():
        return f"@{word}"
    if "@" in word:
        spatial, channels = word.split("@", 1)
        return f"{spatial}@{channels}"
    channels, _, spatial = word.partition("x")
    return f"{spatial}@{channels}" if spatial else f"@{channels}"


def judge(measures: Measures, limits: list[Limit]) -> list[Verdict]:
    """What becomes of each limit."""
    return [_judged(measures, limit) for limit in limits]


def _judged(measures: Measures, limit: Limit) -> Verdict:
    actual = measures[limit.quantity]
    if isinstance(limit.value, str):
        kept = actual == limit.value or str(actual).rpartition("@")[2] == limit.value.lstrip("@")
        return Verdict(limit, actual, kept, None, ())
    if not isinstance(actual, int):
        return Verdict(limit, actual, None, None, ())
    over = actual - limit.value
    if limit.kind == "min":
        over = -over
    kept = over == 0 if limit.kind == "equal" else over <= 0
    if kept:
        return Verdict(limit, actual, True, None, ())
    culprits = () if limit.kind == "min" else _culprits(measures, limit.quantity)
    return Verdict(limit, actual, False, abs(over), culprits)


def _culprits(measures: Measures, quantity: str) -> tuple[tuple[Node, int], ...]:
    """The layers that have most of a quantity."""
    if quantity == "peak_memory":
        found, actual = measures.peak, measures.bytes_of(measures.peak)
        return ((found.node, actual),) if found is not None and isinstance(actual, int) else ()
    costs = []
    for node, sheet in measures.network.layers:
        value: Any = {
            "params": sheet.params,
            "weight_memory": sheet.params,
            "buffers": sheet.buffers,
            "macs": sheet.macs,
            "flops": sheet.macs,
            "activations": elements(node.shape),
        }.get(quantity)
        if isinstance(value, int) and value:
            times = {"weight_memory": 4, "flops": 2}.get(quantity, 1)
            costs.append((node, value * times))
    costs.sort(key=lambda cost: (-cost[1], cost[0].index))
    return tuple(costs[:CULPRITS])
