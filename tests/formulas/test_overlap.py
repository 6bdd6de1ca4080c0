"""Contributions to the outputs of a transposed convolution, against counting."""

from __future__ import annotations

import pytest

from convcalc.formulas.overlap import fewest_contributions, most_contributions


@pytest.mark.parametrize("k", range(1, 10))
@pytest.mark.parametrize("s", range(1, 6))
def test_contributions_are_those_counted(k: int, s: int) -> None:
    inputs = 2 * k + 2
    counts = [0] * (inputs * s + k)
    for position in range(inputs):
        for element in range(k):
            counts[position * s + element] += 1
    inner = counts[k : (inputs - 1) * s]
    assert min(inner) == fewest_contributions(k, s)
    assert max(inner) == most_contributions(k, s)
    assert (min(inner) == max(inner)) == (k % s == 0)


def test_kernel_3_and_stride_2_of_the_article() -> None:
    assert (fewest_contributions(3, 2), most_contributions(3, 2)) == (1, 2)
    assert fewest_contributions(4, 2) == most_contributions(4, 2) == 2
