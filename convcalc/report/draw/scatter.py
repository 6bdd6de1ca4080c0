"""Transposed convolutions as figures: what each input pixel writes, the stretched input that gives
the same, and where outputs are written more often than their neighbours."""

from __future__ import annotations

from math import prod

from convcalc.algebra.expr import Expr
from convcalc.errors import Message, UsageError
from convcalc.formulas.transposed import tconv_output
from convcalc.layers.base import Layer, Record
from convcalc.layers.window import Window
from convcalc.network.gridding import evened, evenness
from convcalc.report.document import Pairs, Sizes
from convcalc.report.draw.windows import size_formulas
from convcalc.report.figures import HEAD, Heat, Panel, Scatter
from convcalc.report.geometry import SpreadAxis
from convcalc.report.values import uniform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

VIEWS = ("scatter", "zeros", "overlap")
LISTED = 64
"""Positions of an axis that are listed one by one; a map with more is not drawn as a map."""
BEHIND = 8
"""Outputs at the end of a longer axis whose counts are shown, after the first `HEAD`."""


def scatter_figure(layer: Layer, record: Record, view: str = "scatter") -> Scatter | Heat:
    """A transposed convolution whose sizes are all numbers.

    Raises:
        UsageError: a letter stands for one of them.
    """
    for value in (*record.inputs[0].spatial, *(v for window in record.windows for v in window[1:])):
        if isinstance(value, Expr):
            from convcalc.algebra.expr import free_variables

            raise UsageError(Message("draw.letter", name=min(free_variables(value))))
    inputs: Any = record.inputs[0].spatial
    outputs: Any = record.output.spatial
    axes = tuple(map(SpreadAxis, inputs, record.windows, outputs))
    title = Message(
        "draw.title",
        name=Message(f"layer.{layer.TYPE}"), input=Sizes(inputs), output=Sizes(outputs),
    )  # fmt: skip
    extra = _extra(record)
    told = _settings(record.windows, extra)
    if view == "overlap":
        return Heat(Message("draw.overlap"), (), _panels(axes, extra))
    return Scatter(title, told, axes, size_formulas(record), view)


def _extra(record: Record) -> tuple[int, ...]:
    """The output padding of each axis: what the padding after does not crop."""
    assert record.padding is not None
    pairs = zip(record.padding, record.windows, strict=True)
    return tuple([after - window.end for (_, after), window in pairs])


def _settings(windows: Sequence[Window], extra: Sequence[int]) -> tuple[Message, ...]:
    """The parameters in one line: those that are not at their defaults, and the first three."""
    padding = [(one.begin, one.end + more) for one, more in zip(windows, extra, strict=True)]
    alike = all(begin == end for begin, end in padding)
    values: dict[str, Any] = {
        "kernel": Sizes(window.kernel for window in windows),
        "stride": Sizes(window.stride for window in windows),
        "padding": Sizes(begin for begin, _ in padding) if alike else Pairs(padding),
        "output_padding": Sizes(extra),
        "dilation": Sizes(window.dilation for window in windows),
    }
    plain = {"output_padding": 0, "dilation": 1}
    return tuple(
        Message("report.setting", name=Message(f"param.{name}"), value=told)
        for name, value in values.items()
        for told in (value if name == "kernel" else uniform(value),)
        if name not in plain or told != plain[name]
    )


def _panels(axes: Sequence[SpreadAxis], extra: Sequence[int]) -> tuple[Panel, ...]:
    """The settings that are given and, if they paint unevenly, the nearest that do not."""
    given = _panel(axes, extra)
    if not given.fault:
        return (given,)
    other: list[SpreadAxis] = []
    left: list[int] = []
    for axis, more in zip(axes, extra, strict=True):
        window, rest = evened(axis.window, more)
        other.append(_enough(axis.size, window))
        left.append(rest)
    return given, _panel(other, left)


