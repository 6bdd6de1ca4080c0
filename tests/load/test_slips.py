"""Texts that are nearly notation: what is proposed can be read, and is what was meant."""

from __future__ import annotations

import pytest

from convcalc.errors import ConvcalcError
from convcalc.inverse.networks import load

SLIPS = [
    # what was typed, what has to be written
    ("conv3s2p1", "conv3/2p1"),
    ("conv3s2p1@8 relu conv1s2", "conv3/2p1@8 relu conv1/2"),
    ("conv3-64", "conv3@64"),
    ("conv3,64", "conv3@64"),
    ("conv3x3:64 relu", "conv3x3@64 relu"),
    ("conv3-64 relu conv3-64 maxpool2 fc-10", "conv3@64 relu conv3@64 maxpool2 fc@10"),
    ("conv3p1@64, relu, maxpool2", "conv3p1@64 relu maxpool2"),
    ("conv3p1@64,relu,maxpool2", "conv3p1@64 relu maxpool2"),
    ("conv3p1@64 -> relu -> gap", "conv3p1@64 relu gap"),
    ("conv3p1@64→relu", "conv3p1@64 relu"),
    ("conv3p1@64; relu + gap", "conv3p1@64 relu gap"),
    ("(conv3p1@64)*3", "3*( conv3p1@64 )"),
    ("(conv3p1@64 relu) x 3 gap", "3*( conv3p1@64 relu ) gap"),
    ("[conv3p1 relu]*2", "2*( conv3p1 relu )"),
    ("(conv3 relu)", "1*( conv3 relu )"),
    ("3*conv3p1", "3*( conv3p1 )"),
    ("3x(conv3 relu) gap", "3*( conv3 relu ) gap"),
    ("3 conv3 relu", "3*( conv3 ) relu"),
    ("3(conv3)", "3*( conv3 )"),
    ("conv3*3 relu", "3*( conv3 ) relu"),
    ("conv3 x3", "3*( conv3 )"),
    ("conv 3x3 relu", "conv3x3 relu"),
    ("maxpool 2", "maxpool2"),
    ("conv3x3 s2, conv3 p1 relu", "conv3x3/2 conv3p1 relu"),
    ("conv 3x3 /2 , conv3", "conv3x3/2 conv3"),
    ("conv3-64, conv3-64, pool, fc-10", "conv3@64 conv3@64 maxpool2 fc@10"),
    ("3x3 conv, 2x2 pool stride 2, 3x3 conv", "conv3x3 maxpool2x2/2 conv3x3"),
    ("conv 3x3, 64", "conv3x3@64"),
    ("3x3 conv, 64, stride 2", "conv3x3/2@64"),
    ("3x3conv relu", "conv3x3 relu"),
    ("conv3 64", "conv3@64"),
    ("conv3 dense 10", "conv3 dense@10"),
    ("conv3_64 conv3f64 conv3c64", "conv3@64 conv3@64 conv3@64"),
    ("conv_k3_s2_p1 convk3s2", "conv3/2p1 conv3/2"),
    ("32c3 c3s1-8", "conv3@32 conv3/1@8"),
    ("conv3p1/s2 conv3@64/2p1", "conv3p1/2 conv3/2p1@64"),
    ("conv3-bn-relu", "conv3 bn relu"),
    ("conv3_bn_relu.gap", "conv3 bn relu gap"),
    ("conv3bn conv3@64relu", "conv3 bn conv3@64 relu"),
    ("conv3 & relu then gap", "conv3 relu gap"),
    ("conv3 same relu", "conv3psame relu"),
    ("max-pool2 avg-pool 2", "maxpool2 avgpool2"),
    ("2 times conv3", "2*( conv3 )"),
    ("conv3 dropout 0.5", "conv3 dropout0.5"),
    ("conv3 pool2 pooling3/2 gap", "conv3 maxpool2 maxpool3/2 gap"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
@pytest.mark.parametrize("shape", ["", "3x64x64: "])
def test_slips(shape, typed, meant):
    with pytest.raises(ConvcalcError) as caught:
        load(shape + typed)
    assert caught.value.exit_code == 2
    written = [hint.fields["text"] for hint in caught.value.hints if hint.code == "expr.write"]
    assert written == [meant]
    assert len(load(shape + meant).nodes) > 1


@pytest.mark.parametrize(
    "typed",
    ["conv3 | relu", "conv3 wibble", "add conv3", "conv3,", "3*", "->", "a,b", "conv3/s2@64/2"],
)
def test_nothing_is_proposed_where_nothing_is_sure(typed):
    with pytest.raises(ConvcalcError) as caught:
        load(typed)
    written = [hint.fields["text"] for hint in caught.value.hints if hint.code == "expr.write"]
    assert all(load(text) for text in written)


@pytest.mark.parametrize("word", ["psame", "p(same)", "pSAME", "psame_lower", "p(same-lower)"])
def test_padding_words_are_values_of_a_suffix(word):
    network = load(f"3x28x28: conv3{word}/2@8", None, None, "onnx")
    assert network.nodes[-1].shape.spatial == (14, 14)


@pytest.mark.parametrize("text", ["conv", "tconv/2", "pixel_shuffle", "gn", "pad relu"])
def test_a_missing_parameter_is_shown_in_an_example_that_works(text):
    with pytest.raises(ConvcalcError) as caught:
        load(f"64x28x28: {text}")
    assert caught.value.code == "parameter.missing"
    assert load(f"64x28x28: {caught.value.hints[0].fields['text']}")


def test_a_missing_parameter_in_a_file(tmp_path):
    path = tmp_path / "net.yaml"
    item = "conv: {out: 64}"
    path.write_text(f"input: 3x28x28\nlayers:\n  - {item}\n", "utf-8")
    with pytest.raises(ConvcalcError) as caught:
        load(str(path))
    example = caught.value.hints[0].fields["text"]
    assert example == "conv: {kernel: 3}"
    path.write_text(path.read_text("utf-8").replace(item, example), "utf-8")
    assert load(str(path))
