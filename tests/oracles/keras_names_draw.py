"""Random cases in Keras's own words: a layer by its name, and its own arguments.

A case is mostly plausible and then spoiled now and then, here also by an argument that the layer
does not have. Whether the result is legal is for Keras to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from random import Random
from typing import Any

from tests.oracles.cases import Case, Draw
from tests.oracles.draws import chance, dilation, finish, kernel, optional, per_axis, start, stride
from tests.oracles.keras_draw import NO_CONV, NO_WINDOW, borders, input_of

STRANGE = ("inplace", "padding_mode", "eps", "auto_pad", "scale_factor", "num_output")
"""Arguments that no layer of Keras has."""

NO_EFFECT: dict[str, Any] = {"name": "a", "trainable": True, "dtype": "float32"}
LEARNT: dict[str, Any] = {
    "kernel_initializer": "zeros", "bias_initializer": "ones", "activation": "relu",
    "kernel_regularizer": "l2",
}  # fmt: skip


def said(rng: Random, case: Case, effectless: Mapping[str, Any] = NO_EFFECT) -> Case:
    """Seldom an argument without effect, or one that the layer does not have."""
    if chance(rng, 0.2):
        key = rng.choice(list(effectless))
        case[key] = effectless[key]
    if chance(rng, 0.04):
        case[rng.choice(STRANGE)] = 1
    return case


def window(rng: Random, n: int) -> Case:
    """The arguments that all convolutions share."""
    case: Case = {"kernel_size": kernel(rng, n)}
    kind = rng.random()
    if kind < 0.6:
        case["strides"] = stride(rng, n)
    if kind > 0.5:
        case["dilation_rate"] = dilation(rng, n)
    words = ("valid", "same", "SAME", "same", *(("causal",) if n == 1 else ()))
    case.update(optional(rng, 0.7, padding=rng.choice(words)))
    case.update(optional(rng, 0.7, use_bias=chance(rng, 0.5)))
    return case


def spelt(faults: Mapping[str, Any]) -> dict[str, Any]:
    """Faults under Keras's names."""
    names = {"kernel": "kernel_size", "stride": "strides", "dilation": "dilation_rate"}
    return {names.get(key, key): values for key, values in faults.items()}


def conv(rng: Random) -> Case:
    """A convolution."""
    groups = rng.choice((1, 1, 1, 2, 3))
    case, n = input_of(rng, "")
    case["layer"] = rng.choice((f"Conv{n}D", f"Conv{n}D", f"Convolution{n}D"))
    case["in"] *= groups
    case.update(filters=groups * rng.randint(1, 8), **window(rng, n))
    if groups > 1:
        case["groups"] = groups
    return finish(rng, said(rng, case, LEARNT), spelt({**NO_CONV, "filters": (0, -1)}))


def depthwise(rng: Random) -> Case:
    """A depthwise convolution."""
    case, n = input_of(rng, "", (1, 2, 2))
    case.update(layer=f"DepthwiseConv{n}D", **window(rng, n))
    case.update(optional(rng, 0.5, depth_multiplier=rng.randint(1, 4)))
    return finish(rng, said(rng, case), spelt({**NO_CONV, "depth_multiplier": (0,)}))


def separable(rng: Random) -> Case:
    """A separable convolution."""
    case, n = input_of(rng, "", (1, 2, 2))
    case.update(layer=f"SeparableConv{n}D", filters=rng.randint(1, 12), **window(rng, n))
    case.update(optional(rng, 0.5, depth_multiplier=rng.randint(1, 4)))
    return finish(rng, said(rng, case), spelt({**NO_CONV, "filters": (0, -1)}))


def tconv(rng: Random) -> Case:
    """A transposed convolution."""
    case, n = input_of(rng, "")
    case.update(layer=f"Conv{n}DTranspose", filters=rng.randint(1, 6), **window(rng, n))
    case.update(optional(rng, 0.4, output_padding=per_axis(rng, n, lambda: rng.randint(0, 2))))
    faults = {"kernel_size": (0, -1), "output_padding": (4, 7), "filters": (0,), "groups": (2,)}
    return finish(rng, said(rng, case, LEARNT), {**spelt(NO_CONV), **faults})


def pool(rng: Random) -> Case:
    """A pool, whose size has a default if it is a maximum."""
    case, n = input_of(rng, "")
    case["layer"] = rng.choice(("MaxPooling", "MaxPool", "AveragePooling", "AvgPool")) + f"{n}D"
    case.update(optional(rng, 0.9, pool_size=kernel(rng, n)))
    case.update(optional(rng, 0.6, strides=stride(rng, n)))
    case.update(optional(rng, 0.8, padding=rng.choice(("valid", "same", "Same"))))
    faults = {**NO_WINDOW, "padding": ("causal", "full")}
    names = {"kernel": "pool_size", "stride": "strides"}
    return finish(rng, said(rng, case), {names.get(k, k): v for k, v in faults.items()})


def global_pool(rng: Random) -> Case:
    """A global pool."""
    case, n = input_of(rng, "")
    names = ("GlobalAveragePooling", "GlobalMaxPooling", "GlobalAvgPool", "GlobalMaxPool")
    case["layer"] = f"{rng.choice(names)}{n}D"
    return said(rng, {**case, **optional(rng, 0.5, keepdims=chance(rng, 0.5))})


def adaptive(rng: Random) -> Case:
    """An adaptive pool."""
    case, n = input_of(rng, "")
    case["layer"] = f"Adaptive{rng.choice(('Average', 'Max'))}Pooling{n}D"
    case["output_size"] = per_axis(rng, n, lambda: rng.choice((1, 2, 3, 5, 7)))
    return said(rng, case)


