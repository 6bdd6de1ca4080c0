"""Layers that share no weights between positions: fully connected and locally connected."""

from __future__ import annotations

from convcalc.formulas.cost import (
    bias_additions,
    features,
    linear_bias,
    linear_macs,
    linear_weights,
    local_bias,
    local_macs,
    local_weights,
)
from convcalc.layers.base import WHOLE, Layer, Shape, Sheet
from convcalc.layers.conv import BIAS, DILATION, KERNEL, OUT, PADDING, STRIDE
from convcalc.layers.sliding import slide

__all__ = ["Linear", "Local"]


class Linear(Layer):
    """Fully connected layer; flattens its input and gives a vector, of which each element sees all.

    The bias is one addition for each output.
    Source: torch.nn.Linear; keras.layers.Dense.
    """

    __slots__ = ()
    TYPE = "linear"
    PARAMS = (OUT, BIAS)
    DIMS = (0, 1, 2, 3)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        out = self.values["out"]
        sheet.windows = (WHOLE,) * max(len(x.spatial), 1)
        if x.channels is None or out is None:
            sheet.unknown_channels()
            return Shape(out, ())
        f_in = x.channels
        if x.spatial:
            f_in = sheet.use("features", None, features, x.channels, x.spatial)
        sheet.learn("weight", sheet.use("params", None, linear_weights, f_in, out))
        sheet.multiply_accumulate(sheet.use("macs", None, linear_macs, f_in, out))
        if self.values["bias"]:
            sheet.learn("bias", sheet.use("params", None, linear_bias, out, 1))
            sheet.operate("additions", out)
        return Shape(out, ())


class Local(Layer):
    """Locally connected layer: a convolution with other weights at every output position.

    The bias is one addition for each output element.
    Source: keras.layers.LocallyConnected2D (Keras 2).
    """

    __slots__ = ()
    TYPE = "local"
    PARAMS = (KERNEL, STRIDE, PADDING, DILATION, OUT, BIAS)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        out = v["out"]
        sizes = slide(sheet, x.spatial, v["kernel"], v["stride"], v["padding"], v["dilation"])
        if x.channels is None or out is None:
            sheet.unknown_channels()
            return Shape(out, sizes)
        arguments = (v["kernel"], x.channels, out, sizes)
        sheet.learn("weight", sheet.use("params", None, local_weights, *arguments))
        sheet.multiply_accumulate(sheet.use("macs", None, local_macs, *arguments))
        if v["bias"]:
            sheet.learn("bias", sheet.use("params", None, local_bias, out, sizes))
            sheet.tally("additions", bias_additions, out, sizes)
        return Shape(out, sizes)
