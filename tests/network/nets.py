"""Real networks written by hand through the builder, for tests that must not depend on loading."""

from __future__ import annotations

from typing import Any

from convcalc.layers.base import Shape
from convcalc.network.builder import Builder
from convcalc.network.graph import Network

__all__ = ["Chain", "alexnet", "chain", "mobilenet_v1", "resnet50", "unet", "vgg16", "wavenet"]


class Chain:
    """A builder that remembers the end of the chain."""

    def __init__(self, channels: Any, *spatial: Any, dialect: str = "torch") -> None:
        self.builder = Builder("test", dialect)
        self.end = self.builder.input(Shape(channels, spatial))
        self.stage = ""

    def add(self, kind: str, *inputs: int, **given: Any) -> int:
        self.end = self.builder.add(kind, given, inputs or (self.end,), stage=self.stage)
        return self.end

    @property
    def channels(self) -> Any:
        return self.builder.shape(self.end).channels

    def conv(self, out: Any, kernel: Any, stride: Any = 1, padding: Any = 0, **given: Any) -> int:
        values = {"out": out, "kernel": kernel, "stride": stride, "padding": padding}
        return self.add("conv", **values, **given)

    def conv_bn(
        self, out: Any, kernel: Any, stride: Any = 1, padding: Any = 0, **given: Any
    ) -> int:
        self.conv(out, kernel, stride, padding, bias=False, **given)
        return self.add("bn")

    def finish(self, *outputs: int, **promises: Any) -> Network:
        return self.builder.finish(outputs, **promises)


def chain(length: int, size: int = 32) -> Network:
    net = Chain(16, size, size)
    for _ in range(length):
        net.conv(16, 3, 1, 1)
    return net.finish()


def vgg16(height: Any = 224, width: Any = 224, bn: bool = False) -> Network:
    net = Chain(3, height, width)
    for stage, (count, out) in enumerate(((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)), 1):
        net.stage = f"stage{stage}"
        for _ in range(count):
            net.conv(out, 3, 1, 1)
            if bn:
                net.add("bn")
            net.add("relu")
        net.add("maxpool", kernel=2)
    net.stage = "head"
    for out in (4096, 4096):
        net.add("linear", out=out)
        net.add("relu")
    net.add("linear", out=1000)
    return net.finish()


def alexnet(height: Any = 227, width: Any = 227) -> Network:
    net = Chain(3, height, width)
    net.conv(96, 11, 4)
    net.add("relu")
    net.add("lrn")
    net.add("maxpool", kernel=3, stride=2)
    net.conv(256, 5, 1, 2, groups=2)
    net.add("relu")
    net.add("lrn")
    net.add("maxpool", kernel=3, stride=2)
    for out, groups in ((384, 1), (384, 2), (256, 2)):
        net.conv(out, 3, 1, 1, groups=groups)
        net.add("relu")
    net.add("maxpool", kernel=3, stride=2)
    for out in (4096, 4096):
        net.add("linear", out=out)
        net.add("relu")
        net.add("dropout")
    net.add("linear", out=1000)
    return net.finish()


def resnet50(height: Any = 224, width: Any = 224, version: str = "1.5", **promises: Any) -> Network:
    net = Chain(3, height, width)
    net.stage = "stem"
    net.conv_bn(64, 7, 2, 3)
    net.add("relu")
    net.add("maxpool", kernel=3, stride=2, padding=1)
    for stage, (blocks, out) in enumerate(((3, 64), (4, 128), (6, 256), (3, 512)), 1):
        net.stage = f"stage{stage}"
        for block in range(blocks):
            stride = 2 if stage > 1 and block == 0 else 1
            start = net.end
            net.conv_bn(out, 1, stride if version == "1" else 1)
            net.add("relu")
            net.conv_bn(out, 3, stride if version == "1.5" else 1, 1)
            net.add("relu")
            main = net.conv_bn(4 * out, 1)
            net.end = start
            if block == 0:
                net.conv_bn(4 * out, 1, stride)
            net.add("add", main, net.end)
            net.add("relu")
    net.stage = "head"
    net.add("gap")
    net.add("linear", out=1000)
    return net.finish(**promises)


def mobilenet_v1(height: Any = 224, width: Any = 224) -> Network:
    net = Chain(3, height, width, dialect="tf")
    net.conv_bn(32, 3, 2, "same")
    net.add("relu")
    rows = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)]
    for out, stride in (*rows, *((512, 1),) * 5, (1024, 2), (1024, 1)):
        net.add("depthwise", kernel=3, stride=stride, padding="same", bias=False)
        net.add("bn")
        net.add("relu")
        net.conv_bn(out, 1)
        net.add("relu")
    net.add("gap")
    net.add("linear", out=1000)
    return net.finish()


def unet(size: Any = 572, channels: int = 1, classes: int = 2) -> Network:
    net = Chain(channels, size, size)
    skips = []
    for level in range(5):
        for _ in range(2):
            net.conv(64 * 2**level, 3)
            net.add("relu")
        if level < 4:
            skips.append(net.end)
            net.add("maxpool", kernel=2)
    for level in (3, 2, 1, 0):
        up = net.add("tconv", kernel=2, stride=2, out=64 * 2**level)
        skip = net.add("crop", skips[level], output_size=list(net.builder.shape(up).spatial))
        net.add("concat", skip, up)
        for _ in range(2):
            net.conv(64 * 2**level, 3)
            net.add("relu")
    net.conv(classes, 1)
    return net.finish()


def wavenet(samples: int = 8000) -> Network:
    net = Chain(256, samples)
    net.conv(32, 2, 1, "causal", bias=False)
    skips = []
    for block in range(50):
        x = net.end
        gate = net.conv(32, 2, 1, "causal", dilation=2 ** (block % 10))
        gate = net.add("tanh")
        net.end = x
        net.conv(32, 2, 1, "causal", dilation=2 ** (block % 10))
        other = net.add("sigmoid")
        gated = net.add("mul", gate, other)
        skips.append(net.conv(512, 1))
        if block < 49:
            net.end = gated
            net.conv(32, 1)
            net.add("add", x, net.end)
    net.add("add", *skips)
    net.add("relu")
    net.conv(512, 1)
    net.add("relu")
    net.conv(256, 1)
    return net.finish()
