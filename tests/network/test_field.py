"""Receptive fields against index sets pushed through the graph, and the known networks."""

from __future__ import annotations

import random
from fractions import Fraction
from math import ceil, floor

import pytest

from convcalc.algebra.expr import Var
from convcalc.errors import ConvcalcError
from convcalc.layers.base import Shape, Window
from convcalc.network.builder import Builder
from convcalc.network.field import NoField, Reach, ReceptiveField, fields, last_local
from convcalc.network.graph import Network, Node
from tests.network.nets import (
    Chain,
    alexnet,
    mobilenet_v1,
    resnet50,
    unet,
    vgg16,
    wavenet,
)


def read(window: Window, u: int) -> set[int]:
    """Positions that output u of one window reads: the definitions, tap by tap."""
    if window.kind == "slide":
        return {
            u * window.stride - window.begin + t * window.dilation for t in range(window.kernel)
        }
    if window.kind == "spread":
        taps = {t * window.dilation for t in range(window.kernel)}
        near = range(-(abs(u) + 200), abs(u) + 200)
        return {n for n in near if u + window.begin - n * window.stride in taps}
    if window.kind == "bins":
        first = u * window.kernel // window.stride
        return set(range(first, ceil(Fraction((u + 1) * window.kernel, window.stride))))
    place = (u + Fraction(window.begin)) / window.stride
    if window.kind == "nearest":
        return {floor(place)}
    place -= window.begin
    return {floor(place), ceil(place)}


def pushed(network: Network, node: Node, outputs: set[int]) -> set[int]:
    """Input positions that some outputs of a node depend on, padding included."""
    if node.sheet is None:
        return outputs
    (window,) = node.sheet.windows
    wanted = set().union(*(read(window, u) for u in outputs)) if outputs else set()
    parts = [pushed(network, network.nodes[source], wanted) for source in node.inputs]
    return set().union(*parts)


def random_network(rng: random.Random) -> Network | None:
    builder = Builder("random")
    ends = [builder.input(Shape(4, (rng.randint(20, 40),)))]
    for _ in range(rng.randint(1, 6)):
        source = rng.choice(ends[-2:])
        kernel, stride = rng.randint(1, 5), rng.randint(1, 3)
        size = builder.shape(source).spatial[0]
        assert isinstance(size, int)
        choices = [
            ("conv", {"kernel": kernel, "stride": stride, "padding": rng.randint(0, 3),
                      "dilation": rng.randint(1, 3), "out": 4}),
            ("conv", {"kernel": kernel, "padding": [[rng.randint(0, 3), rng.randint(0, 3)]],
                      "out": 4}),
            ("maxpool", {"kernel": 3, "stride": 2, "ceil": True}),
            ("tconv", {"kernel": kernel, "stride": stride, "padding": rng.randint(0, 1),
                       "dilation": rng.randint(1, 2), "out": 4}),
            ("upsample", {"scale": 2}),
            ("upsample", {"scale": rng.randint(2, 3), "mode": "linear"}),
            ("adaptive_avgpool", {"output_size": max(size - rng.randint(0, 4), 1)}),
            ("pad", {"padding": [[rng.randint(0, 2), rng.randint(0, 2)]]}),
            ("crop", {"amount": [[rng.randint(0, 2), rng.randint(0, 2)]]}),
        ]  # fmt: skip
        kind, given = rng.choice(choices)
        try:
            ends.append(builder.add(kind, given, (source,)))
            fits = [e for e in ends if builder.shape(e) is builder.shape(ends[-1])]
            if len(fits) > 1 and rng.random() < 0.7:
                ends.append(builder.merge("add", fits[-2:]))
        except ConvcalcError:
            continue
    used = {source for node in builder._nodes for source in node.inputs}
    if len(builder) == 1 or 0 not in used:
        return None
    return builder.finish([node.index for node in builder._nodes if node.index not in used])


@pytest.mark.parametrize("seed", range(400))
def test_regions_are_those_of_pushed_index_sets(seed: int) -> None:
    network = random_network(random.Random(seed))
    if network is None:
        return
    for node, field in zip(network.nodes, fields(network), strict=True):
        (axis,) = field.axes
        if isinstance(axis, NoField):
            assert axis.reason.code in ("field.jumps_differ", "field.too_many_phases")
            continue
        assert isinstance(axis, Reach)
        if axis.period > 40:
            continue
        assert isinstance(axis.origin, int)
        for u in (0, 1, 2, 5, 9):
            left, right = axis.region(u)
            touched = pushed(network, node, {u})
            if not touched:
                assert left > right
            else:
                assert (left + axis.origin, right + axis.origin) == (min(touched), max(touched))


