"""What is said of a thing is declared once: its key, its value, how people and JSON read it.

A `Field` is a column of a table, a fact and a key of JSON in one. What is shown is made of the
fields with a heading; JSON of those with data; the key is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from convcalc.annotations import Any, TypeAlias
from convcalc.errors import Message, UsageError
from convcalc.layers.quantities import Quantity
from convcalc.record import NamedTuple
from convcalc.report.document import (
    Column,
    Document,
    Fact,
    Facts,
    Note,
    OutlineLine,
    StepLine,
    Table,
)
from convcalc.report.values import in_unit

Get: TypeAlias = "Callable[[Any], Any]"
Label = Message | str | None

ABSENT, SAME = object(), object()
"""The value of a key that JSON leaves out, and of one that is the same there."""


def people(row: Any) -> Any:
    """The data of a field that only people read."""
    return ABSENT


class Field(NamedTuple):
    """One thing said of each row.

    key: of JSON, of csv, and what `--columns` takes; value: of a row, as people and scripts read
    it; label: the heading or its code, None for JSON only; data: what JSON has in place of the
    value; numeric: set right; aside: repeats another column in a form for people;
    asked: by name, so that `data` does not hide it; rank: how early a narrow page leaves it out.
    """

    key: str
    value: Get
    label: Label = None
    data: Get | None = None
    numeric: bool = True
    aside: bool = False
    asked: bool = False
    rank: int = 0

    @property
    def column(self) -> Column:
        """The heading."""
        assert self.label is not None
        label, rank = _words(self.label), 0 if self.asked else self.rank
        return Column(self.key, label, self.numeric, self.aside, self.asked, rank)


def _words(told: Message | str) -> Message:
    """A message, which a bare code stands for."""
    return Message(told) if isinstance(told, str) else told


def word(
    key: str,
    value: Get,
    label: Label = None,
    data: Get | None = None,
    aside: bool = False,
    rank: int = 0,
) -> Field:
    """A field of words, which are set left."""
    return Field(key, value, label, data, False, aside, rank=rank)


def table(
    fields: Sequence[Field],
    rows: Iterable[Any],
    title: Label = None,
    keys: Sequence[str] = (),
    **more: Any,
) -> Table:
    """The fields with a heading, of every row.

    Args:
        keys: those that are shown, in this order; more: what else `Table` takes.
    """
    shown = [field for field in fields if field.label is not None]
    if keys:
        by_key = {field.key: field for field in shown}
        shown = [by_key[key] for key in keys]
    cells = tuple([tuple([field.value(row) for field in shown]) for row in rows])
    columns = tuple([field.column for field in shown])
    return Table(None if title is None else _words(title), columns, cells, **more)


def records(fields: Sequence[Field], rows: Iterable[Any]) -> list[dict[str, Any]]:
    """The fields as JSON has them, of every row."""
    told = [one for one in fields if one.data is not people or one.asked]
    gets = [
        (one.key, one.value if one.data is None or one.data is people else one.data) for one in told
    ]
    return [{key: value for key, get in gets if (value := get(row)) is not ABSENT} for row in rows]


def record(fields: Sequence[Field], row: Any) -> dict[str, Any]:
    """The fields of one thing as JSON has them."""
    (told,) = records(fields, (row,))
    return told


class Entry(NamedTuple):
    """One thing said of a single thing: a fact with a label, a key of JSON, or both.

    data: what JSON has in place of the value, ABSENT for nothing; label: None for JSON only; group:
    of facts on the page."""

    key: str
    value: Any
    label: Label = None
    notes: Sequence[Message | str] = ()
    data: Any = SAME
    group: str = ""


def facts_of(entries: Iterable[Entry], room: str = "") -> tuple[Fact, ...]:
    """What people read; `room` stands in front of each key, where JSON has an object of its own."""
    return tuple(
        [
            Fact(room + one.key, _words(one.label), one.value, tuple(map(_words, one.notes)))
            for one in entries
            if one.label is not None
        ]
    )


def groups_of(
    room: str, names: Iterable[str], entries: Sequence[Entry], aside: bool = False
) -> list[Facts]:
    """What people read in groups, each under the words `ROOM.NAME`; none that is empty."""
    groups = [(name, facts_of([one for one in entries if one.group == name])) for name in names]
    return [Facts(Message(f"{room}.{name}"), found, aside) for name, found in groups if found]


def data_of(entries: Iterable[Entry]) -> dict[str, Any]:
    """What JSON has."""
    told = {one.key: one.value if one.data is SAME else one.data for one in entries}
    return {key: value for key, value in told.items() if value is not ABSENT}


def further(
    entries: Sequence[Entry], quantities: Iterable[Quantity], give: Callable[[str], Any]
) -> list[Entry]:
    """Those of the quantities that are told unasked and have no entry of their own yet."""
    told = {one.key for one in entries}
    return [
        Entry(known.label, in_unit(known, value), f"report.{known.label}", (), value, known.group)
        for known in quantities
        if known.told and known.label not in told
        for value in (give(known.key),)
    ]


def listing(
    kind: str,
    title: Message,
    key: str,
    fields: Sequence[Field],
    named: Mapping[str, Any],
    keys: Sequence[str] = (),
    notes: Sequence[Note] = (),
    group: Callable[[Any], Message] | None = None,
) -> Document:
    """A document that is one table: of things by their names, under `key` in JSON; people read them
    in groups, if there is a heading for each."""

    def shown() -> Table:
        listed = table(fields, named.values(), keys=keys)
        return listed if group is None else _grouped(listed, list(map(group, named.values())))

    return Document(
        kind, title, lambda: {key: records(fields, named.values())}, list(named),
        lambda: [shown(), *notes], (),
    )  # fmt: skip


def _grouped(listed: Table, groups: Sequence[Message]) -> Table:
    """A table with the rows of each group under its heading."""
    blank = ("",) * (len(listed.columns) - 1)
    lines: dict[str, list[OutlineLine]] = {}
    for row, heading in zip(listed.rows, groups, strict=True):
        found = lines.setdefault(heading.code, [OutlineLine(1, (heading, *blank))])
        found.append(OutlineLine(2, row))
    return listed._replace(outline=tuple([one for each in lines.values() for one in each]), depth=2)


def line(code: str, words: Any, note: Message | None = None) -> StepLine:
    """A line of a worked answer that is no equation."""
    return StepLine(Message(code), words=words, note=note)


def no_quantity(code: str, of: str, names: Iterable[str], **fields: Any) -> UsageError:
    """The refusal of a quantity that a page does not have; `names`: those that `--of` may name."""
    hints = [Message("report.quantities", names=", ".join(names))] if names else []
    return UsageError(Message(code, **fields, quantity=Message(f"quantity.{of}")), *hints)
