"""The fields of Caffe's layer parameters, by the type of the layer.

What a field means follows from its name (`layers.make`); one that means nothing for sizes and costs
(fillers, `engine`) is read and has no effect, one that a layer does not have is refused.
Source: BVLC/caffe, caffe.proto. Nothing here is recorded: there is no Caffe to ask.
"""

from __future__ import annotations

from convcalc.annotations import Any

_SIDES = "pad pad_h pad_w kernel_size kernel_h kernel_w stride stride_h stride_w"
_FILLED = "weight_filler bias_filler"
_CONV = f"num_output bias_term {_SIDES} dilation group {_FILLED} engine axis force_nd_im2col"

CLASSES: dict[str, tuple[str, str]] = {
    "Convolution": ("conv", _CONV),
    "Deconvolution": ("tconv", _CONV),
    "InnerProduct": ("linear", f"num_output bias_term {_FILLED} axis transpose"),
    "Pooling": ("maxpool", f"pool {_SIDES} engine global_pooling round_mode"),
    "LRN": ("lrn", "local_size alpha beta norm_region k engine"),
    "BatchNorm": ("bn", "use_global_stats moving_average_fraction eps"),
    "Eltwise": ("add", "operation coeff stable_prod_grad"),
    "PReLU": ("prelu", "filler channel_shared"),
    "ReLU": ("relu", "negative_slope engine"),
    "ELU": ("elu", "alpha"),
    "Sigmoid": ("sigmoid", "engine"),
    "TanH": ("tanh", "engine"),
    "Dropout": ("dropout", "dropout_ratio"),
    "Softmax": ("softmax", "engine axis"),
    "Flatten": ("flatten", "axis end_axis"),
    "Concat": ("concat", "axis concat_dim"),
}
AXES: dict[str, int] = {}
FIXED: dict[str, dict[str, Any]] = {}
READ: dict[str, dict[str, Any]] = {}
