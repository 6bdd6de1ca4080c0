"""The figures of one network as JSON has them, and what is open or amiss in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from convcalc.algebra.expr import Var
from convcalc.errors import Message
from convcalc.inverse.legal import conditions_of, sizes_of
from convcalc.inverse.remainders import EVERY
from convcalc.layers.demands import Condition
from convcalc.layers.dialects import DEFAULT
from convcalc.network.budget import Verdict
from convcalc.network.conventions import count_terms
from convcalc.network.field import NoField
from convcalc.network.measures import Measures
from convcalc.report.audit_table import View, row_data
from convcalc.report.audit_totals import summed, total_data
from convcalc.report.input_sizes import sizes_condition
from convcalc.report.misfit import finding_data, misfit_message
from convcalc.report.network_values import shapes_data
from convcalc.report.unknown import unknown_data, unknown_message
from convcalc.report.values import conditions, inferred_dialects, neat


def alerts(measures: Measures) -> list[Message]:
    """That the network has other weights than at its own input, or operations of unknown cost."""
    told = misfit_message(measures.network.misfit), unknown_message(measures.network)
    return [found for found in told if found is not None]


def findings(measures: Measures) -> list[Message]:
    """What is open or amiss: other weights than at the network's own input, unknown channels,
    conditions on symbols, paths that do not line up."""
    found = alerts(measures)
    if not measures.network.known:
        found.append(Message("audit.incomplete"))
    if not measures.network.told:
        found.append(Message("audit.not_whole"))
    valid = _valid(measures)
    if valid:
        found.append(Message("report.valid_for", conditions=valid))
    reasons = {
        repr(axis.reason): axis.reason
        for field in measures.fields
        for axis in field.axes
        if isinstance(axis, NoField)
    }
    found += list(reasons.values())[:1]
    return found


def _valid(measures: Measures) -> list[Message]:
    """What must hold for the symbols: the sizes that each letter may stand for, then whatever
    could not be decided."""
    demands = list(conditions_of(measures.network))
    letters = dict.fromkeys(letter for demand in demands for letter in sorted(demand.letters))
    told: list[Message] = []
    rest: list[Condition] = []
    for letter in letters:
        found = sizes_of(demands, letter)
        rest += [demand.condition for demand, _ in found.open]
        if found.sizes != EVERY.runs:
            told.append(sizes_condition(Var(letter), found.sizes))
    return told + conditions(rest)


def audit_data(measures: Measures, view: View, verdicts: Sequence[Verdict] = ()) -> dict[str, Any]:
    """The JSON document of an audit."""
    network = measures.network
    by_layer = view.by == "layer"
    data: dict[str, Any] = {
        "network": network.name,
        "dialect": network.dialect or DEFAULT,
        "dialects_by_name": inferred_dialects(
            node.layer for node in network.nodes if node.layer is not None
        ),
        "settings": dict(network.knobs),
        "input": shapes_data(network, network.inputs),
        "output": shapes_data(network, network.outputs),
        "totals": total_data(measures, view),
        "batch_size": measures.batch,
        "layers": row_data(measures, view if by_layer else View(counting=view.counting)),
        "budgets": [_verdict_data(verdict) for verdict in verdicts],
        "findings": finding_data(findings(measures)),
        "complete": network.complete,
        "unknown": unknown_data(network),
        "notes": finding_data(network.notes),
    }
    if view.top is not None:
        data["top"] = view.top
    if not by_layer:
        data["by"] = view.by
        data["groups"] = row_data(measures, view)
    if view.counting != "macs":
        terms = count_terms(network, view.convention)
        data["count"] = {
            "convention": view.counting,
            "source": view.convention.source,
            "total": summed(terms),
            "terms": {key: neat(value) for key, value in terms},
        }
    return data


def _verdict_data(verdict: Verdict) -> dict[str, Any]:
    limit = verdict.limit
    return {
        "quantity": limit.quantity,
        "kind": limit.kind,
        "limit": limit.value,
        "origin": limit.origin,
        "actual": None
        if verdict.least
        else neat(verdict.actual)
        if not isinstance(verdict.actual, str)
        else verdict.actual,
        "kept": verdict.kept,
        "excess": verdict.excess,
        "layers": [{"name": node.name, "value": cost} for node, cost in verdict.culprits],
    }
