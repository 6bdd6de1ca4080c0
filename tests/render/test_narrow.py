"""Tables on narrow pages: numbers and words stay whole."""

from __future__ import annotations

import io
import re
from fractions import Fraction

import pytest

from convcalc.errors import Message
from convcalc.render import Style
from convcalc.render.terminal import print_document
from convcalc.report.document import Bar, Column, Document, Table

COLUMNS = (
    Column("name", Message("audit.column.name"), numeric=False),
    Column("output", Message("audit.column.output"), numeric=False),
    Column("macs", Message("audit.column.macs")),
    Column("share", Message("audit.column.share"), numeric=False, aside=True),
)
ROWS = (
    ("unet_same", "568x568@64", 1_335_885_824, Bar(Fraction(1, 3))),
    ("encoder1", "570x570@64", 187_142_400, Bar(Fraction(2, 3))),
)


def drawn(width: int) -> str:
    table = Table(None, COLUMNS, ROWS, total=(Message("report.total"), "", 1_523_028_224, ""))
    document = Document("audit", Message("diff.totals"), {}, None, [table])
    stream = io.StringIO()
    print_document(document, Style("table", width=width), stream)
    return stream.getvalue()


@pytest.mark.parametrize("width", [12, 20, 30, 38, 44, 50, 60, 80])
def test_no_number_and_no_word_is_broken(width: int) -> None:
    text = drawn(width)
    for word in ("unet_same", "568x568@64", "1,335,885,824", "187,142,400", "1,523,028,224"):
        assert word in text
    for line in text.splitlines():
        assert len(line.rstrip()) <= max(width, 10 + len("1,335,885,824"))


def test_the_bars_go_first_and_then_the_columns() -> None:
    assert "█████      33.3 %" in drawn(80), "the largest share fills the bar"
    assert "█" not in drawn(50)
    assert "33.3 %" in drawn(50)
    assert "33.3" not in drawn(40)
    assert re.search(r"unet_same +568x568@64 +1,335,885,824", drawn(40))


def test_what_is_left_out_is_said() -> None:
    assert "Not shown at 40 columns: MACs %; a wider window" in " ".join(drawn(40).split())
    assert "Not shown" not in drawn(50)


def test_a_column_that_fits_beside_the_others_after_all_comes_back() -> None:
    wide = Column("notation", Message("audit.column.notation"), numeric=False, rank=1)
    slim = Column("receptive_field", Message("audit.column.receptive_field"), rank=2)
    rows = [(*row[:3], "avgpool(kernel=3,stride=1,padding=1)", 7) for row in ROWS]
    table = Table(None, (*COLUMNS[:3], wide, slim), tuple(rows), choice="--columns")
    document = Document("audit", Message("diff.totals"), {}, None, [table])
    stream = io.StringIO()
    print_document(document, Style("table", width=60), stream)
    assert re.search(r"1,335,885,824 +7$", stream.getvalue(), re.M)
    assert "Notation; --columns name,notation shows them" in " ".join(stream.getvalue().split())
    assert re.search(r"^unet_same\n  Output +568x568@64\n  MACs +1,335,885,824$", drawn(30), re.M)


def test_a_cost_that_is_unknown_everywhere_has_no_column() -> None:
    rows = [(*row[:2], None, row[3]) for row in ROWS]
    told = (Message("report.total"), "", None, "")
    for cells, shown in ((rows, False), ([rows[0], ROWS[1]], True)):
        stream = io.StringIO()
        table = Table(None, COLUMNS, tuple(cells), total=told)
        document = Document("audit", Message("diff.totals"), {}, None, [table])
        print_document(document, Style("table", width=80), stream)
        assert ("MACs  MACs %" in stream.getvalue()) is shown
        assert ("unknown" in stream.getvalue()) is shown
