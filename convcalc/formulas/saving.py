"""How many output channels a wanted saving needs: the separable ratio turned round."""

from __future__ import annotations

from fractions import Fraction

from convcalc.algebra.trace import ceil_div


def channels_for_saving(elements: int, m: int, saving: int | Fraction) -> int | None:
    """Fewest output channels M for which m(1/M + 1/K^2) <= 1/saving; None if no M does.

    Args:
        elements: elements of the kernel, K^2.
        m: depth multiplier.
        saving: wanted factor, above 0.

    From M (K^2 - m S) >= m S K^2, S the saving: 3 x 3 and 8 times give M >= 72, and 9 times is
    never reached. Source: Howard et al. (2017), MobileNets, section 3.1, solved for M.
    """
    factor = Fraction(saving) * m
    room = elements - factor
    if room <= 0:
        return None
    least = factor * elements / room
    return max(ceil_div(least.numerator, least.denominator), 1)
