"""`solve kernel K -d D --want 9`: kernels and dilations of a wanted reach."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.cli.options import Option
from convcalc.cli.solving import layer
from convcalc.cli.solving.asked import SolveCall, answered, check_names
from convcalc.errors import Message, UsageError
from convcalc.inverse.kernel import kernel_problem
from convcalc.layers.conv import DILATION, KERNEL
from convcalc.layers.read import axes_of
from convcalc.layers.values import READERS
from convcalc.report.solve_layer import kernel_solution


def options(command: str, words: Sequence[str]) -> tuple[Option, ...]:
    """Those of `kernel`."""
    return layer.options(command, words)


def run(asked: SolveCall) -> int:
    """Solve the effective kernel."""
    call = asked.call
    if len(call.arguments) != 1:
        raise UsageError(Message("usage.missing_argument", name="K", command="solve kernel"))
    (text,) = call.arguments
    rate = call.given.get("dilation", "1")
    dims = int(call.given.get("dims") or axes_of(text, rate) or 2)
    kernel = READERS["axes"](KERNEL, text, dims)
    dilation = READERS["axes"](DILATION, rate, dims)
    goal = asked.wanted("effective_kernel")
    problem = kernel_problem(kernel, dilation, goal, asked.domains)
    check_names(asked, problem)
    return answered(asked, kernel_solution(kernel, dilation, problem, goal, asked.top, asked.steps))
