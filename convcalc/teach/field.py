"""The receptive field of a chain of layers as a formula in letters, so that slips can be made."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Expr, Product, Sum, Value, Var, as_expr, make
from convcalc.teach.edits import Part
from convcalc.teach.question import Question

__all__ = ["field_question"]


def field_question(
    kernels: Sequence[int], strides: Sequence[int], dilations: Sequence[int]
) -> Question:
    """1 + the sum, over the layers, of d(k - 1) times the strides of all layers before.

    A dilation is written where it is not 1, a stride where some layer strides.
    Source: Araujo et al. (2019), Computing receptive fields of convolutional neural networks,
    equation 2.
    """
    terms: list[Expr] = [as_expr(1)]
    letters: dict[str, Value] = {}
    before: list[Expr] = []
    for number, (k, s, d) in enumerate(zip(kernels, strides, dilations, strict=True), 1):
        letters |= {f"k_{number}": k, f"s_{number}": s, f"d_{number}": d}
        factors: list[Expr] = [] if d == 1 else [Var(f"d_{number}")]
        factors += [Var(f"k_{number}") - 1, *before]
        terms.append(make(Product, *factors) if len(factors) > 1 else factors[0])
        before += [] if s == 1 else [Var(f"s_{number}")]
    return Question("rf", (Part("chain-field", make(Sum, *terms), letters),))
