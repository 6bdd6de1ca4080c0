"""The table of `rf`: one row a layer."""

from __future__ import annotations

from typing import Any

from convcalc.algebra.expr import Expr
from convcalc.errors import Message
from convcalc.layers.base import IDENTITY
from convcalc.network.field import Field, Reach
from convcalc.network.graph import Node, spelt
from convcalc.network.study import Study
from convcalc.report.document import Column, Named, Range, Sizes, Table
from convcalc.report.network_values import (
    alike,
    channels_first,
    field_value,
    jump_value,
    start_value,
)
from convcalc.report.values import WHOLE, neat, sizes

__all__ = [
    "brief", "centre_value", "first_value", "growth_value", "layer_data", "layer_table",
    "padding_value", "reads_nothing",
]  # fmt: skip

COLUMNS = ("name", "output", "receptive_field", "growth", "jump", "start", "centre")


def layer_table(study: Study, every_layer: bool) -> Table:
    """Every layer that changes what is seen (or simply every layer), the target marked."""
    network = study.network
    known = network.nodes[network.inputs[0]].shape.channels is not None
    sized = known or not network.symbolic
    keys = tuple([key for key in COLUMNS if sized or key != "output"])
    rows: list[tuple[Any, ...]] = []
    highlight = None
    nodes = [node for node in network.nodes if node.sheet is not None or node is study.target]
    last = nodes[-1]
    for node in nodes:
        if not (every_layer or node in (study.target, last) or _changes(node)):
            continue
        if node is study.target:
            highlight = len(rows)
        cells = {
            "name": node.name,
            "output": spelt(node.shape),
            **{key: alike(value) for key, value in _values(study, node).items()},
        }
        cells["start"] = brief(cells["start"])
        whole = cells["receptive_field"] is WHOLE
        if whole or reads_nothing(study.fields[node.index]):
            cells = {key: "" if value is None else value for key, value in cells.items()}
        if whole:
            cells["receptive_field"] = Named("whole", Message("rf.whole"))
        rows.append(tuple([cells[key] for key in keys]))
    columns = [
        Column(key, Message(f"rf.column.{key}"), key not in ("name", "output")) for key in keys
    ]
    return Table(None, tuple(columns), tuple(rows), highlight=highlight)


def _changes(node: Node) -> bool:
    assert node.sheet is not None
    return len(node.inputs) > 1 or any(window is not IDENTITY for window in node.sheet.windows)


def _values(study: Study, node: Node) -> dict[str, Any]:
    field = study.fields[node.index]
    return {
        "receptive_field": field_value(field),
        "growth": growth_value(study, node),
        "jump": jump_value(field),
        "start": first_value(field),
        "centre": centre_value(study, node),
    }


def layer_data(study: Study) -> list[dict[str, Any]]:
    """Every layer as JSON has it."""
    rows = []
    for node in study.network.nodes:
        if node.sheet is None:
            continue
        field = study.fields[node.index]
        values = _values(study, node)
        seen = values["receptive_field"]
        rows.append(
            {
                "name": node.name,
                "type": node.type,
                "from": [study.network.nodes[source].name for source in node.inputs],
                "output": channels_first(node.shape),
                **values,
                "receptive_field": None if seen is WHOLE or seen is None else list(seen),
                "padding": padding_value(field),
                "global": field.everything,
            }
        )
    return rows


def brief(value: Any) -> Any:
    """A value that may depend on symbols in a way too long for a table; scripts read it in full."""
    if isinstance(value, Expr) or (
        isinstance(value, Sizes) and any(isinstance(part, Expr) for part in value)
    ):
        from convcalc.algebra.notation import ascii_text

        parts = value if isinstance(value, Sizes) else (value,)
        key = "x".join(
            [f"({ascii_text(part)})" if isinstance(part, Expr) else str(part) for part in parts]
        )
        return Named(key, Message("rf.by_size"))
    return value


def reads_nothing(field: Field) -> bool:
    """Whether no output depends on any position of the input."""
    return any(axis.size == 0 for axis in field.local or ())


def first_value(field: Field) -> Any:
    """The first position that output 0 reads, by axis; None where nothing is read."""
    return None if reads_nothing(field) else start_value(field)


def padding_value(field: Field) -> Sizes | None:
    """Effective padding by axis: how far output 0 reaches beyond the input."""
    local = field.local
    if local is None or reads_nothing(field):
        return None
    return sizes(0 - axis.start for axis in local)


def centre_value(study: Study, node: Node) -> Sizes | None:
    """The centre of output 0 by axis (the mean over a period where outputs differ)."""
    field = study.fields[node.index]
    if field.local is None or reads_nothing(field):
        return None
    centres: list[Any] = []
    for axis, place in zip(field.local, study.centres[node.index], strict=True):
        if axis.period == 1:
            centres.append(axis.centre)
        else:
            centres.append(None if place is None else place.offset)
    return None if None in centres else Sizes(map(neat, centres))


def growth_value(study: Study, node: Node) -> Sizes | None:
    """By how much a layer widens the field, beyond the widest of its inputs."""
    after = study.fields[node.index].local
    if after is None:
        return None
    grown: list[Any] = []
    for number, axis in enumerate(after):
        before = [
            field.axes[number]
            for field in (study.fields[source] for source in node.inputs)
            if number < len(field.axes)
        ]
        known = [one for one in before if isinstance(one, Reach)]
        low = axis.smallest - max((one.smallest for one in known), default=1)
        high = axis.size - max((one.size for one in known), default=1)
        grown.append(high if low == high else Range(min(low, high), max(low, high)))
    return Sizes(grown)
