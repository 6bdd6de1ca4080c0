"""Peak memory, training memory, intensity: against published figures and the definition."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from convcalc.algebra.expr import Var
from convcalc.network.graph import elements
from convcalc.network.measures import Measures
from convcalc.network.memory import intensity, peak, saved_activations, training, weight_bytes
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
