"""Whether the program could read a command line, found out without answering it."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr, redirect_stdout
from functools import lru_cache

from convcalc.algebra.parse import parse_grid
from convcalc.cli.columns import columns_named
from convcalc.cli.command import Call
from convcalc.cli.line import read
from convcalc.cli.quiz import topics_of
from convcalc.cli.settings import settle
from convcalc.cli.solve import demand
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.layers.read import PARAM_ALIASES
from convcalc.network.graph import Network
from convcalc.network.names import layers_named
from convcalc.render import FORMATS

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
    line = read(words)
    if "help" in line.shared or "version" in line.shared:
        settle(line.shared, FORMATS)
        return
    if line.command is None:
        raise UsageError(Message("usage.see_help"))
    call = line.call()
    name = line.command.name
    form = call.settings.format if name == "draw" else "plain"
    call.settings = call.settings._replace(output_file=None, format=form)
    if "-" in (*call.arguments, *map(str, call.given.values())):
        return  # standard input is read once, by the command itself
    if name in ANSWERED or (name == "draw" and call.command in ANSWERED):
        line.command.answer(call)
    elif name == "solve":
        _solved(call)
    elif name in NETWORKS:
        _networks(call)
    elif name == "quiz":
        topics_of(call.given.get("topic", ()))


def _solved(call: Call) -> None:
    """What `solve` demands before it searches, which may take its time."""
    goals = [name for name in ("want", "at_least", "at_most") if name in call.given]
    if not goals and call.arguments[0] not in ("inputs", "dilations"):
        raise UsageError(Message("solve.no_goal"))
    values = [str(call.given[name]) for name in call.given if name in PARAM_ALIASES]
    demand(Call(call.arguments[0], call.arguments[1:], {}, call.settings))
    if call.arguments[0] in LAYERED:
        if "kernel" not in call.given:
            raise UsageError(Message("parameter.missing", kind="conv", name="kernel"))
        if any(text.isdecimal() and not int(text) for text in call.arguments[1:]):
            raise UsageError(Message("parameter.too_small", name="size", value=0, minimum=1))
    for value in (*call.arguments[1:], *values):
        if call.arguments[0] in LAYERED and ".." not in value:
            parse_grid(value)
    if not any(UNKNOWN.search(text) for text in (*call.arguments[1:], *values)):
        raise UsageError(Message("solve.nothing_unknown"))


def _networks(call: Call) -> None:
    from convcalc.cli.audit import ALONE
    from convcalc.cli.networks import dims_of, settings_of, whole_number
    from convcalc.report.audit import demand_quantity
    from convcalc.report.audit_rows import View
    from convcalc.report.audit_table import columns_of
    from convcalc.report.rf import ANSWERS

    given, of = call.given, call.settings.of
    if call.command == "audit":
        demand_quantity(of)
        if "sort" in given:
            by = given.get("by", "layer")
            columns_of(View(by, sort=columns_named([given["sort"]], by)[0]))
        if len(call.arguments) > 1 and any(name in given for name in ALONE):
            raise UsageError(Message("audit.one_network_only", option="--by"))
    elif call.command == "rf" and of not in (None, *ANSWERS):
        raise UsageError(Message("rf.no_quantity", quantity=str(of)))
    if "top" in given:
        whole_number("top", given["top"])
    sets = tuple(sorted(settings_of(given.get("set", ())).items()))
    written = call.arguments[:-1] if call.command == "convert" else call.arguments
    for argument in written:
        if argument == "-":
            continue
        built = _built(argument, sets, given.get("input"), given.get("dialect"), dims_of(call))
        for name in ("layer", "at_layer", "from_layer"):
            if name in given:
                layers_named(built, given[name])


@lru_cache(maxsize=64)
def _built(
    argument: str,
    sets: tuple[tuple[str, str], ...],
    input: str | None,
    dialect: str | None,
    dims: int | None,
) -> Network:
    """Build a network once: many a proposal holds the same."""
    from convcalc.load.checks import never_larger
    from convcalc.load.load import knobs_of, load_document, prepared

    document, settings, wanted = prepared(argument, dict(sets), input, dialect)
    never_larger(document, knobs_of(document, settings), LAYERS)
    return load_document(document, settings, wanted, dims)
