"""`convcalc solve COMMAND ... --want V`: which numbers lead to a wanted answer."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from convcalc.algebra.symbols import declaring
from convcalc.cli.arguments import first_word
from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.networks import whole_number
from convcalc.cli.options import SHARED, Option
from convcalc.cli.solving.asked import SolveCall
from convcalc.cli.solving.ranges import read_where, refuse_ranges, take_ranges
from convcalc.cli.usage import refuse_others
from convcalc.layers.meant import unknown_word
from convcalc.report.solve import TOP

QUESTIONS = {
    "conv": "layer", "tconv": "layer", "pool": "layer", "layer": "layer", "kernel": "kernel",
    "separable": "separable", "rf": "stack", "dilations": "schedules", "width": "width",
    "inputs": "inputs",
}  # fmt: skip
"""What can be turned round, and the module of `cli/solving` that does it."""

NETWORKS = ("rf", "width", "inputs")
"""Those whose arguments are networks; a range has no name there."""

ALIASES = {"deconv": "tconv", "dwsep": "separable", "receptive-field": "rf"}

OWN = (
    Option("want", ("--want",), "V"),
    Option("at_least", ("--at-least",), "V"),
    Option("at_most", ("--at-most",), "V"),
    Option("where", ("--where",), "K=LO..HI", many=True),
    Option("limit", ("--limit",), "N", default=TOP),
)
GOAL = ("want", "at_least", "at_most")


class SolveCommand(Command):
    """A command whose options are those of the command that it turns round, and its own."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        known = (*OWN, *SHARED)
        position = first_word(args, known)
        if position < len(args) and not ctx.resilient_parsing:
            refuse_others(args[:position], known, "solve conv")
            name = _name(args[position])
            rest = args[position + 1 :]
            words = rest[first_word(rest, known) :]
            self.set_options((*OWN, *_module(name).options(name, words)))
        return super().parse_args(ctx, args)


def command() -> Command:
    """The command; it learns its options once it knows what is turned round."""
    return SolveCommand(
        "solve",
        run,
        Arguments("WHAT [ARGUMENT]...", 1, None),
        OWN,
        examples=(
            "convcalc solve conv 11 -k 3 -s 2 -p P --want 7",
            "convcalc solve conv H -k 3 -s 2 -p 2 --want 7 --steps",
            "convcalc solve conv 56 -k 1..11 -p 0..5 --want same",
            "convcalc solve conv 56@64 -k 3 -p 1 -o M --of macs --at-most 600M",
            'convcalc solve rf "(N)*( conv3 )" --at-least 31',
            'convcalc solve rf "3*( conv(K) )" --at-least 31',
            "convcalc solve separable 56@64 -k 3 -p 1 -o M --want 1/8",
            "convcalc solve dilations 3 --want 31",
            "convcalc solve width mobilenet_v1 --at-most 300M",
            "convcalc solve inputs unet --exact",
        ),
    )


def run(call: Call) -> int:
    """Hand the question to the module that knows it."""
    name = _name(call.arguments[0])
    given = dict(call.given)
    goal = {key: given.pop(key) for key in GOAL if key in given}
    top = whole_number("limit", given.pop("limit", str(TOP)))
    domains = read_where(given.pop("where", ()))
    words = call.arguments[1:]
    if name in NETWORKS:
        refuse_ranges(words)
    positional = "kernel" if name == "kernel" else "size"
    ranges = take_ranges(words, given, domains, positional)
    inner = Call(name, ranges.arguments, ranges.given, call.settings)
    with declaring(ranges.domains):
        code: int = _module(name).run(SolveCall(inner, goal, ranges.domains, top))
    return code


def _name(word: str) -> str:
    """What is turned round.

    Raises:
        UsageError: nothing of that name can be.
    """
    name = ALIASES.get(word, word)
    if name not in QUESTIONS:
        allowed = ", ".join(QUESTIONS)
        raise unknown_word(name, QUESTIONS, "solve.unknown_question", name=word, allowed=allowed)
    return name


def _module(name: str) -> Any:
    return import_module(f"convcalc.cli.solving.{QUESTIONS[name]}")
