"""Reading an answer as it stands on an answer sheet, and saying whether a number is that answer.

    7   7x7   7 × 7   ２３１，２１１，００８   0.57G   2.3億   1/8.4   8.4分の1   11.9%   6 4; 8 7

An integer means itself. A decimal, or a number with a suffix or an exponent, means whatever rounds
to it, if it has two significant digits or more; with fewer it means itself, too. Zeros at the end
of a whole number are not significant, so that 200M, 0.2G and 2e8 mean the same, as do 230M, 0.23G
and 2.3e8; in 0.20G the last zero is. An expression in symbols means everything equal to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction

from convcalc.algebra.arithmetic import Surd
from convcalc.algebra.expr import Expr, Value, free_variables
from convcalc.algebra.normal import equal
from convcalc.algebra.symbols import is_label
from convcalc.errors import InputError, Message, UsageError
from convcalc.record import NamedTuple

SUFFIXES: Mapping[str, int | Fraction] = {
    "k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "B": 10**9, "T": 10**12,
    "千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12, "%": Fraction(1, 100),
}  # fmt: skip
LONGEST = 1_000
MOST_DIGITS = 40
MOST_EXPONENT = 30
FEWEST_DIGITS = 2
"""Significant digits of a number that may have been rounded."""

_SPELLINGS = str.maketrans({"−": "-", "–": "-", "×": "x", "✕": "x", "X": "x", "、": ",", "；": ";"})
_ABOUT = re.compile(r"^\s*(?:≈|≒|~|約|およそ|=|about\b)\s*")
_UNITS = re.compile(r"\s*(?:個|回|画素|倍|次元|チャネル|バイト|pixels?|px)$")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_WRAPPED = re.compile(
    r"(?:torch\.Size|TensorShape)?\s*\(?[(\[]([^()\[\];]*[x,][^()\[\];]*)[)\]]\)?"
)
_ROWS = re.compile(r"[;\n]|\]\s*,\s*\[")
_OPEN = ("None", "-1", "?")
_PART_OF = re.compile(r"^(.+)分の(.+)$")
_NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<whole>\d+)?(?:\.(?P<places>\d*))?(?:[eE](?P<exponent>[-+]?\d+))?"
    rf"\s*(?P<suffix>[{''.join(SUFFIXES)}]?)"
)


class Reading(NamedTuple):
    """One number of an answer: from `low` to `high` (equal where it is exact), or an expression.

    half: of a decimal with too few digits to have been rounded, half of what its last digit counts.
    """

    low: Fraction
    high: Fraction
    expression: Expr | None = None
    half: Fraction = Fraction(0)

    @property
    def exact(self) -> bool:
        """Whether it stands for one number only."""
        return self.low == self.high

    def near(self, value: Value) -> bool:
        """Whether it is the value rounded to so few digits that it could be many another."""
        return not isinstance(value, Expr) and 0 < abs(value - self.low) <= self.half

    def matches(self, value: Value | Surd) -> bool:
        """Whether the value is what was written."""
        if isinstance(value, Surd):
            value = value.value
        if self.expression is not None:
            return equal(self.expression, value)
        if isinstance(value, Expr):
            return self.exact and equal(value, self.low)
        return self.low <= value <= self.high


class Answer(NamedTuple):
    """An answer: as it was typed, and row by row; sizes of axes are one row.

    channels: what stands after @; listed: the numbers of a text such as 112,112 with its commas
    between them, while `rows` has the commas within a number.
    """

    text: str
    rows: tuple[tuple[Reading, ...], ...]
    channels: Reading | None = None
    listed: tuple[Reading, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The letters in it."""
        readings = [part for row in self.rows for part in row]
        readings += [] if self.channels is None else [self.channels]
        trees = [part.expression for part in readings if part.expression is not None]
        return tuple(dict.fromkeys(name for tree in trees for name in free_variables(tree)))

    @property
    def parts(self) -> tuple[Reading, ...]:
        """The numbers of an answer that is no matrix.

        Raises:
            UsageError: it is one.
        """
        if len(self.rows) > 1:
            raise UsageError(Message("check.matrix", answer=self.text))
        return self.rows[0]

    def matches(self, values: Sequence[Value]) -> bool:
        """Whether these are the values: one for each part, or all the same as the only part."""
        parts = self.parts
        if len(parts) == 1:
            return all(map(parts[0].matches, values))
        return len(parts) == len(values) and all(
            part.matches(value) for part, value in zip(parts, values, strict=True)
        )

    def is_matrix(self, rows: Sequence[Sequence[Value]]) -> bool:
        """Whether these are its rows."""
        return len(rows) == len(self.rows) and all(
            len(mine) == len(row)
            and all(part.matches(value) for part, value in zip(mine, row, strict=True))
            for mine, row in zip(self.rows, rows, strict=True)
        )