def upsample(rng: Random) -> Case:
    """A repetition, or in two dimensions an interpolation."""
    case, n = input_of(rng, "")
    case["layer"] = f"UpSampling{n}D"
    factors = per_axis(rng, n, lambda: rng.randint(1, 4)) if n > 1 else rng.randint(1, 4)
    case.update(optional(rng, 0.9, size_=factors))
    modes = ("nearest", "bilinear", "bicubic")
    case.update(optional(rng, 0.4 if n == 2 else 0.05, interpolation=rng.choice(modes)))
    return finish(rng, said(rng, case), {"size_": (0, -1)})


def border(rng: Random) -> Case:
    """A border of zeros, or one that is cut away: a number, pairs, on one axis a pair alone."""
    case, n = input_of(rng, "")
    name, key = rng.choice((("ZeroPadding", "padding"), ("Cropping", "cropping")))
    case["layer"] = f"{name}{n}D"
    amounts = borders(rng, n)
    if n == 1 and isinstance(amounts, list):
        amounts = [rng.randint(0, 3), rng.randint(0, 3)]
    case.update(optional(rng, 0.9, **{key: amounts}))
    edge = min(case["size"])
    return finish(rng, said(rng, case), {key: (edge // 2 + 1, -1) if name == "Cropping" else (-1,)})


def dense(rng: Random) -> Case:
    """A dense layer on a vector, or on the last axis of a map."""
    n = rng.choice((0, 0, 1, 2, 3))
    case = start("Dense", [rng.randint(1, 8) for _ in range(n)], rng.randint(1, 64))
    case.update(units=rng.randint(1, 100), **optional(rng, 0.6, use_bias=chance(rng, 0.5)))
    return finish(rng, said(rng, case, LEARNT), {"units": (0, -1)})


def norm(rng: Random, layer: str) -> Case:
    """A normalisation, over the channels or over other axes."""
    case, n = input_of(rng, layer)
    case.update(optional(rng, 0.4, scale=chance(rng, 0.5), center=chance(rng, 0.5), epsilon=0.01))
    if layer == "GroupNormalization":
        case["groups"] = rng.choice((1, 2, 3, 4))
        case["in"] *= case["groups"]
    if layer == "LayerNormalization" and chance(rng, 0.6):
        some = rng.sample(range(1, n + 2), rng.randint(1, n + 1))
        case["axis"] = rng.choice((sorted(some), -1, n + 1, 1))
    elif chance(rng, 0.3):
        case["axis"] = rng.choice((-1, n + 1))
    return finish(rng, said(rng, case), {"axis": (n + 2, -n - 3)})


def prelu(rng: Random) -> Case:
    """A parametric ReLU, some of whose axes share their slopes."""
    case, n = input_of(rng, "PReLU")
    some = sorted(rng.sample(range(1, n + 2), rng.randint(1, n + 1)))
    return said(rng, {**case, **optional(rng, 0.7, shared_axes=some)})


def reshape(rng: Random) -> Case:
    """The same elements in another shape, one entry left open sometimes."""
    n = rng.choice((0, 1, 2, 2, 3))
    sizes = [rng.choice((1, 2, 4, 6, 7, 12)) for _ in range(n)]
    case = start("Reshape", sizes, rng.randint(1, 24))
    elements = case["in"] * prod(sizes)
    shape = []
    for _ in range(rng.choice((0, 1, 2, 2, 3))):
        factor = rng.choice([f for f in range(1, 13) if elements % f == 0])
        elements //= factor
        shape.append(factor)
    shape.append(elements)
    if chance(rng, 0.5):
        shape[rng.randrange(len(shape))] = -1
    return finish(rng, said(rng, {**case, "target_shape": shape}), {"target_shape": (5, 11, 13)})


def plain(rng: Random, layer: str) -> Case:
    """A layer that keeps the shape, or makes it a vector."""
    own: dict[str, dict[str, Any]] = {
        "Flatten": {},
        "Softmax": {"axis": -1},
        "Dropout": {"rate": 0.25, "seed": 3},
        "LeakyReLU": {"negative_slope": 0.2},
        "ReLU": {"max_value": 6.0},
        "ELU": {"alpha": 1.5},
    }
    case, _ = input_of(rng, layer)
    return said(rng, {**case, **optional(rng, 0.5, **own[layer])})


DRAWS: dict[str, Draw] = {
    "conv": conv,
    "depthwise": depthwise,
    "separable": separable,
    "tconv": tconv,
    "pool": pool,
    "global_pool": global_pool,
    "adaptive": adaptive,
    "upsample": upsample,
    "border": border,
    "dense": dense,
    "bn": lambda rng: norm(rng, "BatchNormalization"),
    "ln": lambda rng: norm(rng, "LayerNormalization"),
    "gn": lambda rng: norm(rng, "GroupNormalization"),
    "prelu": prelu,
    "reshape": reshape,
    "flatten": lambda rng: plain(rng, "Flatten"),
    "activation": lambda rng: plain(
        rng, rng.choice(("Softmax", "Dropout", "LeakyReLU", "ReLU", "ELU"))
    ),
}
WEIGHTS: Mapping[str, int] = {
    **dict.fromkeys(DRAWS, 60),
    **dict.fromkeys(("conv", "tconv", "pool"), 180),
    **dict.fromkeys(("depthwise", "separable", "ln", "border", "upsample"), 110),
    **dict.fromkeys(("flatten", "activation", "adaptive"), 30),
}
