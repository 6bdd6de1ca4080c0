"""Padding as a total: what a convolution's size depends on, however the two sides share it."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.algebra.expr import Ratio, Value, Var, free_variables, make, same, substitute
from convcalc.algebra.sets import Integers, Run
from convcalc.formulas.size import conv_output
from convcalc.formulas.transposed import tconv_output
from convcalc.inverse.alone import alone
from convcalc.inverse.layer import AskedLayer
from convcalc.inverse.problem import Problem, Unknown, cancelled, letters
from convcalc.layers.padding import Explicit

TOTAL = "total"


def total_padding(case: AskedLayer, problem: Problem, unknown: Unknown) -> Integers | None:
    """The totals, both sides together, that do what is wanted of a padding alike on both sides.

    None where the unknown is something else, or where more than the total matters.
    """
    padding = case.layer.values.get("padding")
    if unknown.role != "padding" or not isinstance(padding, Explicit):
        return None
    letter = Var(unknown.name)
    own = [
        pair for pair in padding.pairs if any(unknown.name in free_variables(side) for side in pair)
    ]
    if not own or not all(same(side, letter) for pair in own for side in pair):
        return None
    sizes = [use.formula for use in case.record.uses if use.quantity == "size"]
    if any(formula not in (conv_output, tconv_output) for formula in sizes):
        return None
    half: Mapping[str, Value] = {unknown.name: make(Ratio, Var(TOTAL), 2)}
    about = [c for c in map(cancelled, problem.constraints) if unknown.name in letters(c)]
    if any(c.goal and len(letters(c)) > 1 for c in about):
        return None
    constraints = tuple(
        c._replace(value=substitute(c.value, half)) for c in about if len(letters(c)) == 1
    )
    return alone(Problem((), constraints), Unknown(TOTAL, "padding", Run(0, None)), {})
