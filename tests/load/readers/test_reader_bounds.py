"""What a text of another program may ask for is bounded; its encoding may be any like ASCII."""

from __future__ import annotations

import json

import pytest

from convcalc.errors import ConvcalcError
from convcalc.load.load import document_of_data, load_document
from convcalc.load.readers.caffe import textproto

NET = "[net]\nwidth=8\nheight=8\nchannels=3\n"
INPUT = 'input: "x" input_dim: 1 input_dim: 3 input_dim: 8 input_dim: 8\n'
RELU = 'layer { type: "ReLU" bottom: "x" top: "x" }\n'


def sequence(count: int) -> str:
    relu = {"class_name": "ReLU", "config": {"batch_input_shape": [None, 4]}}
    return json.dumps({"class_name": "Sequential", "config": [relu] * count})


def wide(count: int) -> str:
    entries = [
        {"class_name": "InputLayer", "name": "x", "config": {"batch_input_shape": [None, 4]}},
        {"class_name": "Add", "name": "a", "config": {}, "inbound_nodes": [[["x", 0, 0]] * count]},
    ]
    config = {"layers": entries, "input_layers": [["x", 0, 0]], "output_layers": [["a", 0, 0]]}
    return json.dumps({"class_name": "Functional", "config": config})


@pytest.mark.parametrize(
    ("suffix", "text", "code"),
    [
        (".cfg", NET + "[maxpool]\n" * 30, "load.too_many_layers"),
        (".cfg", NET + "[maxpool]\n[route]\nlayers=" + "0," * 30 + "0", "load.too_many_values"),
        (".cfg", NET + "[maxpool]\n" + ("[route]\nlayers=" + "0," * 19 + "0\n") * 15,
         "load.too_many_layers"),
        (".prototxt", INPUT + RELU * 25, "load.too_many_layers"),
        (".prototxt", INPUT + RELU * 200, "load.too_many_layers"),
        (".prototxt", INPUT + 'layer { type: "Concat" top: "y" ' + 'bottom: "x" ' * 400 + "}",
         "load.too_many_layers"),
        (".prototxt", "a: 1 " * 6000, "load.too_many_values"),
        (".prototxt", "a: " + '"b" ' * 6000, "load.too_many_values"),
        (".prototxt", INPUT + RELU.replace("type", f'name: "{"n" * 1001}" type'), "read.long_name"),
        (".json", sequence(30), "load.too_many_layers"),
        (".json", sequence(100), "load.too_many_layers"),
        (".json", wide(100), "load.too_many_layers"),
    ],
)  # fmt: skip
def test_bounds(suffix, text, code, monkeypatch):
    monkeypatch.setenv("CONVCALC_MAX_LAYERS", "15")
    monkeypatch.setattr(textproto, "MOST_VALUES", 5000)
    with pytest.raises(ConvcalcError) as refused:
        load_document(document_of_data(text.encode(), "net" + suffix, suffix))
    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "shift-jis", "cp1252"])
def test_comments_in_any_encoding(encoding):
    word = "é" if encoding == "cp1252" else "層"
    for suffix, text in (
        (".cfg", NET + f"# {word}\r\n[maxpool]\r\n"),
        (".prototxt", f"{INPUT}# {word}\n{RELU}"),
    ):
        document = document_of_data(text.encode(encoding), "net" + suffix, suffix)
        assert len(load_document(document).nodes) == 2


@pytest.mark.parametrize("suffix", [".cfg", ".prototxt", ".keras"])
def test_bytes_are_no_text(suffix):
    with pytest.raises(ConvcalcError):
        document_of_data(bytes(range(256)), "net" + suffix, suffix)
