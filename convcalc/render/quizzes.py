"""Sheets of questions as programs for learning read them: Moodle (XML) and Anki (TSV).

Source: Moodle documentation, Moodle XML format; Anki manual, Importing text files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import TypeAlias

from convcalc.render.wording import Wording
from convcalc.report.quiz import (
    label_of,
    option_words,
    question_words,
    reason_words,
    wrong_options,
    wrong_words,
)
from convcalc.teach.quiz.item import MARKS, Item
from convcalc.teach.quiz.sheet import QuizSheet

Writer: TypeAlias = "Callable[[Sequence[QuizSheet], str], Iterator[str]]"


def moodle_lines(sheets: Sequence[QuizSheet], lang: str) -> Iterator[str]:
    """A question bank: one multiple-choice question each, the slip as feedback of each option."""
    wording = Wording(lang)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<quiz>"
    for sheet in sheets:
        for number, item in enumerate(sheet.items, 1):
            name = f"convcalc {sheet.seed} {wording.say(label_of(item, number))}"
            yield '<question type="multichoice">'
            yield f"<name>{_text(name)}</name>"
            yield f'<questiontext format="plain_text">{_text(wording.say(question_words(item)))}'
            yield "</questiontext>"
            reason = wording.say(reason_words(item))
            yield f'<generalfeedback format="plain_text">{_text(reason)}</generalfeedback>'
            yield "<single>true</single>"
            yield f"<shuffleanswers>{str(item.kind != 'truth').lower()}</shuffleanswers>"
            for option in item.options:
                yield f'<answer fraction="{100 * option.right}" format="plain_text">'
                yield _text(wording.say(option_words(item, option)))
                why = wording.say(wrong_words(option)) if option.slips or option.why else ""
                yield f'<feedback format="plain_text">{_text(why)}</feedback>'
                yield "</answer>"
            yield "</question>"
    yield "</quiz>"


def _text(text: str) -> str:
    return f"<text>{escape(text)}</text>"


def anki_lines(sheets: Sequence[QuizSheet], lang: str) -> Iterator[str]:
    """Cards: front (question and options), back (answer, reason, the slip behind each option)."""
    wording = Wording(lang)
    yield "#separator:tab"
    yield "#html:true"
    yield "#columns:front\tback\ttags"
    for sheet in sheets:
        for item in sheet.items:
            yield "\t".join((_front(item, wording), _back(item, wording), f"convcalc {item.topic}"))


def _front(item: Item, wording: Wording) -> str:
    lines = [wording.say(question_words(item))]
    for mark, option in zip(MARKS, item.options, strict=False):
        lines.append(f"{mark}  {wording.say(option_words(item, option))}")
    return _card(lines)


def _back(item: Item, wording: Wording) -> str:
    right = item.options[item.right]
    lines = [f"{MARKS[item.right]}  {wording.say(option_words(item, right))}"]
    lines.append(wording.say(reason_words(item)))
    lines += [f"{mark}  {wording.say(words)}" for mark, words in wrong_options(item)]
    return _card(lines)


def _card(lines: Sequence[str]) -> str:
    """Lines of one field: no tab, no line break, no markup of its own."""
    return "<br>".join(escape(" ".join(line.split())) for line in lines)


QUIZ_WRITERS: Mapping[str, Writer] = {"moodle": moodle_lines, "anki": anki_lines}
"""Program -> what writes sheets for it."""
