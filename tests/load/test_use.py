"""Networks as parts of other networks: settings, steps, shared weights, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from convcalc.errors import ConvcalcError
from convcalc.inverse.networks import load
from convcalc.load.document import document_of_line
from convcalc.load.load import document_of_text, load_document
from convcalc.load.write import FORMATS, write_document
from convcalc.network.graph import spelt
from convcalc.network.totals import totals
from tests.load.helpers import fingerprint, read


def params(text: str) -> int | None:
    return totals(load(text)).params


def test_up_to_a_step_with_a_head_of_its_own() -> None:
    whole = params("resnet50")
    assert whole is not None
    line = "3x224x224: use(resnet50, until=stage4) gap linear@10"
    assert params(line) == whole - 2049 * 1000 + 2049 * 10
    assert params("3x224x224: use(resnet50)") == whole
    assert params("1x224x224: use(resnet50)") == whole - 2 * 64 * 49


@pytest.mark.parametrize(
    ("use", "same"),
    [
        ("use(resnet101)", "resnet101"),
        ("use(resnet50, units3=23)", "resnet101"),
        ("use(ResNet-50, classes=10)", "resnet50:classes=10"),
        ('use("zoo:mobilenet_v2", width=1/2)', "mobilenet_v2:width=0.5"),
    ],
)
def test_its_settings(use: str, same: str) -> None:
    assert params(f"3x224x224: {use}") == params(same)


FPN = """
input: 3x128x128
set: {wide: 32}
layers:
  - backbone: use(resnet18, until=stage4)
  - side: from(backbone.stage3) conv1@(2*wide)
  - top: from(backbone) conv1@(2*wide)
  - sum: add[ from(side) | from(top) upsample2 ]
  - {use: {network: mobilenet_v1, until: stem, width: wide/32}}
"""


def test_steps_inside_can_be_named() -> None:
    found = read(FPN)
    steps = {node.stage: spelt(node.shape) for node in found.nodes}
    assert steps["side"] == "8x8@64"
    assert steps["top"] == "4x4@64"
    assert {node.stage for node in found.nodes[1:]} == {"backbone", "side", "top", "sum", ""}


@pytest.mark.parametrize("extension", FORMATS)
def test_written_back(extension: str, tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("set: {width: 3}\nlayers: conv3p1@width relu\n")
    text = 'input: 3x9x9\nlayers: [a: \'use("part.yaml", width=5)\', b: "use(part.yaml, share=a)"]'
    text = text.replace("b: \"use(part.yaml, share=a)\"", 'b: "from(input) use(part.yaml, width=5,'
                        ' share=a) concat[ | from(a) ]"')  # fmt: skip
    name = str(tmp_path / "net.yaml")
    document = document_of_text(text, name, ".yaml")
    network = load_document(document)
    assert totals(network).params == 5 * 28
    again = document_of_text(write_document(document, extension), name, extension)
    assert fingerprint(load_document(again)) == fingerprint(network)


def test_a_siamese_network_of_the_zoo() -> None:
    found = read(
        "input: {left: 3x64x64, right: 3x64x64}\n"
        "layers:\n"
        "  - one: from(left) use(resnet18, until=stage4)\n"
        "  - two: from(right) use(resnet18, until=stage4, share=one)\n"
        "  - concat[ from(one) | ]\n"
    )
    sums, single = totals(found), totals(load("3x64x64: use(resnet18, until=stage4)"))
    assert (sums.params, sums.buffers) == (single.params, single.buffers)
    assert sums.macs == 2 * single.macs


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("use", "load.no_network"),
        ("use()", "load.no_network"),
        ("use(until=stage4)", "load.no_network"),
        ("use(resnet18, stage4)", "load.no_network"),
        ("use(-)", "use.no_network"),
        ("use(resnet99)", "load.unknown_network"),
        ('use("./nowhere.yaml")', "load.no_such_file"),
        ("use(resnet18, until=stag4)", "load.unknown_step"),
        ("use(resnet18, depth=3)", "load.unknown_knob"),
        ("use(resnet18, units1=n)", "load.unknown_name"),
        ("use(resnet18, share=nothing)", "load.unknown_name"),
        ("use(yolov3)", "network.unused_at"),
    ],
)
def test_what_cannot_be_used(line: str, code: str) -> None:
    with pytest.raises(ConvcalcError) as caught:
        load_document(document_of_line(f"3x64x64: {line}"))
    assert caught.value.code == code


def test_circles_and_depth(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.yaml").write_text(f"input: 3x9x9\nlayers: use(./{other}.yaml)\n")
    with pytest.raises(ConvcalcError) as caught:
        load(str(tmp_path / "a.yaml"))
    assert caught.value.code == "use.cycle"
    for number in range(10):
        inner = f"use(./{number + 1}.yaml)" if number < 9 else "relu"
        (tmp_path / f"{number}.yaml").write_text(f"input: 3x9x9\nlayers: {inner}\n")
    with pytest.raises(ConvcalcError) as caught:
        load(str(tmp_path / "0.yaml"))
    assert caught.value.code == "use.too_deep"
    assert totals(load(str(tmp_path / "3.yaml"))).params == 0


def test_a_part_follows_its_own_rules(tmp_path: Path) -> None:
    line = "3x9x9: {} conv3/2p1@4"
    (tmp_path / "k.yaml").write_text(
        "dialect: keras\nlayers: conv(kernel=4, padding=same, out=4)\n"
    )
    text = "input: 3x9x9\nlayers: use(./k.yaml) conv3/2p1@4"
    found = load_document(document_of_text(text, str(tmp_path / "net.yaml"), ".yaml"))
    assert [spelt(node.shape) for node in found.nodes] == ["9x9@3", "9x9@4", "5x5@4"]
    assert load(line.format("use(mobilenet_v1, until=stem, width=1/4)")).dialect is None


def test_several_inputs(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text("input: {a: 3x9x9, b: 3x9x9}\nlayers: 'add[ | from(b) ]'\n")
    text = "input: 3x9x9\nlayers: use(./t.yaml)"
    with pytest.raises(ConvcalcError) as caught:
        load_document(document_of_text(text, str(tmp_path / "net.yaml"), ".yaml"))
    assert caught.value.code == "use.inputs"
