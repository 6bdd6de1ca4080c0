"""The arguments of Keras's layers, in their order; `{}` in a name is 1, 2 or 3.

What an argument means follows from its name (`layers.make`); one that means nothing for sizes and
costs (`name`, `kernel_initializer`, `trainable`) is read and has no effect, one that a class does
not have is refused. `data_format` has none either: a shape of ours says itself which number are the
channels. An `activation` is a layer of its own here, whose operations are not counted.
Source: the signatures of Keras 3.
"""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.layers.base import REQUIRED
from convcalc.layers.dialects.common import not_worked_out

_KEYWORDS = "* trainable dtype autocast name"
_LAYER = f"{_KEYWORDS} activity_regularizer"
_LEARNT = (
    "activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer "
    "activity_regularizer kernel_constraint bias_constraint"
)
_CONV = "filters kernel_size strides padding data_format dilation_rate"
_POOL = "pool_size strides padding data_format name * trainable dtype autocast activity_regularizer"
_GLOBAL = f"data_format keepdims {_LAYER}"
_BETA_GAMMA = (
    "epsilon center scale beta_initializer gamma_initializer beta_regularizer gamma_regularizer "
    "beta_constraint gamma_constraint"
)
_DEPTHWISE = (
    "kernel_size strides padding depth_multiplier data_format dilation_rate activation use_bias "
    "depthwise_initializer bias_initializer depthwise_regularizer bias_regularizer "
    f"activity_regularizer depthwise_constraint bias_constraint {_KEYWORDS}"
)
_SEPARABLE = (
    "filters kernel_size strides padding data_format dilation_rate depth_multiplier activation "
    "use_bias depthwise_initializer pointwise_initializer bias_initializer depthwise_regularizer "
    "pointwise_regularizer bias_regularizer activity_regularizer depthwise_constraint "
    f"pointwise_constraint bias_constraint {_KEYWORDS}"
)
_TRANSPOSED = "filters kernel_size strides padding output_padding data_format dilation_rate"
_FILLED = "use_bias kernel_initializer recurrent_initializer bias_initializer"
_HELD = (
    "kernel_regularizer recurrent_regularizer bias_regularizer activity_regularizer "
    "kernel_constraint recurrent_constraint bias_constraint dropout recurrent_dropout"
)
_STATES = "return_sequences return_state go_backwards stateful unroll"
_ADAPTIVE = f"output_size data_format {_LAYER}"

