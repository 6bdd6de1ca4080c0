"""The text of `print(model)`: what it shows is read, what it does not show is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from convcalc.errors import ConvcalcError
from convcalc.load.load import document_of_data, load_document
from convcalc.network.graph import Network
from convcalc.network.measures import Measures
from tests.load.helpers import buffers, macs, params, types

DATA = Path(__file__).parents[2] / "data" / "printed"
SAMPLES = {
    # file: input, parameters of PyTorch itself, MACs of FlopCounterMode / 2 if the text shows them
    "dcgan_generator": ("100x1x1", 3_448_576, 69_500_928),
    "lenet_module": ("1x28x28", 44_426, None),
    "modulelist_unused": ("3x32x32", 3_496, None),
    "tv_resnet18": ("3x224x224", 11_689_512, None),
    "timm_mobilenetv1_100": ("3x224x224", 4_231_976, None),
}


def read(text: str, **options: str) -> Network:
    return load_document(document_of_data(text.encode(), "net.txt", ".txt"), **options)


def sample(name: str) -> str:
    return (DATA / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", SAMPLES)
def test_samples(name):
    shape, wanted, cost = SAMPLES[name]
    network = read(sample(name), input=shape)
    assert params(network) == wanted
    assert Measures(network).totals.macs == cost
    assert network.complete == (cost is not None)
    assert bool(network.notes) == (cost is None)


@pytest.mark.parametrize("name", ["dcgan_generator", "modulelist_unused"])
@pytest.mark.parametrize("before", ["\t", "> ", "2026-01-02 03:04:05 INFO model: ", "    "])
def test_what_comes_along_with_a_paste(name, before):
    lines = sample(name).splitlines()
    fenced = ["```", *lines, "```"]
    prompt = [">>> print(model)", *lines, ">>> "]
    for pasted in ([before + line for line in lines], fenced, prompt, ["Model:", *lines, "done"]):
        assert types(read("\r\n".join(pasted), input=SAMPLES[name][0])) == types(
            read(sample(name), input=SAMPLES[name][0])
        )


def test_a_residual_network_is_put_together_as_its_channels_tell():
    """The paths and so the sizes of ResNet-18, whose MACs these are; the text does not say so."""
    network = read(sample("tv_resnet18"), input="3x224x224")
    assert macs(network) == 1_814_073_344
    assert types(network).count("add") == 3
    assert buffers(network) == 9_600
    codes = [note.code for note in network.notes]
    assert codes == ["source.note.order", "source.note.zoo"]
    assert network.notes[1].fields["network"] == "resnet18"


INCEPTION = """Inception(
  (stem): Conv2d(3, 8, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))
  (block): Block(
    (one): Conv2d(8, 4, kernel_size=(1, 1), stride=(1, 1))
    (two): Sequential(
      (0): Conv2d(8, 2, kernel_size=(1, 1), stride=(1, 1))
      (1): Conv2d(2, 6, kernel_size=(3, 3), stride=(1, 1), padding=same)
    )
  )
  (se): SqueezeExcite(
    (conv_reduce): Conv2d(10, 2, kernel_size=(1, 1), stride=(1, 1))
    (act): ReLU()
    (conv_expand): Conv2d(2, 10, kernel_size=(1, 1), stride=(1, 1))
    (gate): Sigmoid()
  )
  (head): Conv2d(10, 5, kernel_size=(1, 1), stride=(1, 1))
)"""
LAYERS = {
    # text: types of the layers
    INCEPTION: "conv conv conv conv concat gap conv relu conv sigmoid mul conv",
    "A(\n  (a): BatchNormAct2d(\n    8, eps=1e-05, momentum=0.1, affine=True\n"
    "    (act): ReLU6(inplace=True)\n  )\n  (b): DropPath(drop_prob=0.1)\n)": "bn relu6 identity",
    "DataParallel(\n  (module): Sequential(\n    (0-2): 3 x ReLU()\n  )\n)": "relu relu relu",
    "Sequential(\n  (0): LayerNorm2d((8,), eps=1e-06, elementwise_affine=True)\n)": "ln",
    "Sequential(\n  (a.b/c): StdConv2d(8, 8, kernel_size=(3, 3), stride=(1, 1))\n)": "conv",
    "Sequential(\n  (0): Conv2dSame(8, 8, kernel_size=(3, 3), stride=(2, 2), groups=8)\n)": "conv",
    "Net(\n  (attn): MultiheadAttention(\n    (out_proj): NonDynamicallyQuantizableLinear("
    "in_features=8, out_features=8, bias=True)\n  )\n)": "opaque",
    "Net(\n  (scale): LayerScale()\n)": "opaque",
}  # fmt: skip


@pytest.mark.parametrize("text", LAYERS)
def test_layers(text):
    shape = "3x16x16" if text == INCEPTION else "8x16x16"
    assert " ".join(types(read(text, input=shape))) == LAYERS[text]


def test_parameters_of_an_attention_are_those_of_its_width():
    text = next(text for text in LAYERS if "MultiheadAttention" in text)
    assert params(read(text)) == 4 * 8 * 8 + 4 * 8


def test_what_has_unseen_parameters_leaves_the_total_open():
    network = read("Net(\n  (scale): LayerScale()\n  (a): Linear(in_features=3, out_features=2)\n)")
    assert Measures(network).totals.params is None
    assert not network.complete


def test_classes_that_are_taken_for_others_are_named():
    network = read("Net(\n  (a): StdConv2d(8, 8, kernel_size=(3, 3), stride=(1, 1))\n)")
    taken = [note.fields for note in network.notes if note.code == "printed.taken"]
    assert taken == [{"kind": "StdConv2d", "name": "Conv2d"}]


REFUSED = {
    "Net(\n  (a): ReLU()\n": ("printed.unclosed", 1, 1),
    "Net(\n  (a): B(\n    (b): ReLU()\n  )": ("printed.unclosed", 1, 1),
    "Net(\n  (a): Linear(in_features=3, out_f": ("printed.unclosed_line", 2, 15),
    "Net(\n  (0-2): 4 x ReLU()\n)": ("printed.count", 2, 4),
    "Net(\n" + "  (a): B(\n" * 100: ("load.too_deep", 101, 1),
    "Net(\n" + "  (a): ReLU()\n" * 10_001 + ")": ("load.too_many_layers", 10_001, 1),
    "Net(\n  (0-999999): 1000000 x ReLU()\n)": ("load.too_many_repeats", 2, 15),
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text):
    with pytest.raises(ConvcalcError) as caught:
        read(text)
    place = caught.value.place
    assert (caught.value.code, place.line, place.column) == REFUSED[text]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_text_that_is_cut_off_anywhere_is_refused_or_a_part(name):
    text = sample(name)
    for end in range(0, len(text), max(len(text) // 40, 1)):
        try:
            read(text[:end], input=SAMPLES[name][0])
        except ConvcalcError:
            continue
        assert text[:end].count("(") == text[:end].count(")")


def test_nothing_is_run():
    text = (
        "Sequential(\n  (0): Linear(in_features=__import__('os').system('ls'), out_features=1)\n)"
    )
    with pytest.raises(ConvcalcError) as caught:
        read(text)
    assert caught.value.code == "source.no_value"
