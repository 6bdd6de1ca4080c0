"""The figures of one network, each worked out once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from convcalc.algebra.expr import Size
from convcalc.algebra.settle import settled
from convcalc.algebra.trace import exact_div
from convcalc.annotations import Any
from convcalc.formulas.memory import storage_bytes
from convcalc.layers.base import Shape
from convcalc.layers.quantities import OF_NETWORKS, QUANTITIES, Quantity, Span
from convcalc.network.field import Reach, ReceptiveField, fields, last_local
from convcalc.network.graph import Network, Node, spelt
from convcalc.network.memory import (
    BITS,
    Peak,
    Training,
    by_channel,
    peak,
    training,
    weight_bytes,
)
from convcalc.network.totals import Totals, added, totals

LIMITED: Mapping[str, Quantity | None] = {
    **{known.label: known for known in QUANTITIES.values() if known.limit}, "output": None
}  # fmt: skip
"""What can be demanded of a network, by its key in files: quantities, and the shape of its
output."""

KEPT = ("params", "buffers", "weight_memory")
"""What layers have wherever they are called: all that is known if no file shows how they are."""


class Measures:
    """Totals, receptive fields and memory of a network; `batch` samples are in memory at a time
    (a symbol may stand for them), each number in the format `dtype`."""

    def __init__(self, network: Network, batch: Size = 1, dtype: str = "fp32") -> None:
        self.network = network
        self.batch = batch
        self.dtype = dtype
        self._figures: dict[str, Any] = {}

    def figure(self, key: str) -> Any:
        """A quantity, in the form in which a layer gives it; None if it is unknown.

        Raises:
            KeyError: it is none of a network.
        """
        if key not in self._figures:
            quantity = QUANTITIES[key]
            if quantity not in OF_NETWORKS:
                raise KeyError(key)
            self._figures[key] = (
                self.scaled(quantity, self._sum(quantity))
                if quantity.adds
                else getattr(self, quantity.network)
            )
        return self._figures[key]

    def least(self, key: str) -> Size | None:
        """At least so much of a quantity that adds up, where some layers do not tell theirs."""
        give = QUANTITIES[key].layer
        if give is None or not QUANTITIES[key].adds or not self.totals.least:
            return None
        if not self.network.told and key not in KEPT:
            return None
        known = [value for _, sheet in self.network.layers if (value := give(sheet)) is not None]
        return self.scaled(QUANTITIES[key], added(known))

    def scaled(self, quantity: Quantity, value: Size | None) -> Size | None:
        """What layers say in bytes of fp32, in those of the format of the numbers."""
        if value is None or quantity.unit != "bytes" or self.dtype == "fp32":
            return value
        return settled(exact_div(value * BITS[self.dtype], BITS["fp32"]))

    def _sum(self, quantity: Quantity) -> Size | None:
        give = quantity.layer
        assert give is not None
        if not self.network.told and quantity.key not in KEPT:
            return None
        return added(give(sheet) for _, sheet in self.network.layers)

    @cached_property
    def totals(self) -> Totals:
        """The sums over all layers, per sample."""
        return totals(self.network)

    @cached_property
    def fields(self) -> list[ReceptiveField]:
        """The receptive field of every node."""
        return fields(self.network)

    @cached_property
    def local(self) -> tuple[Node, ReceptiveField] | None:
        """The layer whose receptive field is quoted for the network, and that field."""
        return last_local(self.network, self.fields)

    @cached_property
    def peak(self) -> Peak | None:
        """Peak activation memory, each layer writing a tensor of its own."""
        return peak(self.network) if self.network.told else None

    @cached_property
    def peak_in_place(self) -> Peak | None:
        """Peak activation memory, elementwise layers writing over their input."""
        return peak(self.network, in_place=True) if self.network.told else None

    @cached_property
    def alive(self) -> Mapping[int, Size]:
        """Bytes of activations alive while each layer runs, by the number of its node, in the order
        that has the peak, of the whole batch. Views, and what is unknown, are not in it."""
        found = self.peak
        steps = () if found is None else zip(found.order, found.alive, strict=True)
        return {node.index: self.in_bytes(alive) for node, alive in steps}

    @cached_property
    def peak_depthwise(self) -> Peak | None:
        """Peak activation memory, depthwise convolutions writing over their input, too."""
        found = self.peak_in_place
        if found is None or not any(by_channel(self.network, node) for node in found.order):
            return found
        return peak(self.network, True, True)

    def bytes_of(self, found: Peak | None) -> Size | None:
        """Bytes of a peak, of the whole batch."""
        return None if found is None else self.in_bytes(found.elements)

    def in_bytes(self, elements: Size) -> Size:
        """Bytes of so many numbers for each sample."""
        return settled(storage_bytes(elements * self.batch, BITS[self.dtype]))

    def training(self, optimiser: str) -> Training | None:
        """Memory of a training step."""
        if not self.network.told:
            return None
        return training(self.network, self.totals.params, self.batch, optimiser)

    def weights(self, bits: int) -> Size | None:
        """Bytes of the weights at so many bits each."""
        params = self.totals.params
        return None if params is None else weight_bytes(params, bits)

    # Quantities that do not add up: each is named by its row in `layers.quantities`

    @property
    def output(self) -> Shape:
        """The shape of the first output."""
        return self.network.nodes[self.network.outputs[0]].shape

    @property
    def size(self) -> tuple[Size, ...] | Size | None:
        """Sizes of the output; of a vector its length."""
        return self.output.spatial or self.output.channels

    @property
    def channels(self) -> Size | None:
        """Channels of the output."""
        return self.output.channels

    @property
    def layers(self) -> int:
        """How many layers there are."""
        return sum(1 for _ in self.network.layers)

    @property
    def rf(self) -> list[Any] | None:
        """The receptive field that is quoted for the network, on each axis."""
        return self.local and [
            axis.size if axis.smallest == axis.size else Span(axis.smallest, axis.size)
            for axis in self.local[1].local or ()
        ]

    @property
    def jump(self) -> list[Any] | None:
        """Input positions from one output of that layer to the next, on each axis."""
        return self.local and [axis.jump for axis in self.local[1].local or ()]

    @property
    def start(self) -> list[Any] | None:
        """First input position that its output 0 reads, on each axis."""
        return self.local and [axis.start for axis in self.local[1].local or ()]

    @property
    def peak_memory(self) -> Size | None:
        """Bytes of all activations that are needed at a time, of the whole batch."""
        return self.bytes_of(self.peak)

    def __getitem__(self, limited: str) -> Size | str | None:
        """What a limit is judged by: of a field its smallest axis, of the output its spelling.

        Raises:
            KeyError: nothing can be demanded of that.
        """
        quantity = LIMITED[limited]
        if quantity is None:
            return spelt(self.output)
        if quantity.by_axis:
            return self.smallest_field()
        value: Size | None = self.figure(quantity.key)
        return value

    def smallest_field(self) -> int | None:
        """The receptive field on the axis and at the position where it is smallest; None if an
        axis has none."""
        return min((axis.smallest for axis in self._reaches()), default=None)

    def largest_field(self) -> int | None:
        """The receptive field on the axis and at the position where it is largest; None if an axis
        has none."""
        return max((axis.size for axis in self._reaches()), default=None)

    def _reaches(self) -> list[Reach]:
        """The receptive field by axis; empty if an axis has none."""
        axes = () if self.local is None else self.local[1].axes
        found = [axis for axis in axes if isinstance(axis, Reach)]
        return found if len(found) == len(axes) else []
