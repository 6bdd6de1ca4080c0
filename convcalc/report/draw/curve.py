"""What grows along a network: its receptive field, and the memory while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from convcalc.errors import Message
from convcalc.network.field import Reach
from convcalc.network.graph import Node
from convcalc.network.measures import Measures
from convcalc.network.outline import stages
from convcalc.report.draw.profile import main_path
from convcalc.report.figures import Band, Curve


def field_curve(measures: Measures) -> Curve | None:
    """The receptive field along the main path to the layer whose field is quoted for the network,
    on the axis where it becomes largest; held against the size of the input. None if there is none
    to show."""
    path = main_path(measures.network, None if measures.local is None else measures.local[0])
    spatial = path[0].shape.spatial
    known: list[tuple[Node, tuple[int, ...]]] = []
    for node in path:
        axes = measures.fields[node.index].axes
        sizes = tuple([axis.size for axis in axes if isinstance(axis, Reach)])
        if not axes or len(sizes) < len(axes) or len(sizes) != len(spatial):
            break
        known.append((node, sizes))
    if len(known) < 2:
        return None
    largest = known[-1][1]
    axis = largest.index(max(largest))
    limit = size if isinstance(size := spatial[axis], int) else None
    points = tuple([(node.name, sizes[axis]) for node, sizes in known])
    marked = next(
        (at for at, (_, size) in enumerate(points) if limit is not None and size >= limit), None
    )
    bands = _bands([node for node, _ in known], stages(measures.network))
    legend = Message("draw.field_legend")
    return Curve(Message("draw.field"), legend, "field", points, bands, limit, marked)


def memory_curve(measures: Measures) -> Curve | None:
    """Bytes of activations alive while each layer runs, for the whole batch and in the format of
    the numbers; None where that is unknown."""
    found = measures.peak
    sizes = [size for size in measures.alive.values() if isinstance(size, int)]
    if found is None or len(sizes) < len(found.order):
        return None
    points = tuple([(node.name, size) for node, size in zip(found.order, sizes, strict=True)])
    at = next(step for step, (name, _) in enumerate(points) if name == found.node.name)
    return Curve(
        Message("draw.memory"),
        Message("draw.memory_legend", format=measures.dtype),
        "memory",
        points,
        _bands(found.order, stages(measures.network)),
        None,
        at,
    )


def _bands(nodes: Sequence[Node], names: Sequence[str]) -> tuple[Band, ...]:
    """Runs of nodes of one stage."""
    bands = []
    start = 0
    for stage, run in groupby(nodes, key=lambda node: names[node.index]):
        stop = start + len(list(run))
        if stage:
            bands.append(Band(stage, start, stop))
        start = stop
    return tuple(bands)
