"""Random single-layer cases for torch, one function for each layer type.

A draw is mostly plausible; about a third of them are then spoiled in one parameter. Whether the
result is legal is for torch to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from random import Random
from typing import Any

from tests.oracles.cases import Case, Draw
from tests.oracles.draws import (
    SPOILED,
    axes,
    chance,
    dilation,
    dims,
    finish,
    is_pairs,
    kernel,
    on_axis,
    optional,
    padding,
    pairs,
    per_axis,
    spatial,
    start,
    stride,
    with_layer,
)

LARGE = 0.06
LARGE_SIZES = {1: (4096, 16000), 2: (112, 224, 299, 512, 1024), 3: (32, 64, 112)}
LARGE_CHANNELS = (64, 256, 512, 2048)
MODES = ("nearest", "nearest-exact", "linear", "bilinear", "trilinear", "bicubic", "area")
INTERPOLATING = {1: "linear", 2: "bilinear", 3: "trilinear"}
SCALES = (0.25, 0.3, 0.5, 0.7, 0.9, 1, 1.1, 1.3, 1.5, 1.7, 2, 2, 2.3, 2.5, 3, 3.3, 4, 8)
NO_WINDOW = {"kernel": (0, -1, 40), "stride": (0, -1), "size": (0, -2)}
ACTIVATIONS = (
    "relu",
    "relu6",
    "leaky_relu",
    "elu",
    "sigmoid",
    "tanh",
    "silu",
    "hardswish",
    "hardsigmoid",
    "gelu",
    "softmax",
    "identity",
    "lrn",
)


def input_of(rng: Random, layer: str, n: int, multiple: int = 1) -> Case:
    """A case with a size and channels divisible by ``multiple``, sometimes large."""
    if chance(rng, LARGE):
        size = [rng.choice(LARGE_SIZES[n]) for _ in range(n)]
        return start(layer, size, rng.choice(LARGE_CHANNELS) * multiple)
    return start(layer, spatial(rng, n), multiple * rng.randint(1, 8))


def conv_padding(rng: Random, case: Case, n: int) -> None:
    """Give a convolution its padding: numbers, pairs or a word."""
    kind = rng.random()
    if kind < 0.6:
        case.update(optional(rng, 0.8, padding=padding(rng, n)))
    elif kind < 0.72:
        case["padding"] = pairs(rng, n, (0, 0, 1, 2, 3))
    elif kind < 0.9:
        case["padding"] = rng.choice(("same", "same", "valid"))
        if case["padding"] == "same" and chance(rng, 0.7):
            case.pop("stride", None)
    else:
        case["padding"] = "causal" if n == 1 else "full"


def conv(rng: Random) -> Case:
    """A convolution of any kind."""
    n, groups = dims(rng), rng.choice((1, 1, 1, 2, 3, 4))
    case = input_of(rng, "conv", n, groups)
    case["kernel"] = kernel(rng, n)
    case.update(optional(rng, 0.6, stride=stride(rng, n)))
    case.update(optional(rng, 0.4, dilation=dilation(rng, n)))
    conv_padding(rng, case, n)
    if groups > 1:
        case["groups"] = groups
    case["out"] = groups * rng.choice((1, 2, 4, 8, 16))
    case.update(optional(rng, 0.4, bias=chance(rng, 0.3)))
    faults: dict[str, Sequence[Any]] = {
        "groups": (0, -1, 3, 5, 7),
        "dilation": (0, -1, 30),
        "out": (1, 5),
        **NO_WINDOW,
    }
    if not is_pairs(case.get("padding")):  # F.pad would crop
        faults["padding"] = (-1,)
    return finish(rng, case, faults)


def depthwise(rng: Random) -> Case:
    """A depthwise convolution."""
    n = dims(rng)
    case = input_of(rng, "depthwise", n)
    case["kernel"] = kernel(rng, n)
    case.update(optional(rng, 0.6, stride=stride(rng, n)))
    case.update(optional(rng, 0.3, dilation=dilation(rng, n)))
    conv_padding(rng, case, n)
    case.update(optional(rng, 0.5, multiplier=rng.randint(1, 4), bias=chance(rng, 0.4)))
    return finish(rng, case, {"dilation": (0, 30), **NO_WINDOW})


def pointwise(rng: Random) -> Case:
    """A 1x1 convolution."""
    n, groups = dims(rng), rng.choice((1, 1, 2, 4))
    case = input_of(rng, "pointwise", n, groups)
    case["out"] = groups * rng.choice((1, 3, 16, 64))
    if groups > 1:
        case["groups"] = groups
    case.update(optional(rng, 0.4, stride=stride(rng, n), bias=chance(rng, 0.3)))
    return finish(rng, case, {"groups": (0, 5, 7), "stride": (0, -1), "size": (0, -1)})


def separable(rng: Random) -> Case:
    """A depthwise convolution, then a pointwise one."""
    n = dims(rng)
    case = input_of(rng, "separable", n)
    case["kernel"] = kernel(rng, n)
    case.update(optional(rng, 0.6, stride=stride(rng, n)))
    case.update(optional(rng, 0.3, dilation=dilation(rng, n)))
    conv_padding(rng, case, n)
    case["out"] = rng.choice((1, 4, 10, 32))
    case.update(optional(rng, 0.4, multiplier=rng.randint(1, 3), bias=chance(rng, 0.6)))
    return finish(rng, case, {"dilation": (0, 30), **NO_WINDOW})


def spatial_separable(rng: Random) -> Case:
    """A k x 1 convolution, then a 1 x k one."""
    case = input_of(rng, "spatial_separable", 2)
    case["kernel"] = kernel(rng, 2)
    case.update(optional(rng, 0.6, stride=stride(rng, 2), padding=padding(rng, 2)))
    case["out"] = rng.choice((1, 4, 10, 32))
    case.update(optional(rng, 0.4, mid=rng.choice((1, 6, 12)), bias=chance(rng, 0.6)))
    return finish(rng, case, {"padding": (-1,), **NO_WINDOW})


def tconv(rng: Random) -> Case:
    """A transposed convolution, sometimes with a wanted output size."""
    n, groups = dims(rng), rng.choice((1, 1, 1, 2, 3))
    case = input_of(rng, "tconv", n, groups)
    case["kernel"] = kernel(rng, n)
    case.update(optional(rng, 0.7, stride=stride(rng, n), padding=padding(rng, n)))
    case.update(optional(rng, 0.3, dilation=dilation(rng, n)))
    extra = per_axis(rng, n, lambda: rng.choice((0, 1, 1, 2, 3)))
    case.update(optional(rng, 0.4, output_padding=extra))
    if groups > 1:
        case["groups"] = groups
    case["out"] = groups * rng.choice((1, 2, 4, 8))
    case.update(optional(rng, 0.4, bias=chance(rng, 0.3)))
    if chance(rng, 0.25):
        case["output_size"] = near_tconv(rng, case, n)
    faults: dict[str, Sequence[Any]] = {
        "groups": (0, 3, 5),
        "padding": (-1, 9),
        "output_padding": (-1, 4, 7),
        **NO_WINDOW,
    }
    if 1 not in axes(case["kernel"], n):  # 1x1 kernels never look at their dilation
        faults["dilation"] = (0, -1)
    return finish(rng, case, faults)


def near_tconv(rng: Random, case: Case, n: int) -> list[int]:
    """An output size at or near those a transposed convolution can give."""
    sizes = []
    for axis in range(n):
        k, s, p, d = (
            on_axis(case.get(key, default), axis)
            for key, default in (("kernel", 1), ("stride", 1), ("padding", 0), ("dilation", 1))
        )
        smallest = (case["size"][axis] - 1) * s - 2 * p + d * (k - 1) + 1
        sizes.append(max(1, smallest + rng.choice((0, 0, s - 1, rng.randint(-1, s)))))
    return sizes


def linear(rng: Random) -> Case:
    """A dense layer on a vector or on a flattened map."""
    n = rng.choice((0, 0, 1, 2, 3))
    size = [rng.randint(1, 9) for _ in range(n)]
    case = start("linear", size, rng.choice((1, 3, 16, 64, 300)))
    case["out"] = rng.choice((1, 2, 10, 100, 1000))
    case.update(optional(rng, 0.4, bias=chance(rng, 0.3)))
    return finish(rng, case, {"out": (-1, -5), "in": (-1, -4)})


def pool(rng: Random, layer: str) -> Case:
    """What all pools with a window share."""
    n = dims(rng)
    case = input_of(rng, layer, n)
    case["kernel"] = kernel(rng, n)
    case.update(optional(rng, 0.6, stride=stride(rng, n)))
    case.update(optional(rng, 0.5, ceil=chance(rng, 0.8)))
    return case


def half_padding(rng: Random, case: Case, n: int) -> Any:
    """A padding around half the kernel, sometimes more."""
    return [
        min(on_axis(case["kernel"], axis) // 2, 3) if chance(rng, 0.9) else rng.randint(0, 4)
        for axis in range(n)
    ]


def maxpool(rng: Random) -> Case:
    """A max pool, with dilation and ceil mode."""
    case = pool(rng, "maxpool")
    n = len(case["size"])
    case.update(optional(rng, 0.5, padding=half_padding(rng, case, n)))
    case.update(optional(rng, 0.3, dilation=dilation(rng, n)))
    faults = {"padding": (-1, 2, 4), "dilation": (0, -1, 20), **NO_WINDOW}
    return finish(rng, case, faults)


def avgpool(rng: Random) -> Case:
    """An average pool."""
    case = pool(rng, "avgpool")
    n = len(case["size"])
    case.update(optional(rng, 0.5, padding=half_padding(rng, case, n)))
    case.update(optional(rng, 0.3, count_include_pad=chance(rng, 0.3)))
    return finish(rng, case, {"padding": (-1, 2, 4), **NO_WINDOW})


def lppool(rng: Random) -> Case:
    """A power-average pool."""
    case = pool(rng, "lppool")
    case.update(optional(rng, 0.5, norm=rng.choice((1, 2, 3))))
    return finish(rng, case, NO_WINDOW)


def adaptive(rng: Random, layer: str) -> Case:
    """An adaptive pool; null keeps an axis, and outputs may exceed the input."""
    n = dims(rng)
    case = input_of(rng, layer, n)

    def one() -> int | None:
        return None if n > 1 and chance(rng, 0.15) else rng.choice((1, 2, 3, 5, 6, 7, 14, 40))

    listed = chance(rng, 0.5)
    case["output_size"] = [one() for _ in range(n)] if listed else rng.choice((1, 2, 3, 7, 13, 40))
    wrong_length = [1] * (n + 1)
    return finish(rng, case, {"output_size": (0, -1, -3, wrong_length), "size": (0, 0, -1)})


def global_pool(rng: Random, layer: str) -> Case:
    """A global pool."""
    return finish(rng, input_of(rng, layer, dims(rng)), {"size": (0, -1)})


def unpool(rng: Random) -> Case:
    """The inverse of a max pool, sometimes with a wanted output size."""
    n = dims(rng)
    case = start("unpool", [rng.randint(1, 12) for _ in range(n)], rng.randint(1, 6))
    case["kernel"] = per_axis(rng, n, lambda: rng.choice((2, 2, 3, 4)))
    case.update(optional(rng, 0.5, stride=per_axis(rng, n, lambda: rng.choice((1, 2, 3)))))
    case.update(optional(rng, 0.4, padding=per_axis(rng, n, lambda: rng.choice((0, 1)))))
    if chance(rng, 0.5):
        step = axes(case.get("stride", case["kernel"]), n)
        pad = axes(case.get("padding", 0), n)
        usual = [
            (i - 1) * s - 2 * p + k
            for i, s, p, k in zip(case["size"], step, pad, axes(case["kernel"], n), strict=True)
        ]
        case["output_size"] = [
            o + rng.choice((0, 0, s - 1, 1 - s, rng.randint(-s, s)))
            for o, s in zip(usual, step, strict=True)
        ]
    wrong_length = [8] * (n + 1)
    faults = {"size": (0, -1), "padding": (3, 9), "output_size": (1, 50, wrong_length)}
    return finish(rng, case, faults)


def upsample(rng: Random) -> Case:
    """An interpolation by a scale, whole or not, or to a size."""
    n = dims(rng)
    large = chance(rng, LARGE)
    size = [rng.choice((50, 224, 300))] * n if large and n < 3 else spatial(rng, n)
    if chance(rng, 0.3) and n < 3:
        size = [rng.choice((10, 30, 50, 70))] * n
    case = start("upsample", size, rng.randint(1, 6))
    if chance(rng, 0.7):
        case["scale"] = per_axis(rng, n, lambda: rng.choice(SCALES))
    else:
        case["output_size"] = per_axis(rng, n, lambda: rng.randint(1, 50))
    if chance(rng, 0.75):
        plain = ("nearest", "nearest-exact", "area", INTERPOLATING[n], INTERPOLATING[n])
        case["mode"] = rng.choice((*plain, "bicubic") if n == 2 else plain)
    smooth = case.get("mode", "nearest") in (*INTERPOLATING.values(), "bicubic")
    if chance(rng, 0.3 if smooth else 0.06):
        case["align_corners"] = True
    faults = {
        "mode": MODES,
        "scale": (0, -1, 0.01, 2),
        "output_size": (0, -2, 5, [4] * (n + 1)),
        "size": (0, -1, 1),
    }
    return finish(rng, case, faults)


def pixel_shuffle(rng: Random) -> Case:
    """Channels to space."""
    factor = rng.choice((1, 2, 2, 3, 4))
    case = input_of(rng, "pixel_shuffle", 2, factor**2)
    case["factor"] = factor
    return finish(rng, case, {"factor": (0, -1, 3, 5), "in": (1, 2, 5, 7, 10), "size": (0,)})


def pixel_unshuffle(rng: Random) -> Case:
    """Space to channels."""
    factor = rng.choice((1, 2, 2, 3, 4))
    size = [factor * rng.randint(1, 12) for _ in range(2)]
    case = start("pixel_unshuffle", size, rng.randint(1, 20))
    case["factor"] = factor
    return finish(rng, case, {"factor": (0, -1, 3, 5), "size": (1, 7, 11, 13)})


def unfold(rng: Random) -> Case:
    """Sliding blocks to columns."""
    case = input_of(rng, "unfold", 2)
    case["kernel"] = kernel(rng, 2)
    case.update(optional(rng, 0.5, stride=stride(rng, 2), padding=padding(rng, 2)))
    case.update(optional(rng, 0.3, dilation=dilation(rng, 2)))
    return finish(rng, case, {"dilation": (0, 30), "padding": (-1,), **NO_WINDOW})


def fold(rng: Random) -> Case:
    """Columns to an image; the input has the right number of them most of the time."""
    size = [rng.randint(1, 24), rng.randint(1, 24)]
    window: Case = {"kernel": kernel(rng, 2)}
    window.update(optional(rng, 0.5, stride=stride(rng, 2), padding=padding(rng, 2)))
    window.update(optional(rng, 0.3, dilation=dilation(rng, 2)))
    columns = 1
    for axis, i in enumerate(size):
        k, s, p, d = (
            on_axis(window.get(key, default), axis)
            for key, default in (("kernel", 1), ("stride", 1), ("padding", 0), ("dilation", 1))
        )
        columns *= max((i + 2 * p - d * (k - 1) - 1) // s + 1, 0)
    channels = prod(axes(window["kernel"], 2)) * rng.randint(1, 5)
    case = {**start("fold", [columns], channels), "output_size": size, **window}
    faults = {
        "size": (0, 1, columns + 1, columns - 1),
        "in": (channels + 1, 1, 7),
        "kernel": (0, 30),
        "stride": (0, -1),
        "dilation": (0,),
        "padding": (-1,),
        "output_size": (0, -1),
    }
    return finish(rng, case, faults)


def pad(rng: Random) -> Case:
    """Padding in any mode; negative amounts only with zeros."""
    n = dims(rng)
    case = start("pad", spatial(rng, n), rng.randint(1, 8))
    kind = rng.random()
    mode = rng.choice(("zero", "reflect", "reflect", "replicate", "circular"))
    if kind < 0.35:
        case["padding"] = rng.choice((0, 1, 2, 3, 5, 9))
    elif kind < 0.65:
        case["padding"] = [rng.choice((0, 1, 2, 3, 7)) for _ in range(n)]
    else:
        negative = (-1, -2, -9) if mode == "zero" and chance(rng, 0.3) else ()
        case["padding"] = pairs(rng, n, (0, 1, 2, 3, 4, 8, *negative))
    if mode != "zero" or chance(rng, 0.3):
        case["mode"] = mode
    edge = min(case["size"])
    amounts: list[Any] = [edge - 1, edge, edge + 1, [[edge, 0]] * n, [[0, edge + 1]] * n]
    if mode == "zero":
        amounts += [-edge, -1]
    return finish(rng, case, {"padding": amounts, "size": (0, 1, 2, -1)})


def crop(rng: Random) -> Case:
    """Cutting a border away, or a centre out."""
    n = dims(rng)
    case = start("crop", spatial(rng, n, 4), rng.randint(1, 8))
    if chance(rng, 0.3):
        case["output_size"] = [rng.randint(1, i) for i in case["size"]]
        return finish(rng, case, {"output_size": (50, 100, 91), "size": (1, 2)})
    amounts = (0, 1, 1, 2, 3)
    case["amount"] = rng.choice(
        (rng.choice(amounts), [rng.choice(amounts) for _ in range(n)], pairs(rng, n, amounts))
    )
    edge = min(case["size"])
    faults = {"amount": (edge, edge // 2 + 1, edge // 2, (edge - 1) // 2), "size": (1, 2, 3)}
    return finish(rng, case, faults)


def flatten(rng: Random) -> Case:
    """Everything into one vector."""
    return finish(rng, input_of(rng, "flatten", dims(rng)), {"size": (0, -1)})


def reshape(rng: Random) -> Case:
    """The same elements in another shape, one entry left open sometimes."""
    n = rng.choice((0, 1, 2, 2, 3))
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
    case["shape"] = shape
    return finish(rng, case, {"shape": (-1, 0, 5, 11, -2)})


def batch_norm(rng: Random) -> Case:
    """A batch normalisation."""
    n = rng.choice((0, 1, 2, 2, 3))
    case = start("bn", spatial(rng, n) if n else [], rng.randint(1, 64))
    case.update(optional(rng, 0.5, affine=chance(rng, 0.3)))
    case.update(optional(rng, 0.4, track_running_stats=chance(rng, 0.3)))
    return finish(rng, case, {"size": (-1, -2)} if n else None)


def layer_norm(rng: Random) -> Case:
    """A layer normalisation over the channels, or over everything."""
    n = rng.choice((0, 1, 2, 2, 3))
    case = start("ln", spatial(rng, n) if n else [], rng.randint(1, 64))
    case.update(optional(rng, 0.7, over=rng.choice(("all", "channels"))))
    case.update(optional(rng, 0.4, affine=chance(rng, 0.3), bias=chance(rng, 0.3)))
    return finish(rng, case, {"size": (-1, -2)} if n else None)


def instance_norm(rng: Random) -> Case:
    """An instance normalisation."""
    n = dims(rng)
    size = [1] * n if chance(rng, 0.2) else spatial(rng, n)
    case = start("instancenorm", size, rng.randint(1, 32))
    case.update(optional(rng, 0.5, affine=chance(rng, 0.7)))
    case.update(optional(rng, 0.4, track_running_stats=chance(rng, 0.7)))
    return finish(rng, case)


def group_norm(rng: Random) -> Case:
    """A group normalisation."""
    n, groups = rng.choice((0, 1, 2, 2, 3)), rng.choice((1, 2, 3, 4, 8, 32))
    case = start("gn", spatial(rng, n) if n else [], groups * rng.randint(1, 6))
    case["groups"] = groups
    case.update(optional(rng, 0.4, affine=chance(rng, 0.4)))
    return finish(rng, case, {"groups": (5, 7, 9, 0, -1), "in": (1, 5, 31)})


def prelu(rng: Random) -> Case:
    """A parametric ReLU with one parameter or one for each channel."""
    n = rng.choice((0, 1, 2, 2, 3))
    case = start("prelu", spatial(rng, n) if n else [], rng.randint(1, 32))
    case.update(optional(rng, 0.7, parameters=rng.choice((1, case["in"]))))
    return finish(rng, case, {"parameters": (2, 3, 33, 0, -1)})


def dropout(rng: Random) -> Case:
    """A dropout."""
    n = rng.choice((0, 1, 2, 2, 3))
    case = start("dropout", spatial(rng, n) if n else [], rng.randint(1, 32))
    case.update(optional(rng, 0.7, p=rng.choice((0, 0.1, 0.2, 0.5, 0.9, 1))))
    return finish(rng, case, {"p": (-0.1, 1.5, 2)})


def squeeze_excite(rng: Random) -> Case:
    """A squeeze-and-excitation block, by reduction or by hidden width."""
    reduction = rng.choice((2, 4, 8, 16))
    case = input_of(rng, "se", 2, reduction)
    if chance(rng, 0.3):
        case["hidden"] = rng.choice((1, 4, 10))
    elif reduction != 16 or chance(rng, 0.5):
        case["reduction"] = reduction
    case.update(optional(rng, 0.4, bias=chance(rng, 0.3)))
    return finish(rng, case, {"reduction": (0,), "size": (0, -1)})


def channel_shuffle(rng: Random) -> Case:
    """Channels interleaved by groups."""
    groups = rng.choice((1, 2, 3, 4, 8))
    case = input_of(rng, "channel_shuffle", dims(rng), groups)
    case["groups"] = groups
    return finish(rng, case, {"groups": (0, -1, 5, 7), "in": (1, 5, 7)})


def plain(rng: Random, layer: str) -> Case:
    """A layer without parameters."""
    n = rng.choice((0, 1, 2, 2, 3))
    return finish(rng, start(layer, spatial(rng, n) if n else [], rng.randint(1, 64)))


def merge(rng: Random, layer: str) -> Case:
    """Several inputs of fitting, or of slightly different, shapes.

    Shapes that torch would broadcast are left out, except a 1x1 map in a product.
    """
    n = rng.choice((0, 1, 2, 2, 3))
    size = [i + 1 for i in spatial(rng, n)] if n else []
    channels = rng.randint(2, 32)
    inputs = [
        {"size": size, "in": rng.randint(1, 32) if layer == "concat" else channels}
        for _ in range(rng.choice((2, 2, 3, 4)))
    ]
    if layer == "mul" and n and chance(rng, 0.4):
        inputs[rng.randrange(len(inputs))] = {"size": [1] * n, "in": channels}
    if chance(rng, SPOILED):
        inputs[rng.randrange(len(inputs))] = misfit(rng, inputs[0])
    return finish(rng, {"layer": layer, "inputs": inputs})


def misfit(rng: Random, shape: Case) -> Case:
    """A shape that differs from the given one in one number and cannot be broadcast."""
    if shape["size"] and chance(rng, 0.7):
        size = [*shape["size"]]
        size[rng.randrange(len(size))] += rng.choice((1, 2, 10))
        return {"size": size, "in": shape["in"]}
    return {"size": shape["size"], "in": shape["in"] + rng.randint(1, 5)}


DRAWS: dict[str, Draw] = {
    "conv": conv,
    "depthwise": depthwise,
    "pointwise": pointwise,
    "separable": separable,
    "spatial_separable": spatial_separable,
    "tconv": tconv,
    "linear": linear,
    "maxpool": maxpool,
    "avgpool": avgpool,
    "lppool": lppool,
    "adaptive_avgpool": with_layer(adaptive, "adaptive_avgpool"),
    "adaptive_maxpool": with_layer(adaptive, "adaptive_maxpool"),
    "gap": with_layer(global_pool, "gap"),
    "gmp": with_layer(global_pool, "gmp"),
    "unpool": unpool,
    "upsample": upsample,
    "pixel_shuffle": pixel_shuffle,
    "pixel_unshuffle": pixel_unshuffle,
    "unfold": unfold,
    "fold": fold,
    "pad": pad,
    "crop": crop,
    "flatten": flatten,
    "reshape": reshape,
    "bn": batch_norm,
    "ln": layer_norm,
    "instancenorm": instance_norm,
    "gn": group_norm,
    "prelu": prelu,
    "dropout": dropout,
    "se": squeeze_excite,
    "channel_shuffle": channel_shuffle,
    "add": with_layer(merge, "add"),
    "concat": with_layer(merge, "concat"),
    "mul": with_layer(merge, "mul"),
    **{name: with_layer(plain, name) for name in ACTIVATIONS},
}

WEIGHTS = {
    **dict.fromkeys(DRAWS, 80),
    **dict.fromkeys(ACTIVATIONS, 12),
    **dict.fromkeys(("flatten", "dropout", "gap", "gmp"), 30),
    **dict.fromkeys(("conv", "tconv"), 500),
    "maxpool": 420,
    **dict.fromkeys(("avgpool", "upsample", "pad"), 280),
    **dict.fromkeys(("depthwise", "separable", "unpool", "fold", "unfold", "lppool"), 170),
    **dict.fromkeys(("adaptive_avgpool", "adaptive_maxpool", "spatial_separable", "crop"), 130),
}
