"""Conditions of a symbolic answer: which of them are open, and whether they can hold together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from convcalc.algebra.expr import Expr, Ratio, Var, as_expr, make
from convcalc.algebra.inequality import clauses, extent, learnt, whole
from convcalc.algebra.normal import polynomial
from convcalc.algebra.polynomial import Poly
from convcalc.algebra.settle import settled
from convcalc.errors import LayerError, Message
from convcalc.layers.demands import Condition, refusal

COMPARED = ("at_least", "equal")


def inequalities(conditions: Iterable[Condition]) -> list[Poly]:
    """The conditions that compare numbers as polynomials that must all be >= 0."""
    found = []
    for condition in conditions:
        if condition.kind in COMPARED:
            difference = polynomial(as_expr(condition.large) - condition.small)
            found.append(difference)
            if condition.kind == "equal":
                found.append(difference.scaled(-1))
    return found


def still_open(conditions: Sequence[Condition]) -> list[Condition]:
    """Those that the normal form cannot decide.

    Raises:
        LayerError: one can never hold, or they cannot hold together.
    """
    left = []
    for condition in conditions:
        holds = _decided(condition)
        if holds is None:
            left.append(condition)
        elif not holds:
            raise _refused(condition)
    _possible(left)
    return left


def _decided(condition: Condition) -> bool | None:
    """Whether it holds, whatever the letters are; None if that depends on them."""
    if condition.kind == "divides":
        quotient = polynomial(make(Ratio, condition.large, condition.small))
        if quotient.number is None:
            return True if whole(quotient) else None
        return quotient.number.denominator == 1
    numbers = [difference.number for difference in inequalities([condition])]
    known = [number for number in numbers if number is not None]
    if not numbers or len(known) < len(numbers):
        return None
    return min(known) >= 0


def _possible(conditions: Sequence[Condition]) -> None:
    """Demand that some values of the letters fulfil the conditions.

    Raises:
        LayerError: none do.
    """
    bounds = learnt(inequalities(conditions))
    for name, (low, high) in bounds.items():
        if low is not None and high is not None and low > high:
            raise LayerError(Message("condition.never", letter=Var(name), low=low, high=high))
    for condition in conditions:
        for difference in inequalities([condition]):
            for clause in clauses(difference, bounds):
                _, high = extent(clause, bounds)
                if high is not None and high < 0:
                    raise _refused(condition)


def _refused(condition: Condition) -> LayerError:
    """The error that the condition would be, its numbers worked out."""
    fields = {
        name: settled(value) if isinstance(value, Expr) else value
        for name, value in condition.fields.items()
    }
    return refusal(condition.code, fields)
