"""Record what torch answers to random single-layer cases: ``python -m tests.oracles.record_torch``.

Every case runs on the meta device. Unless it is large it also runs on the CPU, and where the two
differ the CPU's verdict counts: meta lets through non-positive dilations, negative paddings and
strides, empty maps, kernels of 0, and too large output paddings. A large case with a window is
refused if the CPU refuses it with as few channels as its groups allow. Batches have two elements
and modules are in inference mode, so that statistics over one value play no part, except where
torch insists (instance normalisation). ``"empty": true`` marks an answer that torch gives although
an input or the output has no elements.

Composed, since torch has no single module: ``separable``, ``spatial_separable``, ``se``, ``crop``
(negative F.pad, or narrow), asymmetric and causal convolution padding (F.pad before), and full
padding (the effective kernel less one). Left out: locally connected layers, other padding words,
asymmetric pool padding, one- and three-dimensional unfold, fold and pixel shuffle, the window of
local response normalisation, and sums or products that torch broadcasts, except by a 1x1 map.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import dataclass
from math import prod

import torch
from torch.utils.flop_counter import FlopCounterMode

from tests.oracles.cases import Answer, Case, Recording, collect, main, refusal, share
from tests.oracles.torch_draw import DRAWS, WEIGHTS
from tests.oracles.torch_run import BATCH, build, inputs

SEED = 20260
COUNT = 6000
AFFORDABLE_ELEMENTS = 2_000_000
AFFORDABLE_MACS = 20_000_000
WINDOWED = frozenset(
    (
        *("conv", "depthwise", "pointwise", "separable", "spatial_separable", "tconv", "unfold"),
        *("maxpool", "avgpool", "lppool", "adaptive_avgpool", "adaptive_maxpool", "gap", "gmp"),
    )
)
COUNTED = frozenset(
    ("conv", "depthwise", "pointwise", "separable", "spatial_separable", "tconv", "linear", "se")
)
REFUSALS = (
    AssertionError,
    IndexError,
    RuntimeError,
    TypeError,
    ValueError,
    ZeroDivisionError,
)


@dataclass(frozen=True)
class Outcome:
    """What one device said: an answer, and the elements it allocated."""

    answer: Answer
    elements: int = 0


def run(case: Case, device: str) -> Outcome:
    """Build and run a case on one device.

    Only the meta device counts operations: under the counter the CPU would use torch's
    decompositions, which check less than its kernels.
    """
    counter = FlopCounterMode(display=False)
    counting = device == "meta" and case["layer"] in COUNTED
    try:
        with torch.no_grad(), torch.device(device):
            module, given = build(case), inputs(case)
            with counter if counting else nullcontext():
                output = module(*given)
    except REFUSALS as error:
        return Outcome(refusal(error))
    learnable = sum(parameter.numel() for parameter in module.parameters())
    stored = sum(buffer.numel() for buffer in module.buffers() if buffer.dim())
    _, channels, *size = output.shape
    answer: Answer = {"size": size, "channels": channels, "params": learnable, "buffers": stored}
    if counting:
        answer["macs"] = counter.get_total_flops() // (2 * BATCH)
    tensors = [output, *given]
    if not all(x.numel() for x in tensors):
        answer["empty"] = True
    return Outcome(answer, learnable + sum(x.numel() for x in tensors))


def given_elements(case: Case) -> int:
    """The elements of the inputs, negative sizes counted as zero."""
    shapes = case.get("inputs", [case])
    return sum(prod(max(x, 0) for x in (shape["in"], *shape["size"])) for shape in shapes)


def affordable(case: Case, meta: Outcome) -> bool:
    """Whether the CPU can run a case in little time."""
    macs = meta.answer.get("macs", 0)
    return max(meta.elements, given_elements(case)) <= AFFORDABLE_ELEMENTS and (
        macs <= AFFORDABLE_MACS
    )


def slim(case: Case) -> Case:
    """The case with one channel for each group."""
    groups = case.get("groups", 1)
    return {**case, "in": groups, **{key: groups for key in ("out", "mid") if key in case}}


def answer(case: Case) -> Answer:
    """The CPU's answer, or the meta device's for large cases the CPU does not object to."""
    meta = run(case, "meta")
    if affordable(case, meta):
        verdict = run(case, "cpu").answer
        return verdict if "refused" in verdict else {**meta.answer, **verdict}
    if case["layer"] in WINDOWED and "refused" not in meta.answer:
        verdict = run(slim(case), "cpu").answer
        if "refused" in verdict:
            return verdict
    return meta.answer


def record(count: int) -> Recording:
    """Draw and run ``count`` cases."""
    torch.set_num_threads(1)
    records = collect(share(count, WEIGHTS), DRAWS, answer, "torch", SEED)
    return Recording("torch", torch.__version__.partition("+")[0], SEED, records)


if __name__ == "__main__":
    sys.exit(main("torch", record, COUNT))
