"""What convolutions and poolings share: a window that slides over each axis."""

from __future__ import annotations

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import maximum, minimum
from convcalc.formulas.size import (
    ceil_pool_output,
    ceil_pool_output_plain,
    conv_output,
    effective_kernel,
    same_output,
    same_padding_total,
)
from convcalc.layers.base import Sheet, Window
from convcalc.layers.padding import Explicit, Padding, Same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def slide(
    sheet: Sheet,
    spatial: tuple[Size, ...],
    kernel: tuple[Size, ...],
    stride: tuple[Size, ...],
    padding: Padding,
    dilation: tuple[Size, ...],
    rounding: str = "floor",
) -> tuple[Size, ...]:
    """Output sizes of a window that slides over every axis.

    rounding: "floor"; "ceil", where a window may hang over the end but not start in the padding
    after; "ceil-clipped-if-padded", which forbids that only if there is padding on some axis.
    SAME padding knows no rounding. Also states the effective kernel, the padding used, the columns
    at the end of the padded input that no window reaches, and the windows themselves.

    Raises:
        LayerError: the kernel exceeds the padded input on some axis.
    """
    upwards = None if rounding == "floor" else _upwards(sheet, rounding, padding)
    sizes, spans, pads, unused, windows = [], [], [], [], []
    for axis, (i, k, s, d) in enumerate(zip(spatial, kernel, stride, dilation, strict=True)):
        span = sheet.use("effective_kernel", axis, effective_kernel, k, d)
        if isinstance(padding, Same):
            o = sheet.use("size", axis, same_output, i, s)
            total = sheet.use("padding", axis, same_padding_total, i, k, s, d)
            half = total // 2
            p, q = (total - half, half) if padding.lower else (half, total - half)
            padded = i + total
        else:
            p, q = padding.pairs[axis]
            padded = i + p + q
            _fits(sheet, axis, i, k, span, padded, None if upwards is None else s)
            formula: Callable[..., Size] = conv_output
            if upwards is not None:
                formula = ceil_pool_output_plain if _clear(span, s, q) else upwards
            o = sheet.use("size", axis, formula, i, k, s, p, q, d)
        sizes.append(o)
        spans.append(span)
        pads.append((p, q))
        rest = padded - span - (o - 1) * s
        unused.append(rest if upwards is None else maximum(rest, 0))
        windows.append(Window("slide", k, s, p, q, d))
    sheet.effective_kernel = tuple(spans)
    sheet.padding = tuple(pads)
    sheet.unused = tuple(unused)
    sheet.windows = tuple(windows)
    return tuple(sizes)


def _fits(
    sheet: Sheet, axis: int, i: Size, k: Size, span: Size, padded: Size, stride: Size | None
) -> None:
    """Demand that the kernel fits into the padded input; that it hangs over its end by less than
    the `stride`, if that is given.

    Raises:
        LayerError: it does not.
    """
    if stride is None and type(padded) is int and type(span) is int and span <= padded:
        return  # nearly every layer of `batch`: spare it the fields of an error
    fields = {"input": i, "padded": padded, "kernel": k, "effective_kernel": span}
    if stride is None:
        sheet.at_least(padded, span, "size.kernel_exceeds_input", **fields, axis=axis)
    else:
        fields["overhang"] = stride - 1
        code = "size.kernel_exceeds_input_ceil"
        sheet.at_least(padded + stride - 1, span, code, **fields, axis=axis)


def _upwards(sheet: Sheet, rounding: str, padding: Padding) -> Callable[..., Size]:
    """The formula that rounds up in the given way; a symbol is taken for padding, and noted."""
    if rounding == "ceil-clipped-if-padded" and isinstance(padding, Explicit):
        pads = [pad for pair in padding.pairs for pad in pair]
        if not any(isinstance(pad, int) and pad > 0 for pad in pads):
            symbols = [pad for pad in pads if not isinstance(pad, int)]
            if not symbols:
                return ceil_pool_output_plain
            sheet.assume("pool.symbol_is_padding", padding=symbols[0])
    return ceil_pool_output


def _clear(span: Size, stride: Size, after: Size) -> bool:
    """Whether no window can start in the padding after, so that there is nothing to clip."""
    room = span - stride - after
    return isinstance(room, int) and room >= 0


def fillable(sheet: Sheet, mode: str, axis: int, i: Size, begin: Size, end: Size) -> None:
    """Demand amounts of padding that the mode can fill from an input of i elements.

    Raises:
        LayerError: more are needed than the input has.
    """
    left = i + minimum(begin, 0) + minimum(end, 0)
    for amount in (begin, end):
        fields = {"mode": mode, "amount": amount, "input": i, "axis": axis}
        if mode == "reflect":
            sheet.at_least(i - 1, amount, "pad.reflect_exceeds_input", **fields)
        elif mode == "circular":
            fields["input"] = left  # only what negative amounts leave goes round
            sheet.at_least(left, amount, "pad.circular_exceeds_input", **fields)
