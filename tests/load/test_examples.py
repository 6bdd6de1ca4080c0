"""The networks of the contract, written by hand in its grammar: totals exact."""

from __future__ import annotations

import pytest

from .helpers import buffers, macs, params, read

RESNET = """\
convcalc: 1
name: resnet50
input: 3x224x224
set: {classes: 1000}
defaults: {conv: {bias: false}}
blocks:
  bottleneck(width, stride=1):
    - add[ conv1@width bn relu
           conv3/(stride)p1@width bn relu
           conv1@(4*width) bn
         | if(stride > 1 or cin != 4*width)[ conv1/(stride)@(4*width) bn | ]
         ] relu
layers:
  - stem: conv7/2p3@64 bn relu maxpool3/2p1
  - stage1: 3*( bottleneck(64) )
  - stage2: bottleneck(128, stride=2) 3*( bottleneck(128) )
  - stage3: bottleneck(256, stride=2) 5*( bottleneck(256) )
  - stage4: bottleneck(512, stride=2) 2*( bottleneck(512) )
  - head: gap linear@(classes)
expect: {params: 25557032, macs: 4089184256, output: 1000}
budget: {params: 30M, macs: 5G, receptive_field: {min: 224}}
"""

SE_RESNET = """\
input: 3x224x224
defaults: {conv: {bias: false}}
blocks:
  gate(r): mul[ | gap linear@(cin//r) relu linear@cin sigmoid ]
  bottleneck(width, stride=1):
    - add[ conv1/(stride)@width bn relu conv3p1@width bn relu conv1@(4*width) bn gate(16)
         | if(stride > 1 or cin != 4*width)[ conv1/(stride)@(4*width) bn | ] ] relu
  stage(width, count, stride=2): bottleneck(width, stride) (count - 1)*( bottleneck(width) )
layers:
  - conv7/2p3@64 bn relu maxpool3/2p1
  - stage(64, 3, 1) stage(128, 4) stage(256, 6) stage(512, 3)
  - gap linear@1000
"""

DENSENET = """\
input: 3x224x224
set: {growth: 32}
defaults: {conv: {bias: false}}
blocks:
  grow: concat[ | bn relu conv1@(4*growth) bn relu conv3p1@growth ]
  shrink: bn relu conv1@(cin//2) avgpool2
layers:
  - conv7/2p3@(2*growth) bn relu maxpool3/2p1
  - 6*( grow ) shrink 12*( grow ) shrink 24*( grow ) shrink 16*( grow )
  - bn relu gap linear@1000
"""

UNET = """\
input: 1x572x572
blocks:
  double(c): conv3@c relu conv3@c relu
  up(skip, c): [{u: tconv2/2@c}, "concat[ from(skip) crop(like=u) | ] double(c)"]
layers:
  - d1: double(64)
  - d2: maxpool2 double(128)
  - d3: maxpool2 double(256)
  - d4: maxpool2 double(512)
  - maxpool2 double(1024)
  - up(d4, 512) up(d3, 256) up(d2, 128) up(d1, 64)
  - conv1@2
"""

INCEPTION = """\
input: 288x35x35
defaults: {conv: {bias: false}}
blocks:
  c(k, out, p=0, s=1): conv(kernel=k, stride=s, padding=p, out=out) bn relu
layers:
  - a: concat[ c(1, 64) | c(1, 48) c(5, 64, p=2) | c(1, 64) 2*( c(3, 96, p=1) )
             | avgpool3/1p1 c(1, 64) ]
  - b: concat[ c(3, 384, s=2) | c(1, 64) c(3, 96, p=1) c(3, 96, s=2) | maxpool3/2 ]
  - c: concat[ c(1, 192) | c(1, 128) c(1x7, 128, p=0x3) c(7x1, 192, p=3x0)
             | c(1, 128) 2*( c(7x1, 128, p=3x0) c(1x7, 128, p=0x3) ) c(1, 192)
             | avgpool3/1p1 c(1, 192) ]
"""


@pytest.mark.parametrize(
    ("text", "learnt", "multiplied"),
    [
        (RESNET, 25_557_032, 4_089_184_256),
        (SE_RESNET, 28_088_024, 3_860_488_192),
        (DENSENET, 7_978_856, 2_834_161_664),
        (UNET, 31_030_658, 150_428_424_448),
    ],
)
def test_totals(text, learnt, multiplied):
    network = read(text)
    assert (params(network), macs(network)) == (learnt, multiplied)


def test_running_statistics():
    assert buffers(read(RESNET)) == 53_120


def test_sizes_of_an_inception_module():
    network = read(INCEPTION)
    merged = [node.shape for node in network.nodes if node.type == "concat"]
    assert [(shape.channels, shape.spatial) for shape in merged] == [
        (288, (35, 35)), (768, (17, 17)), (768, (17, 17)),
    ]  # fmt: skip
    first = [node for node in network.nodes if node.stage == "a"]
    convolutions = (
        288 * 64 + 288 * 48 + 48 * 64 * 25 + 288 * 64 + 64 * 96 * 9 + 96 * 96 * 9 + 288 * 64
    )
    norms = 2 * (64 + 48 + 64 + 64 + 96 + 96 + 64)
    assert sum(node.sheet.params for node in first) == convolutions + norms


def test_sizes_of_the_unet():
    sizes = [node.shape.spatial[0] for node in read(UNET).nodes]
    assert sizes[0] == 572
    assert sizes[-1] == 388
    crops = [node.shape.spatial[0] for node in read(UNET).nodes if node.type == "crop"]
    assert crops == [56, 104, 200, 392]


def test_each_takes_few_lines():
    for text in (RESNET, SE_RESNET, DENSENET, UNET, INCEPTION):
        assert len(text.splitlines()) <= 21
