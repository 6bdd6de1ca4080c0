"""`convcalc solve COMMAND ... --want V`: which numbers lead to a wanted answer."""

from __future__ import annotations

from importlib import import_module

from convcalc.algebra.symbols import declaring
from convcalc.annotations import Any
from convcalc.cli.arguments import first_word
from convcalc.cli.command import ALL, Arguments, Call, Command
from convcalc.cli.group import ALIASES
from convcalc.cli.networks import whole_number
from convcalc.cli.options import SHARED, Option
from convcalc.cli.solving.asked import SolveCall
from convcalc.cli.solving.ranges import read_where, refuse_ranges, take_ranges
from convcalc.cli.usage import refuse_others, surplus
from convcalc.errors import Message, UsageError
from convcalc.layers.meant import unknown_word
from convcalc.report.solve import TOP

QUESTIONS = {
    "conv": ("layers", "SIZE", ""),
    "tconv": ("layers", "SIZE", ""),
    "pool": ("layers", "SIZE", ""),
    "layer": ("layers", "SIZE", ""),
    "kernel": ("layers", "K", ""),
    "separable": ("layers", "SIZE", ""),
    "rf": ("stacks", "NETWORK", 'convcalc solve rf "(N)*( conv3 )" --at-least 31'),
    "dilations": ("stacks", "K", "convcalc solve dilations 3 --want 31"),
    "width": ("stacks", "NETWORK", "convcalc solve width mobilenet_v1 --at-most 300M"),
    "inputs": ("inputs", "NETWORK", "convcalc solve inputs unet --exact"),
}
"""What can be turned round: the module of `cli/solving` that does it, its argument, an example."""

OWN = (
    Option("want", ("--want",), "V"),
    Option("at_least", ("--at-least",), "V"),
    Option("at_most", ("--at-most",), "V"),
    Option("where", ("--where",), "K=LO..HI", many=True),
    Option("limit", ("--limit",), "N", default=TOP),
)
USAGE = "WHAT [ARGUMENT]..."
GOAL = ("want", "at_least", "at_most")


def command() -> Command:
    """The command; it learns its options once it knows what is turned round."""
    return Command(
        "solve",
        run,
        Arguments(USAGE, 1, None, ("questions",)),
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
        honours=ALL,
        bind=_bound,
    )


def _bound(command: Command, words: list[str]) -> tuple[Command, list[str]]:
    """The command with the options of the one that it turns round, and its own."""
    known = (*OWN, *SHARED)
    position = first_word(words, known)
    if position == len(words):
        return command, words
    refuse_others(words[:position], known, "solve conv")
    name = _name(words[position])
    rest = words[position + 1 :]
    options = _module(name).options(name, rest[first_word(rest, known) :])
    network = QUESTIONS[name][1] == "NETWORK"
    first = "networks" if network else "types" if name == "layer" else ""
    arguments = Arguments(USAGE, 1, None, ("questions", first, ""))
    return command._replace(options=(*OWN, *options), arguments=arguments), words


def run(call: Call) -> int:
    """Hand the question to the module that knows it."""
    name = _name(call.arguments[0])
    given = dict(call.given)
    goal = {key: given.pop(key) for key in GOAL if key in given}
    top = whole_number("limit", given.pop("limit", str(TOP)))
    domains = read_where(given.pop("where", ()))
    words = call.arguments[1:]
    argument = QUESTIONS[name][1]
    if argument == "NETWORK":
        refuse_ranges(words)
    ranges = take_ranges(words, given, domains, "kernel" if name == "kernel" else "size")
    inner = Call(name, ranges.arguments, ranges.given, call.settings)
    demand(inner)
    with declaring(ranges.domains):
        code: int = _module(name).run(SolveCall(inner, goal, ranges.domains, top))
    return code


def demand(call: Call) -> None:
    """Demand the one argument that a question has, behind the type of `layer`.

    Raises:
        UsageError: there is none, or a second one.
    """
    name, words = call.command, list(call.arguments)
    _, argument, example = QUESTIONS[name]
    if name == "layer":
        if not words:
            raise UsageError(Message("usage.missing_argument", name="TYPE", command="solve layer"))
        words = [word for word in words[1:] if "=" not in word]
    if not words:
        about = f"solve {name}" if example or name == "kernel" else "solve"
        hints = [Message("usage.for_example", example=example)] if example else []
        raise UsageError(Message("usage.missing_argument", name=argument, command=about), *hints)
    if len(words) > 1:
        raise surplus(words[-1])


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
    return import_module(f"convcalc.cli.solving.{QUESTIONS[name][0]}")
