"""Caffe: pools round up by default, and a window is clipped only where there is padding."""

from __future__ import annotations

from convcalc.layers.base import Param
from convcalc.layers.dialects import torch
from convcalc.layers.dialects.common import (
    CONVOLUTIONS,
    POOLS,
    Defaults,
    Keys,
    Params,
    Translations,
    Values,
    allow_single_value,
    allow_words,
    axis_of,
    channels_first,
    explicit_word,
    less_than,
    limit_padding,
    refuse_given,
)

__all__ = ["DEFAULTS", "KEYS", "KEYS_OF", "PARAMS", "TRANSLATIONS"]

DEFAULTS: Defaults = {
    "maxpool": {"ceil": True},
    "avgpool": {"ceil": True},
    "bn": {"affine": False},
    "prelu": {"parameters": None},
}
KEYS: Keys = {}
KEYS_OF: dict[str, Keys] = {"softmax": {"axis": ("axis", axis_of)}}
PARAMS: Params = {
    "prelu": (Param("channel_shared", "flag", False),),
    "softmax": (Param("axis", "count", None),),
}


def _padding(values: Values, dims: int) -> None:
    word = values["padding"]
    allow_words("caffe", word, "valid")
    if type(word) is str:
        values["padding"] = explicit_word(word, values)


def _separable(values: Values, dims: int) -> None:
    _padding(values, dims)
    values["depthwise_bias"] = values["bias"]


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


def _transposed(values: Values, dims: int) -> None:
    """Source: BVLC/caffe, deconv_layer.cpp: s(i - 1) + ke - 2p."""
    _padding(values, dims)
    refuse_given("caffe", values, "output_padding", (0,) * dims)
    refuse_given("caffe", values, "output_size", None)
    values["length_rule"] = "output_padding"


def _slopes(values: Values, dims: int) -> None:
    """A slope for each channel, unless they share one. Source: BVLC/caffe, prelu_layer.cpp."""
    shared = values.pop("channel_shared")
    if values["parameters"] is None:
        values["slopes"] = (not shared, *(False,) * dims)


TRANSLATIONS: Translations = {
    **torch.TRANSLATIONS,
    **dict.fromkeys(CONVOLUTIONS, _padding),
    **dict.fromkeys(POOLS, _pool),
    "separable": _separable,
    "tconv": _transposed,
    "instancenorm": allow_single_value,
    "prelu": _slopes,
    "softmax": channels_first,
}
