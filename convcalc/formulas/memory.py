"""Memory and traffic of one layer.

Letters: numbers how many, bits of each (32, 16, 8, 4), c channels, o output sizes and k kernel
(one value an axis), e_in, e_out and e_w elements of input, output and weights.
"""

from __future__ import annotations

from fractions import Fraction

from convcalc.algebra.expr import Expr, N, Size
from convcalc.algebra.trace import ceil_div, product, ratio


def storage_bytes(numbers: N, bits: N) -> N:
    """Bytes of numbers of some bits each, packed. Source: definition."""
    return ceil_div(numbers * bits, 8)


def activation_bytes(c: N, o: tuple[N, ...], bits: N) -> N:
    """Bytes of one output tensor, per sample. Source: definition."""
    return ceil_div(product(c, product(*o)) * bits, 8)


def im2col_elements(k: tuple[N, ...], c_in: N, o: tuple[N, ...]) -> N:
    """Elements of the matrix that turns a convolution into a matrix product.

    Source: Chellapilla et al. (2006); torch.nn.Unfold.
    """
    return product(product(*k), c_in, product(*o))


def arithmetic_intensity(
    macs: Size, e_in: Size, e_out: Size, e_w: Size, bits: Size
) -> Fraction | Expr:
    """FLOPs for each byte moved, every tensor read or written once: 2 MACs / bytes.

    Source: Williams et al. (2009), Roofline.
    """
    return ratio(16 * macs, (e_in + e_out + e_w) * bits)
