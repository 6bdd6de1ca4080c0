"""Resampling, and moving elements between space, channels and columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, ClassVar

from convcalc.algebra.expr import Expr, Size
from convcalc.algebra.trace import product, ratio
from convcalc.errors import LayerError, Message
from convcalc.formulas.cost import features
from convcalc.formulas.operations import elementwise
from convcalc.formulas.resample import (
    binary_scaled_output,
    fold_channels,
    scaled_output,
    shuffle_channels,
    shuffle_output,
    single_scaled_output,
    unfold_channels,
    unfold_columns,
    unshuffle_channels,
    unshuffle_output,
)
from convcalc.layers.base import Layer, Param, Shape, Sheet, Window
from convcalc.layers.conv import DILATION, KERNEL, PADDING, STRIDE
from convcalc.layers.pooling import bins_cost
from convcalc.layers.sliding import slide

HALF = Fraction(1, 2)
TAPS = {"linear": 2, "bilinear": 2, "trilinear": 2, "bicubic": 4}
AXES = {"linear": 1, "bilinear": 2, "trilinear": 3, "bicubic": 2}
MODES = ("nearest", "nearest-exact", *TAPS, "area")
FACTOR = Param("factor", "count", minimum=1)
ORDER = Param("mode", "choice", "crd", choices=("crd", "dcr"))
"""How channels of one block are numbered: those of one output map are neighbours ("crd": column,
row, depth), or those at the same place ("dcr")."""


class Upsample(Layer):
    """Resampling to a size or by a scale, up or down.

    By a scale, the output is floor(i * scale) in binary floating point, as PyTorch computes it
    (50 * 2.3 = 114); with a symbol the exact floor, which is noted as an assumption where the two
    may differ. A dialect may set another `precision` than "double": "single", or "exact". Linear
    and cubic modes take a weighted sum of 2 or 4 taps an axis: a multiplication a tap and one
    addition fewer; area is adaptive average pooling; nearest costs nothing.
    Source: torch.nn.functional.interpolate.
    """

    __slots__ = ()
    TYPE = "upsample"
    ALIASES = ("interpolate", "resize")
    KEYS: ClassVar[Mapping[str, str]] = {"size": "output_size"}
    FIRST = "scale"
    PARAMS = (
        Param("scale", "decimals", None),
        Param("output_size", "axes", None, minimum=1),
        Param("mode", "choice", "nearest", choices=MODES),
        Param("align_corners", "flag", False),
    )

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        mode = v["mode"]
        if (v["scale"] is None) == (v["output_size"] is None):
            raise LayerError(Message("upsample.scale_or_size"))
        if AXES.get(mode, len(x.spatial)) != len(x.spatial):
            fields = {"mode": mode, "needed": AXES[mode], "axes": len(x.spatial)}
            raise LayerError(Message("upsample.mode_axes", **fields))
        if v["align_corners"] and mode not in TAPS:
            raise LayerError(Message("upsample.align_corners_mode", mode=mode))
        if v["scale"] is None:
            sizes: tuple[Size, ...] = v["output_size"]
            scales = [ratio(o, i) for i, o in zip(x.spatial, sizes, strict=True)]
        else:
            scales = list(v["scale"])
            pairs = enumerate(zip(x.spatial, scales, strict=True))
            precision = v.get("precision", "double")
            sizes = tuple([_scaled(sheet, axis, i, scale, precision) for axis, (i, scale) in pairs])
        sheet.windows = tuple(
            [self._window(i, o, s) for i, o, s in zip(x.spatial, sizes, scales, strict=True)]
        )
        self._cost(sheet, x, sizes)
        return Shape(x.channels, sizes)

    def _window(self, i: Size, o: Size, scale: Fraction | Expr) -> Window:
        mode = self.values["mode"]
        if mode == "area":
            return Window("bins", i, o)
        if mode not in TAPS:
            return Window("nearest", 1, scale, HALF if mode == "nearest-exact" else 0)
        kind = "cubic" if mode == "bicubic" else "linear"
        if not self.values["align_corners"]:
            return Window(kind, 1, scale, HALF)
        if isinstance(o, int) and o == 1:
            return Window(kind)
        if isinstance(i, int) and i == 1:
            return Window("nearest", 1, o)
        return Window(kind, 1, ratio(o - 1, i - 1))

    def _cost(self, sheet: Sheet, x: Shape, sizes: tuple[Size, ...]) -> None:
        mode = self.values["mode"]
        if mode == "area":
            bins_cost(sheet, x.channels, x.spatial, sizes, divide=True)
        elif mode in TAPS:
            taps = TAPS[mode] ** len(sizes)
            sheet.tally("multiplications", elementwise, x.channels, sizes, taps)
            sheet.tally("additions", elementwise, x.channels, sizes, taps - 1)


BINARY: dict[str, Callable[[int, Fraction], int]] = {
    "double": binary_scaled_output,
    "single": single_scaled_output,
}


def _scaled(sheet: Sheet, axis: int, i: Size, scale: Any, precision: str) -> Size:
    """Output size on one axis for a scale.

    Raises:
        LayerError: the scale is not positive, or nothing is left.
    """
    if not scale > 0:
        raise LayerError(Message("upsample.scale_not_positive", scale=scale, axis=axis))
    u, v = scale.numerator, scale.denominator
    o: Size
    rounded = BINARY.get(precision)
    if isinstance(i, int) and rounded is not None:
        o = rounded(i, scale)
        if o == scaled_output(i, u, v):
            o = sheet.use("size", axis, scaled_output, i, u, v)
        else:
            o = sheet.use("size", axis, rounded, i, scale)
    else:
        o = sheet.use("size", axis, scaled_output, i, u, v)
        if rounded is not None and v & (
            v - 1
        ):  # a denominator that is no power of two has no exact binary fraction
            sheet.assume("upsample.exact_scale", scale=scale, input=i, axis=axis)
    sheet.at_least(o, 1, "upsample.no_output", input=i, scale=scale, axis=axis)
    return o


class PixelShuffle(Layer):
    """Channels into space: C r^2 maps become C maps enlarged r times. Only moves values.

    `mode` says which of them make up one map: the neighbours ("crd"), or every C-th ("dcr").

    Source: Shi et al. (2016); torch.nn.PixelShuffle; ONNX DepthToSpace.
    """

    __slots__ = ()
    TYPE = "pixel_shuffle"
    ALIASES = ("depth_to_space",)
    FIRST = "factor"
    PARAMS = (FACTOR, ORDER)
    DIMS = (2,)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        r = self.values["factor"]
        sizes = tuple(
            [sheet.use("size", axis, shuffle_output, i, r) for axis, i in enumerate(x.spatial)]
        )
        sheet.windows = (Window("nearest", 1, r),) * len(sizes)
        if x.channels is None:
            return Shape(None, sizes)
        code = "pixel_shuffle.channels_not_divisible"
        sheet.divides(r * r, x.channels, code, value=x.channels, factor=r * r)
        return Shape(sheet.use("channels", None, shuffle_channels, x.channels, r), sizes)


class PixelUnshuffle(Layer):
    """Space into channels: every r x r block becomes r^2 channels. Only moves values.

    `mode` numbers them as that of a pixel shuffle does, of which this is the inverse.

    Source: torch.nn.PixelUnshuffle; ONNX SpaceToDepth.
    """

    __slots__ = ()
    TYPE = "pixel_unshuffle"
    ALIASES = ("space_to_depth",)
    FIRST = "factor"
    PARAMS = (FACTOR, ORDER)
    DIMS = (2,)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        r = self.values["factor"]
        sizes = []
        for axis, i in enumerate(x.spatial):
            code = "pixel_unshuffle.size_not_divisible"
            sheet.divides(r, i, code, value=i, factor=r, axis=axis)
            sizes.append(sheet.use("size", axis, unshuffle_output, i, r))
        sheet.windows = (Window("slide", r, r),) * len(sizes)
        if x.channels is None:
            return Shape(None, tuple(sizes))
        channels = sheet.use("channels", None, unshuffle_channels, x.channels, r)
        return Shape(channels, tuple(sizes))


class Unfold(Layer):
    """im2col: every window position becomes a column of all values it covers. Only moves values.

    The windows are those of the input's axes; columns are numbered row by row.
    Source: torch.nn.Unfold.
    """

    __slots__ = ()
    TYPE = "unfold"
    ALIASES = ("im2col",)
    FIRST = "kernel"
    PARAMS = (KERNEL, STRIDE, PADDING, DILATION)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        sizes = slide(sheet, x.spatial, v["kernel"], v["stride"], v["padding"], v["dilation"])
        columns = sheet.use("size", None, unfold_columns, sizes)
        if x.channels is None:
            return Shape(None, (columns,))
        rows = sheet.use("channels", None, unfold_channels, v["kernel"], x.channels)
        return Shape(rows, (columns,))


class Fold(Layer):
    """col2im: columns added up where their windows lie; one addition for each value.

    The input's only axis are the columns; `output_size` and the window are those of the output.
    Source: torch.nn.Fold.
    """

    __slots__ = ()
    TYPE = "fold"
    ALIASES = ("col2im",)
    AXES = 2
    FIRST = "kernel"
    PARAMS = (Param("output_size", "axes", minimum=1), KERNEL, STRIDE, PADDING, DILATION)
    DIMS = (1,)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        sizes, kernel = v["output_size"], v["kernel"]
        positions = slide(sheet, sizes, kernel, v["stride"], v["padding"], v["dilation"])
        sheet.windows = tuple([w._replace(kind="spread") for w in sheet.windows])
        sheet.unused = None
        columns = product(*positions)
        (given,) = x.spatial
        sheet.equal(given, columns, "fold.wrong_columns", given=given, needed=columns)
        sheet.tally("additions", features, x.channels, x.spatial)
        if x.channels is None:
            return Shape(None, sizes)
        block = product(*kernel)
        code = "fold.channels_not_divisible"
        sheet.divides(block, x.channels, code, value=x.channels, factor=block)
        return Shape(sheet.use("channels", None, fold_channels, kernel, x.channels), sizes)
