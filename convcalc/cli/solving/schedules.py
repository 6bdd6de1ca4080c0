"""`solve dilations 3 --want 31`: dilations of stacked layers that leave no gaps."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.cli.networks import whole_number
from convcalc.cli.options import Option
from convcalc.cli.solving.asked import SolveCall, answered
from convcalc.errors import Message, UsageError
from convcalc.inverse.schedules import fewest_layers, schedules
from convcalc.layers.conv import KERNEL
from convcalc.layers.values import READERS
from convcalc.report.solve_stack import schedules_document

MOST_LAYERS = 64


def options(command: str, words: Sequence[str]) -> tuple[Option, ...]:
    """How many layers."""
    return (Option("stacked", ("--layers",), "N"),)


def run(asked: SolveCall) -> int:
    """List the schedules of a field."""
    call = asked.call
    kernel = READERS["count"](KERNEL, call.arguments[0], 1)
    goal = asked.wanted("rf")
    field = goal.target
    if goal.kind not in ("want", "at_least") or type(field) is not int or goal.quantity != "rf":
        raise UsageError(Message("solve.schedule_goal"))
    if type(kernel) is not int or kernel < 2 or field < 1:
        raise UsageError(Message("solve.schedule_kernel"))
    if goal.kind == "at_least":
        field += -(field - 1) % (kernel - 1)
    fewest = fewest_layers(kernel, field)
    layers = whole_number("layers", call.given.get("stacked", str(max(fewest, 1))))
    if layers > MOST_LAYERS:
        raise UsageError(Message("solve.too_many_layers", limit=MOST_LAYERS))
    found = schedules(kernel, layers, field, asked.top)
    document = schedules_document(kernel, goal, found, fewest, asked.steps)
    return answered(asked, (document, bool(found.shown)))
