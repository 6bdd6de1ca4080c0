"""What is said of a thing is declared once: its key, its value, how people and JSON read it.

A `Field` is a column of a table, a fact and a key of JSON in one. What is shown is made of the
fields with a heading; JSON of those with data; the key is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from convcalc.errors import Message
from convcalc.report.document import Column, Table

__all__ = ["ABSENT", "Field", "Get", "people", "record", "records", "table", "word"]

Get = Callable[[Any], Any]
Label = Message | str | None

ABSENT = object()
"""The value of a key that JSON leaves out."""


def people(row: Any) -> Any:
    """The data of a field that only people read."""
    return ABSENT


class Field(NamedTuple):
    """One thing said of each row.

    key: of JSON, of csv, and what `--columns` takes; value: of a row, as people and scripts read
    it; label: the heading or its code, None for JSON only; data: what JSON has in place of the
    value; numeric: set right; aside: for people only, unless it was `asked` for by name.
    """

    key: str
    value: Get
    label: Label = None
    data: Get | None = None
    numeric: bool = True
    aside: bool = False
    asked: bool = False

    @property
    def column(self) -> Column:
        """The heading."""
        assert self.label is not None
        label = Message(self.label) if isinstance(self.label, str) else self.label
        return Column(self.key, label, self.numeric, self.aside, self.asked)


def word(key: str, value: Get, label: Label = None, data: Get | None = None) -> Field:
    """A field of words, which are set left."""
    return Field(key, value, label, data, numeric=False)


def table(
    fields: Sequence[Field], rows: Iterable[Any], title: Message | None = None, **more: Any
) -> Table:
    """The fields with a heading, of every row; `more` as `Table` takes it."""
    shown = [field for field in fields if field.label is not None]
    cells = tuple([tuple([field.value(row) for field in shown]) for row in rows])
    return Table(title, tuple([field.column for field in shown]), cells, **more)


def records(fields: Sequence[Field], rows: Iterable[Any]) -> list[dict[str, Any]]:
    """The fields as JSON has them, of every row."""
    return [record(fields, row) for row in rows]


def record(fields: Sequence[Field], row: Any) -> dict[str, Any]:
    """The fields of one thing as JSON has them."""
    found = {
        field.key: (field.data or field.value)(row)
        for field in fields
        if field.asked or not field.aside
    }
    return {key: value for key, value in found.items() if value is not ABSENT}
