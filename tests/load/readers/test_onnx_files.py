"""Whole ONNX files: samples of exporters, hostile ones, and what must be said of them."""

from __future__ import annotations

import builtins
import json
import random
from pathlib import Path

import pytest

from convcalc.errors import ConvcalcError
from convcalc.load.load import load_document
from convcalc.load.readers.onnx import read
from convcalc.network.graph import NetworkError, Place
from convcalc.network.measures import Measures
from tests.load.readers.onnx_files import field, graph, info, model, node, small, tensor, varint

DATA = Path(__file__).resolve().parents[2] / "data" / "onnx"
SAMPLES = {
    # file: input, parameters, MACs, output
    "vgg11-legacy-17": (None, 132_863_336, 7_609_090_048, [1000]),
    "cbam-legacy-11": (None, 22_569, 8_558_720, [7]),
    "attn-dynamo-23": (None, 8_234, 622_912, [10]),
    "unet_deconv-legacy-17-all": ("3x100x132", 29_474, 82_473_600, [2, 100, 132]),
}


def totals(data: bytes, input: str | None = None):
    network = load_document(read(data, "net.onnx"), input=input)
    found = Measures(network).totals
    shape = network.nodes[network.outputs[0]].shape
    return found.params, found.macs, [shape.channels, *shape.spatial]


def types(data: bytes) -> list[str]:
    return [node.type for node in load_document(read(data, "net.onnx")).nodes[1:]]


@pytest.mark.parametrize("name", SAMPLES)
def test_files_of_exporters_have_the_totals_of_the_network(name):
    input, params, macs, output = SAMPLES[name]
    assert totals((DATA / f"{name}.onnx").read_bytes(), input) == (params, macs, output)


def chain(*ops: tuple[str, dict], shape=("N", 8, 14, 14), opset=22) -> bytes:
    """Nodes one after the other, from x to y."""
    names = ["x", *[f"t{at}" for at in range(1, len(ops))], "y"]
    nodes = [node(op, [names[at]], [names[at + 1]], **given) for at, (op, given) in enumerate(ops)]
    return small(nodes, list(shape), opset=opset)


SILU = [node("Sigmoid", ["x"], ["s"]), node("Mul", ["x", "s"], ["y"])]
HARDSWISH = [node("HardSigmoid", ["x"], ["s"], alpha=1 / 6), node("Mul", ["s", "x"], ["y"])]
MISH = [
    node("Softplus", ["x"], ["a"]),
    node("Tanh", ["a"], ["b"]),
    node("Mul", ["x", "b"], ["y"]),
]
GELU = [
    node("Div", ["x", "root"], ["a"]),
    node("Erf", ["a"], ["b"]),
    node("Add", ["b", "one"], ["c"]),
    node("Mul", ["x", "c"], ["d"]),
    node("Mul", ["d", "half"], ["y"]),
]
NUMBERS = {"root": [2**0.5], "one": [1.0], "half": [0.5], "two": [2.0], "small": [1e-5]}
LAYER_NORM = [
    node("ReduceMean", ["x"], ["m"], axes=[-1]),
    node("Sub", ["x", "m"], ["d"]),
    node("Pow", ["d", "two"], ["p"]),
    node("ReduceMean", ["p"], ["v"], axes=[-1]),
    node("Add", ["v", "small"], ["e"]),
    node("Sqrt", ["e"], ["q"]),
    node("Div", ["d", "q"], ["u"]),
    node("Mul", ["u", "scale"], ["w"]),
    node("Add", ["w", "shift"], ["y"]),
]
GROUP_NORM = [
    node("Reshape", ["x", "split"], ["a"]),
    node("InstanceNormalization", ["a", "ones", "zeros"], ["b"]),
    node("Reshape", ["b", "whole"], ["c"]),
    node("Mul", ["c", "scale"], ["d"]),
    node("Add", ["d", "shift"], ["y"]),
]


@pytest.mark.parametrize(
    ("nodes", "stored", "found", "params"),
    [
        (SILU, {}, ["silu"], 0),
        (HARDSWISH, {}, ["hardswish"], 0),
        (GELU, {}, ["gelu"], 0),
        (MISH, {}, ["mish"], 0),
        (LAYER_NORM, {"scale": [14], "shift": [14]}, ["opaque"], 28),
        (
            GROUP_NORM,
            {"ones": [4], "zeros": [4], "scale": [8, 1, 1], "shift": [8, 1, 1]},
            ["gn"],
            16,
        ),
    ],
)
def test_what_exporters_write_as_several_nodes_is_one_layer_again(nodes, stored, found, params):
    shapes = {"split": [0, 4, -1], "whole": [1, 8, 14, 14]}
    data = small(nodes, [1, 8, 14, 14], stored, opset=12, values={**NUMBERS, **shapes})
    assert types(data) == found
    assert totals(data)[0] == params


def conv(name: str, source: str, target: str, weights: str, **given) -> bytes:
    return node("Conv", [source, weights], [target], **given)


