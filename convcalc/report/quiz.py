"""What `quiz` says: the sheet with its key, and at a terminal the questions one by one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from convcalc.algebra.decimals import rounded
from convcalc.algebra.expr import Expr, Product, Sum, make
from convcalc.errors import Message
from convcalc.report.check import slip_steps, slip_words
from convcalc.report.document import (
    Approximate,
    Column,
    Document,
    Lettered,
    Matrix,
    Node,
    Note,
    Paragraph,
    Sizes,
    Suggestion,
    Table,
)
from convcalc.report.judge import Asked, Judgement, judge
from convcalc.teach.answers import Answer
from convcalc.teach.question import Question
from convcalc.teach.quiz.item import MARKS, Item, QuizChoice
from convcalc.teach.quiz.sheet import QuizSheet

TIMES = ("ratio", "growth")
"""Quantities that are shares or factors."""
DIGITS = 6
"""Significant digits of their values."""
PUT = ("truth", "cloze")
"""Kinds of questions about concepts that need words around them."""


class Outcome(NamedTuple):
    """What became of a question at the terminal: right, wrong, or None if it was passed over."""

    item: Item
    correct: bool | None


def sheet_document(sheet: QuizSheet, count: int) -> Document:
    """All questions, then the key: for each the right option and why, and the slip behind each of
    the others. A note says so if there are fewer than `count`."""
    items = sheet.items
    nodes: list[Node] = [
        _question_node(item)._replace(label=_label(item, n)) for n, item in enumerate(items, 1)
    ]
    nodes.append(Paragraph(Message("quiz.key_intro"), Message("quiz.key")))
    nodes += [_key(item, n) for n, item in enumerate(items, 1)]
    if len(items) < count:
        nodes.append(Note(Message("quiz.fewer", count=len(items), wanted=count)))
    data = {
        "seed": sheet.seed,
        "level": sheet.level,
        "topics": list(sheet.topics),
        "items": [_data(item, n) for n, item in enumerate(items, 1)],
    }
    answer = " ".join(MARKS[item.right] for item in items)
    title = Message("quiz.title", seed=sheet.seed, level=sheet.level)
    return Document("quiz", title, data, answer, nodes)


def question_document(item: Item, number: int) -> Document:
    """One question, put at the terminal."""
    return Document("quiz", _label(item, number), {}, None, [_question_node(item)])


def _label(item: Item, number: int) -> Message:
    return Message("quiz.label", number=number, topic=Message(f"quiz.topic.{item.topic}"))


def _question_node(item: Item) -> Paragraph:
    options = tuple(
        (MARKS[place], _words(item, option)) for place, option in enumerate(item.options)
    )
    return Paragraph(_question(item), None, options)


def _question(item: Item) -> Message:
    return Message(f"quiz.{item.kind}" if item.kind in PUT else "quiz.words", text=item.text)


def _words(item: Item, option: QuizChoice) -> Message:
    """An option in words."""
    if item.kind == "truth":
        return Message("quiz.true" if option is item.options[0] else "quiz.false")
    if not item.drawn:
        return Message("quiz.words", text=option.words)
    return Message("quiz.value", value=_shown(item.asked, option.values))


def _shown(asked: Question | None, values: tuple[Any, ...]) -> Any:
    if asked is None:
        return Matrix(values)
    if asked.axes:
        return Sizes(values)
    (value,) = values
    if asked.quantity in TIMES and not isinstance(value, Expr):
        exact = Fraction(value)
        return Approximate(exact, DIGITS, sign=Fraction(rounded(exact, DIGITS)) != exact)
    return value


def _key(item: Item, number: int) -> Paragraph:
    right = item.options[item.right]
    label = Message(
        "quiz.key_label", number=number, mark=MARKS[item.right], answer=_words(item, right)
    )
    wrong = tuple(
        (MARKS[place], _why_wrong(option))
        for place, option in enumerate(item.options)
        if option.slips or option.why
    )
    return Paragraph(_reason(item), label, wrong)


def _why_wrong(option: QuizChoice) -> Message:
    """The slip that leads to an option, or all that do; why an option in words is wrong."""
    if not option.slips:
        return Message("quiz.words", text=option.why)
    first, *others = [slip_words(slip) for slip in option.slips]
    for other in others:
        first = Message("quiz.either", first=first, second=other)
    return first


def _reason(item: Item) -> Message:
    """Why the right option is right: the reason, or the formula with the numbers put in."""
    asked = item.asked
    if item.kind == "matrix":
        return Message("quiz.by_command", command=item.command)
    if asked is None:
        return Message("quiz.words", text=item.why)
    parts = asked.parts[:1] if asked.axes else asked.parts
    value = _shown(asked, asked.values[:1] if asked.axes else asked.values)
    signed = isinstance(value, Approximate) and value.sign  # it brings its own sign: ≈
    return Message(
        "quiz.working_rounded" if signed else "quiz.working",
        formula=Lettered(_added([part.statement for part in parts], asked.scale)),
        numbers=_added([part.substituted for part in parts], asked.scale),
        value=value,
    )


def _added(terms: Sequence[Expr], scale: int) -> Expr:
    total = make(Sum, *terms) if len(terms) > 1 else terms[0]
    return total if scale == 1 else make(Product, scale, total)


def _data(item: Item, number: int) -> dict[str, Any]:
    options = [
        {
            "mark": MARKS[place],
            "value": _exact(item, option),
            "correct": option.right,
            "slips": ["+".join(slip.codes) for slip in option.slips],
            "reason": _why_wrong(option) if option.slips or option.why else None,
        }
        for place, option in enumerate(item.options)
    ]
    return {
        "number": number,
        "topic": item.topic,
        "level": item.level,
        "kind": item.kind,
        "name": item.name or None,
        "question": _question(item),
        "options": options,
        "answer": MARKS[item.right],
        "reason": _reason(item),
        "command": item.command or None,
    }


def _exact(item: Item, option: QuizChoice) -> Any:
    if not item.drawn:
        return _words(item, option)
    whole = item.asked is None or item.asked.axes
    return list(option.values) if whole else option.values[0]


# At the terminal


def verdict_of(item: Item, answer: Answer) -> Judgement:
    """A number, typed freely, judged.

    Raises:
        UsageError: it has another number of parts than what was asked.
    """
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
    right = _words(item, item.options[item.right])
    said = Message("quiz.right")
    if not correct:
        code = "quiz.passed" if correct is None else "quiz.wrong"
        said = Message(code, mark=MARKS[item.right], answer=right)
    nodes: list[Node] = []
    if verdict is not None:
        for slip in verdict.slips:
            steps = slip_steps(_asked(item), slip, verdict.answer.text)
            nodes += steps or [Paragraph(slip_words(slip))]
    if nodes:  # a page with a derivation has no title of its own
        nodes.insert(0, Paragraph(said))
    if not correct or item.asked is None:
        nodes.append(Paragraph(_reason(item)))
    return Document("quiz", said, {}, correct, nodes)


def score_document(sheet: QuizSheet, outcomes: Sequence[Outcome]) -> Document:
    """How many were right, topic by topic, and what to repeat."""
    answered = [outcome for outcome in outcomes if outcome.correct is not None]
    right = sum(bool(outcome.correct) for outcome in answered)
    topics = list(dict.fromkeys(outcome.item.topic for outcome in outcomes))
    rows, weak = [], []
    for topic in topics:
        asked = [outcome for outcome in outcomes if outcome.item.topic == topic]
        known = sum(bool(outcome.correct) for outcome in asked)
        rows.append((Message(f"quiz.topic.{topic}"), known, len(asked)))
        if known < len(asked):
            weak.append(topic)
    columns = (
        Column("topic", Message("quiz.column.topic"), numeric=False),
        Column("right", Message("quiz.column.right")),
        Column("asked", Message("quiz.column.asked")),
    )
    title = Message("quiz.score", right=right, count=len(outcomes))
    nodes: list[Node] = [Table(None, columns, tuple(rows))] if rows else []
    if weak:
        names = [Message(f"quiz.topic.{topic}") for topic in weak]
        nodes.append(Note(Message("quiz.repeat", topics=names), "hint"))
        line = f"convcalc quiz --topic {','.join(weak)} --level {sheet.level}"
        nodes.append(Suggestion(line))
    return Document("quiz", title, {}, right, nodes)
