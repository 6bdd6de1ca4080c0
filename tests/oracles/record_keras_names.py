"""Record what Keras answers in its own words: ``python -m tests.oracles.record_keras_names``.

A case names a layer of Keras and gives its own arguments; lists are tuples there. `size` is the
size of the input, channels behind it; the argument of that name is spelled `size_`. Names that
several frameworks have go with the dialect. A case counts where calling the layer on a batch of two
and ``compute_output_shape`` say the same, or both refuse; the header counts the others. Those met:

* Pools that leave nothing, and axes of a layer normalisation out of order.
"""

from __future__ import annotations

import sys
from collections import Counter
from math import prod
from typing import Any

import numpy as np

from convcalc.layers.index import look_up
from tests.oracles.cases import Answer, Case, Recording, collect, main, once, refusal, share
from tests.oracles.cover import cover
from tests.oracles.keras_names_draw import DRAWS, WEIGHTS
from tests.oracles.record_keras import BATCH, backends_differ, keras, layers, plural, readable

SEED = 20264
COUNT = 1400
OURS = ("layer", "size", "in", "dialect")


def build(case: Case) -> Any:
    """The layer of a case."""
    arguments = {key.rstrip("_"): plural(case[key]) for key in case if key not in OURS}
    return getattr(layers, case["layer"])(**arguments)


def answer(case: Case, dropped: Counter[str]) -> Answer | None:
    """What the layer says, called and uncalled; None, and a count, if it contradicts itself."""
    if torch_only(case):
        return None
    shape = (BATCH, *case["size"], case["in"])
    found: list[tuple[int, ...] | None] = []
    said: Answer = {}
    for told in (called, foretold):
        try:
            layer = build(case)
            output = told(layer, shape)
        except Exception as error:  # the backend's exceptions come through
            said = said or refusal(readable(error))
            found.append(None)
            continue
        found.append(output)
        if told is called:
            learnable, stored = (
                sum(prod(weight.shape) for weight in weights)
                for weights in (layer.trainable_weights, layer.non_trainable_weights)
            )
            _, *size, channels = output
            said = {"size": size, "channels": channels, "params": learnable, "buffers": stored}
            if not prod(output):
                said["empty"] = True
    if found[0] != found[1]:
        dropped[case["layer"]] += 1
        return None
    return said


def torch_only(case: Case) -> bool:
    """Whether the answer is the torch backend's own, as `record_keras` knows it."""
    ours = {"layer": look_up(case["layer"]).type, "size": case["size"]}
    ours["kernel"] = case.get("kernel_size", case.get("pool_size", 1))
    ours["padding"] = str(case.get("padding")).lower()
    ours["dilation"] = case.get("dilation_rate", 1)
    ours.update({key: case[key] for key in case if key == "output_padding"})
    return backends_differ(ours)


def called(layer: Any, shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of the output of a call."""
    return tuple(layer(np.zeros(shape, dtype=np.float32)).shape)


def foretold(layer: Any, shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape that the layer says its output will have."""
    return tuple(layer.compute_output_shape(shape))


def record(count: int, seed: int = SEED) -> Recording:
    """Draw and call ``count`` cases."""
    dropped: Counter[str] = Counter()

    def asked(case: Case) -> Answer | None:
        if look_up(case["layer"]).dialect is None:
            case["dialect"] = "keras"
        return answer(case, dropped)

    records = collect(share(count, WEIGHTS), DRAWS, asked, None, seed)
    records += once(cover("keras"), asked)
    version = f"keras {keras.__version__}, backend {keras.backend.backend()}"
    return Recording(
        "keras_names", version, seed, records, {"dropped": dict(sorted(dropped.items()))}
    )


if __name__ == "__main__":
    sys.exit(main("keras_names", record, COUNT))
