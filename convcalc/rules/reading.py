"""Which positions of a map its readers read together, axis by axis."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, starmap

from convcalc.layers.base import Sheet, Window
from convcalc.network.graph import Node
from convcalc.network.position_sets import Positions, clip, filled, gaps, read_by, union
from convcalc.record import NamedTuple
from convcalc.rules.subject import Subject

LONGEST = 1 << 20
"""Elements of an axis that are looked at one by one."""


class ReadMap(NamedTuple):
    """A map with what all its readers read of it on each axis, and the first of those readers
    whose windows leave some of it."""

    source: Node
    reader: Node
    axes: tuple[Positions, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of the map."""
        return tuple([size for size in self.source.shape.spatial if isinstance(size, int)])

    @property
    def ends(self) -> tuple[int, ...]:
        """Positions at the end of each axis that nothing reads, if these are more than what lies
        between any two windows."""
        pairs = zip(self.sizes, self.axes, strict=True)
        left = [(size - 1 - axis.last, gaps(axis)[1]) for size, axis in pairs]
        return tuple([end if end > hole else 0 for end, hole in left])

    @property
    def between(self) -> tuple[int, ...]:
        """Positions of each axis that nothing reads, other ones behind them being read."""
        return tuple([axis.length - axis.size + axis.first for axis in self.axes])


def readings(subject: Subject) -> Iterator[ReadMap]:
    """Every map of which some positions are read by nothing, though no layer cuts them off on
    purpose."""
    nodes = subject.network.nodes
    leaving = {
        node.inputs[0]: node for node, _ in reversed(subject.sliding) if _leaves(subject, node)
    }
    for index, reader in sorted(leaving.items()):
        source = nodes[index]
        readers = [nodes[number] for number in subject.readers[index]]
        if subject.is_output(source) or not all(_leaves(subject, one) for one in readers):
            continue
        sizes = source.shape.spatial
        if any(isinstance(size, int) and size > LONGEST for size in sizes):
            continue
        axes = []
        for number, size in enumerate(sizes):
            assert isinstance(size, int)
            read = [_read(one, number, size) for one in readers]
            together = read[0]
            for other in read[1:]:
                together = union(together, other)
            axes.append(together)
        found = ReadMap(source, reader, tuple(axes))
        if any(axis.size < size for axis, size in zip(axes, found.sizes, strict=True)):
            yield found


def _leaves(subject: Subject, node: Node) -> bool:
    """Whether the windows of a layer leave positions of its input, not meant to be cut off."""
    sheet = node.sheet
    if sheet is None or node.traits.CUTS or node.type in ("pad", "slice") or copies(node):
        return False
    if any(window.kind != "slide" for window in sheet.windows):
        return False
    if not len(sheet.windows) == len(subject.source(node).spatial) == len(node.shape.spatial):
        return False
    sizes = zip(sheet.windows, subject.source(node).spatial, node.shape.spatial, strict=True)
    return any(
        isinstance(size, int) and isinstance(out, int) and not _all(window, size, out)
        for window, size, out in sizes
    )


def _all(window: Window, size: int, out: int) -> bool:
    """Whether the windows of an axis read all of it, told from the numbers alone."""
    _, kernel, stride, begin, _, dilation = window
    last = (out - 1) * stride - begin + dilation * (kernel - 1)
    close = kernel >= stride if dilation == 1 else stride == 1 and out >= dilation
    return bool(close and begin >= 0 and last >= size - 1)


def _read(node: Node, axis: int, size: int) -> Positions:
    assert node.sheet is not None
    out = node.shape.spatial[axis]
    assert isinstance(out, int)
    return clip(read_by(filled(0, out - 1), node.sheet.windows[axis], size), 0, size - 1)


def copies(node: Node) -> bool:
    """Whether the border of a layer is not of zeros but copied from the map."""
    border = node.traits.BORDER
    mode = node.layer.values.get(border) if border and node.layer is not None else None
    return mode not in (None, "zero")


MOST_COUNTED = 1 << 17
"""Outputs, or taps of a kernel, that are counted one by one."""


class Met(NamedTuple):
    """What the windows of an axis meet of the map: how many `products` are with it, of `all` those
    of the windows that meet it at all; the taps that ever do; how many outputs meet nothing."""

    products: int
    all: int
    taps: tuple[int, ...]
    empty: int


def met(subject: Subject, node: Node, sheet: Sheet) -> tuple[Met, ...] | None:
    """What the windows of a layer meet; None where the map is so much larger than the padding that
    nothing about that can be amiss."""
    axes = []
    spatial = subject.source(node).spatial
    for window, size, out in zip(sheet.windows, spatial, node.shape.spatial, strict=True):
        if not isinstance(size, int) or not isinstance(out, int):
            return None
        axes.append((window, size, out))
    if copies(node) or all(_harmless(window, size) for window, size, _ in axes):
        return None
    found = [one for one in starmap(_met, axes) if one is not None]
    return tuple(found) if len(found) == len(axes) else None


def _harmless(window: Window, size: int) -> bool:
    """Whether no window of an axis lies in the padding, and few in part."""
    reach, pads = window.dilation * (window.kernel - 1), (window.begin, window.end)
    return bool(size > 4 * sum(pads) and max(pads) <= reach)


@lru_cache(maxsize=4096)
def _met(window: Window, size: int, out: int) -> Met | None:
    """Counted output by output, the taps of each at once; None for more than can be counted."""
    kernel, stride, begin, dilation = window.kernel, window.stride, window.begin, window.dilation
    if max(out, kernel) > MOST_COUNTED:
        return None
    changes = [0] * (kernel + 1)
    products = empty = 0
    for output in range(out):
        first = output * stride - begin
        low, high = max(-(first // dilation), 0), min((size - 1 - first) // dilation, kernel - 1)
        if low > high:
            empty += 1
            continue
        products += high - low + 1
        changes[low] += 1
        changes[high + 1] -= 1
    met = tuple([tap for tap, count in enumerate(accumulate(changes[:-1])) if count])
    return Met(products, (out - empty) * kernel, met, empty)
