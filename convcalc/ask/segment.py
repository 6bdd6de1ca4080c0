"""From the text of a question to its words: the division of the whole that leaves the fewest
characters unknown, found by dynamic programming."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from convcalc.ask.lexicon import KANJI, LETTERS, NUMBERS, Phrase, lexicon
from convcalc.ask.text import CIRCLED, KATAKANA, QuestionText
from convcalc.errors import InputError, Message

DIGITS = 9
SILENT = ("fill", "rel", "wh")
"""Kinds of words that ask nothing further of the answer."""

_UNKNOWN, _WORD, _SMALL = 100, 10, 2
_NUMBER = r"\d{1,3}(?:,\d{3})+(?!\d|,\d)|\d+"
_WORDS = "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
_SIDE = rf"(?:{_NUMBER}|[a-wyz])"
_TIMES = r"\s*(?:[x×*]|by(?=[\s\d]))\s*"
_GRID = re.compile(
    rf"(?<![a-z0-9_.]){_SIDE}(?:{_TIMES}{_SIDE})+(?!\.\d)(?![a-z])(?:\s*@\s*(?P<at>\d+))?"
)
_WORD_GRID = re.compile(rf"(?<![a-z])({_WORDS})\s+by\s+({_WORDS})(?![a-z])")
_SINGLE = re.compile(
    rf"(?<![\d.])(?P<sign>(?<![a-z0-9)])-)?(?P<whole>{_NUMBER})(?:\.(?P<places>\d+))?"
    r"(?:\s*/\s*(?P<bottom>\d+)(?!\d))?(?P<percent>\s*(?:%|percent))?"
    r"(?:\s*@\s*(?P<at>\d+))?(?!\.?\d)"
)
_TUPLE = re.compile(r"[(\[]\s*(\d+(?:\s*,\s*\d+){1,4})\s*[)\]]")
_CHAIN = re.compile(r"(?<![a-z0-9-])\d+(?:\s?-\s?\d+){2,}(?![a-z0-9-])")
_FACTOR = re.compile(
    r"(?<![a-z0-9.])(?:[x×]\s?(\d+)(?![\dx×])|(\d+)\s*(?:倍|x(?![a-z0-9])|fold|"
    r"times(?= (?:larger|upsampl|the size|as (?:large|big)|more pixels))))"
)
_LETTER = re.compile(r"(?<![a-z_])([a-z][a-z_]*)\s*[=:]\s*(?=[\d(\[\"']|same|valid|\?)")
_SHORT = re.compile(r"(?<![a-z])([kspdg])(?=\d+(?:\s|,|$|[^\w.]))")
_SYMBOL = re.compile(r"(?<![a-z_'])([b-hj-z])(?![a-z_'0-9])")
_SEVERAL = re.compile(
    r"(?<![a-z0-9.])(\d+) [x×] "
    r"(?=\d+[x×]\d+ ?(?:conv|filter|kernel|layer|dilated|max|畳み|フィルタ|カーネル))"
)
_REPEATED = re.compile(
    r"\s*times(?![a-z])(?! (?:fewer|cheaper|less|more|larger|as|the|smaller|higher|lower|greater))"
)
_PLACE = re.compile(
    r"第\s?(\d+)層目?|(\d+)(?:層目|番目の|つ目の)|(?<![一-鿿ぁ-んァ-ヶー])層(\d+)(?!\d)"
    r"|(?:layer|step) (\d{1,2})(?!\d| ?→)"
)
_NAME = re.compile(
    r"(?:resnet|vgg|alexnet|lenet|mobilenet|googlenet|inception|densenet|efficientnet|u-?net)"
    r"[ -]?(?:v|b)?\d+\w*|[a-z]+\d+_\d+[a-z]*|(?:19|20)\d\d年(?:の|に)?|\((?:19|20)\d\d\)"
    r"|(?:in |of |from )(?:19|20)\d\d(?!\d|x)"
)
_GAP = r"(?:_+|\(\s*\)|\[\s*\]|□)"
_BLANK = re.compile(
    rf"{_GAP}(?:\s*[x×]\s*{_GAP})*" r"|〔\s*〕|□+|\.{3,}|…+|\(\s*(?:ア|イ|a|あ|x|\?)\s*\)|【\s*】"
)
_SHARE = re.compile(r"1\s*/\s*(?:_+|\(\s*\)|□+)|(?:_+|\(\s*\)|□+)\s*分の\s*1")
_STRIDE = re.compile(r"\d[x×]\d{1,2}/\d{1,2}(?![\dx×])")
"""`3x3/2`: kernel and stride."""
_COUNTER = "層段回つ枚個"
_LATIN = re.compile(r"[a-z][a-z'_]*")
_RUN = re.compile(r"[a-z']+|[ァ-ヶー]+|[一-龠々]+|[ぁ-ん]+|.", re.DOTALL)


@dataclass(slots=True)
class Lexeme:
    """One word of a question.

    kind, name: as in the lexicon, or `num`; value: of a number, one entry an axis (letters are
    strings); how: `size`, `at`, `comma`, `word`, `factor`, `chain`, `list`, `percent`; used:
    whether the interpretation that answers has consumed it.
    """

    kind: str
    name: str
    start: int
    end: int
    text: str
    value: Any = None
    how: str = ""
    used: bool = False

    @property
    def scalar(self) -> bool:
        return self.kind == "num" and len(self.value) == 1

    def is_(self, *names: str) -> bool:
        return f"{self.kind}:{self.name}" in names

    def as_(self, kind: str, name: str) -> Lexeme:
        self.kind, self.name = kind, name
        return self


def segment(text: QuestionText) -> list[Lexeme]:
    """The words of a text, spaces left out."""
    return [replace(word) for word in _divided(text.plain)]


@lru_cache(maxsize=64)
def _divided(plain: str) -> tuple[Lexeme, ...]:
    """The division, remembered: a question is read several times over."""
    best: list[tuple[int, Lexeme | None, int]] = [(0, None, 0)] * (len(plain) + 1)
    for place in range(len(plain) - 1, -1, -1):
        if plain[place] == " ":
            best[place] = (best[place + 1][0], None, place + 1)
            continue
        choices = []
        for token, cost in _tokens(plain, place):
            choices.append((cost + best[token.end][0], token, token.end))
        best[place] = min(choices, key=lambda choice: choice[0])
    found: list[Lexeme] = []
    place = 0
    while place < len(plain):
        _, word, after = best[place]
        if word is not None:
            _append(found, word, plain)
        place = after
    return tuple(found)


def _append(found: list[Lexeme], token: Lexeme, plain: str) -> None:
    if token.kind == "unknown" and found and found[-1].kind == "unknown":
        before = found[-1]
        if not plain[before.end : token.start].strip():
            before.end = token.end
            before.text = plain[before.start : before.end]
            return
    found.append(token)


def _tokens(plain: str, place: int) -> Iterator[tuple[Lexeme, int]]:
    """What may begin here, and what it costs."""
    character = plain[place]
    if character == "\n":
        yield Lexeme("rel", "stop", place, place + 1, "\n"), 0
        return
    if CIRCLED < ord(character) < CIRCLED + 21 or KATAKANA < ord(character) < KATAKANA + 9:
        yield Lexeme("rel", "comma", place, place + 1, character), 0
        return
    yield from _numbers(plain, place)
    for phrase in lexicon().get(character, ()):
        end = _end(plain, place, phrase)
        if end:
            kind, name = phrase.entry
            cost = _WORD + (_SMALL if kind == "fill" else 0) + (_SMALL if kind == "rel" else 0)
            cost += _SMALL if end - place == 1 and kind != "rel" else 0
            token = Lexeme(kind, name, place, end, plain[place:end])
            if kind == "word":
                token = Lexeme("num", "", place, end, plain[place:end], (name,), "word")
            if kind == "place":
                token = Lexeme(kind, "", place, end, plain[place:end], int(name))
            yield token, cost
    if character in "([{":
        yield Lexeme("rel", "open", place, place + 1, character), _WORD
    elif character in ")]}":
        yield Lexeme("rel", "close", place, place + 1, character), _WORD
    elif character in "\"'「」『』<>*`|~【】":
        yield Lexeme("fill", "", place, place + 1, character), _WORD
    latin = _LATIN.match(plain, place)
    end = latin.end() if latin else place + 1
    yield Lexeme("unknown", "", place, end, plain[place:end]), _UNKNOWN * (end - place)


def _end(plain: str, place: int, phrase: Phrase) -> int:
    """Where a phrase ends here; 0 if it does not stand here as a whole word."""
    length = phrase.length(plain, place)
    if not length:
        return 0
    end = place + length
    if _latin(plain[place]) and place and (_latin(plain[place - 1]) or plain[place - 1] == "_"):
        return 0
    if plain[place].isdigit() and place and plain[place - 1] in "0123456789.x×":
        return 0
    if not _latin(plain[end - 1]):
        return end
    for plural in ("", "s", "es", "'s") if phrase.entry.kind != "rel" else ("",):
        rest = plain[end : end + len(plural) + 1]
        if rest.startswith(plural) and not (
            _latin(rest[len(plural) :]) or rest[len(plural) :] == "_"
        ):
            return end + len(plural)
    return 0


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _numbers(plain: str, place: int) -> Iterator[tuple[Lexeme, int]]:
    nth = _PLACE.match(plain, place)
    if nth:
        number = next(int(group) for group in nth.groups() if group)
        yield Lexeme("place", "", place, nth.end(), nth.group(), number), 3
    for pattern, kind, name in (
        (_NAME, "fill", ""),
        (_SHARE, "wh", "share"),
        (_BLANK, "wh", "blank"),
    ):
        match = pattern.match(plain, place)
        if match:
            yield Lexeme(kind, name, place, match.end(), match.group()), 3
    letter = _LETTER.match(plain, place) or _SHORT.match(plain, place)
    if letter and letter.group(1) in LETTERS:
        end = letter.end()
        yield (
            Lexeme("given", LETTERS[letter.group(1)], place, end, letter.group(), how="letter"),
            3,
        )
    if plain[place] == "/" and _STRIDE.search(plain, max(place - 3, 0), place + 4):
        yield Lexeme("given", "stride", place, place + 1, "/", how="letter"), 3
    counted = _SEVERAL.match(plain, place)
    if counted:
        yield _number(plain, place, counted.end(), (int(counted.group(1)),), "times"), -4
    factor = _FACTOR.match(plain, place)
    if factor:
        value = int(factor.group(1) or factor.group(2))
        yield _number(plain, place, factor.end(), (value,), "factor"), 4
    chain = _CHAIN.match(plain, place)
    if chain:
        values = tuple(int(part) for part in re.findall(r"\d+", chain.group()))
        yield _number(plain, place, chain.end(), values, "chain"), 3
    group = _TUPLE.match(plain, place)
    if group and not _thousands(group.group(1)):
        values = tuple(int(part) for part in group.group(1).split(","))
        yield _number(plain, place, group.end(), values, "size"), 4
    grid = _GRID.match(plain, place)
    if grid:
        body = plain[place : grid.start("at")].rstrip(" @") if grid.group("at") else grid.group()
        sides = tuple(_side(part) for part in re.split(_TIMES, body))
        yield (
            _number(
                plain,
                place,
                grid.end(),
                _at(sides, grid.group("at")),
                "at" if grid.group("at") else "size",
            ),
            4,
        )
    words = _WORD_GRID.match(plain, place)
    if words:
        values = tuple(NUMBERS[part] for part in words.groups())
        yield _number(plain, place, words.end(), values, "size"), 4
    single = _SINGLE.match(plain, place)
    if single:
        yield _single(plain, place, single), 6
    yield from _written(plain, place)


def _side(part: str) -> int | str:
    return int(part.replace(",", "")) if part[0].isdigit() else part


def _at(values: tuple[Any, ...], at: str | None) -> tuple[Any, ...]:
    if at is None:
        return values
    return (*(values * 2 if len(values) == 1 else values), int(at))


def _single(plain: str, place: int, match: re.Match[str]) -> Lexeme:
    whole, places, bottom, percent = match.group("whole", "places", "bottom", "percent")
    value: Any = int(whole.replace(",", ""))
    how = "comma" if "," in whole else ""
    if places:
        value = Fraction(f"{value}.{places}")
    if bottom and int(bottom):
        value, how = Fraction(value) / int(bottom), "fraction"
    if percent:
        value, how = Fraction(value) / 100, "percent"
    values = _at((-value if match.group("sign") else value,), match.group("at"))
    again = _REPEATED.match(plain, match.end())
    if again and not how:
        return _number(plain, place, again.end(), values, "times")
    return _number(plain, place, match.end(), values, "at" if match.group("at") else how)


def _thousands(text: str) -> bool:
    """Whether (4,096) is one number: a group that begins with 0 is never a number of its own."""
    _, *rest = text.split(",")
    return all(len(part) == 3 for part in rest) and any(part[0] == "0" for part in rest)


def _written(plain: str, place: int) -> Iterator[tuple[Lexeme, int]]:
    """Numbers in words, and letters that stand for numbers."""
    for word, value in NUMBERS.items():
        if plain.startswith(word, place):
            end = place + len(word)
            whole = not (place and _latin(plain[place - 1])) and not _latin(
                plain[end : end + 1] or " "
            )
            if whole:
                if word in ("once", "twice", "thrice"):
                    yield _number(plain, place, end, (value,), "times"), 6
                else:
                    again = _REPEATED.match(plain, end)
                    if again:
                        yield _number(plain, place, again.end(), (value,), "times"), 6
                    yield _number(plain, place, end, (value,), "word"), 8
    if plain[place] in KANJI and plain[place + 1 : place + 2] in tuple(_COUNTER):
        yield _number(plain, place, place + 1, (KANJI[plain[place]],), "word"), 4
    symbol = _SYMBOL.match(plain, place)
    if symbol:
        yield _number(plain, place, place + 1, (symbol.group(1),), "symbol"), 14


def _number(plain: str, start: int, end: int, values: tuple[Any, ...], how: str) -> Lexeme:
    for value in values:
        if isinstance(value, int) and len(str(value)) > DIGITS:
            raise InputError(Message("ask.too_large", limit=DIGITS))
    return Lexeme("num", "", start, end, plain[start:end], values, how)


def whole_word(text: QuestionText, token: Lexeme) -> tuple[int, int]:
    """Begin and end of the whole word that an unknown token is a piece of."""
    start, end = token.start, token.end
    for run in _RUN.finditer(text.plain):
        if run.start() < end and run.end() > start and not run.group().isspace():
            start, end = min(start, run.start()), max(end, run.end())
    return start, end
