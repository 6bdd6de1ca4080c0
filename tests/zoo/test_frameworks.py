"""The zoo against the networks that torchvision and timm build, and names in any spelling."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import UsageError
from convcalc.load.document import document_of_line
from convcalc.network.totals import totals
from convcalc.zoo import NAMES, find
from convcalc.zoo.spelling import OTHERS, SEVERAL, squashed
from tests.oracles.test_oracles import recorded
from tests.zoo.measures import network

RECORDED = [(case, answer) for _, case, answer in recorded("zoo")]


@pytest.mark.parametrize(("case", "answer"), RECORDED, ids=lambda one: one.get("name"))
def test_the_networks_of_torchvision_and_timm(case: dict[str, Any], answer: dict[str, Any]) -> None:
    found = network(f"{case['layer']}:input={case['input']}")
    sums, output = totals(found), found.nodes[found.outputs[0]].shape
    assert sums.params == answer["params"]
    assert sums.buffers == answer["buffers"]
    assert sums.macs == answer["macs"]
    assert [output.channels, *output.spatial] == answer["output"]
    if not case["layer"].endswith("_torchvision"):
        assert find(case["name"]) == case["layer"]


# Published: darknet's 65.864 BFLOPs at 416; the tables of Ultralytics (of YOLOv8 less 16 fixed
# weights); EDSR, Table 1; facenet-pytorch; fairseq's feature extractor.
PUBLISHED = {
    "yolov3": 61_949_149,
    "yolov5n": 1_872_157, "yolov5s": 7_235_389, "yolov5m": 21_190_557, "yolov5l": 46_563_709,
    "yolov5x": 86_749_405,
    "yolov8n": 3_157_184, "yolov8s": 11_166_544, "yolov8m": 25_902_624, "yolov8l": 43_691_504,
    "yolov8x": 68_229_632,
    "patchgan": 2_768_705, "pix2pix": 54_413_955, "edsr_baseline": 1_369_859, "edsr": 40_729_603,
    "mtcnn_pnet": 6_632, "mtcnn_rnet": 100_178, "mtcnn_onet": 389_040,
    "wav2vec2_encoder": 4_200_448,
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_parameters(name: str) -> None:
    assert totals(network(name)).params == PUBLISHED[name]


def test_what_else_is_published_of_them() -> None:
    assert round(2 * totals(network("yolov3")).macs / 10**9, 2) == 65.86
    assert round(totals(network("resnet20_cifar")).params / 10**6, 2) == 0.27
    assert round(totals(network("resnet110_cifar")).params / 10**6, 1) == 1.7
    assert round(totals(network("c3d:classes=101")).params / 10**6, 2) == 78.41


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("ResNet50", "resnet50"), ("resnet-50", "resnet50"), ("VGG-16", "vgg16"),
        ("vgg 16 bn", "vgg16_bn"), ("mobilenetv2", "mobilenet_v2"), ("AlexNet", "alexnet"),
        ("regnet_x_1.6gf", "regnet_x_1_6gf"), ("RegNetX-16GF", "regnet_x_16gf"),
        ("SqueezeNet1.0", "squeezenet1_0"), ("EfficientNetB0", "efficientnet_b0"),
        ("resnet50.a1_in1k", "resnet50"), ("GoogLeNet", "googlenet"), ("YOLOv5s", "yolov5s"),
        ("Inception_ResNet_V2", "inception_resnet_v2"), ("resnet5", None),
        ("resnet_20", "resnet20_cifar"), ("mobilenet", None),
        ("", None), ("yolov3.tiny", None), ("yolov3.in1k", "yolov3"),
    ],
)  # fmt: skip
def test_usual_spellings(spelling: str, name: str | None) -> None:
    assert find(spelling) == name


def test_a_spelling_means_one_network_and_no_line() -> None:
    assert len({squashed(name) for name in NAMES}) == len(NAMES)
    for other, name in OTHERS.items():
        assert other not in NAMES
        assert find(other) == name
    for spelling, names in SEVERAL.items():
        assert set(names) <= set(NAMES)
        with pytest.raises(UsageError) as caught:
            find(spelling)
        assert caught.value.code == "zoo.several"
    for spelling in (*OTHERS, *SEVERAL):
        with pytest.raises(Exception, match="load"):
            document_of_line(spelling)
