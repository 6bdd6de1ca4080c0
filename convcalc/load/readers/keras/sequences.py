"""Layers of Keras that work on sequences, in numbers: recurrent ones, attention, embeddings."""

from __future__ import annotations

from math import prod

from convcalc.load.ast import Value
from convcalc.load.readers.keras.config import LayerConfig
from convcalc.load.readers.keras.nodes import Nodes


class Sequences(Nodes):
    """Operations that no layer of ours stands for, with their exact parameters and MACs."""

    def recurrent(self, layer: LayerConfig, inputs: list[int], copies: int, concat: bool) -> int:
        shape, units = self.graph.shape(inputs[0]), layer.number("units")
        if shape is None or len(shape.spatial) != 1 or shape.channels is None:
            return self.unknown(layer, inputs)
        gates = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}[layer.kind]
        twice = layer.kind == "GRU" and layer.flag("reset_after", False)
        biases = (2 if twice else 1) if layer.flag("use_bias", True) else 0
        weights = gates * units * (shape.channels + units)
        given: dict[str, Value] = {"params": copies * (weights + gates * units * biases)}
        (steps,) = shape.spatial
        if self.graph.sized:
            given["macs"] = copies * weights * steps
        out = units * copies if concat else units
        sizes = [out, steps] if layer.flag("return_sequences", False) else [out]
        return self.opaque(layer, inputs, sizes, {**given, "rf": "global", "what": layer.kind})

    def layer_lstm(self, layer: LayerConfig, inputs: list[int]) -> int:
        return self.recurrent(layer, inputs, 1, concat=False)

    layer_gru = layer_simplernn = layer_lstm

    def layer_bidirectional(self, layer: LayerConfig, inputs: list[int]) -> int:
        inner = layer.inner()
        inner.name = layer.name
        if inner.kind not in ("LSTM", "GRU", "SimpleRNN"):
            return self.unknown(layer, inputs)
        return self.recurrent(inner, inputs, 2, layer.get("merge_mode", "concat") == "concat")

    def layer_multiheadattention(self, layer: LayerConfig, inputs: list[int]) -> int:
        """Projections of query, key and value, two products, and the projection of the result."""
        shapes = [self.graph.shape(handle) for handle in (*inputs, *inputs, *inputs)[:3]]
        if len(inputs) == 2:
            shapes[2] = shapes[1]
        known = [x for x in shapes if x is not None and x.channels is not None]
        axes = layer.get("attention_axes")
        usual = axes is None or axes == [
            1 + at for at in range(len(known[0].spatial) if known else 0)
        ]
        if len(known) < 3 or not usual or layer.get("output_shape") or layer.get("use_gate"):
            return self.unknown(layer, inputs)
        heads, depth = layer.number("num_heads"), layer.number("key_dim")
        value, bias = layer.number("value_dim", depth), layer.flag("use_bias", True)
        (cq, tq), (cv, tv), (ck, _) = [(x.channels or 0, prod(x.spatial)) for x in known]
        projections = [(cq, heads * depth, tq), (ck, heads * depth, tv), (cv, heads * value, tv),
                       (heads * value, cq, tq)]  # fmt: skip
        given: dict[str, Value] = {"params": sum(i * o + bias * o for i, o, _ in projections)}
        if self.graph.sized:
            products = heads * tq * tv * (depth + value)
            given["macs"] = sum(i * o * n for i, o, n in projections) + products
        return self.opaque(layer, inputs, None, {**given, "rf": "global", "what": layer.kind})

    def layer_embedding(self, layer: LayerConfig, inputs: list[int]) -> int:
        out, length = layer.number("output_dim"), self.graph.channels(inputs[0])
        given: dict[str, Value] = {"params": layer.number("input_dim") * out, "macs": 0}
        return self.opaque(
            layer, inputs, [out, length], {**given, "rf": "global", "what": layer.kind}
        )
