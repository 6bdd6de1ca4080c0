"""`batch`: one JSON object a line in, one result line out, for as many lines as there are.

A line that cannot be answered gives an error line and no exception, whatever is in it. Nothing is
kept from one line to the next but what each layer type needs (`layers.make`) and a bounded number
of functions for lines of the same kind (`report.traced`), so memory does not grow. What goes the
usual way should take about 30 microseconds: hence the plain code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, DecimalException
from fractions import Fraction
from typing import Any, BinaryIO

from convcalc.algebra.expr import Expr
from convcalc.errors import ConvcalcError, InputError, Message, UsageError
from convcalc.layers.base import Layer, Sheet
from convcalc.layers.index import find, look_up
from convcalc.layers.make import analyse
from convcalc.layers.numbers import shown
from convcalc.layers.quantities import EVERYTHING, OF_LAYERS, Span
from convcalc.layers.read import read_shape_of_case
from convcalc.report.traced import Traces
from convcalc.visible import in_json

LONGEST_LINE = 1 << 20
"""Bytes of the longest line that is read."""

CHUNK = 1 << 16
LONGEST_ID = 1000

_TOLD = {one.label: one.layer for one in OF_LAYERS if one.layer and one.told == "all"}
_FAMILIAR = ("size", "channels", "params", "macs", "effective_kernel", "buffers")
FIRST = tuple([(label, _TOLD.pop(label)) for label in _FAMILIAR])
"""The quantities of a line that stand before the operations and the padding, in the order that
scripts know."""
THEN = tuple(_TOLD.items())
"""Every other one that is declared, behind them."""

Say = Callable[[Message], str]


def bounded_lines(stream: BinaryIO, limit: int = LONGEST_LINE) -> Iterator[bytes | None]:
    """The lines of a binary stream as they arrive; None in place of one longer than `limit`."""
    readline = stream.readline
    while line := readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while (rest := readline(CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield None


class Batch:
    """Answers lines, and counts those that failed.

    say: the sentence of a message, in the language wanted for `error.message` and `error.hints`.
    dialect: of the lines that name none.
    """

    __slots__ = ("_say", "_traces", "dialect", "failed")

    def __init__(self, say: Say, dialect: str | None = None) -> None:
        self._say = say
        self.dialect = dialect
        self.failed = 0
        self._traces = Traces(_case, lambda case: _asked(case, dialect))

    def run(self, lines: Iterable[bytes | None]) -> Iterator[str]:
        """One result line (without its line feed) for each line, in order."""
        answer, usual = self._traces.answer, self.answer
        for line in lines:
            yield answer(line, usual)

    def answer(self, line: bytes | None) -> str:
        """The result line for one line; None stands for a line that was too long to read."""
        head: dict[str, Any] = {}
        try:
            case = _case(line)
            if "id" in case:
                head["id"] = _identifier(case.pop("id"))
            _, sheet, said = _asked(case, self.dialect)
            head.update(said)
            if sheet.conditions:
                from convcalc.report.values import conditions

                if valid := conditions(sheet.conditions):
                    head["conditions"] = [self._say(message) for message in valid]
        except ConvcalcError as error:
            self.failed += 1
            head["error"] = self._error(error)
        except Exception as error:  # one line must not end the stream
            self.failed += 1
            reason = shown(f"{type(error).__name__}: {error}")
            head["error"] = self._error(ConvcalcError(Message("batch.crash", reason=reason)))
        text = _encode(head)
        return text if text.isascii() and text.isprintable() else in_json(text)

    def _error(self, error: ConvcalcError) -> dict[str, Any]:
        message = error.message
        said: dict[str, Any] = {
            "code": message.code,
            "message": self._say(message),
            "fields": dict(message.fields),
        }
        if error.hints:
            said["hints"] = [self._say(hint) for hint in error.hints]
        if isinstance(error, InputError) and error.text is not None:
            said["text"], said["position"] = error.text, error.position
        return said


# Reading a line


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen = set()
        for key, _ in pairs:
            if key in seen:
                raise UsageError(Message("batch.duplicate_key", key=shown(key)))
            seen.add(key)
    return made


def _constant(name: str) -> Any:
    raise InputError(Message("batch.not_a_number", value=name))


_decode = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=Decimal, parse_constant=_constant
).raw_decode


def _case(line: bytes | None) -> dict[str, Any]:
    """The object on the line.

    Raises:
        InputError, UsageError: there is none, or it has a key twice.
    """
    if line is None or len(line) > LONGEST_LINE + 1:
        raise InputError(Message("batch.line_too_long", limit=LONGEST_LINE))
    try:
        text = line.decode().strip()
        if text[:1] == "\ufeff":  # a byte order mark, which some editors put first
            text = text[1:].lstrip()
        case, end = _decode(text)
    except ConvcalcError:
        raise
    except UnicodeDecodeError as error:
        raise InputError(Message("batch.not_utf8", position=error.start)) from None
    except RecursionError:
        raise InputError(Message("batch.too_deep")) from None
    except json.JSONDecodeError as error:
        raise _not_json(text, error) from None
    except (ValueError, DecimalException):
        raise InputError(Message("batch.number_too_long")) from None
    if end != len(text):
        raise InputError(Message("batch.after_object", text=shown(text[end:])))
    if type(case) is not dict:
        raise InputError(Message("batch.not_an_object", value=shown(case)))
    return case


def _not_json(text: str, error: json.JSONDecodeError) -> InputError:
    if not text:
        return InputError(Message("batch.blank"))
    found = shown(text[error.pos : error.pos + 20])
    if not found:
        return InputError(Message("batch.ends_early", position=error.pos))
    message = Message("batch.not_json", position=error.pos, found=found)
    return InputError(message, Message("hint.batch_example"))


def _identifier(value: Any) -> Any:
    """The line's own name, as it is given back: text, a number, true, false or null."""
    if type(value) is Decimal:
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    if type(value) in (list, dict):
        raise UsageError(Message("batch.id", value=shown(value)))
    if type(value) is str and len(value) > LONGEST_ID:
        raise UsageError(Message("batch.long_id", length=len(value), limit=LONGEST_ID))
    return value


