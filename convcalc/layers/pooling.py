"""Pooling: by a sliding window, adaptive, global, and max-unpooling.

Operations, for each output: a maximum takes one comparison fewer than the values of the window; an
average one addition fewer, and 1 division; an Lp norm 1 power a value, one addition fewer, and 1
power for the root. Windows are counted in full, padding included.
"""

from __future__ import annotations

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import product
from convcalc.formulas.operations import elementwise, pool_joins, taken_together
from convcalc.formulas.size import adaptive_reads
from convcalc.formulas.transposed import unpool_output
from convcalc.layers.base import WHOLE, Layer, Param, Shape, Sheet, Window
from convcalc.layers.conv import DILATION, KERNEL, PADDING
from convcalc.layers.padding import Explicit
from convcalc.layers.sliding import slide

POOL_STRIDE = Param("stride", "axes", None, minimum=1)
CEIL = Param("ceil", "flag", False)


def average(
    sheet: Sheet, channels: Size | None, kernel: tuple[Size, ...], output: tuple[Size, ...]
) -> None:
    """State the operations of averaging windows of the same size."""
    sheet.tally("additions", pool_joins, channels, kernel, output)
    sheet.tally("divisions", elementwise, channels, output, 1)


def largest(
    sheet: Sheet, channels: Size | None, kernel: tuple[Size, ...], output: tuple[Size, ...]
) -> None:
    """State the operations of taking the maximum of windows of the same size."""
    sheet.tally("comparisons", pool_joins, channels, kernel, output)


class Pool(Layer):
    """What poolings with a sliding window share; `rounding` is the rule of `slide`.

    Where `kernel_within_input` is set, the padding does not help a kernel larger than the input.
    """

    __slots__ = ()
    TRACED = True

    def _slide(self, sheet: Sheet, x: Shape) -> tuple[Size, ...]:
        v = self.values
        kernel = v["kernel"]
        dims = len(kernel)
        stride = kernel if v["stride"] is None else v["stride"]
        padding = v.get("padding") or Explicit(((0, 0),) * dims)
        rounding = v.get("rounding") or ("ceil" if v["ceil"] else "floor")
        if v.get("kernel_within_input"):
            for axis, (i, k) in enumerate(zip(x.spatial, kernel, strict=True)):
                sheet.at_least(i, k, "pool.kernel_exceeds_bare_input", input=i, kernel=k, axis=axis)
        return slide(
            sheet, x.spatial, kernel, stride, padding, v.get("dilation", (1,) * dims), rounding
        )


class MaxPool(Pool):
    """Max pooling. Source: torch.nn.MaxPool2d; ONNX MaxPool."""

    __slots__ = ()
    TYPE = "maxpool"
    ALIASES = ("max_pool",)
    FIRST = "kernel"
    PARAMS = (KERNEL, POOL_STRIDE, PADDING, DILATION, CEIL)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        sizes = self._slide(sheet, x)
        largest(sheet, x.channels, self.values["kernel"], sizes)
        return Shape(x.channels, sizes)


class AvgPool(Pool):
    """Average pooling; whether padding counts in the divisor does not change the operations.

    Source: torch.nn.AvgPool2d; ONNX AveragePool.
    """

    __slots__ = ()
    TYPE = "avgpool"
    ALIASES = ("avg_pool", "average_pool", "averagepool")
    FIRST = "kernel"
    PARAMS = (
        KERNEL,
        POOL_STRIDE,
        PADDING,
        DILATION,
        CEIL,
        Param("count_include_pad", "flag", True),
    )

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        sizes = self._slide(sheet, x)
        average(sheet, x.channels, self.values["kernel"], sizes)
        return Shape(x.channels, sizes)


class LpPool(Pool):
    """Lp pooling: the p-norm of each window. Source: torch.nn.LPPool2d; ONNX LpPool."""

    __slots__ = ()
    TYPE = "lppool"
    ALIASES = ("lp_pool",)
    FIRST = "kernel"
    PARAMS = (
        KERNEL,
        POOL_STRIDE,
        PADDING,
        DILATION,
        CEIL,
        Param("norm", "count", 2, minimum=1),
    )

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        kernel = self.values["kernel"]
        sizes = self._slide(sheet, x)
        sheet.tally("additions", pool_joins, x.channels, kernel, sizes)
        sheet.tally("powers", elementwise, x.channels, sizes, product(*kernel) + 1)
        return Shape(x.channels, sizes)


def bins_cost(
    sheet: Sheet,
    channels: Size | None,
    size: tuple[Size, ...],
    output: tuple[Size, ...],
    *,
    divide: bool,
) -> None:
    """State the operations of adaptive pooling, averaging (`divide`) or taking the maximum.

    Neighbouring windows may overlap: i + o - gcd(i, o) values are read along an axis. The count is
    unknown while a symbol hides the gcd.
    """
    reads: int | None = 1
    for i, o in zip(size, output, strict=True):
        if reads is not None and isinstance(i, int) and isinstance(o, int):
            reads *= adaptive_reads(i, o)
        else:
            reads = None
    joins = "additions" if divide else "comparisons"
    if reads is None:
        sheet.operate(joins, None)
    else:
        sheet.tally(joins, taken_together, channels, reads, output)
    if divide:
        sheet.tally("divisions", elementwise, channels, output, 1)


