"""Resampling and rearranging: sizes, channels and where an output element reads.

Letters: i input size, o output size, x position in the output (from 0), u / v the scale as a
fraction, r factor between resolutions, c and c_in channels, k kernel (one value an axis).
"""

from __future__ import annotations

import math
import struct
from fractions import Fraction

from convcalc.algebra.expr import Expr, N, Size
from convcalc.algebra.trace import exact_div, power, product, ratio


def scaled_output(i: N, u: N, v: N) -> N:
    """Output size of a resampling by the exact scale u / v, rounded down.

    Source: torch.nn.Upsample, "Shape"; ONNX Resize, scales.
    """
    return i * u // v


def binary_scaled_output(i: int, scale: Fraction) -> int:
    """Output size as PyTorch computes it, in binary floating point: 50 x 2.3 gives 114.

    Sizes or scales beyond the range of a double are multiplied exactly.
    Source: torch.nn.functional.interpolate (the product of two doubles, truncated).
    """
    if i <= 2**53:
        try:
            return math.floor(float(i) * float(scale))
        except OverflowError:
            pass
    return math.floor(i * scale)


def single_scaled_output(i: int, scale: Fraction) -> int:
    """Output size in single precision, as ONNX stores a scale: 706 x (224/706) gives 223.

    Size and scale are rounded to 24 binary digits, and so is their product.
    Source: ONNX Resize, `scales` (tensor(float)); shape inference and onnxruntime agree.
    """
    try:
        return math.floor(_single(_single(float(i)) * _single(float(scale))))
    except OverflowError:
        return math.floor(i * scale)


def _single(value: float) -> float:
    """The nearest number of single precision."""
    rounded: float = struct.unpack("f", struct.pack("f", value))[0]
    return rounded


def nearest_source(x: N, i: N, o: N) -> N:
    """Input position that output x of nearest-neighbour resampling reads: floor(x i / o).

    Source: torch.nn.functional.interpolate, mode "nearest".
    """
    return x * i // o


def nearest_exact_source(x: N, i: N, o: N) -> N:
    """The same with half-pixel centres: floor((x + 1/2) i / o).

    Source: torch.nn.functional.interpolate, mode "nearest-exact" (as in Pillow).
    """
    return (2 * x + 1) * i // (2 * o)


def half_pixel_source(x: Size, i: Size, o: Size) -> Fraction | Expr:
    """Coordinate that output x reads, pixels as areas: (x + 1/2) i/o - 1/2, before clamping.

    Source: torch.nn.functional.interpolate, align_corners=False; ONNX Resize, half_pixel.
    """
    return ratio((2 * x + 1) * i - o, 2 * o)


def align_corners_source(x: Size, i: Size, o: Size) -> Fraction | Expr:
    """Coordinate that output x reads, corners on corners: x (i - 1)/(o - 1). Needs o >= 2.

    Source: torch.nn.functional.interpolate, align_corners=True; ONNX Resize, align_corners.
    """
    return ratio(x * (i - 1), o - 1)


def shuffle_output(i: N, r: N) -> N:
    """Size after channels moved into space. Source: torch.nn.PixelShuffle; ONNX DepthToSpace."""
    return i * r


def shuffle_channels(c_in: N, r: N) -> N:
    """Channels that remain: c_in / r^2. Source: Shi et al. (2016); torch.nn.PixelShuffle."""
    return exact_div(c_in, power(r, 2))


def unshuffle_output(i: N, r: N) -> N:
    """Size after space moved into channels. Source: torch.nn.PixelUnshuffle."""
    return exact_div(i, r)


def unshuffle_channels(c_in: N, r: N) -> N:
    """Channels after space moved into them: c_in r^2. Source: torch.nn.PixelUnshuffle."""
    return c_in * power(r, 2)


def unfold_columns(o: tuple[N, ...]) -> N:
    """Columns of im2col: one for each position of the window. Source: torch.nn.Unfold."""
    return product(*o)


def unfold_channels(k: tuple[N, ...], c_in: N) -> N:
    """Rows of im2col: every kernel element of every channel. Source: torch.nn.Unfold."""
    return product(c_in, product(*k))


def fold_channels(k: tuple[N, ...], c_in: N) -> N:
    """Channels after col2im: rows / kernel elements. Source: torch.nn.Fold."""
    return exact_div(c_in, product(*k))


def concat_channels(c: tuple[N, ...]) -> N:
    """Channels of a concatenation: those of all inputs, added up. Source: torch.cat."""
    total = c[0]
    for other in c[1:]:
        total = total + other
    return total


def reshape_rest(c: N, i: tuple[N, ...], known: tuple[N, ...]) -> N:
    """The axis left open (-1) in a reshape: all elements over those of the known axes.

    Source: torch.reshape.
    """
    return exact_div(product(c, *i), product(*known))
