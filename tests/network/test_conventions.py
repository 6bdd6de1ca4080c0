"""Counting conventions: published figures, to the digits in which they were published."""

from __future__ import annotations

import pytest

from convcalc.inverse.networks import load
from convcalc.load.document import document_of_line
from convcalc.load.load import load_document
from convcalc.network.conventions import CONVENTIONS, count, count_terms
from convcalc.network.graph import Network
from tests.network.nets import Chain, alexnet, mobilenet_v1, resnet50, unet, vgg16

NETS = {
    "alexnet": alexnet,
    "vgg16": vgg16,
    "vgg16_bn": lambda: vgg16(bn=True),
    "resnet50": resnet50,
    "mobilenet": mobilenet_v1,
}
PUBLISHED = [
    ("resnet50", "torchvision", 4.089),  # weights metadata
    ("resnet50", "torch", 8.178),  # FlopCounterMode
    ("resnet50", "thop", 4.133742592),
    ("resnet50", "ptflops", 4.12),  # README
    ("vgg16", "ptflops", 15.5),
    ("vgg16_bn", "ptflops", 15.53),
    ("vgg16_bn", "fvcore", 15.497),
    ("vgg16", "convnet-burden", 15.52),
    ("mobilenet", "convnet-burden", 0.5788),
]


@pytest.mark.parametrize(
    ("size", "figure"), [("n", 8.9), ("s", 28.8), ("m", 79.3), ("l", 165.7), ("x", 258.5)]
)
def test_figures_of_ultralytics(size: str, figure: float) -> None:
    """GFLOPs in ultralytics/cfg/models/v8/yolov8.yaml."""
    found = count(load(f"yolov8{size}", {}), CONVENTIONS["ultralytics"])
    assert isinstance(found, int)
    assert round(found / 1e9, 1) == figure


@pytest.mark.parametrize(("net", "convention", "figure"), PUBLISHED)
def test_published_figures(net: str, convention: str, figure: float) -> None:
    found = count(NETS[net](), CONVENTIONS[convention])
    assert isinstance(found, int)
    digits = len(str(figure).partition(".")[2])
    assert round(found / 1e9, digits) == figure


def test_tf_profiler_on_mobilenet_up_to_its_last_map() -> None:
    network = mobilenet_v1()
    convention = CONVENTIONS["tf"]
    found = sum(
        value
        for node in network.nodes
        if node.type in ("conv", "depthwise", "bn")
        and isinstance(value := count(network, convention, node), int)
    )
    assert found == 2 * 567_716_352 + 5_042_688
    assert round(found / 1e9, 3) == 1.140


def test_fvcore_on_resnet50() -> None:
    terms = dict(count_terms(resnet50(), CONVENTIONS["fvcore"]))
    assert terms == {"macs": 4_089_184_256, "norm": 2 * 11_113_984, "pool": 100_352, "upsample": 0}
    assert round((4_089_184_256 + 2 * 11_113_984) / 1e9, 3) == 4.111


@pytest.mark.parametrize("name", CONVENTIONS)
@pytest.mark.parametrize("make", [resnet50, unet])
def test_layers_add_up_to_the_total(name: str, make: object) -> None:
    assert callable(make)
    network: Network = make()
    convention = CONVENTIONS[name]
    parts = [count(network, convention, node) for node in network.nodes]
    assert sum(part for part in parts if isinstance(part, int)) == count(network, convention)


def test_transposed_convolutions_by_output_are_wrong() -> None:
    net = Chain(8, 10, 10)
    net.add("tconv", kernel=4, stride=2, padding=1, out=8, bias=False)
    network = net.finish()
    right, wrong = 8 * 8 * 16 * 100, 8 * 8 * 16 * 400
    for name, convention in CONVENTIONS.items():
        expected = wrong if convention.by_output else right
        times = 2 if name in ("flops", "torch", "tf", "ultralytics") else 1
        assert count(network, convention) == times * expected


def test_composites_count_as_their_parts() -> None:
    se = Chain(32, 8, 8)
    se.add("se", reduction=4)
    parts = Chain(32, 8, 8)
    parts.add("gap")
    parts.add("linear", out=8)
    parts.add("linear", out=32)
    for name in ("macs", "pycls", "torch", "fvcore", "thop", "torchinfo"):
        one, other = (count(net.finish(), CONVENTIONS[name]) for net in (se, parts))
        assert one == other


@pytest.mark.parametrize(
    "line", ["8x7@16: attention(heads=4)", "9@16: lstm8", "9x9@16: deform_conv3@4"]
)
def test_what_a_counter_makes_of_a_layer_is_unknown_where_nothing_settles_it(line: str) -> None:
    network = load_document(document_of_line(line), dims=1 if "lstm" in line else None)
    for name, convention in CONVENTIONS.items():
        assert (count(network, convention) is not None) == (
            name in ("macs", "flops", "papers") or (name == "torch" and "deform" not in line)
        )
