"""Every topic of `compare` by name, without importing any of them."""

from __future__ import annotations

import unicodedata
from importlib import import_module

from convcalc.errors import Message, UsageError
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.report.compare.topic import Topic

TOPICS = (
    "dense", "dilated", "separable", "factor", "pooling", "head", "upsampling", "norm",
    "inception", "residual", "memory", "networks", "space", "gpu-days",
)  # fmt: skip
"""Topics in the order of the list; each is `TOPIC` of `report/compare/<name>.py`."""

ALIASES = {
    "dense": "conv fc linear local locally-connected fully-connected "
    "全結合 全結合層 畳み込み 畳み込み層 局所結合 重み共有",
    "dilated": "dilation atrous 膨張 膨張畳み込み 拡張畳み込み ダイレーション ダイレイテッド",
    "separable": "depthwise depthwise-separable grouped group cheaper "
    "分離可能 深さ方向分離可能 深さ方向分離可能畳み込み グループ畳み込み 軽量化",
    "factor": "factorized factorised factorization factorisation stack 5x5 7x7 spatial "
    "spatially-separable 分解 因数分解 積み重ね",
    "pooling": "pool downsampling downsample maxpool avgpool strided "
    "プーリング ダウンサンプリング 縮小",
    "head": "gap classifier global-average-pooling ヘッド 分類ヘッド 大域平均プーリング",
    "upsampling": "upsample deconv tconv transposed checkerboard pixel-shuffle unpooling "
    "アップサンプリング 転置畳み込み チェッカーボード 拡大",
    "norm": "normalization normalisation bn batchnorm batch-norm ln in gn 正規化 バッチ正規化",
    "inception": "inception-module インセプション inceptionモジュール",
    "residual": "bottleneck shortcut skip resnet-block block 残差 残差ブロック ボトルネック "
    "ショートカット",
    "memory": "quantized quantised quantization quantisation int8 fp16 dtype 量子化 メモリ",
    "networks": "nets models zoo network model ネットワーク モデル",
    "space": "nas search-space architectures 探索空間 アーキテクチャ探索",
    "gpu-days": "gpu gpus gpudays gpu-day gpu日 計算資源 探索コスト",
}
"""Topic -> other names of it, with spaces between, in English and Japanese."""

_BY_NAME = {name: name for name in TOPICS} | {
    other: name for name, others in ALIASES.items() for other in others.split()
}


def known(word: str) -> str | None:
    """The topic that a word names, None if it names none."""
    plain = unicodedata.normalize("NFKC", word).strip().lower().replace("_", "-")
    return _BY_NAME.get(plain)


def topic_named(word: str) -> Topic:
    """The topic of that name or alias.

    Raises:
        UsageError: there is none; the hint has the nearest.
    """
    name = known(word)
    if name is None:
        hints = did_you_mean(word.replace("_", "-"), _BY_NAME)
        raise UsageError(
            Message("compare.unknown_topic", word=shown(word)), *hints, Message("compare.list_hint")
        )
    module = import_module(f"convcalc.report.compare.{name.replace('-', '_')}")
    topic: Topic = module.TOPIC
    return topic
