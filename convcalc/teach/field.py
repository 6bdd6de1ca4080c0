"""The receptive field of a chain of layers as a formula in letters, so that slips can be made."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Expr, Product, Sum, Value, Var, as_expr, joined, make
from convcalc.layers.base import Window
from convcalc.teach.part import AnswerPart
from convcalc.teach.question import Question


def field_question(
    kernels: Sequence[int], strides: Sequence[int], dilations: Sequence[int]
) -> Question:
    """The receptive field of layers that treat all axes alike."""
    return Question("rf", (field_part(kernels, strides, dilations),))


def chain_question(
    chain: Sequence[tuple[Window, ...]], names: Sequence[str] = ()
) -> Question | None:
    """The receptive field of a chain of layers, from their windows on every axis and their names;
    None if one of them does not slide over the layer below or changes the axes, or if there is a
    symbol in it."""
    if len({len(windows) for windows in chain}) > 1:
        return None
    parts = []
    for windows in zip(*chain, strict=True):
        if any(window.kind != "slide" for window in windows):
            return None
        used = [w for w in windows if (w.kernel, w.stride) != (1, 1)]
        numbers = [[w.kernel for w in used], [w.stride for w in used], [w.dilation for w in used]]
        if not used or not all(type(number) is int for row in numbers for number in row):
            return None
        parts.append(field_part(*numbers))
    layers = tuple(
        [
            name
            for name, windows in zip(names, chain, strict=bool(names))
            if any((window.kernel, window.stride) != (1, 1) for window in windows)
        ]
    )
    same = all(len(layers) * 3 == len(part.letters) for part in parts)
    return Question("rf", tuple(parts), axes=True, layers=layers if same else ()) if parts else None


def field_part(
    kernels: Sequence[int], strides: Sequence[int], dilations: Sequence[int]
) -> AnswerPart:
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
        terms.append(joined(Product, factors))
        before += [] if s == 1 else [Var(f"s_{number}")]
    return AnswerPart("chain-field", make(Sum, *terms), letters)
