"""`solve separable SIZE ... --want 1/8`: channels or kernel for a wanted saving."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.cli.one_layer import SeparableInquiry
from convcalc.cli.options import Option
from convcalc.cli.solving import layer
from convcalc.cli.solving.asked import SolveCall, answered, check_names
from convcalc.inverse.saving import saving_goal, saving_problem
from convcalc.layers.make import make
from convcalc.report.solve_layer import saving_solution


def options(command: str, words: Sequence[str]) -> tuple[Option, ...]:
    """Those of `separable`."""
    return tuple(option for option in layer.options(command, words) if option.name != "saving")


def run(asked: SolveCall) -> int:
    """Solve for the ratio, or for another quantity of the separable convolution."""
    goal = asked.wanted("ratio")
    separable = SeparableInquiry(asked.call).layer
    given = separable.given
    given.pop("groups", None)
    if goal.quantity == "ratio":
        goal = saving_goal(goal)
        made = make("separable", given, separable.dims, separable.dialect)
        saving, problem = saving_problem(made, goal, asked.domains)
        check_names(asked, problem)
        return answered(asked, saving_solution(saving, problem, goal, asked.top, asked.steps))
    given.setdefault("bias", False)
    return layer.solved(asked, separable)
