"""What `diff` says: the layers that changed, came or went, and the totals with their signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import Size
from convcalc.errors import Message, UsageError
from convcalc.network.diff import COMPARED, Change, LayerRecord, NetworkRecord, compare
from convcalc.report.document import (
    Approximate,
    Bytes,
    Column,
    Document,
    Named,
    Node,
    Note,
    Signed,
    Table,
)
from convcalc.report.misfit import finding_data, misfits
from convcalc.report.values import neat

__all__ = ["diff_document", "record_of_report"]

SIGNS = {"same": "=", "changed": "~", "added": "+", "removed": "-"}


def diff_document(before: NetworkRecord, after: NetworkRecord, everything: bool) -> Document:
    """Both networks, layer by layer; `everything`: those that stayed the same too."""
    changes = compare(before, after)
    shown = [change for change in changes if everything or change.kind != "same"]
    counts = {kind: sum(1 for change in changes if change.kind == kind) for kind in SIGNS}
    nodes: list[Node] = []
    if shown:
        columns = (
            Column("change", Message("diff.column.change"), numeric=False),
            Column("layer", Message("diff.column.layer"), numeric=False),
            Column("type", Message("audit.column.type"), numeric=False),
            Column("output", Message("audit.column.output"), numeric=False),
            Column("what", Message("diff.column.what"), numeric=False),
            Column("params", Message("audit.column.params")),
            Column("macs", Message("audit.column.macs")),
        )
        nodes.append(Table(None, columns, tuple(map(_row, shown))))
    nodes.append(_totals(before, after))
    nodes.append(Note(Message("diff.summary", **counts)))
    found = misfits((_name(one), one.misfit) for one in (before, after))
    nodes += [Note(message, "alert") for message in found]
    return Document(
        "diff",
        Message("diff.title", before=_name(before), after=_name(after)),
        {
            "before": before.name,
            "after": after.name,
            "batch_size": after.batch,
            "identical": counts["same"] == len(changes),
            "counts": counts,
            "totals": {
                key: {
                    "before": neat(before.totals.get(key)),
                    "after": neat(after.totals.get(key)),
                    "difference": _difference(before.totals.get(key), after.totals.get(key)),
                }
                for key in COMPARED
            },
            "layers": [_data(change) for change in shown],
            "findings": finding_data(found),
        },
        sum(count for kind, count in counts.items() if kind != "same"),
        nodes,
    )


def _name(record: NetworkRecord) -> Any:
    return record.name or Message("audit.unnamed")


def _difference(before: Any, after: Any) -> Any:
    if before is None or after is None:
        return None
    return neat(after - before)


def _row(change: Change) -> tuple[Any, ...]:
    layer = change.after or change.before
    assert layer is not None
    old, new = change.before, change.after
    sign = Named(change.kind, Message(f"diff.{change.kind}"))
    return (
        sign,
        _both(old, new, "name"),
        layer.type,
        _both(old, new, "output"),
        _settings(old, new) if old and new else "",
        _cost(old, new, "params"),
        _cost(old, new, "macs"),
    )


def _both(old: LayerRecord | None, new: LayerRecord | None, key: str) -> str:
    """A word of both layers, with an arrow if it changed."""
    words = [getattr(layer, key) for layer in (old, new) if layer is not None]
    return words[0] if len(set(words)) == 1 else " -> ".join(words)


def _settings(old: LayerRecord, new: LayerRecord) -> str:
    """The parameters that changed: `stride 2 -> 1`."""
    before, after = dict(old.settings), dict(new.settings)
    told = [
        f"{name} {before.get(name, '-')} -> {after.get(name, '-')}"
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    ]
    return ", ".join(told)


def _cost(old: LayerRecord | None, new: LayerRecord | None, key: str) -> Any:
    """By how much a cost changed."""
    before = getattr(old, key) if old else 0
    after = getattr(new, key) if new else 0
    difference = _difference(before, after)
    return None if difference is None else Signed(difference)


def _totals(before: NetworkRecord, after: NetworkRecord) -> Table:
    rows = []
    for key in COMPARED:
        old, new = before.totals.get(key), after.totals.get(key)
        difference = _difference(old, new)
        ratio = None
        if isinstance(old, int) and isinstance(new, int) and old:
            ratio = Approximate(Fraction(new, old), 4, False)
        memory = key == "peak_memory"
        rows.append(
            (
                Named(key, Message(f"quantity.{key}")),
                Bytes(old) if memory and old is not None else neat(old),
                Bytes(new) if memory and new is not None else neat(new),
                None if difference is None else Signed(difference),
                ratio,
            )
        )
    columns = (
        Column("total", Message("report.total"), numeric=False),
        Column("before", Message("diff.column.before")),
        Column("after", Message("diff.column.after")),
        Column("difference", Message("diff.column.difference")),
        Column("ratio", Message("audits.column.ratio")),
    )
    return Table(Message("diff.totals"), columns, tuple(rows))


def _data(change: Change) -> dict[str, Any]:
    return {
        "change": change.kind,
        **{
            side: None
            if layer is None
            else {
                "name": layer.name,
                "type": layer.type,
                "stage": layer.stage,
                "output": layer.output,
                "settings": dict(layer.settings),
                "params": neat(layer.params),
                "macs": neat(layer.macs),
            }
            for side, layer in (("before", change.before), ("after", change.after))
        },
    }


def record_of_report(data: Mapping[str, Any], name: str) -> NetworkRecord:
    """What an earlier `audit --json` says of a network, as far as it is compared.

    Raises:
        UsageError: it is not such a report, one with formulas in it, or one of some layers only.
    """
    if "top" in data and "groups" not in data:
        raise UsageError(Message("diff.partial_report", file=name))
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
    return NetworkRecord(str(data.get("network") or name), layers, totals, False, batch)


def _low(value: Any) -> int:
    return _number(value["min"] if isinstance(value, Mapping) else value) or 0


def _number(value: Any) -> int | None:
    if value is None or type(value) is int:
        return value
    raise ValueError(value)


def _layer_of(layer: Mapping[str, Any]) -> LayerRecord:
    channels, *spatial = layer["output"]
    output = f"{'x'.join(map(str, spatial))}@{channels}"
    return LayerRecord(
        str(layer["name"]),
        str(layer["type"]),
        str(layer.get("stage") or ""),
        (),
        output,
        _number(layer["params"]),
        _number(layer["macs"]),
    )


def changed(before: NetworkRecord, after: NetworkRecord) -> bool:
    """Whether any layer changed."""
    changes: Sequence[Change] = compare(before, after)
    return any(change.kind != "same" for change in changes)
