"""That a network read at another input size than its own has other weights there."""

from __future__ import annotations

from collections.abc import Iterable

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.layers.base import Shape
from convcalc.network.graph import spelt
from convcalc.report.document import Note
from convcalc.report.values import neat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.network.weights import Misfit, Weights

TOLD = 3
"""Layers that are named; of more, their number."""


def misfit_message(found: Misfit | None) -> Message | None:
    """Which layers have other weights, and the inputs that keep them; None if all fit."""
    if found is None:
        return None
    layers = [_layer(layer, found) for layer in found.layers[:TOLD]]
    if len(found.layers) > TOLD:
        layers.append(Message("audit.more_layers", count=len(found.layers) - TOLD))
    if not found.legal:
        return Message("audit.other_weights", layers=layers)
    from convcalc.report.input_sizes import legal_value

    return Message("audit.other_weights_legal", layers=layers, legal=legal_value(found.legal))


def misfit_notes(named: Iterable[tuple[Any, Misfit | None]]) -> list[Note]:
    """The same of several networks, each with its name, for every format."""
    told = [(name, misfit_message(found)) for name, found in named]
    return [
        Note(Message("audit.of_network", name=name, message=message), "alert")
        for name, message in told
        if message is not None
    ]


def finding_data(found: Iterable[Message | Note]) -> list[dict[str, Any]]:
    """Findings as JSON has them."""
    messages = [one.message if isinstance(one, Note) else one for one in found]
    return [{"code": message.code, "message": message} for message in messages]


def _layer(found: Weights, misfit: Misfit) -> Message:
    return Message(
        f"audit.{found.what}_here",
        layer=found.node.name,
        here=neat(found.here),
        own=neat(found.own),
        input=spelt(Shape(None, misfit.own.spatial)),
    )
