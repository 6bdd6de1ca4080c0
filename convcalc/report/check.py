"""What `check` says: whether an answer is right, and which slips would lead to a wrong one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from convcalc.algebra.expr import Expr, Num, Var, free_variables
from convcalc.algebra.notation import ascii_text
from convcalc.errors import Message, UsageError
from convcalc.report.document import (
    Column,
    Document,
    Lettered,
    Matrix,
    Named,
    Node,
    Sizes,
    StepLine,
    Steps,
    Table,
)
from convcalc.report.steps import AXIS_NAMES, given_line
from convcalc.report.values import neat
from convcalc.teach.answers import Answer
from convcalc.teach.derive import LEFT, Given
from convcalc.teach.fork import Fork, Line, forks
from convcalc.teach.part import Part
from convcalc.teach.question import Question
from convcalc.teach.slips import Slip, find_slips

__all__ = ["Asked", "Verdict", "check_document", "judge", "slip_steps", "slip_words"]

LETTERS = {**LEFT, "rf": "r"}
"""What stands left of the equals sign."""


class Asked(NamedTuple):
    """A question that has been put, and its right answer.

    title: of what; quantity: a code below `quantity.`; expected: the right answer as a value of a
    document; question: the formulas behind it, if it has any; dims: number of spatial axes;
    worked: makes the nodes of the right derivation.
    """

    title: Message
    quantity: str
    expected: Any
    question: Question | None
    dims: int
    worked: Callable[[], Sequence[Node]]


class Verdict(NamedTuple):
    """One answer judged."""

    answer: Answer
    correct: bool
    slips: tuple[Slip, ...]


def judge(asked: Asked, answer: Answer) -> Verdict:
    """Whether the answer is right, and the slips behind a wrong one.

    Raises:
        UsageError: the answer has another number of parts than what was asked.
    """
    expected = asked.expected
    if isinstance(expected, Matrix):
        return Verdict(answer, answer.is_matrix(expected.rows), ())
    values = tuple(expected) if isinstance(expected, Sizes) else (expected,)
    known = tuple([value for value in values if _is_number(value)])
    if len(known) < len(values):
        raise UsageError(Message("check.no_number", quantity=_quantity(asked)))
    if len(answer.parts) not in (1, len(values)):
        given = len(answer.parts)
        raise UsageError(Message("check.parts", answer=answer.text, given=given, count=len(values)))
    if answer.matches(known):
        return Verdict(answer, True, ())
    found = find_slips(asked.question, answer.matches) if asked.question else []
    return Verdict(answer, False, tuple(found))


def _is_number(value: Any) -> bool:
    return isinstance(value, Expr) or hasattr(value, "denominator")


def check_document(
    asked: Asked, answers: Sequence[Answer], told: bool = True, steps: bool = False
) -> Document:
    """All answers judged.

    Args:
        told: show where each slip stands in the derivation, and the right derivation for a wrong
            answer that no slip explains; steps: show the right derivation in any case.
    """
    verdicts = [judge(asked, answer) for answer in answers]
    nodes: list[Node] = [_table(asked, verdicts)]
    if told or steps:
        for verdict in verdicts:
            for slip in verdict.slips:
                nodes += slip_steps(asked, slip, verdict.answer.text)
        puzzling = any(not verdict.correct and not verdict.slips for verdict in verdicts)
        if steps or puzzling:
            nodes += asked.worked()
    checks = [_data(asked, verdict) for verdict in verdicts]
    one = len(checks) == 1
    return Document(
        "check" if one else "checks",
        asked.title,
        checks[0] if one else {"checks": checks},
        [verdict.correct for verdict in verdicts],
        nodes,
    )


def _quantity(asked: Asked) -> Message:
    return Message(f"quantity.{asked.quantity}")


def _table(asked: Asked, verdicts: Sequence[Verdict]) -> Table:
    columns = (
        Column("answer", Message("check.column.answer"), numeric=False),
        Column("correct", Message("check.column.correct"), numeric=False),
        Column("slip", Message("check.column.slip"), numeric=False),
    )
    rows: list[tuple[Any, ...]] = []
    for verdict in verdicts:
        key = "right" if verdict.correct else "wrong"
        mark = Named("true" if verdict.correct else "false", Message(f"check.{key}"))
        slips: list[Any] = [
            Named(_key(slip), slip_words(slip, asked.dims)) for slip in verdict.slips
        ]
        if not slips:
            slips = ["" if verdict.correct else Named("", Message("check.unexplained"))]
        rows += [(verdict.answer.text, mark, slip) for slip in slips]
    right = next((row for row, (_, mark, _) in enumerate(rows) if mark.key == "true"), None)
    title = Message("check.expected", quantity=_quantity(asked), value=asked.expected)
    return Table(title, columns, tuple(rows), highlight=right)


def _key(slip: Slip) -> str:
    return "+".join(slip.codes)


def slip_words(slip: Slip, dims: int = 2) -> Message:
    """What went wrong, in words."""
    words = Message(f"slip.{slip.codes[0]}")
    if slip.possible:
        second = Message(f"slip.{slip.codes[1]}")
        words = Message("check.possibly", first=words, second=second)
    if slip.axes and len(slip.axes) < dims:
        axes = [Message(f"axis.{AXIS_NAMES[dims][axis]}") for axis in slip.axes]
        words = Message("check.on_axis", slip=words, axes=axes)
    return words


def slip_steps(asked: Asked, slip: Slip, answer: str) -> list[Node]:
    """The derivation with the slip in it, the right line beside the wrong one."""
    if asked.question is None or (not slip.changes and slip.whole is None and asked.question.axes):
        return []
    title = Message("check.slip_title", answer=answer, slip=slip_words(slip, asked.dims))
    nodes: list[Node] = []
    for fork in forks(asked.question, slip):
        whole = fork.right is None
        left = "" if whole and asked.question.axes else LETTERS.get(asked.question.quantity, "")
        named = title if slip.axes else _named(title, fork, asked.dims)
        nodes.append(Steps(named, tuple(_lines(fork, left))))
    return nodes


def _named(title: Message, fork: Fork, dims: int) -> Message:
    """The title, with the axes of a formula that does not hold for all."""
    if not fork.axes or len(fork.axes) == dims:
        return title
    axes = [Message(f"axis.{AXIS_NAMES[dims][axis]}") for axis in fork.axes]
    return Message("steps.on_axis", title=title, axes=axes)


def _lines(fork: Fork, left: str) -> list[StepLine]:
    lines = _given(fork)
    letter: Any = Lettered(Var(left)) if left else None
    for line in fork.before:
        lines.append(StepLine(Message(f"step.{line.kind}"), letter, _written(line)))
        letter = None
    first, *rest = fork.after
    note = Message("check.instead", right=_written(fork.instead))
    lines.append(StepLine(Message(f"step.{first.kind}"), letter, _written(first), note=note))
    return lines + [StepLine(Message(f"step.{line.kind}"), None, _written(line)) for line in rest]


def _given(fork: Fork) -> list[StepLine]:
    """What is given: the letters that stand in the right formula or in the wrong one."""
    right, wrong = fork.right, fork.wrong
    if right is None or wrong is None:
        return []
    names = dict.fromkeys((*_standing(right), *_standing(wrong)))
    paired = "q" not in names
    given = [
        Given(name, neat(right.letters[name]), paired and name == "p")
        for name in names
        if name in right.letters
    ]
    return [given_line(given)] if given else []


def _standing(part: Part) -> tuple[str, ...]:
    return tuple([name for name in part.letters if name in free_variables(part.statement)])


def _written(line: Line) -> Any:
    if line.kind == "formula":
        return Lettered(line.expression)
    return line.expression


def _data(asked: Asked, verdict: Verdict) -> dict[str, Any]:
    return {
        "quantity": asked.quantity,
        "answer": _plain(verdict.answer),
        "expected": asked.expected,
        "correct": verdict.correct,
        "slips": [_slip_data(asked, slip) for slip in verdict.slips],
    }


def _plain(answer: Answer) -> Any:
    """The answer as numbers where it is whole numbers, else as it was typed."""
    rows = [
        [int(part.low) for part in row if part.exact and part.low.denominator == 1]
        if all(part.expression is None for part in row)
        else []
        for row in answer.rows
    ]
    if any(len(row) < len(parts) for row, parts in zip(rows, answer.rows, strict=True)):
        return answer.text
    if len(rows) > 1:
        return rows
    return rows[0] if len(rows[0]) > 1 else rows[0][0]


def _slip_data(asked: Asked, slip: Slip) -> dict[str, Any]:
    step, expression = "answer", ""
    if asked.question is not None and (slip.changes or slip.whole is not None):
        first = forks(asked.question, slip)[0].after[0]
        step, expression = first.kind, _spelt(first.expression)
    elif asked.question is not None and not asked.question.axes:
        line = forks(asked.question, slip)[0].after[0]
        step, expression = line.kind, _spelt(line.expression)
    return {
        "code": _key(slip),
        "step": step,
        "expr": expression,
        "possible": slip.possible,
        "message": slip_words(slip, asked.dims),
    }


def _spelt(expression: Expr) -> str:
    return str(expression.value) if isinstance(expression, Num) else ascii_text(expression)