def test_a_weight_used_twice_counts_once_and_its_macs_each_time():
    nodes = [conv("a", "x", "t", "w"), conv("b", "t", "y", "w")]
    data = small(nodes, ["N", 8, 14, 14], {"w": [8, 8, 1, 1]})
    assert totals(data) == (64, 2 * 64 * 196, [8, 14, 14])


def test_channels_may_be_last_at_the_input():
    nodes = [
        node("Transpose", ["x"], ["t"], perm=[0, 3, 1, 2]),
        conv("", "t", "c", "w", auto_pad="SAME_UPPER", strides=[2, 2]),
        node("Transpose", ["c"], ["n"], perm=[0, 2, 3, 1]),
        node("Add", ["n", "b"], ["y"]),
    ]
    data = small(nodes, ["N", 31, 33, 3], {"w": [8, 3, 3, 3], "b": [8]})
    assert load_document(read(data, "x.onnx")).nodes[0].shape.channels == 3
    assert totals(data)[:2] == (8 * 27 + 8, 8 * 27 * 16 * 17)


SHUFFLE = [
    node("Reshape", ["x", "five"], ["a"]),
    node("Transpose", ["a"], ["b"], perm=[0, 2, 1, 3, 4]),
    node("Reshape", ["b", "four"], ["y"]),
]
TO_SPACE = [
    node("Reshape", ["x", "six"], ["a"]),
    node("Transpose", ["a"], ["b"], perm=[0, 1, 4, 2, 5, 3]),
    node("Reshape", ["b", "wide"], ["y"]),
]
VIEWS = {
    "five": [1, 2, 4, 14, 14],
    "four": [1, -1, 14, 14],
    "six": [1, 2, 2, 2, 14, 14],
    "wide": [1, 2, 28, 28],
}


@pytest.mark.parametrize(
    ("nodes", "found"), [(SHUFFLE, ["channel_shuffle"]), (TO_SPACE, ["pixel_shuffle"])]
)
def test_views_one_after_the_other_are_the_layer_that_they_make(nodes, found):
    assert types(small(nodes, [1, 8, 14, 14], values=VIEWS)) == found


def test_layers_between_views_do_not_need_them():
    nodes = [
        node("Transpose", ["x"], ["a"], perm=[0, 2, 3, 1]),
        node("Relu", ["a"], ["b"]),
        node("MatMul", ["b", "w"], ["c"]),
        node("Transpose", ["c"], ["y"], perm=[0, 3, 1, 2]),
    ]
    data = small(nodes, ["N", 8, 14, 14], {"w": [8, 16]})
    assert types(data) == ["relu", "linear"]
    assert totals(data) == (128, 128 * 196, [16, 14, 14])


WEIGHT = tensor("", [4, 3, 1, 1], [0.5] * 12)
LIKE_BLUR = [
    node("Constant", [], ["w"], value=WEIGHT),
    conv("", "x", "t", "w"),
    conv("", "t", "y", "v"),
]


def test_a_constant_of_the_program_is_no_parameter_where_weights_are_stored():
    data = small(LIKE_BLUR, ["N", 3, 5, 5], {"v": [2, 4, 1, 1]})
    assert totals(data)[:2] == (8, 25 * (12 + 8))
    assert types(data) == ["opaque", "conv"]


def test_where_a_file_stores_no_weights_its_constants_are_these():
    nodes = [LIKE_BLUR[0], conv("", "x", "y", "w")]
    assert totals(small(nodes, ["N", 3, 5, 5])) == (12, 300, [4, 5, 5])


def test_sizes_may_be_letters_that_an_input_fills_in():
    nodes = [conv("", "x", "y", "w", strides=[2, 2], pads=[1, 1, 1, 1])]
    data = small(nodes, ["batch", 3, "height", "width"], {"w": [8, 3, 3, 3]})
    network = load_document(read(data, "x.onnx"))
    assert str(network.nodes[0].shape.spatial) == "(H, W)"
    assert totals(data, "3x33x17") == (216, 216 * 17 * 9, [8, 17, 9])


def test_an_unknown_operator_is_named_and_its_cost_is_unknown():
    data = small([node("Mystery", ["x"], ["y"])], ["N", 8, 14, 14])
    document = read(data, "x.onnx")
    network = load_document(document)
    assert [(one.name, one.type) for one in network.nodes[1:]] == [("mystery", "opaque")]
    assert not network.complete
    assert [note.code for note in document.notes] == ["onnx.note.same_shape"]


def one_conv(weight: list[int]) -> bytes:
    return small([conv("", "x", "y", "w")], [1, 3, 8, 8], {"w": weight})


MISFITS = {
    "combine.sizes_differ": [conv("", "x", "t", "w"), node("Add", ["x", "t"], ["y"])],
    "onnx.channels": [conv("", "x", "y", "deep")],
    "onnx.features": [node("Transpose", ["x"], ["t"], perm=[0, 1, 3, 2]),
                      node("MatMul", ["x", "t"], ["s"]), node("MatMul", ["s", "x"], ["u"]),
                      conv("", "u", "v", "w"), node("MatMul", ["v", "x"], ["y"])],
    "reshape.other_total": [node("Reshape", ["x", "s"], ["y"])],
    "onnx.not_broadcast": [node("Add", ["x", "wide"], ["y"])],
    "size.kernel_exceeds_input": [conv("", "x", "y", "large")],
}  # fmt: skip


