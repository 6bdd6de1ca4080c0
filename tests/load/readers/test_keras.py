"""Keras: models of both generations as it wrote them itself, with what it counts; archives."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from convcalc.errors import ConvcalcError
from convcalc.load.load import document_of_data, load_document
from convcalc.load.readers.keras import archive
from convcalc.network.graph import Network
from tests.load.helpers import buffers, macs, params, types

DATA = Path(__file__).resolve().parents[2] / "data"
MODELS = [json.loads(line) for line in (DATA / "keras_models.jsonl").read_text().splitlines()]


def network(model: Any, input: str | None = None, suffix: str = ".json") -> Network:
    data = model if isinstance(model, bytes) else json.dumps(model).encode()
    return load_document(document_of_data(data, f"net{suffix}", suffix), input=input)


def outputs(found: Network) -> list[list[object]]:
    shapes = [found.nodes[index].shape for index in found.outputs]
    return [[shape.channels, *shape.spatial] for shape in shapes]


def sequential(*layers: tuple[str, dict[str, Any]], **first: Any) -> dict[str, Any]:
    """A model in a row, as Keras 2 wrote it."""
    entries = [
        {"class_name": kind, "config": {"name": f"{kind.lower()}_{at}", **config}}
        for at, (kind, config) in enumerate(layers)
    ]
    entries[0]["config"].update(first or {"batch_input_shape": [None, 8, 8, 3]})
    return {"class_name": "Sequential", "config": {"name": "row", "layers": entries}}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model["name"])
def test_models_that_keras_wrote(model):
    found = network(model["model"], model.get("input"))
    assert found.complete
    assert (params(found), buffers(found), macs(found)) == (
        model["params"], model["buffers"], model["macs"],
    )  # fmt: skip
    assert outputs(found) == model["outputs"]


@pytest.mark.parametrize(
    ("name", "learned", "stored", "products", "shape"),
    [
        ("seq_cnn.json", 34826, 0, 2440960, [10]),
        ("residual.json", 19914, 128, 8831296, [10]),
        ("unet_k.json", 2937, 0, 8646336, [1, 58, 90]),
        ("nested_shared.json", 1113, 0, 900300, [1]),
        ("tcn_causal.json", 1406, 0, 267600, [2, 50]),
        ("se_block.keras", 1288, 0, 903296, [8, 28, 28]),
    ],
)
def test_files(name, learned, stored, products, shape):
    found = network((DATA / "keras" / name).read_bytes(), suffix=Path(name).suffix)
    assert (params(found), buffers(found), macs(found)) == (learned, stored, products)
    assert outputs(found) == [shape]


def test_layers_keep_their_names_and_what_they_do_after_themselves():
    conv = {"filters": 4, "kernel_size": [3, 3], "activation": "relu"}
    found = network(sequential(("Conv2D", conv),
                               ("Activation", {"activation": "linear"}),
                               ("Activation", {"activation": "hard_swish"}),
                               ("ReLU", {"max_value": 6.0}),
                               ("Dense", {"units": 2, "activation": "softmax"})))  # fmt: skip
    assert [node.name for node in found.nodes] == [
        "input", "conv2d_0", "conv2d_0/relu", "activation_2", "relu_3",
        "dense_4", "dense_4/softmax",
    ]  # fmt: skip
    assert types(found) == ["conv", "relu", "hardswish", "relu6", "linear", "softmax"]


def test_classes_of_the_user_are_named_and_never_run():
    found = network(sequential(
        ("Lambda", {"function": ["4wEAAAAAAAAAAAAA", None, None], "function_type": "lambda"}),
        ("mine>Gate", {"size": 4}),
        ("Conv2D", {"filters": 2, "kernel_size": 1}),
    ))  # fmt: skip
    assert not found.complete
    whats = [node.layer.values["what"] for node in found.nodes if node.type == "opaque"]  # type: ignore[union-attr]
    assert whats == ["Lambda", "Gate"]


def test_the_shapes_of_the_file_are_checked():
    model = json.loads((DATA / "keras" / "residual.json").read_text())
    model["config"]["layers"][2]["inbound_nodes"][0]["args"][0]["config"]["shape"] = [
        None,
        31,
        32,
        16,
    ]
    with pytest.raises(ConvcalcError) as refused:
        network(model)
    error = refused.value
    assert (error.code, error.message.fields["file"]) == ("keras.shape", "16x31x32")
    assert error.message.fields["ours"] == "16x32x32"


def zipped(content: bytes, name: str = "config.json", method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        file.writestr("metadata.json", "{}")
        file.writestr("../../etc/passwd", "x")
        file.writestr(name, content)
    return buffer.getvalue()


TINY = sequential(("Dense", {"units": 2}), batch_input_shape=[None, 3])


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_archives(method):
    found = network(zipped(json.dumps(TINY).encode(), method=method), suffix=".keras")
    assert params(found) == 8


def test_an_attribute_of_hdf5_is_found_wherever_it_stands():
    text = json.dumps(TINY).encode()
    noise = b'{"class_name": "Adam"}' + b"\0" * 700 + b'{"class_name": "no end'
    assert (
        params(network(archive.HDF5 + noise + b"\0model_config\0" + text + b"\0", suffix=".h5"))
        == 8
    )
    with pytest.raises(ConvcalcError) as refused:
        network(archive.HDF5 + noise, suffix=".h5")
    assert refused.value.code == "keras.weights_only"


def test_a_bomb_is_no_larger_than_what_may_be_read(monkeypatch):
    monkeypatch.setattr(archive, "MOST", 1000)
    bomb = zipped(b" " * 2_000_000, method=zipfile.ZIP_DEFLATED)
    with pytest.raises(ConvcalcError) as refused:
        network(bomb, suffix=".keras")
    assert refused.value.code == "load.file_too_large"


def nested(levels: int) -> dict[str, Any]:
    """A model that calls a model twice, that many times over."""
    inner: dict[str, Any] = {"class_name": "ReLU", "config": {}}
    for level in range(levels):
        calls = [[["in", 0, 0, {}]], [[f"m{level}", 0 if level == 0 else 1, 0, {}]]]
        last = 1 if level == 0 else 2
        config = {
            "name": f"n{level}",
            "layers": [
                {"class_name": "InputLayer", "name": "in", "inbound_nodes": [],
                 "config": {"name": "in", "batch_input_shape": [None, 4]}},
                {**inner, "name": f"m{level}", "inbound_nodes": calls},
            ],
            "input_layers": [["in", 0, 0]],
            "output_layers": [[f"m{level}", last, 0]],
        }  # fmt: skip
        inner = {"class_name": "Functional", "config": config}
    return inner


def test_models_within_models_are_called_as_often_as_the_file_says():
    assert types(network(nested(3))) == ["relu"] * 8


@pytest.mark.parametrize(
    ("model", "code"),
    [
        (b"", "keras.json"),
        (b'{"class_name": "Sequential", "config"', "keras.json"),
        (b'{"class_name": "\xff"}', "load.not_utf8"),
        (b'{"class_name":' + b"[" * 100_000, "keras.deep"),
        (b'{"class_name": ' + b"9" * 5000 + b"}", "keras.json"),
        (b"PK\3\4" + bytes(100), "keras.damaged"),
        (zipped(b"{}", "other.json"), "keras.no_config"),
        (zipped(json.dumps(TINY).encode())[:-30], "keras.damaged"),
        (archive.HDF5, "keras.weights_only"),
        ([], "keras.not_a_layer"),
        ({"class_name": 5, "config": {}}, "keras.not_a_layer"),
        ({"class_name": "Mine", "config": {"units": 3}}, "keras.subclassed"),
        ({"class_name": "Sequential", "config": {"layers": 3}}, "keras.wrong_type"),
        ({"class_name": "Sequential", "config": []}, "network.empty"),
        ({"class_name": "Sequential", "config": {"layers": [3]}}, "keras.not_a_layer"),
        (sequential(("Dense", {"units": "x"})), "keras.wrong_type"),
        (sequential(("Dense", {"units": {}})), "keras.wrong_type"),
        (sequential(("Dense", {"units": 10**15})), "keras.wrong_type"),
        (sequential(("Conv2D", {"filters": 4, "kernel_size": [3, "3"]})), "keras.wrong_type"),
        (
            sequential(("Conv2D", {"filters": 4, "kernel_size": [9, 9]})),
            "size.kernel_exceeds_input",
        ),
        (sequential(("ReLU", {}), batch_input_shape=["a"]), "keras.wrong_type"),
        (sequential(("BatchNormalization", {"axis": "x"})), "keras.wrong_type"),
        (nested(15), "load.too_many_layers"),
        (nested(40), "keras.deep"),
    ],
)
def test_mistakes_are_one_clear_error(model, code):
    with pytest.raises(ConvcalcError) as refused:
        network(model, suffix=".h5" if model == archive.HDF5 else ".keras")
    assert refused.value.code == code


def functional(*layers: tuple[str, list[Any]], out: str) -> dict[str, Any]:
    first = {"class_name": "InputLayer", "name": "x", "inbound_nodes": [],
             "config": {"name": "x", "batch_input_shape": [None, 4]}}  # fmt: skip
    entries = [
        {"class_name": "Add", "name": name, "config": {"name": name},
         "inbound_nodes": [[[source, 0, 0, {}] for source in sources]]}
        for name, sources in layers
    ]  # fmt: skip
    config = {"name": "f", "layers": [first, *entries], "input_layers": [["x", 0, 0]],
              "output_layers": [[out, 0, 0]]}  # fmt: skip
    return {"class_name": "Functional", "config": config}


def test_the_order_of_the_file_need_not_be_that_of_the_calls():
    assert types(network(functional(("b", ["a", "x"]), ("a", ["x", "x"]), out="b"))) == ["add"] * 2


@pytest.mark.parametrize(
    ("model", "layer"),
    [
        (functional(("a", ["b", "x"]), ("b", ["a", "x"]), out="b"), "a"),
        (functional(("a", ["nothing", "x"]), out="a"), "a"),
        (functional(("a", ["x", "x"]), out="c"), "f"),
    ],
)
def test_circles_and_missing_tensors(model, layer):
    with pytest.raises(ConvcalcError) as refused:
        network(model)
    assert (refused.value.code, refused.value.message.fields["layer"]) == ("keras.no_tensor", layer)


def test_the_directory_of_an_archive_may_lie():
    whole = bytearray(zipped(json.dumps(TINY).encode()))
    end = whole.rfind(b"PK\5\6")
    for offset in (0, 5, len(whole), 2**32 - 2):
        whole[end + 16 : end + 20] = struct.pack("<I", offset)
        with pytest.raises(ConvcalcError):
            network(bytes(whole), suffix=".keras")


def test_states_and_parts_of_models_that_nothing_reads_are_outputs():
    entries = [
        {"class_name": "InputLayer", "name": "x", "inbound_nodes": [],
         "config": {"name": "x", "batch_input_shape": [None, 9, 6]}},
        {"class_name": "LSTM", "name": "r", "config": {"units": 4, "return_state": True},
         "inbound_nodes": [[["x", 0, 0, {}]]]},
        {"class_name": "Dense", "name": "d", "config": {"name": "d", "units": 2},
         "inbound_nodes": [[["r", 0, 1, {}]]]},
        {"class_name": "Dense", "name": "idle", "config": {"name": "idle", "units": 3},
         "inbound_nodes": [[["r", 0, 0, {}]]]},
    ]  # fmt: skip
    config = {"name": "f", "layers": entries, "input_layers": [["x", 0, 0]],
              "output_layers": [["d", 0, 0], ["r", 0, 2]]}  # fmt: skip
    found = network({"class_name": "Functional", "config": config})
    assert outputs(found) == [[2], [4], [3]]
    assert (found.complete, params(found)) == (True, 4 * 4 * (6 + 4 + 1) + 2 * 5 + 3 * 5)


def test_layouts_sizes_and_models_of_the_users_class():
    pool = {"pool_size": [2, 2], "strides": None, "data_format": "channels_first"}
    first = sequential(("AveragePooling2D", pool), ("Dense", {"units": 5}),
                       batch_input_shape=[None, 3, 8, 10])  # fmt: skip
    assert outputs(network(first)) == [[3, 4, 5]]
    assert params(network(first)) == 5 * 5 + 5
    sized = sequential(("Resizing", {"height": 6, "width": 4}),
                       ("CenterCrop", {"height": 3, "width": 4}))  # fmt: skip
    assert outputs(network(sized)) == [[3, 3, 4]]
    mine = nested(2)
    mine["config"]["layers"][1]["class_name"] = "mine>Encoder"
    assert types(network(mine)) == ["relu"] * 4


def test_a_layer_at_every_step_of_time():
    def each(kind: str, **config: object) -> tuple[str, dict[str, Any]]:
        return "TimeDistributed", {"layer": {"class_name": kind, "config": config}}

    film = sequential(each("Conv2D", filters=4, kernel_size=[3, 3], activation="relu"),
                      each("MaxPooling2D", pool_size=[2, 2]), each("BatchNormalization"),
                      each("Flatten"), ("LSTM", {"units": 5}), ("Dense", {"units": 2}),
                      batch_input_shape=[None, 7, 8, 10, 3])  # fmt: skip
    found = network(film)
    assert (found.complete, outputs(found)) == (True, [[2]])
    assert params(found) == 4 * 27 + 4 + 8 + 4 * 5 * (48 + 5 + 1) + 12
    assert (buffers(found), macs(found)) == (8, 7 * 6 * 8 * 108 + 7 * 20 * 53 + 10)
