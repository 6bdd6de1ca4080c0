"""Sets of positions on one axis, and what a set of outputs of a layer reads: exact, holes included.

A set without holes is two numbers, however long it is; one with holes is the bits of an integer, so
that thousands of layers are pushed through in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from math import ceil, floor

from convcalc.errors import Message, UsageError
from convcalc.layers.base import Window
from convcalc.record import NamedTuple

MOST = 1 << 24
"""Positions that a set with holes may span."""


class Positions(NamedTuple):
    """The positions from `first` on; `bits` has bit n set where first + n belongs to the set.

    Normalised, so that equal sets are equal tuples: the first and the last of the `length`
    positions belong to it, and `bits` is None where all of them do.
    """

    first: int
    length: int
    bits: int | None = None

    @property
    def last(self) -> int:
        """The last position of the set."""
        return self.first + self.length - 1

    @property
    def size(self) -> int:
        """How many positions belong to the set."""
        return self.length if self.bits is None else self.bits.bit_count()

    @property
    def mask(self) -> int:
        """The bits, also of a set without holes.

        Raises:
            UsageError: the set is too long to be listed.
        """
        if self.length > MOST:
            raise UsageError(Message("rf.too_long", limit=MOST))
        return (1 << self.length) - 1 if self.bits is None else self.bits

    def each(self) -> Iterator[int]:
        """The positions in order."""
        if self.bits is None:
            yield from range(self.first, self.first + self.length)
            return
        text = bin(self.bits)[:1:-1]
        at = text.find("1")
        while at >= 0:
            yield self.first + at
            at = text.find("1", at + 1)


EMPTY = Positions(0, 0)


def filled(first: int, last: int) -> Positions:
    """All positions from `first` to `last`."""
    return Positions(first, last - first + 1) if first <= last else EMPTY


def _of_bits(first: int, bits: int) -> Positions:
    if not bits:
        return EMPTY
    zeros = (bits & -bits).bit_length() - 1
    bits >>= zeros
    whole = not bits & (bits + 1)
    return Positions(first + zeros, bits.bit_length(), None if whole else bits)


def union(one: Positions, other: Positions) -> Positions:
    """The positions of both sets."""
    if not one.length or not other.length:
        return one if one.length else other
    if other.first < one.first:
        one, other = other, one
    if one.bits is None and other.bits is None and other.first <= one.last + 1:
        return filled(one.first, max(one.last, other.last))
    if one.bits is None and other.last <= one.last:
        return one
    if max(one.last, other.last) - one.first >= MOST:
        raise UsageError(Message("rf.too_long", limit=MOST))
    return _of_bits(one.first, one.mask | other.mask << (other.first - one.first))


def clip(one: Positions, first: int, last: int) -> Positions:
    """The positions of the set that lie between `first` and `last`."""
    if one.first >= first and one.last <= last:
        return one
    low, high = max(one.first, first), min(one.last, last)
    if low > high:
        return EMPTY
    if one.bits is None:
        return filled(low, high)
    return _of_bits(low, one.bits >> (low - one.first) & ((1 << (high - low + 1)) - 1))


def contains(one: Positions, other: Positions) -> bool:
    """Whether every position of `other` is one of `one`."""
    if other.first < one.first or other.last > one.last:
        return not other.length
    if one.bits is None:
        return True
    return not other.mask << (other.first - one.first) & ~one.bits


def gaps(one: Positions) -> tuple[int, int]:
    """How many holes a set has, and how wide the widest is."""
    if one.bits is None:
        return 0, 0
    text = bin(one.bits)[2:]
    widest, too_wide = 1, one.length
    while widest + 1 < too_wide:
        middle = (widest + too_wide) // 2
        if "0" * middle in text:
            widest = middle
        else:
            too_wide = middle
    return (one.bits & ~(one.bits << 1)).bit_count() - 1, widest


def read_by(outputs: Positions, window: Window, size: int | None) -> Positions:
    """The input positions that these outputs of a window read, those in the padding included.

    `size` is the size of the input; without it there are no borders, at which a resampling
    would repeat the last pixel.

    Raises:
        UsageError: they span too much to be listed.
    """
    kind = window.kind
    if not outputs.length:
        return EMPTY
    if kind == "slide":
        return _slid(outputs, window)
    if kind == "spread":
        return _unspread(outputs, window)
    if kind == "bins":
        i, o = window.kernel, window.stride
        return _each(outputs, lambda u: (u * i // o, -(-(u + 1) * i // o) - 1), i >= o or i * 2 > o)
    scale, begin = Fraction(window.stride), Fraction(window.begin)
    if kind == "nearest":
        found = _each(outputs, lambda u: (floor((u + begin) / scale),) * 2, scale >= 1)
        return found if size is None else folded(found, size, "replicate")
    if kind == "linear":
        return _each(outputs, _linear(scale, begin, size), scale >= 1)
    return _cubic(outputs, scale, begin, size)


def _slid(outputs: Positions, window: Window) -> Positions:
    kernel, stride, dilation = window.kernel, window.stride, window.dilation
    first = outputs.first * stride - window.begin
    single = outputs.length == 1
    length = (outputs.length - 1) * stride + dilation * (kernel - 1) + 1
    if outputs.bits is None and (dilation == 1 or kernel == 1) and (single or kernel >= stride):
        return Positions(first, length)
    if length > MOST:
        raise UsageError(Message("rf.too_long", limit=MOST))
    return _of_bits(first, _tapped(_stretched(outputs.mask, stride), kernel, dilation))


def _unspread(outputs: Positions, window: Window) -> Positions:
    """Inputs n with u + begin - n*stride = t*dilation for some output u and tap t."""
    kernel, stride, dilation = window.kernel, window.stride, window.dilation
    low = outputs.first + window.begin - dilation * (kernel - 1)
    high = outputs.last + window.begin
    if outputs.bits is None and (dilation == 1 or kernel == 1):
        return filled(-(-low // stride), high // stride)
    bits = _tapped(outputs.mask, kernel, dilation)
    skipped = -low % stride
    kept = bin(bits)[:1:-1][skipped::stride]
    return _of_bits((low + skipped) // stride, int(kept[::-1] or "0", 2))


def _tapped(bits: int, kernel: int, dilation: int) -> int:
    """The bits and their copies `dilation`, 2*`dilation` ... further, `kernel` in all."""
    done = 1
    while done < kernel:
        more = min(done, kernel - done)
        bits |= bits << more * dilation
        done += more
    return bits


def _stretched(bits: int, stride: int) -> int:
    """Bit n moved to n*stride."""
    return bits if stride == 1 else int(("0" * (stride - 1)).join(bin(bits)[2:]), 2)


def _each(
    outputs: Positions, region: Callable[[int], tuple[int, int]], unbroken: bool
) -> Positions:
    """The union of one interval an output; they touch for neighbours if `unbroken`."""
    if outputs.bits is None and unbroken:
        return filled(region(outputs.first)[0], region(outputs.last)[1])
    return _joined(region(u) for u in outputs.each())


def _joined(regions: Iterable[tuple[int, int]]) -> Positions:
    found = EMPTY
    for low, high in regions:
        found = union(found, filled(low, high))
    return found


def _linear(scale: Fraction, begin: Fraction, size: int | None) -> Callable[[int], tuple[int, int]]:
    """The two neighbours of the place that an output reads, or one where it lies on a pixel."""

    def region(u: int) -> tuple[int, int]:
        place = (u + begin) / scale - begin
        if size is not None:
            place = min(max(place, Fraction(0)), Fraction(size - 1))
        return floor(place), ceil(place)

    return region


def _cubic(outputs: Positions, scale: Fraction, begin: Fraction, size: int | None) -> Positions:
    def taps(u: int) -> Positions:
        place = (u + begin) / scale - begin
        base = floor(place)
        return filled(base, base) if place == base else filled(base - 1, base + 2)

    found = EMPTY
    if outputs.bits is None and scale >= 1:  # neighbours overlap: the outermost say it all
        edge = min(ceil(scale) + 1, outputs.length)
        first, last = outputs.first, outputs.last + 1
        ends = [taps(u) for u in (*range(first, first + edge), *range(last - edge, last))]
        found = filled(min(end.first for end in ends), max(end.last for end in ends))
    else:
        for u in outputs.each():
            found = union(found, taps(u))
    return found if size is None else folded(found, size, "replicate")


def folded(one: Positions, size: int, mode: str, begin: int = 0, end: int = 0) -> Positions:
    """The pixels behind positions of a border that repeats the map (replicate, reflect, circular)
    of `size` pixels; going round repeats what negative amounts at begin and end leave of it."""
    start = max(-begin, 0)
    left = size - start - max(-end, 0)
    found = clip(one, 0, size - 1)
    if found.length == one.length:
        return found
    for part in (clip(one, one.first, -1), clip(one, size, one.last)):
        if mode == "replicate" and part.length:
            at = 0 if part.first < 0 else size - 1
            found = union(found, filled(at, at))
        elif part.bits is None and part.length >= 2 * size:
            return filled(start, start + left - 1) if mode == "circular" else filled(0, size - 1)
        elif mode != "replicate":
            turn = max(2 * (size - 1), 1)
            for position in part.each():
                if mode == "circular":
                    at = start + (position - start) % left
                else:
                    at = min(position % turn, -position % turn)
                found = union(found, filled(at, at))
    return found
