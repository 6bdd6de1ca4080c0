"""`convcalc quiz`: practice at the terminal, or a sheet of questions with its key."""

from __future__ import annotations

import os
import shlex
import sys
import unicodedata
from contextlib import suppress
from typing import NamedTuple

from convcalc.algebra.symbols import plain_text
from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.options import Option
from convcalc.cli.show import show
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import plain_number, shown
from convcalc.render.wording import Wording
from convcalc.report.document import Matrix
from convcalc.report.judge import Judgement
from convcalc.report.quiz import (
    Outcome,
    feedback,
    question_document,
    score_document,
    sheet_document,
    verdict_of,
)
from convcalc.teach.answers import Answer, read_answer
from convcalc.teach.quiz.item import MARKS, Item, Posed
from convcalc.teach.quiz.sheet import LEVELS, TOPICS, QuizSheet, make_sheet
from convcalc.teach.slips import Slip, every_slip

COUNT, LEVEL = 10, 2
MOST = 200
MOST_SEED = 1 << 64
INTERRUPTED = 130
TRUE = frozenset(("true", "t", "yes", "y", "○", "〇", "正", "正しい", "はい"))
FALSE = frozenset(("false", "f", "no", "n", "×", "x", "誤", "誤り", "いいえ"))


def command() -> Command:
    """The command with its options."""
    return Command(
        "quiz",
        run,
        Arguments("", 0, 0),
        (
            Option("topic", ("--topic",), "TOPIC", many=True, values="quizzed"),
            Option("questions", ("-n", "--count"), "N", default=COUNT),
            Option("seed", ("--seed",), "N"),
            Option("level", ("--level",), "N", tuple(map(str, LEVELS)), LEVEL),
            Option("print", ("--print",)),
        ),
        examples=(
            "convcalc quiz --print --seed 7",
            "convcalc quiz --print --topic size,dilation --count 5 --level 1 --seed 7",
            "convcalc quiz --print --seed 7 --format latex",
        ),
        honours=("letters",),
    )


def run(call: Call) -> int:
    """Ask at a terminal; elsewhere, or with --print or a format of its own, write the sheet."""
    given, settings = call.given, call.settings
    count = _number("--count", given.get("questions"), COUNT, 1, MOST)
    level = int(given.get("level", LEVEL))
    chosen = given.get("seed")
    drawn = int.from_bytes(os.urandom(4), "big")
    seed = _number("--seed", chosen, drawn, 0, MOST_SEED - 1)
    sheet = make_sheet(seed, count, level, topics_of(given.get("topic", ())), settings.lang, pose)
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and settings.output_file is None
    if terminal and settings.format == "table" and not given.get("print"):
        return _Desk(call, sheet).open()
    return show(call, sheet_document(sheet, count))


def pose(command: str) -> Posed | None:
    """The question of a command line, with its slips; None if the command refuses."""
    from convcalc.cli.line import read

    line = read(shlex.split(command))
    assert line.command is not None
    assert line.command.inquire is not None
    try:
        call = line.call()
        asked = line.command.inquire(call).asked(call.settings.of)
    except ConvcalcError:
        return None
    if isinstance(asked.expected, Matrix):
        wrong = [Slip((code,), rows, (), (), 1) for code, rows in asked.mistaken()]
        return Posed(asked.expected.rows, tuple(wrong))
    if asked.question is None:
        return None
    return Posed(asked.question.values, tuple(every_slip(asked.question)), asked.question)


def topics_of(given: tuple[str, ...]) -> tuple[str, ...]:
    """The topics asked for, in the order of `TOPICS`; all without a wish.

    Raises:
        UsageError: there is no such topic.
    """
    asked = [word.strip() for text in given for word in text.split(",") if word.strip()]
    for word in asked:
        if word not in TOPICS:
            hints = did_you_mean(word, TOPICS)
            allowed = ", ".join(TOPICS)
            raise UsageError(
                Message("usage.bad_choice", option="--topic", value=shown(word), allowed=allowed),
                *hints,
            )
    return tuple([topic for topic in TOPICS if not asked or topic in asked])


