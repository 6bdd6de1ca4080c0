"""ONNX: auto_pad, pads as all begins and then all ends, pools that stride by 1."""

from __future__ import annotations

from typing import Any

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import maximum
from convcalc.errors import LayerError, Message
from convcalc.layers.base import Param
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
    explicit_word,
    known_pads,
    less_than,
    limit_padding,
    output_padding_below_stride,
    spans,
    split,
)
from convcalc.layers.numbers import read_integer, shown
from convcalc.layers.padding import Explicit, Same

__all__ = ["DEFAULTS", "KEYS", "PARAMS", "TRANSLATIONS"]

DEFAULTS: Defaults = {
    **{kind: {"stride": 1} for kind in (*POOLS, "unpool")},
    "avgpool": {"stride": 1, "count_include_pad": False},
    **{kind: {"mode": "dcr"} for kind in ("pixel_shuffle", "pixel_unshuffle")},
}

LINEAR = {1: "linear", 2: "bilinear", 3: "trilinear"}

AUTO_PAD = {
    "NOTSET": None,
    "VALID": "valid",
    "SAME_UPPER": "same",
    "SAME_LOWER": "same-lower",
}


def _read_auto_pad(param: Param, value: Any, dims: int) -> str | None:
    if type(value) is str and value in AUTO_PAD:
        return AUTO_PAD[value]
    from convcalc.layers.meant import did_you_mean

    hints = did_you_mean(value, AUTO_PAD) if type(value) is str else []
    allowed = ", ".join(AUTO_PAD)
    raise LayerError(
        Message("parameter.not_a_choice", name="auto_pad", value=shown(value), allowed=allowed),
        *hints,
    )


def _read_pads(param: Param, value: Any, dims: int) -> Explicit:
    if type(value) is not list or len(value) != 2 * dims:
        raise LayerError(Message("dialect.pads", value=shown(value), wanted=2 * dims, dims=dims))
    pads = [read_integer(param, part) for part in value]
    return Explicit(tuple(zip(pads[:dims], pads[dims:], strict=True)))


KEYS: Keys = {"auto_pad": ("padding", _read_auto_pad), "pads": ("padding", _read_pads)}
PARAMS: Params = {}


def _padding(values: Values, dims: int) -> None:
    word = values["padding"]
    if type(word) is str:
        values["padding"] = explicit_word(word, values) or Same(lower=word == "same-lower")


def _separable(values: Values, dims: int) -> None:
    _padding(values, dims)
    values["depthwise_bias"] = values["bias"]


def _pool(values: Values, dims: int) -> None:
    values["rounding"] = "ceil" if values["ceil"] else "floor"
    _padding(values, dims)
    limit_padding(values, less_than)


def _fold(values: Values, dims: int) -> None:
    known_pads("onnx", values)


def _unpool(values: Values, dims: int) -> None:
    known_pads("onnx", values)
    limit_padding(values, less_than)
    values["length_rule"] = "at-least"


def _pad_layer(values: Values, dims: int) -> None:
    """Source: ONNX operators, Pad."""
    values["repeats"] = True


def _upsample(values: Values, dims: int) -> None:
    """Resize: exact scales, and one word for linear interpolation on any number of axes."""
    values["exact_scale"] = True
    if values["mode"] == "linear" and dims in LINEAR:
        values["mode"] = LINEAR[dims]


def _transposed(values: Values, dims: int) -> None:
    """auto_pad SAME: output i * s. A wanted output shape sets the pads.

    Source: ONNX operators, ConvTranspose.
    """
    word = values["padding"]
    allow_words("onnx", word, "valid", "same", "same-lower")
    output_padding_below_stride(values)
    values["length_rule"] = "padding-upper" if word == "same" else "padding"
    if values["output_size"] is not None or word == "valid" or type(word) is not str:
        if type(word) is str:
            values["padding"] = Explicit(((0, 0),) * dims)
        return
    pads: list[tuple[Size, Size]] = []
    added: list[Size] = []
    for span, s, a in zip(spans(values), values["stride"], values["output_padding"], strict=True):
        total = span + 1 + a - s
        pads.append(split(maximum(total, 0), word == "same-lower"))
        added.append(a + maximum(-total, 0))
    values["padding"] = Explicit(tuple(pads))
    values["output_padding"] = tuple(added)
    values["length_form"] = "same"


TRANSLATIONS: Translations = {
    **dict.fromkeys((*CONVOLUTIONS, "unfold"), _padding),
    "fold": _fold,
    **dict.fromkeys(POOLS, _pool),
    "separable": _separable,
    "tconv": _transposed,
    "unpool": _unpool,
    "pad": _pad_layer,
    "upsample": _upsample,
    "instancenorm": allow_single_value,
}
