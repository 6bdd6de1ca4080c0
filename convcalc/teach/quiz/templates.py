"""The questions whose numbers are drawn: `templates.txt`, each in both languages side by side.

    TOPIC LEVEL: COMMAND            a command line, which answers the question and knows its slips
    TOPIC LEVEL = QUANTITY: EXPR    an expression in the letters of the question
      LETTER 3 5 7 | 8..32 | = EXPR   what may be drawn for a letter (a-d: for each), or what it is
      if CONDITION                    when the numbers make a good question
      not SLIP: EXPR                  the number to which a slip leads (of an expression only)
      by COMMAND                      a command line that shows the answer of an expression
      en TEXT, ja TEXT                the question; with several of them, one is drawn

Letters stand in braces where their numbers go: `conv {i} -k {k}`; `{c channel}` is 1 channel or
3 channels. A block ends at an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files

from convcalc.algebra import decimals
from convcalc.algebra.expr import Value, as_expr
from convcalc.algebra.parse import parse_value
from convcalc.annotations import Any
from convcalc.load.expression import Expression, parse
from convcalc.load.place import Piece, Source
from convcalc.record import NamedTuple
from convcalc.teach.part import AnswerPart
from convcalc.teach.question import Question
from convcalc.teach.quiz.draw import Lot

HEAD = re.compile(r"(\w+) ([1-3])(?:: (.+)| = (\w+): (.+))\Z")
LETTER = re.compile(r"\{(\w+)(?: (\w+))?\}")
Numbers = dict[str, Any]


class Template(NamedTuple):
    """One kind of question.

    command: what answers it, or "" for an expression; expression, wrong: the answer and what slips
    lead to; letters: what is drawn, in order; texts: language -> the wordings.
    """

    name: str
    topic: str
    level: int
    command: str
    quantity: str
    expression: str
    wrong: tuple[tuple[str, str], ...]
    letters: tuple[tuple[str, str], ...]
    conditions: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]]

    def draw(self, lot: Lot) -> Numbers | None:
        """Numbers for its letters; None if they make no good question."""
        numbers: Numbers = {}
        for letter, values in self.letters:
            numbers[letter] = _drawn(lot, values, numbers)
        return numbers if all(_worked(text, numbers) for text in self.conditions) else None

    def question(self, numbers: Numbers) -> Question:
        """The question of an expression, with its slips."""
        confused = [(code, (_part(text, numbers),)) for code, text in self.wrong]
        return Question(self.quantity, (_part(self.expression, numbers),), confused=tuple(confused))


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """All of them, in the order of the file, which fixes what a seed draws."""
    text = (files("convcalc.teach.quiz") / "templates.txt").read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"\n\s*\n", text) if not block.startswith("#")]
    return tuple([_template(block, number) for number, block in enumerate(blocks, 1)])


def _template(block: str, number: int) -> Template:
    head, *lines = block.strip().split("\n")
    match = HEAD.match(head)
    assert match is not None, head
    topic, level, command, quantity, expression = match.groups()
    letters, conditions, wrong = [], [], []
    texts: dict[str, list[str]] = {"en": [], "ja": []}
    for line in lines:
        word, _, rest = line.strip().partition(" ")
        if word in texts:
            texts[word].append(rest)
        elif word == "if":
            conditions.append(rest)
        elif word == "not":
            code, _, text = rest.partition(": ")
            wrong.append((code, text))
        elif word == "by":
            command = rest
        else:
            letters += [(letter, rest) for letter in _letters(word)]
    assert texts["en"], head
    assert len(texts["en"]) == len(texts["ja"]), head
    return Template(
        f"{topic}-{number}", topic, int(level), command or "", quantity or "", expression or "",
        tuple(wrong), tuple(letters), tuple(conditions),
        {lang: tuple(found) for lang, found in texts.items()},
    )  # fmt: skip


def _letters(word: str) -> list[str]:
    """a-d: a, b, c and d."""
    first, dash, last = word.partition("-")
    return [chr(code) for code in range(ord(first), ord(last) + 1)] if dash else [word]


def filled(text: str, numbers: Numbers) -> str:
    """The text with the numbers in place of their letters."""
    return LETTER.sub(lambda match: _spelt(numbers[match[1]], match[2]), text)


def _spelt(value: Value, counted: str | None) -> str:
    text = decimals.exact(value) if isinstance(value, Fraction) else str(value)
    return f"{text} {counted}{'' if value == 1 else 's'}" if counted else text


def _drawn(lot: Lot, values: str, numbers: Numbers) -> Any:
    if values.startswith("= "):
        return _worked(values[2:], numbers)
    low, dots, high = values.partition("..")
    if dots:
        return lot.between(int(low), int(high))
    return _worked(lot.choose(values.split(" ")), numbers)


def _worked(text: str, numbers: Numbers) -> Any:
    found = parse(Piece(Source("templates.txt", text), text, 0))
    return found.value(numbers) if isinstance(found, Expression) else found


def _part(text: str, numbers: Numbers) -> AnswerPart:
    return AnswerPart("", as_expr(parse_value(text)), numbers)
