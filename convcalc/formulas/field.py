"""Receptive fields layer by layer, on one axis, from the input on.

Letters: r receptive field and j jump (distance, in input positions, between neighbouring outputs)
before the layer; k_e effective kernel, s stride. At the input r = 1 and j = 1.
Source: Araujo et al. (2019), Computing Receptive Fields of Convolutional Neural Networks.
"""

from __future__ import annotations

from convcalc.algebra.expr import N


def field_growth(r: N, k_e: N, j: N) -> N:
    """Receptive field behind a layer: its k_e taps lie j input positions apart.

    Source: Araujo et al. (2019).
    """
    return r + (k_e - 1) * j


def field_jump(j: N, s: N) -> N:
    """Jump behind a layer.

    Source: Araujo et al. (2019).
    """
    return j * s
