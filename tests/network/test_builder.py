"""Building: shapes at once, shared facts, and errors that say where and what."""

from __future__ import annotations

import pytest

from convcalc.algebra.expr import Expr, Var
from convcalc.algebra.notation import ascii_text
from convcalc.layers.base import Shape
from convcalc.network.builder import Builder
from convcalc.network.graph import NetworkError, Place, spelt
from tests.growth import work
from tests.network.nets import Chain, chain, resnet50


def refused(error: pytest.ExceptionInfo[NetworkError]) -> dict[str, object]:
    return dict(error.value.message.fields)


def test_a_kernel_that_does_not_fit_names_layer_place_and_shape() -> None:
    builder = Builder("small")
    x = builder.input(Shape(3, (8, 8)))
    x = builder.add("conv", {"kernel": 3, "out": 4}, (x,))
    with pytest.raises(NetworkError) as error:
        builder.add("conv", {"kernel": 9}, (x,), place=Place("net.yaml", 7, 3))
    assert error.value.code == "size.kernel_exceeds_input"
    assert error.value.exit_code == 1
    assert error.value.place == Place("net.yaml", 7, 3)
    fields = refused(error)
    assert fields["layer"] == "conv2"
    assert fields["line"] == 7
    assert fields["inputs"] == ["6x6@4"]
    assert [hint.code for hint in error.value.hints] == ["hint.kernel_fits"]


def test_impossible_parameters_are_not_readable() -> None:
    builder = Builder()
    x = builder.input(Shape(3, (8, 8)))
    with pytest.raises(NetworkError) as error:
        builder.add("conv", {"kernel": 0}, (x,))
    assert error.value.exit_code == 2
    with pytest.raises(NetworkError) as error:
        builder.add("convv", {}, (x,))
    assert error.value.code == "layer.unknown"
    assert error.value.hints[0].fields["word"] == "conv"


def test_a_sum_of_different_channels_says_what_would_fix_it() -> None:
    builder = Builder()
    x = builder.input(Shape(64, (56, 56)))
    y = builder.add("conv", {"kernel": 3, "padding": 1, "out": 256}, (x,))
    with pytest.raises(NetworkError) as error:
        builder.merge("add", (x, y))
    assert error.value.code == "combine.channels_differ"
    assert refused(error)["inputs"] == ["56x56@64", "56x56@256"]
    assert error.value.hints[-1].fields == {"channels": 256, "line": "conv1@256b0"}


@pytest.mark.parametrize(("stride", "hint"), [(2, "network.hint.stride"), (1, "network.hint.crop")])
def test_a_sum_of_different_sizes_says_what_would_fix_it(stride: int, hint: str) -> None:
    builder = Builder()
    x = builder.input(Shape(64, (56, 56)))
    given = {"kernel": 3, "padding": 1 if stride == 2 else 0, "stride": stride, "out": 64}
    y = builder.add("conv", given, (x,))
    with pytest.raises(NetworkError) as error:
        builder.merge("add", (y, x))
    assert error.value.code == "combine.sizes_differ"
    assert error.value.hints[-1].code == hint


def test_sizes_that_can_never_agree_are_refused_with_symbols_too() -> None:
    net = Chain(8, Var("H"), Var("H"))
    y = net.conv(8, 3)
    with pytest.raises(NetworkError) as error:
        net.add("add", 0, y)
    assert error.value.code == "combine.sizes_differ"


def test_conditions_that_hold_for_all_sizes_are_not_noted() -> None:
    network = resnet50(Var("H"), Var("W"))
    assert not [c for c in network.conditions if c.kind == "equal"]


def test_symbolic_sizes_are_canonical() -> None:
    network = resnet50(Var("H"), Var("W"))
    last = network.nodes[-3].shape
    assert [ascii_text(size) for size in last.spatial if isinstance(size, Expr)] == [
        "ceil(H/32)",
        "ceil(W/32)",
    ]


def test_results_that_are_never_used_are_refused() -> None:
    net = Chain(3, 8, 8)
    net.conv(4, 1)
    net.end = 0
    net.conv(4, 3)
    with pytest.raises(NetworkError) as error:
        net.finish()
    assert error.value.code == "network.unused"
    assert refused(error)["layer"] == "conv1"
    assert net.finish(1, 2).outputs == (1, 2)


def test_an_empty_network_and_an_unused_input_are_refused() -> None:
    builder = Builder()
    builder.input(Shape(3, (8, 8)))
    with pytest.raises(NetworkError, match=r"network\.empty"):
        builder.finish()
    other = builder.input(Shape(3, (8, 8)))
    builder.add("relu", {}, (other,))
    with pytest.raises(NetworkError, match="unused_input"):
        builder.finish()


def test_a_network_that_is_too_large_stops_early() -> None:
    builder = Builder(limit=10)
    x = builder.input(Shape(3, (8, 8)))
    for _ in range(10):  # as many as the limit says, beside the input
        x = builder.add("relu", {}, (x,))
    with pytest.raises(NetworkError) as error:
        builder.add("relu", {}, (x,))
    assert error.value.code == "network.too_many_layers"
    assert len(builder) == 11


def test_equal_layers_on_equal_inputs_share_their_facts() -> None:
    network = chain(5)
    assert len({id(node.sheet) for node in network.nodes[2:]}) == 1
    assert len({id(node.shape) for node in network.nodes}) == 1
    assert [node.name for node in network.nodes[1:3]] == ["conv1", "conv2"]


def test_one_and_true_are_different_values() -> None:
    builder = Builder()
    x = builder.input(Shape(3, (8, 8)))
    builder.add("conv", {"kernel": 1, "out": 3, "bias": True}, (x,))
    with pytest.raises(NetworkError):
        builder.add("conv", {"kernel": 1, "out": 3, "bias": 1}, (x,))


def test_a_vector_gates_maps() -> None:
    net = Chain(16, 8, 8)
    net.add("gap")
    gate = net.add("linear", out=16)
    net.add("mul", 0, gate)
    assert spelt(net.builder.shape(net.end)) == "8x8@16"


def test_without_a_shape_sizes_are_symbols_and_costs_unknown() -> None:
    builder = Builder()
    x = builder.input()
    x = builder.add("conv", {"kernel": 3, "stride": 2, "padding": 1}, (x,))
    network = builder.finish()
    assert spelt(network.nodes[x].shape) == "ceil(H/2)xceil(W/2)"
    assert not network.complete
    assert network.symbolic


def test_building_takes_linear_time() -> None:
    chain(10)
    assert work(lambda: chain(2_000)) < 4.5 * work(lambda: chain(500))


@pytest.mark.parametrize("kind", ["add", "mul", "concat"])
def test_merge_of_symbols(kind: str) -> None:
    net = Chain(Var("C"), Var("H"), Var("H"))
    out = net.conv(Var("C"), 3, 1, 1)
    net.builder.merge(kind, (0, out))
    shape = net.builder.finish().nodes[-1].shape
    assert spelt(shape) == ("HxH@(2*C)" if kind == "concat" else "HxH@C")


def test_paths_of_crossed_sizes_are_refused_with_a_crop() -> None:
    """One is longer on an axis and shorter on the other: no stride takes one to the other."""
    builder = Builder()
    start = builder.input(Shape(4, (8, 3)))
    pooled = builder.add("adaptive_avgpool", {"output_size": 7}, [start])
    with pytest.raises(NetworkError) as error:
        builder.merge("concat", [start, pooled])
    assert error.value.code == "combine.sizes_differ"
    assert [hint.code for hint in error.value.hints] == ["network.hint.crop"]
