"""What `rf` says: receptive fields layer by layer, and everything that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from convcalc.errors import Message, UsageError
from convcalc.network.graph import spelt
from convcalc.network.study import Study
from convcalc.report.document import Document, Named, Node, Note, Pairs, Table
from convcalc.report.misfit import finding_data, misfit_message
from convcalc.report.network_values import channels_first, field_value, jump_value
from convcalc.report.rf.layers import (
    centre_value,
    first_value,
    layer_data,
    layer_table,
    reads_nothing,
)
from convcalc.report.rf.paths import crop_data, crop_table, meeting_data, meeting_nodes
from convcalc.report.rf.summary import phase_table, summary, summary_data, summary_notes

__all__ = ["ANSWERS", "View", "rf_document"]

ANSWERS = ("rf", "size", "jump", "start", "centre")
"""What `--of` may name here; a size is that of the field."""


class View(NamedTuple):
    """What is asked for beside the table: one unit, coverage, also layers that change nothing."""

    unit: tuple[int, ...] | None = None
    coverage: bool = False
    every_layer: bool = False


def rf_document(study: Study, view: View, of: str | None = None) -> Document:
    """The receptive fields of a network.

    Raises:
        UsageError: a unit outside of the map, or a quantity that fields do not have.
        LayerError: positions that cannot be followed through a layer.
    """
    network = study.network
    origin = study.source.name if study.source else None
    parts = [_table_part(study, view), *_asked(study, view)]
    nodes: list[Node] = [node for part, _ in parts for node in part]
    other = misfit_message(study.whole.misfit)
    misfits = [] if other is None else [other]
    nodes += [Note(message, "warning") for message in misfits]
    data: dict[str, Any] = {
        "network": network.name,
        "input": [channels_first(network.nodes[index].shape) for index in network.inputs],
        "from": origin,
        "findings": finding_data(misfits),
    }
    if len(data["input"]) == 1:
        data["input"] = data["input"][0]
    for _, found in parts:
        data.update(found)
    return Document("rf", _title(study), data, _answer(study, view, of, data), nodes)


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


def _table_part(study: Study, view: View) -> Part:
    nodes: list[Node] = [layer_table(study, view.every_layer), *summary(study)]
    data = {**summary_data(study), "layers": layer_data(study)}
    phases = phase_table(study)
    if phases is not None:
        nodes.append(phases)
    for table in (crop_table(study), _overlap_table(study)):
        if table is not None:
            nodes.append(table)
    nodes += meeting_nodes(study)
    nodes += [Note(message, level) for message, level in summary_notes(study)]
    data["meetings"] = meeting_data(study)
    data["crops"] = crop_data(study)
    if study.overlaps:
        from convcalc.report.rf.coverage import overlap_data

        data["checkerboard"] = overlap_data(study)
    return nodes, data


def _overlap_table(study: Study) -> Table | None:
    if not study.overlaps:
        return None
    from convcalc.report.rf.coverage import overlap_table

    return overlap_table(study)


def _asked(study: Study, view: View) -> list[Part]:
    """What the options add: the region of a unit, coverage."""
    parts: list[Part] = []
    if view.unit is not None:
        from convcalc.report.rf.unit import unit_part

        parts.append(unit_part(study, view.unit))
    if view.coverage:
        from convcalc.report.rf.coverage import coverage_part

        parts.append(coverage_part(study, view.unit))
    return parts


def _answer(study: Study, view: View, of: str | None, data: Mapping[str, Any]) -> Any:
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
            raise UsageError(
                Message("rf.no_quantity", quantity=Message(f"quantity.{of}")),
                Message("report.quantities", names=", ".join(ANSWERS)),
            )
        nothing = found[of] is None and reads_nothing(field)
        return Named("none", Message("value.none")) if nothing else found[of]
    if view.coverage:
        return data["coverage"]["density"]
    if view.unit is not None:
        unit = data["unit"]
        region = unit["region"] if unit.get("inside") is None else unit["clipped"]
        if region is None:
            return Named("none", Message("value.none"))
        return Pairs(map(tuple, region))
    return found["rf"]
