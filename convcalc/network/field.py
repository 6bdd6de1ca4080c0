"""Receptive fields through a graph: which inputs an output can see, axis by axis.

The region of output u is the interval from `left(u)` to `right(u)` of input positions, padding
included. For convolutions and poolings it is [u*J - P, u*J - P + r - 1]; after upsampling the
interval repeats with a period of several outputs, and every phase is kept. Where paths meet, their
regions are united, position by position; if their jumps differ there is no single field.
Sources: Araujo et al. (2019), Computing Receptive Fields of Convolutional Neural Networks;
Dumoulin & Visin (2016).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import chain
from math import gcd, lcm

from convcalc.algebra.expr import Expr, Size
from convcalc.algebra.settle import settled
from convcalc.annotations import Any, TypeAlias
from convcalc.errors import LayerError, Message
from convcalc.layers.base import IDENTITY, UNKNOWN, Shape, Window
from convcalc.network.bounds import bounded_digits
from convcalc.network.graph import Network, NetworkError, Node, stretched
from convcalc.network.taps import rhythm, taps
from convcalc.record import NamedTuple

MOST_PHASES = 4096
"""Outputs that a pattern of regions may take to repeat itself."""


class Reach:
    """The regions of the outputs on one axis.

    Output u = n*period + phase reads from origin + n*shift + lefts[phase] to
    origin + n*shift + rights[phase]; a phase without any input has left > right.
    """

    __slots__ = ("_lengths", "_start", "lefts", "origin", "period", "rights", "shift")

    def __init__(
        self,
        period: int,
        shift: int,
        origin: Size,
        lefts: tuple[int, ...],
        rights: tuple[int, ...],
    ) -> None:
        self.period = period
        self.shift = shift
        self.origin = origin
        self.lefts = lefts
        self.rights = rights
        self._start: Size | None = None
        self._lengths = [right - left + 1 for left, right in zip(lefts, rights, strict=True)]

    def region(self, output: int) -> tuple[int, int]:
        """First and last position, from the origin, that an output reads."""
        turn, phase = divmod(output, self.period)
        return turn * self.shift + self.lefts[phase], turn * self.shift + self.rights[phase]

    @property
    def size(self) -> int:
        """Length of the largest region."""
        return max(self._lengths)

    @property
    def smallest(self) -> int:
        """Length of the smallest region."""
        return max(min(self._lengths), 0)

    @property
    def jump(self) -> Fraction:
        """Input positions from one output to the next, on average."""
        return Fraction(self.shift, self.period)

    @property
    def start(self) -> Size:
        """The first position that output 0 reads; negative if it lies in the padding."""
        if self._start is None:
            self._start = settled(self.origin + self.lefts[0])
        return self._start

    @property
    def centre(self) -> Fraction | None:
        """The centre of the region of output 0; None while it depends on a symbol."""
        start = self.start
        if isinstance(start, Expr):
            return None
        return start + Fraction(self.rights[0] - self.lefts[0], 2)


class NoField(NamedTuple):
    """There is no single receptive field, or it is not `known`; `reason` says why."""

    reason: Message
    known: bool = True


class WholeAxis:
    """Every output depends on the whole axis."""

    __slots__ = ()


WHOLE_AXIS = WholeAxis()

Axis: TypeAlias = "Reach | WholeAxis | NoField"


class ReceptiveField(NamedTuple):
    """The receptive field of one node: its axes (of the network's input), and whether some path
    lets it depend on the whole input (a squeeze-and-excitation keeps the local field beside)."""

    axes: tuple[Axis, ...]
    everything: bool

    @property
    def local(self) -> tuple[Reach, ...] | None:
        """The regions, if every axis has one."""
        known = tuple([axis for axis in self.axes if isinstance(axis, Reach)])
        return known if known and len(known) == len(self.axes) else None


ONE = Reach(1, 1, 0, (0,), (0,))


def fields(network: Network) -> list[ReceptiveField]:
    """The receptive field of every node, in the order of the nodes.

    With several inputs, positions count on each input's own grid.
    """
    found: list[ReceptiveField] = []
    for node in network.nodes:
        if node.sheet is None:
            found.append(ReceptiveField((ONE,) * len(node.shape.spatial), False))
            continue
        shapes = [network.nodes[source].shape for source in node.inputs]
        merged = _merged([found[source] for source in node.inputs], shapes, node)
        found.append(through(merged, node))
    return found


def last_local(network: Network, found: list[ReceptiveField]) -> tuple[Node, ReceptiveField] | None:
    """The last layer on the way to the first output that still has a local field, and that field:
    what is quoted for a network that ends in global pooling or fully connected layers. None where a
    layer behind it sees nobody says what."""
    needed = {network.outputs[0]}
    for node in reversed(network.nodes):
        if node.index in needed:
            field = found[node.index]
            if any(isinstance(axis, NoField) and not axis.known for axis in field.axes):
                return None
            if node.sheet is not None and field.local is not None:
                return node, field
            needed.update(node.inputs)
    return None


def through(field: ReceptiveField, node: Node) -> ReceptiveField:
    """The field behind a layer."""
    assert node.sheet is not None
    windows = node.sheet.windows
    if all(window is IDENTITY for window in windows):
        return field
    if any(window is UNKNOWN for window in windows):
        reason = Message("field.unknown", layer=node.name, kind=node.type)
        nothing = NoField(reason, known=False)
        axes: list[Axis] = [one if one is WHOLE_AXIS else nothing for one in field.axes]
        return ReceptiveField(tuple(axes), field.everything)
    whole = all(window.scattered for window in windows)
    if whole and node.traits.STATISTICS:
        return ReceptiveField(field.axes, True)
    if whole:
        return ReceptiveField((WHOLE_AXIS,) * len(field.axes), True)
    if len(windows) != len(field.axes) or len(windows) != len(node.shape.spatial):
        reason = Message("field.rearranged", layer=node.name, kind=node.type)
        return ReceptiveField((NoField(reason),) * len(field.axes), field.everything)
    axes = []
    for number, window in enumerate(windows):
        axis = field.axes[number]
        if number and axis is field.axes[0] and _alike(window, windows[0]):
            axes.append(axes[0])  # square maps, square kernels: worked out once
        else:
            axes.append(_axis_through(axis, window, node))
    return ReceptiveField(tuple(axes), field.everything or any(axis is WHOLE_AXIS for axis in axes))


def _alike(one: Window, other: Window) -> bool:
    return all(
        a is b or (not isinstance(a, Expr) and not isinstance(b, Expr) and a == b)
        for a, b in zip(one, other, strict=True)
    )


def _axis_through(axis: Axis, window: Window, node: Node) -> Axis:
    if window.kind == "whole":
        return WHOLE_AXIS
    if not isinstance(axis, Reach):
        return axis
    if any(isinstance(part, Expr) for part in (window.kernel, window.stride, window.dilation)):
        return NoField(Message("field.symbolic", layer=node.name))
    if window.kind == "slide" and axis.period == 1:
        return _bounded(_slide(axis, window), node)
    if isinstance(window.begin, Expr):
        return NoField(Message("field.symbolic_padding", layer=node.name))
    advance, step = rhythm(window)
    period = axis.period // gcd(axis.period, step) * advance
    if period > MOST_PHASES:
        return NoField(Message("field.too_many_phases", layer=node.name, limit=MOST_PHASES))
    shift = period // advance * step // axis.period * axis.shift
    return _bounded(_compose(axis, window, period, shift), node)


def _bounded(axis: Reach, node: Node) -> Reach:
    """The regions, unless their distance has too many digits.

    Raises:
        NetworkError: it has.
    """
    try:
        bounded_digits(axis.shift)
    except LayerError as error:
        message = Message("field.too_many_digits", layer=node.name, **error.message.fields)
        raise NetworkError(message, place=node.place, exit_code=2) from None
    return axis


def _slide(axis: Reach, window: Window) -> Reach:
    """A sliding window on regions that all look alike; the begin of the padding may be a symbol."""
    jump, begin = axis.shift, window.begin
    span = window.dilation * (window.kernel - 1)
    if isinstance(begin, Expr):
        begin = settled(begin)
    if isinstance(begin, int) and isinstance(axis.origin, int):
        origin: Size = axis.origin - begin * jump
    else:
        origin = settled(axis.origin - begin * jump)
    return Reach(
        1,
        jump * window.stride,
        origin,
        axis.lefts,
        (axis.rights[0] + span * jump if jump >= 0 else axis.rights[0],),
    )


def _compose(axis: Reach, window: Window, period: int, shift: int) -> Reach:
    """The regions behind any window, phase by phase."""
    lefts: list[int] = []
    rights: list[int] = []
    for phase in range(period):
        regions = [axis.region(tap) for tap in _outermost(taps(window, phase), axis.period)]
        regions = [(left, right) for left, right in regions if left <= right]
        lefts.append(min((left for left, _ in regions), default=0))
        rights.append(max((right for _, right in regions), default=-1))
    return Reach(period, shift, axis.origin, tuple(lefts), tuple(rights))


def _outermost(read: range, period: int) -> Iterable[int]:
    """Of the positions that a window reads the first and the last of each phase: what lies between
    them widens nothing."""
    cycle = period // gcd(period, read.step)
    count = -(-(read.stop - read.start) // read.step)  # len() has a bound of its own
    if count <= 2 * cycle:
        return read
    edge = cycle * read.step
    behind = read.start + (count - cycle) * read.step
    return chain(
        range(read.start, read.start + edge, read.step), range(behind, read.stop, read.step)
    )


def _stretched(field: ReceptiveField, shape: Shape, node: Node) -> ReceptiveField:
    """The field of an input whose single elements stand for a whole axis: any output sees what they
    see, which is beside its own region."""
    if shape is node.shape:
        return field
    wide = stretched(shape, node.shape)
    axes = [WHOLE_AXIS if one else axis for one, axis in zip(wide, field.axes, strict=False)]
    return field._replace(axes=(*axes, *field.axes[len(axes) :]))


def _merged(sources: list[ReceptiveField], inputs: list[Shape], node: Node) -> ReceptiveField:
    """The union of the fields of all inputs of a layer."""
    first = sources[0]
    if all(source is first for source in sources[1:]):
        return first
    everything = any(source.everything for source in sources)
    if node.traits.BROADCASTS:
        sources = [_stretched(*pair, node) for pair in zip(sources, inputs, strict=True)]
    dims = max(len(source.axes) for source in sources)
    axes: list[Axis] = []
    for number in range(dims):
        given = [source.axes[number] for source in sources if number < len(source.axes)]
        if number and all(
            len(source.axes) > number and source.axes[number] is source.axes[0]
            for source in sources
        ):
            axes.append(axes[0])
        else:
            axes.append(_united(given, node))
    return ReceptiveField(tuple(axes), everything)


def _united(axes: list[Axis], node: Node) -> Axis:
    """The union on one axis; paths that see everything leave the local region of the others."""
    local: list[Reach] = []
    for axis in axes:
        if isinstance(axis, NoField):
            return axis
        if isinstance(axis, Reach):
            local.append(axis)
    if not local:
        return WHOLE_AXIS
    result = local[0]
    for other in local[1:]:
        if other is result:
            continue
        if result.shift * other.period != other.shift * result.period:
            jumps: dict[str, Any] = {"first": result.jump, "other": other.jump}
            return NoField(Message("field.jumps_differ", layer=node.name, **jumps))
        offset = settled(other.origin - result.origin)
        if isinstance(offset, Expr):
            return NoField(Message("field.symbolic_padding", layer=node.name))
        period = lcm(result.period, other.period)
        if period > MOST_PHASES:
            return NoField(Message("field.too_many_phases", layer=node.name, limit=MOST_PHASES))
        result = _union(result, other, offset, period)
    return result


def _union(one: Reach, other: Reach, offset: int, period: int) -> Reach:
    lefts: list[int] = []
    rights: list[int] = []
    for phase in range(period):
        regions = [one.region(phase)]
        left, right = other.region(phase)
        regions.append((left + offset, right + offset))
        regions = [(left, right) for left, right in regions if left <= right]
        lefts.append(min((left for left, _ in regions), default=0))
        rights.append(max((right for _, right in regions), default=-1))
    shift = one.shift * (period // one.period)
    return Reach(period, shift, one.origin, tuple(lefts), tuple(rights))
