"""How large a network may be: what keeps any short text below three seconds and 300 MB."""

from __future__ import annotations

import os

from convcalc.algebra.expr import Expr, Num, Size, as_expr, bottom_up
from convcalc.errors import LayerError, Message, UsageError

MOST_LAYERS = 2_500
"""Layers that a network may have, unless the environment says otherwise."""

SETTING = "CONVCALC_MAX_LAYERS"
"""The environment variable that raises the bound."""

MOST_DIGITS = 100
"""Digits of a size, a number of channels or a jump: more than twice those of a number that can be
given, and no product of a few of them meets the 4,300 at which Python refuses to write one."""

_TOO_LARGE = 10**MOST_DIGITS


def most_layers() -> int:
    """Layers that a network may have.

    Raises:
        UsageError: the setting is not a whole number of at least 1.
    """
    text = os.environ.get(SETTING, "")
    if not text:
        return MOST_LAYERS
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0:
        return int(text)
    raise UsageError(Message("usage.not_a_count", option=SETTING, value=text))


def raising() -> Message:
    """How to have more layers."""
    return Message("network.hint.max_layers", setting=SETTING)


def bounded_digits(value: int) -> int:
    """The number itself.

    Raises:
        LayerError: it has too many digits.
    """
    if not -_TOO_LARGE < value < _TOO_LARGE:
        raise LayerError(Message("network.too_many_digits", limit=MOST_DIGITS))
    return value


class Room:
    """The parts that the sizes of a network may have in all where letters stand in them (two for
    each layer it may have): to bring one to normal form costs as much as a layer in numbers."""

    def __init__(self, layers: int) -> None:
        self.limit = self.left = 2 * layers

    def take(self, sizes: tuple[Size | None, ...]) -> None:
        """Make room for the sizes of one more layer.

        Raises:
            LayerError: there is none left, or a number in them has too many digits.
        """
        for size in sizes:
            if isinstance(size, int):
                bounded_digits(size)
            elif size is not None:
                self._spell(size)

    def _spell(self, size: Size) -> None:
        def parts(node: Expr, below: list[int]) -> int:
            if isinstance(node, Num):
                bounded_digits(node.value.numerator)
                bounded_digits(node.value.denominator)
            return 1 + sum(below)

        self.left -= bottom_up(as_expr(size), parts)  # as written: a part may stand in many places
        if self.left < 0:
            message = Message("network.too_many_letters", limit=self.limit)
            raise LayerError(message, Message("network.hint.numbers"), raising())
