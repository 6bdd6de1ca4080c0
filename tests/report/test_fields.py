"""One declaration: the page, csv and JSON read the same fields."""

from __future__ import annotations

import io

import pytest

from convcalc.algebra.expr import Var
from convcalc.errors import Message
from convcalc.render import Style, emit
from convcalc.report.document import Alike, Document, Facts, Named, Sizes
from convcalc.report.fields import (
    ABSENT,
    Entry,
    Field,
    data_of,
    facts_of,
    listing,
    people,
    records,
    table,
    word,
)

FIELDS = (
    word("name", str, "report.size"),
    Field("half", lambda n: n // 2, "report.params", lambda n: n / 2),
    Field("hidden", lambda n: -n),
    Field("bar", lambda n: "#" * n, "report.macs", people, aside=True),
    Field("odd", lambda n: True if n % 2 else ABSENT),
)


def printed(document: Document, format: str, width: int = 100) -> str:
    stream = io.StringIO()
    emit(document, Style(format=format, width=width), stream)
    return stream.getvalue()


def test_the_page_has_the_fields_with_a_heading_and_json_those_with_data() -> None:
    shown = table(FIELDS, [4, 5])
    assert [column.key for column in shown.columns] == ["name", "half", "bar"]
    assert shown.rows == (("4", 2, "####"), ("5", 2, "#####"))
    assert shown.for_scripts()[0] == ("name", "half")
    assert records(FIELDS, [4, 5]) == [
        {"name": "4", "half": 2.0, "hidden": -4},
        {"name": "5", "half": 2.5, "hidden": -5, "odd": True},
    ]


def test_what_is_asked_for_is_for_scripts_too() -> None:
    asked = [field._replace(asked=field.key == "bar") for field in FIELDS]
    assert table(asked, [2], keys=("bar", "name")).for_scripts() == (
        ("bar", "name"),
        (("##", "2"),),
    )
    assert records(asked, [2])[0]["bar"] == "##"


def test_an_entry_is_a_fact_and_a_key() -> None:
    entries = [
        Entry("a", 1, Message("report.params"), data=[1]),
        Entry("b", 2),
        Entry("c", 3, Message("report.macs"), data=ABSENT),
    ]
    assert [(fact.key, fact.value) for fact in facts_of(entries, "in.")] == [
        ("in.a", 1),
        ("in.c", 3),
    ]
    assert data_of(entries) == {"a": [1], "b": 2}


def test_nothing_is_made_before_a_format_asks() -> None:
    asked: list[int] = []
    fields = (Field("seen", lambda n: asked.append(n) or n, "report.params"),)
    document = listing("zoo", Message("zoo.title", count=1), "rows", fields, {"x": 7})
    emit(document, Style(quiet=True), io.StringIO())
    assert not asked
    assert '"rows": [{"seen": 7}]' in printed(document, "json")
    assert asked == [7]


@pytest.mark.parametrize(
    ("value", "plain", "data"),
    [
        (Alike((3, 3)), "3", "[3, 3]"),
        (Alike((3, 5)), "3x5", "[3, 5]"),
        (Alike((Var("K"), Var("K"))), "K", None),
        (Alike(()), "", "[]"),
        (Named({"m2": 1}, "words"), None, '{"m2": 1}'),
        (Named(Sizes((2, 2)), 2), "2x2", "[2, 2]"),
    ],
)
def test_a_value_knows_how_scripts_read_it(value: object, plain: str | None, data: str) -> None:
    entries = [Entry("key", value, Message("report.params"))]
    document = Document(
        "x", Message("report.size"), data_of(entries), 0, [Facts(None, facts_of(entries))]
    )
    if plain is not None:
        assert printed(document, "plain") == f"key\t{plain}\n"
    if data is not None:
        assert f'"key": {data}}}' in printed(document, "json")