@pytest.mark.parametrize("code", MISFITS)
def test_sizes_that_do_not_fit_end_with_1(code):
    """As in a file of ours: what is read and does not compute is not what cannot be read."""
    weights = {"w": [3, 3, 3, 3], "deep": [4, 5, 1, 1], "large": [3, 3, 9, 9], "wide": [3, 8, 7]}
    data = model(
        MISFITS[code],
        [info("x", [1, 3, 8, 8])],
        [info("y")],
        [*(tensor(name, shape) for name, shape in weights.items()), tensor("s", [3], [1, 7, -1])],
    )
    with pytest.raises(NetworkError) as raised:
        load_document(read(data, "bad.onnx"))
    assert (raised.value.code, raised.value.exit_code) == (code, 1)


CROOKED = {
    "cycle": (
        small([node("Add", ["x", "y"], ["t"]), node("Relu", ["t"], ["y"])], [1, 3, 8, 8]),
        "onnx.undefined",
    ),
    "channels": (one_conv([4, 5, 1, 1]), "onnx.channels"),
    "operands": (small([node("Tile", ["x"], ["y"])], [1, 3, 8, 8]), "onnx.misused"),
    "no graph": (field(1, 10), "onnx.no_graph"),
    "old": (small([node("Relu", ["x"], ["y"])], [1, 3, 8], opset=6), "onnx.opset"),
    "negative": (one_conv([4, -3, 1, 1]), "onnx.negative_size"),
    "absurd": (
        small([node("Flatten", ["x"], ["y"])], [1, 2**62, 2**62, 2**62]), None,
    ),
    "elements": (
        model(
            [node("Reshape", ["x", "s"], ["y"])], [info("x", [1, 8])], [info("y")],
            [tensor("s", [3], [1, 8])],
        ),
        "onnx.elements",
    ),
    "outside": (
        small([node("Reshape", ["x", "s"], ["y"])], [1, 8], {"s": [2]}), "onnx.unknown_value",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CROOKED)
def test_a_file_that_cannot_be_is_one_error_with_its_name(name, monkeypatch):
    def opened(*args, **kwargs):
        raise AssertionError("a file was opened")

    data, code = CROOKED[name]
    monkeypatch.setattr(builtins, "open", opened)
    if code is None:
        read(data, "bad.onnx")
        return
    with pytest.raises(ConvcalcError) as raised:
        read(data, "bad.onnx")
    assert raised.value.code == code
    assert "bad.onnx" in str(raised.value.message.fields)


def outcome(data: bytes) -> str:
    """The code of the error; "" if it is read."""
    try:
        load_document(read(data, "x.onnx"))
    except ConvcalcError as error:
        return error.code
    return ""


def test_a_file_cut_anywhere_is_refused_or_whole():
    data = one_conv([4, 3, 1, 1])
    found = {outcome(data[:end]) for end in range(len(data))}
    assert found <= {"onnx.cut", "onnx.damaged", "onnx.no_graph", "onnx.opset"}


def test_bytes_changed_never_crash():
    data = bytearray((DATA / "attn-dynamo-23.onnx").read_bytes())
    rng = random.Random(7)
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(rng.choice((1, 1, 4))):
            changed[rng.randrange(len(data))] = rng.choice(
                (0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256))
            )
        outcome(bytes(changed))


def test_many_nodes_and_deep_graphs_are_refused_early(monkeypatch):
    monkeypatch.setenv("CONVCALC_MAX_LAYERS", "10")
    many = [node("Relu", [f"t{at}"], [f"t{at + 1}"]) for at in range(500)]
    data = model(many, [info("t0", [1, 3, 8, 8])], [info("t500")])
    assert outcome(data) == "onnx.too_many_nodes"
    monkeypatch.setenv("CONVCALC_MAX_LAYERS", "100000")
    deep = graph([node("Relu", ["x"], ["y"])], [], [info("y")])
    for _ in range(60):
        deep = graph([node("If", ["c"], ["y"], then_branch=deep)], [], [info("y")])
    assert outcome(field(1, 10) + field(7, deep)) == "onnx.too_deep"
    assert outcome(field(1, 10) + varint(7 << 3 | 2) + varint(1 << 40)) == "onnx.cut"


def test_an_error_in_a_node_shows_the_node():
    nodes = [node("Relu", ["x"], ["t"]), conv("", "t", "y", "w")]
    data = small(nodes, [1, 3, 8, 8], {"w": [4, 5, 1, 1]})
    with pytest.raises(NetworkError) as raised:
        read(data, "bad.onnx")
    assert raised.value.place == Place("bad.onnx", 2, 1)
    assert raised.value.text == "Conv : t, w -> y"


def test_a_known_network_has_names_of_its_modules():
    network = load_document(read((DATA / "vgg11-legacy-17.onnx").read_bytes(), "vgg11.onnx"))
    names = [one.name for one in network.nodes[1:] if one.type in ("conv", "linear")]
    assert json.dumps(names).count("features") == 8
