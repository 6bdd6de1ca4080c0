"""Figures: geometry as data, of which pictures are made.

No words but codes, no colours, nothing drawn yet: a renderer decides how it looks. What is read,
and how often, comes from the windows that the layers state (`network.taps`), the size formulas and
the lessons, as every answer does. Nothing is laid out element by element, so that a figure of a
billion pixels costs as much as one of five.

Pixels count from 0, padding before them -1, -2 ...; windows and outputs count from 0 here, and from
1 wherever people read them.
"""

from __future__ import annotations

from convcalc.annotations import Any, TypeAlias, TypeVar
from convcalc.errors import Message
from convcalc.layers.window import Window, bins_extent
from convcalc.network.taps import length, readers, taps
from convcalc.record import NamedTuple
from convcalc.report.geometry import SpreadAxis, Tower

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

A = TypeVar("A")


def alike(axes: Sequence[A]) -> list[tuple[A, list[int]]]:
    """Each different axis with the numbers of those that are like it, the last axis first."""
    groups: dict[A, list[int]] = {}
    for number, axis in enumerate(axes):
        groups.setdefault(axis, []).append(number)
    return list(reversed(groups.items()))


SEEN = 200
"""Cells behind the first window in which its gaps are looked for."""


class Axis(NamedTuple):
    """One axis of a map: its size in pixels, the window, how many of them there are, and how many
    more rounding up would give that are dropped because they start past the last pixel."""

    size: int
    window: Window
    windows: int
    dropped: int = 0

    def taps(self, number: int) -> range:
        """The positions that a window reads."""
        return taps(self.window, number)

    def times(self, position: int) -> int:
        """How many windows read a position; 0 outside the padded input."""
        inside = self.start <= position < self.padded
        return length(readers(self.window, position, self.windows)) if inside else 0

    def steady(self, position: int) -> int:
        """Where, from a position on, the number of windows that read one may change next; windows
        without gaps only, of others it is the next position."""
        window = self.window
        if window.kind != "slide" or window.dilation != 1:
            return position + 1
        kernel, stride, begin = int(window.kernel), int(window.stride), int(window.begin)
        place = position + begin
        start = (place // stride + 1) * stride
        end = (place - kernel) // stride * stride + stride + kernel
        return min(start, max(end, kernel)) - begin

    @property
    def start(self) -> int:
        """The first cell of the padding before, or 0."""
        return -max(int(self.window.begin), 0)

    @property
    def padded(self) -> int:
        """Where the padded input ends."""
        return self.size + max(int(self.window.end), 0)

    @property
    def reached(self) -> int:
        """Where the last window ends."""
        return self.taps(self.windows - 1)[-1] + 1

    @property
    def stop(self) -> int:
        """Where the padded input ends, or a window that hangs over its end."""
        return max(self.padded, self.reached)

    @property
    def planned(self) -> range:
        """The cells of a map: the padded input, and what the first window reads beyond it."""
        return range(self.start, max(self.padded, self.taps(0)[-1] + 1))

    def starts(self, position: int) -> bool:
        """Whether a window starts at a position."""
        found = readers(self.window, position, self.windows)
        return bool(found) and self.taps(found[-1])[0] == position

    def clipped(self, number: int) -> int:
        """How many elements of a window lie beyond the padded input."""
        read = self.taps(number)
        inside = range(read.start, min(read.stop, self.padded), read.step)
        return length(read) - length(inside)

    @property
    def left(self) -> tuple[int, int]:
        """Pixels and cells of padding after the end of the last window."""
        pixels = max(self.size - max(self.reached, 0), 0)
        return pixels, max(self.padded - max(self.reached, self.size), 0)

    @property
    def gaps(self) -> bool:
        """Whether a pixel before the end of the last window is read by none, as far as cells of
        pixels are drawn."""
        first, window = self.taps(0)[0], self.window
        if window.kind != "slide" or window.dilation == 1:
            return self.windows > 1 and window.kind == "slide" and window.stride > window.kernel
        stop = min(self.reached, self.size, first + SEEN)
        return any(self.times(position) == 0 for position in range(max(first, 0), stop))

    @property
    def most(self) -> int:
        """How often the most read position is read: of windows that slide no position is read more
        often than the last one of the first window."""
        if self.window.kind == "bins":
            return bins_extent(self.windows, self.size)[1]
        return length(readers(self.window, self.taps(0)[-1], self.windows))


class Windows(NamedTuple):
    """A window that slides over a map.

    settings: its parameters, as a line; border: what stands in the padding: `zero`, `least` (never
    the maximum), `uncounted` (left out of a mean), or how it is copied (`reflect`, `replicate`,
    `circular`); kernel: whether the window has weights; formulas: for the axes named by each, parts
    that are equal to each other, the answer last; view: `sheet`, `windows` (a panel for each) or
    `animate`.
    """

    title: Message
    settings: tuple[Message, ...]
    axes: tuple[Axis, ...]
    border: str = "zero"
    kernel: bool = True
    formulas: tuple[tuple[tuple[int, ...], tuple[Any, ...]], ...] = ()
    view: str = "sheet"

    def copied(self, axis: Axis, position: int) -> int | None:
        """The pixel that a cell of the padding repeats; None where it repeats none."""
        last = axis.size - 1
        if self.border == "replicate":
            return min(max(position, 0), last)
        if self.border == "circular":
            return position % axis.size
        if self.border == "reflect":
            turned = position % (2 * last) if last else 0
            return min(turned, 2 * last - turned)
        return None


class BarRow(NamedTuple):
    """A row of bars: its name, a remark (the shape of its output), and a value for each column,
    None where it is unknown."""

    name: Any
    about: Any
    values: tuple[Any, ...]


class BarColumn(NamedTuple):
    """A column of bars: its key in JSON and its heading, in bytes or not; `whole`: what the shares
    of its rows add up to, None where they have none."""

    key: str
    label: Message
    bytes: bool = False
    whole: int | None = None


class Bars(NamedTuple):
    """Values as bars, each column to its own scale. head: the heading of the names; `others`: so
    many rows are summed up in the last one."""

    title: Message
    head: Message
    columns: tuple[BarColumn, ...]
    rows: tuple[BarRow, ...]
    others: int = 0

    def most(self, column: int) -> int:
        """The largest value of a column; a formula is none."""
        values = [row.values[column] for row in self.rows]
        return max((value for value in values if type(value) is int), default=0)


class ProfileColumn(NamedTuple):
    """A layer of the main path with weights or another size, with what follows it: its name, size
    on each axis and channels behind it, its stage, and how many columns it stands for."""

    name: str
    size: tuple[int, ...]
    channels: int
    stage: str = ""
    folded: int = 1

    @property
    def side(self) -> float:
        """The side of a map of equal axes with as many positions; 1 of a vector."""
        product = 1
        for size in self.size:
            product *= size
        return float(product ** (1 / max(len(self.size), 1)))


class Skip(NamedTuple):
    """A path beside the main one, from behind one column to the end of another; plain: nothing in
    it changes a number."""

    start: int
    end: int
    plain: bool


class Profile(NamedTuple):
    """Sizes and channels along the main path of a network. `hidden`: skips that are left out."""

    title: Message
    columns: tuple[ProfileColumn, ...]
    skips: tuple[Skip, ...] = ()
    hidden: int = 0

    def at_most(self, count: int) -> Profile:
        """The same in at most so many columns, neighbours sharing one by twos, threes ..."""
        step = -(-len(self.columns) // count)
        if step == 1:
            return self
        columns = []
        for at in range(0, len(self.columns), step):
            run = self.columns[at : at + step]
            folded = sum(column.folded for column in run)
            columns.append(run[-1]._replace(name=run[0].name, stage=run[0].stage, folded=folded))
        skips = {Skip(one.start // step, one.end // step, one.plain) for one in self.skips}
        shown = tuple(sorted(one for one in skips if one.start < one.end))
        hidden = self.hidden + len(self.skips) - len(shown)
        return Profile(self.title, tuple(columns), shown, hidden)


class Band(NamedTuple):
    """A stage along the axis of a curve: its first point and the one behind its last."""

    name: str
    start: int
    stop: int


class Curve(NamedTuple):
    """A number at each layer, in steps. legend: what the number is; kind: `field` or `memory`
    (bytes); `limit`: what it is held against; `marked`: the point that is named, where it reaches
    the limit or is largest."""

    title: Message
    legend: Message
    kind: str
    points: tuple[tuple[str, int], ...]
    bands: tuple[Band, ...] = ()
    limit: int | None = None
    marked: int | None = None


class Scatter(NamedTuple):
    """A transposed convolution: what each input pixel writes (view `scatter`), or the convolution
    over the stretched input that gives the same (view `zeros`)."""

    title: Message
    settings: tuple[Message, ...]
    axes: tuple[SpreadAxis, ...]
    formulas: tuple[tuple[tuple[int, ...], tuple[Any, ...]], ...] = ()
    view: str = "scatter"

    @property
    def means(self) -> Message:
        """What the view shows, in a sentence."""
        if self.view == "scatter":
            return Message("draw.scatter_means")
        strides = {axis.window.stride for axis in self.axes}
        return Message("draw.zeros_means", count=max(strides) - 1)


HEAD = 24
"""Counts of an axis that stand before those left out."""


class Panel(NamedTuple):
    """A map of counts: `along` each axis from position `first` on, `left_out` of them behind the
    first `HEAD`, and `rows` of counts where the map has two axes and is not too large. `verdict` is
    a finding where `fault` is true."""

    title: Message
    verdict: Message
    fault: bool
    first: tuple[int, ...]
    along: tuple[tuple[int, ...], ...]
    rows: tuple[tuple[int, ...], ...] = ()
    left_out: tuple[int, ...] = ()


class Heat(NamedTuple):
    """Maps of counts beside each other: how often outputs are written (`of` is `written`), how many
    paths lead to pixels (`paths`), or only which are read (`marks`)."""

    title: Message
    settings: tuple[Message, ...]
    panels: tuple[Panel, ...]
    of: str = "written"


ROWS_BEFORE = 13
"""Levels that stand before those left out."""


class Cone(NamedTuple):
    """What an output sees, level by level; one tower for each axis that differs, or for each phase.

    form: `cells`, `shades` (too narrow for numbers) or `bars` (only how far each level reaches);
    left_out: levels left out behind the first `ROWS_BEFORE`; notes: what has to be known.
    """

    title: Message
    towers: tuple[Tower, ...]
    form: str
    notes: tuple[Message, ...] = ()
    left_out: int = 0


Figure: TypeAlias = "Windows | Scatter | Heat | Cone | Bars | Profile | Curve"
"""The closed set of figures."""
