"""Record small models as Keras writes them, with what it counts and the shapes of their outputs:
``python -m tests.oracles.record_keras_models`` (Keras 3) and ``... 2`` (tf_keras), a line a model.

Keras counts no MACs: those of convolutions and dense layers are products of its own shapes and
weights, and `MORE` has, by hand, what recurrent layers, attention and a second call add.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from math import prod
from typing import Any

OLD = sys.argv[1:] == ["2"]
if OLD:
    import tf_keras as keras
else:
    import keras

L: Any = keras.layers
Input: Any = keras.Input
DROPPED = (
    "initializer", "regularizer", "constraint", "dtype", "trainable", "seed", "registered_name",
    "keras_version", "backend",
)  # fmt: skip
"""Words in keys that say nothing about sizes and costs, left out to keep the file small."""

MORE = {"nested": 3908, "seq": 2600 + 2160, "rnn": 360 + 108 + 288, "mha": 8160 + 4920}


def nested() -> Any:
    a, left, right = Input((8, 8, 3)), Input((8, 8, 3), name="left"), Input((8, 8, 3), name="right")
    x = L.BatchNormalization()(L.Conv2D(4, 3, activation="relu")(a))
    encoder = keras.Model(a, L.Dense(5)(L.GlobalAveragePooling2D()(x)), name="enc")
    apart = L.Subtract()([encoder(left), encoder(right)])
    return keras.Model([left, right], L.Dense(1, activation="sigmoid")(apart))


def backbone() -> Any:
    a = Input((16, 16, 3))
    x = L.MaxPooling2D()(L.Conv2D(4, 3, strides=2, padding="same", use_bias=False)(a))
    base = keras.Model(a, x, name="base")
    base.trainable = False
    head = [L.Flatten(), L.Dropout(0.5), L.Dense(7, activation="softmax")]
    return keras.Sequential([base, *head])


def twoouts() -> Any:
    b, a, shared = Input((8, 8, 3), name="b"), Input((8, 8, 1), name="a"), L.Conv2D(4, 3, name="s")
    x = L.Concatenate()([b, a])
    u, v = shared(x), L.Conv2D(2, 1)(shared(L.ReLU(6.0)(x)))
    return keras.Model([b, a], [u, v]) if OLD else keras.Model({"b": b, "a": a}, {"u": u, "w": v})


def first() -> Any:
    form = {"data_format": "channels_first"}
    i = Input((3, 8, 10))
    x = L.Conv2D(6, 3, strides=(2, 1), **form)(L.ZeroPadding2D(((1, 0), (0, 2)), **form)(i))
    x = L.PReLU(shared_axes=[2, 3])(L.BatchNormalization(axis=1)(x))
    x = L.MaxPooling2D(2, **form)(x)
    return keras.Model(i, L.GlobalAveragePooling2D(**form)(L.Concatenate(axis=1)([x, x])))


def mods() -> Any:
    i = Input((12, 10, 8))
    x = L.SeparableConv2D(6, 3, depth_multiplier=2, padding="same")(i)
    x = L.DepthwiseConv2D((3, 2), strides=2, depth_multiplier=2, use_bias=False)(x)
    x = L.PReLU()(L.LayerNormalization(axis=[1, 3])(x))
    x = L.LayerNormalization()(L.Conv2DTranspose(4, 3, strides=2, padding="same")(x))
    x = L.UpSampling2D((2, 1), interpolation="bilinear")(x)
    x = L.AveragePooling2D(3, strides=1, padding="same")(L.Cropping2D(((1, 2), (0, 1)))(x))
    return keras.Model(i, L.Softmax()(L.LeakyReLU()(L.Dense(5, activation="gelu")(x))))


def gn() -> Any:
    i = Input((8, 8, 6))
    conv = L.Conv2D(4, 3, groups=2, dilation_rate=2, padding="same", activation="hard_sigmoid")
    x = L.Reshape((4, -1, 4))(conv(L.GroupNormalization(3)(i)))
    return keras.Model(i, L.Conv2D(3, 1)(L.Permute((2, 1, 3))(x)))


def seq() -> Any:
    conv = L.Conv1D(8, 3, padding="causal", activation="relu")
    return keras.Sequential([
        L.InputLayer((20,)), L.Embedding(50, 6), conv, L.MaxPooling1D(2),
        L.LSTM(5, return_sequences=True), L.Bidirectional(L.GRU(4)), L.Dense(3),
    ])  # fmt: skip


def rnn() -> Any:
    i = Input((9, 6))
    x = L.TimeDistributed(L.Dense(3, activation="relu"))(L.SimpleRNN(4, return_sequences=True)(i))
    x = L.RepeatVector(4)(L.GlobalMaxPooling1D()(x))
    return keras.Model(i, L.LSTM(3, use_bias=False)(x))


def mha() -> Any:
    i, j = Input((10, 12)), Input((7, 8))
    x = L.LayerNormalization()(L.Add()([L.MultiHeadAttention(3, 4)(i, i), i]))
    y = L.MultiHeadAttention(2, 5, use_bias=False)(x, j)
    return keras.Model([i, j], L.Concatenate(axis=1)([x, y]))


def conv3() -> Any:
    conv = L.Conv3D(4, (3, 3, 2), padding="same", activation="elu")
    norm = L.BatchNormalization(scale=False)
    return keras.Sequential(
        [L.InputLayer((6, 8, 8, 2)), conv, L.MaxPooling3D(2), norm, L.Flatten(), L.Dense(3)]
    )


def built() -> Any:
    model = keras.Sequential([L.Conv2D(4, 3), L.GlobalAveragePooling2D(), L.Dense(2)])
    model.build((None, 9, 9, 3))
    return model


def act() -> Any:
    i = Input((8, 8, 3))
    x = L.Conv2D(4, 3, activation="relu" if OLD else L.ReLU(6.0))(i)
    x = L.GaussianNoise(0.1)(L.Rescaling(2.0)(L.Activation("tanh")(x)))
    x = L.SpatialDropout2D(0.1)(x)
    x = L.Maximum()([L.Average()([x, x]), x])
    return keras.Model(i, L.GlobalAveragePooling2D(keepdims=True)(x))


def order() -> Any:
    i, c = Input((8, 8, 3)), L.Conv2D(3, 1)
    a = c(i)
    return keras.Model(i, L.Add()([a, c(L.ReLU()(a))]))


def ops() -> Any:
    i = Input((8, 8, 6))
    x = L.Conv2D(4, 3, padding="same")(i)
    if OLD:
        import tensorflow as tf

        c = x * (tf.nn.relu6(x + 3.0) * (1 / 6))
        d = tf.reduce_mean(c, axis=[1, 2], keepdims=True)
        return keras.Model(i, L.Conv2D(2, 1)(tf.concat([c * d, c], axis=-1)))
    o = keras.ops
    c = x * (o.relu6(x + 3.0) * (1 / 6))
    d = o.mean(c, axis=[1, 2], keepdims=True)
    h = o.reshape(o.maximum(o.concatenate([c * d, c], axis=-1)[..., :4], c), (-1, 64, 4))
    return keras.Model(i, L.Dense(2)(o.mean(h, axis=1)))


MODELS: tuple[Callable[[], Any], ...] = (
    nested, backbone, twoouts, first, mods, gn, seq, rnn, mha, conv3, built, act, order, ops,
)  # fmt: skip


def macs(model: Any) -> int:
    """Of convolutions and dense layers, each call of a layer of its own."""
    total = 0
    for layer in model._flatten_layers(include_self=False, recursive=True):
        kind = type(layer).__name__
        if kind != "Dense" and "Conv" not in kind:
            continue
        last = getattr(layer, "data_format", "") != "channels_first"
        names = ("kernel", "depthwise_kernel", "pointwise_kernel")
        found = [getattr(layer, name, None) for name in names]
        weights = sum(
            prod(one.shape) for one in {id(w): w for w in found if w is not None}.values()
        )
        for node in layer._inbound_nodes:
            inputs = node.input_tensors if OLD else node.arguments.keras_tensors
            side = inputs if "Transpose" in kind else node.outputs
            shape = (side[0] if isinstance(side, list) else side).shape
            total += prod(shape[1:-1] if last else shape[2:]) * weights
    return total


def plain(value: Any) -> Any:
    """The text of a model without what says nothing."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if not any(word in k for word in DROPPED)}
    return [plain(part) for part in value] if isinstance(value, list) else value


def recorded(build: Callable[[], Any]) -> dict[str, Any]:
    name, model = build.__name__, build()
    stored = sum(prod(w.shape) for w in model.weights if "moving_" in w.name)
    seeds = sum(prod(w.shape) for w in model.weights if "seed" in w.name)
    shapes = [list(tensor.shape)[1:] for tensor in model.outputs]
    return {
        "name": f"{name}-{keras.__version__}",
        "params": sum(prod(w.shape) for w in model.weights) - stored - seeds,
        "buffers": stored,
        "macs": macs(model) + MORE.get(name, 0),
        "outputs": shapes if name == "first" else [[s[-1], *s[:-1]] for s in shapes],
        "model": plain(json.loads(model.to_json())),
    }


if __name__ == "__main__":
    for build in MODELS:
        sys.stdout.write(json.dumps(recorded(build), separators=(",", ":")) + "\n")
