"""One document in every format: the same numbers, and nothing lost."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from fractions import Fraction

import pytest

from convcalc.algebra.expr import Var
from convcalc.errors import Message
from convcalc.render import FORMATS, Style, emit
from convcalc.render.json import exact
from convcalc.report.document import (
    Column,
    Document,
    Fact,
    Facts,
    Lettered,
    Named,
    Node,
    Note,
    Paragraph,
    Sizes,
    StepLine,
    Steps,
    Suggestion,
    Table,
)

H, i = Var("H"), Var("i")


def document() -> Document:
    """Every kind of node once."""
    columns = (
        Column("method", Message("separable.column.method"), numeric=False),
        Column("macs", Message("report.macs")),
        Column("decimal", Message("separable.column.decimal"), aside=True),
    )
    rows = (
        (Named("standard", Message("separable.standard")), 231211008, "1"),
        (Named("other", Message("separable.separable")), None, "2"),
    )
    total = (Message("report.total"), 231211008, "")
    nodes: list[Node] = [
        Facts(None, (Fact("size", Message("report.size"), Sizes((7, H))),)),
        Facts(None, (Fact("hidden", Message("report.jump"), 1),), aside=True),
        Table(Message("separable.stages"), columns, rows, total, highlight=1),
        Steps(
            Message("report.size"),
            (
                StepLine(Message("step.formula"), Lettered(i), Lettered(i + 1)),
                StepLine(Message("step.add"), None, 7, note=Message("step.exact")),
                StepLine(Message("steps.answer"), words=Sizes((7, 7))),
            ),
        ),
        Note(Message("separable.saves_nothing"), "warning"),
        Paragraph(Message("term.stride.text"), Message("term.stride")),
        Suggestion("convcalc conv 11 -k 3 | cat"),
    ]
    data = {"size": Sizes((7, H)), "macs": 231211008, "ratio": Fraction(1, 2), "none": None}
    return Document("sample", Message("report.size"), data, Sizes((7, 7)), nodes)


def text(style: Style) -> str:
    stream = io.StringIO()
    emit(document(), style, stream)
    return stream.getvalue()


def test_plain_is_for_scripts() -> None:
    lines = text(Style("plain")).splitlines()
    assert lines[0] == "size\t7xH"
    assert lines[1:4] == ["method\tmacs", "standard\t231211008", "other\tunknown"]
    assert "hidden" not in "\n".join(lines)
    assert "method\tmacs" not in text(Style("plain", header=False))
    assert text(Style("plain", "ja")).splitlines()[:4] == lines[:4], "names are never translated"


def test_off_a_terminal_the_format_is_plain() -> None:
    assert text(Style()) == text(Style("plain"))


def test_quiet_is_the_answer_alone() -> None:
    for name in (None, *FORMATS):
        assert text(Style(name, quiet=True)) == ("[7, 7]\n" if name == "json" else "7\n")


def test_json_is_one_line_and_exact() -> None:
    lines = text(Style("json", "ja")).splitlines()
    assert len(lines) == 1
    assert json.loads(lines[0]) == {
        "convcalc": 1,
        "kind": "sample",
        "size": [7, {"expr": "H", "latex": "H"}],
        "macs": 231211008,
        "ratio": "1/2",
        "none": None,
    }


@pytest.mark.parametrize("power", [53, 64, 70, 400])
def test_json_keeps_large_integers(power: int) -> None:
    assert json.loads(json.dumps(exact({"n": 2**power + 1})))["n"] == 2**power + 1


def test_json_refuses_floats() -> None:
    with pytest.raises(TypeError):
        exact(0.5)


def test_csv_can_be_read_back() -> None:
    records = list(csv.reader(io.StringIO(text(Style("csv")))))
    assert records[0] == ["name", "value"]
    assert ["size", "7xH"] in records
    assert ["other", ""] in records, "unknown is an empty cell"
    assert ["report", "x"] not in records


def test_markdown_escapes_and_has_every_node() -> None:
    lines = text(Style("markdown")).splitlines()
    assert lines[0] == "## Output size"
    assert "| Method | MACs | ≈ |" in lines
    assert "| --- | ---: | ---: |" in lines
    assert "| **Depthwise separable** | **unknown** | **2** |" in lines
    assert "Formula  i = i + 1" in lines
    assert "> [!WARNING]" in lines
    assert "$ convcalc conv 11 -k 3 | cat" in lines


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_terminal_cuts_nothing_off(lang: str, width: int) -> None:
    shown = text(Style("table", lang, width=width, colour=False))
    assert "231,211,008" in shown or width < 60
    assert "…" not in shown
    squeezed = "".join(shown.split())
    assert "231,211,008"[:5] in squeezed


def test_ascii_terminal() -> None:
    shown = text(Style("table", ascii=True, width=80, colour=False))
    assert shown.isascii()


def test_ascii_where_the_stream_cannot_do_more() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    emit(document(), Style("table", width=80, colour=False), stream)
    stream.flush()


def test_colour_only_where_wanted() -> None:
    assert "\x1b[" not in text(Style("table", width=80, colour=False))
    assert "\x1b[" in text(Style("table", width=80, colour=True))


@pytest.mark.parametrize("name", ["quiet", "plain", "json", "csv", "markdown", "latex"])
def test_only_the_terminal_imports_rich(name: str) -> None:
    program = (
        "import io, sys\n"
        "from convcalc.errors import Message\n"
        "from convcalc.render import Style, emit\n"
        "from convcalc.report.document import Document, Fact, Facts\n"
        "fact = Fact('macs', Message('report.macs'), 7)\n"
        "document = Document('x', Message('report.macs'), {}, 7, [Facts(None, (fact,))])\n"
        f"emit(document, Style({name!r} if {name!r} != 'quiet' else None,"
        f" quiet={name == 'quiet'}), io.StringIO())\n"
        "heavy = {'rich', 'sympy', 'pydantic', 'textwrap'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
