"""Blocks of several layers that are named as one: the parts are told apart by `sheet.stage`."""

from __future__ import annotations

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import product
from convcalc.formulas.cost import linear_bias, linear_macs, linear_weights
from convcalc.formulas.operations import elementwise
from convcalc.layers.base import UNKNOWN, WHOLE, Layer, Param, Shape, Sheet
from convcalc.layers.conv import (
    BIAS,
    DILATION,
    GROUPS,
    KERNEL,
    MULTIPLIER,
    OUT,
    PADDING,
    STRIDE,
    conv_cost,
    depthwise_cost,
)
from convcalc.layers.pooling import average
from convcalc.layers.sliding import slide

NO_BIAS = Param("bias", "flag", False)


class Separable(Layer):
    """Depthwise separable convolution: depthwise, then pointwise (stages of these names).

    Kernel, stride, padding and dilation are those of the depthwise part. `bias` holds for both
    parts, unless the dialect sets `depthwise_bias` apart.
    Source: Howard et al. (2017), MobileNets, section 3.1.
    """

    __slots__ = ()
    TRACED = True
    TYPE = "separable"
    ALIASES = ("dwsep", "separable_conv", "depthwise_separable")
    FIRST = "kernel"
    PARAMS = (KERNEL, STRIDE, PADDING, DILATION, MULTIPLIER, OUT, NO_BIAS)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        kernel, out, bias = v["kernel"], v["out"], v["bias"]
        sizes = slide(sheet, x.spatial, kernel, v["stride"], v["padding"], v["dilation"])
        sheet.stage = "depthwise"
        first = v.get("depthwise_bias", bias)
        middle = depthwise_cost(sheet, kernel, x.channels, v["multiplier"], sizes, first)
        sheet.stage = "pointwise"
        conv_cost(sheet, (1,) * len(kernel), middle, out, 1, sizes, bias)
        sheet.stage = ""
        return Shape(out, sizes)

    def weighted(self, x: Shape, output: Shape) -> tuple[Shape, ...]:
        middle = None if x.channels is None else x.channels * self.values["multiplier"]
        return Shape(middle, output.spatial), output


class SpatialSeparable(Layer):
    """Spatially separable convolution: k_h x 1, then 1 x k_w (stages vertical and horizontal).

    Each part has the stride and padding of its own axis; `mid` are the channels between them,
    those of the output if not given.
    Source: Szegedy et al. (2016), Rethinking the Inception Architecture, section 3.2.
    """

    __slots__ = ()
    TYPE = "spatial_separable"
    ALIASES = ("spatially_separable",)
    FIRST = "kernel"
    PARAMS = (KERNEL, STRIDE, PADDING, Param("mid", "count", None, minimum=1), OUT, NO_BIAS)
    DIMS = (2,)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        (rows, columns), out, bias = v["kernel"], v["out"], v["bias"]
        middle: Size | None = out if v["mid"] is None else v["mid"]
        sizes = slide(sheet, x.spatial, v["kernel"], v["stride"], v["padding"], (1, 1))
        sheet.stage = "vertical"
        conv_cost(sheet, (rows, 1), x.channels, middle, 1, (sizes[0], x.spatial[1]), bias)
        sheet.stage = "horizontal"
        conv_cost(sheet, (1, columns), middle, out, 1, sizes, bias)
        sheet.stage = ""
        return Shape(out, sizes)

    def weighted(self, x: Shape, output: Shape) -> tuple[Shape, ...]:
        middle = self.values["out"] if self.values["mid"] is None else self.values["mid"]
        return Shape(middle, (output.spatial[0], x.spatial[1])), output