def of(network: Network) -> tuple[str, int, Fraction, int]:
    found = last_local(network, fields(network))
    assert found is not None
    node, field = found
    assert field.local is not None
    first = field.local[0]
    assert all((a.size, a.jump, a.start) == (first.size, first.jump, first.start)
               for a in field.local)  # fmt: skip
    assert isinstance(first.start, int)
    return node.type, first.size, first.jump, first.start


def test_known_networks() -> None:
    assert of(alexnet()) == ("maxpool", 195, 32, -64)
    assert of(vgg16()) == ("maxpool", 212, 32, -90)
    assert of(resnet50()) == ("relu", 427, 32, -213)
    assert of(resnet50(version="1")) == ("relu", 483, 32, -241)
    assert of(mobilenet_v1()) == ("relu", 315, 32, -126)
    assert of(wavenet()) == ("conv", 5117, 1, -5116)


def test_bottom_of_the_unet() -> None:
    network = unet()
    found = fields(network)
    bottom = next(
        field
        for node, field in zip(network.nodes, found, strict=True)
        if node.shape.spatial == (28, 28)
    )
    assert bottom.local is not None
    assert (bottom.local[0].size, bottom.local[0].jump) == (140, 16)
    last = found[-1].local
    assert last is not None
    assert (last[0].smallest, last[0].size, last[0].jump, last[0].period) == (188, 204, 1, 16)


def test_all_paths_of_a_residual_network_are_centred() -> None:
    for field in fields(resnet50()):
        for axis in field.local or ():
            assert axis.centre is not None
            assert axis.centre == 0


def test_unit_networks_of_the_receptive_field_library() -> None:
    # google-research/receptive_field: (1x1/4) beside (3x3/2 padded left, 1x1/2)
    net = Chain(1, 32, 32)
    left = net.conv(1, 1, 4)
    net.end = 0
    net.conv(1, 3, 2, [[1, 0], [1, 0]])
    right = net.conv(1, 1, 2)
    net.add("add", left, right)
    assert of(net.finish()) == ("add", 3, 4, -1)


def test_unequal_jumps_have_no_single_field() -> None:
    net = Chain(4, 4, 4)
    left = net.conv(4, 1, 3)  # 4 -> 2
    net.end = 0
    right = net.conv(4, 1, 2)  # 4 -> 2
    net.add("add", left, right)
    axis = fields(net.finish())[-1].axes[0]
    assert isinstance(axis, NoField)
    assert axis.reason.code == "field.jumps_differ"
    assert axis.reason.fields["first"] == 3


def gate(kind: str) -> ReceptiveField:
    net = Chain(16, 32, 32)
    body = net.conv(16, 3, 1, 1)
    if kind == "se":
        net.add("se", reduction=4)
    else:
        net.add("gap")
        net.add("linear", out=4)
        net.add("relu")
        net.add("linear", out=16)
        net.add("sigmoid")
        net.add("mul", body, net.end)
    return fields(net.finish())[-1]


@pytest.mark.parametrize("kind", ["se", "by hand"])
def test_a_gate_keeps_the_local_field_and_sees_everything(kind: str) -> None:
    field = gate(kind)
    assert field.everything
    assert field.local is not None
    assert field.local[0].size == 3


def test_image_pooling_beside_local_branches() -> None:
    net = Chain(16, 32, 32)
    local = net.conv(16, 3, 1, 6, dilation=6)
    net.end = 0
    net.add("gap")
    net.conv(16, 1)
    pooled = net.add("upsample", output_size=[32, 32], mode="bilinear")
    net.add("concat", local, pooled)
    field = fields(net.finish())[-1]
    assert field.everything
    assert field.local is not None
    assert field.local[0].size == 13


def test_linear_layers_see_everything() -> None:
    field = fields(vgg16())[-1]
    assert field.everything
    assert field.local is None


def test_same_padding_of_a_symbolic_size_keeps_size_and_jump() -> None:
    network = mobilenet_v1(Var("H"), Var("W"))
    found = last_local(network, fields(network))
    assert found is not None
    assert found[1].local is not None
    axis = found[1].local[0]
    assert (axis.size, axis.jump) == (315, 32)
    assert axis.centre is None


def test_a_symbolic_stride_has_no_field() -> None:
    net = Chain(3, 32, 32)
    net.conv(8, 3, Var("S"), 1)
    axis = fields(net.finish())[-1].axes[0]
    assert isinstance(axis, NoField)
    assert axis.reason.code == "field.symbolic"


def test_one_axis_at_a_time() -> None:
    net = Chain(3, 17, 17)
    net.conv(8, [1, 7], 1, [0, 3])
    local = fields(net.finish())[-1].local
    assert local is not None
    assert [axis.size for axis in local] == [1, 7]
