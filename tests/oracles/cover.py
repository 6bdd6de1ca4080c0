"""Cases that are not drawn: each name, with all of its arguments that have no effect, once.

What is drawn seldom or never is here, so that a recording has every name and every key of its
framework; `test_cover` says which are missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convcalc.layers.dialects.classes import constructor
from convcalc.layers.index import FOREIGN
from tests.oracles.cases import Case

SIZE, CHANNELS = (8, 6, 7), 4

TORCH: dict[str, Any] = {
    "device": None, "dtype": None, "eps": 0.01, "init": 0.2, "process_group": None,
    "inplace": False, "return_indices": False, "recompute_scale_factor": None, "momentum": 0.2,
    "affine": True, "track_running_stats": True, "alpha": 0.1, "beta": 0.5, "k": 2.0,
    "threshold": 20, "lambd": 0.4, "min_val": -2.0, "max_val": 2.0,
}  # fmt: skip
KERAS: dict[str, Any] = {
    "data_format": "channels_last", "name": "a", "trainable": True, "dtype": "float32",
    "autocast": True, "activity_regularizer": "l2", "activation": "relu", "momentum": 0.9,
    "synchronized": False, "renorm": False, "renorm_clipping": None, "renorm_momentum": 0.9,
    "lora_rank": None, "lora_alpha": None, "quantization_config": None, "noise_shape": None,
    "seed": 3, "negative_slope": 0.1, "threshold": 0.5, "use_bias": True, "padding": "same",
    "strides": 1, "dilation_rate": 1, "depth_multiplier": 2, "output_padding": 0,
    "recurrent_activation": "sigmoid", "unit_forget_bias": True, "reset_after": True,
    "dropout": 0.1, "recurrent_dropout": 0.1, "return_state": False, "go_backwards": False,
    "stateful": False, "unroll": False, "use_cudnn": "auto",
}  # fmt: skip
KERAS_WORDS = {"initializer": "zeros", "regularizer": "l2", "constraint": "non_neg"}
ONNX: dict[str, Any] = {
    "epsilon": 0.01, "momentum": 0.8, "training_mode": 0, "ratio": 0.3, "alpha": 0.5, "beta": 0.5,
    "transA": 0, "stash_type": 1, "p": 2, "allowzero": 0, "coordinate_transformation_mode":
    "asymmetric", "cubic_coeff_a": -0.5, "exclude_outside": 0, "extrapolation_value": 1.0,
    "antialias": 0, "bias": True, "gamma": 1.1,
}  # fmt: skip
NEUTRAL = {"torch": TORCH, "keras": KERAS, "onnx": ONNX}
"""Dialect -> values of the arguments that a class has, where it needs no others."""

NEEDED: dict[str, dict[str, Case]] = {
    "torch": {
        "Conv{}d ConvTranspose{}d": {"in_channels": 4, "out_channels": 6, "kernel_size": 3},
        "LazyConv{}d LazyConvTranspose{}d": {"out_channels": 6, "kernel_size": 3},
        "Linear": {"in_features": 6, "out_features": 5},
        "LazyLinear": {"over": "last", "out_features": 5},
        "AdaptiveMaxPool{}d": {"output_size": 3},
        "Upsample": {"scale_factor": 2},
        "BatchNorm{}d InstanceNorm{}d": {"num_features": 4},
        "SyncBatchNorm": {"num_features": 4, "bias": False},
        "LazyBatchNorm{}d LazyInstanceNorm{}d PReLU Identity": {},
        "LayerNorm": {"normalized_shape": [8, 6]},
        "GroupNorm": {"num_groups": 2, "num_channels": 4},
        "LocalResponseNorm CrossMapLRN2d": {"size_": 3},
        "Dropout{}d FeatureAlphaDropout": {"p": 0.3},
        "Mish Softplus SELU CELU Softsign LogSigmoid Softshrink Hardshrink Tanhshrink": {},
        "Hardtanh": {},
        "Threshold": {"threshold": 0.1, "value": 2},
        "LogSoftmax Softmin GLU": {"dim": 1},
        "FractionalMaxPool2d FractionalMaxPool3d": {
            "kernel_size": 2, "output_size": 3, "output_ratio": None,
        },
    },
    "keras": {
        "Conv{}D Convolution{}D Conv{}DTranspose Convolution{}DTranspose": {
            "filters": 6, "kernel_size": 3,
        },
        "SeparableConv{}D SeparableConvolution{}D": {"filters": 6, "kernel_size": 3},
        "DepthwiseConv{}D": {"kernel_size": 3},
        "Dense": {"units": 5},
        "MaxPooling{}D MaxPool{}D AveragePooling{}D AvgPool{}D": {"pool_size": 2},
        "GlobalAveragePooling{}D GlobalAvgPool{}D GlobalMaxPooling{}D GlobalMaxPool{}D": {},
        "AdaptiveAveragePooling{}D AdaptiveMaxPooling{}D": {"output_size": 3},
        "ZeroPadding{}D": {"padding": 2},
        "CenterCrop": {"height": 5, "width": 4},
        "UpSampling{}D Cropping{}D Flatten BatchNormalization LayerNormalization": {},
        "Reshape": {"target_shape": [-1, 6]},
        "GroupNormalization": {"groups": 2},
        "PReLU ReLU LeakyReLU ELU Softmax Identity": {},
        "LSTM GRU SimpleRNN": {"units": 5, "return_sequences": True},
        "Dropout SpatialDropout{}D": {"rate": 0.3},
    },
    "onnx": {
        "ConvTranspose": {"kernel_shape": [3, 3], "out": 6},
        "LpPool": {"kernel_shape": [3, 3]},
        "Gemm": {"out": 5, "transB": 1},
        "BatchNormalization InstanceNormalization Dropout Relu HardSwish Identity": {},
        "Softplus Mish Selu Celu Softsign": {},
        "LayerNormalization": {"axis": 1},
        "GroupNormalization": {"num_groups": 2},
        "LRN": {"size_": 3, "bias": 2.0},
        "PRelu": {"parameters": 4},
        "Reshape": {"shape": [0, -1]},
        "Resize": {"scales": [1, 1, 2, 2], "mode": "cubic"},
        "Pad": {"pads": [0, 0, 1, 1, 0, 0, 2, 0], "constant_value": 1.5},
    },
}  # fmt: skip
"""Dialect -> classes -> the arguments that a case of them must have."""

ALL_AXES = (
    "Dropout{}d", "SpatialDropout{}D", "Convolution{}DTranspose", "SeparableConv{}D",
    "SeparableConvolution{}D", "DepthwiseConv{}D", "UpSampling{}D", "Cropping{}D",
)  # fmt: skip
"""Classes that are here on every number of axes: drawn nowhere else, or not the same on each."""


def cover(dialect: str) -> Iterator[Case]:
    """The cases of a framework."""
    for patterns, needed in NEEDED[dialect].items():
        for pattern in patterns.split():
            fixed = FOREIGN[pattern][1] if pattern in FOREIGN else None
            for dims in (1, 2, 3) if pattern in ALL_AXES else (fixed or 2,):
                name = pattern.format(dims)
                if name in FOREIGN:
                    size = [] if name == "Gemm" else list(SIZE[:dims])
                    case: Case = {"layer": name, "size": size, "in": CHANNELS}
                    yield {**case, **neutral(dialect, name), **needed}


def neutral(dialect: str, name: str) -> Case:
    """All arguments of a class that have a value here."""
    found = constructor(dialect, name)
    case: Case = {}
    for key in found.arguments if found else ():
        if key in NEUTRAL[dialect]:
            case[key] = NEUTRAL[dialect][key]
        elif (ending := key.rpartition("_")[2]) in KERAS_WORDS:
            case[key] = KERAS_WORDS[ending]
    return case
