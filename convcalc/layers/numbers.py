"""Single numbers of a parameter: integers, symbols, exact decimals, and how errors quote them."""

from __future__ import annotations

from convcalc.algebra.expr import Expr, Size
from convcalc.annotations import Any
from convcalc.errors import InputError, LayerError, Message
from convcalc.layers.base import Param

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fractions import Fraction

DIGITS = 40
LIMIT = 10**DIGITS
"""No integer beyond this is read."""

LONGEST_QUOTE = 60
SMALLEST_EXPONENT = -40
MOST_PLACES = 100


def read_integer(param: Param, value: Any) -> Size:
    """One integer, or an expression in symbols.

    Raises:
        LayerError: not an integer, or outside of what the parameter allows.
        InputError: a text that is not an expression.
    """
    kind = type(value)
    if kind is int:
        return bounded(param, value)
    if isinstance(value, Expr):
        return value
    if kind is str:
        return _of_text(param, value)
    number = _as_written(value)
    if number is not None and number.denominator == 1:
        return bounded(param, number.numerator)
    raise refused(param, value, "parameter.not_integer")


def bounded(param: Param, value: int) -> int:
    """The integer, if the parameter allows it.

    Raises:
        LayerError: it is below the parameter's minimum, or has too many digits.
    """
    if param.minimum is not None and value < param.minimum:
        raise refused(param, value, "parameter.too_small", minimum=param.minimum)
    if not -LIMIT <= value <= LIMIT:
        raise refused(param, value, "parameter.too_large", digits=DIGITS)
    return value


def read_exact(param: Param, value: Any) -> Fraction:
    """An exact number: what was written, not the binary number next to it.

    Raises:
        LayerError: not a number, or outside of what the parameter allows.
        InputError: a text that is not an expression.
    """
    from fractions import Fraction

    kind = type(value)
    if kind is int or kind is Fraction:
        number: Fraction | None = Fraction(value)
    elif kind is str:
        number = _exact_of_text(param, value)
    else:
        number = _as_written(value)
    if number is None:
        raise refused(param, value, "parameter.not_decimal")
    if param.minimum is not None and number < param.minimum:
        raise refused(param, value, "parameter.too_small", minimum=param.minimum)
    if abs(number) > LIMIT:
        raise refused(param, value, "parameter.too_large", digits=DIGITS)
    return number


def _as_written(value: Any) -> Fraction | None:
    """A float or a decimal as the fraction that was written; None for all else, and if it is not
    finite or absurdly small."""
    from decimal import Decimal
    from fractions import Fraction

    if type(value) is float:
        value = Decimal(repr(value))
    if type(value) is not Decimal or not value.is_finite():
        return None
    if value and value.adjusted() > DIGITS:
        return Fraction(LIMIT * 10)
    if value and (
        value.adjusted() < SMALLEST_EXPONENT or len(value.as_tuple().digits) > MOST_PLACES
    ):
        return None
    return Fraction(value)


def plain_number(text: str) -> int | None:
    """The integer that a text of digits is; None for all else, which is the parser's to read."""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        return None
    return int(text) if text[0] != "0" or text == "0" else None


def _of_text(param: Param, text: str) -> Size:
    number = plain_number(text)
    if number is not None:
        return bounded(param, number)
    from convcalc.algebra.parse import parse_expression

    try:
        value = parse_expression(text)
    except InputError as error:
        raise within(param, error) from None
    return bounded(param, value) if type(value) is int else value


def _exact_of_text(param: Param, text: str) -> Fraction | None:
    from fractions import Fraction

    from convcalc.algebra.parse import parse_value

    try:
        value = parse_value(text)
    except InputError as error:
        raise within(param, error) from None
    return None if isinstance(value, Expr) else Fraction(value)


# Errors


def refused(param: Param, value: Any, code: str, **fields: Any) -> LayerError:
    """The error for a value that the parameter does not allow."""
    return LayerError(Message(code, name=param.name, value=shown(value), **fields))


def within(param: Param, error: InputError) -> InputError:
    """The same error, saying whose value could not be read; of a word, what is taken instead."""
    if error.code == "expr.word":
        takes = Message(f"takes.{param.kind}")
        message = Message(
            "parameter.word", name=param.name, takes=takes, word=error.message.fields["word"]
        )
        return InputError(message, *error.hints, text=error.text, position=error.position)
    hints = (*error.hints, Message("parameter.within", name=param.name))
    return InputError(error.message, *hints, text=error.text, position=error.position)


def shown(value: Any) -> Any:
    """`value` as an error may quote it: short, and with a form in JSON."""
    kind = type(value)
    if kind is int:
        if -LIMIT <= value <= LIMIT:
            return value
        digits = _digits(value)
        return f"{value // 10 ** (digits - 6)}… ({digits} digits)"
    if isinstance(value, Expr):
        return value
    if value is None or kind is bool:
        return {None: "null", True: "true", False: "false"}[value]
    text = value if kind is str else _listed(value)
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _digits(value: int) -> int:
    """Decimal digits of an integer, without writing it out."""
    value = abs(value)
    digits = int((value.bit_length() - 1) * 0.30102999566398)
    while 10**digits <= value:
        digits += 1
    return digits


def _listed(value: Any) -> str:
    kind = type(value)
    if kind is list or kind is tuple:
        inner = ", ".join(str(shown(part)) for part in value[:8])
        return f"[{inner}{', …' if len(value) > 8 else ''}]"
    if kind is dict:
        return "{…}" if value else "{}"
    return str(value)
