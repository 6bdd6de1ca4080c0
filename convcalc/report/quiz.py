"""What `quiz` says: the sheet with its key, and at a terminal the questions one by one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from convcalc.algebra.decimals import rounded
from convcalc.algebra.expr import Expr, Num, Product, Sum, joined, make
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.record import NamedTuple
from convcalc.report.check import slip_words
from convcalc.report.document import (
    Approximate,
    Document,
    Lettered,
    Matrix,
    NewPage,
    Node,
    Note,
    Paragraph,
    Sizes,
)
from convcalc.teach.question import Question
from convcalc.teach.quiz.item import FACTORS, MARKS, Item, QuizChoice
from convcalc.teach.quiz.sheet import QuizSheet

DIGITS = 6
"""Significant digits of shares and factors."""
PUT = ("truth", "cloze")
"""Kinds of questions about concepts that need words around them."""


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
    if asked.quantity in FACTORS and not isinstance(value, Expr):
        exact = Fraction(value)
        return Approximate(exact, DIGITS, sign=Fraction(rounded(exact, DIGITS)) != exact)
    return value


def _key(item: Item, number: int) -> Paragraph:
    right = item.options[item.right]
    label = Message(
        "quiz.key_label", number=number, mark=MARKS[item.right], answer=option_words(item, right)
    )
    return Paragraph(reason_words(item), label, wrong_options(item))


def wrong_options(item: Item) -> tuple[tuple[str, Message], ...]:
    """What is wrong with each of the other options, by its letter; with true or false the reason
    says it."""
    return tuple(
        (MARKS[place], wrong_words(option))
        for place, option in enumerate(item.options)
        if option.slips or option.why
    )


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
    numbers = added([part.substituted for part in parts], asked.scale)
    if isinstance(numbers, Num):
        return Message("quiz.letter", formula=Lettered(asked.parts[0].statement), value=value)
    signed = isinstance(value, Approximate) and value.sign  # it brings its own sign: ≈
    return Message(
        "quiz.working_rounded" if signed else "quiz.working",
        formula=Lettered(added([part.statement for part in parts], asked.scale)),
        numbers=numbers,
        value=value,
    )


def added(terms: Sequence[Expr], scale: int) -> Expr:
    """The sum of the terms, so many times."""
    total = joined(Sum, terms)
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
