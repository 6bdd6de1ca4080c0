"""The arguments of torch.nn's classes, in their order; `{}` in a name is 1, 2 or 3.

What an argument means follows from its name (`layers.make`); one that means nothing for sizes and
costs (`inplace`, `eps`, `device`) is read and has no effect, one that a class does not have is
refused. Source: the signatures of torch 2.13.
"""

from __future__ import annotations

from typing import Any

from convcalc.errors import LayerError, Message
from convcalc.layers.base import Param
from convcalc.layers.numbers import read_integer, shown
from convcalc.layers.values import READERS

_CONV = "kernel_size stride padding dilation groups bias padding_mode device dtype"
_TCONV = "kernel_size stride padding output_padding groups bias dilation padding_mode device dtype"
_NORM = "eps momentum affine track_running_stats device dtype bias"
_WINDOW = "kernel_size dilation padding stride"
_LRN = "size alpha beta k"

ARGUMENTS: dict[str, str] = {
    "Conv{}d": f"in_channels out_channels {_CONV}",
    "ConvTranspose{}d": f"in_channels out_channels {_TCONV}",
    "LazyConv{}d": f"out_channels {_CONV}",
    "LazyConvTranspose{}d": f"out_channels {_TCONV}",
    "Linear": "in_features out_features bias device dtype over",
    "LazyLinear": "out_features bias device dtype over",
    "MaxPool{}d": "kernel_size stride padding dilation return_indices ceil_mode",
    "AvgPool1d": "kernel_size stride padding ceil_mode count_include_pad",
    "AvgPool2d": "kernel_size stride padding ceil_mode count_include_pad divisor_override",
    "AvgPool3d": "kernel_size stride padding ceil_mode count_include_pad divisor_override",
    "LPPool{}d": "norm_type kernel_size stride ceil_mode",
    "AdaptiveAvgPool{}d": "output_size",
    "AdaptiveMaxPool{}d": "output_size return_indices",
    "MaxUnpool{}d": "kernel_size stride padding output_size",
    "Upsample": "size scale_factor mode align_corners recompute_scale_factor",
    "UpsamplingNearest2d": "size scale_factor",
    "UpsamplingBilinear2d": "size scale_factor",
    "PixelShuffle": "upscale_factor",
    "PixelUnshuffle": "downscale_factor",
    "ChannelShuffle": "groups",
    "Unfold": _WINDOW,
    "Fold": f"output_size {_WINDOW}",
    "ZeroPad{}d": "padding",
    "ConstantPad{}d": "padding value",
    "ReflectionPad{}d": "padding",
    "ReplicationPad{}d": "padding",
    "CircularPad{}d": "padding",
    "Flatten": "start_dim end_dim",
    "BatchNorm{}d": f"num_features {_NORM}",
    "LazyBatchNorm{}d": _NORM,
    "SyncBatchNorm": f"num_features process_group {_NORM}",
    "InstanceNorm{}d": f"num_features {_NORM}",
    "LazyInstanceNorm{}d": _NORM,
    "LayerNorm": "normalized_shape eps elementwise_affine bias device dtype over",
    "GroupNorm": "num_groups num_channels eps affine device dtype bias",
    "LocalResponseNorm": _LRN,
    "CrossMapLRN2d": _LRN,
    "ReLU": "inplace",
    "ReLU6": "inplace",
    "LeakyReLU": "negative_slope inplace",
    "ELU": "alpha inplace",
    "PReLU": "num_parameters init device dtype",
    "Sigmoid": "",
    "Tanh": "",
    "SiLU": "inplace",
    "Hardswish": "inplace",
    "Hardsigmoid": "inplace",
    "GELU": "approximate",
    "Softmax": "dim",
    "Softmax2d": "",
    "Dropout": "p inplace",
    "Dropout{}d": "p inplace",
    "AlphaDropout": "p inplace",
    "FeatureAlphaDropout": "p inplace",
}
"""Class -> its arguments. `over` (which axis is the last one) and the `output_size` that only the
call of an unpooling takes are ours."""

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
"""Class -> the parameters that it reads in a way of its own."""
