"""An input given beside a network: a spatial size alone keeps the network's own channels."""

from __future__ import annotations

from pathlib import Path

import pytest

from convcalc.inverse.networks import convert, load, variable
from convcalc.network.graph import spelt

IMAGE = "name: t\nset: {c: 3}\ninput: 224x224@c\nlayers: [conv3@4]\n"
SOUND = "name: t\ninput: {channels: 256, size: [16000]}\nlayers: [conv3@4]\n"


@pytest.mark.parametrize(
    ("text", "given", "shape"),
    [
        (IMAGE, "320", "320x320@3"),
        (IMAGE, "320x256", "320x256@3"),
        (IMAGE, "HxW", "HxW@3"),
        (IMAGE, "320@1", "320x320@1"),
        (IMAGE, "1x320x320", "320x320@1"),
        (SOUND, "8000", "8000@256"),
        (SOUND, "16x8000", "8000@16"),
        ("dims: 2\nlayers: [conv3@4]\n", "320", "320x320"),
    ],
)
def test_channels_are_kept(tmp_path: Path, text: str, given: str, shape: str) -> None:
    file = tmp_path / "net.yaml"
    file.write_text(text, encoding="utf-8")
    network = load(str(file), {}, given)
    assert spelt(network.nodes[0].shape) == shape
    assert spelt(variable(str(file), {}, given).shape) == shape
    again = tmp_path / "again.yaml"
    again.write_text(convert(str(file), "again.yaml", {}, given), encoding="utf-8")
    assert spelt(load(str(again)).nodes[0].shape) == shape
