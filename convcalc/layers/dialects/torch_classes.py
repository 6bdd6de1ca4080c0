"""The arguments of torch.nn's classes, in their order; `{}` in a name is 1, 2 or 3.

What an argument means follows from its name (`layers.make`); one that means nothing for sizes and
costs (`inplace`, `eps`, `device`) is read and has no effect, one that a class does not have is
refused. Source: the signatures of torch 2.13.
"""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.errors import LayerError, Message
from convcalc.layers.base import Param
from convcalc.layers.dialects.common import not_worked_out
from convcalc.layers.numbers import read_integer, shown
from convcalc.layers.values import READERS

_CONV = "kernel_size stride padding dilation groups bias padding_mode device dtype"
_TCONV = "kernel_size stride padding output_padding groups bias dilation padding_mode device dtype"
_NORM = "eps momentum affine track_running_stats device dtype * bias"
_WINDOW = "kernel_size dilation padding stride"
_RECURRENT = "input_size hidden_size num_layers bias batch_first dropout bidirectional device dtype"
_LRN = "size alpha beta k"

CLASSES: dict[str, tuple[str, str]] = {
    "Conv{}d": ("conv", f"in_channels out_channels {_CONV}"),
    "ConvTranspose{}d": ("tconv", f"in_channels out_channels {_TCONV}"),
    "LazyConv{}d": ("conv", f"out_channels {_CONV}"),
    "LazyConvTranspose{}d": ("tconv", f"out_channels {_TCONV}"),
    "Linear": ("linear", "in_features out_features bias device dtype * over"),
    "LazyLinear": ("linear", "out_features bias device dtype * over"),
    "MaxPool{}d": ("maxpool", "kernel_size stride padding dilation return_indices ceil_mode"),
    "AvgPool1d": ("avgpool", "kernel_size stride padding ceil_mode count_include_pad"),
    "AvgPool2d": (
        "avgpool",
        "kernel_size stride padding ceil_mode count_include_pad divisor_override",
    ),
    "AvgPool3d": (
        "avgpool",
        "kernel_size stride padding ceil_mode count_include_pad divisor_override",
    ),
    "LPPool{}d": ("lppool", "norm_type kernel_size stride ceil_mode"),
    "AdaptiveAvgPool{}d": ("adaptive_avgpool", "output_size"),
    "AdaptiveMaxPool{}d": ("adaptive_maxpool", "output_size return_indices"),
    "MaxUnpool{}d": ("unpool", "kernel_size stride padding * output_size"),
    "Upsample": ("upsample", "size scale_factor mode align_corners recompute_scale_factor"),
    "UpsamplingNearest2d": ("upsample", "size scale_factor"),
    "UpsamplingBilinear2d": ("upsample", "size scale_factor"),
    "PixelShuffle": ("pixel_shuffle", "upscale_factor"),
    "PixelUnshuffle": ("pixel_unshuffle", "downscale_factor"),
    "ChannelShuffle": ("channel_shuffle", "groups"),
    "Unfold": ("unfold", _WINDOW),
    "Fold": ("fold", f"output_size {_WINDOW}"),
    "ZeroPad{}d": ("pad", "padding"),
    "ConstantPad{}d": ("pad", "padding value"),
    "ReflectionPad{}d": ("pad", "padding"),
    "ReplicationPad{}d": ("pad", "padding"),
    "CircularPad{}d": ("pad", "padding"),
    "Flatten": ("flatten", "start_dim end_dim"),
    "BatchNorm{}d": ("bn", f"num_features {_NORM}"),
    "LazyBatchNorm{}d": ("bn", _NORM),
    "SyncBatchNorm": (
        "bn",
        "num_features eps momentum affine track_running_stats process_group device dtype * bias",
    ),
    "InstanceNorm{}d": ("instancenorm", f"num_features {_NORM}"),
    "LazyInstanceNorm{}d": ("instancenorm", _NORM),
    "LayerNorm": ("ln", "normalized_shape eps elementwise_affine bias device dtype * over"),
    "GroupNorm": ("gn", "num_groups num_channels eps affine device dtype * bias"),
    "LocalResponseNorm": ("lrn", _LRN),
    "CrossMapLRN2d": ("lrn", _LRN),
    "ReLU": ("relu", "inplace"),
    "ReLU6": ("relu6", "inplace"),
    "LeakyReLU": ("leaky_relu", "negative_slope inplace"),
    "ELU": ("elu", "alpha inplace"),
    "PReLU": ("prelu", "num_parameters init device dtype"),
    "Sigmoid": ("sigmoid", ""),
    "Tanh": ("tanh", ""),
    "SiLU": ("silu", "inplace"),
    "Hardswish": ("hardswish", "inplace"),
    "Hardsigmoid": ("hardsigmoid", "inplace"),
    "GELU": ("gelu", "approximate"),
    "Softmax": ("softmax", "dim"),
    "Softmax2d": ("softmax", ""),
    "Softmin": ("softmax", "dim"),
    "LogSoftmax": ("log_softmax", "dim"),
    "Softplus": ("softplus", "beta threshold"),
    "Mish": ("mish", "inplace"),
    "SELU": ("selu", "inplace"),
    "CELU": ("celu", "alpha inplace"),
    "Softsign": ("softsign", ""),
    "LogSigmoid": ("logsigmoid", ""),
    "Hardtanh": ("hardtanh", "min_val max_val inplace"),
    "Threshold": ("threshold", "threshold value inplace"),
    "Softshrink": ("softshrink", "lambd"),
    "Hardshrink": ("hardshrink", "lambd"),
    "Tanhshrink": ("tanhshrink", ""),
    "GLU": ("glu", "dim"),
    "LSTM": ("lstm", f"{_RECURRENT} proj_size device dtype"),
    "GRU": ("gru", f"{_RECURRENT} device dtype"),
    "RNN": (
        "rnn",
        "input_size hidden_size num_layers nonlinearity bias batch_first dropout bidirectional "
        "device dtype",
    ),
    "MultiheadAttention": (
        "attention",
        "embed_dim num_heads dropout bias add_bias_kv add_zero_attn kdim vdim batch_first device "
        "dtype",
    ),
    **dict.fromkeys(
        ("FractionalMaxPool2d", "FractionalMaxPool3d"),
        ("fractional_maxpool", "kernel_size output_size output_ratio return_indices"),
    ),
    "Identity": ("identity", ""),
    "Dropout": ("dropout", "p inplace"),
    "Dropout{}d": ("dropout", "p inplace"),
    "AlphaDropout": ("dropout", "p inplace"),
    "FeatureAlphaDropout": ("dropout", "p inplace"),
}
"""Class -> the type that it stands for, and its arguments, behind `*` those that only a keyword can
give. `over` (which axis is the last one) and
the `output_size` that only the call of an unpooling takes are ours."""

