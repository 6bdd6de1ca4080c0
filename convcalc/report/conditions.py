"""What must hold for a symbolic answer, said as simply as it can be."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from convcalc.algebra.expr import Expr, Var, as_expr
from convcalc.algebra.inequality import Bounds, Extent, bound, clauses, extent, learnt
from convcalc.algebra.normal import expression, polynomial
from convcalc.algebra.polynomial import Poly
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.layers.conditions import inequalities
from convcalc.layers.demands import Condition
from convcalc.report.values import neat


def told(found: Iterable[Condition]) -> list[Message]:
    """The conditions, each once: bounds of single letters first, then what joins letters, and at
    the end that letters are not 0.

    A bound from below that another condition implies is left out, as is all that always holds.
    """
    every = list(found)
    bounds = learnt(inequalities(every))
    left: list[Poly] = []
    messages: list[Message] = []
    for condition in every:
        if condition.kind == "at_least":
            (whole,) = inequalities([condition])
            for clause in clauses(whole, bounds):
                if bound(clause) is None:
                    left.append(clause)
                    messages.append(_at_least(condition, None if clause.same(whole) else clause))
        elif condition.kind == "equal":
            messages += _equal(condition)
        elif condition.kind == "divides":
            value, divisor = neat(condition.large), neat(condition.small)
            messages.append(Message("condition.divides", divisor=divisor, value=value))
        elif condition.kind == "one_or":
            value, other = neat(condition.large), neat(condition.small)
            messages.append(Message("condition.one_or", value=value, other=other))
    limits = list(_bounds(bounds, left))
    plain = [message for message in limits if _positive(message)]
    ordered = [*(message for message in limits if message not in plain), *messages, *plain]
    return list({repr(message): message for message in ordered}.values())


def _positive(message: Message) -> bool:
    return message.code == "condition.at_least" and message.fields["small"] == 1


def _bounds(bounds: Bounds, others: Sequence[Poly]) -> Iterator[Message]:
    """The bounds of single letters that say something, without those that `others` imply."""
    kept = dict(bounds)
    for name, (low, high) in bounds.items():
        letter = Var(name)
        if low == high:
            yield Message("condition.equal", left=letter, right=neat(low))
            continue
        if low is not None and low > 0:
            below = Bounds({**kept, name: Extent(0, low - 1)})
            if any(_excludes(other, below) for other in others):
                kept[name] = Extent(0, high)
            else:
                yield Message("condition.at_least", large=letter, small=neat(low))
        if high is not None:
            yield Message("condition.at_most", large=letter, small=neat(high))


def _excludes(poly: Poly, bounds: Bounds) -> bool:
    _, high = extent(poly, bounds)
    return high is not None and high < 0


def _at_least(condition: Condition, simpler: Poly | None) -> Message:
    """The condition as the layer states it, unless there is something simpler."""
    if simpler is None:
        large, small = neat(condition.large), neat(condition.small)
    else:
        large, small = _sides(simpler)
    if not isinstance(large, Expr):
        return Message("condition.at_most", large=small, small=large)
    return Message("condition.at_least", large=large, small=small)


def _sides(poly: Poly) -> tuple[Any, Any]:
    """What is added on one side and what is subtracted on the other; common factors go."""
    terms = dict(poly.terms)
    constant = terms.pop((), Fraction(0))
    if all(value.denominator == 1 for value in terms.values()):
        common = math.gcd(*(int(value) for value in terms.values()))
        terms = {monomial: value / common for monomial, value in terms.items()}
        constant = Fraction(math.floor(constant / common))
    above = {monomial: value for monomial, value in terms.items() if value > 0}
    below = {monomial: -value for monomial, value in terms.items() if value < 0}
    if constant > 0 or not above:
        above[()] = constant
    else:
        below[()] = -constant
    return neat(expression(Poly(above))), neat(expression(Poly(below)))


def _equal(condition: Condition) -> Iterator[Message]:
    """An equation between several letters; one of a single letter is a bound of it already."""
    difference = polynomial(as_expr(condition.large) - condition.small)
    if difference.terms and bound(difference) is None:
        yield Message("condition.equal", left=neat(condition.large), right=neat(condition.small))
