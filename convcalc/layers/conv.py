"""Convolutions: standard and grouped, depthwise, pointwise."""

from __future__ import annotations

from convcalc.algebra.expr import Size
from convcalc.formulas.cost import (
    bias_additions,
    bias_count,
    conv_macs,
    conv_weights,
    depthwise_channels,
    depthwise_macs,
    depthwise_weights,
)
from convcalc.layers.base import Layer, Param, Shape, Sheet
from convcalc.layers.padding import Explicit
from convcalc.layers.sliding import fillable, slide

KERNEL = Param("kernel", "axes", minimum=1)
STRIDE = Param("stride", "axes", 1, minimum=1)
PADDING = Param("padding", "padding", 0, minimum=0)
DILATION = Param("dilation", "axes", 1, minimum=1)
GROUPS = Param("groups", "count", 1, minimum=1)
MULTIPLIER = Param("multiplier", "count", 1, minimum=1)
OUT = Param("out", "count", None, minimum=1)
BIAS = Param("bias", "flag", True)


def divisible_by_groups(sheet: Sheet, c_in: Size | None, c_out: Size | None, groups: Size) -> None:
    """Demand that the groups divide the channels that are known.

    Raises:
        LayerError: they do not.
    """
    if type(groups) is int and groups == 1:
        return
    if c_in is not None:
        code = "conv.in_channels_not_divisible"
        sheet.divides(groups, c_in, code, channels=c_in, groups=groups, other=c_out)
    if c_out is not None:
        code = "conv.out_channels_not_divisible"
        sheet.divides(groups, c_out, code, channels=c_out, groups=groups, other=c_in)


def bias_cost(sheet: Sheet, c_out: Size, output: tuple[Size, ...]) -> None:
    """State the biases of one convolution and their additions."""
    sheet.learn("bias", sheet.use("params", None, bias_count, c_out, 1))
    sheet.tally("additions", bias_additions, c_out, output)


def conv_cost(
    sheet: Sheet,
    kernel: tuple[Size, ...],
    c_in: Size | None,
    c_out: Size | None,
    groups: Size,
    output: tuple[Size, ...],
    bias: bool,
) -> None:
    """State parameters, MACs and the additions of the bias of one convolution.

    Raises:
        LayerError: the groups do not divide the channels.
    """
    divisible_by_groups(sheet, c_in, c_out, groups)
    if c_in is None or c_out is None:
        sheet.unknown_channels()
        return
    sheet.learn("weight", sheet.use("params", None, conv_weights, kernel, c_in, c_out, groups))
    sheet.multiply_accumulate(
        sheet.use("macs", None, conv_macs, kernel, c_in, c_out, groups, output)
    )
    if bias:
        bias_cost(sheet, c_out, output)


def depthwise_cost(
    sheet: Sheet,
    kernel: tuple[Size, ...],
    c_in: Size | None,
    multiplier: Size,
    output: tuple[Size, ...],
    bias: bool,
) -> Size | None:
    """State channels, parameters, MACs and bias of one depthwise convolution; its channels."""
    if c_in is None:
        sheet.unknown_channels()
        return None
    c_out: Size = sheet.use("channels", None, depthwise_channels, c_in, multiplier)
    sheet.learn("weight", sheet.use("params", None, depthwise_weights, kernel, c_in, multiplier))
    sheet.multiply_accumulate(
        sheet.use("macs", None, depthwise_macs, kernel, c_in, multiplier, output)
    )
    if bias:
        bias_cost(sheet, c_out, output)
    return c_out


class Conv(Layer):
    """Convolution (cross-correlation), standard or grouped.

    The bias is one addition for each output element. Where `padding_mode` is set, the padding is
    not of zeros but copied from the input, which must be large enough for that.
    Source: Dumoulin & Visin (2016); torch.nn.Conv2d.
    """

    __slots__ = ()
    TRACED = True
    TYPE = "conv"
    ALIASES = ("convolution", "grouped")
    FIRST = "kernel"
    BORDER = "padding_mode"
    PARAMS = (KERNEL, STRIDE, PADDING, DILATION, GROUPS, OUT, BIAS)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        mode = v.get("padding_mode")
        if mode is not None and isinstance(v["padding"], Explicit):
            for axis, (i, (p, q)) in enumerate(zip(x.spatial, v["padding"].pairs, strict=True)):
                fillable(sheet, mode, axis, i, p, q)
        sizes = slide(sheet, x.spatial, v["kernel"], v["stride"], v["padding"], v["dilation"])
        conv_cost(sheet, v["kernel"], x.channels, v["out"], v["groups"], sizes, v["bias"])
        return Shape(v["out"], sizes)

    def by_channel(self, x: Shape) -> bool:
        counts = (x.channels, self.values["out"], self.values["groups"])
        return all(isinstance(count, int) for count in counts) and len(set(counts)) == 1


class Depthwise(Layer):
    """Depthwise convolution: every input channel has `multiplier` kernels of its own.

    Source: Howard et al. (2017), MobileNets; keras.layers.DepthwiseConv2D.
    """

    __slots__ = ()
    TRACED = True
    TYPE = "depthwise"
    ALIASES = ("dw", "dwconv", "depthwise_conv")
    FIRST = "kernel"
    PARAMS = (KERNEL, STRIDE, PADDING, DILATION, MULTIPLIER, BIAS)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        sizes = slide(sheet, x.spatial, v["kernel"], v["stride"], v["padding"], v["dilation"])
        c_out = depthwise_cost(sheet, v["kernel"], x.channels, v["multiplier"], sizes, v["bias"])
        return Shape(c_out, sizes)

    def by_channel(self, x: Shape) -> bool:
        multiplier = self.values["multiplier"]
        return isinstance(multiplier, int) and multiplier == 1


class Pointwise(Layer):
    """Pointwise convolution: a kernel of one element, which mixes channels only.

    Source: Lin et al. (2014), Network In Network; torch.nn.Conv2d.
    """

    __slots__ = ()
    TRACED = True
    TYPE = "pointwise"
    ALIASES = ("pw", "pwconv", "pointwise_conv")
    PARAMS = (OUT, STRIDE, GROUPS, BIAS)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        ones = (1,) * len(x.spatial)
        sizes = slide(sheet, x.spatial, ones, v["stride"], Explicit(((0, 0),) * len(ones)), ones)
        conv_cost(sheet, ones, x.channels, v["out"], v["groups"], sizes, v["bias"])
        return Shape(v["out"], sizes)
