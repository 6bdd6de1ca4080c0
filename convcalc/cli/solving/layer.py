"""`solve conv | tconv | pool | layer TYPE`: unknowns of one layer."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.cli.command import Call
from convcalc.cli.one_layer import EXTRA, request
from convcalc.cli.options import Option, layer_options
from convcalc.cli.solving.asked import SolveCall, answered, check_names
from convcalc.errors import Message, UsageError
from convcalc.inverse.layer import layer_problem
from convcalc.layers.index import look_up, resolve
from convcalc.report.solve_layer import layer_solution


def options(command: str, words: Sequence[str]) -> tuple[Option, ...]:
    """The options of the command that is turned round."""
    if command == "layer":
        return layer_options(resolve(words[0]).PARAMS, *EXTRA) if words else ()
    from convcalc.cli.group import build

    return build(command).options


def run(asked: SolveCall) -> int:
    """Solve one layer for its unknowns."""
    call = asked.call
    kind, words, dims = call.command, list(call.arguments), None
    if kind == "pool":
        kind = call.given.pop("type", "max") + "pool"
    elif kind == "layer" and not words:
        raise UsageError(Message("usage.missing_argument", name="TYPE", command="solve layer"))
    elif kind == "layer":
        kind, words = words[0], _keywords(call, words[1:])
        dims = look_up(kind).dims
    if len(words) != 1:
        code = "usage.surplus_argument" if words else "usage.missing_argument"
        fields = {"argument": words[-1]} if words else {"name": "SIZE", "command": "solve"}
        raise UsageError(Message(code, **fields))
    inputs, given, axes, dialect = request(call, words, dims)
    goal = asked.wanted("size")
    case, problem = layer_problem(kind, inputs, given, axes, dialect, goal, asked.domains)
    check_names(asked, problem)
    return answered(
        asked, layer_solution(call.command, case, problem, goal, asked.top, asked.steps)
    )


def _keywords(call: Call, words: Sequence[str]) -> list[str]:
    """The sizes among the words; KEY=VALUE goes to the options."""
    sizes = []
    for word in words:
        key, sign, value = word.partition("=")
        if sign:
            call.given.setdefault(key.strip().replace("-", "_"), value.strip())
        else:
            sizes.append(word)
    return sizes
