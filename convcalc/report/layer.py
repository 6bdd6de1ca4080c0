"""What `conv`, `tconv`, `pool` and `layer` say: sizes, cost, and the view of one layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from convcalc.errors import Message, UsageError
from convcalc.layers.base import Layer, Shape, Sheet
from convcalc.report.cost import flops, memory
from convcalc.report.document import Document, Node
from convcalc.report.values import field, jump, neat, sizes, title


def layer_document(
    layer: Layer, inputs: Sequence[Shape], sheet: Sheet, of: str | None = None
) -> Document:
    """Everything about one layer on these inputs.

    Args:
        of: the quantity that `-q` prints: a key of `QUANTITIES`; default the output size, or the
            number of outputs where no spatial axis is left.

    Raises:
        UsageError: `of` names a quantity that this layer does not have, or that is unknown.
    """

    def data() -> dict[str, Any]:
        from convcalc.report.layer_page import layer_data

        return layer_data(layer, inputs, sheet)

    def nodes() -> Sequence[Node]:
        from convcalc.report.layer_page import layer_nodes

        return layer_nodes(layer, inputs, sheet)

    return Document("layer", title(layer), data, _answer(layer, sheet, of), nodes, ())


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
