"""The attributes of ONNX's operators, and those of their inputs that are parameters here.

What an attribute means follows from its name (`layers.make`); one that means nothing for sizes and
costs (`epsilon`, `storage_order`) is read and has no effect, one that an operator does not have is
refused; so are `axes` and `keep_aspect_ratio_policy`, which do change sizes and are not worked
out here. Weights are inputs in ONNX: their number of channels is `out` here, and their bias `bias`.
Source: the operators of opset 22.
"""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.layers.base import REQUIRED
from convcalc.layers.dialects.onnx import read_new_shape

_WINDOW = "auto_pad kernel_shape pads strides"

CLASSES: dict[str, tuple[str, str]] = {
    "Conv": ("conv", f"{_WINDOW} dilations group out bias"),
    "ConvTranspose": ("tconv", f"{_WINDOW} dilations group output_padding output_shape out bias"),
    "MaxPool": ("maxpool", f"{_WINDOW} dilations ceil_mode storage_order"),
    "AveragePool": ("avgpool", f"{_WINDOW} dilations ceil_mode count_include_pad"),
    "LpPool": ("lppool", f"{_WINDOW} dilations ceil_mode p"),
    "GlobalAveragePool": ("gap", ""),
    "GlobalMaxPool": ("gmp", ""),
    "MaxUnpool": ("unpool", "kernel_shape pads strides output_shape"),
    "Gemm": ("linear", "alpha beta transA transB out bias"),
    "BatchNormalization": ("bn", "epsilon momentum training_mode spatial"),
    "InstanceNormalization": ("instancenorm", "epsilon"),
    "LayerNormalization": ("ln", "axis epsilon stash_type bias"),
    "GroupNormalization": ("gn", "num_groups epsilon stash_type"),
    "LRN": ("lrn", "size alpha beta bias"),
    "Relu": ("relu", ""),
    "LeakyRelu": ("leaky_relu", "alpha"),
    "Elu": ("elu", "alpha"),
    "PRelu": ("prelu", "parameters"),
    "HardSwish": ("hardswish", ""),
    "HardSigmoid": ("hardsigmoid", "alpha beta"),
    "Gelu": ("gelu", "approximate"),
    "Sigmoid": ("sigmoid", ""),
    "Tanh": ("tanh", ""),
    "Softmax": ("softmax", "axis"),
    "Identity": ("identity", ""),
    "Softplus": ("softplus", ""),
    "Mish": ("mish", ""),
    "Selu": ("selu", "alpha gamma"),
    "Celu": ("celu", "alpha"),
    "Softsign": ("softsign", ""),
    "Clip": ("hardtanh", "min max"),
    "Max": ("maximum", ""),
    "Dropout": ("dropout", "ratio seed training_mode"),
    "Resize": (
        "upsample",
        "scales sizes mode coordinate_transformation_mode nearest_mode cubic_coeff_a "
        "exclude_outside extrapolation_value antialias",
    ),
    "Upsample": ("upsample", "scales mode"),
    "DepthToSpace": ("pixel_shuffle", "blocksize mode"),
    "SpaceToDepth": ("pixel_unshuffle", "blocksize"),
    "Pad": ("pad", "pads mode constant_value value"),
    "Flatten": ("flatten", "axis"),
    "Reshape": ("reshape", "shape allowzero"),
    "Concat": ("concat", "axis"),
    "Add": ("add", ""),
    "Sum": ("add", ""),
    "Mul": ("mul", ""),
}
"""Operator -> the type that it stands for; its attributes, and inputs that are parameters here."""

AXES: dict[str, int] = {}

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
