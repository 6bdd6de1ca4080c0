"""Limits that a network must keep, and whether it does.

A limit is on one quantity: at most (`params: 5M`), at least (`receptive_field: {min: 224}`) or
exactly (`expect: {output: 1000}`). Where a quantity is unknown or a formula the limit is not kept:
a check in CI must not pass because nothing could be decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from convcalc.algebra.expr import Size
from convcalc.algebra.normal import equal
from convcalc.algebra.parse import parse_expression, parse_grid
from convcalc.annotations import Any
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.layers.base import Shape
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.layers.quantities import Quantity
from convcalc.network.graph import Node, spelt
from convcalc.network.measures import LIMITED, Measures
from convcalc.record import NamedTuple

THOUSANDS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "b": 10**9, "t": 10**12}
MEMORY = {
    "": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12,
    "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40,
}  # fmt: skip
CULPRITS = 3
SHORT = {"rf": "receptive_field", "parameters": "params", "memory": "peak_memory"}
"""Words that are used for a quantity, by options among others."""


class Limit(NamedTuple):
    """kind: "max", "min" or "equal"; `origin`: who demands it (option, file, project, expect)."""

    quantity: str
    kind: str
    value: int | str
    origin: str

    @property
    def demanded(self) -> bool:
        """Whether somebody set it; else a file, or the index of the zoo, promises it of itself."""
        return self.origin != "expect"


class Verdict(NamedTuple):
    """Whether a limit is kept (None: it cannot be decided), by how much it is missed, and the
    layers that decide, each with its part: those that cost most, that of the peak, that whose
    field or shape it is; or those whose part nobody tells, without it. `least`: the actual value,
    and what it is missed by, are lower bounds."""

    limit: Limit
    actual: Size | str | None
    kept: bool | None
    excess: int | None
    culprits: tuple[tuple[Node, int | str | None], ...]
    least: bool = False


class Promises(dict[str, "Any"]):
    """Limits by quantity, as they were read, knowing where they stand."""

    def refused(self, error: ConvcalcError, path: tuple[str, ...], value: bool) -> ConvcalcError:
        """The error about the value (or else the key) at this path, with its place if there is
        one."""
        return error


def read_amount(text: Any, quantity: str) -> int:
    """A number such as 5M, 4.1G or 231,211,008; of memory 20MiB or 1.5GB, with its unit.

    Raises:
        UsageError: not a number, a unit that does not fit, or no whole number.
    """
    if isinstance(text, int) and not isinstance(text, bool):
        return text
    known = LIMITED[quantity]
    memory = known is not None and known.unit == "bytes"
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
    if quantity not in LIMITED:
        natural = quantity.removeprefix("max_").removeprefix("min_")
        hints = did_you_mean(SHORT.get(natural, natural), LIMITED)
        allowed = ", ".join(LIMITED)
        raise UsageError(
            Message("budget.unknown", quantity=quantity, allowed=allowed, origin=origin), *hints
        )
    known = LIMITED[quantity]
    if known is None:
        _output(value)
        return Limit(quantity, "equal", str(value).strip(), origin)
    return Limit(quantity, kind or known.limit, read_amount(value, quantity), origin)


def read_limits(given: Mapping[str, Any], origin: str) -> list[Limit]:
    """The limits of a mapping: `budget` of a file or of a project, or `expect` (all exact).

    Raises:
        ConvcalcError: an unknown quantity or bound, or not an amount; it points at the place where
            the mapping knows it.
    """
    limits = []
    for quantity, value in given.items():
        bounds = value if isinstance(value, Mapping) else None
        path: tuple[str, ...] = (quantity,)
        natural = "equal" if origin == "expect" else None
        for kind, bound in ((natural, value),) if bounds is None else bounds.items():
            known = quantity in LIMITED
            try:
                if bounds is not None and known:
                    path = (quantity, str(kind))
                    if kind not in ("min", "max"):
                        known = False
                        raise UsageError(
                            Message("budget.unknown_bound", quantity=quantity, bound=str(kind))
                        )
                limits.append(read_limit(quantity, bound, origin, kind))
            except UsageError as error:
                if isinstance(given, Promises):
                    raise given.refused(error, path, value=known) from None
                raise
    return limits


def _output(value: Any) -> tuple[tuple[Size, ...], Size | None]:
    """The numbers of an output, and what stands after `@`: `1000`, `388x388`, `388x388@2`.

    Raises:
        UsageError: no such numbers, or one that is less than 1.
    """
    text = str(value).strip()
    head, at, tail = text.partition("@")
    try:
        cells, channels = ((), parse_expression(tail)) if at and not head else parse_grid(text)
    except ConvcalcError:
        raise _not_an_output(value) from None
    sizes = [size for cell in cells for size in cell]
    letter = len(sizes) == 1 and channels is None and not isinstance(sizes[0], int)
    known = [size for size in (*sizes, channels) if isinstance(size, int)]
    if isinstance(value, bool) or letter or len(sizes) > len(cells) or min(known, default=1) < 1:
        raise _not_an_output(value)
    return tuple(sizes), channels


def _not_an_output(value: Any) -> UsageError:
    message = Message("budget.not_an_output", value=shown(value))
    return UsageError(message, Message("budget.hint.output"))


def _wanted(limit: Limit, axes: int) -> Shape:
    """The output demanded of a network with so many spatial axes.

    A number alone is the length of a vector; as many numbers as axes are spatial sizes, of any
    channels; one more is channels first.
    """
    sizes, channels = _output(limit.value)
    if channels is None and len(sizes) == 1:
        return Shape(sizes[0], ())
    if channels is None and len(sizes) in (axes + 1, 3, 4) and len(sizes) != axes:
        return Shape(sizes[0], sizes[1:])
    return Shape(channels, sizes)


def judge(measures: Measures, limits: list[Limit]) -> list[Verdict]:
    """What becomes of each limit."""
    return [_judged(measures, limit) for limit in limits]


def _judged(measures: Measures, limit: Limit) -> Verdict:
    if isinstance(limit.value, str):
        return _judged_output(measures, limit)
    actual = measures[limit.quantity]
    if limit.quantity == "receptive_field" and limit.kind == "max":
        actual = measures.largest_field()
    if not isinstance(actual, int):
        return _judged_least(measures, limit, actual)
    over = actual - limit.value
    if limit.kind == "min":
        over = -over
    kept = over == 0 if limit.kind == "equal" else over <= 0
    if kept:
        return Verdict(limit, actual, True, None, ())
    return Verdict(limit, actual, False, abs(over), _culprits(measures, limit, actual))


def _judged_least(measures: Measures, limit: Limit, actual: Any) -> Verdict:
    """What becomes of a limit on what is unknown, or known to be at least so much."""
    known = LIMITED[limit.quantity]
    least = None if actual is not None or known is None else measures.least(known.key)
    assert isinstance(limit.value, int)
    if not isinstance(least, int):
        return Verdict(
            limit, actual, None, None, () if actual is not None else _untold(measures, known)
        )
    over = least - limit.value
    if limit.kind == "min" and over >= 0:
        return Verdict(limit, least, True, None, (), True)
    if limit.kind == "min" or over <= 0:
        return Verdict(limit, least, None, None, _untold(measures, known), True)
    return Verdict(limit, least, False, over, _culprits(measures, limit, least), True)


def _judged_output(measures: Measures, limit: Limit) -> Verdict:
    """What becomes of a demand on the output; a vector may be a map of 1x1."""
    node = measures.network.nodes[measures.network.outputs[0]]
    shape = node.shape
    wanted = _wanted(limit, len(shape.spatial))
    told = limit._replace(value=spelt(wanted))
    spatial = wanted.spatial or (1,) * len(shape.spatial)
    pairs: list[tuple[Size, Size | None]] = list(zip(spatial, shape.spatial, strict=False))
    if wanted.channels is not None:
        pairs.append((wanted.channels, shape.channels))
    found = {_same(one, other) for one, other in pairs}
    found.add(len(spatial) == len(shape.spatial))
    kept = False if False in found else None if None in found else True
    return Verdict(told, spelt(shape), kept, None, () if kept else ((node, spelt(shape)),))


def _same(wanted: Size, actual: Size | None) -> bool | None:
    """Whether a size is as demanded; None if that cannot be said."""
    if actual is None:
        return None
    if isinstance(wanted, int) and isinstance(actual, int):
        return wanted == actual
    return True if equal(wanted, actual) else False if isinstance(actual, int) else None


def _culprits(measures: Measures, limit: Limit, actual: int) -> tuple[tuple[Node, int], ...]:
    """The layers that decide why a limit is not kept; of too little of a sum none does."""
    if limit.quantity == "receptive_field" and measures.local is not None:
        return ((measures.local[0], actual),)
    if limit.quantity == "peak_memory" and measures.peak is not None:
        return ((measures.peak.node, actual),)
    costs = []
    known = LIMITED[limit.quantity]
    if limit.kind == "min" or known is None or known.layer is None or not known.adds:
        return ()
    for node, sheet in measures.network.layers:
        value = known.layer(sheet)
        if isinstance(value, int) and value:
            costs.append((node, value))
    costs.sort(key=lambda cost: (-cost[1], cost[0].index))
    return tuple(costs[:CULPRITS])


def _untold(measures: Measures, known: Quantity | None) -> tuple[tuple[Node, None], ...]:
    """The first layers of which nobody says how much they have of a quantity."""
    give = None if known is None else known.layer
    found = [node for node, sheet in measures.network.layers if give and give(sheet) is None]
    return tuple([(node, None) for node in found[:CULPRITS]])
