"""Every layer type by name, without importing any of them.

`TYPES` says where the class of a type lives, so that a command imports one family of layers and
not all of them. `ALIASES` are other names for a type, in any case; `FOREIGN` are the names of the
frameworks, in their own spelling, some of which fix the number of spatial axes; one that a single
framework has fixes the dialect, too. All three are read off the classes of the layers and of the
frameworks (`dialects/*_classes.py`), and a test holds them to these.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from convcalc.errors import Message, UsageError
from convcalc.layers.base import Layer
from convcalc.record import NamedTuple

# Made of the classes: python -m tests.layers.names
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
    "maximum": ("combine", "ElementMaximum"),
    "partial_add": ("combine", "PartialAdd"),
    "opaque": ("opaque", "Opaque"),
    "elementwise": ("opaque", "Elementwise"),
}
"""Type -> module below `convcalc.layers` and class in it."""

WORDS: dict[str, str] = {
    "conv": "convolution grouped",
    "depthwise": "dw dwconv depthwise_conv",
    "pointwise": "pw pwconv pointwise_conv",
    "separable": "dwsep separable_conv depthwise_separable",
    "spatial_separable": "spatially_separable",
    "tconv": "deconv deconvolution conv_transpose convtranspose transposed_conv",
    "local": "locally_connected",
    "linear": "dense fc fully_connected",
    "maxpool": "max_pool",
    "avgpool": "avg_pool average_pool averagepool",
    "lppool": "lp_pool",
    "adaptive_avgpool": "adaptive_avg_pool",
    "adaptive_maxpool": "adaptive_max_pool",
    "gap": "global_avg_pool global_average_pool",
    "gmp": "global_max_pool",
    "unpool": "max_unpool",
    "upsample": "interpolate resize",
    "pixel_shuffle": "depth_to_space",
    "pixel_unshuffle": "space_to_depth",
    "unfold": "im2col",
    "fold": "col2im",
    "pad": "zero_pad",
    "slice": "channel_slice",
    "bn": "batchnorm batch_norm",
    "ln": "layernorm layer_norm",
    "instancenorm": "instance_norm",
    "gn": "groupnorm group_norm",
    "lrn": "local_response_norm",
    "leaky_relu": "leakyrelu",
    "silu": "swish",
    "hardswish": "hswish hard_swish",
    "hardsigmoid": "hsigmoid hard_sigmoid",
    "se": "squeeze_excite squeeze_excitation",
    "add": "sum",
    "concat": "concatenate cat",
    "mul": "multiply",
}
"""Type -> other words for it."""

NAMES: dict[tuple[str | None, tuple[int | None, ...]], dict[str, str]] = {
    ("torch", (1, 2, 3)): {
        "conv": "Conv{}d LazyConv{}d",
        "tconv": "ConvTranspose{}d LazyConvTranspose{}d",
        "maxpool": "MaxPool{}d",
        "avgpool": "AvgPool{}d",
        "lppool": "LPPool{}d",
        "adaptive_avgpool": "AdaptiveAvgPool{}d",
        "adaptive_maxpool": "AdaptiveMaxPool{}d",
        "unpool": "MaxUnpool{}d",
        "pad": "ZeroPad{}d ConstantPad{}d ReflectionPad{}d ReplicationPad{}d CircularPad{}d",
        "bn": "BatchNorm{}d LazyBatchNorm{}d",
        "instancenorm": "InstanceNorm{}d LazyInstanceNorm{}d",
        "dropout": "Dropout{}d",
    },
    ("keras", (1, 2, 3)): {
        "conv": "Conv{}D Convolution{}D",
        "tconv": "Conv{}DTranspose Convolution{}DTranspose",
        "maxpool": "MaxPooling{}D MaxPool{}D",
        "avgpool": "AveragePooling{}D AvgPool{}D",
        "gap": "GlobalAveragePooling{}D GlobalAvgPool{}D",
        "gmp": "GlobalMaxPooling{}D GlobalMaxPool{}D",
        "adaptive_avgpool": "AdaptiveAveragePooling{}D",
        "adaptive_maxpool": "AdaptiveMaxPooling{}D",
        "upsample": "UpSampling{}D",
        "pad": "ZeroPadding{}D",
        "crop": "Cropping{}D",
        "dropout": "SpatialDropout{}D",
    },
    ("keras", (1, 2)): {
        "depthwise": "DepthwiseConv{}D",
        "separable": "SeparableConv{}D SeparableConvolution{}D",
        "local": "LocallyConnected{}D",
    },
    ("torch", (None,)): {
        "linear": "Linear LazyLinear",
        "channel_shuffle": "ChannelShuffle",
        "bn": "SyncBatchNorm",
        "ln": "LayerNorm",
        "gn": "GroupNorm",
        "lrn": "LocalResponseNorm",
        "relu6": "ReLU6",
        "silu": "SiLU",
        "hardswish": "Hardswish",
        "hardsigmoid": "Hardsigmoid",
        "gelu": "GELU",
        "dropout": "AlphaDropout FeatureAlphaDropout",
    },
    ("torch", (2,)): {
        "upsample": "UpsamplingNearest2d UpsamplingBilinear2d",
        "pixel_shuffle": "PixelShuffle",
        "pixel_unshuffle": "PixelUnshuffle",
        "unfold": "Unfold",
        "lrn": "CrossMapLRN2d",
        "softmax": "Softmax2d",
    },
    ("torch", (1,)): {
        "fold": "Fold",
    },
    (None, (None,)): {
        "upsample": "Upsample",
        "flatten": "Flatten",
        "relu": "ReLU",
        "leaky_relu": "LeakyReLU",
        "elu": "ELU",
        "prelu": "PReLU",
        "sigmoid": "Sigmoid",
        "tanh": "Tanh",
        "softmax": "Softmax",
        "dropout": "Dropout",
        "reshape": "Reshape",
        "identity": "Identity",
        "add": "Add",
        "lrn": "LRN",
        "concat": "Concat",
        "bn": "BatchNorm",
    },
    ("keras", (None,)): {
        "linear": "Dense",
        "bn": "BatchNormalization",
        "ln": "LayerNormalization",
        "gn": "GroupNormalization",
        "mul": "Multiply",
        "concat": "Concatenate",
    },
    ("keras", (2,)): {
        "crop": "CenterCrop",
    },
    ("onnx", (None,)): {
        "conv": "Conv",
        "tconv": "ConvTranspose",
        "maxpool": "MaxPool",
        "avgpool": "AveragePool",
        "lppool": "LpPool",
        "gap": "GlobalAveragePool",
        "gmp": "GlobalMaxPool",
        "unpool": "MaxUnpool",
        "linear": "Gemm",
        "instancenorm": "InstanceNormalization",
        "relu": "Relu",
        "leaky_relu": "LeakyRelu",
        "elu": "Elu",
        "prelu": "PRelu",
        "hardswish": "HardSwish",
        "hardsigmoid": "HardSigmoid",
        "gelu": "Gelu",
        "upsample": "Resize",
        "pad": "Pad",
        "add": "Sum",
        "mul": "Mul",
    },
    ("onnx", (2,)): {
        "pixel_shuffle": "DepthToSpace",
        "pixel_unshuffle": "SpaceToDepth",
    },
    ("caffe", (None,)): {
        "conv": "Convolution",
        "tconv": "Deconvolution",
        "linear": "InnerProduct",
        "maxpool": "Pooling",
        "add": "Eltwise",
        "tanh": "TanH",
    },
}
"""Dialect and axes that a framework's names fix -> type -> the names."""

AXES: dict[str, int] = {"fold": 1}
"""Types whose input has so many axes, and not the two that a single number stands for."""
# So far.

ALIASES: dict[str, str] = {alias: kind for kind, words in WORDS.items() for alias in words.split()}
FOREIGN: dict[str, tuple[str, int | None, str | None]] = {
    name.format(dims): (kind, dims, dialect)
    for (dialect, axes), kinds in NAMES.items()
    for kind, names in kinds.items()
    for name in names.split()
    for dims in axes
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
