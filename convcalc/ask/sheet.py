"""What stands around a question on the sheet: its number, its options, its parts."""

from __future__ import annotations

import re
from typing import NamedTuple

from convcalc.ask.text import CIRCLED, KATAKANA, QuestionText

_NUMBERED = (
    r"第?\s*(?:問題|問|設問|大問|小問|演習|例題|課題|練習問題|練習|クイズ|quiz|q|ex|exercise|problem|"
    r"question|task|no|item|test)\s*\.?\s*(?:[a-z][-. ]?)?\d+(?:[-.]\d+)*[a-z]?\s*(?:問|題|番)?"
    r"|第\s*\d+\s*(?:問|題)|"
    r"(?:問題|問|設問|例題|演習)(?=\s*[:.\n】\]])"
)
_POINTS = r"(?:配点\s*:?\s*)?\d+\s*(?:points?|pts?|marks?|点|分)"
_LABEL = re.compile(
    rf"\s*(?:[\[(【〔<]\s*(?:{_NUMBERED}|{_POINTS})(?:\s*[,、]?\s*{_POINTS})?\s*[\])】〕>]|(?:{_NUMBERED})(?![x×\d])"
    r"|[\[(]\s*(?:\d{1,2}|[a-z]|[ivx]{1,4})\s*[\])](?=\s|[^\d\])])|[ivx]{1,4}[.)](?= ?[^\d\s])"
    r"|\d{1,2}\s*[).](?=\s+\D|[ぁ-鿿])|[\ue001-\ue014](?= \D))"
    r"\s*[:.,、)\-]?\s*"
)
_STYLES = (
    "アイウエオカキク",
    "abcdefgh",
    "123456789",
    "".join(chr(CIRCLED + n) for n in range(1, 10)),
    "".join(chr(KATAKANA + n) for n in range(1, 6)),
    ("i", "ii", "iii", "iv", "v", "vi"),
    "甲乙丙丁",
)
_AROUND = "()[]（）［］.．:：、 \u3000"
"""Signs around a mark."""
_NUMBERS = re.compile(r"\s*[\d x×.,/%]+\s*")
_ENDS = "。?:;.,"
_AT_FIRST = r"(?:\A|(?<=\n)|(?<=  )|(?<=[。?:;]) ?|(?<=[。?:;] ))"
_FORMS = (
    r"(?<![a-z_])[(\[]\s*{0}\s*[)\]]",
    r"(?<![a-z0-9_.(]){0}\s*[).:](?![\d\w_]\w*\s*=)(?!\d+\.)",
    _AT_FIRST + r"{0}(?:[ 、](?=\S)|(?=[^\x00-\x7f]))",
    r"(?<=[\s。?:;]){0} (?=\S)",
)
"""How a mark is written: (a), a) or a. or a:, and the mark alone where something begins."""


class Marked(NamedTuple):
    """One option or part: its mark as typed, and the text after it."""

    mark: str
    text: QuestionText

    @property
    def said(self) -> str:
        """The text as it was typed, without the signs that end it."""
        plain = self.text.plain
        start = len(plain) - len(plain.lstrip())
        return self.text.typed(start, len(plain)).strip(" .。;；、,\n\u3000")


class QuestionSheet(NamedTuple):
    """The text before the marks, and what is marked."""

    stem: QuestionText
    marked: tuple[Marked, ...]


def read_sheet(text: QuestionText) -> QuestionSheet:
    """Take off the number of the question, and find what is marked (a), (b) ... or ア, イ ..."""
    found = _marks(text)
    head = text.cut(0, found[0][0]) if found else text
    label = 0
    while (match := _LABEL.match(head.plain, label)) and match.end() > label:
        label = match.end()
    if not found:
        return QuestionSheet(text.cut(label), ())
    ends = [*[start for start, _ in found[1:]], len(text.plain)]
    marked = tuple(
        Marked(text.typed(start, after).strip(_AROUND), text.cut(after, end))
        for (start, after), end in zip(found, ends, strict=True)
    )
    return QuestionSheet(head.cut(min(label, len(head.plain))), marked)


def _marks(text: QuestionText) -> list[tuple[int, int]]:
    """Where the marks of the longest series stand: begin and end of each."""
    best: list[tuple[int, int]] = []
    for style in _STYLES:
        bare = ord(style[0]) >= CIRCLED and ord(style[0]) < 0xF000
        for form in ("{0}",) if bare else _FORMS:
            for series in _series(text.plain, style, form):
                if len(series) > len(best) and _plausible(text, series, form, style):
                    best = series
    return best if len(best) > 1 else []


def _plausible(
    text: QuestionText, series: list[tuple[int, int]], form: str, style: str | tuple[str, ...]
) -> bool:
    """Whether these may be marks, and not numbers or letters of the question itself."""
    first = text.typed(*series[0]).strip(_AROUND)
    ends = [*[start for start, _ in series[1:]], len(text.plain)]
    bodies = [text.plain[after:end] for (_, after), end in zip(series, ends, strict=True)]
    numeric = all(_NUMBERS.fullmatch(body) for body in bodies[:-1])
    if form is _FORMS[3]:
        return numeric and not first.islower() and not first.isdigit()
    if form is _FORMS[2]:
        return not first.isascii() or first.isupper()
    if form is _FORMS[1] and style[0] == "1" and not (numeric and len(series) > 2):
        starts = [text.plain[max(start - 2, 0) : start] for start, _ in series]
        apart = [s == "" or s.endswith(("\n", "  ")) or s.strip()[-1:] in _ENDS for s in starts]
        return all(apart)
    return True


def _series(plain: str, style: str | tuple[str, ...], form: str) -> list[list[tuple[int, int]]]:
    """The runs of consecutive marks, each from one place where the first mark stands."""
    found = []
    for first in re.finditer(form.format(style[0]), plain):
        run, position = [first.span()], first.end()
        for mark in style[1:]:
            after = re.compile(form.format(mark)).search(plain, position)
            if after is None:
                break
            run.append(after.span())
            position = after.end()
        found.append(run)
    return found
