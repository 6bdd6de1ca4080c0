"""Random cases in torch's own words: a class of torch.nn and its own arguments.

As in `torch_draw`, a case is mostly plausible and then spoiled now and then, here also by an
argument that the class does not have. Whether the result is legal is for torch to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
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
    per_axis,
    spatial,
    start,
    stride,
)

PLAIN: dict[str, dict[str, Any]] = {
    "ReLU": {"inplace": False},
    "ReLU6": {"inplace": False},
    "LeakyReLU": {"negative_slope": 0.1, "inplace": False},
    "ELU": {"alpha": 1.5, "inplace": False},
    "SiLU": {"inplace": False},
    "Hardswish": {"inplace": False},
    "Hardsigmoid": {"inplace": False},
    "Sigmoid": {},
    "Tanh": {},
    "GELU": {"approximate": "tanh"},
    "Dropout": {"p": 0.3, "inplace": False},
    "AlphaDropout": {"p": 0.3, "inplace": False},
    "FeatureAlphaDropout": {"p": 0.3},
}
FOREIGN_TO_MOST = ("inplace", "output_padding", "ceil_mode", "scale", "momentum", "divisor")
"""Arguments of which no class has all."""


def strange(rng: Random, case: Case) -> Case:
    """Now and then an argument that the class hardly has."""
    if chance(rng, 0.04):
        case.setdefault(rng.choice(FOREIGN_TO_MOST), 1)
    return case


def channels_of(rng: Random, case: Case, key: str) -> None:
    """Say the channels once more, seldom other ones: torch only warns of them without weights."""
    case[key] = case["in"]
    if chance(rng, 0.06):
        case[key] += rng.choice((1, 2, 3))
        if key != "in_channels":
            case["affine"] = True


def conv(rng: Random, transposed: bool, lazy: bool) -> Case:
    """A convolution, with padding words and modes, or a transposed one."""
    n, groups = dims(rng), rng.choice((1, 1, 1, 2, 3))
    name = f"{'Lazy' if lazy else ''}Conv{'Transpose' if transposed else ''}{n}d"
    case = start(name, spatial(rng, n), groups * rng.randint(1, 5))
    if not lazy:
        channels_of(rng, case, "in_channels")
    case.update(out_channels=groups * rng.choice((1, 2, 5)), kernel_size=kernel(rng, n))
    case.update(optional(rng, 0.5, stride=stride(rng, n), padding=padding(rng, n)))
    case.update(optional(rng, 0.3, dilation=dilation(rng, n), bias=chance(rng, 0.4)))
    if groups > 1:
        case["groups"] = groups
    if transposed:
        case.update(optional(rng, 0.3, output_padding=per_axis(rng, n, lambda: rng.randint(0, 2))))
        case.update(optional(rng, 0.1, padding_mode=rng.choice(("zeros", "reflect"))))
    else:
        modes = ("zeros", "reflect", "reflect", "replicate", "circular", "circular")
        case.update(optional(rng, 0.5, padding_mode=rng.choice(modes)))
        if chance(rng, 0.15):
            case["padding"] = rng.choice(("same", "valid"))
    case.update(optional(rng, 0.1, device="cpu"))
    faults = {"kernel_size": (0, 40), "stride": (0,), "groups": (0, 7), "out_channels": (1, 5)}
    if transposed and lazy:  # torch does not hold the lazy one to its groups
        faults = {"kernel_size": (0, 40), "stride": (0,)}
    if not transposed:
        faults["padding"] = (4, 7, 9)
        faults["padding_mode"] = ("zero", "constant", "symmetric")
    return finish(rng, strange(rng, case), faults)


def window(rng: Random, case: Case, n: int) -> None:
    """Kernel, stride and a padding of about half the kernel."""
    case["kernel_size"] = kernel(rng, n)
    case.update(optional(rng, 0.6, stride=stride(rng, n)))
    half = [min(on_axis(case["kernel_size"], axis) // 2, 3) for axis in range(n)]
    case.update(optional(rng, 0.5, padding=half))


def pool(rng: Random, kind: str) -> Case:
    """A pool with a window."""
    n = dims(rng)
    case = start(f"{kind}{n}d", spatial(rng, n), rng.randint(1, 5))
    window(rng, case, n)
    case.update(optional(rng, 0.5, ceil_mode=chance(rng, 0.8)))
    if kind == "MaxPool":
        case.update(optional(rng, 0.3, dilation=dilation(rng, n), return_indices=False))
    elif kind == "AvgPool":
        case.update(optional(rng, 0.3, count_include_pad=chance(rng, 0.5)))
        case.update(optional(rng, 0.3, divisor_override=rng.choice((0, 1, 3, 7))))
    else:
        case["norm_type"] = rng.choice((1, 2, 3))
        if chance(rng, 0.9):
            case.pop("padding", None)
        if n == 1:
            case["kernel_size"] = on_axis(case["kernel_size"], 0)
    return finish(rng, strange(rng, case), {"kernel_size": (0, 40), "padding": (5, 9)})


def adaptive(rng: Random, kind: str) -> Case:
    """An adaptive pool; null keeps an axis."""
    n = dims(rng)
    case = start(f"{kind}{n}d", spatial(rng, n), rng.randint(1, 5))
    case["output_size"] = per_axis(rng, n, lambda: rng.choice((1, 2, 3, 7, 20)))
    if isinstance(case["output_size"], list) and chance(rng, 0.3) and n > 1:
        case["output_size"][0] = None
    return finish(rng, strange(rng, case), {"output_size": (-1, [1] * (n + 1))})


def unpool(rng: Random) -> Case:
    """A max unpool; its wanted size is no argument of the class."""
    n = dims(rng)
    case = start(f"MaxUnpool{n}d", [rng.randint(1, 9) for _ in range(n)], rng.randint(1, 4))
    case["kernel_size"] = per_axis(rng, n, lambda: rng.choice((2, 3)))
    case.update(optional(rng, 0.5, stride=per_axis(rng, n, lambda: rng.choice((1, 2, 3)))))
    case.update(optional(rng, 0.3, padding=per_axis(rng, n, lambda: rng.choice((0, 1)))))
    return finish(rng, case, {"padding": (5, 9)})


def border(rng: Random, kind: str) -> Case:
    """A padding layer: one amount, or torch's list with the last axis first."""
    n = dims(rng)
    case = start(f"{kind}{n}d", spatial(rng, n), rng.randint(1, 4))
    if chance(rng, 0.3):
        case["padding"] = rng.choice((-1, 0, 1, 2, 3, 5, 9))
    else:
        amounts = (-5, -2, -1, 0, 0, 1, 2, 3, 8)
        case["padding"] = [rng.choice(amounts) for _ in range(2 * n)]
    if kind == "ConstantPad":
        case["value"] = 1.5
    edge = min(case["size"])
    return finish(rng, strange(rng, case), {"padding": (edge - 1, edge, edge + 1, -edge, 1 - edge)})


