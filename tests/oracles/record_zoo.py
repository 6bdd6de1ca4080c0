"""Record the totals of networks that torchvision and timm build:
``python -m tests.oracles.record_zoo``.

A case has our name, the library and its name, and the shape that came in. Nothing is allocated:
the networks stand on the meta device (those that compute while they are built, on the CPU). MACs
are half of what FlopCounterMode counts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from math import prod
from typing import Any

import timm
import torch
import torchvision
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from tests.oracles.cases import Answer, Case, Recording, main, once

SIZES = ("400mf", "800mf", "1_6gf", "3_2gf", "8gf", "16gf", "32gf")
TORCHVISION: dict[str, str] = {
    **{f"convnext_{size}": "3x224x224" for size in ("tiny", "small", "base", "large")},
    **{f"regnet_{kind}_{size}": "3x224x224" for kind in "xy" for size in SIZES},
    **dict.fromkeys(("r3d_18", "mc3_18", "r2plus1d_18"), "3x16x112x112"),
}
APART = ("regnet_x_400mf", "regnet_y_800mf", "regnet_y_8gf")
"""Networks of torchvision that are not those of the paper."""
TIMM: dict[str, tuple[str, str]] = {
    "inception_v4": ("inception_v4", "3x299x299"),
    "inception_resnet_v2": ("inception_resnet_v2", "3x299x299"),
    "darknet53": ("darknet53", "3x256x256"),
    "cspdarknet53": ("cspdarknet53", "3x256x256"),
    "seresnext50_32x4d": ("se_resnext50_32x4d", "3x224x224"),
    "seresnext101_32x4d": ("se_resnext101_32x4d", "3x224x224"),
    "legacy_seresnext50_32x4d": ("se_resnext50_32x4d", "3x224x224"),
    "legacy_xception": ("xception", "3x299x299"),
    "mobilenetv2_100": ("mobilenet_v2", "3x224x224"),
    "mobilenetv3_large_100": ("mobilenet_v3_large", "3x224x224"),
    "mobilenetv3_small_100": ("mobilenet_v3_small", "3x224x224"),
    "mnasnet_100": ("mnasnet1_0", "3x224x224"),
    "resnetv2_50": ("resnet50_v2", "3x224x224"),
    **{
        f"tf_efficientnet_b{phi}": (f"efficientnet_b{phi}", f"3x{size}x{size}")
        for phi, size in enumerate((224, 240, 260, 300, 380, 456, 528, 600))
    },
    **{
        f"regnet{kind}_{there}": (f"regnet_{kind}_{here}", "3x224x224")
        for kind in "xy"
        for there, here in zip(
            ("004", "008", "016", "032", "080", "160", "320"), SIZES, strict=True
        )
    },
    "ghostnet_050": ("ghostnet0_5", "3x224x224"),
    "ghostnet_100": ("ghostnet", "3x224x224"),
    "ghostnet_130": ("ghostnet1_3", "3x224x224"),
    "mobilenetv4_conv_small": ("mobilenet_v4_conv_small", "3x224x224"),
    "mobilenetv4_conv_medium": ("mobilenet_v4_conv_medium", "3x256x256"),
    "mobilenetv4_conv_large": ("mobilenet_v4_conv_large", "3x384x384"),
    **{name: (name, "3x224x224") for name in ("hrnet_w18", "hrnet_w32", "hrnet_w48")},
    **{
        f"repvgg_{kind}": (f"repvgg_{kind}", "3x224x224")
        for kind in ("a0", "a1", "a2", "b0", "b1", "b1g4", "b2", "b3")
    },
}
"""Name there -> name here, and the shape that comes in."""


def cases() -> Iterator[Case]:
    """Every network once."""
    for name, shape in TORCHVISION.items():
        ours = f"{name}_torchvision" if name in APART else name
        yield {"layer": ours, "library": "torchvision", "name": name, "input": shape}
    for name, (ours, shape) in TIMM.items():
        yield {"layer": ours, "library": "timm", "name": name, "input": shape}


def built(case: Case) -> nn.Module:
    """The network of a case."""

    def build() -> nn.Module:
        if case["library"] == "timm":
            return timm.create_model(case["name"])
        found: nn.Module = torchvision.models.get_model(case["name"])
        return found

    try:
        with torch.device("meta"):
            return build()
    except (RuntimeError, NotImplementedError):
        return build()


def answer(case: Case) -> Answer:
    """The totals of a network."""
    network = built(case).eval()
    device = next(network.parameters()).device
    shape = tuple(map(int, case["input"].split("x")))
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        output: Any = network(torch.zeros((1, *shape), device=device))
    running = [value for name, value in network.named_buffers() if "running" in name]
    return {
        "params": sum(parameter.numel() for parameter in network.parameters()),
        "buffers": sum(prod(value.shape) for value in running),
        "macs": counter.get_total_flops() // 2,
        "output": list(output.shape[1:]),
    }


def record(count: int, seed: int = 0) -> Recording:
    """Ask for every network; nothing is drawn."""
    torch.set_num_threads(1)
    version = f"torchvision {torchvision.__version__.partition('+')[0]}, timm {timm.__version__}"
    return Recording("zoo", version, seed, once(cases(), answer))


if __name__ == "__main__":
    sys.exit(main("zoo", record, 1))
