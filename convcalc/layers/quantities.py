"""What can be asked of a layer or of a network (`--of jump`), each quantity declared once.

A quantity is its row in `QUANTITIES` and its words in both catalogues: `quantity.<key>` in a
sentence, `report.<label>` as a heading. `--of`, `check`, `solve`, `batch`, `separable`, `compare`,
`audit`, its limits, the pages and their JSON read the row, and need no other.
"""

from __future__ import annotations

from convcalc.algebra.expr import Expr, Size
from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Layer, Sheet
from convcalc.layers.window import Window
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

BYTES = 4
"""Of one number in fp32."""


class Everything:
    """The receptive field of what sees the whole axis, or the whole map."""


EVERYTHING = Everything()


class Span:
    """The receptive field on an axis where it depends on the position: the least, the most."""

    __slots__ = ("high", "low")

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high


class Quantity(NamedTuple):
    """One quantity.

    key: what `--of` takes; group: of the page in which it stands (size, cost, view); unit: "bytes"
    or nothing; name: its key in JSON and below `report.`, where that is another one;
    words: what it is called elsewhere, its key among them, with spaces between;
    layer: what the sheet of a layer says of it: a number, or one for each axis (`by_axis`); None
    where it has none, or where that cannot be known yet;
    network: the property of `network.measures.Measures` that says it of a network, "" if none;
    adds: that of a network is the sum over its layers;
    limit: what a budget demands of it, "max" or "min", "" if nothing can;
    told: who tells it unasked: "all"; "page": not the lean lines of `batch`; "": nobody.
    """

    key: str
    group: str
    layer: Callable[[Sheet], Any] | None = None
    network: str = ""
    words: str = ""
    unit: str = ""
    name: str = ""
    by_axis: bool = False
    adds: bool = False
    limit: str = ""
    told: str = "all"

    @property
    def label(self) -> str:
        """Its key in JSON, and below `report.` in the catalogues."""
        return self.name or self.key


def _flops(sheet: Sheet) -> Size | None:
    """Floating-point operations of the MACs: two each."""
    from convcalc.formulas.cost import flops

    return None if not sheet.known or sheet.macs is None else flops(sheet.macs)


def _activations(sheet: Sheet) -> Size | None:
    """Numbers in the output, per sample."""
    from convcalc.formulas.cost import features

    output = sheet.output
    return None if output.channels is None else features(output.channels, output.spatial)


def _memory(sheet: Sheet) -> Size | None:
    """Bytes in fp32 of all stored numbers and of the output."""
    activations = _activations(sheet)
    if sheet.params is None or activations is None:
        return None
    return (sheet.params + sheet.buffers + activations) * BYTES


def _weight_memory(sheet: Sheet) -> Size | None:
    return None if sheet.params is None else sheet.params * BYTES


def _field(sheet: Sheet) -> Any:
    """What one output sees on each axis, or EVERYTHING if that is the whole of all of them."""
    if not sheet.windows or any(window.kind == "unknown" for window in sheet.windows):
        return None
    spans = [_span(window) for window in sheet.windows]
    whole = spans[0] is EVERYTHING and all(span is EVERYTHING for span in spans)
    return EVERYTHING if whole else spans


def _span(window: Window) -> Any:
    extent = window.extent()
    if extent is None:
        return EVERYTHING if window.kind == "whole" else None
    low, high = extent
    if low is high or not isinstance(low, int) or not isinstance(high, int) or low == high:
        return low
    return Span(low, high)


def _jump(sheet: Sheet) -> Any:
    """Distance between the centres of neighbouring outputs on each axis."""
    steps = []
    for window in sheet.windows:
        step = window.jump()
        if step is None:
            return None
        steps.append(step)
    return steps or None


