"""One layer of the notation: its first number, its suffixes, or its parameters by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from convcalc.algebra.parse import refuse_groups
from convcalc.errors import InputError, Message
from convcalc.layers.index import look_up, resolve
from convcalc.layers.make import meanings
from convcalc.layers.meant import EXAMPLES, did_you_mean
from convcalc.layers.values import FOREIGN_PADDING, PADDING_WORDS
from convcalc.load.ast import Cells, Given, Value
from convcalc.load.expression import parse
from convcalc.load.place import Piece
from convcalc.load.values import NAME, QUOTES, closing, read_cells, read_name, read_value, split
from convcalc.load.words import Word, is_dimensional
from convcalc.network.graph import NetworkError
from convcalc.pattern import pattern

SUFFIXES = {
    "/": "stride",
    "p": "padding",
    "d": "dilation",
    "g": "groups",
    "a": "output_padding",
    "b": "bias",
    "c": "ceil",
    "@": "out",
}
PAIRED = ("padding", "amount")
_PADDING = (*PADDING_WORDS, *FOREIGN_PADDING)
PADDING = pattern(
    r"(?i)(?P<bracket>\()?\s*"
    rf"(?P<word>{'|'.join(sorted(_PADDING, reverse=True)).replace('-', '[-_]')})"
    r"(?(bracket)\s*\))"
)
"""`psame`, `p(same)`: a padding word as the value of the suffix."""
KEYWORD = pattern(r"\s*([^\W\d]\w*)\s*=(?!=)")
END = " \t\r\n|])"


@lru_cache(maxsize=256)
def accepts(kind: str) -> dict[str, str]:
    """The parameters of a type, and the kind of each."""
    return {param.name: param.kind for param in resolve(kind).PARAMS}


@lru_cache(maxsize=256)
def words_of(kind: str, key: str) -> tuple[str, ...]:
    """The bare words that this parameter of this type may be."""
    param = meanings(kind).get(key)
    if param is None:
        return ()
    return _PADDING if param.kind == "padding" else param.choices


class Suffixes:
    """Reads what follows the name of one layer."""

    def __init__(self, piece: Piece, word: Word, start: int, at: int) -> None:
        self.piece = piece
        self.word = word
        self.start = start
        self.at = at
        self.given: dict[str, Value] = {}

    def read(self) -> Given:
        """The parameters, in order; `at` is then behind the last suffix.

        Raises:
            NetworkError: what follows is no suffix, or one that this layer does not have.
        """
        text = self.piece.text
        self.first_number()
        last = ""
        while self.at < len(text) and text[self.at] not in END and not text[self.at].isspace():
            sign = text[self.at]
            key = SUFFIXES.get(sign)
            if key is None:
                raise self.unexpected()
            if key not in accepts(self.word.type):
                raise self.not_a_parameter(sign, key)
            if key in self.given:
                raise self.error(self.at, "load.twice", name=key)
            if last == "@" and sign not in "bc":
                raise self.error(self.at, "load.out_is_last", suffix=sign)
            self.given[key] = self.flag(sign) if sign in "bc" else self.number(sign, key)
            last = sign if sign not in "bc" else last
        return tuple(self.given.items())

    def error(self, at: int, code: str, *hints: Message, **fields: object) -> NetworkError:
        return self.piece.error(at, Message(code, **fields), *hints)

    def first_number(self) -> None:
        text, at = self.piece.text, self.at
        if at >= len(text) or not (text[at].isdecimal() or text[at] == "("):
            return
        key = resolve(self.word.type).FIRST
        name = text[self.start : at]
        if text[at] == "(":
            self.positional_refused(at)
        found = read_cells(self.piece, at, pairs=key in PAIRED)
        if found is None:
            raise self.unexpected()
        number = text[at : found[1]]
        if key is None:
            hints = []
            if "out" in accepts(self.word.type):
                hints = [Message("expr.write", text=f"{name}@{number}")]
            raise self.error(at, "load.no_number", *hints, kind=name, number=number)
        if is_dimensional(self.word.name):
            stem = name[:-2]
            raise self.error(
                self.start,
                "load.dimensional_number",
                Message("load.hint.kernel", text=f"{stem}{number}"),
                Message("load.hint.dilation", text=f"{stem}{name[-2]}/1d{number}"),
                text=text[self.start : found[1]],
                name=self.word.name,
            )
        self.given[key] = found[0]
        self.at = found[1]
        if self.at < len(text) and text[self.at] == "d":
            number_of = pattern(r"d\w*").match(text, self.at)
            rest = number_of.group() if number_of else "d"
            hint = Message("expr.write", text=f"{text[self.start : self.at]}/1{rest}")
            raise self.error(self.at, "load.dilation_after_kernel", hint)

    def positional_refused(self, at: int) -> None:
        """Demand that brackets after a type hold one expression, not a list of arguments."""
        close = closing(self.piece, at)
        if len(list(split(self.piece, at + 1, close))) > 1:
            raise self.error(at, "load.keywords_only", *as_in(self.word.type), kind=self.word.type)

    def flag(self, sign: str) -> bool:
        value = self.piece.text[self.at + 1 : self.at + 2]
        if value not in ("0", "1"):
            raise self.error(self.at, "load.not_a_flag", suffix=sign)
        self.at += 2
        return value == "1"

    def number(self, sign: str, key: str) -> Value:
        text = self.piece.text
        word = PADDING.match(text, self.at + 1) if key == "padding" else None
        if word and (padding := word["word"].lower().replace("_", "-")) in words_of(
            self.word.type, key
        ):
            self.at = word.end()
            return padding
        found = read_cells(self.piece, self.at + 1, pairs=key in PAIRED)
        if found is not None:
            value, self.at = found
            if sign == "@" and isinstance(value, Cells):
                raise self.error(self.at - 1, "load.one_out")
            return value
        name = NAME.match(text, self.at + 1)
        if name is None or sign != "@":
            shown = name.group() if name else text[self.at + 1 : self.at + 2]
            if not name or len(shown) > 20:
                raise self.error(self.at, "load.no_value", suffix=sign)
            if sign != "/" and (meant := self.meant()):
                raise self.error(self.start, "load.unknown_word", *meant, name=self.whole())
            raise self.error(self.at, "load.name_in_brackets", suffix=sign, name=shown)
        value = parse(self.piece.part(name.start(), name.end()))
        self.at = name.end()
        return value

    def whole(self) -> str:
        run = pattern(r"[\w]+").match(self.piece.text, self.start)
        return run.group() if run else ""

    def meant(self) -> list[Message]:
        """The word that the whole run of letters was probably meant to be."""
        from convcalc.layers.index import ALIASES, TYPES

        return did_you_mean(self.whole(), (*TYPES, *ALIASES))

    def unexpected(self) -> NetworkError:
        text = self.piece.text
        found = text[self.at]
        if found == ":" and self.at == len(text) - 1:
            return self.error(self.at, "load.unexpected", found=found)
        hints = [Message("load.suffixes")]
        return self.error(self.at, "load.no_suffix", *hints, found=found, kind=self.word.type)

    def not_a_parameter(self, sign: str, key: str) -> NetworkError:
        allowed = ", ".join(accepts(self.word.type)) or "-"
        return self.error(
            self.at,
            "load.no_such_suffix",
            Message("load.parameters", kind=self.word.type, allowed=allowed),
            suffix=sign,
            name=key,
            kind=self.word.type,
        )


def example(kind: str, key: str = "", mapping: bool = False) -> str:
    """A layer of the type with this parameter (or its first) by name, or as an item of a file."""
    type_name = look_up(kind).type
    key = key or next(name for name in accepts(type_name) if name in EXAMPLES)
    value = EXAMPLES[key][0]
    return f"{kind}: {{{key}: {value}}}" if mapping else f"{kind}({key}={value})"


def as_in(kind: str) -> list[Message]:
    """The hint with such an example, for types with a parameter that has one."""
    found = any(name in EXAMPLES for name in accepts(kind))
    return [Message("hint.as_in", text=example(kind))] if found else []


def read_keywords(kind: str, parts: Iterable[Piece]) -> Given:
    """The parameters of the long form, `key=value` each.

    Raises:
        NetworkError: one without a key, an unknown key, one given twice, or a value that is none.
    """
    given: dict[str, Value] = {}
    before: Piece | None = None
    for part in parts:
        key = KEYWORD.match(part.text)
        if key is None and before is not None:
            _refuse_groups(before, part)
        before = part
        if key is None:
            raise part.error(0, Message("load.keywords_only", kind=kind), *as_in(kind))
        name = key.group(1)
        if name in given:
            raise part.error(0, Message("load.twice", name=name))
        given[name] = read_keyword(
            kind, name, part.part(0, key.end()), part.part(key.end(), len(part.text))
        )
    return tuple(given.items())


def read_words(value: Piece) -> str:
    """Words that nothing reads, with or without quotation marks around them."""
    text = value.text.strip()
    return text[1:-1] if text[:1] in QUOTES and text[-1:] == text[:1] else text


def _refuse_groups(before: Piece, part: Piece) -> None:
    """Demand that two parts are not the digit groups of one number: `out=1,000`."""
    number = before.text.rpartition("=")[2].strip()
    try:
        refuse_groups(f"{number},{part.text.strip()}", axes=False)
    except InputError as error:
        raise before.within(error) from None


def read_keyword(kind: str, name: str, key: Piece, value: Piece) -> Value:
    """One parameter of a layer by name; `like` names the step whose size it takes.

    Raises:
        NetworkError: an unknown parameter, or a value that is none.
    """
    if name == "share" or (name == "like" and "output_size" in accepts(kind)):
        return read_name(value)
    if name == "offset" and kind == "crop":
        return read_value(value)
    known = meanings(kind)
    if name not in known:
        hints = did_you_mean(name, known)
        allowed = ", ".join(accepts(kind)) or "-"
        offset = len(key.text) - len(key.text.lstrip())
        raise key.error(
            offset, Message("parameter.unknown", kind=kind, name=name, allowed=allowed), *hints
        )
    param = known[name]
    if param is None:
        return value.text.strip()  # without effect, whatever it is
    if param.kind == "text":
        return read_words(value)
    return read_value(value, words_of(kind, name))
