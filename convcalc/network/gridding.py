"""Gridding: dilated layers that leave holes in what they see, and rates that close them; and
transposed convolutions that paint some outputs more often than others.

The taps of layers at one resolution add up, so that the set they touch together is a Minkowski sum
and the order of the layers does not matter.
Sources: Wang et al. (2018), Understanding convolution for semantic segmentation (HDC); Odena et
al. (2016), Deconvolution and checkerboard artifacts.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

from convcalc.algebra.expr import Expr
from convcalc.layers.base import Window
from convcalc.network.field import MOST_PHASES
from convcalc.network.graph import Network, Node
from convcalc.network.position_sets import Positions, read_by
from convcalc.record import NamedTuple


class Tap(NamedTuple):
    """A layer of a group: its kernel and its dilation."""

    layer: str
    kernel: int
    rate: int


class GridGroup(NamedTuple):
    """Layers of one path that slide over maps of the same resolution, on one axis; `jump` is that
    of their input."""

    jump: Fraction
    taps: tuple[Tap, ...]

    @property
    def extent(self) -> int:
        """What they see together, in positions of their own resolution."""
        return 1 + sum((tap.kernel - 1) * tap.rate for tap in self.taps)

    @property
    def touched(self) -> int:
        """How many of these positions they touch.

        Raises:
            UsageError: they span too much to be listed.
        """
        found = Positions(0, 1)
        for tap in self.taps:
            found = read_by(found, Window("slide", tap.kernel, 1, 0, 0, tap.rate), None)
        return found.size

    @property
    def common(self) -> int:
        """The greatest common divisor of their rates."""
        return gcd(*[tap.rate for tap in self.taps])


def dilated_groups(path: Sequence[Node], axis: int) -> list[GridGroup]:
    """The layers of a path grouped by resolution: groups in which one is dilated."""
    groups: list[GridGroup] = []
    taps: list[Tap] = []
    jump, scale = Fraction(1), Fraction(1)
    for node in path:
        assert node.sheet is not None
        windows = node.sheet.windows
        window = windows[axis] if axis < len(windows) else None
        if window is None or window.scattered or _symbolic(window):
            break
        step = Fraction(window.stride) if window.kind == "slide" else None
        if window.kind == "slide" and window.kernel > 1:
            taps.append(Tap(node.name, window.kernel, window.dilation))
        if step != 1:
            groups.append(GridGroup(jump, tuple(taps)))
            taps = []
            factor = window.jump()
            assert isinstance(factor, int | Fraction)
            scale *= factor
            jump = scale
    groups.append(GridGroup(jump, tuple(taps)))
    return [group for group in groups if any(tap.rate > 1 for tap in group.taps)]


def _symbolic(window: Sequence[object]) -> bool:
    return any(isinstance(part, Expr) for part in window)


def hdc(rates: Sequence[int]) -> int | None:
    """M2 of the design rule of hybrid dilated convolution, which wants it at most the kernel.

    M_n = r_n, M_i = max(M_{i+1} - 2 r_i, M_{i+1} - 2(M_{i+1} - r_i), r_i). None for one layer.
    Source: Wang et al. (2018), equation 2.
    """
    if len(rates) < 2:
        return None
    most = rates[-1]
    for rate in reversed(rates[1:-1]):
        most = max(most - 2 * rate, most - 2 * (most - rate), rate)
    return most


class Closing(NamedTuple):
    """Rates without gaps for the same kernels, in the same order, and what they see together."""

    rates: tuple[int, ...]
    extent: int


def closing_rates(taps: Sequence[Tap]) -> Closing:
    """The rates nearest to those of the layers that leave no gap, and the same field if possible.

    In ascending order each rate may be at most one more than what the smaller ones reach: rates
    are lowered to that, then the largest are raised until the field is what it was.
    """
    order = sorted(range(len(taps)), key=lambda number: taps[number].rate)
    kernels = [taps[number].kernel - 1 for number in order]
    wanted = sum((tap.kernel - 1) * tap.rate for tap in taps)
    rates: list[int] = []
    reach = 0
    for number, kernel in zip(order, kernels, strict=True):
        rates.append(min(taps[number].rate, reach + 1))
        reach += kernel * rates[-1]
    at, before = len(rates) - 1, reach
    while at >= 0 and reach < wanted:
        before -= kernels[at] * rates[at]
        more = min(before + 1 - rates[at], (wanted - reach) // kernels[at])
        rates[at] += more
        reach += kernels[at] * more
        if more and at < len(rates) - 1:
            at, before = len(rates) - 1, reach
        else:
            at -= 1
    ordered = [0] * len(rates)
    for number, rate in zip(order, rates, strict=True):
        ordered[number] = rate
    return Closing(tuple(ordered), reach + 1)


class Overlap(NamedTuple):
    """How many kernel elements meet in the outputs of a transposed convolution on each axis:
    `counts[axis][u]` for output u, u below the stride, away from the borders."""

    node: Node
    counts: tuple[tuple[int, ...], ...]

    @property
    def even(self) -> bool:
        """Whether every output gets as many."""
        return all(len(set(axis)) == 1 for axis in self.counts)

    @property
    def range(self) -> tuple[int, int]:
        """The fewest and the most elements in one output, over all axes."""
        low = high = 1
        for axis in self.counts:
            low, high = low * min(axis), high * max(axis)
        return low, high


def overlaps(network: Network) -> list[Overlap]:
    """Layers whose windows add up in the output, but those of a stride too long to be listed."""
    found = []
    for node, sheet in network.layers:
        if not node.traits.ADDS_UP or any(
            _symbolic(window[:3]) or isinstance(window.dilation, Expr) for window in sheet.windows
        ):
            continue
        if all(window.stride <= MOST_PHASES for window in sheet.windows):
            found.append(Overlap(node, tuple(map(_counts, sheet.windows))))
    return found


def _counts(window: Window) -> tuple[int, ...]:
    """How many taps of a transposed window meet in each output of one period."""
    stride = window.stride
    begin = window.begin if isinstance(window.begin, int) else 0
    cycle = stride // gcd(stride, window.dilation)  # taps after which the same outputs are met
    turns, rest = divmod(window.kernel, cycle)
    met = [0] * stride
    for tap in range(cycle):
        met[tap * window.dilation % stride] = turns + (tap < rest)
    return tuple([met[(output + begin) % stride] for output in range(stride)])


def evenness(window: Window) -> tuple[int, int]:
    """The fewest and the most taps of a transposed window that meet in an output."""
    cycle: int = window.stride // gcd(window.stride, window.dilation)
    fewest = window.kernel // cycle if cycle == window.stride else 0
    return fewest, -(-window.kernel // cycle)


def evened(window: Window, extra: int) -> tuple[Window, int]:
    """The nearest transposed window that paints evenly, and its output padding.

    The kernel becomes a multiple of the stride (as near as can be, the larger of two), its dilation
    one that shares no factor with the stride. Output padding gives way to a longer kernel.
    """
    stride = window.stride
    kernel = max((window.kernel + stride // 2) // stride, 1) * stride
    dilation = window.dilation if gcd(window.dilation, stride) == 1 else 1
    grown = dilation * (kernel - 1) - window.dilation * (window.kernel - 1)
    left = max(extra - max(grown, 0), 0)
    end = window.end + extra - left
    return window._replace(kernel=kernel, dilation=dilation, end=end), left
