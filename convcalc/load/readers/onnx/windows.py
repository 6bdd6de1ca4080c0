"""Convolutions and poolings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from convcalc.algebra.trace import product
from convcalc.annotations import Any, TypeAlias
from convcalc.load.readers.onnx.operation import Operation
from convcalc.load.readers.onnx.values import Constant, integers
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.view import TensorView, size_of
from convcalc.load.readers.tensors.weights import weighted

AUTO = {"SAME_UPPER": "same", "SAME_LOWER": "same-lower"}

Given: TypeAlias = "dict[str, Any]"


def plainly(values: Sequence[Any]) -> Any:
    """One value where all axes have the same."""
    return values[0] if len(set(values)) == 1 else tuple(values)


def window(call: Operation, kernel: Sequence[int]) -> Given:
    """Kernel, stride, dilation and padding, as far as they are not the usual ones."""
    dims = len(kernel)
    given: Given = {"kernel": plainly(kernel)}
    for name, ours in (("strides", "stride"), ("dilations", "dilation")):
        values = call.row(name)
        if values is not None and set(values) != {1}:
            given[ours] = plainly(_per_axis(call, name, values, dims))
    word = call.attribute("auto_pad", "NOTSET")
    pads = call.row("pads")
    if word in AUTO:
        given["padding"] = AUTO[word]
    elif word not in ("NOTSET", "VALID", ""):
        raise call.error("onnx.attribute", name="auto_pad")
    elif pads is not None and any(pads) and word != "VALID":
        _per_axis(call, "pads", pads, 2 * dims)
        pairs = list(zip(pads[:dims], pads[dims:], strict=True))
        even = all(begin == end for begin, end in pairs)
        given["padding"] = plainly([begin for begin, _ in pairs]) if even else tuple(pairs)
    return given


def _per_axis(call: Operation, name: str, values: Sequence[int], wanted: int) -> Sequence[int]:
    if len(values) != wanted:
        raise call.error("onnx.attribute", name=name)
    return values


def weight_sizes(call: Operation, index: int, least: int) -> tuple[int, ...]:
    """The sizes of a weight, all of them numbers, for so many axes at least.

    Raises:
        NetworkError: they are not known.
    """
    weight = call.input(index)
    shape = None if weight is None else integers(weight.shape)
    if shape is None or len(shape) < least or 0 in shape:
        raise call.error("onnx.weight", number=index + 1)
    return shape


def channels_in(call: Operation, x: TensorView, wanted: int) -> None:
    """Demand the channels that a weight is made for.

    Raises:
        NetworkError: other ones come in.
    """
    if len(x.axes) < 2:
        raise call.error("onnx.rank", rank=len(x.axes))
    channels = size_of(x.axes[1])
    if isinstance(channels, int) and channels != wanted:
        raise call.misfit("onnx.channels", wanted=wanted, channels=channels)


def conv(to: Build, call: Operation) -> list[TensorView]:
    x, shape = call.tensor(0), weight_sizes(call, 1, 3)
    groups = call.whole("group", 1)
    channels_in(call, x, shape[1] * groups)
    given = window(call, shape[2:])
    if groups != 1:
        given["groups"] = groups
    given.update(out=shape[0], bias=call.input(2) is not None)
    weight = call.input(1)
    if isinstance(weight, TensorView):
        return [_of_computed(to, x, weight, given, shape)]
    assert weight is not None
    return [
        with_weight(to, call, "conv", weight, lambda b: to.layer(x, "conv", {**given, "bias": b}))
    ]


def _of_computed(
    to: Build, x: TensorView, weight: TensorView, given: Given, shape: Sequence[int]
) -> TensorView:
    """A convolution with weights that come from the inputs: they are no parameters."""
    made = to.layer(x, "conv", given)
    macs = product(*shape[1:], *[size_of(axis) for axis in made.base])
    return to.opaque([x, weight], made.axes, "conv", 0, macs)


def transposed_conv(to: Build, call: Operation) -> list[TensorView]:
    x, shape = call.tensor(0), weight_sizes(call, 1, 3)
    groups = call.whole("group", 1)
    channels_in(call, x, shape[0])
    given = window(call, shape[2:])
    if groups != 1:
        given["groups"] = groups
    extra = call.row("output_padding")
    if extra is not None and any(extra):
        given["output_padding"] = plainly(extra)
    wanted = call.row("output_shape")
    if wanted is not None:
        given["output_size"] = plainly(wanted[-(len(shape) - 2) :])
    given["out"] = shape[1] * groups
    weight = call.constant(1)
    assert weight is not None
    return [
        with_weight(to, call, "tconv", weight, lambda b: to.layer(x, "tconv", {**given, "bias": b}))
    ]


def with_weight(
    to: Build,
    call: Operation,
    kind: str,
    weight: Constant,
    make: Callable[[bool], TensorView],
    has: bool = True,
) -> TensorView:
    """The layer that `make` makes, with this weight, and with the third operand for its bias if
    that is there and it `has` one."""
    bias = call.input(2) if has else None
    roots = bias.learnt if isinstance(bias, Constant) else None
    return weighted(to, make, kind, weight.origins, weight.count, roots)


def pool(type: str) -> Callable[[Build, Operation], list[TensorView]]:
    def run(to: Build, call: Operation) -> list[TensorView]:
        x, kernel = call.tensor(0), call.row("kernel_shape")
        if kernel is None:
            raise call.error("onnx.attribute", name="kernel_shape")
        given = window(call, kernel)
        if call.whole("ceil_mode", 0):
            given["ceil"] = True
        if type == "avgpool" and call.whole("count_include_pad", 0):
            given["count_include_pad"] = True
        if type == "lppool" and call.whole("p", 2) != 2:
            given["norm"] = call.whole("p", 2)
        return [to.layer(x, type, given)]

    return run


def whole(type: str) -> Callable[[Build, Operation], list[TensorView]]:
    """A pooling over all positions."""

    def run(to: Build, call: Operation) -> list[TensorView]:
        return [to.layer(call.tensor(0), type, {})]

    return run


WINDOWS: dict[str, Callable[[Build, Operation], list[TensorView] | None]] = {
    "Conv": conv,
    "ConvTranspose": transposed_conv,
    "MaxPool": pool("maxpool"),
    "AveragePool": pool("avgpool"),
    "LpPool": pool("lppool"),
    "GlobalAveragePool": whole("gap"),
    "GlobalMaxPool": whole("gmp"),
}
