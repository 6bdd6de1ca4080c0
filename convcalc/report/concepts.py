"""Terms of the field without a formula: other names, related terms, a command to try.

They belong to the glossary; their names and explanations are `term.KEY` and `term.KEY.text`.
"""

from __future__ import annotations

CONCEPTS: dict[str, tuple[str, ...]] = {
    "cnn": (
        "convolutional neural network; convolutional network; 畳み込みニューラルネットワーク",
        "convolution pooling fully_connected activation",
        'audit "1x28x28: conv3@8 relu maxpool2 linear@10"',
    ),
    "softmax": ("ソフトマックス; ソフトマックス関数", "fully_connected cam", "layer softmax @1000"),
    "overfitting": (
        "over-fitting; generalisation; generalization; 過学習; 過剰適合",
        "dropout weight_decay data_augmentation gap",
        "compare head 7@512 -o 1000",
    ),
    "weight_decay": (
        "L2 regularisation; L2 regularization; 重み減衰; L2正則化",
        "overfitting dropout",
        "conv 56@64 -k 3 -o 128 -q --of params",
    ),
    "data_augmentation": (
        "augmentation; データ拡張",
        "overfitting transfer_learning",
        "layer crop 256@3 amount=16",
    ),
    "transfer_learning": (
        "fine-tuning; pretrained model; 転移学習; ファインチューニング; 事前学習",
        "fully_connected batch_norm",
        "layer linear @1280 -o 10 --of params",
    ),
    "covariate_shift": (
        "internal covariate shift; 内部共変量シフト; 共変量シフト",
        "batch_norm vanishing_gradient",
        'value bn --data "1 2; 3 4"',
    ),
    "mini_batch": (
        "minibatch; batch; batch size; ミニバッチ; バッチサイズ; バッチ",
        "batch_norm group_norm",
        "compare norm 56@64 --batch-size 32",
    ),
    "vanishing_gradient": (
        "exploding gradient; vanishing gradients; degradation problem; 勾配消失; 勾配爆発; "
        "劣化問題",
        "residual batch_norm",
        "compare networks resnet18 resnet152",
    ),
    "feature_hierarchy": (
        "hierarchical features; 階層的特徴; 特徴の階層; 空間構造",
        "receptive_field feature_map",
        'rf "conv3 conv3 conv3"',
    ),
    "light_network": (
        "efficient network; mobile network; MobileNet; ShuffleNet; 軽量化; 軽量化CNN; 軽量モデル",
        "depthwise_separable inverted_residual pruning quantization",
        "compare networks mobilenet_v1 vgg16",
    ),
    "pruning": (
        "network pruning; 枝刈り; プルーニング",
        "quantization params",
        "compare memory resnet50",
    ),
    "quantization": (
        "quantisation; int8; 量子化",
        "pruning params folding",
        "compare memory mobilenet_v1",
    ),
    "fused_mbconv": (
        "fused MBConv; progressive learning; EfficientNetV2; 段階的学習",
        "inverted_residual squeeze_excitation",
        "conv 56@24 -k 3 -p 1 -o 96 --of macs",
    ),
    "object_detection": (
        "detection; EfficientDet; BiFPN; feature pyramid; 物体検出; 特徴ピラミッド",
        "compound_scaling segmentation",
        'audit "128x56x56: conv3/2p1@256 conv3/2p1@256"',
    ),
    "segmentation": (
        "semantic segmentation; U-Net; UNet; FCN; SegNet; セグメンテーション; "
        "セマンティックセグメンテーション",
        "upsampling transposed_convolution aspp",
        "tconv 28@128 -k 2 -s 2 -o 64",
    ),
    "vision_transformer": (
        "ViT; attention; transformer; self-attention; アテンション; 注意機構; トランスフォーマー",
        "layer_norm cnn",
        "conv 224@3 -k 16 -s 16 -o 768",
    ),
    "search_space": (
        "cell search; 探索空間; セル構造",
        "nas search_strategy",
        "compare space kernel=3,5,7 expand=3,4,6 --layers 20 --stages 1",
    ),
    "search_strategy": (
        "reinforcement learning; evolutionary algorithm; differentiable NAS; DARTS; AmoebaNet; "
        "Bayesian optimisation; 探索戦略; 強化学習; 進化的アルゴリズム; 勾配ベース; ベイズ最適化",
        "nas performance_estimation search_space",
        "compare gpu-days 800x28 500x4 1x4",
    ),
    "performance_estimation": (
        "early stopping; one-shot; ENAS; surrogate model; parallel evaluation; 評価方法; 早期停止; "
        "代理モデル; 並列評価",
        "nas search_strategy",
        "compare gpu-days 800x28 450x7",
    ),
    "automl": (
        "hyperparameter search; hyper-parameter; grid search; random search; cross-validation; "
        "ハイパーパラメータ探索; ハイパーパラメータ; グリッドサーチ; ランダムサーチ; 交差検証",
        "nas search_space",
        "compare space kernel=3,5 --layers 4 --stages 1",
    ),
    "hardware_aware_nas": (
        "Once-for-All; NetAdapt; MobileNetV3; architecture transfer; ハードウェアを考慮したNAS",
        "nas light_network",
        "compare networks mobilenet_v2 efficientnet_b0",
    ),
    "carafe": (
        "content-aware upsampling; dynamic upsampling; 動的補間; 学習可能な補間",
        "upsampling interpolation",
        "compare upsampling 16@64 -k 3",
    ),
    "icnr": (
        "ICNR initialisation; ICNR initialization; ICNR初期化",
        "pixel_shuffle checkerboard",
        "layer pixel_shuffle 28@256 factor=2",
    ),
    "pre_activation": (
        "ResNet v2; preactivation; conv bn relu; order of layers; 事前活性化; 配置位置; 層の順序",
        "residual batch_norm activation",
        'audit "64x56x56: add[ bn relu conv3p1@64b0 bn relu conv3p1@64b0 | ]"',
    ),
    "localization": (
        "localisation; object localization; 位置特定; 判断根拠",
        "cam gap",
        'value cam --data "1 2; 3 4 | 0 1; 1 0" --weight "2 -1"',
    ),
}
