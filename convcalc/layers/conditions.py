"""Conditions of a symbolic answer: which of them are open, and whether they can hold together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from convcalc.algebra.expr import Expr, Var, as_expr
from convcalc.algebra.inequality import clauses, extent, learnt
from convcalc.algebra.normal import Poly, polynomial
from convcalc.algebra.settle import settled
from convcalc.errors import LayerError, Message
from convcalc.layers.demands import Condition, refusal

__all__ = ["inequalities", "still_open"]

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
        differences = inequalities([condition])
        numbers = [difference.number for difference in differences]
        if not numbers or None in numbers:
            left.append(condition)
        elif any(number is not None and number < 0 for number in numbers):
            raise _refused(condition)
    _possible(left)
    return left


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
