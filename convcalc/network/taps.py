"""Which input positions an output of a window reads, and how both go on together."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, gcd

from convcalc.layers.base import Window


def rhythm(window: Window) -> tuple[int, int]:
    """(n, m): n outputs further, the window reads m inputs further, exactly."""
    if window.kind == "slide":
        return 1, window.stride
    if window.kind == "bins":
        common = gcd(window.kernel, window.stride)
        return window.stride // common, window.kernel // common
    stride = Fraction(window.stride)
    return stride.numerator, stride.denominator


def taps(window: Window, output: int) -> range:
    """The input positions that an output reads; of the resampling kinds away from the borders."""
    kind, begin = window.kind, window.begin
    if kind == "slide":
        first = output * window.stride - begin
        return range(first, first + window.dilation * window.kernel, window.dilation)
    if kind == "spread":
        return _spread_taps(window, output)
    if kind == "bins":
        size, bins = window.kernel, window.stride
        return range(output * size // bins, -(-(output + 1) * size // bins))
    place = (output + Fraction(begin)) / window.stride
    if kind == "nearest":
        return range(floor(place), floor(place) + 1)
    place -= begin
    if kind == "linear":
        return range(floor(place), ceil(place) + 1)
    base = floor(place)
    return range(base - 1, base + 3) if place != base else range(base, base + 1)


def length(positions: range) -> int:
    """How many there are, however many: `len` knows no more than 2^63."""
    return (positions[-1] - positions[0]) // positions.step + 1 if positions else 0


def readers(window: Window, position: int, outputs: int) -> range:
    """The outputs, of so many, that read an input position: `taps` the other way round, for windows
    that slide (which scatter from there) and bins."""
    if window.kind == "bins":
        size, bins = window.kernel, window.stride
        return range(position * bins // size, ((position + 1) * bins - 1) // size + 1)
    found = _spread_taps(window, position)
    first = max(0, -(found.start // found.step))
    last = -(-(outputs - found.start) // found.step)
    return found[first : max(last, 0)]


def _spread_taps(window: Window, output: int) -> range:
    """Inputs n with output + begin - n*stride = t*dilation for a tap t of the kernel."""
    stride, dilation = window.stride, window.dilation
    reach = dilation * (window.kernel - 1)
    position = output + window.begin
    first, last = -(-(position - reach) // stride), position // stride
    common = gcd(stride, dilation)
    step = dilation // common
    if position % common:
        return range(0)
    n = last - (last - position // common * pow(stride // common, -1, step)) % step
    return range(n - (n - first) // step * step, n + 1, step) if n >= first else range(0)
