"""Random single-layer cases for ONNX, one function for each layer type.

Sizes and channels are small, because the reference evaluator is written in Python. onnxruntime has
LRN in two dimensions only.
"""

from __future__ import annotations

from random import Random
from typing import Any

from tests.oracles.cases import Case, Draw
from tests.oracles.draws import (
    axes,
    chance,
    dilation,
    dims,
    finish,
    kernel,
    on_axis,
    optional,
    padding,
    pairs,
    per_axis,
    start,
    stride,
    with_layer,
)

LARGEST = {1: 40, 2: 15, 3: 6}
WORDS = ("same", "same", "same-lower", "same-lower", "valid")
SCALES = (0.3, 0.5, 0.7, 1, 1.5, 2, 2, 2.3, 2.5, 3)
NO_WINDOW = {"kernel": (0, 40), "stride": (0, -1)}


def input_of(rng: Random, layer: str, multiple: int = 1) -> tuple[Case, int]:
    """A small case, and its number of spatial dimensions."""
    n = 2 if layer == "lrn" else dims(rng)
    size = [rng.randint(1, LARGEST[n]) for _ in range(n)]
    if chance(rng, 0.3):
        size = [size[0]] * n
    return start(layer, size, multiple * rng.randint(1, 3)), n


def any_padding(rng: Random, n: int) -> Case:
    """Numbers, pairs, a word, or nothing."""
    kind = rng.random()
    if kind < 0.3:
        return {"padding": padding(rng, n)}
    if kind < 0.5:
        return {"padding": pairs(rng, n, (0, 0, 1, 2))}
    if kind < 0.85:
        return {"padding": rng.choice(WORDS)}
    return {}


def conv(rng: Random) -> Case:
    """A Conv."""
    groups = rng.choice((1, 1, 2, 3))
    case, n = input_of(rng, "conv", groups)
    case["kernel"] = kernel(rng, n)
    case.update(optional(rng, 0.7, stride=stride(rng, n)))
    case.update(optional(rng, 0.3, dilation=dilation(rng, n)))
    case.update(any_padding(rng, n))
    if groups > 1:
        case["groups"] = groups
    case["out"] = groups * rng.randint(1, 3)
    case.update(optional(rng, 0.3, bias=chance(rng, 0.4)))
    return finish(rng, case, {"groups": (2, 3, 5), "dilation": (0, 20), **NO_WINDOW})


def tconv(rng: Random) -> Case:
    """A ConvTranspose, by padding or by output size."""
    groups = rng.choice((1, 1, 2, 3))
    case, n = input_of(rng, "tconv", groups)
    case["kernel"] = kernel(rng, n)
    case.update(optional(rng, 0.8, stride=stride(rng, n)))
    case.update(optional(rng, 0.2, dilation=dilation(rng, n)))
    case.update(any_padding(rng, n))
    extra = per_axis(rng, n, lambda: rng.choice((0, 0, 1, 1, 2)))
    case.update(optional(rng, 0.4, output_padding=extra))
    if groups > 1:
        case["groups"] = groups
    case["out"] = groups * rng.randint(1, 2)
    if chance(rng, 0.3):
        case["output_size"] = [
            max(1, i * s + rng.randint(-2, 3))
            for i, s in zip(case["size"], axes(case.get("stride", 1), n), strict=True)
        ]
        if chance(rng, 0.7):
            case["padding"] = rng.choice(("same", "same-lower"))
    faults = {"groups": (2, 3, 5), "dilation": (0,), "padding": (9,), **NO_WINDOW}
    return finish(rng, case, faults)


