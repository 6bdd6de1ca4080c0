"""The arguments of Keras's layers, in their order; `{}` in a name is 1, 2 or 3.

What an argument means follows from its name (`layers.make`); one that means nothing for sizes and
costs (`name`, `kernel_initializer`, `trainable`) is read and has no effect, one that a class does
not have is refused. `data_format` has none either: a shape of ours says itself which number are the
channels. An `activation` is a layer of its own here, whose operations are not counted.
Source: the signatures of Keras 3.
"""

from __future__ import annotations

from typing import Any

from convcalc.layers.base import REQUIRED

_LAYER = "activity_regularizer trainable dtype autocast name"
_BIASED = "use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer"
_CONSTRAINTS = "kernel_constraint bias_constraint"
_LEARNT = f"activation {_BIASED} {_CONSTRAINTS} {_LAYER}"
_CONV = "filters kernel_size strides padding data_format dilation_rate"
_DEPTHWISE = "kernel_size strides padding depth_multiplier data_format dilation_rate activation"
_POOL = f"pool_size strides padding data_format {_LAYER}"
_GLOBAL = f"data_format keepdims {_LAYER}"
_BETA_GAMMA = (
    "epsilon center scale beta_initializer gamma_initializer beta_regularizer gamma_regularizer "
    f"beta_constraint gamma_constraint {_LAYER}"
)
_SEPARABLE = (
    "filters kernel_size strides padding data_format dilation_rate depth_multiplier activation "
    "use_bias depthwise_initializer pointwise_initializer bias_initializer depthwise_regularizer "
    "pointwise_regularizer bias_regularizer depthwise_constraint pointwise_constraint "
    f"bias_constraint {_LAYER}"
)
_DROPOUT = f"rate noise_shape seed {_LAYER}"

ARGUMENTS: dict[str, str] = {
    **dict.fromkeys(("Conv{}D", "Convolution{}D"), f"{_CONV} groups {_LEARNT}"),
    **dict.fromkeys(
        ("Conv{}DTranspose", "Convolution{}DTranspose"), f"{_CONV} output_padding {_LEARNT}"
    ),
    "DepthwiseConv{}D": (
        f"{_DEPTHWISE} use_bias depthwise_initializer bias_initializer depthwise_regularizer "
        f"bias_regularizer depthwise_constraint bias_constraint {_LAYER}"
    ),
    **dict.fromkeys(("SeparableConv{}D", "SeparableConvolution{}D"), _SEPARABLE),
    "LocallyConnected{}D": (
        f"filters kernel_size strides padding data_format implementation {_LEARNT}"
    ),
    "Dense": f"units lora_rank lora_alpha quantization_config over {_LEARNT}",
    **dict.fromkeys(("MaxPooling{}D", "MaxPool{}D", "AveragePooling{}D", "AvgPool{}D"), _POOL),
    **dict.fromkeys(
        ("GlobalAveragePooling{}D", "GlobalAvgPool{}D", "GlobalMaxPooling{}D", "GlobalMaxPool{}D"),
        _GLOBAL,
    ),
    **dict.fromkeys(
        ("AdaptiveAveragePooling{}D", "AdaptiveMaxPooling{}D"), f"output_size data_format {_LAYER}"
    ),
    "UpSampling1D": f"size {_LAYER}",
    "UpSampling2D": f"size data_format interpolation {_LAYER}",
    "UpSampling3D": f"size data_format {_LAYER}",
    "ZeroPadding{}D": f"padding data_format {_LAYER}",
    "Cropping1D": f"cropping data_format {_LAYER}",
    "Cropping2D": f"cropping data_format {_LAYER}",
    "Cropping3D": f"cropping data_format {_LAYER}",
    "CenterCrop": f"height width data_format {_LAYER}",
    "Flatten": f"data_format {_LAYER}",
    "Reshape": f"target_shape {_LAYER}",
    "BatchNormalization": (
        "axis momentum moving_mean_initializer moving_variance_initializer renorm "
        f"renorm_clipping renorm_momentum synchronized {_BETA_GAMMA}"
    ),
    "LayerNormalization": f"axis rms_scaling over {_BETA_GAMMA}",
    "GroupNormalization": f"groups axis {_BETA_GAMMA}",
    "PReLU": f"alpha_initializer alpha_regularizer alpha_constraint shared_axes {_LAYER}",
    "ReLU": f"max_value negative_slope threshold {_LAYER}",
    "LeakyReLU": f"negative_slope {_LAYER}",
    "ELU": f"alpha {_LAYER}",
    "Softmax": f"axis {_LAYER}",
    "Identity": _LAYER,
    "Dropout": _DROPOUT,
    "SpatialDropout{}D": f"rate data_format seed {_LAYER}",
    "Add": _LAYER,
    "Multiply": _LAYER,
    "Concatenate": f"axis {_LAYER}",
}
"""Class -> its arguments; `over` is ours."""

FIXED: dict[str, dict[str, Any]] = {
    "Dense": {"over": "channels"},
    **{name: {"keepdims": False} for name in ARGUMENTS if name.startswith("Global")},
    "MaxPooling{}D": {"kernel": 2},
    "MaxPool{}D": {"kernel": 2},
    **{f"UpSampling{dims}D": {"scale": 2} for dims in (1, 2, 3)},
    "ZeroPadding{}D": {"padding": 1},
    "Dropout": {"p": REQUIRED},
    "SpatialDropout{}D": {"p": REQUIRED},
    "Cropping1D": {"amount": 1},
    "Cropping2D": {"amount": 0},
    "Cropping3D": {"amount": 1},
}
"""Class -> what its parameters are unless they are given."""

READ: dict[str, dict[str, Any]] = {}
