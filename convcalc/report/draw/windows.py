"""Windows that slide over a map, as a figure: convolutions, poolings, and layers like them."""

from __future__ import annotations

from itertools import repeat

from convcalc.algebra.expr import Expr, Var
from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.formulas.size import ceil_pool_output_plain
from convcalc.layers.base import Layer, Record
from convcalc.layers.padding import Same
from convcalc.layers.window import Window
from convcalc.network.taps import length
from convcalc.report.document import Lettered, Pairs, Sizes
from convcalc.report.figures import Axis, Windows
from convcalc.report.values import pairs, sizes, uniform

DRAWN = 64
"""Windows, and positions, of an axis that JSON lists one by one."""
MAXIMA = ("maxpool", "adaptive_maxpool", "gmp")
POOLINGS = (*MAXIMA, "avgpool", "adaptive_avgpool", "gap", "lppool")


def windows_figure(layer: Layer, record: Record, view: str = "sheet") -> Windows:
    """The windows of a layer whose sizes are all numbers.

    Raises:
        UsageError: a letter stands for a size, or no window slides in this layer.
    """
    if not _slides(layer, record):
        raise UsageError(Message("draw.no_windows", layer=Message(f"layer.{layer.TYPE}")))
    spatial = record.inputs[0].spatial
    for value in (*spatial, *(value for window in record.windows for value in window[1:])):
        if isinstance(value, Expr):
            from convcalc.algebra.expr import free_variables

            raise UsageError(Message("draw.letter", name=min(free_variables(value))))
    axes = tuple(map(_axis, repeat(layer), spatial, record.windows, counts(record)))
    title = Message(
        "draw.title",
        name=Message(f"layer.{layer.TYPE}"),
        input=Sizes(spatial),
        output=Sizes(axis.windows for axis in axes),
    )
    told, border = _settings(layer, record), _border(layer)
    return Windows(
        title, told, axes, border, layer.TYPE not in POOLINGS, size_formulas(record), view
    )


def _slides(layer: Layer, record: Record) -> bool:
    """Whether a window, or one for each bin, goes over the axes of a single input."""
    kinds = {window.kind for window in record.windows}
    pools = kinds <= {"bins"} or (layer.TYPE in POOLINGS and kinds <= {"whole"})
    slides = record.effective_kernel is not None or layer.BORDER is not None
    return len(record.inputs) == 1 and bool(kinds) and (pools or (slides and kinds <= {"slide"}))


def counts(record: Record) -> tuple[Any, ...]:
    """Windows on each axis; they are the output, unless that is a vector."""
    counts: tuple[Any, ...] = record.output.spatial
    if len(counts) != len(record.windows):
        found = [use.value for use in record.uses if use.quantity == "size"]
        counts = tuple(found) or (1,) * len(record.windows)
    return counts


def _axis(layer: Layer, size: Any, window: Window, count: int) -> Axis:
    if window.kind == "whole":
        return Axis(size, Window("slide", size, size), count)
    rounding = layer.values.get("rounding") or ("ceil" if layer.values.get("ceil") else "floor")
    dropped = 0
    if rounding != "floor" and window.kind == "slide":
        kept: int = ceil_pool_output_plain(size, *window[1:])
        dropped = kept - count
    return Axis(size, window, count, dropped)


def _border(layer: Layer) -> str:
    mode = layer.values.get(layer.BORDER) if layer.BORDER else None
    if mode not in (None, "zero", "zeros"):
        return str(mode)
    if layer.TYPE in MAXIMA:
        return "least"
    return "zero" if layer.values.get("count_include_pad", True) else "uncounted"


def _settings(layer: Layer, record: Record) -> tuple[Message, ...]:
    """The parameters in one line."""
    told: list[Message] = []
    windows = record.windows
    if all(window.kind == "slide" for window in windows):
        if "kernel" in layer.values:
            told.append(_setting("kernel", Sizes(window.kernel for window in windows)))
        if "stride" in layer.values:
            told.append(_setting("stride", uniform(Sizes(window.stride for window in windows))))
        told.append(_padding(layer, pairs((window.begin, window.end) for window in windows)))
        dilation = uniform(Sizes(window.dilation for window in windows))
        if dilation != 1:
            told.append(_setting("dilation", dilation))
    if layer.values.get("ceil") or str(layer.values.get("rounding", "")).startswith("ceil"):
        told.append(Message("param.ceil"))
    before, after = record.inputs[0].channels, record.output.channels
    if before is not None and after is not None and not isinstance(before, Expr):
        told.append(Message("draw.channels", before=before, after=after))
    groups = layer.values.get("groups", 1)
    if groups != 1:
        told.append(_setting("groups", groups))
    return tuple(told)


def _setting(name: str, value: Any) -> Message:
    return Message("report.setting", name=Message(f"param.{name}"), value=value)


def _padding(layer: Layer, given: Pairs) -> Message:
    """The padding, as one number where both sides are alike."""
    alike = all(begin == end for begin, end in given)
    value: Any = uniform(sizes(begin for begin, _ in given)) if alike else given
    if isinstance(layer.values.get("padding"), Same):
        return Message("draw.padding_same", value=value)
    return _setting("padding", value)


def size_formulas(record: Record) -> tuple[tuple[tuple[int, ...], tuple[Any, ...]], ...]:
    """The lesson's formulas of the size and what leads to it, the numbers put in, the answer."""
    from convcalc.teach.derive import derive

    return tuple(
        (
            part.axes,
            (Lettered(Var(part.left)), Lettered(part.statement), part.substituted, part.answer),
        )
        for worked in derive(record, ("padding", "size"))
        for part in worked.parts
        if part.statement is not None and not part.stage
    )


def windows_data(figure: Windows) -> dict[str, Any]:
    """The geometry as data: positions count from 0 at the first pixel, windows from 1."""
    return {
        "figure": "windows",
        "border": figure.border,
        "axes": [_axis_data(axis) for axis in figure.axes],
    }


def _axis_data(axis: Axis) -> dict[str, Any]:
    numbers = range(min(axis.windows, DRAWN))
    short = axis.stop - axis.start <= DRAWN
    pixels, padding = axis.left
    return {
        "input": axis.size,
        "padding": [-axis.start, axis.padded - axis.size],
        "positions": [axis.start, axis.stop - 1],
        "output": axis.windows,
        "dropped": axis.dropped,
        "left_over": {"pixels": pixels, "padding": padding},
        "windows": [_window_data(axis, number) for number in numbers],
        "windows_left_out": axis.windows - len(numbers),
        "times_read": [axis.times(at) for at in range(axis.start, axis.padded)] if short else None,
        "most_read": axis.most,
    }


def _window_data(axis: Axis, number: int) -> dict[str, Any]:
    read = axis.taps(number)
    short = length(read) <= DRAWN
    return {
        "window": number + 1,
        "first": read[0],
        "last": read[-1],
        "step": read.step,
        "taps": list(read) if short else None,
        "clipped": axis.clipped(number),
    }
