"""`solve conv | tconv | pool | layer TYPE | kernel | separable`: unknowns of one layer."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.cli.group import build
from convcalc.cli.one_layer import KernelInquiry, LayerInquiry, SeparableInquiry
from convcalc.cli.options import Option
from convcalc.cli.solving.asked import SolveCall, answered, check_names
from convcalc.inverse.kernel import kernel_problem
from convcalc.inverse.layer import layer_problem
from convcalc.inverse.saving import saving_goal, saving_problem
from convcalc.layers.make import make
from convcalc.report.solve_layer import kernel_solution, layer_solution, saving_solution


def options(command: str, words: Sequence[str]) -> tuple[Option, ...]:
    """The options of the command that is turned round, but for a goal of its own."""
    own = build(command).bound(list(words))[0].options
    return tuple(option for option in own if option.name != "saving")


def run(asked: SolveCall) -> int:
    """Solve the question of the command for its unknowns."""
    read = build(asked.call.command).inquire
    inquiry = read and read(asked.call)
    if isinstance(inquiry, KernelInquiry):
        return _kernel(asked, inquiry)
    if isinstance(inquiry, SeparableInquiry):
        return _separable(asked, inquiry)
    assert isinstance(inquiry, LayerInquiry)
    return _layer(asked, inquiry)


def _layer(asked: SolveCall, layer: LayerInquiry) -> int:
    goal = asked.wanted("size")
    case, problem = layer_problem(
        layer.kind, layer.inputs, layer.given, layer.dims, layer.dialect, goal, asked.domains
    )
    check_names(asked, problem, case.also)
    return answered(
        asked, layer_solution(asked.call.command, case, problem, goal, asked.top, asked.steps)
    )


def _separable(asked: SolveCall, layer: LayerInquiry) -> int:
    """For the ratio, or for another quantity of the separable convolution."""
    goal = asked.wanted("ratio")
    layer.given.pop("groups", None)
    if goal.quantity != "ratio":
        layer.given.setdefault("bias", False)
        return _layer(asked, layer)
    goal = saving_goal(goal)
    made = make("separable", layer.given, layer.dims, layer.dialect)
    saving, problem = saving_problem(made, goal, asked.domains)
    check_names(asked, problem)
    return answered(asked, saving_solution(saving, problem, goal, asked.top, asked.steps))


def _kernel(asked: SolveCall, read: KernelInquiry) -> int:
    goal = asked.wanted("effective_kernel")
    problem = kernel_problem(read.kernel, read.dilation, goal, asked.domains)
    check_names(asked, problem)
    told = kernel_solution(read.kernel, read.dilation, problem, goal, asked.top, asked.steps)
    return answered(asked, told)
