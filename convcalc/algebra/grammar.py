"""The grammar of arithmetic, without its meaning: what a value is, a subclass says.

A small recursive-descent parser with bounds on everything, so that no text can run code, hang or
eat memory. Full-width characters are read (NFKC); every error knows its place in the text as it
was typed.

    expression = term (("+" | "-") term)*
    term       = factor (("*" | "/" | "//") factor)*
    factor     = ("-" | "+") factor | atom (("^" | "**") factor)?
    atom       = number | symbol | "(" expression ")" | function "(" expression ("," ...)* ")"

`/` is exact, `//` rounds down.
"""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from fractions import Fraction

from convcalc.algebra.expr import tidy
from convcalc.algebra.symbols import is_label, numeral
from convcalc.annotations import ClassVar, Generic, TypeVar
from convcalc.errors import InputError, Message
from convcalc.pattern import pattern
from convcalc.record import NamedTuple

MAX_LENGTH = 1_000
MAX_DIGITS = 40
MAX_VALUE: int = 10**MAX_DIGITS
MAX_DEPTH = 50
MAX_EXPONENT = 64
MAX_NAME = 40

SPELLINGS = {
    **dict.fromkeys("−–", "-"),
    **dict.fromkeys("·⋅∗", "*"),
    "÷": "/",
}
AXES = dict.fromkeys("×✕X", "x")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ"
_AMOUNT = pattern(
    r"(?P<digits>\d[\d_]*(?:\.\d+)?)(?:[eE](?P<exponent>[-+]?\d{1,2})| ?(?P<suffix>px|[kKMGBT]))"
    r"(?![A-Za-wyz\d_])"
)
_THOUSANDS = {"k": 3, "K": 3, "M": 6, "G": 9, "B": 9, "T": 12}


V = TypeVar("V")
T = TypeVar("T")


class Token(NamedTuple):
    kind: str  # number, name, operator, word (in quotes), end
    text: str
    position: int


