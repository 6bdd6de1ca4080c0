"""The table of `rf`: one row a layer."""

from __future__ import annotations

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.layers.base import IDENTITY
from convcalc.network.field import Reach, ReceptiveField
from convcalc.network.graph import Node, spelt
from convcalc.network.study import Study
from convcalc.record import NamedTuple
from convcalc.report.document import Named, Range, Sizes, Table
from convcalc.report.fields import Field as Said
from convcalc.report.fields import Get, people, records, table, word
from convcalc.report.network_values import (
    alike,
    channels_first,
    field_value,
    jump_value,
    local_field,
    notation,
    parameters,
    start_value,
)
from convcalc.report.values import WHOLE, neat, sizes


class StudyRow(NamedTuple):
    """A layer of a study, as the columns see it."""

    study: Study
    node: Node

    @property
    def field(self) -> ReceptiveField:
        """What the outputs of the layer see."""
        return self.study.fields[self.node.index]

    def shown(self, value: Any) -> Any:
        """A value by axis for people: empty where there is nothing to be known."""
        nothing = field_value(self.field) is WHOLE or reads_nothing(self.field)
        return "" if value is None and nothing else alike(value)


LABELS = {
    "receptive_field": "audit.column.receptive_field",
    "jump": "report.jump",
    "start": "report.start",
}


def _by_axis(key: str, value: Get) -> Said:
    return Said(key, lambda row: row.shown(value(row)), LABELS.get(key, f"rf.column.{key}"), value)


def _seen(row: StudyRow) -> Any:
    seen = row.shown(field_value(row.field))
    return Named("whole", Message("rf.whole")) if seen is WHOLE else seen


OUTPUT = word(
    "output", lambda row: spelt(row.node.shape), "value.output",
    lambda row: channels_first(row.node.shape),
)  # fmt: skip
FIELDS = (
    word("name", lambda row: row.node.name, "audit.column.name"),
    word("type", lambda row: row.node.type),
    word(
        "notation", lambda row: notation(row.study.network, row.node), "audit.column.notation",
        people, aside=True,
    ),
    Said("parameters", lambda row: parameters(row.node.layer)),
    word("from", lambda row: [row.study.network.nodes[one].name for one in row.node.inputs]),
    OUTPUT,
    _by_axis("receptive_field", lambda row: local_field(row.field))._replace(value=_seen),
    _by_axis("growth", lambda row: growth_value(row.study, row.node)),
    _by_axis("jump", lambda row: jump_value(row.field)),
    _by_axis("start", lambda row: first_value(row.field))._replace(
        value=lambda row: brief(row.shown(first_value(row.field)))
    ),
    _by_axis("centre", lambda row: centre_value(row.study, row.node)),
    Said("padding", lambda row: padding_value(row.field)),
    Said("global", lambda row: row.field.everything),
)  # fmt: skip


def layer_table(study: Study, every_layer: bool) -> Table:
    """Every layer that changes what is seen (or simply every layer), the target marked; of a target
    that was called for, that one."""
    network = study.network
    known = network.nodes[network.inputs[0]].shape.channels is not None
    sized = known or not network.symbolic
    nodes = [node for node in network.nodes if node.sheet is not None or node is study.target]
    ends = (study.target, nodes[-1])
    shown = [node for node in nodes if every_layer or node in ends or _changes(node)]
    if study.chosen and not every_layer:
        shown = [study.target]
    highlight = shown.index(study.target)
    fields = [one for one in FIELDS if sized or one is not OUTPUT]
    return table(fields, [StudyRow(study, node) for node in shown], highlight=highlight)


def _changes(node: Node) -> bool:
    assert node.sheet is not None
    return len(node.inputs) > 1 or any(window is not IDENTITY for window in node.sheet.windows)


def layer_data(study: Study) -> list[dict[str, Any]]:
    """Every layer as JSON has it."""
    return records(FIELDS, [StudyRow(study, node) for node, _ in study.network.layers])


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


def reads_nothing(field: ReceptiveField) -> bool:
    """Whether no output depends on any position of the input."""
    return any(axis.size == 0 for axis in field.local or ())


def first_value(field: ReceptiveField) -> Any:
    """The first position that output 0 reads, by axis; None where nothing is read."""
    return None if reads_nothing(field) else start_value(field)


def padding_value(field: ReceptiveField) -> Sizes | None:
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
