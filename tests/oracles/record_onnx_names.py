"""Record what ONNX answers in its own words: ``python -m tests.oracles.record_onnx_names``.

A case names an operator and gives its attributes; inputs that are parameters of a layer of ours
(`pads` of a Pad, `scales` and `sizes` of a Resize, `shape` of a Reshape) are given in the same way,
and `out` and `bias` say what weights there are. `size` is the size of the input; the attribute of
that name is spelled `size_`. The batch is of two, and must stay.

A case counts where the checker and shape inference agree with onnxruntime: they give its shape, or
one of them refuses, too. The header counts the others. Left out are the windows on which oracles
contradict each other or the specification, see `record_onnx`: those larger than the padded input,
and SAME with a dilation, or with a stride beyond the kernel.
"""

from __future__ import annotations

import sys
import warnings
from collections import Counter
from random import Random
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort  # type: ignore[import-untyped]
from onnx import TensorProto, helper, numpy_helper

from convcalc.layers.index import look_up
from tests.oracles import onnx_draw
from tests.oracles.cases import Answer, Case, Draw, Recording, collect, main, once, refusal, share
from tests.oracles.cover import cover
from tests.oracles.draws import axes, chance, optional
from tests.oracles.record_onnx import (
    BUILDERS,
    IR_VERSION,
    OPERATORS,
    OPSET,
    SILENT,
    Refusal,
    Tensors,
    infer,
    outcome,
    run_ort,
    zeros,
)

SEED = 20265
COUNT = 1100
BATCH = 2
WORDS = ("layer", "size", "in", "dialect", "out", "bias", "parameters")
INPUTS = {
    "Pad": {"pads": "int64", "constant_value": "float32"},
    "Resize": {"scales": "float32", "sizes": "int64"},
    "Reshape": {"shape": "int64"},
    "MaxUnpool": {"output_shape": "int64"},
    "Dropout": {"ratio": "float32", "training_mode": "bool"},
}
"""Operator -> inputs that a case gives as parameters."""

STRANGE = ("inplace", "padding_mode", "data_format", "scale_factor")
NO_EFFECT = {"MaxPool": {"storage_order": 0}, "BatchNormalization": {"epsilon": 0.01},
             "Resize": {"nearest_mode": "floor"}, "LRN": {"alpha": 0.1}}  # fmt: skip


def in_words(case: Case) -> Case:
    """A case of `onnx_draw` under the names that ONNX has for it."""
    attributes, tensors = BUILDERS[case["layer"]](case)
    said = {"layer": OPERATORS[case["layer"]], "size": case["size"], "in": case["in"]}
    said.update({"size_" if key == "size" else key: value for key, value in attributes.items()})
    if "scales" in tensors and "scale" in case:
        said["scales"] = [1, 1, *axes(case["scale"], len(case["size"]))]
    for name in ("sizes", "pads"):
        if name in tensors:
            said[name] = [int(value) for value in tensors[name]]
    if "S" in tensors:
        said["output_shape"] = [int(value) for value in tensors["S"]]
    said.update({key: case[key] for key in ("out", "bias") if key in case})
    return said


def drawn(kind: str) -> Draw:
    """Cases of a type of `onnx_draw`, in words, seldom with one more."""

    def draw(rng: Random) -> Case:
        case = in_words(onnx_draw.DRAWS[kind](rng))
        if case["layer"] == "DepthToSpace":
            case.update(optional(rng, 0.5, mode=rng.choice(("DCR", "CRD"))))
        if chance(rng, 0.2):
            case.update(NO_EFFECT.get(case["layer"], {}))
        if chance(rng, 0.04):
            case[rng.choice(STRANGE)] = 1
        return case

    return draw


def flatten(rng: Random) -> Case:
    """A Flatten, mostly of everything but the batch."""
    case, n = onnx_draw.input_of(rng, "Flatten")
    case["in"] += 1  # with one channel, the batch may seem to stay where it does not
    return {**case, **optional(rng, 0.8, axis=rng.choice((1, 1, 1, -n - 1, 0, 2, n + 3)))}


def reshape(rng: Random) -> Case:
    """A Reshape that copies axes, or leaves one open."""
    case, n = onnx_draw.input_of(rng, "Reshape")
    sizes = [case["in"], *case["size"]]
    shape = [rng.choice((0, size)) for size in sizes]
    shape[rng.randrange(n + 1)] = rng.choice((-1, 0, 5))
    if chance(rng, 0.4):
        shape = [-1]
    return {**case, "shape": [0, *shape]}


def gemm(rng: Random) -> Case:
    """A Gemm, seldom of a map."""
    case, _ = onnx_draw.input_of(rng, "Gemm")
    case["size"] = case["size"] if chance(rng, 0.2) else []
    case.update(out=rng.randint(1, 9), transB=1, **optional(rng, 0.4, bias=False, alpha=0.5))
    return case


def keeping(rng: Random) -> Case:
    """An operator that keeps the shape."""
    layer, own = rng.choice((
        ("LayerNormalization", {"axis": rng.choice((1, -1, 2))}), ("LeakyRelu", {"alpha": 0.2}),
        ("Elu", {"alpha": 0.5}), ("Softmax", {"axis": 1}), ("Gelu", {"approximate": "tanh"}),
        ("HardSigmoid", {"alpha": 0.2, "beta": 0.5}), ("Dropout", {"seed": 1}),
    ))  # fmt: skip
    case, _ = onnx_draw.input_of(rng, layer)
    return {**case, **own}


