"""What `check` says of the answers it judged, and where each slip stands in the derivation."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Expr, Num, Var, free_variables
from convcalc.algebra.notation import ascii_text
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.report.document import (
    Column,
    Document,
    Fact,
    Facts,
    Lettered,
    Matrix,
    Named,
    Node,
    Sizes,
    StepLine,
    Steps,
    Table,
)
from convcalc.report.judge import Asked, Judgement, judge
from convcalc.report.steps import AXIS_NAMES, given_line
from convcalc.report.values import neat
from convcalc.teach.answers import FEWEST_DIGITS, Answer, Reading
from convcalc.teach.derive import LEFT, Given
from convcalc.teach.fork import Fork, ForkLine, forks
from convcalc.teach.part import AnswerPart
from convcalc.teach.slips import Slip

LETTERS = {**LEFT, "rf": "r"}
"""What stands left of the equals sign."""


def check_document(
    asked: Asked, answers: Sequence[Answer], told: bool = True, steps: bool = False
) -> Document:
    """All answers judged.

    Args:
        told: show where each slip stands in the derivation, and the right derivation for a wrong
            answer that no slip explains; steps: show the right derivation in any case.
    """
    verdicts = [judge(asked, answer) for answer in answers]
    label = Message("check.expected", quantity=_quantity(asked))
    expected = Facts(None, (Fact("expected", label, asked.expected),), aside=True)
    nodes: list[Node] = [expected, _table(asked, verdicts)]
    if told or steps:
        found = [
            node
            for verdict in verdicts
            for slip in verdict.slips
            for node in slip_steps(asked, slip, verdict.answer.text)
        ]
        nodes += _given_once(found)
        puzzling = any(
            not verdict.correct and (not verdict.slips or asked.question is None)
            for verdict in verdicts
        )
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
        key="expected",
    )


def _given_once(found: Sequence[Node]) -> list[Node]:
    """The derivations; what is given for several is told at the first of them."""
    told: set[str] = set()
    nodes: list[Node] = []
    for node in found:
        if isinstance(node, Steps) and node.lines and node.lines[0].label.code == "steps.given":
            given = repr(node.lines[0])
            if given in told:
                node = node._replace(lines=node.lines[1:])
            told.add(given)
        nodes.append(node)
    return nodes


def _quantity(asked: Asked) -> Message:
    return Message(f"quantity.{asked.quantity}")


def _table(asked: Asked, verdicts: Sequence[Judgement]) -> Table:
    columns = (
        Column("answer", Message("check.column.answer"), numeric=False),
        Column("correct", Message("check.column.correct"), numeric=False),
        Column("slip", Message("check.column.slip"), numeric=False),
    )
    rows: list[tuple[Any, ...]] = []
    for verdict in verdicts:
        key = "right" if verdict.correct else "wrong"
        tone = "good" if verdict.correct else "bad"
        mark = Named("true" if verdict.correct else "false", Message(f"check.{key}"), tone)
        slips: list[Any] = [
            Named(_key(slip), slip_words(slip, asked.dims)) for slip in verdict.slips
        ]
        if not slips:
            slips = [_remark(asked, verdict)]
        rows += [(verdict.answer.text, mark, slip) for slip in slips]
    right = next((row for row, (_, mark, _) in enumerate(rows) if mark.key == "true"), None)
    return Table(None, columns, tuple(rows), highlight=right)


def _remark(asked: Asked, verdict: Judgement) -> Any:
    """What is said of an answer without a slip."""
    if not verdict.correct:
        expected = asked.expected
        values = tuple(expected) if isinstance(expected, Sizes) else (expected,)
        numbers = [part for row in verdict.answer.rows for part in row]
        matrix = isinstance(expected, Matrix)
        if not matrix and len(numbers) == len(values) and all(map(Reading.near, numbers, values)):
            return Named("too_coarse", Message("check.too_coarse", digits=FEWEST_DIGITS))
        return Named("", Message("check.unexplained"))
    first = verdict.order == "channels_first"
    return Named(verdict.order, Message("check.channels_first")) if first else ""


def _key(slip: Slip) -> str:
    return "+".join(slip.codes)


def slip_words(slip: Slip, dims: int = 2) -> Message:
    """What went wrong, in words."""
    words = Message(f"slip.{slip.codes[0]}")
    if len(slip.codes) == 1:
        words = Message("check.perhaps", slip=words) if slip.possible else words
    else:
        second = Message(f"slip.{slip.codes[1]}")
        words = Message("check.possibly", first=words, second=second)
    if slip.layer:
        words = Message("check.in_layer", slip=Message(f"slip.{slip.codes[0]}"), layer=slip.layer)
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
        lines.append(StepLine(_done(line), letter, _written(line)))
        letter = None
    first, *rest = fork.after
    note = Message("check.instead", right=_written(fork.instead))
    used = Message("step.used") if first.kind == "formula" else _done(first)
    lines.append(StepLine(used, letter, _written(first), note=note, tone="bad"))
    return lines + [StepLine(_done(line), None, _written(line)) for line in rest]


def _done(line: ForkLine) -> Message:
    return Message(f"step.{line.done or line.kind}")


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


def _standing(part: AnswerPart) -> tuple[str, ...]:
    return tuple([name for name in part.letters if name in free_variables(part.statement)])


def _written(line: ForkLine) -> Any:
    if line.kind == "formula":
        return Lettered(line.expression)
    return line.expression


def _data(asked: Asked, verdict: Judgement) -> dict[str, Any]:
    data = {
        "quantity": asked.quantity,
        "answer": _plain(verdict.answer),
        "expected": asked.expected,
        "correct": verdict.correct,
        "slips": [_slip_data(asked, slip) for slip in verdict.slips],
    }
    return {**data, "order": verdict.order} if verdict.order else data


def _plain(answer: Answer) -> Any:
    """The answer as numbers where it is whole numbers, else as it was typed."""
    if answer.channels is not None:
        return answer.text
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
        **({"layer": slip.layer} if slip.layer else {}),
        "step": step,
        "expr": expression,
        "possible": slip.possible,
        "message": slip_words(slip, asked.dims),
    }


def _spelt(expression: Expr) -> str:
    return str(expression.value) if isinstance(expression, Num) else ascii_text(expression)
