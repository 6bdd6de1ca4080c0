"""Normalisation: learnable and stored numbers, and how many statistics are taken over what.

Letters: c channels, i spatial sizes (one value an axis), g groups, n samples of the batch.
A statistic is one pair of mean and variance.
"""

from __future__ import annotations

from convcalc.algebra.expr import N
from convcalc.algebra.trace import exact_div, product


def per_channel(c: N) -> N:
    """One learnable number a channel: gamma (scale), beta (shift) or the slope of a PReLU.

    Also the number of statistics of a batch normalisation, one a channel.
    Source: Ioffe & Szegedy (2015), algorithm 1; torch.nn.BatchNorm2d; torch.nn.PReLU.
    """
    return c


def norm_params(c: N) -> N:
    """Learnable numbers of a normalisation by channels: gamma and beta, 2c together.

    Source: Ioffe & Szegedy (2015), algorithm 1; torch.nn.BatchNorm2d, torch.nn.GroupNorm.
    """
    return 2 * c


def running_statistics(c: N) -> N:
    """Stored, not learnt: a running mean and a running variance a channel.

    PyTorch's counter of batches is not included. Source: torch.nn.BatchNorm2d.
    """
    return 2 * c


def batch_norm_values(n: N, i: tuple[N, ...]) -> N:
    """Values in each statistic of a batch normalisation in training: the batch and the map.

    Source: Ioffe & Szegedy (2015), section 3.2.
    """
    return product(n, product(*i))


def layer_norm_channel_statistics(n: N, i: tuple[N, ...]) -> N:
    """Statistics of a layer normalisation over the channels only: one a position.

    Over everything it is one a sample. Source: Ba et al. (2016); torch.nn.LayerNorm.
    """
    return product(n, product(*i))


def layer_norm_values(c: N, i: tuple[N, ...]) -> N:
    """Values in each statistic of a layer normalisation over everything.

    Source: Ba et al. (2016); torch.nn.LayerNorm.
    """
    return product(c, product(*i))


def instance_norm_statistics(n: N, c: N) -> N:
    """Statistics of an instance normalisation: one for each channel of each sample.

    Source: Ulyanov et al. (2016); torch.nn.InstanceNorm2d.
    """
    return product(n, c)


def instance_norm_values(i: tuple[N, ...]) -> N:
    """Values in each statistic of an instance normalisation: one map.

    Source: Ulyanov et al. (2016); torch.nn.InstanceNorm2d.
    """
    return product(*i)


def group_norm_statistics(n: N, g: N) -> N:
    """Statistics of a group normalisation: one for each group of each sample.

    Source: Wu & He (2018); torch.nn.GroupNorm.
    """
    return product(n, g)


def group_norm_values(c: N, g: N, i: tuple[N, ...]) -> N:
    """Values in each statistic of a group normalisation: the maps of one group.

    Source: Wu & He (2018); torch.nn.GroupNorm.
    """
    return product(exact_div(c, g), product(*i))


# Operations where statistics are taken of the input itself: of `sets` sets of values, `values`
# in all. Mean: values - sets additions, a division a set. Variance: a subtraction and a square a
# value, values - sets additions, a division a set. Then epsilon, a square root and a reciprocal a
# set, and a multiplication a value.


def normalise_additions(values: N, sets: N) -> N:
    """Additions and subtractions of taking statistics and normalising with them."""
    return 3 * values - sets


def normalise_multiplications(values: N) -> N:
    """Multiplications of taking statistics and normalising with them."""
    return 2 * values


def normalise_divisions(sets: N) -> N:
    """Divisions of taking statistics and normalising with them."""
    return 3 * sets
