"""What readers build: names, branches, several inputs and outputs, and the way back to a file."""

from __future__ import annotations

import pytest

from convcalc.errors import Message
from convcalc.load.ast import Cells
from convcalc.load.convert import rewritten
from convcalc.load.load import document_of_text, load_document
from convcalc.load.place import Source
from convcalc.load.readers.graph import Graph, Unlined
from convcalc.network.graph import NetworkError, Place
from tests.load.helpers import meaning


def residual() -> Graph:
    graph = Graph(Unlined("net.onnx"), "net")
    data = graph.input("x:0", (3, 8, 8))
    stem = graph.add("layer1/conv", "conv", {"kernel": 3, "padding": 1, "out": 4}, [data])
    left = graph.add("layer1.0.conv1", "conv", {"kernel": Cells(((1,), (1,))), "out": 4}, [stem])
    both = graph.add("add", "add", {}, [left, stem])
    graph.add("", "relu", {}, [both])
    return graph


def test_nodes_keep_their_names_and_say_where_they_stand():
    network = load_document(residual().document())
    assert [(node.name, node.stage, node.block, node.inputs) for node in network.nodes] == [
        ("x:0", "", "", ()),
        ("layer1/conv", "layer1", "", (0,)),
        ("layer1.0.conv1", "layer1", "layer1/0", (1,)),
        ("add", "add", "", (2, 1)),
        ("relu1", "", "", (3,)),
    ]


@pytest.mark.parametrize("target", ["x.yaml", "x.json", "x.toml", "line"])
def test_written_in_our_notation_it_is_the_same_network(target):
    document = residual().document()
    text = rewritten(document, target, {})
    again = document_of_text(text, target, target.removeprefix("x").removeprefix("line"))
    assert meaning(load_document(again)) == meaning(load_document(document))


def test_every_tensor_that_nothing_reads_is_an_output_unless_told():
    graph = residual()
    graph.add("side", "gap", {}, [1])
    network = load_document(graph.document())
    assert [network.nodes[index].name for index in network.outputs] == ["relu", "side"]
    network = load_document(graph.document([4, 3, 5]))
    assert [network.nodes[index].name for index in network.outputs] == ["relu", "add", "side"]


def test_equal_names_and_several_inputs():
    graph = Graph(Unlined("two.onnx"), "two")
    left, right = graph.input("data", (3, None, None)), graph.input("data", (5, "n", None))
    graph.add("data", "concat", {}, [left, right])
    network = load_document(graph.document(), input="8x8")
    assert [node.name for node in network.nodes] == ["data", "data_2", "data_3"]


@pytest.mark.parametrize(
    ("source", "where"),
    [(Unlined("net.onnx"), "net.onnx"), (Source("net.cfg", "[net]\n[conv]\n"), "net.cfg:2:1")],
)
def test_an_error_names_the_file_and_the_line_if_there_are_lines(source, where):
    graph = Graph(source, "net")
    data = graph.input("data", (3, 8, 8))
    place = source.place(6)
    graph.add("one", "conv", {"kernel": 9, "out": 4}, [data], place)
    with pytest.raises(NetworkError) as caught:
        load_document(graph.document())
    assert caught.value.message.fields["where"] == where
    assert caught.value.place == Place(source.name, *((2, 1) if ":" in where else (0, 0)))


def test_notes_are_kept_once():
    graph = residual()
    for _ in range(2):
        graph.note(Message("load.empty_file"))
    assert [note.code for note in graph.document().notes] == ["load.empty_file"]
