"""`solve rf | dilations | width`: unknowns of stacked layers, and of a whole network."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from convcalc.algebra.expr import Expr
from convcalc.algebra.parse import parse_value
from convcalc.cli.networks import NETWORK, dims_of, settings_of, whole_number
from convcalc.cli.options import EXTRA, Option
from convcalc.cli.solving.asked import SolveCall, answered, check_names
from convcalc.errors import Message, UsageError
from convcalc.inverse.schedules import fewest_layers, schedules
from convcalc.inverse.stack import stack_problem
from convcalc.inverse.width import widest
from convcalc.layers.conv import KERNEL
from convcalc.layers.values import READERS
from convcalc.load.document import document_of_line
from convcalc.load.load import read_document
from convcalc.load.names import resolve
from convcalc.report.solve_stack import schedules_document, stack_solution, width_solution

MOST_LAYERS = 64
FINEST = Fraction(1, 1000)


def options(command: str, words: Sequence[str]) -> tuple[Option, ...]:
    """What may be said about a stack, how many layers, or the network and the grid of widths."""
    return OPTIONS[command]


def run(asked: SolveCall) -> int:
    """Solve the question of that name."""
    return {"rf": _field, "dilations": _dilations, "width": _width}[asked.call.command](asked)


def _field(asked: SolveCall) -> int:
    """The receptive field of a network in one line."""
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


def _dilations(asked: SolveCall) -> int:
    """The schedules of a field."""
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


def _width(asked: SolveCall) -> int:
    """The widest network within the budget."""
    call = asked.call
    (text,) = call.arguments
    reference = resolve(text)
    document = read_document(reference, call.given.get("dialect"))
    settings = {**reference.settings, **settings_of(call.given.get("set", ()))}
    settings.pop("width", None)
    own_input = settings.pop("input", None) if "input" not in document.knobs else None
    goal = asked.wanted("macs")
    found = widest(
        document, text, goal, _step(call.given.get("step", "0.01")), settings,
        call.given.get("input") or own_input, dims_of(call),
    )  # fmt: skip
    return answered(asked, (width_solution(found, goal), found.best is not None))


def _step(text: str) -> Fraction:
    value = parse_value(text)
    if isinstance(value, Expr) or not FINEST <= value <= 1:
        raise UsageError(Message("solve.bad_step", value=text))
    return Fraction(value)


OPTIONS = {
    "rf": (Option("dilate", ("--dilate",), "B"), EXTRA["dialect"]),
    "dilations": (Option("stacked", ("--layers",), "N"),),
    "width": (*NETWORK, Option("step", ("--step",), "X", default="0.01")),
}
