"""Polynomials over atoms, in which the normal form is worked out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from convcalc.algebra.expr import Expr, FloorDiv, Num
from convcalc.annotations import TypeAlias

Monomial: TypeAlias = "tuple[tuple[Expr, int], ...]"
Terms: TypeAlias = "Mapping[Monomial, Fraction]"


class Poly:
    """A polynomial over atoms; an exponent may be negative (an exact division by a letter)."""

    __slots__ = ("terms",)

    def __init__(self, terms: Terms) -> None:
        self.terms = {monomial: value for monomial, value in terms.items() if value}

    @staticmethod
    def constant(value: int | Fraction) -> Poly:
        return Poly({(): Fraction(value)})

    @staticmethod
    def atom(node: Expr, exponent: int = 1) -> Poly:
        return Poly({((node, exponent),): Fraction(1)})

    def __add__(self, other: Poly) -> Poly:
        terms = dict(self.terms)
        for monomial, value in other.terms.items():
            terms[monomial] = terms.get(monomial, Fraction(0)) + value
        return Poly(terms)

    def scaled(self, factor: int | Fraction) -> Poly:
        return Poly({monomial: value * factor for monomial, value in self.terms.items()})

    def __sub__(self, other: Poly) -> Poly:
        return self + other.scaled(-1)

    def __mul__(self, other: Poly) -> Poly:
        terms: dict[Monomial, Fraction] = {}
        for left, a in self.terms.items():
            for right, b in other.terms.items():
                monomial = multiply(left, right)
                terms[monomial] = terms.get(monomial, Fraction(0)) + a * b
        return Poly(terms)

    @property
    def number(self) -> Fraction | None:
        """The value, if no atom is left."""
        if not self.terms:
            return Fraction(0)
        return self.terms.get(()) if len(self.terms) == 1 else None

    def same(self, other: Poly) -> bool:
        return self.terms.keys() == other.terms.keys() and all(
            other.terms[monomial] == value for monomial, value in self.terms.items()
        )


@lru_cache(4096)
def order(node: Expr) -> str:
    """What atoms are sorted by: letters, then floors with ever larger divisors, then by text."""
    from convcalc.algebra.notation import ascii_text

    divisor = node.args[1] if isinstance(node, FloorDiv) else None
    size = str(divisor.value) if isinstance(divisor, Num) else ""
    return f"{len(size):03}{size} {ascii_text(node)}"


def multiply(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for atom, exponent in right:
        powers[atom] = powers.get(atom, 0) + exponent
    factors = [(atom, exponent) for atom, exponent in powers.items() if exponent]
    if len(factors) > 1:
        factors.sort(key=lambda factor: order(factor[0]))
    return tuple(factors)
