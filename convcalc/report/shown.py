"""The value classes of documents: what a number means beside how large it is."""

from __future__ import annotations

from convcalc.algebra.expr import Expr
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fractions import Fraction
    from typing import Any

    Values = tuple[Any, ...]
else:
    Values = tuple


class Sizes(Values):
    """One value for each spatial axis: shown `7 × 7`, plain `7x7`, JSON `[7, 7]`."""

    __slots__ = ()


class Alike(Sizes):
    """One value for each axis, read as one number where all agree; JSON has every axis."""

    __slots__ = ()

    @property
    def one(self) -> Any:
        """The value of all axes; the sizes themselves where they differ."""
        first, symbolic = (self or (None,))[0], any(isinstance(part, Expr) for part in self)
        same = all(part is first if symbolic else part == first for part in self)
        return first if self and same else Sizes(self)


class Pairs(Values):
    """Begin and end for each axis: plain `1:2x0:1`, JSON `[[1, 2], [0, 1]]`."""

    __slots__ = ()


class Tensor(NamedTuple):
    """A tensor without its batch axis: plain `56x56@64`, JSON `{"size": [56, 56], "in": 64}`."""

    channels: Any
    spatial: tuple[Any, ...]


class Approximate(NamedTuple):
    """An exact fraction to be shown rounded to `digits` significant digits: ≈ 0.118924.

    `sign` is False where a column's heading says that its numbers are rounded."""

    value: Fraction
    digits: int = 6
    sign: bool = True


class Reciprocal(NamedTuple):
    """An exact fraction shown as one over a rounded number: 137/1152 is ≈ 1/8.409."""

    value: Fraction
    digits: int = 4
    sign: bool = True


class Bar(NamedTuple):
    """A share between 0 and 1: people see a bar and a percentage, scripts the exact fraction.

    `full` is the share that fills the bar; with 0 there is none beside the percentage."""

    value: Fraction
    full: Fraction | int = 1


class Range(NamedTuple):
    """Smallest and largest of a value that depends on the position."""

    low: Any
    high: Any


class AtLeast(NamedTuple):
    """A number of which only a lower bound is known: plain `>= 5`, JSON `{"at_least": 5}`."""

    value: Any


class Bytes(NamedTuple):
    """A number of bytes: people read it in MB (10^6), or in MiB (2^20) where `binary`."""

    count: Any
    binary: bool = False


class Count(NamedTuple):
    """A large number: people see 25.56 M, scripts every digit."""

    count: Any


class Signed(NamedTuple):
    """A difference, shown with its sign: +1,024."""

    value: Any


class Lettered(NamedTuple):
    """A formula in its own letters, which `--letters` may respell."""

    expression: Expr


class Named(NamedTuple):
    """What people read (words, or another value), and what scripts read in its place; `tone` as of
    facts."""

    key: Any
    words: Any
    tone: str = ""


INSIDE = frozenset((Approximate, Bar, Bytes, Count, Lettered, Named, Reciprocal, Signed))
"""Classes of which only the first field is for scripts: the value, or the key."""


class Matrix(NamedTuple):
    """A map of numbers: plain `1 2; 3 4`, JSON `[[1, 2], [3, 4]]`; a `series` has one row, which
    JSON shows without the outer brackets. An entry may be a `Surd`, which people see rounded."""

    rows: tuple[tuple[Any, ...], ...]
    series: bool = False


class Maps(NamedTuple):
    """Matrices or, one level up, groups of them: plain `1 2; 3 4 | 5 6; 7 8`, `... || ...`."""

    parts: tuple[Any, ...]


class Chain(NamedTuple):
    """Expressions and values, each equal to the one before: `1·1 + 2·0 = 1`."""

    parts: tuple[Any, ...]
