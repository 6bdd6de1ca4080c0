"""One question of a sheet, and how a drawn one gets its options: the right number, and numbers to
which exactly one slip leads, each another slip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from convcalc.algebra.expr import Expr, Value
from convcalc.errors import Message
from convcalc.teach.edits import RARE
from convcalc.teach.question import Question
from convcalc.teach.quiz.draw import Lot
from convcalc.teach.slips import Slip, every_slip

MARKS = "ABCD"
WRONG = 3
FEWEST = 2
"""Wrong options: as many, and at least so many."""
UNLIKELY = RARE | {"axes_multiplied", "axes_swapped"}
"""Slips in writing the answer down rather than in finding it, and those that hardly anybody makes:
no options are made of them."""


class QuizChoice(NamedTuple):
    """One option: the values of a drawn question (one for each axis, or one total) and the slip
    that leads there, or the words of a question about concepts."""

    right: bool
    values: tuple[Value, ...] = ()
    slip: Slip | None = None
    words: str = ""


class Item(NamedTuple):
    """One question.

    kind: number, choice, truth or cloze; options: in the order of the sheet; asked: the formulas
    behind a drawn question; command: the command line that answers it; why: the reason for the
    right option of a question about concepts; name: which of them it is.
    """

    topic: str
    level: int
    kind: str
    question: Message
    options: tuple[QuizChoice, ...]
    asked: Question | None = None
    command: str = ""
    why: str = ""
    name: str = ""

    @property
    def right(self) -> int:
        """The place of the right option."""
        return next(place for place, option in enumerate(self.options) if option.right)


class Draft(NamedTuple):
    """A drawn question before its options: its words, its formulas, its command line.

    tempting: code of a slip whose number is offered in any case, whatever else leads there.
    """

    words: Message
    asked: Question
    command: str = ""
    tempting: str = ""


def item_of(lot: Lot, topic: str, level: int, draft: Draft) -> Item | None:
    """The question with its options; None if too few single slips lead to numbers of their own."""
    right = draft.asked.values
    options = [QuizChoice(True, right)]
    telling = _telling(draft.asked, right)
    tempting = [slip for slip in every_slip(draft.asked) if slip.codes == (draft.tempting,)]
    others = [slip for slip in telling if slip.codes != (draft.tempting,)]
    for slip in (*tempting, *lot.shuffled(others)):
        if len(options) <= WRONG:
            options.append(QuizChoice(False, slip.value, slip))
    if len(options) <= FEWEST:
        return None
    mixed = tuple(lot.shuffled(options))
    return Item(topic, level, "number", draft.words, mixed, draft.asked, draft.command)


def _telling(asked: Question, right: Sequence[Value]) -> list[Slip]:
    """The slips that lead to a possible number to which no other slip leads."""
    slips = every_slip(asked)
    numbers = [slip.value for slip in slips]
    return [
        slip
        for slip in slips
        if numbers.count(slip.value) == 1
        and UNLIKELY.isdisjoint(slip.codes)
        and len(slip.value) == len(right)
        and all(map(_positive, slip.value))
        and (_whole(slip.value) or not _whole(right))
    ]


def _positive(value: Value) -> bool:
    return not isinstance(value, Expr) and value > 0


def _whole(values: Sequence[Value]) -> bool:
    return all(not isinstance(value, Expr) and value.denominator == 1 for value in values)
