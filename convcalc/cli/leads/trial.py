"""Whether the program could read a command line, found out without answering it."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from convcalc.algebra.parse import parse_grid
from convcalc.cli.command import Call, Command, shared_values
from convcalc.cli.group import LazyGroup
from convcalc.cli.options import SHARED
from convcalc.cli.settings import settle
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.layers.make import PARAM_ALIASES

__all__ = ["trial"]

ANSWERED = ("conv", "tconv", "pool", "kernel", "separable", "layer", "check", "explain", "compare",
            "formulas", "layers", "zoo", "ask", "scale", "value")  # fmt: skip
"""Commands that answer at once, so that the answer itself is the trial."""
NETWORKS = ("audit", "rf", "diff", "convert")
"""Commands whose arguments are networks: these are built, and nothing is computed."""
LAYERED = ("conv", "tconv", "pool")
UNKNOWN = re.compile(r"\b[A-Za-z]\b|\.\.|[a-z]{3}")
"""A letter, a range, or the name of a network."""
LAYERS = 2_000
"""Larger networks are not built for a hint."""


def trial(words: list[str]) -> ConvcalcError | None:
    """The error that this command line ends with before anything is computed; None if none.

    An answer that is "no" is an answer.
    """
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            _try(words)
    except ConvcalcError as error:
        return error if error.exit_code == 2 else None
    return None


def _try(words: list[str]) -> None:
    group = LazyGroup()
    ctx = group.make_context("convcalc", list(words))
    rest: list[str] = [*ctx._protected_args, *ctx.args]
    shared = shared_values(ctx)
    settle(shared, SHARED)
    if not rest:
        if not (shared.get("help") or shared.get("version")):
            raise UsageError(Message("usage.see_help"))
        return
    name, command, left = group.resolve_command(ctx, rest)
    inner = command.make_context(name, left, parent=ctx)
    shared = shared_values(inner)
    if not (shared.get("help") or shared.get("version")):
        _read(command, inner)


def _read(command: Command, ctx: Any) -> None:
    settings = settle(shared_values(ctx), SHARED, command.formats)
    call = command.call(ctx, settings._replace(output_file=None, format="plain"))
    if "-" in (*call.arguments, *map(str, call.given.values())):
        return  # standard input is read once, by the command itself
    if call.command in ANSWERED:
        command.run(call)
    elif call.command == "solve":
        _solved(call)
    elif call.command in NETWORKS:
        _networks(call)


def _solved(call: Call) -> None:
    """What `solve` demands before it searches, which may take its time."""
    goals = [name for name in ("want", "at_least", "at_most") if name in call.given]
    if not goals and call.arguments[0] not in ("inputs", "dilations"):
        raise UsageError(Message("solve.no_goal"))
    values = [str(call.given[name]) for name in call.given if name in PARAM_ALIASES]
    for value in (*call.arguments[1:], *values):
        if call.arguments[0] in LAYERED and ".." not in value:
            parse_grid(value)
    if not any(UNKNOWN.search(text) for text in (*call.arguments[1:], *values)):
        raise UsageError(Message("solve.nothing_unknown"))


def _networks(call: Call) -> None:
    from convcalc.cli.networks import dims_of, settings_of
    from convcalc.load.checks import never_larger
    from convcalc.load.load import knobs_of, load_document, prepared
    from convcalc.report.audit import demand_quantity

    if call.command == "audit":
        demand_quantity(call.settings.of)
    given = call.given
    for argument in call.arguments:
        if argument == "-" or (call.command == "convert" and argument == call.arguments[-1]):
            continue
        sets = settings_of(given.get("set", ()))
        document, settings, wanted = prepared(
            argument, sets, given.get("input"), given.get("dialect")
        )
        never_larger(document, knobs_of(document, settings), LAYERS)
        load_document(document, settings, wanted, dims_of(call))
