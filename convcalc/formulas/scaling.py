"""Scaling a whole network: width, depth and resolution.

Letters: a, b, g the bases of depth, width and resolution (alpha, beta, gamma); f the compound
coefficient (phi); v a number of channels before rounding, d the divisor they are rounded to.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

ALPHA, BETA, GAMMA = Fraction(12, 10), Fraction(11, 10), Fraction(115, 100)
"""Bases of depth, width and resolution, found by a grid search at phi = 1.

Source: Tan & Le (2019), EfficientNet, section 3.3.
"""


def make_divisible(v: int | Fraction, d: int, least: int | None = None) -> int:
    """The multiple of d nearest to v, halves up: at least `least` (d if not given), and never below
    nine tenths of v.

    Source: tensorflow/models research/slim/nets/mobilenet; the round_filters of EfficientNet.
    """
    rounded = max(d if least is None else least, (v + Fraction(d) / 2) // d * d)
    return rounded + d if 10 * rounded < 9 * v else rounded


def round_repeats(repeats: Fraction) -> int:
    """The layers of a stage, rounded up.

    Source: tensorflow/tpu models/official/efficientnet/efficientnet_model.py.
    """
    return ceil(repeats)


def compound_growth(a: Fraction, b: Fraction, g: Fraction) -> Fraction:
    """By how much FLOPs grow when phi grows by 1: depth counts once, width and resolution squared.

    Source: Tan & Le (2019), EfficientNet, equation 3.
    """
    return a * b**2 * g**2
