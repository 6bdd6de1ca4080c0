"""Sizes in normal form, as plain integers where they are ones."""

from __future__ import annotations

from convcalc.algebra.expr import Num, Size
from convcalc.algebra.normal import normal


def settled(value: Size) -> Size:
    """A size in normal form, so that equal ones are one object; a plain integer if it is one."""
    if isinstance(value, int):
        return value
    result = normal(value)
    return result.value if isinstance(result, Num) and isinstance(result.value, int) else result