class DeformConv(Layer):
    """Deformable convolution: a convolution (stage offset) says where the taps of another one read.

    `offset_groups` groups of channels have offsets of their own, two numbers a tap; `modulated`
    (version 2), three: the third scales the value. Values between pixels are worked out from four:
    4 multiplications and 3 additions each, 1 multiplication more where they are scaled.
    Sources: Dai et al. (2017), section 2.1; Zhu et al. (2019), section 2.2;
    torchvision.ops.DeformConv2d, which is given the offsets.
    """

    __slots__ = ()
    TYPE = "deform_conv"
    ALIASES = ("deformable_conv", "dcn", "deformconv")
    FIRST = "kernel"
    PARAMS = (
        KERNEL, STRIDE, PADDING, DILATION, GROUPS, OUT, BIAS,
        Param("offset_groups", "count", 1, minimum=1),
        Param("modulated", "flag", False),
    )  # fmt: skip
    DIMS = (2,)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        kernel, out = v["kernel"], v["out"]
        sizes = slide(sheet, x.spatial, kernel, v["stride"], v["padding"], v["dilation"])
        sheet.windows = (UNKNOWN,) * len(sizes)
        if x.channels is not None:
            code = "conv.in_channels_not_divisible"
            groups = v["offset_groups"]
            sheet.divides(groups, x.channels, code, channels=x.channels, groups=groups)
        sheet.stage = "offset"
        conv_cost(sheet, kernel, x.channels, self._offsets(), 1, sizes, bias=True)
        sheet.stage = ""
        conv_cost(sheet, kernel, x.channels, out, v["groups"], sizes, v["bias"])
        for operation, each in (("multiplications", 4 + v["modulated"]), ("additions", 3)):
            times = product(each, *kernel)
            sheet.tally(operation, elementwise, x.channels, sizes, times)
        return Shape(out, sizes)

    def _offsets(self) -> Size:
        each = 3 if self.values["modulated"] else 2
        groups: Size = self.values["offset_groups"]
        found: Size = product(each, groups, *self.values["kernel"])
        return found

    def weighted(self, x: Shape, output: Shape) -> tuple[Shape, ...]:
        return Shape(self._offsets(), output.spatial), output


class SqueezeExcite(Layer):
    """Squeeze-and-excitation: each channel is scaled by a gate computed from all of them.

    Stages: squeeze (global average: one addition fewer than positions and 1 division a channel),
    reduce (to the hidden channels, then 1 comparison each for ReLU), expand (back, then a sigmoid:
    1 exponential, 1 addition and 1 division each), excite (1 multiplication an element).
    The hidden channels are `hidden`, or floor(channels / reduction).
    Source: Hu et al. (2018), Squeeze-and-Excitation Networks, section 3.
    """

    __slots__ = ()
    TYPE = "se"
    ALIASES = ("squeeze_excite", "squeeze_excitation")
    FIRST = "reduction"
    STATISTICS = True
    PARAMS = (
        Param("reduction", "count", 16),
        Param("hidden", "count", None, minimum=1),
        Param("bias", "flag", True),
    )

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        sheet.windows = (WHOLE,) * len(x.spatial)
        c = x.channels
        if c is None:
            sheet.unknown_channels()
            return x
        hidden = v["hidden"]
        if hidden is None:
            reduction = v["reduction"]
            sheet.at_least(reduction, 1, "se.reduction_too_small", reduction=reduction)
            hidden = c // reduction
            sheet.at_least(hidden, 1, "se.no_hidden", channels=c, reduction=reduction)
        ones = (1,) * len(x.spatial)
        sheet.stage = "squeeze"
        average(sheet, c, x.spatial, ones)
        sheet.stage = "reduce"
        _mix(sheet, c, hidden, v["bias"])
        sheet.operate("comparisons", hidden)
        sheet.stage = "expand"
        _mix(sheet, hidden, c, v["bias"])
        for operation in ("exponentials", "additions", "divisions"):
            sheet.operate(operation, c)
        sheet.stage = "excite"
        sheet.tally("multiplications", elementwise, c, x.spatial, 1)
        sheet.stage = ""
        return x

    def weighted(self, x: Shape, output: Shape) -> tuple[Shape, ...]:
        hidden = self.values["hidden"]
        if hidden is None and x.channels is not None:
            hidden = x.channels // self.values["reduction"]
        return Shape(hidden, ()), Shape(x.channels, ())


def _mix(sheet: Sheet, c_in: Size, c_out: Size, bias: bool) -> None:
    """State the cost of a fully connected layer (a 1 x 1 convolution of a single position)."""
    sheet.learn("weight", sheet.use("params", None, linear_weights, c_in, c_out))
    sheet.multiply_accumulate(sheet.use("macs", None, linear_macs, c_in, c_out))
    if bias:
        sheet.learn("bias", sheet.use("params", None, linear_bias, c_out, 1))
        sheet.operate("additions", c_out)
