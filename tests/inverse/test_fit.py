"""Networks read at another input size than their own: whether their weights still fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from convcalc.algebra.sets import contains
from convcalc.inverse.networks import load, variable

NORMED = """\
input: 4x12x10
layers:
  - conv3p1@4
  - local3@2
  - ln
  - gap
"""


@pytest.mark.parametrize(
    ("text", "here", "own", "legal"),
    [
        ("alexnet:input=3x224x224", 6400, 9216, "227..258"),
        ("alexnet:input=224", 6400, 9216, "227..258"),
        ("vgg16:input=320x256", 40960, 25088, "224..255"),
        ("lenet5_d2l:input=32x32", 480, 120, "28..31"),
        ("vgg16:input=1x320x320", 51200, 25088, "224..255"),
    ],
)
def test_features_that_do_not_fit(text: str, here: int, own: int, legal: str) -> None:
    found = load(text).misfit
    assert found is not None
    (layer,) = found.layers
    assert (layer.node.name, layer.what, layer.here, layer.own) == (
        "linear1", "features", here, own,
    )  # fmt: skip
    assert found.legal is not None
    for runs in found.legal.values():
        assert f"{runs[0].low}..{runs[0].high}" == legal


@pytest.mark.parametrize(
    "text",
    [
        "alexnet", "alexnet:input=240x258", "alexnet:classes=10", "vgg16:input=1x224x224",
        "vgg16:input=224", "vgg16_torchvision:input=320", "resnet50:input=99x333", "unet:input=300",
        "alexnet_torchvision:input=100", "vgg16:input=3xHxW", "conv3@4 linear@10",
    ],
)  # fmt: skip
def test_what_fits(text: str) -> None:
    assert load(text).misfit is None
    assert load("3x32x32: conv3@4 gap linear@10", input="64x64").misfit is None


def test_other_sized_layers(tmp_path: Path) -> None:
    """`local` has weights at every position; the legal sizes are those at which none changes."""
    file = tmp_path / "net.yaml"
    file.write_text(NORMED, encoding="utf-8")
    network = load(str(file), input="14x10")
    assert network.misfit is not None
    assert [layer.node.type for layer in network.misfit.layers] == ["local", "ln"]
    assert network.misfit.legal is not None
    height, width = network.misfit.legal.values()
    for size in range(3, 20):
        assert contains(height, size) == (load(str(file), input=f"{size}x10@4").misfit is None)
        assert contains(width, size) == (load(str(file), input=f"12x{size}@4").misfit is None)


def test_no_own_weights_without_an_own_input() -> None:
    assert load("conv3@4 linear@10", input="3x20x20").misfit is None


def test_several_networks_are_held_to_their_own_input() -> None:
    found = variable("alexnet", input="224x224").own
    assert found is not None
    assert found.misfit is not None
