"""The names of all types, read off the classes of the layers and of the frameworks.

Made by ``python -m tests.layers.names``; a test holds it to the classes.
"""

from __future__ import annotations

MODULES: dict[str, str] = {
    "conv": "conv:Conv depthwise:Depthwise pointwise:Pointwise",
    "composite": (
        "separable:Separable spatial_separable:SpatialSeparable deform_conv:DeformConv "
        "se:SqueezeExcite"
    ),
    "transposed": "tconv:TransposedConv",
    "dense": "local:Local linear:Linear",
    "pooling": (
        "maxpool:MaxPool avgpool:AvgPool lppool:LpPool adaptive_avgpool:AdaptiveAvgPool "
        "adaptive_maxpool:AdaptiveMaxPool gap:GlobalAvgPool gmp:GlobalMaxPool unpool:MaxUnpool"
    ),
    "resample": (
        "upsample:Upsample pixel_shuffle:PixelShuffle pixel_unshuffle:PixelUnshuffle unfold:Unfold "
        "fold:Fold"
    ),
    "rearrange": (
        "pad:Pad crop:Crop flatten:Flatten reshape:Reshape channel_shuffle:ChannelShuffle "
        "slice:Slice"
    ),
    "normalise": (
        "bn:BatchNorm ln:LayerNorm instancenorm:InstanceNorm gn:GroupNorm lrn:LocalResponseNorm"
    ),
    "activation": (
        "relu:ReLU relu6:ReLU6 leaky_relu:LeakyReLU elu:ELU prelu:PReLU sigmoid:Sigmoid tanh:Tanh "
        "silu:SiLU hardswish:HardSwish hardsigmoid:HardSigmoid gelu:GELU softmax:Softmax "
        "dropout:Dropout softplus:Softplus mish:Mish selu:SELU celu:CELU softsign:Softsign "
        "logsigmoid:LogSigmoid hardtanh:HardTanh threshold:Threshold softshrink:Softshrink "
        "hardshrink:Hardshrink tanhshrink:Tanhshrink identity:Identity log_softmax:LogSoftmax "
        "glu:GLU"
    ),
    "combine": "add:Add concat:Concat mul:Multiply maximum:ElementMaximum partial_add:PartialAdd",
    "opaque": "opaque:Opaque elementwise:Elementwise",
    "attention": "attention:Attention",
    "channelwise": (
        "scale:Scale channel_mean:ChannelMean channel_max:ChannelMax channel_pad:ChannelPad"
    ),
    "recurrent": "lstm:LSTM gru:GRU rnn:RNN",
    "regions": "spp:PyramidPool roi_pool:RegionPool fractional_maxpool:FractionalMaxPool",
}
"""Module below `convcalc.layers` -> its types, and the class of each."""

WORDS: dict[str, str] = {
    "conv": "convolution grouped",
    "depthwise": "dw dwconv depthwise_conv",
    "pointwise": "pw pwconv pointwise_conv",
    "separable": "dwsep separable_conv depthwise_separable",
    "spatial_separable": "spatially_separable",
    "deform_conv": "deformable_conv dcn deformconv",
    "se": "squeeze_excite squeeze_excitation",
    "tconv": "deconv deconvolution conv_transpose convtranspose transposed_conv",
    "local": "locally_connected",
    "linear": "dense fc fully_connected",
    "maxpool": "max_pool",
    "avgpool": "avg_pool average_pool averagepool",
    "lppool": "lp_pool",
    "adaptive_avgpool": "adaptive_avg_pool",
    "adaptive_maxpool": "adaptive_max_pool",
    "gap": "global_avg_pool global_average_pool",
    "gmp": "global_max_pool",
    "unpool": "max_unpool",
    "upsample": "interpolate resize",
    "pixel_shuffle": "depth_to_space",
    "pixel_unshuffle": "space_to_depth",
    "unfold": "im2col",
    "fold": "col2im",
    "pad": "zero_pad",
    "slice": "channel_slice",
    "bn": "batchnorm batch_norm",
    "ln": "layernorm layer_norm",
    "instancenorm": "instance_norm",
    "gn": "groupnorm group_norm",
    "lrn": "local_response_norm",
    "leaky_relu": "leakyrelu",
    "silu": "swish",
    "hardswish": "hswish hard_swish",
    "hardsigmoid": "hsigmoid hard_sigmoid",
    "logsigmoid": "log_sigmoid",
    "hardtanh": "hard_tanh clip clamp",
    "softshrink": "soft_shrink",
    "hardshrink": "hard_shrink",
    "tanhshrink": "tanh_shrink",
    "log_softmax": "logsoftmax",
    "glu": "gated_linear_unit",
    "add": "sum",
    "concat": "concatenate cat",
    "mul": "multiply",
    "attention": "mha self_attention multi_head_attention",
    "scale": "layer_scale layerscale",
    "channel_mean": "mean_channels",
    "channel_max": "max_channels",
    "rnn": "simple_rnn simplernn",
    "spp": "spatial_pyramid_pooling pyramid_pool",
    "roi_pool": "roi_align roipool roialign roi_pooling",
    "fractional_maxpool": "fractional_max_pool",
}
"""Type -> other words for it."""

