"""Inequalities solved for one letter while the others are still open: the bounds as a function.

What `invert` undoes for given numbers is written out here once for all of them, as far as each
condition bounds the letter from one side only: straight lines, quotients rounded by a positive
divisor, sums, products, and maxima and minima of such. `invert` solves what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from math import inf, lcm

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
    Product,
    Ratio,
    Sum,
    Var,
    as_expr,
    bottom_up,
    free_variables,
    joined,
    postorder,
)
from convcalc.algebra.interval import Interval
from convcalc.algebra.written import Written
from convcalc.annotations import TypeAlias
from convcalc.inverse.monotone import NotSolvedError
from convcalc.inverse.problem import Constraint, Divides

Ends: TypeAlias = "tuple[int | float, int | float]"
"""The first and the last number, infinite where there is none."""
Bounds: TypeAlias = "Callable[..., tuple[int | float, int | float, int] | None]"


def open_bounds(
    conditions: Sequence[Constraint | Divides],
    letter: str,
    others: Sequence[str],
    ends: Ends,
    parts: Container[str] = (),
) -> Bounds:
    """The function of the `others` that gives the ends of what the letter may be between `ends`,
    the first beyond the last if there is nothing, and of what it is a multiple; None where that has
    to be found another way. `parts` are those of the others that may be fractions.

    Raises:
        NotSolvedError: a condition is of another form.
    """
    names = [f"a{at}" for at in range(len(others))]
    body = _Bounds({Var(one): name for one, name in zip(others, names, strict=True)}, letter, parts)
    for condition in conditions:
        if isinstance(condition, Divides):
            body.division(condition)
        else:
            body.condition(condition.value, condition.within)
    first = f"low, high, step = {ends[0]}, {ends[1]}, 1"
    lines = [f"def bounds({', '.join(names)}):", first, *body.lines, "return low, high, step"]
    bounds: Bounds = body.function("\n ".join(lines))
    return bounds


class _Bounds(Written):
    """The lines that narrow the ends of one letter."""

    def __init__(self, names: dict[Expr, str], letter: str, parts: Container[str]) -> None:
        super().__init__(names)
        self.letter = letter
        self.parts = parts
        self.constants |= {"inf": inf, "lcm": lcm}

    def condition(self, value: Expr, within: Interval) -> None:
        """Narrow the ends by a value that must lie within bounds."""
        exact = fractional(value, self.parts)
        rounded = any(
            isinstance(node, FloorDiv | CeilDiv | Floor | Ceiling) for node in postorder(value)
        )
        if exact and (rounded or within.open_low or within.open_high):
            raise NotSolvedError
        sides = (within.low, within.high) if exact else (within.first, within.last)
        for up, bound in zip((True, False), sides, strict=True):
            if bound is not None:
                low, high = self.ray(value, self.number(bound), up)
                self.lines.append(f"low, high = max(low, {low}), min(high, {high})")

    def division(self, condition: Divides) -> None:
        """Make the letter a multiple."""
        value, divisor = condition
        if not isinstance(value, Var) or self.letter in free_variables(divisor):
            raise NotSolvedError
        name = self.name(divisor)
        self.lines += [f"if {name} <= 0: return", f"step = lcm(step, {name})"]

    def ray(self, value: Expr, bound: str, up: bool) -> tuple[str, str]:
        """The names of the ends where the value is `bound` or more (`up`), or `bound` or less."""
        line = _line(value, self.letter)
        if line is not None:
            slope, first = map(self.name, line)
            return self.straight(slope, first, bound, up)
        if isinstance(value, Maximum | Minimum):
            rays = [self.ray(arg, bound, up) for arg in value.args]
            return self.either(rays) if isinstance(value, Maximum) is up else self.both(rays)
        if isinstance(value, Neg):
            return self.ray(value.args[0], f"(-{bound})", not up)
        moving = [arg for arg in value.args if self.letter in free_variables(arg)]
        rest = [arg for arg in value.args if self.letter not in free_variables(arg)]
        if len(moving) != 1 or not isinstance(value, Sum | Product | FloorDiv | CeilDiv):
            raise NotSolvedError
        if isinstance(value, Sum):
            less = self.line(f"{bound} - {self.name(joined(Sum, rest))}")
            return self.ray(moving[0], less, up)
        factor = self.name(joined(Product, rest, 1))
        if moving[0] is not value.args[0] and not isinstance(value, Product):
            raise NotSolvedError
        self.lines.append(f"if {factor} <= 0: return")
        if isinstance(value, Product):
            turned = f"-(-{bound} // {factor})" if up else f"{bound} // {factor}"
        elif isinstance(value, FloorDiv):
            turned = f"{bound} * {factor}" if up else f"({bound} + 1) * {factor} - 1"
        else:
            turned = f"({bound} - 1) * {factor} + 1" if up else f"{bound} * {factor}"
        return self.ray(moving[0], self.line(turned), up)

    def straight(self, slope: str, start: str, bound: str, up: bool) -> tuple[str, str]:
        """Of slope * letter + start."""
        gap = self.line(f"{bound} - {start}")
        low, high = f"low{len(self.lines)}", f"high{len(self.lines)}"
        above, below = f"-(-{gap} // {slope}), inf", f"-inf, {gap} // {slope}"
        rises, falls = (above, below) if up else (below, above)
        holds = f"{gap} <= 0" if up else f"{gap} >= 0"
        self.lines += [
            f"if {slope} > 0: {low}, {high} = {rises}",
            f"elif {slope} < 0: {low}, {high} = {falls}",
            f"else: {low}, {high} = (-inf, inf) if {holds} else (inf, -inf)",
        ]
        return low, high

    def both(self, rays: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """Where all of them are."""
        lows, highs = zip(*rays, strict=True)
        return self.line(f"max({', '.join(lows)})"), self.line(f"min({', '.join(highs)})")

    def either(self, rays: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """Where one of them is; known only if all go the same way."""
        lows, highs = zip(*rays, strict=True)
        if len(rays) > 1:
            down, up = " == ".join([*lows, "-inf"]), " == ".join([*highs, "inf"])
            self.lines.append(f"if not ({down} or {up}): return")
        return self.line(f"min({', '.join(lows)})"), self.line(f"max({', '.join(highs)})")


def fractional(value: Expr, parts: Container[str]) -> bool:
    """Whether it may be a fraction, as those letters may be."""
    return any(
        isinstance(node, Ratio | ExactDiv)
        or (isinstance(node, Num) and type(node.value) is not int)
        or (isinstance(node, Var) and node.name in parts)
        for node in postorder(value)
    )


def _line(value: Expr, letter: str) -> tuple[Expr, Expr] | None:
    """(a, b) where the expression is a * letter + b, other letters in a and b."""
    zero, one = as_expr(0), as_expr(1)

    def visit(node: Expr, args: list[tuple[Expr, Expr] | None]) -> tuple[Expr, Expr] | None:
        if isinstance(node, Var) and node.name == letter:
            return one, zero
        known = [arg for arg in args if arg is not None]
        if len(known) < len(args):
            return None
        moving = [arg for arg in known if arg[0] is not zero]
        if not moving:
            return zero, node
        if isinstance(node, Sum):
            return joined(Sum, [a for a, _ in moving]), joined(Sum, [b for _, b in known])
        if isinstance(node, Neg):
            return -moving[0][0], -known[0][1]
        if isinstance(node, Product) and len(moving) == 1:
            rest = [b for a, b in known if a is zero]
            return joined(Product, [moving[0][0], *rest]), joined(Product, [moving[0][1], *rest])
        return None

    return bottom_up(value, visit)
