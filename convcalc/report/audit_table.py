"""The table of `audit`: one row a layer, block, stage or type, and the columns to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Sheet
from convcalc.network.graph import elements, spelt
from convcalc.network.measures import Measures
from convcalc.network.memory import intensity
from convcalc.network.totals import GROUPINGS, added
from convcalc.report.audit_rows import SEES_ALL, AuditRow, View, chosen, counted, rows_of
from convcalc.report.document import Approximate, AtLeast, Table
from convcalc.report.fields import ABSENT, Field, Get, people, records, table, word
from convcalc.report.network_values import (
    WINDOW,
    by_axis,
    channels_first,
    field_value,
    jump_value,
    local_field,
    notation,
    parameters,
    shapes_data,
    share,
    start_value,
    window_value,
)
from convcalc.report.unknown import known_part
from convcalc.report.values import WHOLE, neat


def _known(value: Callable[[Sheet], Any]) -> Get:
    """A value of the sheet, None while the channels are unknown."""
    return lambda row: value(row.sheet) if row.sheet.known else None


def _seen(value: Any) -> Any:
    return SEES_ALL if value is WHOLE else by_axis(value)


def _window(key: str) -> Get:
    return lambda row: window_value(row.of.layer, key)


def _intensity(row: AuditRow) -> Any:
    value = intensity(row.measures.network, row.of, batch=row.measures.batch)
    return None if value is None else Approximate(value, 3)


def _least(row: AuditRow, key: str, value: Any) -> Any:
    """A cost of a group, at least so much where a layer in it does not tell its own."""
    least = row.of.totals.least.get(key) if value is None else None
    return neat(value) if least is None else AtLeast(neat(least))


def _flops(sheet: Sheet) -> Any:
    return None if sheet.macs is None else neat(sheet.macs * 2)


def _declared(*fields: Field) -> dict[str, Field]:
    """Fields by key; those that may be a column get their heading."""
    return {
        one.key: one
        if one.label is not None or one.key in HIDDEN
        else one._replace(label=f"audit.column.{one.key}")
        for one in fields
    }


HIDDEN = ("from", "global", "flattened", "shares", "parameters")
"""What only JSON has."""

SHARE = word(
    "share",
    lambda row: share(row.cost, row.whole),
    "audit.column.share",
    people,
    aside=True,
    rank=3,
)

LAYER_COLUMNS = _declared(
    word("name", lambda row: row.of.name),
    word("type", lambda row: row.of.type),
    word(
        "notation", lambda row: notation(row.measures.network, row.of), data=people, aside=True,
        rank=1,
    ),
    word("stage", lambda row: row.of.stage),
    word("block", lambda row: row.of.block),
    word("from", lambda row: [node.name for node in row.inputs]),
    word(
        "input", lambda row: [spelt(node.shape) for node in row.inputs],
        data=lambda row: shapes_data(row.measures.network, row.of.inputs),
    ),
    word("output", lambda row: spelt(row.of.shape), data=lambda row: channels_first(row.of.shape)),
    Field("params", lambda row: neat(row.sheet.params)),
    Field("buffers", _known(lambda sheet: neat(sheet.buffers))),
    Field("macs", lambda row: row.cost, data=_known(lambda sheet: neat(sheet.macs))),
    Field(
        "operations", _known(lambda sheet: neat(added(sheet.operations.values()))),
        data=_known(lambda sheet: {key: neat(value) for key, value in sheet.operations.items()}),
    ),
    Field("activations", lambda row: neat(elements(row.of.shape))),
    Field(
        "receptive_field", lambda row: _seen(field_value(row.field)),
        data=lambda row: local_field(row.field), rank=2,
    ),
    Field("jump", lambda row: by_axis(jump_value(row.field))),
    Field("start", lambda row: by_axis(start_value(row.field))),
    Field("global", lambda row: row.field.everything),
    Field("intensity", _intensity),
    Field(
        "line", lambda row: (row.of.place and row.of.place.outermost.line) or "",
        data=lambda row: (row.of.place and row.of.place.outermost.line) or None,
    ),
    Field(
        "flattened",
        lambda row: ABSENT if row.sheet.flattened is None else neat(row.sheet.flattened),
    ),
    word("shares", lambda row: ABSENT if row.of.shares is None else row.of.shares.name),
    Field("parameters", lambda row: parameters(row.of.layer)),
    *[Field(key, _window(key), data=people) for key in WINDOW],
    Field("flops", _known(_flops), data=people),
    Field("memory", lambda row: row.memory, data=people),
    Field("alive", lambda row: row.alive, data=people),
    SHARE,
)  # fmt: skip
"""What is said of a layer; that of people is in JSON only if asked for."""

GROUP_COLUMNS = _declared(
    word("name", lambda row: row.of.key),
    Field("layers", lambda row: row.of.layers),
    Field(
        "params",
        lambda row: _least(row, "params", row.of.totals.params),
        data=lambda row: neat(row.of.totals.params),
    ),
    Field("buffers", lambda row: neat(row.of.totals.buffers)),
    Field(
        "macs", lambda row: _least(row, "macs", row.cost), data=lambda row: neat(row.of.totals.macs)
    ),
    Field("flops", lambda row: neat(row.of.totals.flops)),
    Field("operations", lambda row: neat(added(row.of.totals.operations.values()))),
    Field("activations", lambda row: neat(row.of.totals.activations), rank=1),
    LAYER_COLUMNS["receptive_field"],
    SHARE,
)
"""What is said of a block, a stage or a type, which has no receptive field."""

DEFAULT_LAYER = ("name", "notation", "output", "params", "macs", "share", "receptive_field")
DEFAULT_GROUP = ("name", "layers", "params", "macs", "share", "activations", "receptive_field")
OUTLINED = ("layer", "block")
BLOCKS = 2
"""Level of an outline at which blocks stand."""
SUMMED = ("layers", "params", "buffers", "macs", "flops", "operations", "activations")


def columns_of(view: View) -> tuple[str, ...]:
    """The keys of the columns that a view shows.

    Raises:
        UsageError: an unknown column or grouping.
    """
    if view.by not in GROUPINGS:
        raise UsageError(
            Message("audit.unknown_grouping", grouping=view.by, allowed=", ".join(GROUPINGS))
        )
    usual = DEFAULT_LAYER if view.by == "layer" else DEFAULT_GROUP
    known = [key for key, one in _fields(view).items() if one.label is not None]
    keys = view.columns or tuple([key for key in usual if key in known])
    keys += (view.sort,) if view.sort and view.sort not in keys else ()
    for key in keys:
        if key not in known:
            from convcalc.layers.meant import unknown_word

            allowed = ", ".join(known)
            raise unknown_word(key, known, "audit.unknown_column", column=key, allowed=allowed)
    return keys


def _fields(view: View) -> dict[str, Field]:
    """What is said of each row of the view; what is asked for by name is for everyone."""
    fields = LAYER_COLUMNS if view.by == "layer" else GROUP_COLUMNS
    if view.by == "type":
        fields = {key: one for key, one in fields.items() if key != "receptive_field"}
    asked = (*view.columns, view.sort)
    return fields | {key: fields[key]._replace(asked=True) for key in asked if key in fields}


def audit_table(measures: Measures, view: View) -> Table:
    """The rows that the view asks for, with a total below.

    Raises:
        UsageError: an unknown column or grouping.
    """
    keys, costs = columns_of(view), counted(measures, view)
    every = rows_of(measures, view, costs)
    whole = every[0].whole if every else 0
    fields = [_fields(view)[key] for key in keys]
    if view.counting != "macs":
        label = Message("audit.column.count", convention=view.counting)
        of = Message("audit.column.share_of", convention=view.counting)
        renamed = {
            "macs": LAYER_COLUMNS["macs"]._replace(key="count", label=label),
            "share": SHARE._replace(label=of),
        }
        fields = [renamed.get(one.key, one) for one in fields]
    rows = chosen(every, view, _sorting(view))
    total = None if view.layer else _total_row(measures, view, keys, whole)
    title = _title(view, len(rows))
    shown = table(fields, rows, title, total=total, choice="--columns")
    if view.by not in OUTLINED or view.sort or view.top is not None:
        return shown
    from convcalc.report.audit_outline import OF_PARTS, cut, outline_of

    if view.columns and OF_PARTS.isdisjoint(keys[1:]) and view.depth is None:
        return shown
    lines = outline_of(measures, view, keys, costs, whole)
    if lines and view.depth is not None:
        shown = shown._replace(rows=cut(lines, view.depth))
    if view.by == "block":
        below = [line.level for line in lines[1:]] + [0]
        lines = tuple(
            [one for one, level in zip(lines, below, strict=True) if one.level < max(level, 2)]
        )
    depth = BLOCKS if view.by == "block" and view.depth is None else view.depth
    return shown._replace(outline=lines, depth=depth)


def _sorting(view: View) -> Get:
    """What the rows are sorted by: the column that is named, or else the cost."""
    return _fields(view)[view.sort].value if view.sort else lambda row: row.cost


def _title(view: View, count: int) -> Message | None:
    """What the first rows are, where they are in another order than in the network."""
    if not view.sort and view.top is None:
        return None
    key = view.sort or "macs"
    column = Message(f"audit.column.{key}")
    if key == "macs" and view.counting != "macs":
        column = Message("audit.column.count", convention=view.counting)
    return Message(
        "audit.sorted" if view.top is None else "audit.top_by", count=count, column=column
    )


def row_data(measures: Measures, view: View) -> list[dict[str, Any]]:
    """The rows of the view as JSON has them."""
    fields = list(_fields(view).values())
    if view.counting != "macs":
        fields.append(Field("count", lambda row: row.cost))
    rows = rows_of(measures, view, counted(measures, view))
    return records(fields, chosen(rows, view, _sorting(view)))


def _total_row(measures: Measures, view: View, keys: Sequence[str], whole: Any) -> tuple[Any, ...]:
    cells: list[Any] = [Message("report.total")]
    for key in keys[1:]:
        if key == "params" or (key == "macs" and view.counting == "macs"):
            cells.append(known_part(measures, key))
        elif key == "macs":
            cells.append(neat(whole))
        elif key == "operations":
            cells.append(neat(added(measures.totals.operations.values())))
        elif key in SUMMED:
            value = measures[key]
            cells.append(value if isinstance(value, str) else neat(value))
        else:
            cells.append("")
    return tuple(cells)
