"""What each dialect makes of the same words; the recordings in tests/oracles say much more."""

from __future__ import annotations

from contextlib import suppress
from itertools import product
from typing import Any

import pytest

from convcalc.errors import ConvcalcError
from convcalc.layers.base import Layer, Shape
from convcalc.layers.dialects import DIALECTS, dialect_named
from convcalc.layers.index import TYPES, resolve
from convcalc.layers.make import analyse, make
from convcalc.layers.padding import Explicit, Same
from convcalc.layers.values import PADDING_WORDS


def size(kind: str, i: int, dialect: str, **given: Any) -> int:
    """Output size on the only axis."""
    _, sheet = analyse(kind, (Shape(None, (i,)),), given, 1, dialect)
    (output,) = sheet.output.spatial
    assert isinstance(output, int)
    return output


def code(kind: str, i: int, dialect: str, **given: Any) -> str:
    """Code of the error."""
    with pytest.raises(ConvcalcError) as caught:
        size(kind, i, dialect, **given)
    assert caught.value.exit_code == 2
    return caught.value.code


def pads(layer: Layer) -> Any:
    """The pads that the border worked out, or the name of what it left open."""
    padding = layer.padding
    if isinstance(padding, Same):
        return "same-lower" if padding.lower else "same"
    assert isinstance(padding, Explicit)
    return padding.pairs


@pytest.mark.parametrize("name", DIALECTS)
def test_dialects_speak_of_types_and_parameters_that_exist(name: str) -> None:
    dialect = dialect_named(name)
    for kind, defaults in dialect.DEFAULTS.items():
        assert set(defaults) <= {param.name for param in resolve(kind).PARAMS}
    assert set(dialect.TRANSLATIONS) <= set(TYPES)
    parameters = {param.name for kind in TYPES for param in resolve(kind).PARAMS}
    assert {parameter for parameter, _ in dialect.KEYS.values()} <= parameters


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("kind", TYPES)
def test_padding_is_a_value_below_the_border(name: str, kind: str) -> None:
    params = {param.name: param for param in resolve(kind).PARAMS}
    if "padding" not in params or params["padding"].kind != "padding":
        return
    made, refused = 0, set()
    for dims, word in product(resolve(kind).DIMS, (0, *PADDING_WORDS)):
        given = {"kernel": 2, "padding": word} | ({"output_size": 4} if kind == "fold" else {})
        try:
            layer = make(kind, given, dims, name)
        except ConvcalcError as error:
            refused.add(error.code)
            continue
        made += 1
        assert isinstance(layer.padding, Explicit | Same)
        assert layer.values.get("stride") is not None
        with suppress(ConvcalcError):
            layer.sheet(Shape(4, (9,) * dims))
    assert refused <= {
        "dialect.causal_axes",
        "dialect.no_parameter",
        "dialect.no_word",
        "dialect.pool_padding",
        "dialect.same_with_stride",
    }
    assert made >= len(resolve(kind).DIMS)


@pytest.mark.parametrize(
    ("dialect", "word", "kernel", "dilation", "expected"),
    [
        ("torch", "valid", 3, 1, ((0, 0),)),
        ("torch", "same", 3, 1, ((1, 1),)),
        ("torch", "same", 4, 1, ((1, 2),)),
        ("torch", "same", 2, 3, ((1, 2),)),
        ("torch", "same-lower", 4, 1, ((2, 1),)),
        ("torch", "full", 3, 2, ((4, 4),)),
        ("torch", "causal", 3, 2, ((4, 0),)),
        ("keras", "same", 4, 1, "same"),
        ("keras", "causal", 3, 1, ((2, 0),)),
        ("tf", "same", 4, 1, "same"),
        ("onnx", "same", 4, 1, "same"),
        ("onnx", "same-lower", 4, 1, "same-lower"),
        ("caffe", "valid", 4, 1, ((0, 0),)),
    ],
)
def test_words(dialect: str, word: str, kernel: int, dilation: int, expected: Any) -> None:
    given = {"kernel": kernel, "dilation": dilation, "padding": word}
    assert pads(make("conv", given, 1, dialect)) == expected


