"""The one-line notation: what each spelling means."""

# ruff: noqa: E501  (tables: one case a line)

from __future__ import annotations

from fractions import Fraction

import pytest

from convcalc.errors import ConvcalcError
from convcalc.inverse.networks import load
from convcalc.load.ast import BlockUse, Cells, Choice, From, LayerUse, Merge, Name, Repeat
from convcalc.load.expression import Expression
from convcalc.load.notation import parse_chain
from convcalc.load.place import ARGUMENT, Piece, Source

from .helpers import layers, types


def chain(text, blocks=()):
    return parse_chain(Piece(Source(ARGUMENT, text), text, 0), blocks)


def shown(value):
    if isinstance(value, Expression):
        return f"<{value.piece.text}>"
    if isinstance(value, Cells):
        return [tuple(map(shown, cell)) for cell in value.cells]
    return ".".join(value.parts) if isinstance(value, Name) else value


def given(text):
    (item,) = chain(text)
    assert isinstance(item, LayerUse)
    return item.type, {key: shown(value) for key, value in item.given}


@pytest.mark.parametrize(
    ("text", "type_name", "expected"),
    [
        ("conv3", "conv", {"kernel": 3}),
        ("conv1x7", "conv", {"kernel": [(1,), (7,)]}),
        ("conv3x3x3p1@8", "conv", {"kernel": [(3,), (3,), (3,)], "padding": 1, "out": 8}),
        ("conv7/2p3@64b0", "conv", {"kernel": 7, "stride": 2, "padding": 3, "out": 64, "bias": False}),
        ("conv3b1@8", "conv", {"kernel": 3, "bias": True, "out": 8}),
        ("conv3p1d2g4@8", "conv", {"kernel": 3, "padding": 1, "dilation": 2, "groups": 4, "out": 8}),
        ("conv3/1d2", "conv", {"kernel": 3, "stride": 1, "dilation": 2}),
        ("conv3p1:2", "conv", {"kernel": 3, "padding": [(1, 2)]}),
        ("conv3p1:2x0:1", "conv", {"kernel": 3, "padding": [(1, 2), (0, 1)]}),
        ("conv3/1x2@(4*width)", "conv", {"kernel": 3, "stride": [(1,), (2,)], "out": "<4*width>"}),
        ("conv3@width", "conv", {"kernel": 3, "out": "<width>"}),
        ("conv(k)/(s)p((k - 1)//2)", "conv", {"kernel": "<k>", "stride": "<s>", "padding": "<(k - 1)//2>"}),
        ("conv1x(k)", "conv", {"kernel": [(1,), ("<k>",)]}),
        ("conv(3)", "conv", {"kernel": 3}),
        ("tconv4/2p1a1@32", "tconv", {"kernel": 4, "stride": 2, "padding": 1, "output_padding": 1, "out": 32}),
        ("maxpool3/2p1c1", "maxpool", {"kernel": 3, "stride": 2, "padding": 1, "ceil": True}),
        ("linear@1000", "linear", {"out": 1000}),
        ("linear@10b0", "linear", {"out": 10, "bias": False}),
        ("linearb0@10", "linear", {"bias": False, "out": 10}),
        ("fc@10", "fc", {"out": 10}),
        ("relu6", "relu6", {}),
        ("upsample2", "upsample", {"scale": 2}),
        ("upsample1.5", "upsample", {"scale": Fraction(3, 2)}),
        ("pixel_shuffle3", "pixel_shuffle", {"factor": 3}),
        ("adaptive_avgpool7", "adaptive_avgpool", {"output_size": 7}),
        ("gn32", "gn", {"groups": 32}),
        ("channel_shuffle3", "channel_shuffle", {"groups": 3}),
        ("lrn5", "lrn", {"window": 5}),
        ("dropout0.2", "dropout", {"p": Fraction(1, 5)}),
        ("pad1:2", "pad", {"padding": [(1, 2)]}),
        ("crop4", "crop", {"amount": 4}),
        ("se4", "se", {"reduction": 4}),
        ("gap", "gap", {}),
        ("conv(kernel=3, out=4*width, padding=same, bias=false)", "conv",
         {"kernel": 3, "out": "<4*width>", "padding": "same", "bias": False}),
        ("conv(kernel_size=[3, 5], padding=[[1, 2], [0, 1]])", "conv",
         {"kernel_size": [(3,), (5,)], "padding": [(1, 2), (0, 1)]}),
        ("Conv2d(kernel=3)", "Conv2d", {"kernel": 3}),
        ("conv2d(kernel=3)", "Conv2d", {"kernel": 3}),
        ("upsample(like=skip, mode=bilinear)", "upsample", {"like": "skip", "mode": "bilinear"}),
        ("crop(like=up1.wider)", "crop", {"like": "up1.wider"}),
        ("reshape(shape=-1x7x7)", "reshape", {"shape": [(-1,), (7,), (7,)]}),
        ("adaptive_avgpool(output_size=-x7)", "adaptive_avgpool", {"output_size": [(None,), (7,)]}),
        ("adaptive_avgpool(output_size=[null, 7])", "adaptive_avgpool", {"output_size": [(None,), (7,)]}),
        ("conv(kernel=max(3, k), out=make_divisible(w, 8))", "conv",
         {"kernel": "<max(3, k)>", "out": "<make_divisible(w, 8)>"}),
        ("relu()", "relu", {}),
        ("ｃｏｎｖ３ｐ１＠６４", "conv", {"kernel": 3, "padding": 1, "out": 64}),
    ],
)  # fmt: skip
def test_layers(text, type_name, expected):
    assert given(text) == (type_name, expected)


def test_first_number_of_expression_may_be_computed():
    assert given("conv3p(1 + 1)@(2*32)") == ("conv", {"kernel": 3, "padding": 2, "out": 64})


