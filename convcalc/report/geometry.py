"""What figures of transposed convolutions and of receptive fields are made of: positions along one
axis, from the windows that the layers state."""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.layers.window import Window
from convcalc.network.taps import length, readers, taps
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fractions import Fraction


class SpreadAxis(NamedTuple):
    """One axis of a transposed convolution. Seen by its input pixels, each writes outputs; seen as
    a convolution, each output reads the input `stretched` by zeros."""

    size: int
    window: Window
    outputs: int

    def written(self, pixel: int) -> range:
        """The outputs that an input pixel writes, those that the padding crops included."""
        return taps(self.window._replace(kind="slide"), pixel)

    def met(self, output: int) -> range:
        """The input pixels that an output gathers from."""
        return readers(self.window, output, self.size)

    def times(self, output: int) -> int:
        """How many kernel elements meet in an output."""
        return length(self.met(output))

    @property
    def canvas(self) -> range:
        """Every position that is written or an output; those cropped before count from -1 down."""
        first, last = self.written(0)[0], self.written(self.size - 1)[-1]
        return range(min(first, 0), max(last + 1, self.outputs))

    def read(self, output: int) -> range:
        """The positions of the stretched input that the window of an output reads: input pixels
        stand every `stride`, from 0 on."""
        last = output + self.window.begin
        dilation = self.window.dilation
        return range(last - dilation * (self.window.kernel - 1), last + 1, dilation)

    def pixel(self, position: int) -> int | None:
        """The input pixel at a position of the stretched input; None for a zero."""
        pixel, rest = divmod(position, self.window.stride)
        return pixel if not rest and 0 <= pixel < self.size else None

    @property
    def stretched(self) -> range:
        """The stretched input with its padding."""
        end = (self.size - 1) * self.window.stride
        return range(min(self.read(0)[0], 0), max(self.read(self.outputs - 1)[-1], end) + 1)


class Tier(NamedTuple):
    """One map on the way from an output down to the input.

    name: of the layer that makes it; window: its letters and numbers (k 3, s 2); repeats: equal
    layers that it stands for; scale, offset: the centre of unit n lies at offset + n*scale on the
    input; first, last: of its units that the output can see, padding left out; counts: paths that
    lead to each of them, 0 for none; () if they are not told; size: of the whole map, None if it
    is not known; field, jump: of its units.
    """

    name: str
    window: tuple[tuple[str, Any], ...]
    repeats: int
    scale: Fraction
    offset: Fraction
    first: int
    last: int
    counts: tuple[int, ...]
    size: int | None
    field: Any
    jump: Any

    def place(self, unit: int) -> tuple[Fraction, Fraction]:
        """Where a unit begins and ends on the input, where pixel n is from n to n + 1."""
        middle = 2 * (self.offset + unit * self.scale) + 1
        return (middle - self.scale) / 2, (middle + self.scale) / 2


class Tower(NamedTuple):
    """The levels that one output sees along one axis, its own first and the input last; `links`
    between each and the next: which unit reads which. `told` says how much of the field is read."""

    title: Message | None
    axis: int
    unit: int
    told: tuple[Message, ...]
    levels: tuple[Tier, ...]
    links: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def span(self) -> tuple[Fraction, Fraction]:
        """From where to where it reaches on the input."""
        ends = [level.place(unit) for level in self.levels for unit in (level.first, level.last)]
        return min(left for left, _ in ends), max(right for _, right in ends)
