"""Caffe's layers as ours.

Source: BVLC/caffe 9b89154, caffe.proto and the layers; for those of forks the projects that have
them (SSD, SegNet, PSPNet, SENet, R-FCN).
"""

from __future__ import annotations

from convcalc.layers.base import Shape
from convcalc.layers.order import spelt
from convcalc.load.ast import Name, Value
from convcalc.load.readers.caffe.generations import CaffeLayer
from convcalc.load.readers.caffe.moving import NOTHING, Moving, window
from convcalc.load.readers.traced import TracedGraph, axes

TYPES = {
    **dict.fromkeys(("Convolution", "Deconvolution"), "convolution"),
    **dict.fromkeys(("ConvolutionDepthwise", "DepthwiseConvolution"), "depthwise"),
    "InnerProduct": "inner_product",
    "Pooling": "pooling",
    "LRN": "lrn",
    **dict.fromkeys(("BatchNorm", "BN"), "normalised"),
    "Normalize": "normalize",
    **dict.fromkeys(("Scale", "Bias"), "scale"),
    "ReLU": "relu",
    "PReLU": "prelu",
    **dict.fromkeys(("Eltwise", "Axpy"), "elementwise"),
    "Concat": "concat",
    "Slice": "slice",
    "Split": "split",
    "Flatten": "flatten",
    "Reshape": "reshape",
    "Permute": "permute",
    "Crop": "crop",
    "Softmax": "softmax",
    "ArgMax": "argmax",
    "SPP": "spp",
    **dict.fromkeys(("ROIPooling", "PSROIPooling"), "regions"),
    "Interp": "interp",
    "Upsample": "upsample",
    "ShuffleChannel": "shuffle",
    **dict.fromkeys(("Dropout", "Silence"), "nothing"),
}
"""Type -> the method that translates it."""

ACTIVATIONS = {
    "ReLU6": "relu6", "ELU": "elu", "Sigmoid": "sigmoid", "TanH": "tanh", "Swish": "silu",
    "Mish": "mish", "SeLu": "selu", "HardSwish": "hardswish",
}  # fmt: skip
POINTWISE = ("AbsVal", "Power", "Exp", "Log", "BNLL", "Threshold", "Clip", "MVN")


