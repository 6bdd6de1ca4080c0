"""Layers that scale channels, pad them, or take them together at every position."""

from __future__ import annotations

from typing import ClassVar

from convcalc.algebra.trace import product
from convcalc.formulas.cost import features
from convcalc.formulas.norm import per_channel
from convcalc.formulas.operations import channel_pairs
from convcalc.layers.base import IDENTITY, Layer, Param, Shape, Sheet
from convcalc.layers.normalise import affine_step


class Scale(Layer):
    """A learnt factor for each channel, for each element or for all, and with `bias` a learnt
    addition.

    One multiplication an element, and one addition.
    Sources: Touvron et al. (2021), CaiT, layer scale; BVLC/caffe, scale_layer.cpp.
    """

    __slots__ = ()
    TYPE = "scale"
    ALIASES = ("layer_scale", "layerscale")
    MEMORY = "over"
    PARAMS = (
        Param("bias", "flag", False),
        Param("over", "choice", "channels", choices=("channels", "elements", "one")),
    )
    DIMS = (0, 1, 2, 3)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        bias, over = self.values["bias"], self.values["over"]
        sheet.windows = (IDENTITY,) * len(x.spatial)
        for kind in ("scale", "shift") if bias else ("scale",):
            if over == "one":
                sheet.learn(kind, 1)
            elif x.channels is None:
                sheet.unknown_channels()
            elif over == "channels":
                sheet.learn(kind, sheet.use("params", None, per_channel, x.channels))
            else:
                sheet.learn(kind, sheet.use("params", None, features, x.channels, x.spatial))
        affine_step(sheet, x, scale=True, shift=bias)
        return x


class ChannelMean(Layer):
    """Mean over the channels at every position: one addition fewer than channels, and a division.

    Source: Woo et al. (2018), CBAM, section 3, spatial attention.
    """

    __slots__ = ()
    TYPE = "channel_mean"
    ALIASES = ("mean_channels",)
    DIMS = (0, 1, 2, 3)
    JOINS: ClassVar[str] = "additions"

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        sheet.windows = (IDENTITY,) * len(x.spatial)
        sheet.tally(self.JOINS, channel_pairs, x.channels, x.spatial)
        if self.JOINS == "additions":
            sheet.operate("divisions", product(*x.spatial))
        return Shape(1, x.spatial)


class ChannelMax(ChannelMean):
    """Maximum over the channels at every position: one comparison fewer than channels.

    Source: Woo et al. (2018), CBAM, section 3, spatial attention.
    """

    __slots__ = ()
    TYPE = "channel_max"
    ALIASES = ("max_channels",)
    JOINS = "comparisons"


class ChannelPad(Layer):
    """Channels of zeros before and after those that come in.

    Source: He et al. (2016), section 3.3, option A.
    """

    __slots__ = ()
    TYPE = "channel_pad"
    FIRST = "amount"
    AXES = 1
    PARAMS = (Param("amount", "pairs", minimum=0),)
    DIMS = (0, 1, 2, 3)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        ((before, after),) = self.values["amount"]
        sheet.windows = (IDENTITY,) * len(x.spatial)
        channels = None if x.channels is None else x.channels + before + after
        return Shape(channels, x.spatial)
