"""What the questions of the quiz ask for, worked out a second time, from the letters that stand in
the sentence alone: windows are counted one by one, stacks are walked layer by layer, wanted numbers
are searched for, and a slip is the same work done wrongly. Nothing of convcalc is imported.

Source of the rules: Dumoulin & Visin (2016), A guide to convolution arithmetic; the documentation
of PyTorch, Keras and TensorFlow.

A right answer is one number for each axis, one total, or rows, and a slip leads to one like it;
to either of a set where a formula has two places for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import count
from math import prod
from typing import Any

Rows = tuple[tuple[Fraction, ...], ...]


# One layer on one axis.


def reach(k: int, d: int = 1) -> int:
    """Pixels from the first tap to the last."""
    return len(range(d * (k - 1) + 1))


def windows(i: int, width: int, s: int = 1, before: int = 0, behind: int | None = None) -> int:
    """Windows that lie wholly on an axis with its padding."""
    end = i + (before if behind is None else behind)
    return sum(1 for start in range(-before, end, s) if start + width <= end)


def conv(i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> int:
    return windows(i, reach(k, d), s, p)


def same(i: int, s: int) -> int:
    """Windows of a padding that leaves out no pixel: one for every s of them, begun or full."""
    return len(range(0, i, s))


def rounded_up(i: int, width: int, s: int, p: int = 0) -> int:
    """Windows, with a last one that is not full if pixels are left."""
    full = windows(i, width, s, p)
    return full + (-p + (full - 1) * s + width < i + p)


def tconv(i: int, k: int, s: int = 1, p: int = 0, d: int = 1, a: int = 0) -> int:
    """Pixels that the taps of all inputs write, without the padding, with the output padding."""
    written = {at * s + tap * d for at in range(i) for tap in range(k)}
    return max(written) + 1 - 2 * p + a


def sizes(i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> dict[str, Any]:
    """The slips of a convolution or pooling on one axis."""
    right, width = conv(i, k, s, p, d), reach(k, d)
    return {
        "plus_one_forgotten": right - 1,
        "padding_ignored": conv(i, k, s, 0, d),
        "padding_once": windows(i, width, s, p, 0),
        "padding_subtracted": windows(i - 2 * p, width, s),
        "stride_ignored": conv(i, k, 1, p, d),
        "ceil_for_floor": rounded_up(i, width, s, p),
        "same_for_valid": same(i, s),
        "dilation_ignored": conv(i, k, s, p),
        "kernel_times_dilation": windows(i, k * d, s, p),
    }


def same_sizes(i: int, k: int, s: int) -> dict[str, Any]:
    return {"valid_for_same": conv(i, k, s), "stride_ignored": i, "floor_for_ceil": i // s}


def ceil_sizes(i: int, k: int, s: int) -> dict[str, Any]:
    right = rounded_up(i, k, s)
    return {
        "stride_ignored": conv(i, k),
        "plus_one_forgotten": right - 1,
        "floor_for_ceil": conv(i, k, s),
    }


def tconv_sizes(i: int, k: int, s: int = 1, p: int = 0, d: int = 1, a: int = 0) -> dict[str, Any]:
    right = tconv(i, k, s, p, d, a)
    return {
        "minus_one_forgotten": (right + s, right + d),
        "forward_for_transposed": conv(i, k, s, p, d),
        "plus_one_forgotten": right - 1,
        "stride_ignored": tconv(i, k, 1, p, d, a),
        "padding_added": right + 4 * p,
        "padding_once": right + p,
        "padding_ignored": tconv(i, k, s, 0, d, a),
        "dilation_ignored": tconv(i, k, s, p, 1, a),
        "kernel_times_dilation": (i - 1) * s - 2 * p + k * d + a,
        "output_padding_ignored": tconv(i, k, s, p, d),
    }


# Stacks.

Layer = tuple[int, int, int]
"""Kernel, stride, dilation."""


def field(layers: Iterable[Layer]) -> int:
    """Input pixels between the first and the last that one output reads: walked down from it."""
    first = last = 0
    for k, s, d in reversed(list(layers)):
        first, last = first * s, last * s + d * (k - 1)
    return last - first + 1


def fields(layers: list[Layer]) -> dict[str, Any]:
    """The slips of a receptive field."""
    right, kernels = field(layers), [k for k, _, _ in layers]
    jumps = [prod(s for _, s, _ in layers[:at]) for at in range(len(layers))]
    far = list(zip(layers, jumps, strict=True))
    return {
        "kernels_added": sum(kernels),
        "kernels_multiplied": prod(kernels),
        "plus_one_forgotten": right - 1,
        "minus_one_forgotten": 1 + sum(k * d * jump for (k, _, d), jump in far),
        "stride_ignored": field([(k, 1, d) for k, _, d in layers]),
        "own_stride_counted": 1 + sum((k - 1) * d * jump * s for (k, s, d), jump in far),
        "dilation_ignored": field([(k, s, 1) for k, s, _ in layers]),
        "kernel_times_dilation": 1 + sum((k * d - 1) * jump for (k, _, d), jump in far),
    }


# Weights and operations: every output channel, every weight that it has.


def weights(k: int, c: int, m: int, g: int = 1) -> int:
    return sum(k * k * len(range(c // g)) for _ in range(m))


def counts(k: int, c: int, m: int, g: int = 1, bias: bool = False) -> dict[str, Any]:
    """The slips of a convolution's parameters."""
    one, plain = weights(k, c, 1, g), weights(k, c, m, g)
    biases = m if bias else 0
    return {
        "bias_added": plain + m,
        "bias_forgotten": plain,
        "single_bias": plain + 1,
        "kernel_on_one_axis": plain // k + biases,
        "output_channels_forgotten": one + bool(bias),
        "depthwise_for_standard": k * k * m + biases,
        "channels_swapped": weights(k, m, c, g) + (c if bias else 0),
        "groups_ignored": weights(k, c, m) + biases,
    }


