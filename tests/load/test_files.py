"""Network files: every key and every kind of item, in YAML, TOML and JSON."""

# ruff: noqa: E501  (tables: one case a line)

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from convcalc.algebra.notation import ascii_text
from convcalc.errors import ConvcalcError

from .helpers import fingerprint, layers, params, read, types

HEAD = "convcalc: 1\ninput: 3x32x32\n"

YAML = """\
convcalc: 1
name: small
input: 3x32x32
set: {classes: 10, width: 8, act: relu, scale: 0.5}
defaults: {conv: {bias: false}}
blocks:
  unit(width, stride=1):
    - add[ conv3/(stride)p1@width bn relu conv3p1@width bn
         | if(stride > 1 or cin != width)[ conv1/(stride)@width bn | ] ] relu
layers:
  - stem: conv3p1@width bn relu
  - body: unit(width) unit(2*width, stride=2)
  - head: gap linear@(classes)
expect: {output: 10}
budget: {params: 30M, receptive_field: {min: 5}}
"""
TOML = """\
convcalc = 1
name = "small"
input = "3x32x32"
layers = [
  { stem = "conv3p1@width bn relu" },
  { body = "unit(width) unit(2*width, stride=2)" },
  { head = "gap linear@(classes)" },
]
[set]
classes = 10
width = 8
act = "relu"
scale = 0.5
[defaults.conv]
bias = false
[blocks]
"unit(width, stride=1)" = '''
add[ conv3/(stride)p1@width bn relu conv3p1@width bn
   | if(stride > 1 or cin != width)[ conv1/(stride)@width bn | ] ] relu'''
[expect]
output = 10
[budget]
params = "30M"
receptive_field = { min = 5 }
"""
JSON = json.dumps(
    {
        "convcalc": 1,
        "name": "small",
        "input": "3x32x32",
        "set": {"classes": 10, "width": 8, "act": "relu", "scale": 0.5},
        "defaults": {"conv": {"bias": False}},
        "blocks": {
            "unit(width, stride=1)": [
                "add[ conv3/(stride)p1@width bn relu conv3p1@width bn "
                "| if(stride > 1 or cin != width)[ conv1/(stride)@width bn | ] ] relu"
            ]
        },
        "layers": [
            {"stem": "conv3p1@width bn relu"},
            {"body": "unit(width) unit(2*width, stride=2)"},
            {"head": ["gap", {"linear": {"out": "classes"}}]},
        ],
        "expect": {"output": 10},
        "budget": {"params": "30M", "receptive_field": {"min": 5}},
    }
)


@pytest.mark.parametrize(("text", "extension"), [(YAML, ".yaml"), (TOML, ".toml"), (JSON, ".json")])
def test_the_three_formats_say_the_same(text, extension):
    network = read(text, extension)
    assert fingerprint(network) == fingerprint(read(YAML))
    assert (network.name, network.dialect) == ("small", None)
    assert network.knobs == {"classes": 10, "width": 8, "act": "relu", "scale": Fraction(1, 2)}
    assert network.budget == {"params": "30M", "receptive_field": {"min": 5}}
    assert network.expect == {"output": 10}


def test_the_format_of_a_text_without_a_name_is_seen():
    for text in (YAML, TOML, JSON):
        assert read(text, "").knobs["width"] == 8


def test_stages_and_blocks():
    network = read(YAML)
    assert [node.stage for node in network.nodes][:5] == ["", "stem", "stem", "stem", "body"]
    blocks = {node.block for node in network.nodes}
    assert blocks == {"", "body/unit#1", "body/unit#2"}


def test_places():
    network = read(YAML)
    place = network.nodes[1].place
    assert place[:3] == ("net.yaml", 11, 11)
    shortcut = next(n for n in network.nodes if n.layer and n.layer.values.get("kernel") == (1, 1))
    assert (shortcut.place.line, shortcut.place.column) == (9, 44)


def test_settings_override_knobs():
    network = read(YAML, sets={"width": "4*classes", "classes": "5"})
    assert network.knobs["width"] == 20
    assert network.nodes[-1].shape.channels == 5
    assert read(YAML, input="1x28x28").nodes[0].shape.channels == 1


