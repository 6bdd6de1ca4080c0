"""The tree of stages and blocks: all layers are in it, equal blocks in a row are one part."""

from __future__ import annotations

import pytest

from convcalc.inverse.networks import load
from convcalc.network.outline import outline, walk


@pytest.mark.parametrize("name", ["resnet50", "mobilenet_v2", "unet", "googlenet", "pix2pix"])
def test_every_layer_is_in_one_part_of_each_level(name: str) -> None:
    network = load(name, {})
    everything = [node.index for node, _ in network.layers]
    parts = outline(network)
    for _, part in walk(parts):
        if part.parts:
            inside = [node.index for one in part.parts for node in one.nodes]
            assert sorted(inside) == sorted(node.index for node in part.nodes)
    assert [node.index for part in parts for node in part.nodes] == everything


def test_equal_blocks_are_counted_and_others_are_not() -> None:
    (stage,) = [part for part in outline(load("resnet50", {})) if part.name == "stage3"]
    assert [(part.name, part.copies, len(part.nodes)) for part in stage.parts] == [
        ("unit#1", 1, 12), ("unit#2", 5, 50),
    ]  # fmt: skip
    leaf = stage.parts[1].parts[-1]
    assert (leaf.name, leaf.copies, len(leaf.nodes)) == ("relu28", 1, 5)


def test_layers_that_come_again_and_again_are_one_part() -> None:
    network = load("3x32x32: 9*( conv3p1@8 bn relu ) maxpool2 gap linear@10", {})
    told = [(part.name, part.kind, part.copies, len(part.nodes)) for part in outline(network)]
    assert told == [
        ("conv1", "conv1", 1, 1), ("bn1", "bn1", 1, 1), ("relu1", "relu1", 1, 1),
        ("conv2..relu9", "conv+bn+relu", 8, 24), ("maxpool1", "maxpool1", 1, 1),
        ("gap1", "gap1", 1, 1), ("linear1", "linear1", 1, 1),
    ]  # fmt: skip
    assert sum(len(part.nodes) for part in outline(network)) == 9 * 3 + 3


def test_a_network_without_stages_has_layers_only() -> None:
    network = load("3x32x32: 2*( conv3p1@8 relu )", {})
    assert [(part.name, part.parts) for part in outline(network)] == [
        ("conv1", ()), ("relu1", ()), ("conv2", ()), ("relu2", ()),
    ]  # fmt: skip
