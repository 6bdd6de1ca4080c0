"""Record what Keras answers to random single-layer cases: ``python -m tests.oracles.record_keras``.

The backend is torch. Layers are channels-last, called on a batch of two; our sizes are the spatial
axes. Global pools keep their axes, ``linear`` is Flatten and Dense. ``params`` are the trainable
weights, ``buffers`` the others (no seeds). A call counts where ``compute_output_shape`` says
something else; the header counts such cases. Classes met:

* Conv and GroupNormalization whose groups do not divide the channels: only the call refuses.
* Adaptive pools to 0 or less: only the call refuses.

Left out:

* padding by numbers, since Keras has words; empty inputs, which torch refuses and TensorFlow runs;
* transposed convolutions with padding "same", an explicit output padding of 0 and an even kernel,
  whose size TensorFlow cannot produce and torch can;
* average pools in three dimensions with padding "same" and a kernel larger than the input, which
  only torch refuses;
* pools with another word than "valid" and "same", where the torch backend does not pad and
  ``compute_output_shape`` refuses; fractions in per-axis upsampling scales, which are truncated.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras  # type: ignore[import-untyped]
from keras import layers

from tests.oracles.cases import Answer, Case, Recording, collect, main, refusal, share
from tests.oracles.draws import axes
from tests.oracles.keras_draw import DRAWS, WEIGHTS

SEED = 20262
COUNT = 2600
BATCH = 2
VOLUME = 3
NAMES = {
    "conv": "Conv{}D",
    "depthwise": "DepthwiseConv{}D",
    "separable": "SeparableConv{}D",
    "tconv": "Conv{}DTranspose",
    "maxpool": "MaxPooling{}D",
    "avgpool": "AveragePooling{}D",
    "adaptive_avgpool": "AdaptiveAveragePooling{}D",
    "adaptive_maxpool": "AdaptiveMaxPooling{}D",
    "gap": "GlobalAveragePooling{}D",
    "gmp": "GlobalMaxPooling{}D",
    "upsample": "UpSampling{}D",
    "pad": "ZeroPadding{}D",
    "crop": "Cropping{}D",
}
CONV_ARGUMENTS = {
    "kernel": "kernel_size",
    "stride": "strides",
    "dilation": "dilation_rate",
    "padding": "padding",
    "groups": "groups",
    "out": "filters",
    "multiplier": "depth_multiplier",
    "output_padding": "output_padding",
    "bias": "use_bias",
}
POOL_ARGUMENTS = {"kernel": "pool_size", "stride": "strides", "padding": "padding"}


def plural(value: Any) -> Any:
    """Lists, also nested ones, as tuples."""
    return tuple(plural(entry) for entry in value) if isinstance(value, list) else value


def taken(case: Case, names: dict[str, str]) -> dict[str, Any]:
    """The parameters present in the case, under Keras's names."""
    return {theirs: plural(case[ours]) for ours, theirs in names.items() if ours in case}


def spatial_layer(case: Case, **options: Any) -> Any:
    """A layer whose name ends in its number of dimensions."""
    return getattr(layers, NAMES[case["layer"]].format(len(case["size"])))(**options)


def conv(case: Case) -> Any:
    """A convolution of any kind."""
    return spatial_layer(case, **taken(case, CONV_ARGUMENTS))


def pool(case: Case) -> Any:
    """A pool."""
    return spatial_layer(case, **taken(case, POOL_ARGUMENTS))


def upsample(case: Case) -> Any:
    """A repetition or interpolation; in one dimension Keras wants a bare number."""
    scale = axes(case["scale"], 1)[0] if len(case["size"]) == 1 else plural(case["scale"])
    return spatial_layer(case, size=scale, **taken(case, {"mode": "interpolation"}))


def border(case: Case) -> Any:
    """Padding or cropping, in pairs for every axis; in one dimension the pair alone."""
    key, name = {"pad": ("padding", "padding"), "crop": ("amount", "cropping")}[case["layer"]]
    pairs = [
        plural(side) if isinstance(side, list) else (side, side)
        for side in axes(case[key], len(case["size"]))
    ]
    return spatial_layer(case, **{name: pairs[0] if len(pairs) == 1 else tuple(pairs)})


def batch_norm(case: Case) -> Any:
    """A batch normalisation."""
    affine = case.get("affine", True)
    return layers.BatchNormalization(center=affine, scale=affine)


def layer_norm(case: Case) -> Any:
    """A layer normalisation over the channels or over everything."""
    affine = case.get("affine", True)
    axis = -1 if case["over"] == "channels" else tuple(range(1, len(case["size"]) + 2))
    center = affine and case.get("bias", True)
    return layers.LayerNormalization(axis=axis, center=center, scale=affine)


