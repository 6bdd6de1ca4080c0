"""Classes of torchvision, timm and others that are layers of PyTorch under another name.

A subclass prints the arguments of its base: two numbers and `kernel_size=` are a convolution.
"""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.layers.dialects.classes import constructor
from convcalc.load.ast import Cells
from convcalc.load.readers.code import Argument
from convcalc.load.readers.keras.tables import NOTHING

Arguments = tuple[str, tuple[Argument, ...], dict[str, Argument]]

IDENTITIES = frozenset(
    (
        *("DropPath", "StochasticDepth", "Identity", "PatchDropout", "DropBlock2d", "Dropblock"),
        *("QuantStub", "DeQuantStub", "Permute", "Format"),
    )
)
"""Modules that pass on what they are given while a network is evaluated."""
GLOBAL_POOLS = ("SelectAdaptivePool2d", "FastAdaptiveAvgPool2d", "FastGlobalAvgPool2d")
SAME = {
    "Conv2dSame": "Conv2D",
    "MaxPool2dSame": "MaxPooling2D",
    "AvgPool2dSame": "AveragePooling2D",
}
"""Classes that pad as TensorFlow does, which their arguments do not show -> that of Keras."""


OTHERS = {
    "keras": (
        *(
            "Activation",
            "AdditiveAttention",
            "Attention",
            "Bidirectional",
            "ConvLSTM1D",
            "ConvLSTM2D",
        ),
        *("ConvLSTM3D", "Dot", "EinsumDense", "Embedding", "Lambda", "Normalization", "Permute"),
        *("RMSNormalization", "RepeatVector", "Rescaling", "Resizing", "SpectralNormalization"),
        *("TimeDistributed", "UnitNormalization", "RandomCrop"),
    ),
    "torch": (
        *("Bilinear", "Embedding", "EmbeddingBag", "GRUCell", "LSTMCell", "RMSNorm", "RNNCell"),
        *("RReLU", "Transformer", "TransformerDecoder", "TransformerDecoderLayer"),
        *("TransformerEncoder", "TransformerEncoderLayer", "Unflatten"),
    ),
}
"""Framework -> its layers that have no table of their arguments."""
POINTWISE = ("Rescaling", "UnitNormalization", "RReLU")
"""Those of them that keep the shape and learn nothing."""
OTHER_ACTIVATIONS = (
    *("exponential", "glu", "hard_shrink", "hard_tanh", "log_sigmoid", "log_softmax"),
    *("soft_shrink", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "tanh_shrink"),
    "threshold",
)
"""Keras's functions of activation that are no types of ours."""


def is_class(framework: str, name: str) -> bool:
    """Whether a framework has a layer of this name."""
    if constructor(framework, name) is not None or name in OTHERS[framework]:
        return True
    return framework == "keras" and NOTHING.match(name) is not None


def known_as(
    kind: str, positional: tuple[Argument, ...], keywords: Mapping[str, Argument]
) -> Arguments:
    """The class of PyTorch (or of Keras) that a class stands for, with its arguments; the class
    itself where it is known or nothing is."""
    given = dict(keywords)
    if kind in SAME:
        return SAME[kind], *_keras(positional, given)
    if constructor("torch", kind) is not None:
        return kind, positional, given
    if kind in IDENTITIES:
        return "Identity", (), {}
    if kind in GLOBAL_POOLS:
        return "AdaptiveAvgPool2d", (1,), {}
    name = _by_arguments(kind, positional, given)
    return (kind if name is None else name), positional, given


def _by_arguments(
    kind: str, positional: tuple[Argument, ...], given: dict[str, Argument]
) -> str | None:
    """The class whose arguments these are."""
    kernel = given.get("kernel_size")
    if isinstance(kernel, Cells) and len(positional) == 2:
        axes = len(kernel.cells)
        return f"ConvTranspose{axes}d" if "Transpose" in kind else f"Conv{axes}d"
    if "in_features" in given and "out_features" in given:
        return "Linear"
    if "eps" in given:
        return _norm(kind, positional, given)
    return None


def _norm(kind: str, positional: tuple[Argument, ...], given: dict[str, Argument]) -> str | None:
    counts = [value for value in positional if type(value) is int]
    if len(counts) == 2:
        return "GroupNorm"
    if len(positional) == 1 and isinstance(positional[0], Cells) and "LayerNorm" in kind:
        if len(positional[0].cells) == 1:
            given["over"] = "channels"
        return "LayerNorm"
    if len(counts) == 1 and "momentum" in given:
        return "BatchNorm2d"
    return None


def _keras(
    positional: tuple[Argument, ...], given: dict[str, Argument]
) -> tuple[tuple[Argument, ...], dict[str, Argument]]:
    """The arguments of a convolution or pool of PyTorch by the names of Keras, padding SAME."""
    names = {"stride": "strides", "dilation": "dilation_rate", "bias": "use_bias"}
    found = {names.get(key, key): value for key, value in given.items() if key in KEPT}
    if "kernel_size" in found and not positional:
        found["pool_size"] = found.pop("kernel_size")
    return positional[1:], {**found, "padding": "same"}


KEPT = ("kernel_size", "stride", "dilation", "groups", "bias")


def params_of(
    name: str, positional: tuple[Argument, ...], keywords: Mapping[str, Argument]
) -> int | None:
    """The parameters of a layer that no type of ours is, as far as its arguments tell."""
    counts = [value for value in positional if type(value) is int]
    if name == "Embedding" and len(counts) >= 2:
        return counts[0] * counts[1]
    if name == "MultiheadAttention" and counts:
        return 4 * counts[0] ** 2 + 4 * counts[0]
    if "RMSNorm" in name and positional and isinstance(positional[0], Cells):
        total = 1
        for cell in positional[0].cells:
            total *= cell[0] if type(cell[0]) is int else 0
        return total if keywords.get("elementwise_affine") is not False else 0
    return None
