"""Pooling of pyramids, of regions, and by steps that are no whole numbers."""

from __future__ import annotations

from fractions import Fraction

from convcalc.algebra.expr import Size
from convcalc.errors import LayerError, Message
from convcalc.formulas.operations import pool_joins
from convcalc.formulas.resample import binary_scaled_output, scaled_output
from convcalc.formulas.sequence import pyramid_features
from convcalc.layers.base import UNKNOWN, WHOLE, Layer, Param, Shape, Sheet
from convcalc.layers.conv import KERNEL
from convcalc.layers.pooling import bins_cost

MOST_AXES = 3


class PyramidPool(Layer):
    """Spatial pyramid pooling: max pooling to each of the `levels`, all in one vector.

    Source: He et al. (2014), section 2.2.
    """

    __slots__ = ()
    TYPE = "spp"
    ALIASES = ("spatial_pyramid_pooling", "pyramid_pool")
    PARAMS = (Param("levels", "counts", (4, 2, 1), minimum=1),)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        axes = len(x.spatial)
        sheet.windows = (WHOLE,) * axes
        levels = self.values["levels"]
        if x.channels is None:
            sheet.operate("comparisons", None)
            return Shape(None, ())
        for level in levels:
            bins_cost(sheet, x.channels, x.spatial, (level,) * axes, divide=False)
        return Shape(sheet.use("channels", None, pyramid_features, x.channels, levels, axes), ())


class RegionPool(Layer):
    """Pooling of one region of the map to a fixed size; where the region lies is not known here.

    Source: Girshick (2015), Fast R-CNN, section 2.1.
    """

    __slots__ = ()
    TYPE = "roi_pool"
    ALIASES = ("roi_align", "roipool", "roialign", "roi_pooling")
    FIRST = "output_size"
    PARAMS = (Param("output_size", "axes", minimum=1),)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        sheet.windows = (WHOLE,) * len(x.spatial)
        sheet.operate("comparisons", None)
        return Shape(x.channels, self.values["output_size"])


class FractionalMaxPool(Layer):
    """Max pooling whose windows lie at places drawn by lot: floor(size x ratio) of them.

    Source: Graham (2014); torch.nn.FractionalMaxPool2d.
    """

    __slots__ = ()
    TYPE = "fractional_maxpool"
    ALIASES = ("fractional_max_pool",)
    FIRST = "kernel"
    PARAMS = (
        KERNEL,
        Param("output_size", "axes", None, minimum=1),
        Param("ratio", "decimals", None),
    )
    DIMS = (2, 3)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        sheet.windows = (UNKNOWN,) * len(x.spatial)
        sizes: list[Size] = []
        for axis, (i, k) in enumerate(zip(x.spatial, v["kernel"], strict=True)):
            if v["output_size"] is not None:
                o = v["output_size"][axis]
            elif v["ratio"] is not None:
                o = self._scaled(sheet, axis, i, v["ratio"][axis])
            else:
                raise LayerError(Message("fractional.size_or_ratio"))
            fields = {"input": i, "kernel": k, "output": o}
            spare = 1 if len(x.spatial) == MOST_AXES else 0  # torch wants one more in volumes
            sheet.at_least(i, o + k - 1 + spare, "fractional.too_many", **fields)
            sheet.at_least(o, 1, "fractional.too_many", **fields)
            sizes.append(o)
        sheet.tally("comparisons", pool_joins, x.channels, v["kernel"], tuple(sizes))
        return Shape(x.channels, tuple(sizes))

    @staticmethod
    def _scaled(sheet: Sheet, axis: int, i: Size, ratio: Fraction) -> Size:
        """The size that a ratio gives, in binary arithmetic as torch has it.

        Raises:
            LayerError: the ratio is not between 0 and 1.
        """
        if not 0 < ratio < 1:
            raise LayerError(Message("fractional.ratio", ratio=ratio))
        if isinstance(i, int):
            return int(sheet.use("size", axis, binary_scaled_output, i, ratio))
        sheet.assume("upsample.exact_scale", scale=ratio)
        arguments = (i, ratio.numerator, ratio.denominator)
        found: Size = sheet.use("size", axis, scaled_output, *arguments)
        return found
