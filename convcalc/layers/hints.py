"""What would help where a layer refuses: worked out only once an error is certain.

`HINTS` lists, by error code, the function that turns the fields of the error into hints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import gcd, isqrt
from typing import Any

from convcalc.algebra.expr import Expr
from convcalc.errors import Message

Fields = Mapping[str, Any]
DIVISORS_UP_TO = 100_000
DIVISORS_SHOWN = 12


def _window(fields: Fields) -> tuple[Message, ...]:
    """The smallest padding, and the smallest input, for which the kernel fits."""
    span, size, padded = fields["effective_kernel"], fields["input"], fields["padded"]
    overhang = fields.get("overhang", 0)
    needed = span - overhang
    padding = -((size - needed) // 2)
    return (
        Message(
            "hint.kernel_fits",
            padding=padding,
            input=max(needed - (padded - size), 1),
        ),
    )


def _divisor(name: str, value: str) -> Callable[[Fields], tuple[Message, ...]]:
    """The values of parameter `name` that divide the field `value`, and `other` if it is known."""

    def listed(fields: Fields) -> tuple[Message, ...]:
        whole, other = fields[value], fields.get("other")
        both = isinstance(other, int) and other > 0 and other != whole
        whole = gcd(whole, other or 0) if both else whole
        if not 0 < whole <= DIVISORS_UP_TO:
            return ()
        small = [d for d in range(1, isqrt(whole) + 1) if whole % d == 0]
        divisors = small + [whole // d for d in reversed(small) if d * d != whole]
        words = ", ".join(map(str, divisors[:DIVISORS_SHOWN]))
        if len(divisors) > DIVISORS_SHOWN:
            words += ", …"
        if both:
            values = {"value": fields[value], "other": other}
            return (Message("hint.common_divisors", name=name, allowed=words, **values),)
        return (Message("hint.divisors", name=name, value=whole, allowed=words),)

    return listed


def _multiple(fields: Fields) -> tuple[Message, ...]:
    """The next smaller and larger multiple of the field `factor`."""
    factor, value = fields["factor"], fields["value"]
    below = value // factor * factor
    if below:
        return (Message("hint.multiples", below=below, above=below + factor),)
    return (Message("hint.multiple", above=factor),)


def _range(fields: Fields) -> tuple[Message, ...]:
    """The smallest and the largest value that can be asked for."""
    return (Message("hint.range", low=fields["low"], high=fields["high"]),)


def _always(code: str) -> Callable[[Fields], tuple[Message, ...]]:
    """The same words whatever the fields are."""
    return lambda fields: (Message(code),)


def _flatten(fields: Fields) -> tuple[Message, ...]:
    """That flattening gives as many features as the layer is made for."""
    if fields.get("features") != fields["given"]:
        return ()
    return (Message("hint.flatten_gives", features=fields["features"]),)


HINTS: dict[str, Callable[[Fields], tuple[Message, ...]]] = {
    "dialect.same_with_stride": _always("hint.dialect_same"),
    **dict.fromkeys(
        ("dialect.no_pads", "dialect.pads_in_2d", "dialect.word_only"), _always("hint.pad_layer")
    ),
    "attention.heads": _divisor("heads", "channels"),
    "attention.kv": _divisor("kv", "heads"),
    "opaque.size_changes": _always("hint.opaque_rf"),
    "layer.features_differ": _flatten,
    "size.kernel_exceeds_input": _window,
    "size.kernel_exceeds_input_ceil": _window,
    "conv.in_channels_not_divisible": _divisor("groups", "channels"),
    "conv.out_channels_not_divisible": _divisor("groups", "channels"),
    "gn.channels_not_divisible": _divisor("groups", "channels"),
    "channel_shuffle.channels_not_divisible": _divisor("groups", "channels"),
    "pixel_shuffle.channels_not_divisible": _multiple,
    "pixel_unshuffle.size_not_divisible": _multiple,
    "fold.channels_not_divisible": _multiple,
    "tconv.output_size_out_of_range": _range,
    "unpool.output_size_out_of_range": _range,
}


def hints(code: str, fields: Fields) -> tuple[Message, ...]:
    """The hints that belong to an error of that code; none for most, nor about symbols."""
    work_out = HINTS.get(code)
    if work_out is None or any(isinstance(value, Expr) for value in fields.values()):
        return ()
    return work_out(fields)