AXES: dict[str, int] = {"Unfold": 2}
"""Class -> the axes it fixes, where neither its name nor its type does."""

FIXED: dict[str, dict[str, Any]] = {
    "ZeroPad{}d": {"mode": "zero"},
    "ConstantPad{}d": {"mode": "zero"},
    "ReflectionPad{}d": {"mode": "reflect"},
    "ReplicationPad{}d": {"mode": "replicate"},
    "CircularPad{}d": {"mode": "circular"},
    "UpsamplingNearest2d": {"mode": "nearest"},
    "UpsamplingBilinear2d": {"mode": "bilinear", "align_corners": True},
    "Linear": {"over": None},
    "LazyLinear": {"over": None},
    "LazyInstanceNorm{}d": {"affine": True, "track_running_stats": True},
    "GLU": {"dim": -1},
}
"""Class -> the parameters that it sets by being that class, unless they are arguments of it."""


def _read_border(param: Param, value: Any, dims: int) -> Any:
    """One amount, or two for each axis, the last axis first, as torch lists them.

    Pairs (`[[1, 2], [0, 1]]`, `1:2x0:1`) are of our own spelling, axis by axis.

    Raises:
        LayerError: a list of another length.
    """
    if type(value) is str and "," in value and ":" not in value:
        value = value.split(",")
    if type(value) not in (list, tuple) or any(type(part) in (list, tuple) for part in value):
        return READERS["pairs"](param, value, dims)
    if len(value) != 2 * dims:
        raise LayerError(
            Message("dialect.border", name=param.name, value=shown(value), wanted=2 * dims)
        )
    ends = [read_integer(param, part) for part in value]
    return tuple(reversed(tuple(zip(ends[::2], ends[1::2], strict=True))))


_BORDER = {"padding": _read_border}
READ: dict[str, dict[str, Any]] = {
    f"{kind}{{}}d": _BORDER
    for kind in ("ZeroPad", "ConstantPad", "ReflectionPad", "ReplicationPad", "CircularPad")
}
READ["LSTM"] = {"proj_size": not_worked_out("proj_size")}
READ["MultiheadAttention"] = {
    name: not_worked_out(name) for name in ("add_bias_kv", "add_zero_attn", "kdim", "vdim")
}
"""Class -> the parameters that it reads in a way of its own."""
