"""Peak memory, training memory, intensity: against published figures and the definition."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from convcalc.algebra.expr import Var
from convcalc.inverse.networks import load
from convcalc.network.budget import judge, read_limit
from convcalc.network.graph import elements
from convcalc.network.measures import Measures
from convcalc.network.memory import (
    forward_backward,
    intensity,
    peak,
    saved_activations,
    training,
    weight_bytes,
)
from tests.network.nets import Chain, chain, resnet50, unet, vgg16


def test_peak_of_a_chain_is_the_largest_input_and_output() -> None:
    network = vgg16()
    sizes = [size for node in network.nodes if isinstance(size := elements(node.shape), int)]
    pairs = [before + after for before, after in pairwise(sizes)]
    found = peak(network)
    assert found is not None
    assert found.elements == max(pairs) == 2 * 64 * 224 * 224
    assert found.proven


def test_a_skip_keeps_its_tensor_alive() -> None:
    plain = peak(chain(3))
    net = Chain(16, 32, 32)
    for _ in range(3):
        net.conv(16, 3, 1, 1)
    net.add("add", 0, net.end)
    skipped = peak(net.finish())
    assert plain is not None
    assert skipped is not None
    assert (plain.elements, skipped.elements) == (2 * 16 * 1024, 3 * 16 * 1024)


def test_elementwise_layers_may_write_over_their_input() -> None:
    net = Chain(16, 32, 32)
    net.conv(64, 3, 1, 1)
    net.add("bn")
    net.add("relu")
    network = net.finish()
    own, shared = peak(network), peak(network, in_place=True)
    assert own is not None
    assert shared is not None
    assert own.elements == 2 * 64 * 1024
    assert shared.elements == (16 + 64) * 1024


def test_a_tensor_that_is_still_needed_is_not_written_over() -> None:
    net = Chain(16, 32, 32)
    x = net.conv(16, 1)
    y = net.add("relu")
    net.add("add", x, y)
    found = peak(net.finish(), in_place=True)
    assert found is not None
    assert found.elements == 2 * 16 * 1024


def test_views_are_no_tensors_of_their_own() -> None:
    net = Chain(16, 8, 8)
    net.add("dropout")
    net.add("flatten")
    net.add("linear", out=10)
    found = peak(net.finish())
    assert found is not None
    assert found.elements == 16 * 64 + 10


def test_the_unet_keeps_four_skips() -> None:
    found = peak(unet())
    assert found is not None
    assert found.proven
    assert found.elements == 41_587_200


def test_resnet50() -> None:
    found, shared = peak(resnet50()), peak(resnet50(), in_place=True)
    assert found is not None
    assert shared is not None
    assert found.elements == 3 * 256 * 56 * 56
    assert shared.elements == (64 + 256 + 256) * 56 * 56
    assert {node.index for node in found.order} <= {node.index for node in resnet50().nodes}


def test_symbols_have_no_peak() -> None:
    assert peak(vgg16(Var("H"), Var("W"))) is None
    assert Measures(vgg16(Var("H"), Var("W")))["peak_memory"] is None


def test_training_keeps_all_activations_and_the_optimiser() -> None:
    network = vgg16()
    saved = saved_activations(network)
    assert saved == 3 * 224 * 224 + sum(
        size for node in network.nodes[1:] if isinstance(size := elements(node.shape), int)
    )
    need = training(network, 138_357_544, batch=8, optimiser="momentum")
    assert need is not None
    assert need.activations == 4 * 8 * saved  # type: ignore[operator]
    assert need.total == need.activations + 3 * 4 * 138_357_544
    adam = training(network, 138_357_544, optimiser="adam")
    assert adam is not None
    assert adam.state == 2 * 4 * 138_357_544


def test_weights_by_number_format() -> None:
    assert [weight_bytes(1001, bits) for bits in (32, 16, 8, 4)] == [4004, 2002, 1001, 501]


def test_arithmetic_intensity() -> None:
    net = Chain(64, 56, 56)
    net.conv(128, 3, 1, 1, bias=False)
    net.add("depthwise", kernel=3, padding=1, bias=False)
    net.add("relu")
    network = net.finish()
    conv, depthwise, relu = (intensity(network, node) for node in network.nodes[1:])
    moved = 64 * 3136 + 128 * 3136 + 9 * 64 * 128
    assert conv == Fraction(2 * 9 * 64 * 128 * 3136, 4 * moved)
    batch = 32  # the weights are read once, whatever the batch
    moved = batch * (64 + 128) * 3136 + 9 * 64 * 128
    expected = Fraction(2 * 9 * 64 * 128 * 3136 * batch, 4 * moved)
    assert intensity(network, network.nodes[1], batch=batch) == expected
    assert intensity(network, network.nodes[1], batch=Var("N")) is None
    assert depthwise is not None
    assert round(depthwise, 1) == Fraction(22, 10)
    assert relu is None


def test_depthwise_convolutions_in_place() -> None:
    """MobileNetV2 in int8: where the block expands 16 channels to 96 at 112 x 112."""
    measures = Measures(load("mobilenet_v2", {}), dtype="int8")
    peaks = measures.peak, measures.peak_in_place, measures.peak_depthwise
    whole, elementwise, depthwise = map(measures.bytes_of, peaks)
    assert depthwise == 112 * 112 * (16 + 96)
    assert (whole, elementwise) == (112 * 112 * (96 + 96), 112 * 112 * 96 + 56 * 56 * 96)
    grouped = Measures(load("8x32x32: conv3p1g8@8 conv3/2p1g8@8", {}))
    assert grouped.bytes_of(grouped.peak_depthwise) == 8 * 32 * 32 * 4
    full = Measures(load("8x32x32: conv3p1g4@8", {}))
    assert full.bytes_of(full.peak_depthwise) == 2 * 8 * 32 * 32 * 4


@pytest.mark.parametrize(("dtype", "bits"), [("fp32", 32), ("fp16", 16), ("bf16", 16), ("int8", 8)])
def test_memory_in_other_formats(dtype: str, bits: int) -> None:
    measures = Measures(load("resnet18", {}), 2, dtype)
    assert measures.peak is not None
    assert measures.peak_memory == measures.peak.elements * 2 * bits // 8
    assert measures.figure("weight_memory") == 11_689_512 * bits // 8
    (verdict,) = judge(measures, [read_limit("weight_memory", "20MB", "option")])
    assert verdict.kept is (bits < 16)


@pytest.mark.parametrize(
    ("name", "torchsummary", "torchinfo"),
    [("vgg16", 218.59, None), ("alexnet_torchvision", 8.38, 3_953_472),
     ("vgg16_torchvision", 218.78, 108_453_696), ("resnet50", None, 177_831_744),
     ("mobilenet_v2", None, 106_857_792), ("densenet121", None, 180_541_248)],
)  # fmt: skip
def test_forward_backward_passes_as_printed(
    name: str, torchsummary: float | None, torchinfo: int | None
) -> None:
    """torchsummary's README and its rules run on torchvision; `total_output_bytes` of torchinfo."""
    shape = "3x224x224"
    found = forward_backward(load(name, {}, shape))
    printed = found["torchsummary"]
    assert (printed is None) is (torchsummary is None)
    if isinstance(printed, int):
        assert round(printed * 4 / 2**20, 2) == torchsummary
    if torchinfo is not None:
        assert found["torchinfo"] == torchinfo // 4