def test_merges_keep_their_paths():
    (item,) = chain("add[ conv3p1@64 bn | ]")
    assert isinstance(item, Merge)
    assert [len(path) for path in item.paths] == [2, 0]
    (item,) = chain("concat [conv1@8|conv3p1@8|maxpool3/1p1]")
    assert isinstance(item, Merge)
    assert (item.type, len(item.paths)) == ("concat", 3)


def test_merges_nest():
    (outer,) = chain("add[ mul[ | gap ] | concat[ conv1@2 | conv1@2 ] ]")
    assert [type(path[0]) for path in outer.paths] == [Merge, Merge]


def test_repeats():
    plain, computed = chain("3*( conv3p1@8 relu ) (n - 1)*( relu )")
    assert isinstance(plain, Repeat)
    assert (plain.times, len(plain.body)) == (3, 2)
    assert isinstance(computed, Repeat)
    assert shown(computed.times) == "<n - 1>"


def test_choices():
    (item,) = chain("if(stride > 1 or cin != 4*width)[ conv1/2@8 | ]")
    assert isinstance(item, Choice)
    assert (len(item.then), item.other) == (1, ())
    (item,) = chain("if(a == b)[ relu ]")
    assert item.other == ()


def test_references():
    (item,) = chain("from(stage1.conv)")
    assert isinstance(item, From)
    assert item.name.parts == ("stage1", "conv")


def test_blocks():
    first, second = chain("bottleneck(64, stride=2) bottleneck", blocks={"bottleneck"})
    assert isinstance(first, BlockUse)
    assert (first.args, first.keywords) == ((64,), (("stride", 2),))
    assert (second.args, second.keywords) == ((), ())


def test_a_block_wins_over_a_layer_with_a_number():
    (item,) = chain("fire2(16)", blocks={"fire2"})
    assert isinstance(item, BlockUse)


def test_places():
    items = chain("conv3  add[ relu | \n  gap ]")
    assert [tuple(item.place)[1:3] for item in items] == [(1, 1), (1, 8)]
    assert tuple(items[1].paths[1][0].place)[1:3] == (2, 3)


def test_equal_words_are_read_once():
    items = chain("conv3p1@64 relu conv3p1@64")
    assert items[0].given is items[2].given
    assert items[0].place != items[2].place


def test_the_line_of_the_contract():
    network = load(
        "3x224x224: conv7/2p3@64b0 bn relu maxpool3/2p1 "
        "2*( add[ conv3p1@64b0 bn relu conv3p1@64b0 bn | ] relu ) gap linear@1000"
    )
    assert len(network.nodes) == 21
    assert types(network)[4:10] == ["conv", "bn", "relu", "conv", "bn", "add"]
    last = network.nodes[-1]
    assert (last.shape.channels, last.shape.spatial) == (1000, ())


def test_without_a_shape_the_network_is_symbolic():
    network = load("conv3 conv3/2 maxpool2/2 conv3/1d2")
    assert network.symbolic
    assert not network.complete


@pytest.mark.parametrize(
    ("text", "channels", "spatial"),
    [
        ("3x224x160: relu", 3, (224, 160)), ("224x160@3: relu", 3, (224, 160)),
        ("16x112x112@3: relu", 3, (16, 112, 112)), ("@784: relu", 784, ()), ("100x1x1: relu", 100, (1, 1)),
        ("1x28x28: relu", 1, (28, 28)), ("64x56x56: relu", 64, (56, 56)),
    ],
)  # fmt: skip
def test_shapes(text, channels, spatial):
    shape = load(text).nodes[0].shape
    assert (shape.channels, shape.spatial) == (channels, spatial)


@pytest.mark.parametrize(
    ("text", "dims", "channels", "spatial"),
    [
        ("16000@256: relu", 1, 256, (16000,)), ("256x16000: relu", 1, 256, (16000,)),
        ("16x112x112: relu", 3, None, (16, 112, 112)), ("32@1: relu", 3, 1, (32, 32, 32)),
        ("3x16x112x112: relu", 3, 3, (16, 112, 112)),
    ],
)  # fmt: skip
def test_shapes_of_other_axes(text, dims, channels, spatial):
    shape = load(text, dims=dims).nodes[0].shape
    assert (shape.channels, shape.spatial) == (channels, spatial)
    assert len(load("relu", dims=dims).nodes[0].shape.spatial) == dims


def test_cin_outside_of_blocks_is_what_enters_the_network():
    network = load("16x8x8: mul[ | gap linear@(cin//4) relu linear@cin sigmoid ]")
    assert network.nodes[-1].shape.channels == 16
    assert [values["out"] for kind, values in layers(network) if kind == "linear"] == [4, 16]


@pytest.mark.parametrize(
    "text",
    [
        "3x8x8: conv3p1@16 mul[ | gap linear@(cin//4) relu linear@cin sigmoid ]",
        "3x8x8: conv3p1@16 conv3p1@(2*cin)",
        "3x8x8: conv3p1@16 if(cin > 3)[ relu | bn ]",
        "3x8x8: conv3p1@16 (cin)*( relu )",
    ],
)
def test_cin_where_it_could_be_another_number_is_refused(text):
    """In a block the same chain would have the number that entered first."""
    with pytest.raises(ConvcalcError) as caught:
        load(text)
    assert (caught.value.code, caught.value.exit_code) == ("load.cin_outside", 2)
    assert caught.value.hints[0].fields == {"here": 16, "network": 3}


def test_names_of_a_line_are_its_settings():
    network = load("3x8x8: (n)*( conv3p1@width )", {"n": "4", "width": "8"})
    assert types(network) == ["conv"] * 4
