"""Layers by the names and arguments of torch, in lines and in files."""

from __future__ import annotations

import pytest

from convcalc.inverse.networks import load
from convcalc.load.load import document_of_text, load_document
from convcalc.load.write import write_document
from convcalc.network.graph import NetworkError
from tests.load.helpers import meaning, params, read

LINE = (
    "3x32x32: Conv2d(in_channels=3, out_channels=8, kernel_size=(3, 3), padding='same', "
    "bias=False, device='cpu') BatchNorm2d(num_features=8, eps=1e-5, momentum=None) "
    "ReLU(inplace=True) MaxPool2d(kernel_size=(2,2), stride=None, ceil_mode=True) "
    "Flatten(start_dim=1) Linear(in_features=2048, out_features=10)"
)
FILE = """
input: 3x32x32
layers:
- Conv2d: {in_channels: 3, out_channels: 8, kernel_size: "(3, 3)", padding: same, bias: False,
           dtype: torch.float32}
- BatchNorm2d: {num_features: 8, eps: 1e-5, momentum: None}
- ReLU: {inplace: True}
- MaxPool2d: {kernel_size: [2, 2], ceil_mode: 1}
- Flatten: {start_dim: 1}
- Linear: {in_features: 2048, out_features: 10}
"""


def test_lines_and_files_take_the_arguments_of_torch() -> None:
    assert params(load(LINE)) == params(read(FILE)) == 216 + 16 + 20490


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        "4x9x9: ReflectionPad2d(padding=[1, 0, 2, 3]) Conv2d(out_channels=4, kernel_size=3, "
        "padding=1, padding_mode='circular')",
        "4x9x9: AdaptiveAvgPool2d(output_size=(None, 7)) Upsample(size=(3, 4), mode='bilinear')",
        "4x9x7: LayerNorm(normalized_shape=[9, 7]) Flatten(start_dim=2)",
    ],
)
def test_what_is_written_back_is_the_same_network(line: str) -> None:
    network = load(line)
    written = write_document(document_of_text(line, "-"), ".yaml")
    assert meaning(load_document(document_of_text(written, "net.yaml", ".yaml"))) == meaning(
        network
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("3x8x8: Conv2d(in_channels=4, out_channels=8, kernel_size=3)", "layer.channels_differ"),
        ("3x8x8: Conv2d(in_chanels=3, out_channels=8, kernel_size=3)", "parameter.unknown"),
        ("3x8x8: Conv2d(out_channels=8, kernel_size=3, inplace=True)", "parameter.unknown"),
        ("3x8x8: conv3@8 Linear(out_features=10)", "linear.which_axis"),
        ("3x8x8: conv3@8 linear(in_features=100, out=10)", "layer.features_differ"),
        ("3x8x8: ReflectionPad2d(padding=8)", "pad.reflect_exceeds_input"),
    ],
)
def test_what_does_not_fit_is_refused_in_its_place(line: str, code: str) -> None:
    with pytest.raises(NetworkError) as caught:
        load(line)
    codes = {caught.value.code, getattr(caught.value.__cause__, "code", None)}
    assert code in codes


def test_a_default_under_a_foreign_key_gives_way_to_the_same_parameter() -> None:
    text = "input: 3x9x9\ndefaults: {conv: {kernel_size: 3}}\nlayers: conv5@4 conv(out=4)\n"
    assert params(read(text)) == 3 * 25 * 4 + 4 + 4 * 9 * 4 + 4
