"""Build a batch object as a torch module and run it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from tests.oracles.cases import Case
from tests.oracles.draws import axes

BATCH = 2

CONV = {1: nn.Conv1d, 2: nn.Conv2d, 3: nn.Conv3d}
TCONV = {1: nn.ConvTranspose1d, 2: nn.ConvTranspose2d, 3: nn.ConvTranspose3d}
POOLS: dict[str, dict[int, Any]] = {
    "maxpool": {1: nn.MaxPool1d, 2: nn.MaxPool2d, 3: nn.MaxPool3d},
    "avgpool": {1: nn.AvgPool1d, 2: nn.AvgPool2d, 3: nn.AvgPool3d},
    "lppool": {1: nn.LPPool1d, 2: nn.LPPool2d, 3: nn.LPPool3d},
    "adaptive_avgpool": {1: nn.AdaptiveAvgPool1d, 2: nn.AdaptiveAvgPool2d, 3: nn.AdaptiveAvgPool3d},
    "adaptive_maxpool": {1: nn.AdaptiveMaxPool1d, 2: nn.AdaptiveMaxPool2d, 3: nn.AdaptiveMaxPool3d},
    "unpool": {1: nn.MaxUnpool1d, 2: nn.MaxUnpool2d, 3: nn.MaxUnpool3d},
}
BATCH_NORM = {0: nn.BatchNorm1d, 1: nn.BatchNorm1d, 2: nn.BatchNorm2d, 3: nn.BatchNorm3d}
INSTANCE_NORM = {1: nn.InstanceNorm1d, 2: nn.InstanceNorm2d, 3: nn.InstanceNorm3d}
PLAIN: dict[str, Callable[[], nn.Module]] = {
    "relu": nn.ReLU,
    "relu6": nn.ReLU6,
    "leaky_relu": nn.LeakyReLU,
    "elu": nn.ELU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "silu": nn.SiLU,
    "hardswish": nn.Hardswish,
    "hardsigmoid": nn.Hardsigmoid,
    "gelu": nn.GELU,
    "softmax": lambda: nn.Softmax(dim=1),
    "identity": nn.Identity,
    "lrn": lambda: nn.LocalResponseNorm(5),
    "flatten": nn.Flatten,
}
PAD_MODES = {"zero": "constant"}
REDUCE: dict[str, Callable[[Tensor, Tensor], Tensor]] = {"add": torch.add, "mul": torch.mul}


class Call(nn.Module):
    """A function as a module, with the modules whose parameters it uses."""

    def __init__(self, function: Callable[..., Tensor], *parts: nn.Module) -> None:
        """Keep the function and the modules it calls."""
        super().__init__()
        self.function = function
        self.parts = nn.ModuleList(parts)

    def forward(self, *inputs: Tensor) -> Tensor:
        """Call the function."""
        return self.function(*inputs)


def rank(case: Case) -> int:
    """The number of spatial dimensions of the input."""
    return len(case["size"])


def plural(value: Any) -> Any:
    """Lists as tuples, as torch modules want them."""
    return tuple(value) if isinstance(value, list) else value


def taken(case: Case, **names: str) -> dict[str, Any]:
    """The parameters present in the case, under torch's names."""
    return {theirs: plural(case[ours]) for ours, theirs in names.items() if ours in case}


def border(value: Any, count: int) -> list[int]:
    """A padding in any notation as F.pad wants it: last axis first, begin before end."""
    pairs = [side if isinstance(side, list) else [side, side] for side in axes(value, count)]
    return list(chain.from_iterable(reversed(pairs)))


def windowed_conv(case: Case, channels: int, out: int, groups: int, *, bias: bool) -> nn.Module:
    """A convolution with the padding of the case, pairs and words included."""
    n, given = rank(case), case.get("padding", 0)
    options = taken(case, kernel="kernel_size", stride="stride", dilation="dilation")
    before = None
    if given == "full":
        effective = zip(axes(case.get("dilation", 1), n), axes(case["kernel"], n), strict=True)
        given = [d * (k - 1) for d, k in effective]
    elif given == "causal":
        (d,), (k,) = axes(case.get("dilation", 1), 1), axes(case["kernel"], 1)
        before, given = [[d * (k - 1), 0]], 0
    elif isinstance(given, list) and isinstance(given[0], list):
        before, given = given, 0
    conv = CONV[n](channels, out, padding=plural(given), groups=groups, bias=bias, **options)
    if before is None:
        return conv
    amounts = border(before, n)
    return nn.Sequential(Call(lambda x: functional.pad(x, amounts)), conv)


def conv(case: Case) -> nn.Module:
    """A convolution."""
    bias = case.get("bias", True)
    return windowed_conv(case, case["in"], case["out"], case.get("groups", 1), bias=bias)