def pool(rng: Random, layer: str) -> Case:
    """A MaxPool, AveragePool or LpPool."""
    case, n = input_of(rng, layer)
    case["kernel"] = per_axis(rng, n, lambda: rng.choice((1, 2, 2, 3, 3, 4, 5)))
    case.update(optional(rng, 0.8, stride=stride(rng, n)))
    case.update(optional(rng, 0.3, dilation=dilation(rng, n)))
    kind = rng.random()
    if kind < 0.25:
        case["padding"] = [on_axis(case["kernel"], axis) // 2 for axis in range(n)]
    elif kind < 0.5:
        case["padding"] = pairs(rng, n, (0, 0, 1, 2))
    elif kind < 0.75:
        case["padding"] = rng.choice(WORDS)
    case.update(optional(rng, 0.4, ceil=chance(rng, 0.9)))
    if layer == "avgpool":
        case.update(optional(rng, 0.3, count_include_pad=chance(rng, 0.5)))
    return finish(rng, case, {"dilation": (0, 9), "padding": (3, 5), **NO_WINDOW})


def global_pool(rng: Random, layer: str) -> Case:
    """A GlobalAveragePool or GlobalMaxPool."""
    return finish(rng, input_of(rng, layer)[0])


def unpool(rng: Random) -> Case:
    """A MaxUnpool."""
    case, n = input_of(rng, "unpool")
    case["kernel"] = per_axis(rng, n, lambda: rng.choice((2, 2, 3)))
    case.update(optional(rng, 0.8, stride=per_axis(rng, n, lambda: rng.choice((1, 2, 2, 3)))))
    case.update(optional(rng, 0.3, padding=per_axis(rng, n, lambda: rng.choice((0, 1)))))
    if chance(rng, 0.3):
        case["output_size"] = [3 * i + rng.randint(0, 3) for i in case["size"]]
    return finish(rng, case, {"padding": (9,), **NO_WINDOW})


def upsample(rng: Random) -> Case:
    """A Resize of the spatial axes."""
    case, n = input_of(rng, "upsample")
    if chance(rng, 0.7):
        case["scale"] = per_axis(rng, n, lambda: rng.choice(SCALES))
    else:
        case["output_size"] = per_axis(rng, n, lambda: rng.randint(1, 20))
    if chance(rng, 0.5):
        case["mode"] = ("linear", "bilinear", "trilinear")[n - 1]
    return finish(rng, case, {"scale": (0, -1), "output_size": (0, -1)})


def depth_to_space(rng: Random, layer: str) -> Case:
    """A DepthToSpace or SpaceToDepth."""
    factor = rng.choice((1, 2, 2, 3))
    size = [rng.randint(1, 8) for _ in range(2)]
    if layer == "pixel_unshuffle":
        size = [factor * i for i in size]
    channels = rng.randint(1, 4) * (factor**2 if layer == "pixel_shuffle" else 1)
    case = {**start(layer, size, channels), "factor": factor}
    return finish(rng, case, {"factor": (0, 2, 3, 4, 5), "in": (1, 3, 5)})


def pad(rng: Random) -> Case:
    """A Pad in any mode."""
    case, n = input_of(rng, "pad")
    amounts = (0, 1, 1, 2, 3, 5)
    case["padding"] = rng.choice(
        (rng.choice(amounts), [rng.choice(amounts) for _ in range(n)], pairs(rng, n, amounts))
    )
    case.update(optional(rng, 0.7, mode=rng.choice(("zero", "reflect", "replicate", "circular"))))
    edge = min(case["size"])
    return finish(rng, case, {"padding": (-1, -edge, edge - 1, edge, edge + 1, 2 * edge + 1)})


def norm(rng: Random, layer: str) -> Case:
    """A normalisation, of which only the shape counts."""
    return finish(rng, input_of(rng, layer)[0])


DRAWS: dict[str, Draw] = {
    "conv": conv,
    "tconv": tconv,
    **{name: with_layer(pool, name) for name in ("maxpool", "avgpool", "lppool")},
    **{name: with_layer(global_pool, name) for name in ("gap", "gmp")},
    "unpool": unpool,
    "upsample": upsample,
    **{name: with_layer(depth_to_space, name) for name in ("pixel_shuffle", "pixel_unshuffle")},
    "pad": pad,
    **{name: with_layer(norm, name) for name in ("bn", "instancenorm", "lrn")},
}

WEIGHTS: dict[str, Any] = {
    "conv": 450,
    "tconv": 450,
    **dict.fromkeys(("maxpool", "avgpool"), 350),
    "lppool": 200,
    **dict.fromkeys(("pad", "upsample", "unpool"), 160),
    **dict.fromkeys(("pixel_shuffle", "pixel_unshuffle"), 80),
    **dict.fromkeys(("gap", "gmp", "bn", "instancenorm", "lrn"), 25),
}
