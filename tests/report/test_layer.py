"""What one layer says."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from convcalc.algebra.expr import evaluate
from convcalc.errors import UsageError
from convcalc.render import Style, emit
from convcalc.render.bare import quiet
from convcalc.render.json import exact
from convcalc.report.document import Document, Facts, Named, Note, Sizes
from tests.report.documents import layer


def fact(document: Document, key: str) -> Any:
    return next(f for f in facts(document) if f.key == key)


def facts(document: Document) -> list[Any]:
    return [f for node in document.nodes if isinstance(node, Facts) for f in node.facts]


def notes(document: Document) -> list[str]:
    return [node.message.code for node in document.nodes if isinstance(node, Note)]


def written(document: Document, form: str) -> str:
    stream = io.StringIO()
    emit(document, Style(form), stream)
    return stream.getvalue()


CASES: list[tuple[str, tuple[str, ...], dict[str, Any]]] = [
    ("conv", ("11",), {"kernel": 3, "stride": 2, "padding": 2}),
    ("conv", ("56@64",), {"kernel": 3, "padding": 1, "out": 128}),
    ("tconv", ("16@8",), {"kernel": 4, "stride": 2, "padding": 1, "out": 4}),
    ("maxpool", ("112@64",), {"kernel": 3, "stride": 2}),
    ("gap", ("7@512",), {}),
    ("bn", ("56@64",), {}),
    ("se", ("56@64",), {}),
    ("linear", ("@4096",), {"out": 1000}),
    ("add", ("56@64", "56@64"), {}),
    ("upsample", ("28@64",), {"scale": 2, "mode": "bilinear"}),
    ("flatten", ("7@512",), {}),
]


@pytest.mark.parametrize(("kind", "sizes", "given"), CASES)
def test_invariants(kind: str, sizes: tuple[str, ...], given: dict[str, Any]) -> None:
    document = layer(kind, *sizes, **given)
    data = json.loads(written(document, "json"))
    assert data["convcalc"] == 1
    assert data["kind"] == "layer"
    if data["macs"] is not None:
        assert data["flops"] == 2 * data["macs"]
    plain = dict(line.split("\t") for line in written(document, "plain").splitlines())
    for key, text in plain.items():
        name, _, part = key.partition(".")
        value = data[name][part] if part else data[name]
        if isinstance(value, int):
            assert text == str(value), key
        elif value is None and key != "receptive_field":
            assert text == "unknown", key


@pytest.mark.parametrize(
    ("of", "text"),
    [
        (None, "56"),
        ("size", "56"),
        ("channels", "128"),
        ("params", "73856"),
        ("macs", "231211008"),
        ("flops", "462422016"),
        ("effective_kernel", "3"),
        ("rf", "3"),
        ("jump", "1"),
        ("memory", str(4 * (73856 + 128 * 56 * 56))),
    ],
)
def test_of(of: str | None, text: str) -> None:
    assert quiet(layer("conv", "56@64", kernel=3, padding=1, out=128, of=of).answer) == text


def test_a_vector_answers_with_its_features() -> None:
    assert layer("linear", "@4096", out=1000).answer == 1000
    assert layer("flatten", "7@512").answer == 25088


def test_unknown_is_unknown_and_says_how_to_know() -> None:
    document = layer("conv", "11", kernel=3)
    assert fact(document, "params").value is None
    assert document.data["macs"] is None
    assert document.data["operations"] is None
    assert notes(document) == ["report.give_channels"]
    assert notes(layer("conv", "11@3", kernel=3)) == ["report.give_output_channels"]
    assert notes(layer("conv", "11", kernel=3, out=8)) == ["report.give_input_channels"]


@pytest.mark.parametrize("of", ["params", "macs", "flops", "memory"])
def test_unknown_quantities_are_refused(of: str) -> None:
    with pytest.raises(UsageError) as caught:
        layer("conv", "11", kernel=3, of=of)
    assert caught.value.code == "report.unknown_quantity"


@pytest.mark.parametrize(("kind", "of"), [("relu", "effective_kernel"), ("conv", "ratio")])
def test_quantities_that_a_layer_does_not_have(kind: str, of: str) -> None:
    given = {"kernel": 3} if kind == "conv" else {}
    with pytest.raises(UsageError) as caught:
        layer(kind, "11@3", of=of, **given)
    assert caught.value.code == "report.no_quantity"


def test_the_whole_map() -> None:
    document = layer("gap", "7@512")
    assert isinstance(fact(document, "receptive_field").value, Named)
    assert document.data["global"] is True
    assert document.data["receptive_field"] is None


def test_what_is_skipped() -> None:
    reads_all = layer("conv", "224@3", kernel=3, stride=2, padding=1, out=8)
    (note,) = fact(reads_all, "unused").notes
    assert note.code == "report.unread_padding"
    assert fact(reads_all, "unused").value.key == "0x0"
    assert reads_all.data["unused"] == Sizes((0, 0))
    drops = layer("conv", "12", kernel=3, stride=2)
    (note,) = fact(drops, "unused").notes
    assert (note.code, note.fields["count"]) == ("report.unread_pixels", 1)
    gaps = layer("conv", "12", kernel=2, stride=5)
    assert "report.gaps" in notes(gaps)
    assert "report.gaps" not in notes(drops)


@pytest.mark.parametrize("dilation", [1, 2])
@pytest.mark.parametrize("ceil", [False, True])
@pytest.mark.parametrize("pads", [(0, 0), (1, 1), (0, 2), (4, 0), (3, 1)])
def test_unused_is_what_no_window_reads_at_the_end(
    pads: tuple[int, int], ceil: bool, dilation: int
) -> None:
    begin, end = pads
    for size in range(1, 9):
        for kernel in range(1, 4):
            for stride in range(1, 6):
                span = dilation * (kernel - 1) + 1
                if span > size + begin + end:
                    continue
                given: dict[str, Any] = {
                    "kernel": kernel, "stride": stride, "padding": f"{begin}:{end}",
                    "dilation": dilation,
                }  # fmt: skip
                kind = "conv"
                if ceil:
                    if begin != end or 2 * begin > kernel:
                        continue
                    kind, given["ceil"], given["padding"] = "maxpool", True, begin
                document = layer(kind, f"{size}@1", **given)
                outputs, _ = document.data["size"]
                last = (outputs - 1) * stride + span - 1 - begin
                left = len([pixel for pixel in range(size) if pixel > last])
                assert document.data["unused"] == Sizes((left, left)), (size, given)
                taps = {
                    window * stride - begin + tap * dilation
                    for window in range(outputs)
                    for tap in range(kernel)
                }
                missed = len(set(range(size)) - taps)
                assert document.data["unread"] == Sizes((missed, missed)), (size, given)


def test_gaps_are_told_in_one_line() -> None:
    told = fact(layer("conv", "7", kernel=2, stride=3), "unread")
    assert (told.value, told.notes[0].fields["size"].words) == (Sizes((3, 3)), 7)
    assert layer("unfold", "9@3", kernel=2, stride=3).data["unread"] == Sizes((3, 3))
    assert all(one.key != "unread" for one in facts(layer("conv", "7", kernel=3, stride=3)))


def test_what_a_copied_border_reads_is_read() -> None:
    given = {"kernel": 2, "stride": 4, "padding": "2:0"}
    assert layer("conv", "6@1", **given).data["unread"] == Sizes((4, 4))  # 2 and 3 only
    mirrored = layer("Conv2d", "6@1", padding_mode="reflect", **given)
    assert mirrored.data["unread"] == Sizes((3, 3))  # -1 is 1


def test_unread_is_unknown_where_it_cannot_be_counted() -> None:
    for size in ("H", str(10**17)):
        assert layer("conv", size, kernel=2, stride=3).data["unread"] == Sizes((None, None))
    assert layer("conv", str(10**17), kernel=3, stride=3).data["unread"] == Sizes((1, 1))
    assert layer("tconv", "7", kernel=2, stride=3).data["unread"] is None


def test_unused_of_a_layer_without_spatial_output() -> None:
    cut = layer("unfold", "1@1", kernel=1, stride=9, padding=3)
    assert cut.data["unused"] == Sizes((1, 1))
    assert layer("unfold", "6@3", kernel=3, stride=2).data["unused"] == Sizes((1, 1))


def test_unused_of_a_symbol_is_exact() -> None:
    unused = layer("conv", "H@1", kernel=3, stride=3, padding="P").data["unused"]
    for size in range(1, 12):
        for pad in range(2, 9):
            told = layer("conv", f"{size}@1", kernel=3, stride=3, padding=pad)
            values = [evaluate(left, {"H": size, "P": pad}) for left in unused]
            assert values == list(told.data["unused"])


def test_conditions_for_scripts() -> None:
    document = layer("conv", "HxW@1", kernel=3, out=2)
    assert "conditions\tH ≥ 3; W ≥ 3\n" in written(document, "plain")
    assert "conditions,H ≥ 3; W ≥ 3\n" in written(document, "csv")
    assert "conditions" not in written(layer("conv", "9@1", kernel=3, out=2), "plain")


def test_symbols_come_with_their_condition() -> None:
    document = layer("conv", "HxW@C", kernel="K", stride=2, padding=1, out="M")
    data = exact(document.data)
    assert data["size"][0]["expr"] == "floor((H - K + 2)/2) + 1"
    assert data["params"]["expr"] == "K**2*C*M + M"
    positive = ["K ≥ 1", "M ≥ 1", "H ≥ 1", "W ≥ 1", "C ≥ 1"]
    assert data["conditions"] == ["H + 2 ≥ K", "W + 2 ≥ K", *positive]
    assert "report.valid_for" in notes(document)
    square = layer("conv", "H", kernel=5, padding=1)
    assert exact(square.data)["conditions"] == ["H ≥ 3"]
    assert isinstance(square.answer, Sizes)


def test_parts_add_up() -> None:
    document = layer("se", "56@64")
    told = fact(document, "params")
    counts = [
        term.fields["count"] for note in told.notes for term in note.fields["part"].fields["terms"]
    ]
    assert sum(counts) == told.value == document.data["params"]


def test_a_size_that_could_be_a_vector_brings_its_spelling() -> None:
    (hint,) = [note for note in layer("linear", "512", out=10).nodes if isinstance(note, Note)]
    assert hint.message.code == "report.give_features"
    assert hint.message.fields == {"vector": "@512", "count": 512, "map": "512@64"}
    assert notes(layer("linear", "7x8", out=10)) == ["report.give_input_channels"]


def test_what_a_vector_and_a_rearranged_value_see() -> None:
    for size in ("@512", "7@512"):
        document = layer("linear", size, out=10)
        assert (document.data["global"], document.data["receptive_field"]) == (True, None)
    for document in (layer("flatten", "7@512"), layer("reshape", "7@512", shape=[-1])):
        assert (document.data["global"], document.data["jump"]) == (False, None)
        assert document.data["receptive_field"] == Sizes((1, 1))
