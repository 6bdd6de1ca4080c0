"""The documents about networks: every column adds up, every format can write them."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest

from convcalc.algebra.expr import Var
from convcalc.algebra.sets import Run
from convcalc.errors import UsageError
from convcalc.inverse.networks import load
from convcalc.network.budget import judge, read_limit
from convcalc.network.conventions import CONVENTIONS
from convcalc.network.diff import record
from convcalc.network.graph import Network
from convcalc.network.measures import Measures
from convcalc.network.totals import GROUPINGS
from convcalc.render import FORMATS, Style, emit
from convcalc.report.audit import audit_data, audit_document, budget_line, findings
from convcalc.report.audit_rows import View
from convcalc.report.audit_table import GROUP_COLUMNS, LAYER_COLUMNS, audit_table
from convcalc.report.comparison import Compared, comparison_document
from convcalc.report.diff import diff_document, record_of_report
from convcalc.report.document import Document
from convcalc.report.reconcile import reconcile_document
from tests.network.nets import Chain, mobilenet_v1, resnet50, unet, vgg16


def written(document: Document, format: str = "plain", lang: str = "en", **style: Any) -> str:
    stream = io.StringIO()
    emit(document, Style(format=format, lang=lang, width=100, **style), stream)
    return stream.getvalue()


def shapeless() -> Network:
    net = Chain(None, Var("H"), Var("W"))
    net.conv(None, 3)
    net.add("maxpool", kernel=2)
    return net.finish()


def symbolic() -> Network:
    net = Chain(3, Var("H"), Var("W"), dialect="tf")
    net.conv_bn(8, 3, 2, "same")
    net.add("depthwise", kernel=3, stride=2, padding="same")
    net.add("gap")
    net.add("linear", out=10)
    return net.finish()


NETS = [vgg16, unet, shapeless, symbolic]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("make", NETS)
def test_every_format_writes_every_network(make: Any, format: str, lang: str) -> None:
    measures = Measures(make())
    documents = [
        audit_document(measures, View()),
        audit_document(measures, View(by="stage", counting="thop")),
        reconcile_document(measures.network),
        comparison_document([Compared("a", measures, {"H": (Run(8, None, 8),)})] * 2, View()),
        diff_document(record(measures), record(measures), True),
    ]
    for document in documents:
        text = written(document, format, lang)
        assert text.strip()
        assert "Message(" not in text
        assert format == "json" or "audit." not in text


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("convention", CONVENTIONS)
def test_columns_add_up(by: str, convention: str) -> None:
    columns = LAYER_COLUMNS if by == "layer" else GROUP_COLUMNS
    numbers = ("params", "buffers", "macs", "flops", "operations", "activations")
    keys = ("name", *(key for key in numbers if key in columns))
    table = audit_table(Measures(resnet50()), View(by, None, keys, convention))
    assert table.total is not None
    for number in range(1, len(keys)):
        assert sum(row[number] for row in table.rows) == table.total[number]


def test_shares_add_up_to_one() -> None:
    table = audit_table(Measures(vgg16()), View("stage"))
    assert sum(row[4].value for row in table.rows) == 1


def test_the_costliest_rows() -> None:
    table = audit_table(Measures(vgg16()), View(top=3, columns=("name", "macs")))
    assert [row[0] for row in table.rows] == ["conv2", "conv4", "conv6"]
    assert table.total is not None
    assert table.total[1] == 15_470_264_320


def test_an_unknown_column_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as error:
        audit_table(Measures(vgg16()), View(columns=("nmae",)))
    assert error.value.hints[0].fields["word"] == "name"


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("by", ["layer", "stage"])
def test_a_column_asked_for_by_name_is_there_in_every_format(format: str, by: str) -> None:
    keys = ("name", "share", "flops", *(("memory",) if by == "layer" else ()))
    told = written(audit_document(Measures(vgg16()), View(by, None, keys)), format)
    shares = {"json": r"[1-9]/[1-9]", "plain": r"\t0\.\d+", "csv": r",0\.\d+"}
    assert re.search(shares.get(format, r"\d\.\d *\\?%"), told)
    if format == "json":
        rows = json.loads(told)["layers" if by == "layer" else "groups"]
        assert all({*keys} <= {*row} for row in rows)


def test_a_narrow_page_keeps_a_column_asked_for() -> None:
    asked = ("name", "output", "params", "macs", "activations", "operations", "share")
    assert " %" in written(audit_document(Measures(vgg16()), View(columns=asked)), "table")
    for columns, kept in (((), False), (asked, True)):
        document = audit_document(Measures(vgg16()), View(columns=columns))
        stream = io.StringIO()
        emit(document, Style(format="table", width=44), stream)
        assert bool(re.search(r"\d %", stream.getvalue())) is kept
        assert ("--columns name," in " ".join(stream.getvalue().split())) is not kept


def test_only_the_column_asked_for() -> None:
    told = written(audit_document(Measures(vgg16()), View(columns=("share",))), "csv").split()
    assert told[0] == "share"
    assert sum(map(float, told[1:])) == pytest.approx(1, abs=1e-8)


def test_plain_is_one_table_with_the_keys_of_the_json() -> None:
    lines = written(audit_document(Measures(resnet50()), View())).splitlines()
    assert lines[0] == "name\toutput\tparams\tmacs\treceptive_field"
    assert lines[1] == "conv1\t112x112@64\t9408\t118013952\t7"
    assert len(lines) == 175


def test_json_has_the_keys_that_scripts_rely_on() -> None:
    data = json.loads(written(audit_document(Measures(resnet50()), View()), "json"))
    assert (data["convcalc"], data["kind"], data["input"]) == (1, "audit", [3, 224, 224])
    assert data["totals"]["params"] == 25_557_032
    assert data["totals"]["macs"] == 4_089_184_256
    assert data["totals"]["peak_memory"] == 9_633_792
    assert data["complete"] is True
    layer = data["layers"][0]
    assert {
        "name", "type", "input", "output", "params", "macs", "receptive_field", "jump", "start",
        "line",
    } <= layer.keys()  # fmt: skip
    assert (layer["receptive_field"], layer["jump"], layer["start"]) == ([7, 7], [2, 2], [-3, -3])
    assert data["layers"][-1]["receptive_field"] is None
    assert data["layers"][-1]["global"] is True
    assert "float" not in {type(value).__name__ for value in flat(data)}


def flat(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in flat(part)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in flat(part)]
    return [value]


def test_symbols_and_unknowns_in_json() -> None:
    symbolic = audit_data(Measures(mobilenet_v1(Var("H"), Var("W"))), View())
    assert symbolic["totals"]["params"] == 4_231_976
    assert symbolic["totals"]["peak_memory"] is None
    unknown = json.loads(written(audit_document(Measures(shapeless()), View()), "json"))
    assert unknown["totals"]["params"] is None
    assert unknown["complete"] is False
    assert unknown["input"] == [
        None, {"expr": "H", "latex": "H"}, {"expr": "W", "latex": "W"},
    ]  # fmt: skip


def test_what_must_hold_is_said_once_for_each_letter() -> None:
    net = Chain(3, Var("H"), Var("W"))
    net.conv(4, 3, 2)
    net.conv(4, 3, 2)
    (message,) = findings(Measures(net.finish()))
    assert message.code == "report.valid_for"
    assert [(c.fields["large"].name, c.fields["small"]) for c in message.fields["conditions"]] == [
        ("H", 7), ("W", 7),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("of", "answer"),
    [
        (None, "4089184256"), ("params", "25557032"), ("flops", "8178368512"), ("rf", "427"),
        ("jump", "32"), ("peak_memory", "9633792"), ("size", "1000"), ("channels", "1000"),
    ],
)  # fmt: skip
def test_bare_answers(of: str | None, answer: str) -> None:
    document = audit_document(Measures(resnet50()), View(), (), of)
    assert written(document, quiet=True) == answer + "\n"


def test_a_network_has_no_effective_kernel() -> None:
    with pytest.raises(UsageError, match="no_quantity"):
        audit_document(Measures(resnet50()), View(), (), "effective_kernel")


def test_budgets_are_told_with_their_limits() -> None:
    measures = Measures(resnet50())
    verdicts = judge(
        measures, [read_limit("macs", "4G", "option"), read_limit("params", "30M", "file")]
    )
    text = written(audit_document(measures, View("stage"), verdicts), "table")
    assert "✗ over by 89,184,256  4,089,184,256, at most 4,000,000,000" in text
    assert "✓ kept                parameters at most 30,000,000" in text
    data = audit_data(measures, View("stage"), verdicts)
    assert [budget["kept"] for budget in data["budgets"]] == [False, True]
    assert data["budgets"][0]["layers"][0] == {"name": "conv1", "value": 118_013_952}
    assert budget_line(verdicts[0]).code == "budget.line.why"


def test_comparison_has_ratios_to_the_first() -> None:
    nets = [Compared("one", Measures(vgg16())), Compared("two", Measures(resnet50()))]
    document = comparison_document(nets, View())
    table = document.nodes[0]
    rows = table.rows  # type: ignore[union-attr]
    assert [row[0] for row in rows] == ["one", "two"]
    assert rows[0][3].value == 1
    assert rows[1][3].value * 138_357_544 == 25_557_032


def test_reconciling_resnet50() -> None:
    document = reconcile_document(resnet50())
    path = document.nodes[0].rows  # type: ignore[union-attr]
    assert [row[2] for row in path] == [
        4_089_184_256, 4_111_412_224, 4_111_512_576, 4_133_742_592, 8_178_368_512,
    ]  # fmt: skip
    running = 0
    for _, count, total in path[:-1]:
        running += count
        assert running == total
    text = written(reconcile_document(unet()), "table")
    assert "which is wrong" in " ".join(text.split())


def test_a_report_can_be_compared_with_its_network() -> None:
    measures = Measures(resnet50())
    report = json.loads(written(audit_document(measures, View()), "json"))
    earlier = record_of_report(report, "before.json")
    document = diff_document(earlier, record(measures), False)
    assert document.data["identical"] is True
    assert document.answer == 0


@pytest.mark.parametrize("data", [{}, {"layers": []}, {"layers": [1], "totals": {}}])
def test_what_is_no_report(data: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="not_a_report"):
        record_of_report(data, "x.json")


def test_what_a_layer_is_stands_in_the_table_and_in_json() -> None:
    measures = Measures(load("3x32x32: conv3x5/2p1:2x2g1@8 relu maxpool2", {}))
    view = View(columns=("name", "notation", "kernel", "stride", "padding", "groups"))
    rows = written(audit_document(measures, view), "plain").splitlines()
    assert rows[0] == "name\tnotation\tkernel\tstride\tpadding\tgroups"
    assert rows[1] == "conv1\tconv3x5/2p1:2x2@8\t3x5\t2\t1:2x2:2\t1"
    assert rows[2] == "relu1\trelu\t\t\t\t"
    layers = json.loads(written(audit_document(measures, View()), "json"))["layers"]
    assert layers[0]["parameters"]["padding"] == [[1, 2], [2, 2]]
    assert layers[2]["parameters"]["kernel"] == [2, 2]
    assert "notation" not in layers[0]


def test_an_earlier_report_tells_what_changed_in_a_layer() -> None:
    before, after = (Measures(load(f"3x32x32: conv3p1@8 conv{k}@8", {})) for k in ("1", "3p1"))
    report = json.loads(written(audit_document(before, View()), "json"))
    document = diff_document(record_of_report(report, "before.json"), record(after), False)
    assert "kernel 1 -> 3, padding 0:0 -> 1:1" in written(document, "plain")


def test_six_lines_stand_below_an_audit_and_the_rest_behind_details() -> None:
    measures = Measures(resnet50())
    verdicts = judge(measures, [read_limit("macs", "4G", "option")])
    short = written(audit_document(measures, View("stage"), verdicts), "table")
    below = short.split("Total", 1)[1].strip().splitlines()[2:]
    assert sum(not line.startswith("   ") for line in below) == 5
    assert "Divisions" not in short
    full = written(audit_document(measures, View("stage", details=True), verdicts), "table")
    for word in ("Divisions", "Adam", "Jump", "Half of the MACs", "over by 89,184,256"):
        assert word in full


def test_the_outline_adds_up_on_every_level() -> None:
    table = audit_table(Measures(load("resnet50", {})), View())
    at = [column.key for column in table.columns].index("params")
    for depth in (1, 2, 3):
        told = audit_table(Measures(load("resnet50", {})), View(depth=depth))
        assert sum(row[at] for row in told.rows) == 25_557_032
    lines = [(line.level, line.cells[0]) for line in table.outline if line.level < 3]
    assert [level for level, _ in lines].count(1) == 6
    keys = [name.key for level, name in lines if level == 2 and not isinstance(name, str)]
    assert keys == [f"stage{n}/unit#{u}" for n, last in ((1, 3), (2, 4), (3, 6), (4, 3))
                    for u in ("1", f"2-{last}")]  # fmt: skip


def test_scripts_get_every_layer_unless_a_depth_is_asked_for() -> None:
    measures = Measures(load("resnet50", {}))
    assert written(audit_document(measures, View())).count("\n") == 1 + 174
    told = written(audit_document(measures, View(depth=1))).splitlines()
    assert told[1].split("\t")[:3] == ["stem", "56x56@64", "9536"]
    assert len(told) == 1 + 6


@pytest.mark.parametrize(("height", "rows"), [(22, 6), (40, 18 + 6), (200, 6 + 99)])
def test_blocks_are_folded_until_the_page_fits_the_screen(height: int, rows: int) -> None:
    stream = io.StringIO()
    document = audit_document(Measures(load("resnet50", {})), View())
    emit(document, Style("table", width=80, height=height), stream)
    lines = stream.getvalue().splitlines()
    assert len(lines) <= height
    assert ("--depth 5" in stream.getvalue()) is (height < 200)
    assert max(map(len, lines)) <= 80
