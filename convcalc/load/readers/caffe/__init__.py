"""Caffe: networks in protocol buffers' text format (.prototxt).

Source: BVLC/caffe 9b89154, net.cpp: a layer reads the blobs that those before it made last, and a
name that is made again is another blob from there on.
"""

from __future__ import annotations

import os

from convcalc.errors import Message
from convcalc.load.ast import NetworkDocument
from convcalc.load.place import Source
from convcalc.load.readers import Data
from convcalc.load.readers.caffe.generations import CaffeLayer, layers_of
from convcalc.load.readers.caffe.inputs import Sizes, declared, makes_data, read_by
from convcalc.load.readers.caffe.layers import CaffeLayers
from convcalc.load.readers.caffe.moving import NOTHING
from convcalc.load.readers.caffe.textproto import Fields, parse
from convcalc.load.readers.plain import decoded
from convcalc.load.readers.traced import TracedGraph
from convcalc.pattern import pattern

ENDS = pattern(r"Loss|Accuracy|Silence\Z|Output\Z|Evaluate\Z")
"""Types that end a branch: what they make is nothing that a network is asked for."""

CONSTANTS = ("PriorBox",)
"""Types whose blobs depend on shapes alone."""


def read(data: Data, name: str) -> NetworkDocument:
    """The document of a .prototxt file.

    Raises:
        NetworkError: it is none, holds no network, or says what Caffe does not understand.
    """
    source = Source(name, decoded(data, name))
    net = parse(source)
    inner = net.messages("net_param") + net.messages("train_net_param")
    if not net.values.keys() & {"layer", "layers"}:
        if not inner:
            raise source.error(0, Message("caffe.no_layers"))
        net = inner[-1]
    return _Blobs(source, net).document()


class _Blobs:
    """The tensors of blobs; inputs that turn out to be read by nothing are left out (`idle`)."""

    def __init__(self, source: Source, net: Fields, idle: frozenset[str] = frozenset()) -> None:
        stem = os.path.splitext(os.path.basename(source.name))[0]
        self.graph = TracedGraph(source, net.text("name") or stem, "caffe")
        self.net = net
        self.idle = idle
        self.inputs: dict[str, int] = {}
        self.tensors: dict[str, int] = {}

    def document(self) -> NetworkDocument:
        layers = self.phase()
        used = self.used(layers)
        for name, shape in declared(self.net).items():
            self.input(name, shape, self.net, used)
        readers = [layer for layer in layers if makes_data(layer)]
        for layer in readers:
            found = read_by(layer)
            for top in layer.tops:
                self.input(top, found.get(top), layer.fields, used if top in found else set())
        types = CaffeLayers(self.graph)
        for layer in layers:
            if ENDS.search(layer.type):
                self.tensors.update(dict.fromkeys(layer.tops, NOTHING))
            elif layer not in readers:
                self.build(types, layer)
        idle = {name for name, handle in self.inputs.items() if not self.graph.is_read(handle)}
        if 0 < len(idle) < len(self.inputs):
            return _Blobs(self.graph.source, self.net, self.idle | idle).document()
        return self.graph.document()

    def phase(self) -> list[CaffeLayer]:
        """The layers of the phase in which all blobs that are read are made: TEST, else TRAIN."""
        test = layers_of(self.net, "TEST")
        if not self.missing(test):
            return test
        train = layers_of(self.net, "TRAIN")
        if self.missing(train):
            return test
        self.graph.note(Message("caffe.train"))
        return train

    def missing(self, layers: list[CaffeLayer]) -> bool:
        made = set(self.net.texts("input"))
        for layer in layers:
            if not made.issuperset(layer.bottoms) and not ENDS.search(layer.type):
                return True
            made.update(layer.tops)
        return False

    def used(self, layers: list[CaffeLayer]) -> set[str]:
        """The blobs that a layer reads which is no end."""
        return {
            bottom for layer in layers if not ENDS.search(layer.type) for bottom in layer.bottoms
        }

    def input(self, name: str, shape: Sizes | None, where: Fields, used: set[str]) -> None:
        self.tensors[name] = NOTHING
        if name in used - self.idle and (shape is None or 1 <= len(shape) <= 4):
            self.inputs[name] = self.graph.input(name, shape, where.place)
            self.tensors[name] = self.inputs[name]
            if shape is None or None in shape:
                self.graph.note(Message("read.no_size", name=name))

    def build(self, types: CaffeLayers, layer: CaffeLayer) -> None:
        """The tensors of a layer.

        Raises:
            NetworkError: it reads a blob that nothing before it makes, or none at all.
        """
        if not layer.bottoms and layer.type not in CONSTANTS:
            raise layer.error("caffe.no_bottom")
        for bottom in layer.bottoms:
            if bottom not in self.tensors:
                raise layer.error("caffe.no_blob", blob=bottom)
        inputs = [self.tensors[bottom] for bottom in layer.bottoms]
        inputs = [tensor for tensor in inputs if tensor != NOTHING]
        made = [NOTHING] * len(layer.tops)
        if inputs and layer.type not in CONSTANTS:
            made = types.translate(layer, inputs)
        self.tensors.update(zip(layer.tops, made, strict=False))
