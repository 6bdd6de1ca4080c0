"""`convcalc check ANSWER... COMMAND ...`: is an answer right, and what went wrong if not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convcalc.cli.command import ALL, NO, Arguments, Call, Command
from convcalc.cli.group import ALIASES, COMMANDS, build
from convcalc.cli.options import SHARED, flags_of
from convcalc.cli.show import complain, show
from convcalc.errors import Message, UsageError
from convcalc.layers.numbers import shown

PAGES = ("table", "markdown", "latex")
"""Formats for people, who get the derivation with the slip in it without asking."""
USAGE = "ANSWER... COMMAND..."
EXAMPLES = (
    "convcalc check 6 13 5 conv 11 -k 3 -s 2 -p 2",
    "convcalc check 231,211,008 conv 56@64 -k 3 -p 1 -o 128 --no-bias --of macs",
    "convcalc check 1/8.4 separable 56@64 -k 3 -p 1 -o 128",
)
JUDGED = ("conv", "tconv", "pool", "kernel", "separable", "layer", "value", "rf")
"""The commands whose questions have an answer to be judged."""
NEGATIVE = re.compile(r"[-−－][\d.]")


def command() -> Command:
    """The command; its options are those of the command it checks."""
    return Command(
        "check",
        None,
        Arguments(USAGE, 0, None, ("judged",)),
        honours=ALL,
        examples=EXAMPLES,
        bind=_bound,
    )


def _bound(command: Command, words: list[str]) -> tuple[Command, list[str]]:
    """The command with the options and arguments of the one whose answers are checked."""
    answers, options, rest = _split(words)
    if not rest:
        return command._replace(run=lambda call: _incomplete(answers)), options
    inner, left = build(rest[0]).bound(rest[1:])
    values = (*["judged" for _ in answers], "", *inner.arguments.values)
    bound = command._replace(options=inner.options, arguments=Arguments(USAGE, 0, None, values))
    if not answers:
        bound = bound._replace(run=lambda call: _incomplete(answers))
    else:
        bound = bound._replace(within=inner, run=lambda call: judge(inner, call, answers))
    return bound, [*options, *left]


def _incomplete(answers: Sequence[str]) -> int:
    from convcalc.cli.usage import missing

    raise missing("check", USAGE, bool(answers), EXAMPLES)


def _split(words: Sequence[str]) -> tuple[tuple[str, ...], list[str], list[str]]:
    """The answers, the shared options before the command, and the command with what follows."""
    flags = flags_of(SHARED)
    answers: list[str] = []
    options: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        name = ALIASES.get(word, word)
        if name in JUDGED:
            return tuple(answers), options, [name, *words[position + 1 :]]
        if name in COMMANDS:
            known = ", ".join(JUDGED)
            raise UsageError(
                Message("check.not_this", command=word), Message("check.commands", names=known)
            )
        if not word.startswith("-") or NEGATIVE.match(word):
            answers.append(word)
        else:
            option = flags.get(word.partition("=")[0])
            if option is None:
                raise UsageError(
                    Message("check.command_first", option=shown(word)),
                    Message("usage.for_example", example=EXAMPLES[0]),
                )
            taken = 1 + (option.metavar is not None and word in flags)
            options += words[position : position + taken]
            position += taken - 1
        position += 1
    return tuple(answers), options, []


def judge(inner: Command, call: Call, answers: Sequence[str]) -> int:
    """Judge all answers to the question of the call; 1 if one is wrong."""
    from convcalc.report.check import check_document
    from convcalc.teach.answers import read_answer

    assert inner.inquire is not None
    settings = call.settings
    read = [read_answer(answer) for answer in answers]
    asked = inner.inquire(call).asked(settings.of)
    document = check_document(asked, read, settings.format in PAGES, settings.steps)
    show(call, document)
    wrong = document.answer.count(False)
    if wrong and settings.output_file is not None:
        complain(call, Message("check.some_wrong", wrong=wrong, count=len(read)))
    return NO if wrong else 0
