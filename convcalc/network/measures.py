"""The figures of one network, each worked out once, when it is first asked for."""

from __future__ import annotations

from functools import cached_property

from convcalc.algebra.expr import Size
from convcalc.algebra.settle import settled
from convcalc.network.field import Reach, ReceptiveField, fields, last_local
from convcalc.network.graph import Network, Node, spelt
from convcalc.network.memory import Peak, Training, peak, training, weight_bytes
from convcalc.network.totals import Totals, totals

QUANTITIES = (
    "params", "buffers", "macs", "flops", "activations", "layers", "receptive_field",
    "peak_memory", "weight_memory", "output",
)  # fmt: skip
"""What `Measures` answers by name; memory is in bytes of fp32."""

FP32 = 4


class Measures:
    """Totals, receptive fields and memory of a network; `batch` samples are in memory at a time
    (a symbol may stand for them)."""

    def __init__(self, network: Network, batch: Size = 1) -> None:
        self.network = network
        self.batch = batch

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
        return peak(self.network)

    @cached_property
    def peak_in_place(self) -> Peak | None:
        """Peak activation memory, elementwise layers writing over their input."""
        return peak(self.network, in_place=True)

    def bytes_of(self, found: Peak | None) -> Size | None:
        """Bytes of a peak, of the whole batch in fp32."""
        return None if found is None else settled(found.elements * FP32 * self.batch)

    def training(self, optimiser: str) -> Training | None:
        """Memory of a training step."""
        return training(self.network, self.totals.params, self.batch, optimiser)

    def weights(self, bits: int) -> Size | None:
        """Bytes of the weights at so many bits each."""
        params = self.totals.params
        return None if params is None else weight_bytes(params, bits)

    def __getitem__(self, quantity: str) -> Size | str | None:
        """A quantity by name.

        Raises:
            KeyError: there is no such quantity.
        """
        if quantity not in QUANTITIES:
            raise KeyError(quantity)
        if quantity == "peak_memory":
            return self.bytes_of(self.peak)
        if quantity == "weight_memory":
            return self.weights(32)
        if quantity == "layers":
            return sum(1 for _ in self.network.layers)
        if quantity == "receptive_field":
            return self.smallest_field()
        if quantity == "output":
            return spelt(self.network.nodes[self.network.outputs[0]].shape)
        value: Size | None = getattr(self.totals, quantity)
        return None if value is None else settled(value)

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
