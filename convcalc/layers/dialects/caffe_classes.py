"""The fields of Caffe's layer parameters, by the type of the layer.

What a field means follows from its name (`layers.make`); one that means nothing for sizes and costs
(fillers, `engine`) is read and has no effect, one that a layer does not have is refused.
Source: BVLC/caffe, caffe.proto. Nothing here is recorded: there is no Caffe to ask.
"""

from __future__ import annotations

from typing import Any

_SIDES = "pad pad_h pad_w kernel_size kernel_h kernel_w stride stride_h stride_w"
_FILLED = "weight_filler bias_filler"
_CONV = f"num_output bias_term {_SIDES} dilation group {_FILLED} engine axis force_nd_im2col"

ARGUMENTS: dict[str, str] = {
    "Convolution": _CONV,
    "Deconvolution": _CONV,
    "InnerProduct": f"num_output bias_term {_FILLED} axis transpose",
    "Pooling": f"pool {_SIDES} engine global_pooling round_mode",
    "LRN": "local_size alpha beta norm_region k engine",
    "BatchNorm": "use_global_stats moving_average_fraction eps",
    "Eltwise": "operation coeff stable_prod_grad",
    "PReLU": "filler channel_shared",
    "ReLU": "negative_slope engine",
    "ELU": "alpha",
    "Sigmoid": "engine",
    "TanH": "engine",
    "Dropout": "dropout_ratio",
    "Softmax": "engine axis",
    "Flatten": "axis end_axis",
    "Concat": "axis concat_dim",
}
FIXED: dict[str, dict[str, Any]] = {}
READ: dict[str, dict[str, Any]] = {}
