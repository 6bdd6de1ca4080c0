"""`solve width mobilenet_v1 --at-most 300M`: the width multiplier for a budget."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from convcalc.algebra.expr import Expr
from convcalc.algebra.parse import parse_value
from convcalc.cli.networks import NETWORK, dims_of, settings_of
from convcalc.cli.options import Option
from convcalc.cli.solving.asked import SolveCall, answered
from convcalc.errors import Message, UsageError
from convcalc.inverse.width import widest
from convcalc.load.load import read_document
from convcalc.load.names import resolve
from convcalc.report.solve_stack import width_solution

FINEST = Fraction(1, 1000)


def options(command: str, words: Sequence[str]) -> tuple[Option, ...]:
    """Those of a network, and the grid of widths."""
    return (*NETWORK, Option("step", ("--step",), "X", default="0.01"))


def run(asked: SolveCall) -> int:
    """Search the widest network within the budget."""
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
