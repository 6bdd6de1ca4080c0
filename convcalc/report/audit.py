"""What `audit` says about one network: a table of layers or groups, the totals, a short summary."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Expr, Var
from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.layers.demands import Condition
from convcalc.layers.dialects import DEFAULT
from convcalc.layers.quantities import OF_NETWORKS
from convcalc.network.budget import Verdict
from convcalc.network.conventions import count_terms
from convcalc.network.field import NoField
from convcalc.network.graph import Network, spelt
from convcalc.network.measures import LIMITED, Measures
from convcalc.network.names import layers_named
from convcalc.report.audit_rows import View
from convcalc.report.audit_summary import (
    actual_value,
    because,
    limit_facts,
    smallest_input,
    summary,
)
from convcalc.report.audit_table import audit_table, columns_of, row_data
from convcalc.report.audit_totals import summed, total_data, total_groups
from convcalc.report.document import Document, Fact, Facts, Node, Note
from convcalc.report.fields import no_quantity
from convcalc.report.misfit import finding_data, misfit_message
from convcalc.report.network_values import shapes_data
from convcalc.report.unknown import known_part, unknown_data, unknown_message
from convcalc.report.values import conditions, in_unit, inferred_dialects, named_dialects, neat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.rules.lint import Lint


def audit_document(
    measures: Measures,
    view: View,
    verdicts: Sequence[Verdict] = (),
    of: str | None = None,
    lint: Lint | None = None,
) -> Document:
    """Everything about one network; `lint` is what rules say of it, where something tells that.

    Raises:
        UsageError: an unknown column or layer, or a quantity that a network does not have.
    """
    network = measures.network
    title = Message(
        "audit.title",
        name=network.name or Message("report.network"),
        input=[spelt(network.nodes[index].shape) for index in network.inputs],
    )
    columns_of(view)
    if view.layer is not None:
        layers_named(network, view.layer)
    return Document(
        "audit",
        title,
        lambda: audit_data(measures, view, verdicts, lint),
        answer(measures, view, of),
        lambda: [*_linted(lint), *_nodes(measures, view, verdicts, _told(lint))],
        [Note(message, "alert") for message in (*alerts(measures), *_not_whole(measures))],
        of or "macs",
    )


def _nodes(
    measures: Measures, view: View, verdicts: Sequence[Verdict], found: Sequence[Fact]
) -> list[Node]:
    nodes: list[Node] = [audit_table(measures, view)]
    if view.layer is not None:
        limits = limit_facts(verdicts)
        return [*nodes, Facts(None, tuple(limits), aside=True)] if limits else nodes
    if view.details:
        judged = (*limit_facts(verdicts), *found)
        nodes += total_groups(measures, view)
        nodes += [Facts(Message("audit.group.budget"), judged, aside=True)] if judged else []
    else:
        nodes.append(summary(measures, view, verdicts, found))
    layers = [node.layer for node in measures.network.nodes if node.layer is not None]
    level = "note" if measures.network.told else "alert"
    notes = named_dialects(layers)
    if view.details:
        notes += [Note(message) for message in _summary(measures)]
        notes += _shared(measures.network)
    told = [one for one in findings(measures) if view.details or one.code != "audit.incomplete"]
    notes += [Note(message, level_of(message)) for message in told]
    notes += [Note(message, level) for message in measures.network.notes]
    return [*nodes, *notes]


def _told(lint: Lint | None) -> list[Fact]:
    """How many findings there are, and the gravest."""
    if lint is None:
        return []
    from convcalc.report.findings import finding_facts

    return finding_facts(lint)


def _linted(lint: Lint | None) -> list[Note]:
    """All that rules say, if that was asked for."""
    if lint is None or not lint.asked:
        return []
    from convcalc.report.findings import finding_notes

    return finding_notes(lint)


def _found(lint: Lint | None) -> list[dict[str, Any]]:
    """The same for scripts, which have it if they ask for it."""
    if lint is None or not lint.asked:
        return []
    from convcalc.report.findings import finding_records

    return finding_records(lint.findings)


def level_of(finding: Message) -> str:
    """Figures of another network than the one that was named, or of a part of it, are told in every
    format."""
    told = ("audit.other_weights", "audit.unknown", "audit.not_whole")
    return "alert" if finding.code.startswith(told) else "warning"


def _shared(network: Network) -> list[Note]:
    """That some layers have no weights of their own."""
    count = sum(1 for node in network.nodes if node.shares is not None)
    return [Note(Message("audit.shared", count=count))] if count else []


def budget_line(verdict: Verdict) -> Message:
    """One line about a limit that is not kept, or that cannot be decided."""
    limit = verdict.limit
    fields = {
        "quantity": Message(f"quantity.{limit.quantity}"),
        "limit": in_unit(LIMITED[limit.quantity], limit.value),
        "actual": actual_value(verdict, verdict.actual),
    }
    if verdict.kept is None:
        line = Message("budget.line.open", **fields)
    elif verdict.excess is None:
        line = Message("budget.line.other", **fields)
    else:
        fields["excess"] = actual_value(verdict, verdict.excess)
        line = Message(f"budget.line.{limit.kind}", **fields)
    why = because(verdict, figures=True)
    return line if why is None else Message("budget.line.why", line=line, why=why)


def _summary(measures: Measures) -> list[Message]:
    """What stands out: where the cost is, and what the receptive field covers."""
    told = []
    macs = measures.totals.macs
    costly = sorted(
        (
            (sheet.macs, node)
            for node, sheet in measures.network.layers
            if isinstance(sheet.macs, int) and sheet.macs
        ),
        key=lambda cost: (-cost[0], cost[1].index),
    )
    if isinstance(macs, int) and len(costly) > 1:
        half, needed = 0, 0
        for cost, _ in costly:
            half, needed = half + cost, needed + 1
            if 2 * half >= macs:
                break
        told.append(
            Message("audit.summary.half", count=needed, all=len(costly), layer=costly[0][1].name)
        )
    size, input_size = measures.smallest_field(), smallest_input(measures)
    if size is not None and input_size is not None and measures.local is not None:
        code = "narrow" if size < input_size else "wide"
        told.append(Message(f"audit.summary.{code}", field=size, input=input_size))
    return told


ANSWERS = tuple([known.key for known in OF_NETWORKS])
"""What `--of` may name for a network. Its memory has two names: that of a layer is its weights and
its output together, which nothing in a network is."""


def answer(measures: Measures, view: View, of: str | None) -> Any:
    """The one quantity of a network that is asked for; without one, its operations.

    Raises:
        UsageError: a quantity that a network does not have.
    """
    demand_quantity(of)
    if of is None:
        if view.counting == "macs":
            return known_part(measures, "macs")
        return summed(count_terms(measures.network, view.convention))
    return known_part(measures, of)


def demand_quantity(of: str | None) -> None:
    """Demand that `--of` names what a network has.

    Raises:
        UsageError: it does not.
    """
    if of is None or of in ANSWERS:
        return
    refused = no_quantity("audit.no_quantity", of, ANSWERS)
    raise UsageError(refused.message, Message("audit.memories")) if of == "memory" else refused


def _not_whole(measures: Measures) -> tuple[Message, ...]:
    """What must be said of a network that its file does not show as a whole."""
    network = measures.network
    return () if network.told else (Message("audit.not_whole"), *network.notes)


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
    conditioned = [
        condition for _, sheet in measures.network.layers for condition in sheet.conditions
    ]
    if not any(isinstance(side, Expr) for one in conditioned for side in (one.large, one.small)):
        return []
    from convcalc.inverse.legal import conditions_of, sizes_of
    from convcalc.inverse.remainders import EVERY
    from convcalc.report.input_sizes import sizes_condition

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


def audit_data(
    measures: Measures, view: View, verdicts: Sequence[Verdict] = (), lint: Lint | None = None
) -> dict[str, Any]:
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
        "dtype": measures.dtype,
        "layers": row_data(measures, view if by_layer else View(counting=view.counting)),
        "budgets": [_verdict_data(verdict) for verdict in verdicts],
        "findings": [*finding_data(findings(measures)), *_found(lint)],
        "complete": network.complete,
        "unknown": unknown_data(network),
        "notes": finding_data(network.notes),
    }
    for key in ("top", "sort", "layer"):
        if getattr(view, key):
            data[key] = getattr(view, key)
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
