"""Pictures of whole networks: what they cost, and how they are shaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from convcalc.algebra.expr import Expr, free_variables
from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.network.graph import Network, spelt
from convcalc.network.measures import Measures
from convcalc.report.audit import alerts
from convcalc.report.document import Document, Note
from convcalc.report.draw.bars import costs, rivals
from convcalc.report.draw.curve import field_curve, memory_curve
from convcalc.report.draw.profile import profile
from convcalc.report.figures import Bars, Curve, Figure, Profile
from convcalc.report.values import neat

USUAL = 224
"""The size of an input that a hint gives."""
VIEWS: Mapping[str, Callable[[Measures], Figure | None]] = {
    "shape": lambda measures: profile(measures.network),
    "field": field_curve,
    "memory": memory_curve,
}
"""What can be drawn of one network besides its costs."""


def network_drawing(measures: Measures, by: str, view: str | None = None) -> Document:
    """The picture of a network: its costs and its shape, or the one that `view` names.

    Raises:
        UsageError: a letter stands for a size, or there is no such picture of this network.
    """
    network = measures.network
    _demand_numbers(network)
    found: list[Figure] = [costs(measures, by)] if view in (None, "costs") else []
    if view != "costs":
        more = VIEWS[view or "shape"](measures)
        found += [] if more is None else [more]
    if not found:
        raise UsageError(Message(f"draw.no_{view}"))
    inputs = [spelt(network.nodes[index].shape) for index in network.inputs]
    title = Message("audit.title", name=network.name or Message("report.network"), input=inputs)
    notes = [Note(message, "alert") for message in alerts(measures)]
    figures = [figure_data(figure) for figure in found]
    data = {"network": network.name, "dtype": measures.dtype, "figures": figures}
    return Document("drawing", title, data, None, [*found, *notes])


def rivals_drawing(networks: Sequence[tuple[str, Measures]]) -> Document:
    """The picture of several networks.

    Raises:
        UsageError: a letter stands for a size.
    """
    for _, measures in networks:
        _demand_numbers(measures.network)
    bars = rivals(networks)
    data = {"figures": [figure_data(bars)]}
    notes = [
        Note(Message("audit.of_network", name=name, message=message), "alert")
        for name, measures in networks
        for message in alerts(measures)
    ]
    return Document("drawing", Message("audits.title"), data, None, [bars, *notes])


def _demand_numbers(network: Network) -> None:
    for node in network.nodes:
        for size in (node.shape.channels, *node.shape.spatial):
            if isinstance(size, Expr):
                letter = Message("draw.letter", name=min(free_variables(size)))
                raise UsageError(letter, *_numbers(network))


def _numbers(network: Network) -> list[Message]:
    """What gives numbers to the letters of an input."""
    shape = network.nodes[network.inputs[0]].shape
    letters = any(isinstance(size, Expr) for size in (shape.channels, *shape.spatial))
    if not letters or len(network.inputs) > 1:
        return []
    channels = shape.channels if isinstance(shape.channels, int) else 3
    sizes = [size if isinstance(size, int) else USUAL for size in shape.spatial]
    return [Message("draw.give_input", input="x".join(map(str, (channels, *sizes))))]


def figure_data(figure: Figure) -> dict[str, Any]:
    """The geometry of a figure of a network as JSON has it."""
    if isinstance(figure, Bars):
        return {
            "figure": "bars",
            "rows": [
                {
                    "name": row.name,
                    **{
                        column.key: neat(value)
                        for column, value in zip(figure.columns, row.values, strict=True)
                    },
                }
                for row in figure.rows
            ],
            "totals": {column.key: column.whole for column in figure.columns if column.whole},
            "others": figure.others,
        }
    if isinstance(figure, Profile):
        return {
            "figure": "shape",
            "columns": [column._asdict() for column in figure.columns],
            "skips": [skip._asdict() for skip in figure.skips],
            "skips_left_out": figure.hidden,
        }
    assert isinstance(figure, Curve)
    return {
        "figure": figure.kind,
        "points": [{"layer": name, "value": value} for name, value in figure.points],
        "stages": [band._asdict() for band in figure.bands],
        "limit": figure.limit,
        "marked": None if figure.marked is None else figure.points[figure.marked][0],
    }