class Grammar(ABC, Generic[V]):
    """Reads one text. A subclass gives the meaning of numbers, symbols and operations."""

    OPERATORS: ClassVar[tuple[str, ...]] = (
        "**", "//", "..", "+", "-", "*", "/", "^", "(", ")", ":", "@", ",",
    )  # fmt: skip
    FUNCTIONS: ClassVar[tuple[str, ...]] = ("floor", "ceil", "min", "max")
    SINGLE: ClassVar[tuple[str, ...]] = ("floor", "ceil")
    """The functions of one value."""
    X_SEPARATES = True
    """Whether x separates axes, so that no symbol contains one."""
    QUOTES = ""
    """The characters that enclose a word."""
    SPELLINGS: ClassVar[dict[str, str]] = SPELLINGS | AXES
    """Characters that are read as others."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = self._tokens()
        self.index = 0
        self.depth = 0

    @abstractmethod
    def number(self, value: int | Fraction, token: Token) -> V:
        """What a number means."""

    @abstractmethod
    def symbol(self, token: Token) -> V:
        """What a name means."""

    @abstractmethod
    def binary(self, left: V, right: V, operator: Token) -> V:
        """What an operator between two values means."""

    @abstractmethod
    def negative(self, value: V, operator: Token) -> V:
        """What a minus sign before a value means."""

    @abstractmethod
    def function(self, name: Token, args: list[V]) -> V:
        """What a call of one of `FUNCTIONS` means."""

    def word(self, token: Token) -> V:
        """What a word in quotes means."""
        raise self.error("expr.unexpected", at=token, found=token.text)

    # Tokens

    def _tokens(self) -> list[Token]:
        text = self.text
        if len(text) > MAX_LENGTH:
            raise InputError(Message("expr.too_long", length=len(text), limit=MAX_LENGTH))
        spellings = self.SPELLINGS
        plain: list[str] = []
        places: list[int] = []
        for position, character in enumerate(text):
            if character in _SUPERSCRIPTS:
                raise self._fault("expr.superscript", position, character=character)
            if is_label(character, text[position - 1 : position]):
                raise self._label(character, position)
            spelling = spellings.get(character) or unicodedata.normalize("NFKC", character)
            plain.extend(spellings.get(part, part) for part in spelling)
            places.extend([position] * len(spelling))
        return self._scan("".join(plain), places)

    def _scan(self, plain: str, places: list[int]) -> list[Token]:
        tokens: list[Token] = []
        start = 0
        while start < len(plain):
            character, place = plain[start], places[start]
            if character.isspace():
                start += 1
                continue
            kind, end = self._token_end(plain, start)
            if not kind:
                raise self._fault("expr.character", place, character=character)
            text = plain[start + 1 : end - 1] if kind == "word" else plain[start:end]
            tokens.append(Token(kind, text, place))
            start = end
        tokens.append(Token("end", "", len(self.text)))
        return tokens

    def _token_end(self, plain: str, start: int) -> tuple[str, int]:
        """Kind and end of the token at `start`; an empty kind where none begins."""
        if plain[start] in "0123456789":
            return "number", _number_end(plain, start)
        if plain[start] in self.QUOTES:
            end = plain.find(plain[start], start + 1)
            return ("word", end + 1) if end > 0 else ("", start)
        if self.X_SEPARATES:
            if plain.startswith("max", start) and not self._in_name(plain, start + 3):
                return "name", start + 3
            if plain[start] == "x":
                return "operator", start + 1
        end = start
        while self._in_name(plain, end):
            end += 1
        if end > start:
            return "name", end
        for operator in self.OPERATORS:
            if plain.startswith(operator, start):
                return "operator", start + len(operator)
        return "", start

    def _in_name(self, plain: str, index: int) -> bool:
        if index >= len(plain):
            return False
        character = plain[index]
        if character == "x" and self.X_SEPARATES:
            return False
        return character == "_" or character.isalnum()

    # Errors

    def _label(self, character: str, position: int) -> InputError:
        meant = numeral(character) if self.text.strip() == character else None
        hints = [Message("expr.write", text=meant)] if meant else []
        return self._fault("expr.label", position, *hints, character=character)

    def _fault(self, code: str, position: int, *hints: Message, **fields: object) -> InputError:
        return InputError(Message(code, **fields), *hints, text=self.text, position=position)

    def error(
        self, code: str, *hints: Message, at: Token | None = None, **fields: object
    ) -> InputError:
        return self._fault(code, (at or self.token).position, *hints, **fields)

    # Rules

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def accept(self, *operators: str) -> Token | None:
        token = self.token
        if token.kind == "operator" and token.text in operators:
            self.index += 1
            return token
        return None

    def whole(self, rule: Callable[[], T]) -> T:
        """What `rule` makes of the text, which must end there."""
        if self.token.kind == "end":
            raise self.error("expr.empty")
        result = rule()
        token = self.token
        if token.kind == "end":
            return result
        before = self.tokens[self.index - 1]
        if token.text == "..":
            raise self.error("expr.range", Message("expr.range_hint"))
        if before.kind in ("number", "name") and token.kind in ("number", "name"):
            hints = self._product(before, token)
            raise self.error("expr.missing_sign", *hints, found=token.text)
        raise self.error("expr.unexpected", found=token.text)

    def _refuse_amount(self, number: Token) -> None:
        """Refuse 1e3, 2k and 224px; 2k may be a product, too."""
        amount = _AMOUNT.match(self.text, number.position)
        if amount is None:
            return
        digits, suffix = amount["digits"].replace("_", ""), amount["suffix"] or ""
        power = int(amount["exponent"] or _THOUSANDS.get(suffix, 0))
        value = Fraction(digits) * Fraction(10) ** power
        meant = [str(value.numerator)] if value.denominator == 1 else []
        if suffix in _THOUSANDS and self.may_be(suffix):
            meant.append(f"{digits}*{suffix}")
        hints = [Message("expr.write", text=text) for text in meant]
        raise self.error("expr.amount", *hints, at=number, text=amount.group())

    def _product(self, left: Token, right: Token) -> Iterator[Message]:
        """How two values with no sign between them are multiplied."""
        stand = [token.kind == "number" or self.may_be(token.text) for token in (left, right)]
        if all(stand) and "name" in (left.kind, right.kind):
            yield Message("expr.write", text=f"{left.text}*{right.text}")

    def may_be(self, name: str) -> bool:
        """Whether a name may stand for a number here."""
        return True

    def expression(self) -> V:
        return self.deeper(self.sum)

    def deeper(self, rule: Callable[[], V]) -> V:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error("expr.too_deep", limit=MAX_DEPTH)
        value = rule()
        self.depth -= 1
        return value

    def sum(self) -> V:
        value = self.term()
        while operator := self.accept("+", "-"):
            value = self.binary(value, self.term(), operator)
        return value

    def term(self) -> V:
        value = self.factor()
        while operator := self.accept("*", "/", "//"):
            value = self.binary(value, self.factor(), operator)
        return value

    def factor(self) -> V:
        sign = self.accept("-", "+")
        if sign:
            value = self.deeper(self.factor)
            return self.negative(value, sign) if sign.text == "-" else value
        base = self.atom()
        operator = self.accept("**", "^")
        return self.binary(base, self.deeper(self.factor), operator) if operator else base

    def atom(self) -> V:
        token = self.token
        if token.kind in ("number", "name", "word"):
            self.index += 1
            if token.kind == "number":
                self._refuse_amount(token)
                return self.number(self._digits(token), token)
            return self.word(token) if token.kind == "word" else self._name(token)
        if self.accept("("):
            value = self.expression()
            self._close(token)
            return value
        if token.kind == "end":
            raise self.error("expr.ends_early")
        raise self.error("expr.unexpected", found=token.text)

    def _name(self, token: Token) -> V:
        if self.accept("("):
            return self._call(token)
        if token.text in self.FUNCTIONS:
            raise self.error("expr.needs_arguments", at=token, function=token.text)
        if len(token.text) > MAX_NAME:
            raise self.error("expr.long_name", at=token, limit=MAX_NAME)
        return self.symbol(token)

    def _close(self, opening: Token) -> None:
        if not self.accept(")"):
            if self.token.kind == "end":
                raise self.error("expr.unclosed", at=opening)
            raise self.error("expr.unexpected", found=self.token.text)

    def _digits(self, token: Token) -> int | Fraction:
        text = token.text.replace("_", "")
        if len(text) > MAX_DIGITS:
            raise self.error("expr.too_large", at=token, digits=MAX_DIGITS)
        if text[0] == "0" and text[1:2] not in ("", "."):
            plain = text.lstrip("0") or "0"
            hints = [Message("expr.write", text=plain)] if len(self.tokens) == 2 else []
            raise self.error("expr.leading_zero", *hints, at=token, number=token.text)
        return exact(Fraction(text))

    def _call(self, name: Token) -> V:
        if name.text not in self.FUNCTIONS:
            allowed = ", ".join(self.FUNCTIONS)
            raise self.error("expr.unknown_function", at=name, function=name.text, allowed=allowed)
        args = [self.expression()]
        while self.accept(","):
            args.append(self.expression())
        self._close(name)
        if name.text in self.SINGLE and len(args) != 1:
            raise self.error("expr.one_argument", at=name, function=name.text, given=len(args))
        return self.function(name, args)


def _number_end(plain: str, start: int) -> int:
    end = start
    while end < len(plain) and plain[end] in "0123456789_":
        end += 1
    if end + 1 < len(plain) and plain[end] == "." and plain[end + 1] in "0123456789":
        end += 1
        while end < len(plain) and plain[end] in "0123456789":
            end += 1
    return end


def power_is_short(base: int | Fraction, exponent: int) -> bool:
    """Whether base**exponent may have at most `MAX_DIGITS` digits, said without working it out.

    A number of b bits is at least 2^(b - 1), so its n-th power is at least 2^(n(b - 1)).
    """
    bits = max(abs(base.numerator), base.denominator).bit_length()
    return exponent * (bits - 1) < MAX_VALUE.bit_length()


exact = tidy
"""A fraction, or the integer that it is."""
