"""The recordings hold every name and every key of the frameworks, but for those listed here."""

from __future__ import annotations

from collections import defaultdict
from importlib import import_module
from typing import Any

from convcalc.layers.dialects.classes import AXES, TABLES
from convcalc.layers.index import FOREIGN
from tests.oracles.test_oracles import recorded

RECORDINGS = {"torch": "names", "keras": "keras_names", "onnx": "onnx_names"}


def table(dialect: str) -> dict[str, tuple[str, str]]:
    """Class -> type and arguments, of one framework."""
    found: dict[str, Any] = import_module(f"convcalc.layers.dialects.{TABLES[dialect]}").CLASSES
    return found


def unrecorded() -> tuple[set[str], set[str]]:
    """Names that no recording has, and `dialect class.key` likewise."""
    names, keys = set(FOREIGN), set()
    for dialect, recording in RECORDINGS.items():
        classes, met = table(dialect), defaultdict(set)
        for _, case, _ in recorded(recording):
            name = case["layer"]
            names.discard(name)
            own = name if name in classes else AXES.sub("{}", name)
            met[own] |= {"size" if key == "size_" else key for key in case if key != "size"}
        for name, (_, arguments) in classes.items():
            keys |= {
                f"{dialect} {name}.{key}" for key in set(arguments.split()) - {"*"} - met[name]
            }
    return names, keys


NO_ORACLE = {"Convolution", "Deconvolution", "InnerProduct", "Pooling", "Eltwise", "TanH"}
"""Caffe's alone, of which there is no recording; `BatchNorm` is its name and nobody's."""
GONE = {"LocallyConnected1D", "LocallyConnected2D"}
"""Layers of Keras 2 that Keras 3 has no more."""
SEVERAL_INPUTS = {
    "Add", "Concat", "Concatenate", "Max", "Maximum", "Mul", "Multiply", "Subtract", "Sum",
}  # fmt: skip
"""Layers that a case of one input cannot show."""
UNDER_OUR_NAMES = {"RNN", "MultiheadAttention"}
"""Classes of torch whose answers are recorded in `types`, under the names of our types."""
OF_SEQUENCES = {"torch LSTM", "torch GRU", "torch RNN", "torch MultiheadAttention"}
BY_HAND = {"Clip", "MultiHeadAttention"}
"""Names of ONNX and Keras that are held to their pages alone."""
OURS = {"torch LayerNorm.over", "torch Linear.over", "keras Dense.over",
        "keras LayerNormalization.over"}  # fmt: skip
"""Keys that the framework does not have."""
OF_THE_CALL = {"torch MaxUnpool{}d.output_size"}
"""An argument of the call and not of the class."""
OLDER = {"onnx BatchNormalization.spatial", "onnx Pad.value", "onnx Upsample.mode",
         "onnx Upsample.scales"}  # fmt: skip
"""Of opsets before the recorded one."""


def test_the_recordings_have_every_name_but_these() -> None:
    names, _ = unrecorded()
    unseen = NO_ORACLE | {"BatchNorm"} | GONE | SEVERAL_INPUTS
    assert names == unseen | UNDER_OUR_NAMES | BY_HAND


def test_the_recordings_have_every_key_but_these() -> None:
    _, keys = unrecorded()
    unseen = GONE | SEVERAL_INPUTS | BY_HAND
    keys = {key for key in keys if key.split(".")[0] not in OF_SEQUENCES}
    assert {key for key in keys if key.split(" ")[1].split(".")[0] not in unseen} == (
        OURS | OF_THE_CALL | OLDER
    )
