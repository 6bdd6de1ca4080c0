"""A dilated kernel turned round: which kernel or dilation reaches a wanted span."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.algebra.expr import Size
from convcalc.algebra.sets import Run
from convcalc.errors import Message, UsageError
from convcalc.formulas.size import effective_kernel
from convcalc.inverse.goal import Goal
from convcalc.inverse.problem import Problem, unknowns_in


def kernel_problem(
    kernel: tuple[Size, ...], dilation: tuple[Size, ...], goal: Goal, domains: Mapping[str, Run]
) -> Problem:
    """d(k - 1) + 1 on each axis, with letters for the unknowns.

    Raises:
        UsageError: nothing is unknown, or another quantity is asked for.
    """
    if goal.quantity != "effective_kernel":
        quantity = Message(f"quantity.{goal.quantity}")
        raise UsageError(Message("kernel.no_quantity", quantity=quantity))
    spans = [effective_kernel(k, d) for k, d in zip(kernel, dilation, strict=True)]
    parts = [("kernel", size) for size in kernel] + [("dilation", size) for size in dilation]
    return Problem(unknowns_in(parts, domains), goal.constraints(spans))
