"""What the commands about one layer share: reading the inputs, asking the border, answering."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from convcalc.cli.command import Call
from convcalc.layers.base import Record, Shape
from convcalc.layers.make import analyse
from convcalc.layers.read import kernel_axes, merge_channels, read_channels, read_size
from convcalc.render import Style, emit
from convcalc.report.document import Document

EXTRA = ("in", "dims", "dialect")
"""Options of every layer command that are not parameters of a layer."""


class LayerCall(NamedTuple):
    """The inputs and the options of a layer command, read; `given` has the layer's own."""

    inputs: tuple[Shape, ...]
    given: dict[str, Any]
    dims: int
    dialect: str | None


def request(call: Call, sizes: Sequence[str], dims: int | None = None) -> LayerCall:
    """Read the inputs of a call; `dims` is the number of axes that the layer's name fixes.

    Raises:
        ConvcalcError: a size or a number of channels that cannot be.
    """
    given = dict(call.given)
    dialect = given.pop("dialect", None)
    channels = given.pop("in", None)
    asked = given.pop("dims", None)
    axes = int(asked) if asked else dims
    kernel = kernel_axes(given)
    inputs = tuple([_input(size, channels, axes, kernel) for size in sizes])
    return LayerCall(inputs, given, int(asked or len(inputs[0].spatial)), dialect)


def answer(call: Call, kind: str, sizes: Sequence[str], dims: int | None = None) -> int:
    """Say everything about a layer of this kind for inputs of these sizes, or derive it.

    Raises:
        ConvcalcError: no such input, parameter or layer.
    """
    inputs, given, axes, dialect = request(call, sizes, dims)
    settings = call.settings
    layer, sheet = analyse(kind, inputs, given, axes, dialect, record=settings.steps)
    inputs = sheet.inputs
    if isinstance(sheet, Record):
        from convcalc.report.steps import layer_steps

        return show(call, layer_steps(layer, inputs, sheet, settings.of))
    from convcalc.report.layer import layer_document

    return show(call, layer_document(layer, inputs, sheet, settings.of))


def _input(text: str, channels: str | None, dims: int | None, kernel: int | None) -> Shape:
    shape = read_size(text, dims, kernel)
    if channels is None:
        return shape
    return Shape(merge_channels(shape.channels, read_channels(channels)), shape.spatial)


def show(call: Call, document: Document) -> int:
    """Write a document the way the settings ask for."""
    settings = call.settings
    style = Style(
        format=settings.format,
        lang=settings.lang,
        ascii=settings.ascii,
        letters=settings.letters,
        header=settings.header,
        quiet=settings.quiet,
    )
    if settings.output_file is None:
        emit(document, style, sys.stdout)
    else:
        from convcalc.cli.output import destination

        with destination(settings.output_file) as stream:
            emit(document, style, stream)
    if not settings.remarks:
        for note in document.alerts:
            from convcalc.cli.networks import complain

            complain(call, note.message)
    return 0
