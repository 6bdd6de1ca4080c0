"""Record what ONNX says to random single-layer cases: ``python -m tests.oracles.record_onnx``.

Three oracles are asked: shape inference (``infer``), the reference evaluator (``reference``) and
onnxruntime (``ort``); ``agree`` names those that gave the recorded answer. An axis of no elements,
or of a negative number, counts as a refusal.

* Legal: onnxruntime runs it, at least one of the others gives the same shape, and none another.
* Refused: onnxruntime refuses, and so does at least one of the others.

The reference evaluator is not asked where it implements nothing: ceil_mode with auto_pad, negative
pads. Its ConvTranspose crashes on groups, so it sees one group there.

Everything else is dropped and counted in the header. Classes of disagreement met:

* A window larger than the padded input: shape inference, and onnxruntime's pools with a stride,
  divide towards zero and get 1; onnxruntime's Conv refuses; the reference evaluator gets 0.
* Pads not smaller than the kernel of a pool or unpool are refused by onnxruntime only.
* SAME with dilation: onnxruntime's pools compute the padding from the plain kernel, but the size
  from the dilated one; the others give ceil(input / stride).
* SAME where the stride exceeds the kernel: onnxruntime's pools get a negative padding, and fail or
  shrink the map.
* ceil_mode with explicit pads: the reference evaluator pads a MaxPool twice.
* auto_pad SAME where a map is smaller than its window: the reference evaluator's MaxPool crashes.
* GlobalMaxPool in one dimension: the reference evaluator loses the axis.
* ConvTranspose with auto_pad SAME and output_padding: shape inference adds the output padding to
  input * stride, the others do not.
* ConvTranspose with auto_pad SAME and a kernel smaller than the stride: the reference evaluator
  gives input * stride, the others do not pad and stay below it.
* ConvTranspose with output_shape: onnxruntime checks that it goes back to the input size, shape
  inference only that it is not below it (then it stops), the reference evaluator nothing.
* Kernels and strides of 0 or less: the reference evaluator computes something.
* Pad in reflect mode: onnxruntime wants amounts below the size, the reference evaluator repeats.
* Resize to, or by, 0: only onnxruntime refuses; shape inference leaves the axis open.
* Resize by a scale such as 0.7, where size * scale is a whole number: onnxruntime multiplies in
  single precision and gets it, the others multiply in double precision and get one less.
"""

from __future__ import annotations

import math
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort  # type: ignore[import-untyped]
from onnx import TensorProto, helper, numpy_helper, shape_inference
from onnx.reference import ReferenceEvaluator

from tests.oracles.cases import Answer, Case, Recording, collect, main, refusal, share
from tests.oracles.draws import axes
from tests.oracles.onnx_draw import DRAWS, WEIGHTS