CLASSES: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("Conv{}D", "Convolution{}D"), ("conv", f"{_CONV} groups {_LEARNT} {_KEYWORDS}")
    ),
    **dict.fromkeys(
        ("Conv{}DTranspose", "Convolution{}DTranspose"),
        ("tconv", f"{_TRANSPOSED} {_LEARNT} {_KEYWORDS}"),
    ),
    **dict.fromkeys(("DepthwiseConv1D", "DepthwiseConv2D"), ("depthwise", _DEPTHWISE)),
    **dict.fromkeys(
        ("SeparableConv1D", "SeparableConv2D", "SeparableConvolution1D", "SeparableConvolution2D"),
        ("separable", _SEPARABLE),
    ),
    **dict.fromkeys(
        ("LocallyConnected1D", "LocallyConnected2D"),
        (
            "local",
            f"filters kernel_size strides padding data_format {_LEARNT} implementation {_KEYWORDS}",
        ),
    ),
    "Dense": (
        "linear",
        f"units {_LEARNT} lora_rank lora_alpha quantization_config {_KEYWORDS} over",
    ),
    **dict.fromkeys(("MaxPooling{}D", "MaxPool{}D"), ("maxpool", _POOL)),
    **dict.fromkeys(("AveragePooling{}D", "AvgPool{}D"), ("avgpool", _POOL)),
    **dict.fromkeys(("GlobalAveragePooling{}D", "GlobalAvgPool{}D"), ("gap", _GLOBAL)),
    **dict.fromkeys(("GlobalMaxPooling{}D", "GlobalMaxPool{}D"), ("gmp", _GLOBAL)),
    "AdaptiveAveragePooling{}D": ("adaptive_avgpool", _ADAPTIVE),
    "AdaptiveMaxPooling{}D": ("adaptive_maxpool", _ADAPTIVE),
    "UpSampling1D": ("upsample", f"size {_LAYER}"),
    "UpSampling2D": ("upsample", f"size data_format interpolation {_LAYER}"),
    "UpSampling3D": ("upsample", f"size data_format {_LAYER}"),
    "ZeroPadding{}D": ("pad", f"padding data_format {_LAYER}"),
    "Cropping1D": ("crop", f"cropping {_LAYER}"),
    **dict.fromkeys(("Cropping2D", "Cropping3D"), ("crop", f"cropping data_format {_LAYER}")),
    "CenterCrop": ("crop", f"height width data_format {_LAYER}"),
    "Flatten": ("flatten", f"data_format {_LAYER}"),
    "Reshape": ("reshape", f"target_shape {_LAYER}"),
    "BatchNormalization": (
        "bn",
        "axis momentum epsilon center scale beta_initializer gamma_initializer "
        "moving_mean_initializer moving_variance_initializer beta_regularizer gamma_regularizer "
        "beta_constraint gamma_constraint renorm renorm_clipping renorm_momentum synchronized "
        f"{_LAYER}",
    ),
    "LayerNormalization": ("ln", f"axis {_BETA_GAMMA} {_LAYER} over"),
    "GroupNormalization": ("gn", f"groups axis {_BETA_GAMMA} {_LAYER}"),
    "PReLU": (
        "prelu",
        f"alpha_initializer alpha_regularizer alpha_constraint shared_axes {_LAYER}",
    ),
    "ReLU": ("relu", f"max_value negative_slope threshold {_LAYER}"),
    "LeakyReLU": ("leaky_relu", f"negative_slope {_LAYER}"),
    "ELU": ("elu", f"alpha {_LAYER}"),
    "Softmax": ("softmax", f"axis {_LAYER}"),
    "Identity": ("identity", _LAYER),
    "Dropout": ("dropout", f"rate noise_shape seed {_LAYER}"),
    "SpatialDropout1D": ("dropout", "rate seed name dtype"),
    **dict.fromkeys(
        ("SpatialDropout2D", "SpatialDropout3D"), ("dropout", "rate data_format seed name dtype")
    ),
    "LSTM": (
        "lstm",
        f"units activation recurrent_activation {_FILLED} unit_forget_bias {_HELD} seed {_STATES} "
        f"use_cudnn {_KEYWORDS}",
    ),
    "GRU": (
        "gru",
        f"units activation recurrent_activation {_FILLED} {_HELD} seed {_STATES} reset_after "
        f"use_cudnn {_KEYWORDS}",
    ),
    "SimpleRNN": ("rnn", f"units activation {_FILLED} {_HELD} {_STATES} seed {_KEYWORDS}"),
    "MultiHeadAttention": (
        "attention",
        "num_heads key_dim value_dim dropout use_bias output_shape attention_axes sliding_window "
        "flash_attention kernel_initializer bias_initializer kernel_regularizer bias_regularizer "
        "activity_regularizer kernel_constraint bias_constraint use_gate seed "
        f"{_KEYWORDS}",
    ),
    "Maximum": ("maximum", _LAYER),
    "Subtract": ("add", _LAYER),
    "Add": ("add", _LAYER),
    "Multiply": ("mul", _LAYER),
    "Concatenate": ("concat", f"axis {_LAYER}"),
}
"""Class -> the type that it stands for, and its arguments, behind `*` those that only a keyword
can give; `over` is ours."""

ORDER: dict[str, tuple[str, str]] = dict.fromkeys(
    ("Conv3DTranspose", "Convolution3DTranspose"), ("output_padding", "data_format")
)
"""Class -> two arguments that change places in it, unlike in those of fewer axes."""

AXES: dict[str, int] = {"CenterCrop": 2}
"""Class -> the axes it fixes, where neither its name nor its type does."""

FIXED: dict[str, dict[str, Any]] = {
    "Dense": {"over": "channels"},
    **{name: {"sequence": False} for name in ("LSTM", "GRU", "SimpleRNN")},
    "MultiHeadAttention": {"head_size": REQUIRED},
    **{name: {"keepdims": False} for name in CLASSES if name.startswith("Global")},
    "MaxPooling{}D": {"kernel": 2},
    "MaxPool{}D": {"kernel": 2},
    **{f"UpSampling{dims}D": {"scale": 2} for dims in (1, 2, 3)},
    "ZeroPadding{}D": {"padding": 1},
    "Dropout": {"p": REQUIRED},
    **{f"SpatialDropout{dims}D": {"p": REQUIRED} for dims in (1, 2, 3)},
    "Cropping1D": {"amount": 1},
    "Cropping2D": {"amount": 0},
    "Cropping3D": {"amount": 1},
}
"""Class -> what its parameters are unless they are given."""

READ: dict[str, dict[str, Any]] = {
    "BatchNormalization": {"renorm": not_worked_out("renorm")},
    "Dense": {"lora_rank": not_worked_out("lora_rank")},
    "MultiHeadAttention": {
        name: not_worked_out(name)
        for name in ("value_dim", "output_shape", "attention_axes", "sliding_window", "use_gate")
    },
}