def read_answer(text: str) -> Answer:
    """Read an answer.

    Raises:
        InputError: it is neither a number, nor several, nor an expression.
    """
    if len(text) > LONGEST:
        raise InputError(Message("expr.too_long", length=len(text), limit=LONGEST))
    shown = " ".join(text.split())
    if any(is_label(character, text[at - 1 : at]) for at, character in enumerate(text)):
        raise _unreadable(text)
    plain = unicodedata.normalize("NFKC", text).translate(_SPELLINGS)
    plain = _UNITS.sub("", _ABOUT.sub("", plain)).strip()
    grouped = _GROUPED.sub(lambda match: match.group().replace(",", ""), plain)
    listed = () if grouped == plain else _numbers(_pieces(_unwrapped(plain))) or ()
    rows = [row.strip() for row in _ROWS.split(_unwrapped(grouped))]
    if len(rows) > 1:
        return Answer(shown, tuple([_row(row, text) for row in rows]), listed=listed)
    size, at, channels = rows[0].partition("@")
    tail = _row(channels.strip(), text) if at else ()
    if len(tail) > 1:
        raise _unreadable(text)
    head = _row(size.strip(), text)
    return Answer(shown, (head,), tail[0] if tail else None, listed)


def _unwrapped(text: str) -> str:
    """What stands in brackets around the whole: (7, 7, 64), [7, 7, 64], torch.Size([64, 7, 7])."""
    inner = _WRAPPED.fullmatch(text)
    return inner.group(1).strip() if inner else text.strip("[]")


def _pieces(row: str) -> list[str]:
    """The parts of a row; a sample whose number is open, as Keras and torch print it, is one."""
    pieces = re.split(r"\s*[x,]\s*", row)
    if len(pieces) > 2 and pieces[0] in _OPEN:
        pieces[0] = "1"
    return pieces


def _row(row: str, text: str) -> tuple[Reading, ...]:
    turned = _PART_OF.match(row)
    if turned is not None:
        row = f"{turned.group(2)}/{turned.group(1)}"
    read = _numbers(_pieces(row)) or _numbers(row.split())
    return read or _expressions(row, text)


def _numbers(pieces: Sequence[str]) -> tuple[Reading, ...] | None:
    """All pieces as numbers; None if one is none."""
    found = []
    for piece in pieces:
        top, slash, bottom = (part.strip() for part in piece.partition("/"))
        reading, divisor = _number(top), _number(bottom) if slash else _exactly(Fraction(1))
        if reading is None or divisor is None or divisor.low <= 0:
            return None
        found.append(_divided(reading, divisor) if slash else reading)
    return tuple(found)


def _number(text: str) -> Reading | None:
    match = _NUMBER.fullmatch(text)
    if match is None or not (match["whole"] or match["places"]):
        return None
    places, exponent = match["places"] or "", int(match["exponent"] or 0)
    if len(text) > MOST_DIGITS or abs(exponent) > MOST_EXPONENT:
        return None
    unit = Fraction(10) ** exponent * SUFFIXES.get(match["suffix"], 1) / 10 ** len(places)
    digits = (match["whole"] or "") + places
    value = int(digits) * unit
    if match["sign"] == "-":
        value = -value
    if not (places or match["suffix"] or match["exponent"]):
        return _exactly(value)
    kept = digits if places else digits.rstrip("0")
    half = 10 ** (len(digits) - len(kept)) * unit / 2
    if len(kept.lstrip("0")) < FEWEST_DIGITS:
        return Reading(value, value, half=half)
    return Reading(value - half, value + half)


def _exactly(value: Fraction) -> Reading:
    return Reading(value, value)


def _divided(top: Reading, bottom: Reading) -> Reading:
    ends = [end / divisor for end in top[:2] for divisor in bottom[:2]]
    return Reading(min(ends), max(ends))


def _expressions(row: str, text: str) -> tuple[Reading, ...]:
    from convcalc.algebra.parse import parse_grid

    try:
        grid = parse_grid(row, answer=True)
        if grid.at is not None or any(len(cell) != 1 for cell in grid.cells):
            raise InputError(Message("expr.unexpected", found=row))
    except InputError as error:
        raise _unreadable(text, *(error.hints if error.code == "expr.word" else ())) from None
    return tuple([_reading(cell[0]) for cell in grid.cells])


def _unreadable(text: str, *hints: Message) -> InputError:
    message = Message("check.unreadable", answer=text.strip()[:60])
    return InputError(message, *hints, Message("check.answer_forms"))


def _reading(value: Value) -> Reading:
    if isinstance(value, Expr):
        return Reading(Fraction(0), Fraction(0), value)
    return _exactly(Fraction(value))
