"""From a command line that failed to the one that was probably meant.

Nothing here is imported until an error is shown. Each error code has functions that propose whole
command lines; a line is shown only if the program itself could then read it.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from convcalc.cli.leads.arguments import (
    all_sides,
    channels_last,
    completed,
    constructed_type,
    renamed_key,
    several_layers,
    surplus,
    type_first,
    unbracketed,
)  # fmt: skip
from convcalc.cli.leads.commands import meant_command, near_command
from convcalc.cli.leads.drawn import drawn_by, drawn_instead
from convcalc.cli.leads.elsewhere import (
    cured,
    left_out,
    reordered,
    reworded,
    stage_named,
    turned_round,
    two_networks,
    wanted,
    without_unit,
)  # fmt: skip
from convcalc.cli.leads.networks import kernel_lists, meant_network
from convcalc.cli.leads.options import (
    each_alone,
    near_option,
    other_command,
    other_dialect,
    other_option,
    replaced_option,
    respelt_choice,
)  # fmt: skip
from convcalc.cli.leads.trial import trial
from convcalc.errors import ConvcalcError, InputError, Message

Propose = Callable[[ConvcalcError, list[str]], Iterable[list[str]]]
Guess = Callable[[ConvcalcError, list[str]], list[Message]]

PROPOSALS: dict[str, tuple[Propose, ...]] = {
    "usage.unknown_command": (meant_command,),
    "usage.unknown_option": (
        turned_round,
        other_command,
        replaced_option,
        kernel_lists,
        drawn_instead,
    ),
    "usage.takes_no_value": (replaced_option,),
    "usage.bad_choice": (respelt_choice, drawn_instead),
    "draw.ending": (drawn_instead,),
    "draw.not_this": (drawn_by,),
    "budget.not_an_amount": (without_unit,),
    "usage.surplus_argument": (reordered, surplus, type_first),
    "layer.one_input": (surplus,),
    "layer.unknown": (constructed_type, left_out, type_first),
    "load.several_layers": (several_layers,),
    "parameter.missing": (surplus,),
    "parameter.wrong_length": (all_sides,),
    "parameter.unknown": (renamed_key,),
    "load.unknown_network": (meant_network,),
    "load.shape_inside": (meant_network,),
    "load.no_layers": (meant_network,),
    "load.no_count": (reworded, meant_network),
    "expr.character": (reworded,),
    "parameter.word": (other_option, reordered),
    "usage.type_first": (reordered,),
    "rf.no_layer": (stage_named,),
    "diff.one_network": (two_networks,),
    "zoo.unknown": (left_out,),
    "check.unreadable": (left_out,),
    "usage.missing_argument": (left_out,),
    "solve.unknown_question": (left_out,),
    "solve.no_goal": (wanted,),
}
"""Error code -> the command lines that may have been meant, the likeliest first."""

GUESSES: dict[str, Guess] = {
    "usage.unknown_command": near_command,
    "usage.unknown_option": near_option,
}
"""Error code -> what to say where no line can be read."""

INSTEAD = ("hint.did_you_mean", "usage.for_example", "hint.list_layers", "hint.did_you_mean_one",
           "budget.hint.count")  # fmt: skip
"""Hints that a whole command line makes superfluous."""

UNSEEN: dict[str, Propose] = {
    "size.three_numbers": channels_last,
    "size.wrong_axes": channels_last,
    "dialect.same_with_stride": other_dialect,
}
"""The same for lines that are only proposed: of two readings the likelier one."""

PLAIN_FIRST = ("usage.unknown_option", "usage.takes_no_value")
"""Errors whose proposals are only mended if none of them can be read as it is."""
NO_COLOUR = "NO_COLOR=1"
ROUNDS = 6
"""So often a proposal is mended itself."""
MOST_TRIALS = 40
MOST_BESIDE = 12
LONGEST = 300


def leads(error: ConvcalcError, arguments: Sequence[str]) -> tuple[Message, ...]:
    """The hints of an error, a command line that works among them if one is sure.

    Never raises: whatever goes wrong here must not hide the error itself.
    """
    try:
        line = _lines(error, list(arguments)) or _line(error, list(arguments))
        if line is not None:
            kept = [hint for hint in error.hints if hint.code not in INSTEAD]
            return (Message("expr.write", text=line), *kept)
        guess = GUESSES.get(error.code)
        return (*error.hints, *(guess(error, list(arguments)) if guess else ()))
    except Exception:
        return error.hints


def _lines(error: ConvcalcError, words: list[str]) -> str | None:
    """Several commands on one line, where one cannot answer all that is asked."""
    lines = each_alone(error, words) if error.code == "usage.bad_choice" else []
    if not lines or any(trial(line) is not None for line in lines):
        return None
    return "; ".join([shlex.join(["convcalc", *line]) for line in lines])


def _line(error: ConvcalcError, words: list[str]) -> str | None:
    if sum(map(len, words)) > LONGEST or any(not word.isprintable() for word in words):
        return None
    return _search(error, words, [words], ROUNDS, [MOST_TRIALS])


def _search(
    error: ConvcalcError, words: list[str], above: list[list[str]], rounds: int, left: list[int]
) -> str | None:
    """The first line found that can be read; a proposal with a mistake of its own is mended, too.

    `above` are the lines that led here, `left` counts down the trials of the whole search.
    """
    proposals = list(islice(_proposals(error, words, above[0]), MOST_BESIDE))
    for mending in (False, True) if error.code in PLAIN_FIRST else (True,):
        for proposal in proposals:
            environment = proposal[: proposal[:1] == [NO_COLOUR]]
            command = proposal[len(environment) :]
            if (command in above and not environment) or left[0] == 0:
                continue
            left[0] -= 1
            wrong = trial(command)
            if wrong is None:
                return " ".join([*environment, "convcalc", *map(shlex.quote, command)])
            if mending and rounds:
                line = _search(wrong, command, [*above, command], rounds - 1, left)
                if line is not None:
                    return line
    return None


def _proposals(error: ConvcalcError, words: list[str], typed: list[str]) -> Iterator[list[str]]:
    inner = words is not typed
    if inner and error.code in UNSEEN:
        yield from UNSEEN[error.code](error, words)
    for propose in PROPOSALS.get(error.code, ()):
        yield from propose(error, words)
    yield from completed(error, words)
    if isinstance(error, InputError) and error.text:
        yield from unbracketed(error.text, words)
    if inner:
        yield from cured(error, words, typed)
