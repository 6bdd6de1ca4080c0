"""Caffe: pools round up by default, and a window is clipped only where there is padding.

Source: BVLC/caffe, caffe.proto and the layers; there is no Caffe to record answers from.
"""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.errors import LayerError, Message, UsageError
from convcalc.layers.base import Param
from convcalc.layers.dialects import torch
from convcalc.layers.dialects.common import (
    CONVOLUTIONS,
    POOLS,
    Defaults,
    Keys,
    Params,
    Running,
    Translations,
    Values,
    allow_single_value,
    allow_words,
    axis_of,
    channels_first,
    explicit_word,
    is_exactly,
    less_than,
    limit_padding,
    refuse_given,
    zero_pads,
)
from convcalc.layers.padding import Explicit
from convcalc.layers.values import READERS

EPSILON = "1/100000"
RUNNING: Running | None = None
DEFAULTS: Defaults = {
    "conv": {"kernel": None},
    "tconv": {"kernel": None},
    "maxpool": {"ceil": True, "kernel": None},
    "avgpool": {"ceil": True},
    "bn": {"affine": False},
    "prelu": {"parameters": None},
}


def read_dims(param: Param, value: Any, dims: int) -> Any:
    """A shape in which 0 stands for the axis of the input at that place.

    Source: BVLC/caffe, caffe.proto, ReshapeParameter.
    """
    return READERS["shape"](Param(param.name, "shape", minimum=0), value, dims)


KEYS: Keys = {}
KEYS_OF: dict[str, Keys] = {
    **{
        kind: {"axis": ("axis", axis_of)}
        for kind in ("conv", "tconv", "linear", "softmax", "concat")
    },
    "flatten": {
        "axis": ("start_dim", READERS["count"]),
        "end_axis": ("end_dim", READERS["count"]),
    },
    "reshape": {"shape": ("shape", read_dims)},
    "dropout": {"dropout_ratio": ("p", READERS["decimal"])},
}

SIDES = (("kernel", "kernel", None), ("stride", "stride", 1), ("pad", "padding", 0))
"""What may be given for height and width apart, our name for it, and what it is if not given."""

_SIDES = tuple(
    [
        Param(f"{name}_{side}", "count", None, minimum=0 if name == "pad" else 1)
        for name, _, _ in SIDES
        for side in "hw"
    ]
)
_AXIS = Param("axis", "count", None)
PARAMS: Params = {
    "conv": (*_SIDES, _AXIS),
    "tconv": (*_SIDES, _AXIS),
    "maxpool": (
        *_SIDES,
        Param("pool", "choice", "max", choices=("max", "ave")),
        Param("global_pooling", "flag", False),
        Param("round_mode", "choice", None, choices=("ceil", "floor")),
    ),
    "linear": (_AXIS,),
    "softmax": (_AXIS,),
    "concat": (_AXIS,),
    "lrn": (Param("norm_region", "choice", "across-channels", choices=("across-channels",)),),
    "add": (Param("operation", "choice", "sum", choices=("sum", "prod")),),
    "prelu": (Param("channel_shared", "flag", False),),
}


def _sides(kind: str, values: Values, dims: int) -> None:
    """Numbers for height and width apart, which stand in place of the one for both.

    Raises:
        LayerError: one of them alone, both spellings, or other axes than two.
    """
    for name, ours, neutral in SIDES:
        pair = [values.pop(f"{name}_{side}") for side in "hw"]
        if all(size is None for size in pair):
            continue
        usual = (None, (neutral,) * dims, ((neutral, neutral),) * dims)
        unset = any(is_exactly(values[ours], value) for value in usual)
        if dims != 2 or any(size is None for size in pair) or not unset:
            raise LayerError(Message("dialect.height_and_width", name=name))
        sizes = tuple(pair)
        values[ours] = Explicit(tuple(zip(sizes, sizes, strict=True))) if name == "pad" else sizes
    if "kernel" in values and values["kernel"] is None and not values.get("global_pooling"):
        raise UsageError(Message("parameter.missing", kind=kind, name="kernel"))


def _padding(values: Values, dims: int) -> None:
    word = values["padding"]
    allow_words("caffe", word, "valid")
    if type(word) is str:
        values["padding"] = explicit_word(word, values)


def _convolution(values: Values, dims: int) -> None:
    """Source: BVLC/caffe, base_conv_layer.cpp."""
    _sides("conv", values, dims)
    channels_first(values, dims)
    _padding(values, dims)


def _pool(values: Values, dims: int) -> None:
    """A pool moves by 1 unless told otherwise.

    Source: BVLC/caffe, pooling_layer.cpp; caffe.proto, PoolingParameter.
    """
    if values.get("stride") is None:
        values["stride"] = (1,) * dims
    values["rounding"] = "ceil-clipped-if-padded" if values["ceil"] else "floor"
    refuse_given("caffe", values, "dilation", (1,) * dims)
    _padding(values, dims)
    limit_padding(values, less_than)


def _pooling(values: Values, dims: int) -> None:
    """`Pooling`: the maximum or the average, of windows or of the whole map."""
    _sides("maxpool", values, dims)
    average = values.pop("pool") == "ave"
    rounding = values.pop("round_mode")
    if rounding is not None:
        values["ceil"] = rounding == "ceil"
    if values.pop("global_pooling"):
        usual = (None, (1,) * dims)
        whole = values["kernel"] is None and any(is_exactly(values["stride"], s) for s in usual)
        if not whole or not is_exactly(values["padding"], zero_pads(dims).pairs):
            raise LayerError(Message("dialect.global_pooling"))
        values["as"] = "gap" if average else "gmp"
        return
    if average:
        values["as"] = "avgpool"
    _pool(values, dims)


def _transposed(values: Values, dims: int) -> None:
    """Source: BVLC/caffe, deconv_layer.cpp: s(i - 1) + ke - 2p."""
    _sides("tconv", values, dims)
    channels_first(values, dims)
    _padding(values, dims)
    refuse_given("caffe", values, "output_padding", (0,) * dims)
    refuse_given("caffe", values, "output_size", None)
    values["length_rule"] = "output_padding"


def _linear(values: Values, dims: int) -> None:
    """Everything from `axis` on is one vector: all but the batch, or the last axis only.

    Source: BVLC/caffe, inner_product_layer.cpp.
    """
    if dims and is_exactly(values["axis"], 1 + dims):
        values["over"], values["axis"] = "last", None
    channels_first(values, dims)


def _elementwise(values: Values, dims: int) -> None:
    if values.pop("operation") == "prod":
        values["as"] = "mul"


def _reshape(values: Values, dims: int) -> None:
    values["copies"] = True


def _slopes(values: Values, dims: int) -> None:
    """A slope for each channel, unless they share one. Source: BVLC/caffe, prelu_layer.cpp."""
    shared = values.pop("channel_shared")
    if values["parameters"] is None:
        values["slopes"] = (not shared, *(False,) * dims)


TRANSLATIONS: Translations = {
    **torch.TRANSLATIONS,
    **dict.fromkeys(CONVOLUTIONS, _padding),
    **dict.fromkeys(POOLS, _pool),
    "conv": _convolution,
    "maxpool": _pooling,
    "tconv": _transposed,
    "linear": _linear,
    "softmax": channels_first,
    "concat": channels_first,
    "add": _elementwise,
    "prelu": _slopes,
    "reshape": _reshape,
    "instancenorm": allow_single_value,
}
