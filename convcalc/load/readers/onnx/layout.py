"""Operations that move elements: axes, parts, padding, resampling."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from convcalc.algebra.expr import Size
from convcalc.annotations import Any
from convcalc.load.readers.onnx.moves import new_shape, permutation, pieces, spans
from convcalc.load.readers.onnx.operation import Operation
from convcalc.load.readers.onnx.values import Constant, scalar
from convcalc.load.readers.tensors.along import padded, resampled
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.join import concatenated
from convcalc.load.readers.tensors.move import (
    flattened,
    part,
    reshaped,
    squeezed,
    stretched,
    transposed,
    unsqueezed,
)
from convcalc.load.readers.tensors.view import TensorView, equal, fresh, is_one, size_of
from convcalc.load.readers.tensors.weights import uncounted

Made = list[TensorView]

PAD_MODES = {"constant": "zero", "reflect": "reflect", "edge": "replicate", "wrap": "circular"}
RESIZE_MODES = {1: "linear", 2: "bilinear", 3: "trilinear"}


def reshape(to: Build, call: Operation) -> Made:
    x = call.tensor(0)
    wanted = new_shape(call, x.shape)
    made = reshaped(to, x, wanted)
    if made is None:
        raise call.error("onnx.reshape", shape=list(x.shape), wanted=list(wanted))
    return [made]


def transpose(to: Build, call: Operation) -> Made:
    x = call.tensor(0)
    return [transposed(to, x, permutation(call, len(x.axes)))]


def squeeze(to: Build, call: Operation) -> Made:
    x = call.tensor(0)
    axes = call.axes(len(x.axes), 1)
    if axes is None:
        axes = tuple([at for at, size in enumerate(x.shape) if is_one(size)])
    return [squeezed(x, axes)]


def unsqueeze(to: Build, call: Operation) -> Made:
    x = call.tensor(0)
    given = call.values("axes", 1) or ()
    return [unsqueezed(x, call.axes(len(x.axes) + len(given), 1) or ())]


def flatten(to: Build, call: Operation) -> Made:
    x = call.tensor(0)
    rank = len(x.axes)
    given = call.whole("axis", 1)
    at = rank if given == rank else call.axis(given, rank)
    front = tuple([atom for axis in x.axes[:at] for atom in axis])
    made = flattened(to, x, at, rank - 1) if at < rank else x.viewed((*x.axes, ()))
    return [made.viewed((front, *made.axes[at:]))]


def slices(to: Build, call: Operation) -> Made:
    x = call.tensor(0)
    for at, (start, length, step) in enumerate(spans(call, x.shape)):
        x = part(to, x, at, start, length, step)
    return [x]


def split(to: Build, call: Operation) -> Made:
    x = call.tensor(0)
    at = call.axis(call.whole("axis", 0), len(x.axes))
    made: Made = []
    start: Size = 0
    for length in pieces(call, size_of(x.axes[at]), len(call.node.outputs)):
        made.append(part(to, x, at, start, length))
        start = start + length
    return made


def gather(to: Build, call: Operation) -> Made | None:
    """One position of an axis; or rows of a table of weights (an embedding)."""
    x, index = call.input(0), call.input(1)
    if isinstance(x, Constant) and isinstance(index, TensorView) and call.whole("axis", 0) == 0:
        axes = (*index.axes, *fresh(x.shape[1:]))
        return [to.opaque([index], axes, "Gather", uncounted(to, x.learnt), 0)]
    if not isinstance(x, TensorView) or not isinstance(index, Constant):
        return None
    at = call.axis(call.whole("axis", 0), len(x.axes))
    size, position = size_of(x.axes[at]), scalar(index)
    if isinstance(position, int):
        if position < 0:
            position = size + position
        made = part(to, x, at, position, 1)
        return [squeezed(made, (at,)) if index.shape == () else made]
    if isinstance(size, int) and index.items == tuple(range(size)):  # all of them, in order
        same = reshaped(to, x, (*x.shape[:at], *index.shape, *x.shape[at + 1 :]))
        return None if same is None else [same]
    picked = fresh(index.shape)
    if to.batch in x.axes[at] and index.shape and is_one(index.shape[0]):
        picked = ((to.batch,), *picked[1:])  # a single sample, flattened and cut up again
    return [to.opaque([x], (*x.axes[:at], *picked, *x.axes[at + 1 :]), "Gather")]


def concat(to: Build, call: Operation) -> Made:
    tensors = [one for one in call.inputs if isinstance(one, TensorView)]
    at = call.axis(call.whole("axis", 1), len(tensors[0].axes))
    constants = [one for one in call.inputs if isinstance(one, Constant)]
    extra: Size = 0
    for one in constants:
        extra = extra + one.shape[at]
    learnt = sum(uncounted(to, one.learnt) for one in constants)
    return [concatenated(to, tensors, at, extra, learnt)]


def expand(to: Build, call: Operation) -> Made:
    return [stretched(to, call.tensor(0), call.sizes("shape", 1) or ())]


def tile(to: Build, call: Operation) -> Made:
    x, times = call.tensor(0), call.sizes("repeats", 1) or ()
    axes = [
        axis if is_one(count) else fresh([size_of(axis) * count])[0]
        for axis, count in zip(x.axes, times, strict=True)
    ]
    return [x if tuple(axes) == x.axes else to.opaque([x], tuple(axes), "Tile")]


def pad(to: Build, call: Operation) -> Made:
    x = call.tensor(0)
    rank = len(x.axes)
    pads = call.values("pads", 1) or call.values("paddings", 1)
    if pads is None:
        raise call.error("onnx.attribute", name="pads")
    axes = call.values("axes", 3) or range(rank)
    pairs: list[tuple[Any, Any]] = [(0, 0)] * rank
    for number, axis in enumerate(axes):
        pairs[call.axis(axis, rank)] = pads[number], pads[number + len(pads) // 2]
    mode = PAD_MODES.get(call.attribute("mode", "constant"))
    if mode is None:
        raise call.error("onnx.attribute", name="mode")
    return [padded(to, x, pairs, mode)]


def blocks(type: str) -> Callable[[Build, Operation], Made]:
    def run(to: Build, call: Operation) -> Made:
        mode = "crd" if call.attribute("mode", "DCR") == "CRD" else "dcr"
        given = {"factor": call.whole("blocksize", 0), "mode": mode}
        return [to.layer(call.tensor(0), type, given)]

    return run


def resize(to: Build, call: Operation) -> Made | None:
    """Opset 10: (x, scales); from 11 on (x, roi, scales, sizes), of which the sizes win."""
    x = call.tensor(0)
    rank = len(x.axes)
    old = call.opset < 11 or call.node.op == "Upsample"
    scales = call.values("scales", 1 if old else 2)
    sizes = None if old else call.sizes("sizes", 3)
    if sizes is not None and scales is not None:
        raise call.error("onnx.attribute", name="sizes")
    axes = [call.axis(at, rank) for at in call.attribute("axes", range(rank))]
    key, values = ("output_size", sizes) if sizes is not None else ("scale", scales)
    if values is None or len(values) != len(axes):
        return None
    if call.attribute("keep_aspect_ratio_policy", "stretch") != "stretch":
        return None
    every: list[Any] = [1] * rank if key == "scale" else list(x.shape)
    for at, value in zip(axes, values, strict=True):
        every[at] = value
    moved = [at for at in range(rank) if not is_one(every[at] if key == "scale" else 0)]
    if key == "output_size":
        moved = [at for at in range(rank) if not equal(every[at], size_of(x.axes[at]))]
    if not moved:
        return [x]
    word = call.attribute("mode", "nearest")
    mode = {"linear": RESIZE_MODES.get(rank - 2, "nearest"), "cubic": "bicubic"}.get(
        word, "nearest"
    )
    corners = call.attribute("coordinate_transformation_mode", "half_pixel") == "align_corners"
    if key == "scale":
        every = [value if isinstance(value, int) else Fraction(value) for value in every]
    made = resampled(to, x, key, every, mode, corners and mode != "nearest")
    return None if made is None else [made]


def top(to: Build, call: Operation) -> Made:
    """The largest values of an axis, and where they stood."""
    x = call.tensor(0)
    at = call.axis(call.whole("axis", -1), len(x.axes))
    count = (call.sizes("k", 1) or (1,))[0]
    made = to.opaque([x], (*x.axes[:at], fresh([count])[0], *x.axes[at + 1 :]), "TopK")
    return [made, made]


LAYOUT: dict[str, Callable[[Build, Operation], Made | None]] = {
    "Reshape": reshape,
    "Transpose": transpose,
    "Squeeze": squeeze,
    "Unsqueeze": unsqueeze,
    "Flatten": flatten,
    "Slice": slices,
    "Split": split,
    "Gather": gather,
    "Concat": concat,
    "Expand": expand,
    "Tile": tile,
    "Pad": pad,
    "DepthToSpace": blocks("pixel_shuffle"),
    "SpaceToDepth": blocks("pixel_unshuffle"),
    **dict.fromkeys(("Resize", "Upsample"), resize),
    "TopK": top,
}
