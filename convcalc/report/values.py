"""From what a layer states to values of a document: folded, and in the document's value classes."""

from __future__ import annotations

from convcalc.algebra.expr import Expr
from convcalc.algebra.trace import maximum, minimum
from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.layers.base import REQUIRED, Layer, Shape, Sheet
from convcalc.layers.demands import Condition
from convcalc.layers.dialects import DEFAULT
from convcalc.layers.padding import Explicit, Same
from convcalc.layers.quantities import EVERYTHING, QUANTITIES, Quantity, Span
from convcalc.layers.window import Window
from convcalc.report.document import Bytes, Fact, Named, Note, Pairs, Range, Sizes, Tensor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WHOLE = Named("whole", Message("value.whole_map"))
"""The receptive field of a layer that sees everything."""

NONE = Named("none", Message("value.none"))
"""Where there is nothing."""

MOST_COPIED = 1 << 10
"""Positions of a border that are looked up one by one."""


def neat(value: Any) -> Any:
    """The value with its constants folded; whole fractions become integers."""
    if type(value) is int:
        return value
    if isinstance(value, Expr):
        from convcalc.algebra.fold import fold

        value = fold(value)
    if not isinstance(value, int | Expr) and getattr(value, "denominator", 0) == 1:
        return value.numerator
    return value


def sizes(values: Iterable[Any]) -> Sizes:
    """One folded value for each axis."""
    return Sizes(map(neat, values))


def pairs(values: Iterable[tuple[Any, Any]]) -> Pairs:
    """Folded begin and end for each axis."""
    return Pairs((neat(begin), neat(end)) for begin, end in values)


def tensor(shape: Shape) -> Tensor:
    """A shape as a value."""
    return Tensor(neat(shape.channels), tuple(map(neat, shape.spatial)))


def setting(value: Any) -> Any:
    """The value of a layer's parameter as a value of a document."""
    if isinstance(value, Explicit):
        return pairs(value.pairs)
    if isinstance(value, Same):
        word = "same-lower" if value.lower else "same"
        return Named(word, Message("value." + word.replace("-", "_")))
    if isinstance(value, tuple):
        if value and all(isinstance(pair, tuple) for pair in value):
            return pairs(value)
        return sizes(value)
    return neat(value)


def settings(layer: Layer) -> dict[str, Any]:
    """Every parameter of the layer, by name, as a value of a document."""
    return {param.name: setting(layer.values.get(param.name)) for param in layer.PARAMS}


def inferred_dialects(layers: Iterable[Layer]) -> dict[str, str]:
    """Name -> dialect, of layers that follow another framework than torch for their name alone."""
    origins = dict.fromkeys(layer.origin for layer in layers)
    return {
        origin.name: origin.dialect
        for origin in origins
        if origin.inferred and origin.dialect != DEFAULT
    }


def named_dialects(layers: Iterable[Layer]) -> list[Note]:
    """A remark for each framework that the names of layers chose."""
    found = inferred_dialects(layers)
    notes = []
    for dialect in dict.fromkeys(found.values()):
        names = ", ".join(name for name, other in found.items() if other == dialect)
        told = Message("report.dialect_by_name", dialect=dialect, names=names)
        notes.append(Note(told, facts=(Fact("dialect", Message("report.dialect"), dialect),)))
    return notes


def title(layer: Layer) -> Message:
    """The layer's name and those of its parameters that are not left at their defaults."""
    name = Message(f"layer.{layer.TYPE}")
    told = []
    for param in layer.PARAMS:
        value = setting(layer.values.get(param.name))
        if value is None or (param.default is not REQUIRED and _is_default(value, param.default)):
            continue
        if param.name != "kernel":
            value = uniform(value)
        if isinstance(value, bool):
            code = "report.setting_on" if value else "report.setting_off"
            told.append(Message(code, name=Message(f"param.{param.name}")))
        else:
            told.append(Message("report.setting", name=Message(f"param.{param.name}"), value=value))
    return Message("report.title", name=name, settings=told) if told else name


def _is_default(value: Any, default: Any) -> bool:
    if isinstance(value, Expr):
        return False
    if isinstance(value, Sizes):
        return all(isinstance(size, int) and size == default for size in value)
    if isinstance(value, Pairs):
        return all(isinstance(end, int) and end == default for pair in value for end in pair)
    return bool(value == default)


def uniform(value: Any) -> Any:
    """The one value of all axes (and of both sides), if there is one."""
    if not isinstance(value, Sizes | Pairs) or not value:
        return value
    flat = [part for pair in value for part in pair] if isinstance(value, Pairs) else list(value)
    return flat[0] if all(same_value(part, flat[0]) for part in flat) else value


