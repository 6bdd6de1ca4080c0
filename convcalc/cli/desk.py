"""The exam desk at a terminal: asks, gives hints, listens, and keeps the score."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from typing import NamedTuple

from convcalc.cli.command import Call
from convcalc.cli.main import INTERRUPTED
from convcalc.cli.show import show
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.layers.numbers import shown
from convcalc.render.wording import Wording
from convcalc.report.check import slip_words
from convcalc.report.judge import Judgement
from convcalc.report.quiz import question_document
from convcalc.report.quiz_desk import (
    Outcome,
    feedback,
    hint,
    prompt,
    score_document,
    verdict_of,
)
from convcalc.teach.answers import Answer, read_answer
from convcalc.teach.quiz.item import MARKS, Item
from convcalc.teach.quiz.sheet import QuizSheet

HINTS = ("?", "??", "？", "？？")
"""The formula; the formula with the numbers put in."""
HALF = Fraction(1, 2)
"""Points for an answer at the second try, or after a hint."""
TRUE = frozenset(("true", "t", "yes", "y", "○", "〇", "正", "正しい", "はい"))
FALSE = frozenset(("false", "f", "no", "n", "×", "x", "誤", "誤り", "いいえ"))


class _Reply(NamedTuple):
    """An answer understood; `correct` is None for a question that was passed over, `why` says what
    is wrong with an option about concepts."""

    correct: bool | None
    verdict: Judgement | None = None
    why: str = ""


class Desk:
    """Asks the questions of a sheet.

    exam: no hints, no second try, nothing said before the end; minutes: for the whole sheet;
    after: called with each outcome; worked: shows how a question is worked out.
    """

    def __init__(
        self,
        call: Call,
        sheet: QuizSheet,
        worked: Callable[[Item], object],
        after: Callable[[Outcome], None] = lambda outcome: None,
        exam: bool = False,
        minutes: int | None = None,
    ) -> None:
        self.call = call
        self.sheet = sheet
        self.worked = worked
        self.after = after
        self.exam = exam
        self.ends = None if minutes is None else time.monotonic() + 60 * minutes
        self.minutes = minutes
        self.wording = Wording(call.settings.lang, call.settings.ascii)
        self.outcomes: list[Outcome] = []

    def open(self) -> int:
        """Ask every question; 130 if it was broken off by Ctrl-C."""
        with suppress(ImportError):
            import readline  # noqa: F401 - lets the answers be edited
        code = 0
        welcome = "quiz.welcome_exam" if self.exam else "quiz.welcome"
        self.say(welcome, count=len(self.sheet.items), seed=str(self.sheet.seed))
        if self.minutes is not None:
            self.say("quiz.time", count=self.minutes)
        try:
            for number, item in enumerate(self.sheet.items, 1):
                if self.ends is not None and time.monotonic() > self.ends:
                    self.say("quiz.time_over")
                    break
                self.put(item, number)
        except (EOFError, KeyboardInterrupt) as stop:
            code = INTERRUPTED if isinstance(stop, KeyboardInterrupt) else 0
            sys.stdout.write("\n")
        self.close()
        return code

    def close(self) -> None:
        if not self.outcomes:
            self.say("quiz.nothing")
            return
        if self.exam:
            for number, outcome in enumerate(self.outcomes, 1):
                if outcome.points != 1:
                    sys.stdout.write("\n")
                    show(self.call, question_document(outcome.item, number))
                    self.explain(outcome, outcome.verdict)
            sys.stdout.write("\n")
        show(self.call, score_document(self.sheet, self.outcomes))

    def put(self, item: Item, number: int) -> None:
        sys.stdout.write("\n")
        show(self.call, question_document(item, number))
        reply, helped = self.listen(item)
        if reply.correct is False and not self.exam and item.kind != "truth":
            first = reply
            for slip in first.verdict.slips[:1] if first.verdict else ():
                sys.stdout.write(self.wording.say(slip_words(slip)) + "\n")
            if first.why:
                self.say("quiz.words", text=first.why)
            self.say("quiz.again")
            reply, helped = self.listen(item)
            reply = first if reply.correct is None else reply
            helped = True
            codes = _codes(first.verdict) | _codes(reply.verdict)
        else:
            codes = _codes(reply.verdict)
        points = None if reply.correct is None else Fraction(0)
        if reply.correct:
            points = HALF if helped else Fraction(1)
        outcome = Outcome(item, points, reply.verdict, codes)
        self.outcomes.append(outcome)
        self.after(outcome)
        if not self.exam:
            self.explain(outcome, reply.verdict)

    def explain(self, outcome: Outcome, verdict: Judgement | None) -> None:
        """Right or wrong, the slip and where it stands, and the right way in full."""
        correct = None if outcome.points is None else outcome.points > 0
        show(self.call, feedback(outcome.item, correct, verdict))
        if not correct and outcome.item.drawn:
            self.worked(outcome.item)

    def listen(self, item: Item) -> tuple[_Reply, bool]:
        """Wait until an answer can be read, and whether a hint was asked for; an empty line passes
        the question over."""
        helped = False
        while True:
            text = input(self.wording.say(prompt(item))).strip()
            if not text:
                return _Reply(None), helped
            if text in HINTS and not self.exam:
                helped = item.asked is not None
                sys.stdout.write(self.wording.say(hint(item, len(text) > 1)) + "\n")
                continue
            try:
                return _understood(item, text), helped
            except ConvcalcError as error:
                sys.stdout.write(self.wording.say(error.message) + "\n")
                for message in error.hints:
                    sys.stdout.write("  " + self.wording.say(message) + "\n")

    def say(self, code: str, **fields: object) -> None:
        sys.stdout.write(self.wording.say(Message(code, **fields)) + "\n")


def _codes(verdict: Judgement | None) -> frozenset[str]:
    """The slips behind a wrong answer; only a sure one is remembered."""
    slips = () if verdict is None or verdict.correct else verdict.slips
    return frozenset(slip.codes[0] for slip in slips[:1] if not slip.possible)


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
    if place < 0 and (not item.drawn or (len(plain) < 4 and plain.isalpha())):
        place = _by_words(item, plain)
    if place < 0:
        verdict = verdict_of(item, read_answer(text))
        return _Reply(verdict.correct, verdict)
    option = item.options[place]
    if option.right or not item.drawn:
        return _Reply(option.right, why=option.why)
    return _Reply(False, Judgement(Answer(MARKS[place], ()), False, option.slips))


def _by_words(item: Item, plain: str) -> int:
    """The option typed out.

    Raises:
        UsageError: there is none of these words.
    """
    for place, option in enumerate(item.options):
        if unicodedata.normalize("NFKC", option.words).lower() == plain and plain:
            return place
    raise UsageError(Message("quiz.unreadable", answer=shown(plain)))