_DECLARED = (
    Quantity(
        "size", "size", lambda sheet: sheet.output.spatial, "size", by_axis=True,
        words="size output shape dim dims dimension dimensions output-size outputsize output-shape",
    ),
    Quantity(
        "channels", "size", lambda sheet: sheet.output.channels, "channels",
        words="channels depth-out",
    ),
    Quantity(
        "params", "cost", lambda sheet: sheet.params, adds=True, limit="max",
        words="params parameters param parameter weights weight num-params count-params",
    ),
    Quantity(
        "buffers", "cost", lambda sheet: sheet.buffers if sheet.known else None,
        adds=True, limit="max",
    ),
    Quantity(
        "macs", "cost", lambda sheet: sheet.macs if sheet.known else None,
        adds=True, limit="max",
        words="macs mac madd madds mult-adds multadds multiply-accumulates mmacs gmacs",
    ),
    Quantity(
        "flops", "cost", _flops, adds=True, limit="max", told="page",
        words="flops flop gflops mflops compute operations ops cost",
    ),
    Quantity(
        "memory", "cost", _memory, unit="bytes", told="page",
        words="memory mem ram activations activation-memory vram",
    ),
    Quantity(
        "effective_kernel", "size", lambda sheet: sheet.effective_kernel, by_axis=True,
        words="effective-kernel effectivekernel kernel-size-effective",
    ),
    Quantity("activations", "cost", _activations, adds=True, limit="max", told=""),
    Quantity("layers", "cost", network="layers", limit="max", told=""),
    Quantity(
        "rf", "view", _field, "rf", by_axis=True, name="receptive_field", limit="min",
        words="rf receptive-field receptivefield receptive field erf fov field-of-view",
    ),
    Quantity(
        "jump", "view", _jump, "jump", by_axis=True, words="jump effective-stride total-stride",
    ),
    Quantity("peak_memory", "cost", network="peak_memory", unit="bytes", limit="max"),
    Quantity(
        "weight_memory", "cost", _weight_memory, unit="bytes", adds=True, limit="max", told="",
    ),
    Quantity("start", "view", network="start", by_axis=True),
    Quantity("centre", "view", by_axis=True),
    Quantity("ratio", "cost", words="ratio saving savings"),
)  # fmt: skip

QUANTITIES: Mapping[str, Quantity] = {quantity.key: quantity for quantity in _DECLARED}
"""By key, in the order in which they are told. The last two have no half here: `rf` follows the
centre of a field, `separable` and `compare` know to what a ratio is."""

OF_LAYERS = tuple([known for known in _DECLARED if known.layer is not None])
OF_NETWORKS = tuple([known for known in _DECLARED if known.adds or known.network])


def numbers(sheet: Sheet, key: str) -> tuple[Any, ...] | None:
    """What a layer gives, as numbers: one for each axis it has; None where it is not a number."""
    quantity = QUANTITIES[key]
    found = quantity.layer(sheet) if quantity.layer is not None else None
    values = tuple(found) if isinstance(found, tuple | list) else (found,)
    if values and all(isinstance(value, int | Expr) for value in values):
        return values
    from fractions import Fraction

    whole = bool(values) and all(isinstance(value, int | Fraction | Expr) for value in values)
    return values if whole else None


def absent(layer: Layer, sheet: Sheet, key: str, known: Iterable[str]) -> UsageError:
    """The error about a quantity that a layer does not have, or that is unknown."""
    wanted, name = Message(f"quantity.{key}"), Message(f"layer.{layer.TYPE}")
    quantity = QUANTITIES[key]
    if not sheet.known and quantity.layer is not None and not quantity.by_axis:
        return UsageError(
            Message("report.unknown_quantity", quantity=wanted, layer=name),
            Message("report.give_channels", example="56x56@64"),
        )
    if quantity.group == "cost" and sheet.open:
        return UsageError(Message("report.unknown_quantity", quantity=wanted, layer=name))
    return UsageError(
        Message("report.no_quantity", quantity=wanted, layer=name),
        Message("report.quantities", names=", ".join(known)),
    )