def test_defaults_yield_to_the_layer():
    text = (
        HEAD
        + "defaults: {Conv2d: {bias: false, padding: 1}}\nlayers: conv3@8 conv3b1p0@8 conv(kernel=3, pad=2)\n"
    )
    found = [(values["bias"], values["padding"][1][0][0]) for _, values in layers(read(text))]
    assert found == [(False, (1, 1)), (True, (0, 0)), (False, (2, 2))]


def test_knobs_in_terms_of_others():
    text = HEAD + "set: {width: 8, out: (4*width), half: 0.5*width}\nlayers: conv1@out conv1@half\n"
    assert [values["out"] for _, values in layers(read(text))] == [32, 4]
    assert [v["out"] for _, v in layers(read(text, sets={"width": "2"}))] == [8, 1]


def test_words_are_knobs_too():
    text = HEAD + 'set: {kind: basic}\nlayers: if(kind == "basic")[ conv3@8 | conv1@8 ]\n'
    assert layers(read(text))[0][1]["kernel"] == (3, 3)
    assert layers(read(text, sets={"kind": "wide"}))[0][1]["kernel"] == (1, 1)


def test_words_reach_parameters():
    text = (
        HEAD
        + "set: {border: same, how: bilinear}\nlayers: conv(kernel=3, padding=(border)) upsample(scale=2, mode=(how))\n"
    )
    found = layers(read(text))
    assert found[0][1]["padding"][1] == [((1, 1), (1, 1))]
    assert found[1][1]["mode"] == "bilinear"


def test_flags_may_be_computed():
    text = HEAD + "set: {norm: true}\nlayers: conv(kernel=3, bias=not norm, out=8) if(norm)[ bn ]\n"
    assert layers(read(text))[0][1]["bias"] is False
    assert types(read(text, sets={"norm": "false"})) == ["conv"]


def test_items_as_maps():
    text = (
        HEAD
        + """
set: {width: 8}
blocks:
  unit(width, k=3): conv(kernel=k, padding=k//2, out=width)
layers:
  - conv: {kernel: [3, 5], padding: [[1, 1], [2, 2]], out: 2*width, bias: false}
  - relu:
  - unit: {width: 16, k: 5}
  - add:
      - conv1@16
      - [conv1@8, {conv: {kernel: 1, out: 16}}]
      -
  - repeat: 2
    layers:
      - conv3p1@16
      - relu
  - if: width > 4
    then: gap
    else: gmp
  - linear: {out: 10}
"""
    )
    network = read(text)
    assert types(network) == [
        "conv", "relu", "conv", "conv", "conv", "conv", "add", "conv", "relu", "conv", "relu", "gap", "linear",
    ]  # fmt: skip
    first = layers(network)[0][1]
    assert (first["kernel"], first["out"], first["bias"]) == ((3, 5), 16, False)
    assert layers(network)[2][1]["kernel"] == (5, 5)
    assert len(network.nodes[7].inputs) == 3


def test_steps_and_references():
    text = (
        HEAD
        + """
blocks:
  up(skip, width):
    - wider: tconv2/2@width
    - concat[ from(skip) crop(like=wider) | ] conv3p1@width
layers:
  - down: conv3p1@8
  - low: maxpool2 conv3p1@16
  - up1: up(down, 8)
  - head: add[ | from(up1.wider) | from(down) ]
"""
    )
    network = read(text)
    by_name = {node.name: node for node in network.nodes}
    wider = next(node for node in network.nodes if node.type == "tconv")
    head = network.nodes[-1]
    assert wider.name == "up1/up#1/wider"
    assert head.inputs[1:] == (wider.index, by_name["down"].index)
    assert network.nodes[-1].shape.spatial == (32, 32)


def test_references_into_lists():
    text = (
        HEAD
        + "layers:\n  - enc:\n      - a: conv3p1@8\n      - b: conv3p1@8\n  - add[ | from(enc.a) ]\n"
    )
    network = read(text)
    assert [node.stage for node in network.nodes] == ["", "enc", "enc", ""]
    assert network.nodes[-1].inputs == (2, 1)


