"""Digit groups: `1,024` is how tables print a number, and how two sizes in a row may be typed."""

from __future__ import annotations

import unicodedata

from convcalc.pattern import pattern
from convcalc.record import NamedTuple

GROUPS = pattern(r"(?<![\d_.])[1-9]\d{0,2}(?:,\d{3})+(?![\d_])")
BRACKETS = pattern(r"\([^()]*\)")
"""Within brackets a comma separates the arguments of a function."""


class Readings(NamedTuple):
    """A text with such groups: as `number` the commas group digits, as `axes` they separate sizes.

    None where that would leave a comma over, or a size with a zero in front.
    """

    number: str | None
    axes: str | None


def digit_groups(text: str) -> Readings | None:
    """Both readings of a text in which a comma stands before exactly three digits, else None: a
    list in brackets has its own commas."""
    if ("," not in text and "，" not in text) or "[" in text:
        return None
    plain = masked = unicodedata.normalize("NFKC", text).strip()
    while BRACKETS.search(masked):
        masked = BRACKETS.sub(lambda found: "_" * len(found.group()), masked)
    found = list(GROUPS.finditer(masked))
    if not found:
        return None
    commas = {place for place, sign in enumerate(masked) if sign == ","}
    over = commas.difference(*[range(*match.span()) for match in found])
    separated = not any(",0" in match.group() for match in found)
    return Readings(
        None if over and separated else _replaced(plain, commas - over, ""),
        _replaced(plain, commas, "x") if separated else None,
    )


def _replaced(text: str, places: set[int], sign: str) -> str:
    return "".join(sign if place in places else own for place, own in enumerate(text))
