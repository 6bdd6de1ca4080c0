"""Every layer type by name, without importing any of them.

`TYPES` says where the class of a type lives, so that a command imports one family of layers and
not all of them. `ALIASES` are other names for a type, in any case; `FOREIGN` are the names of the
frameworks, in their own spelling, some of which fix the number of spatial axes; one that a single
framework has fixes the dialect, too.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import NamedTuple

from convcalc.errors import Message, UsageError
from convcalc.layers.base import Layer

TYPES: dict[str, tuple[str, str]] = {
    "conv": ("conv", "Conv"),
    "depthwise": ("conv", "Depthwise"),
    "pointwise": ("conv", "Pointwise"),
    "separable": ("composite", "Separable"),
    "spatial_separable": ("composite", "SpatialSeparable"),
    "tconv": ("transposed", "TransposedConv"),
    "local": ("dense", "Local"),
    "linear": ("dense", "Linear"),
    "maxpool": ("pooling", "MaxPool"),
    "avgpool": ("pooling", "AvgPool"),
    "lppool": ("pooling", "LpPool"),
    "adaptive_avgpool": ("pooling", "AdaptiveAvgPool"),
    "adaptive_maxpool": ("pooling", "AdaptiveMaxPool"),
    "gap": ("pooling", "GlobalAvgPool"),
    "gmp": ("pooling", "GlobalMaxPool"),
    "unpool": ("pooling", "MaxUnpool"),
    "upsample": ("resample", "Upsample"),
    "pixel_shuffle": ("resample", "PixelShuffle"),
    "pixel_unshuffle": ("resample", "PixelUnshuffle"),
    "unfold": ("resample", "Unfold"),
    "fold": ("resample", "Fold"),
    "pad": ("rearrange", "Pad"),
    "crop": ("rearrange", "Crop"),
    "flatten": ("rearrange", "Flatten"),
    "reshape": ("rearrange", "Reshape"),
    "channel_shuffle": ("rearrange", "ChannelShuffle"),
    "slice": ("rearrange", "Slice"),
    "bn": ("normalise", "BatchNorm"),
    "ln": ("normalise", "LayerNorm"),
    "instancenorm": ("normalise", "InstanceNorm"),
    "gn": ("normalise", "GroupNorm"),
    "lrn": ("normalise", "LocalResponseNorm"),
    "relu": ("activation", "ReLU"),
    "relu6": ("activation", "ReLU6"),
    "leaky_relu": ("activation", "LeakyReLU"),
    "elu": ("activation", "ELU"),
    "prelu": ("activation", "PReLU"),
    "sigmoid": ("activation", "Sigmoid"),
    "tanh": ("activation", "Tanh"),
    "silu": ("activation", "SiLU"),
    "hardswish": ("activation", "HardSwish"),
    "hardsigmoid": ("activation", "HardSigmoid"),
    "gelu": ("activation", "GELU"),
    "softmax": ("activation", "Softmax"),
    "dropout": ("activation", "Dropout"),
    "identity": ("activation", "Identity"),
    "se": ("composite", "SqueezeExcite"),
    "add": ("combine", "Add"),
    "concat": ("combine", "Concat"),
    "mul": ("combine", "Multiply"),
}
"""Type -> module below `convcalc.layers` and class in it."""

ALIASES: dict[str, str] = {
    "convolution": "conv",
    "grouped": "conv",
    "dw": "depthwise",
    "dwconv": "depthwise",
    "depthwise_conv": "depthwise",
    "pw": "pointwise",
    "pwconv": "pointwise",
    "pointwise_conv": "pointwise",
    "dwsep": "separable",
    "separable_conv": "separable",
    "depthwise_separable": "separable",
    "spatially_separable": "spatial_separable",
    "deconv": "tconv",
    "deconvolution": "tconv",
    "conv_transpose": "tconv",
    "convtranspose": "tconv",
    "transposed_conv": "tconv",
    "locally_connected": "local",
    "dense": "linear",
    "fc": "linear",
    "fully_connected": "linear",
    "max_pool": "maxpool",
    "avg_pool": "avgpool",
    "average_pool": "avgpool",
    "averagepool": "avgpool",
    "lp_pool": "lppool",
    "adaptive_avg_pool": "adaptive_avgpool",
    "adaptive_max_pool": "adaptive_maxpool",
    "global_avg_pool": "gap",
    "global_average_pool": "gap",
    "global_max_pool": "gmp",
    "max_unpool": "unpool",
    "interpolate": "upsample",
    "resize": "upsample",
    "depth_to_space": "pixel_shuffle",
    "space_to_depth": "pixel_unshuffle",
    "im2col": "unfold",
    "col2im": "fold",
    "channel_slice": "slice",
    "zero_pad": "pad",
    "batchnorm": "bn",
    "batch_norm": "bn",
    "layernorm": "ln",
    "layer_norm": "ln",
    "instance_norm": "instancenorm",
    "groupnorm": "gn",
    "group_norm": "gn",
    "local_response_norm": "lrn",
    "leakyrelu": "leaky_relu",
    "swish": "silu",
    "hswish": "hardswish",
    "hard_swish": "hardswish",
    "hsigmoid": "hardsigmoid",
    "hard_sigmoid": "hardsigmoid",
    "squeeze_excite": "se",
    "squeeze_excitation": "se",
    "sum": "add",
    "concatenate": "concat",
    "cat": "concat",
    "multiply": "mul",
}

PER_DIMENSION: dict[str, dict[str, str]] = {
    "torch": {
        "Conv{}d": "conv",
        "ConvTranspose{}d": "tconv",
        "MaxPool{}d": "maxpool",
        "AvgPool{}d": "avgpool",
        "LPPool{}d": "lppool",
        "AdaptiveAvgPool{}d": "adaptive_avgpool",
        "AdaptiveMaxPool{}d": "adaptive_maxpool",
        "MaxUnpool{}d": "unpool",
        "BatchNorm{}d": "bn",
        "InstanceNorm{}d": "instancenorm",
        "LazyConv{}d": "conv",
        "LazyConvTranspose{}d": "tconv",
        "LazyBatchNorm{}d": "bn",
        "LazyInstanceNorm{}d": "instancenorm",
        "ZeroPad{}d": "pad",
        "ConstantPad{}d": "pad",
        "ReflectionPad{}d": "pad",
        "ReplicationPad{}d": "pad",
        "CircularPad{}d": "pad",
        "Dropout{}d": "dropout",
    },
    "keras": {
        "Conv{}D": "conv",
        "Convolution{}D": "conv",
        "Conv{}DTranspose": "tconv",
        "Convolution{}DTranspose": "tconv",
        "DepthwiseConv{}D": "depthwise",
        "SeparableConv{}D": "separable",
        "SeparableConvolution{}D": "separable",
        "MaxPooling{}D": "maxpool",
        "MaxPool{}D": "maxpool",
        "AveragePooling{}D": "avgpool",
        "AvgPool{}D": "avgpool",
        "GlobalAveragePooling{}D": "gap",
        "GlobalAvgPool{}D": "gap",
        "GlobalMaxPooling{}D": "gmp",
        "GlobalMaxPool{}D": "gmp",
        "UpSampling{}D": "upsample",
        "ZeroPadding{}D": "pad",
        "Cropping{}D": "crop",
        "LocallyConnected{}D": "local",
        "SpatialDropout{}D": "dropout",
        "AdaptiveAveragePooling{}D": "adaptive_avgpool",
        "AdaptiveMaxPooling{}D": "adaptive_maxpool",
    },
}
"""Dialect -> the names of its framework that fix the number of axes: {} is 1, 2 or 3."""

NOT_IN_3D = (
    "DepthwiseConv{}D",
    "SeparableConv{}D",
    "SeparableConvolution{}D",
    "LocallyConnected{}D",
)

NAMES: dict[str | None, dict[str, tuple[str, int | None]]] = {
    "torch": {
        "LayerNorm": ("ln", None),
        "GroupNorm": ("gn", None),
        "LocalResponseNorm": ("lrn", None),
        "ReLU6": ("relu6", None),
        "SiLU": ("silu", None),
        "Hardswish": ("hardswish", None),
        "Hardsigmoid": ("hardsigmoid", None),
        "GELU": ("gelu", None),
        "Linear": ("linear", None),
        "LazyLinear": ("linear", None),
        "SyncBatchNorm": ("bn", None),
        "CrossMapLRN2d": ("lrn", 2),
        "Softmax2d": ("softmax", 2),
        "AlphaDropout": ("dropout", None),
        "FeatureAlphaDropout": ("dropout", None),
        "UpsamplingNearest2d": ("upsample", 2),
        "UpsamplingBilinear2d": ("upsample", 2),
        "PixelShuffle": ("pixel_shuffle", 2),
        "PixelUnshuffle": ("pixel_unshuffle", 2),
        "ChannelShuffle": ("channel_shuffle", None),
        "Unfold": ("unfold", 2),
        "Fold": ("fold", 1),
    },
    None: {
        "PReLU": ("prelu", None),
        "ReLU": ("relu", None),
        "LeakyReLU": ("leaky_relu", None),
        "ELU": ("elu", None),
        "Sigmoid": ("sigmoid", None),
        "Tanh": ("tanh", None),
        "Softmax": ("softmax", None),
        "Dropout": ("dropout", None),
        "Identity": ("identity", None),
        "Flatten": ("flatten", None),
        "Upsample": ("upsample", None),
        "Reshape": ("reshape", None),
        "BatchNorm": ("bn", None),
        "LRN": ("lrn", None),
        "Add": ("add", None),
        "Concat": ("concat", None),
    },
    "keras": {
        "Dense": ("linear", None),
        "BatchNormalization": ("bn", None),
        "LayerNormalization": ("ln", None),
        "GroupNormalization": ("gn", None),
        "CenterCrop": ("crop", 2),
        "Concatenate": ("concat", None),
        "Multiply": ("mul", None),
    },
    "onnx": {
        "Conv": ("conv", None),
        "ConvTranspose": ("tconv", None),
        "MaxPool": ("maxpool", None),
        "AveragePool": ("avgpool", None),
        "LpPool": ("lppool", None),
        "GlobalAveragePool": ("gap", None),
        "GlobalMaxPool": ("gmp", None),
        "MaxUnpool": ("unpool", None),
        "Gemm": ("linear", None),
        "InstanceNormalization": ("instancenorm", None),
        "Relu": ("relu", None),
        "LeakyRelu": ("leaky_relu", None),
        "Elu": ("elu", None),
        "PRelu": ("prelu", None),
        "HardSwish": ("hardswish", None),
        "HardSigmoid": ("hardsigmoid", None),
        "Gelu": ("gelu", None),
        "Resize": ("upsample", None),
        "DepthToSpace": ("pixel_shuffle", 2),
        "SpaceToDepth": ("pixel_unshuffle", 2),
        "Pad": ("pad", None),
        "Mul": ("mul", None),
        "Sum": ("add", None),
    },
    "caffe": {
        "Convolution": ("conv", None),
        "Deconvolution": ("tconv", None),
        "InnerProduct": ("linear", None),
        "Pooling": ("maxpool", None),
        "TanH": ("tanh", None),
        "Eltwise": ("add", None),
    },
}
"""Dialect -> the other names that its framework alone has; None: several have them, or anybody.
BatchNormalization and its kin are ONNX's names, too, with the same rules as far as they go."""

