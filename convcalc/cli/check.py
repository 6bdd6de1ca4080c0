"""`convcalc check ANSWER... COMMAND ...`: is an answer right, and what went wrong if not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from convcalc.cli.command import NO, Arguments, Call, Command
from convcalc.cli.one_layer import show
from convcalc.cli.options import SHARED
from convcalc.errors import Message, UsageError
from convcalc.layers.numbers import shown

PAGES = ("table", "markdown", "latex")
"""Formats for people, who get the derivation with the slip in it without asking."""
EXAMPLES = (
    "convcalc check 6 13 5 conv 11 -k 3 -s 2 -p 2",
    "convcalc check 231,211,008 conv 56@64 -k 3 -p 1 -o 128 --no-bias --of macs",
    "convcalc check 1/8.4 separable 56@64 -k 3 -p 1 -o 128",
)
NEGATIVE = re.compile(r"[-−－][\d.]")


class CheckCommand(Command):
    """A command that takes the options of the command whose answer it checks."""

    inner: Command | None = None
    answers: tuple[str, ...] = ()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        self.answers, options, rest = _split(args)
        if not rest:
            return super().parse_args(ctx, [*options, *_safe(self.answers)])
        from convcalc.cli.group import build

        self.inner = build(rest[0])
        left = self.inner.parse_args(ctx, [*options, *rest[1:]])
        self.set_options(self.inner.options)
        return left

    def check(self, words: Sequence[str], shared: Mapping[str, Any]) -> None:
        if self.inner is None or not self.answers:
            from convcalc.cli.usage import missing

            raise missing("check", self.arguments.usage, bool(self.answers), self.examples)
        self.inner.check(words, shared)

    def judged(self, call: Call) -> int:
        """Judge the answers by the command that they belong to."""
        assert self.inner is not None
        inner = Call(self.inner.name or "", call.arguments, call.given, call.settings)
        return run(inner, self.answers)


def _split(args: Sequence[str]) -> tuple[tuple[str, ...], list[str], list[str]]:
    """The answers, the shared options before the command, and the command with what follows."""
    from convcalc.cli.asked import ASKED
    from convcalc.cli.group import ALIASES, COMMANDS

    known_flags = {flag for option in SHARED for flag in option.flags}
    taking = {flag for option in SHARED if option.metavar is not None for flag in option.flags}
    answers: list[str] = []
    options: list[str] = []
    position = 0
    while position < len(args):
        word = args[position]
        name = ALIASES.get(word, word)
        if name in ASKED:
            return tuple(answers), options, [name, *args[position + 1 :]]
        if name in COMMANDS:
            known = ", ".join(ASKED)
            raise UsageError(
                Message("check.not_this", command=word), Message("check.commands", names=known)
            )
        if not word.startswith("-") or NEGATIVE.match(word):
            answers.append(word)
        else:
            if word.partition("=")[0] not in known_flags:
                raise UsageError(
                    Message("check.command_first", option=shown(word)),
                    Message("usage.for_example", example=EXAMPLES[0]),
                )
            options += args[position : position + 1 + (word in taking)]
            position += word in taking
        position += 1
    return tuple(answers), options, []


def _safe(answers: Sequence[str]) -> list[str]:
    """Answers as words that no parser takes for options."""
    return ["--", *answers] if answers else []


def command() -> Command:
    """The command; its options are those of the command it checks."""
    made = CheckCommand(
        "check",
        lambda call: made.judged(call),
        Arguments("ANSWER... COMMAND...", 0, None),
        examples=EXAMPLES,
    )
    return made


def run(call: Call, answers: Sequence[str]) -> int:
    """Judge all answers to the question of the call; 1 if one is wrong."""
    from convcalc.cli.asked import asked
    from convcalc.report.check import check_document
    from convcalc.teach.answers import read_answer

    settings = call.settings
    read = [read_answer(answer) for answer in answers]
    told = settings.format in PAGES
    document = check_document(asked(call), read, told, settings.steps)
    show(call, document)
    wrong = document.answer.count(False)
    if wrong and settings.output_file is not None:
        from convcalc.cli.networks import complain

        complain(call, Message("check.some_wrong", wrong=wrong, count=len(read)))
    return NO if wrong else 0
