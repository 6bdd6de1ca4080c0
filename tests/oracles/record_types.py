"""Record what torch answers to the types that its other recordings do not draw:
``python -m tests.oracles.record_types``.

A case is in our own words. Sequences have their features as channels and stand last in torch;
attention runs without its fused path, recurrent layers without oneDNN, so that the products in them
are counted. MACs are half of what FlopCounterMode counts, per sample.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import torch
import torchvision
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from tests.oracles.cases import Answer, Case, Recording, main, once, refusal

SEED = 20262
COUNT = 150
BATCH = 2
REFUSALS = (RuntimeError, ValueError, TypeError, AssertionError)
PLAIN: dict[str, Callable[[], nn.Module]] = {
    "mish": nn.Mish, "softplus": nn.Softplus, "selu": nn.SELU, "celu": nn.CELU,
    "softsign": nn.Softsign, "logsigmoid": nn.LogSigmoid, "hardtanh": nn.Hardtanh,
    "threshold": lambda: nn.Threshold(0.1, 20), "softshrink": nn.Softshrink,
    "hardshrink": nn.Hardshrink, "tanhshrink": nn.Tanhshrink,
    "log_softmax": lambda: nn.LogSoftmax(dim=1),
}  # fmt: skip
RECURRENT: dict[str, Any] = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}
Built = tuple[nn.Module, Callable[[Tensor], Tensor]]


class Deformable(nn.Module):
    """A convolution for the offsets (and the factors), and the one that reads where they say."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        options = {key: case[key] for key in ("stride", "padding", "dilation") if key in case}
        kernel, groups = case["kernel"], case.get("offset_groups", 1)
        self.taps = kernel * kernel * groups
        self.modulated = bool(case.get("modulated"))
        self.offset = nn.Conv2d(
            case["in"], self.taps * (3 if self.modulated else 2), kernel, **options
        )
        self.conv = torchvision.ops.DeformConv2d(
            case["in"], case["out"], kernel, groups=case.get("groups", 1),
            bias=case.get("bias", True), **options,
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        found = self.offset(x)
        mask = found[:, 2 * self.taps :].sigmoid() if self.modulated else None
        result: Tensor = self.conv(x, found[:, : 2 * self.taps], mask)
        return result


class Attention(nn.Module):
    """Self-attention over all positions of a map."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.mha = nn.MultiheadAttention(
            case["in"], case["heads"], bias=case.get("bias", True), batch_first=True
        )

    def forward(self, x: Tensor) -> Tensor:
        tokens = x.flatten(2).transpose(1, 2)
        found: Tensor = self.mha(tokens, tokens, tokens)[0]
        return found.transpose(1, 2).reshape(x.shape)


def built(case: Case) -> Built:
    """The module of a case, and how it is called."""
    kind = case["layer"]
    if kind in PLAIN:
        module = PLAIN[kind]()
        return module, module
    if kind == "glu":
        module = nn.GLU(dim=-1 if case.get("over") == "last" else 1)
        return module, module
    if kind in RECURRENT:
        module = RECURRENT[kind](
            case["in"], case["hidden"], case.get("layers", 1), bias=case.get("bias", True),
            batch_first=True, bidirectional=case.get("bidirectional", False),
        )  # fmt: skip
        return module, lambda x: module(x.transpose(1, 2))[0].transpose(1, 2)
    if kind == "attention":
        module = Attention(case)
        return module, module
    if kind == "deform_conv":
        module = Deformable(case)
        return module, module
    ratio, size = case.get("ratio"), case.get("output_size")
    wanted = {"output_size": size} if size is not None else {"output_ratio": float(ratio)}
    pools = {2: nn.FractionalMaxPool2d, 3: nn.FractionalMaxPool3d}
    module = pools[len(case["size"])](case["kernel"], **wanted)
    return module, module


def answer(case: Case) -> Answer:
    """What torch says to a case."""
    try:
        with torch.no_grad(), torch.backends.mkldnn.flags(enabled=False):
            module, call = built(case)
            with FlopCounterMode(display=False) as counter:
                output = call(torch.zeros((BATCH, case["in"], *case["size"])))
    except REFUSALS as error:
        return refusal(error)
    _, channels, *size = output.shape
    found = {"size": size, "channels": channels}
    found["params"] = sum(parameter.numel() for parameter in module.parameters())
    if case["layer"] == "deform_conv":  # it counts the offsets' convolution alone
        return found
    return {**found, "macs": counter.get_total_flops() // 2 // BATCH}


def some(rng: Random, **given: Any) -> Case:
    """Some of these parameters."""
    return {key: value for key, value in given.items() if rng.random() < 0.6}


def cases(count: int, seed: int) -> Iterator[Case]:
    """So many cases of each type; of activations one."""
    for kind in PLAIN:
        yield {"layer": kind, "size": [4, 5], "in": 6}
    rng = Random(seed)
    for _ in range(count):
        size = [rng.randint(3, 12) for _ in range(rng.randint(1, 3))]
        over = some(rng, over=rng.choice(("last", "channels")))
        yield {"layer": "glu", "size": size, "in": rng.randint(1, 8), **over}
        for kind in RECURRENT:
            yield {
                "layer": kind, "size": [rng.randint(1, 20)], "in": rng.randint(1, 9),
                "hidden": rng.randint(1, 9),
                **some(rng, layers=rng.randint(1, 3), bidirectional=True, bias=False),
            }  # fmt: skip
        yield {
            "layer": "attention", "size": size, "in": rng.randint(1, 4) * 4,
            "heads": rng.choice((1, 2, 3, 4)), **some(rng, bias=False),
        }  # fmt: skip
        groups = rng.choice((1, 1, 2))
        yield {
            "layer": "deform_conv", "size": [rng.randint(7, 12), rng.randint(7, 12)],
            "in": 4 * groups, "kernel": rng.choice((1, 3)), "out": rng.choice((4, 6)),
            "groups": groups,
            **some(rng, stride=2, padding=1, dilation=2, offset_groups=2),
            **some(rng, modulated=True, bias=False),
        }  # fmt: skip
        axes = rng.choice((2, 3))
        wanted = rng.choice(
            ({"output_size": rng.randint(1, 9)}, {"ratio": rng.choice(("0.5", "0.7", "0.29"))})
        )
        yield {
            "layer": "fractional_maxpool", "size": [rng.randint(4, 30) for _ in range(axes)],
            "in": 3, "kernel": rng.choice((2, 3)), **wanted,
        }  # fmt: skip


def record(count: int, seed: int = SEED) -> Recording:
    """Run ``count`` cases of each type."""
    torch.set_num_threads(1)
    torch.backends.mha.set_fastpath_enabled(False)
    version = torch.__version__.partition("+")[0]
    return Recording("types", version, seed, once(cases(count, seed), answer))


if __name__ == "__main__":
    sys.exit(main("types", record, COUNT))
