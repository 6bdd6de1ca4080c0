"""The three generations of Caffe's files as one list of layers, those of one phase.

Source: BVLC/caffe 9b89154, caffe.proto, upgrade_proto.cpp and net.cpp (StateMeetsRule).
"""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.errors import Message
from convcalc.load.readers.caffe.textproto import Fields
from convcalc.network.bounds import most_layers, raising
from convcalc.network.graph import NetworkError

V1_TYPES = {
    "ABSVAL": "AbsVal", "ARGMAX": "ArgMax", "BNLL": "BNLL", "CONCAT": "Concat",
    "CONVOLUTION": "Convolution", "DATA": "Data", "DECONVOLUTION": "Deconvolution",
    "DUMMY_DATA": "DummyData", "ELTWISE": "Eltwise", "EXP": "Exp", "HDF5_DATA": "HDF5Data",
    "IM2COL": "Im2col", "IMAGE_DATA": "ImageData", "INNER_PRODUCT": "InnerProduct", "LRN": "LRN",
    "MEMORY_DATA": "MemoryData", "MVN": "MVN", "RELU": "ReLU", "SOFTMAX_LOSS": "SoftmaxWithLoss",
    "TANH": "TanH", "WINDOW_DATA": "WindowData",
}  # fmt: skip
"""Words of the enum that are not simply written otherwise: POOLING is Pooling."""

V0_TYPES = {
    "conv": "Convolution", "pool": "Pooling", "innerproduct": "InnerProduct", "lrn": "LRN",
    "relu": "ReLU", "bnll": "BNLL", "tanh": "TanH", "im2col": "Im2col", "data": "Data",
    "hdf5_data": "HDF5Data", "images": "ImageData", "window_data": "WindowData",
    "softmax_loss": "SoftmaxWithLoss", "concat": "Concat", "split": "Split",
}  # fmt: skip
V0_FIELDS = {
    "kernel_size": "kernelsize", "bias_term": "biasterm", "crop_size": "cropsize",
    "axis": "concat_dim",
}  # fmt: skip


MOST_PHASES = 4
"""Phases and stages whose layers may stand beside each other."""


class CaffeLayer:
    """One layer: its type by the name of today, its blobs, and its parameters under the names of
    today, wherever they stand."""

    def __init__(self, fields: Fields, words: dict[str, str] | None) -> None:
        inner = (fields.messages("layer") or [fields])[-1]
        self.fields = fields
        self.old = inner is not fields
        word = inner.text("type")
        if words is not None:
            word = (V0_TYPES if self.old else words).get(word, camel(word))
        self.type = word
        self.name = inner.text("name") or self.type
        self.bottoms = fields.texts("bottom")
        self.tops = fields.texts("top")
        self.params = Fields(fields.source, fields.start)
        if self.old:
            self.params.values.update(inner.values)
            for today, then in V0_FIELDS.items():
                if then in inner.values:
                    self.params.values[today] = inner.values[then]
        for key in fields.values:
            if key.endswith("_param") and key != "loss_param":
                for message in fields.messages(key):
                    for name, values in message.values.items():
                        self.params.values.setdefault(name, []).extend(values)

    def weights(self) -> list[str]:
        """The names of its weights, "" for those of its own."""
        named = self.fields.values.get("param", ())
        return [one.text("name") if isinstance(one, Fields) else one.text for one in named]

    def error(self, code: str, **fields: object) -> NetworkError:
        return self.fields.error(Message(code, layer=self.name, kind=self.type, **fields))


def camel(word: str) -> str:
    """`EUCLIDEAN_LOSS` as `EuclideanLoss`."""
    return "".join(part.capitalize() for part in word.split("_"))


def layers_of(net: Fields, phase: str) -> list[CaffeLayer]:
    """The layers of a phase, those of padding put into the layer behind them.

    Raises:
        NetworkError: layers of two generations.
    """
    if "layer" in net.values and "layers" in net.values:
        raise net.messages("layers")[0].error(Message("caffe.generations"))
    state = (net.messages("state") or [net])[-1]
    stages = set(state.texts("stage"))
    now, then = net.messages("layer"), net.messages("layers")
    if len(now) + len(then) > MOST_PHASES * most_layers():
        raise net.error(Message("load.too_many_layers", limit=most_layers()), raising())
    found = [CaffeLayer(fields, None) for fields in now]
    found += [CaffeLayer(fields, V1_TYPES) for fields in then]
    return list(_padded([layer for layer in found if _included(layer.fields, phase, stages)]))


def _included(layer: Fields, phase: str, stages: set[str]) -> bool:
    """Whether a layer is there: any rule that is met decides."""
    include, exclude = layer.messages("include"), layer.messages("exclude")
    if include and exclude:
        raise layer.error(Message("caffe.include_and_exclude"))
    if include:
        return any(_met(rule, phase, stages) for rule in include)
    return not any(_met(rule, phase, stages) for rule in exclude)


def _met(rule: Fields, phase: str, stages: set[str]) -> bool:
    return (
        rule.text("phase", phase) in (phase, str(("TRAIN", "TEST").index(phase)))
        and rule.int("min_level", 0) <= 0 <= rule.int("max_level", 0)
        and stages.issuperset(rule.texts("stage"))
        and stages.isdisjoint(rule.texts("not_stage"))
    )


def _padded(layers: list[CaffeLayer]) -> Iterator[CaffeLayer]:
    """The layers without those of the first generation that only pad."""
    pads: dict[str, CaffeLayer] = {}
    for layer in layers:
        if layer.old and layer.type == "Padding":
            pads.update((top, layer) for top in layer.tops)
            continue
        for at, bottom in enumerate(layer.bottoms):
            pad = pads.get(bottom)
            if pad is not None:
                layer.bottoms[at] = pad.bottoms[0]
                layer.params.values["pad"] = pad.params.values["pad"]
        yield layer
