"""Keras' layers as ours, under the dialect of Keras. Source: keras 3 and tf_keras, `get_config`."""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.load.ast import Cells, Value
from convcalc.load.readers.keras.config import LayerConfig, is_int
from convcalc.load.readers.keras.nodes import Nodes
from convcalc.load.readers.keras.tables import (
    ACTIVATIONS,
    AXES,
    MERGING,
    MOVING,
    NEUTRAL,
    NOTHING,
    POINTWISE,
    TABLE,
)
from convcalc.load.readers.traced import TracedGraph, axes, listed


class KerasLayers(Nodes):
    """Translates calls of layers into nodes of a graph."""

    arguments: Any = None

    def apply(
        self, layer: LayerConfig, inputs: list[int], arguments: Any, path: str, told: Any
    ) -> list[int]:
        """What one call of a layer makes; `told` is the shape of that by the file.

        Raises:
            NetworkError: it says what its class cannot mean.
        """
        self.counted(layer)
        self.path, self.told, self.arguments = path, told, arguments
        if layer.get("data_format") == "channels_last" and self.first and layer.kind != "Flatten":
            raise layer.error("keras.layouts")
        if not layer.own or ">" in layer.kind:
            return [self.unknown(layer, inputs)]
        if layer.operation or layer.kind in ("TFOpLambda", "SlicingOpLambda"):
            return [self.operation(layer, inputs)]
        build = getattr(self, f"layer_{layer.kind.lower()}", None)
        base = AXES.sub("", layer.kind)
        if build is not None:
            made = build(layer, inputs)
        elif base in TABLE:
            made = self.activated(layer, self.tabled(layer, base, inputs))
        elif layer.kind in ACTIVATIONS:
            made = self.activate(layer, layer.kind, inputs[0], layer)
        elif NOTHING.match(layer.kind):
            made = inputs[0]
        else:
            made = self.unknown(layer, inputs)
        return [made]

    def tabled(self, layer: LayerConfig, base: str, inputs: list[int]) -> int:
        """A layer of the table."""
        type, keys = TABLE[base]
        given: dict[str, Value] = {}
        for key, ours in keys.items():
            value = layer.get(key)
            if value is not None and not neutral(ours, value):
                given[ours] = plain(layer, key, value)
        if "pool" in type:
            given["stride"] = plain(
                layer, "strides", layer.get("strides") or layer.get("pool_size")
            )
        shape = self.graph.shape(inputs[0])
        if type == "linear" and shape is not None and shape.spatial:
            given["over"] = "last" if self.first else "channels"
        if type in ("gap", "gmp"):
            given["keepdims"] = layer.flag("keepdims", False)
        if type in ("bn", "gn", "ln") and shape is not None:
            over = self.axes(layer, shape)
            if over != [1] and type != "ln":
                return self.unknown(layer, inputs)
            if over != [1]:
                given["axis"] = self.theirs(over, shape)
        return self.add(layer, type, given, inputs)

    def activated(self, layer: LayerConfig, handle: int) -> int:
        """A layer's own activation, which is one more layer here."""
        word = layer.get("activation")
        inner = word if isinstance(word, dict) else None
        if inner is not None and isinstance(inner.get("config"), dict):
            config = LayerConfig(layer.text, inner)
            return self.activate(layer, config.kind, handle, config)
        if inner is not None:
            word = inner.get("config") or inner.get("class_name")
        if word is None:
            return handle
        if not isinstance(word, str):
            raise layer.wrong("activation")
        return self.activate(layer, word, handle)

    def activate(
        self, layer: LayerConfig, word: str, handle: int, config: LayerConfig | None = None
    ) -> int:
        """An activation by its name, or by its class with arguments."""
        if word == "linear":
            return handle
        type = ACTIVATIONS.get(word)
        if type == "relu" and config is not None:
            if config.get("max_value") == 6:
                type = "relu6"
            elif config.get("negative_slope"):
                type = "leaky_relu"
        if type == "softmax" and config is not None and not self.over_channels(config, handle):
            type = None
        part = "" if config is layer or layer.kind == "Activation" else word
        if type is None:
            return self.add(layer, "elementwise", {"what": word}, [handle], part)
        return self.add(layer, type, {}, [handle], part)

    def layer_activation(self, layer: LayerConfig, inputs: list[int]) -> int:
        return self.activated(layer, inputs[0])

    def layer_prelu(self, layer: LayerConfig, inputs: list[int]) -> int:
        shape = self.graph.shape(inputs[0])
        given: dict[str, Value] = {}
        if layer.get("shared_axes") and shape is not None:
            given["shared_axes"] = self.theirs(self.axes(layer, shape, "shared_axes"), shape)
        return self.add(layer, "prelu", given, inputs)

    def layer_concatenate(self, layer: LayerConfig, inputs: list[int]) -> int:
        """Along the channels; along another axis by the sum of the sizes there."""
        shapes = [self.graph.shape(handle) for handle in inputs]
        known = [x for x in shapes if x is not None]
        if len(known) < len(shapes):
            return self.unknown(layer, inputs)
        over = self.axes(layer, known[0])
        if over == [1]:
            return self.add(layer, "concat", {}, inputs) if len(inputs) > 1 else inputs[0]
        sizes = [known[0].channels, *known[0].spatial]
        if self.graph.sized and len(over) == 1 and 2 <= over[0] <= len(sizes):
            sizes[over[0] - 1] = sum(x.spatial[over[0] - 2] for x in known if x.spatial)
            return self.opaque(layer, inputs, sizes, {"params": 0, "macs": 0, "what": layer.kind})
        return self.moved(layer, inputs)

    def layer_reshape(self, layer: LayerConfig, inputs: list[int]) -> int:
        sizes = self.ours([0, *layer.numbers("target_shape")])
        shape = listed([size for size in sizes if size is not None])
        return self.add(layer, "reshape", {"shape": shape}, inputs)

    def layer_permute(self, layer: LayerConfig, inputs: list[int]) -> int:
        shape, dims = self.graph.shape(inputs[0]), layer.numbers("dims")
        if shape is not None and sorted(dims) == list(range(1, 2 + len(shape.spatial))):
            sizes = [shape.channels, *shape.spatial]
            if not self.first:
                sizes = [*sizes[1:], sizes[0]]
            self.told = self.told or [None, *(sizes[n - 1] for n in dims)]
        return self.moved(layer, inputs)

    def layer_repeatvector(self, layer: LayerConfig, inputs: list[int]) -> int:
        self.told = [None, layer.number("n"), self.graph.channels(inputs[0])]
        return self.moved(layer, inputs)

    def layer_centercrop(self, layer: LayerConfig, inputs: list[int]) -> int:
        return self.add(layer, "crop", {"output_size": self.wanted(layer)}, inputs)

    def layer_resizing(self, layer: LayerConfig, inputs: list[int]) -> int:
        word = layer.word("interpolation", "bilinear")
        mode = word if word in ("nearest", "bilinear", "bicubic") else "nearest"
        return self.add(
            layer, "upsample", {"output_size": self.wanted(layer), "mode": mode}, inputs
        )

    @staticmethod
    def wanted(layer: LayerConfig) -> Value:
        """The size that a layer is told to make."""
        return axes([layer.number("height"), layer.number("width")])

    def layer_rescaling(self, layer: LayerConfig, inputs: list[int]) -> int:
        return self.add(layer, "elementwise", {"what": layer.kind}, inputs)

    layer_unitnormalization = layer_rescaling

    def layer_normalization(self, layer: LayerConfig, inputs: list[int]) -> int:
        """A mean, a variance and a count are stored, unless the statistics are constants."""
        channels = self.graph.channels(inputs[0])
        if layer.get("mean") is not None:
            return self.layer_rescaling(layer, inputs)
        if channels is None or not self.over_channels(layer, inputs[0]):
            return self.unknown(layer, inputs)
        given: dict[str, Value] = {"params": 0, "macs": 0, "buffers": 2 * channels + 1, "rf": 1}
        return self.add(layer, "opaque", {**given, "what": layer.kind}, inputs)

    def layer_layerscale(self, layer: LayerConfig, inputs: list[int]) -> int:
        return self.add(layer, "scale", {}, inputs)

    def layer_timedistributed(self, layer: LayerConfig, inputs: list[int]) -> int:
        """A layer at every step: parameters once, MACs for each. One that works on the last axis
        alone is simply that layer."""
        inner, shape = layer.inner(), self.graph.shape(inputs[0])
        inner.name, what = layer.name, f"TimeDistributed {inner.kind}"
        if shape is None or shape.channels is None or not shape.spatial:
            return self.unknown(layer, inputs, what)
        if inner.kind in ("Dense", "Activation", *ACTIVATIONS) or NOTHING.match(inner.kind):
            return self.apply(inner, inputs, None, self.path, self.told)[0]
        steps, *size = shape.spatial
        step = TracedGraph(self.graph.source, "step", self.graph.dialect)
        step.input("step", [shape.channels, *size])
        (made,) = KerasLayers(layer.text, step).apply(inner, [0], None, "", None)
        costs, out = step.costs(), step.shape(made)
        if self.first or not self.graph.sized or costs is None or out is None:
            return self.unknown(layer, inputs, what)
        learned, stored, macs = costs
        given: dict[str, Value] = {"params": learned, "buffers": stored, "macs": macs * steps}
        return self.opaque(
            layer, inputs, [out.channels, steps, *out.spatial], {**given, "what": what}
        )

    # Sequences

    def layer_lstm(self, layer: LayerConfig, inputs: list[int], both: bool = False) -> int:
        """A recurrent layer, forwards or in both directions."""
        type = {"LSTM": "lstm", "GRU": "gru"}.get(layer.kind, "rnn")
        given: dict[str, Value] = {"hidden": layer.number("units")}
        for ours, theirs, usual in (
            ("bias", "use_bias", True),
            ("sequence", "return_sequences", False),
        ):
            given[ours] = layer.flag(theirs, usual)
        if type == "gru":
            given["reset_after"] = layer.flag("reset_after", False)
        if both:
            given["bidirectional"] = True
        return self.add(layer, type, given, inputs[:1])

    layer_gru = layer_simplernn = layer_lstm

    def layer_bidirectional(self, layer: LayerConfig, inputs: list[int]) -> int:
        inner = layer.inner()
        inner.name = layer.name
        back = layer.inner("backward_layer") if layer.get("backward_layer") else inner
        alike = back.kind == inner.kind and back.get("units") == inner.get("units")
        if (
            not alike
            or layer.get("merge_mode", "concat") != "concat"
            or inner.kind not in ("LSTM", "GRU", "SimpleRNN")
        ):
            return self.unknown(layer, inputs, f"Bidirectional {inner.kind}")
        return self.layer_lstm(inner, inputs, both=True)

    def layer_multiheadattention(self, layer: LayerConfig, inputs: list[int]) -> int:
        """Query, value and perhaps key; attention of ours has one source of keys and values."""
        size = layer.number("key_dim")
        other = any(layer.get(key) for key in ("output_shape", "use_gate", "sliding_window"))
        if other or layer.number("value_dim", size) != size or len(set(inputs[1:])) > 1:
            return self.unknown(layer, inputs)
        given: dict[str, Value] = {"heads": layer.number("num_heads"), "head_size": size}
        if not layer.flag("use_bias", True):
            given["bias"] = False
        return self.add(layer, "attention", given, list(dict.fromkeys(inputs)))

    def layer_embedding(self, layer: LayerConfig, inputs: list[int]) -> int:
        out, length = layer.number("output_dim"), self.graph.channels(inputs[0])
        given: dict[str, Value] = {"params": layer.number("input_dim") * out, "macs": 0}
        given.update(rf="global", what=layer.kind)
        return self.opaque(layer, inputs, [out, length], given)

    # Operations

    def operation(self, layer: LayerConfig, inputs: list[int]) -> int:
        """An operation that stands among the layers: `x + 3`, `ops.mean(x)`, `x[:, 1:]`."""
        function = layer.get("function") if layer.kind == "TFOpLambda" else None
        word = function if isinstance(function, str) else layer.kind
        name = word.split(".")[-1].replace("SlicingOpLambda", "getitem").lower()
        options = {**(layer.config if layer.is_map else {}), **keywords(self.arguments)}
        layer = LayerConfig(layer.text, {**layer.entry, "config": options})
        if len(inputs) > 1 and name in MERGING:
            return self.add(layer, MERGING[name], {}, inputs)
        if name in ACTIVATIONS:
            return self.activate(layer, name, inputs[0], layer)
        if name in ("mean", "reduce_mean", "max", "reduce_max"):
            return self.reduced(layer, inputs, "mean" in name)
        if name in ("concat", "concatenate"):
            return self.layer_concatenate(layer, inputs)
        if name in MOVING:
            return self.moved(layer, inputs, name)
        if len(inputs) > 1 or name not in POINTWISE:
            return self.unknown(layer, inputs, name)
        return self.add(layer, "elementwise", {"what": name}, inputs)

    def reduced(self, layer: LayerConfig, inputs: list[int], mean: bool) -> int:
        """A mean or a maximum over all positions, or over the channels."""
        shape = self.graph.shape(inputs[0])
        if shape is None or not shape.spatial or layer.get("axis") is None:
            return self.unknown(layer, inputs)
        over, kept = self.axes(layer, shape), layer.flag("keepdims", False)
        if over == list(range(2, 2 + len(shape.spatial))):
            return self.add(layer, "gap" if mean else "gmp", {"keepdims": kept}, inputs)
        if over == [1] and kept:
            return self.add(layer, "channel_mean" if mean else "channel_max", {}, inputs)
        return self.unknown(layer, inputs)


