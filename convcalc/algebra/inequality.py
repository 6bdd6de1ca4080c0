"""What `f >= 0` says of the letters in f: bounds of single letters, and what is left of the rest.

Floors and extremes are undone where that changes nothing: floor(K/2) >= 4 is K >= 8, and where
S >= 1 is known, max(S, 1) > A is S > A. Letters stand for integers from 0 on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from convcalc.algebra.expr import Expr, FloorDiv, Maximum, Minimum, Number, Var
from convcalc.algebra.normal import polynomial
from convcalc.algebra.polynomial import Poly
from convcalc.record import NamedTuple


class Extent(NamedTuple):
    """A smallest and a largest value, which need not be taken (None: no end)."""

    low: Number | None
    high: Number | None


class Bounds(dict[str, Extent]):
    """What each letter may be; remembers what follows for atoms, until more is learnt."""

    def __init__(self, known: Mapping[str, Extent]) -> None:
        super().__init__(known)
        self.atoms: dict[Expr, Extent] = {}

    def learn(self, name: str, limits: Extent) -> None:
        """Take in further limits of a letter."""
        tighter = _tighter(self.get(name, ANY), limits)
        if self.get(name) != tighter:
            self[name] = tighter
            self.atoms.clear()


ANY = Extent(0, None)
"""What a letter may be if nothing is known about it."""
UNKNOWN = Extent(None, None)

ONE = Poly.constant(1)
ROUNDS = 4
SPLITS = 5
"""Extremes in one another that a condition is split at: each may double what is left."""


def extent(poly: Poly, bounds: Bounds) -> Extent:
    """Between which values the polynomial lies while its letters are within `bounds`."""
    low: Number | None = 0
    high: Number | None = 0
    for monomial, value in poly.terms.items():
        part = _product(monomial, bounds)
        least, most = part if value > 0 else (part.high, part.low)
        low = None if low is None or least is None else low + value * least
        high = None if high is None or most is None else high + value * most
    return Extent(low, high)


def _product(factors: Sequence[tuple[Expr, int]], bounds: Bounds) -> Extent:
    if len(factors) == 1 and factors[0][1] == 1:
        return _atom(factors[0][0], bounds)
    low: Number = 1
    high: Number | None = 1
    for atom, exponent in factors:
        part = _atom(atom, bounds)
        if exponent < 0 or part.low is None or part.low < 0:
            return UNKNOWN
        low *= part.low**exponent
        high = None if high is None or part.high is None else high * part.high**exponent
    return Extent(low, high)


def _atom(node: Expr, bounds: Bounds) -> Extent:
    if isinstance(node, Var):
        return bounds.get(node.name, ANY)
    if not isinstance(node, FloorDiv | Maximum | Minimum):
        return UNKNOWN
    if node not in bounds.atoms:
        bounds.atoms[node] = _operation(node, bounds)
    return bounds.atoms[node]


def _operation(node: Expr, bounds: Bounds) -> Extent:
    parts = [extent(polynomial(arg), bounds) for arg in node.args]
    if isinstance(node, FloorDiv):
        return _quotient(*parts)
    choose = max if isinstance(node, Maximum) else min
    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    enough = 1 if choose is max else len(parts)  # one known low bounds a maximum from below
    return Extent(
        choose(lows) if len(lows) >= enough else None,
        choose(highs) if len(highs) >= len(parts) + 1 - enough else None,
    )


def _quotient(top: Extent, bottom: Extent) -> Extent:
    """The extent of floor(top / bottom) for a divisor that is positive; else nothing is known."""
    if bottom.low is None or bottom.low < 1:
        return UNKNOWN
    low = high = None
    if top.low is not None:
        far = bottom.high if top.low >= 0 else bottom.low
        low = 0 if far is None else top.low // far
    if top.high is not None:
        far = bottom.low if top.high >= 0 else bottom.high
        high = -1 if far is None else top.high // far
    return Extent(low, high)


def clauses(poly: Poly, bounds: Bounds, splits: int = SPLITS) -> list[Poly]:
    """Polynomials that are all >= 0 exactly where `poly` is, while letters are within `bounds`.

    There is none if it always is. What would be split more than `splits` times stays as it is.
    """
    low, _ = extent(poly, bounds)
    if low is not None and low >= 0:
        return []
    for monomial, value in poly.terms.items():
        if len(monomial) != 1 or monomial[0][1] != 1:
            continue
        atom = monomial[0][0]
        rest = Poly({other: n for other, n in poly.terms.items() if other is not monomial})
        if isinstance(atom, FloorDiv) and abs(value) == 1 and whole(rest):
            top, bottom = map(polynomial, atom.args)
            least, _ = extent(bottom, bounds)
            if least is not None and least >= 1:
                inside = top + bottom * rest if value > 0 else bottom * (rest + ONE) - ONE - top
                return clauses(inside, bounds, splits)
        if isinstance(atom, Maximum | Minimum):
            options = [rest + polynomial(arg).scaled(value) for arg in atom.args]
            if isinstance(atom, Minimum) is (value > 0):
                if not splits:
                    return [poly]
                return [c for option in options for c in clauses(option, bounds, splits - 1)]
            possible = _largest([o for o in options if not _never(o, bounds)], bounds)
            if len(possible) == 1:
                return clauses(possible[0], bounds, splits)
    return [poly]


def _largest(options: list[Poly], bounds: Bounds) -> list[Poly]:
    """Without those that another option is never less than."""
    kept: list[Poly] = []
    for option in options:
        if not any(_reaches(other, option, bounds) for other in kept):
            kept = [other for other in kept if not _reaches(option, other, bounds)] + [option]
    return kept


def _reaches(large: Poly, small: Poly, bounds: Bounds) -> bool:
    low, _ = extent(large - small, bounds)
    return low is not None and low >= 0


def _never(poly: Poly, bounds: Bounds) -> bool:
    _, high = extent(poly, bounds)
    return high is not None and high < 0


def whole(poly: Poly) -> bool:
    """Whether it is an integer for all integers."""
    return all(
        value.denominator == 1 and all(exponent > 0 for _, exponent in monomial)
        for monomial, value in poly.terms.items()
    )


def bound(poly: Poly) -> tuple[str, Extent] | None:
    """`poly >= 0` as a bound of its only letter, where it is linear in that."""
    terms = dict(poly.terms)
    constant = terms.pop((), Fraction(0))
    if len(terms) != 1:
        return None
    ((monomial, slope),) = terms.items()
    if len(monomial) != 1 or monomial[0][1] != 1 or not isinstance(monomial[0][0], Var):
        return None
    name = monomial[0][0].name
    if slope > 0:
        return name, Extent(math.ceil(-constant / slope), None)
    return name, Extent(None, math.floor(constant / -slope))


def learnt(polys: Iterable[Poly]) -> Bounds:
    """The bounds of letters that follow where all of these are >= 0.

    If they cannot be so together, some bounds may show it by crossing.
    """
    found = Bounds({})
    every = list(polys)
    for _ in range(ROUNDS):
        before = dict(found)
        for poly in every:
            for clause in clauses(poly, found):
                said = bound(clause)
                if said is not None:
                    name, limits = said
                    found.learn(name, limits)
                    if _empty(found[name]):
                        return found
        if found == before:
            break
    return found


def _empty(limits: Extent) -> bool:
    return limits.low is not None and limits.high is not None and limits.low > limits.high


def _tighter(known: Extent, said: Extent) -> Extent:
    low = known.low if said.low is None else max(known.low or 0, said.low)
    high = known.high if said.high is None else said.high
    if known.high is not None and high is not None:
        high = min(known.high, high)
    return Extent(low, high)
