"""Questions of one layer: `convcalc.conv(11, kernel=3, stride=2, padding=2)` and its neighbours."""

from __future__ import annotations

from typing import Any

from convcalc.api.result import Result
from convcalc.api.words import Value, options, word


class LayerResult(Result):
    """What a layer makes of its input; see `Result`."""

    __slots__ = ()
    size: Any
    channels: Any
    params: Any
    buffers: Any
    macs: Any
    flops: Any
    memory: Any
    operations: Any
    effective_kernel: Any
    padding: Any
    unused: Any
    unread: Any
    receptive_field: Any
    jump: Any
    conditions: Any


def conv(
    size: Value,
    *,
    kernel: Value | None = None,
    stride: Value | None = None,
    padding: Value | None = None,
    dilation: Value | None = None,
    groups: Value | None = None,
    in_channels: Value | None = None,
    out_channels: Value | None = None,
    bias: bool | None = None,
    dims: int | None = None,
    dialect: str | None = None,
    **others: Value,
) -> LayerResult:
    """A convolution: its output size, and what the channels allow to say.

    >>> import convcalc
    >>> convcalc.conv(11, kernel=3, stride=2, padding=2).size
    7
    >>> c = convcalc.conv("56@64", kernel=3, padding=1, out_channels=128, bias=False)
    >>> c.params, c.macs
    (73728, 231211008)
    >>> convcalc.conv("H", kernel=3, stride=2, padding=1).size
    floor((H - 1)/2) + 1
    >>> print(convcalc.conv(11, kernel=3, stride=2, padding=2).steps("en").text("plain"))
    ... # doctest: +ELLIPSIS
    Output size
    ...

    Args:
        size: as on the command line: 224, "56x56@64", "HxW@C"; or a tuple, an expression, SymPy's.
        kernel, stride, padding, dilation: one value, or one for each axis; padding also in pairs
            ((begin, end), ...) or a word: "same", "full" ...
        dims: number of spatial axes where a single number is given; default 2.
        dialect: torch (default), keras, onnx, tf or caffe.
        others: other spellings of the same, as `kernel_size`.

    Raises:
        ConvcalcError: what the command line refuses, with its sentence.
    """
    return LayerResult(_line("conv", locals()))


def tconv(
    size: Value,
    *,
    kernel: Value | None = None,
    stride: Value | None = None,
    padding: Value | None = None,
    output_padding: Value | None = None,
    dilation: Value | None = None,
    groups: Value | None = None,
    in_channels: Value | None = None,
    out_channels: Value | None = None,
    bias: bool | None = None,
    dims: int | None = None,
    dialect: str | None = None,
    **others: Value,
) -> LayerResult:
    """A transposed convolution; arguments as for `conv`.

    >>> import convcalc
    >>> convcalc.tconv(16, kernel=4, stride=2, padding=1).size
    32
    """
    return LayerResult(_line("tconv", locals()))


def pool(
    size: Value,
    *,
    kernel: Value | None = None,
    stride: Value | None = None,
    padding: Value | None = None,
    dilation: Value | None = None,
    ceil: bool | None = None,
    type: str | None = None,
    in_channels: Value | None = None,
    dims: int | None = None,
    dialect: str | None = None,
    **others: Value,
) -> LayerResult:
    """A pooling of `type` max (default), avg or lp; its stride is the kernel unless given.

    >>> import convcalc
    >>> convcalc.pool(112, kernel=3, stride=2, ceil=True).size
    56
    """
    return LayerResult(_line("pool", locals()))


def layer(type: str, *sizes: Value, **parameters: Value) -> LayerResult:
    """A layer of any type, on one input or several; parameters as in `batch`.

    >>> import convcalc
    >>> convcalc.layer("linear", "7x7@512", out=4096).params
    102764544
    >>> convcalc.layer("concat", "28x28@64", "28x28@128").channels
    192

    Args:
        type: a type of `convcalc layers`, a class of a framework, or its construction in text:
            layer("nn.Conv2d(3, 64, 7, 2, 3)", 224).
    """
    shared = {name: parameters.pop(name, None) for name in ("dims", "dialect")}
    words = [f"{name}={word(value)}" for name, value in parameters.items()]
    return LayerResult(("layer", type, *map(word, sizes), *words, *options(shared)))


def separable(
    size: Value,
    *,
    kernel: Value | None = None,
    stride: Value | None = None,
    padding: Value | None = None,
    dilation: Value | None = None,
    groups: Value | None = None,
    in_channels: Value | None = None,
    out_channels: Value | None = None,
    bias: bool | None = None,
    saving: Value | None = None,
    dims: int | None = None,
    dialect: str | None = None,
    **others: Value,
) -> Result:
    """What a depthwise separable convolution saves against the standard one.

    >>> import convcalc
    >>> convcalc.separable("56@64", kernel=3, padding=1, out_channels=128).ratio
    Fraction(137, 1152)

    Args:
        groups: of the grouped convolution beside it; saving: the one that is wanted.
    """
    return Result(_line("separable", locals()))


def _line(command: str, given: dict[str, Any]) -> list[str]:
    """The command line of a call: `given` are its arguments by name."""
    size, others = given.pop("size"), given.pop("others")
    return [command, word(size), *options({**given, **others})]
