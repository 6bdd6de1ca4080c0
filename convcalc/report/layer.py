"""What `conv`, `tconv`, `pool` and `layer` say: sizes, cost, and the view of one layer."""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.layers.base import Layer, Shape, Sheet
from convcalc.layers.quantities import OF_LAYERS, QUANTITIES, absent
from convcalc.report.document import Document, Node, Sizes
from convcalc.report.values import of_layer, title

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def layer_document(
    layer: Layer, inputs: Sequence[Shape], sheet: Sheet, of: str | None = None
) -> Document:
    """Everything about one layer on these inputs.

    Args:
        of: the quantity that `-q` prints (`layers.quantities`); default the output size, or the
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

    key = ("size" if sheet.output.spatial else "channels") if of is None else QUANTITIES[of].label
    return Document("layer", title(layer), data, _answer(layer, sheet, of), nodes, (), key)


def _answer(layer: Layer, sheet: Sheet, of: str | None) -> Any:
    if of is None:
        return of_layer(sheet, "size" if sheet.output.spatial else "channels")
    value = of_layer(sheet, of)
    if _given(value):
        return value
    known = [one.key for one in OF_LAYERS if _given(of_layer(sheet, one.key))]
    raise absent(layer, sheet, of, known)


def _given(value: Any) -> bool:
    return value is not None and not (isinstance(value, Sizes) and not value)