def _enough(size: int, window: Window) -> SpreadAxis:
    """The axis with a kernel so many strides longer that it has an output."""
    _, k, s, p, q, d = window
    missing = 1 - tconv_output(size, k, s, p, q, d, 0)
    if missing > 0:
        window = window._replace(kernel=k + -(-missing // (s * d)) * s)
        _, k, s, p, q, d = window
    return SpreadAxis(size, window, tconv_output(size, k, s, p, q, d, 0))


def _panel(axes: Sequence[SpreadAxis], extra: Sequence[int]) -> Panel:
    windows = [axis.window for axis in axes]
    title = Message(
        "draw.overlap.panel",
        settings=list(_settings(windows, extra)),
        input=uniform(Sizes(axis.size for axis in axes)),
        output=uniform(Sizes(axis.outputs for axis in axes)),
    )
    low, high = (prod(ends) for ends in zip(*map(evenness, windows), strict=True))
    code = "even" if low == high else "uneven" if low else "empty"
    verdict = Message(f"draw.overlap.{code}", low=low, high=high)
    along = [_counts(axis) for axis in axes]
    rows: tuple[tuple[int, ...], ...] = ()
    if len(axes) == 2 and all(axis.outputs <= LISTED for axis in axes):
        rows = tuple([tuple([y * x for x in along[1]]) for y in along[0]])
    left_out = tuple(
        [max(axis.outputs - len(one), 0) for axis, one in zip(axes, along, strict=True)]
    )
    return Panel(title, verdict, code != "even", (0,) * len(axes), tuple(along), rows, left_out)


def _counts(axis: SpreadAxis) -> tuple[int, ...]:
    """How often the outputs are written: all of a short axis, else those at both ends."""
    places: Sequence[int] = range(axis.outputs)
    if axis.outputs > LISTED:
        places = (*range(HEAD), *range(axis.outputs - BEHIND, axis.outputs))
    return tuple(map(axis.times, places))


def scatter_data(figure: Scatter | Heat) -> dict[str, Any]:
    """The geometry as data: positions count from 0, input pixels and windows from 1."""
    if isinstance(figure, Heat):
        return heat_data(figure)
    give = _written if figure.view == "scatter" else _stretched
    return {
        "figure": "scatter",
        "view": figure.view,
        "axes": [
            {"input": axis.size, "output": axis.outputs, **give(axis),
             "times_written": list(_counts(axis)) if axis.outputs <= LISTED else None}
            for axis in figure.axes
        ],
    }  # fmt: skip


def _written(axis: SpreadAxis) -> dict[str, Any]:
    listed = range(min(axis.size, LISTED))
    return {
        "canvas": [axis.canvas[0], axis.canvas[-1]],
        "inputs": [{"input": pixel + 1, **_range(axis.written(pixel))} for pixel in listed],
        "inputs_left_out": axis.size - len(listed),
    }


def _stretched(axis: SpreadAxis) -> dict[str, Any]:
    listed = range(min(axis.outputs, LISTED))
    return {
        "stretched": [axis.stretched[0], axis.stretched[-1]],
        "windows": [
            {"window": output + 1, **_range(axis.read(output)),
             "inputs": [pixel + 1 for pixel in axis.met(output)][:LISTED]}
            for output in listed
        ],
        "windows_left_out": axis.outputs - len(listed),
    }  # fmt: skip


def _range(places: range) -> dict[str, int]:
    return {"first": places[0], "last": places[-1], "step": places.step}


def heat_data(figure: Heat) -> dict[str, Any]:
    """The geometry as data: counts along each axis from position `first` on, `left_out` of them
    behind those at its beginning, and the map."""
    return {
        "figure": "heat",
        "counts": figure.of,
        "panels": [
            {
                "title": panel.title,
                "verdict": panel.verdict,
                "fault": panel.fault,
                "first": list(panel.first),
                "along": [list(axis) for axis in panel.along],
                "left_out": list(panel.left_out),
                "rows": [list(row) for row in panel.rows] or None,
            }
            for panel in figure.panels
        ],
    }
