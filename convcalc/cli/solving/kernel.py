"""`solve kernel K -d D --want 9`: kernels and dilations of a wanted reach."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.cli.one_layer import KernelInquiry
from convcalc.cli.options import Option
from convcalc.cli.solving import layer
from convcalc.cli.solving.asked import SolveCall, answered, check_names
from convcalc.inverse.kernel import kernel_problem
from convcalc.report.solve_layer import kernel_solution


def options(command: str, words: Sequence[str]) -> tuple[Option, ...]:
    """Those of `kernel`."""
    return layer.options(command, words)


def run(asked: SolveCall) -> int:
    """Solve the effective kernel."""
    read = KernelInquiry(asked.call)
    goal = asked.wanted("effective_kernel")
    problem = kernel_problem(read.kernel, read.dilation, goal, asked.domains)
    check_names(asked, problem)
    return answered(
        asked,
        kernel_solution(read.kernel, read.dilation, problem, goal, asked.top, asked.steps),
    )
