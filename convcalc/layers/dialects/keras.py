"""Keras 3: padding is a word, SAME depends on the input, a transposed one has its own lengths."""

from __future__ import annotations

from convcalc.algebra.trace import maximum
from convcalc.errors import LayerError, Message
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
    output_padding_below_stride,
    pool_stride,
    refuse_given,
    refuse_pads,
    refuse_strided_dilation,
    same_transposed,
    spans,
    zero_pads,
)
from convcalc.layers.padding import Same

__all__ = ["DEFAULTS", "KEYS", "PARAMS", "TRANSLATIONS", "enlarge", "input_dependent"]

DEFAULTS: Defaults = {
    "separable": {"bias": True},
    "avgpool": {"count_include_pad": False},
    "ln": {"over": "channels"},
    "gn": {"groups": 32},
    "tconv": {"output_padding": None},
    **{kind: {"mode": "dcr"} for kind in ("pixel_shuffle", "pixel_unshuffle")},
}
KEYS: Keys = {}
PARAMS: Params = {}


def _word_only(values: Values) -> None:
    """Keras has no numeric padding, except none."""
    refuse_pads(values, "dialect.word_only", dialect="keras")


def convolution(values: Values, dims: int) -> None:
    """'same' depends on the input; a stride and a dilation above 1 exclude each other."""
    allow_words("keras", values["padding"], "valid", "same", "causal")
    _word_only(values)
    input_dependent(values)
    refuse_strided_dilation("keras", values)


def input_dependent(values: Values) -> None:
    """Padding words as TensorFlow reads them: SAME stays SAME."""
    word = values["padding"]
    if type(word) is str:
        values["padding"] = explicit_word(word, values) or Same(lower=word == "same-lower")


def depthwise(values: Values, dims: int) -> None:
    """Like a convolution, but stride and dilation do not exclude each other."""
    allow_words("keras", values["padding"], "valid", "same")
    _word_only(values)
    input_dependent(values)


def separable(values: Values, dims: int) -> None:
    """Like a depthwise convolution; only the pointwise half has a bias."""
    depthwise(values, dims)
    values["depthwise_bias"] = False


def pool(values: Values, dims: int) -> None:
    """Pools round down, and know no dilation."""
    pool_stride(values)
    values["rounding"] = "floor"
    refuse_given("keras", values, "ceil", False)
    refuse_given("keras", values, "dilation", (1,) * dims)
    allow_words("keras", values["padding"], "valid", "same")
    _word_only(values)
    input_dependent(values)


def transposed(values: Values, dims: int) -> None:
    """VALID: (i - 1)s + max(ke, s); SAME: i * s; with an output padding a, (i - 1)s + ke + a and
    (i - 1)s + (ke mod 2) + a.

    Source: keras, `compute_conv_transpose_output_shape`.
    """
    allow_words("keras", values["padding"], "valid", "same")
    _word_only(values)
    refuse_strided_dilation("keras", values)
    refuse_given("keras", values, "groups", 1)
    refuse_given("keras", values, "output_size", None)
    if values["output_padding"] is not None:
        output_padding_below_stride(values)
    enlarge(values, dims)


def enlarge(values: Values, dims: int) -> None:
    """The lengths of `transposed`, VALID where the padding is not SAME."""
    added = values["output_padding"]
    if values["padding"] != "same":
        values["padding"] = zero_pads(dims)
        if added is None:
            pairs = zip(spans(values), values["stride"], strict=True)
            values["output_padding"] = tuple([maximum(s - span - 1, 0) for span, s in pairs])
            values["length_form"] = "keras"
    else:
        same_transposed(values)


def _fold(values: Values, dims: int) -> None:
    known_pads("keras", values)


def _unpool(values: Values, dims: int) -> None:
    pool_stride(values)
    known_pads("keras", values)


def _unfold(values: Values, dims: int) -> None:
    input_dependent(values)


def upsample(values: Values, dims: int) -> None:
    """Whole factors only."""
    values["exact_scale"] = True
    for scale in values["scale"] or ():
        if scale.denominator != 1:
            raise LayerError(Message("dialect.whole_scale", dialect="keras", value=scale))


TRANSLATIONS: Translations = {
    **dict.fromkeys(CONVOLUTIONS, convolution),
    "depthwise": depthwise,
    "unfold": _unfold,
    "fold": _fold,
    "unpool": _unpool,
    "upsample": upsample,
    **dict.fromkeys(POOLS, pool),
    "separable": separable,
    "tconv": transposed,
    "instancenorm": allow_single_value,
}
