"""Working an expression out the way a teacher writes it: one kind of operation a line.

The order is the list `ORDER`: the first kind for which anything is ready is done, everywhere at
once, and gives one `Step`. A step is data; its words live in the text catalogues.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

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
    Sum,
    as_expr,
    make,
    postorder,
)
from convcalc.annotations import TypeAlias
from convcalc.record import NamedTuple


class Step(NamedTuple):
    """One line of a derivation: what was done (a key of `ORDER`) and the expression after it.

    `exact`: of a `divide` step, whether every quotient is whole, so that nothing is rounded.
    """

    kind: str
    before: Expr
    after: Expr
    exact: bool = False

    @property
    def done(self) -> str:
        """The kind; of sums, whether all of it was adding, or all subtracting."""
        if self.kind != "add":
            return self.kind
        kept = set(map(id, postorder(self.after)))
        sums = [node for node in postorder(self.before) if id(node) not in kept]
        signs = {
            isinstance(term, Neg)
            for node in sums
            if isinstance(node, Sum)
            for term in node.args[1:]
        }
        return "add" if len(signs) != 1 else "only_subtract" if signs.pop() else "only_add"


Rule: TypeAlias = "Callable[[Expr, Expr | None], Expr | None]"
"""(node, its parent) -> the node worked out, or None if it is not ready for this kind."""


def _value(node: Expr) -> Number | None:
    if isinstance(node, Num):
        return node.value
    if isinstance(node, Neg) and isinstance(node.args[0], Num):
        return -node.args[0].value
    return None


def _values(node: Expr) -> list[Number] | None:
    values = [_value(arg) for arg in node.args]
    return [value for value in values if value is not None] if None not in values else None


def _computed(node: Expr) -> Expr | None:
    values = _values(node)
    return as_expr(node.compute(values)) if values else None


def _only(*classes: type[Expr]) -> Rule:
    def rule(node: Expr, parent: Expr | None) -> Expr | None:
        return _computed(node) if isinstance(node, classes) else None

    return rule


def _bracket(node: Expr, parent: Expr | None) -> Expr | None:
    """A sum of numbers in brackets: a factor, a base, or subtracted as a whole."""
    if isinstance(node, Sum) and isinstance(parent, Product | Power | Neg | Sum):
        return _computed(node)
    return None


def _inside_quotient(node: Expr, parent: Expr | None) -> Expr | None:
    if isinstance(node, Sum) and isinstance(parent, FloorDiv | CeilDiv | Ratio | ExactDiv):
        return _computed(node)
    return None


def _divide(node: Expr, parent: Expr | None) -> Expr | None:
    if not isinstance(node, FloorDiv | CeilDiv):
        return None
    values = _values(node)
    if not values:
        return None
    quotient = Fraction(values[0]) / values[1]
    return make(Floor if isinstance(node, FloorDiv) else Ceiling, quotient)


def _common_denominator(node: Expr, parent: Expr | None) -> Expr | None:
    """1/128 + 1/9 -> 9/1152 + 128/1152."""
    fractions = _as_fractions(node)
    if fractions is None or len({bottom for _, bottom in fractions}) == 1:
        return None
    common = math.lcm(*(bottom for _, bottom in fractions))
    return make(Sum, *(make(Ratio, top * (common // bottom), common) for top, bottom in fractions))


def _add_fractions(node: Expr, parent: Expr | None) -> Expr | None:
    fractions = _as_fractions(node)
    if fractions is None or len({bottom for _, bottom in fractions}) != 1:
        return None
    return make(Ratio, sum(top for top, _ in fractions), fractions[0][1])


def _lowest_terms(node: Expr, parent: Expr | None) -> Expr | None:
    """274/1152 -> 137/576, once nothing else is left to do."""
    if parent is not None or not isinstance(node, Ratio):
        return None
    values = _values(node)
    if values is None or not all(isinstance(value, int) for value in values):
        return None
    top, bottom = map(int, values)
    common = math.gcd(top, bottom)
    if common == 1 or bottom < 1:
        return None
    return (
        as_expr(top // bottom) if common == bottom else make(Ratio, top // common, bottom // common)
    )


def _as_fractions(node: Expr) -> list[tuple[int, int]] | None:
    if not isinstance(node, Sum) or not any(isinstance(arg, Ratio) for arg in node.args):
        return None
    fractions: list[tuple[int, int]] = []
    for arg in node.args:
        values = _values(arg) if isinstance(arg, Ratio) else [_value(arg) or 0, 1]
        if values is None or not all(isinstance(value, int) for value in values):
            return None
        fractions.append((int(values[0]), int(values[1])))
    return fractions


def _double_sign(node: Expr, parent: Expr | None) -> Expr | None:
    if isinstance(node, Neg) and isinstance(node.args[0], Neg):
        return _computed(node)
    return None


ORDER: tuple[tuple[str, Rule], ...] = (
    ("bracket", _bracket),
    ("power", _only(Power)),
    ("exact_division", _only(ExactDiv)),
    ("multiply", _only(Product)),
    ("add_inside", _inside_quotient),
    ("divide", _divide),
    ("round", _only(Floor, Ceiling)),
    ("common_denominator", _common_denominator),
    ("add_fractions", _add_fractions),
    ("add", _only(Sum)),
    ("extreme", _only(Maximum, Minimum)),
    ("sign", _double_sign),
    ("reduce", _lowest_terms),
)
"""The kinds of step and the order in which a teacher does them."""


def reduce_steps(root: Expr) -> list[Step]:
    """All steps from a tree of numbers to its value (a number, or one fraction `Ratio`).

    Operations on symbols stay. Quotients that came out whole lose their brackets without a step,
    or, where nothing else is left to do, with one of kind `result`.
    """
    steps: list[Step] = []
    current = root
    silent: Step | None = None
    while (step := _next(current)) is not None:
        current = step.after
        rounding = step.kind.startswith("round")
        silent = step if rounding and steps and steps[-1].exact else None
        if silent is None:
            steps.append(step)
    return steps if silent is None else [*steps, silent._replace(kind="result")]


def _next(current: Expr) -> Step | None:
    for kind, rule in ORDER:
        after = _apply(current, None, rule)
        if after is not current:
            exact = kind == "divide" and all(map(_whole, _roundings(after)))
            return Step(_spoken(kind, current), current, after, exact)
    return None


def _whole(rounding: Expr) -> bool:
    return isinstance(_value(rounding.args[0]), int)


def _spoken(kind: str, before: Expr) -> str:
    if kind == "round" and all(isinstance(node, Ceiling) for node in _roundings(before)):
        return "round_up"
    return "add" if kind == "add_inside" else kind


def _roundings(node: Expr) -> list[Expr]:
    found: list[Expr] = [node] if isinstance(node, Floor | Ceiling) else []
    for arg in node.args:
        found.extend(_roundings(arg))
    return found


def _apply(node: Expr, parent: Expr | None, rule: Rule) -> Expr:
    """The rule wherever it is ready; what it has just made is not worked on again."""
    done = rule(node, parent)
    if done is not None:
        return done
    if not node.args:
        return node
    args = [_apply(arg, node, rule) for arg in node.args]
    changed = any(new is not old for new, old in zip(args, node.args, strict=True))
    return node.rebuild(args) if changed else node