FOREIGN: dict[str, tuple[str, int | None, str | None]] = {
    **{
        name.format(dims): (kind, dims, dialect)
        for dialect, names in PER_DIMENSION.items()
        for name, kind in names.items()
        for dims in (1, 2, 3)
        if dims < 3 or name not in NOT_IN_3D
    },
    **{
        name: (*entry, dialect) for dialect, names in NAMES.items() for name, entry in names.items()
    },
}
"""Name -> the type, the number of axes and the dialect that it stands for, if it fixes them."""


SEVERAL: dict[str, tuple[str, ...]] = {
    "pool": ("maxpool", "avgpool"),
    "pooling": ("maxpool", "avgpool"),
    "global_pool": ("gap", "gmp"),
    "global_pooling": ("gap", "gmp"),
    "adaptive_pool": ("adaptive_avgpool", "adaptive_maxpool"),
    "norm": ("bn", "ln", "gn", "instancenorm"),
    "normalization": ("bn", "ln", "gn", "instancenorm"),
}
"""Words that could mean several types, for the hint."""


AXES: dict[str, int] = {"fold": 1}
"""Types whose input has so many axes, and not the two that a single number stands for."""


class NamedType(NamedTuple):
    """What a name stands for: the type; the axes and the dialect, if the name fixes them."""

    type: str
    dims: int | None
    dialect: str | None = None