def test_torch_same_needs_stride_1() -> None:
    assert (
        code("conv", 9, "torch", kernel=3, stride=2, padding="same") == "dialect.same_with_stride"
    )
    assert size("conv", 9, "keras", kernel=3, stride=2, padding="same") == 5


def test_keras_has_no_padding_in_numbers_but_tf_has() -> None:
    assert code("conv", 9, "keras", kernel=3, padding=1) == "dialect.word_only"
    assert code("maxpool", 9, "keras", kernel=3, padding=1) == "dialect.word_only"
    assert code("avgpool", 9, "tf", kernel=3, padding=1) == "dialect.no_pads"
    assert code("maxpool", 9, "tf", kernel=3, padding=3) == "dialect.pool_padding"
    assert size("maxpool", 9, "tf", kernel=3, stride=1, padding=1) == 9
    assert size("conv", 9, "keras", kernel=3, padding=0) == 7
    assert code("conv", 9, "tf", kernel=3, padding=1) == "dialect.pads_in_2d"
    assert make("conv", {"kernel": 3, "padding": 1}, 2, "tf").padding.pairs == ((1, 1), (1, 1))


@pytest.mark.parametrize(
    ("kind", "dialect", "refused"),
    [
        ("conv", "torch", False),
        ("conv", "onnx", False),
        ("conv", "keras", True),
        ("conv", "tf", False),
        ("depthwise", "keras", False),
        ("depthwise", "tf", True),
    ],
)
def test_stride_and_dilation_together(kind: str, dialect: str, refused: bool) -> None:
    given = {"kernel": 3, "stride": 2, "dilation": 2}
    if refused:
        assert code(kind, 9, dialect, **given) == "dialect.stride_and_dilation"
    else:
        assert size(kind, 9, dialect, **given) == 3


# Pools


@pytest.mark.parametrize(
    ("dialect", "kernel", "expected"),
    [("torch", 3, 3), ("keras", 3, 3), ("tf", 3, 3), ("onnx", 3, 7), ("caffe", 3, 7)],
)
def test_default_stride_of_pools(dialect: str, kernel: int, expected: int) -> None:
    assert size("maxpool", 9, dialect, kernel=kernel) == expected