NAMES: dict[tuple[str | None, tuple[int | None, ...]], dict[str, str]] = {
    ("torch", (1, 2, 3)): {
        "conv": "Conv{}d LazyConv{}d",
        "tconv": "ConvTranspose{}d LazyConvTranspose{}d",
        "maxpool": "MaxPool{}d",
        "avgpool": "AvgPool{}d",
        "lppool": "LPPool{}d",
        "adaptive_avgpool": "AdaptiveAvgPool{}d",
        "adaptive_maxpool": "AdaptiveMaxPool{}d",
        "unpool": "MaxUnpool{}d",
        "pad": "ZeroPad{}d ConstantPad{}d ReflectionPad{}d ReplicationPad{}d CircularPad{}d",
        "bn": "BatchNorm{}d LazyBatchNorm{}d",
        "instancenorm": "InstanceNorm{}d LazyInstanceNorm{}d",
        "dropout": "Dropout{}d",
    },
    ("torch", (2, 3)): {
        "fractional_maxpool": "FractionalMaxPool{}d",
    },
    ("keras", (1, 2, 3)): {
        "conv": "Conv{}D Convolution{}D",
        "tconv": "Conv{}DTranspose Convolution{}DTranspose",
        "maxpool": "MaxPooling{}D MaxPool{}D",
        "avgpool": "AveragePooling{}D AvgPool{}D",
        "gap": "GlobalAveragePooling{}D GlobalAvgPool{}D",
        "gmp": "GlobalMaxPooling{}D GlobalMaxPool{}D",
        "adaptive_avgpool": "AdaptiveAveragePooling{}D",
        "adaptive_maxpool": "AdaptiveMaxPooling{}D",
        "upsample": "UpSampling{}D",
        "pad": "ZeroPadding{}D",
        "crop": "Cropping{}D",
        "dropout": "SpatialDropout{}D",
    },
    ("keras", (1, 2)): {
        "depthwise": "DepthwiseConv{}D",
        "separable": "SeparableConv{}D SeparableConvolution{}D",
        "local": "LocallyConnected{}D",
    },
    ("torch", (None,)): {
        "linear": "Linear LazyLinear",
        "channel_shuffle": "ChannelShuffle",
        "bn": "SyncBatchNorm",
        "ln": "LayerNorm",
        "gn": "GroupNorm",
        "lrn": "LocalResponseNorm",
        "relu6": "ReLU6",
        "silu": "SiLU",
        "hardswish": "Hardswish",
        "hardsigmoid": "Hardsigmoid",
        "gelu": "GELU",
        "softmax": "Softmin",
        "log_softmax": "LogSoftmax",
        "selu": "SELU",
        "celu": "CELU",
        "logsigmoid": "LogSigmoid",
        "hardtanh": "Hardtanh",
        "threshold": "Threshold",
        "softshrink": "Softshrink",
        "hardshrink": "Hardshrink",
        "tanhshrink": "Tanhshrink",
        "glu": "GLU",
        "attention": "MultiheadAttention",
        "dropout": "AlphaDropout FeatureAlphaDropout",
    },
    ("torch", (2,)): {
        "upsample": "UpsamplingNearest2d UpsamplingBilinear2d",
        "pixel_shuffle": "PixelShuffle",
        "pixel_unshuffle": "PixelUnshuffle",
        "unfold": "Unfold",
        "lrn": "CrossMapLRN2d",
        "softmax": "Softmax2d",
    },
    ("torch", (1,)): {
        "fold": "Fold",
        "rnn": "RNN",
    },
    (None, (None,)): {
        "upsample": "Upsample",
        "flatten": "Flatten",
        "relu": "ReLU",
        "leaky_relu": "LeakyReLU",
        "elu": "ELU",
        "prelu": "PReLU",
        "sigmoid": "Sigmoid",
        "tanh": "Tanh",
        "softmax": "Softmax",
        "softplus": "Softplus",
        "mish": "Mish",
        "softsign": "Softsign",
        "identity": "Identity",
        "dropout": "Dropout",
        "reshape": "Reshape",
        "add": "Add",
        "lrn": "LRN",
        "concat": "Concat",
        "bn": "BatchNorm",
    },
    (None, (1,)): {
        "lstm": "LSTM",
        "gru": "GRU",
    },
    ("keras", (None,)): {
        "linear": "Dense",
        "bn": "BatchNormalization",
        "ln": "LayerNormalization",
        "gn": "GroupNormalization",
        "attention": "MultiHeadAttention",
        "maximum": "Maximum",
        "add": "Subtract",
        "mul": "Multiply",
        "concat": "Concatenate",
    },
    ("keras", (2,)): {
        "crop": "CenterCrop",
    },
    ("keras", (1,)): {
        "rnn": "SimpleRNN",
    },
    ("onnx", (None,)): {
        "conv": "Conv",
        "tconv": "ConvTranspose",
        "maxpool": "MaxPool",
        "avgpool": "AveragePool",
        "lppool": "LpPool",
        "gap": "GlobalAveragePool",
        "gmp": "GlobalMaxPool",
        "unpool": "MaxUnpool",
        "linear": "Gemm",
        "instancenorm": "InstanceNormalization",
        "relu": "Relu",
        "leaky_relu": "LeakyRelu",
        "elu": "Elu",
        "prelu": "PRelu",
        "hardswish": "HardSwish",
        "hardsigmoid": "HardSigmoid",
        "gelu": "Gelu",
        "selu": "Selu",
        "celu": "Celu",
        "hardtanh": "Clip",
        "maximum": "Max",
        "upsample": "Resize",
        "pad": "Pad",
        "add": "Sum",
        "mul": "Mul",
    },
    ("onnx", (2,)): {
        "pixel_shuffle": "DepthToSpace",
        "pixel_unshuffle": "SpaceToDepth",
    },
    ("caffe", (None,)): {
        "conv": "Convolution",
        "tconv": "Deconvolution",
        "linear": "InnerProduct",
        "maxpool": "Pooling",
        "add": "Eltwise",
        "tanh": "TanH",
    },
}
"""Dialect and axes that a framework's names fix -> type -> the names."""

AXES: dict[str, int] = {"fold": 1, "lstm": 1, "gru": 1, "rnn": 1}
"""Types whose input has so many axes, and not the two that a single number stands for."""
