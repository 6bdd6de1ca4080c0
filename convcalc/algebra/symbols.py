"""What may stand for a number that is not known, and how the characters of a text are read.

A symbol is a letter, alone or with a short index: K, λ, H1, k_h, C_in. A longer name
is one only where it was declared: as a letter of `solve --where`, as a setting of a network. Any
other word is a slip, or was meant for another option, so that taking it for an unknown would answer
a question that nobody asked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction

from convcalc.errors import InputError, Message
from convcalc.pattern import pattern

SYMBOL = pattern(r"[^\W\d_](?:\d{1,2})?(?:_[A-Za-z\d]{1,5}){0,3}")
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_INDEXED = pattern(r"([A-Za-z])(in|out|mid|h|w|d)")
_PRODUCT = pattern(r"([CDHW])([CDHW])")

_declared: ContextVar[frozenset[str]] = ContextVar("declared", default=frozenset())


@contextmanager
def declaring(names: Iterable[str]) -> Iterator[None]:
    """Within, these names are symbols, too."""
    before = _declared.set(_declared.get().union(names))
    try:
        yield
    finally:
        _declared.reset(before)


def is_symbol(name: str) -> bool:
    """Whether a name stands for a number that is not known."""
    a_letter = SYMBOL.fullmatch(name) is not None and unicodedata.numeric(name[0], None) is None
    return a_letter or name in _declared.get()


def meant_by(word: str) -> str | None:
    """The number or the symbol that was probably meant by a word that is none: 3 for three."""
    if word.lower() in NUMBERS:
        return str(NUMBERS.index(word.lower()))
    if len(word) == 1:
        return numeral(word)
    indexed = _INDEXED.fullmatch(word)
    if indexed is not None:
        return "_".join(indexed.groups())
    product = _PRODUCT.fullmatch(word)
    return None if product is None else "*".join(product.groups())


def no_symbol(word: str, text: str | None = None, position: int | None = None) -> InputError:
    """The error for a word where a number is wanted."""
    meant = meant_by(word)
    hints = [Message("expr.write", text=meant)] if meant else []
    message = Message("expr.word", word=word)
    return InputError(message, *hints, Message("expr.symbols"), text=text, position=position)


def is_label(character: str, before: str = "") -> bool:
    """Whether a character has a number in it, but is none: ①, ⑴, ⒈, ½, ㋀.

    A small digit below the line is the index of the letter `before` it, and a label elsewhere.
    """
    if character.isascii() or character.isdecimal():
        return False
    if character in _SUBSCRIPTS:
        return not (before.isalpha() or before in tuple(_SUBSCRIPTS))
    if unicodedata.category(character) == "No":
        return True
    return any(part.isdecimal() for part in unicodedata.normalize("NFKC", character))


def numeral(character: str) -> str | None:
    """The number in a single character, as it is written: 1 for ①, 1/2 for ½."""
    value = unicodedata.numeric(character, None)
    return None if value is None else str(Fraction(value).limit_denominator(100))


def plain_text(text: str) -> str:
    """Full-width characters as the usual ones; a label stays what it is."""
    if text.isascii():
        return text
    return "".join(
        character if is_label(character, before) else unicodedata.normalize("NFKC", character)
        for before, character in zip(" " + text, text, strict=False)
    )
