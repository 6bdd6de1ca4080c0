"""Random single-layer cases for Keras, one function for each layer type.

Biases, the axes of layer normalisation and the parameters of PReLU are always given, since Keras's
defaults are not ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from random import Random
from typing import Any

from tests.oracles.cases import Case, Draw
from tests.oracles.draws import (
    chance,
    dilation,
    dims,
    finish,
    kernel,
    optional,
    pairs,
    per_axis,
    spatial,
    start,
    stride,
    with_layer,
)

NO_WINDOW: dict[str, Sequence[Any]] = {"kernel": (0, -1, 40, 95), "stride": (0, -1)}
NO_CONV = {**NO_WINDOW, "dilation": (0, -1, 40), "padding": ("full", "same-lower", "causal")}


def input_of(rng: Random, layer: str, dimensions: Sequence[int] = (1, 2, 2, 3)) -> tuple[Case, int]:
    """A case, and its number of spatial dimensions."""
    n = rng.choice(dimensions)
    return start(layer, spatial(rng, n), rng.randint(1, 8)), n


def steps(rng: Random, n: int) -> Case:
    """A stride, a dilation, seldom both: Keras mostly refuses them together."""
    kind = rng.random()
    both = {"stride": stride(rng, n), "dilation": dilation(rng, n)}
    if kind < 0.5:
        return {"stride": both["stride"]}
    if kind < 0.75:
        return {"dilation": both["dilation"]}
    return both if kind < 0.85 else {}


def conv(rng: Random) -> Case:
    """A convolution."""
    groups = rng.choice((1, 1, 1, 2, 3))
    case, n = input_of(rng, "conv")
    case["in"] *= groups
    case.update(kernel=kernel(rng, n), **steps(rng, n))
    words = ("valid", "same", "same", *(("causal",) * 3 if n == 1 else ()))
    case.update(optional(rng, 0.8, padding=rng.choice(words)))
    if groups > 1:
        case["groups"] = groups
    case["out"] = groups * rng.randint(1, 8)
    case["bias"] = chance(rng, 0.7)
    return finish(rng, case, {**NO_CONV, "groups": (2, 3, 5, 0), "out": (0, -1)})


def depthwise(rng: Random) -> Case:
    """A depthwise convolution; Keras has none in three dimensions."""
    case, n = input_of(rng, "depthwise", (1, 2, 2))
    case.update(kernel=kernel(rng, n), **steps(rng, n))
    case.update(optional(rng, 0.7, padding=rng.choice(("valid", "same"))))
    case.update(optional(rng, 0.5, multiplier=rng.randint(1, 4)))
    case["bias"] = chance(rng, 0.6)
    return finish(rng, case, {**NO_CONV, "multiplier": (0,)})


def separable(rng: Random) -> Case:
    """A separable convolution; Keras has none in three dimensions."""
    case, n = input_of(rng, "separable", (1, 2, 2))
    case.update(kernel=kernel(rng, n), **steps(rng, n))
    case.update(optional(rng, 0.7, padding=rng.choice(("valid", "same"))))
    case.update(optional(rng, 0.5, multiplier=rng.randint(1, 4)))
    case.update(out=rng.randint(1, 12), bias=chance(rng, 0.6))
    return finish(rng, case, {**NO_CONV, "out": (0, -1)})


def tconv(rng: Random) -> Case:
    """A transposed convolution; an output padding of 0 is not the same as none."""
    case, n = input_of(rng, "tconv")
    case.update(kernel=kernel(rng, n), **steps(rng, n))
    case.update(optional(rng, 0.8, padding=rng.choice(("valid", "same"))))
    extra = per_axis(rng, n, lambda: rng.choice((0, 1, 1, 2)))
    case.update(optional(rng, 0.4, output_padding=extra))
    case.update(out=rng.randint(1, 6), bias=chance(rng, 0.7))
    faults = {**NO_CONV, "kernel": (0, -1), "output_padding": (4, 7), "out": (0,)}
    return finish(rng, case, faults)


def pool(rng: Random, layer: str) -> Case:
    """A pool."""
    case, n = input_of(rng, layer)
    case["kernel"] = kernel(rng, n)
    case.update(optional(rng, 0.6, stride=stride(rng, n)))
    case.update(optional(rng, 0.8, padding=rng.choice(("valid", "same"))))
    return finish(rng, case, NO_WINDOW)


def adaptive(rng: Random, layer: str) -> Case:
    """An adaptive pool."""
    case, n = input_of(rng, layer)
    case["output_size"] = per_axis(rng, n, lambda: rng.choice((1, 2, 3, 5, 7, 20)))
    return finish(rng, case, {"output_size": (0, -1)})


def upsample(rng: Random) -> Case:
    """A repetition, or in two dimensions an interpolation."""
    case, n = input_of(rng, "upsample")
    case["scale"] = per_axis(rng, n, lambda: rng.randint(1, 4))
    modes = ("nearest", "bilinear", "bicubic")
    if n == 2 and chance(rng, 0.5):
        case["mode"] = rng.choice(modes)
    broken = () if isinstance(case["scale"], list) else (0.5, 1.5)
    return finish(rng, case, {"scale": (0, -1, *broken)})


def pad(rng: Random) -> Case:
    """Padding with zeros."""
    case, n = input_of(rng, "pad")
    case["padding"] = borders(rng, n)
    return finish(rng, case)


def crop(rng: Random) -> Case:
    """A border cut away."""
    case, n = input_of(rng, "crop")
    case["amount"] = borders(rng, n)
    edge = min(case["size"])
    return finish(rng, case, {"amount": (edge, edge // 2, edge // 2 + 1, -1)})


def borders(rng: Random, n: int) -> Any:
    """One number, one for each axis, or pairs."""
    amounts = (0, 1, 1, 2, 3)
    each = [rng.choice(amounts) for _ in range(n)]
    return rng.choice((rng.choice(amounts), each, pairs(rng, n, amounts)))


def linear(rng: Random) -> Case:
    """A dense layer on a vector or on a flattened map."""
    n = rng.choice((0, 0, 1, 2, 3))
    case = start("linear", [rng.randint(1, 8) for _ in range(n)], rng.randint(1, 64))
    case.update(out=rng.randint(1, 100), bias=chance(rng, 0.6))
    return finish(rng, case, {"out": (0, -1)})


def batch_norm(rng: Random) -> Case:
    """A batch normalisation."""
    case, _ = input_of(rng, "bn")
    return finish(rng, {**case, **optional(rng, 0.6, affine=chance(rng, 0.4))})


def layer_norm(rng: Random) -> Case:
    """A layer normalisation."""
    case, _ = input_of(rng, "ln")
    case["over"] = rng.choice(("all", "channels"))
    case.update(optional(rng, 0.4, affine=chance(rng, 0.4), bias=chance(rng, 0.4)))
    return finish(rng, case)


def group_norm(rng: Random) -> Case:
    """A group normalisation."""
    groups = rng.choice((1, 2, 3, 4, 8))
    case, _ = input_of(rng, "gn")
    case["in"] *= groups
    case["groups"] = groups
    case.update(optional(rng, 0.4, affine=chance(rng, 0.4)))
    return finish(rng, case, {"groups": (0, 5, 7, 64, -2)})


def prelu(rng: Random) -> Case:
    """A parametric ReLU with one parameter, or one for each channel."""
    case, _ = input_of(rng, "prelu")
    return finish(rng, {**case, "parameters": rng.choice((1, case["in"]))})


def reshape(rng: Random) -> Case:
    """The same elements in another shape, one entry left open sometimes."""
    n = dims(rng)
    case = start("reshape", [rng.choice((1, 2, 4, 6, 7, 12)) for _ in range(n)], rng.randint(1, 24))
    elements = case["in"] * prod(case["size"])
    shape = []
    for _ in range(rng.choice((0, 1, 2, 2, 3))):
        factor = rng.choice([f for f in range(1, 13) if elements % f == 0])
        elements //= factor
        shape.append(factor)
    shape.append(elements)
    rng.shuffle(shape)
    if chance(rng, 0.5):
        shape[rng.randrange(len(shape))] = -1
    return finish(rng, {**case, "shape": shape}, {"shape": (-1, 5, 11, 13)})


def dropout(rng: Random) -> Case:
    """A dropout."""
    case, _ = input_of(rng, "dropout")
    return finish(rng, {**case, "p": rng.choice((0, 0.2, 0.5, 1))}, {"p": (-0.1, 1.5)})


def bare(rng: Random, layer: str) -> Case:
    """A layer without parameters."""
    return finish(rng, input_of(rng, layer)[0])


DRAWS: dict[str, Draw] = {
    "conv": conv,
    "depthwise": depthwise,
    "separable": separable,
    "tconv": tconv,
    **{name: with_layer(pool, name) for name in ("maxpool", "avgpool")},
    **{name: with_layer(adaptive, name) for name in ("adaptive_avgpool", "adaptive_maxpool")},
    **{name: with_layer(bare, name) for name in ("gap", "gmp", "flatten")},
    "upsample": upsample,
    "pad": pad,
    "crop": crop,
    "linear": linear,
    "bn": batch_norm,
    "ln": layer_norm,
    "gn": group_norm,
    "prelu": prelu,
    "reshape": reshape,
    "dropout": dropout,
}

WEIGHTS: Mapping[str, int] = {
    **dict.fromkeys(DRAWS, 60),
    **dict.fromkeys(("gap", "gmp", "flatten", "dropout"), 25),
    **dict.fromkeys(("conv", "tconv"), 420),
    **dict.fromkeys(("maxpool", "avgpool", "depthwise", "separable"), 200),
    **dict.fromkeys(("upsample", "pad", "crop", "reshape"), 90),
}