class CaffeLayers(Moving):
    """Translates layers into those of a graph."""

    def __init__(self, graph: TracedGraph) -> None:
        super().__init__(graph)
        self.owners: dict[str, tuple[str, int]] = {}

    def translate(self, layer: CaffeLayer, inputs: list[int]) -> list[int]:
        """The tensors that a layer makes, one for each of its tops.

        Raises:
            NetworkError: it says what its type cannot mean.
        """
        kind = layer.type
        if self.permuted.intersection(inputs) and kind not in ("Flatten", "Reshape"):
            return self.unknown(layer, inputs)
        if kind in TYPES:
            made = getattr(self, TYPES[kind])(layer, inputs)
        elif kind in ACTIVATIONS:
            made = self.add(layer, ACTIVATIONS[kind], {}, inputs)
        elif kind in POINTWISE:
            made = self.add(layer, "elementwise", {"what": kind}, inputs)
        else:
            made = self.unknown(layer, inputs)
        return made if isinstance(made, list) else [made] * len(layer.tops)

    def weighted(
        self, layer: CaffeLayer, type: str, given: dict[str, Value], inputs: list[int], blobs: int
    ) -> list[int]:
        """A layer with so many blobs of weights, on each of its bottoms; those that are named like
        others before are the same.

        Raises:
            NetworkError: only some of them are shared.
        """
        names = [name for name in layer.weights()[:blobs] if name]
        owners = {self.owners[name] for name in names if name in self.owners}
        own = {name for name in names if name not in self.owners}
        if owners and (own or len(names) < blobs or len(owners) > 1):
            raise layer.error("caffe.partly_shared", names=", ".join(names))
        owner = owners.pop()[0] if owners else ""
        made = []
        for one in inputs:
            share: dict[str, Value] = {}
            if owner:
                share = {"share": Name((owner,), layer.fields.place)}
            made.append(self.add(layer, type, {**given, **share}, [one]))
            owner = owner or self.graph.name_of(made[-1])
        self.owners.update((name, (owner, blobs)) for name in own)
        return made

    def convolution(self, layer: CaffeLayer, inputs: list[int]) -> list[int]:
        p = layer.params
        bias = p.flag("bias_term", True)
        given = {
            **window(layer),
            "dilation": axes(p.ints("dilation") or [1]),
            "groups": p.int("group", 1),
            "out": p.int("num_output", 0),
            "bias": bias,
        }
        type = "tconv" if layer.type == "Deconvolution" else "conv"
        return self.weighted(layer, type, given, inputs, 1 + bias)

    def depthwise(self, layer: CaffeLayer, inputs: list[int]) -> list[int]:
        layer.params.values["group"] = layer.params.values.get("num_output", [])
        return self.convolution(layer, inputs)

    def inner_product(self, layer: CaffeLayer, inputs: list[int]) -> list[int]:
        p = layer.params
        bias = p.flag("bias_term", True)
        shape, axis = self.graph.shape(inputs[0]), p.int("axis", 1)
        given: dict[str, Value] = {"out": p.int("num_output", 0), "bias": bias}
        if shape is not None and axis not in (1, -1 - len(shape.spatial)):
            if axis not in (-1, 1 + len(shape.spatial)):
                return self.unknown(layer, inputs)
            given["over"] = "last"
        return self.weighted(layer, "linear", given, inputs, 1 + bias)

    def normalised(self, layer: CaffeLayer, inputs: list[int]) -> list[int]:
        """BatchNorm learns nothing: Scale does; BN of the forks is both in one."""
        return self.weighted(layer, "bn", {"affine": layer.type == "BN"}, inputs, 4)

    def normalize(self, layer: CaffeLayer, inputs: list[int]) -> list[int]:
        across = layer.params.flag("across_spatial", True)
        what: dict[str, Value] = {"params": 0, "macs": 0, "rf": "global" if across else 1}
        made = self.add(layer, "opaque", {**what, "what": "Normalize"}, inputs, "norm")
        over = "one" if layer.params.flag("channel_shared", True) else "channels"
        return self.weighted(layer, "scale", {"over": over}, [made], 1)

    def scale(self, layer: CaffeLayer, inputs: list[int]) -> int | list[int]:
        """A learned factor, a learned shift or both; with two bottoms a product or a sum."""
        p, shifts = layer.params, layer.type == "Bias"
        if len(inputs) > 1:
            return self.add(layer, "add" if shifts else "mul", {}, inputs)
        shape, count = self.graph.shape(inputs[0]), p.int("num_axes", 1)
        rank = 0 if shape is None else 1 + len(shape.spatial)
        over = {0: "one", 1: "channels", -1: "elements", rank: "elements"}.get(count)
        if over is None or (over != "one" and p.int("axis", 1) not in (1, -rank)):
            return self.unknown(layer, inputs)
        if shifts:
            channels = self.graph.channels(inputs[0])
            if over == "elements" or (over == "channels" and channels is None):
                return self.unknown(layer, inputs)
            count = 1 if over == "one" else channels or 0
            given: dict[str, Value] = {"params": count, "macs": 0, "rf": 1, "what": "Bias"}
            return self.add(layer, "opaque", given, inputs)
        bias = p.flag("bias_term", False)
        return self.weighted(layer, "scale", {"over": over, "bias": bias}, inputs, 1 + bias)

    def prelu(self, layer: CaffeLayer, inputs: list[int]) -> list[int]:
        given: dict[str, Value] = {"channel_shared": layer.params.flag("channel_shared", False)}
        return self.weighted(layer, "prelu", given, inputs, 1)

    # Layers without

    def nothing(self, layer: CaffeLayer, inputs: list[int]) -> int:
        return inputs[0]

    def relu(self, layer: CaffeLayer, inputs: list[int]) -> int:
        sloped = layer.params.text("negative_slope", "0").strip("0.") != ""
        return self.add(layer, "leaky_relu" if sloped else "relu", {}, inputs)

    def pooling(self, layer: CaffeLayer, inputs: list[int]) -> list[int]:
        """The second top of a maximum, where it stood, is no tensor of ours."""
        p = layer.params
        largest = p.text("pool", "MAX") in ("MAX", "0")
        if p.flag("global_pooling", False):
            made = self.add(layer, "gmp" if largest else "gap", {}, inputs)
        else:
            up = p.text("round_mode", "CEIL") in ("CEIL", "0") and p.flag("ceil_mode", True)
            given = {**window(layer), "ceil": up}
            made = self.add(layer, "maxpool" if largest else "avgpool", given, inputs)
        return [made] + [NOTHING] * (len(layer.tops) - 1)

    def lrn(self, layer: CaffeLayer, inputs: list[int]) -> int:
        p = layer.params
        size = p.int("local_size", 5)
        if p.text("norm_region", "ACROSS_CHANNELS") in ("ACROSS_CHANNELS", "0"):
            return self.add(layer, "lrn", {"window": size}, inputs)
        given: dict[str, Value] = {"params": 0, "macs": 0, "rf": size, "what": "LRN within channel"}
        return self.add(layer, "opaque", given, inputs)

    def elementwise(self, layer: CaffeLayer, inputs: list[int]) -> int:
        """Sum, product or maximum of equal shapes; Axpy scales its second bottom by the first.

        Raises:
            NetworkError: the shapes differ, which ours would allow.
        """
        if layer.type == "Axpy":
            scaled = self.add(layer, "mul", {}, inputs[:2], "scale")
            return self.add(layer, "add", {}, [scaled, *inputs[2:]])
        shapes = {x for x in map(self.graph.shape, inputs) if x is not None and x.channels}
        if len(shapes) > 1:
            told = " + ".join(spelt(Shape(*shape)) for shape in sorted(shapes))
            error = layer.error("caffe.eltwise", shapes=told)
            error.exit_code = 1
            raise error
        word = layer.params.text("operation", "SUM")
        type = {"0": "mul", "PROD": "mul", "2": "maximum", "MAX": "maximum"}.get(word, "add")
        return self.add(layer, type, {}, inputs)

    def softmax(self, layer: CaffeLayer, inputs: list[int]) -> int:
        if self.channels_axis(layer, inputs, "axis"):
            return self.add(layer, "softmax", {}, inputs)
        return self.add(layer, "elementwise", {"what": "Softmax"}, inputs)
