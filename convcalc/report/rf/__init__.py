"""What `rf` says: receptive fields layer by layer, and everything that follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.network.graph import spelt
from convcalc.network.study import Study
from convcalc.record import NamedTuple
from convcalc.report.document import Document, Facts, Node, Note, Pairs
from convcalc.report.fields import Field, data_of, facts_of, no_quantity, records, table
from convcalc.report.misfit import finding_data, misfit_message
from convcalc.report.network_values import field_value, jump_value, shapes_data
from convcalc.report.rf.layers import (
    centre_value,
    first_value,
    layer_data,
    layer_table,
    reads_nothing,
)
from convcalc.report.rf.paths import CROP, meeting_data, meeting_nodes
from convcalc.report.rf.summary import phase_table, summary_notes, target_entries
from convcalc.report.values import NONE

ANSWERS = ("rf", "size", "jump", "start", "centre")
"""What `--of` may name here; a size is that of the field."""


class StudyView(NamedTuple):
    """What is asked for beside the table: one unit, coverage, also layers that change nothing."""

    unit: tuple[int, ...] | None = None
    coverage: bool = False
    every_layer: bool = False


def rf_document(study: Study, view: StudyView, of: str | None = None) -> Document:
    """The receptive fields of a network.

    Raises:
        UsageError: a unit outside of the map, or a quantity that fields do not have.
        LayerError: positions that cannot be followed through a layer.
    """
    asked = _asked(study, view)
    found = {key: value for _, part in asked for key, value in part.items()}
    other = misfit_message(study.whole.misfit)
    misfits = [] if other is None else [other]
    return Document(
        "rf",
        _title(study),
        lambda: {**_data(study), "findings": finding_data(misfits), **found},
        _answer(study, view, of, found),
        lambda: [
            *[node for part, _ in asked for node in part],
            *_nodes(study, view),
            *[Note(message, "warning") for message in misfits],
        ],
        (),
        of or "receptive_field",
    )


def _title(study: Study) -> Message:
    network = study.network
    name = network.name
    if study.source is not None:
        code = "rf.title_from" if name else "rf.title_from_unnamed"
        return Message(code, name=name, layer=study.source.name)
    shapes = [network.nodes[index].shape for index in network.inputs]
    if shapes[0].channels is None and network.symbolic:
        return Message("rf.title_bare" if name else "rf.title_bare_unnamed", name=name)
    told = [spelt(shape) for shape in shapes]
    return Message("rf.title" if name else "rf.title_unnamed", name=name, input=told)


Part = tuple["list[Node]", "Mapping[str, Any]"]


def _nodes(study: Study, view: StudyView) -> list[Node]:
    phases = phase_table(study)
    told: list[Node] = [
        Facts(None, facts_of(target_entries(study)), aside=True),
        layer_table(study, view.every_layer),
        *([] if phases is None else [phases]),
    ]
    if study.chosen and not view.every_layer:
        return [*told, *summary_notes(study)]
    return [
        *told,
        *[
            table(fields, rows, f"rf.{key}", aside=True)
            for key, fields, rows in _apart(study)
            if rows
        ],
        *meeting_nodes(study),
        *summary_notes(study),
    ]


def _data(study: Study) -> dict[str, Any]:
    return {
        "network": study.network.name,
        "input": shapes_data(study.network, study.network.inputs),
        "from": study.source.name if study.source else None,
        **data_of(target_entries(study)),
        "layers": layer_data(study),
        "meetings": meeting_data(study),
        **{key: records(fields, rows) for key, fields, rows in _apart(study)},
    }


def _apart(study: Study) -> list[tuple[str, Sequence[Field], Sequence[Any]]]:
    """What has a table of its own: crops, and transposed convolutions if there are any."""
    told: list[tuple[str, Sequence[Field], Sequence[Any]]] = [("crops", CROP, study.crops)]
    if study.overlaps:
        from convcalc.report.rf.coverage import OVERLAP

        told.append(("checkerboard", OVERLAP, study.overlaps))
    return told


def _asked(study: Study, view: StudyView) -> list[Part]:
    """What the options add: the region of a unit, coverage."""
    parts: list[Part] = []
    if view.unit is not None:
        from convcalc.report.rf.unit import unit_part

        parts.append(unit_part(study, view.unit))
    if view.coverage:
        from convcalc.report.rf.coverage import coverage_part

        parts.append(coverage_part(study, view.unit))
    return parts


def _answer(study: Study, view: StudyView, of: str | None, data: Mapping[str, Any]) -> Any:
    """The bare answer: the field, what `--of` names, the region of a unit, the density."""
    field = study.field
    found = {
        "rf": field_value(field),
        "size": field_value(field),
        "jump": jump_value(field),
        "start": first_value(field),
        "centre": centre_value(study, study.target),
    }
    if of is not None:
        if of not in found:
            raise no_quantity("rf.no_quantity", of, ANSWERS)
        nothing = found[of] is None and reads_nothing(field)
        return NONE if nothing else found[of]
    if view.coverage:
        return data["coverage"]["density"]
    if view.unit is not None:
        unit = data["unit"]
        region = unit["region"] if unit.get("inside") is None else unit["clipped"]
        if region is None:
            return NONE
        return Pairs(map(tuple, region))
    return found["rf"]
