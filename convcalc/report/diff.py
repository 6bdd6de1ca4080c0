"""What `diff` says: the layers that changed, came or went, and the totals with their signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from convcalc.algebra.expr import Size
from convcalc.errors import Message, UsageError
from convcalc.layers.quantities import OF_NETWORKS, QUANTITIES
from convcalc.network.diff import (
    COMPARED,
    GUARDED,
    Change,
    LayerRecord,
    NetworkRecord,
    compare,
    guarded,
    text_of,
)
from convcalc.report.diff_outline import diff_outline
from convcalc.report.document import Bytes, Document, Named, Node, Note, Paragraph, Signed, Table
from convcalc.report.fields import Field, no_quantity, people, record, table, word
from convcalc.report.misfit import finding_data, misfit_notes
from convcalc.report.network_values import notation, parameters, ratio
from convcalc.report.values import neat

SIGNS = {"same": "=", "changed": "~", "added": "+", "removed": "-"}


BRIEF = ("params", "macs", "peak_memory", "receptive_field")
"""Totals that a comment has, where they changed."""
LED_BY = ("macs", "params")
"""The cost by which a comment names layers; the second where there is none of the first, and
between layers that are equal in it."""
NAMED = 3
"""Layers that a comment names."""
ANSWERS = tuple([known.key for known in OF_NETWORKS if known.label in GUARDED])
"""What `--of` may name: the totals that are compared."""


def diff_document(
    before: NetworkRecord,
    after: NetworkRecord,
    everything: bool,
    brief: bool = False,
    depth: int | None = None,
    of: str | None = None,
) -> Document:
    """Both networks, layer by layer.

    Args:
        everything: layers that stayed the same too; brief: only what a comment on a change has
            room for; depth: down to which level of stages and blocks; of: the total whose
            difference is the bare answer, default how many layers differ.

    Raises:
        UsageError: a total that is not compared.
    """
    if of is not None and of not in ANSWERS:
        raise no_quantity("diff.no_quantity", of, ANSWERS)
    changes = compare(before, after)
    shown = [change for change in changes if everything or change.kind != "same"]
    counts = {kind: sum(1 for change in changes if change.kind == kind) for kind in SIGNS}
    totals = [_Total(key, before, after) for key in COMPARED]
    rows = [_Row(one, before, after) for one in shown]
    if brief:
        nodes = _comment(rows, totals, counts)
    else:
        nodes = [table(TOTAL, totals, aside=True)]
        nodes.append(Note(Message("diff.summary", **counts)))
        nodes += [_layers(rows, depth)] if rows else []
    found = misfit_notes((_name(one), one.misfit) for one in (before, after))
    nodes += found
    return Document(
        "diff",
        Message("diff.title", before=_name(before), after=_name(after)),
        {
            "before": before.name,
            "after": after.name,
            "batch_size": after.batch,
            "identical": counts["same"] == len(changes),
            "counts": counts,
            "totals": {one.key: record(TOTAL, one) for one in totals},
            "layers": [
                {"change": one.kind, "before": _side(one.before), "after": _side(one.after)}
                for one in shown
            ],
            "findings": finding_data(found),
        },
        _difference(before, after, of) if of else len(changes) - counts["same"],
        nodes,
    )


def _layers(rows: list[_Row], depth: int | None) -> Table:
    """The layers that changed; people read them by stages and blocks."""
    keys = [one.key for one in LAYER]
    lines = diff_outline(
        rows, [row.layer.path for row in rows],
        lambda row: tuple([one.value(row) for one in LAYER]), keys,
    )  # fmt: skip
    return table(LAYER, rows, outline=lines, depth=depth, lead=keys.index("layer"))


def _difference(before: NetworkRecord, after: NetworkRecord, of: str) -> Any:
    """By how much a total differs; None where that is unknown."""
    old, new = (guarded(network, QUANTITIES[of].label) for network in (before, after))
    return None if old is None or new is None else neat(new - old)


def _comment(rows: list[_Row], totals: list[_Total], counts: Mapping[str, int]) -> list[Node]:
    """The totals that changed, how many layers did, and where most of that is."""
    different = [one for one in totals if one.key in BRIEF and one.changed]
    nodes: list[Node] = [table(TOTAL, different)] if different else []
    kinds = [key for key in LED_BY if any(row.growth(key) for row in rows)]
    if not kinds:
        return [*nodes, Paragraph(Message("diff.comment", **counts))]
    costly = sorted(rows, key=lambda row: [-row.growth(key) for key in kinds])[:NAMED]
    named = [row.layer.name for row in costly if row.growth(kinds[0])]
    fields = {"quantity": Message(f"quantity.{kinds[0]}"), "layers": named, **counts}
    return [*nodes, Paragraph(Message("diff.comment_most", **fields))]


def _name(record: NetworkRecord) -> Any:
    return record.name or Message("report.network")


def _signed(before: Any, after: Any) -> Any:
    return None if before is None or after is None else Signed(neat(after - before))


class _Total(NamedTuple):
    """A total of both networks."""

    key: str
    left: NetworkRecord
    right: NetworkRecord

    def shown(self, network: NetworkRecord) -> Any:
        """The total of one of them."""
        value = network.totals.get(self.key)
        return Bytes(value) if self.key == "peak_memory" and value is not None else neat(value)

    @property
    def changed(self) -> bool:
        """Whether it is another one, or that cannot be said."""
        difference = self.difference
        return difference is None or not isinstance(difference.value, int) or difference.value != 0

    @property
    def difference(self) -> Any:
        """With its sign."""
        return _signed(self.left.totals.get(self.key), self.right.totals.get(self.key))

    @property
    def ratio(self) -> Any:
        """The second over the first; nothing over 0."""
        first, second = (one.totals.get(self.key) for one in (self.left, self.right))
        return "" if isinstance(first, int) and not first else ratio(second, first)


TOTAL = (
    word(
        "total", lambda one: Named(one.key, Message(f"quantity.{one.key}")), "report.total", people
    ),
    Field("before", lambda one: one.shown(one.left), "diff.column.before"),
    Field("after", lambda one: one.shown(one.right), "diff.column.after"),
    Field("difference", lambda one: one.difference, "diff.column.difference"),
    Field("ratio", lambda one: one.ratio, "audits.column.to_first", people),
)


class _Row(NamedTuple):
    """A change, and the networks that it lies between."""

    change: Change
    left: NetworkRecord
    right: NetworkRecord

    @property
    def layer(self) -> LayerRecord:
        """What it is now, or was."""
        found = self.change.after or self.change.before
        assert found is not None
        return found

    def growth(self, key: str) -> int:
        """How much a cost differs, more or less; 0 if that cannot be said."""
        told = _cost(self.change, key)
        return abs(told.value) if told is not None and isinstance(told.value, int) else 0


LAYER = (
    word(
        "change", lambda row: Named(row.change.kind, Message(f"diff.{row.change.kind}")),
        "diff.column.change",
    ),
    word("layer", lambda row: _both(row.change, "name"), "audit.column.name"),
    word("type", lambda row: row.layer.type, "audit.column.type", rank=3),
    word("output", lambda row: _both(row.change, "output"), "audit.column.output", rank=2),
    word("what", lambda row: _settings(row), "diff.column.what", rank=1),
    Field("params", lambda row: _cost(row.change, "params"), "audit.column.params"),
    Field("macs", lambda row: _cost(row.change, "macs"), "audit.column.macs"),
)  # fmt: skip


def _both(change: Change, key: str) -> str:
    """A word of both layers, with an arrow if it changed."""
    layers = (change.before, change.after)
    words = [getattr(layer, key) for layer in layers if layer is not None]
    return words[0] if len(set(words)) == 1 else " -> ".join(words)


def _settings(row: _Row) -> str:
    """The parameters that changed: `stride 2 -> 1`; of a layer that came or went all of them."""
    old, new = row.change.before, row.change.after
    if old is not None and new is not None:
        before, after = dict(old.settings), dict(new.settings)
        told = [
            f"{name} {before.get(name, '-')} -> {after.get(name, '-')}"
            for name in dict.fromkeys((*before, *after))
            if before.get(name) != after.get(name)
        ]
        return ", ".join(told)
    layer, network = (old, row.left.network) if new is None else (new, row.right.network)
    assert layer is not None
    return "" if network is None or layer.node is None else notation(network, layer.node)


def _cost(change: Change, key: str) -> Any:
    """By how much a cost changed."""
    before, after = (
        0 if layer is None else getattr(layer, key) for layer in (change.before, change.after)
    )
    return _signed(before, after)


def _side(layer: LayerRecord | None) -> dict[str, Any] | None:
    if layer is None:
        return None
    return {
        "name": layer.name,
        "type": layer.type,
        "stage": layer.stage,
        "output": layer.output,
        "settings": dict(layer.settings),
        "parameters": layer.node and layer.node.layer and parameters(layer.node.layer),
        "params": neat(layer.params),
        "macs": neat(layer.macs),
    }


def record_of_report(data: Mapping[str, Any], name: str) -> NetworkRecord:
    """What an earlier `audit --json` says of a network, as far as it is compared.

    Raises:
        UsageError: it is not such a report, one with formulas in it, or one of some layers only.
    """
    if any(key in data for key in ("top", "sort", "layer")) and "groups" not in data:
        raise UsageError(Message("diff.partial_report", file=name))
    if data.get("dtype", "fp32") != "fp32":
        raise UsageError(Message("diff.dtypes", file=name, dtype=str(data["dtype"])))
    try:
        layers = tuple([_layer_of(layer) for layer in data["layers"]])
        sums = data["totals"]
        totals: dict[str, Size | None] = {
            key: _number(sums[key]) for key in COMPARED if key != "receptive_field"
        }
        field = sums["receptive_field"]
        totals["receptive_field"] = min(map(_low, field)) if field else None
        batch = _number(data.get("batch_size"))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise UsageError(Message("diff.not_a_report", file=name)) from None
    detailed = all(layer.get("parameters") is not None for layer in data["layers"])
    return NetworkRecord(str(data.get("network") or name), layers, totals, detailed, batch)


def _low(value: Any) -> int:
    return _number(value["min"] if isinstance(value, Mapping) else value) or 0


def _number(value: Any) -> int | None:
    if value is None or type(value) is int:
        return value
    raise ValueError(value)


def _layer_of(layer: Mapping[str, Any]) -> LayerRecord:
    channels, *spatial = layer["output"]
    output = f"{'x'.join(map(str, spatial))}@{channels}"
    name, kind, stage = str(layer["name"]), str(layer["type"]), str(layer.get("stage") or "")
    costs = _number(layer["params"]), _number(layer["macs"])
    settings = [
        (key, text_of(_tupled(value)))
        for key, value in (layer.get("parameters") or {}).items()
        if value is not None
    ]
    return LayerRecord(name, kind, stage, tuple(settings), output, *costs)


def _tupled(value: Any) -> Any:
    return tuple(map(_tupled, value)) if isinstance(value, list) else value


def changed(before: NetworkRecord, after: NetworkRecord) -> bool:
    """Whether any layer changed."""
    return any(change.kind != "same" for change in compare(before, after))
