"""Terms about single layers, as `glossary` takes them.

Other names; related terms; a command to try; the name of the formula in the index, if there is one.
"""

from __future__ import annotations

LAYER_TERMS: dict[str, tuple[str, ...]] = {
    "convolution": (
        "conv; 畳み込み; 畳み込み層; convolution layer",
        "kernel stride padding cross_correlation",
        "conv 11 -k 3 -s 2 -p 2 --steps",
        "conv-output",
    ),
    "cross_correlation": (
        "correlation; 相互相関",
        "convolution kernel",
        "conv 5 -k 3",
    ),
    "kernel": (
        "filter; カーネル; フィルタ; カーネルサイズ; フィルタサイズ",
        "channel effective_kernel params",
        "conv 56@64 -k 3 -p 1 -o 128",
    ),
    "stride": (
        "ストライド; step",
        "padding jump downsampling",
        "conv 224@3 -k 3 -s 2 -p 1 -o 32",
    ),
    "padding": (
        "zero padding; パディング; ゼロパディング; pad",
        "valid_padding same_padding full_padding causal_padding",
        "conv 11 -k 3 -s 2 -p 2",
    ),
    "valid_padding": (
        "valid; VALID",
        "same_padding padding",
        "conv 28 -k 5 -p valid",
    ),
    "same_padding": (
        "same; SAME; half padding",
        "valid_padding padding stride",
        "conv 224 -k 7 -s 2 -p same --dialect keras",
        "same-padding",
    ),
    "full_padding": (
        "full",
        "transposed_convolution padding",
        "conv 5 -k 3 -p full",
    ),
    "causal_padding": (
        "causal; 因果的; 因果畳み込み",
        "padding dilation",
        "conv 16 -k 2 -d 4 -p causal --dims 1",
    ),
    "channel": (
        "channels; チャネル; チャンネル; チャネル数",
        "feature_map kernel pointwise",
        "conv 56@64 -k 1 -o 128",
    ),
    "feature_map": (
        "feature maps; 特徴マップ; activation map",
        "channel cam",
        "conv 224@3 -k 3 -o 64",
    ),
    "fully_connected": (
        "linear; dense; fc; 全結合; 全結合層; fully connected layer",
        "gap params local_connectivity",
        "layer linear 7@512 -o 4096",
        "linear-weights",
    ),
    "pooling": (
        "pool; max pooling; average pooling; プーリング; 最大プーリング; 平均プーリング; "
        "maxpool; avgpool",
        "gap ceil_mode downsampling",
        "pool 112@64 -k 3 -s 2 -p 1",
    ),
    "ceil_mode": (
        "ceil; 切り上げ",
        "pooling stride",
        "pool 112 -k 3 -s 2 --ceil",
        "ceil-pool-output",
    ),
    "adaptive_pooling": (
        "adaptive; 適応プーリング; adaptive average pooling",
        "pooling gap",
        "layer adaptive_avgpool 13@256 output_size=6",
    ),
    "gap": (
        "global average pooling; global pooling; 大域平均プーリング; グローバル平均プーリング",
        "cam fully_connected pooling",
        "layer gap 7@512",
    ),
    "cam": (
        "class activation map; Grad-CAM; クラス活性化マップ",
        "gap feature_map",
        "layer linear @512 -o 1000",
    ),
    "receptive_field": (
        "rf; 受容野; 受容領域; field of view",
        "jump effective_kernel effective_receptive_field dilation",
        "conv 224 -k 3 -s 2 -p 1 -q --of rf",
    ),
    "effective_receptive_field": (
        "erf; 有効受容野; 実効受容野",
        "receptive_field",
        "kernel 3",
    ),
    "effective_kernel": (
        "effective kernel size; 実効カーネルサイズ; 実効カーネル; k_e",
        "dilation receptive_field",
        "kernel 3 -d 2",
        "effective-kernel",
    ),
    "dilation": (
        "dilated convolution; dilation rate; atrous; atrous convolution; rate; 膨張率; "
        "膨張畳み込み; 拡張畳み込み; 拡張率; 空洞畳み込み; 空洞率; ダイレーション",
        "effective_kernel gridding hdc aspp",
        "conv 56@64 -k 3 -d 2 -p 2 -o 64",
    ),
    "gridding": (
        "gridding artifact; gridding effect; グリッディング; 格子状アーティファクト",
        "hdc dilation",
        "kernel 3 -d 4",
    ),
    "hdc": (
        "hybrid dilated convolution",
        "gridding dilation",
        "kernel 3 -d 5",
    ),
    "transposed_convolution": (
        "tconv; transposed; deconv; deconvolution; conv transpose; 転置畳み込み; "
        "逆畳み込み; fractionally strided convolution",
        "output_padding checkerboard upsampling",
        "tconv 16 -k 4 -s 2 -p 1 --steps",
        "tconv-output",
    ),
    "output_padding": (
        "出力パディング",
        "transposed_convolution stride",
        "tconv 16 -k 3 -s 2 -p 1 -a 1",
    ),
    "checkerboard": (
        "checkerboard artifact; checkerboard artifacts; チェッカーボード; "
        "チェッカーボードアーティファクト; 格子模様",
        "transposed_convolution interpolation pixel_shuffle",
        "tconv 16 -k 4 -s 2 -p 1",
    ),
    "upsampling": (
        "upsample; アップサンプリング",
        "transposed_convolution interpolation pixel_shuffle unpooling",
        "layer upsample 28@64 scale=2",
    ),
    "downsampling": (
        "downsample; ダウンサンプリング",
        "pooling stride upsampling",
        "pool 56@64 -k 2",
    ),
    "interpolation": (
        "interpolate; resize; bilinear; bicubic; nearest; 補間; 双線形補間; 双三次補間; 最近傍補間",
        "upsampling checkerboard",
        "layer upsample 28@64 scale=2 mode=bilinear",
    ),
    "pixel_shuffle": (
        "pixelshuffle; sub-pixel convolution; subpixel; depth to space; "
        "ピクセルシャッフル; サブピクセル畳み込み",
        "upsampling checkerboard",
        "layer pixel_shuffle 28@64 factor=2",
        "pixel-shuffle-channels",
    ),
    "unpooling": (
        "unpool; max unpooling; 逆プーリング; アンプーリング",
        "pooling upsampling",
        "layer unpool 14@64 -k 2",
    ),
    "depthwise": (
        "depthwise convolution; 深さ方向畳み込み; 逐チャネル畳み込み",
        "pointwise depthwise_separable grouped",
        "layer depthwise 56@64 -k 3 -p 1",
        "depthwise-weights",
    ),
    "pointwise": (
        "1x1; 1x1 convolution; pointwise convolution; 点ごと畳み込み; 点ごとの畳み込み; "
        "逐点畳み込み",
        "depthwise_separable bottleneck channel",
        "layer pointwise 56@64 -o 128",
    ),
    "depthwise_separable": (
        "separable; depthwise separable convolution; separable convolution; "
        "深さ方向分離可能畳み込み; 深層分離可能畳み込み",
        "depthwise pointwise grouped spatially_separable",
        "separable 56@64 -k 3 -p 1 -o 128",
        "separable-ratio",
    ),
    "grouped": (
        "group convolution; grouped convolution; groups; グループ畳み込み; グループ数",
        "depthwise channel_shuffle",
        "conv 56@64 -k 3 -p 1 -o 128 -g 8",
    ),
    "channel_shuffle": (
        "チャネルシャッフル",
        "grouped",
        "layer channel_shuffle 28@240 groups=3",
    ),
    "spatially_separable": (
        "spatial separable; spatially separable convolution; asymmetric convolution; "
        "空間分離可能畳み込み",
        "depthwise_separable inception",
        "layer spatial_separable 17@192 -k 7 -p 3 -o 192",
        "spatial-separable-ratio",
    ),
}
