"""How many kernel elements meet in one output of a transposed convolution, on one axis.

Letters: k kernel, s stride. Without dilation, output x gathers the elements t < k with t = x + p
modulo s: the phases differ by at most one.
"""

from __future__ import annotations

from convcalc.algebra.expr import N
from convcalc.algebra.trace import ceil_div


def fewest_contributions(k: N, s: N) -> N:
    """Contributions to the outputs that gather fewest: floor(k / s).

    Source: Odena et al. (2016), Deconvolution and checkerboard artifacts.
    """
    return k // s


def most_contributions(k: N, s: N) -> N:
    """Contributions to the outputs that gather most: ceil(k / s); equal to the fewest iff s | k.

    Source: Odena et al. (2016), Deconvolution and checkerboard artifacts.
    """
    return ceil_div(k, s)
