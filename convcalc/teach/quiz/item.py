"""One question of a sheet, and how a drawn one gets its options: the right answer, and answers to
which likely slips lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any, TypeAlias
from convcalc.record import NamedTuple
from convcalc.teach.edits import RARE
from convcalc.teach.question import Question
from convcalc.teach.quiz.draw import Lot
from convcalc.teach.quiz.templates import Numbers, Template, filled
from convcalc.teach.slips import Slip, every_slip

MARKS = "ABCD"
FACTORS = ("ratio", "growth")
"""Quantities that are shares or factors."""
WRONG = 3
FEWEST = 2
"""Wrong options: as many, and at least so many."""
LIKELIEST = 6
"""Wrong answers among which the options are chosen, those of the likeliest slips."""
UNLIKELY = RARE | {"axes_multiplied", "axes_swapped", "transposed_for_forward"}
"""Slips in writing the answer down rather than in finding it, those that hardly anybody makes, and
those whose answers can be seen to be wrong (an output larger than its input): no options are made
of them."""


class Posed(NamedTuple):
    """A question put by a command line, or by an expression.

    right: its answer, one value for each axis, one total, or the rows of a matrix; slips: what
    leads to wrong ones, likely ones first; question: the formulas behind it, of a matrix none.
    """

    right: tuple[Any, ...]
    slips: tuple[Slip, ...]
    question: Question | None = None


Pose: TypeAlias = "Callable[[str], Posed | None]"
"""Puts the question of a command line; None for one that the command refuses."""


class QuizChoice(NamedTuple):
    """One option: its answer (as `Posed.right`) and the slips that lead there; or the words of a
    question about concepts, and why they are wrong."""

    right: bool
    values: tuple[Any, ...] = ()
    slips: tuple[Slip, ...] = ()
    words: str = ""
    why: str = ""


class Item(NamedTuple):
    """One question.

    kind: number, matrix, choice, truth or cloze; text: the question in the language of the sheet;
    options: in the order of the sheet; asked: the formulas behind a number; command: the command
    line that answers it; why: the reason for the right option of a question about concepts; name:
    which of them, or which template it is.
    """

    topic: str
    level: int
    kind: str
    text: str
    options: tuple[QuizChoice, ...]
    asked: Question | None = None
    command: str = ""
    why: str = ""
    name: str = ""

    @property
    def right(self) -> int:
        """The place of the right option."""
        return next(place for place, option in enumerate(self.options) if option.right)

    @property
    def drawn(self) -> bool:
        """Whether its numbers were drawn, and it has slips."""
        return self.kind in ("number", "matrix")


def item_of(lot: Lot, template: Template, lang: str, pose: Pose) -> Item | None:
    """A question drawn from a template; None if the numbers make no good one."""
    numbers = template.draw(lot)
    wording = lot.below(len(template.texts["en"]))
    if numbers is None:
        return None
    posed = _posed(template, numbers, pose)
    if posed is None:
        return None
    wrong = _wrong(posed)
    options = [QuizChoice(True, posed.right), *_picked(lot, wrong[:LIKELIEST], posed.right)]
    if len(options) <= FEWEST:
        return None
    text = filled(template.texts[lang][wording], numbers)
    kind = "matrix" if posed.question is None else "number"
    command = filled(template.command, numbers)
    return Item(template.topic, template.level, kind, text, tuple(lot.shuffled(options)),
                posed.question, command and f"convcalc {command}", name=template.name)  # fmt: skip


def _posed(template: Template, numbers: Numbers, pose: Pose) -> Posed | None:
    if not template.expression:
        return pose(filled(template.command, numbers))
    asked = template.question(numbers)
    return Posed(asked.values, tuple(every_slip(asked)), asked)


def _picked(lot: Lot, wrong: list[QuizChoice], right: tuple[Any, ...]) -> tuple[QuizChoice, ...]:
    """Three of them, so that the place of the right answer among the numbers, by their size, says
    nothing: it is drawn among those that can be had."""
    ranks: dict[int, list[tuple[QuizChoice, ...]]] = {}
    for some in combinations(wrong, WRONG):
        ranks.setdefault(sum(one.values < right for one in some), []).append(some)
    return lot.choose(ranks[lot.choose(sorted(ranks))]) if ranks else tuple(wrong)


def _wrong(posed: Posed) -> list[QuizChoice]:
    """Wrong answers that are possible ones, each with all slips that lead there, in their order."""
    found: dict[tuple[Any, ...], list[Slip]] = {}
    for slip in posed.slips:
        if UNLIKELY.isdisjoint(slip.codes) and _possible(slip.value, posed):
            found.setdefault(slip.value, []).append(slip)
    return [QuizChoice(False, values, tuple(slips)) for values, slips in found.items()]


def _possible(values: tuple[Any, ...], posed: Posed) -> bool:
    """Whether the right answer could look like this one."""
    if posed.question is None:
        return [len(row) for row in values] == [len(row) for row in posed.right]
    return (
        len(values) == len(posed.right)
        and all(not isinstance(value, Expr) and value > 0 for value in values)
        and (_whole(values) or not _whole(posed.right))
        and (posed.question.quantity not in FACTORS or _grows(values) == _grows(posed.right))
    )


def _grows(values: Iterable[Any]) -> bool:
    """A share that is left is below 1, a factor of growth above it: other options give themselves
    away."""
    return any(value > 1 for value in values)


def _whole(values: Iterable[Any]) -> bool:
    return all(not isinstance(value, Expr) and value.denominator == 1 for value in values)
