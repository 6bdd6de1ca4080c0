"""TensorFlow's own operations: as Keras, but convolutions may be padded by numbers."""

from __future__ import annotations

from convcalc.layers.dialects import keras
from convcalc.layers.dialects.common import (
    CONVOLUTIONS,
    Defaults,
    Keys,
    Params,
    Translations,
    Values,
    allow_words,
    refuse_strided_dilation,
)

__all__ = ["DEFAULTS", "KEYS", "PARAMS", "TRANSLATIONS"]

DEFAULTS: Defaults = keras.DEFAULTS
KEYS: Keys = {}
PARAMS: Params = {}


def _convolution(values: Values, dims: int) -> None:
    allow_words("tf", values["padding"], "valid", "same", "causal")
    keras.input_dependent(values)
    refuse_strided_dilation("tf", values)


def _separable(values: Values, dims: int) -> None:
    _convolution(values, dims)
    values["depthwise_bias"] = False


TRANSLATIONS: Translations = {
    **keras.TRANSLATIONS,
    **dict.fromkeys(CONVOLUTIONS, _convolution),
    "separable": _separable,
}