def find(name: str) -> NamedType | None:
    """The type behind a name, an alias or a framework's name; None if there is none."""
    if name in TYPES:
        return NamedType(name, AXES.get(name))
    if name in FOREIGN:
        return NamedType(*FOREIGN[name])
    word = name.lower().replace("-", "_")
    if word in TYPES:
        return NamedType(word, AXES.get(word))
    return NamedType(ALIASES[word], AXES.get(ALIASES[word])) if word in ALIASES else None


def look_up(name: str) -> NamedType:
    """The same, for a name that must be one.

    Raises:
        UsageError: no such layer; the hint has the nearest name.
    """
    found = find(name)
    if found is None:
        raise _unknown(name)
    return found


def _unknown(name: str) -> UsageError:
    from convcalc.layers.meant import did_you_mean
    from convcalc.layers.numbers import shown

    word = name.replace("-", "_")
    several = SEVERAL.get(word.lower())
    hints = did_you_mean(word, (*TYPES, *ALIASES, *FOREIGN))
    if several:
        hints = [Message("hint.did_you_mean_one", words=several)]
    return UsageError(
        Message("layer.unknown", name=shown(name)), *hints, Message("hint.list_layers")
    )


@lru_cache(maxsize=128)
def resolve(name: str) -> type[Layer]:
    """The class of a layer type, by any of its names; imports its family and no other.

    Raises:
        UsageError: no such layer.
    """
    module, name_of_class = TYPES[look_up(name).type]
    found: type[Layer] = getattr(import_module(f"convcalc.layers.{module}"), name_of_class)
    return found
