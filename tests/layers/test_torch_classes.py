"""torch's classes by their own names and arguments; `tests/oracles` has what torch answers."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import ConvcalcError, UsageError
from convcalc.layers.base import Shape, Sheet
from convcalc.layers.dialects.classes import TABLES, constructor
from convcalc.layers.dialects.torch_classes import CLASSES, FIXED, READ
from convcalc.layers.index import find
from convcalc.layers.make import analyse, make
from convcalc.layers.python_spelling import python_value


def sheet(name: str, shape: tuple[int | None, ...], **given: Any) -> Sheet:
    return analyse(name, (Shape(shape[0], tuple(size or 0 for size in shape[1:])),), given)[1]


def refused(name: str, shape: tuple[int | None, ...], **given: Any) -> ConvcalcError:
    with pytest.raises(ConvcalcError) as caught:
        sheet(name, shape, **given)
    return caught.value


@pytest.mark.parametrize("pattern", CLASSES)
def test_every_class_stands_for_a_type(pattern: str) -> None:
    for dims in (1, 2, 3) if "{}" in pattern else (2,):
        name = pattern.format(dims)
        entry = find(name)
        assert entry is not None
        if "{}" in pattern:
            assert entry.dims == dims
        assert constructor("torch", name) is not None


def test_the_other_tables_speak_of_these_classes() -> None:
    assert set(FIXED) | set(READ) <= set(CLASSES)
    assert constructor("torch", "Conv2D") is None
    assert constructor("onnx", "Conv2d") is None
    assert "torch" in TABLES


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(3, 3)", [3, 3]),
        ("(3,3)", [3, 3]),
        ("[3,3]", [3, 3]),
        ("(3,)", [3]),
        ("[3]", [3]),
        ("(3)", "(3)"),
        ("((1, 2), (0, 1))", [[1, 2], [0, 1]]),
        ("[-1,0,2,3]", [-1, 0, 2, 3]),
        ("(None, 7)", [None, 7]),
        ("(H, 2*W)", ["H", "2*W"]),
        ("(a, b) + (c)", "(a, b) + (c)"),
        ("(a) + (b)", "(a) + (b)"),
        ("True", True),
        ("False", False),
        ("None", None),
        ("'same'", "same"),
        ('"same"', "same"),
        ("True and False", "True and False"),
        ("(01, 2)", ["01", 2]),
        ("[[[[[1]]]]]", [[["[[1]]"]]]),
    ],
)
def test_python_spellings(text: str, value: Any) -> None:
    assert python_value(text) == value


def test_spellings_of_python_are_read_as_values() -> None:
    given = {"kernel_size": "(3, 3)", "stride": "(2, 2)", "ceil_mode": "True"}
    assert sheet("MaxPool2d", (3, 10, 10), **given).output.spatial == (5, 5)
    assert sheet("AdaptiveAvgPool2d", (3, 9, 8), output_size="(None, 7)").output.spatial == (9, 7)
    assert sheet("Conv1d", (3, 9), kernel_size="3", padding="'same'").output.spatial == (9,)


@pytest.mark.parametrize(
    ("name", "shape", "given", "spatial", "params"),
    [
        ("ReflectionPad2d", (3, 8, 8), {"padding": 1}, (10, 10), 0),
        ("ReflectionPad2d", (3, 8, 8), {"padding": [0, 3, 1, 0]}, (9, 11), 0),
        ("ReplicationPad2d", (1, 5, 5), {"padding": [-1, 0, 2, 3]}, (10, 4), 0),
        ("ReplicationPad2d", (1, 5, 5), {"padding": "-1,0,2,3"}, (10, 4), 0),
        ("ConstantPad1d", (3, 8), {"padding": "(1, 2)", "value": 3.5}, (11,), 0),
        ("CircularPad3d", (1, 4, 5, 6), {"padding": [1, 2, 3, 4, 0, 1]}, (5, 12, 9), 0),
        ("ZeroPad2d", (1, 5, 6), {"padding": "1:2x0:0"}, (8, 6), 0),
        ("Conv2d", (3, 8, 8), {"kernel_size": 3, "out_channels": 4, "padding": 1,
                               "padding_mode": "reflect", "device": "cpu"}, (8, 8), 112),
        ("UpsamplingBilinear2d", (3, 5, 5), {"scale_factor": 2}, (10, 10), 0),
        ("LPPool2d", (3, 6, 6), {"norm_type": 2, "kernel_size": 2}, (3, 3), 0),
        ("BatchNorm2d", (8, 4, 4), {"num_features": 8, "eps": "1e-3", "momentum": None,
                                    "bias": False}, (4, 4), 8),
        ("ReLU", (8, 4, 4), {"inplace": True}, (4, 4), 0),
        ("relu", (8, 4, 4), {"inplace": True}, (4, 4), 0),
        ("Linear", (64, 100), {"in_features": 64, "out_features": 10}, (100,), 650),
        ("Linear", (64, 100), {"in_features": 100, "out_features": 10}, (10,), 1010),
        ("Linear", (64, 7, 7), {"in_features": 3136, "out_features": 10}, (), 31370),
        ("Linear", (64, 1, 1), {"out_features": 10}, (), 650),
        ("LayerNorm", (64, 7, 7), {"normalized_shape": [64, 7, 7]}, (7, 7), 6272),
        ("LayerNorm", (64, 7, 5), {"normalized_shape": [7, 5]}, (7, 5), 70),
        ("LayerNorm", (64, 7, 5), {"normalized_shape": 5}, (7, 5), 10),
        ("LayerNorm", (64, 7, 5), {"normalized_shape": "(64,)", "bias": False}, (7, 5), 64),
        ("Flatten", (4, 3, 5), {"start_dim": 2}, (15,), 0),
        ("Flatten", (4, 3, 5), {"end_dim": -2}, (5,), 0),
        ("Flatten", (4, 3, 5), {}, (), 0),
    ],
)  # fmt: skip
def test_arguments_of_torch(
    name: str, shape: tuple[int, ...], given: dict[str, Any], spatial: tuple[int, ...], params: int
) -> None:
    told = sheet(name, shape, **given)
    assert told.output.spatial == spatial
    assert told.params == params


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("Conv2d", {"kernel_size": 3, "output_padding": 1}, "parameter.unknown"),
        ("Conv2d", {"kernel_size": 3, "inplace": True}, "parameter.unknown"),
        ("LPPool2d", {"kernel_size": 2, "padding": 1}, "parameter.unknown"),
        ("AvgPool2d", {"kernel_size": 2, "divisor_override": 0}, "pool.divisor_zero"),
        ("ReflectionPad2d", {"padding": 1, "mode": "zero"}, "parameter.unknown"),
        ("ReflectionPad2d", {"padding": [1, 2]}, "dialect.border"),
        ("ReflectionPad2d", {"padding": 8}, "pad.reflect_exceeds_input"),
        ("ConvTranspose2d", {"kernel_size": 3, "padding_mode": "reflect"},
         "parameter.not_a_choice"),
        ("Conv2d", {"kernel_size": 17, "padding": 8, "padding_mode": "reflect"},
         "pad.reflect_exceeds_input"),
        ("Conv2d", {"kernel_size": 19, "padding": 9, "padding_mode": "circular"},
         "pad.circular_exceeds_input"),
        ("Linear", {"out_features": 10}, "linear.which_axis"),
        ("Linear", {"in_features": 12, "out_features": 10}, "linear.no_such_features"),
        ("LayerNorm", {"normalized_shape": [8]}, None),
        ("LayerNorm", {"normalized_shape": [9]}, "ln.other_shape"),
        ("Softmax", {"dim": 2}, "softmax.other_axis"),
        ("Softmax", {"dim": 1}, None),
        ("Flatten", {"start_dim": 4}, "flatten.no_axis"),
        ("Flatten", {"start_dim": 0}, "flatten.no_axis"),
        ("Flatten", {"start_dim": 3, "end_dim": 2}, "flatten.backwards"),
    ],
)  # fmt: skip
def test_what_a_class_does_not_have_is_refused(
    name: str, given: dict[str, Any], code: str | None
) -> None:
    if code is None:
        assert sheet(name, (3, 8, 8), **given).output.spatial == (8, 8)
    else:
        assert refused(name, (3, 8, 8), **given).code == code


def test_the_nearest_argument_is_named() -> None:
    told = refused("Conv2d", (3, 8, 8), kernel_size=3, inchannels=3)
    assert isinstance(told, UsageError)
    assert told.hints[0].fields == {"word": "in_channels"}
    assert "in_channels, out_channels" in told.message.fields["allowed"]


@pytest.mark.parametrize(
    ("name", "key", "given"),
    [
        ("conv", "in_channels", {"kernel": 3, "out": 4}),
        ("Conv2d", "in_channels", {"kernel_size": 3, "out_channels": 4}),
        ("bn", "num_features", {}),
        ("gn", "num_channels", {"groups": 2}),
        ("relu", "in", {}),
    ],
)
def test_channels_of_the_layer_are_given_or_checked(
    name: str, key: str, given: dict[str, Any]
) -> None:
    given = {**given, key: 6}
    assert sheet(name, (None, 8, 8), **given).inputs[0].channels == 6
    assert sheet(name, (6, 8, 8), **given).params == sheet(name, (None, 8, 8), **given).params
    told = refused(name, (5, 8, 8), **given)
    assert told.code == "layer.channels_differ"
    assert (told.message.fields["given"], told.message.fields["incoming"]) == (6, 5)


def test_features_of_a_linear_layer_are_given_or_checked() -> None:
    given = {"in_features": 392, "out": 10}
    assert sheet("linear", (8, 7, 7), **given).flattened == 392
    assert sheet("linear", (None, 7, 7), **given).inputs[0].channels == 8
    assert sheet("linear", (None,), in_features=8, out=10).params == 90
    told = refused("linear", (9, 7, 7), **given)
    assert told.code == "layer.features_differ"
    assert (told.message.fields["given"], told.message.fields["incoming"]) == (392, 441)


def test_a_layer_made_without_its_channels_says_nothing_of_them() -> None:
    assert make("Conv2d", {"kernel_size": 3}, 2).incoming is None
    assert make("Conv2d", {"kernel_size": 3, "in_channels": 3}, 2).incoming == ("in_channels", 3)
