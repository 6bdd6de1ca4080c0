"""JSON: exact integers, fractions as strings, symbolic values as expression and LaTeX."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from fractions import Fraction

from convcalc.algebra.arithmetic import Surd
from convcalc.algebra.expr import Expr
from convcalc.algebra.notation import ASCII_IN_FULL, LATEX_IN_FULL, write
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.report.document import (
    INSIDE,
    AtLeast,
    Chain,
    Document,
    Maps,
    Matrix,
    Range,
    Sizes,
    Tensor,
)
from convcalc.text import lookup

PLAIN = frozenset((type(None), bool, int, str))
"""Types that JSON has itself: most values, so they are asked about first."""
LISTED = frozenset((list, tuple, Sizes))


def document_line(document: Document, lang: str = "en") -> str:
    """The whole document as one line of JSON; messages in it speak `lang`."""
    data = {"convcalc": 1, "kind": document.kind, **document.data}
    return value_line(data, lang)


def value_line(value: Any, lang: str = "en") -> str:
    """One value of a document as one line of JSON."""
    line = json.dumps(exact(value, lang), ensure_ascii=False, allow_nan=False)
    if line.isascii() and line.isprintable():
        return line
    from convcalc.visible import in_json

    return in_json(line)


def exact(value: Any, lang: str = "en") -> Any:
    """A value of a document as lists, dicts, strings and numbers.

    Raises:
        TypeError: a value that has no exact form in JSON, such as a float.
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is dict:
        return {
            key: part if type(part) in PLAIN else exact(part, lang) for key, part in value.items()
        }
    if kind in LISTED:
        return list(value) if PLAIN.issuperset(map(type, value)) else _listed(value, lang)
    if isinstance(value, Expr):
        return {"expr": write(ASCII_IN_FULL, value), "latex": write(LATEX_IN_FULL, value)}
    if kind in INSIDE:
        return exact(value[0], lang)
    if kind in WRITTEN:
        return WRITTEN[kind](value, lang)
    if isinstance(value, tuple):
        return _listed(value, lang)
    raise TypeError(f"no JSON for {value!r}")


def _listed(parts: Iterable[Any], lang: str) -> list[Any]:
    return [part if type(part) in PLAIN else exact(part, lang) for part in parts]


def _worked(value: Any, lang: str) -> Any:
    from convcalc.render.arithmetic import for_json

    return for_json(value)


def _sentence(message: Message, lang: str) -> str:
    from convcalc.render.wording import Wording

    return Wording(lang, ascii=False).say(message) if message.fields else lookup(message.code, lang)


WRITTEN: dict[type, Callable[[Any, str], Any]] = {
    Fraction: lambda one, _: one.numerator if one.denominator == 1 else str(one),
    Message: _sentence,
    AtLeast: lambda one, _: {"at_least": exact(one.value)},
    Range: lambda one, _: {"min": exact(one.low), "max": exact(one.high)},
    Tensor: lambda one, _: {"size": exact(list(one.spatial)), "in": exact(one.channels)},
    Matrix: lambda one, lang: _listed(one.rows[0] if one.series else one.rows, lang),
    Maps: lambda one, lang: _listed(one.parts, lang),
    Surd: _worked,
    Chain: _worked,
}
"""How a value of each class is written."""