def caffe_pool(i: int, k: int, s: int, p: int) -> int:
    """The lines of pooling_layer.cpp."""
    o = -(-(i + 2 * p - k) // s) + 1
    if p and (o - 1) * s >= i + p:
        o -= 1
    return o


def torch_pool(i: int, k: int, s: int, p: int) -> int:
    """The lines of Pool.h, pooling_output_shape with ceil_mode."""
    o = (i + 2 * p - k + s - 1) // s + 1
    if (o - 1) * s >= i + p:
        o -= 1
    return o


def test_caffe_rounds_up_and_clips_only_where_it_pads() -> None:
    differ = 0
    for i, k, s, p in product(range(1, 14), range(1, 6), range(1, 6), range(3)):
        if p >= k or i + 2 * p < k:
            continue
        expected = caffe_pool(i, k, s, p)
        assert size("maxpool", i, "caffe", kernel=k, stride=s, padding=p) == expected
        if p <= k // 2:
            ours = size("maxpool", i, "torch", kernel=k, stride=s, padding=p, ceil=True)
            assert ours == torch_pool(i, k, s, p)
            differ += ours != expected
    assert differ
    assert size("maxpool", 112, "caffe", kernel=3, stride=2) == 56  # GoogLeNet, pool 1
    assert size("maxpool", 112, "torch", kernel=3, stride=2) == 55
    assert size("maxpool", 112, "caffe", kernel=3, stride=2, ceil=False) == 55


@pytest.mark.parametrize(
    ("dialect", "kernel", "most"),
    [("torch", 3, 1), ("torch", 4, 2), ("onnx", 3, 2), ("caffe", 3, 2)],
)
def test_padding_of_pools_is_limited(dialect: str, kernel: int, most: int) -> None:
    size("maxpool", 9, dialect, kernel=kernel, padding=most)
    assert code("maxpool", 9, dialect, kernel=kernel, padding=most + 1) == "dialect.pool_padding"


def test_what_pools_do_not_have() -> None:
    assert code("avgpool", 9, "torch", kernel=3, dilation=2) == "dialect.no_parameter"
    assert code("lppool", 9, "torch", kernel=3, padding=1) == "dialect.no_parameter"
    assert code("maxpool", 9, "keras", kernel=3, ceil=True) == "dialect.no_parameter"
    assert code("maxpool", 9, "caffe", kernel=3, dilation="D") == "dialect.no_parameter"
    assert code("maxpool", 9, "keras", kernel=3, padding="full") == "dialect.no_word"
    assert size("avgpool", 9, "onnx", kernel=3, dilation=2) == 5


def test_counting_padding_is_a_default_of_the_dialect() -> None:
    told = {name: make("avgpool", {"kernel": 2}, 2, name).count_include_pad for name in DIALECTS}
    assert told == {"torch": True, "caffe": True, "keras": False, "tf": False, "onnx": False}


# Transposed convolutions


@pytest.mark.parametrize("k", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("s", [1, 2, 3])
def test_lengths_of_keras(k: int, s: int) -> None:
    for i in range(1, 6):
        for dialect in ("keras", "tf"):
            assert size("tconv", i, dialect, kernel=k, stride=s) == (i - 1) * s + max(k, s)
            assert size("tconv", i, dialect, kernel=k, stride=s, padding="same") == i * s
            for a in range(s):
                given = {"kernel": k, "stride": s, "output_padding": a}
                assert size("tconv", i, dialect, **given) == (i - 1) * s + k + a
                expected = (i - 1) * s + k % 2 + a
                if expected > 0:
                    assert size("tconv", i, dialect, padding="same", **given) == expected
            told = code("tconv", i, dialect, kernel=k, stride=s, output_padding=s)
            assert told == "dialect.output_padding_stride"


def test_lengths_of_onnx() -> None:
    assert size("tconv", 5, "onnx", kernel=3, stride=2, padding="same") == 10
    assert size("tconv", 5, "onnx", kernel=3, stride=2, auto_pad="SAME_LOWER") == 10
    assert size("tconv", 5, "onnx", kernel=3, stride=2, output_shape=[10]) == 10
    assert size("tconv", 5, "onnx", kernel=1, stride=3, padding="same") == 15
    assert code("tconv", 5, "onnx", kernel=3, stride=2, output_size=13) == (
        "tconv.output_size_out_of_range"
    )
    assert code("tconv", 5, "onnx", kernel=3, stride=2, output_padding=2) == (
        "dialect.output_padding_stride"
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"auto_pad": "SAME_UPPER"}, ((1, 2),)),
        ({"auto_pad": "SAME_LOWER"}, ((2, 1),)),
        ({"auto_pad": "SAME_UPPER", "output_size": 12}, ((0, 1),)),
        ({"output_size": 12}, ((1, 0),)),
        ({"pads": [1, 0]}, ((1, 0),)),
        ({"auto_pad": "SAME_UPPER", "kernel": 1}, ((0, 0),)),
    ],
)
def test_where_onnx_puts_the_odd_pad(given: dict[str, Any], expected: Any) -> None:
    _, sheet = analyse("tconv", (Shape(None, (5,)),), {"kernel": 5, "stride": 2} | given, 1, "onnx")
    assert sheet.padding == expected


