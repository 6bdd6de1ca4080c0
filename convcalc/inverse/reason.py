"""How a solution was found, as data: the formula, the numbers put in, and every inequality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from convcalc.algebra.expr import (
    CeilDiv,
    Expr,
    FloorDiv,
    Var,
    as_expr,
    bottom_up,
    free_variables,
    make,
    same,
    substitute,
)
from convcalc.algebra.fold import fold
from convcalc.errors import Message
from convcalc.inverse.invert import Bound, solve
from convcalc.inverse.layer import AskedLayer
from convcalc.inverse.monotone import NotSolvedError
from convcalc.inverse.problem import Constraint, Problem, Unknown, put
from convcalc.inverse.search import Component
from convcalc.inverse.together import pivot
from convcalc.layers.base import Use
from convcalc.record import NamedTuple
from convcalc.teach.derive import Given, put_in
from convcalc.teach.lessons import tell


class Stated(NamedTuple):
    """A formula in its letters, and with the numbers that are known put in."""

    left: str
    formula: Expr
    source: Message | None
    given: tuple[Given, ...]
    substituted: Expr


class Reasoning(NamedTuple):
    """One inequality solved for one unknown; `known` are the others, as they were chosen."""

    unknown: Unknown
    axes: tuple[int, ...]
    known: Mapping[str, int]
    stated: Stated | None
    bounds: tuple[Bound, ...]


def reasonings(
    problem: Problem, part: Component, case: AskedLayer | None = None
) -> Iterator[Reasoning]:
    """What was wanted, solved for the unknown of a part, alike axes once.

    With several unknowns, the one that is solved for rather than tried, at the usual values of the
    others. `case` is the layer whose size is wanted.
    """
    unknown = pivot(part.unknowns)
    known: dict[str, int] = {}
    if len(part.unknowns) > 1 and part.rows:
        known = {name: value for name, value in part.usual.items() if name != unknown.name}
    told: list[Constraint] = []
    for constraint in problem.constraints:
        if not constraint.goal or unknown.name not in free_variables(constraint.value):
            continue
        alike = [c for c in told if c.value is constraint.value and c.within == constraint.within]
        if alike:
            continue
        told.append(constraint)
        axes = tuple(
            axis
            for other in problem.constraints
            if other.goal and other.value is constraint.value
            for axis in other.axes
        )
        value = _tidied(substitute(constraint.value, known))
        if len(set(free_variables(value))) != 1:
            continue
        trace: list[Bound] = []
        try:
            solve(value, constraint.within, unknown.domain, trace)
        except NotSolvedError:
            continue
        stated = None if case is None else _stated(case, axes, known)
        yield Reasoning(unknown, axes, known, stated, tuple(trace))


def _tidied(value: Expr) -> Expr:
    """Constants joined, but no quotient divided out: that is what the derivation undoes."""
    quotients: dict[str, Expr] = {}

    def visit(node: Expr, args: list[Expr]) -> Expr:
        if not args:
            return node
        if isinstance(node, FloorDiv | CeilDiv) and free_variables(node):
            top, bottom = (as_expr(fold(arg)) for arg in args)
            if same(bottom, 1):
                return top
            name = f"{len(quotients)}"
            quotients[name] = make(type(node), top, bottom)
            return Var(name)
        return node.rebuild(args)

    tidy = as_expr(fold(bottom_up(value, visit)))
    for name in reversed(quotients):
        tidy = substitute(tidy, {name: quotients[name]})
    return tidy


def _stated(case: AskedLayer, axes: tuple[int, ...], known: Mapping[str, int]) -> Stated | None:
    """The formula behind a wanted size."""
    for use in case.record.uses:
        if use.quantity == "size" and use.axis in axes:
            return _told(use, known)
    return None


def _told(use: Use, known: Mapping[str, int]) -> Stated | None:
    arguments = [put(arg, known) if isinstance(arg, Expr) else arg for arg in use.arguments]
    told = tell(use.formula, arguments)
    if told is None:
        return None
    return Stated("o", told.expression, told.source, *put_in(told))
