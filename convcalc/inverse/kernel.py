"""A dilated kernel turned round: which kernel or dilation reaches a wanted span."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.algebra.expr import Size, free_variables
from convcalc.algebra.sets import Run
from convcalc.errors import Message, UsageError
from convcalc.formulas.size import effective_kernel
from convcalc.inverse.goal import Goal
from convcalc.inverse.problem import Problem, Unknown


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
    unknowns: dict[str, Unknown] = {}
    for role, sizes in (("kernel", kernel), ("dilation", dilation)):
        for size in sizes:
            for name in free_variables(size):
                asked = domains.get(name)
                low = 1 if asked is None else max(1, asked.low)
                domain = Run(low, None if asked is None else asked.high)
                unknowns.setdefault(name, Unknown(name, role, domain, asked is not None))
    if not unknowns:
        raise UsageError(Message("solve.nothing_unknown"), Message("solve.nothing_unknown_hint"))
    return Problem(tuple(unknowns.values()), goal.constraints(spans))
