"""How many architectures a search space holds, exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from convcalc.algebra.expr import Expr, Power, Product, Sum, as_expr, evaluate, make
from convcalc.algebra.parse import parse_value
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Param
from convcalc.layers.numbers import shown
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.compare.worked import arithmetic
from convcalc.report.document import Approximate, Named, Range, Table
from convcalc.report.fields import Field, table, word

USUAL = ("kernel=3,5,7", "expand=3,4,6")
KNOWN = (
    ("ofa", "((3*3)**2 + (3*3)**3 + (3*3)**4)**5"),
    ("fbnet", "9**22"),
    ("darts", "(1*7**2 * 3*7**2 * 6*7**2 * 10*7**2)**2"),
)
"""Published spaces as they are counted: Once-for-All (Cai et al. 2020), FBNet (Wu et al. 2019),
DARTS (Liu et al. 2019)."""
MOST_LAYERS = 1000
MOST_DIGITS = 1000
HOURS_A_YEAR = 24 * 365
MANY = 10**6
"""From here on people read a power of ten."""


class _Space(NamedTuple):
    """A space: its name, and the expression that counts it."""

    key: str
    name: Any
    expression: Expr | int

    @property
    def size(self) -> int:
        """How many architectures it holds."""
        return int(evaluate(self.expression))

    @property
    def power(self) -> int:
        """Of ten, the largest below the count."""
        return len(str(self.size)) - 1

    def years(self, hours: Fraction) -> Fraction:
        """GPU-years, if each takes so many hours."""
        return self.size * hours / HOURS_A_YEAR


def compare(case: Case) -> Comparison:
    """The space of the given choices, spaces given as expressions, and published ones.

    Raises:
        UsageError: a choice that cannot be read, or a space too large to be written out.
    """
    choices = [word for word in case.words if "=" in word]
    typed = [word for word in case.words if "=" not in word]
    spaces = []
    if choices or not typed:
        spaces.append(_of_choices(case, choices or list(USUAL)))
    spaces += [_Space(word, word, _number(word)) for word in typed]
    if not case.words:
        spaces += [_Space(key, Message(f"compare.space.{key}"), _number(it)) for key, it in KNOWN]
    hours = Fraction(case.values["hours"])
    if hours <= 0:
        raise UsageError(Message("compare.space.bad_hours", value=hours))
    return Comparison(
        Message("compare.topic.space"), _table(spaces, hours), _findings(spaces[0], hours),
        [Message("compare.space.distinct"),
         Message("compare.space.hours", hours=Approximate(hours, 3, False))],
        [space.size for space in spaces], {}, {"hours_each": hours},
        work=lambda of: [
            arithmetic(Message("compare.space.count", space=one.name), "N", as_expr(one.expression))
            for one in spaces[: len(spaces) if case.words else 1]
        ],
    )  # fmt: skip


def _table(spaces: list[_Space], hours: Fraction) -> Table:
    fields = (
        word("method", lambda one: Named(one.key, one.name), "compare.column.space"),
        Field("architectures", lambda one: one.size, "compare.column.architectures"),
        Field("power_of_ten", lambda one: one.power, "compare.column.power_of_ten"),
        Field("gpu_years", lambda one: _power_of_ten(one.years(hours)), "compare.column.gpu_years"),
    )
    return table(fields, spaces)


def _power_of_ten(value: Fraction) -> Any:
    """A number for people: the large ones as 2.48 × 10^15; scripts read it exactly."""
    if value < MANY:
        return Approximate(value, 3, False)
    power = len(str(int(value))) - 1
    mantissa = Approximate(value / 10**power, 3, False)
    return Named(str(value), Message("compare.space.power", mantissa=mantissa, power=power))


def _findings(space: _Space, hours: Fraction) -> list[Message]:
    fields = {"space": space.name, "count": space.size, "power": space.power}
    told, years = [Message("compare.space.holds", **fields)], space.years(hours)
    if years >= 1:
        each, thousand = Approximate(hours, 3, False), _power_of_ten(years / 1000)
        years_told = _power_of_ten(years)
        told.append(Message("compare.space.years", hours=each, years=years_told, thousand=thousand))
    return told


def _of_choices(case: Case, words: list[str]) -> _Space:
    """The space in which every layer makes each of the choices, independently."""
    counts = [_choices(word) for word in words]
    one = counts[0] if len(counts) == 1 else make(Product, *counts)
    low, high = case.values["layers"][0]
    if not low <= high <= MOST_LAYERS:
        raise UsageError(
            Message("compare.space.bad_layers", first=low, last=high, most=MOST_LAYERS)
        )
    stages = case.values["stages"]
    digits = len(str(max(int(evaluate(one)), 1))) * high * stages
    if digits > MOST_DIGITS:
        raise UsageError(Message("compare.space.too_large", limit=MOST_DIGITS))
    powers = [one if depth == 1 else make(Power, one, depth) for depth in range(low, high + 1)]
    count = powers[0] if len(powers) == 1 else make(Sum, *powers)
    if stages > 1:
        count = make(Power, count, stages)
    depth = low if low == high else Range(low, high)
    name = Message("compare.space.choices", choices=" ".join(words), layers=depth, stages=stages)
    return _Space("choices", name, count)


def _choices(word: str) -> int:
    """How many values NAME=a,b,c or NAME=a..b names.

    Raises:
        UsageError: none, or a range that is not one.
    """
    _, _, text = word.partition("=")
    low, dots, high = text.partition("..")
    if dots:
        first, last = _whole(low), _whole(high)
        count = 0 if first is None or last is None else last - first + 1
    else:
        values = {value.strip() for value in text.replace("、", ",").split(",")}
        count = 0 if "" in values else len(values)
    if count < 1:
        raise UsageError(Message("compare.space.bad_choice", word=shown(word)))
    return count


def _whole(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _number(text: str) -> int:
    value = parse_value(text)
    if not isinstance(value, int) or value < 1:
        raise UsageError(Message("compare.space.not_whole", space=shown(text)))
    return value


TOPIC = Topic(
    "space",
    compare,
    (
        Param("layers", "pairs", "2:4", minimum=1),
        Param("stages", "count", 5, minimum=1),
        Param("hours", "decimal", 1),
    ),
    most=None,
    example="convcalc compare space kernel=3,5,7 expand=3,4,6 --layers 20 --stages 1",
)