def each(value: Sizes) -> Any:
    """The same, shown to people as one number where all axes agree; scripts read every axis."""
    one = uniform(value)
    if one is value or isinstance(one, Expr) or not hasattr(one, "denominator"):
        return value
    return Named(value, one)


def same_value(left: Any, right: Any) -> bool:
    """Whether two values are the same number or the same tree."""
    if isinstance(left, Expr) or isinstance(right, Expr):
        return left is right
    return bool(left == right)


def figure(value: Any) -> Any:
    """What a layer or a network says of a quantity, as a value of a document: folded, Sizes where
    there is one for each axis (a Range where it depends on the position), WHOLE, or None."""
    if isinstance(value, tuple | list):
        return Sizes(map(figure, value))
    if isinstance(value, Span):
        return Range(value.low, value.high)
    return WHOLE if value is EVERYTHING else neat(value)


def in_unit(quantity: Quantity | None, value: Any) -> Any:
    """A value of a quantity in its unit: bytes of memory, else as it is."""
    counted = quantity is not None and quantity.unit == "bytes" and value is not None
    return Bytes(value) if counted else value


def of_layer(sheet: Sheet, key: str) -> Any:
    """A quantity of a layer as a value of a document; None where it has none, or it is unknown."""
    give = QUANTITIES[key].layer
    return None if give is None else figure(give(sheet))


def unread(sheet: Sheet, spatial: Iterable[Any]) -> Sizes | None:
    """Rows and columns of the input at its end that no window reads; None where no windows slide.

    What the windows leave is first of all padding; where even the last window lies in the padding
    before the input, it is the whole input and no more.

    Args:
        spatial: sizes of the input.
    """
    if sheet.unused is None:
        return None
    if sheet.padding is None:
        return sizes(sheet.unused)
    left = []
    for rest, window, i in zip(sheet.unused, sheet.windows, spatial, strict=True):
        ends = isinstance(window.end, int) and window.end == 0
        pixels = rest if ends else maximum(rest - window.end, 0)
        left.append(minimum(pixels, i) if _may_miss(window) else pixels)
    return sizes(left)


def never_read(layer: Layer, sheet: Sheet, spatial: Iterable[Any]) -> Sizes | None:
    """Pixels of each axis that no window reads: between the windows, between the taps of a dilated
    kernel, and at the end. None where no windows slide.

    An axis is None while a symbol decides it, or where there are too many pixels to be listed.

    Args:
        spatial: sizes of the input.
    """
    if sheet.unused is None:
        return None
    size = sheet.output.spatial
    outputs: list[Any] = (
        list(size) if len(size) == len(sheet.windows) else [None] * len(sheet.windows)
    )
    axes = zip(sheet.windows, spatial, outputs, strict=True)
    return Sizes([_unread_on(layer, *axis) for axis in axes])


def _unread_on(layer: Layer, window: Window, size: Any, outputs: Any) -> int | None:
    if window.kind != "slide" or any(isinstance(part, Expr) for part in (size, *window[1:])):
        return None
    if outputs is None:  # the windows became columns
        span = window.dilation * (window.kernel - 1) + 1
        outputs = (size + window.begin + window.end - span) // window.stride + 1
    from convcalc.network.position_sets import clip, filled, folded, read_by

    mode = layer.values.get(layer.BORDER) if layer.BORDER else None
    try:
        read = read_by(filled(0, outputs - 1), window, size)
        if mode not in (None, "zero"):
            if max(window.begin, window.end) > MOST_COPIED:
                return None
            read = folded(read, size, str(mode), window.begin, window.end)
    except UsageError:
        return None
    missed: int = size - clip(read, 0, size - 1).size
    return missed


def _may_miss(window: Window) -> bool:
    """Whether a window could end before the input begins."""
    if not isinstance(window.begin, int):
        return True
    return window.begin > (window.kernel if isinstance(window.kernel, int) else 1)


def conditions(found: Sequence[Condition]) -> list[Message]:
    """What must hold for a symbolic answer, each once, solved for the letter where that is easy."""
    if not found:
        return []
    from convcalc.report.conditions import told

    return told(found)


def valid_for(valid: list[Message]) -> list[Note]:
    """The remark that says where a symbolic answer holds, if there is anything to say."""
    if not valid:
        return []
    told = Message("report.valid_for", conditions=valid)
    return [Note(told, facts=(Fact("conditions", Message("steps.conditions"), valid),))]


def assumptions(found: Iterable[Condition]) -> list[Message]:
    """What a symbolic answer takes for granted, each once."""
    told = {
        condition.code: Message(condition.code, **condition.fields)
        for condition in found
        if condition.kind == "assumed"
    }
    return list(told.values())
