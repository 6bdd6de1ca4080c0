"""Sizes on one axis. Axes never interact, so every formula here is about a single one.

Letters (all formulas): i input size, k kernel, s stride, p and q padding before and after,
d dilation, a output padding, o output size. A formula with p alone has the same padding on both
sides. The second half of the module holds the special forms in which teachers and frameworks
write these formulas; each equals the general one under the conditions that the index lists.
"""

from __future__ import annotations

from math import gcd

from convcalc.algebra.expr import N
from convcalc.algebra.trace import ceil_div, maximum, minimum


def effective_kernel(k: N, d: N) -> N:
    """Span of a dilated kernel, in input pixels: d(k - 1) + 1.

    Source: Dumoulin & Visin (2016), section 5.1; Yu & Koltun (2016).
    """
    return d * (k - 1) + 1


def conv_output(i: N, k: N, s: N, p: N, q: N, d: N) -> N:
    """Output size of a convolution or of a pooling that rounds down.

    Needs i + p + q >= d(k - 1) + 1; smaller inputs have no output.
    Source: Dumoulin & Visin (2016), relationships 6 and 15, for padding that may differ on the
    two sides; torch.nn.Conv2d, "Shape".
    """
    return (i + p + q - d * (k - 1) - 1) // s + 1


def ceil_pool_output(i: N, k: N, s: N, p: N, q: N, d: N) -> N:
    """Output size of a pooling that rounds up, where no window may start in the padding after.

    The last window may hang over the end; the second argument of min is the number of windows
    that start on the padding before or on the input. Needs i + p + q + s > d(k - 1) + 1.
    Source: torch.nn.MaxPool2d, "Shape", ceil_mode; ONNX MaxPool, ceil_mode.
    """
    return minimum(ceil_div(i + p + q - d * (k - 1) - 1, s) + 1, ceil_div(i + p, s))


def ceil_pool_output_plain(i: N, k: N, s: N, p: N, q: N, d: N) -> N:
    """Output size of a pooling that rounds up and keeps every window, wherever it starts.

    The same as `ceil_pool_output` where d(k - 1) + 1 >= s + q, since then no window starts in the
    padding after. Source: torch.nn.MaxPool2d, "Shape", with the ceiling in place of the floor;
    BVLC Caffe, pooling_layer.cpp, which clips only where there is padding.
    """
    return ceil_div(i + p + q - d * (k - 1) - 1, s) + 1


def same_output(i: N, s: N) -> N:
    """Output size under SAME padding: ceil(i / s), whatever the kernel.

    Source: TensorFlow, tf.nn, "Notes on padding"; ONNX Conv, auto_pad.
    """
    return ceil_div(i, s)


def same_padding_total(i: N, k: N, s: N, d: N) -> N:
    """Padding that SAME adds on one axis, both sides together: max((ceil(i/s) - 1)s + ke - i, 0).

    Source: TensorFlow, tf.nn, "Notes on padding".
    """
    return maximum((ceil_div(i, s) - 1) * s + d * (k - 1) + 1 - i, 0)


def pad_output(i: N, p: N, q: N) -> N:
    """Size after adding p elements before and q after; negative amounts cut away.

    Source: torch.nn.functional.pad; ONNX Pad.
    """
    return i + p + q


def crop_output(i: N, p: N, q: N) -> N:
    """Size after cutting p elements away before and q after.

    Source: keras.layers.Cropping2D.
    """
    return i - p - q


def adaptive_reads(i: int, o: int) -> int:
    """Elements read by all windows of an adaptive pooling along one axis: i + o - gcd(i, o).

    Window j reaches from floor(j i / o) to ceil((j + 1) i / o), so neighbours share an element
    unless the boundary between them is whole. Integers only.
    Source: torch.nn.AdaptiveAvgPool2d; the sum follows by counting the whole boundaries.
    """
    return i + o - gcd(i, o)


# Special forms of the effective kernel.


def effective_kernel_extra(k: N, d: N) -> N:
    """Kernel plus the holes between its elements: k + (k - 1)(d - 1).

    Source: Dumoulin & Visin (2016), section 5.1.
    """
    return k + (k - 1) * (d - 1)


# Special forms of the convolution.


def conv_output_unit(i: N, k: N) -> N:
    """No padding, unit stride. Source: Dumoulin & Visin (2016), relationship 1."""
    return (i - k) + 1


def conv_output_unit_padded(i: N, k: N, p: N) -> N:
    """Padding p, unit stride. Source: Dumoulin & Visin (2016), relationship 2."""
    return (i - k) + 2 * p + 1


def conv_output_valid(i: N, k: N, s: N) -> N:
    """No padding, stride s. Source: Dumoulin & Visin (2016), relationships 5 and 7 (pooling)."""
    return (i - k) // s + 1


def conv_output_padded(i: N, k: N, s: N, p: N) -> N:
    """Padding p, stride s. Source: Dumoulin & Visin (2016), relationship 6."""
    return (i + 2 * p - k) // s + 1


def conv_output_asymmetric(i: N, k: N, s: N, p: N, q: N) -> N:
    """Padding p before and q after. Source: ONNX Conv, with relationship 6."""
    return (i + p + q - k) // s + 1


def conv_output_effective(i: N, k_e: N, s: N, p: N) -> N:
    """Padding p and stride s with the effective kernel k_e = d(k - 1) + 1 in place of the kernel.

    Source: Dumoulin & Visin (2016), relationships 6 and 15.
    """
    return (i + 2 * p - k_e) // s + 1


def conv_output_dilated(i: N, k: N, s: N, p: N, d: N) -> N:
    """Padding p, dilation d. Source: Dumoulin & Visin (2016), relationship 15."""
    return (i + 2 * p - k - (k - 1) * (d - 1)) // s + 1


def conv_output_torch(i: N, k: N, s: N, p: N, d: N) -> N:
    """Padding p, dilation d, as PyTorch prints it. Source: torch.nn.Conv2d, "Shape"."""
    return (i + 2 * p - d * (k - 1) - 1) // s + 1


def conv_output_valid_ceiling(i: N, k: N, s: N, d: N) -> N:
    """No padding, rounded up. Source: TensorFlow, tf.nn.convolution, padding "VALID"."""
    return ceil_div(i - (k - 1) * d, s)


# Special forms of SAME padding and of pooling with rounding up.


def same_padding_plain(i: N, k: N, s: N) -> N:
    """Without dilation: max((ceil(i/s) - 1)s + k - i, 0). Source: TensorFlow, tf.nn."""
    return maximum((ceil_div(i, s) - 1) * s + k - i, 0)


def ceil_pool_output_by_stride(i: N, k: N) -> N:
    """No padding, stride equal to the kernel: ceil(i / k). Source: torch.nn.MaxPool2d."""
    return ceil_div(i, k)


def ceil_pool_output_valid(i: N, k: N, s: N) -> N:
    """No padding, stride s. Source: torch.nn.MaxPool2d, "Shape", ceil_mode."""
    return ceil_div(i - k, s) + 1


def ceil_pool_output_padded(i: N, k: N, s: N, p: N) -> N:
    """Padding p on both sides. Source: torch.nn.MaxPool2d, "Shape", ceil_mode."""
    return ceil_div(i + 2 * p - k, s) + 1
