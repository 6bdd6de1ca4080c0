"""Answers judged: is one what was asked for, and which slips would lead to it if not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from convcalc.algebra.expr import Expr, Size
from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Shape
from convcalc.record import NamedTuple
from convcalc.report.document import Matrix, Node, Sizes
from convcalc.teach.answers import Answer
from convcalc.teach.question import Question
from convcalc.teach.slips import Slip, find_slips
from convcalc.teach.whole import Whole, first_right, slips_of, wholes


class Asked(NamedTuple):
    """A question that has been put, and its right answer.

    title: of what; quantity: a code below `quantity.`; expected: the right answer as a value of a
    document; question: the formulas behind it, if it has any; dims: number of spatial axes;
    worked: makes the nodes of the right derivation; names: the letters of the question, None
    where they do not matter; shape, entering: of a size, the whole shape and the channels of the
    input, since an answer may give them, too; mistaken: of a tensor, makes what each slip leads to.
    """

    title: Message
    quantity: str
    expected: Any
    question: Question | None
    dims: int
    worked: Callable[[], Sequence[Node]]
    names: Collection[str] | None = None
    shape: Shape | None = None
    entering: Size | None = None
    mistaken: Callable[[], Iterable[tuple[str, Any]]] = tuple


class Judgement(NamedTuple):
    """One answer judged; `order` says where the channels stand in an answer with channels."""

    answer: Answer
    correct: bool
    slips: tuple[Slip, ...]
    order: str = ""


def judge(asked: Asked, answer: Answer) -> Judgement:
    """Whether the answer is right, and the slips behind a wrong one.

    Raises:
        UsageError: the answer has another number of parts than what was asked, or a letter that is
            not in the question.
    """
    expected = asked.expected
    if isinstance(expected, Matrix):
        if answer.is_matrix(expected.rows):
            return Judgement(answer, True, ())
        wrong = [code for code, rows in asked.mistaken() if answer.is_matrix(rows)]
        return Judgement(answer, False, tuple([Slip((code,), (), (), (), 1) for code in wrong]))
    _refuse_foreign(asked, answer)
    values = tuple(expected) if isinstance(expected, Sizes) else (expected,)
    known = tuple([value for value in values if _is_number(value)])
    if len(known) < len(values):
        raise UsageError(Message("check.no_number", quantity=Message(f"quantity.{asked.quantity}")))
    for reading in _readings(answer, len(values)):
        if reading.matches(known):
            return Judgement(answer, True, ())
    ways = [] if asked.shape is None else wholes(answer, asked.shape)
    if asked.shape is not None and ways:
        judged = _whole(asked, asked.shape, answer, ways)
        if judged is not None:
            return judged
    readings = _readings(answer, len(values))
    if not readings:
        given = len(answer.parts) + (answer.channels is not None)
        raise UsageError(Message("check.parts", answer=answer.text, given=given, count=len(values)))
    found = find_slips(asked.question, readings[0].matches) if asked.question else []
    return Judgement(answer, False, tuple(found))


def _readings(answer: Answer, count: int) -> list[Answer]:
    """The ways to read an answer as so many numbers: 112,112 is one number, or two."""
    if answer.channels is not None:
        return []
    rows = [answer.parts] if len(answer.parts) in (1, count) else []
    if count > 1 and len(answer.listed) == count:
        rows.append(answer.listed)
    return [answer._replace(rows=(row,)) for row in rows]


def _whole(asked: Asked, shape: Shape, answer: Answer, ways: Sequence[Whole]) -> Judgement | None:
    """An answer with channels; None if it can as well be a size alone, which is then wrong.

    Raises:
        UsageError: nothing says how many channels there are.
    """
    right = first_right(ways, shape)
    if right is not None:
        return Judgement(answer, True, (), _order(right))
    if answer.channels is None and len(answer.parts) == 1:
        return None
    if shape.channels is None:
        raise UsageError(
            Message("check.no_channels", answer=answer.text), Message("check.give_out")
        )
    found = slips_of(ways, shape, asked.entering, asked.question)
    return Judgement(answer, False, found)


def _order(way: Whole) -> str:
    return "channels_first" if way.first else "channels_last"


def _refuse_foreign(asked: Asked, answer: Answer) -> None:
    """Refuse an answer in letters that the question does not have.

    Raises:
        UsageError: it has one.
    """
    if asked.names is None:
        return
    for name in answer.names:
        if name not in asked.names:
            known = ", ".join(sorted(asked.names))
            code = "check.letters" if known else "check.no_letters"
            raise UsageError(
                Message("check.foreign_name", answer=answer.text, name=name),
                Message(code, names=known),
            )


def _is_number(value: Any) -> bool:
    return isinstance(value, Expr) or hasattr(value, "denominator")
