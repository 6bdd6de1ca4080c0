"""What comes into a network of Caffe: declared inputs, and the blobs of layers that read data.

Source: BVLC/caffe 9b89154, caffe.proto, data_transformer.cpp and the data layers.
"""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.errors import Message
from convcalc.load.readers.caffe.generations import CaffeLayer
from convcalc.load.readers.caffe.textproto import Fields
from convcalc.pattern import pattern

FILES = ("Data", "ImageData", "HDF5Data", "MemoryData", "WindowData", "DummyData", "Input")
LABELS = pattern(r"(?i)label|target|\bgt_|_gt\b|\Asim\Z")

Sizes = Sequence[int | None]


def makes_data(layer: CaffeLayer) -> bool:
    """Whether a layer reads data: one of those for it, or any that reads no blob."""
    return layer.type in FILES or (not layer.bottoms and layer.type.endswith(("Data", "Python")))


def declared(net: Fields) -> dict[str, Sizes | None]:
    """The inputs that the network declares itself, with their shapes without the batch."""
    names = net.texts("input")
    shapes: list[Sizes] = [shape.ints("dim") for shape in net.messages("input_shape")]
    dims = net.ints("input_dim")
    if len(dims) % 4:
        raise net.error(Message("caffe.input_dim", count=len(dims)))
    shapes += [dims[at : at + 4] for at in range(0, len(dims), 4)]
    if shapes and len(shapes) != len(names):
        raise net.error(Message("caffe.inputs", inputs=len(names), shapes=len(shapes)))
    found: dict[str, Sizes | None] = dict.fromkeys(names)
    found.update((name, shape[1:]) for name, shape in zip(names, shapes, strict=False))
    return found


def read_by(layer: CaffeLayer) -> dict[str, Sizes | None]:
    """The blobs of a layer that reads data, but for labels, and their shapes."""
    shapes = layer.params.messages("shape")
    if layer.type in ("Input", "DummyData") and shapes:
        several = shapes if len(shapes) > 1 else shapes * len(layer.tops)
        dims = [shape.ints("dim")[1:] for shape in several]
        return dict(zip(layer.tops, dims, strict=False))
    tops = [top for top in layer.tops if not LABELS.search(top)]
    return {top: _shape(layer.params, layer.type) if top == layer.tops[0] else None for top in tops}


def _shape(params: Fields, kind: str) -> Sizes | None:
    """Channels and size as far as they are written: a crop, a resized image, one mean a channel."""
    channels: int | None = params.int("channels", 0) or None
    crop = params.int("crop_size", 0)
    means = len(params.scalars("mean_value"))
    if kind == "WindowData":
        channels = 3
    elif kind == "ImageData":
        channels = 3 if params.flag("is_color", True) else 1
    elif means > 1:
        channels = means
    sides = ("height", "width")
    sizes = [crop or params.int(f"new_{side}", 0) or params.int(side, 0) for side in sides]
    if not channels and not any(sizes):
        return None
    return [channels, *(size or None for size in sizes)]