def _number(option: str, text: str | None, usual: int, low: int, high: int) -> int:
    value = usual if text is None else plain_number(plain_text(text))
    if value is None or not low <= value <= high:
        raise UsageError(
            Message("quiz.number", option=option, value=shown(text), low=low, high=high)
        )
    return value


class _Reply(NamedTuple):
    """An answer understood; `correct` is None for a question that was passed over."""

    correct: bool | None
    verdict: Judgement | None = None


class _Desk:
    """The exam desk: asks, listens, answers, and keeps the score."""

    def __init__(self, call: Call, sheet: QuizSheet) -> None:
        self.call = call
        self.sheet = sheet
        self.wording = Wording(call.settings.lang, call.settings.ascii)
        self.outcomes: list[Outcome] = []

    def open(self) -> int:
        """Ask every question; 130 if it was broken off by Ctrl-C."""
        with suppress(ImportError):
            import readline  # noqa: F401 - lets the answers be edited
        code = 0
        self.say("quiz.welcome", count=len(self.sheet.items), seed=self.sheet.seed)
        try:
            for number, item in enumerate(self.sheet.items, 1):
                self.put(item, number)
        except (EOFError, KeyboardInterrupt) as stop:
            code = INTERRUPTED if isinstance(stop, KeyboardInterrupt) else 0
            sys.stdout.write("\n")
        if self.outcomes:
            show(self.call, score_document(self.sheet, self.outcomes))
        else:
            self.say("quiz.nothing")
        return code

    def put(self, item: Item, number: int) -> None:
        sys.stdout.write("\n")
        show(self.call, question_document(item, number))
        reply = self.listen(item)
        self.outcomes.append(Outcome(item, reply.correct))
        show(self.call, feedback(item, reply.correct, reply.verdict))

    def listen(self, item: Item) -> _Reply:
        """Wait until an answer can be read; an empty line passes the question over."""
        while True:
            text = input(self.wording.word("quiz.prompt")).strip()
            if not text:
                return _Reply(None)
            try:
                return _understood(item, text)
            except ConvcalcError as error:
                sys.stdout.write(self.wording.say(error.message) + "\n")
                for hint in error.hints:
                    sys.stdout.write("  " + self.wording.say(hint) + "\n")

    def say(self, code: str, **fields: int) -> None:
        sys.stdout.write(self.wording.say(Message(code, **fields)) + "\n")


def _understood(item: Item, text: str) -> _Reply:
    """The answer by its letter, or what was typed.

    Raises:
        ConvcalcError: it is no option, and no number that could be judged.
    """
    plain = unicodedata.normalize("NFKC", text).strip(" .()").lower()
    marks = MARKS[: len(item.options)].lower()
    place = marks.find(plain) if len(plain) == 1 else -1
    if place < 0 and item.kind == "truth" and (plain in TRUE or text in TRUE):
        place = 0
    if place < 0 and item.kind == "truth" and (plain in FALSE or text in FALSE):
        place = 1
    if place < 0 and not item.drawn:
        place = _by_words(item, plain)
    if place < 0:
        verdict = verdict_of(item, read_answer(text))
        return _Reply(verdict.correct, verdict)
    option = item.options[place]
    if option.right or not item.drawn:
        return _Reply(option.right)
    return _Reply(False, Judgement(Answer(MARKS[place], ()), False, option.slips))


def _by_words(item: Item, plain: str) -> int:
    """The option typed out.

    Raises:
        UsageError: there is none of these words.
    """
    for place, option in enumerate(item.options):
        if unicodedata.normalize("NFKC", option.words).lower() == plain and plain:
            return place
    marks = ", ".join(MARKS[: len(item.options)])
    raise UsageError(Message("quiz.unreadable", answer=shown(plain), marks=marks))
