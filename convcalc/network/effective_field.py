"""The effective receptive field: how the influence of the input is spread over the field.

With uniform kernels each layer blurs by a box, and the variances add up:
d^2 (k^2 - 1)/12 * j^2 for a layer behind a jump j. Where paths meet, their influences are mixed in
equal parts (concatenations by their channels), and means that differ widen the mixture.
Source: Luo et al. (2016), Understanding the effective receptive field, section 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from convcalc.algebra.expr import Expr
from convcalc.annotations import TypeAlias
from convcalc.layers.base import IDENTITY, Window
from convcalc.network.centres import Centres
from convcalc.network.field import ReceptiveField
from convcalc.network.graph import Network, Node
from convcalc.network.taps import rhythm, taps
from convcalc.record import NamedTuple

CUBIC = Fraction(-3, 4)
"""The parameter of PyTorch's cubic kernel."""
DIGITS = 40
"""Binary digits kept behind the point where a mixture of many paths has an endless fraction."""


class Spread(NamedTuple):
    """Mean (from the place of the output) and variance of the influence, in input positions."""

    mean: Fraction
    variance: Fraction


Spreads: TypeAlias = "tuple[Spread | None, ...]"

POINT = Spread(Fraction(0), Fraction(0))


def spreads(
    network: Network, fields: Sequence[ReceptiveField], centres: Sequence[Centres]
) -> list[Spreads]:
    """The spread of every node, by axis; None where it has no local field."""
    found: list[Spreads] = []
    known: dict[int, Fraction] = {}
    for node in network.nodes:
        dims = len(node.shape.spatial)
        if node.sheet is None:
            found.append((POINT,) * dims)
            continue
        if fields[node.index].local is None:
            found.append((None,) * dims)
            continue
        before = _mixed(network, node, fields, centres, found)
        windows = node.sheet.windows
        if node.traits.STATISTICS or all(window is IDENTITY for window in windows):
            found.append(before)
            continue
        after: list[Spread | None] = []
        for number, window in enumerate(windows):
            spread, place = before[number], centres[node.inputs[0]][number]
            if spread is None or place is None:
                after.append(None)
                continue
            if id(window) not in known:
                known[id(window)] = window_variance(window)
            wider = spread.variance + known[id(window)] * place.scale**2
            after.append(Spread(spread.mean, wider))
        found.append(tuple(after))
    return found


def _mixed(
    network: Network,
    node: Node,
    fields: Sequence[ReceptiveField],
    centres: Sequence[Centres],
    found: Sequence[Spreads],
) -> Spreads:
    """The mixture of the paths that meet in a layer; those that see everything are left out."""
    sources = [source for source in node.inputs if fields[source].local]
    if len(sources) == 1 or all(found[source] is found[sources[0]] for source in sources):
        return found[sources[0]]
    shares = _shares(network, node, sources)
    mixed: list[Spread | None] = []
    for axis in range(len(found[sources[0]])):
        parts = [found[source][axis] for source in sources]
        places = [centres[source][axis] for source in sources]
        own = centres[node.index][axis]
        known = [
            (share, part.mean + place.offset - own.offset, part.variance)
            for share, part, place in zip(shares, parts, places, strict=True)
            if part is not None and place is not None and own is not None
        ]
        if len(known) < len(parts):
            mixed.append(None)
            continue
        mean = sum((share * mean for share, mean, _ in known), Fraction(0))
        variance = sum((share * (v + (m - mean) ** 2) for share, m, v in known), Fraction(0))
        mixed.append(Spread(_kept(mean), _kept(variance)))
    return tuple(mixed)


def _shares(network: Network, node: Node, sources: Sequence[int]) -> list[Fraction]:
    channels = [network.nodes[source].shape.channels for source in sources]
    counts = [count for count in channels if isinstance(count, int)]
    if len(counts) == len(channels) and sum(counts) == node.shape.channels:  # one behind another
        return [Fraction(count, sum(counts)) for count in counts]
    return [Fraction(1, len(sources))] * len(sources)


def _kept(value: Fraction) -> Fraction:
    if value.denominator < 2**DIGITS:
        return value
    return Fraction(round(value * 2**DIGITS), 2**DIGITS)


def window_variance(window: Window) -> Fraction:
    """Variance of what an output reads, in input positions of its layer, with uniform weights; the
    mean over all phases where these differ."""
    kernel, dilation = window.kernel, window.dilation
    if any(isinstance(part, Expr) for part in window[1:]) and window.kind != "slide":
        return Fraction(0)
    if window.kind == "slide":
        return Fraction(dilation**2 * (kernel**2 - 1), 12)
    if window.kind == "spread":
        return Fraction(dilation**2 * (kernel**2 - 1), 12 * window.stride**2)
    outputs, _ = rhythm(window)
    return sum((_at_phase(window, u) for u in range(outputs)), Fraction(0)) / outputs


def _at_phase(window: Window, output: int) -> Fraction:
    """Mean square distance from its place of what one output of a resampling reads."""
    read = taps(window, output)
    if window.kind == "bins":
        return Fraction(len(read) ** 2 - 1, 12)
    scale, begin = 1 / Fraction(window.stride), Fraction(window.begin)
    if window.kind == "nearest":
        place = (output + Fraction(1, 2)) * scale - Fraction(1, 2)
        return (read[0] - place) ** 2
    place = (output + begin) * scale - begin
    if window.kind == "linear":
        rest = place - floor(place)
        return rest * (1 - rest)
    weights = [(abs(_cubic(n - place)), (n - place) ** 2) for n in read]
    return sum((weight * square for weight, square in weights), Fraction(0)) / sum(
        weight for weight, _ in weights
    )


def _cubic(x: Fraction) -> Fraction:
    """Keys' cubic kernel."""
    x = abs(x)
    if x <= 1:
        return (CUBIC + 2) * x**3 - (CUBIC + 3) * x**2 + 1
    return CUBIC * (x**3 - 5 * x**2 + 8 * x - 4)
