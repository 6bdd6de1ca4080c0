"""Batch normalisation folded into the convolution before it, worked by hand.

w' = w·s and b' = β + (b − μ)·s with s = γ/√(σ² + ε), for every filter.
Source: Jacob et al. (2018), "Quantization and training of neural networks for efficient
integer-arithmetic-only inference", section 3.2.
"""

from __future__ import annotations

from typing import Any

from convcalc.algebra.arithmetic import (
    Exact,
    Number,
    Surd,
    inverse_root,
    minus,
    over,
    plus,
    root,
    times,
)
from convcalc.algebra.expr import Expr, Var, tidy
from convcalc.errors import LayerError, Message
from convcalc.tensors.normalise import BETA, EPSILON, GAMMA, MU, SIGMA2, not_negative
from convcalc.tensors.page import Line, Lines, Picture, Working
from convcalc.tensors.request import Request, levels

S = Var("s")


def folded(request: Request) -> Working:
    """The kernels and biases of a convolution that does the normalisation too."""
    array = request.arrays["weight"]
    entries, above = levels(array, request.dims, "weight")
    filters = entries if above == 2 else ((entries,),) if above == 0 else _one_channel(entries)
    count = len(filters)
    eps = request.numbers["eps"]
    names = (("mean", 0), ("var", 1), ("gamma", 1), ("beta", 0), ("bias", 0))
    given = {name: request.vector(name, count, default) for name, default in names}
    steps: list[Any] = []
    weights, biases = [], []
    for m, kernels in enumerate(filters):
        mean, variance, gamma, beta, bias = (given[name][m] for name, _ in names)
        not_negative(variance)
        radicand = tidy(variance + eps)
        if not radicand:
            raise LayerError(Message("value.no_spread"), Message("value.no_spread_hint"))
        scale = inverse_root(1, radicand, gamma, 0, over(gamma, root(radicand)))
        shift = inverse_root(
            tidy(bias - mean), radicand, gamma, beta,
            plus([beta, _scaled(gamma, tidy(bias - mean), radicand)]),
        )  # fmt: skip
        weights.append(
            tuple(
                tuple(tuple(_weight(w, gamma, radicand) for w in row) for row in kernel)
                for kernel in kernels
            )
        )
        biases.append(shift)
        title = Message("value.filter", number=m + 1) if count > 1 else Message("value.folding")
        steps.append(Lines(title, _fold_lines(given, m, radicand, eps, scale, shift)))
        for kernel, new in zip(kernels, weights[-1], strict=True):
            parts = (scale, "·", kernel, "=", new)
            steps.append(Picture(Message("value.folded_kernel"), parts))
    pictures = tuple(step for step in steps if isinstance(step, Picture))
    facts = {"bias": tuple(biases)}
    return Working(tuple(weights), pictures, tuple(steps), facts)


def _one_channel(entries: Any) -> Any:
    """Filters with one input channel each."""
    return tuple((kernel,) for kernel in entries)


def _scaled(gamma: Exact, top: Exact, radicand: Exact) -> Expr:
    work = over(top, root(radicand))
    return work if gamma == 1 else times(gamma, work)


def _weight(w: Exact, gamma: Exact, radicand: Exact) -> Number:
    return inverse_root(w, radicand, gamma, 0, _scaled(gamma, w, radicand))


def _fold_lines(
    given: dict[str, list[Exact]], m: int, radicand: Exact, eps: Exact, scale: Number, shift: Number
) -> tuple[Line, ...]:
    mean, variance, gamma, beta, bias = (
        given[name][m] for name in ("mean", "var", "gamma", "beta", "bias")
    )
    inside: Any = plus([variance, eps]) if eps else variance
    factor = scale.expression if isinstance(scale, Surd) else scale
    letters = over(GAMMA, root(plus([SIGMA2, EPSILON])))
    return (
        Line(Message("value.scale"), (S, letters, over(gamma, root(inside)), scale)),
        Line(
            Message("value.new_bias"),
            (
                plus([BETA, times(minus(Var("b"), MU), S)]),
                plus([beta, times(minus(bias, mean), factor)]),
                shift,
            ),
        ),
    )
