"""Record what torch computes from tiny tensors: ``python -m tests.oracles.record_values``.

All inputs are small integers and torch computes in float64, so that sums of products are exact and
means and interpolations are the fraction nearest to what torch says (checked to 1e-9). Values with
a root are recorded as decimals. A case has the options of ``convcalc value`` and the tensors as
nested lists; refused cases are those torch refuses too.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import torch
from torch.nn import functional

from tests.oracles.cases import Answer, Case, Recording, collect, main, refusal, share

SEED = 5500
COUNT = 420
REFUSALS = (RuntimeError, ValueError, IndexError, AssertionError, TypeError)
LARGEST_DENOMINATOR = 20_000
CLOSE = 1e-9
ROOTS = ("lppool", "bn", "ln", "instancenorm", "gn")


def tensor(rng: random.Random, *shape: int) -> Any:
    """Nested lists of small integers."""
    if not shape:
        return rng.randint(-5, 9)
    return [tensor(rng, *shape[1:]) for _ in range(shape[0])]


def sizes(rng: random.Random, dims: int, low: int = 2, high: int = 6) -> list[int]:
    """One size an axis."""
    return [rng.randint(low, high) for _ in range(dims)]


def axes(rng: random.Random, dims: int, low: int, high: int) -> Any:
    """One number for all axes, or one each."""
    return rng.randint(low, high) if rng.random() < 0.6 else sizes(rng, dims, low, high)


def draw_conv(rng: random.Random) -> Case:
    """A convolution, maybe grouped."""
    dims, groups = rng.choice((1, 2, 2)), rng.choice((1, 1, 2))
    per_group, filters = rng.randint(1, 2), groups * rng.randint(1, 2)
    case = {
        "layer": "conv", "dims": dims,
        "data": tensor(rng, groups * per_group, *sizes(rng, dims)),
        "weight": tensor(rng, filters, per_group, *sizes(rng, dims, 1, 3)),
        "stride": axes(rng, dims, 1, 3), "padding": axes(rng, dims, 0, 2),
        "dilation": axes(rng, dims, 1, 2), "groups": groups,
    }  # fmt: skip
    if rng.random() < 0.5:
        case["bias"] = tensor(rng, filters)
    return case


def draw_depthwise(rng: random.Random) -> Case:
    """A depthwise convolution, maybe with a multiplier."""
    channels, multiplier = rng.randint(1, 3), rng.randint(1, 2)
    return {
        "layer": "depthwise", "dims": 2,
        "data": tensor(rng, channels, *sizes(rng, 2)),
        "weight": tensor(rng, channels * multiplier, *sizes(rng, 2, 1, 3)),
        "stride": rng.randint(1, 2), "padding": rng.randint(0, 1),
    }  # fmt: skip


def draw_tconv(rng: random.Random) -> Case:
    """A transposed convolution, maybe grouped."""
    dims, groups = rng.choice((1, 2, 2)), rng.choice((1, 1, 2))
    channels, per_group = groups * rng.randint(1, 2), rng.randint(1, 2)
    case = {
        "layer": "tconv", "dims": dims,
        "data": tensor(rng, channels, *sizes(rng, dims, 1, 4)),
        "weight": tensor(rng, channels, per_group, *sizes(rng, dims, 1, 4)),
        "stride": axes(rng, dims, 1, 3), "padding": axes(rng, dims, 0, 2),
        "output_padding": rng.randint(0, 2), "dilation": axes(rng, dims, 1, 2), "groups": groups,
    }  # fmt: skip
    if rng.random() < 0.5:
        case["bias"] = tensor(rng, groups * per_group)
    return case


def draw_pool(name: str) -> Callable[[random.Random], Case]:
    """A pooling with a sliding window."""

    def draw(rng: random.Random) -> Case:
        dims = rng.choice((1, 2, 2))
        case = {
            "layer": name, "dims": dims, "data": tensor(rng, rng.randint(1, 2), *sizes(rng, dims)),
            "kernel": axes(rng, dims, 1, 3), "stride": axes(rng, dims, 1, 3),
            "ceil": rng.random() < 0.4,
        }  # fmt: skip
        if name == "lppool":
            case["norm"] = 2
            return case
        case["padding"] = rng.choice((0, 0, 1))
        if name == "maxpool":
            case["dilation"] = rng.randint(1, 2)
        else:
            case["count_include_pad"] = rng.random() < 0.5
        return case

    return draw


def draw_adaptive(name: str) -> Callable[[random.Random], Case]:
    """An adaptive or global pooling."""

    def draw(rng: random.Random) -> Case:
        dims = rng.choice((1, 2, 2))
        case = {"layer": name, "dims": dims,
                "data": tensor(rng, rng.randint(1, 2), *sizes(rng, dims, 1, 7))}  # fmt: skip
        if name.startswith("adaptive"):
            case["output_size"] = axes(rng, dims, 1, 5)
        return case

    return draw


def draw_unpool(rng: random.Random) -> Case:
    """A max-unpooling with the indices of the pooling before it."""
    kernel = rng.randint(1, 3)
    return {
        "layer": "unpool", "dims": 2, "pooled_from": tensor(rng, 1, *sizes(rng, 2, 3, 6)),
        "kernel": kernel, "stride": kernel + rng.randint(0, 1),
    }  # fmt: skip


def draw_upsample(rng: random.Random) -> Case:
    """An interpolation by a whole factor or to a size."""
    mode = rng.choice(("nearest", "nearest-exact", "bilinear", "bilinear", "linear", "area"))
    dims = {"bilinear": 2, "linear": 1}.get(mode, rng.choice((1, 2)))
    case = {
        "layer": "upsample", "dims": dims, "mode": mode,
        "data": tensor(rng, rng.randint(1, 2), *sizes(rng, dims, 1, 4)),
    }  # fmt: skip
    if rng.random() < 0.5:
        case["scale"] = rng.randint(1, 3)
    else:
        case["output_size"] = sizes(rng, dims, 1, 7)
    if mode.endswith("linear"):
        case["align_corners"] = rng.random() < 0.5
    return case


def draw_shuffle(name: str) -> Callable[[random.Random], Case]:
    """Channels into space, or back."""

    def draw(rng: random.Random) -> Case:
        factor = rng.randint(1, 3)
        if name == "pixel_shuffle":
            shape = [factor**2 * rng.randint(1, 2), *sizes(rng, 2, 1, 3)]
        else:
            shape = [rng.randint(1, 2), *(factor * size for size in sizes(rng, 2, 1, 2))]
        return {"layer": name, "dims": 2, "data": tensor(rng, *shape), "factor": factor}

    return draw


def draw_pad(rng: random.Random) -> Case:
    """Padding in one of the modes."""
    mode = rng.choice(("zero", "reflect", "replicate", "circular"))
    return {
        "layer": "pad", "dims": 2, "mode": mode, "data": tensor(rng, 1, *sizes(rng, 2, 2, 4)),
        "padding": [[rng.randint(0, 2), rng.randint(0, 2)] for _ in range(2)],
    }  # fmt: skip


def draw_norm(name: str) -> Callable[[random.Random], Case]:
    """A normalisation of a small batch."""

    def draw(rng: random.Random) -> Case:
        groups = rng.randint(1, 2)
        channels = groups * rng.randint(1, 2)
        data = tensor(rng, rng.randint(1, 2), channels, *sizes(rng, 2, 2, 3))
        case: Case = {"layer": name, "dims": 2, "data": data, "eps": rng.choice(("1/100000", "1"))}
        if name == "gn":
            case["groups"] = groups
        count = channels if name != "ln" else channels * len(data[0][0]) * len(data[0][0][0])
        if rng.random() < 0.5:
            case["gamma"], case["beta"] = tensor(rng, count), tensor(rng, count)
        if name == "bn":
            case["mean"] = tensor(rng, channels)
            case["var"] = [rng.randint(0, 9) for _ in range(channels)]
            case["training"] = rng.random() < 0.5
        return case

    return draw


DRAWS = {
    "conv": draw_conv,
    "depthwise": draw_depthwise,
    "tconv": draw_tconv,
    "maxpool": draw_pool("maxpool"),
    "avgpool": draw_pool("avgpool"),
    "lppool": draw_pool("lppool"),
    "adaptive_avgpool": draw_adaptive("adaptive_avgpool"),
    "adaptive_maxpool": draw_adaptive("adaptive_maxpool"),
    "gap": draw_adaptive("gap"),
    "gmp": draw_adaptive("gmp"),
    "unpool": draw_unpool,
    "upsample": draw_upsample,
    "pixel_shuffle": draw_shuffle("pixel_shuffle"),
    "pixel_unshuffle": draw_shuffle("pixel_unshuffle"),
    "pad": draw_pad,
    "bn": draw_norm("bn"),
    "ln": draw_norm("ln"),
    "instancenorm": draw_norm("instancenorm"),
    "gn": draw_norm("gn"),
}
WEIGHTS = {
    **dict.fromkeys(DRAWS, 1), "conv": 4, "tconv": 4, "maxpool": 2, "avgpool": 2, "upsample": 3,
}  # fmt: skip


def plural(value: Any) -> Any:
    """Lists as tuples, as torch wants them."""
    return tuple(value) if isinstance(value, list) else value


def values(case: Case, name: str) -> Any:
    """A tensor of the case in float64, or None."""
    return torch.tensor(case[name], dtype=torch.float64) if name in case else None


def compute(case: Case) -> dict[str, Any]:
    """The tensors that torch makes of a case."""
    kind, dims = case["layer"], case["dims"]
    data = values(case, "data")
    if data is not None and data.dim() == dims + 1:
        data = data.unsqueeze(0)
    options = {k: plural(case[k]) for k in ("stride", "padding", "dilation", "groups") if k in case}
    if kind in ("conv", "depthwise"):
        weight = values(case, "weight")
        if kind == "depthwise":
            weight, options["groups"] = weight.unsqueeze(1), data.shape[1]
        function = (functional.conv1d, functional.conv2d)[dims - 1]
        return {"output": function(data, weight, values(case, "bias"), **options)}
    if kind == "tconv":
        function = (functional.conv_transpose1d, functional.conv_transpose2d)[dims - 1]
        options["output_padding"] = case["output_padding"]
        return {"output": function(data, values(case, "weight"), values(case, "bias"), **options)}
    if kind in ("maxpool", "avgpool", "lppool", "unpool"):
        return pool(case, data)
    if kind in ("adaptive_avgpool", "gap"):
        function = (functional.adaptive_avg_pool1d, functional.adaptive_avg_pool2d)[dims - 1]
        return {"output": function(data, plural(case.get("output_size", 1)))}
    if kind in ("adaptive_maxpool", "gmp"):
        function = (functional.adaptive_max_pool1d, functional.adaptive_max_pool2d)[dims - 1]
        return {"output": function(data, plural(case.get("output_size", 1)))}
    if kind == "upsample":
        asked = {"scale_factor": case.get("scale"), "size": plural(case.get("output_size"))}
        aligned = {"align_corners": case["align_corners"]} if "align_corners" in case else {}
        return {"output": functional.interpolate(data, mode=case["mode"], **asked, **aligned)}
    if kind == "pad":
        mode = {"zero": "constant"}.get(case["mode"], case["mode"])
        (top, bottom), (left, right) = case["padding"]
        return {"output": functional.pad(data, (left, right, top, bottom), mode=mode)}
    if kind.startswith("pixel"):
        return {"output": getattr(functional, kind)(data, case["factor"])}
    return normalise(case, data)


def pool(case: Case, data: Any) -> dict[str, Any]:
    """A pooling with a sliding window, or its inverse."""
    kind, dims = case["layer"], case["dims"]
    kernel, stride = plural(case["kernel"]), plural(case["stride"])
    ceil = {"ceil_mode": case.get("ceil", False)}
    if kind == "lppool":
        function = (functional.lp_pool1d, functional.lp_pool2d)[dims - 1]
        if dims == 1 and isinstance(kernel, tuple):  # lp_pool1d takes a number only
            (kernel,) = kernel
        return {"output": function(data, float(case["norm"]), kernel, stride, **ceil)}
    if kind == "avgpool":
        function = (functional.avg_pool1d, functional.avg_pool2d)[dims - 1]
        count = {"count_include_pad": case["count_include_pad"]}
        return {"output": function(data, kernel, stride, case["padding"], **ceil, **count)}
    source = data if data is not None else values(case, "pooled_from").unsqueeze(0)
    function = (functional.max_pool1d, functional.max_pool2d)[dims - 1]
    largest, indices = function(
        source, kernel, stride, case.get("padding", 0), case.get("dilation", 1),
        return_indices=True, **ceil,
    )  # fmt: skip
    if kind == "maxpool":
        return {"output": largest, "indices": indices}
    size = source.shape[2:]
    return {"output": functional.max_unpool2d(largest, indices, kernel, stride, 0, size)}


def normalise(case: Case, data: Any) -> dict[str, Any]:
    """A normalisation; batch normalisation tells the new moving averages too."""
    eps = float(Fraction(case["eps"]))
    gamma, beta = values(case, "gamma"), values(case, "beta")
    if case["layer"] == "gn":
        return {"output": functional.group_norm(data, case["groups"], gamma, beta, eps)}
    if case["layer"] == "ln":
        shape = data.shape[1:]
        affine = [None if x is None else x.reshape(shape) for x in (gamma, beta)]
        return {"output": functional.layer_norm(data, shape, *affine, eps)}
    if case["layer"] == "instancenorm":
        return {"output": functional.instance_norm(data, weight=gamma, bias=beta, eps=eps)}
    mean, variance = values(case, "mean"), values(case, "var")
    training = case["training"]
    output = functional.batch_norm(data, mean, variance, gamma, beta, training, 0.1, eps)
    found = {"output": output}
    if training:
        found |= {"running_mean": mean, "running_var": variance}
    return found


def exact(value: float) -> Any:
    """The fraction that a float64 stands for."""
    fraction = Fraction(value).limit_denominator(LARGEST_DENOMINATOR)
    if abs(float(fraction) - value) > CLOSE:
        raise ArithmeticError(value)
    return fraction.numerator if fraction.denominator == 1 else str(fraction)


def listed(found: Any, number: Callable[[float], Any]) -> Any:
    """Nested lists of numbers."""
    if isinstance(found, list):
        return [listed(part, number) for part in found]
    return number(found)


def answer(case: Case) -> Answer | None:
    """What torch computes, batch axis first; None where it gives an infinity or nothing."""
    number = (lambda x: x) if case["layer"] in ROOTS else exact
    try:
        found = compute(case)
    except REFUSALS as error:
        return refusal(error)
    if any(not part.numel() or not part.double().isfinite().all() for part in found.values()):
        return None
    return {name: listed(part.tolist(), number) for name, part in found.items()}


def record(count: int) -> Recording:
    """Draw and run ``count`` cases."""
    torch.set_num_threads(1)
    records = collect(share(count, WEIGHTS), DRAWS, answer, "torch", SEED)
    return Recording("torch", torch.__version__.partition("+")[0], SEED, records)


if __name__ == "__main__":
    sys.exit(main("values", record, COUNT))
