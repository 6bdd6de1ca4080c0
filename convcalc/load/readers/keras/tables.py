"""Names of Keras and of ours. Source: keras 3.15 and tf_keras 2.21, `get_config` of the layers."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.pattern import pattern

AXES = pattern(r"[123]D")

WINDOW = {"kernel_size": "kernel", "strides": "stride", "padding": "padding"}
CONV = {"filters": "out", **WINDOW, "dilation_rate": "dilation", "groups": "groups",
        "use_bias": "bias"}  # fmt: skip
DEPTHWISE = {**WINDOW, "dilation_rate": "dilation", "depth_multiplier": "multiplier",
             "use_bias": "bias"}  # fmt: skip
POOL = {"pool_size": "kernel", "strides": "stride", "padding": "padding"}
TABLE: dict[str, tuple[str, Mapping[str, str]]] = {
    **dict.fromkeys(("Conv", "Convolution"), ("conv", CONV)),
    "ConvTranspose": ("tconv", {**CONV, "output_padding": "output_padding"}),
    "DepthwiseConv": ("depthwise", DEPTHWISE),
    **dict.fromkeys(
        ("SeparableConv", "SeparableConvolution"), ("separable", {"filters": "out", **DEPTHWISE})
    ),
    "LocallyConnected": ("local", CONV),
    "Dense": ("linear", {"units": "out", "use_bias": "bias"}),
    **dict.fromkeys(("MaxPooling", "MaxPool"), ("maxpool", POOL)),
    **dict.fromkeys(("AveragePooling", "AvgPool"), ("avgpool", POOL)),
    **dict.fromkeys(("GlobalAveragePooling", "GlobalAvgPool"), ("gap", {})),
    **dict.fromkeys(("GlobalMaxPooling", "GlobalMaxPool"), ("gmp", {})),
    "UpSampling": ("upsample", {"size": "scale", "interpolation": "mode"}),
    "ZeroPadding": ("pad", {"padding": "padding"}),
    "Cropping": ("crop", {"cropping": "amount"}),
    "BatchNormalization": ("bn", {"center": "center", "scale": "scale"}),
    "LayerNormalization": ("ln", {"center": "center", "scale": "scale"}),
    "GroupNormalization": (
        "gn", {"groups": "groups", "center": "center", "scale": "scale"}
    ),
    "Flatten": ("flatten", {}),
    **dict.fromkeys(("Add", "Subtract", "Average", "CustomScaleLayer"), ("add", {})),
    "Multiply": ("mul", {}),
    **dict.fromkeys(("Maximum", "Minimum"), ("maximum", {})),
}  # fmt: skip
"""Class without its axes -> our type, and what its arguments are called here."""

NEUTRAL = {
    "stride": 1, "dilation": 1, "groups": 1, "multiplier": 1, "bias": True, "padding": "valid",
    "mode": "nearest", "center": True, "scale": True,
}  # fmt: skip
"""Values that say nothing."""

ACTIVATIONS = {
    **{name: name for name in (
        "relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "sigmoid", "tanh", "softmax", "silu",
        "mish", "softplus", "softsign", "celu",
    )},
    "swish": "silu", "hard_sigmoid": "hardsigmoid", "hard_silu": "hardswish",
    "hard_swish": "hardswish", "ReLU": "relu", "LeakyReLU": "leaky_relu", "ELU": "elu",
    "Softmax": "softmax",
}  # fmt: skip
NOTHING = pattern(
    r"(Spatial|Gaussian|Alpha)?Dropout([123]D)?\Z|GaussianNoise|ActivityRegularization|Identity\Z|"
    r"Masking|Random(?!Crop)|StochasticDepth"
)
"""Layers that do nothing at inference."""

MERGING = {"add": "add", "subtract": "add", "sub": "add", "multiply": "mul", "mul": "mul",
           "divide": "mul", "truedivide": "mul", "truediv": "mul", "maximum": "maximum",
           "minimum": "maximum"}  # fmt: skip
MOVING = ("getitem", "reshape", "transpose", "permute", "squeeze", "expanddims", "expand_dims",
          "stack", "tile", "repeat", "pad", "flatten", "broadcastto", "broadcast_to", "split",
          "roll", "flip", "concat", "concatenate", "slice", "strided_slice")  # fmt: skip
"""Operations that only move elements: what they make is known where the file says its shape."""

POINTWISE = (*MERGING, "abs", "absolute", "cast", "clip", "clip_by_value", "exp", "log", "negative",
             "pow", "power", "reciprocal", "rsqrt", "sqrt", "square", "round", "floor", "ceil",
             "log_softmax", "logsoftmax", "erf", "sign", "stop_gradient")  # fmt: skip
"""Operations that keep the shape of a single tensor."""