SEED = 20261
COUNT = 2700
OPSET = 22
IR_VERSION = 10
OPERATORS = {
    "conv": "Conv",
    "tconv": "ConvTranspose",
    "maxpool": "MaxPool",
    "avgpool": "AveragePool",
    "lppool": "LpPool",
    "gap": "GlobalAveragePool",
    "gmp": "GlobalMaxPool",
    "unpool": "MaxUnpool",
    "upsample": "Resize",
    "pixel_shuffle": "DepthToSpace",
    "pixel_unshuffle": "SpaceToDepth",
    "pad": "Pad",
    "bn": "BatchNormalization",
    "instancenorm": "InstanceNormalization",
    "lrn": "LRN",
}
AUTO_PAD = {"same": "SAME_UPPER", "same-lower": "SAME_LOWER", "valid": "VALID"}
PAD_MODES = {"zero": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
ALIKE = {"linear": "linear", "bilinear": "linear", "trilinear": "linear"}

SILENT = 4

Array = np.ndarray[Any, Any]
Tensors = dict[str, Array]


@dataclass(frozen=True)
class Refusal:
    """An oracle's refusal, in its words."""

    message: str


Outcome = tuple[int, ...] | Refusal


def rank(case: Case) -> int:
    """The number of spatial dimensions."""
    return len(case["size"])


def begins_and_ends(value: Any, count: int) -> list[int]:
    """A padding in ONNX's order: all begins, then all ends."""
    sides = [side if isinstance(side, list) else [side, side] for side in axes(value, count)]
    return [begin for begin, _ in sides] + [end for _, end in sides]


def window(case: Case) -> dict[str, Any]:
    """The attributes of a sliding window."""
    n = rank(case)
    names = {"kernel": "kernel_shape", "stride": "strides", "dilation": "dilations"}
    attributes: dict[str, Any] = {
        theirs: axes(case[ours], n) for ours, theirs in names.items() if ours in case
    }
    padding = case.get("padding")
    if isinstance(padding, str):
        attributes["auto_pad"] = AUTO_PAD[padding]
    elif padding is not None:
        attributes["pads"] = begins_and_ends(padding, n)
    return attributes


def zeros(*shape: int) -> Array:
    """A float tensor."""
    return np.zeros(shape, dtype=np.float32)


def conv(case: Case) -> tuple[dict[str, Any], Tensors]:
    """Attributes and weights of a Conv or a ConvTranspose."""
    n, groups = rank(case), case.get("groups", 1)
    attributes = {**window(case), "group": groups}
    outer, inner = case["out"], case["in"] // groups
    if case["layer"] == "tconv":
        outer, inner = case["in"], case["out"] // groups
        for ours, theirs in (("output_padding",) * 2, ("output_size", "output_shape")):
            if ours in case:
                attributes[theirs] = axes(case[ours], n)
    weights = {"W": zeros(outer, inner, *axes(case["kernel"], n))}
    if case.get("bias", True):
        weights["B"] = zeros(case["out"])
    return attributes, weights


def pool(case: Case) -> tuple[dict[str, Any], Tensors]:
    """Attributes of a pool."""
    attributes = window(case)
    for ours, theirs in (("ceil", "ceil_mode"), ("count_include_pad",) * 2):
        if ours in case:
            attributes[theirs] = int(case[ours])
    return attributes, {}


def unpool(case: Case) -> tuple[dict[str, Any], Tensors]:
    """Attributes and inputs of a MaxUnpool; all indices point to the first element."""
    tensors: Tensors = {"I": np.zeros((1, case["in"], *case["size"]), dtype=np.int64)}
    if "output_size" in case:
        tensors["S"] = np.array([1, case["in"], *case["output_size"]], dtype=np.int64)
    return window(case), tensors


def resize(case: Case) -> tuple[dict[str, Any], Tensors]:
    """Attributes and inputs of a Resize; an empty name stands for an input left out."""
    n = rank(case)
    tensors: Tensors = {"": zeros(0)}
    if "scale" in case:
        tensors["scales"] = np.array([1, 1, *axes(case["scale"], n)], dtype=np.float32)
    if "output_size" in case:
        tensors.setdefault("scales", zeros(0))
        sizes = [1, case["in"], *axes(case["output_size"], n)]
        tensors["sizes"] = np.array(sizes, dtype=np.int64)
    return {"mode": ALIKE.get(case.get("mode", "nearest"), "nearest")}, tensors


def pad(case: Case) -> tuple[dict[str, Any], Tensors]:
    """Attributes and inputs of a Pad."""
    amounts = begins_and_ends(case["padding"], rank(case))
    half = len(amounts) // 2
    pads = [0, 0, *amounts[:half], 0, 0, *amounts[half:]]
    mode = PAD_MODES[case.get("mode", "zero")]
    return {"mode": mode}, {"pads": np.array(pads, dtype=np.int64)}


def norm(case: Case) -> tuple[dict[str, Any], Tensors]:
    """Attributes and weights of a normalisation."""
    names = {"bn": "sbmv", "instancenorm": "sb", "lrn": ""}[case["layer"]]
    return {"size": 5} if case["layer"] == "lrn" else {}, {x: zeros(case["in"]) for x in names}


BUILDERS: dict[str, Callable[[Case], tuple[dict[str, Any], Tensors]]] = {
    **dict.fromkeys(("conv", "tconv"), conv),
    **dict.fromkeys(("maxpool", "avgpool", "lppool"), pool),
    **dict.fromkeys(("gap", "gmp"), lambda _: ({}, {})),
    "unpool": unpool,
    "upsample": resize,
    **dict.fromkeys(
        ("pixel_shuffle", "pixel_unshuffle"), lambda case: ({"blocksize": case["factor"]}, {})
    ),
    "pad": pad,
    **dict.fromkeys(("bn", "instancenorm", "lrn"), norm),
}


def model(case: Case) -> onnx.ModelProto:
    """A model of one node; everything but the map is an initializer."""
    attributes, tensors = BUILDERS[case["layer"]](case)
    node = helper.make_node(OPERATORS[case["layer"]], ["X", *tensors], ["Y"], **attributes)
    shape = [1, case["in"], *case["size"]]
    graph = helper.make_graph(
        [node],
        "case",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("Y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value, name) for name, value in tensors.items() if name],
    )
    opsets = [helper.make_opsetid("", OPSET)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)


def outcome(run: Callable[[], Sequence[int]]) -> Outcome:
    """The shape an oracle gives, or its refusal."""
    try:
        shape = tuple(run())
    except Exception as error:  # each oracle has its own zoo of exceptions
        return Refusal(readable(str(error)))
    return shape if min(shape) > 0 else Refusal(f"empty or negative output {list(shape)}")


def readable(message: str) -> str:
    """An error message without the frame that names source files and graph nodes."""
    text = re.sub(r"^.*(Status Message|during initialization|Inference error\(s\)): ", "", message)
    text = re.sub(r"/?[\w/]+\.(h|cc):\d+ .*?\) (const )?(\[with [^\]]*\] )?", "", text)
    return re.sub(r"^(\[\w+\] : \d+ : \w+ : )?(Node \(\) |\(op_type:\w+\): )?", "", text)


def infer(proto: onnx.ModelProto) -> Outcome | None:
    """What shape inference says; None if it leaves an axis open."""
    try:
        inferred = shape_inference.infer_shapes(proto, strict_mode=True, data_prop=True)
    except shape_inference.InferenceError as error:
        return Refusal(readable(str(error)))
    rank_in = len(proto.graph.input[0].type.tensor_type.shape.dim)
    dimensions = inferred.graph.output[0].type.tensor_type.shape.dim
    if len(dimensions) != rank_in or not all(d.HasField("dim_value") for d in dimensions):
        return None
    return outcome(lambda: [d.dim_value for d in dimensions])


def implemented(case: Case) -> bool:
    """Whether the reference evaluator implements a case."""
    padding = case.get("padding", 0)
    if case["layer"] == "pad":
        return min(begins_and_ends(padding, rank(case))) >= 0
    return not (case.get("ceil") and isinstance(padding, str))


def reference(case: Case) -> Outcome | None:
    """What the reference evaluator says; None if it does not implement the case."""
    if not implemented(case):
        return None
    groups = case.get("groups", 1)
    simple = case
    if case["layer"] == "tconv" and case["in"] % groups == case["out"] % groups == 0:
        simple = {**case, "groups": 1, "in": 1}
    proto, x = model(simple), zeros(1, simple["in"], *simple["size"])
    return outcome(lambda: np.shape(first(ReferenceEvaluator(proto).run(None, {"X": x}))))


def first(outputs: Any) -> Any:
    """The only output of a run."""
    (output,) = outputs
    return output


def run_ort(proto: onnx.ModelProto, x: Array) -> Sequence[int]:
    """The shape onnxruntime computes."""
    options = ort.SessionOptions()
    options.log_severity_level = SILENT
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(
        proto.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    shape: tuple[int, ...] = np.shape(first(session.run(None, {"X": x})))
    return shape


def answer(case: Case, dropped: Counter[str]) -> Answer | None:
    """What the oracles agree on; None, and a count, if they do not."""
    proto, x = model(case), zeros(1, case["in"], *case["size"])
    verdict = outcome(lambda: run_ort(proto, x))
    outcomes = {"infer": infer(proto), "reference": reference(case), "ort": verdict}
    if isinstance(verdict, Refusal):
        agree = [name for name, other in outcomes.items() if isinstance(other, Refusal)]
        contradicted = False
        given = refusal(verdict.message)
    else:
        agree = [name for name, other in outcomes.items() if other == verdict]
        contradicted = any(other not in (None, verdict) for other in outcomes.values())
        given = legal(case, proto, verdict)
    if contradicted or len(agree) == 1:
        dropped[OPERATORS[case["layer"]]] += 1
        return None
    return {**given, "agree": agree}


def legal(case: Case, proto: onnx.ModelProto, shape: tuple[int, ...]) -> Answer:
    """The answer of a legal case; parameters only where ONNX stores a layer's weights."""
    given: Answer = {"size": list(shape[2:]), "channels": shape[1]}
    if case["layer"] in ("conv", "tconv"):
        given["params"] = sum(math.prod(weight.dims) for weight in proto.graph.initializer)
    return given


def record(count: int) -> Recording:
    """Draw ``count`` cases and ask the three oracles."""
    warnings.simplefilter("ignore")
    ort.set_default_logger_severity(SILENT)
    dropped: Counter[str] = Counter()
    quotas = share(count, WEIGHTS)
    records = collect(quotas, DRAWS, lambda case: answer(case, dropped), "onnx", SEED)
    version = f"onnx {onnx.__version__}, onnxruntime {ort.__version__}, numpy {np.__version__}"
    extra = {"opset": OPSET, "dropped": dict(sorted(dropped.items()))}
    return Recording("onnx", version, SEED, records, extra)


if __name__ == "__main__":
    sys.exit(main("onnx", record, COUNT))
