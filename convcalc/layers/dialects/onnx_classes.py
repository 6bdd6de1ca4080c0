"""The attributes of ONNX's operators, and those of their inputs that are parameters here.

What an attribute means follows from its name (`layers.make`); one that means nothing for sizes and
costs (`epsilon`, `storage_order`) is read and has no effect, one that an operator does not have is
refused. Weights are inputs in ONNX: their number of channels is `out` here, and their bias `bias`.
Source: the operators of opset 22.
"""

from __future__ import annotations

from typing import Any

from convcalc.layers.base import REQUIRED
from convcalc.layers.dialects.onnx import read_new_shape

_WINDOW = "auto_pad kernel_shape pads strides"

ARGUMENTS: dict[str, str] = {
    "Conv": f"{_WINDOW} dilations group out bias",
    "ConvTranspose": f"{_WINDOW} dilations group output_padding output_shape out bias",
    "MaxPool": f"{_WINDOW} dilations ceil_mode storage_order",
    "AveragePool": f"{_WINDOW} dilations ceil_mode count_include_pad",
    "LpPool": f"{_WINDOW} dilations ceil_mode p",
    "GlobalAveragePool": "",
    "GlobalMaxPool": "",
    "MaxUnpool": "kernel_shape pads strides output_shape",
    "Gemm": "alpha beta transA transB out bias",
    "BatchNormalization": "epsilon momentum training_mode spatial",
    "InstanceNormalization": "epsilon",
    "LayerNormalization": "axis epsilon stash_type bias",
    "GroupNormalization": "num_groups epsilon stash_type",
    "LRN": "size alpha beta bias",
    "Relu": "",
    "LeakyRelu": "alpha",
    "Elu": "alpha",
    "PRelu": "parameters",
    "HardSwish": "",
    "HardSigmoid": "alpha beta",
    "Gelu": "approximate",
    "Sigmoid": "",
    "Tanh": "",
    "Softmax": "axis",
    "Identity": "",
    "Dropout": "ratio seed training_mode",
    "Resize": (
        "scales sizes axes mode coordinate_transformation_mode nearest_mode cubic_coeff_a "
        "exclude_outside extrapolation_value antialias keep_aspect_ratio_policy"
    ),
    "Upsample": "scales mode",
    "DepthToSpace": "blocksize mode",
    "SpaceToDepth": "blocksize",
    "Pad": "pads axes mode constant_value value",
    "Flatten": "axis",
    "Reshape": "shape allowzero",
    "Concat": "axis",
    "Add": "",
    "Sum": "",
    "Mul": "",
}
"""Operator -> its attributes, and inputs that are parameters here."""

FIXED: dict[str, dict[str, Any]] = {
    "InstanceNormalization": {"affine": True},
    "LayerNormalization": {"axis": -1},
    "Softmax": {"axis": -1},
    "Flatten": {"axis": 1},
    "Gemm": {"matrix": True},
    "LRN": {"window": REQUIRED},
}
"""Operator -> what its parameters are unless they are given."""

READ: dict[str, dict[str, Any]] = {"Reshape": {"shape": read_new_shape}}
"""Operator -> the parameters that it reads in a way of its own."""
