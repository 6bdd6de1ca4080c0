"""From a command line that failed to the one that was probably meant.

Nothing here is imported until an error is shown. Each error code has functions that propose whole
command lines; a line is shown only if the program itself could then read it.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from convcalc.cli.leads.arguments import (
    completed,
    constructed_type,
    renamed_key,
    surplus,
    unbracketed,
)
from convcalc.cli.leads.commands import meant_command, near_command
from convcalc.cli.leads.networks import meant_network
from convcalc.cli.leads.options import near_option, other_option, replaced_option, respelt_choice
from convcalc.cli.leads.trial import trial
from convcalc.errors import ConvcalcError, InputError, Message

__all__ = ["leads"]

Propose = Callable[[ConvcalcError, list[str]], Iterable[list[str]]]
Guess = Callable[[ConvcalcError, list[str]], list[Message]]

PROPOSALS: dict[str, Propose] = {
    "usage.unknown_command": meant_command,
    "usage.unknown_option": replaced_option,
    "usage.takes_no_value": replaced_option,
    "usage.bad_choice": respelt_choice,
    "usage.surplus_argument": surplus,
    "layer.one_input": surplus,
    "layer.unknown": constructed_type,
    "parameter.missing": surplus,
    "parameter.unknown": renamed_key,
    "parameter.word": other_option,
    "load.unknown_network": meant_network,
    "load.shape_inside": meant_network,
    "load.no_layers": meant_network,
}
"""Error code -> the command lines that may have been meant, the likeliest first."""

GUESSES: dict[str, Guess] = {
    "usage.unknown_command": near_command,
    "usage.unknown_option": near_option,
}
"""Error code -> what to say where no line can be read."""

INSTEAD = ("hint.did_you_mean", "usage.for_example", "hint.list_layers", "hint.did_you_mean_one")
"""Hints that a whole command line makes superfluous."""

ROUNDS = 4
MOST_TRIALS = 12
LONGEST = 300


def leads(error: ConvcalcError, arguments: Sequence[str]) -> tuple[Message, ...]:
    """The hints of an error, a command line that works among them if one is sure.

    Never raises: whatever goes wrong here must not hide the error itself.
    """
    try:
        line = _line(error, list(arguments))
        if line is not None:
            kept = [hint for hint in error.hints if hint.code not in INSTEAD]
            return (Message("expr.write", text=line), *kept)
        guess = GUESSES.get(error.code)
        return (*error.hints, *(guess(error, list(arguments)) if guess else ()))
    except Exception:
        return error.hints


def _line(error: ConvcalcError, words: list[str]) -> str | None:
    if sum(map(len, words)) > LONGEST or any(not word.isprintable() for word in words):
        return None
    for proposal in islice(_proposals(error, words), MOST_TRIALS):
        line = _mended(proposal, words)
        if line is not None:
            return line
    return None


def _proposals(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    propose = PROPOSALS.get(error.code)
    if propose is not None:
        yield from propose(error, words)
    yield from completed(error, words)
    if isinstance(error, InputError) and error.text:
        yield from unbracketed(error.text, words)


def _mended(words: list[str], typed: list[str]) -> str | None:
    """The line that these words make, with what is still missing; None if it cannot be read, or is
    the one that was typed."""
    environment = [word for word in words[:1] if word == "NO_COLOR=1"]
    words = words[len(environment) :]
    for _ in range(ROUNDS):
        if words == typed:
            return None
        error = trial(words)
        if error is None:
            return " ".join([*environment, "convcalc", *map(shlex.quote, words)])
        words = next(_proposals(error, words), [])
        if not words:
            return None
    return None
