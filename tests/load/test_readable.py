"""Networks of other programs as files of ours: the same network, with what repeats folded."""

from __future__ import annotations

from pathlib import Path

import pytest

from convcalc.load import convert
from convcalc.load.convert import rewritten
from convcalc.load.load import document_of_data, document_of_text, load_document, read_document
from convcalc.load.names import resolve
from convcalc.load.place import Source
from convcalc.load.readers.graph import Graph, Unlined
from convcalc.network.graph import Network
from convcalc.network.measures import Measures
from convcalc.zoo import NAMES
from tests.load.helpers import meaning

DATA = Path(__file__).parents[1] / "data"
FAST = (
    "resnet18",
    "googlenet",
    "unet",
    "mobilenet_v2",
    "squeezenet1_0",
    "lenet5",
    "shufflenet_v2_x1_0",
)
"""Networks with brackets in brackets, paths that cross, several kinds of blocks."""


def figures(network: Network) -> tuple[object, ...]:
    totals = Measures(network).totals
    return totals.params, totals.buffers, totals.macs, totals.activations


def again(text: str, suffix: str = ".yaml") -> Network:
    return load_document(document_of_text(text, "net" + suffix, suffix))


def survives(name: str) -> str:
    """The file of a network of the zoo as if another program had written it."""
    reference = resolve(name)
    document = read_document(reference)._replace(foreign=True)
    text = rewritten(document, "x.yaml", reference.settings)
    network = load_document(document, reference.settings)
    assert figures(again(text)) == figures(network)
    return text


@pytest.mark.parametrize("name", [name for name in FAST if name in NAMES])
def test_networks_of_the_zoo(name):
    survives(name)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", sorted(NAMES))
def test_all_networks_of_the_zoo(name):
    survives(name)


def test_what_repeats_is_folded():
    text = survives("resnet18")
    assert "block1(width): add[" in text
    assert "2*( block" in text
    assert len(text.splitlines()) < 20


SIZES = {
    "dcgan_generator": "100x1x1",
    "tv_resnet18": "3x224x224",
    "timm_mobilenetv1_100": "3x224x224",
}


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".toml"])
@pytest.mark.parametrize("name", SIZES)
def test_texts_that_were_pasted(name, suffix):
    data = (DATA / "printed" / f"{name}.txt").read_bytes()
    document = document_of_data(data, f"{name}.txt", ".txt")
    network = load_document(document, input=SIZES[name])
    left: list[object] = []
    text = rewritten(document, "x" + suffix, {}, SIZES[name], left=left)
    found = again(text, suffix)
    assert len(found.nodes) == len(network.nodes)
    assert [str(a.shape) for a in found.nodes] == [str(b.shape) for b in network.nodes]
    assert left == list(document.notes)


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".toml"])
@pytest.mark.parametrize("name", ["lenet_module", "modulelist_unused", "tv_resnet18"])
def test_what_a_text_left_open_stays_open(name, suffix):
    data = (DATA / "printed" / f"{name}.txt").read_bytes()
    document = document_of_data(data, f"{name}.txt", ".txt")
    network = load_document(document)
    assert network.notes
    text = rewritten(document, "x" + suffix, {}, say=lambda note: f"{note.code}: a # b")
    once = document_of_text(text, "net" + suffix, suffix)
    written = rewritten(once, "x.json", {}, say=lambda note: note.fields["text"])
    for found in (load_document(once), again(written, ".json")):
        assert not found.complete
        assert Measures(found).totals.macs is None
        said = [note.fields["text"] for note in found.notes]
        assert said == [f"{note.code}: a # b" for note in network.notes]


def test_what_is_not_folded_is_the_reading_that_fits(monkeypatch):
    monkeypatch.setattr(convert, "MOST_FOLDED", 0)
    data = (DATA / "printed" / "modulelist_unused.txt").read_bytes()
    document = document_of_data(data, "net.txt", ".txt")
    text = rewritten(document, "x.yaml", {})
    assert figures(again(text)) == figures(load_document(document))


def graph(*layers: tuple[str, str, list[int]]) -> Graph:
    """Convolutions 3x3 that keep everything, and what else is named."""
    found = Graph(Unlined("net.onnx"), "net")
    found.input("x/y", (4, 8, 8))
    for name, kind, inputs in layers:
        conv = {"kernel": 3, "padding": 1, "out": 4, "bias": False}
        found.add(name, kind, conv if kind == "conv" else {}, inputs)
    return found


GRAPHS = {
    "a chain of equal layers": (
        [(f"c{n}", "conv", [n]) for n in range(6)], "6*( conv3p1b0@4 )"),
    "one layer": ([("one.layer", "relu", [0])], "relu"),
    "paths": (
        [("a", "conv", [0]), ("b", "conv", [0]), ("s", "add", [1, 2])],
        "add[ conv3p1b0@4 | conv3p1b0@4 ]"),
    "an identity, and a path in a path": (
        [("a", "conv", [0]), ("b", "relu", [1]), ("s", "add", [1, 2]), ("t", "add", [3, 0])],
        "add[ conv3p1b0@4 add[ | relu ] | ]"),
    "paths that cross": (
        [("a", "relu", [0]), ("b", "tanh", [1]), ("s", "add", [1, 2]), ("t", "mul", [3, 2])],
        "mul["),
    "stages": (
        [("m.a.x", "conv", [0]), ("m.a.y", "relu", [1]), ("m.b.x", "conv", [2]),
         ("m.b.y", "tanh", [3])],
        "- a: conv3p1b0@4 relu"),
    "several outputs": (
        [("a/b", "conv", [0]), ("c", "relu", [1]), ("d", "tanh", [1])], "outputs:"),
    "a name of the notation": (
        [("add", "conv", [0]), ("x", "relu", [1]), ("y", "mul", [1, 2]), ("z", "add", [3, 1])],
        "mul["),
}  # fmt: skip


@pytest.mark.parametrize("case", GRAPHS)
def test_structures(case):
    layers, wanted = GRAPHS[case]
    document = graph(*layers).document()
    text = rewritten(document, "x.yaml", {})
    assert wanted in text
    assert meaning(again(text)) == meaning(load_document(document))


def test_brackets_nested_too_deep_for_notation_become_steps():
    layers = [(f"a{n}", "add", [n, 0]) for n in range(200)]
    document = graph(*layers).document()
    assert meaning(again(rewritten(document, "x.yaml", {}))) == meaning(load_document(document))


def test_layers_are_written_as_briefly_as_they_can_be():
    source = Source("net.py", "")
    found = Graph(source, "net", "torch")
    at = found.input("input", (3, 8, 8))
    given = {"in_channels": 3, "out_channels": 4, "kernel_size": 3, "stride": 1, "padding": 1}
    at = found.add("conv", "Conv2d", {**given, "dilation": 1, "groups": 1, "bias": True}, [at])
    at = found.add("bn", "BatchNorm2d", {"num_features": 4}, [at])
    found.add("pool", "MaxPool2d", {"kernel_size": 2, "stride": 2, "ceil_mode": False}, [at])
    assert "conv3p1@4 bn maxpool2" in rewritten(found.document(), "x.yaml", {})
