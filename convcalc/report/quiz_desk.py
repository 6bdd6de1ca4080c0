"""What `quiz` says at a terminal: hints, right or wrong and why, the score, the notebook."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.record import NamedTuple
from convcalc.report.check import slip_steps, slip_words
from convcalc.report.document import (
    Approximate,
    Column,
    Document,
    Lettered,
    Matrix,
    Named,
    Node,
    Note,
    Paragraph,
    Sizes,
    Suggestion,
    Table,
)
from convcalc.report.judge import Asked, Judgement, judge
from convcalc.report.quiz import added, option_words, reason_words, wrong_options
from convcalc.report.values import neat
from convcalc.teach.answers import Answer
from convcalc.teach.quiz.item import FACTORS, MARKS, Item
from convcalc.teach.quiz.review import Memory
from convcalc.teach.quiz.sheet import LEVELS, READ, QuizSheet

MOST_READ = 3
"""Terms that are offered for reading after a round."""


class Outcome(NamedTuple):
    """What became of a question at the terminal.

    points: 1, 1/2 at the second try or after a hint, 0, or None if it was passed over; verdict: of
    the last answer; slips: the codes behind wrong answers, where they are sure.
    """

    item: Item
    points: Fraction | None
    verdict: Judgement | None = None
    slips: frozenset[str] = frozenset()


def prompt(item: Item) -> Message:
    """What is asked for before the cursor: which letters, or which kind of number."""
    form = item.kind
    if item.asked is not None:
        form = "size" if item.asked.axes else "factor" if item.asked.quantity in FACTORS else form
    return Message(f"quiz.prompt.{form}", last=MARKS[len(item.options) - 1])


def hint(item: Item, numbers: bool) -> Message:
    """The formula that answers a question, or the formula with the numbers put in."""
    asked = item.asked
    if asked is None:
        return Message("quiz.no_help")
    parts = asked.parts[:1] if asked.axes else asked.parts
    terms = [part.substituted if numbers else part.statement for part in parts]
    total = added(terms, asked.scale)
    return Message("quiz.help", formula=total if numbers else Lettered(total))


def mine_document(memories: Mapping[str, Memory], today: date) -> Document:
    """The slips in the notebook: how often each was made, and when it is met again."""
    columns = (
        Column("slip", Message("quiz.column.slip"), numeric=False),
        Column("made", Message("quiz.column.made")),
        Column("avoided", Message("quiz.column.avoided")),
        Column("due", Message("quiz.column.due"), numeric=False),
    )
    ranked = sorted(memories.items(), key=lambda entry: (entry[1].due, -entry[1].made, entry[0]))
    rows = [
        (Named(code, Message(f"slip.{code}")), one.made, one.kept, one.due.isoformat())
        for code, one in ranked
    ]
    waiting = sum(one.due <= today for one in memories.values())
    if not rows:
        nodes: list[Node] = [Paragraph(Message("quiz.no_slips"))]
    else:
        nodes = [Table(None, columns, tuple(rows))]
        nodes.append(Note(Message("quiz.due_now", count=waiting, day=ranked[0][1].due.isoformat())))
        nodes += [Suggestion("convcalc quiz --review")] if waiting else []
    data = [
        {"slip": code, "made": one.made, "avoided": one.kept, "due": one.due.isoformat()}
        for code, one in ranked
    ]
    return Document("slips", Message("quiz.mine"), {"slips": data}, waiting, nodes)


def verdict_of(item: Item, answer: Answer) -> Judgement:
    """A number, typed freely, judged.

    Raises:
        UsageError: it has another number of parts, rows or columns than what was asked.
    """
    shape = [len(row) for row in item.options[item.right].values] if item.asked is None else None
    if shape is not None and [len(row) for row in answer.rows] != shape:
        raise UsageError(Message("quiz.no_such_shape", answer=answer.text))
    return judge(_asked(item), answer)


def _asked(item: Item) -> Asked:
    values = item.options[item.right].values
    title = Message("quiz.words", text=item.text)
    if item.asked is None:
        wrong = [(slip.codes[0], slip.value) for option in item.options for slip in option.slips]
        return Asked(title, "value", Matrix(values), None, 2, tuple, mistaken=lambda: wrong)
    expected: Any = Sizes(values) if item.asked.axes else values[0]
    return Asked(title, item.asked.quantity, expected, item.asked, len(values), tuple)


def feedback(item: Item, correct: bool | None, verdict: Judgement | None) -> Document:
    """What is said after an answer: right or wrong, where it went wrong, and what is right."""
    right = option_words(item, item.options[item.right])
    said = Message("quiz.right")
    if not correct:
        code = "quiz.passed" if correct is None else "quiz.wrong"
        said = Message(code, mark=MARKS[item.right], answer=right)
    nodes: list[Node] = []
    if not correct or item.asked is None:
        nodes.append(Paragraph(reason_words(item), None, () if item.drawn else wrong_options(item)))
    if verdict is not None:
        for slip in verdict.slips:
            steps = slip_steps(_asked(item), slip, verdict.answer.text)
            nodes += steps or [Paragraph(slip_words(slip))]
    return Document("quiz", said, {}, correct, nodes)


def score_document(sheet: QuizSheet, outcomes: Sequence[Outcome]) -> Document:
    """How many points there were, topic by topic, and what to repeat."""
    total = sum((outcome.points or Fraction(0) for outcome in outcomes), Fraction(0))
    topics = list(dict.fromkeys(outcome.item.topic for outcome in outcomes))
    rows, weak = [], []
    for topic in topics:
        asked = [outcome for outcome in outcomes if outcome.item.topic == topic]
        points = sum((outcome.points or Fraction(0) for outcome in asked), Fraction(0))
        rows.append((Message(f"quiz.topic.{topic}"), _points(points), len(asked)))
        if points < len(asked):
            weak.append(topic)
    columns = (
        Column("topic", Message("quiz.column.topic"), numeric=False),
        Column("right", Message("quiz.column.right")),
        Column("asked", Message("quiz.column.asked")),
    )
    title = Message("quiz.score", right=_points(total), count=len(outcomes))
    nodes: list[Node] = [Table(None, columns, tuple(rows))] if rows else []
    if weak:
        names = [Message(f"quiz.topic.{topic}") for topic in weak]
        nodes.append(Note(Message("quiz.repeat", topics=names), "hint"))
    nodes += [Suggestion(line) for line in _next_lines(sheet, weak)]
    return Document("quiz", title, {}, _points(total), nodes)


def _next_lines(sheet: QuizSheet, weak: Sequence[str]) -> list[str]:
    """What to do next, never what was just done: easier questions of the weak topics, or at the
    lowest level what `explain` says about them; after a round without a miss harder ones."""
    if not weak:
        topics = ",".join(sheet.topics) if len(sheet.topics) == 1 else ""
        line = f"convcalc quiz --topic {topics}" if topics else "convcalc quiz"
        return [f"{line} --level {sheet.level + 1}"] if sheet.level < LEVELS[-1] else []
    if sheet.level > LEVELS[0]:
        return [f"convcalc quiz --topic {','.join(weak)} --level {sheet.level - 1}"]
    return [shlex.join(("convcalc", "explain", READ[topic])) for topic in weak[:MOST_READ]]


def _points(points: Fraction) -> Any:
    return neat(points) if points.denominator == 1 else Approximate(points, sign=False)
