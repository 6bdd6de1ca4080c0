"""Operations that are not understood here, with what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from convcalc.algebra.expr import Size
from convcalc.layers.activation import Activation
from convcalc.layers.base import UNKNOWN, WHOLE, Layer, Param, Shape, Sheet, Window
from convcalc.layers.demands import refusal
from convcalc.layers.order import spelt

WHAT = Param("what", "text", None)


class Opaque(Layer):
    """Any operation, by what its user says of it: its output, its cost, its receptive field.

    Channels and sizes that are not given are those of its first input; parameters and MACs that are
    not given are unknown, and so is what its outputs see; buffers that are not given are none. `rf`
    is the length of a window that keeps the size, or "global".
    """

    __slots__ = ()
    TYPE = "opaque"
    DIMS = (0, 1, 2, 3)
    INPUTS = (1, None)
    KEYS: ClassVar[Mapping[str, str]] = {"size": "output_size"}
    PARAMS = (
        Param("out", "count", None, minimum=1),
        Param("output_size", "extent", None, minimum=1, choices=("flat",)),
        Param("params", "count", None, minimum=0),
        Param("macs", "count", None, minimum=0),
        Param("buffers", "count", 0, minimum=0),
        Param("rf", "reach", None, minimum=1, choices=("global",)),
        WHAT,
    )

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        v, x = self.values, inputs[0]
        channels = x.channels if v["out"] is None else v["out"]
        output = Shape(channels, x.spatial if v["output_size"] is None else v["output_size"])
        sheet.windows = self._windows(sheet, x, output)
        for cost in ("params", "macs"):
            if v[cost] is None:
                sheet.untold(cost)
        if v["params"] is not None and not _is_zero(v["params"]):
            sheet.learn("weight", v["params"])
        sheet.store(v["buffers"])
        if v["macs"] is not None:
            sheet.multiply_accumulate(v["macs"])
        return output

    def _windows(self, sheet: Sheet, x: Shape, output: Shape) -> tuple[Window, ...]:
        """What an output sees, as far as it is said.

        Raises:
            LayerError: a window is said to keep a size that changes.
        """
        rf, axes = self.values["rf"], max(len(x.spatial), 1)
        if rf is None:
            return (UNKNOWN,) * axes
        if rf == "global":
            return (WHOLE,) * axes
        fields = {"input": spelt(x), "output": spelt(output)}
        if len(x.spatial) != len(output.spatial):
            raise refusal("opaque.size_changes", fields)
        for before, after in zip(x.spatial, output.spatial, strict=True):
            sheet.equal(before, after, "opaque.size_changes", **fields)
        return tuple([Window("slide", k, 1, (k - 1) // 2, k // 2) for k in rf])


def _is_zero(count: Size) -> bool:
    return isinstance(count, int) and count == 0


class Elementwise(Activation):
    """Any operation on each element that keeps the shape and learns nothing; `what` names it.

    It costs one function an element: an exponential, a square root ... by its name.
    """

    __slots__ = ()
    TYPE = "elementwise"
    PARAMS = (WHAT,)
    FUNCTIONS: ClassVar[dict[str, str]] = {
        "exp": "exponentials",
        "log": "logarithms",
        "sqrt": "square_roots",
        "pow": "powers",
        "erf": "erf",
        "reciprocal": "divisions",
    }

    def per_element(self) -> dict[str, int]:
        what = str(self.values["what"]).lower()
        return {self.FUNCTIONS.get(what, "functions"): 1}
