"""darknet (.cfg). Source: AlexeyAB/darknet 59596d7 and pjreddie/darknet f6afaab, parser.c and the
`make_*_layer` functions.

Layers follow each other. The numbers in `route`, `shortcut` and the like are those of the sections
after [net], counted from 0, or back from the section that has them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from convcalc.errors import Message
from convcalc.load.ast import Cells, Name, NetworkDocument, Value
from convcalc.load.place import Source
from convcalc.load.readers import Data
from convcalc.load.readers.darknet.sections import Section, sections_of
from convcalc.load.readers.plain import decoded
from convcalc.load.readers.traced import TracedGraph, axes, listed

ACTIVATIONS = {
    "leaky": "leaky_relu", "logistic": "sigmoid", "swish": "silu", "hardtan": "hardtanh",
    **{name: name for name in ("relu", "relu6", "tanh", "elu", "selu", "gelu", "mish")},
}  # fmt: skip
SIMPLE: dict[str, tuple[str, Mapping[str, Value]]] = {
    "avgpool": ("gap", {}),
    "batchnorm": ("bn", {}),
    "softmax": ("softmax", {}),
    "l2norm": ("elementwise", {"what": "l2norm"}),
}
WITHOUT_EFFECT = ("dropout", "cost", "empty", "contrastive", "iseg", "logxent")
HEADS: dict[str, Callable[[Section], int]] = {
    "yolo": lambda s: _boxes(s) * (s.number("classes", 20) + 5),
    "Gaussian_yolo": lambda s: _boxes(s) * (s.number("classes", 20) + 9),
    "region": lambda s: s.number("num") * (s.number("classes", 20) + s.number("coords", 4) + 1),
    "detection": lambda s: (
        s.number("side", 7) ** 2
        * ((1 + s.number("coords")) * s.number("num") + s.number("classes"))
    ),
}
"""Detection heads, and the channels that each must be given."""


def read(data: Data, name: str) -> NetworkDocument:
    """The document of a .cfg file.

    Raises:
        NetworkError: it is none, or says what darknet does not understand.
    """
    source = Source(name, decoded(data, name))
    net, *layers = sections_of(source)
    if not layers:
        raise source.error(net.start, Message("network.empty"))
    return _Reader(source, net).document(layers)


class _Reader:
    def __init__(self, source: Source, net: Section) -> None:
        self.graph = TracedGraph(source, os.path.splitext(os.path.basename(source.name))[0])
        sizes = [net.number(key, 0) or None for key in ("channels", "height", "width")]
        inputs = net.number("inputs", 0)
        shape: Sequence[int | None] = sizes if any(sizes) or not inputs else [inputs]
        if None in shape:
            self.graph.note(Message("read.no_size", name="input"))
        self.at = self.graph.input("input", shape, net.place)
        self.done: list[int] = []
        self.heads: list[int] = []
        self.section = net

    def document(self, layers: list[Section]) -> NetworkDocument:
        for section in layers:
            self.section = section
            if section.type in HEADS:
                self.head()
            elif section.type in SIMPLE:
                self.add(*SIMPLE[section.type])
            elif section.type not in WITHOUT_EFFECT:
                build = getattr(self, f"layer_{section.type}", self.unknown)
                build()
            for message in section.ignored():
                self.graph.note(message)
            self.done.append(self.at)
        return self.graph.document(self.heads)

    def add(
        self,
        type: str,
        given: Mapping[str, Value] | None = None,
        inputs: Sequence[int] = (),
        part: str = "",
    ) -> int:
        """A layer of this section on these tensors, on the last one if none are given."""
        name = f"{self.section.type}_{len(self.done)}" + (f"_{part}" if part else "")
        self.at = self.graph.add(name, type, given, inputs or (self.at,), self.section.place)
        return self.at

    def number(self, key: str, number: int) -> int:
        """The number of the section that a key names.

        Raises:
            NetworkError: there is none before this one.
        """
        at = number + len(self.done) if number < 0 else number
        if not 0 <= at < len(self.done):
            last = len(self.done) - 1
            raise self.section.error(key, "darknet.no_such_layer", value=number, last=last)
        return at

    def sources(self, key: str = "from") -> list[int]:
        """The tensors that a key names."""
        return [self.done[self.number(key, number)] for number in self.section.numbers(key)]

    def activate(self, usual: str = "linear") -> None:
        word = self.section.word("activation", usual)
        if word in ACTIVATIONS:
            self.add(ACTIVATIONS[word], part=word)
        elif word != "linear":
            self.add("elementwise", {"what": word}, part=word)

    def weighted(self, type: str, given: Mapping[str, Value], part: str = "") -> int:
        """A layer with weights, and its batch normalisation, which has the bias then."""
        s = self.section
        normalised = bool(s.number("batch_normalize", 0) or s.number("cbn", 0))
        self.add(type, {**given, "bias": not normalised}, part=part)
        if normalised:
            share, own = given.get("share"), {}
            if isinstance(share, Name):
                own = {"share": share._replace(parts=(f"{share.parts[0]}_bn",))}
            self.add("bn", own, part=f"{part}_bn".strip("_"))
        return self.at

    def strides(self) -> tuple[int, int]:
        """Down and across."""
        both = self.section.number("stride")
        down, across = (self.section.number(f"stride_{axis}", 0) for axis in "yx")
        return (down if down > 0 else both), (across if across > 0 else both)

    def padding(self, size: int) -> int:
        """`pad` is a switch: half the kernel; otherwise the number is in `padding`."""
        own = self.section.number("padding", 0)
        return size // 2 if self.section.number("pad", 0) else own

    def layer_convolutional(self) -> None:
        s = self.section
        size = s.number("size")
        pad, dilation = self.padding(size), 1 if size == 1 else s.number("dilation")
        if dilation > 1 and size != 2 * pad + 1:
            raise s.error("dilation", "darknet.dilation", size=size, padding=pad)
        blur = s.number("antialiasing", 0)
        given: dict[str, Value] = {
            "kernel": size,
            "stride": 1 if blur else axes(self.strides()),
            "padding": pad * dilation,
            "dilation": dilation,
            "groups": s.number("groups"),
            "out": s.number("filters"),
        }
        if "share_index" in s.options:
            other = self.number("share_index", s.number("share_index"))
            given["share"] = Name((f"convolutional_{other}",), s.place)
        self.weighted("conv", given)
        self.activate("logistic")
        self.blurred(blur)

    def layer_deconvolutional(self) -> None:
        s = self.section
        size = s.number("size")
        window: dict[str, Value] = {"kernel": size, "stride": s.number("stride")}
        window["padding"] = self.padding(size)
        self.weighted("tconv", {**window, "out": s.number("filters")})
        self.activate("logistic")

    def blurred(self, kind: int) -> None:
        """A fixed blur of each channel, with the stride that the layer before it has not."""
        if kind:
            size, pad = (2, 0) if kind == 2 else (3, 1)
            window: dict[str, Value] = {"kernel": size, "stride": axes(self.strides())}
            self.add("avgpool", {**window, "padding": pad}, part="blur")
            self.graph.note(Message("darknet.blur"))

    def layer_local(self) -> None:
        """Padded, it has (i - 1) // stride + 1 positions, whatever its size."""
        s = self.section
        size = s.number("size")
        total = size - 1 if s.number("pad", 0) else 0
        window: dict[str, Value] = {"kernel": size, "stride": s.number("stride")}
        self.add("local", {**window, "padding": _halves(total), "out": s.number("filters")})
        self.activate("logistic")

    def layer_connected(self) -> None:
        self.weighted("linear", {"out": self.section.number("output")})
        self.activate("logistic")

    def layer_maxpool(self, type: str = "maxpool") -> None:
        """`padding` is that of both sides together."""
        s = self.section
        size, blur = s.number("size", s.number("stride")), s.number("antialiasing", 0)
        if s.number("maxpool_depth", 0):
            free: dict[str, Value] = {"params": 0, "macs": 0, "rf": 1, "what": "maxpool_depth"}
            self.add("opaque", {"out": s.number("out_channels"), **free})
            return
        stride = 1 if blur else axes(self.strides())
        padding = _halves(s.number("padding", size - 1))
        self.add(type, {"kernel": size, "stride": stride, "padding": padding})
        self.blurred(blur)

    def layer_local_avgpool(self) -> None:
        self.layer_maxpool("avgpool")

    def layer_route(self) -> None:
        s = self.section
        tensors, groups = self.sources("layers"), s.number("groups")
        if groups > 1:
            part = s.number("group_id", 0)
            for at, tensor in enumerate(tensors):
                channels = self.graph.channels(tensor)
                if channels is None or channels % groups or not 0 <= part < groups:
                    error = s.error("groups", "darknet.groups", groups=groups, channels=channels)
                    raise self.graph.refused or error
                piece = {"start": part * channels // groups, "out": channels // groups}
                tensors[at] = self.add("slice", piece, (tensor,), f"part{at}")
        self.at = tensors[0]
        if len(tensors) > 1:
            self.add("concat", {}, tensors)

    def layer_shortcut(self) -> None:
        """The result has the shape of the preceding layer."""
        tensors = [self.at, *self.sources()]
        weights = self.section.word("weights_type", "none")
        if weights != "none":
            over = {"over": "channels" if weights == "per_channel" else "one"}
            tensors = [
                self.add("scale", over, (tensor,), f"weight{at}")
                for at, tensor in enumerate(tensors)
            ]
        shapes = {self.graph.shape(tensor) for tensor in tensors}
        equal = len(shapes) == 1 and None not in shapes
        self.add("add" if equal else "partial_add", {}, tensors)
        self.activate()

    def layer_scale_channels(self) -> None:
        self.add("mul", {}, (*self.sources()[:1], self.at))
        self.activate()

    layer_sam = layer_scale_channels

    def layer_upsample(self) -> None:
        stride = self.section.number("stride", 2)
        self.add("upsample", {"scale": stride if stride > 0 else Fraction(1, -stride or 1)})

    def layer_reorg(self) -> None:
        type = "pixel_shuffle" if self.section.number("reverse", 0) else "pixel_unshuffle"
        self.add(type, {"factor": self.section.number("stride")})

    def layer_crop(self) -> None:
        sides = [self.section.number(f"crop_{side}") for side in ("height", "width")]
        self.add("crop", {"output_size": axes(sides)})

    def layer_normalization(self) -> None:
        self.add("lrn", {"window": self.section.number("size", 5)})

    def layer_activation(self) -> None:
        self.activate()

    def layer_implicit(self) -> None:
        """Learned numbers that come from nowhere."""
        filters = self.section.number("filters", 128)
        params = filters * self.section.number("atoms")
        free: dict[str, Value] = {"params": params, "macs": 0, "what": "implicit"}
        self.add("opaque", {"out": filters, "size": listed((1, 1)), **free})

    # Recurrent layers, as one step in time: what stands for the state is of its shape, so that the
    # weights are counted where they are.

    def gates(self, names: str, type: str, given: Mapping[str, Value]) -> list[int]:
        """For each gate a layer on what comes in and one on the state, added."""
        self.graph.note(Message("darknet.step"))
        x, state, found = self.at, -1, []
        for name in names:
            self.at = x
            own = self.weighted(type, given, f"u{name}")
            state = self.at = own if state < 0 else state
            found.append(self.add("add", {}, (own, self.weighted(type, given, f"w{name}")), name))
        return found

    def layer_rnn(self, type: str = "linear", given: Mapping[str, Value] | None = None) -> None:
        s = self.section
        self.gates("h", type, {**(given or {}), "out": s.number("hidden")})
        self.activate("logistic")
        self.weighted(type, {**(given or {}), "out": s.number("output")}, "out")
        self.activate("logistic")

    def layer_crnn(self) -> None:
        size = self.section.number("size", 3)
        if not getattr(self.graph.shape(self.at), "spatial", True):
            self.add("reshape", {"shape": listed((-1, 1, 1))}, part="map")
        window = {"kernel": size, "padding": self.padding(size), "stride": axes(self.strides())}
        self.layer_rnn("conv", window)

    def layer_gru(self) -> None:
        z, r, h = self.gates("zrh", "linear", {"out": self.section.number("output")})
        self.add("mul", {}, (z, r, h))

    def layer_lstm(self) -> None:
        f, i, g, o = self.gates("figo", "linear", {"out": self.section.number("output")})
        self.add("mul", {}, (i, g), "ig")
        self.add("add", {}, (f, self.at), "c")
        self.add("tanh", part="tanh")
        self.add("mul", {}, (o, self.at))

    def head(self) -> None:
        """A detection head is an output, and needs as many channels as it has numbers to tell.

        Raises:
            NetworkError: it is given others.
        """
        s = self.section
        wanted, given = HEADS[s.type](s), self.graph.channels(self.at)
        if given not in (None, wanted):
            error = s.error("classes", "darknet.head", wanted=wanted, given=given)
            error.exit_code = 1
            raise error
        self.heads.append(self.at)

    def unknown(self) -> None:
        s = self.section
        name = f"{s.type}_{len(self.done)}"
        self.at = self.graph.unknown(name, s.type, (self.at,), s.place)


def _boxes(section: Section) -> int:
    """Boxes of a cell that a head predicts."""
    return len(section.numbers("mask")) if "mask" in section.options else section.number("num")


def _halves(total: int) -> Value:
    """A total padding as begin and end on both axes."""
    if total % 2 == 0:
        return total // 2
    return Cells(((total // 2, total - total // 2),) * 2)
