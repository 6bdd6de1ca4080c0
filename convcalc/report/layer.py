"""What `conv`, `tconv`, `pool` and `layer` say: sizes, cost, and the view of one layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from convcalc.algebra.expr import Expr
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Layer, Shape, Sheet
from convcalc.report.cost import cost_facts, flops, memory
from convcalc.report.document import (
    Document,
    Fact,
    Facts,
    Named,
    Node,
    Note,
    Range,
    Sizes,
)
from convcalc.report.values import (
    WHOLE,
    assumptions,
    conditions,
    each,
    field,
    jump,
    named_dialects,
    neat,
    pairs,
    same_value,
    settings,
    sizes,
    tensor,
    title,
    uniform,
    unread,
    valid_for,
)


def layer_document(
    layer: Layer,
    inputs: Sequence[Shape],
    sheet: Sheet,
    of: str | None = None,
) -> Document:
    """Everything about one layer on these inputs.

    Args:
        of: the quantity that `-q` prints: a key of `QUANTITIES`; default the output size, or the
            number of outputs where no spatial axis is left.

    Raises:
        UsageError: `of` names a quantity that this layer does not have, or that is unknown.
    """
    facts = (
        Facts(Message("report.group.size"), tuple(_size(layer, inputs, sheet))),
        Facts(Message("report.group.cost"), tuple(cost_facts(sheet))),
        Facts(Message("report.group.view"), tuple(_view(sheet))),
    )
    notes: list[Node] = [*named_dialects([layer])]
    valid = conditions(sheet.conditions)
    notes += valid_for(valid)
    notes += [Note(message) for message in assumptions(sheet.conditions)]
    notes += [Note(message) for message in _skipped(layer, sheet)]
    if sheet.flattened is not None:
        notes.append(Note(Message("report.flattened", features=neat(sheet.flattened))))
    if not sheet.known:
        notes.append(Note(_channels_wanted(layer, inputs), "hint"))
    return Document(
        "layer",
        title(layer),
        _data(layer, inputs, sheet, valid),
        _answer(layer, sheet, of),
        [*(group for group in facts if group.facts), *notes],
    )


def _size(layer: Layer, inputs: Sequence[Shape], sheet: Sheet) -> list[Fact]:
    output = sheet.output
    shown: Any = [tensor(shape) for shape in inputs]
    facts = [Fact("inputs", Message("report.input"), shown[0] if len(shown) == 1 else shown)]
    if output.spatial:
        facts.append(Fact("size", Message("report.size"), sizes(output.spatial)))
    label = Message("report.channels" if output.spatial else "report.features")
    facts.append(Fact("channels", label, neat(output.channels)))
    if sheet.effective_kernel is not None:
        kernel = sizes(sheet.effective_kernel)
        facts.append(
            Fact("effective_kernel", Message("report.effective_kernel"), kernel, _dilated(layer))
        )
    if sheet.padding is not None:
        facts.append(Fact("padding", Message("report.padding"), pairs(sheet.padding)))
    left = unread(sheet, inputs[0].spatial)
    if left is not None and all(isinstance(pixels, int) for pixels in left):
        unused: Any = left
        if not any(unused):
            unused = Named("x".join("0" * len(unused)), Message("value.none"))
        facts.append(Fact("unused", Message("report.unused"), unused, _unread(sheet, left)))
    return facts


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


def _view(sheet: Sheet) -> list[Fact]:
    seen = field(sheet)
    if seen is None:
        return []
    varies = isinstance(seen, Sizes) and any(isinstance(span, Range) for span in seen)
    notes = (Message("report.depends_on_position"),) if varies else ()
    facts = [Fact("receptive_field", Message("report.receptive_field"), seen, notes)]
    step = jump(sheet)
    if step is not None:
        means = Message("report.jump_means")
        facts.append(Fact("jump", Message("report.jump"), each(step), (means,)))
    return facts


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


QUANTITIES: dict[str, Callable[[Sheet], Any]] = {
    "size": lambda sheet: sizes(sheet.output.spatial) if sheet.output.spatial else None,
    "channels": lambda sheet: neat(sheet.output.channels),
    "params": lambda sheet: neat(sheet.params),
    "macs": lambda sheet: neat(sheet.macs) if sheet.known else None,
    "flops": flops,
    "effective_kernel": lambda sheet: sizes(sheet.effective_kernel or ()) or None,
    "rf": field,
    "jump": jump,
    "memory": memory,
}
"""What `--of` may name for a layer, and where it comes from."""


def _answer(layer: Layer, sheet: Sheet, of: str | None) -> Any:
    if of is None:
        return QUANTITIES["size" if sheet.output.spatial else "channels"](sheet)
    value = QUANTITIES[of](sheet) if of in QUANTITIES else None
    if value is not None:
        return value
    name = Message(f"layer.{layer.TYPE}")
    if not sheet.known and of in ("params", "macs", "flops", "memory", "channels"):
        raise UsageError(
            Message("report.unknown_quantity", quantity=Message(f"quantity.{of}"), layer=name),
            Message("report.give_channels", example="56x56@64"),
        )
    raise UsageError(
        Message("report.no_quantity", quantity=Message(f"quantity.{of}"), layer=name),
        Message("report.quantities", names=", ".join(_available(sheet))),
    )


def _available(sheet: Sheet) -> list[str]:
    return [name for name, value in QUANTITIES.items() if value(sheet) is not None]


def _data(
    layer: Layer, inputs: Sequence[Shape], sheet: Sheet, valid: list[Message]
) -> dict[str, Any]:
    seen, known = field(sheet), sheet.known
    return {
        "layer": layer.TYPE,
        "dialect": layer.origin.dialect,
        "parameters": settings(layer),
        "inputs": [tensor(shape) for shape in inputs],
        "size": sizes(sheet.output.spatial),
        "channels": neat(sheet.output.channels),
        "params": neat(sheet.params),
        "buffers": neat(sheet.buffers),
        "macs": neat(sheet.macs) if known else None,
        "flops": flops(sheet),
        "operations": {k: neat(v) for k, v in sheet.operations.items()} if known else None,
        "memory": memory(sheet),
        "effective_kernel": sizes(sheet.effective_kernel) if sheet.effective_kernel else None,
        "padding": pairs(sheet.padding) if sheet.padding is not None else None,
        "unused": unread(sheet, inputs[0].spatial),
        "flattened": neat(sheet.flattened),
        "receptive_field": None if seen is WHOLE else seen,
        "global": seen is WHOLE,
        "jump": jump(sheet),
        "conditions": valid,
    }
