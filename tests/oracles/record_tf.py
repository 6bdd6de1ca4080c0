"""Record what TensorFlow's own operations answer: ``python -m tests.oracles.record_tf``.

Cases use our names, or those of `tf.nn` in its own form, with the batch in front and the channels
behind. A convolution is `tf.nn.conv1d`, `conv2d` or `conv3d`, with its transposed relative; a pool
is `max_pool1d` and so on, and with a dilation `tf.nn.pool`. Everything is traced, not run, so that
no limit of the CPU's kernels counts; transposed convolutions, whose length tracing does not check,
are also run forwards: their length counts where the convolution brings it back to the input.
Padding that exceeds a pool's window only the kernel refuses, so it is refused here; so is a stride
with the dilation of a depthwise convolution, which the documentation rules out and nothing checks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from math import prod
from random import Random
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf  # type: ignore[import-untyped]

from tests.oracles.cases import Answer, Case, Draw, Recording, collect, main, refusal, share
from tests.oracles.draws import (
    axes,
    chance,
    dilation,
    dims,
    finish,
    kernel,
    optional,
    pairs,
    spatial,
    start,
    stride,
)

SEED = 20266
COUNT = 1100
BATCH = 2
MAP = 2
LETTERS = {1: "NWC", 2: "NHWC", 3: "NDHWC"}

# Drawing


def window(rng: Random, layer: str, dimensions: tuple[int, ...] = (1, 2, 2, 2, 3)) -> Case:
    """What all windows share: a stride, a dilation, often both, words or numbers of padding."""
    n = rng.choice(dimensions)
    case = start(layer, spatial(rng, n), rng.randint(1, 6))
    case["kernel"] = kernel(rng, n)
    case.update(optional(rng, 0.6, stride=stride(rng, n)))
    case.update(optional(rng, 0.3, dilation=dilation(rng, n)))
    kind = rng.random()
    if kind < 0.6:
        case["padding"] = rng.choice(("valid", "same", "SAME"))
    elif kind < 0.85 and (n == MAP or chance(rng, 0.3)):
        case["padding"] = pairs(rng, n, (0, 1, 1, 2, 3) if n == MAP else (1, 2))
    return case


def in_full(rng: Random, case: Case) -> Case:
    """Now and then the form of `tf.nn`, where batch and channels have their places, too."""
    n = len(case["size"])
    if chance(rng, 0.3):
        if "stride" in case:
            case["strides"] = [1, *axes(case.pop("stride"), n), 1]
        if isinstance(case.get("padding"), list):
            case["padding"] = [[0, 0], *case["padding"], [0, 0]]
    return case


def conv(rng: Random) -> Case:
    """A convolution, its groups told by the weights."""
    groups = rng.choice((1, 1, 1, 2, 3))
    case = window(rng, "conv")
    case["in"] *= groups
    case.update(out=groups * rng.randint(1, 5), bias=False)
    if groups > 1:
        case["groups"] = groups
    return finish(rng, in_full(rng, case), {"padding": ("causal", "full"), "kernel": (95,)})


def depthwise(rng: Random) -> Case:
    """A depthwise convolution, of maps."""
    case = window(rng, "depthwise", (2,))
    case.update(bias=False, **optional(rng, 0.5, multiplier=rng.randint(1, 3)))
    return finish(rng, in_full(rng, case), {"padding": ("causal", "full"), "kernel": (95,)})


def separable(rng: Random) -> Case:
    """A separable convolution, of maps."""
    case = window(rng, "separable", (2,))
    case.update(bias=False, out=rng.randint(1, 6))
    return finish(rng, in_full(rng, case), {"padding": ("causal",), "kernel": (95,)})


def pool(rng: Random) -> Case:
    """A pool, whose stride is given if its windows are not dilated."""
    case = window(rng, rng.choice(("maxpool", "avgpool")))
    n = len(case["size"])
    if max(axes(case.get("dilation", 1), n)) == 1:
        case.setdefault("stride", stride(rng, n))
    return finish(rng, case, {"padding": ("causal",), "kernel": (95,)})


def tconv(rng: Random) -> Case:
    """A transposed convolution with the length that it is to give, mostly a possible one."""
    n = dims(rng)
    case = start("tconv", [rng.randint(1, 9) for _ in range(n)], rng.randint(1, 4))
    case.update(kernel=kernel(rng, n), stride=stride(rng, n), out=rng.randint(1, 4), bias=False)
    case.update(optional(rng, 0.2, dilation=dilation(rng, n)))
    same = chance(rng, 0.5)
    case["padding"] = "same" if same else "valid"
    pads = [[0, 0]] * n
    if n == MAP and chance(rng, 0.25):
        same = False
        pads = case["padding"] = pairs(rng, n, (0, 0, 1, 2))
    sizes = []
    columns = (axes(case[x], n) for x in ("kernel", "stride"))
    for i, k, s, d, (p, q) in zip(
        case["size"], *columns, axes(case.get("dilation", 1), n), pads, strict=True
    ):
        span = d * (k - 1) + 1
        low = s * (i - 1) + (1 if same else span - p - q)
        sizes.append(max(1, low + rng.randint(0, s - 1) + rng.choice((0, 0, 0, 0, 0, -s, s))))
    return {**case, "output_size": sizes}


def blocks(rng: Random) -> Case:
    """Channels into space or back."""
    factor = rng.choice((1, 2, 2, 3, 4))
    if chance(rng, 0.5):
        size, channels = [rng.randint(1, 9), rng.randint(1, 9)], factor**2 * rng.randint(1, 4)
        case = start("pixel_shuffle", size, channels)
    else:
        size = [factor * rng.randint(1, 9) for _ in range(2)]
        case = start("pixel_unshuffle", size, rng.randint(1, 6))
    return finish(rng, {**case, "block_size": factor}, {"block_size": (5, 7)})


DRAWS: dict[str, Draw] = {
    "conv": conv,
    "depthwise": depthwise,
    "separable": separable,
    "pool": pool,
    "tconv": tconv,
    "blocks": blocks,
}
WEIGHTS: Mapping[str, int] = {
    "conv": 260, "depthwise": 130, "separable": 90, "pool": 280, "tconv": 260, "blocks": 80,
}  # fmt: skip

# Asking


def full(value: Any, n: int) -> list[Any]:
    """A value for each axis, with 1 for the batch and the channels."""
    return [1, *axes(value, n), 1]


def pads_of(case: Case) -> Any:
    """The padding as `tf.nn` takes it."""
    padding = case.get("padding", "valid")
    if isinstance(padding, str):
        return padding.upper()
    n = len(case["size"])
    return padding if len(padding) == n + 2 else [[0, 0], *padding, [0, 0]]


def moves(case: Case) -> list[Any]:
    """The strides in full."""
    return case.get("strides") or full(case.get("stride", 1), len(case["size"]))


def weight(*shape: int) -> Any:
    """A weight of this shape."""
    return tf.TensorSpec(shape, tf.float32)


def traced(run: Callable[..., Any], *tensors: Any) -> tuple[int, ...]:
    """The shape that an operation gives."""
    found = tf.function(run, autograph=False).get_concrete_function(*tensors)
    return tuple(found.output_shapes.as_list())


def convolved(case: Case, x: Any, w: Any) -> tuple[int, ...]:
    """The shape of a convolution."""
    n = len(case["size"])
    rates = full(case.get("dilation", 1), n)
    run = {1: tf.nn.conv1d, 2: tf.nn.conv2d, 3: tf.nn.conv3d}[n]
    return traced(
        lambda a, b: run(a, b, moves(case), pads_of(case), LETTERS[n], dilations=rates), x, w
    )


def asked_conv(case: Case, x: Any) -> tuple[tuple[int, ...], int]:
    """A convolution, or a depthwise or separable one: the shape and the weights."""
    n, c = len(case["size"]), case["in"]
    size = axes(case["kernel"], n)
    if case["layer"] == "conv":
        w = weight(*size, c // case.get("groups", 1), case["out"])
        return convolved(case, x, w), prod(w.shape)
    w, rates = weight(*size, c, case.get("multiplier", 1)), axes(case.get("dilation", 1), n)
    if max(moves(case)) > 1 < max(rates):
        raise ValueError("if any value in dilations is greater than 1, all strides must be 1")
    options = {"strides": moves(case), "padding": pads_of(case), "dilations": rates}
    if case["layer"] == "depthwise":
        return traced(lambda a, b: tf.nn.depthwise_conv2d(a, b, **options), x, w), prod(w.shape)
    v = weight(1, 1, c, case["out"])
    shape = traced(lambda a, b, d: tf.nn.separable_conv2d(a, b, d, **options), x, w, v)
    return shape, prod(w.shape) + prod(v.shape)


def asked_pool(case: Case, x: Any) -> tuple[tuple[int, ...], int]:
    """A pool."""
    n, kind = len(case["size"]), case["layer"].removesuffix("pool")
    sizes = axes(case["kernel"], n)
    if any(d > 1 for d in axes(case.get("dilation", 1), n)):
        options = {"strides": axes(case.get("stride", 1), n), "padding": pads_of(case),
                   "dilations": axes(case["dilation"], n)}  # fmt: skip
        return traced(lambda a: tf.nn.pool(a, sizes, kind.upper(), **options), x), 0
    padding = pads_of(case)
    if isinstance(padding, list):
        for k, pair in zip(sizes, padding[1:-1], strict=True):
            if max(pair) >= k:
                raise ValueError("padding needs to be smaller than the window size")
    run = getattr(tf.nn, f"{kind}_pool{n}d")
    return traced(lambda a: run(a, sizes, axes(case["stride"], n), padding), x), 0


def asked_tconv(case: Case, x: Any) -> tuple[tuple[int, ...], int]:
    """A transposed convolution, whose length must lead back."""
    n, out = len(case["size"]), case["out"]
    wanted = [BATCH, *case["output_size"], out]
    w = weight(*axes(case["kernel"], n), out, case["in"])
    run = getattr(tf.nn, f"conv{n}d_transpose")
    rates = full(case.get("dilation", 1), n)
    shape = traced(
        lambda a, b: run(a, b, wanted, moves(case), pads_of(case), LETTERS[n], dilations=rates),
        x,
        w,
    )
    back = convolved(case, weight(*wanted), w)
    if back[1:-1] != tuple(case["size"]):
        raise ValueError(f"a convolution of {wanted} gives {list(back)}")
    return shape, prod(w.shape)


def asked_blocks(case: Case, x: Any) -> tuple[tuple[int, ...], int]:
    """Channels into space or back."""
    run = tf.nn.depth_to_space if case["layer"] == "pixel_shuffle" else tf.nn.space_to_depth
    return traced(lambda a: run(a, case["block_size"]), x), 0


ASK: dict[str, Callable[[Case, Any], tuple[tuple[int, ...], int]]] = {
    **dict.fromkeys(("conv", "depthwise", "separable"), asked_conv),
    **dict.fromkeys(("maxpool", "avgpool"), asked_pool),
    "tconv": asked_tconv,
    **dict.fromkeys(("pixel_shuffle", "pixel_unshuffle"), asked_blocks),
}


def answer(case: Case) -> Answer:
    """What TensorFlow says to a case."""
    x = tf.TensorSpec((BATCH, *case["size"], case["in"]), tf.float32)
    try:
        (_, *size, channels), params = ASK[case["layer"]](case, x)
    except (ValueError, TypeError, IndexError, tf.errors.OpError) as error:
        return refusal(error)
    found: Answer = {"size": size, "channels": channels, "params": params}
    return found if min(size) > 0 else {**found, "empty": True}


def record(count: int, seed: int = SEED) -> Recording:
    """Draw and trace ``count`` cases."""
    records = collect(share(count, WEIGHTS), DRAWS, answer, "tf", seed)
    return Recording("tf", f"tensorflow {tf.__version__}", seed, records)


if __name__ == "__main__":
    sys.exit(main("tf", record, COUNT))