# Writing a result


def _asked(
    case: dict[str, Any], default_dialect: str | None
) -> tuple[Layer, Sheet, dict[str, Any]]:
    """The layer of a case, its sheet, and what is said of it."""
    kind = case.pop("layer", None)
    if type(kind) is not str:
        raise _no_layer(kind)
    if find(kind) is None:
        kind = _constructed(kind, case)
    dialect = case.pop("dialect", default_dialect)
    if dialect is not None and type(dialect) is not str:
        raise UsageError(Message("batch.dialect", value=shown(dialect)))
    fixed = None if type(case.get("size")) is list else look_up(kind).dims
    inputs, dims = read_shape_of_case(case, fixed)
    try:
        layer, sheet = analyse(kind, inputs, case, dims, dialect)
    except UsageError as error:
        if error.code == "parameter.missing":
            from convcalc.layers.meant import EXAMPLES

            name = error.message.fields["name"]
            shown_as = EXAMPLES.get(name, ())[:1]  # a list for each axis (pads) has none
            hints = [Message("hint.as_in", text=f'"{name}": {value}') for value in shown_as]
            raise UsageError(error.message, *hints) from None
        raise
    known = sheet.known
    result: dict[str, Any] = {label: give(sheet) for label, give in FIRST}
    result["operations"] = sheet.operations if known else None
    result["padding"] = sheet.padding
    if sheet.flattened is not None:
        result["flattened"] = sheet.flattened
    for label, give in THEN:
        value = give(sheet)
        if value is EVERYTHING:
            result["global"], value = True, None
        result[label] = value
    return layer, sheet, result


def _constructed(text: str, case: dict[str, Any]) -> str:
    """The type of the layer that `nn.Conv2d(3, 64, 7)` or `conv7@64` writes, its arguments now keys
    of the line.

    Raises:
        ConvcalcError: it writes no layer, or a key is given beside it, too.
    """
    from convcalc.load.constructors import read_layer

    found = read_layer(text)
    for key, value in found.given.items():
        if key in case:
            raise UsageError(Message("parameter.twice", name=key, keys=key))
        case[key] = value
    if found.dialect is not None and look_up(found.type).dialect is None:
        case.setdefault("dialect", found.dialect)
    return found.type


def _no_layer(kind: Any) -> UsageError:
    hint = Message("hint.batch_example")
    if kind is None:
        return UsageError(Message("batch.no_layer"), hint)
    return UsageError(Message("batch.layer", value=shown(kind)), hint)


def _other(value: Any) -> Any:
    """What JSON has no form for: expressions, fractions, a field that is no number."""
    if isinstance(value, Expr):
        from convcalc.algebra.fold import fold
        from convcalc.algebra.notation import ascii_text, latex_text

        folded = fold(value)
        if isinstance(folded, int):
            return folded
        return {"expr": ascii_text(folded), "latex": latex_text(folded)}
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    if isinstance(value, Message):
        return value.code
    if isinstance(value, Span):
        return {"min": value.low, "max": value.high}
    if value is EVERYTHING:
        return None
    return str(value)


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_other).encode
