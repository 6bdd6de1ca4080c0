"""The text of a question in one spelling; each character remembers its place in what was typed."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from convcalc.errors import InputError, Message

LONGEST = 2000
SUPERSCRIPTS = "²³¹⁰⁴⁵⁶⁷⁸⁹ⁿ"
CIRCLED = 0xE000
"""① is this character and one more, so that it never becomes a digit of a number beside it."""
KATAKANA = 0xE040
"""㋐ in the same way."""

_MARKS = (0x2460, 0x2474, 0x2488)
"""① ⑴ ⒈: twenty of each."""
_VOICED = "\uff9e\uff9f"
_SIGNS = {
    "\u2212": "-", "\u2013": "-", "\u2014": " - ", "\u2015": "-", "✕": "×", "✖": "×",
    "⇒": "→", "➡": "→", "⟶": "→", "’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-",
    "◯": "○", "〇": "○", "✓": "○", "∼": "~", "〜": "~", "－": "-", "ｰ": "ー", "．": ".",
}  # fmt: skip
_SPELLINGS = tuple(
    (re.compile(pattern), usual)
    for pattern, usual in (
        (r"(?:(?<=フィルタ)|(?<=メータ)|(?<=レイヤ)|(?<=メモリ)|(?<=ファクタ))ー", ""),
        (r"チャンネル", "チャネル"),
        (r"パラメータ?", "パラメータ"),
        (r"(?:たたみ|畳)(?:込み?|こみ|み込み|みこみ)", "畳み込み"),
        (r"畳み込み(?=む|ん|ま[せなれ])", "畳み込"),
        (r"ピクセル(?!シャッフル)|ドット", "画素"),
        (r"マックス(?=プーリング)|max ?(?=プーリング)", "最大値"),
        (r"アベレージ(?=プーリング)|(?:average|avg) ?(?=プーリング)", "平均値"),
        (r"(?:(?<=最大)|(?<=平均))(?=プーリング)", "値"),
        (r"colour", "color"),
        (r"neighbour", "neighbor"),
        (r"normalis", "normaliz"),
        (r"grey", "gray"),
        (r"(?:-|=)>", "→"),
        (r" -+ (?=[^\d])", " , "),
        (r"(?:(?<=conv)|(?<=pool))(?=\d+ ?[x×])", " "),
        (r"(?<=[a-z0-9])-(?=[a-z])|(?<=[a-z])-(?=[0-9])", " "),
        (r"[ \t\r\f\v]{2,}", "  "),
        (r"[\t\r\f\v]", " "),
        (r" *\n[ \n]*", "\n"),
        (r"(?<=[^\x00-\x7f\ue000-\ue0ff]) (?=[^\x00-\x7f\ue000-\ue0ff])", ""),
    )
)


class QuestionText(NamedTuple):
    """`plain`: in one spelling; `places`: where each of its characters stands in `source`."""

    plain: str
    places: tuple[int, ...]
    source: str

    def cut(self, start: int, end: int | None = None) -> QuestionText:
        return QuestionText(self.plain[start:end], self.places[start:end], self.source)

    def with_blank(self, start: int, end: int) -> QuestionText:
        """The same text with a comma in place of these characters."""
        place = self.places[start]
        plain = f"{self.plain[:start]}, {self.plain[end:]}"
        return QuestionText(
            plain, (*self.places[:start], place, place, *self.places[end:]), self.source
        )

    def joined(self, other: QuestionText) -> QuestionText:
        """Both, one after the other."""
        gap = (self.places[-1],) if self.places else ()
        plain = f"{self.plain}\n{other.plain}" if gap else other.plain
        return QuestionText(plain, (*self.places, *gap, *other.places), self.source)

    def typed(self, start: int, end: int) -> str:
        """What was typed there, without the blanks around it."""
        part = self.plain[start:end]
        start += len(part) - len(part.lstrip())
        end -= len(part) - len(part.rstrip())
        if start >= end:
            return ""
        return self.source[self.places[start] : self.places[end - 1] + 1].strip()

    @property
    def japanese(self) -> bool:
        return any("ぁ" <= c <= "ヿ" or "一" <= c <= "鿿" for c in self.plain)


def read_text(source: str) -> QuestionText:
    """The text in one width, small letters and one spelling.

    Raises:
        InputError: too long, or a superscript, which would lose its meaning.
    """
    if len(source) > LONGEST:
        raise InputError(Message("ask.too_long", length=len(source), limit=LONGEST))
    for position, character in enumerate(source):
        if character in SUPERSCRIPTS:
            raise InputError(
                Message("ask.superscript", character=character), text=source, position=position
            )
    text = _one_width(source)
    for pattern, usual in _SPELLINGS:
        text = _replaced(text, pattern, usual)
    return text


def _one_width(source: str) -> QuestionText:
    plain: list[str] = []
    places: list[int] = []
    for place, character in enumerate(source):
        if character in _VOICED and place:
            continue
        after = source[place + 1 : place + 2]
        whole = character + (after if after in _VOICED else "")
        number = next(
            (ord(character) - first + 1 for first in _MARKS if 0 <= ord(character) - first < 20), 0
        )
        if number:
            read = f" {chr(CIRCLED + number)} "
        elif character == "\u3000":
            read = "  "
        elif "㋐" <= character <= "㋔":
            read = f" {chr(KATAKANA + ord(character) - ord('㋐') + 1)} "
        else:
            read = _SIGNS.get(character) or unicodedata.normalize("NFKC", whole).lower()
        plain += read
        places += [place] * len(read)
    return QuestionText("".join(plain), tuple(places), source)


def _replaced(text: QuestionText, pattern: re.Pattern[str], usual: str) -> QuestionText:
    plain: list[str] = []
    places: list[int] = []
    last = 0
    for match in pattern.finditer(text.plain):
        start, end = match.span()
        plain += [text.plain[last:start], usual]
        near = text.places[start] if start < len(text.places) else len(text.source)
        far = text.places[end - 1] if end > start else near
        ends = [far] if usual else []
        places += [*text.places[last:start], *[near] * (len(usual) - 1), *ends]
        last = end
    if not last and not plain:
        return text
    plain.append(text.plain[last:])
    return QuestionText("".join(plain), (*places, *text.places[last:]), text.source)
