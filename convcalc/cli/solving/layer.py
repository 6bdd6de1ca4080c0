"""`solve conv | tconv | pool | layer TYPE`: unknowns of one layer."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.cli.group import build
from convcalc.cli.one_layer import LayerInquiry
from convcalc.cli.options import Option
from convcalc.cli.solving.asked import SolveCall, answered, check_names
from convcalc.inverse.layer import layer_problem
from convcalc.report.solve_layer import layer_solution


def options(command: str, words: Sequence[str]) -> tuple[Option, ...]:
    """The options of the command that is turned round."""
    return build(command).bound(list(words))[0].options


def run(asked: SolveCall) -> int:
    """Solve one layer for its unknowns."""
    call = asked.call
    read = build(call.command).inquire
    layer = read and read(call)
    assert isinstance(layer, LayerInquiry)
    return solved(asked, layer)


def solved(asked: SolveCall, layer: LayerInquiry) -> int:
    """Solve for the goal."""
    goal = asked.wanted("size")
    case, problem = layer_problem(
        layer.kind, layer.inputs, layer.given, layer.dims, layer.dialect, goal, asked.domains
    )
    check_names(asked, problem)
    return answered(
        asked, layer_solution(asked.call.command, case, problem, goal, asked.top, asked.steps)
    )