class AdaptivePool(Layer):
    """What adaptive poolings share: windows of nearly equal size that give the wanted output."""

    __slots__ = ()
    PARAMS = (Param("output_size", "sizes", minimum=1),)
    AVERAGES = False

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        wanted = self.values["output_size"]
        sizes = tuple([i if o is None else o for i, o in zip(x.spatial, wanted, strict=True)])
        sheet.windows = tuple([Window("bins", i, o) for i, o in zip(x.spatial, sizes, strict=True)])
        bins_cost(sheet, x.channels, x.spatial, sizes, divide=self.AVERAGES)
        return Shape(x.channels, sizes)


class AdaptiveAvgPool(AdaptivePool):
    """Adaptive average pooling. Source: torch.nn.AdaptiveAvgPool2d."""

    __slots__ = ()
    TYPE = "adaptive_avgpool"
    ALIASES = ("adaptive_avg_pool",)
    FIRST = "output_size"
    AVERAGES = True


class AdaptiveMaxPool(AdaptivePool):
    """Adaptive max pooling. Source: torch.nn.AdaptiveMaxPool2d."""

    __slots__ = ()
    TYPE = "adaptive_maxpool"
    ALIASES = ("adaptive_max_pool",)
    FIRST = "output_size"


class GlobalAvgPool(Layer):
    """Global average pooling: each map becomes one value: a map of one element, or
    a vector where `keepdims` is false.

    Source: Lin et al. (2014).
    """

    __slots__ = ()
    TYPE = "gap"
    ALIASES = ("global_avg_pool", "global_average_pool")

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        ones = (1,) * len(x.spatial)
        sheet.windows = (WHOLE,) * len(x.spatial)
        average(sheet, x.channels, x.spatial, ones)
        return Shape(x.channels, ones if self.values.get("keepdims", True) else ())


class GlobalMaxPool(Layer):
    """Global max pooling, `keepdims` as above. Source: keras.layers.GlobalMaxPooling2D."""

    __slots__ = ()
    TYPE = "gmp"
    ALIASES = ("global_max_pool",)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        ones = (1,) * len(x.spatial)
        sheet.windows = (WHOLE,) * len(x.spatial)
        largest(sheet, x.channels, x.spatial, ones)
        return Shape(x.channels, ones if self.values.get("keepdims", True) else ())


class MaxUnpool(Layer):
    """Max-unpooling: every value returns to the position where its maximum stood, the rest is 0.

    Only moves values. `output_size` may differ from the default by less than the stride, or, where
    `length_rule` is "at-least", be anything from the default on.
    Source: torch.nn.MaxUnpool2d; ONNX MaxUnpool.
    """

    __slots__ = ()
    TYPE = "unpool"
    ALIASES = ("max_unpool",)
    FIRST = "kernel"
    PARAMS = (KERNEL, POOL_STRIDE, PADDING, Param("output_size", "axes", None, minimum=1))

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        stride = v["kernel"] if v["stride"] is None else v["stride"]
        sizes, windows = [], []
        for axis, (i, k, s) in enumerate(zip(x.spatial, v["kernel"], stride, strict=True)):
            p, q = v["padding"].pairs[axis]
            o = sheet.use("size", axis, unpool_output, i, k, s, p, q)
            if v["output_size"] is not None:
                at_least = v.get("length_rule") == "at-least"
                if at_least:
                    _something(sheet, axis, o, i, p + q)
                o = (_enough if at_least else _near)(sheet, axis, v["output_size"][axis], o, s)
            _something(sheet, axis, o, i, p + q)
            sizes.append(o)
            windows.append(Window("spread", k, s, p, q))
        sheet.padding = v["padding"].pairs
        sheet.windows = tuple(windows)
        return Shape(x.channels, tuple(sizes))


def _something(sheet: Sheet, axis: int, output: Size, input: Size, padding: Size) -> None:
    """Demand that something is left.

    Raises:
        LayerError: nothing is.
    """
    fields = {"output": output, "input": input, "padding": padding, "axis": axis}
    sheet.at_least(output, 1, "unpool.no_output", **fields)


def _near(sheet: Sheet, axis: int, wanted: Size, default: Size, stride: Size) -> Size:
    """The wanted size, which must be less than a stride away from the default.

    Raises:
        LayerError: it is not.
    """
    low, high = default - stride + 1, default + stride - 1
    for large, small in ((wanted, low), (high, wanted)):
        sheet.at_least(
            large,
            small,
            "unpool.output_size_out_of_range",
            wanted=wanted,
            low=low,
            high=high,
            axis=axis,
        )
    return wanted


def _enough(sheet: Sheet, axis: int, wanted: Size, default: Size, stride: Size) -> Size:
    """The wanted size, which must be at least the default.

    Raises:
        LayerError: it is not.
    """
    sheet.at_least(
        wanted, default, "unpool.output_size_too_small", wanted=wanted, low=default, axis=axis
    )
    return wanted