def group_norm(case: Case) -> Any:
    """A group normalisation."""
    affine = case.get("affine", True)
    return layers.GroupNormalization(case["groups"], center=affine, scale=affine)


def prelu(case: Case) -> Any:
    """A parametric ReLU that shares its parameters over the map, and over the channels if one."""
    shared = len(case["size"]) + (case["parameters"] == 1)
    return layers.PReLU(shared_axes=list(range(1, shared + 1)))


def reshape(case: Case) -> Any:
    """The same elements in another shape, channels last."""
    channels, *size = axes(case["shape"], 1) if isinstance(case["shape"], int) else case["shape"]
    return layers.Reshape((*size, channels))


def linear(case: Case) -> Any:
    """A dense layer on the flattened input."""
    dense = layers.Dense(case["out"], use_bias=case["bias"])
    return keras.Sequential([layers.Flatten(), dense])


BUILDERS: dict[str, Callable[[Case], Any]] = {
    **dict.fromkeys(("conv", "depthwise", "separable", "tconv"), conv),
    **dict.fromkeys(("maxpool", "avgpool"), pool),
    **dict.fromkeys(
        ("adaptive_avgpool", "adaptive_maxpool"),
        lambda case: spatial_layer(case, output_size=plural(case["output_size"])),
    ),
    **dict.fromkeys(("gap", "gmp"), lambda case: spatial_layer(case, keepdims=True)),
    "flatten": lambda _: layers.Flatten(),
    "upsample": upsample,
    **dict.fromkeys(("pad", "crop"), border),
    "linear": linear,
    "bn": batch_norm,
    "ln": layer_norm,
    "gn": group_norm,
    "prelu": prelu,
    "reshape": reshape,
    "dropout": lambda case: layers.Dropout(case["p"]),
}


def readable(error: Exception) -> str:
    """An error message without colours, and without the line that only names the layer.

    Sets of words are sorted, because Python prints them in a different order every time.
    """
    lines = re.sub(r"\x1b\[\d+m", "", str(error)).split("\n")
    telling = [x for x in lines if x.strip() and not x.startswith("Exception encountered when")]
    return re.sub(
        r"\{('[^{}]*')\}",
        lambda words: "{" + ", ".join(sorted(words[1].split(", "))) + "}",
        telling[0] if telling else str(error),
    )


def backends_differ(case: Case) -> bool:
    """Whether the answer is the torch backend's own and not that of Keras."""
    if case.get("padding") != "same":
        return False
    n = len(case["size"])
    kernels = axes(case["kernel"], n)
    if case["layer"] == "avgpool":
        return n == VOLUME and any(k > i for k, i in zip(kernels, case["size"], strict=True))
    if case["layer"] != "tconv" or "output_padding" not in case:
        return False
    window = zip(
        kernels,
        *(axes(case.get(x, 1), n) for x in ("dilation", "output_padding")),
        strict=True,
    )
    return any((d * (k - 1) + 1) % 2 + extra == 0 for k, d, extra in window)


def called(case: Case) -> Answer:
    """What a call of the layer answers."""
    x = np.zeros((BATCH, *case["size"], case["in"]), dtype=np.float32)
    try:
        layer = BUILDERS[case["layer"]](case)
        _, *size, channels = layer(x).shape
    except Exception as error:  # the backend's exceptions come through
        return refusal(readable(error))
    learnable, stored = (
        sum(prod(weight.shape) for weight in weights)
        for weights in (layer.trainable_weights, layer.non_trainable_weights)
    )
    return {"size": size, "channels": channels, "params": learnable, "buffers": stored}


def foretold(case: Case) -> tuple[int, ...] | None:
    """The shape ``compute_output_shape`` gives, None if it refuses."""
    try:
        layer = BUILDERS[case["layer"]](case)
        return tuple(layer.compute_output_shape((BATCH, *case["size"], case["in"])))
    except Exception:  # any refusal will do
        return None


def answer(case: Case, overruled: Counter[str]) -> Answer | None:
    """What the call says; a count if the layer foretold something else."""
    if backends_differ(case):
        return None
    given = called(case)
    shape = None if "refused" in given else (BATCH, *given["size"], given["channels"])
    if foretold(case) != shape:
        overruled[case["layer"]] += 1
    return given


def record(count: int) -> Recording:
    """Draw and call ``count`` cases."""
    overruled: Counter[str] = Counter()
    quotas = share(count, WEIGHTS)
    records = collect(quotas, DRAWS, lambda case: answer(case, overruled), "keras", SEED)
    version = f"keras {keras.__version__}, backend {keras.backend.backend()}"
    extra = {"call_overruled_shape": dict(sorted(overruled.items()))}
    return Recording("keras", version, SEED, records, extra)


if __name__ == "__main__":
    sys.exit(main("keras", record, COUNT))
