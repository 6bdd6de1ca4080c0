"""Formulas by themselves, on one axis, for numbers that a layer can have."""

from __future__ import annotations

from typing import Any

from convcalc.algebra.expr import Size
from convcalc.formulas import size, transposed
from convcalc.layers.base import Shape
from convcalc.layers.make import analyse


def conv_output(i: Size, k: Size, s: Size = 1, p: Size = 0, q: Size = 0, d: Size = 1) -> Size:
    """Output size of a convolution or pooling: floor((i + p + q - d(k - 1) - 1)/s) + 1.

    i input, k kernel, s stride, p and q padding before and after, d dilation.

    >>> conv_output(11, 3, 2, 2, 2)
    7

    Raises:
        LayerError: no layer has such numbers, or the kernel is larger than the padded input.
    """
    _demand("conv", i, k, s, p, q, d)
    return size.conv_output(i, k, s, p, q, d)


def tconv_output(
    i: Size, k: Size, s: Size = 1, p: Size = 0, q: Size = 0, d: Size = 1, a: Size = 0
) -> Size:
    """Output size of a transposed convolution: (i - 1)s - p - q + d(k - 1) + a + 1.

    Letters as in `conv_output`; a output padding.

    >>> tconv_output(16, 4, 2, 1, 1)
    32

    Raises:
        LayerError: no layer has such numbers, or nothing is left.
    """
    _demand("tconv", i, k, s, p, q, d, output_padding=[a])
    return transposed.tconv_output(i, k, s, p, q, d, a)


def effective_kernel(k: Size, d: Size = 1) -> Size:
    """Elements from the first to the last tap of a dilated kernel: d(k - 1) + 1.

    >>> effective_kernel(3, 2)
    5

    Raises:
        LayerError: no layer has such numbers.
    """
    _demand("conv", size.effective_kernel(k, d), k, 1, 0, 0, d)
    return size.effective_kernel(k, d)


def _demand(kind: str, i: Size, k: Size, s: Size, p: Size, q: Size, d: Size, **more: Any) -> None:
    """Refuse what a layer of this kind refuses."""
    given = {"kernel": [k], "stride": [s], "padding": [[p, q]], "dilation": [d], **more}
    analyse(kind, (Shape(None, (i,)),), given, 1)
