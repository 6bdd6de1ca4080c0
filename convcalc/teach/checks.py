"""The check line of a worked answer: the same number found on another way.

Each check recounts from the definition (where windows lie, what one filter holds) and is only
given if it confirms the answer. Keys are names of formulas in the catalogue; with symbols there is
nothing to count, and no check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import gcd, prod

from convcalc.algebra.expr import Product, Sum, make
from convcalc.annotations import TypeAlias
from convcalc.errors import Message
from convcalc.formulas.size import conv_output
from convcalc.layers.base import Use

Check: TypeAlias = "Callable[..., Message | None]"


def check(formula: str, use: Use) -> tuple[Message, ...]:
    """The check of a number, if there is one and the arguments are all integers."""
    rule = _CHECKS.get(formula)
    if rule is None or not all(map(_integers, (*use.arguments, use.value))):
        return ()
    found = rule(use.value, *use.arguments)
    return () if found is None else (found,)


def check_total(parts: Sequence[object], total: object) -> tuple[Message, ...]:
    """The check of a sum: its common factor taken out, or without one the last part taken away."""
    numbers = [part for part in parts if isinstance(part, int)]
    if len(numbers) < len(parts) or not isinstance(total, int):
        return ()
    common = gcd(*numbers)
    if common > 1:
        if common * sum(number // common for number in numbers) != total:
            return ()
        terms = make(Product, common, make(Sum, *(number // common for number in numbers)))
        return (Message("check.factor", factor=common, terms=terms, total=total),)
    *others, last = numbers
    if total - last != sum(others):
        return ()
    return (Message("check.take_away", total=total, last=last, rest=sum(others)),)


def _integers(value: object) -> bool:
    return all(map(_integers, value)) if isinstance(value, tuple) else isinstance(value, int)


def _windows(o: int, i: int, k: int, s: int, p: int, q: int, d: int) -> Message | None:
    """The last window ends on the padded map, and one more stride would end past it."""
    first = (o - 1) * s - p
    last, edge = first + d * (k - 1), i - 1 + q
    if not last <= edge < last + s:
        return None
    return Message("check.windows", count=o, first=first, last=last, next=last + s, edge=edge)


def _windows_up(o: int, i: int, k: int, s: int, p: int, q: int, d: int) -> Message | None:
    """The last window still starts before the padding after; the next would start there, or
    would not be needed because the last one reaches the edge."""
    first = (o - 1) * s - p
    last, edge = first + d * (k - 1), i - 1 + q
    if first >= i:
        return None
    if last >= edge:
        return Message("check.windows_reach", count=o, first=first, last=last, edge=edge)
    if first + s >= i:
        return Message(
            "check.windows_outside", count=o, first=first, last=last, next=first + s, edge=i - 1
        )
    return None


def _windows_kept(o: int, i: int, k: int, s: int, p: int, q: int, d: int) -> Message | None:
    """The last window reaches the edge, and the one before it did not."""
    first = (o - 1) * s - p
    last, edge = first + d * (k - 1), i - 1 + q
    if not last - s < edge <= last:
        return None
    return Message("check.windows_reach", count=o, first=first, last=last, edge=edge)


def _strides(o: int, i: int, s: int) -> Message | None:
    if not (o - 1) * s < i <= o * s:
        return None
    return Message("check.strides", count=o, stride=s, below=(o - 1) * s, above=o * s, input=i)


def _inverse(o: int, i: int, k: int, s: int, p: int, q: int, d: int, a: int) -> Message | None:
    """A convolution with the same numbers leads back to the input."""
    if conv_output(o, k, s, p, q, d) != i:
        return None
    return _back(o, i, d)


def _pooled_back(o: int, i: int, k: int, s: int, p: int, q: int) -> Message | None:
    """A pooling with the same numbers leads back to the input."""
    if conv_output(o, k, s, p, q, 1) != i:
        return None
    return Message("check.pooled_back", output=o, input=i)


def _cut_back(o: int, i: int, p: int, q: int) -> Message | None:
    if o - p - q != i:
        return None
    return Message("check.cut_back", sum=make(Sum, o, -p, -q), input=i)


def _put_back(o: int, i: int, p: int, q: int) -> Message | None:
    if o + p + q != i:
        return None
    return Message("check.put_back", sum=make(Sum, o, p, q), input=i)


def _same_back(o: int, i: int, s: int) -> Message | None:
    """A convolution with SAME padding leads back to the input, whatever its kernel."""
    return Message("check.inverse_same", output=o, input=i) if -(-o // s) == i else None


def _keras_back(o: int, i: int, k: int, s: int, d: int) -> Message | None:
    """A convolution without padding leads back to the input."""
    return _back(o, i, d) if conv_output(o, k, s, 0, 0, d) == i else None


def _back(o: int, i: int, d: int) -> Message:
    return Message("check.inverse" if d == 1 else "check.inverse_dilated", output=o, input=i)


def _taps(ke: int, k: int, d: int) -> Message | None:
    if k == 1 or k + (k - 1) * (d - 1) != ke:
        return None
    return Message("check.taps", taps=k, count=k - 1, holes=d - 1, total=ke)


def _times(code: str) -> Callable[[int, int, int], Message | None]:
    """A count times what each of them takes is the total."""

    def check(total: int, count: int, each: int) -> Message | None:
        if count * each != total:
            return None
        return Message(f"check.{code}", count=count, each=each, total=total)

    return check


_filters, _outputs, _inputs, _units, _positions = map(
    _times, ("filters", "outputs", "inputs", "units", "positions")
)


_CHECKS: Mapping[str, Check] = {
    "conv-output": _windows,
    "ceil-pool-output": _windows_up,
    "ceil-pool-output-plain": _windows_kept,
    "pad-output": _cut_back,
    "crop-output": _put_back,
    "unpool-output": _pooled_back,
    "same-output": _strides,
    "tconv-output": _inverse,
    "tconv-same-output": _same_back,
    "tconv-keras-output": _keras_back,
    "effective-kernel": _taps,
    "conv-weights": lambda n, k, c_in, c_out, g: _filters(n, c_out, prod(k) * (c_in // g)),
    "conv-macs": lambda n, k, c_in, c_out, g, o: _outputs(
        n, c_out * prod(o), prod(k) * (c_in // g)
    ),
    "depthwise-weights": lambda n, k, c_in, m: _filters(n, c_in * m, prod(k)),
    "depthwise-macs": lambda n, k, c_in, m, o: _outputs(n, c_in * m * prod(o), prod(k)),
    "tconv-macs": lambda n, k, c_in, c_out, g, i: _inputs(
        n, c_in * prod(i), prod(k) * (c_out // g)
    ),
    "linear-weights": lambda n, f_in, f_out: _units(n, f_out, f_in),
    "linear-macs": lambda n, f_in, f_out: _units(n, f_out, f_in),
    "local-weights": lambda n, k, c_in, c_out, o: _positions(n, prod(o), prod(k) * c_in * c_out),
    "local-macs": lambda n, k, c_in, c_out, o: _positions(n, prod(o), prod(k) * c_in * c_out),
}