def depthwise(case: Case) -> nn.Module:
    """A convolution with as many groups as input channels."""
    channels = case["in"]
    out = channels * case.get("multiplier", 1)
    return windowed_conv(case, channels, out, channels, bias=case.get("bias", True))


def pointwise(case: Case) -> nn.Module:
    """A 1x1 convolution."""
    return conv({**case, "kernel": 1})


def separable(case: Case) -> nn.Module:
    """A depthwise convolution, then a pointwise one, both with or without bias."""
    channels, bias = case["in"], case.get("bias", False)
    middle = channels * case.get("multiplier", 1)
    first = windowed_conv(case, channels, middle, channels, bias=bias)
    return nn.Sequential(first, CONV[rank(case)](middle, case["out"], 1, bias=bias))


def spatial_separable(case: Case) -> nn.Module:
    """A k x 1 convolution, then a 1 x k one, each with its own axis of stride and padding."""
    kernels, strides = axes(case["kernel"], 2), axes(case.get("stride", 1), 2)
    paddings, bias = axes(case.get("padding", 0), 2), case.get("bias", False)
    middle: int = {"mid": case["out"], **case}["mid"]
    return nn.Sequential(
        nn.Conv2d(
            case["in"], middle, (kernels[0], 1), (strides[0], 1), (paddings[0], 0), bias=bias
        ),
        nn.Conv2d(
            middle, case["out"], (1, kernels[1]), (1, strides[1]), (0, paddings[1]), bias=bias
        ),
    )


def tconv(case: Case) -> nn.Module:
    """A transposed convolution."""
    names = {"groups": "groups", "bias": "bias", "output_padding": "output_padding"}
    window = {"kernel": "kernel_size", "stride": "stride", "padding": "padding"}
    options = taken(case, **names, **window, dilation="dilation")
    layer = TCONV[rank(case)](case["in"], case["out"], **options)
    wanted = case.get("output_size")
    return Call(lambda x: layer(x, output_size=wanted), layer)


def linear(case: Case) -> nn.Module:
    """A dense layer on the flattened input."""
    features = case["in"]
    for i in case["size"]:
        features *= i
    return nn.Sequential(
        nn.Flatten(), nn.Linear(features, case["out"], bias=case.get("bias", True))
    )


def pool(case: Case) -> nn.Module:
    """A pool with a window."""
    window = {"kernel": "kernel_size", "stride": "stride", "padding": "padding"}
    others = {"dilation": "dilation", "ceil": "ceil_mode", "count_include_pad": "count_include_pad"}
    options = taken(case, **window, **others)
    if case["layer"] == "lppool":
        options["norm_type"] = case.get("norm", 2)
        if rank(case) == 1:  # LPPool1d takes no tuple
            options["kernel_size"] = axes(case["kernel"], 1)[0]
    layer: nn.Module = POOLS[case["layer"]][rank(case)](**options)
    return layer


def adaptive(case: Case) -> nn.Module:
    """An adaptive pool."""
    layer: nn.Module = POOLS[case["layer"]][rank(case)](plural(case["output_size"]))
    return layer


def global_pool(case: Case) -> nn.Module:
    """A global pool, as the adaptive pool to one element."""
    kind = {"gap": "adaptive_avgpool", "gmp": "adaptive_maxpool"}[case["layer"]]
    layer: nn.Module = POOLS[kind][rank(case)](1)
    return layer


def unpool(case: Case) -> nn.Module:
    """A max unpool; all indices point to the first element."""
    window = {"kernel": "kernel_size", "stride": "stride", "padding": "padding"}
    layer = POOLS["unpool"][rank(case)](**taken(case, **window))
    wanted = case.get("output_size")
    if isinstance(wanted, int):
        wanted = [wanted] * rank(case)
    return Call(lambda x: layer(x, torch.zeros_like(x, dtype=torch.int64), output_size=wanted))


def upsample(case: Case) -> nn.Module:
    """An interpolation."""
    names = {"scale": "scale_factor", "output_size": "size", "mode": "mode"}
    options = taken(case, **names, align_corners="align_corners")
    return Call(lambda x: functional.interpolate(x, **options))


def unfold(case: Case) -> nn.Module:
    """Sliding blocks to columns."""
    window = {"kernel": "kernel_size", "stride": "stride", "padding": "padding"}
    return nn.Unfold(**taken(case, **window, dilation="dilation"))


def fold(case: Case) -> nn.Module:
    """Columns to an image."""
    window = {"kernel": "kernel_size", "stride": "stride", "padding": "padding"}
    return nn.Fold(plural(case["output_size"]), **taken(case, **window, dilation="dilation"))


def pad(case: Case) -> nn.Module:
    """Padding in any mode."""
    amounts = border(case["padding"], rank(case))
    given: str = case.get("mode", "zero")
    mode: str = PAD_MODES.get(given, given)
    return Call(lambda x: functional.pad(x, amounts, mode=mode))


