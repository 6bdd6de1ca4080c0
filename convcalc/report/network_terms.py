"""Terms about networks, training and costs, as `glossary` takes them.

Other names; related terms; a command to try; the name of the formula in the index, if there is one.
"""

from __future__ import annotations

NETWORK_TERMS: dict[str, tuple[str, ...]] = {
    "residual": (
        "residual connection; skip connection; shortcut; 残差接続; スキップ接続; "
        "スキップ結合; 残差",
        "bottleneck inverted_residual",
        "layer add 56@64 56@64",
    ),
    "bottleneck": (
        "bottleneck block; ボトルネック",
        "residual pointwise inverted_residual",
        "layer pointwise 56@256 -o 64",
    ),
    "inverted_residual": (
        "MBConv; inverted residual block; 逆残差; 逆残差ブロック",
        "linear_bottleneck bottleneck depthwise",
        "layer depthwise 56@144 -k 3 -p 1",
    ),
    "linear_bottleneck": (
        "線形ボトルネック",
        "inverted_residual bottleneck",
        "layer pointwise 56@144 -o 24",
    ),
    "width_multiplier": (
        "alpha; resolution multiplier; 幅係数; 解像度係数",
        "depthwise_separable compound_scaling",
        "separable 56@32 -k 3 -p 1 -o 64",
    ),
    "compound_scaling": (
        "複合スケーリング; EfficientNet",
        "width_multiplier nas",
        "conv 240@3 -k 3 -s 2 -o 32",
    ),
    "nas": (
        "neural architecture search; architecture search; 構造探索; ニューラルアーキテクチャ探索",
        "compound_scaling",
        "layers",
    ),
    "squeeze_excitation": (
        "se; squeeze-and-excitation; squeeze and excitation; squeeze excite",
        "gap fully_connected",
        "layer se 56@64 reduction=16",
        "squeeze-excite-params",
    ),
    "batch_norm": (
        "bn; batch normalisation; batch normalization; batchnorm; バッチ正規化",
        "layer_norm group_norm folding buffers",
        "layer bn 56@64",
    ),
    "layer_norm": (
        "ln; layer normalisation; layer normalization; レイヤー正規化; 層正規化",
        "batch_norm group_norm",
        "layer ln 56@64",
    ),
    "instance_norm": (
        "instance normalisation; instance normalization; インスタンス正規化",
        "group_norm batch_norm",
        "layer instancenorm 56@64",
    ),
    "group_norm": (
        "gn; group normalisation; group normalization; グループ正規化",
        "layer_norm instance_norm",
        "layer gn 56@64 groups=32",
    ),
    "folding": (
        "bn folding; fusion; batch norm folding; 統合",
        "batch_norm params",
        "layer bn 56@64",
    ),
    "dropout": (
        "ドロップアウト",
        "batch_norm",
        "layer dropout @4096",
    ),
    "activation": (
        "activation function; relu; 活性化関数; 活性化",
        "batch_norm",
        "layer relu 56@64",
    ),
    "mac": (
        "macs; multiply-accumulate; mult-adds; madds; 積和演算; 計算量",
        "flop params",
        "conv 56@64 -k 3 -p 1 -o 128 --no-bias -q --of macs",
        "conv-macs",
    ),
    "flop": (
        "FLOPs; floating-point operations; 浮動小数点演算",
        "mac flops_rate",
        "conv 56@64 -k 3 -o 128 -q --of flops",
        "flops",
    ),
    "flops_rate": (
        "FLOPS; GFLOPS; TFLOPS",
        "flop arithmetic_intensity",
        "conv 56@64 -k 3 -o 128 -q --of flops",
    ),
    "params": (
        "parameters; weights; weight; bias; パラメータ; パラメータ数; 重み; バイアス",
        "buffers weight_sharing mac",
        "conv 56@64 -k 3 -o 128 -q --of params",
        "conv-weights",
    ),
    "buffers": (
        "buffer; running statistics; バッファ; 移動平均",
        "batch_norm params",
        "layer bn 56@64",
        "running-statistics",
    ),
    "jump": (
        "effective stride; total stride; ジャンプ; 実効ストライド",
        "stride receptive_field",
        "conv 224 -k 3 -s 2 -p 1 -q --of jump",
    ),
    "weight_sharing": (
        "parameter sharing; 重み共有; パラメータ共有",
        "local_connectivity equivariance params",
        "conv 100@1 -k 3 -o 1 --no-bias",
    ),
    "local_connectivity": (
        "locally connected; local; local receptive field; 局所結合; 局所受容野",
        "weight_sharing fully_connected",
        "layer local 28@1 -k 3 -o 1",
        "local-weights",
    ),
    "equivariance": (
        "translation equivariance; 等変性; 平行移動等変性",
        "invariance weight_sharing stride",
        "conv 32 -k 3 -p 1",
    ),
    "invariance": (
        "translation invariance; 不変性; 位置不変性; 平行移動不変性",
        "equivariance pooling gap",
        "pool 32 -k 2",
    ),
    "im2col": (
        "unfold",
        "convolution arithmetic_intensity",
        "layer unfold 56@64 -k 3 -p 1",
    ),
    "arithmetic_intensity": (
        "roofline; operational intensity; 演算強度",
        "mac depthwise flops_rate",
        "layer depthwise 56@64 -k 3 -p 1",
        "arithmetic-intensity",
    ),
    "inception": (
        "inception module; GoogLeNet; インセプション",
        "pointwise spatially_separable",
        "layer concat 28@64 28@128 28@32",
    ),
    "aspp": (
        "atrous spatial pyramid pooling; DeepLab",
        "dilation gap receptive_field",
        "kernel 3 -d 12",
    ),
    "lrn": (
        "local response normalisation; local response normalization; 局所応答正規化",
        "batch_norm",
        "layer lrn 55@96",
    ),
}