def upsample(rng: Random) -> Case:
    """An interpolation, to a size or by a scale."""
    name = rng.choice(("Upsample", "Upsample", "UpsamplingNearest2d", "UpsamplingBilinear2d"))
    n = dims(rng) if name == "Upsample" else 2
    case = start(name, spatial(rng, n), rng.randint(1, 4))
    if chance(rng, 0.6):
        case["scale_factor"] = per_axis(rng, n, lambda: rng.choice((0.5, 0.7, 1.5, 2, 2.3, 3)))
    else:
        case["size_"] = per_axis(rng, n, lambda: rng.randint(1, 30))
    if name == "Upsample":
        usual = {1: "linear", 2: "bilinear", 3: "trilinear"}[n]
        mode = rng.choice(("nearest", "nearest-exact", "area", usual, usual, "bicubic"))
        case.update(optional(rng, 0.7, mode=mode))
        if case.get("mode") == usual:
            case.update(optional(rng, 0.4, align_corners=True))
    return strange(rng, case)


def shuffle(rng: Random, name: str) -> Case:
    """Channels to space and back."""
    factor = rng.choice((1, 2, 2, 3))
    down = name == "PixelUnshuffle"
    size = [(factor if down else 1) * rng.randint(1, 9) for _ in range(2)]
    case = start(name, size, rng.randint(1, 4) * (1 if down else factor**2))
    key = "downscale_factor" if down else "upscale_factor"
    return finish(rng, {**case, key: factor}, {key: (0, 3, 5), "in": (3, 7)})