def work(o: int, k: int, c: int, m: int, g: int = 1, i: int | None = None) -> dict[str, Any]:
    """The slips of a convolution's multiply-accumulates; o is the side of its output."""
    plain = weights(k, c, m, g)
    return {
        "params_for_macs": plain,
        "map_on_one_axis": o * plain,
        "kernel_on_one_axis": o * o * plain // k,
        "flops_for_macs": 2 * o * o * plain,
        "depthwise_for_standard": o * o * k * k * m,
        "output_channels_forgotten": o * o * weights(k, c, 1, g),
        "input_for_output": (i or o) ** 2 * plain,
        "groups_ignored": o * o * weights(k, c, m),
    }


def doubled(slips: Mapping[str, Any]) -> dict[str, Any]:
    """The same slips where FLOPs are asked for."""
    both = {code: 2 * value for code, value in slips.items()}
    plain = {"params_for_macs": slips["params_for_macs"]}
    return {**both, **plain, "macs_for_flops": slips["flops_for_macs"] // 2}


def separable(k: int, c: int, m: int, times: int = 1) -> int:
    return times * (weights(k, c, c, c) + weights(1, c, m))


def separable_counts(k: int, c: int, m: int, times: int = 1) -> dict[str, Any]:
    point = weights(1, c, m)
    return {
        "standard_for_depthwise": times * (weights(k, c, c) + point),
        "standard_for_separable": times * weights(k, c, m),
        "bias_added": separable(k, c, m) + c + m,
        "depthwise_for_standard": times * (k * k * c + m),
        "output_channels_forgotten": times * (k * k * c + c),
        "kernel_on_one_axis": times * (k * c + point),
        "params_for_macs": separable(k, c, m),
        "map_on_one_axis": separable(k, c, m, round(times**0.5)),
        "flops_for_macs": 2 * separable(k, c, m, times),
    }


def share(top: int, bottom: int, **slips: Any) -> tuple[Any, dict[str, Any]]:
    """A part of a whole, and the other part."""
    return Fraction(top, bottom), {"complement": 1 - Fraction(top, bottom), **slips}


# Small maps.


def rows(values: list[int], width: int) -> Rows:
    cells = [Fraction(value) for value in values]
    return tuple([tuple(cells[at : at + width]) for at in range(0, len(cells), width)])


def pooled(data: Rows, of: Callable[[list[Fraction]], Fraction], high: int = 2) -> Rows:
    """Of each 2 × 2 block, or of its first rows."""
    return tuple(
        [
            tuple(
                [
                    of([data[y + down][x + right] for down in range(high) for right in range(2)])
                    for x in range(0, len(data[0]), 2)
                ]
            )
            for y in range(0, len(data), 2)
        ]
    )


def mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def slid(data: Rows, kernel: Rows, s: int = 1, bias: int = 0) -> Rows:
    """The kernel moved over the data, not turned."""
    high, wide = len(kernel), len(kernel[0])
    return tuple(
        [
            tuple(
                [
                    sum(
                        (
                            data[y + v][x + u] * kernel[v][u]
                            for v in range(high)
                            for u in range(wide)
                        ),
                        Fraction(bias),
                    )
                    for x in range(0, len(data[0]) - wide + 1, s)
                ]
            )
            for y in range(0, len(data) - high + 1, s)
        ]
    )


def slid_wrongly(data: Rows, kernel: Rows, s: int = 1, bias: int = 0) -> dict[str, Any]:
    turned = tuple([row[::-1] for row in kernel[::-1]])
    only = (kernel[0], *[tuple([Fraction(0)] * len(row)) for row in kernel[1:]])
    return {
        "kernel_flipped": slid(data, turned, s, bias),
        "weights_of_one_row": slid(data, only, s, bias),
        "bias_forgotten": slid(data, kernel, s),
    }


# What is wanted.


def first(holds: Callable[[int], bool], numbers: Iterable[int]) -> int:
    return next(number for number in numbers if holds(number))


def smallest(holds: Callable[[int], bool], start: int = 0) -> int:
    return first(holds, count(start))


def largest(holds: Callable[[int], bool], top: int) -> int:
    return first(holds, range(top, -1, -1))
