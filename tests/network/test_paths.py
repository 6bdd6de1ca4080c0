"""Path counts, against networks that are run with ones for weights."""

from __future__ import annotations

import random
from itertools import product as every
from math import prod

import pytest

from convcalc.errors import LayerError, UsageError
from convcalc.layers.base import Shape
from convcalc.network.builder import Builder
from convcalc.network.graph import Network, Node
from convcalc.network.paths import path_counts
from convcalc.network.study import Study
from tests.network.nets import Chain, resnet50, unet

Map = dict[tuple[int, ...], int]


def run(network: Network, pixel: tuple[int, ...]) -> list[Map]:
    """The maps of all nodes where the input is a single one, all weights are one, and sums stand
    for maxima: by the definition of each layer, written here a second time."""
    maps: list[Map] = []
    for node in network.nodes:
        if node.sheet is None:
            maps.append({pixel: 1})
            continue
        inputs = [maps[source] for source in node.inputs]
        shapes = [network.nodes[source].shape for source in node.inputs]
        maps.append(computed(node, inputs, shapes))
    return maps


def computed(node: Node, inputs: list[Map], shapes: list[Shape]) -> Map:
    places = list(every(*map(range, node.shape.spatial)))
    if node.type in ("add", "concat", "relu"):
        return {at: sum(one.get(at, 0) for one in inputs) for at in places}
    (source,), values = inputs, node.layer.values if node.layer else {}
    if node.type == "upsample":
        return {at: source.get(tuple([n // 2 for n in at]), 0) for at in places}
    dims = len(node.shape.spatial)
    kernel, dilation = values["kernel"], values.get("dilation", (1,) * dims)
    stride = values["stride"] or kernel
    begin = [pair[0] for pair in values["padding"].pairs]
    found: Map = dict.fromkeys(places, 0)
    if node.type == "tconv":
        for at, value in source.items():
            for tap in every(*map(range, kernel)):
                to = [
                    n * s - p + t * d
                    for n, s, p, t, d in zip(at, stride, begin, tap, dilation, strict=True)
                ]
                if tuple(to) in found:
                    found[tuple(to)] += value
        return found
    for at in places:
        for tap in every(*map(range, kernel)):
            read = [
                n * s - p + t * d
                for n, s, p, t, d in zip(at, stride, begin, tap, dilation, strict=True)
            ]
            if values.get("padding_mode") == "reflect":
                last = [size - 1 for size in shapes[0].spatial]
                read = [
                    -n if n < 0 else 2 * e - n if n > e else n
                    for n, e in zip(read, last, strict=True)
                ]
            found[at] += source.get(tuple(read), 0)
    return found


def made(rng: random.Random, dims: int) -> Network:
    """A few layers that are drawn, one time in three with a branch beside them."""
    net = Chain(1, *(rng.randint(5, 7),) * dims)
    for _ in range(rng.randint(1, 4)):
        size = min(net.builder.shape(net.end).spatial)
        if not 4 <= size <= 9:
            break
        kind = rng.choice(("conv", "conv", "maxpool", "tconv", "upsample", "reflect", "skip"))
        if kind == "upsample":
            net.add("upsample", scale=2)
        elif kind == "tconv":
            net.add("tconv", kernel=rng.randint(1, 4), stride=rng.randint(1, 3), out=1,
                    dilation=rng.randint(1, 2))  # fmt: skip
        elif kind == "maxpool":
            net.add("maxpool", kernel=3, stride=2, padding=1)
        elif kind == "reflect":
            net.conv(1, 3, rng.randint(1, 2), 1, padding_mode="reflect")
        elif kind == "skip":
            start = net.end
            net.conv(1, 3, 1, 1)
            main = net.conv(1, 3, 1, 2, dilation=2)
            net.add("add", *rng.choice(((main, start), (main, start, start))))
        else:
            net.conv(1, rng.randint(1, 3), rng.randint(1, 2), rng.randint(0, 2))
    return net.finish()


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("dims", [1, 2])
def test_paths_are_the_gradient_of_ones(dims: int, seed: int) -> None:
    rng = random.Random(seed)
    network = made(rng, dims)
    study, target = Study(network), network.nodes[-1]
    unit = tuple([rng.randrange(size) for size in target.shape.spatial])
    found = path_counts(network, study.fields, target, unit, range(dims))
    pixels = list(every(*map(range, network.nodes[0].shape.spatial)))
    wanted = {pixel: run(network, pixel)[-1].get(unit, 0) for pixel in pixels}
    assert found.get(0, {}) == {pixel: count for pixel, count in wanted.items() if count}
    touched = study.touched(unit)[0]
    assert touched.size == len(found.get(0, {}))


@pytest.mark.parametrize("seed", range(20))
def test_along_one_axis_a_network_is_that_axis(seed: int) -> None:
    wide, narrow = (made(random.Random(seed), dims) for dims in (2, 1))
    unit = narrow.nodes[-1].shape.spatial[0] // 2
    flat = path_counts(narrow, Study(narrow).fields, narrow.nodes[-1], (unit,), (0,))
    study = Study(wide)
    for axis in (0, 1):
        assert path_counts(wide, study.fields, wide.nodes[-1], (unit, unit), (axis,)) == flat


def test_of_a_chain_the_sums_are_the_products_of_its_kernels() -> None:
    net = Chain(1, 64, 64)
    for kernel, stride, dilation in ((3, 1, 1), (5, 2, 1), (2, 2, 1), (3, 1, 2)):
        net.conv(1, kernel, stride, 0, dilation=dilation)
    network = net.finish()
    study = Study(network)
    along = path_counts(network, study.fields, study.target, (3, 3), (0,), clipped=False)
    assert [sum(along[index].values()) for index in range(4, -1, -1)] == [1, 3, 6, 30, 90]
    both = path_counts(network, study.fields, study.target, (3, 3), (0, 1), clipped=False)[0]
    assert sum(both.values()) == 90 * 90
    assert all(both[y, x] == along[0][y,] * along[0][x,] for y, x in both)


def test_a_skip_only_adds() -> None:
    net = Chain(1, 9)
    start = net.end
    net.conv(1, 3, 1, 1)
    net.add("add", net.end, start)
    network = net.finish()
    assert path_counts(network, Study(network).fields, network.nodes[-1], (4,), (0,))[0] == {
        (3,): 1, (4,): 2, (5,): 1,
    }  # fmt: skip


@pytest.mark.parametrize("network", [resnet50(), unet(572)])
def test_real_networks_touch_what_they_touch(network: Network) -> None:
    study = Study(network)
    unit = tuple([size // 2 for size in study.target.shape.spatial])
    touched = study.touched(unit)[0]
    for axis in (0, 1):
        counts = path_counts(network, study.fields, study.target, unit, (axis,))[0]
        assert sorted(at for (at,) in counts) == list(touched.along(axis).each())


def test_other_dilations() -> None:
    net = Chain(1, 30)
    for _ in range(2):
        net.conv(1, 3, 1, 0, dilation=2)
    network = net.finish()
    fields = Study(network).fields
    given = {"clipped": False, "dilations": {(1, 0): 1}}
    counts = path_counts(network, fields, network.nodes[-1], (0,), (0,), **given)[0]
    assert counts == {(1,): 1, (2,): 1, (3,): 2, (4,): 1, (5,): 2, (6,): 1, (7,): 1}


def chained(kernels: list[int]) -> Network:
    builder = Builder("test")
    end = builder.input(dims=1)
    for kernel in kernels:
        end = builder.add("conv", {"kernel": kernel, "out": 1}, (end,))
    return builder.finish()


@pytest.mark.parametrize("kernels", [[10**18], [2**19] * 3])
def test_paths_are_bounded(kernels: list[int]) -> None:
    network = chained(kernels)
    with pytest.raises(UsageError) as raised:
        path_counts(network, Study(network).fields, network.nodes[-1], (0,), (0,))
    assert raised.value.code == "rf.too_many_paths"


def test_numbers_stay_exact() -> None:
    network = chained([3] * 200)
    counts = path_counts(network, Study(network).fields, network.nodes[-1], (0,), (0,))[0]
    assert sum(counts.values()) == prod([3] * 200)


def test_what_cannot_be_followed_is_said() -> None:
    net = Chain(4, 8, 8)
    net.add("deform_conv", kernel=3, out=4)
    network = net.finish()
    with pytest.raises(LayerError):
        path_counts(network, Study(network).fields, network.nodes[-1], (0, 0), (0,))
