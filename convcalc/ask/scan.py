"""From the text of a question to its words: numbers, key words, separators, and what is unknown."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

from convcalc.algebra.symbols import is_label
from convcalc.ask import english, japanese
from convcalc.errors import InputError, Message

LONGEST = 2000
DIGITS = 9
SUPERSCRIPTS = "²³¹⁰⁴⁵⁶⁷⁸⁹ⁿ"
FRACTION = "\u2044"
_MARK = "\0"
_OPTIONS = re.compile(rf"(?:{_MARK}[\s\d.,x×/%()億万千KMGkmg]+){{2,}}\Z")
"""Numbers to choose from, at the end of a question: ① 26 ② 28."""


class Lexeme(NamedTuple):
    """One word of a question.

    kind: number, attribute, kind, target, flag, glue, barrier, noise or unknown; name: what it
    stands for (`kernel`, `maxpool`, `bias=no`); value: of a number, one entry an axis, or a word
    of padding; how: `count` for a number before a counter (64枚), `times` for 3回, `comma` for
    1,280; text: as it stands.
    """

    kind: str
    name: str
    value: Any = None
    how: str = ""
    text: str = ""


def plain(text: str) -> str:
    """The text in one width, small letters, one spelling and single spaces.

    Raises:
        InputError: too long, or a superscript, which would lose its meaning.
    """
    if len(text) > LONGEST:
        raise InputError(Message("ask.too_long", length=len(text), limit=LONGEST))
    for position, character in enumerate(text):
        if character in SUPERSCRIPTS:
            raise InputError(
                Message("ask.superscript", character=character), text=text, position=position
            )
    text = _OPTIONS.sub("", _marked(text)).replace(_MARK, ", ")
    text = unicodedata.normalize("NFKC", text).lower().replace("\u2212", "-")
    for table in (english.SPELLINGS, japanese.SPELLINGS):
        for other, usual in table.items():
            text = text.replace(other, usual)
    text = re.sub(r"(?<=[a-z0-9])-(?=[a-z])|(?<=[a-z])-(?=[0-9])", " ", text)
    text = " ".join(text.split())
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)


def _marked(text: str) -> str:
    """The text with one sign for ①, ⑴, ⒈, which number what is said and are no numbers of it."""
    if text.isascii():
        return text
    return "".join(
        _MARK if is_label(character, before) and FRACTION not in _usual(character) else character
        for before, character in zip(" " + text, text, strict=False)
    )


def _usual(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


_NUMBER = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+"
_TIMES = r"\s*(?:[x×✕✖*]|by(?=[\s\d])|掛ける|かける)\s*"
_GRID = re.compile(rf"(?:{_NUMBER})(?:{_TIMES}(?:{_NUMBER}))+(?![a-z\d])")
_SEVERAL = re.compile(
    r"(\d+) [x×✕] (?=\d+[x×✕]\d+ ?(?:conv|filter|kernel|layer|dilated|max|畳み|フィルタ|カーネル))"
)
"""3 x 3x3 conv: the spaces tell that the first number counts."""
_TUPLE = re.compile(r"[(\[]\s*(\d+(?:\s*,\s*\d+){1,4})\s*[)\]]")
_SINGLE = re.compile(rf"({_NUMBER})(?!\.\d)")
_AT = re.compile(r"\s*@\s*(\d+)")
_LETTER = re.compile(r"([a-z][a-z_]*)\s*[=:]\s*(?=[\d(\[])")
_SHORT = re.compile(r"([kspdg])(?=\d+(?:\s|,|$|[^\w.]))")
_PLACE = re.compile(r"第\d+層|\d+層目|層\d+(?!\d)|(?:layer|step) \d+(?!\d)")
_COUNTER = re.compile(r"\s*(個|枚|つ|種類|本|(?=層|段))")
_REPEATED = re.compile(r"\s*(?:回|times(?![a-z])(?! (?:fewer|cheaper|less|more)))")
_FACTOR = re.compile(r"\s*(?:倍|x(?![a-z0-9])|times(?= (?:larger|upsampl|the size|as)))")
_PREFIX = re.compile(r"[x×](\d+)(?![\dx×])")
_WORD = re.compile(r"[a-z]+|[ァ-ヶー]+|[一-龠々]+|[ぁ-ん]+|.", re.DOTALL)


def scan(text: str) -> list[Lexeme]:
    """The words of a question that has gone through `plain`; the longest known phrase wins."""
    found: list[Lexeme] = []
    position = 0
    while position < len(text):
        if text[position] == " ":
            position += 1
            continue
        token, length = _read(text, position)
        _append(found, token)
        position += length
    return found


def _append(found: list[Lexeme], token: Lexeme) -> None:
    if token.kind == "unknown" and found and found[-1].kind == "unknown":
        before = found.pop()
        gap = "" if ord(token.text[0]) > 127 or ord(before.text[-1]) > 127 else " "
        token = token._replace(text=before.text + gap + token.text)
    found.append(token)


def _read(text: str, position: int) -> tuple[Lexeme, int]:
    """The longest word that begins here."""
    place = _PLACE.match(text, position)
    if place:
        return Lexeme("barrier", "place", text=place.group()), len(place.group())
    phrase = _phrase(text, position)
    number = _number(text, position)
    if number and (phrase is None or number[1] >= phrase[1]):
        return number
    letter = _letter(text, position)
    if letter and (phrase is None or letter[1] >= phrase[1]):
        return letter
    if phrase:
        return phrase
    match = _WORD.match(text, position)
    word = match.group() if match else text[position]
    if ord(word[0]) > 127:
        word = word[: _known_from(text, position, len(word))]
    return Lexeme("unknown", "", text=word), len(word)


def _known_from(text: str, start: int, length: int) -> int:
    """How many characters there are before something known begins again."""
    for size in range(1, length):
        if _phrase(text, start + size) or text[start + size].isdigit():
            return size
    return length


def _letter(text: str, position: int) -> tuple[Lexeme, int] | None:
    if position and text[position - 1].isascii() and text[position - 1].isalnum():
        return None
    match = _LETTER.match(text, position)
    if match and match.group(1) in english.LETTERS:
        name = english.LETTERS[match.group(1)]
        return Lexeme("attribute", name, how="letter", text=match.group(1)), len(match.group())
    short = _SHORT.match(text, position)
    if short:
        name = english.LETTERS[short.group(1)]
        return Lexeme("attribute", name, how="letter", text=short.group(1)), 1
    return None


def _number(text: str, position: int) -> tuple[Lexeme, int] | None:
    prefix = _PREFIX.match(text, position)
    if prefix:
        times = _bounded((int(prefix.group(1)),))
        return Lexeme("number", "", times, "factor", prefix.group()), len(prefix.group())
    if not (text[position].isdigit() or text[position] in "(["):
        return _number_word(text, position)
    group = _TUPLE.match(text, position)
    if group:
        values = tuple(int(part) for part in group.group(1).split(","))
        how = "comma" if len(values) > 1 and _thousands(group.group(1)) else "tuple"
        if how == "comma":
            values = (int(group.group(1).replace(",", "")),)
        return Lexeme("number", "", _bounded(values), how, group.group()), len(group.group())
    if not text[position].isdigit():
        return None
    several = _SEVERAL.match(text, position)
    if several:
        count = _bounded((int(several.group(1)),))
        return Lexeme("number", "", count, text=several.group(1)), len(several.group())
    grid = _GRID.match(text, position)
    match = grid or _SINGLE.match(text, position)
    if match is None:
        return None
    body, end, how = match.group(), match.end(), ""
    found = tuple(int(part.replace(",", "")) for part in re.findall(_NUMBER, body))
    at = _AT.match(text, end)
    if at:
        if len(found) == 1:
            found *= 2
        found, end = (*found, int(at.group(1))), at.end()
        return Lexeme("number", "", _bounded(found), "at", text[position:end]), end - position
    if "," in body:
        how = "comma"
    if grid is None:
        counter, factor = _COUNTER.match(text, end), _FACTOR.match(text, end)
        again = _REPEATED.match(text, end)
        if counter:
            how, end = "count", counter.end()
        elif factor:
            how, end = "factor", factor.end()
        elif again:
            how, end = "times", again.end()
    return Lexeme("number", "", _bounded(found), how, text[position:end]), end - position


def _thousands(text: str) -> bool:
    """Whether (4,096) is one number: a group that begins with 0 is never a number of its own."""
    _, *rest = text.split(",")
    return all(len(part) == 3 for part in rest) and any(part[0] == "0" for part in rest)


def _bounded(values: tuple[int, ...]) -> tuple[int, ...]:
    for value in values:
        if len(str(value)) > DIGITS:
            raise InputError(Message("ask.too_large", limit=DIGITS))
    return values


def _number_word(text: str, position: int) -> tuple[Lexeme, int] | None:
    for word, value in sorted(english.NUMBERS.items(), key=lambda item: -len(item[0])):
        if text.startswith(word, position) and _whole(text, position, len(word)):
            again = _REPEATED.match(text, position + len(word))
            if again:
                end = again.end()
                return Lexeme("number", "", (value,), "times", text[position:end]), end - position
            return Lexeme("number", "", (value,), text=word), len(word)
    if text[position] in japanese.NUMBERS:
        counter = _COUNTER.match(text, position + 1)
        if counter:
            end = counter.end()
            value = japanese.NUMBERS[text[position]]
            return Lexeme("number", "", (value,), "count", text[position:end]), end - position
        again = _REPEATED.match(text, position + 1)
        if again:
            end, value = again.end(), japanese.NUMBERS[text[position]]
            return Lexeme("number", "", (value,), "times", text[position:end]), end - position
    return None


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[tuple[str, Lexeme]]]:
    """Every phrase by its first character, the longest first."""
    lexicon: dict[str, list[tuple[str, Lexeme]]] = {}
    for words in (english.WORDS, japanese.WORDS):
        for kind, table in words.items():
            for name, phrases in table.items():
                for phrase in re.split(r"; (?=\S)", phrases):
                    token = Lexeme(kind, name, text=phrase)
                    if kind == "word":
                        token = Lexeme("number", "", name, "word", phrase)
                    lexicon.setdefault(phrase[0], []).append((phrase, token))
    for entries in lexicon.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return lexicon


def _phrase(text: str, position: int) -> tuple[Lexeme, int] | None:
    for phrase, token in _lexicon().get(text[position], ()):
        if text.startswith(phrase, position):
            for length in (len(phrase) + 1, len(phrase)):
                plural = length > len(phrase)
                if plural and not (
                    _latin(phrase[-1]) and text.startswith("s", position + length - 1)
                ):
                    continue
                if _whole(text, position, length):
                    return token._replace(text=text[position : position + length]), length
    return None


def _whole(text: str, start: int, length: int) -> bool:
    """Whether this is not a piece of a longer English word or number."""
    first, last = text[start], text[start + length - 1]
    before, after = text[start - 1 : start], text[start + length : start + length + 1]
    if _latin(first) and before and (_latin(before) or before == "_"):
        return False
    if first.isdigit() and before and (before.isdigit() or before in ".x"):
        return False
    return not (_latin(last) and after and (_latin(after) or after == "_"))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
