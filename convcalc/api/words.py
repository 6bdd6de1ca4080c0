"""Python values as the words of a command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from operator import index
from typing import Any, Protocol, SupportsIndex, TypeAlias

from convcalc.algebra.expr import Expr
from convcalc.errors import Message, UsageError


class Symbolic(Protocol):
    """An expression of SymPy."""

    @property
    def free_symbols(self) -> Any:
        """Its letters."""


Value: TypeAlias = "SupportsIndex | float | str | Fraction | Expr | Symbolic | Sequence[Value]"
"""A number, a letter or an expression in text, an expression, or one of these for each axis."""


def word(value: Value) -> str:
    """The value as it is typed: (3, 5) is `3x5`, ((1, 2), (0, 1)) is `1:2x0:1`.

    Raises:
        UsageError: nothing that could be typed.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "x".join(map(_axis, value))
    if isinstance(value, Expr) or hasattr(value, "free_symbols"):
        return _expression(value)
    if isinstance(value, float | Fraction):
        return str(value)
    with suppress(TypeError):  # of NumPy and its like, too
        number: Any = value
        return str(index(number))
    raise UsageError(Message("python.value", value=repr(value)[:80], kind=type(value).__name__))


def _axis(value: Any) -> str:
    """The value of one axis: a part, or begin and end."""
    return ":".join(map(_part, value)) if isinstance(value, list | tuple) else _part(value)


def _part(value: Any) -> str:
    """A value beside others, in brackets where it is more than a number or a letter."""
    text = "-" if value is None else word(value)
    return text if text.isalnum() or text == "-" else f"({text})"


def _expression(value: Any) -> str:
    from convcalc.algebra.expr import as_expr
    from convcalc.algebra.notation import ascii_text

    try:
        return ascii_text(as_expr(value))
    except ValueError:
        message = Message("python.sympy", value=str(value)[:80], kind=type(value).__name__)
        raise UsageError(message) from None


def options(given: Mapping[str, Value | None]) -> list[str]:
    """The options of a call; None is one that was not given."""
    words = []
    for name, value in given.items():
        flag = name.replace("_", "-")
        if isinstance(value, bool):
            words.append(f"--{flag}" if value else f"--no-{flag}")
        elif value is not None:
            words.append(f"--{flag}={word(value)}")
    return words
