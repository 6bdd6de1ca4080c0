"""The page of `conv`, `tconv`, `pool` and `layer`, and their JSON: what is said of one layer."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.layers.base import Layer, Shape, Sheet
from convcalc.layers.quantities import OF_LAYERS
from convcalc.report.cost import cost_entries
from convcalc.report.document import Named, Node, Note, Range, Sizes
from convcalc.report.fields import Entry, data_of, further, groups_of
from convcalc.report.values import (
    WHOLE,
    assumptions,
    conditions,
    each,
    named_dialects,
    neat,
    never_read,
    of_layer,
    pairs,
    same_value,
    settings,
    sizes,
    tensor,
    uniform,
    unread,
    valid_for,
)


def layer_data(layer: Layer, inputs: Sequence[Shape], sheet: Sheet) -> dict[str, Any]:
    """The JSON document."""
    return {
        "layer": layer.TYPE,
        "dialect": layer.origin.dialect,
        "parameters": settings(layer),
        **data_of(_entries(layer, inputs, sheet)),
        "conditions": conditions(sheet.conditions),
    }


def layer_nodes(layer: Layer, inputs: Sequence[Shape], sheet: Sheet) -> list[Node]:
    """What people read."""
    facts = groups_of("report.group", ("size", "cost", "view"), _entries(layer, inputs, sheet))
    notes: list[Node] = [*named_dialects([layer])]
    notes += valid_for(conditions(sheet.conditions))
    notes += [Note(message) for message in assumptions(sheet.conditions)]
    notes += [Note(message) for message in _skipped(layer, sheet)]
    if sheet.flattened is not None:
        notes.append(Note(Message("report.flattened", features=neat(sheet.flattened))))
    if not sheet.known:
        notes.append(Note(_channels_wanted(layer, inputs), "hint"))
    return [*facts, *notes]


def _entries(layer: Layer, inputs: Sequence[Shape], sheet: Sheet) -> list[Entry]:
    """What is said of the layer."""
    output = sheet.output
    shown = [tensor(shape) for shape in inputs]
    has_size = Message("report.size") if output.spatial else None
    channels = Message("report.channels" if output.spatial else "report.features")
    entries = [
        Entry(
            "inputs", shown[0] if len(shown) == 1 else shown, "report.input",
            data=shown, group="size",
        ),
        Entry("size", sizes(output.spatial), has_size, group="size"),
        Entry("channels", neat(output.channels), channels, group="size"),
        *cost_entries(sheet),
        *_window(layer, inputs, sheet),
        Entry("flattened", neat(sheet.flattened)),
        *_view(sheet),
    ]  # fmt: skip
    return entries + further(entries, OF_LAYERS, lambda key: of_layer(sheet, key))


def _window(layer: Layer, inputs: Sequence[Shape], sheet: Sheet) -> list[Entry]:
    """The window, its padding and what it leaves unread."""
    kernel, padding = sheet.effective_kernel, sheet.padding
    left: Any = unread(sheet, inputs[0].spatial)
    counted = left is not None and all(isinstance(pixels, int) for pixels in left)
    unused = left
    if counted and not any(left):
        unused = Named("x".join("0" * len(left)), Message("value.none"))
    return [
        Entry(
            "effective_kernel", sizes(kernel) if kernel else None,
            None if kernel is None else "report.effective_kernel", _dilated(layer),
            group="size",
        ),
        Entry(
            "padding", None if padding is None else pairs(padding),
            None if padding is None else "report.padding", group="size",
        ),
        Entry(
            "unused", unused, "report.unused" if counted else None,
            _unread(sheet, left) if counted else (), left, "size",
        ),
        _never_read(layer, inputs[0], sheet, left),
    ]  # fmt: skip


def _never_read(layer: Layer, x: Shape, sheet: Sheet, end: Sizes | None) -> Entry:
    """All pixels that no window reads, told where there are others than those at the end."""
    missed = never_read(layer, sheet, x.spatial)
    if missed is None or None in missed or missed == end:
        return Entry("unread", missed)
    note = Message("report.unread_of", size=each(sizes(x.spatial)))
    return Entry("unread", missed, "report.unread", (note,), group="size")


def _dilated(layer: Layer) -> tuple[Message, ...]:
    dilation = layer.values.get("dilation")
    if dilation is None or all(isinstance(d, int) and d == 1 for d in dilation):
        return ()
    kernel, rate = sizes(layer.values["kernel"]), uniform(sizes(dilation))
    return (Message("report.dilated", kernel=kernel, dilation=rate),)


def _unread(sheet: Sheet, pixels: Sizes) -> tuple[Message, ...]:
    """What the windows leave at the end: pixels of the input, or padding only."""
    if any(pixels):
        count = uniform(pixels)
        if isinstance(count, Sizes):
            return (Message("report.unread_by_axis", pixels=pixels),)
        return (Message("report.unread_pixels", count=count),)
    beyond = any(isinstance(left, int) and left for left in sizes(sheet.unused or ()))
    return (Message("report.unread_padding"),) if beyond else ()


def _skipped(layer: Layer, sheet: Sheet) -> list[Message]:
    """That a stride larger than the kernel leaves pixels out between the windows."""
    gaps = Sizes(
        max(window.stride - window.dilation * (window.kernel - 1) - 1, 0)
        if window.kind == "slide" and not isinstance(window.stride + window.kernel, Expr)
        else 0
        for window in sheet.windows
        if not isinstance(window.dilation, Expr)
    )
    if not any(gaps) or sheet.effective_kernel is None:
        return []
    return [Message("report.gaps", count=max(gaps), kernel=sizes(sheet.effective_kernel))]


def _view(sheet: Sheet) -> list[Entry]:
    seen, step = of_layer(sheet, "rf"), of_layer(sheet, "jump")
    varies = isinstance(seen, Sizes) and any(isinstance(span, Range) for span in seen)
    notes = (Message("report.depends_on_position"),) if varies else ()
    sight = None if seen is None else Message("report.receptive_field")
    steps = None if seen is None or step is None else Message("report.jump")
    means = (Message("report.jump_means"),)
    return [
        Entry("receptive_field", seen, sight, notes, None if seen is WHOLE else seen, group="view"),
        Entry("global", seen is WHOLE),
        Entry("jump", None if step is None else each(step), steps, means, step, "view"),
    ]


def _channels_wanted(layer: Layer, inputs: Sequence[Shape]) -> Message:
    """How to give the channels that are missing."""
    no_input = any(shape.channels is None for shape in inputs)
    no_output = "out" in layer.values and layer.values["out"] is None
    spelt = _spelt(inputs[0].spatial)
    example = f"{spelt}@64"
    if layer.TYPE == "linear" and no_input and spelt and spelt == _typed(inputs[0].spatial[0]):
        count = neat(inputs[0].spatial[0])
        return Message("report.give_features", vector=f"@{spelt}", count=count, map=example)
    if no_input and no_output:
        return Message("report.give_channels", example=example)
    if no_input:
        return Message("report.give_input_channels", example=example)
    return Message("report.give_output_channels")


def _spelt(spatial: Sequence[Any]) -> str:
    """Spatial sizes as they are typed: `56x48`, and `56` for a square."""
    if len(spatial) == 2 and same_value(*map(neat, spatial)):
        return _typed(spatial[0])
    return "x".join(map(_typed, spatial))


def _typed(size: Any) -> str:
    if isinstance(size, int):
        return str(size)
    from convcalc.algebra.notation import ascii_text

    return ascii_text(size)