def unfold(rng: Random) -> Case:
    """Sliding blocks to columns."""
    case = start("Unfold", spatial(rng, 2), rng.randint(1, 4))
    window(rng, case, 2)
    case.update(optional(rng, 0.3, dilation=dilation(rng, 2)))
    return finish(rng, strange(rng, case), {"kernel_size": (0, 40), "dilation": (0, 20)})


def fold(rng: Random) -> Case:
    """Columns to an image, mostly the right number of them."""
    size = [rng.randint(1, 16), rng.randint(1, 16)]
    given: Case = {}
    window(rng, given, 2)
    given.update(optional(rng, 0.3, dilation=dilation(rng, 2)))
    columns = 1
    for axis, i in enumerate(size):
        k, s, p, d = (
            on_axis(given.get(key, usual), axis)
            for key, usual in (("kernel_size", 1), ("stride", 1), ("padding", 0), ("dilation", 1))
        )
        columns *= max((i + 2 * p - d * (k - 1) - 1) // s + 1, 0)
    channels = prod(axes(given["kernel_size"], 2)) * rng.randint(1, 3)
    case = {**start("Fold", [columns], channels), "output_size": size, **given}
    return finish(rng, case, {"size": (1, columns + 1), "in": (channels + 1, 1)})


def linear(rng: Random) -> Case:
    """A dense layer on the last axis, whose size differs from every other number."""
    n = rng.choice((0, 0, 1, 2, 3))
    size = [rng.choice((2, 3, 5, 7)) for _ in range(n)]
    case = start(rng.choice(("Linear", "Linear", "LazyLinear")), size, rng.choice((4, 6, 9, 16)))
    last = size[-1] if size else case["in"]
    if case["layer"] == "Linear":
        case["in_features"] = last
    elif n:
        case["over"] = "last"
    case["out_features"] = rng.choice((1, 10, 100))
    case.update(optional(rng, 0.4, bias=chance(rng, 0.4)))
    wrong = {"in_features": (last + 20, 1000)} if case["layer"] == "Linear" else {}
    return finish(rng, strange(rng, case), {**wrong, "out_features": (-1,)})


def flatten(rng: Random) -> Case:
    """Some axes, or all, into one; the batch stays out of it."""
    n = rng.choice((0, 1, 2, 3))
    case = start("Flatten", [rng.randint(1, 6) for _ in range(n)], rng.randint(1, 6))
    rank = 2 + n
    start_dim = rng.choice((*range(1, rank), *range(1 - rank, 0)))
    case.update(optional(rng, 0.6, start_dim=start_dim))
    case.update(optional(rng, 0.6, end_dim=rng.choice((*range(1, rank), *range(1 - rank, 0)))))
    return finish(rng, case, {"start_dim": (rank, -1 - rank), "end_dim": (rank, -1 - rank)})


def norm(rng: Random, kind: str) -> Case:
    """A normalisation that stores statistics, or may."""
    n = dims(rng)
    case = start(f"{kind}{n}d", spatial(rng, n), rng.randint(1, 8))
    if kind == "BatchNorm" and n == 1 and chance(rng, 0.5):
        case["size"] = []
    if not kind.startswith("Lazy"):
        channels_of(rng, case, "num_features")
    case = {**optional(rng, 0.4, affine=chance(rng, 0.5)), **case}
    case.update(optional(rng, 0.4, track_running_stats=chance(rng, 0.5)))
    case.update(optional(rng, 0.3, eps=0.001, momentum=None, bias=chance(rng, 0.3)))
    return strange(rng, case)


def group_norm(rng: Random) -> Case:
    """A group normalisation."""
    groups = rng.choice((1, 2, 3, 4))
    case = start("GroupNorm", spatial(rng, rng.choice((1, 2, 3))), groups * rng.randint(1, 4))
    case["num_groups"] = groups
    channels_of(rng, case, "num_channels")
    case = {**optional(rng, 0.4, affine=chance(rng, 0.5)), **case}
    case.update(optional(rng, 0.4, eps=0.1, bias=chance(rng, 0.3)))
    return finish(rng, strange(rng, case), {"num_groups": (0, 5, 7)})


def layer_norm(rng: Random) -> Case:
    """A layer normalisation over some of the last axes, whose sizes differ from the channels."""
    n = rng.choice((0, 1, 2, 3))
    case = start("LayerNorm", [rng.choice((2, 3, 5, 7)) for _ in range(n)], rng.choice((4, 6, 9)))
    sizes = [case["in"], *case["size"]]
    count = rng.randint(1, len(sizes))
    shape = sizes[-count:]
    case["normalized_shape"] = shape[0] if count == 1 and chance(rng, 0.5) else shape
    case.update(optional(rng, 0.4, elementwise_affine=chance(rng, 0.5), bias=chance(rng, 0.4)))
    return finish(rng, strange(rng, case), {"normalized_shape": ([11], 12, [2, 2, 2, 2, 2])})


def elementwise(rng: Random) -> Case:
    """A layer that keeps the shape."""
    name = rng.choice(list(PLAIN))
    case = start(name, spatial(rng, rng.choice((1, 2, 3))), rng.randint(1, 6))
    return strange(rng, {**case, **optional(rng, 0.5, **PLAIN[name])})


def prelu(rng: Random) -> Case:
    """A learnt slope."""
    case = start("PReLU", spatial(rng, 2), rng.randint(2, 6))
    case.update(optional(rng, 0.7, num_parameters=rng.choice((1, case["in"]))))
    return finish(rng, strange(rng, case), {"num_parameters": (7, 9)})


def others(rng: Random) -> Case:
    """What is left: few arguments each."""
    name = rng.choice(("ChannelShuffle", "LocalResponseNorm", "Softmax2d", "Dropout2d", "Softmax"))
    case = start(name, spatial(rng, 2), 2 * rng.randint(1, 4))
    own: Mapping[str, dict[str, Any]] = {
        "ChannelShuffle": {"groups": rng.choice((1, 2, 2, 3))},
        "LocalResponseNorm": {"size_": rng.choice((3, 5)), "alpha": 0.1, "k": 2.0},
        "Dropout2d": {"p": rng.choice((0.1, 0.5, 1.5))},
        "Softmax": {"dim": 1},
    }
    return strange(rng, {**case, **own.get(name, {})})


def kind_of(draw: Callable[..., Case], *fixed: Any) -> Draw:
    """A draw with these choices made."""
    return lambda rng: draw(rng, *fixed)


DRAWS: dict[str, Draw] = {
    "Conv": kind_of(conv, False, False),
    "ConvTranspose": kind_of(conv, True, False),
    "LazyConv": kind_of(conv, False, True),
    "LazyConvTranspose": kind_of(conv, True, True),
    **{kind: kind_of(pool, kind) for kind in ("MaxPool", "AvgPool", "LPPool")},
    **{kind: kind_of(adaptive, kind) for kind in ("AdaptiveAvgPool", "AdaptiveMaxPool")},
    "MaxUnpool": unpool,
    **{
        kind: kind_of(border, kind)
        for kind in ("ZeroPad", "ConstantPad", "ReflectionPad", "ReplicationPad", "CircularPad")
    },
    "Upsample": upsample,
    **{kind: kind_of(shuffle, kind) for kind in ("PixelShuffle", "PixelUnshuffle")},
    "Unfold": unfold,
    "Fold": fold,
    "Linear": linear,
    "Flatten": flatten,
    **{
        kind: kind_of(norm, kind)
        for kind in ("BatchNorm", "LazyBatchNorm", "InstanceNorm", "LazyInstanceNorm")
    },
    "GroupNorm": group_norm,
    "LayerNorm": layer_norm,
    "elementwise": elementwise,
    "PReLU": prelu,
    "others": others,
}
HEAVY: Sequence[str] = ("Conv", "ConvTranspose", "MaxPool", "AvgPool", "Linear", "Flatten")
WEIGHTS: dict[str, int] = {kind: 3 if kind in HEAVY else 2 for kind in DRAWS}
WEIGHTS["elementwise"] = 5
