"""Mistakes in a line of notation: each has a code, a place and, where it can, a way out."""

from __future__ import annotations

import pytest

from convcalc.errors import ConvcalcError
from convcalc.inverse.networks import load

CASES = [
    # text, code, position of the caret, what a hint proposes
    ("conv2d3", "load.dimensional_number", 0, ["conv3", "conv2/1d3"]),
    ("conv3d2@8", "load.dimensional_number", 0, ["conv2", "conv3/1d2"]),
    ("MaxPool2d2", "load.dimensional_number", 0, ["MaxPool2"]),
    ("linear1000", "load.no_number", 6, ["linear@1000"]),
    ("fc10 relu", "load.no_number", 2, ["fc@10"]),
    ("bn3", "load.no_number", 2, []),
    ("conv5d2", "load.dilation_after_kernel", 5, ["conv5/1d2"]),
    ("convv3 relu", "load.unknown_word", 0, ["conv"]),
    ("relu maxpol2", "load.unknown_word", 5, ["maxpool"]),
    ("relu pool2/2", "load.unknown_word", 5, ["['maxpool2', 'avgpool2']"]),
    ("relu norm", "load.unknown_word", 5, ["['bn', 'ln', 'gn', 'instancenorm']"]),
    ("conv3pq", "load.unknown_word", 0, ["conv"]),
    ("conv3relu", "load.no_suffix", 5, []),
    ("conv3/@3", "load.no_value", 5, []),
    ("conv3/n", "load.name_in_brackets", 5, ["conv3/(n)"]),
    ("conv3@", "load.no_value", 5, []),
    ("conv3p1p2", "load.twice", 7, []),
    ("conv3p1@64p1", "load.twice", 10, []),
    ("conv3@64p1", "load.out_is_last", 8, []),
    ("conv3@64x32", "load.one_out", 10, []),
    ("conv3b2", "load.not_a_flag", 5, []),
    ("conv3p1@64c1", "load.no_such_suffix", 10, []),
    ("maxpool3@3", "load.no_such_suffix", 8, []),
    ("relu/2", "load.no_such_suffix", 4, []),
    ("conv(3, 64)", "load.keywords_only", 4, []),
    ("conv(kernel=3, 64)", "load.keywords_only", 14, []),
    ("conv(kernel=3, kernel=4)", "load.twice", 14, []),
    ("conv(kernal=3)", "parameter.unknown", 5, ["kernel"]),
    ("conv(kernel=3, padding=sam)", "load.unknown_name", 23, ["same"]),
    ("conv3p(", "load.unclosed", 6, []),
    ("conv3p(1+)", "expr.ends_early", 9, []),
    ("conv3p(a)", "load.unknown_name", 7, []),
    ("conv3 )", "load.unexpected", 6, []),
    ("conv3 | relu", "load.unexpected", 6, []),
    ("[ conv3 ]", "load.unexpected", 0, []),
    ("add[ conv3 | relu", "load.unclosed", 3, []),
    ("add[ conv3 | relu )", "load.unexpected", 18, []),
    ("add conv3", "load.no_branches", 0, ["add[ conv3p1 relu | ]"]),
    ("add(conv3)", "load.no_branches", 0, ["add[ conv3p1 relu | ]"]),
    ("if[ conv3 ]", "load.no_condition", 0, ["if(2 > 1)[ conv3p1 relu | ]"]),
    ("if(1) conv3", "load.no_branches", 0, []),
    ("if(1)[ relu | gap | gmp ]", "load.if_paths", 0, []),
    ("from", "load.no_source", 0, []),
    ("from(1)", "load.not_a_name", 5, []),
    ("from(x) relu", "load.unknown_step", 5, []),
    ("3( conv3 )", "load.no_count", 0, ["3*( conv3 )"]),
    ("(conv3 relu)", "load.no_count", 0, ["1*( conv3 relu )"]),
    ("3*( conv3", "load.unclosed", 2, []),
    ("(1/2)*( relu )", "load.bad_count", 0, []),
    ("3x224x224 conv3", "load.shape_inside", 0, ["3x224x224: "]),
    ("3x224x224:conv3", "load.shape_inside", 0, ["3x224x224: "]),
    ("conv3: relu", "load.unexpected", 5, []),
    ("224x224x3: conv3", "load.shape_both_ways", 0, []),
    ("56x56x64: conv3", "load.shape_both_ways", 0, []),
    ("3x0x3: conv3", "load.bad_size", 0, []),
    ("9999999x1*( relu )", "load.no_count", 0, []),
    ("conv" + "9" * 50, "expr.too_large", 4, []),
    ("(9**9**9)*( relu )", "expr.exponent", 2, []),
    ("conv3@(1/0)", "expr.division_by_zero", 8, []),
    ("if(1 < 2 < 3)[ relu | ]", "load.chained_comparison", 9, []),
    ("3x8x8: linear@(make_divisible(3))", "load.make_divisible", 15, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "position", "hints"), CASES, ids=[case[0][:30] for case in CASES]
)
def test_mistakes(text, code, position, hints):
    with pytest.raises(ConvcalcError) as caught:
        load(text)
    error = caught.value
    assert (error.code, error.position) == (code, position)
    assert error.exit_code == 2
    said = [str(value) for hint in error.hints for value in hint.fields.values()]
    for hint in hints:
        assert hint in said


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("3x8x8: conv9", "size.kernel_exceeds_input", 7),
        ("3x8x8: relu add[ conv3p1@4 | conv3p1@5 ]", "combine.channels_differ", 12),
        ("3x8x8: add[ conv3/2p1@4 | conv3p1@4 ]", "combine.sizes_differ", 7),
    ],
)
def test_layers_that_do_not_fit(text, code, position):
    with pytest.raises(ConvcalcError) as caught:
        load(text)
    assert (caught.value.code, caught.value.position) == (code, position)
    assert caught.value.exit_code == 1
    assert caught.value.text == text


@pytest.mark.parametrize(
    ("text", "code", "meant"),
    [
        ("alexne", "load.unknown_network", "alexnet"),
        ("zoo:resnet51", "load.unknown_network", "resnet50"),
        ("rellu", "load.unknown_network", "relu"), ("", "load.empty_argument", None),
        ("x.pt", "load.format_not_read", None), ("./missing.yaml", "load.no_such_file", None),
        ("resnet50:class=3", "load.unknown_knob", "classes"),
        ("resnet50:classes=3,", "load.bad_setting", None),
        ("resnet50:classes=3,classes=4", "load.setting_twice", None),
    ],
)  # fmt: skip
def test_arguments(text, code, meant):
    with pytest.raises(ConvcalcError) as caught:
        load(text)
    assert caught.value.code == code
    words = [hint.fields.get("word") for hint in caught.value.hints]
    assert meant is None or meant in words


def test_settings_of_a_line():
    with pytest.raises(ConvcalcError) as caught:
        load("conv3", {"width": "3"})
    assert caught.value.code == "load.no_settings"
    with pytest.raises(ConvcalcError) as caught:
        load("conv3@width", {"widht": "3"})
    assert caught.value.code == "load.unknown_knob"
