"""The terms of `convcalc explain`: other names, related terms, the formula, a command to try.

Their names and explanations are the texts `term.KEY` and `term.KEY.text`.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from convcalc.report.concepts import CONCEPTS


class Term(NamedTuple):
    """aliases: other names, in any language; see: related terms; command: to try; formula: its
    name in the index of formulas."""

    aliases: tuple[str, ...]
    see: tuple[str, ...]
    command: str
    formula: str | None = None


def _term(aliases: str, see: str, command: str, formula: str | None = None) -> Term:
    return Term(tuple(aliases.split("; ")), tuple(see.split()), f"convcalc {command}", formula)


TERMS: dict[str, Term] = {
    "convolution": _term(
        "conv; 畳み込み; 畳み込み層; convolution layer",
        "kernel stride padding cross_correlation",
        "conv 11 -k 3 -s 2 -p 2 --steps",
        "conv-output",
    ),
    "cross_correlation": _term(
        "correlation; 相互相関",
        "convolution kernel",
        "conv 5 -k 3",
    ),
    "kernel": _term(
        "filter; カーネル; フィルタ; カーネルサイズ; フィルタサイズ",
        "channel effective_kernel params",
        "conv 56@64 -k 3 -p 1 -o 128",
    ),
    "stride": _term(
        "ストライド; step",
        "padding jump downsampling",
        "conv 224@3 -k 3 -s 2 -p 1 -o 32",
    ),
    "padding": _term(
        "zero padding; パディング; ゼロパディング; pad",
        "valid_padding same_padding full_padding causal_padding",
        "conv 11 -k 3 -s 2 -p 2",
    ),
    "valid_padding": _term(
        "valid; VALID",
        "same_padding padding",
        "conv 28 -k 5 -p valid",
    ),
    "same_padding": _term(
        "same; SAME; half padding",
        "valid_padding padding stride",
        "conv 224 -k 7 -s 2 -p same --dialect keras",
        "same-padding",
    ),
    "full_padding": _term(
        "full",
        "transposed_convolution padding",
        "conv 5 -k 3 -p full",
    ),
    "causal_padding": _term(
        "causal; 因果的; 因果畳み込み",
        "padding dilation",
        "conv 16 -k 2 -d 4 -p causal --dims 1",
    ),
    "channel": _term(
        "channels; チャネル; チャンネル; チャネル数",
        "feature_map kernel pointwise",
        "conv 56@64 -k 1 -o 128",
    ),
    "feature_map": _term(
        "feature maps; 特徴マップ; activation map",
        "channel cam",
        "conv 224@3 -k 3 -o 64",
    ),
    "fully_connected": _term(
        "linear; dense; fc; 全結合; 全結合層; fully connected layer",
        "gap params local_connectivity",
        "layer linear 7@512 -o 4096",
        "linear-weights",
    ),
    "pooling": _term(
        "pool; max pooling; average pooling; プーリング; 最大プーリング; 平均プーリング; "
        "maxpool; avgpool",
        "gap ceil_mode downsampling",
        "pool 112@64 -k 3 -s 2 -p 1",
    ),
    "ceil_mode": _term(
        "ceil; 切り上げ",
        "pooling stride",
        "pool 112 -k 3 -s 2 --ceil",
        "ceil-pool-output",
    ),
    "adaptive_pooling": _term(
        "adaptive; 適応プーリング; adaptive average pooling",
        "pooling gap",
        "layer adaptive_avgpool 13@256 output_size=6",
    ),
    "gap": _term(
        "global average pooling; global pooling; 大域平均プーリング; グローバル平均プーリング",
        "cam fully_connected pooling",
        "layer gap 7@512",
    ),
    "cam": _term(
        "class activation map; Grad-CAM; クラス活性化マップ",
        "gap feature_map",
        "layer linear @512 -o 1000",
    ),
    "receptive_field": _term(
        "rf; 受容野; 受容領域; field of view",
        "jump effective_kernel effective_receptive_field dilation",
        "conv 224 -k 3 -s 2 -p 1 -q --of rf",
    ),
    "effective_receptive_field": _term(
        "erf; 有効受容野; 実効受容野",
        "receptive_field",
        "kernel 3",
    ),
    "effective_kernel": _term(
        "effective kernel size; 実効カーネルサイズ; 実効カーネル; k_e",
        "dilation receptive_field",
        "kernel 3 -d 2",
        "effective-kernel",
    ),
    "dilation": _term(
        "dilated convolution; dilation rate; atrous; atrous convolution; rate; 膨張率; "
        "膨張畳み込み; 拡張畳み込み; 拡張率; 空洞畳み込み; 空洞率; ダイレーション",
        "effective_kernel gridding hdc aspp",
        "conv 56@64 -k 3 -d 2 -p 2 -o 64",
    ),
    "gridding": _term(
        "gridding artifact; gridding effect; グリッディング; 格子状アーティファクト",
        "hdc dilation",
        "kernel 3 -d 4",
    ),
    "hdc": _term(
        "hybrid dilated convolution",
        "gridding dilation",
        "kernel 3 -d 5",
    ),
    "transposed_convolution": _term(
        "tconv; transposed; deconv; deconvolution; conv transpose; 転置畳み込み; "
        "逆畳み込み; fractionally strided convolution",
        "output_padding checkerboard upsampling",
        "tconv 16 -k 4 -s 2 -p 1 --steps",
        "tconv-output",
    ),
    "output_padding": _term(
        "出力パディング",
        "transposed_convolution stride",
        "tconv 16 -k 3 -s 2 -p 1 -a 1",
    ),
    "checkerboard": _term(
        "checkerboard artifact; checkerboard artifacts; チェッカーボード; "
        "チェッカーボードアーティファクト; 格子模様",
        "transposed_convolution interpolation pixel_shuffle",
        "tconv 16 -k 4 -s 2 -p 1",
    ),
    "upsampling": _term(
        "upsample; アップサンプリング",
        "transposed_convolution interpolation pixel_shuffle unpooling",
        "layer upsample 28@64 scale=2",
    ),
    "downsampling": _term(
        "downsample; ダウンサンプリング",
        "pooling stride upsampling",
        "pool 56@64 -k 2",
    ),
    "interpolation": _term(
        "interpolate; resize; bilinear; bicubic; nearest; 補間; 双線形補間; 双三次補間; 最近傍補間",
        "upsampling checkerboard",
        "layer upsample 28@64 scale=2 mode=bilinear",
    ),
    "pixel_shuffle": _term(
        "pixelshuffle; sub-pixel convolution; subpixel; depth to space; "
        "ピクセルシャッフル; サブピクセル畳み込み",
        "upsampling checkerboard",
        "layer pixel_shuffle 28@64 factor=2",
        "pixel-shuffle-channels",
    ),
    "unpooling": _term(
        "unpool; max unpooling; 逆プーリング; アンプーリング",
        "pooling upsampling",
        "layer unpool 14@64 -k 2",
    ),
    "depthwise": _term(
        "depthwise convolution; 深さ方向畳み込み; 逐チャネル畳み込み",
        "pointwise depthwise_separable grouped",
        "layer depthwise 56@64 -k 3 -p 1",
        "depthwise-weights",
    ),
    "pointwise": _term(
        "1x1; 1x1 convolution; pointwise convolution; 点ごと畳み込み; 点ごとの畳み込み; "
        "逐点畳み込み",
        "depthwise_separable bottleneck channel",
        "layer pointwise 56@64 -o 128",
    ),
    "depthwise_separable": _term(
        "separable; depthwise separable convolution; separable convolution; "
        "深さ方向分離可能畳み込み; 深層分離可能畳み込み",
        "depthwise pointwise grouped spatially_separable",
        "separable 56@64 -k 3 -p 1 -o 128",
        "separable-ratio",
    ),
    "grouped": _term(
        "group convolution; grouped convolution; groups; グループ畳み込み; グループ数",
        "depthwise channel_shuffle",
        "conv 56@64 -k 3 -p 1 -o 128 -g 8",
    ),
    "channel_shuffle": _term(
        "チャネルシャッフル",
        "grouped",
        "layer channel_shuffle 28@240 groups=3",
    ),
    "spatially_separable": _term(
        "spatial separable; spatially separable convolution; asymmetric convolution; "
        "空間分離可能畳み込み",
        "depthwise_separable inception",
        "layer spatial_separable 17@192 -k 7 -p 3 -o 192",
        "spatial-separable-ratio",
    ),
    "residual": _term(
        "residual connection; skip connection; shortcut; 残差接続; スキップ接続; "
        "スキップ結合; 残差",
        "bottleneck inverted_residual",
        "layer add 56@64 56@64",
    ),
    "bottleneck": _term(
        "bottleneck block; ボトルネック",
        "residual pointwise inverted_residual",
        "layer pointwise 56@256 -o 64",
    ),
    "inverted_residual": _term(
        "MBConv; inverted residual block; 逆残差; 逆残差ブロック",
        "linear_bottleneck bottleneck depthwise",
        "layer depthwise 56@144 -k 3 -p 1",
    ),
    "linear_bottleneck": _term(
        "線形ボトルネック",
        "inverted_residual bottleneck",
        "layer pointwise 56@144 -o 24",
    ),
    "width_multiplier": _term(
        "alpha; resolution multiplier; 幅係数; 解像度係数",
        "depthwise_separable compound_scaling",
        "separable 56@32 -k 3 -p 1 -o 64",
    ),
    "compound_scaling": _term(
        "複合スケーリング; EfficientNet",
        "width_multiplier nas",
        "conv 240@3 -k 3 -s 2 -o 32",
    ),
    "nas": _term(
        "neural architecture search; architecture search; 構造探索; ニューラルアーキテクチャ探索",
        "compound_scaling",
        "layers",
    ),
    "squeeze_excitation": _term(
        "se; squeeze-and-excitation; squeeze and excitation; squeeze excite",
        "gap fully_connected",
        "layer se 56@64 reduction=16",
        "squeeze-excite-params",
    ),
    "batch_norm": _term(
        "bn; batch normalisation; batch normalization; batchnorm; バッチ正規化",
        "layer_norm group_norm folding buffers",
        "layer bn 56@64",
    ),
    "layer_norm": _term(
        "ln; layer normalisation; layer normalization; レイヤー正規化; 層正規化",
        "batch_norm group_norm",
        "layer ln 56@64",
    ),
    "instance_norm": _term(
        "instance normalisation; instance normalization; インスタンス正規化",
        "group_norm batch_norm",
        "layer instancenorm 56@64",
    ),
    "group_norm": _term(
        "gn; group normalisation; group normalization; グループ正規化",
        "layer_norm instance_norm",
        "layer gn 56@64 groups=32",
    ),
    "folding": _term(
        "bn folding; fusion; batch norm folding; 統合",
        "batch_norm params",
        "layer bn 56@64",
    ),
    "dropout": _term(
        "ドロップアウト",
        "batch_norm",
        "layer dropout @4096",
    ),
    "activation": _term(
        "activation function; relu; 活性化関数; 活性化",
        "batch_norm",
        "layer relu 56@64",
    ),
    "mac": _term(
        "macs; multiply-accumulate; mult-adds; madds; 積和演算; 計算量",
        "flop params",
        "conv 56@64 -k 3 -p 1 -o 128 --no-bias -q --of macs",
        "conv-macs",
    ),
    "flop": _term(
        "FLOPs; floating-point operations; 浮動小数点演算",
        "mac flops_rate",
        "conv 56@64 -k 3 -o 128 -q --of flops",
        "flops",
    ),
    "flops_rate": _term(
        "FLOPS; GFLOPS; TFLOPS",
        "flop arithmetic_intensity",
        "conv 56@64 -k 3 -o 128 -q --of flops",
    ),
    "params": _term(
        "parameters; weights; weight; bias; パラメータ; パラメータ数; 重み; バイアス",
        "buffers weight_sharing mac",
        "conv 56@64 -k 3 -o 128 -q --of params",
        "conv-weights",
    ),
    "buffers": _term(
        "buffer; running statistics; バッファ; 移動平均",
        "batch_norm params",
        "layer bn 56@64",
        "running-statistics",
    ),
    "jump": _term(
        "effective stride; total stride; ジャンプ; 実効ストライド",
        "stride receptive_field",
        "conv 224 -k 3 -s 2 -p 1 -q --of jump",
    ),
    "weight_sharing": _term(
        "parameter sharing; 重み共有; パラメータ共有",
        "local_connectivity equivariance params",
        "conv 100@1 -k 3 -o 1 --no-bias",
    ),
    "local_connectivity": _term(
        "locally connected; local; local receptive field; 局所結合; 局所受容野",
        "weight_sharing fully_connected",
        "layer local 28@1 -k 3 -o 1",
        "local-weights",
    ),
    "equivariance": _term(
        "translation equivariance; 等変性; 平行移動等変性",
        "invariance weight_sharing stride",
        "conv 32 -k 3 -p 1",
    ),
    "invariance": _term(
        "translation invariance; 不変性; 位置不変性; 平行移動不変性",
        "equivariance pooling gap",
        "pool 32 -k 2",
    ),
    "im2col": _term(
        "unfold",
        "convolution arithmetic_intensity",
        "layer unfold 56@64 -k 3 -p 1",
    ),
    "arithmetic_intensity": _term(
        "roofline; operational intensity; 演算強度",
        "mac depthwise flops_rate",
        "layer depthwise 56@64 -k 3 -p 1",
        "arithmetic-intensity",
    ),
    "inception": _term(
        "inception module; GoogLeNet; インセプション",
        "pointwise spatially_separable",
        "layer concat 28@64 28@128 28@32",
    ),
    "aspp": _term(
        "atrous spatial pyramid pooling; DeepLab",
        "dilation gap receptive_field",
        "kernel 3 -d 12",
    ),
    "lrn": _term(
        "local response normalisation; local response normalization; 局所応答正規化",
        "batch_norm",
        "layer lrn 55@96",
    ),
    **{key: _term(*entry) for key, entry in CONCEPTS.items()},
}


def folded(word: str) -> str:
    """A word without case, width, spaces and hyphens, as terms are looked up."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return "".join(character for character in plain if character not in " -_")


def find_term(word: str) -> str | None:
    """The key of the term with this name; an exact spelling (FLOPS, FLOPs) goes first."""
    for key, term in TERMS.items():
        if word in term.aliases:
            return key
    wanted = folded(word)
    for key, term in TERMS.items():
        if folded(key) == wanted or wanted in map(folded, term.aliases):
            return key
    return None
