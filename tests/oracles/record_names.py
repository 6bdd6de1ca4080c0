"""Record what torch answers in its own words: ``python -m tests.oracles.record_names``.

A case names a class of torch.nn and gives its own arguments; lists are tuples there. Everything
runs on the CPU, on a batch of two, in inference mode. `size` is the size of the input; the argument
of that name is spelled `size_`. `over`, which torch does not have, is kept from it. Circular
padding by more than a negative amount on the other side leaves reads memory that nothing was
written to: that is no answer.
"""

from __future__ import annotations

import sys
from typing import Any

import torch
from torch import nn

from tests.oracles.cases import Answer, Case, Recording, collect, main, once, refusal, share
from tests.oracles.cover import cover
from tests.oracles.names_draw import DRAWS, WEIGHTS
from tests.oracles.record_torch import REFUSALS
from tests.oracles.torch_run import BATCH

SEED = 20261
COUNT = 1500
OURS = ("layer", "size", "in", "over", "dialect")


def plural(value: Any) -> Any:
    """Lists as tuples, as torch's modules want them."""
    return tuple(map(plural, value)) if isinstance(value, list) else value


def build(case: Case) -> nn.Module:
    """The module of a case."""
    arguments = {key.rstrip("_"): plural(case[key]) for key in case if key not in OURS}
    module: nn.Module = getattr(nn, case["layer"])(**arguments)
    return module.eval()


def overlapping(case: Case) -> bool:
    """Whether some axis goes round further than what is left of it, which torch does not check."""
    n = len(case["size"])
    ends = case["padding"] if isinstance(case["padding"], list) else [case["padding"]] * 2 * n
    for axis, size in enumerate(reversed(case["size"])):
        begin, end = ends[2 * axis : 2 * axis + 2]
        if max(begin, end) > size + min(begin, 0) + min(end, 0):
            return True
    return False


def answer(case: Case) -> Answer:
    """What torch says to a case."""
    try:
        with torch.no_grad():
            module = build(case)
            x = torch.zeros((BATCH, case["in"], *case["size"]))
            pooled = case["layer"].startswith("MaxUnpool")
            output = module(x, torch.zeros_like(x, dtype=torch.int64)) if pooled else module(x)
            if case["layer"].startswith("CircularPad") and overlapping(case):
                return refusal("reads what it has not written")
    except REFUSALS as error:
        return refusal(error)
    learnable = sum(parameter.numel() for parameter in module.parameters())
    stored = sum(buffer.numel() for buffer in module.buffers() if buffer.dim())
    _, channels, *size = output.shape
    found: Answer = {"size": size, "channels": channels, "params": learnable, "buffers": stored}
    return found if output.numel() and x.numel() else {**found, "empty": True}


def record(count: int, seed: int = SEED) -> Recording:
    """Draw and run ``count`` cases."""
    torch.set_num_threads(1)
    records = collect(share(count, WEIGHTS), DRAWS, answer, None, seed)
    records += once(cover("torch"), answer)
    return Recording("names", torch.__version__.partition("+")[0], seed, records)


if __name__ == "__main__":
    sys.exit(main("names", record, COUNT))