DRAWS: dict[str, Draw] = {
    **{kind: drawn(kind) for kind in onnx_draw.DRAWS},
    "flatten": flatten,
    "reshape": reshape,
    "gemm": gemm,
    "keeping": keeping,
}
QUOTAS = {**onnx_draw.WEIGHTS, **dict.fromkeys(("flatten", "reshape", "gemm", "keeping"), 60)}


def weights(case: Case) -> Tensors:
    """The weights of a case, as initializers in the order of the operator's inputs."""
    layer, c = case["layer"], case["in"]
    groups, out = case.get("group", 1), case.get("out", 1)
    if layer in ("Conv", "ConvTranspose"):
        first = (out, c // groups) if layer == "Conv" else (c, out // groups)
        found = {"W": zeros(*first, *case["kernel_shape"])}
    elif layer == "Gemm":
        found = {"W": zeros(out, c)}
    elif layer == "LayerNormalization":
        shape = (c, *case["size"])[case["axis"] - 1 if case["axis"] > 0 else case["axis"] :]
        found = {"W": zeros(*shape), "B": zeros(*shape)}
    elif layer == "PRelu":
        return {"slope": zeros(case["parameters"], *[1] * len(case["size"]))}
    else:
        names = {
            "BatchNormalization": "sbmv",
            "InstanceNormalization": "sb",
            "GroupNormalization": "sb",
        }.get(layer, "")
        return {name: zeros(c) for name in names}
    if case.get("bias", True):
        found["B"] = found.get("B", zeros(out))
    return found


def model(case: Case) -> onnx.ModelProto:
    """A model of one node, from the words of the case."""
    layer = case["layer"]
    inputs = INPUTS.get(layer, {})
    tensors = weights(case)
    if layer == "MaxUnpool":
        tensors["I"] = np.zeros((BATCH, case["in"], *case["size"]), dtype=np.int64)
    if layer == "Resize":
        tensors[""] = zeros(0)
        if "scales" not in case:
            tensors["scales"] = zeros(0)
    for name, kind in inputs.items():
        if name in case:
            values = [BATCH, *case[name][1:]] if name in ("sizes", "output_shape") else case[name]
            tensors[name] = np.array(values, dtype=kind)
    own = {k.rstrip("_"): v for k, v in case.items() if k not in (*WORDS, *inputs)}
    if layer == "LRN" and "bias" in case:  # an attribute there, no weight
        own["bias"] = case["bias"]
    node = helper.make_node(layer, ["X", *tensors], ["Y"], **own)
    graph = helper.make_graph(
        [node],
        "case",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, [BATCH, case["in"], *case["size"]])],
        [helper.make_tensor_value_info("Y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value, name) for name, value in tensors.items() if name],
    )
    opsets = [helper.make_opsetid("", OPSET)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)


def contested(case: Case) -> bool:
    """Whether the oracles treat such a window in ways of their own."""
    if "kernel_shape" not in case or case["layer"] == "MaxUnpool":
        return False
    n = len(case["size"])
    spans = [
        d * (k - 1) + 1
        for k, d in zip(case["kernel_shape"], case.get("dilations", [1] * n), strict=True)
    ]
    strides = case.get("strides", [1] * n)
    if case.get("auto_pad", "").startswith("SAME"):
        stretched = any(d != 1 for d in case.get("dilations", ()))
        return stretched or any(map(int.__gt__, strides, spans))
    pads = case.get("pads", [0] * 2 * n)
    padded = [i + p + q for i, p, q in zip(case["size"], pads[:n], pads[n:], strict=True)]
    return case["layer"] != "ConvTranspose" and any(map(int.__gt__, spans, padded))


def answer(case: Case, dropped: Counter[str]) -> Answer | None:
    """What checker, shape inference and onnxruntime agree on; None, and a count, if they do not."""
    if look_up(case["layer"]).dialect != "onnx":
        case["dialect"] = "onnx"
    if contested(case):
        return None
    try:
        proto = model(case)
    except (ZeroDivisionError, ValueError):  # no such weights
        return None
    x = zeros(BATCH, case["in"], *case["size"])
    run = outcome(lambda: run_ort(proto, x))
    foretold: Any = infer(proto)
    checked = outcome(lambda: onnx.checker.check_model(proto) or (1,))
    if isinstance(run, Refusal):
        if isinstance(foretold, Refusal) or isinstance(checked, Refusal):
            return refusal(run.message)
    elif foretold in (run, None):
        if run[0] != BATCH or len(run) < 2:
            return refusal("the batch does not stay")
        given: Answer = {"size": list(run[2:]), "channels": run[1]}
        if case["layer"] not in ("BatchNormalization",):
            given["params"] = sum(int(value.size) for value in weights(case).values())
        return given
    dropped[case["layer"]] += 1
    return None


def record(count: int, seed: int = SEED) -> Recording:
    """Draw ``count`` cases and ask."""
    warnings.simplefilter("ignore")
    ort.set_default_logger_severity(SILENT)
    dropped: Counter[str] = Counter()

    def asked(case: Case) -> Answer | None:
        return answer(case, dropped)

    records = collect(share(count, QUOTAS), DRAWS, asked, None, seed)
    records += once(cover("onnx"), asked)
    version = f"onnx {onnx.__version__}, onnxruntime {ort.__version__}, numpy {np.__version__}"
    extra = {"opset": OPSET, "dropped": dict(sorted(dropped.items()))}
    return Recording("onnx_names", version, seed, records, extra)


if __name__ == "__main__":
    sys.exit(main("onnx_names", record, COUNT))