def test_like_fits_a_size():
    text = (
        HEAD
        + "layers:\n  - a: relu\n  - maxpool3 upsample(like=a) crop(output_size=20) crop(amount=[[1, 2], [0, 1]])\n"
    )
    assert [node.shape.spatial for node in read(text).nodes][-3:] == [(32, 32), (20, 20), (17, 19)]
    text = HEAD + "layers:\n  - a: relu\n  - pad5 crop(like=a, offset=2)\n"
    found = layers(read(text))[-1][1]["amount"]
    assert found == ((2, 8), (2, 8))
    text = HEAD + "layers:\n  - a: relu\n  - maxpool2 unpool(kernel=2, like=a)\n"
    assert read(text).nodes[-1].shape.spatial == (32, 32)


def test_several_inputs_and_outputs():
    text = """
input: {left: 3x8x8, right: 1x8x8}
layers:
  - a: conv3p1@4
  - b: from(right) conv3p1@4
  - both: add[ from(a) | ]
  - side: from(b) gap
  - main: from(both) gap
outputs: [side]
"""
    network = read(text)
    assert [network.nodes[index].name for index in network.inputs] == ["left", "right"]
    assert [network.nodes[index].stage for index in network.outputs] == ["main", "side"]


def test_an_output_that_a_condition_turns_off():
    text = (
        HEAD
        + """
set: {aux: 0}
layers:
  - a: conv3p1@4
  - if: aux == 1
    then: {side: from(a) gap}
  - main: from(a) gap
outputs: [main, side]
"""
    )
    assert len(read(text).outputs) == 1
    assert len(read(text, sets={"aux": "1"}).outputs) == 2


def test_an_input_of_one_axis():
    text = "input: {channels: 256, size: [16000]}\nlayers: conv(kernel=2, padding=causal)\n"
    shape = read(text).nodes[1].shape
    assert shape.spatial == (16000,)


def test_the_input_may_depend_on_knobs():
    text = "input: 3x(res)x(res)\nset: {res: 64}\nlayers: relu\n"
    assert read(text).nodes[0].shape.spatial == (64, 64)
    assert read(text.replace("(res)", "res"), sets={"res": "32"}).nodes[0].shape.spatial == (32, 32)


def test_symbols():
    network = read("input: CxHxW\nblocks:\n  b: conv3p1@(2*cin) conv1@cin\nlayers: b\n")
    assert ascii_text(network.nodes[1].shape.channels) == "2*C"
    assert [ascii_text(size) for size in network.nodes[2].shape.spatial] == ["H", "W"]
    assert ascii_text(network.nodes[2].shape.channels) == "C"


def test_squeeze_excite_in_a_block():
    text = (
        HEAD
        + "blocks:\n  gate(r): mul[ | gap linear@(cin//r) relu linear@cin sigmoid ]\nlayers: conv3p1@16 gate(4)\n"
    )
    assert params(read(text)) == 3 * 9 * 16 + 16 + 16 * 4 + 4 + 4 * 16 + 16


def test_scalars_are_ours():
    """No YAML 1.1: no sexagesimal, no `no`, and nothing that could be octal."""
    with pytest.raises(ConvcalcError) as caught:
        read(HEAD + "set: {a: 010}\nlayers: conv1@a\n")
    assert caught.value.code == "expr.leading_zero"
    text = HEAD + "set: {a: 10, answer: no, b: 1_000}\nlayers: conv1@a conv1@b\n"
    network = read(text)
    assert [values["out"] for _, values in layers(network)] == [10, 1000]
    assert network.knobs["answer"] == "no"


def test_dialects():
    network = read(HEAD + "dialect: keras\nlayers: conv(kernel=3, stride=2, padding=same)\n")
    assert network.nodes[1].shape.spatial == (16, 16)


def test_a_byte_order_mark_and_windows_lines():
    text = "\ufeff" + YAML.replace("\n", "\r\n")
    network = read(text)
    assert fingerprint(network) == fingerprint(read(YAML))
    assert network.nodes[1].place.line == 11


def test_names_of_layers_are_unique():
    text = HEAD + "layers:\n  - conv1: conv3@8\n  - conv3@8 relu conv3@8\n  - conv2: conv3@8\n"
    names = [node.name for node in read(text).nodes]
    assert names == ["input", "conv1", "conv3", "relu1", "conv4", "conv2"]
