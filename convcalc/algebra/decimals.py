"""The one writer of decimals: exact numbers in digits, in full, rounded or cut.

All digits come from integers, so that any number is as exact as it is said to be. Half is
rounded up (away from zero).
"""

from __future__ import annotations

from fractions import Fraction

from convcalc.algebra.expr import Number

PLACES = 3
"""Decimal places up to which a fraction is always shown as a decimal."""
DIGITS = 6
"""Significant digits of an irrational value or a ratio."""
BARE_DIGITS = 10
"""The same, for scripts."""
TOLD_APART = 12
"""The most digits that tell a ratio from 1."""


def ended(value: Number) -> str | None:
    """A number as a decimal that ends; None if it does not."""
    bottom, powers = value.denominator, []
    for prime in (2, 5):
        power = 0
        while bottom % prime == 0:
            bottom, power = bottom // prime, power + 1
        powers.append(power)
    places = max(powers)
    return None if bottom != 1 else _signed(value, int(abs(value) * 10**places), places)


def exact(value: Number) -> str:
    """A number in full: a decimal of few places, else a fraction: 3.75, 39/16, 1/3, 0.00001."""
    fraction = str(value)
    text = ended(value)
    if text is None or value.denominator == 1:
        return fraction
    few = len(text.partition(".")[2]) <= PLACES or len(text) < len(fraction)
    return text if few else fraction


def rounded(value: Number, digits: int = DIGITS, grouping: bool = False) -> str:
    """A number rounded to so many significant digits, all digits before the point kept: 137/1152
    is 0.118924."""
    size, places = abs(value), digits
    while size and size * 10**places >= 10**digits:
        places -= 1
    while size and size * 10**places < 10 ** (digits - 1):
        places += 1
    places = max(places, 0)
    return _signed(value, _half_up(size * 10**places), places, grouping)


def near_one(value: Number, digits: int) -> str | None:
    """What rounds to 1 and is not, with at least so many digits and as many as tell it from 1; None
    if these are too many."""
    told = [rounded(value, more) for more in range(digits, TOLD_APART + 1)]
    return next((text for text in told if text != "1"), None)


def cut(value: Number, places: int = 8, kept: int = 2, ellipsis: str = "…") -> str:
    """A number in full if it ends within so many places, else cut after those kept: 2.33…"""
    scaled = abs(value) * 10**places
    if scaled.denominator == 1:
        return _signed(value, int(scaled), places)
    whole, rest = divmod(int(abs(value) * 10**kept), 10**kept)
    return f"{'-' if value < 0 else ''}{whole}.{rest:0{kept}d}{ellipsis}"


def percent(share: Number) -> str:
    """A share in percent, to a tenth; neither nothing nor all of what is not: <0.1 and >99.9."""
    tenths = _half_up(share * 1000)
    if share > 0 and not tenths:
        return "<0.1"
    if share < 1 and tenths == 1000:
        return ">99.9"
    return f"{tenths // 10}.{tenths % 10}"


def in_thousands(count: int, units: tuple[tuple[str, int], ...]) -> str | None:
    """Four digits and the largest of the units (name, size) that fits; None if none does."""
    for unit, size in units:
        if abs(count) >= size:
            return f"{rounded(Fraction(count, size), 4, True)} {unit}"
    return None


def _half_up(value: Number) -> int:
    return int(value * 2 + 1) // 2


def _signed(value: Number, scaled: int, places: int, grouping: bool = False) -> str:
    """scaled / 10^places with the sign of the value, no zeros at its end."""
    whole, rest = divmod(scaled, 10**places)
    tail = f"{rest:0{places}d}".rstrip("0") if places else ""
    text = f"{whole:,}" if grouping else str(whole)
    return ("-" if value < 0 else "") + (f"{text}.{tail}" if tail else text)
