"""The cell that says what a layer is: pasted, it is the same layer."""

from __future__ import annotations

import pytest

from convcalc.inverse.networks import load
from convcalc.load.canonical import Canonical, essential
from convcalc.network.graph import Network, spelt

NAMES = (
    "alexnet", "resnext50_32x4d", "mobilenet_v1", "efficientnet_b0", "inception_v4", "dilation8",
    "mc3_18", "segnet", "crnn", "wav2vec2_base", "deeplabv3_resnet50",
)  # fmt: skip


def cells(network: Network) -> list[str]:
    canonical = Canonical(network)
    return [canonical.cell(node) for node, _ in network.layers]


@pytest.mark.parametrize("name", NAMES)
def test_a_cell_is_read_as_the_same_layer(name: str) -> None:
    network = load(name, {})
    tried = set()
    for cell, (node, _) in zip(cells(network), network.layers, strict=True):
        shape = network.nodes[node.inputs[0]].shape
        if len(node.inputs) > 1 or (cell, shape) in tried:
            continue
        tried.add((cell, shape))
        dims = len(shape.spatial) or None
        again = load(f"{spelt(shape)}: {cell}", {}, dialect=network.dialect, dims=dims)
        ((other, _),) = again.layers
        assert essential(again, other) == essential(network, node)
        assert spelt(other.shape) == spelt(node.shape)


def test_cells_say_what_is_no_default() -> None:
    line = (
        "16x65x65: conv3x3/2p1g4@32b0 bn relu maxpool3/2 maxpool2 conv3/1d2@8 conv3x5p1x2@8"
        " depthwise3p1 gap linear@10"
    )
    assert cells(load(line, {})) == [
        "conv3/2p1g4b0@32", "bn", "relu", "maxpool3/2", "maxpool2", "conv3/1d2@8", "conv3x5p1x2@8",
        "depthwise3p1", "gap", "linear@10",
    ]  # fmt: skip


def test_a_name_that_chooses_its_dialect_keeps_it() -> None:
    network = load("3x33x33: Conv2D(filters=8, kernel_size=3, strides=2, padding=same)", {})
    assert cells(network) == ["conv3/2psame@8"]
