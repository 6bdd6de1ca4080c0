"""Caffe's layers that move, pick or resize what comes in, and learn nothing.

Source: BVLC/caffe 9b89154, caffe.proto and the layers; PSPNet (Interp), SegNet (Upsample), R-FCN
(PSROIPooling), SSD (Permute), ShuffleNet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from convcalc.errors import Message
from convcalc.load.ast import Cells, Name, Value
from convcalc.load.expression import parse
from convcalc.load.place import Piece
from convcalc.load.readers.caffe.generations import CaffeLayer
from convcalc.load.readers.traced import TracedGraph, axes, listed

NOTHING = -1
"""A blob that holds no tensor of the network: a label, a constant, positions."""


class Moving:
    """Nodes of a graph for layers; each method returns the tensor of all tops, or one for each."""

    def __init__(self, graph: TracedGraph) -> None:
        self.graph = graph
        self.permuted: set[int] = set()

    def add(
        self, layer: CaffeLayer, type: str, given: dict[str, Value], inputs: Sequence[int],
        part: str = "",
    ) -> int:  # fmt: skip
        name = f"{layer.name}/{part}" if part else layer.name
        return self.graph.add(name, type, given, inputs, layer.fields.place)

    def unknown(self, layer: CaffeLayer, inputs: list[int]) -> list[int]:
        """An operation that is not understood; nothing is known of what it makes."""
        made = self.graph.unknown(layer.name, layer.type, inputs, layer.fields.place)
        return [made] * len(layer.tops)

    # Layers with weights

    def channels_axis(self, layer: CaffeLayer, inputs: list[int], *names: str) -> bool:
        """Whether the axis of a layer is that of the channels."""
        shape = self.graph.shape(inputs[0])
        axis = next((layer.params.int(name, 1) for name in names if layer.params.ints(name)), 1)
        return axis == 1 or (shape is not None and axis == -1 - len(shape.spatial))

    def concat(self, layer: CaffeLayer, inputs: list[int]) -> int | list[int]:
        if not self.channels_axis(layer, inputs, "axis", "concat_dim"):
            return self.unknown(layer, inputs)
        return self.add(layer, "concat", {}, inputs) if len(inputs) > 1 else inputs[0]

    def slice(self, layer: CaffeLayer, inputs: list[int]) -> list[int]:
        """Some channels for each top: between the points, or equal parts. Those of the input of the
        network need not be known yet.

        Raises:
            NetworkError: there are no such parts.
        """
        if not self.channels_axis(layer, inputs, "axis", "slice_dim"):
            return self.unknown(layer, inputs)
        points, tops = layer.params.ints("slice_point"), len(layer.tops)
        channels = self.graph.channels(inputs[0])
        whole = str(channels) if channels else "cin"
        uneven = len(points) != tops - 1 if points else channels is not None and channels % tops
        if uneven or (channels is None and inputs[0] != 0):
            raise self.graph.refused or layer.error(
                "caffe.slice", tops=tops, channels=channels, points=len(points)
            )
        between: list[object] = [*points] or [f"{whole}//{tops}*{at}" for at in range(1, tops)]
        bounds = list(map(str, [0, *between, whole]))
        return [
            self.add(layer, "slice", {"start": begin, "out": out}, inputs, str(at))
            for at, (begin, out) in enumerate(
                (self.worked_out(layer, one), self.worked_out(layer, f"{other} - ({one})"))
                for one, other in pairwise(bounds)
            )
        ]

    def worked_out(self, layer: CaffeLayer, text: str) -> Value:
        """A number, or an expression in the channels that come in."""
        return parse(Piece(self.graph.source, text, layer.fields.start, exact=False))

    def split(self, layer: CaffeLayer, inputs: list[int]) -> list[int]:
        return inputs * len(layer.tops)

    def flatten(self, layer: CaffeLayer, inputs: list[int]) -> int | list[int]:
        p = layer.params
        given: dict[str, Value] = {"axis": p.int("axis", 1), "end_axis": p.int("end_axis", -1)}
        if self.permuted.intersection(inputs) and given != {"axis": 1, "end_axis": -1}:
            return self.unknown(layer, inputs)
        return self.add(layer, "flatten", given, inputs)

    def reshape(self, layer: CaffeLayer, inputs: list[int]) -> int | list[int]:
        """The first number is that of the samples, which stay apart."""
        p = layer.params
        dims = [dim for shape in p.messages("shape")[-1:] for dim in shape.ints("dim")]
        whole = p.int("axis", 0) == 0 and p.int("num_axes", -1) == -1
        permuted = self.permuted.intersection(inputs) and 0 in dims[1:]
        if not whole or permuted or len(dims) < 2 or len(dims) > 5:
            return self.unknown(layer, inputs)
        return self.add(layer, "reshape", {"shape": listed(dims[1:])}, inputs)

    def permute(self, layer: CaffeLayer, inputs: list[int]) -> int | list[int]:
        """Nothing that counts, if all becomes one vector then (the heads of SSD)."""
        if layer.params.ints("order")[:1] != [0]:
            return self.unknown(layer, inputs)
        made = self.add(layer, "identity", {}, inputs)
        self.permuted.add(made)
        return made

    def like(self, layer: CaffeLayer, handle: int) -> Value:
        """The name of a tensor whose size is wanted."""
        return Name((self.graph.name_of(handle),), layer.fields.place)

    def crop(self, layer: CaffeLayer, inputs: list[int]) -> int | list[int]:
        p = layer.params
        offset = p.ints("offset") or [0]
        if p.int("axis", 2) not in (2, -2) or len(inputs) != 2:
            return self.unknown(layer, inputs)
        like = self.like(layer, inputs[1])
        return self.add(layer, "crop", {"like": like, "offset": axes(offset)}, inputs[:1])

    def interp(self, layer: CaffeLayer, inputs: list[int]) -> int | list[int]:
        """Bilinear, corners aligned: to a size, to that of a second bottom, by a zoom or shrink."""
        p = layer.params
        size = [p.int(side, 0) for side in ("height", "width")]
        zoom, shrink = p.int("zoom_factor", 1), p.int("shrink_factor", 1)
        if p.int("pad_beg", 0) or p.int("pad_end", 0):
            return self.unknown(layer, inputs)
        linear: dict[str, Value] = {"mode": "bilinear", "align_corners": True}
        if len(inputs) > 1:
            like = self.like(layer, inputs[1])
            return self.add(layer, "upsample", {"like": like, **linear}, inputs[:1])
        if all(size):
            return self.add(layer, "upsample", {"output_size": axes(size), **linear}, inputs)
        made = inputs[0]
        if shrink > 1:
            given: dict[str, Value] = {"kernel": 1, "stride": shrink, "ceil": False}
            made = self.add(layer, "maxpool", given, [made], "shrink")
        if zoom > 1:
            made = self.add(layer, "upsample", {"scale": zoom, "mode": "bilinear"}, [made], "zoom")
            made = self.add(layer, "crop", {"amount": Cells(((0, zoom - 1),) * 2)}, [made])
        return made

    def upsample(self, layer: CaffeLayer, inputs: list[int]) -> int:
        p = layer.params
        size = [p.int("upsample_h", 0), p.int("upsample_w", 0)]
        given: dict[str, Value] = {"scale": p.int("scale", 2)}
        if all(size):
            given = {"output_size": axes(size)}
        return self.add(layer, "upsample", given, inputs[:1])

    def shuffle(self, layer: CaffeLayer, inputs: list[int]) -> int:
        return self.add(layer, "channel_shuffle", {"groups": layer.params.int("group", 1)}, inputs)

    def regions(self, layer: CaffeLayer, inputs: list[int]) -> int:
        """What follows is counted for one region of interest."""
        p = layer.params
        self.graph.note(Message("caffe.regions"))
        if layer.type == "ROIPooling":
            size = axes([p.int("pooled_h", 1), p.int("pooled_w", 1)])
            return self.add(layer, "roi_pool", {"output_size": size}, inputs[:1])
        given: dict[str, Value] = {"out": p.int("output_dim", 1), "params": 0, "macs": 0}
        size = axes([p.int("group_size", 1)] * 2)
        what: dict[str, Value] = {"size": size, "rf": "global", "what": layer.type}
        return self.add(layer, "opaque", {**given, **what}, inputs[:1])

    def spp(self, layer: CaffeLayer, inputs: list[int]) -> int:
        height = layer.params.int("pyramid_height", 1)
        if not 1 <= height <= 10:
            raise layer.error("caffe.pyramid", value=height)
        return self.add(layer, "spp", {"levels": listed([2**n for n in range(height)])}, inputs)

    def argmax(self, layer: CaffeLayer, inputs: list[int]) -> int | list[int]:
        if not layer.params.ints("axis") or not self.channels_axis(layer, inputs, "axis"):
            return self.unknown(layer, inputs)
        given: dict[str, Value] = {"out": layer.params.int("top_k", 1), "params": 0, "macs": 0}
        return self.add(layer, "opaque", {**given, "rf": 1, "what": "ArgMax"}, inputs)


def sides(layer: CaffeLayer, field: str, short: str, neutral: int) -> Value:
    """`kernel_size` for all axes or for each, or `kernel_h` and `kernel_w`."""
    pair = [layer.params.ints(f"{short}_{side}") for side in "hw"]
    if pair[0] and pair[1]:
        return axes([pair[0][-1], pair[1][-1]])
    return axes(layer.params.ints(field) or [neutral])


def window(layer: CaffeLayer) -> dict[str, Value]:
    """Kernel, stride and padding."""
    stride = sides(layer, "stride", "stride", 1)
    found = {"stride": stride, "padding": sides(layer, "pad", "pad", 0)}
    if layer.params.values.keys() & {"kernel_size", "kernel_h", "kernel_w"}:
        found["kernel"] = sides(layer, "kernel_size", "kernel", 1)
    return found
