"""How an output reads its input, on one axis: all that a receptive field needs to know."""

from __future__ import annotations

from math import gcd

from convcalc.algebra.expr import Expr, Size
from convcalc.algebra.trace import ratio
from convcalc.annotations import Any
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fractions import Fraction


class Window(NamedTuple):
    """How one output position u of one axis reads the input.

    kind:
      "slide"   positions u*stride - begin + t*dilation for t < kernel (convolution, pooling, pad);
      "spread"  positions n with 0 <= u + begin - n*stride = t*dilation, t < kernel (transposed);
      "nearest" floor((u + begin)/stride);
      "linear" and "cubic": 2 or 4 taps around (u + begin)/stride - begin (`begin` is 1/2 where
                pixels are areas, 0 where corners lie on corners);
      "bins"    floor(u*kernel/stride) .. ceil((u+1)*kernel/stride) - 1, kernel = input size,
                stride = output size (adaptive pooling, area);
      "whole"   every position;
      "place"   one position, and the next output any other one (flattening, reshaping);
      "unknown" nobody says what.
    `stride` and `begin` of the resampling kinds may be fractions.
    """

    kind: str
    kernel: Any = 1
    stride: Any = 1
    begin: Any = 0
    end: Any = 0
    dilation: Any = 1

    @property
    def scattered(self) -> bool:
        """Whether neighbouring outputs need not read neighbouring inputs."""
        return self.kind in ("whole", "place")

    def extent(self) -> tuple[Size, Size] | None:
        """Smallest and largest span, in input positions, that one interior output reads.

        None if that is the whole axis, or if it cannot be said while a symbol is in it.
        """
        if self.kind == "slide":
            span = self.dilation * (self.kernel - 1) + 1
            return span, span
        if self.kind in ("nearest", "place"):
            return 1, 1
        if self.kind in ("linear", "cubic"):
            taps = 2 if self.kind == "linear" else 4
            return taps, taps
        symbolic = any(isinstance(v, Expr) for v in (self.kernel, self.stride, self.dilation))
        if self.kind in ("whole", "unknown") or symbolic:
            return None
        if self.kind == "bins":
            return bins_extent(self.kernel, self.stride)
        return _spread_extent(self.kernel, self.stride, self.dilation)

    def jump(self) -> Size | Fraction | None:
        """Distance, in input positions, between the centres of neighbouring outputs.

        The mean distance where bins are not evenly spaced; None where each sees the whole axis, or
        where the outputs do not lie in the order of this axis.
        """
        if self.scattered or self.kind == "unknown":
            return None
        stride: Size = self.stride
        if self.kind == "slide":
            return stride
        if self.kind == "bins":
            return _bins_jump(self.kernel, self.stride)
        return ratio(1, stride)


IDENTITY = Window("slide")
WHOLE = Window("whole")
PLACE = Window("place")
UNKNOWN = Window("unknown")


def bins_extent(size: int, bins: int) -> tuple[int, int]:
    """Shortest and longest of the bins from floor(u*size/bins) to ceil((u + 1)*size/bins).

    With size and bins in lowest terms, u*size mod bins takes every value a from 0 to bins - 1 and
    the length of the bin is ceil((a + size)/bins).
    """
    common = gcd(size, bins)
    size, bins = size // common, bins // common
    return -(-size // bins), -(-(size + bins - 1) // bins)


def _bins_jump(size: Size, bins: Size) -> Fraction | Expr:
    """Bins begin at floor(u*size/bins): evenly if size mod bins is 0 or 1."""
    if isinstance(size, int) and isinstance(bins, int) and size % bins <= 1:
        from fractions import Fraction

        return Fraction(size // bins)
    return ratio(size, bins)


def _spread_extent(kernel: int, stride: int, dilation: int) -> tuple[int, int]:
    """Spans of the outputs of a transposed convolution: those of one phase read alike.

    With g = gcd(stride, dilation), taps t and t + stride/g meet the same outputs, reading inputs
    dilation/g apart; where g > 1 some outputs read nothing.
    """
    common = gcd(stride, dilation)
    period, step = stride // common, dilation // common
    fewest = 0 if common > 1 else kernel // period
    most = -(-kernel // period)
    return (fewest - 1) * step + 1 if fewest else 0, (most - 1) * step + 1
