"""`solve rf "(N)*( conv3 )" --at-least 31`: unknowns of a stack of layers."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.cli.networks import whole_number
from convcalc.cli.options import EXTRA, Option
from convcalc.cli.solving.asked import SolveCall, answered, check_names
from convcalc.errors import Message, UsageError
from convcalc.inverse.stack import stack_problem
from convcalc.load.document import document_of_line
from convcalc.load.names import resolve
from convcalc.report.solve_stack import stack_solution


def options(command: str, words: Sequence[str]) -> tuple[Option, ...]:
    """What may be said about a stack."""
    return (
        Option("dilate", ("--dilate",), "B"),
        EXTRA["dialect"],
    )


def run(asked: SolveCall) -> int:
    """Solve the receptive field of a network in one line."""
    call = asked.call
    (text,) = call.arguments
    if resolve(text).kind != "line":
        raise UsageError(Message("solve.one_line_only"), Message("solve.stack_hint"))
    factor = whole_number("dilate", call.given.get("dilate", "1"))
    document = document_of_line(text, call.given.get("dialect"))
    goal = asked.wanted("rf")
    if goal.quantity != "rf":
        raise UsageError(Message("solve.rf_only", quantity=Message(f"quantity.{goal.quantity}")))
    stack, problem = stack_problem(document, goal, asked.domains, factor)
    check_names(asked, problem)
    return answered(asked, stack_solution(text, stack, problem, goal, asked.top, asked.steps))
