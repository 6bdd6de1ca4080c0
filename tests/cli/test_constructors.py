"""A construction of PyTorch or Keras, or a word of the notation, as the type of a layer."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Cli

ANSWERS = {
    ("layer", "nn.Conv2d(3, 64, 7, 2, 3)", "224", "-q"): "112",
    ("layer", "nn.Conv2d(3, 64, 7, 2, 3)", "224@3", "-q", "--of", "macs"): "118013952",
    ("layer", "nn.ConvTranspose2d(16, 8, 4, 2, 1, 0, 1, False, 1)", "8", "-q"): "16",
    ("layer", "layers.PReLU()", "8@4", "-q", "--of", "params"): "256",
    ("layer", "nn.PReLU()", "8@4", "-q", "--of", "params"): "1",
    ("layer", "nn.Conv2d(C, 2*C, 3)", "8", "-q", "--of", "channels"): "2C",
    ("conv", "224", "nn.Conv2d(3, 64, 7, 2, 3)", "-q"): "112",
    ("conv", "Conv2D(8, 3, 2, 'same', activation='relu')", "9", "-q"): "5",
    ("pool", "112", "nn.MaxPool2d(3, 2, 1)", "-q"): "56",
    ("layer", "conv3/2p1@64", "56x56@8", "-q"): "28",
    ("layer", "upsample(scale=2)", "8", "-q"): "16",
    ("layer", "conv3x5g4@8", "16@8", "-q", "--of", "params"): "248",
    ("check", "7", "conv", "11", "nn.Conv2d(3, 8, 3, 2, 2)", "-q"): "true",
}
REFUSED = {
    ("layer", "nn.Conv2d(3, 64, 7, 2, 3)", "224@4"): "layer.channels_differ",
    ("layer", "nn.Conv2d(3, 64)", "224"): "parameter.missing",
    ("layer", "conv3 relu", "8"): "load.several_layers",
    ("layer", "add[conv3p1|]", "8"): "load.several_layers",
    ("layer", "conv3q", "8"): "load.no_suffix",
    ("layer", "relux", "8"): "layer.unknown",
    ("layer", "nn.Conv2d(3, 64, 7", "224"): "source.not_python",
    ("layer", "nn.Conv2d(3, 64, exit(), 7)", "224"): "source.no_value",
    ("layer", "nn.Conv2d(3, 64, 7)"): "usage.missing_argument",
    ("pool", "nn.Conv2d(3, 64, 7)", "224"): "usage.surplus_argument",
}


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_answers(cli: Cli, words: tuple[str, ...]) -> None:
    assert cli(*words).out.strip() == ANSWERS[words]


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_refusals(cli: Cli, words: tuple[str, ...]) -> None:
    found = cli(*words)
    assert found.code in (1, 2)
    assert REFUSED[words] in found.err


@pytest.mark.parametrize(
    ("case", "size", "params"),
    [
        ({"layer": "nn.Conv2d(3, 64, 7, 2, 3)", "size": 224}, [112, 112], 9472),
        ({"layer": "Conv2D(8, 3, padding='same')", "size": 28, "in": 1}, [28, 28], 80),
        ({"layer": "conv7/2p3@64", "size": 224, "in": 3}, [112, 112], 9472),
        ({"layer": "layers.PReLU()", "size": 8, "in": 4}, [8, 8], 256),
    ],
)
def test_batch(cli: Cli, case: dict[str, object], size: list[int], params: int) -> None:
    found = json.loads(cli("batch", stdin=json.dumps(case).encode()).out)
    assert (found["size"], found["params"]) == (size, params)


def test_a_key_beside_the_argument_of_the_same_name_is_refused(cli: Cli) -> None:
    line = {"layer": "nn.Conv2d(3, 64, 7)", "size": 224, "kernel_size": 3}
    assert (
        json.loads(cli("batch", stdin=json.dumps(line).encode()).out)["error"]["code"]
        == "parameter.twice"
    )
