"""Recurrent layers and attention: learnable numbers and multiply-accumulates, per sample.

Letters: gates, f_in features, h hidden units, times layers in both directions, sets of biases, t
steps; e channels of the queries, e_kv of keys and values, d_q and d_kv what they are projected to,
t and t_kv how many there are.
"""

from __future__ import annotations

from convcalc.algebra.expr import N
from convcalc.algebra.trace import product


def recurrent_weights(gates: N, f_in: N, h: N, times: N) -> N:
    """Weights of recurrent layers: for each gate and hidden unit one a feature and one a unit.

    Source: torch.nn.LSTM, "Variables" (weight_ih: 4 hidden x input, weight_hh: 4 hidden x hidden).
    """
    return product(times, gates, h, f_in + h)


def recurrent_biases(gates: N, h: N, times: N, sets: N) -> N:
    """Biases of recurrent layers: one for each gate and hidden unit, in one or two sets.

    Source: torch.nn.LSTM, "Variables" (bias_ih and bias_hh); keras.layers.LSTM has one set.
    """
    return product(times, sets, gates, h)


def recurrent_macs(gates: N, f_in: N, h: N, times: N, t: N) -> N:
    """Multiply-accumulates of recurrent layers: their weights, used once at every step.

    Source: torch.nn.LSTM, the equations of a step.
    """
    return product(times, t, gates, h, f_in + h)


def attention_weights(e: N, e_kv: N, d_q: N, d_kv: N) -> N:
    """Weights of multi-head attention: of the queries, of keys and values, and of the output.

    Source: Vaswani et al. (2017), section 3.2.2; with d_kv < d_q Ainslie et al. (2023), GQA.
    """
    return 2 * product(e, d_q) + 2 * product(e_kv, d_kv)


def attention_macs(e: N, e_kv: N, d_q: N, d_kv: N, t: N, t_kv: N) -> N:
    """Multiply-accumulates of multi-head attention: the projections, then every query with every
    key, and every weight with a value.

    Source: Vaswani et al. (2017), sections 3.2.1 and 3.2.2.
    """
    return 2 * product(e, d_q, t) + 2 * product(e_kv, d_kv, t_kv) + 2 * product(d_q, t, t_kv)


def pyramid_features(c: N, levels: tuple[N, ...], n: int) -> N:
    """Length of the vector of spatial pyramid pooling: level^n bins a level, c values each.

    Source: He et al. (2014), Spatial Pyramid Pooling, section 2.2.
    """
    bins = product(*(levels[0],) * n)
    for level in levels[1:]:
        bins = bins + product(*(level,) * n)
    return product(c, bins)
