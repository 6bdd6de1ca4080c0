"""The picture of one layer, alone or below its answer."""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.layers.base import Layer, Record
from convcalc.report.document import Document
from convcalc.report.draw.windows import counts, windows_data, windows_figure
from convcalc.report.figures import Figure
from convcalc.report.values import sizes


def layer_drawing(layer: Layer, record: Record, view: str = "") -> tuple[Figure, dict[str, Any]]:
    """The figure of a layer whose sizes are all numbers, and its geometry as data.

    Raises:
        UsageError: a letter stands for a size, or no window slides in this layer.
    """
    if layer.ADDS_UP:
        from convcalc.report.draw.scatter import scatter_data, scatter_figure

        scatter = scatter_figure(layer, record, view or "scatter")
        return scatter, scatter_data(scatter)
    windows = windows_figure(layer, record, view or "sheet")
    return windows, windows_data(windows)


def layer_picture(layer: Layer, record: Record, view: str = "") -> Document:
    """The picture of a layer.

    Raises:
        UsageError: as `layer_drawing`.
    """
    figure, drawing = layer_drawing(layer, record, view)
    data = {"layer": layer.TYPE, **drawing}
    return Document("drawing", figure.title, data, sizes(counts(record)), [figure])


def with_picture(document: Document, layer: Layer, record: Record) -> Document:
    """The answer with the picture below it.

    Raises:
        UsageError: as `layer_drawing`.
    """
    figure, drawing = layer_drawing(layer, record)
    return document.told({**document.data, "drawing": drawing}, [*document.nodes, figure])
