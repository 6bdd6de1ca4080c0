"""Recurrent layers on a sequence: one spatial axis of time, the features as its channels.

Every step multiplies the input and the state before it by weights: those are the MACs. What a step
costs besides, for each hidden unit and gate, is told by each class. The biases are added once for
the input and once for the state, unless the dialect has them as one.
"""

from __future__ import annotations

from typing import ClassVar

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import product
from convcalc.formulas.sequence import recurrent_biases, recurrent_macs, recurrent_weights
from convcalc.layers.base import WHOLE, Layer, Param, Shape, Sheet


class Recurrent(Layer):
    """Base: layers above one another, each reading forwards or in both directions.

    Its output has the state of every step, or with `sequence` false that of the last one alone.
    """

    __slots__ = ()
    DIMS = (1,)
    FIRST = "hidden"
    PARAMS = (
        Param("hidden", "count", minimum=1),
        Param("layers", "count", 1, minimum=1),
        Param("bidirectional", "flag", False),
        Param("bias", "flag", True),
        Param("sequence", "flag", True),
    )
    GATES_OF: ClassVar[int] = 1
    PER_UNIT: ClassVar[dict[str, int]] = {}

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        h, ways = v["hidden"], 2 if v["bidirectional"] else 1
        sheet.windows = (WHOLE,)
        output = Shape(h * ways, x.spatial if v["sequence"] else ())
        if x.channels is None:
            sheet.unknown_channels()
            return output
        stacks: list[tuple[Size, Size]] = [(x.channels, 1)]
        deeper = v["layers"] - 1
        if not isinstance(deeper, int) or deeper > 0:
            stacks.append((h * ways, deeper))
        self._cost(sheet, stacks, x.spatial[0], ways)
        return output

    def _cost(self, sheet: Sheet, stacks: list[tuple[Size, Size]], steps: Size, ways: int) -> None:
        """State the cost of stacks of layers: how many features come in, and how many layers."""
        h, gates = self.values["hidden"], self.GATES_OF
        weights: Size = 0
        for f_in, layers in stacks:
            times = product(layers, ways)
            arguments = (gates, f_in, h, times)
            weights = weights + sheet.use("params", None, recurrent_weights, *arguments)
            sheet.multiply_accumulate(sheet.use("macs", None, recurrent_macs, *arguments, steps))
        sheet.learn("weight", weights)
        times = product(self.values["layers"], ways)
        sets = self.values.get("biases", 2) if self.values["bias"] else 0
        if sets:
            sheet.learn("bias", sheet.use("params", None, recurrent_biases, gates, h, times, sets))
            sheet.operate("additions", product(sets * gates, h, times, steps))
        for operation, each in self.PER_UNIT.items():
            sheet.operate(operation, product(each, h, times, steps))


class LSTM(Recurrent):
    """Long short-term memory: four gates, three of them sigmoids; two hyperbolic tangents, three
    products and a sum for each hidden unit and step.

    Source: Hochreiter & Schmidhuber (1997); torch.nn.LSTM.
    """

    __slots__ = ()
    TYPE = "lstm"
    GATES_OF = 4
    PER_UNIT: ClassVar[dict[str, int]] = {
        "exponentials": 3,
        "divisions": 3,
        "tanh": 2,
        "multiplications": 3,
        "additions": 4,
    }


class GRU(Recurrent):
    """Gated recurrent unit: three gates, two of them sigmoids; a hyperbolic tangent, three products
    and two sums for each hidden unit and step.

    Source: Cho et al. (2014); torch.nn.GRU.
    """

    __slots__ = ()
    TYPE = "gru"
    GATES_OF = 3
    PER_UNIT: ClassVar[dict[str, int]] = {
        "exponentials": 2,
        "divisions": 2,
        "tanh": 1,
        "multiplications": 3,
        "additions": 4,
    }


class RNN(Recurrent):
    """Recurrent layer without gates: a hyperbolic tangent for each hidden unit and step.

    Source: Elman (1990); torch.nn.RNN.
    """

    __slots__ = ()
    TYPE = "rnn"
    ALIASES = ("simple_rnn", "simplernn")
    PER_UNIT: ClassVar[dict[str, int]] = {"tanh": 1}
