"""Values in a spelling that only Python has, as people paste them."""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.layers.numbers import DIGITS

PYTHON = {"None": None, "True": True, "False": False}
DEEPEST = 3


def python_value(text: str, depth: int = 0) -> Any:
    """A text in a spelling that only Python has: `(3, 3)`, `[1, 2]`, `True`, `None`, `'same'`.

    Any other text is given back as it is; so are brackets around a single expression.
    """
    text = text.strip()
    if text in PYTHON:
        return PYTHON[text]
    ends = text[:1] + text[-1:]
    if ends in ("''", '""') and len(text) > 1:
        return text[1:-1]
    if ends in ("()", "[]") and depth < DEEPEST:
        parts = _listed(text[1:-1])
        if parts is not None and (len(parts) > 1 or ends == "[]"):
            inner = [part.strip() for part in parts if part.strip()]
            return [
                int(part) if _is_whole(part) else python_value(part, depth + 1) for part in inner
            ]
    return text


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    plain = digits.isascii() and digits.isdecimal() and len(digits) < DIGITS
    return plain and (digits == "0" or digits[0] != "0")


def _listed(text: str) -> list[str] | None:
    """The parts between the commas outside of brackets; None if a bracket closes too early."""
    parts, depth, begin = [], 0, 0
    for at, sign in enumerate(text):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
            if depth < 0:
                return None
        elif sign == "," and depth == 0:
            parts.append(text[begin:at])
            begin = at + 1
    return [*parts, text[begin:]]