def test_lengths_of_torch() -> None:
    given = {"kernel": 3, "stride": 2, "padding": 1}
    assert size("tconv", 5, "torch", **given) == 9
    assert size("tconv", 5, "torch", **given, output_size=10) == 10
    assert size("tconv", 5, "torch", **given, output_size=10, output_padding=-1) == 10
    assert code("tconv", 5, "torch", **given, output_size=11) == "tconv.output_size_out_of_range"
    assert code("tconv", 5, "torch", **given, output_padding=2) == "dialect.output_padding"
    assert code("tconv", 5, "torch", **given, output_padding=-1) == "dialect.output_padding"
    assert size("tconv", 5, "torch", kernel=3, dilation=2, output_padding=1) == 10
    assert code("tconv", 5, "torch", kernel=3, padding="same") == "dialect.no_word"


def test_lengths_of_caffe() -> None:
    assert size("tconv", 5, "caffe", kernel=4, stride=2, padding=1) == 10
    assert code("tconv", 5, "caffe", kernel=4, output_padding=1) == "dialect.no_parameter"
    assert code("tconv", 5, "caffe", kernel=4, output_size=9) == "dialect.no_parameter"
    assert code("conv", 5, "caffe", kernel=3, padding="same") == "dialect.no_word"


# Keys and the rest


def test_onnx_pads_are_all_begins_and_then_all_ends() -> None:
    layer = make("conv", {"kernel_shape": [3, 3], "pads": [1, 2, 3, 4]}, 2, "onnx")
    assert pads(layer) == ((1, 3), (2, 4))
    for wrong in ([1, 2], 1, [1, 2, 3, -1]):
        with pytest.raises(ConvcalcError):
            make("conv", {"kernel": 3, "pads": wrong}, 2, "onnx")
    with pytest.raises(ConvcalcError) as caught:
        make("conv", {"kernel": 3, "pads": [0] * 4}, 2, "torch")
    assert caught.value.code == "parameter.unknown"


def test_onnx_auto_pad() -> None:
    layer = make("conv", {"kernel": 3, "auto_pad": "NOTSET", "pads": [1, 1]}, 1, "onnx")
    assert pads(layer) == ((1, 1),)
    with pytest.raises(ConvcalcError) as caught:
        make("conv", {"kernel": 3, "auto_pad": "SAME_UPPER", "pads": [1, 1]}, 1, "onnx")
    assert caught.value.code == "parameter.twice"
    with pytest.raises(ConvcalcError) as caught:
        make("conv", {"kernel": 3, "auto_pad": "SAME_UPER"}, 1, "onnx")
    assert caught.value.hints[0].fields == {"word": "SAME_UPPER"}


@pytest.mark.parametrize(
    ("dialect", "given", "params"),
    [
        ("torch", {"bias": True}, 9 * 4 + 4 + 4 * 8 + 8),
        ("torch", {}, 9 * 4 + 4 * 8),
        ("keras", {}, 9 * 4 + 4 * 8 + 8),
        ("keras", {"bias": False}, 9 * 4 + 4 * 8),
        ("tf", {}, 9 * 4 + 4 * 8 + 8),
    ],
)
def test_biases_of_a_separable_convolution(
    dialect: str, given: dict[str, Any], params: int
) -> None:
    given = {"kernel": 3, "out": 8, **given}
    _, sheet = analyse("separable", (Shape(4, (9, 9)),), given, 2, dialect)
    assert sheet.params == params


def test_normalisation_of_a_single_value() -> None:
    assert code("instancenorm", 1, "torch") == "instancenorm.single_value"
    assert size("instancenorm", 1, "onnx") == 1
    assert make("ln", {}, 2, "keras").over == "channels"


def test_scales_are_exact_but_in_torch() -> None:
    assert size("upsample", 50, "torch", scale=2.3) == 114
    assert size("upsample", 50, "onnx", scale=2.3, mode="linear") == 115
    layer = make("upsample", {"scale": 2, "mode": "linear"}, 2, "onnx")
    assert layer.mode == "bilinear"


def test_whole_scales_of_keras() -> None:
    assert code("upsample", 5, "keras", scale=1.5) == "dialect.whole_scale"
    assert size("upsample", 5, "torch", scale=1.5) == 7
