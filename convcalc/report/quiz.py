"""What `quiz` says: the sheet with its key, and at a terminal the questions one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
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
    Named,
    NewPage,
    Node,
    Note,
    Paragraph,
    Sizes,
    Suggestion,
    Table,
)
from convcalc.report.judge import Asked, Judgement, judge
from convcalc.report.values import neat
from convcalc.teach.answers import Answer
from convcalc.teach.question import Question
from convcalc.teach.quiz.item import MARKS, Item, QuizChoice
from convcalc.teach.quiz.review import Memory
from convcalc.teach.quiz.sheet import QuizSheet

TIMES = ("ratio", "growth")
"""Quantities that are shares or factors."""
DIGITS = 6
"""Significant digits of their values."""
PUT = ("truth", "cloze")
"""Kinds of questions about concepts that need words around them."""


class Outcome(NamedTuple):
    """What became of a question at the terminal.

    points: 1, 1/2 at the second try or after a hint, 0, or None if it was passed over; verdict: of
    the last answer; slips: the codes behind wrong answers, where they are sure.
    """

    item: Item
    points: Fraction | None
    verdict: Judgement | None = None
    slips: frozenset[str] = frozenset()


class Paper(NamedTuple):
    """What is printed: the key alone (True), no key (False), or both; for a class, with a line for
    names and points."""

    key: bool | None = None
    exam: bool = False


def sheet_document(sheets: Sequence[QuizSheet], count: int, paper: Paper) -> Document:
    """All questions, then the key: for each the right option and why, and the slip behind each of
    the others. Of several variants all sheets, then all keys, each on a new page. A note says so if
    there are fewer than `count` questions."""
    first = sheets[0]
    several = len(sheets) > 1
    named = several or paper.exam or paper.key is not None
    pages: list[list[Node]] = []
    if paper.key is not True:
        pages += [_questions(one, named, several) for one in sheets]
    if paper.key is not False:
        pages += [_keys(one, several) for one in sheets]
    nodes = pages[0]
    for page in pages[1:]:
        nodes += [NewPage(), *page] if named else page
    if len(first.items) < count:
        nodes.append(Note(Message("quiz.fewer", count=len(first.items), wanted=count)))
    data = [_sheet_data(one, paper.key is not False) for one in sheets]
    answers = [" ".join(MARKS[item.right] for item in one.items) for one in sheets]
    title = Message("quiz.title", seed=str(first.seed), level=first.level)
    if several:
        return Document("quizzes", title, {"sheets": data}, answers, nodes)
    return Document("quiz", title, data[0], answers[0], nodes)


def _questions(sheet: QuizSheet, named: bool, several: bool) -> list[Node]:
    nodes: list[Node] = []
    if several:
        nodes.append(Paragraph(Message("quiz.variant", seed=str(sheet.seed))))
    if named:
        nodes.append(Paragraph(Message("quiz.name_line", count=len(sheet.items))))
    for number, item in enumerate(sheet.items, 1):
        nodes.append(_question_node(item)._replace(label=label_of(item, number)))
    return nodes


def _keys(sheet: QuizSheet, several: bool) -> list[Node]:
    label = Message("quiz.key_of", seed=str(sheet.seed)) if several else Message("quiz.key")
    nodes: list[Node] = [Paragraph(Message("quiz.key_intro"), label)]
    return [*nodes, *[_key(item, n) for n, item in enumerate(sheet.items, 1)]]


def _sheet_data(sheet: QuizSheet, key: bool) -> dict[str, Any]:
    items = [_data(item, n) for n, item in enumerate(sheet.items, 1)]
    if not key:
        for item in items:
            for name in ("answer", "reason", "command"):
                del item[name]
            item["options"] = [{"mark": o["mark"], "value": o["value"]} for o in item["options"]]
    return {
        "seed": sheet.seed,
        "level": sheet.level,
        "topics": list(sheet.topics),
        "items": items,
    }


def hint(item: Item, numbers: bool) -> Message:
    """The formula that answers a question, or the formula with the numbers put in."""
    asked = item.asked
    if asked is None:
        return Message("quiz.no_hint")
    parts = asked.parts[:1] if asked.axes else asked.parts
    terms = [part.substituted if numbers else part.statement for part in parts]
    total = _added(terms, asked.scale)
    return Message("quiz.hint", formula=total if numbers else Lettered(total))


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


def question_document(item: Item, number: int) -> Document:
    """One question, put at the terminal."""
    return Document("quiz", label_of(item, number), {}, None, [_question_node(item)])


def label_of(item: Item, number: int) -> Message:
    """Its number and topic."""
    return Message("quiz.label", number=number, topic=Message(f"quiz.topic.{item.topic}"))


def _question_node(item: Item) -> Paragraph:
    options = tuple(
        (MARKS[place], option_words(item, option)) for place, option in enumerate(item.options)
    )
    return Paragraph(question_words(item), None, options)


def question_words(item: Item) -> Message:
    """The question as it is put."""
    return Message(f"quiz.{item.kind}" if item.kind in PUT else "quiz.words", text=item.text)


def option_words(item: Item, option: QuizChoice) -> Message:
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
        "quiz.key_label", number=number, mark=MARKS[item.right], answer=option_words(item, right)
    )
    wrong = tuple(
        (MARKS[place], wrong_words(option))
        for place, option in enumerate(item.options)
        if option.slips or option.why
    )
    return Paragraph(reason_words(item), label, wrong)


def wrong_words(option: QuizChoice) -> Message:
    """The slip that leads to an option, or all that do; why an option in words is wrong."""
    if not option.slips:
        return Message("quiz.words", text=option.why)
    first, *others = [slip_words(slip) for slip in option.slips]
    for other in others:
        first = Message("quiz.either", first=first, second=other)
    return first


def reason_words(item: Item) -> Message:
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
            "reason": wrong_words(option) if option.slips or option.why else None,
        }
        for place, option in enumerate(item.options)
    ]
    return {
        "number": number,
        "topic": item.topic,
        "level": item.level,
        "kind": item.kind,
        "name": item.name or None,
        "question": question_words(item),
        "options": options,
        "answer": MARKS[item.right],
        "reason": reason_words(item),
        "command": item.command or None,
    }


def _exact(item: Item, option: QuizChoice) -> Any:
    if not item.drawn:
        return option_words(item, option)
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
    right = option_words(item, item.options[item.right])
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
        nodes.append(Paragraph(reason_words(item)))
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
        line = f"convcalc quiz --topic {','.join(weak)} --level {sheet.level}"
        nodes.append(Suggestion(line))
    return Document("quiz", title, {}, _points(total), nodes)


def _points(points: Fraction) -> Any:
    return neat(points) if points.denominator == 1 else Approximate(points, sign=False)
