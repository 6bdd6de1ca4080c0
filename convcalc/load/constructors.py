"""Constructor calls of PyTorch and Keras, read only to say how the same layer is written here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from convcalc.errors import ConvcalcError
from convcalc.layers.make import meanings
from convcalc.load.place import ARGUMENT, Piece, Source
from convcalc.load.values import split
from convcalc.load.words import known_layer

NAMESPACE = r"(?:torch\.nn|nn|tf\.keras\.layers|keras\.layers|tf\.layers|layers)\."
CALL = re.compile(rf"\s*(?:{NAMESPACE})?([A-Za-z]\w*)\s*\((.*)\)\s*\Z", re.DOTALL)
KEYWORD = re.compile(r"\s*([A-Za-z]\w*)\s*=(?!=)\s*")
TUPLE = re.compile(r"[(\[]\s*(-?\w+(?:\s*,\s*-?\w+)*)\s*,?\s*[)\]]\Z")
PLAIN = re.compile(r"-?[\w.]+\Z")
DIMENSIONS = re.compile(r"[123](?=[dD])")

SIGNATURES: dict[str, str] = {
    "Conv#d": "in out kernel stride padding dilation groups bias",
    "ConvTranspose#d": "in out kernel stride padding output_padding groups bias dilation",
    "MaxPool#d": "kernel stride padding dilation _ ceil",
    "AvgPool#d": "kernel stride padding ceil",
    "LPPool#d": "norm kernel stride ceil",
    "AdaptiveAvgPool#d": "output_size",
    "AdaptiveMaxPool#d": "output_size",
    "Linear": "in out bias",
    "BatchNorm#d": "in _ _ affine",
    "InstanceNorm#d": "in _ _ affine",
    "GroupNorm": "groups in _ affine",
    "Upsample": "output_size scale mode",
    "PixelShuffle": "factor",
    "PixelUnshuffle": "factor",
    "Dropout": "p",
    "Dropout#d": "p",
    "ReLU": "_",
    "Conv#D": "out kernel stride padding _ dilation groups _ bias",
    "Conv#DTranspose": "out kernel stride padding output_padding _ dilation _ bias",
    "DepthwiseConv#D": "kernel stride padding multiplier _ dilation _ bias",
    "SeparableConv#D": "out kernel stride padding _ dilation multiplier _ bias",
    "MaxPooling#D": "kernel stride padding",
    "AveragePooling#D": "kernel stride padding",
    "Dense": "out _ bias",
}
"""Class, with # for the number of axes -> what its arguments are, in their order; _ has no effect
on the arithmetic."""

CHANNELS = ("in_channels", "in_features", "num_features", "num_channels")
WITHOUT_EFFECT = frozenset(
    ("inplace", "eps", "momentum", "device", "dtype", "activation", "name", "return_indices",
     "track_running_stats", "data_format", "kernel_initializer", "bias_initializer", "trainable",
     "kernel_regularizer", "epsilon", "input_shape"),
)  # fmt: skip


class Constructed(NamedTuple):
    """A layer as its framework constructs it: its name there, our parameters, what comes in."""

    name: str
    given: tuple[tuple[str, str], ...]
    channels: str | None

    def written(self) -> str:
        """The layer in the notation of one line, where the channels follow from what is before."""
        return f"{self.name}({', '.join(f'{key}={value}' for key, value in self.given)})"


def constructed(text: str) -> Constructed | None:
    """The layer that a text such as `nn.Conv2d(3, 64, kernel_size=7)` constructs, if it does."""
    call = CALL.match(text)
    word = known_layer(call.group(1)) if call else None
    if call is None or word is None:
        return None
    given: dict[str, str] = {}
    for key, value in _arguments(word.name, call.group(2)):
        read = _value(value)
        if key == "" or read is None or key in given:
            return None
        if read and key != "_":
            given[key] = read
    channels = given.pop("in", None)
    return Constructed(word.name, tuple(given.items()), channels)


def _arguments(name: str, text: str) -> Iterator[tuple[str, str]]:
    """The arguments by our names for them, "_" without effect, "" if a name is not known."""
    order = SIGNATURES.get(DIMENSIONS.sub("#", name), "").split()
    known = meanings(name)
    piece = Piece(Source(ARGUMENT, text), text, 0)
    try:
        parts = [part.text for part in split(piece, 0, len(text))]
    except ConvcalcError:
        parts = [""]
    for position, part in enumerate(parts):
        keyword = KEYWORD.match(part)
        if keyword is None:
            yield order[position] if position < len(order) else "", part
            continue
        key = keyword.group(1)
        meant = "in" if key in CHANNELS else key if key in known else ""
        yield "_" if key in WITHOUT_EFFECT else meant, part[keyword.end() :]


def _value(text: str) -> str | None:
    """A value as we write it; empty for None, which is the usual value of its parameter."""
    text = text.strip().strip("\"'")
    if text == "None":
        return ""
    if text in ("True", "False"):
        return text.lower()
    tuple_ = TUPLE.match(text)
    if tuple_:
        return "x".join(part.strip() for part in tuple_.group(1).split(","))
    return text if PLAIN.match(text) else None