def keywords(arguments: Any) -> dict[str, Any]:
    """The keyword arguments of a call, of either generation."""
    if isinstance(arguments, dict):
        found = arguments.get("kwargs")
        return found if isinstance(found, dict) else {}
    while isinstance(arguments, list) and arguments:
        arguments = arguments[-1]
    return arguments if isinstance(arguments, dict) else {}


def neutral(key: str, value: Any) -> bool:
    """Whether a value of a parameter says no more than its absence."""
    values = value if isinstance(value, list) else [value]
    return key in NEUTRAL and all(
        type(one) is type(NEUTRAL[key]) and one == NEUTRAL[key] for one in values
    )


def plain(layer: LayerConfig, key: str, value: Any) -> Value:
    """A value of the file as one of ours: a number, a word, numbers for each axis or pairs.

    Raises:
        NetworkError: it is none of these.
    """
    if isinstance(value, str) and key in ("padding", "interpolation"):
        return value
    if isinstance(value, bool) or is_int(value):
        return value  # type: ignore[no-any-return]
    if not isinstance(value, list):
        raise layer.wrong(key)
    cells = [one if isinstance(one, list) else [one] for one in value]
    numbers = [part for cell in cells for part in cell]
    if not numbers or not all(map(is_int, numbers)):
        raise layer.wrong(key)
    if len(set(numbers)) == 1:
        return int(numbers[0])
    if key in ("padding", "cropping") and all(len(cell) == 1 for cell in cells):
        cells = [numbers]  # begin and end of a sequence
    return Cells(tuple(map(tuple, cells)))
