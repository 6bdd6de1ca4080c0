"""Sizes as functions of one input size that grow by the same amount every so often.

What a stack of layers makes of an input of size n is built from sums, constant factors, floors and
extremes, and so is quasi-affine: from some n on, f(n + M) = f(n) + C, where the period M comes from
the strides and C may depend on the remainder of n. A finite table says everything about f.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, lcm

from convcalc.algebra.expr import (
    CeilDiv,
    Ceiling,
    ExactDiv,
    Expr,
    Floor,
    FloorDiv,
    Maximum,
    Minimum,
    Neg,
    Num,
    Number,
    Power,
    Product,
    Ratio,
    Size,
    Sum,
    Var,
    as_expr,
    postorder,
)

LIMIT = 5_000
"""Entries that a table may have; one more and the function is refused."""


class NotQuasiAffine(ValueError):  # noqa: N818  # a fact about a function, not a mistake
    """The function grows otherwise (`period` is None), or repeats only after so many sizes."""

    def __init__(self, period: int | None = None) -> None:
        super().__init__(period)
        self.period = period


class Quasi:
    """f(n) for n >= 0: `values` up to the first period, then `gains` by remainder.

    len(gains) is the period; f(start + i + t period) = values[start + i] + t gains[i].
    """

    __slots__ = ("gains", "values")

    def __init__(self, values: tuple[Number, ...], gains: tuple[Number, ...]) -> None:
        self.values = values
        self.gains = gains

    @property
    def period(self) -> int:
        """Sizes after which the growth repeats."""
        return len(self.gains)

    @property
    def start(self) -> int:
        """From here on it does."""
        return len(self.values) - len(self.gains)

    @property
    def constant(self) -> Number | None:
        """The value, if there is only one."""
        if any(self.gains) or any(value != self.values[0] for value in self.values):
            return None
        return self.values[0]

    def at(self, n: int) -> Number:
        """The value at n."""
        if n < len(self.values):
            return self.values[n]
        turns, index = divmod(n - self.start, self.period)
        return self.values[self.start + index] + turns * self.gains[index]

    def spread(self, start: int, period: int) -> Quasi:
        """The same function, its table beginning at `start` and with a multiple of its period."""
        if start == self.start and period == self.period:
            return self
        if start + period > LIMIT:
            raise NotQuasiAffine(period)
        times, shift = period // self.period, start - self.start
        return Quasi(
            tuple([self.at(n) for n in range(start + period)]),
            tuple([times * self.gains[(shift + i) % self.period] for i in range(period)]),
        )


def _joined(left: Quasi, right: Quasi) -> tuple[Quasi, Quasi]:
    """Both on tables of the same size."""
    start, period = max(left.start, right.start), lcm(left.period, right.period)
    return left.spread(start, period), right.spread(start, period)


def _sum(left: Quasi, right: Quasi) -> Quasi:
    a, b = _joined(left, right)
    return Quasi(
        tuple([x + y for x, y in zip(a.values, b.values, strict=True)]),
        tuple([x + y for x, y in zip(a.gains, b.gains, strict=True)]),
    )


def scaled(f: Quasi, factor: Number) -> Quasi:
    """A multiple of a function."""
    return Quasi(tuple([x * factor for x in f.values]), tuple([x * factor for x in f.gains]))


def _product(left: Quasi, right: Quasi) -> Quasi:
    """Where one of the two grows, the other must stand still."""
    for one, other in ((left, right), (right, left)):
        if one.constant is not None:
            return scaled(other, one.constant)
    a, b = _joined(left, right)
    gains = []
    for index, (g, h) in enumerate(zip(a.gains, b.gains, strict=True)):
        if g and h:
            raise NotQuasiAffine
        gains.append(g * b.values[a.start + index] + h * a.values[a.start + index])
    return Quasi(tuple([x * y for x, y in zip(a.values, b.values, strict=True)]), tuple(gains))


def _floor(top: Quasi, bottom: Quasi) -> Quasi:
    """floor(top / bottom): the period becomes so long that the quotient grows by whole numbers."""
    divisor = bottom.constant
    if not divisor:
        raise NotQuasiAffine
    turns = lcm(*{(Fraction(gain) / divisor).denominator for gain in top.gains})
    wide = top.spread(top.start, top.period * turns)
    return Quasi(
        tuple([value // divisor for value in wide.values]),
        tuple([gain // divisor for gain in wide.gains]),
    )


def _quotient(top: Quasi, bottom: Quasi) -> Quasi:
    divisor = bottom.constant
    if not divisor:
        raise NotQuasiAffine
    return scaled(top, Fraction(1) / divisor)


def _larger(left: Quasi, right: Quasi) -> Quasi:
    """The maximum: from some size on, one of the two has won for each remainder."""
    a, b = _joined(left, right)
    start = a.start
    last = start
    for index, (g, h) in enumerate(zip(a.gains, b.gains, strict=True)):
        ahead = Fraction(a.values[start + index]) - b.values[start + index]
        if g != h and ahead and (ahead > 0) is not (g > h):
            turns = ceil(abs(ahead / (Fraction(g) - h)))
            last = max(last, start + turns * a.period)
    a, b = a.spread(last, a.period), b.spread(last, b.period)
    gains = []
    for index, (g, h) in enumerate(zip(a.gains, b.gains, strict=True)):
        x, y = a.values[last + index], b.values[last + index]
        gains.append(max(g, h) if x == y else g if x > y else h)
    return Quasi(tuple(map(max, a.values, b.values)), tuple(gains))


def _power(base: Quasi, exponent: Quasi) -> Quasi:
    count = exponent.constant
    if count is None or count < 0 or count != int(count):
        raise NotQuasiAffine
    result = _fixed(1)
    for _ in range(int(count)):
        result = _product(result, base)
    return result


def _fixed(value: Number) -> Quasi:
    return Quasi((value,), (0,))


def _minus(f: Quasi) -> Quasi:
    return scaled(f, -1)


ONE = _fixed(1)

UNARY: dict[type[Expr], Callable[[Quasi], Quasi]] = {
    Neg: _minus,
    Floor: lambda f: _floor(f, ONE),
    Ceiling: lambda f: _minus(_floor(_minus(f), ONE)),
}
BINARY: dict[type[Expr], Callable[[Quasi, Quasi], Quasi]] = {
    Sum: _sum,
    Product: _product,
    FloorDiv: _floor,
    CeilDiv: lambda f, g: _minus(_floor(_minus(f), g)),
    ExactDiv: _quotient,
    Ratio: _quotient,
    Maximum: _larger,
    Minimum: lambda f, g: _minus(_larger(_minus(f), _minus(g))),
    Power: _power,
}


class TooCostlyError(Exception):
    """Tables grew beyond what the answer is worth."""


class QuasiTable:
    """Expressions as functions of the letter `letter`; `known` are the values of other letters.

    effort: entries that all tables may have together; one more raises `TooCostlyError`.
    """

    def __init__(self, letter: str, known: Mapping[str, int], effort: int | None = None) -> None:
        self.letter = letter
        self.known = known
        self.effort = effort
        self._found: dict[Expr, Quasi] = {}

    def __getitem__(self, size: Size) -> Quasi:
        """The function that the expression is.

        Raises:
            NotQuasiAffine: it has another letter in it, or grows otherwise.
        """
        root = as_expr(size)
        found = self._found
        if root not in found:
            for node in postorder(root):
                if node not in found:
                    found[node] = self._function(node)
                    self.spend(len(found[node].values))
        return found[root]

    def spend(self, entries: int) -> None:
        """Count entries that were made.

        Raises:
            TooCostlyError: they are too many.
        """
        if self.effort is not None:
            self.effort -= entries
            if self.effort < 0:
                raise TooCostlyError

    def _function(self, node: Expr) -> Quasi:
        if isinstance(node, Num):
            return _fixed(node.value)
        if isinstance(node, Var):
            if node.name == self.letter:
                return Quasi((0, 1), (1,))
            if node.name not in self.known:
                raise NotQuasiAffine
            return _fixed(self.known[node.name])
        args = [self._found[arg] for arg in node.args]
        if type(node) in UNARY:
            return UNARY[type(node)](args[0])
        result = args[0]
        for arg in args[1:]:
            result = BINARY[type(node)](result, arg)
        return result