def crop(case: Case) -> nn.Module:
    """A border cut away by negative padding, or a centre by narrowing."""
    n = rank(case)
    if "amount" in case:
        amounts = [-amount for amount in border(case["amount"], n)]
        return Call(lambda x: functional.pad(x, amounts))

    def centre(x: Tensor) -> Tensor:
        for axis, (i, o) in enumerate(zip(case["size"], axes(case["output_size"], n), strict=True)):
            x = x.narrow(axis + 2, max(i - o, 0) // 2, o)
        return x

    return Call(centre)


def reshape(case: Case) -> nn.Module:
    """The same elements in another shape."""
    shape = case["shape"] if isinstance(case["shape"], list) else [case["shape"]]
    return Call(lambda x: x.reshape(BATCH, *shape))


def batch_norm(case: Case) -> nn.Module:
    """A batch normalisation."""
    options = taken(case, affine="affine", track_running_stats="track_running_stats")
    return BATCH_NORM[rank(case)](case["in"], **options)


def layer_norm(case: Case) -> nn.Module:
    """A layer normalisation over everything, or over the channels moved to the end."""
    options = taken(case, affine="elementwise_affine", bias="bias")
    if case.get("over", "all") == "all":
        return nn.LayerNorm([case["in"], *case["size"]], **options)
    layer = nn.LayerNorm(case["in"], **options)
    return Call(lambda x: layer(x.movedim(1, -1)).movedim(-1, 1), layer)


def instance_norm(case: Case) -> nn.Module:
    """An instance normalisation."""
    options = taken(case, affine="affine", track_running_stats="track_running_stats")
    return INSTANCE_NORM[rank(case)](case["in"], **options)


def group_norm(case: Case) -> nn.Module:
    """A group normalisation."""
    return nn.GroupNorm(case["groups"], case["in"], **taken(case, affine="affine"))


def squeeze_excite(case: Case) -> nn.Module:
    """Global pool, two 1x1 convolutions, sigmoid, and a product with the input."""
    channels, bias = case["in"], case.get("bias", True)
    hidden = case["hidden"] if "hidden" in case else channels // case.get("reduction", 16)
    gate = nn.Sequential(
        nn.AdaptiveAvgPool2d(1),
        nn.Conv2d(channels, hidden, 1, bias=bias),
        nn.ReLU(),
        nn.Conv2d(hidden, channels, 1, bias=bias),
        nn.Sigmoid(),
    )
    return Call(lambda x: gate(x) * x, gate)


def concat(_: Case) -> nn.Module:
    """Several inputs side by side."""
    return Call(lambda *inputs: torch.cat(inputs, dim=1))


def merge(case: Case) -> nn.Module:
    """Several inputs element by element."""
    operation = REDUCE[case["layer"]]

    def reduced(first: Tensor, *others: Tensor) -> Tensor:
        for other in others:
            first = operation(first, other)
        return first

    return Call(reduced)


BUILDERS: dict[str, Callable[[Case], nn.Module]] = {
    "conv": conv,
    "depthwise": depthwise,
    "pointwise": pointwise,
    "separable": separable,
    "spatial_separable": spatial_separable,
    "tconv": tconv,
    "linear": linear,
    **dict.fromkeys(("maxpool", "avgpool", "lppool"), pool),
    **dict.fromkeys(("adaptive_avgpool", "adaptive_maxpool"), adaptive),
    **dict.fromkeys(("gap", "gmp"), global_pool),
    "unpool": unpool,
    "upsample": upsample,
    "pixel_shuffle": lambda case: nn.PixelShuffle(case["factor"]),
    "pixel_unshuffle": lambda case: nn.PixelUnshuffle(case["factor"]),
    "unfold": unfold,
    "fold": fold,
    "pad": pad,
    "crop": crop,
    "reshape": reshape,
    "bn": batch_norm,
    "ln": layer_norm,
    "instancenorm": instance_norm,
    "gn": group_norm,
    "prelu": lambda case: nn.PReLU(case.get("parameters", 1)),
    "dropout": lambda case: nn.Dropout(case.get("p", 0.5)),
    "se": squeeze_excite,
    "channel_shuffle": lambda case: nn.ChannelShuffle(case["groups"]),
    "concat": concat,
    **dict.fromkeys(("add", "mul"), merge),
}


def build(case: Case) -> nn.Module:
    """The module of a case, in inference mode."""
    layer = case["layer"]
    module = PLAIN[layer]() if layer in PLAIN else BUILDERS[layer](case)
    return module.eval()


def inputs(case: Case) -> list[Tensor]:
    """Zeros of the shapes a case has as its inputs."""
    shapes = case.get("inputs", [case])
    return [torch.zeros((BATCH, shape["in"], *shape["size"])) for shape in shapes]
